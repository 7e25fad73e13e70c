-- Coding: what callers may rely on

BEGIN;
SET LOCAL client_encoding = 'UTF8';

SELECT plan(28);

-- Declarations
SELECT volatility_is('voc', f, ARRAY['text', 'text'], 'stable', f || '() is stable')
FROM unnest(ARRAY['topics', 'intents', 'opinions']) AS f;
SELECT is_strict('voc', f, ARRAY['text', 'text'], f || '() is strict')
FROM unnest(ARRAY['topics', 'intents', 'opinions']) AS f;
SELECT is(proparallel::text, 's', proname || '() is parallel safe')
FROM pg_proc
WHERE pronamespace = 'voc'::regnamespace AND proname IN ('topics', 'intents', 'opinions')
ORDER BY proname;
SELECT throws_ok(
	$$CREATE TEMP TABLE t (c text, topics text[] GENERATED ALWAYS AS (voc.topics(c)) STORED)$$,
	'42P17', NULL, 'topics may change with the code frame: not for generated columns');

-- Languages
SELECT throws_ok($$SELECT voc.topics('late', 'xx')$$, '22023', 'language is not known',
	'topics() of a language that is not known');
SELECT throws_ok($$SELECT voc.intents('late', 'xx')$$, '22023', 'language is not known',
	'intents() of a language that is not known');
SELECT throws_ok($$SELECT * FROM voc.opinions('late', 'xx')$$, '22023', 'language is not known',
	'opinions() of a language that is not known');
SELECT is(voc.topics('Balík přišel pozdě', 'en'), '{}',
	'patterns of another language are not used');
SELECT is(voc.topics('Balik prisel pozde', 'cs'), '{delivery.late}', 'diacritics are not needed');

-- A text of one clause: its opinion is the text's own, but for the rounding of sums
CREATE TEMP TABLE clause (comment text, language text);
INSERT INTO clause VALUES
	('The parcel was terribly late', 'en'), ('The courier was very friendly', 'en'),
	('Milá obsluha', 'cs'), ('Hrozná aplikace', 'cs'),
	('Okropna obsługa', 'pl'), ('Szybka dostawa', 'pl'),
	('Ужасный интернет', 'ru'), ('Отличный консультант', 'ru'),
	('Ужасно обслужване', 'bg'), ('Страхотен телефон', 'bg');
SELECT is_empty(
	$$SELECT comment FROM clause WHERE voc.topics(comment, language) = '{}'$$,
	'every one has a topic');
SELECT is_empty(
	$$SELECT comment, o.sentiment, voc.sentiment(comment, language)
	FROM clause, voc.opinions(comment, language) AS o
	WHERE (abs(o.sentiment - voc.sentiment(comment, language)) < 1e-5) IS NOT TRUE$$,
	'the sentiment of an only clause is that of the text, language told');
SELECT is_empty(
	$$SELECT comment, o.sentiment, voc.sentiment(comment)
	FROM clause, voc.opinions(comment) AS o
	WHERE (abs(o.sentiment - voc.sentiment(comment)) < 1e-5) IS NOT TRUE$$,
	'and language detected, or guessed');
SELECT is_empty(
	$$SELECT comment, o.label, voc.sentiment_label(comment, language)
	FROM clause, voc.opinions(comment, language) AS o
	WHERE o.label IS DISTINCT FROM voc.sentiment_label(comment, language)$$,
	'labels agree too');
SELECT results_eq(
	$$SELECT DISTINCT sign(o.sentiment)::integer, o.label
	FROM clause, voc.opinions(comment, language) AS o ORDER BY 1$$,
	$$VALUES (-1, 'negative'), (1, 'positive')$$,
	'labels follow the sign');

-- Positions
SELECT is_empty(
	$$SELECT comment FROM clause, repeat('😡 ', 3) AS before,
		voc.opinions(before || comment, language) AS o
	WHERE substr(before || comment, o.start, o.length) <> o.snippet OR o.start <= 6$$,
	'positions count characters, not bytes');
SELECT is(
	(SELECT array_agg(o.topic ORDER BY o.start)
	FROM voc.opinions('The parcel was late. My bill is wrong. The parcel was late.', 'en') AS o),
	'{delivery.late,billing.error,delivery.late}',
	'a topic has an opinion in each clause that has it');
SELECT is(voc.topics('The parcel was late. My bill is wrong. The parcel was late.', 'en'),
	'{delivery.late,billing.error}', 'and is listed once');

-- How they feel about each thing
SELECT results_eq($$SELECT topic, label FROM voc.opinions('great phone, but the battery is a joke')$$,
	$$VALUES ('product.quality', 'positive'), ('product.battery', 'negative')$$, 'each thing has the feeling of its clause');
SELECT is((a).topics || (a).intents, '{product.quality,product.battery,praise,complaint}', 'voc.analyze() gives topics and intents')
FROM voc.analyze('great phone, but the battery is a joke') AS a;
SELECT is((SELECT array_agg(o.topic || ' ' || o.snippet) FROM unnest((voc.analyze('great phone, but the battery is a joke')).opinions) AS o),
	'{product.quality great phone,product.battery battery}', 'and opinions');
SELECT is_empty($$SELECT comment FROM clause, voc.analyze(comment, clause.language) AS a
	WHERE (a.language, a.sentiment, a.label, a.value::integer, a.topics, a.intents) IS DISTINCT FROM
		(clause.language, voc.sentiment(comment, clause.language), voc.sentiment_label(comment, clause.language), voc.sentiment_value(comment, clause.language), voc.topics(comment, clause.language), voc.intents(comment, clause.language))$$,
	'it is all that the other functions give');
SELECT is(voc.analyze(NULL), NULL, 'of no comment');

SELECT * FROM finish();
ROLLBACK;
