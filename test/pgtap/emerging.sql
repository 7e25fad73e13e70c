-- Emerging words and phrases: what is planted is found, what is chance is not, counts are those of a twin

BEGIN;

SELECT plan(72);
\ir listen_setup.inc

CREATE TABLE shop.feedback (id integer PRIMARY KEY, comment text, at timestamptz);
GRANT ALL ON shop.feedback TO voc_cx;
SET ROLE voc_cx;
SELECT voc.attach('shop.feedback', comment => 'comment', occurred_at => 'at') AS feedback \gset

-- ---------------------------------------------------------------------
-- a phrase that was planted
-- ---------------------------------------------------------------------

-- 3000 comments of ninety days and 300 of the week after them, of the same words
SELECT setseed(0.42) AS seeded \gset
CREATE FUNCTION pg_temp.chatter(n integer) RETURNS text
LANGUAGE sql AS $$
	SELECT string_agg(w.word, ' ' ORDER BY k)
	FROM (SELECT k, (string_to_array('delivery courier parcel order shop price invoice support phone call screen camera sound app update website login payment card refund store staff queue parking service quality colour size charger cable plan tariff signal network speed router install setup account password email address street door box package late early slow quick cheap expensive friendly rude helpful broken missing wrong perfect awful nice good bad again today yesterday never always', ' '))
		[1 + floor(66 * random() * random())::integer] AS word FROM generate_series(1, n + floor(random() * 8)::integer) AS k) AS w
$$;
INSERT INTO shop.feedback
SELECT i, pg_temp.chatter(5), CASE WHEN i <= 3000 THEN timestamptz '2024-03-08' - i % 90 * interval '1 day' - interval '1 hour' ELSE timestamptz '2024-03-08' + i % 7 * interval '1 day' END
FROM generate_series(1, 3300) AS i;
UPDATE shop.feedback SET comment = concat(pg_temp.chatter(2), CASE WHEN id % 2 = 0 THEN '. Swollen battery, ' ELSE ', the SWOLLEN  BATTERY ' END, pg_temp.chatter(2))
WHERE id > 3000 AND id % 25 = 0;

-- The words mean topics of the generic frame; here they do not
RESET ROLE;
UPDATE voc_data.signal SET topics = '{}';
SET ROLE voc_cx;

CREATE TEMP TABLE found AS
SELECT row_number() OVER () AS place, * FROM voc.emerging('2024-03-08', '2024-03-15');
SELECT is(lower(term), 'swollen battery', 'it comes first') FROM found WHERE place = 1;
SELECT is(format('%s %s/%s %s/%s', words, recent, recent_comments, earlier, earlier_comments), '2 12/300 0/3000', 'with its counts') FROM found WHERE place = 1;
SELECT is((f.log_odds, f.z, f.p)::text, (o.log_odds, o.z, o.p)::text, 'and the log-odds of them') FROM found AS f, voc.log_odds(12, 300, 0, 3000, 300) AS o WHERE f.place = 1;
SELECT cmp_ok(q, '<', 0.05::float8, 'which is more than chance, of so many terms') FROM found WHERE place = 1;
SELECT is(topics, NULL, 'no topic was met') FROM found WHERE place = 1;
SELECT ok(example ~* 'swollen +battery', 'the example has it') FROM found WHERE place = 1;
SELECT is(f.example_signal, (SELECT min(s.id) FROM voc_data.signal AS s WHERE s.comment ~* 'swollen'), 'and is the first signal that does') FROM found AS f WHERE f.place = 1;
SELECT is_empty($$SELECT term FROM found WHERE lower(term) IN ('swollen', 'battery')$$, 'the parts of the phrase, which are met in it only, are left out');
SELECT is_empty($$SELECT term, p, q FROM found WHERE place > 1 AND q < 0.05 AND term !~* 'swollen|battery'$$, 'nothing else is more than chance');
SELECT ok(bool_and(f.ordered), 'the surest first') FROM (SELECT z <= coalesce(lag(z) OVER (ORDER BY place), z) AS ordered FROM found) AS f;
SELECT ok(bool_and(recent >= 3 AND log_odds > 0 AND p BETWEEN 0 AND 0.5 AND q >= p AND q <= 1 AND words BETWEEN 1 AND 3), 'every row makes sense') FROM found;
SELECT ok(count(*) BETWEEN 1 AND 50, 'no more rows than 50') FROM found;
SELECT results_eq($$SELECT term, recent, earlier, q FROM voc.emerging('2024-03-08', '2024-03-15')$$, $$SELECT term, recent, earlier, q FROM found ORDER BY place$$, 'twice the same');
SELECT is_empty($$SELECT f.term FROM found AS f
	WHERE f.recent <> (SELECT count(*) FROM voc_data.signal AS s WHERE s.occurred_at >= '2024-03-08' AND regexp_replace(lower(s.comment), ' +', ' ', 'g') ~ ('\m' || lower(f.term) || '\M'))
	OR f.earlier <> (SELECT count(*) FROM voc_data.signal AS s WHERE s.occurred_at < '2024-03-08' AND lower(s.comment) ~ ('\m' || lower(f.term) || '\M'))$$,
	'counts are those of regular expressions');

CREATE TEMP TABLE everything AS SELECT * FROM voc.emerging('2024-03-08', '2024-03-15', max_rows => 100000, min_count => 1);
SELECT is_empty($$SELECT * FROM found EXCEPT ALL SELECT f.* FROM found AS f JOIN everything AS e USING (term, recent, earlier, z, p)$$, 'min_count changes no z');
SELECT ok((SELECT count(*) FROM everything) > (SELECT count(*) FROM found), 'a lower min_count and more rows');
SELECT is((SELECT count(*) FROM voc.emerging('2024-03-08', '2024-03-15', max_rows => 1)), 1::bigint, 'max_rows');
SELECT is_empty($$SELECT term FROM voc.emerging('2024-03-08', '2024-03-15', min_count => 12) WHERE recent < 12$$, 'min_count');

-- ---------------------------------------------------------------------
-- which comments
-- ---------------------------------------------------------------------

RESET ROLE;
UPDATE voc_data.signal SET topics = '{safety,product}' WHERE comment ~ 'SWOLLEN';
UPDATE voc_data.signal SET topics = '{product}' WHERE id = (SELECT min(id) FROM voc_data.signal WHERE comment ~ 'Swollen');
SET ROLE voc_cx;
SELECT is(topics, 'product, safety', 'topics met, the most frequent first') FROM voc.emerging('2024-03-08', '2024-03-15', max_rows => 1);
SELECT is(recent || '/' || recent_comments, '5/293', 'those without topics only') FROM voc.emerging('2024-03-08', '2024-03-15', uncoded_only => true, max_rows => 1);
RESET ROLE;
UPDATE voc_data.signal SET language = CASE WHEN id % 2 = 0 THEN 'cs' END;
SET ROLE voc_cx;
SELECT is(recent_comments || '/' || earlier_comments, format('%s/%s', count(*) FILTER (WHERE s.occurred_at >= '2024-03-08'), count(*) FILTER (WHERE s.occurred_at < '2024-03-08')), 'those of a language')
FROM voc_data.signal AS s, voc.emerging('2024-03-08', '2024-03-15', language => 'cs', max_rows => 1)
WHERE s.language = 'cs' GROUP BY recent_comments, earlier_comments;
SELECT is_empty($$SELECT * FROM voc.emerging('2024-03-08', '2024-03-15', language => 'pl')$$, 'a language that nobody wrote in');
SELECT is(recent_comments || '/' || earlier_comments, format('%s/%s', count(*) FILTER (WHERE s.occurred_at >= '2024-03-10'), count(*) FILTER (WHERE s.occurred_at < '2024-03-10')), 'the end of a period is not in it')
FROM voc_data.signal AS s, voc.emerging('2024-03-10', '2024-03-12', interval '3 days', max_rows => 1, min_count => 1)
WHERE s.occurred_at >= '2024-03-07' AND s.occurred_at < '2024-03-12' GROUP BY recent_comments, earlier_comments;
SELECT is_empty($$SELECT * FROM voc.emerging('2025-03-08', '2025-03-15')$$, 'a period without comments');
SELECT is_empty($$SELECT * FROM voc.emerging('2023-03-08', '2024-03-01', interval '1 day')$$, 'a history without comments');
SELECT lives_ok($$SELECT * FROM voc.emerging()$$, 'the last week, by default');
DELETE FROM shop.feedback WHERE comment ~ 'SWOLLEN';
SELECT is(recent || '/' || recent_comments, '6/294', 'what left the source does not count') FROM voc.emerging('2024-03-08', '2024-03-15', max_rows => 1);

-- ---------------------------------------------------------------------
-- chance
-- ---------------------------------------------------------------------

-- The same words, at times that have nothing to do with them
DELETE FROM shop.feedback WHERE comment ~* 'swollen';
CREATE FUNCTION pg_temp.shuffled(seed double precision, OUT terms bigint, OUT small bigint, OUT surprising bigint)
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM setseed(seed);
	UPDATE shop.feedback SET at = timestamptz '2024-03-15' - random() * interval '70 days';
	SELECT count(*), count(*) FILTER (WHERE e.p < 0.001), count(*) FILTER (WHERE e.q < 0.05) INTO terms, small, surprising
	FROM voc.emerging('2024-03-08', '2024-03-15', min_count => 2, max_rows => 100000) AS e;
END
$$;
CREATE TEMP TABLE chance AS SELECT s.seed, x.* FROM unnest('{0.1,0.2,0.3,0.4}'::float8[]) AS s (seed), pg_temp.shuffled(s.seed) AS x;
SELECT ok(sum(terms) > 1000, 'many terms were compared') FROM chance;
SELECT is(sum(surprising), 0::numeric, 'and none is called more than chance') FROM chance;
SELECT ok(sum(small) <= 0.001 * sum(terms) * 2 + 3, 'nor are there more low p than chance has') FROM chance;

-- ---------------------------------------------------------------------
-- arguments and rights
-- ---------------------------------------------------------------------

SELECT matches(pg_temp.fault($$SELECT * FROM voc.emerging('2024-03-15', '2024-03-15')$$, true), '^22023 the period from .* is empty \| .* \| Give', 'an empty period');
SELECT matches(pg_temp.fault($$SELECT * FROM voc.emerging('2024-03-15', '2024-03-08')$$), '^22023 the period', 'a period that ends before it begins');
SELECT matches(pg_temp.fault($$SELECT * FROM voc.emerging(NULL, '2024-03-08')$$), '^22023 the period from NULL', 'a period without a beginning');
SELECT matches(pg_temp.fault($$SELECT * FROM voc.emerging(history => interval '-1 day')$$, true), '^22023 the history is -1 days \| .* \| Give', 'a negative history');
SELECT matches(pg_temp.fault($$SELECT * FROM voc.emerging(history => interval '0')$$), '^22023 the history', 'none');
SELECT matches(pg_temp.fault($$SELECT * FROM voc.emerging(history => NULL)$$), '^22023 the history is NULL', 'NULL');
SELECT matches(pg_temp.fault($$SELECT * FROM voc.emerging(max_rows => 0)$$, true), '^22023 max_rows is 0 \| .* \| Give', 'max_rows of 0');
SELECT matches(pg_temp.fault($$SELECT * FROM voc.emerging(min_count => 0)$$, true), '^22023 min_count is 0 \| .* \| Give', 'min_count of 0');
SELECT matches(pg_temp.fault($$SELECT * FROM voc.emerging(uncoded_only => NULL)$$), '^22023 uncoded_only is NULL', 'uncoded_only NULL');
SET ROLE voc_nobody;
SELECT matches(pg_temp.fault($$SELECT * FROM voc.emerging()$$), '^42501', 'who may not read the program sees nothing');
SET ROLE voc_cx;
SELECT voc.grant_access('voc_app', 'reader') AS granted \gset
SET ROLE voc_app;
SELECT lives_ok($$SELECT * FROM voc.emerging('2024-03-08', '2024-03-15')$$, 'a reader does');
RESET ROLE;

-- ---------------------------------------------------------------------
-- counting
-- ---------------------------------------------------------------------

-- A twin in SQL, for words that are no function words, without marks between
SELECT setseed(0.7) AS seeded \gset
CREATE TABLE public.said AS
SELECT i::bigint AS id, i % 3 = 0 AS recent, string_agg('z' || chr(97 + floor(24 * random() * random())::integer) || 'z', ' ' ORDER BY k) AS comment
FROM generate_series(1, 3000) AS i CROSS JOIN LATERAL generate_series(1, 1 + i % 9) AS k GROUP BY i;
ANALYZE public.said;
CREATE TEMP TABLE twin AS
SELECT t.key, count(*) FILTER (WHERE t.recent) AS recent, count(*) FILTER (WHERE NOT t.recent) AS earlier, coalesce(min(t.id) FILTER (WHERE t.recent), min(t.id)) AS example
FROM (SELECT DISTINCT s.id, s.recent, array_to_string(w.word[i:i + n], ' ') AS key
	FROM public.said AS s CROSS JOIN LATERAL (SELECT string_to_array(s.comment, ' ')) AS w (word)
	CROSS JOIN LATERAL generate_series(1, cardinality(w.word)) AS i CROSS JOIN LATERAL generate_series(0, 2) AS n
	WHERE i + n <= cardinality(w.word)) AS t
GROUP BY t.key;
SELECT results_eq($$SELECT c.key, c.recent, c.earlier, c.example FROM unnest((SELECT voc.count_terms(comment, recent, id) FROM public.said)) AS c ORDER BY c.key COLLATE "C"$$,
	$$SELECT key, recent, earlier, example FROM twin ORDER BY key COLLATE "C"$$, 'count_terms counts as by hand');
SELECT ok(bool_and(c.term = c.key AND c.missed = 0 AND c.words = cardinality(string_to_array(c.key, ' '))), 'spellings and words too') FROM unnest((SELECT voc.count_terms(comment, recent, id) FROM public.said)) AS c;
SELECT results_eq($$SELECT c.* FROM unnest((SELECT voc.count_terms(comment, recent, id ORDER BY id DESC) FROM public.said)) AS c ORDER BY c.key COLLATE "C"$$,
	$$SELECT c.* FROM unnest((SELECT voc.count_terms(comment, recent, id) FROM public.said)) AS c ORDER BY c.key COLLATE "C"$$, 'in whatever order');
CREATE TEMP TABLE serial AS SELECT c.* FROM unnest((SELECT voc.count_terms(comment, recent, id) FROM public.said)) AS c;
CREATE FUNCTION pg_temp.plan_has(query text, node text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
		IF line LIKE '%' || node || '%' THEN
			RETURN true;
		END IF;
	END LOOP;
	RETURN false;
END
$$;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 3;
SELECT ok(pg_temp.plan_has('SELECT voc.count_terms(comment, recent, id, 2) FROM public.said', 'Partial Aggregate'), 'it runs in parallel');
CREATE TEMP TABLE parallel (terms voc.term_count[]);
INSERT INTO parallel SELECT voc.count_terms(comment, recent, id) FROM public.said;
SELECT set_eq($$SELECT c.* FROM parallel, unnest(terms) AS c$$, 'SELECT * FROM serial', 'workers give the same');
SELECT is((SELECT voc.count_terms(comment, recent, id) FROM public.said WHERE id < 0), NULL, 'no rows, in workers');
TRUNCATE parallel;
INSERT INTO parallel SELECT voc.count_terms(comment, recent, id, 20) FROM public.said;
SELECT set_eq($$SELECT c.* FROM parallel, unnest(terms) AS c$$, 'SELECT * FROM serial WHERE recent >= 20', 'at_least, in workers');
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT set_eq($$SELECT c.term FROM unnest((SELECT voc.count_terms(comment, recent, id, 20) FROM public.said)) AS c$$, 'SELECT term FROM serial WHERE recent >= 20', 'at_least');
SELECT is((SELECT sum(c.recent + c.earlier) FROM (SELECT voc.count_terms(comment, recent, id) AS t FROM public.said GROUP BY id % 7) AS g, unnest(g.t) AS c),
	(SELECT sum(recent + earlier) FROM serial), 'in groups');

-- What counts, and how it is shown
CREATE FUNCTION pg_temp.terms(VARIADIC comments text[]) RETURNS text
LANGUAGE sql AS $$
	SELECT string_agg(format('%s:%s', c.term, c.recent), '/' ORDER BY c.key COLLATE "C")
	FROM unnest((SELECT voc.count_terms(x.comment, true, x.id) FROM unnest(comments) WITH ORDINALITY AS x (comment, id))) AS c
$$;
SELECT is(pg_temp.terms('The battery is swollen, see www.example.com, mail me@example.com or @shop'), 'battery:1/battery is swollen:1/mail:1/see:1/swollen:1', 'no links, addresses and handles, no function words, and never beyond a clause');
SELECT is(pg_temp.terms('Nafouklá baterie!', 'NAFOUKLA BATERIE nafouklá baterie'), 'baterie:2/BATERIE nafouklá:1/BATERIE nafouklá baterie:1/Nafouklá:2/Nafouklá baterie:2/NAFOUKLA BATERIE nafouklá:1', 'once a comment, whatever the case and diacritics, spelt as in the first');
SELECT is(pg_temp.terms('2023', '15 of 20', 'error 503'), 'error:1/error 503:1', 'numbers alone are none');
SELECT is(pg_temp.terms('the and of', '', NULL), NULL, 'nothing but function words');
SELECT is((SELECT voc.count_terms(c, r, 1) FROM (VALUES (NULL, true), ('battery', NULL)) AS x (c, r)), '{}', 'NULL is ignored');
SELECT is((SELECT c.example FROM unnest((SELECT voc.count_terms('battery', true, NULL))) AS c), NULL, 'a comment without a number');
SELECT throws_ok($$SELECT voc.count_terms('a', true, 1, -1)$$, '22023', 'least number of comments is negative', 'at_least below 0');
SELECT throws_ok($$SELECT voc.count_terms('a', true, 1, NULL)$$, '22023', 'least number of comments is NULL', 'at_least NULL');
SELECT throws_ok($$SELECT voc.count_terms('a', true, 1, i) FROM generate_series(1, 2) AS i$$, '22023', 'least number of comments changes from row to row', 'at_least that changes');

-- More terms than there is room for: a comment of 450,000 different words, and two short ones
CREATE TEMP TABLE crowd AS
SELECT c.* FROM unnest((SELECT voc.count_terms(x.comment, true, x.id) FROM (
	SELECT 1 AS id, 'swollen battery' AS comment
	UNION ALL SELECT 2, (SELECT string_agg(translate(i::text, '0123456789', 'bcdfghjkln'), ' ') FROM generate_series(100000, 549999) AS i)
	UNION ALL SELECT 3, 'swollen battery') AS x)) AS c;
SELECT ok(count(*) < 1048576, 'memory is bounded') FROM crowd;
SELECT ok(max(missed) > 0, 'and what may be missing is told') FROM crowd;
SELECT ok(bool_and(recent = 1 OR key IN ('swollen', 'battery', 'swollen battery')), 'no count is too high') FROM crowd;
SELECT ok(bool_and(recent + missed >= 2) AND count(*) = 3, 'nor too low by more') FROM crowd WHERE key IN ('swollen', 'battery', 'swollen battery');

-- ---------------------------------------------------------------------
-- finding, and log-odds
-- ---------------------------------------------------------------------

SELECT is(voc.terms_in('My SWOLLEN  battery, again: a swollen phone', '{phone,swollen battery,lamp,NULL,the,Swollen}'), '{6,2,1}', 'terms_in: places, in order of appearance');
SELECT is(voc.terms_in('nothing', '{}'), '{}', 'of no terms');
SELECT is(voc.terms_in(NULL, '{a}'), NULL, 'NULL');
SELECT is((SELECT string_agg(voc.terms_in(c, t)::text, ' ' ORDER BY i) FROM (VALUES (1, 'red lamp', '{lamp}'::text[]), (2, 'red lamp', '{red,lamp}'), (3, 'red lamp', '{red,lamb}'), (4, 'blue', '{red,blue}')) AS x (i, c, t)),
	'{1} {1,2} {1} {2}', 'terms that change from row to row');
SELECT is((SELECT count(*) FROM public.said AS s, twin AS t WHERE length(t.key) > 3 AND t.key LIKE 'zaz%' AND 1 = ANY (voc.terms_in(s.comment, ARRAY[t.key])))::numeric,
	(SELECT sum(recent + earlier) FROM twin WHERE length(key) > 3 AND key LIKE 'zaz%'), 'what was counted is found');
SELECT throws_ok($$SELECT * FROM voc.log_odds(5, 4, 0, 10, 1)$$, '22023', 'counts are out of range', 'more hits than comments');
SELECT throws_ok($$SELECT * FROM voc.log_odds(0, 0, 0, 10, 1)$$, '22023', 'counts are out of range', 'no comments');
SELECT throws_ok($$SELECT * FROM voc.log_odds(1, 4, 0, 10, 0)$$, '22023', 'weight of the prior must be positive', 'no prior');
SELECT is((SELECT o.z FROM voc.log_odds(1, 4, 0, NULL, 1) AS o), NULL, 'NULL');

SELECT * FROM finish();
ROLLBACK;
