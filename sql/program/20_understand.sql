/* sql/program/20_understand.sql: the code frame, the users' own words, and corrections */

CREATE TABLE voc_data.coding (
    one boolean NOT NULL DEFAULT true,
    codebook_version integer NOT NULL DEFAULT 1,
    lexicon_version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by text NOT NULL DEFAULT current_user,
    CONSTRAINT coding_pkey PRIMARY KEY (one),
    CONSTRAINT coding_one_check CHECK (one)
);

COMMENT ON TABLE voc_data.coding IS 'Versions of the code frame and of the users'' words: exactly one row, which every change of their tables counts up. Changes therefore come one after the other.';
COMMENT ON COLUMN voc_data.coding.one IS 'Always true.';
COMMENT ON COLUMN voc_data.coding.codebook_version IS 'Version of topics, intents and their patterns; signals remember theirs.';
COMMENT ON COLUMN voc_data.coding.lexicon_version IS 'Version of voc_data.word; signals remember theirs.';
COMMENT ON COLUMN voc_data.coding.changed_at IS 'When one of them changed last.';
COMMENT ON COLUMN voc_data.coding.changed_by IS 'Who changed it: the setting voc.actor, or the role.';

INSERT INTO voc_data.coding (one)
VALUES (true);

CREATE TABLE voc_data.topic (
    code text NOT NULL,
    title text NOT NULL,
    titles jsonb NOT NULL DEFAULT '{}',
    team text,
    is_critical boolean NOT NULL DEFAULT false,
    active boolean NOT NULL DEFAULT true,
    instead_of text[] NOT NULL DEFAULT '{}',
    about text,
    effort smallint,
    codebook text,
    CONSTRAINT topic_pkey PRIMARY KEY (code),
    CONSTRAINT topic_code_check CHECK (code ~ '^[a-z0-9_]+([.][a-z0-9_]+)*$' AND length(code) <= 200),
    CONSTRAINT topic_instead_of_check CHECK (code <> ALL (instead_of)),
    CONSTRAINT topic_effort_check CHECK (effort BETWEEN 1 AND 5),
    CONSTRAINT topic_titles_check CHECK (jsonb_typeof(titles) = 'object'),
    CONSTRAINT topic_team_fkey FOREIGN KEY (team) REFERENCES voc_data.team (code) ON UPDATE CASCADE
);

COMMENT ON TABLE voc_data.topic IS 'The topics of the code frame: what they are called, and which team owns them. Their patterns are in voc_data.topic_pattern.';
COMMENT ON COLUMN voc_data.topic.code IS 'Code, a dotted path of lower-case names, up to 200 characters: delivery.late is part of delivery.';
COMMENT ON COLUMN voc_data.topic.title IS 'Name for people.';
COMMENT ON COLUMN voc_data.topic.titles IS 'The same in other languages: an object of ISO 639-1 codes.';
COMMENT ON COLUMN voc_data.topic.team IS 'Team that owns it; loops go there when the rule names none.';
COMMENT ON COLUMN voc_data.topic.is_critical IS 'Whether feedback about it that is not positive is critical, whatever the score.';
COMMENT ON COLUMN voc_data.topic.active IS 'false: it is not looked for, but stays known.';
COMMENT ON COLUMN voc_data.topic.instead_of IS 'Broader topics that are not meant where this one is met in the same clause: food.price stands instead of price.value.';
COMMENT ON COLUMN voc_data.topic.about IS 'What is coded with it, for those who write patterns.';
COMMENT ON COLUMN voc_data.topic.effort IS 'How hard it is to make better what people say of it, by the judgement of those who would have to: 1 (easy) to 5 (hard); NULL: not known. voc_bi.priority sets it against what is to be gained.';
COMMENT ON COLUMN voc_data.topic.codebook IS 'The code frame of the library that it came with; NULL: the user''s own.';

CREATE TABLE voc_data.topic_pattern (
    id bigint GENERATED ALWAYS AS IDENTITY,
    topic text NOT NULL,
    language text,
    pattern text NOT NULL,
    active boolean NOT NULL DEFAULT true,
    codebook text,
    note text,
    CONSTRAINT topic_pattern_pkey PRIMARY KEY (id),
    CONSTRAINT topic_pattern_topic_fkey FOREIGN KEY (topic) REFERENCES voc_data.topic (code) ON UPDATE CASCADE ON DELETE CASCADE
);

CREATE UNIQUE INDEX topic_pattern_key ON voc_data.topic_pattern (topic, coalesce(language, ''), pattern);

COMMENT ON TABLE voc_data.topic_pattern IS 'The words that mean a topic, in the pattern language of the manual. They count from the moment they are committed; CALL voc.recode() codes earlier feedback anew.';
COMMENT ON COLUMN voc_data.topic_pattern.id IS 'Number of the pattern.';
COMMENT ON COLUMN voc_data.topic_pattern.topic IS 'The topic it means.';
COMMENT ON COLUMN voc_data.topic_pattern.language IS 'ISO 639-1 code of the comments it is for; NULL: every language.';
COMMENT ON COLUMN voc_data.topic_pattern.pattern IS 'Words, stems (deliver*), phrases with gaps (late ~3 order), alternatives (a|b), conditions (& b, && b, !c, !!c); try one with voc.test_pattern().';
COMMENT ON COLUMN voc_data.topic_pattern.active IS 'false: it is not used.';
COMMENT ON COLUMN voc_data.topic_pattern.codebook IS 'The code frame of the library that it came with; NULL: the user''s own.';
COMMENT ON COLUMN voc_data.topic_pattern.note IS 'Why it is here.';
COMMENT ON INDEX voc_data.topic_pattern_key IS 'A pattern is there once for each topic and language.';

CREATE TABLE voc_data.intent (
    code text NOT NULL,
    title text NOT NULL,
    active boolean NOT NULL DEFAULT true,
    about text,
    CONSTRAINT intent_pkey PRIMARY KEY (code),
    CONSTRAINT intent_code_check CHECK (code ~ '^[a-z0-9_]+$')
);

COMMENT ON TABLE voc_data.intent IS 'What customers want. A program may add its own.';
COMMENT ON COLUMN voc_data.intent.code IS 'Short name, lower case.';
COMMENT ON COLUMN voc_data.intent.title IS 'Name for people.';
COMMENT ON COLUMN voc_data.intent.active IS 'false: it is not looked for.';
COMMENT ON COLUMN voc_data.intent.about IS 'What is coded with it.';

INSERT INTO voc_data.intent (code, title, about)
VALUES ('churn', 'Leaving', 'Leaves, or says that he will.'),
       ('complaint', 'Complaint', 'Complains, in so many words.'),
       ('request', 'Request', 'Asks for something to be done.'),
       ('question', 'Question', 'Wants to know something.'),
       ('praise', 'Praise', 'Thanks, praises or recommends.'),
       ('purchase', 'Interest in buying', 'Wants to buy, or to buy again: an opening for cross-sell.'),
       ('callback', 'Call back', 'Wants to be called or contacted.'),
       ('safety_or_legal', 'Safety or legal', 'Reports a danger, or names a lawyer, a court, an authority, personal data.');

CREATE TABLE voc_data.intent_pattern (
    id bigint GENERATED ALWAYS AS IDENTITY,
    intent text NOT NULL,
    language text,
    pattern text NOT NULL,
    active boolean NOT NULL DEFAULT true,
    codebook text,
    note text,
    CONSTRAINT intent_pattern_pkey PRIMARY KEY (id),
    CONSTRAINT intent_pattern_intent_fkey FOREIGN KEY (intent) REFERENCES voc_data.intent (code) ON UPDATE CASCADE ON DELETE CASCADE
);

CREATE UNIQUE INDEX intent_pattern_key ON voc_data.intent_pattern (intent, coalesce(language, ''), pattern);

COMMENT ON TABLE voc_data.intent_pattern IS 'The words that mean an intent, as voc_data.topic_pattern has those of topics.';
COMMENT ON COLUMN voc_data.intent_pattern.id IS 'Number of the pattern.';
COMMENT ON COLUMN voc_data.intent_pattern.intent IS 'The intent it means.';
COMMENT ON COLUMN voc_data.intent_pattern.language IS 'ISO 639-1 code of the comments it is for; NULL: every language.';
COMMENT ON COLUMN voc_data.intent_pattern.pattern IS 'In the pattern language, as in voc_data.topic_pattern.';
COMMENT ON COLUMN voc_data.intent_pattern.active IS 'false: it is not used.';
COMMENT ON COLUMN voc_data.intent_pattern.codebook IS 'The code frame of the library that it came with; NULL: the user''s own.';
COMMENT ON COLUMN voc_data.intent_pattern.note IS 'Why it is here.';
COMMENT ON INDEX voc_data.intent_pattern_key IS 'A pattern is there once for each intent and language.';

CREATE TABLE voc_data.codebook_removed (
    id bigint GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL,
    code text NOT NULL,
    language text,
    pattern text,
    removed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT codebook_removed_pkey PRIMARY KEY (id),
    CONSTRAINT codebook_removed_kind_check CHECK (kind IN ('topic', 'topic_pattern', 'intent_pattern'))
);

CREATE UNIQUE INDEX codebook_removed_key ON voc_data.codebook_removed (kind, code, coalesce(language, ''), coalesce(pattern, ''));

COMMENT ON TABLE voc_data.codebook_removed IS 'Rows of the library''s code frames that a user removed or rewrote: voc.load_codebook() leaves them out. Delete a row here to have it loaded again.';
COMMENT ON COLUMN voc_data.codebook_removed.id IS 'Number of the row.';
COMMENT ON COLUMN voc_data.codebook_removed.kind IS 'topic, topic_pattern or intent_pattern.';
COMMENT ON COLUMN voc_data.codebook_removed.code IS 'Code of the topic or intent.';
COMMENT ON COLUMN voc_data.codebook_removed.language IS 'Language of the pattern.';
COMMENT ON COLUMN voc_data.codebook_removed.pattern IS 'The pattern; NULL for a topic.';
COMMENT ON COLUMN voc_data.codebook_removed.removed_at IS 'When.';
COMMENT ON INDEX voc_data.codebook_removed_key IS 'What was removed is there once.';

CREATE VIEW voc_data.codebook WITH (security_invoker = true) AS
SELECT 'topic'::text AS kind, t.code, NULL::text AS language, NULL::text AS pattern, t.title, t.titles::text AS titles, t.team, t.is_critical, t.active, t.instead_of::text AS instead_of, t.about, t.codebook
FROM voc_data.topic AS t
UNION ALL
SELECT 'intent', i.code, NULL, NULL, i.title, NULL, NULL, NULL, i.active, NULL, i.about, NULL
FROM voc_data.intent AS i
UNION ALL
SELECT 'topic_pattern', p.topic, p.language, p.pattern, NULL, NULL, NULL, NULL, p.active, NULL, p.note, p.codebook
FROM voc_data.topic_pattern AS p
UNION ALL
SELECT 'intent_pattern', p.intent, p.language, p.pattern, NULL, NULL, NULL, NULL, p.active, NULL, p.note, p.codebook
FROM voc_data.intent_pattern AS p;

COMMENT ON VIEW voc_data.codebook IS 'The code frame as one table, to be copied out and in: \copy (SELECT * FROM voc_data.codebook) TO ''frame.csv'' CSV HEADER, and \copy voc_data.codebook FROM ''frame.csv'' CSV HEADER, which adds rows and changes those of the same code or pattern.';
COMMENT ON COLUMN voc_data.codebook.kind IS 'topic, intent, topic_pattern or intent_pattern; topics and intents come before their patterns.';
COMMENT ON COLUMN voc_data.codebook.code IS 'Code of the topic or intent.';
COMMENT ON COLUMN voc_data.codebook.language IS 'Language of a pattern; NULL: every one.';
COMMENT ON COLUMN voc_data.codebook.pattern IS 'The pattern.';
COMMENT ON COLUMN voc_data.codebook.title IS 'Name of a topic or intent.';
COMMENT ON COLUMN voc_data.codebook.titles IS 'Names of a topic in other languages, as JSON.';
COMMENT ON COLUMN voc_data.codebook.team IS 'Team that owns a topic.';
COMMENT ON COLUMN voc_data.codebook.is_critical IS 'Whether a topic is critical.';
COMMENT ON COLUMN voc_data.codebook.active IS 'Whether it is used.';
COMMENT ON COLUMN voc_data.codebook.instead_of IS 'Topics that a topic stands for, as an array.';
COMMENT ON COLUMN voc_data.codebook.about IS 'What is coded with it, or the note of a pattern.';
COMMENT ON COLUMN voc_data.codebook.codebook IS 'The code frame of the library that it came with; NULL: the user''s own.';

CREATE TABLE voc_data.coding_override (
    signal_id bigint NOT NULL,
    coder text NOT NULL,
    topics text[],
    sentiment real,
    note text,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    made_by text NOT NULL,
    comment_md5 text NOT NULL,
    machine_topics text[] NOT NULL,
    machine_label text,
    CONSTRAINT coding_override_pkey PRIMARY KEY (signal_id, coder),
    CONSTRAINT coding_override_signal_id_fkey FOREIGN KEY (signal_id) REFERENCES voc_data.signal (id) ON DELETE CASCADE,
    CONSTRAINT coding_override_coder_check CHECK (coder <> '' AND length(coder) <= 200),
    CONSTRAINT coding_override_sentiment_check CHECK (sentiment BETWEEN -1 AND 1),
    CONSTRAINT coding_override_content_check CHECK (topics IS NOT NULL OR sentiment IS NOT NULL)
);

COMMENT ON TABLE voc_data.coding_override IS 'Corrections of how signals were coded, by people: written by voc.override(), or by plain INSERT, UPDATE and DELETE of signal, coder, topics, sentiment and note; its guard fills in the rest.';
COMMENT ON COLUMN voc_data.coding_override.signal_id IS 'The signal.';
COMMENT ON COLUMN voc_data.coding_override.coder IS 'Who says so; several coders may code one signal, and the newest word counts.';
COMMENT ON COLUMN voc_data.coding_override.topics IS 'The right topics; NULL: not said.';
COMMENT ON COLUMN voc_data.coding_override.sentiment IS 'The right sentiment, -1 to +1; NULL: not said.';
COMMENT ON COLUMN voc_data.coding_override.note IS 'Why.';
COMMENT ON COLUMN voc_data.coding_override.made_at IS 'When it was said last; the guard writes it.';
COMMENT ON COLUMN voc_data.coding_override.made_by IS 'Who wrote it: the setting voc.actor, or the role; the guard writes it.';
COMMENT ON COLUMN voc_data.coding_override.comment_md5 IS 'Of the comment that was coded: when the source changes it, the correction counts no more.';
COMMENT ON COLUMN voc_data.coding_override.machine_topics IS 'What the machine says, with the present code frame.';
COMMENT ON COLUMN voc_data.coding_override.machine_label IS 'Its label of sentiment.';

CREATE TABLE voc_data.word (
    id bigint GENERATED ALWAYS AS IDENTITY,
    term text NOT NULL,
    key text NOT NULL,
    language text,
    valence real,
    role text,
    factor real,
    note text,
    CONSTRAINT word_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX word_key ON voc_data.word (key, coalesce(language, ''));

COMMENT ON TABLE voc_data.word IS 'The users'' own words of feeling, beside and before those of the built-in lexicons. They count in what the program analyses from the moment they are committed; CALL voc.backfill() has earlier feedback analysed anew.';
COMMENT ON COLUMN voc_data.word.id IS 'Number of the word.';
COMMENT ON COLUMN voc_data.word.term IS 'One to eight words, case and diacritics of no matter; word* matches every word that begins so.';
COMMENT ON COLUMN voc_data.word.key IS 'Normal form of the term, which the guard writes.';
COMMENT ON COLUMN voc_data.word.language IS 'ISO 639-1 code; NULL: in every language.';
COMMENT ON COLUMN voc_data.word.valence IS 'From -4 (worst) to +4 (best), not 0; NULL: it has a role.';
COMMENT ON COLUMN voc_data.word.role IS 'What it does to the words around it: aside, courtesy, negator, without, intensifier, diminisher, contrast, hypothetical, other, excess, remedy, rating, heading, irony, that; or stop, which keeps it neutral. NULL: it has a valence.';
COMMENT ON COLUMN voc_data.word.factor IS 'The number of a role: aside -4 to 4 and courtesy 0.1 to 4 (their valence), negator and irony -4 to 0 (may be left out: its valence, a negator''s where there is nothing to negate), intensifier 1.01 to 3, diminisher 0.05 to 0.99, excess -4 to -0.1, remedy 0.1 to 4, rating 3 to 100 (the most one can give), heading -1, 0 or 1.';
COMMENT ON COLUMN voc_data.word.note IS 'Why it is here.';
COMMENT ON INDEX voc_data.word_key IS 'A term is there once for each language, however it is spelt.';
