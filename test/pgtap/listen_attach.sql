-- Attaching: what can be a source, what is told to whom who tries another thing

BEGIN;

SELECT plan(109);
\ir listen_setup.inc

-- ---------------------------------------------------------------------
-- what cannot be attached
-- ---------------------------------------------------------------------

CREATE TABLE shop.feedback (
	id integer PRIMARY KEY,
	comment text,
	score integer,
	customer text,
	at timestamptz,
	channel text,
	touchpoint text,
	lang text,
	plan text,
	day date,
	when_text text
);
CREATE VIEW shop.feedback_view AS SELECT * FROM shop.feedback;
CREATE MATERIALIZED VIEW shop.feedback_mat AS SELECT * FROM shop.feedback;
CREATE SEQUENCE shop.feedback_seq;
CREATE TYPE shop.pair AS (a integer, b text);
CREATE TABLE shop.keyless (id integer, comment text);
CREATE TABLE shop.deferred (id integer PRIMARY KEY DEFERRABLE INITIALLY DEFERRED, comment text);
CREATE TABLE shop.partial_key (id integer NOT NULL, live boolean, comment text);
CREATE UNIQUE INDEX ON shop.partial_key (id) WHERE live;
CREATE TABLE shop.expression_key (id integer NOT NULL, comment text);
CREATE UNIQUE INDEX ON shop.expression_key (abs(id));
CREATE TABLE shop.nullable_key (id integer UNIQUE, comment text);
CREATE TABLE shop.day (id integer NOT NULL, at date NOT NULL, comment text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE shop.day_1 PARTITION OF shop.day FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TEMP TABLE passing (id integer PRIMARY KEY, comment text);
CREATE TABLE shop.parent (id integer PRIMARY KEY, comment text);
CREATE TABLE shop.child (PRIMARY KEY (id)) INHERITS (shop.parent);
RESET ROLE;
CREATE FOREIGN DATA WRAPPER voc_dummy;
CREATE SERVER voc_far FOREIGN DATA WRAPPER voc_dummy;
GRANT USAGE ON FOREIGN SERVER voc_far TO voc_app;
SET ROLE voc_app;
CREATE FOREIGN TABLE shop.far (id integer NOT NULL, comment text) SERVER voc_far;

SET ROLE voc_cx;
SELECT is(pg_temp.fault($$SELECT voc.attach('shop.feedback_view', comment => 'comment')$$, true),
	'42809 shop.feedback_view is a view, which cannot carry capture triggers |  | Attach the tables that the rows are kept in, or copy them to a table here and attach that.', 'a view');
SELECT is(pg_temp.fault($$SELECT voc.attach('shop.feedback_mat', comment => 'comment')$$),
	'42809 shop.feedback_mat is a materialized view, which cannot carry capture triggers', 'a materialized view');
SELECT is(pg_temp.fault($$SELECT voc.attach('shop.far', comment => 'comment')$$),
	'42809 shop.far is a foreign table, which cannot carry capture triggers', 'a foreign table');
SELECT is(pg_temp.fault($$SELECT voc.attach('shop.feedback_seq', comment => 'comment')$$),
	'42809 shop.feedback_seq is a sequence, which cannot carry capture triggers', 'a sequence');
SELECT is(pg_temp.fault($$SELECT voc.attach('shop.feedback_pkey', comment => 'comment')$$),
	'42809 shop.feedback_pkey is an index, which cannot carry capture triggers', 'an index');
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.pair', comment => 'b')$$), '42809 shop.pair is %, which cannot carry capture triggers', 'a composite type');
SET ROLE voc_app;
SELECT alike(pg_temp.fault($$SELECT voc.attach('passing', comment => 'comment')$$), '42501 permission denied %', 'without rights on the program nothing is said of the table');
RESET ROLE;
SELECT alike(pg_temp.fault($$SELECT voc.attach('passing', comment => 'comment')$$, true), '42809 % is a temporary table |%Attach a permanent table.', 'a temporary table');
SET ROLE voc_cx;
SELECT is(pg_temp.fault($$SELECT voc.attach('voc_data.signal', comment => 'comment')$$, true),
	'42809 voc_data.signal belongs to the system or to the program itself |  | Attach a table of your own.', 'a table of the program');
SELECT alike(pg_temp.fault($$SELECT voc.attach('pg_catalog.pg_description', comment => 'description')$$), '42809 %belongs to the system%', 'a table of the system');
SELECT is(pg_temp.fault($$SELECT voc.attach('shop.day_1', comment => 'comment')$$, true),
	'42809 shop.day_1 is a partition |  | Attach the partitioned table; its partitions are captured with it.', 'a partition');
SAVEPOINT inherited;
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.parent', comment => 'comment')$$), '42809 shop.parent %', 'a table with child tables: their rows would be taken for its own') AS inherited \gset
ROLLBACK TO inherited;
SELECT :'inherited';
SELECT alike(pg_temp.fault($$SELECT voc.attach(NULL, comment => 'comment')$$), '22004 %', 'NULL');
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.no_such', comment => 'comment')$$), '42P01 relation "shop.no_such" does not exist', 'a table that does not exist');
SELECT alike(pg_temp.fault($$SELECT voc.attach(4294967290::oid::regclass, comment => 'comment')$$), '42P01 relation % does not exist', 'an OID of nothing');

SELECT is(pg_temp.fault($$SELECT voc.attach('shop.keyless', comment => 'comment')$$, true),
	'55000 shop.keyless has no key | Updates and deletions can be followed only when rows can be told apart. | ALTER TABLE shop.keyless ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;', 'a table without a key');
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.deferred', comment => 'comment')$$), '55000 shop.deferred has no key', 'a deferrable key is none');
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.partial_key', comment => 'comment')$$), '55000 %', 'a partial unique index is none');
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.expression_key', comment => 'comment')$$), '55000 %', 'nor one on an expression');
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.nullable_key', comment => 'comment')$$), '55000 %', 'nor one on columns that may be NULL');
SELECT is(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'comment', key => '{customer}')$$, true),
	'42830 columns (customer) are no key of shop.feedback |  | A key needs a unique index on just these columns, not partial, not deferrable, and all of them NOT NULL.', 'columns that are no key');
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'comment', key => '{}')$$), '42830 %', 'no columns are no key');
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'comment', key => '{id,customer}')$$), '42830 %', 'more columns than the key');
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'comment', key => '{nosuch}')$$), '42830 %', 'columns that do not exist');
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'comment', key => ARRAY[NULL])$$), '42830 %', 'a NULL for a column');

-- ---------------------------------------------------------------------
-- arguments that make no sense
-- ---------------------------------------------------------------------

SELECT is(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'coment')$$, true),
	'42703 column "coment" of shop.feedback does not exist |  | Its columns are id, comment, score, customer, at, channel, touchpoint, lang, plan, day, when_text.', 'a wrong column name: the hint lists the columns');
SELECT alike(pg_temp.fault(format('SELECT voc.attach(''shop.feedback'', comment => ''comment'', %s => ''nosuch'')', arg)), '42703 column "nosuch" of shop.feedback does not exist', 'no such column for ' || arg)
FROM unnest('{customer,occurred_at,channel,touchpoint,language}'::text[]) AS arg;
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.feedback', score => 'nosuch', scale => 'nps')$$), '42703 %', 'no such column for score');
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'comment', segments => '{plan,nosuch}')$$), '42703 column "nosuch" %', 'no such segment');
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'comment', segments => '{plan,NULL}')$$), '22004 a segment column is NULL', 'a NULL segment');
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'ctid')$$), '42703 %', 'a system column is none');
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'COMMENT')$$), '42703 %', 'names count by their case');
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.feedback')$$), '22023 neither a comment nor a score column is named', 'neither comment nor score');
SELECT is(pg_temp.fault($$SELECT voc.attach('shop.feedback', score => 'score')$$, true),
	'22023 score and scale go together | score is ''score'', scale is NULL. | A score means something on a scale only, such as scale => ''nps''.', 'a score without a scale');
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'comment', scale => 'nps')$$), '22023 score and scale go together', 'a scale without a score');
SELECT is(pg_temp.fault($$SELECT voc.attach('shop.feedback', score => 'score', scale => 'NPS')$$, true),
	'22023 scale "NPS" does not exist |  | The scales are ces7, csat5, csat7, nps, stars5, thumbs; add your own to voc_data.scale.', 'a wrong scale: the hint lists the scales');
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'comment', default_channel => 'pigeon')$$, true),
	'22023 channel "pigeon" does not exist |  | The channels are app, call, chat,%', 'a wrong channel: the hint lists them');
SELECT is(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'comment', on_error => 'ignore')$$, true),
	'22023 on_error is ''ignore'' |  | It is ''reject'' or ''raise''.', 'a wrong on_error');
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'comment', on_error => NULL)$$), '22023 on_error is NULL', 'no on_error');
SELECT is(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'score')$$, true),
	'42804 column "score" of shop.feedback has type integer, which cannot be read as text |  | Use a column of type text, varchar or char.', 'a comment that is a number');
SELECT is(pg_temp.fault($$SELECT voc.attach('shop.feedback', score => 'day', scale => 'nps')$$, true),
	'42804 column "day" of shop.feedback has type date, which cannot be read as number |  | Use a column of a number type, boolean or text.', 'a score that is a date');
SELECT is(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'comment', occurred_at => 'when_text')$$, true),
	'42804 column "when_text" of shop.feedback has type text, which cannot be read as time |  | Use a column of type timestamptz, timestamp or date.', 'a time that is text');
SET ROLE voc_app;
CREATE TABLE shop.named (id integer PRIMARY KEY, comment name, letter "char", doc xml, tags text[], words tsvector);
SET ROLE voc_cx;
SELECT alike(pg_temp.fault(format('SELECT voc.attach(''shop.named'', comment => %L)', c)), '42804 %', 'a comment of a type that is no text: ' || c)
FROM unnest('{letter,doc,tags,words}'::text[]) AS c;
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.named', comment => 'comment')$$), '42804 %', 'name is no text either: it has a fixed length');
RESET ROLE;
DROP VIEW shop.feedback_view;
DROP MATERIALIZED VIEW shop.feedback_mat;
SELECT is((SELECT count(*) FROM voc_data.source), 0::bigint, 'none of these left a source');
SELECT is((SELECT count(*) FROM pg_trigger WHERE tgfoid = 'voc.capture()'::regprocedure), 0::bigint, 'nor a trigger');

-- ---------------------------------------------------------------------
-- who may attach, and what comes of it
-- ---------------------------------------------------------------------

SET ROLE voc_nobody;
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'comment')$$), '42501 permission denied %', 'nobody attaches nothing');
SET ROLE voc_app;
REVOKE TRIGGER ON shop.feedback FROM voc_cx;
SET ROLE voc_cx;
SELECT is(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'comment')$$), '42501 permission denied for table feedback', 'the TRIGGER right is needed');
SELECT is((SELECT count(*) FROM voc_data.source), 0::bigint, 'and nothing is left without it');
SET ROLE voc_app;
GRANT TRIGGER ON shop.feedback TO voc_cx;

SET ROLE voc_cx;
SELECT voc.attach('shop.feedback', comment => 'comment', score => 'score', scale => 'nps', customer => 'customer', occurred_at => 'at',
	channel => 'channel', touchpoint => 'touchpoint', language => 'lang', segments => '{plan}', default_channel => 'web', default_touchpoint => 'lobby') AS first_id \gset
SELECT is((SELECT format('%s %s %s %s %s %s %s', relation, relation_name, key_columns, comment_column, segment_columns, default_touchpoint, on_error)
	FROM voc_data.source WHERE id = :first_id), 'shop.feedback shop.feedback {id} comment {plan} lobby reject', 'attach() returns the source''s number');
SELECT is((SELECT origin FROM voc_data.touchpoint WHERE code = 'lobby'), 'user', 'a default touchpoint is made');
SELECT is((SELECT array_agg(tgname::text ORDER BY tgname) FROM pg_trigger WHERE tgrelid = 'shop.feedback'::regclass),
	'{zz_voc_capture_delete,zz_voc_capture_insert,zz_voc_capture_truncate,zz_voc_capture_update}', 'four triggers');
SELECT is(voc.install_triggers('shop.feedback'), 0, 'none is missing');
SELECT is(pg_temp.fault($$SELECT voc.attach('shop.feedback', comment => 'comment')$$, true),
	'42710 shop.feedback is attached already |  | Change its row in voc_data.source, or SELECT voc.detach() first.', 'attached twice');
SELECT is((SELECT format('%s %s %s', source, status, uncovered) FROM voc_bi.source), 'shop.feedback attached 0', 'the view says so');

SET ROLE voc_app;
SELECT lives_ok($$INSERT INTO shop.feedback VALUES (1, 'All good, thanks', 9, 'c1', '2024-01-02 03:04:05+00', 'WWW', 'checkout', 'en', 'gold')$$, 'who inserts needs no right on the program');
RESET ROLE;
SELECT ok(NOT has_schema_privilege('voc_app', 'voc_data', 'USAGE, CREATE') AND NOT has_schema_privilege('voc_app', 'voc_bi', 'USAGE, CREATE')
	AND NOT EXISTS (SELECT FROM pg_class AS c WHERE c.relnamespace IN ('voc_data'::regnamespace, 'voc_bi'::regnamespace) AND c.relkind IN ('r', 'v')
		AND has_table_privilege('voc_app', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')), 'and has none');
SET ROLE voc_cx;
SELECT is((SELECT format('%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s', source_key, customer, occurred_at, channel, touchpoint, segment, language, scale, score, score_group, comment)
	FROM voc_data.signal), '1|c1|2024-01-02 03:04:05+00|web|checkout|{"plan": "gold"}|en|nps|9|promoter|All good, thanks', 'every mapped column is in the signal');

-- ---------------------------------------------------------------------
-- renaming, dropping, detaching
-- ---------------------------------------------------------------------

SET ROLE voc_app;
ALTER TABLE shop.feedback RENAME TO opinion;
SELECT lives_ok($$INSERT INTO shop.opinion (id, comment) VALUES (2, 'After the rename')$$, 'a renamed table');
SELECT is(pg_temp.signals('shop.opinion'), '1=All good, thanks, 2=After the rename', 'is captured on');
SET ROLE voc_cx;
SELECT is((SELECT source FROM voc_bi.source), 'shop.opinion', 'and shown by its present name');
SET ROLE voc_app;
RESET ROLE;
CREATE SCHEMA shop2 AUTHORIZATION voc_app;
GRANT USAGE ON SCHEMA shop2 TO voc_cx;
SET ROLE voc_app;
ALTER TABLE shop.opinion SET SCHEMA shop2;
INSERT INTO shop2.opinion (id, comment) VALUES (3, 'After the move');
SELECT is(pg_temp.signals('shop2.opinion'), '1=All good, thanks, 2=After the rename, 3=After the move', 'a table in another schema too');
ALTER TABLE shop2.opinion SET SCHEMA shop;
ALTER TABLE shop.opinion RENAME TO feedback;

-- a column under another name, or gone: rows are rejected with the reason, until the map is mended
ALTER TABLE shop.feedback RENAME COLUMN comment TO remark;
SELECT lives_ok($$INSERT INTO shop.feedback (id, remark) VALUES (4, 'Renamed')$$, 'a renamed column stops nobody');
SELECT is(pg_temp.rejections('shop.feedback'), '4=42703 comment', 'its rows are rejected');
SET ROLE voc_cx;
SELECT is((SELECT reason || ' | ' || hint FROM voc_data.rejected WHERE source_key = '4'),
	'column "comment" of "feedback" does not exist (any more) | Correct the column in voc_data.source, and CALL voc.backfill().', 'with reason and hint');
UPDATE voc_data.source SET comment_column = 'remark';
CALL voc.backfill('shop.feedback', batch => 0);
SELECT is(pg_temp.rejections('shop.feedback') || pg_temp.signals('shop.feedback'), '1=All good, thanks, 2=After the rename, 3=After the move, 4=Renamed', 'mended map and backfill capture them');
SET ROLE voc_app;
ALTER TABLE shop.feedback DROP COLUMN lang;
SELECT lives_ok($$INSERT INTO shop.feedback (id, remark) VALUES (5, 'Dropped')$$, 'a dropped column stops nobody');
SELECT is(pg_temp.rejections('shop.feedback'), '5=42703 lang', 'its rows are rejected');
SET ROLE voc_cx;
UPDATE voc_data.source SET language_column = NULL;
CALL voc.backfill('shop.feedback', batch => 0);
SELECT is(pg_temp.rejections('shop.feedback'), '', 'until the map is mended');

-- the key under another name: no row can be named, so nothing is written, and backfill heals it
SET ROLE voc_app;
ALTER TABLE shop.feedback RENAME COLUMN id TO number;
SELECT lives_ok($$INSERT INTO shop.feedback (number, remark) VALUES (6, 'No key')$$, 'a renamed key stops nobody: INSERT');
SELECT lives_ok($$UPDATE shop.feedback SET remark = 'No key!' WHERE number = 6$$, 'UPDATE');
SELECT is(pg_temp.fault($$DO 'BEGIN DELETE FROM shop.feedback WHERE number = 5; RAISE EXCEPTION ''undo it''; END'$$), 'P0001 undo it', 'DELETE');
SELECT is(pg_temp.counts('shop.feedback'), '5 signals, 0 rejected', 'nothing is written under a wrong name');
SET ROLE voc_cx;
SELECT alike(pg_temp.fault($$CALL voc.backfill('shop.feedback', batch => 0)$$, true), '42703 %key_columns%', 'backfill() says what to correct');
UPDATE voc_data.source SET key_columns = '{number}';
CALL voc.backfill('shop.feedback', batch => 0);
SELECT alike(pg_temp.signals('shop.feedback'), '%6=No key!', 'and captures when it is corrected');

-- the type of a column changed under us
SET ROLE voc_app;
SAVEPOINT retyped;
ALTER TABLE shop.feedback ALTER remark TYPE integer USING 42;
SELECT lives_ok($$INSERT INTO shop.feedback (number, remark) VALUES (7, 7)$$, 'a comment column that became a number stops nobody');
SELECT ok((pg_temp.rejections('shop.feedback') || pg_temp.signals('shop.feedback')) ~ '\m7=', 'its rows are accounted for');
ROLLBACK TO retyped;
ALTER TABLE shop.feedback ALTER at TYPE text;
SELECT lives_ok($$INSERT INTO shop.feedback (number, remark, at) VALUES (7, 'At', 'x')$$, 'a time column that became text stops nobody');
SELECT ok((pg_temp.rejections('shop.feedback') || pg_temp.signals('shop.feedback')) ~ '\m7=', 'its rows are accounted for');
ROLLBACK TO retyped;
ALTER TABLE shop.feedback ALTER at TYPE integer USING 1;
SELECT lives_ok($$INSERT INTO shop.feedback (number, remark, at) VALUES (7, 'At', 5)$$, 'nor one that became a number');
ROLLBACK TO retyped;
ALTER TABLE shop.feedback ALTER score TYPE text USING score::text;
INSERT INTO shop.feedback (number, remark, score) VALUES (7, 'Text', '8'), (8, 'Text', 'eight');
SELECT is(pg_temp.rejections('shop.feedback'), '8=22P02 score', 'a score that became text is read as text');
ROLLBACK TO retyped;
SET ROLE voc_cx;
UPDATE voc_data.source SET comment_column = 'number', occurred_at_column = 'remark';
SET ROLE voc_app;
SELECT lives_ok($$INSERT INTO shop.feedback (number, remark) VALUES (7, 'Hand-made map')$$, 'a map that was changed by hand to columns of wrong types stops nobody');
ROLLBACK TO retyped;

-- a table of somebody else's: its triggers stay, and do nothing
SET ROLE voc_cx;
SELECT is(voc.detach('shop.feedback'), :first_id::bigint, 'detach() returns the source''s number');
SELECT is((SELECT count(*) FROM pg_trigger WHERE tgrelid = 'shop.feedback'::regclass AND NOT tgisinternal), 4::bigint, 'the triggers of a table that is not the caller''s stay');
SET ROLE voc_app;
SELECT lives_ok($$INSERT INTO shop.feedback (number, remark) VALUES (15, 'Unheard as well')$$, 'and stop nobody');
SELECT lives_ok($$TRUNCATE shop.child, shop.parent$$, 'nor TRUNCATE');
SELECT unalike(pg_temp.signals('shop.feedback'), '%Unheard%', 'and capture nothing');
DELETE FROM shop.feedback WHERE number = 15;
SET ROLE voc_cx;
SELECT is(voc.attach('shop.feedback', comment => 'remark'), :first_id::bigint, 'attached again it is the same source');
SELECT is((SELECT count(*) FROM pg_trigger WHERE tgrelid = 'shop.feedback'::regclass AND NOT tgisinternal), 4::bigint, 'with the same triggers');
SET ROLE voc_app;
INSERT INTO shop.feedback (number, remark) VALUES (16, 'Heard');
SELECT alike(pg_temp.signals('shop.feedback'), '%16=Heard%', 'and captures');
DELETE FROM shop.feedback WHERE number = 16;
RESET ROLE;
GRANT voc_app TO voc_cx;
SET ROLE voc_app;
ALTER TABLE shop.feedback RENAME TO voices;
SET ROLE voc_cx;
SELECT is(voc.detach('shop.voices'), :first_id::bigint, 'a table of one''s own, renamed since');
SELECT is((SELECT count(*) FROM pg_trigger WHERE tgfoid = 'voc.capture()'::regprocedure), 0::bigint, 'the triggers are gone');
SELECT is(pg_temp.fault($$SELECT voc.detach('shop.voices')$$, true), 'VO012 shop.voices is not an attached source |  | voc_bi.source lists the sources.', 'detached twice');
SELECT is(pg_temp.fault($$CALL voc.backfill('shop.voices', batch => 0)$$, true), 'VO012 "voices" is not an attached source |  | SELECT voc.attach() for it first.', 'backfill of a detached source');
SET ROLE voc_app;
INSERT INTO shop.voices (number, remark) VALUES (20, 'Unheard');
SELECT unalike(pg_temp.signals('shop.voices'), '%Unheard%', 'a detached table is not captured');
SET ROLE voc_cx;
SELECT is((SELECT status FROM voc_bi.source), 'detached', 'the view says so');
SELECT is(voc.attach('shop.voices', comment => 'remark', score => 'score', scale => 'nps'), :first_id::bigint, 'attached again, under its new name, it is the same source');
CALL voc.backfill('shop.voices', batch => 0);
SELECT alike(pg_temp.signals('shop.voices'), '1=All good, thanks,%20=Unheard%', 'with the same signals, and backfill adds what was missed');
SELECT is((SELECT count(*) FROM voc_data.source), 1::bigint, 'there is one source');
SET ROLE voc_app;
DROP TABLE shop.voices;
SET ROLE voc_cx;
SELECT is((SELECT string_agg(status || signals, ' ') FROM voc_bi.source), 'dropped7', 'a dropped table leaves its signals');
SELECT alike(pg_temp.fault('SELECT voc.detach((SELECT relation FROM voc_data.source))'), 'VO012 % is not an attached source', 'and needs no detaching');
SET ROLE voc_app;
CREATE TABLE shop.voices (number integer PRIMARY KEY, remark text);
SET ROLE voc_cx;
SELECT isnt(voc.attach('shop.voices', comment => 'remark'), :first_id::bigint, 'another table of that name is another source');

SELECT * FROM finish();
ROLLBACK;
