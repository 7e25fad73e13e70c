-- Alerts of the program: what is unusual in a day

BEGIN;

SELECT plan(61);

SET LOCAL client_min_messages = error;
SET LOCAL TimeZone = 'Europe/Prague';

CREATE ROLE voc_cx;
CREATE ROLE voc_reader;
CREATE ROLE voc_manager;
CREATE ROLE voc_stranger;
DO $$
BEGIN
	EXECUTE format('GRANT CREATE ON DATABASE %I TO voc_cx', current_database());
END
$$;
GRANT ALL ON __tcache__ TO PUBLIC;
GRANT ALL ON SEQUENCE __tresults___numb_seq, __tcache___id_seq TO PUBLIC;

CREATE FUNCTION pg_temp.fault(statement text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	state text;
	message text;
BEGIN
	EXECUTE statement;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
	RETURN state || ' ' || message;
END
$$;

SELECT is(pg_temp.fault('SELECT voc.find_alerts()'), 'VO010 the database has no program', 'find_alerts() without a program');
SELECT is(pg_temp.fault('SELECT * FROM voc.test_day(''2024-03-10'')'), 'VO010 the database has no program', 'test_day() without a program');

SET ROLE voc_cx;
SELECT voc.create_program() AS made \gset
SELECT is(voc.find_alerts(), 0, 'a program without signals has no alerts');
SELECT is_empty('SELECT * FROM voc.test_day(''2024-03-10'')', 'and no tests');
SELECT is(pg_temp.fault('SELECT voc.find_alerts(NULL)'), '22004 as_of is NULL', 'as of nothing');
SELECT is(pg_temp.fault('SELECT * FROM voc.test_day(NULL)'), '22004 day is NULL', 'a day that is NULL');

CREATE SCHEMA voc_shop;
CREATE TABLE voc_shop.answer (id bigint PRIMARY KEY, c text);
SELECT voc.attach('voc_shop.answer', comment => 'c') AS source \gset

-- Signals as capture would write them: so many of a day, topic and place
CREATE FUNCTION pg_temp.add(tag text, on_day date, n bigint, touchpoint text DEFAULT NULL, channel text DEFAULT NULL, topic text DEFAULT NULL,
	score integer DEFAULT NULL, sku text DEFAULT NULL, intent text DEFAULT NULL, label text DEFAULT 'neutral') RETURNS void
LANGUAGE sql AS $$
	WITH made AS (
		INSERT INTO voc_data.signal (source_id, source_key, occurred_at, touchpoint, channel, scale, score, score_group, segment, intents, topics, sentiment, sentiment_label)
		SELECT (SELECT max(id) FROM voc_data.source), concat_ws('-', tag, on_day, touchpoint, channel, topic, score, sku, intent, label, i), on_day + i * interval '1439 min' / n,
			touchpoint, channel, CASE WHEN score IS NOT NULL THEN 'nps' END, score,
			CASE WHEN score >= 9 THEN 'promoter' WHEN score >= 7 THEN 'passive' WHEN score IS NOT NULL THEN 'detractor' END,
			CASE WHEN sku IS NOT NULL THEN jsonb_build_object('sku', sku) END,
			CASE WHEN intent IS NULL THEN '{}' ELSE ARRAY[intent] END, CASE WHEN topic IS NULL THEN '{}' ELSE ARRAY[topic] END,
			CASE label WHEN 'negative' THEN -0.6 WHEN 'positive' THEN 0.6 END, label
		FROM generate_series(1, n) AS i
		RETURNING id, topics)
	INSERT INTO voc_data.opinion (signal_id, topic, sentiment, sentiment_label)
	SELECT m.id, t.topic, -0.5, 'negative' FROM made AS m, unnest(m.topics) AS t (topic)
$$;

-- ---------------------------------------------------------------------
-- ten weeks in which nothing happens
-- ---------------------------------------------------------------------

-- Counts and scores that go up and down a little, weekends lower
SELECT count(pg_temp.add('flat', d::date, (12 + (extract(doy FROM d)::integer * 5 + n * 3) % 7) / CASE WHEN extract(isodow FROM d) > 5 THEN 2 ELSE 1 END, p, c,
	score => s)) AS flat
FROM generate_series(date '2024-01-01', date '2024-03-10', '1 day') AS d,
	(VALUES (1, 'checkout', 'web', 10), (2, 'checkout', 'app', 8), (3, 'delivery', 'web', 5), (4, 'delivery', 'app', 9), (5, 'billing', 'web', 7), (6, 'billing', 'app', 3)) AS v (n, p, c, s) \gset
SELECT count(pg_temp.add('topic', d::date, 8 + (extract(doy FROM d)::integer * 3 + n) % 5, topic => t)) AS topics
FROM generate_series(date '2024-01-01', date '2024-03-10', '1 day') AS d,
	(VALUES (1, 'delivery.late'), (2, 'delivery.damaged'), (3, 'price.value'), (4, 'account.login')) AS v (n, t) \gset

SELECT is((SELECT sum(voc.find_alerts(d)) FROM generate_series(timestamptz '2024-01-02', timestamptz '2024-03-11', '1 day') AS d), 0::bigint,
	'seventy days of nothing make no alert');
SELECT is((SELECT count(*) FROM voc_bi.alert), 0::bigint, 'and no row');
SELECT is((SELECT array_agg(DISTINCT jsonb_array_length(history)) FROM voc.test_day('2024-03-10') WHERE item = 'delivery.late'), '{8}', 'a day has eight weeks of history');
SELECT is((SELECT array_agg(DISTINCT jsonb_array_length(history)) FROM voc.test_day('2024-01-22') WHERE item = 'delivery.late'), '{3}',
	'or as many as the program is old');
SELECT is((SELECT max(method) FROM voc.test_day('2024-01-08') WHERE measure = 'unhappy'), 'too little history', 'which may be too little');
SELECT is((SELECT history ->> 0 FROM voc.test_day('2024-03-10') WHERE item = 'delivery.late'), '{"day": "2024-01-14", "count": 11}', 'the history is in the row');
SELECT is((SELECT n FROM voc.test_day('2024-03-10') WHERE item = 'delivery.late'),
	(SELECT count(DISTINCT signal_id) FROM voc_bi.opinion WHERE topic = 'delivery.late' AND day = '2024-03-10'), 'the count is that of the views');
SELECT is((SELECT n || ' ' || round(observed::numeric, 6) FROM voc.test_day('2024-03-10') WHERE item = 'delivery' AND measure = 'score'),
	(SELECT count(*) || ' ' || round(voc.nps(score)::numeric, 6) FROM voc_bi.signal WHERE touchpoint = 'delivery' AND day = '2024-03-10'),
	'the score of scale nps is the NPS');
SELECT is((SELECT string_agg(DISTINCT dimension || '.' || measure, ' ' ORDER BY dimension || '.' || measure) FROM voc.test_day('2024-03-10')),
	'channel.score channel.unhappy topic.unhappy touchpoint.score touchpoint.unhappy', 'what is watched from the first moment is tested');
SELECT is_empty($$SELECT * FROM (SELECT t.q, t.p, voc.adjust_p(t.p) OVER () AS right FROM voc.test_day('2024-03-10') AS t) AS x WHERE q IS DISTINCT FROM x.right OR q < p$$,
	'q is of all tests of the day together');

-- ---------------------------------------------------------------------
-- a surge, the next day of it, another one
-- ---------------------------------------------------------------------

SELECT count(pg_temp.add('topic', d::date, 9 + (extract(doy FROM d)::integer * 3 + n) % 4, topic => t)) AS topics
FROM generate_series(date '2024-03-11', date '2024-03-31', '1 day') AS d,
	(VALUES (1, 'delivery.late'), (2, 'delivery.damaged'), (3, 'price.value'), (4, 'account.login')) AS v (n, t) \gset
SELECT pg_temp.add('surge', '2024-03-12', 30, topic => 'delivery.late') \gset
SELECT pg_temp.add('surge', '2024-03-13', 45, topic => 'delivery.late') \gset
SELECT pg_temp.add('surge', '2024-03-15', 28, topic => 'delivery.late') \gset

SELECT is(voc.find_alerts('2024-03-12'), 0, 'the day before');
SELECT is(voc.find_alerts('2024-03-12 23:59'), 0, 'a day that is not over is not tested');
SELECT is(voc.find_alerts('2024-03-13'), 1, 'a surge is one alert');
SELECT is((SELECT format('%s %s %s %s %s %s', dimension, item, measure, kind, direction, state) FROM voc_data.alert), 'topic delivery.late unhappy count high open', 'of that topic');
SELECT is((SELECT format('%s %s %s', day, first_day, last_day) FROM voc_data.alert), '2024-03-12 2024-03-12 2024-03-12', 'on that day');
SELECT is((SELECT n FROM voc_data.alert),
	(SELECT count(*) FROM voc_bi.opinion WHERE topic = 'delivery.late' AND day = '2024-03-12'), 'with its count');
SELECT ok((SELECT p = (voc.surge(n, (SELECT array_agg((h ->> 'count')::bigint) FROM jsonb_array_elements(history) AS h))).p FROM voc_data.alert),
	'p can be checked from the row');
SELECT is((SELECT found_at FROM voc_data.alert), timestamptz '2024-03-13', 'found when it was looked for');
SELECT is((SELECT title || ' ' || is_open FROM (SELECT item_title AS title, is_open FROM voc_bi.alert) AS x),
	(SELECT title || ' true' FROM voc_data.topic WHERE code = 'delivery.late'), 'the view has its name');
SELECT is((SELECT history FROM voc_bi.alert), (SELECT string_agg(h ->> 'count', ', ' ORDER BY h ->> 'day') FROM voc_data.alert, jsonb_array_elements(history) AS h),
	'and its history as text');

CREATE TEMP TABLE once AS SELECT * FROM voc_data.alert;
SELECT is(voc.find_alerts('2024-03-13'), 0, 'the same day again makes none');
SELECT is_empty('SELECT * FROM voc_data.alert EXCEPT SELECT * FROM once', 'and changes nothing');

SELECT is(voc.find_alerts('2024-03-14'), 0, 'what goes on is no new alert');
SELECT is((SELECT format('%s %s %s %s', count(*), max(day), max(first_day), max(last_day)) FROM voc_data.alert), '1 2024-03-13 2024-03-12 2024-03-13',
	'but its last day and its peak move on');
SELECT is((SELECT n FROM voc_data.alert), (SELECT count(*) FROM voc_bi.opinion WHERE topic = 'delivery.late' AND day = '2024-03-13'), 'with the count of the peak');
SELECT is((SELECT sum(voc.find_alerts(d)) FROM generate_series(timestamptz '2024-03-15', timestamptz '2024-03-17', '1 day') AS d), 0::bigint, 'nor after a day''s pause');
SELECT is((SELECT format('%s %s %s', count(*), max(day), max(last_day)) FROM voc_data.alert), '1 2024-03-13 2024-03-15', 'whose lower count is not the peak');
SELECT is((SELECT days || ' ' || is_open FROM voc_bi.alert), '4 true', 'days in the view');
SELECT is((SELECT sum(voc.find_alerts(d)) FROM generate_series(timestamptz '2024-03-18', timestamptz '2024-03-20', '1 day') AS d), 0::bigint, 'quiet days');
SELECT is((SELECT state FROM voc_data.alert), 'over', 'after the cool-down it is over');

SELECT pg_temp.add('surge', '2024-03-26', 45, topic => 'delivery.late') \gset
SELECT is((SELECT sum(voc.find_alerts(d)) FROM generate_series(timestamptz '2024-03-21', timestamptz '2024-03-28', '1 day') AS d), 1::bigint, 'another surge is another alert');
SELECT is((SELECT string_agg(format('%s-%s', first_day, last_day), ' ' ORDER BY first_day) FROM voc_data.alert), '2024-03-12-2024-03-15 2024-03-26-2024-03-26', 'beside the first');

TRUNCATE once;
INSERT INTO once SELECT * FROM voc_data.alert;
SELECT is((SELECT sum(voc.find_alerts(d)) FROM generate_series(timestamptz '2024-03-11', timestamptz '2024-03-28', '1 day') AS d), 0::bigint, 'all days again make none');
SELECT is_empty('SELECT * FROM voc_data.alert EXCEPT SELECT * FROM once', 'and change nothing');

-- Late data of the peak
SELECT pg_temp.add('late', '2024-03-13', 10, topic => 'delivery.late') \gset
SELECT is(voc.find_alerts('2024-03-14'), 0, 'late signals of a known day make no alert');
SELECT is((SELECT a.n - o.n FROM voc_data.alert AS a JOIN once AS o USING (id) WHERE a.day = '2024-03-13'), 10::bigint, 'but their count is in it');
-- and of a day that had none
SELECT pg_temp.add('late', '2024-03-05', 40, topic => 'price.value') \gset
SELECT is(voc.find_alerts('2024-03-06'), 1, 'a day that was filled later can be tested later');

-- Retracted signals
UPDATE voc_data.signal SET retracted_at = '2024-03-27' WHERE source_key LIKE 'surge-2024-03-12%';
SELECT is((SELECT n - expected > 20 FROM voc.test_day('2024-03-12', '2024-03-13') WHERE item = 'delivery.late'), true, 'what was retracted later was there then');
SELECT is((SELECT n - expected > 20 FROM voc.test_day('2024-03-12', '2024-03-28') WHERE item = 'delivery.late'), false, 'and is not now');

-- ---------------------------------------------------------------------
-- what is watched
-- ---------------------------------------------------------------------

-- A touchpoint's scores fall while its count stays the same
SELECT count(pg_temp.add('fall', d::date, 20, 'returns', score => CASE WHEN d = '2024-03-25' THEN 0 ELSE 9 + extract(doy FROM d)::integer % 2 END)) AS fall
FROM generate_series(date '2024-01-08', date '2024-03-25', '7 days') AS d \gset
UPDATE voc_data.signal SET score = 8, score_group = 'passive' WHERE source_key LIKE 'fall-%-returns-%' AND id % 5 = 0 AND score > 0;
UPDATE voc_data.watch SET active = false WHERE measure <> 'score';
SELECT is(voc.find_alerts('2024-03-26'), 1, 'scores that fall are an alert');
SELECT is((SELECT format('%s %s %s %s %s %s %s', dimension, item, kind, scale, direction, n, observed) FROM voc_data.alert WHERE measure = 'score'),
	'touchpoint returns mean nps low 20 -100', 'of the NPS of that touchpoint');
SELECT matches((SELECT history FROM voc_bi.alert WHERE measure = 'score'), '^(\d+\.\d \(20\)(, )?){8}$', 'its history as text');

-- A product, by a key of the segment; and its own thresholds
SELECT count(pg_temp.add('sku', d::date, CASE WHEN s = 'kettle' AND d = '2024-03-30' THEN 24 ELSE 4 + extract(doy FROM d)::integer % 3 END, sku => s, label => 'negative')) AS sku
FROM generate_series(date '2024-01-06', date '2024-03-30', '7 days') AS d, unnest('{kettle,toaster,mixer}'::text[]) AS s \gset
UPDATE voc_data.watch SET active = false;
SELECT is(voc.find_alerts('2024-03-31'), 0, 'what is not watched makes no alert');
INSERT INTO voc_data.watch (dimension, measure, min_count) VALUES ('sku', 'unhappy', 100);
SELECT is(voc.find_alerts('2024-03-31'), 0, 'nor what is below the least count');
UPDATE voc_data.watch SET min_count = 5, max_q = 1e-9 WHERE dimension = 'sku';
SELECT is(voc.find_alerts('2024-03-31'), 0, 'nor what may be chance, as it is set');
UPDATE voc_data.watch SET max_q = DEFAULT, history_weeks = 5 WHERE dimension = 'sku';
SELECT is(voc.find_alerts('2024-03-31'), 1, 'a product that is complained about');
SELECT is((SELECT format('%s %s %s', item, item_title, history) FROM voc_bi.alert WHERE dimension = 'sku'),
	(SELECT 'kettle kettle ' || string_agg((4 + extract(doy FROM d)::integer % 3)::text, ', ' ORDER BY d) FROM generate_series(date '2024-02-24', date '2024-03-23', '7 days') AS d),
	'by its own name, with five weeks');

-- The share of false alarms: 200 products with Poisson counts of mean 20, of which 20 have 40 more
CREATE TEMP TABLE poisson AS
SELECT k, sum(exp(k * ln(20.0::float8) - 20 - (SELECT coalesce(sum(ln(j::float8)), 0) FROM generate_series(1, k) AS j))) OVER (ORDER BY k) AS below
FROM generate_series(0, 80) AS k;
SELECT count(pg_temp.add('many', d::date, (SELECT min(x.k) FROM poisson AS x WHERE x.below >= u.u) + CASE WHEN d = '2024-04-07' AND s <= 20 THEN 40 ELSE 0 END,
	sku => format('s%s', s), label => 'negative')) AS many
FROM generate_series(date '2024-02-11', date '2024-04-07', '7 days') AS d, generate_series(1, 200) AS s,
	LATERAL (SELECT ('x' || substr(md5(format('%s %s', s, d::date)), 1, 8))::bit(32)::bigint / 4294967296.0::float8 AS u) AS u \gset
UPDATE voc_data.watch SET history_weeks = DEFAULT WHERE dimension = 'sku';
SELECT voc.find_alerts('2024-04-08') AS many \gset
SELECT ok((SELECT count(*) >= 19 FROM voc_data.alert WHERE day = '2024-04-07' AND substr(item, 2)::integer <= 20), 'products that are complained about are found');
SELECT ok((SELECT count(*) <= 2 FROM voc_data.alert WHERE day = '2024-04-07' AND substr(item, 2)::integer > 20), 'with few that are not');

-- ---------------------------------------------------------------------
-- who may what
-- ---------------------------------------------------------------------

SELECT voc.grant_access('voc_reader', 'reader') AS reader, voc.grant_access('voc_manager', 'manager') AS manager \gset
SET ROLE voc_reader;
SELECT cmp_ok((SELECT count(*) FROM voc_bi.alert), '>', 4::bigint, 'a reader sees the view');
SELECT is(pg_temp.fault('UPDATE voc_data.watch SET min_count = 1'), '42501 permission denied for table watch', 'and changes nothing');
SELECT is(pg_temp.fault('SELECT voc.find_alerts(''2024-04-08'')'), '42501 permission denied for table alert', 'nor finds any');
SET ROLE voc_manager;
SELECT is(pg_temp.fault('UPDATE voc_data.watch SET min_count = 6 WHERE dimension = ''sku'''), 'no error', 'a manager says what is watched');
SELECT is(voc.find_alerts('2024-04-08'), 0, 'and may look for it');
SET ROLE voc_stranger;
SELECT is(pg_temp.fault('SELECT * FROM voc_bi.alert'), '42501 permission denied for schema voc_bi', 'a stranger sees nothing');
RESET ROLE;

SELECT * FROM finish();
ROLLBACK;
