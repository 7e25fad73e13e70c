-- Samples: how large, how like the population; the program's weights and what they are shown by

BEGIN;

SELECT plan(76);

\ir listen_setup.inc

-- ---------------------------------------------------------------------
-- how large
-- ---------------------------------------------------------------------

SELECT is(voc.sample_size(5), 385::bigint, 'a share to 5 points');
SELECT is(voc.sample_size(3), 1068::bigint, 'to 3 points');
SELECT is(voc.sample_size(5, population => 1000), 278::bigint, 'of a thousand');
SELECT is(voc.sample_size(3, 0.99), 1844::bigint, 'at 99 %');
SELECT is(voc.sample_size(5, figure => 'nps'), 1537::bigint, 'NPS takes four times as many');
SELECT is(voc.sample_size(5, figure => 'nps', spread => 70), 753::bigint, 'of known spread, fewer');
SELECT is(voc.sample_size(5, spread => 100 * sqrt(0.1 * 0.9)), 139::bigint, 'as of a share of 10 %');
SELECT is(voc.sample_size(0.001, population => 77), 77::bigint, 'never more than there are');
SELECT is(voc.sample_size(99), 1::bigint, 'nor less than one');
SELECT is(concat(voc.sample_size(NULL), voc.sample_size(5, NULL), voc.sample_size(5, figure => NULL)), '', 'NULL for NULL');
SELECT is(pg_temp.fault('SELECT voc.sample_size(0)'), '22023 margin is out of range', 'margin 0');
SELECT is(pg_temp.fault('SELECT voc.sample_size(''NaN'')'), '22023 margin is out of range', 'margin NaN');
SELECT is(pg_temp.fault('SELECT voc.sample_size(5, 95)'), '22023 confidence is out of range', 'confidence in percent');
SELECT is(pg_temp.fault('SELECT voc.sample_size(5, population => 0)'), '22023 population is out of range', 'population 0');
SELECT is(pg_temp.fault('SELECT voc.sample_size(5, figure => ''csat'')', true), '22023 unknown figure "csat" |  | The figures are share and nps.', 'another figure');
SELECT is(pg_temp.fault('SELECT voc.sample_size(5, spread => 51)'), '22023 spread is out of range', 'a spread that no share has');
SELECT is(pg_temp.fault('SELECT voc.sample_size(1e-12)'), '22003 sample size is out of range', 'more than there can be');

-- ---------------------------------------------------------------------
-- how like: test/peer/rake.tsv
-- ---------------------------------------------------------------------

SELECT is((chi_square, df, round(p::numeric, 12), smallest_expected)::text, '(2.62,2,0.269820056385,25)', 'chisq.test() of three')
FROM voc.sample_test('{18,55,27}', '{0.25,0.5,0.25}');
SELECT is((round(chi_square::numeric, 10), df, round(p::numeric, 12), smallest_expected)::text, '(9.9901433692,4,0.040594043345,9.3)', 'chisq.test() of five')
FROM voc.sample_test('{89,37,30,28,2}', '{40,20,20,15,5}');
SELECT is(voc.sample_test('{18,0,55,27}', '{1,0,2,1}'), voc.sample_test('{18,55,27}', '{1,2,1}'), 'a category that cannot occur is none');
SELECT is(voc.sample_test('{5}', '{1}')::text, '(0,0,,5)', 'one category has no p');
SELECT is(concat(voc.sample_test('{0,0}', '{1,1}'), voc.sample_test('{}', '{}'), voc.sample_test(NULL, '{1}')), '', 'NULL of nothing');
SELECT is(pg_temp.fault('SELECT voc.sample_test(''{1,2}'', ''{1}'')'), '22023 arrays have different lengths', 'arrays of different lengths');
SELECT is(pg_temp.fault('SELECT voc.sample_test(''{1,NULL}'', ''{1,1}'')'), '22023 array has a NULL', 'a NULL');
SELECT is(pg_temp.fault('SELECT voc.sample_test(''{{1,2}}'', ''{{1,2}}'')'), '22023 array has 2 dimensions', 'an array of arrays');
SELECT is(pg_temp.fault('SELECT voc.sample_test(''{1,-2}'', ''{1,1}'')'), '22023 count of category 2 is negative', 'a negative count');
SELECT is(pg_temp.fault('SELECT voc.sample_test(''{1,2}'', ''{NaN,1}'')'), '22023 share of category 1 is not a number from 0 up', 'a share NaN');
SELECT is(pg_temp.fault('SELECT voc.sample_test(''{1,2}'', ''{1,0}'')'), '22023 category 2 was observed, but its share is 0', 'a category that cannot occur, and did');

-- ---------------------------------------------------------------------
-- the program's weights
-- ---------------------------------------------------------------------

SET ROLE voc_app;
CREATE TABLE shop.answer (id integer PRIMARY KEY, nps integer, stars numeric, plan text, region text, channel text, at timestamptz, comment text);
SET ROLE voc_cx;
SELECT voc.attach('shop.answer', score => 'nps', scale => 'nps', occurred_at => 'at', channel => 'channel', comment => 'comment', segments => '{plan,region}') AS attached \gset
SET ROLE voc_app;
-- January: gold is half of the answers, and a fifth of the customers; February: nobody is gold
INSERT INTO shop.answer (id, comment, nps, plan, region, channel, at)
SELECT i, CASE WHEN i = 1 THEN 'all is well' END, CASE WHEN i % 2 = 0 THEN 10 ELSE i % 9 END, CASE WHEN i % 2 = 0 THEN 'gold' ELSE 'basic' END, CASE WHEN i % 3 = 0 THEN 'north' ELSE 'south' END,
	'web', timestamptz '2026-01-01 00:00 UTC' + i * interval '1 hour'
FROM generate_series(1, 600) AS i;
INSERT INTO shop.answer (id, nps, plan, region, channel, at)
SELECT i, 5, 'basic', 'north', 'app', timestamptz '2026-02-10 UTC' FROM generate_series(1001, 1020) AS i;
INSERT INTO shop.answer (id, nps, plan, region, channel, at)
VALUES (2001, 3, 'silver', 'north', 'web', '2026-01-05 UTC'), (2002, 3, NULL, 'north', 'web', '2026-01-05 UTC'), (2004, 9, 'gold', 'north', 'web', '2025-12-31 23:30 UTC');
INSERT INTO shop.answer (id, comment, plan, region, channel, at) VALUES (2003, 'no score', 'gold', 'north', 'web', '2026-01-05 UTC');
DELETE FROM shop.answer WHERE id = 600;

SET ROLE voc_cx;
SELECT is(voc.population(), NULL, 'nothing is known at first');
SELECT is(pg_temp.fault('SELECT voc.weigh_signals()'), '22023 nothing is known of the customer base', 'so nothing can be weighed');
INSERT INTO voc_data.population (dimension, category, share, note) VALUES ('plan', 'gold', 200, 'billing'), ('plan', 'basic', 800, 'billing'), ('region', 'north', 0.5, NULL), ('region', 'south', 0.5, NULL);
SELECT is(voc.population(), '{"plan": {"gold": 200, "basic": 800}, "region": {"north": 0.5, "south": 0.5}}'::jsonb, 'population() is targets for rake()');
SELECT is(pg_temp.fault('INSERT INTO voc_data.population VALUES (''x'', ''y'', ''NaN'')'), '23514 new row for relation "population" violates check constraint "population_share_check"', 'a share is a number');
SELECT is(pg_temp.fault('UPDATE voc_data.signal SET weight = ''infinity'''), '23514 new row for relation "signal" violates check constraint "signal_weight_check"', 'and a weight');

CREATE TEMP TABLE before AS SELECT id, weight FROM voc_data.signal;
SELECT is(count(weight), 0::bigint, 'capture gives no weights') FROM before;
CREATE TEMP TABLE weighing AS SELECT * FROM voc.weigh_signals();
SELECT is(string_agg(concat_ws(' ', period_start, signals, left_out, changed, converged, note), E'\n' ORDER BY period_start),
	'2025-12-01 00:00:00+00 0 1 0 not weighted: no row can stand for category "basic" of dimension "plan"
2026-01-01 00:00:00+00 599 2 599 t
2026-02-01 00:00:00+00 0 20 0 not weighted: no row can stand for category "gold" of dimension "plan"',
	'each month by itself; one that cannot be weighed says why') FROM weighing;
SELECT ok(abs(w.effective_n - s.n) < 1e-9 AND abs(w.design_effect - 599 / s.n) < 1e-9 AND w.smallest = s.least AND w.largest = s.most AND w.iterations > 0 AND w.max_deviation < 1e-6 AND w.trimmed = 0, 'with the figures of its weights')
FROM weighing AS w, (SELECT sum(weight) ^ 2 / sum(weight ^ 2) AS n, min(weight) AS least, max(weight) AS most FROM voc_data.signal) AS s WHERE w.signals > 0;
SELECT is(round((100 * sum(weight) FILTER (WHERE segment ->> 'plan' = 'gold') / sum(weight))::numeric, 4) || ' ' || round((100 * sum(weight) FILTER (WHERE segment ->> 'region' = 'north') / sum(weight))::numeric, 4) || ' ' || round(avg(weight)::numeric, 6),
	'20.0000 50.0000 1.000000', 'weighted shares are those of the population, and the mean is 1') FROM voc_data.signal;
SELECT is(string_agg(source_key, ' ' ORDER BY id), '2001 2002 2003', 'not of an unknown plan, nor of none, nor without a score')
FROM voc_data.signal WHERE weight IS NULL AND occurred_at >= '2026-01-01' AND occurred_at < '2026-02-01' AND retracted_at IS NULL;
SELECT is(sum(changed), 0::numeric, 'a second time nothing changes') FROM voc.weigh_signals();
SELECT is(string_agg(to_char(period_start, 'YYYY-MM-DD') || ' ' || signals + left_out, ', ' ORDER BY period_start), '2026-01-01 601', 'since and until name periods')
FROM voc.weigh_signals(since => '2026-01-10', until => '2026-01-20');
SELECT is(string_agg(to_char(period_start, 'YYYY-MM-DD') || ' ' || signals + left_out, ', ' ORDER BY period_start), '2026-01-01 601', 'the end of a period is not the next one')
FROM voc.weigh_signals(since => '2026-01-01', until => '2026-02-01');
SELECT is(string_agg(coalesce(to_char(period_start, 'YYYY-MM-DD'), 'all') || ' ' || signals, ', '), 'all 620', 'all of it is a period too') FROM voc.weigh_signals(period => 'all');
SELECT is(string_agg(to_char(period_start, 'YYYY-MM-DD') || ' ' || signals + left_out, ', ' ORDER BY period_start), '2025-10-01 1, 2026-01-01 621', 'and quarters') FROM voc.weigh_signals(period => 'quarter');
SET LOCAL timezone = 'Asia/Tokyo';
SELECT is(min(period_start), timestamptz '2026-01-01 00:00 Asia/Tokyo', 'periods are of the session''s time zone') FROM voc.weigh_signals();
SET LOCAL timezone = 'UTC';
SELECT ok(bool_and(converged) AND max(largest) = 2.2 AND min(smallest) >= 0.15 AND sum(trimmed) > 0, 'within bounds') FROM voc.weigh_signals(since => '2026-01-01', until => '2026-02-01', trim_low => 0.15, trim_high => 2.2);
SELECT is(string_agg(note, ' ' ORDER BY period_start), 'not converged: the weights of category "basic" of dimension "plan" are off by 24.908 % of the signals', 'bounds that leave no way: as near as they let it come')
FROM voc.weigh_signals(since => '2026-01-01', until => '2026-02-01', trim_high => 1.1);
SELECT is(pg_temp.fault('SELECT voc.weigh_signals(period => ''decade'')', true), '22023 unknown period: ''decade'' |  | The periods are day, week, month, quarter, year and all.', 'another period');
SELECT is(pg_temp.fault('SELECT voc.weigh_signals(trim_high => 0.5)'), '22023 trim_high must be 1 or more', 'bounds that are none');
SELECT is(sum(changed), 600::numeric, 'back to what they were') FROM voc.weigh_signals();

-- what becomes of weights when a row is captured anew
SET ROLE voc_app;
UPDATE shop.answer SET comment = 'all is good' WHERE id = 1;
UPDATE shop.answer SET plan = 'gold' WHERE id = 3;
UPDATE shop.answer SET nps = 7 WHERE id = 5;
UPDATE shop.answer SET at = at + interval '1 minute' WHERE id = 7;
SET ROLE voc_cx;
SELECT is(string_agg(source_key || coalesce(' weighs', ' does not'), ', ' ORDER BY id), '1 weighs', 'a weight stays as long as what it depends on')
FROM voc_data.signal WHERE source_key IN ('1', '3', '5', '7') AND weight IS NOT NULL;
SELECT is(signals::text || ' ' || (changed > 3)::text, '599 true', 'until all are weighed again') FROM voc.weigh_signals(since => '2026-01-01', until => '2026-02-01');

-- columns go before keys of the segment
INSERT INTO voc_data.population (dimension, category, share) VALUES ('channel', 'web', 1);
SELECT is((voc.population() -> 'channel')::text || ' ' || sum(signals), '{"web": 1} 599', 'channel is the column') FROM voc.weigh_signals();
SELECT is(voc.signal_categories('{"plan": "gold", "channel": "fax"}', 'web', NULL, 'en')::text, '{"plan": "gold", "channel": "web", "language": "en", "touchpoint": null}', 'whatever the segment says');
DELETE FROM voc_data.population WHERE dimension = 'channel';

-- who may
RESET ROLE;
CREATE ROLE voc_manager;
CREATE ROLE voc_reader;
SET ROLE voc_cx;
SELECT voc.grant_access('voc_manager', 'manager') || voc.grant_access('voc_reader', 'reader') AS granted \gset
SET ROLE voc_reader;
SELECT is(pg_temp.fault('SELECT voc.weigh_signals(trim_high => 3)'), '42501 permission denied for table signal', 'a reader weighs nothing');
SELECT ok((SELECT count(*) > 0 FROM voc_bi.representativeness) AND (SELECT count(*) > 0 FROM voc_bi.sample_quality), 'but reads how good the sample is');
SET ROLE voc_manager;
SELECT is(sum(changed) > 0, true, 'a manager weighs') FROM voc.weigh_signals(trim_high => 1.9);
SELECT lives_ok('UPDATE voc_data.program SET min_effective_n = 25, max_margin = NULL', 'and sets what is too small');
SELECT lives_ok('UPDATE voc_data.population SET note = ''counted'' WHERE share > 1', 'and what is known of the customers');
SET ROLE voc_cx;
UPDATE voc_data.program SET min_effective_n = DEFAULT, max_margin = DEFAULT;
SELECT voc.weigh_signals() AS weighed \g /dev/null

-- ---------------------------------------------------------------------
-- what the views say
-- ---------------------------------------------------------------------

SELECT is(string_agg(concat_ws(' ', dimension, coalesce(category, '-'), n, round(sample_share::numeric, 2), round(population_share::numeric, 2), round(difference::numeric, 2), verdict), E'\n' ORDER BY dimension, population_share IS NULL, category),
	'plan basic 319 51.45 80.00 -28.55 too few
plan gold 301 48.55 20.00 28.55 too many
plan silver 1 not in population
plan - 1 not known
region north 222 35.69 50.00 -14.31 too few
region south 400 64.31 50.00 14.31 too many', 'representativeness: points, and what they mean')
FROM (SELECT dimension, category, n, sample_share, population_share, difference, verdict FROM voc_bi.representativeness) AS r;
SELECT is(count(DISTINCT p), 2::bigint, 'p is of the dimension') FROM voc_bi.representativeness;
SELECT is((min(r.chi_square), min(r.df), min(r.p))::text, (t.chi_square, t.df, t.p)::text, 'as sample_test() has it')
FROM voc_bi.representativeness AS r, voc.sample_test('{319,301}', '{0.8,0.2}') AS t WHERE r.dimension = 'plan' GROUP BY t.chi_square, t.df, t.p;
SELECT is(string_agg(concat_ws(' ', category, n, round(weighted_share::numeric, 3), verdict), ', ' ORDER BY category), 'basic 299 80.000 too few, gold 300 20.000 too many', 'of a period: weights make it right')
FROM voc.representativeness('2026-01-01', '2026-02-01') WHERE dimension = 'plan' AND population_share IS NOT NULL;
SELECT is(string_agg(concat_ws(' ', category, n, coalesce(verdict, 'nothing')), ', ' ORDER BY category), 'basic 0 nothing, gold 0 nothing', 'of a period without answers')
FROM voc.representativeness('2024-01-01', '2024-02-01') WHERE dimension = 'plan';

-- the same figures, by hand
CREATE TEMP VIEW quality AS
SELECT d.dimension, d.category, date_trunc('month', s.occurred_at)::date AS month, count(*) AS n,
	count(*) FILTER (WHERE s.score >= 9) AS good, count(*) FILTER (WHERE s.score BETWEEN 7 AND 8) AS middle, count(*) FILTER (WHERE s.score <= 6) AS bad,
	round((sum(coalesce(s.weight, 1)) ^ 2 / sum(coalesce(s.weight, 1) ^ 2))::numeric, 2) AS effective_n,
	round((100 * sum(CASE WHEN s.score >= 9 THEN 1 WHEN s.score <= 6 THEN -1 ELSE 0 END * coalesce(s.weight, 1)) / sum(coalesce(s.weight, 1)))::numeric, 2) AS score,
	round(voc.nps_margin(s.score, coalesce(s.weight, 1))::numeric, 2) AS margin
FROM voc_data.signal AS s
CROSS JOIN LATERAL (VALUES ('all', 'all'), ('channel', s.channel), ('language', s.language), ('plan', s.segment ->> 'plan'), ('region', s.segment ->> 'region')) AS d (dimension, category)
WHERE s.score IS NOT NULL AND s.retracted_at IS NULL AND d.category IS NOT NULL
GROUP BY 1, 2, 3;
SELECT set_eq($$SELECT dimension, category, month, n, good, middle, bad, round(effective_n::numeric, 2) AS effective_n, round(score::numeric, 2) AS score, round(margin::numeric, 2) AS margin FROM voc_bi.sample_quality$$,
	'SELECT * FROM quality', 'sample_quality: weighted figures of every cut');
SELECT cmp_ok((SELECT count(*) FROM quality), '>', 15::bigint, 'of which there are some');
SELECT is(string_agg(concat_ws(' ', category, month, too_small, note), E'\n' ORDER BY category, month),
	'basic 2026-01-01 f
basic 2026-02-01 t effective n 20.0 is below 30
gold 2025-12-01 t effective n 1.0 is below 30
gold 2026-01-01 f
silver 2026-01-01 t effective n 1.0 is below 30', 'sample_quality: what is too small') FROM voc_bi.sample_quality WHERE dimension = 'plan';
UPDATE voc_data.program SET min_effective_n = 0, max_margin = 5;
SELECT is(string_agg(concat_ws(' ', month, too_small, note), E'\n' ORDER BY month),
	'2025-12-01 t margin 73.5 is above 5
2026-01-01 t margin 7.9 is above 5
2026-02-01 t margin 17.3 is above 5', 'sample_quality: what is too wide') FROM voc_bi.sample_quality WHERE dimension = 'all';
UPDATE voc_data.program SET max_margin = NULL;
SELECT is(count(*) FILTER (WHERE too_small OR note IS NOT NULL), 0::bigint, 'sample_quality: no limit') FROM voc_bi.sample_quality;

-- another scale: the percentage of good answers
SET ROLE voc_app;
CREATE TABLE shop.visit (id integer PRIMARY KEY, stars numeric);
SET ROLE voc_cx;
SELECT voc.attach('shop.visit', score => 'stars', scale => 'stars5') AS attached \gset
SET ROLE voc_app;
INSERT INTO shop.visit SELECT i, (ARRAY[5, 4.5, 4, 3.5, 2, 1])[1 + i % 6] FROM generate_series(1, 60) AS i;
SET ROLE voc_cx;
SELECT is((figure, n, good, middle, bad, effective_n, design_effect, score)::text, '(satisfied,60,30,10,20,60,1,50)', 'sample_quality: of stars, half ones too') FROM voc.sample_quality() WHERE scale = 'stars5' AND dimension = 'all';
SELECT is(round(q.margin::numeric, 9), round(((i.high - i.low) / 2)::numeric, 9), 'with Wilson''s margin') FROM voc.sample_quality() AS q, voc.share_interval(30, 60) AS i WHERE q.scale = 'stars5' AND q.dimension = 'all';
UPDATE voc_data.signal SET weight = CASE WHEN score >= 4 THEN 2 ELSE 1 END WHERE scale = 'stars5';
SELECT is(round(q.score::numeric, 6) || ' ' || round(q.effective_n::numeric, 6) || ' ' || round(q.margin::numeric, 6), round((100.0 * 60 / 90), 6) || ' 54.000000 ' || round(((i.high - i.low) / 2)::numeric, 6), 'weighted') FROM voc.sample_quality() AS q, voc.share_interval(36, 54) AS i WHERE q.scale = 'stars5' AND q.dimension = 'all';
UPDATE voc_data.signal SET weight = 0 WHERE scale = 'stars5';
SELECT is((effective_n, design_effect, score, margin, too_small)::text, '(0,,,,t)', 'and without any weight') FROM voc.sample_quality() WHERE scale = 'stars5' AND dimension = 'all';
SELECT is(string_agg(DISTINCT weight::text, ' ' ORDER BY weight::text), '0 1', 'voc_bi.signal has the weight, and 1 where there is none') FROM voc_bi.signal WHERE source = 'shop.visit' OR day = '2026-02-10';

-- all content, unevenly weighted: rounding must not take the view down
UPDATE voc_data.signal SET weight = CASE WHEN id % 2 = 0 THEN 1 ELSE 0.3 END, score = 10, score_group = 'promoter' WHERE score IS NOT NULL;
SELECT lives_ok('SELECT * FROM voc_bi.sample_quality', 'all are content, unevenly weighted');
-- where clocks change at midnight, days are still days
SET LOCAL timezone = 'Asia/Beirut';
UPDATE voc_data.signal SET occurred_at = CASE WHEN id % 3 = 0 THEN timestamptz '2024-04-01 12:00' ELSE '2024-03-31 12:00' END WHERE score IS NOT NULL;
SELECT is_empty($$SELECT * FROM voc.weigh_signals(period => 'day') AS w WHERE w.left_out < 0$$, 'no signal is in two days');
SELECT is_empty($$SELECT * FROM voc.weigh_signals(period => 'day') AS w WHERE w.changed > 0$$, 'and a second run changes nothing');

SELECT * FROM finish();
ROLLBACK;
