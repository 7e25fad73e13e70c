-- Capture: a bad row stops nobody and is never lost

BEGIN;

SELECT plan(77);
\ir listen_setup.inc

CREATE TABLE shop.answer (id integer PRIMARY KEY, comment text, score text, at timestamptz, channel text, seen integer);
SET ROLE voc_cx;
SELECT voc.attach('shop.answer', comment => 'comment', score => 'score', scale => 'nps', occurred_at => 'at', channel => 'channel') AS answer \gset
SET ROLE voc_app;

-- ---------------------------------------------------------------------
-- bad beside good, in one statement
-- ---------------------------------------------------------------------

SELECT lives_ok($$INSERT INTO shop.answer VALUES
	(1, 'good', '9', '2024-01-01', 'web'),
	(2, 'bad score', '11', '2024-01-01', 'web'),
	(3, 'no number', 'nine', '2024-01-01', 'web'),
	(4, 'good too', NULL, NULL, NULL),
	(5, 'bad channel', '9', '2024-01-01', 'pigeon'),
	(6, 'bad time', '9', 'infinity', 'web'),
	(7, NULL, NULL, '2024-01-01', 'web'),
	(8, repeat('too long ', 10000000), '9', '2024-01-01', 'web'),
	(9, NULL, NULL, NULL, NULL)$$, 'bad rows stop nobody');
SELECT is(pg_temp.signals('shop.answer'), '1=good, 4=good too', 'the good ones are captured');
SELECT is(pg_temp.rejections('shop.answer'), '2=22003 score, 3=22P02 score, 5=22023 channel, 6=22008 at, 7=22004, 8=54000 comment, 9=22004', 'the bad ones rejected');
SET ROLE voc_cx;
SELECT results_eq($$SELECT source_key, value, reason, hint FROM voc_data.rejected ORDER BY source_key$$, $$VALUES
	('2', '11', 'the score is no whole number from 0 to 10, as scale "nps" has it', 'Correct the score in the source, or attach the source with the scale it uses.'),
	('3', 'nine', 'the score is not a number', 'Give a number, or NULL for a missing score.'),
	('5', 'pigeon', 'the channel is not known', 'Add it to voc_data.channel, or to the aliases of a channel there, and CALL voc.backfill().'),
	('6', 'infinity', 'the time of the feedback is not finite', 'Correct the time in the source.'),
	('7', NULL, 'there is neither a comment nor a score', 'It is captured as soon as the row has one of them.'),
	('8', NULL, 'the comment has 90000000 bytes, the limit is 1000000', 'Shorten it, or raise max_comment in voc_data.program and CALL voc.backfill().'),
	('9', NULL, 'there is neither a comment nor a score', 'It is captured as soon as the row has one of them.')$$,
	'with the value, the reason and what to do');
SELECT is((SELECT count(*) FROM voc_bi.rejected), 7::bigint, 'the view shows them');
SELECT is((SELECT signals || '+' || rejected FROM voc_bi.source), '2+7', 'and counts them');

-- ---------------------------------------------------------------------
-- mending
-- ---------------------------------------------------------------------

SET ROLE voc_app;
UPDATE shop.answer SET score = '10' WHERE id = 2;
SELECT is(pg_temp.rejections('shop.answer'), '3=22P02 score, 5=22023 channel, 6=22008 at, 7=22004, 8=54000 comment, 9=22004', 'a row that is mended is no rejection any more');
SELECT is(pg_temp.signals('shop.answer'), '1=good, 2=bad score, 4=good too', 'but a signal');
UPDATE shop.answer SET score = '99' WHERE id = 3;
SELECT alike(pg_temp.rejections('shop.answer'), '3=22003 score,%', 'one that is bad in another way says so');
UPDATE shop.answer SET channel = 'dove' WHERE id IN (1, 5);
SELECT is(pg_temp.signals('shop.answer') || ' / ' || pg_temp.rejections('shop.answer'),
	'2=bad score, 4=good too / 1=22023 channel, 3=22003 score, 5=22023 channel, 6=22008 at, 7=22004, 8=54000 comment, 9=22004', 'a good row that turns bad is retracted');
DELETE FROM shop.answer WHERE id IN (3, 7, 9);
SELECT is(pg_temp.rejections('shop.answer'), '1=22023 channel, 5=22023 channel, 6=22008 at, 8=54000 comment', 'a bad row that leaves is settled');
UPDATE shop.answer SET id = 50 WHERE id = 5;
SELECT is(pg_temp.rejections('shop.answer'), '1=22023 channel, 50=22023 channel, 6=22008 at, 8=54000 comment', 'one that changes its key too');
UPDATE shop.answer SET seen = 1;
SELECT is(pg_temp.counts('shop.answer'), '2 signals, 4 rejected', 'an UPDATE of other columns changes nothing');
SET ROLE voc_cx;
UPDATE voc_data.channel SET aliases = aliases || '{dove}' WHERE code = 'web';
UPDATE voc_data.program SET max_comment = 100000000;
CALL voc.backfill('shop.answer', batch => 0);
SELECT is(pg_temp.rejections('shop.answer'), '6=22008 at', 'what the program did not know is healed by adding it, and backfill');
SELECT is(pg_temp.counts('shop.answer'), '5 signals, 1 rejected', 'signals + rejected = rows');
SELECT is((SELECT count(*) FROM voc_data.rejected WHERE resolved_at IS NOT NULL AND source_key IN ('1', '50', '8')), 3::bigint, 'the history of rejections stays');
SET ROLE voc_app;
TRUNCATE shop.answer;
SELECT is(pg_temp.counts('shop.answer'), '0 signals, 0 rejected', 'TRUNCATE settles all');

-- a key that left without our knowing, and comes again
INSERT INTO shop.answer (id, comment) VALUES (1, 'good'), (2, NULL), (3, 'good'), (4, NULL);
ALTER TABLE shop.answer DISABLE TRIGGER ALL;
DELETE FROM shop.answer;
ALTER TABLE shop.answer ENABLE TRIGGER ALL;
INSERT INTO shop.answer (id, comment) VALUES (1, NULL), (2, 'good'), (3, 'better'), (4, NULL);
SELECT is(pg_temp.signals('shop.answer') || ' / ' || pg_temp.rejections('shop.answer'), '2=good, 3=better / 1=22004, 4=22004',
	'a row is a live signal or an open rejection, whatever was known of its key');
SET ROLE voc_cx;
UPDATE voc_data.channel SET aliases = array_remove(aliases, 'dove') WHERE code = 'web';
UPDATE voc_data.program SET max_comment = 1000000;
SET ROLE voc_app;
TRUNCATE shop.answer;

-- ---------------------------------------------------------------------
-- on_error => raise
-- ---------------------------------------------------------------------

CREATE TABLE shop.strict (id integer PRIMARY KEY, comment text, score integer, channel text);
SET ROLE voc_cx;
SELECT voc.attach('shop.strict', comment => 'comment', score => 'score', scale => 'nps', channel => 'channel', on_error => 'raise') AS strict \gset
SET ROLE voc_app;
SELECT is(pg_temp.fault($$INSERT INTO shop.strict VALUES (1, 'x', 9, NULL), (2, 'x', 11, NULL), (3, 'x', 10, NULL)$$, true),
	'22003 feedback cannot be captured: the score is no whole number from 0 to 10, as scale "nps" has it | Row "2" of "strict", column "score": 11. | Correct the score in the source, or attach the source with the scale it uses.',
	'raise: with the row, the column and the value');
SELECT is(pg_temp.fault($$INSERT INTO shop.strict VALUES (1, NULL, NULL, NULL)$$, true),
	'22004 feedback cannot be captured: there is neither a comment nor a score | Row "1" of "strict". | It is captured as soon as the row has one of them.', 'raise: a row without content');
SELECT alike(pg_temp.fault($$INSERT INTO shop.strict VALUES (1, 'x', 9, 'pigeon')$$), '22023 feedback cannot be captured: the channel is not known', 'raise: an unknown channel');
SELECT is((SELECT count(*) FROM shop.strict), 0::bigint, 'nothing is stored in the source');
SELECT is(pg_temp.counts('shop.strict'), '0 signals, 0 rejected', 'nor in the program');
INSERT INTO shop.strict VALUES (1, 'x', 9, NULL);
SELECT alike(pg_temp.fault($$UPDATE shop.strict SET score = -1$$), '22003 %', 'raise: on UPDATE');
SELECT is(pg_temp.signals('shop.strict'), '1=x', 'the signal is as it was');
SELECT is((SELECT score FROM shop.strict), 9, 'and the row');
SET ROLE voc_cx;
UPDATE voc_data.source SET on_error = 'reject' WHERE id = :strict;
SET ROLE voc_app;
SELECT lives_ok($$UPDATE shop.strict SET score = -1$$, 'on_error counts from the next statement on');
SELECT is(pg_temp.counts('shop.strict'), '0 signals, 1 rejected', 'reject it is');
SET ROLE voc_cx;
UPDATE voc_data.source SET on_error = 'raise' WHERE id = :strict;
SELECT alike(pg_temp.fault($$CALL voc.backfill('shop.strict', batch => 0)$$), '22003 %', 'raise: backfill raises too');
SET ROLE voc_app;
ALTER TABLE shop.strict RENAME comment TO remark;
SELECT alike(pg_temp.fault($$INSERT INTO shop.strict VALUES (2, 'x', 9, NULL)$$), '42703 feedback cannot be captured: column "comment" of "strict" does not exist (any more)', 'raise: a renamed column');
ALTER TABLE shop.strict RENAME remark TO comment;
ALTER TABLE shop.strict RENAME id TO number;
SELECT alike(pg_temp.fault($$INSERT INTO shop.strict VALUES (2, 'x', 9, NULL)$$), '42703 % cannot be captured: %"id" %does not exist (any more)', 'raise: a renamed key');
SELECT alike(pg_temp.fault($$DELETE FROM shop.strict$$), '42703 %', 'raise: on DELETE too, or its signals would stay');
DROP TABLE shop.strict;

-- ---------------------------------------------------------------------
-- many rows, one of a hundred bad in one of all the ways
-- ---------------------------------------------------------------------

INSERT INTO shop.answer
SELECT i,
	CASE WHEN i % 100 = 0 AND i / 100 % 5 = 0 THEN NULL
		WHEN i = 31100 THEN repeat('x', 1000001)
		WHEN i % 3 = 0 THEN 'The delivery was late again and nobody answered'
		WHEN i % 3 = 1 THEN 'Very happy, great service'
		ELSE 'Nothing to add' END,
	CASE WHEN i % 100 <> 0 THEN CASE WHEN i % 7 = 0 THEN NULL ELSE (i % 11)::text END
		WHEN i / 100 % 5 = 0 THEN NULL
		WHEN i / 100 % 5 = 1 THEN CASE WHEN i = 31100 THEN '9' ELSE (11 + i)::text END
		WHEN i / 100 % 5 = 2 THEN 'n/a'
		ELSE '9' END,
	CASE WHEN i % 100 = 0 AND i / 100 % 5 = 3 THEN 'infinity'::timestamptz ELSE timestamptz '2024-01-01' + i * interval '1 minute' END,
	CASE WHEN i % 100 = 0 AND i / 100 % 5 = 4 THEN 'channel ' || i ELSE (ARRAY['web', 'SMS', NULL, 'chat'])[1 + i % 4] END,
	0
FROM generate_series(1, 100000) AS i;
SELECT is(pg_temp.counts('shop.answer'), '99000 signals, 1000 rejected', 'signals + rejected = rows: 100,000 rows in one statement, 1 % bad');
SET ROLE voc_cx;
SELECT results_eq(format('SELECT sqlstate, count(*) FROM voc_data.rejected WHERE source_id = %s AND resolved_at IS NULL GROUP BY 1 ORDER BY 1', :answer),
	$$VALUES ('22003', 199::bigint), ('22004', 200), ('22008', 200), ('22023', 200), ('22P02', 200), ('54000', 1)$$, 'every kind of badness has its rejections');
SELECT is((SELECT count(*) FROM voc_data.rejected WHERE source_id = :answer AND resolved_at IS NULL AND source_key::integer % 100 <> 0), 0::bigint, 'and just the bad rows');
SELECT is((SELECT count(*) FROM voc_data.signal WHERE source_id = :answer AND retracted_at IS NULL AND source_key::integer % 100 = 0), 0::bigint, 'and no other');
SELECT is((SELECT count(*) FROM voc_data.signal AS s WHERE source_id = :answer AND retracted_at IS NULL AND source_key::integer % 100 <> 0
	AND (s.score IS DISTINCT FROM CASE WHEN source_key::integer % 7 = 0 THEN NULL ELSE source_key::integer % 11 END
		OR s.occurred_at <> timestamptz '2024-01-01' + source_key::integer * interval '1 minute'
		OR s.channel IS DISTINCT FROM (ARRAY['web', 'sms', NULL, 'chat'])[1 + source_key::integer % 4])), 0::bigint, 'no row has the values of another');
CALL voc.backfill('shop.answer', batch => 0);
SELECT is(pg_temp.counts('shop.answer'), '99000 signals, 1000 rejected', 'backfill() over them changes nothing');
SELECT is((SELECT count(*) FROM voc_data.rejected WHERE source_id = :answer AND resolved_at IS NULL) + (SELECT count(*) FROM voc_data.signal WHERE source_id = :answer AND retracted_at IS NULL),
	(SELECT count(*) FROM shop.answer), 'signals + rejected = rows');
SET ROLE voc_app;
UPDATE shop.answer SET score = '9', at = '2024-01-01', channel = NULL, comment = 'mended' WHERE id % 100 = 0;
SELECT is(pg_temp.counts('shop.answer'), '100000 signals, 0 rejected', 'all are mended by one UPDATE');
DELETE FROM shop.answer WHERE id % 2 = 0;
SELECT is(pg_temp.counts('shop.answer'), '50000 signals, 0 rejected', 'and half of them deleted');
TRUNCATE shop.answer;

-- ---------------------------------------------------------------------
-- the program's own tables refuse
-- ---------------------------------------------------------------------

SET ROLE voc_cx;
ALTER TABLE voc_data.signal ADD CONSTRAINT polite CHECK (comment <> 'poison');
SET ROLE voc_app;
INSERT INTO shop.answer SELECT i, CASE i WHEN 617 THEN 'poison' ELSE 'fine' END, '9' FROM generate_series(1, 1000) AS i;
SELECT is(pg_temp.counts('shop.answer'), '999 signals, 1 rejected', 'a CHECK of the owner''s refuses one row of a thousand: that one is rejected');
SELECT is(pg_temp.rejections('shop.answer'), '617=23514', 'with the error''s own SQLSTATE');
SET ROLE voc_cx;
SELECT alike((SELECT reason FROM voc_data.rejected WHERE source_id = :answer AND resolved_at IS NULL), '%violates check constraint "polite"', 'and its message');
ALTER TABLE voc_data.signal DROP CONSTRAINT polite;
CALL voc.backfill('shop.answer', batch => 0);
SELECT is(pg_temp.counts('shop.answer'), '1000 signals, 0 rejected', 'backfill() captures it when that is mended');
SET ROLE voc_app;
TRUNCATE shop.answer;

-- a trigger of the owner's that raises whatever one likes
SET ROLE voc_cx;
CREATE SCHEMA voc_own;
CREATE FUNCTION voc_own.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.comment LIKE 'raise %' THEN
		RAISE EXCEPTION 'refused' USING ERRCODE = substr(NEW.comment, 7);
	END IF;
	RETURN NEW;
END
$$;
CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON voc_data.signal FOR EACH ROW EXECUTE FUNCTION voc_own.refuse();
SET ROLE voc_app;
SELECT lives_ok(format('INSERT INTO shop.answer SELECT i, CASE i WHEN 77 THEN %L ELSE %L END FROM generate_series(1, 100) AS i', 'raise ' || state, 'fine'), state || ' of one row')
FROM unnest('{P0001}'::text[]) AS state;
SELECT is(pg_temp.counts('shop.answer'), '99 signals, 1 rejected', 'rejects that one');
TRUNCATE shop.answer;
SELECT lives_ok($$INSERT INTO shop.answer SELECT i, CASE i WHEN 77 THEN 'raise 42501' ELSE 'fine' END FROM generate_series(1, 100) AS i$$, '42501 of one row');
SELECT is(pg_temp.counts('shop.answer'), '99 signals, 1 rejected', 'rejects that one');
TRUNCATE shop.answer;
SELECT alike(pg_temp.fault(format('INSERT INTO shop.answer VALUES (1, ''fine''), (2, %L)', 'raise ' || state)), state || ' refused', 'what is no row''s fault passes through: ' || what)
FROM (VALUES ('57014', 'cancellation, statement_timeout'), ('40001', 'serialization'), ('40P01', 'deadlock'), ('53100', 'a full disk'), ('55P03', 'lock_timeout'), ('57P01', 'shutdown')) AS v (state, what);
SELECT is((SELECT count(*) FROM shop.answer), 0::bigint, 'and nothing is stored');
SET ROLE voc_cx;
DROP TRIGGER refuse ON voc_data.signal;

-- values too long for an index
SET ROLE voc_app;
CREATE TABLE shop.long (raw bytea PRIMARY KEY, comment text, customer text, touchpoint text);
SET ROLE voc_cx;
SELECT voc.attach('shop.long', comment => 'comment', customer => 'customer', touchpoint => 'touchpoint') AS long \gset
CREATE FUNCTION voc_own.noise(n integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT left(string_agg(md5(i::text), ''), n) FROM generate_series(1, n / 32 + 1) AS i$$;
GRANT USAGE ON SCHEMA voc_own TO PUBLIC;
SET ROLE voc_app;
SELECT lives_ok($$INSERT INTO shop.long VALUES ('\x01', 'x', voc_own.noise(9000), NULL), ('\x02', 'x', 'c', voc_own.noise(9000)), ('\x03', NULL, 'c', NULL), ('\x04', 'x', 'c', NULL)$$,
	'a customer and a touchpoint of 9 kB');
SELECT is(pg_temp.signals('shop.long'), '\x04=x', 'are rejected');
SELECT alike(pg_temp.rejections('shop.long'), '\\x01=% customer, \\x02=% touchpoint, \\x03=22004', 'alone, and named');
SELECT lives_ok($$INSERT INTO shop.long SELECT decode(voc_own.noise(5000), 'hex'), 'x', 'c' UNION ALL SELECT '\x05'::bytea, NULL, NULL UNION ALL SELECT '\x06', 'x', 'c'$$, 'a key of 2.5 kB, twice that as text');
SELECT alike(pg_temp.rejections('shop.long'), '%\\x05=22004%', 'costs no other row its rejection');
SELECT alike(pg_temp.signals('shop.long'), '%\\x06=x%', 'nor its signal');

-- tables that are gone, or that the owner has barred himself from
SET ROLE voc_cx;
SAVEPOINT broken;
DROP TABLE voc_data.rejected CASCADE;
SET ROLE voc_app;
SELECT lives_ok($$INSERT INTO shop.answer VALUES (1, 'good'), (2, NULL)$$, 'without voc_data.rejected: INSERT only warns');
SELECT is((SELECT count(*) FROM shop.answer), 2::bigint, 'and stores the rows');
SELECT lives_ok($$UPDATE shop.answer SET comment = 'x'$$, 'UPDATE');
SELECT lives_ok($$DELETE FROM shop.answer WHERE id = 1$$, 'DELETE');
SELECT lives_ok($$TRUNCATE shop.answer$$, 'TRUNCATE');
ROLLBACK TO broken;
SET ROLE voc_app;
INSERT INTO shop.answer VALUES (1, 'good'), (2, NULL);
SELECT is(pg_temp.counts('shop.answer'), '1 signals, 1 rejected', 'it goes on when the table is back');
SET ROLE voc_cx;
SAVEPOINT broken2;
REVOKE ALL ON voc_data.signal FROM voc_cx;
SET ROLE voc_app;
SELECT lives_ok($$INSERT INTO shop.answer VALUES (3, 'good')$$, 'without a right on voc_data.signal');
SELECT is(pg_temp.rejections('shop.answer'), '2=22004, 3=42501', 'rows are rejected');
ROLLBACK TO broken2;
REVOKE ALL ON voc_data.signal, voc_data.rejected FROM voc_cx;
SET ROLE voc_app;
SELECT lives_ok($$INSERT INTO shop.answer VALUES (3, 'good')$$, 'without a right on voc_data.rejected either');
SELECT lives_ok($$TRUNCATE shop.answer$$, 'TRUNCATE as well');
ROLLBACK TO broken2;
REVOKE ALL ON voc_data.scale FROM voc_cx;
SET ROLE voc_app;
SELECT lives_ok($$INSERT INTO shop.answer VALUES (3, 'good')$$, 'without a right on the settings');
ROLLBACK TO broken2;
ALTER TABLE voc_data.channel RENAME aliases TO other_names;
SET ROLE voc_app;
SELECT lives_ok($$INSERT INTO shop.answer VALUES (3, 'good')$$, 'with settings that were changed by hand');
ROLLBACK TO broken2;
DROP TABLE voc_data.opinion CASCADE;
SET ROLE voc_app;
SELECT lives_ok($$INSERT INTO shop.answer VALUES (3, 'The delivery was late')$$, 'without voc_data.opinion');
ROLLBACK TO broken2;
DELETE FROM voc_data.program;
SET ROLE voc_app;
SELECT lives_ok($$INSERT INTO shop.answer VALUES (3, 'good')$$, 'without the row of settings');
ROLLBACK TO broken2;
SET ROLE voc_app;
INSERT INTO shop.answer VALUES (3, 'good');
SELECT is(pg_temp.signals('shop.answer'), '1=good, 3=good', 'and on when all is as it was');

SELECT * FROM finish();
ROLLBACK;
