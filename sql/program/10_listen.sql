/* sql/program/10_listen.sql: where feedback comes from, and what was captured of it */

CREATE TABLE voc_data.channel (
    code text NOT NULL,
    title text NOT NULL,
    aliases text[] NOT NULL DEFAULT '{}',
    CONSTRAINT channel_pkey PRIMARY KEY (code)
);

COMMENT ON TABLE voc_data.channel IS 'How feedback arrives. A row whose channel is not here is rejected: add the channel, or an alias of one.';
COMMENT ON COLUMN voc_data.channel.code IS 'Short name, lower case.';
COMMENT ON COLUMN voc_data.channel.title IS 'Name for people.';
COMMENT ON COLUMN voc_data.channel.aliases IS 'Other spellings that sources use; compared in lower case.';

INSERT INTO voc_data.channel (code, title, aliases)
VALUES ('web', 'Web', '{website,www,eshop,e-shop,online}'),
       ('app', 'App', '{mobile,"mobile app",in-app,ios,android}'),
       ('push', 'Web push', '{"web push"}'),
       ('sms', 'SMS', '{text,"text message"}'),
       ('chat', 'Chat', '{livechat,"live chat",chatbot,whatsapp,messenger}'),
       ('call', 'Phone call', '{phone,telephone,ivr,voice,"call centre","call center"}'),
       ('kiosk', 'Kiosk', '{terminal,tablet}'),
       ('store', 'Store', '{shop,branch,"in store",pos}'),
       ('email', 'E-mail', '{e-mail,mail}'),
       ('social', 'Social media', '{facebook,instagram,twitter,x}'),
       ('review', 'Review site', '{reviews,google,"app store"}');

CREATE TABLE voc_data.scale (
    code text NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    low double precision NOT NULL,
    high double precision NOT NULL,
    bad_max double precision NOT NULL,
    good_min double precision NOT NULL,
    whole boolean NOT NULL DEFAULT true,
    CONSTRAINT scale_pkey PRIMARY KEY (code),
    CONSTRAINT scale_kind_check CHECK (kind IN ('nps', 'csat', 'ces', 'stars', 'thumbs', 'other')),
    CONSTRAINT scale_range_check CHECK (low >= -1000000000 AND high <= 1000000000),
    CONSTRAINT scale_order_check CHECK (low <= bad_max AND bad_max < good_min AND good_min <= high),
    CONSTRAINT scale_nps_check CHECK (kind <> 'nps' OR (low = 0 AND high = 10 AND bad_max = 6 AND good_min = 9 AND whole))
);

COMMENT ON TABLE voc_data.scale IS 'What a score means: its range, and which answers count as good and bad. A program may add its own.';
COMMENT ON COLUMN voc_data.scale.code IS 'Name of the scale, as voc.attach(scale => ...) takes it.';
COMMENT ON COLUMN voc_data.scale.kind IS 'nps, csat, ces, stars, thumbs or other: which figure is made of it.';
COMMENT ON COLUMN voc_data.scale.title IS 'Name for people.';
COMMENT ON COLUMN voc_data.scale.low IS 'Lowest valid score.';
COMMENT ON COLUMN voc_data.scale.high IS 'Highest valid score.';
COMMENT ON COLUMN voc_data.scale.bad_max IS 'Scores up to this are detractor (nps) or dissatisfied (others).';
COMMENT ON COLUMN voc_data.scale.good_min IS 'Scores from this on are promoter (nps) or satisfied (others).';
COMMENT ON COLUMN voc_data.scale.whole IS 'Whether only whole numbers are valid.';

INSERT INTO voc_data.scale (code, kind, title, low, high, bad_max, good_min, whole)
VALUES ('nps', 'nps', 'Likelihood to recommend, 0 to 10', 0, 10, 6, 9, true),
       ('csat5', 'csat', 'Satisfaction, 1 to 5', 1, 5, 2, 4, true),
       ('csat7', 'csat', 'Satisfaction, 1 to 7', 1, 7, 3, 6, true),
       ('ces7', 'ces', 'Ease, 1 to 7 (7: very easy)', 1, 7, 3, 5, true),
       ('stars5', 'stars', 'Stars, 1 to 5', 1, 5, 2, 4, false),
       ('thumbs', 'thumbs', 'Thumb down 0, up 1', 0, 1, 0, 1, true);

CREATE TABLE voc_data.touchpoint (
    code text NOT NULL,
    title text NOT NULL,
    journey_order integer,
    is_moment_of_truth boolean NOT NULL DEFAULT false,
    team text,
    origin text NOT NULL DEFAULT 'user',
    CONSTRAINT touchpoint_pkey PRIMARY KEY (code),
    CONSTRAINT touchpoint_origin_check CHECK (origin IN ('default', 'user', 'capture')),
    CONSTRAINT touchpoint_team_fkey FOREIGN KEY (team) REFERENCES voc_data.team (code) ON UPDATE CASCADE
);

COMMENT ON TABLE voc_data.touchpoint IS 'Moments of the customer journey. One that a source mentions first is added by capture.';
COMMENT ON COLUMN voc_data.touchpoint.code IS 'Short name, as sources give it.';
COMMENT ON COLUMN voc_data.touchpoint.title IS 'Name for people.';
COMMENT ON COLUMN voc_data.touchpoint.journey_order IS 'Place in the journey, from 1; NULL: not placed yet.';
COMMENT ON COLUMN voc_data.touchpoint.is_moment_of_truth IS 'Whether it decides the relation.';
COMMENT ON COLUMN voc_data.touchpoint.team IS 'Team responsible for it; loops go there when the rule and the topics name none.';
COMMENT ON COLUMN voc_data.touchpoint.origin IS 'default (came with the program), user, or capture (first seen in a source).';

INSERT INTO voc_data.touchpoint (code, title, journey_order, is_moment_of_truth, team, origin)
VALUES ('browsing', 'Browsing and choice', 1, false, 'digital', 'default'),
       ('checkout', 'Checkout', 2, true, 'digital', 'default'),
       ('delivery', 'Delivery', 3, true, 'logistics', 'default'),
       ('onboarding', 'Getting started', 4, false, 'care', 'default'),
       ('store_visit', 'Store visit', 5, false, 'stores', 'default'),
       ('network', 'Using the network', 6, true, 'network', 'default'),
       ('billing', 'Billing', 7, false, 'finance', 'default'),
       ('support_call', 'Support call', 8, true, 'care', 'default'),
       ('support_chat', 'Support chat', 9, false, 'care', 'default'),
       ('returns', 'Returns', 10, false, 'logistics', 'default');

CREATE TABLE voc_data.source (
    id bigint GENERATED ALWAYS AS IDENTITY,
    relation regclass NOT NULL,
    relation_name text NOT NULL,
    key_columns text[] NOT NULL,
    comment_column text,
    score_column text,
    scale text,
    customer_column text,
    occurred_at_column text,
    channel_column text,
    touchpoint_column text,
    language_column text,
    segment_columns text[] NOT NULL DEFAULT '{}',
    default_channel text,
    default_touchpoint text,
    on_error text NOT NULL DEFAULT 'reject',
    redact boolean NOT NULL DEFAULT false,
    attached_at timestamptz NOT NULL DEFAULT now(),
    detached_at timestamptz,
    CONSTRAINT source_pkey PRIMARY KEY (id),
    CONSTRAINT source_scale_fkey FOREIGN KEY (scale) REFERENCES voc_data.scale (code),
    CONSTRAINT source_default_channel_fkey FOREIGN KEY (default_channel) REFERENCES voc_data.channel (code),
    CONSTRAINT source_default_touchpoint_fkey FOREIGN KEY (default_touchpoint) REFERENCES voc_data.touchpoint (code),
    CONSTRAINT source_on_error_check CHECK (on_error IN ('reject', 'raise')),
    CONSTRAINT source_key_check CHECK (cardinality(key_columns) > 0),
    CONSTRAINT source_content_check CHECK (comment_column IS NOT NULL OR score_column IS NOT NULL),
    CONSTRAINT source_scale_check CHECK ((score_column IS NULL) = (scale IS NULL))
);

CREATE INDEX source_relation_idx ON voc_data.source (relation);

COMMENT ON TABLE voc_data.source IS 'The tables that voc.attach() was called for, and how their columns are read. Change a map here with UPDATE; it counts from the next statement on.';
COMMENT ON COLUMN voc_data.source.id IS 'Number of the source.';
COMMENT ON COLUMN voc_data.source.relation IS 'The attached table; follows renames, shows a number once the table is dropped.';
COMMENT ON COLUMN voc_data.source.relation_name IS 'Its qualified name when it was attached.';
COMMENT ON COLUMN voc_data.source.key_columns IS 'Columns that identify a row: they make signal.source_key.';
COMMENT ON COLUMN voc_data.source.comment_column IS 'Column with the free text, or NULL.';
COMMENT ON COLUMN voc_data.source.score_column IS 'Column with the score, or NULL.';
COMMENT ON COLUMN voc_data.source.scale IS 'What the score means: voc_data.scale.';
COMMENT ON COLUMN voc_data.source.customer_column IS 'Column that identifies the customer, or NULL.';
COMMENT ON COLUMN voc_data.source.occurred_at_column IS 'Column with the time of the feedback; NULL, or a NULL in it: the time of capture.';
COMMENT ON COLUMN voc_data.source.channel_column IS 'Column with the channel, or NULL.';
COMMENT ON COLUMN voc_data.source.touchpoint_column IS 'Column with the touchpoint, or NULL.';
COMMENT ON COLUMN voc_data.source.language_column IS 'Column with the ISO 639-1 code of the comment''s language, or NULL: it is detected.';
COMMENT ON COLUMN voc_data.source.segment_columns IS 'Columns that are kept in signal.segment.';
COMMENT ON COLUMN voc_data.source.default_channel IS 'Channel of rows that name none.';
COMMENT ON COLUMN voc_data.source.default_touchpoint IS 'Touchpoint of rows that name none.';
COMMENT ON COLUMN voc_data.source.on_error IS 'A row that cannot be captured: reject (goes to voc_data.rejected, the statement succeeds) or raise (the statement fails).';
COMMENT ON COLUMN voc_data.source.redact IS 'Whether personal data in comments is masked before they are stored, as voc.redact() does; then no value that voc_data.rejected shows has any either.';
COMMENT ON COLUMN voc_data.source.attached_at IS 'When it was attached last.';
COMMENT ON COLUMN voc_data.source.detached_at IS 'When it was detached; NULL: attached.';

CREATE TABLE voc_data.signal (
    id bigint GENERATED ALWAYS AS IDENTITY,
    source_id bigint NOT NULL,
    source_key text NOT NULL,
    customer text,
    occurred_at timestamptz NOT NULL,
    captured_at timestamptz NOT NULL DEFAULT now(),
    retracted_at timestamptz,
    channel text,
    touchpoint text,
    segment jsonb,
    language text,
    scale text,
    score double precision,
    score_group text,
    sentiment real,
    sentiment_label text,
    value smallint,
    topics text[] NOT NULL DEFAULT '{}',
    intents text[] NOT NULL DEFAULT '{}',
    rule_id bigint,
    criticality text NOT NULL DEFAULT 'routine',
    weight double precision,
    comment text,
    codebook_version integer,
    lexicon_version integer,
    CONSTRAINT signal_pkey PRIMARY KEY (id),
    CONSTRAINT signal_source_key UNIQUE (source_id, source_key),
    CONSTRAINT signal_source_id_fkey FOREIGN KEY (source_id) REFERENCES voc_data.source (id),
    CONSTRAINT signal_channel_fkey FOREIGN KEY (channel) REFERENCES voc_data.channel (code),
    CONSTRAINT signal_touchpoint_fkey FOREIGN KEY (touchpoint) REFERENCES voc_data.touchpoint (code),
    CONSTRAINT signal_scale_fkey FOREIGN KEY (scale) REFERENCES voc_data.scale (code),
    CONSTRAINT signal_criticality_check CHECK (criticality IN ('critical', 'routine')),
    CONSTRAINT signal_weight_check CHECK (weight >= 0 AND weight <= 1000000)
);

CREATE INDEX signal_occurred_at_idx ON voc_data.signal USING brin (occurred_at);
CREATE INDEX signal_customer_idx ON voc_data.signal (customer);
CREATE INDEX signal_touchpoint_idx ON voc_data.signal (touchpoint, occurred_at);
CREATE INDEX signal_topics_idx ON voc_data.signal USING gin (topics);

COMMENT ON TABLE voc_data.signal IS 'One piece of feedback from any source, scored and coded: the single source of truth. Written by capture only.';
COMMENT ON COLUMN voc_data.signal.id IS 'Number of the signal.';
COMMENT ON COLUMN voc_data.signal.source_id IS 'The source it came from.';
COMMENT ON COLUMN voc_data.signal.source_key IS 'Key of its row there, as text; several columns are joined by "/", with "\" before a "/" or "\" of their own.';
COMMENT ON COLUMN voc_data.signal.customer IS 'The customer, as the source names them; NULL: anonymous.';
COMMENT ON COLUMN voc_data.signal.occurred_at IS 'When the customer said it.';
COMMENT ON COLUMN voc_data.signal.captured_at IS 'When it was captured, or captured anew after a change of the row.';
COMMENT ON COLUMN voc_data.signal.retracted_at IS 'When its row left the source or was changed to one that was rejected; such a signal is in no figure. NULL: live.';
COMMENT ON COLUMN voc_data.signal.channel IS 'How it arrived.';
COMMENT ON COLUMN voc_data.signal.touchpoint IS 'The moment of the journey it is about.';
COMMENT ON COLUMN voc_data.signal.segment IS 'Attributes of the customer or order: the source''s segment columns, as text.';
COMMENT ON COLUMN voc_data.signal.language IS 'ISO 639-1 code; NULL: no text, or too little to say.';
COMMENT ON COLUMN voc_data.signal.scale IS 'What the score means.';
COMMENT ON COLUMN voc_data.signal.score IS 'The score given, on its scale; NULL: none.';
COMMENT ON COLUMN voc_data.signal.score_group IS 'promoter, passive, detractor (nps) or satisfied, neutral, dissatisfied.';
COMMENT ON COLUMN voc_data.signal.sentiment IS 'Of the comment, -1 to +1; NULL: no text, or too little evidence.';
COMMENT ON COLUMN voc_data.signal.sentiment_label IS 'positive, neutral, negative, mixed; NULL as for sentiment.';
COMMENT ON COLUMN voc_data.signal.value IS 'Sentiment as intensity, 1 (very negative) to 5 (very positive).';
COMMENT ON COLUMN voc_data.signal.topics IS 'Codes of the topics met, in order of appearance.';
COMMENT ON COLUMN voc_data.signal.intents IS 'What the customer wants: churn, complaint, request, question, praise, purchase, callback, safety_or_legal.';
COMMENT ON COLUMN voc_data.signal.rule_id IS 'The rule that matched first; NULL: none did.';
COMMENT ON COLUMN voc_data.signal.criticality IS 'critical or routine.';
COMMENT ON COLUMN voc_data.signal.weight IS 'With which its score counts, 0 to 1000000, so that the scores of a period, of all scales together, are those of the customer base: voc.weigh_signals(). NULL: not weighted, and counts as 1. Goes when the row is captured anew with another score, time, channel, touchpoint, language or segment.';
COMMENT ON COLUMN voc_data.signal.comment IS 'The text as the source holds it, with personal data masked if source.redact says so.';
COMMENT ON COLUMN voc_data.signal.codebook_version IS 'Version of the code frame it was coded with; NULL: never coded, for there is no comment. Coded, and without topics: nothing was met.';
COMMENT ON COLUMN voc_data.signal.lexicon_version IS 'Version of the users'' words it was scored with; NULL as for codebook_version.';

CREATE TABLE voc_data.opinion (
    id bigint GENERATED ALWAYS AS IDENTITY,
    signal_id bigint NOT NULL,
    topic text NOT NULL,
    sentiment real,
    sentiment_label text,
    start integer,
    length integer,
    CONSTRAINT opinion_pkey PRIMARY KEY (id),
    CONSTRAINT opinion_signal_id_fkey FOREIGN KEY (signal_id) REFERENCES voc_data.signal (id) ON DELETE CASCADE
);

CREATE INDEX opinion_signal_id_idx ON voc_data.opinion (signal_id);
CREATE INDEX opinion_topic_idx ON voc_data.opinion (topic);

COMMENT ON TABLE voc_data.opinion IS 'One topic met in one clause of a signal, with that clause''s sentiment and its place in the text.';
COMMENT ON COLUMN voc_data.opinion.id IS 'Number of the opinion.';
COMMENT ON COLUMN voc_data.opinion.signal_id IS 'The signal it is part of.';
COMMENT ON COLUMN voc_data.opinion.topic IS 'Code of the topic. No foreign key: a library may know topics that the program has no title for yet.';
COMMENT ON COLUMN voc_data.opinion.sentiment IS 'Of the clause, -1 to +1; NULL: the clause says nothing of feeling.';
COMMENT ON COLUMN voc_data.opinion.sentiment_label IS 'positive, neutral or negative; NULL as for sentiment.';
COMMENT ON COLUMN voc_data.opinion.start IS 'First character of the words that matched, from 1; NULL: a person named the topic.';
COMMENT ON COLUMN voc_data.opinion.length IS 'Characters from there; NULL as for start.';

CREATE TABLE voc_data.rejected (
    id bigint GENERATED ALWAYS AS IDENTITY,
    source_id bigint NOT NULL,
    source_key text NOT NULL,
    rejected_at timestamptz NOT NULL DEFAULT now(),
    column_name text,
    value text,
    sqlstate text NOT NULL,
    reason text NOT NULL,
    hint text,
    resolved_at timestamptz,
    CONSTRAINT rejected_pkey PRIMARY KEY (id),
    CONSTRAINT rejected_source_id_fkey FOREIGN KEY (source_id) REFERENCES voc_data.source (id)
);

CREATE UNIQUE INDEX rejected_open_key ON voc_data.rejected (source_id, source_key) WHERE resolved_at IS NULL;

COMMENT ON TABLE voc_data.rejected IS 'Rows of a source that could not be captured, and why. The rows themselves are in the source: mend them there (or add what they name) and CALL voc.backfill(). Live signals and open rejections together are the source''s rows.';
COMMENT ON COLUMN voc_data.rejected.id IS 'Number of the rejection.';
COMMENT ON COLUMN voc_data.rejected.source_id IS 'The source.';
COMMENT ON COLUMN voc_data.rejected.source_key IS 'Key of the row there, as in signal.source_key.';
COMMENT ON COLUMN voc_data.rejected.rejected_at IS 'When.';
COMMENT ON COLUMN voc_data.rejected.column_name IS 'The column at fault; NULL: not one column.';
COMMENT ON COLUMN voc_data.rejected.value IS 'Its value, the first 200 characters.';
COMMENT ON COLUMN voc_data.rejected.sqlstate IS 'SQLSTATE that on_error => ''raise'' would have raised.';
COMMENT ON COLUMN voc_data.rejected.reason IS 'Why.';
COMMENT ON COLUMN voc_data.rejected.hint IS 'What to do about it.';
COMMENT ON COLUMN voc_data.rejected.resolved_at IS 'When the row was captured after all or left the source; NULL: open.';
