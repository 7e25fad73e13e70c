-- Capture: every statement that writes feedback, whatever its form

BEGIN;

SELECT plan(75);
\ir listen_setup.inc

-- ---------------------------------------------------------------------
-- plain statements
-- ---------------------------------------------------------------------

CREATE TABLE shop.note (id integer PRIMARY KEY, comment text, score numeric, seen integer DEFAULT 0);
INSERT INTO shop.note VALUES (1, 'There before');
SET ROLE voc_cx;
SELECT voc.attach('shop.note', comment => 'comment', score => 'score', scale => 'nps') AS note \gset
SET ROLE voc_app;
SELECT is(pg_temp.signals('shop.note'), '', 'attach() captures from now on');
SET ROLE voc_cx;
CALL voc.backfill('shop.note', batch => 0);
SET ROLE voc_app;
SELECT is(pg_temp.signals('shop.note'), '1=There before', 'backfill() captures what is there');
INSERT INTO shop.note VALUES (2, 'two', NULL), (3, 'three', NULL), (4, NULL, 9);
SELECT is(pg_temp.signals('shop.note'), '1=There before, 2=two, 3=three, 4=9', 'INSERT of several rows');
INSERT INTO shop.note SELECT 5, 'five' WHERE false;
SELECT is(pg_temp.counts('shop.note'), '4 signals, 0 rejected', 'INSERT of none');
INSERT INTO shop.note VALUES (3, 'THREE'), (5, 'five') ON CONFLICT DO NOTHING;
SELECT is(pg_temp.signals('shop.note'), '1=There before, 2=two, 3=three, 4=9, 5=five', 'ON CONFLICT DO NOTHING');
INSERT INTO shop.note VALUES (3, 'THREE'), (6, 'six') ON CONFLICT (id) DO UPDATE SET comment = excluded.comment;
SELECT is(pg_temp.signals('shop.note'), '1=There before, 2=two, 3=THREE, 4=9, 5=five, 6=six', 'ON CONFLICT DO UPDATE');
INSERT INTO shop.note VALUES (6, '66'), (7, 'seven') ON CONFLICT (id) DO UPDATE SET id = 60, comment = excluded.comment;
SELECT is(pg_temp.signals('shop.note'), '1=There before, 2=two, 3=THREE, 4=9, 5=five, 60=66, 7=seven', 'ON CONFLICT that moves the key');
UPDATE shop.note SET comment = 'FIVE' WHERE id = 5;
SELECT is(pg_temp.signals('shop.note'), '1=There before, 2=two, 3=THREE, 4=9, 5=FIVE, 60=66, 7=seven', 'UPDATE');
UPDATE shop.note SET comment = 'none' WHERE id > 1000;
SELECT is(pg_temp.counts('shop.note'), '7 signals, 0 rejected', 'UPDATE of none');
DELETE FROM shop.note WHERE id IN (1, 60);
SELECT is(pg_temp.signals('shop.note'), '2=two, 3=THREE, 4=9, 5=FIVE, 7=seven', 'DELETE');
SET ROLE voc_cx;
SELECT is((SELECT count(*) FROM voc_data.signal WHERE retracted_at IS NOT NULL), 3::bigint, 'what left is kept, and marked as retracted');
SELECT is((SELECT count(*) FROM voc_bi.signal), 5::bigint, 'and in no figure');
SET ROLE voc_app;
INSERT INTO shop.note VALUES (1, 'One again');
SELECT is(pg_temp.signals('shop.note'), '1=One again, 2=two, 3=THREE, 4=9, 5=FIVE, 7=seven', 'a key that comes again is the same signal');
SET ROLE voc_cx;
SELECT is((SELECT count(*) FROM voc_data.signal WHERE source_key = '1'), 1::bigint, 'and one row');
SET ROLE voc_app;

-- keys that move
UPDATE shop.note SET id = 70 WHERE id = 7;
SELECT is(pg_temp.signals('shop.note'), '1=One again, 2=two, 3=THREE, 4=9, 5=FIVE, 70=seven', 'UPDATE of a key');
ALTER TABLE shop.note DROP CONSTRAINT note_pkey, ADD CONSTRAINT note_pkey PRIMARY KEY (id) DEFERRABLE INITIALLY IMMEDIATE;
UPDATE shop.note SET id = CASE id WHEN 2 THEN 3 ELSE 2 END WHERE id IN (2, 3);
SELECT is(pg_temp.signals('shop.note'), '1=One again, 2=THREE, 3=two, 4=9, 5=FIVE, 70=seven', 'keys that are swapped');
UPDATE shop.note SET id = id + 1;
SELECT is(pg_temp.signals('shop.note'), '2=One again, 3=THREE, 4=two, 5=9, 6=FIVE, 71=seven', 'keys that move up');

-- an UPDATE of other columns does not touch the signal
SELECT pg_temp.version('shop.note', '2') AS version \gset
UPDATE shop.note SET seen = seen + 1;
SELECT is(pg_temp.version('shop.note', '2'), :'version', 'UPDATE of columns that are not mapped writes nothing');
UPDATE shop.note SET comment = comment;
SELECT is(pg_temp.version('shop.note', '2'), :'version', 'nor does an UPDATE to the same values');
UPDATE shop.note SET comment = comment || '!' WHERE id = 2;
SELECT isnt(pg_temp.version('shop.note', '2'), :'version', 'an UPDATE of a mapped column does');
INSERT INTO shop.note VALUES (90, repeat('long and good ', 20000));
SELECT pg_temp.version('shop.note', '90') AS version \gset
UPDATE shop.note SET seen = 9 WHERE id = 90;
SELECT is(pg_temp.version('shop.note', '90'), :'version', 'the same with a comment that is stored out of line');
DELETE FROM shop.note WHERE id = 90;

TRUNCATE shop.note;
SELECT is(pg_temp.counts('shop.note'), '0 signals, 0 rejected', 'TRUNCATE');
INSERT INTO shop.note VALUES (2, 'After TRUNCATE');
SELECT is(pg_temp.signals('shop.note'), '2=After TRUNCATE', 'and on');

-- ---------------------------------------------------------------------
-- several statements in one
-- ---------------------------------------------------------------------

WITH one AS (INSERT INTO shop.note VALUES (10, 'ten') RETURNING id),
	two AS (INSERT INTO shop.note VALUES (11, 'eleven') RETURNING id),
	away AS (DELETE FROM shop.note WHERE id = 2)
INSERT INTO shop.note SELECT 12, 'twelve' FROM one, two;
SELECT is(pg_temp.signals('shop.note'), '10=ten, 11=eleven, 12=twelve', 'data-modifying CTEs');
WITH moved AS (DELETE FROM shop.note WHERE id = 10 RETURNING *)
INSERT INTO shop.note SELECT id, comment || ' anew' FROM moved;
SELECT is(pg_temp.signals('shop.note'), '10=ten anew, 11=eleven, 12=twelve', 'a row that is deleted and inserted by one statement stays');
WITH moved AS (DELETE FROM shop.note WHERE id = 10 RETURNING *)
UPDATE shop.note SET id = 10, comment = note.comment || '+' || moved.comment FROM moved WHERE note.id = 11;
SELECT is(pg_temp.signals('shop.note'), '10=eleven+ten anew, 12=twelve', 'a key that is freed and taken by one statement');

DO $$
BEGIN
	IF current_setting('server_version_num')::integer >= 150000 THEN
		EXECUTE $merge$
			MERGE INTO shop.note AS n
			USING (VALUES (10, 'merged'), (12, NULL), (13, 'new')) AS v (id, comment) ON n.id = v.id
			WHEN MATCHED AND v.comment IS NULL THEN DELETE
			WHEN MATCHED THEN UPDATE SET comment = v.comment
			WHEN NOT MATCHED THEN INSERT VALUES (v.id, v.comment)
		$merge$;
	ELSE
		UPDATE shop.note SET comment = 'merged' WHERE id = 10;
		DELETE FROM shop.note WHERE id = 12;
		INSERT INTO shop.note VALUES (13, 'new');
	END IF;
END
$$;
SELECT is(pg_temp.signals('shop.note'), '10=merged, 13=new', 'MERGE');
DO $$
BEGIN
	IF current_setting('server_version_num')::integer >= 150000 THEN
		EXECUTE $merge$
			MERGE INTO shop.note AS n
			USING (VALUES (1, 10), (2, 99)) AS v (turn, id) ON n.id = v.id
			WHEN MATCHED THEN DELETE
			WHEN NOT MATCHED THEN INSERT VALUES (10, 'after the other went')
		$merge$;
	ELSE
		UPDATE shop.note SET comment = 'after the other went' WHERE id = 10;
	END IF;
END
$$;
SELECT is(pg_temp.signals('shop.note'), '10=after the other went, 13=new', 'MERGE that deletes and inserts one key');

-- ---------------------------------------------------------------------
-- triggers and foreign keys of the application's own
-- ---------------------------------------------------------------------

CREATE TABLE shop.customer (id integer PRIMARY KEY);
CREATE TABLE shop.said (id integer PRIMARY KEY, customer integer REFERENCES shop.customer ON DELETE CASCADE ON UPDATE CASCADE, comment text);
SET ROLE voc_cx;
SELECT voc.attach('shop.said', comment => 'comment', customer => 'customer') AS said \gset
SET ROLE voc_app;
INSERT INTO shop.customer VALUES (1), (2);
INSERT INTO shop.said VALUES (1, 1, 'a'), (2, 1, 'b'), (3, 2, 'c');
DELETE FROM shop.customer WHERE id = 1;
SELECT is(pg_temp.signals('shop.said'), '3=c', 'rows that a foreign key deletes');
UPDATE shop.customer SET id = 22;
SET ROLE voc_cx;
SELECT is((SELECT customer FROM voc_data.signal WHERE source_key = '3' AND source_id = :said), '22', 'and updates');
SET ROLE voc_app;

CREATE FUNCTION shop.tidy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.comment := trim(NEW.comment);
	RETURN CASE WHEN NEW.comment = 'skip' THEN NULL ELSE NEW END;
END
$$;
CREATE TRIGGER tidy BEFORE INSERT OR UPDATE ON shop.said FOR EACH ROW EXECUTE FUNCTION shop.tidy();
INSERT INTO shop.said VALUES (4, 22, '  d  '), (5, 22, ' skip '), (6, 22, 'e');
SELECT is(pg_temp.signals('shop.said'), '3=c, 4=d, 6=e', 'rows as BEFORE triggers have left them');
DROP TRIGGER tidy ON shop.said;
CREATE FUNCTION shop.afterwards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.comment = 'away' THEN
		DELETE FROM shop.said WHERE id = NEW.id;
	ELSE
		UPDATE shop.said SET comment = upper(comment) WHERE id = NEW.id;
	END IF;
	RETURN NULL;
END
$$;
CREATE TRIGGER afterwards AFTER INSERT ON shop.said FOR EACH ROW EXECUTE FUNCTION shop.afterwards();
INSERT INTO shop.said VALUES (7, 22, 'f');
SELECT is(pg_temp.signals('shop.said'), '3=c, 4=d, 6=e, 7=F', 'rows as AFTER row triggers have left them');
INSERT INTO shop.said VALUES (8, 22, 'away');
SELECT todo('the transition table of the INSERT still has it', 1);
SELECT is(pg_temp.signals('shop.said'), '3=c, 4=d, 6=e, 7=F', 'a row that an AFTER row trigger deletes again');
INSERT INTO shop.said VALUES (8, 22, 'stays');
DELETE FROM shop.said WHERE id = 8;
DROP TRIGGER afterwards ON shop.said;

-- a trigger that reads the signal: it is there when later statement triggers run
CREATE FUNCTION shop.late() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM count(*) FROM new_rows; RETURN NULL; END$$;
CREATE TRIGGER zzz_late AFTER INSERT ON shop.said REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION shop.late();
CREATE TRIGGER aaa_early AFTER INSERT ON shop.said REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION shop.late();
INSERT INTO shop.said VALUES (9, 22, 'g'), (10, 22, 'h');
SELECT alike(pg_temp.signals('shop.said'), '10=h, %9=g', 'beside other triggers with transition tables');

-- ---------------------------------------------------------------------
-- transactions
-- ---------------------------------------------------------------------

SAVEPOINT away;
INSERT INTO shop.note VALUES (20, 'never was');
UPDATE shop.note SET comment = 'never was' WHERE id = 13;
DELETE FROM shop.note WHERE id = 10;
SELECT is(pg_temp.signals('shop.note'), '13=never was, 20=never was', 'within a subtransaction');
ROLLBACK TO away;
SELECT is(pg_temp.signals('shop.note'), '10=after the other went, 13=new', 'what is rolled back leaves nothing');
SELECT is(pg_temp.fault($$INSERT INTO shop.note VALUES (21, 'x'), (13, 'y')$$),
	'23505 duplicate key value violates unique constraint "note_pkey"', 'a statement that fails');
SELECT is(pg_temp.signals('shop.note'), '10=after the other went, 13=new', 'leaves nothing');
SET ROLE voc_cx;
SELECT alike(pg_temp.fault($$SELECT voc.attach('shop.customer', comment => 'nosuch', default_touchpoint => 'x')$$), '42703 %', 'an attach() that fails');
SELECT is((SELECT count(*) FROM voc_data.source), 2::bigint, 'leaves nothing, too');
SET ROLE voc_app;
CREATE TABLE shop.gone (id integer PRIMARY KEY, comment text);
SAVEPOINT undone;
SET ROLE voc_cx;
SELECT voc.attach('shop.gone', comment => 'comment') AS gone \gset
SET ROLE voc_app;
INSERT INTO shop.gone VALUES (1, 'x');
ROLLBACK TO undone;
INSERT INTO shop.gone VALUES (1, 'x');
SELECT is(pg_temp.signals('shop.gone'), '', 'an attach() that is rolled back is undone');

-- ---------------------------------------------------------------------
-- partitions
-- ---------------------------------------------------------------------

CREATE TABLE shop.day (id integer NOT NULL, at date NOT NULL, comment text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE shop.day_1 PARTITION OF shop.day FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- a partition with its columns in another order, and dropped ones
CREATE TABLE shop.day_2 (old1 integer, comment text, at date NOT NULL, old2 text, id integer NOT NULL);
ALTER TABLE shop.day_2 DROP COLUMN old1, DROP COLUMN old2;
ALTER TABLE shop.day ATTACH PARTITION shop.day_2 FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
CREATE TABLE shop.day_3 PARTITION OF shop.day FOR VALUES FROM ('2024-03-01') TO ('2024-04-01') PARTITION BY LIST (id);
CREATE TABLE shop.day_3_1 PARTITION OF shop.day_3 FOR VALUES IN (1, 2, 3);
SET ROLE voc_cx;
SELECT voc.attach('shop.day', comment => 'comment', occurred_at => 'at') AS day \gset
SELECT is((SELECT count(DISTINCT tgrelid) FROM pg_trigger WHERE tgfoid = 'voc.capture()'::regprocedure AND tgrelid::regclass::text LIKE 'shop.day%'),
	5::bigint, 'triggers on every table of the tree');
SET ROLE voc_app;
INSERT INTO shop.day VALUES (1, '2024-01-10', 'january'), (2, '2024-02-10', 'february'), (3, '2024-03-10', 'march');
SELECT is(pg_temp.signals('shop.day'), '1/2024-01-10=january, 2/2024-02-10=february, 3/2024-03-10=march', 'INSERT through the partitioned table');
INSERT INTO shop.day_2 (id, at, comment) VALUES (4, '2024-02-11', 'straight');
INSERT INTO shop.day_3_1 VALUES (1, '2024-03-11', 'deep');
SELECT is(pg_temp.signals('shop.day'), '1/2024-01-10=january, 1/2024-03-11=deep, 2/2024-02-10=february, 3/2024-03-10=march, 4/2024-02-11=straight', 'straight into partitions');
UPDATE shop.day_2 SET comment = comment || '!';
SELECT is(pg_temp.signals('shop.day'), '1/2024-01-10=january, 1/2024-03-11=deep, 2/2024-02-10=february!, 3/2024-03-10=march, 4/2024-02-11=straight!', 'UPDATE of a partition');
UPDATE shop.day SET at = at - 31 WHERE id = 2;
SELECT is(pg_temp.signals('shop.day'), '1/2024-01-10=january, 1/2024-03-11=deep, 2/2024-01-10=february!, 3/2024-03-10=march, 4/2024-02-11=straight!', 'UPDATE that moves a row to another partition');
DELETE FROM shop.day WHERE id = 1;
SELECT is(pg_temp.signals('shop.day'), '2/2024-01-10=february!, 3/2024-03-10=march, 4/2024-02-11=straight!', 'DELETE through the partitioned table');
DELETE FROM shop.day_1;
SELECT is(pg_temp.signals('shop.day'), '3/2024-03-10=march, 4/2024-02-11=straight!', 'DELETE in a partition');
SET ROLE voc_cx;
SELECT is((SELECT count(*) FROM voc_data.source WHERE relation::text LIKE 'shop.day%'), 1::bigint, 'it is one source');
SELECT is((SELECT status || uncovered FROM voc_bi.source WHERE id = :day), 'attached0', 'and complete');
SET ROLE voc_app;
CREATE TABLE shop.day_4 PARTITION OF shop.day FOR VALUES FROM ('2024-04-01') TO ('2024-05-01');
INSERT INTO shop.day VALUES (9, '2024-04-01', 'through');
INSERT INTO shop.day_4 VALUES (10, '2024-04-01', 'missed');
SELECT unalike(pg_temp.signals('shop.day'), '%missed%', 'a new partition is captured through its parent only');
SET ROLE voc_cx;
SELECT is((SELECT status || uncovered FROM voc_bi.source WHERE id = :day), 'incomplete1', 'and reported');
SELECT is(voc.install_triggers('shop.day'), 4, 'install_triggers() makes what is missing');
SELECT is((SELECT status || uncovered FROM voc_bi.source WHERE id = :day), 'attached0', 'and the report is content');
CALL voc.backfill('shop.day', batch => 0);
SET ROLE voc_app;
INSERT INTO shop.day_4 VALUES (11, '2024-04-01', 'caught');
SELECT is(pg_temp.signals('shop.day'), '10/2024-04-01=missed, 11/2024-04-01=caught, 3/2024-03-10=march, 4/2024-02-11=straight!, 9/2024-04-01=through', 'backfill() finds what was missed');
DROP TABLE shop.day_4;
TRUNCATE shop.day_2;
SELECT is(pg_temp.counts('shop.day'), '5 signals, 0 rejected', 'partitions that are dropped or emptied are old feedback, which stays');
TRUNCATE shop.day;
SELECT is(pg_temp.counts('shop.day'), '0 signals, 0 rejected', 'TRUNCATE of the whole retracts all');
DROP TRIGGER zz_voc_capture_insert ON shop.day_1;
SET ROLE voc_cx;
SELECT is((SELECT status || uncovered FROM voc_bi.source WHERE id = :day), 'incomplete1', 'one trigger of four missing is reported too');
SET ROLE voc_app;
ALTER TABLE shop.day_3_1 DISABLE TRIGGER zz_voc_capture_delete;
SET ROLE voc_cx;
SELECT is((SELECT status || uncovered FROM voc_bi.source WHERE id = :day), 'incomplete2', 'and one that is disabled');
SET ROLE voc_app;

-- ---------------------------------------------------------------------
-- keys
-- ---------------------------------------------------------------------

CREATE TABLE shop.pair (a text, b text, comment text, PRIMARY KEY (a, b));
SET ROLE voc_cx;
SELECT voc.attach('shop.pair', comment => 'comment') AS pair \gset
SET ROLE voc_app;
INSERT INTO shop.pair VALUES ('x/', 'y', '1'), ('x', '/y', '2'), ('x\', 'y', '3'), ('', '', '4'), ('x\/', 'y', '5'), ('x', '\/y', '6'), ('/', '/', '7');
SELECT is(pg_temp.counts('shop.pair'), '7 signals, 0 rejected', 'separators in parts of a key do not make keys meet');
SET ROLE voc_cx;
SELECT is((SELECT string_agg(source_key, ' ' ORDER BY comment) FROM voc_data.signal WHERE source_id = :pair),
	'x\//y x/\/y x\\/y / x\\\//y x/\\\/y \//\/', 'they are written with a backslash');
CALL voc.backfill('shop.pair', batch => 0);
SELECT is(pg_temp.counts('shop.pair'), '7 signals, 0 rejected', 'backfill() makes the same keys');
SET ROLE voc_app;
DELETE FROM shop.pair WHERE comment IN ('1', '5', '7');
SELECT is(pg_temp.counts('shop.pair'), '4 signals, 0 rejected', 'and DELETE finds them');

CREATE TABLE shop.twokeys (id integer PRIMARY KEY, code uuid NOT NULL UNIQUE, comment text);
SET ROLE voc_cx;
SELECT voc.attach('shop.twokeys', comment => 'comment', key => '{code}') AS twokeys \gset
SET ROLE voc_app;
INSERT INTO shop.twokeys VALUES (1, '00000000-0000-0000-0000-0000000000aa', 'x');
SELECT is(pg_temp.signals('shop.twokeys'), '00000000-0000-0000-0000-0000000000aa=x', 'another key than the primary one');
UPDATE shop.twokeys SET id = 2;
SELECT is(pg_temp.signals('shop.twokeys'), '00000000-0000-0000-0000-0000000000aa=x', 'then the primary one may change');

-- a key prints the same whatever the session is set to
CREATE TABLE shop.timed (at timestamptz, day date, worth double precision, raw bytea, span interval, comment text, PRIMARY KEY (at, day, worth, raw, span));
SET ROLE voc_cx;
SELECT voc.attach('shop.timed', comment => 'comment', customer => 'day', segments => '{worth}') AS timed \gset
SET ROLE voc_app;
INSERT INTO shop.timed VALUES ('2024-05-06 07:08:09+00', '2024-05-06', 0.1::float8 + 0.2::float8, '\x00ff', '1 day 02:03:04', 'first');
SET LOCAL timezone = 'Asia/Tokyo';
SET LOCAL datestyle = 'German, DMY';
SET LOCAL intervalstyle = 'sql_standard';
SET LOCAL extra_float_digits = -10;
SET LOCAL bytea_output = 'escape';
UPDATE shop.timed SET comment = 'second';
SELECT is(pg_temp.counts('shop.timed'), '1 signals, 0 rejected', 'a session with other formats updates the same signal');
SET ROLE voc_cx;
CALL voc.backfill('shop.timed', batch => 0);
SELECT is(pg_temp.counts('shop.timed'), '1 signals, 0 rejected', 'backfill() too');
SELECT is((SELECT customer || segment::text FROM voc_data.signal WHERE source_id = :timed AND retracted_at IS NULL), '2024-05-06{"worth": "0.30000000000000004"}', 'and what is kept of the row is the same');
SET ROLE voc_app;
DELETE FROM shop.timed;
SELECT is(pg_temp.counts('shop.timed'), '0 signals, 0 rejected', 'and DELETE finds it');
RESET timezone; RESET datestyle; RESET intervalstyle; RESET extra_float_digits; RESET bytea_output;
SET LOCAL timezone = 'UTC';

-- backfill in pages, by keys whose order needs operators off the path
RESET ROLE;
SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'citext') AS has_citext \gset
\if :has_citext
CREATE SCHEMA voc_ext;
GRANT USAGE ON SCHEMA voc_ext TO PUBLIC;
CREATE EXTENSION citext SCHEMA voc_ext;
SET ROLE voc_app;
CREATE TABLE shop.caseless (id voc_ext.citext PRIMARY KEY, comment voc_ext.citext);
INSERT INTO shop.caseless VALUES ('a', '1'), ('B', '2'), ('c', '3'), ('D', '4'), ('e', '5');
SET ROLE voc_cx;
SELECT voc.attach('shop.caseless', comment => 'comment') AS caseless \gset
DO $$
DECLARE
	after text[];
	page record;
BEGIN
	FOR i IN 1 .. 20 LOOP
		SELECT p.* INTO page FROM voc.capture_page('shop.caseless', after, 1) AS p;
		EXIT WHEN page.last_key IS NULL;
		after := page.last_key;
	END LOOP;
END
$$;
SELECT is(pg_temp.signals('shop.caseless'), 'B=2, D=4, a=1, c=3, e=5', 'pages of keys of a type whose operators are not on the path');
SET ROLE voc_app;
UPDATE shop.caseless SET comment = 'one' WHERE comment OPERATOR(voc_ext.=) '1';
SELECT is(pg_temp.signals('shop.caseless'), 'B=2, D=4, a=one, c=3, e=5', 'and their rows are captured');
\else
SELECT skip('citext is not installed', 2);
\endif

-- names that need quotes
RESET ROLE;
CREATE SCHEMA "Shop ""N"" Go" AUTHORIZATION voc_app;
GRANT USAGE ON SCHEMA "Shop ""N"" Go" TO voc_cx;
SET ROLE voc_app;
CREATE TABLE "Shop ""N"" Go"."Feed.Back" ("I D" integer PRIMARY KEY, "dropped" text, "Com'ment" text, "Se""g" text);
ALTER TABLE "Shop ""N"" Go"."Feed.Back" DROP COLUMN "dropped";
INSERT INTO "Shop ""N"" Go"."Feed.Back" VALUES (1, 'quoted', 'v'), (2, 'twice', 'w');
GRANT ALL ON "Shop ""N"" Go"."Feed.Back" TO voc_cx;
SET ROLE voc_cx;
SELECT voc.attach('"Shop ""N"" Go"."Feed.Back"', comment => 'Com''ment', segments => '{"Se\"g"}') AS quoted \gset
SELECT voc.capture_page('"Shop ""N"" Go"."Feed.Back"', '{1}', 10) \g /dev/null
CALL voc.backfill('"Shop ""N"" Go"."Feed.Back"', batch => 0);
SELECT is(pg_temp.signals('"Shop ""N"" Go"."Feed.Back"'), '1=quoted, 2=twice', 'names that need quotes');
SELECT is((SELECT segment FROM voc_data.signal WHERE source_id = :quoted AND source_key = '1'), '{"Se\"g": "v"}', 'also of segments');
SELECT is((SELECT relation_name FROM voc_data.source WHERE id = :quoted), '"Shop ""N"" Go"."Feed.Back"', 'are kept as one would type them');
SELECT is((SELECT source FROM voc_bi.source WHERE id = :quoted), '"Shop ""N"" Go"."Feed.Back"', 'and shown so');

SELECT * FROM finish();
ROLLBACK;
