-- Capture: columns of every type that may hold a score, a comment, a time

BEGIN;

SELECT plan(50);
\ir listen_setup.inc

-- ---------------------------------------------------------------------
-- scores
-- ---------------------------------------------------------------------

-- One table a type: 9 is a promoter, 3 a detractor, NULL no score
CREATE FUNCTION pg_temp.score_type(type text, scale text, VARIADIC literals text[]) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	SET LOCAL ROLE voc_app;
	EXECUTE format('CREATE TABLE shop.typed (id integer PRIMARY KEY, comment text DEFAULT %L, score %s)', 'x', type);
	SET LOCAL ROLE voc_cx;
	PERFORM voc.attach('shop.typed', comment => 'comment', score => 'score', scale => scale);
	SET LOCAL ROLE voc_app;
	FOR i IN 1 .. cardinality(literals) LOOP
		EXECUTE format('INSERT INTO shop.typed (id, score) VALUES (%s, %L)', i, literals[i]);
	END LOOP;
	RESET ROLE;
	SELECT string_agg(coalesce(s.score::text || ' ' || s.score_group, r.sqlstate, 'no score'), ', ' ORDER BY t.id)
	INTO answer
	FROM shop.typed AS t
	LEFT JOIN voc_data.signal AS s ON s.source_key = t.id::text AND s.source_id = (SELECT max(id) FROM voc_data.source)
	LEFT JOIN voc_data.rejected AS r ON r.source_key = t.id::text AND r.source_id = (SELECT max(id) FROM voc_data.source);
	DROP TABLE shop.typed;
	RETURN answer;
END
$$;

RESET ROLE;
SELECT is(pg_temp.score_type(type, 'nps', '9', '3', NULL, '11', '-1'),
	'9 promoter, 3 detractor, no score, 22003, 22003', type)
FROM unnest('{smallint,integer,bigint,numeric,"numeric(4,2)",real,double precision,text,varchar,character(5)}'::text[]) AS type;
SELECT is(pg_temp.score_type('numeric', 'nps', '9.0', '8.5', 'NaN', '1e1'), '9 promoter, 22003, 22P02, 10 promoter', 'fractions, NaN and exponents of numeric');
SELECT is(pg_temp.score_type('double precision', 'nps', 'NaN', 'Infinity', '-Infinity', '-0', '1e300'), '22P02, 22003, 22003, 0 detractor, 22003', 'what only floats can be');
SELECT is(pg_temp.score_type('text', 'nps', '9', ' 9 ', '9.0', 'abc', '', '  ', '9/10', 'ten', '٣'), '9 promoter, 9 promoter, 9 promoter, 22P02, no score, no score, 22P02, 22P02, 22P02', 'text that is a number, empty, or neither');
SELECT is(pg_temp.score_type('text', 'nps', repeat('9', 400), 'inf', 'nan', '9e400', '9,0', '--9', '9 9'), '22003, 22003, 22P02, 22003, 22P02, 22P02, 22P02', 'odd numbers');
SELECT is(pg_temp.score_type('boolean', 'thumbs', 'true', 'false', NULL), '1 satisfied, 0 dissatisfied, no score', 'thumbs');
SELECT is(pg_temp.score_type('bigint', 'nps', '9223372036854775807', '-9223372036854775808', '10', '0'), '22003, 22003, 10 promoter, 0 detractor', 'the ends of bigint');
SELECT is(pg_temp.score_type('numeric', 'nps', '1' || repeat('0', 5000), '9.' || repeat('0', 3000)), '22003, 9 promoter', 'long numerics');
SELECT is(pg_temp.score_type('numeric', 'stars5', '4.5', '1', '3', '5.1', '0.9'), '4.5 satisfied, 1 dissatisfied, 3 neutral, 22003, 22003', 'stars may be halves');
SELECT is(pg_temp.score_type('integer', 'csat5', '1', '2', '3', '4', '5', '6', '0'), '1 dissatisfied, 2 dissatisfied, 3 neutral, 4 satisfied, 5 satisfied, 22003, 22003', 'csat5');
SELECT is(pg_temp.score_type('integer', 'csat7', '3', '4', '5', '6', '8'), '3 dissatisfied, 4 neutral, 5 neutral, 6 satisfied, 22003', 'csat7');
SELECT is(pg_temp.score_type('integer', 'ces7', '3', '4', '5', '0'), '3 dissatisfied, 4 neutral, 5 satisfied, 22003', 'ces7');
SELECT is(pg_temp.score_type('integer', 'nps', '6', '7', '8', '9'), '6 detractor, 7 passive, 8 passive, 9 promoter', 'the borders of nps');
SET ROLE voc_cx;
INSERT INTO voc_data.scale (code, kind, title, low, high, bad_max, good_min, whole) VALUES ('percent', 'other', 'Percent', 0, 100, 40, 70, false);
RESET ROLE;
SELECT is(pg_temp.score_type('real', 'percent', '40', '40.5', '70', '101'), '40 dissatisfied, 40.5 neutral, 70 satisfied, 22003', 'a scale of one''s own');
CREATE TYPE shop.mood AS ENUM ('0', '5', '10', 'great');
CREATE DOMAIN shop.answer AS smallint CHECK (VALUE < 99);
CREATE DOMAIN shop.answer_text AS varchar(9);
GRANT USAGE ON TYPE shop.mood, shop.answer, shop.answer_text TO voc_app;
GRANT USAGE ON SCHEMA shop TO voc_app;
SELECT is(pg_temp.score_type('shop.mood', 'nps', '0', '10', 'great', NULL), '0 detractor, 10 promoter, 22P02, no score', 'an enum of numbers');
SELECT is(pg_temp.score_type('shop.answer', 'nps', '9', '11', NULL), '9 promoter, 22003, no score', 'a domain over smallint');
SELECT is(pg_temp.score_type('shop.answer_text', 'nps', '9', 'x', NULL), '9 promoter, 22P02, no score', 'a domain over varchar');

-- ---------------------------------------------------------------------
-- comments and the other columns
-- ---------------------------------------------------------------------

SET ROLE voc_app;
CREATE DOMAIN shop.remark AS text CHECK (length(VALUE) < 1000);
CREATE TABLE shop.said (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	gone integer,
	plain text,
	short varchar(40),
	fixed character(20),
	checked shop.remark,
	made text GENERATED ALWAYS AS (lower(plain)) STORED,
	channel shop.mood
);
ALTER TABLE shop.said DROP COLUMN gone;
CREATE FUNCTION pg_temp.comment_of(col text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	SET LOCAL ROLE voc_cx;
	PERFORM voc.attach('shop.said', comment => col);
	SET LOCAL ROLE voc_app;
	INSERT INTO shop.said (plain, short, fixed, checked) VALUES ('Very GOOD', 'Very GOOD', 'Very GOOD', 'Very GOOD');
	RESET ROLE;
	SELECT format('%s|%s|%s', rtrim(s.comment), s.language, s.sentiment > 0) INTO answer
	FROM voc_data.signal AS s ORDER BY s.id DESC LIMIT 1;
	UPDATE voc_data.source SET detached_at = now();
	RETURN answer;
END
$$;
RESET ROLE;
SELECT is(pg_temp.comment_of('plain'), pg_temp.comment_of('short'), 'varchar is text');
SELECT is(pg_temp.comment_of('fixed'), pg_temp.comment_of('plain'), 'char(n) is text');
SELECT is(pg_temp.comment_of('checked'), pg_temp.comment_of('plain'), 'a domain over text is text');
SELECT alike(pg_temp.comment_of('made'), 'very good|%', 'a generated column');

SET ROLE voc_app;
CREATE TABLE shop.time (id integer PRIMARY KEY, comment text DEFAULT 'x', tz timestamptz, ts timestamp, day date);
SET ROLE voc_cx;
SELECT voc.attach('shop.time', comment => 'comment', occurred_at => 'tz') AS timed \gset
SET ROLE voc_app;
INSERT INTO shop.time (id, tz) VALUES (1, '2024-01-02 03:04:05+02'), (2, NULL), (3, 'infinity'), (4, '-infinity'), (5, now() + '2 days'), (6, now() + '1 hour'), (7, '4714-11-24 00:00:00+00 BC');
SELECT is(pg_temp.rejections('shop.time'), '3=22008 tz, 4=22008 tz, 5=22008 tz', 'times that are not finite, or in the future');
SET ROLE voc_cx;
SELECT is((SELECT occurred_at FROM voc_data.signal WHERE source_key = '1' AND source_id = :timed), '2024-01-02 01:04:05+00', 'timestamptz');
SELECT is((SELECT occurred_at FROM voc_data.signal WHERE source_key = '2' AND source_id = :timed), now(), 'a NULL is now');
UPDATE voc_data.source SET occurred_at_column = 'ts';
SET ROLE voc_app;
TRUNCATE shop.time;
SET LOCAL timezone = 'Asia/Tokyo';
INSERT INTO shop.time (id, ts) VALUES (1, '2024-01-02 09:00:00'), (3, 'infinity'), (4, '-infinity'), (8, '294276-12-31 23:59:59');
SELECT is(pg_temp.rejections('shop.time'), '3=22008 ts, 4=22008 ts, 8=22008 ts', 'timestamps that are no time');
SET LOCAL timezone = 'UTC+12';
SELECT lives_ok($$INSERT INTO shop.time (id, ts) VALUES (9, '294276-12-31 23:59:59')$$, 'one that is beyond the end in this time zone');
SET LOCAL timezone = 'UTC-12';
SELECT lives_ok($$INSERT INTO shop.time (id, ts) VALUES (10, '4714-11-24 00:00:00 BC')$$, 'or before the beginning');
SELECT alike(pg_temp.rejections('shop.time'), '10=22008 ts, 3=22008 ts,%9=22008 ts', 'is rejected');
SET LOCAL timezone = 'UTC';
SET ROLE voc_cx;
SELECT is((SELECT occurred_at FROM voc_data.signal WHERE source_key = '1' AND source_id = :timed), '2024-01-02 00:00:00+00', 'a timestamp is in the time zone of the session');
UPDATE voc_data.source SET occurred_at_column = 'day';
SET ROLE voc_app;
TRUNCATE shop.time;
SELECT lives_ok($$INSERT INTO shop.time (id, day) VALUES (1, '2024-01-02'), (2, '4714-11-24 BC'), (3, 'infinity'), (4, '-infinity'), (5, '5874897-12-31')$$, 'dates beyond the end of time');
SELECT is(pg_temp.rejections('shop.time'), '3=22008 day, 4=22008 day, 5=22008 day', 'are rejected');

-- channel, touchpoint, language, customer, segments
CREATE TABLE shop.place (id integer PRIMARY KEY, comment text DEFAULT 'hello', channel text, touchpoint text, lang text, customer text, seg text, seg2 integer);
SET ROLE voc_cx;
SELECT voc.attach('shop.place', comment => 'comment', channel => 'channel', touchpoint => 'touchpoint', language => 'lang', customer => 'customer',
	segments => '{seg,seg2}', default_channel => 'store', default_touchpoint => 'delivery') AS place \gset
SET ROLE voc_app;
INSERT INTO shop.place (id, channel, touchpoint, lang, customer, seg, seg2) VALUES
	(1, NULL, NULL, 'cs', NULL, NULL, NULL), (2, '  WWW ', ' new place ', 'cs-CZ', ' c ', ' v ', 7), (3, '', '', 'CS_cz', '', '', NULL),
	(4, 'e-mail', 'delivery', 'czech', 'c', 'a"b\c', 1), (5, 'pigeon', NULL, NULL, NULL, NULL, NULL), (6, 'App Store', NULL, 'x', NULL, NULL, NULL);
SET ROLE voc_cx;
SELECT is((SELECT string_agg(format('%s:%s/%s/%s/%s/%s', source_key, channel, touchpoint, customer, language, segment), ' ' ORDER BY source_key)
	FROM voc_data.signal WHERE source_id = :place AND source_key IN ('1', '2', '3')),
	'1:store/delivery//cs/{} 2:web/new place/c/cs/{"seg": "v", "seg2": "7"} 3:store/delivery//cs/{}', 'words are trimmed, empty ones are missing, defaults step in');
SELECT is((SELECT channel || segment FROM voc_data.signal WHERE source_id = :place AND source_key = '4'), 'email{"seg": "a\"b\\c", "seg2": "1"}', 'aliases and quotes');
SELECT is((SELECT channel FROM voc_data.signal WHERE source_id = :place AND source_key = '6'), 'review', 'aliases of several words');
SELECT is(pg_temp.rejections('shop.place'), '5=22023 channel', 'an unknown channel is rejected');
SELECT is((SELECT title || ' ' || origin FROM voc_data.touchpoint WHERE code = 'new place'), 'new place capture', 'an unknown touchpoint is added');
INSERT INTO voc_data.channel (code, title, aliases) VALUES ('bird', 'Bird', '{Pigeon}');
CALL voc.backfill('shop.place', batch => 0);
SELECT is(pg_temp.rejections('shop.place'), '', 'a channel that is added later heals it');
SELECT is((SELECT channel FROM voc_data.signal WHERE source_id = :place AND source_key = '5'), 'bird', 'in upper and lower case');

-- blank comments
SET ROLE voc_app;
CREATE TABLE shop.blank (id integer PRIMARY KEY, comment text, score integer);
SET ROLE voc_cx;
SELECT voc.attach('shop.blank', comment => 'comment', score => 'score', scale => 'nps') AS blank \gset
SET ROLE voc_app;
INSERT INTO shop.blank VALUES (1, NULL, NULL), (2, '', NULL), (3, E' \t\n\r', NULL), (4, '', 9), (5, '.', NULL), (6, E'\u200b', NULL), (7, E' \t\n', 3);
SELECT alike(pg_temp.rejections('shop.blank'), '1=22004, 2=22004, 3=22004%', 'neither comment nor score');
SET ROLE voc_cx;
SELECT is((SELECT string_agg(source_key || coalesce(comment, 'NULL'), ' ' ORDER BY source_key) FROM voc_data.signal WHERE source_id = :blank AND score IS NOT NULL),
	'4NULL 7NULL', 'a blank comment beside a score is none');
SELECT is((SELECT count(*) FROM voc_data.signal WHERE source_id = :blank AND sentiment IS NOT NULL), 0::bigint, 'and has no sentiment');

SELECT * FROM finish();
ROLLBACK;
