-- The program's own code frame: patterns, versions, recoding, corrections

BEGIN;

SELECT plan(117);
\ir listen_setup.inc

CREATE TABLE shop.feedback (id integer PRIMARY KEY, comment text, score integer, language text);
CREATE TABLE shop.named (id integer PRIMARY KEY, comment text, language text);
GRANT ALL ON shop.feedback, shop.named TO voc_cx;
SET ROLE voc_cx;
SELECT voc.attach('shop.feedback', comment => 'comment', score => 'score', scale => 'nps') AS feedback \gset

-- Topics that the program found in the row of that key
CREATE FUNCTION pg_temp.coded(key text) RETURNS text
LANGUAGE sql AS $$SELECT array_to_string(topics, ' ') FROM voc_data.signal WHERE source_key = key$$;

CREATE FUNCTION pg_temp.version() RETURNS integer
LANGUAGE sql AS $$SELECT codebook_version FROM voc_data.coding$$;

-- ---------------------------------------------------------------------
-- the frames of the library
-- ---------------------------------------------------------------------

SELECT cmp_ok((SELECT count(*) FROM voc_data.topic WHERE code LIKE '%.%'), '>=', 40::bigint, 'a program begins with at least 40 topics');
SELECT is((SELECT count(*) FROM voc_data.topic_pattern WHERE codebook = 'generic'),
	(SELECT count(*) FROM voc.codebook_rows('generic') WHERE kind = 'topic_pattern'), 'all patterns of the generic frame are loaded');
SELECT is((SELECT count(*) FROM voc_data.intent_pattern),
	(SELECT count(*) FROM voc.codebook_rows('generic') WHERE kind = 'intent_pattern'), 'and those of intents');
SELECT is_empty($$SELECT code FROM voc_data.topic WHERE team IS NULL$$, 'every topic has a team');
SELECT is_empty($$SELECT t.code FROM voc_data.topic AS t WHERE regexp_replace(t.code, '[.][^.]+$', '') <> t.code
	AND NOT EXISTS (SELECT FROM voc_data.topic AS p WHERE p.code = regexp_replace(t.code, '[.][^.]+$', ''))$$, 'what a topic is part of is a topic');
SELECT is((SELECT titles ->> 'cs' IS NOT NULL AND title = titles ->> 'en' FROM voc_data.topic WHERE code = 'delivery.late'), true, 'titles come in several languages');
SELECT is(voc.topics('The parcel was late', 'en'), '{delivery.late}', 'the program''s frame finds what the library''s does');
SELECT is(pg_temp.fault($$SELECT voc.load_codebook('nosuch')$$, true),
	'22023 there is no code frame "nosuch" |  | The code frames are generic, retail, telecom, hospitality, software.', 'a frame that there is not');
SELECT is(pg_temp.fault($$SELECT voc.load_codebook(NULL)$$), '22004 which code frame to load is NULL', 'none');

SELECT pg_temp.version() AS before \gset
SELECT alike(voc.load_codebook('generic'), '% 0 topics, 0 of their patterns and 0 patterns of intents loaded', 'twice: nothing is added');
SELECT is(pg_temp.version(), :before, 'and it is the same version');

UPDATE voc_data.topic SET title = 'Too late!', team = 'care' WHERE code = 'delivery.late';
SELECT is(pg_temp.version(), :before, 'a title is no change of the coding');
UPDATE voc_data.topic_pattern SET pattern = 'tardyish' WHERE id = (SELECT min(id) FROM voc_data.topic_pattern WHERE topic = 'delivery.late' AND language = 'en');
DELETE FROM voc_data.topic_pattern WHERE topic = 'delivery.tracking' AND language = 'en';
DELETE FROM voc_data.topic WHERE code = 'store.queue';
SELECT cmp_ok(pg_temp.version(), '>', :before, 'patterns are');
SELECT alike(voc.load_codebook('generic'), '% 0 topics, 0 of their patterns and 0 patterns of intents loaded', 'what a user removed or rewrote does not come back');
SELECT is((SELECT title || ' ' || team FROM voc_data.topic WHERE code = 'delivery.late'), 'Too late! care', 'what a user changed stays');
SELECT is((SELECT count(*) FROM voc_data.topic_pattern WHERE topic = 'store.queue'), 0::bigint, 'patterns go with their topic');
DELETE FROM voc_data.codebook_removed;
SELECT alike(voc.load_codebook('generic'), '% 1 topics, % of their patterns %', 'unless he says so');
SELECT cmp_ok((SELECT count(*) FROM voc_data.topic_pattern WHERE topic = 'store.queue'), '>', 0::bigint, 'there it is again');

SELECT alike(voc.load_codebook('hospitality'), 'code frame hospitality: % topics%', 'an add-on');
SELECT ok('{room.noise}' <@ voc.topics('Our room was very noisy, we could hear the street all night', 'en'), 'and its topics are found');
SELECT alike(voc.load_codebook('retail'), 'code frame retail: % topics%', 'retail');
SELECT alike(voc.load_codebook('telecom'), 'code frame telecom: % topics%', 'telecom');
SELECT alike(voc.load_codebook('software'), 'code frame software: % topics%', 'software');
SELECT is((SELECT count(*) FROM (SELECT codebook FROM voc_data.topic WHERE code LIKE '%.%' GROUP BY codebook HAVING count(*) >= 15) AS c), 5::bigint, 'each has at least 15 topics');
DELETE FROM voc_data.topic WHERE codebook <> 'generic';

-- ---------------------------------------------------------------------
-- patterns of one's own
-- ---------------------------------------------------------------------

INSERT INTO shop.feedback VALUES (1, 'The flumpy is here.', 3);
SELECT is(pg_temp.coded('1'), '', 'nothing is met');
SELECT isnt((SELECT codebook_version FROM voc_data.signal WHERE source_key = '1'), NULL, 'but it was coded');
INSERT INTO shop.feedback VALUES (2, NULL, 9);
SELECT is((SELECT codebook_version FROM voc_data.signal WHERE source_key = '2'), NULL, 'without a comment, it never was');
SELECT is((SELECT array_agg(signal_id) FROM voc_bi.uncoded), (SELECT array_agg(id) FROM voc_data.signal WHERE source_key = '1'), 'only the first is uncoded');
SELECT is((SELECT array_agg(coded ORDER BY source_key) FROM voc_bi.signal), '{true,false}', 'voc_bi.signal tells them apart');

INSERT INTO voc_data.topic (code, title, is_critical) VALUES ('mascot', 'Mascot', false), ('mascot.flumpy', 'Flumpy', true);
INSERT INTO voc_data.topic_pattern (topic, language, pattern) VALUES ('mascot.flumpy', 'en', 'flump*');
INSERT INTO shop.feedback VALUES (3, 'That flumpy again.', 5), (4, 'Flumpy is a great joy!', 10);
SELECT is(pg_temp.coded('3'), 'mascot.flumpy', 'a pattern counts from the next statement on');
SELECT is((SELECT string_agg(criticality, ' ' ORDER BY source_key) FROM voc_data.signal WHERE source_key IN ('3', '4')), 'critical routine', 'a critical topic, unless it is praised');
SELECT is(pg_temp.coded('1'), '', 'earlier feedback waits');
SELECT is((SELECT value FROM voc.status() WHERE name = 'to be recoded'), '1', 'voc.status() says so');
CALL voc.recode(0);
SELECT is(pg_temp.coded('1'), 'mascot.flumpy', 'for voc.recode()');
SELECT is((SELECT count(*) FROM voc_data.opinion AS o JOIN voc_data.signal AS s ON s.id = o.signal_id AND s.source_key = '1'), 1::bigint, 'opinions are written anew');
SELECT is((SELECT value FROM voc.status() WHERE name = 'to be recoded'), '0', 'nothing is stale');
SELECT is((SELECT signals || ' ' || negative FROM voc_bi.topic WHERE topic = 'mascot'), '3 0', 'topics roll up');

SAVEPOINT undone;
INSERT INTO voc_data.topic_pattern (topic, pattern) VALUES ('mascot.flumpy', 'grumpy');
SELECT is(voc.topics('grumpy', 'en'), '{mascot.flumpy}', 'in the transaction that made it');
ROLLBACK TO undone;
SELECT is(voc.topics('grumpy', 'en'), '{}', 'what is rolled back is gone');
UPDATE voc_data.topic SET active = false WHERE code = 'mascot.flumpy';
SELECT is(voc.topics('flumpy', 'en'), '{}', 'a topic that is not active is not looked for');
UPDATE voc_data.topic SET active = true WHERE code = 'mascot.flumpy';
UPDATE voc_data.topic_pattern SET active = false WHERE pattern = 'flump*';
SELECT is(voc.topics('flumpy', 'en'), '{}', 'nor is a pattern');
UPDATE voc_data.topic_pattern SET active = true WHERE pattern = 'flump*';
SELECT is(voc.topics('flumpy', 'cs'), '{}', 'it is for English');
UPDATE voc_data.topic_pattern SET language = NULL WHERE pattern = 'flump*';
SELECT is(voc.topics('flumpy', 'cs'), '{mascot.flumpy}', 'now for every language');

INSERT INTO voc_data.topic (code, title, instead_of) VALUES ('grumble', 'Grumble', '{mascot.flumpy}');
INSERT INTO voc_data.topic_pattern (topic, pattern) VALUES ('grumble', 'grumbl*');
SELECT is(voc.topics('The flumpy grumbles. Flumpy!', 'en'), '{grumble,mascot.flumpy}', 'a finer topic stands instead of a broader one');
SELECT is((SELECT array_agg(topic) FROM voc.opinions('The flumpy grumbles.', 'en')), '{grumble}', 'in the same clause');
INSERT INTO voc_data.intent (code, title) VALUES ('adopt', 'Wants to adopt it');
INSERT INTO voc_data.intent_pattern (intent, language, pattern) VALUES ('adopt', 'en', 'adopt & flump*');
SELECT is(voc.intents('May I adopt the flumpy?', 'en'), '{adopt}', 'an intent of one''s own');
INSERT INTO voc_data.word (term, valence) VALUES ('flumpy', 3);
SELECT is((voc.analyze('The flumpy', 'en')).label, 'positive', 'voc.analyze() knows the users'' words');
SELECT cmp_ok((SELECT lexicon_version FROM voc_data.coding), '>', 1, 'which have a version too');

-- Whatever language a source names, recoding comes to what capture did.
SELECT voc.attach('shop.named', comment => 'comment', language => 'language') AS named \gset
INSERT INTO shop.named VALUES (91, 'Der Flumpy ist toll', 'nl'), (92, 'Le flumpy est superbe', 'fr'), (93, 'Skvělý telefon', NULL), (94, 'The phone is great', 'en-GB'), (95, 'x', 'ja');
CREATE TEMP TABLE captured AS SELECT source_key, language, sentiment, sentiment_label, value, topics, intents FROM voc_data.signal WHERE source_key LIKE '9_';
SELECT is((SELECT string_agg(language, ' ' ORDER BY source_key) FROM captured), 'nl fr cs en ja', 'languages that the source names');
UPDATE voc_data.coding SET codebook_version = codebook_version + 1;
CALL voc.recode(0);
SELECT set_eq($$SELECT source_key, language, sentiment, sentiment_label, value, topics, intents FROM voc_data.signal WHERE source_key LIKE '9_'$$,
	'SELECT * FROM captured', 'recoded, they are what they were');
DELETE FROM shop.named;

-- ---------------------------------------------------------------------
-- what is refused
-- ---------------------------------------------------------------------

SELECT is(pg_temp.fault($$INSERT INTO voc_data.topic_pattern (topic, pattern) VALUES ('mascot', 'příliš (late')$$, true),
	'22023 pattern is not well formed: "(" without ")" | At character 8 of "příliš (late". | Close the alternatives, as in "(late|delayed)".', 'a bad pattern, with its place in characters');
SELECT is(pg_temp.fault($$UPDATE voc_data.topic_pattern SET pattern = 'a*' WHERE pattern = 'flump*'$$),
	'22023 pattern is not well formed: stem is shorter than 2 characters', 'by UPDATE as well');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.topic_pattern (topic, pattern) SELECT 'mascot', '(' || string_agg('a' || g, '|') || ')' FROM generate_series(1, 10000) AS g$$),
	'22023 pattern is not well formed: pattern is longer than 1000 bytes', 'ten thousand alternatives');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.topic_pattern (topic, pattern) VALUES ('mascot', repeat('(', 100) || 'a' || repeat(')', 100))$$),
	'22023 pattern is not well formed: parentheses are nested more than 3 deep', 'nested deeply');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.topic_pattern (topic, pattern) VALUES ('mascot', E'late\x01')$$),
	'22023 pattern is not well formed: this is not one word', 'stray characters');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.topic_pattern (topic, language, pattern) VALUES ('mascot', 'English', 'late')$$),
	'22023 language "English" is not an ISO 639-1 code', 'a language that is none');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.topic_pattern (topic, pattern) VALUES ('nosuch', 'late')$$),
	'23503 insert or update on table "topic_pattern" violates foreign key constraint "topic_pattern_topic_fkey"', 'a topic that there is not');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.topic (code, title) VALUES ('Not A Code', 'x')$$),
	'23514 new row for relation "topic" violates check constraint "topic_code_check"', 'a code that is none');
SELECT is(pg_temp.fault($$SELECT * FROM voc.test_pattern('late )', 'late')$$), '22023 pattern is not well formed: ")" without "("', 'voc.test_pattern()');
SELECT results_eq($$SELECT start, length, snippet FROM voc.test_pattern('(zásilka|balík) ~2 pozdě', 'Můj balík přišel POZDE, balik pozde.')$$,
	$$VALUES (5, 18, 'balík přišel POZDE'), (25, 11, 'balik pozde')$$, 'shows where a pattern is met');
SELECT is((SELECT count(*) FROM voc.test_pattern('late && order !!joke', repeat('The word. ', 1000) || 'It was late. The order.')), 1::bigint, 'in a long text, too');
SELECT is((SELECT count(*) FROM voc.test_pattern('late && order !!joke', 'A joke. ' || repeat('The word. ', 1000) || 'It was late. The order.')), 0::bigint, 'unless it has what is excluded');

-- ---------------------------------------------------------------------
-- corrections
-- ---------------------------------------------------------------------

SELECT id AS one FROM voc_data.signal WHERE source_key = '1' \gset
SELECT id AS three FROM voc_data.signal WHERE source_key = '3' \gset
SELECT id AS two FROM voc_data.signal WHERE source_key = '2' \gset
SELECT alike(voc.override(:one, topics => '{delivery.late,product.quality}', sentiment => -0.6, coder => 'ann'), 'signal %: topics {delivery.late,product.quality}, sentiment -0.6', 'a correction');
SELECT is((SELECT sentiment_label || ' ' || value FROM voc_data.signal WHERE id = :one), 'negative 1', 'wins at once');
SELECT is((SELECT string_agg(topic || ' ' || sentiment_label, ', ' ORDER BY topic) FROM voc_data.opinion WHERE signal_id = :one), 'delivery.late negative, product.quality negative', 'opinions follow');
INSERT INTO voc_data.topic_pattern (topic, language, pattern) VALUES ('mascot.flumpy', 'en', 'here');
CALL voc.recode(0);
SELECT is(pg_temp.coded('1'), 'delivery.late product.quality', 'it survives recoding');
SELECT is((SELECT machine_topics FROM voc_data.coding_override WHERE signal_id = :one), '{mascot.flumpy}', 'what the machine says is kept beside');
UPDATE shop.feedback SET score = 4 WHERE id = 1;
SELECT is(pg_temp.coded('1'), 'delivery.late product.quality', 'and an update of the source');
UPDATE shop.feedback SET comment = 'The flumpy is gone.' WHERE id = 1;
SELECT is(pg_temp.coded('1'), 'mascot.flumpy', 'but not another comment');
UPDATE shop.feedback SET comment = 'The flumpy is here.' WHERE id = 1;
SELECT is(pg_temp.coded('1'), 'delivery.late product.quality', 'the first one again');
SELECT alike(voc.override(:three, topics => '{mascot.flumpy}', coder => 'ann'), '%{mascot.flumpy}%', 'the machine was right');
SELECT alike(voc.override(:three, topics => '{}', coder => 'bob'), '%topics {},%', 'the newest word counts');
SELECT alike(voc.override(:three, sentiment => 0, coder => 'bob'), '%topics {}, sentiment 0', 'topics and sentiment are said apart');
SELECT is((SELECT count(*) FROM voc_data.coding_override WHERE signal_id = :three), 2::bigint, 'two coders');
-- ann and bob: signal one has {late, quality} against the machine's {flumpy}, signal three {} against {flumpy}
SELECT results_eq($$SELECT topic, judged, "both", missed, wrong, neither, "precision", recall FROM voc_bi.coding_quality ORDER BY topic$$,
	$$VALUES ('delivery.late', 2::bigint, 0::bigint, 1::bigint, 0::bigint, 1::bigint, NULL::double precision, 0::double precision),
		('mascot.flumpy', 2, 0, 0, 2, 0, 0, NULL),
		('product.quality', 2, 0, 1, 0, 1, NULL, 0)$$, 'voc_bi.coding_quality');
SELECT is(pg_temp.fault(format('SELECT voc.override(%s, topics => %L)', :one, '{nosuch}'), true),
	'22023 topic ''nosuch'' is not in the code frame |  | SELECT code, title FROM voc_data.topic; or INSERT the topic there first.', 'a topic that there is not');
SELECT is(pg_temp.fault(format('SELECT voc.override(%s, sentiment => 2)', :one)), '22023 sentiment 2 is not from -1 to +1', 'a sentiment out of range');
SELECT is(pg_temp.fault(format('SELECT voc.override(%s)', :one)), '22023 neither topics nor sentiment of the correction is given', 'nothing said');
SELECT is(pg_temp.fault('SELECT voc.override(0, topics => ''{}'')'), 'P0002 there is no signal 0', 'no such signal');
SELECT is(pg_temp.fault(format('SELECT voc.override(%s, topics => ''{}'')', :two)), format('22023 signal %s has no comment to code', :two), 'no comment');
SELECT is((SELECT array_agg(signal_id) FROM voc.coding_sample(10)), (SELECT array_agg(id) FROM voc_data.signal WHERE source_key = '4'), 'a sample has what nobody coded yet');
SELECT is(pg_temp.fault('SELECT voc.coding_sample(0)'), '22023 the size of the sample is 0', 'a sample of none');

SELECT is(voc.topic_lineage('{b.c.d,a,NULL,b.e,a}'), '{a,b,b.c,b.c.d,b.e}', 'topics and what they are part of');
SELECT is(voc.topic_lineage('{}'), '{}', 'of none');
SELECT is(pg_temp.fault($$SELECT voc.topic_lineage(ARRAY[repeat('a.', 200)])$$), '54000 code of a topic has 400 bytes, the limit is 200', 'of a code that is too long');

-- what depends on a correction
INSERT INTO shop.feedback VALUES (10, 'Great flumpy!', 9);
SELECT id AS ten FROM voc_data.signal WHERE source_key = '10' \gset
SELECT is((SELECT string_agg(topic || ' ' || sentiment_label, ', ') FROM voc_data.opinion WHERE signal_id = :ten), 'mascot.flumpy positive', 'an opinion by the machine');
SELECT is((SELECT criticality FROM voc_data.signal WHERE id = :ten), 'routine', 'praise of a critical topic');
SELECT voc.override(:ten, sentiment => -1, coder => 'ann') AS said \gset
SELECT is((SELECT string_agg(topic || ' ' || sentiment_label, ', ') FROM voc_data.opinion WHERE signal_id = :ten), 'mascot.flumpy negative', 'takes the sentiment that a person says');
SELECT is((SELECT criticality FROM voc_data.signal WHERE id = :ten), 'critical', 'and is critical after all');
SELECT voc.override(:ten, topics => '{}', coder => 'ann') AS said \gset
SELECT is((SELECT criticality || ' ' || topics::text FROM voc_data.signal WHERE id = :ten), 'routine {}', 'unless it is about something else');
SELECT voc.override(:ten, topics => '{mascot.flumpy}', coder => 'ann') AS said \gset
SELECT is((SELECT string_agg(topic || ' ' || start, ', ') FROM voc_data.opinion WHERE signal_id = :ten), 'mascot.flumpy 7', 'a topic that is said again has its place again');
INSERT INTO voc_data.topic_pattern (topic, language, pattern) VALUES ('grumble', 'en', 'great flumpy');
UPDATE shop.feedback SET score = 8 WHERE id = 10;
SELECT is((SELECT machine_topics FROM voc_data.coding_override WHERE signal_id = :ten), '{grumble}', 'what the machine says is that of the last capture');
UPDATE voc_data.topic SET code = 'grumbling' WHERE code = 'grumble';
UPDATE voc_data.topic SET code = 'mascot.wumpy' WHERE code = 'mascot.flumpy';
SELECT is((SELECT topics::text FROM voc_data.coding_override WHERE signal_id = :ten), '{mascot.wumpy}', 'a topic of another name');
SELECT is((SELECT instead_of::text FROM voc_data.topic WHERE code = 'grumbling'), '{mascot.wumpy}', 'everywhere');
UPDATE voc_data.topic SET code = 'mascot.flumpy' WHERE code = 'mascot.wumpy';
UPDATE voc_data.topic SET code = 'grumble' WHERE code = 'grumbling';
DELETE FROM voc_data.coding_override WHERE signal_id = :ten;
SELECT is((SELECT topics::text || ' ' || sentiment_label FROM voc_data.signal WHERE id = :ten), '{grumble} positive', 'without the correction, the machine''s coding is back');
DELETE FROM voc_data.topic_pattern WHERE pattern = 'great flumpy';
CALL voc.recode(0);

-- agents may correct, and no more
CREATE TEMP TABLE own (i integer);
RESET ROLE;
CREATE ROLE voc_agent;
GRANT USAGE ON SCHEMA shop TO voc_agent;
SET ROLE voc_cx;
SELECT voc.grant_access('voc_agent', 'agent') AS granted \gset
SET ROLE voc_agent;
SELECT alike(voc.override(:ten, topics => '{mascot.flumpy}', coder => 'cat'), '%{mascot.flumpy}%', 'an agent corrects');
SELECT is(pg_temp.fault(format('UPDATE voc_data.signal SET topics = ''{}'' WHERE id = %s', :ten)), '42501 permission denied for table signal', 'but cannot write signals');
SELECT is(pg_temp.fault(format('INSERT INTO voc_data.coding_override (signal_id, coder, topics) VALUES (%s, ''boss'', ''{nosuch}'')', :ten)), '22023 topic ''nosuch'' is not in the code frame', 'nor topics that there are not');
INSERT INTO voc_data.coding_override (signal_id, coder, topics, made_at, made_by, comment_md5, machine_topics)
VALUES (:ten, 'boss', '{mascot}', 'infinity', 'the boss', 'x', '{forged}');
SELECT is((SELECT made_by || ' ' || machine_topics::text || ' ' || (made_at < 'infinity') FROM voc_data.coding_override WHERE coder = 'boss'), 'voc_agent {mascot.flumpy} true', 'the guard writes the rest');
UPDATE voc_data.coding_override SET machine_topics = '{forged}', made_by = 'x' WHERE coder = 'boss';
SELECT is((SELECT made_by || ' ' || machine_topics::text FROM voc_data.coding_override WHERE coder = 'boss'), 'voc_agent {mascot.flumpy}', 'and nobody changes it');
SELECT is(pg_temp.fault(format('UPDATE voc_data.coding_override SET signal_id = %s WHERE coder = ''boss''', :one)), 'VO004 a correction stays with its signal and its coder', 'a correction stays');
SET ROLE voc_cx;
CREATE TRIGGER own BEFORE INSERT ON own FOR EACH STATEMENT EXECUTE FUNCTION voc.coding_changed('codebook');
SELECT is(pg_temp.fault('INSERT INTO own VALUES (1)'), '42P17 "own" is no table of the program', 'no version is counted for a table of one''s own');
SELECT is(pg_temp.fault('DELETE FROM voc_data.coding'), 'VO004 rows of "coding" cannot be changed or deleted', 'versions stay');

-- ---------------------------------------------------------------------
-- versions
-- ---------------------------------------------------------------------

-- Whoever looks while the statement runs must not take its rows for the old version.
CREATE FUNCTION pg_temp.look() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM voc.topics('wobbly', 'en'); RETURN NULL; END$$;
CREATE TRIGGER look AFTER INSERT ON voc_data.topic_pattern FOR EACH ROW EXECUTE FUNCTION pg_temp.look();
SAVEPOINT undone;
INSERT INTO voc_data.topic_pattern (topic, pattern) VALUES ('mascot', 'wobbly');
SELECT is(voc.topics('wobbly', 'en'), '{mascot}', 'seen by a trigger while it was made');
ROLLBACK TO undone;
SELECT is(voc.topics('wobbly', 'en'), '{}', 'and gone with the transaction');
DROP TRIGGER look ON voc_data.topic_pattern;
-- Nor may what it saw of half a statement stay.
CREATE FUNCTION pg_temp.peek(pattern text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$BEGIN PERFORM voc.topics('wobbly jumbly', 'en'); RETURN pattern; END$$;
INSERT INTO voc_data.topic_pattern (topic, pattern) SELECT 'mascot', pg_temp.peek(p) FROM unnest('{wobbly,jumbly}'::text[]) AS p;
SELECT is(voc.topics('jumbly', 'en'), '{mascot}', 'what a function in the statement saw was half of it');
DELETE FROM voc_data.topic_pattern WHERE pattern IN ('wobbly', 'jumbly') AND pg_temp.peek('x') = 'x';
SELECT is(voc.topics('jumbly', 'en'), '{}', 'the same of a DELETE');
SELECT pg_temp.version() AS before \gset
UPDATE voc_data.topic_pattern SET note = 'x' WHERE topic = 'mascot.flumpy';
UPDATE voc_data.topic SET titles = '{}' WHERE code = 'mascot';
SELECT is(pg_temp.version(), :before, 'notes and titles are no new version');
TRUNCATE voc_data.coding_override;
CALL voc.recode(0);
SELECT is((SELECT string_agg(topics::text, ' ' ORDER BY source_key) FROM voc_data.signal WHERE source_key IN ('1', '3', '10')), '{mascot.flumpy} {mascot.flumpy} {mascot.flumpy}', 'without corrections all is the machine''s');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.topic (code, title, instead_of) VALUES ('self', 'x', '{self}')$$), '23514 new row for relation "topic" violates check constraint "topic_instead_of_check"', 'no topic stands instead of itself');
ALTER TABLE voc_data.topic_pattern ALTER pattern DROP NOT NULL;
INSERT INTO voc_data.topic_pattern (topic) VALUES ('mascot');
SELECT is(voc.topics('flumpy', 'en'), '{mascot.flumpy}', 'a pattern that is NULL is none');
DELETE FROM voc_data.topic_pattern WHERE pattern IS NULL;

-- label_of() and value_of() are the scorer's own
SELECT is_empty($$SELECT s FROM (SELECT voc.sentiment(w, 'en') AS s, voc.sentiment_label(w, 'en') AS l, voc.sentiment_value(w, 'en') AS v
	FROM unnest('{good,great,bad,terrible,ok,awful,nice,poor,perfect,not bad,slow,rather slow}'::text[]) AS w) AS t
	WHERE l <> 'mixed' AND (voc.label_of(s), voc.value_of(s)) IS DISTINCT FROM (l, v)$$, 'labels and values of a number are those of a text');

-- ---------------------------------------------------------------------
-- out and in
-- ---------------------------------------------------------------------

CREATE TEMP TABLE frame AS SELECT * FROM voc_data.codebook;
DELETE FROM voc_data.topic WHERE code LIKE 'mascot%' OR code = 'grumble';
DELETE FROM voc_data.topic_pattern WHERE topic = 'delivery.late';
UPDATE voc_data.topic SET title = 'x' WHERE code = 'delivery.late';
INSERT INTO voc_data.codebook SELECT * FROM frame ORDER BY kind NOT IN ('topic', 'intent');
SELECT set_eq('SELECT * FROM voc_data.codebook', 'SELECT * FROM frame', 'the code frame comes back as it was');
SELECT pg_temp.version() AS before \gset
INSERT INTO voc_data.codebook SELECT * FROM frame ORDER BY kind NOT IN ('topic', 'intent');
SELECT is(pg_temp.version(), :before, 'what is there already changes nothing');
TRUNCATE voc_data.topic_pattern;
SELECT alike(voc.load_codebook('generic'), '% 0 topics, 0 of their patterns %', 'what was truncated is removed');
SELECT is(pg_temp.fault($$INSERT INTO voc_data.codebook (kind, code) VALUES ('nosuch', 'x')$$), '22023 unknown kind of row: ''nosuch''', 'an unknown kind of row');
SELECT is(pg_temp.fault('DELETE FROM voc_data.codebook'), '0A000 the code frame is changed in its tables', 'only to add');

RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
