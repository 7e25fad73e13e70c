/* sql/program/20_understand.sql: the code frame's titles and owners, and the users' own words */

CREATE TABLE voc_data.topic (
    code text NOT NULL,
    title text NOT NULL,
    team text,
    CONSTRAINT topic_pkey PRIMARY KEY (code),
    CONSTRAINT topic_team_fkey FOREIGN KEY (team) REFERENCES voc_data.team (code) ON UPDATE CASCADE
);

COMMENT ON TABLE voc_data.topic IS 'What the topics of the code frame are called, and which team owns them.';
COMMENT ON COLUMN voc_data.topic.code IS 'Code, a dotted path: delivery.late is part of delivery.';
COMMENT ON COLUMN voc_data.topic.title IS 'Name for people.';
COMMENT ON COLUMN voc_data.topic.team IS 'Team that owns it; loops go there when the rule names none.';

INSERT INTO voc_data.topic (code, title, team)
VALUES ('delivery.late', 'Late delivery', 'logistics'),
       ('delivery.damaged', 'Damaged, wrong or missing goods', 'logistics'),
       ('product.quality', 'Product quality', 'product'),
       ('price.value', 'Price and value', 'sales'),
       ('billing.error', 'Billing', 'finance'),
       ('network.coverage', 'Signal and speed', 'network'),
       ('app.usability', 'App and e-shop', 'digital'),
       ('support.waiting', 'Waiting for support', 'care'),
       ('staff.attitude', 'Staff', 'stores'),
       ('returns.refund', 'Returns and refunds', 'care'),
       ('checkout.payment', 'Checkout and payment', 'digital'),
       ('store.experience', 'Store', 'stores');

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
