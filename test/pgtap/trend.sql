-- How scores move: by day, week, month and quarter, and whether a change is real

BEGIN;

SELECT plan(41);

SET LOCAL search_path = public;
SET LOCAL client_min_messages = warning;
SET LOCAL timezone = 'UTC';

CREATE FUNCTION pg_temp.near(a double precision[], b double precision[], within double precision DEFAULT 1e-10) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
	SELECT coalesce(cardinality(a) = cardinality(b) AND bool_and(abs(x - y) <= within), false)
	FROM unnest(a, b) AS u (x, y)
$$;

SELECT throws_ok('SELECT * FROM voc.nps_by_period()', 'VO010', NULL, 'no program, no NPS');
SELECT throws_ok('SELECT * FROM voc.score_by_period()', 'VO010', NULL, 'nor other scores');
SELECT voc.create_program() AS made \gset
SELECT throws_ok('SELECT * FROM voc.nps_by_period(NULL)', '22004', NULL, 'NPS as of no moment');
SELECT throws_ok('SELECT * FROM voc.score_by_period(NULL)', '22004', NULL, 'scores as of no moment');
SELECT is_empty('SELECT * FROM voc_bi.nps_by_period', 'no feedback, no periods');
SELECT is_empty('SELECT * FROM voc_bi.score_by_period', 'on no scale');
SELECT hasnt_view('voc_bi', 'nps_by_month', 'months are periods');

CREATE TABLE feedback (id bigint PRIMARY KEY, score integer);
SELECT voc.attach('feedback', score => 'score', scale => 'nps') AS source \gset
CREATE SEQUENCE answer_key;
CREATE FUNCTION pg_temp.say(n integer, score double precision, at timestamptz, scale text DEFAULT 'nps', retracted timestamptz DEFAULT NULL) RETURNS void
LANGUAGE sql AS $$
	INSERT INTO voc_data.signal (source_id, source_key, occurred_at, retracted_at, scale, score)
	SELECT f.id, nextval('answer_key')::text, $3, $5, $4, $2 FROM generate_series(1, $1), voc_data.source AS f
$$;

-- ---------------------------------------------------------------------
-- NPS: the figures are those of test/peer/impact.tsv
-- ---------------------------------------------------------------------

-- Monday to Wednesday; nothing for three weeks; the last day of January, and 1 April
DO $$
DECLARE
	r record;
BEGIN
	FOR r IN SELECT * FROM (VALUES
		('2024-01-01 10:00+00'::timestamptz, 60, 30, 10), ('2024-01-02 10:00+00', 45, 35, 20), ('2024-01-03 10:00+00', 60, 30, 10),
		('2024-01-31 23:30+00', 10, 20, 70), ('2024-04-01 10:00+00', 12, 18, 70)) AS v (at, p, n, d) LOOP
		PERFORM pg_temp.say(r.p, 10, r.at), pg_temp.say(r.n, 7, r.at), pg_temp.say(r.d, 6, r.at);
	END LOOP;
	PERFORM pg_temp.say(9, 0, '2024-01-02 12:00+00', retracted => '2024-01-05 12:00+00');
	PERFORM pg_temp.say(9, 1, '2024-01-02 12:00+00', scale => 'csat5');
END
$$;
CREATE TEMPORARY TABLE trend AS SELECT * FROM voc.nps_by_period('2024-04-01 12:00+00');

SELECT results_eq($$SELECT period, period_start, period_end, is_over, n, promoters, passives, detractors, previous_start, previous_n FROM trend$$,
	$$VALUES
	('day', '2024-01-01'::date, '2024-01-01'::date, true, 100::bigint, 60::bigint, 30::bigint, 10::bigint, NULL::date, NULL::bigint),
	('day', '2024-01-02', '2024-01-02', true, 100, 45, 35, 20, '2024-01-01', 100),
	('day', '2024-01-03', '2024-01-03', true, 100, 60, 30, 10, '2024-01-02', 100),
	('day', '2024-01-31', '2024-01-31', true, 100, 10, 20, 70, '2024-01-03', 100),
	('day', '2024-04-01', '2024-04-01', false, 100, 12, 18, 70, '2024-01-31', 100),
	('week', '2024-01-01', '2024-01-07', true, 300, 165, 95, 40, NULL, NULL),
	('week', '2024-01-29', '2024-02-04', true, 100, 10, 20, 70, '2024-01-01', 300),
	('week', '2024-04-01', '2024-04-07', false, 100, 12, 18, 70, '2024-01-29', 100),
	('month', '2024-01-01', '2024-01-31', true, 400, 175, 115, 110, NULL, NULL),
	('month', '2024-04-01', '2024-04-30', false, 100, 12, 18, 70, '2024-01-01', 400),
	('quarter', '2024-01-01', '2024-03-31', true, 400, 175, 115, 110, NULL, NULL),
	('quarter', '2024-04-01', '2024-06-30', false, 100, 12, 18, 70, '2024-01-01', 400)$$,
	'answers by day, week, month and quarter, each against the last before that has some');
SELECT ok(pg_temp.near(ARRAY(SELECT u FROM trend, unnest(ARRAY[change, change_low, change_high, p]) AS u WHERE period = 'day' AND previous_n > 0),
	'{-25,-44.0159948382929,-4.52769448209548,0.0159779184457111,25,4.52769448209548,44.0159948382929,0.0159779184457111,
	-110,-125.223273544462,-88.3689594652466,6.68037226922272e-30,2,-16.8369024968921,20.7203976425232,0.83939770583927}'), 'changes, with interval and p');
SELECT ok(pg_temp.near(ARRAY(SELECT q FROM trend WHERE period = 'day' AND previous_n > 0),
	'{0.0213038912609481,0.0213038912609481,2.67214890768909e-29,0.83939770583927}'), 'q is of the days alone');
SELECT is(ARRAY(SELECT coalesce(changed::text, 'NULL') || ' ' || coalesce(direction, 'NULL') FROM trend WHERE period = 'day'),
	'{NULL NULL,true down,true up,true down,false same}', 'which changes are real');
SELECT is_empty($$SELECT * FROM trend WHERE (nps, nps_low, nps_high) IS DISTINCT FROM
	(voc.nps(voc.nps_tally(promoters, passives, detractors)), (voc.nps_interval(voc.nps_tally(promoters, passives, detractors))).low, (voc.nps_interval(voc.nps_tally(promoters, passives, detractors))).high)
	OR change IS DISTINCT FROM nps - previous_nps$$, 'NPS and its interval');
SELECT is_empty('SELECT * FROM trend WHERE (previous_start IS NULL) <> (num_nonnulls(previous_n, previous_nps, change, change_low, change_high, p, q, changed, direction) = 0)
	OR num_nonnulls(previous_n, previous_nps, change, change_low, change_high, p, q, changed, direction) NOT IN (0, 9)', 'all of a comparison is there, or nothing');
SELECT is((SELECT sum(n) FROM trend WHERE period = 'day'), (SELECT sum(n) FROM trend WHERE period = 'quarter'), 'each answer is once in each kind of period');

SELECT results_eq('SELECT * FROM voc_bi.nps_by_period WHERE period_start < ''2024-04-01''', 'SELECT * FROM trend WHERE period_start < ''2024-04-01''', 'the view is as of now');
SELECT is((SELECT n FROM voc.nps_by_period('2024-01-04 00:00+00') WHERE period = 'day' AND period_start = '2024-01-02'), 109::bigint, 'as of a moment before they were retracted, they count');
SELECT is((SELECT array_agg(n) FROM voc.nps_by_period('2024-04-01 12:00+00', '2024-01-03 00:00+00') WHERE period = 'week'), '{100,100,100}', 'since a day within a week');
SET LOCAL timezone = 'Europe/Prague';
SELECT is((SELECT array_agg(period_start || ' ' || n ORDER BY period_start) FROM voc_bi.nps_by_period WHERE period = 'month'),
	'{"2024-01-01 300","2024-02-01 100","2024-04-01 100"}', 'days are those of the session''s time zone');
SET LOCAL timezone = 'UTC';

-- weights: a promoter that weighs 60 is worth 60
UPDATE voc_data.signal AS s SET weight = 60 FROM (SELECT id FROM voc_data.signal WHERE scale = 'nps' AND score = 10 AND occurred_at = '2024-01-03 10:00+00' ORDER BY id LIMIT 1) AS one WHERE s.id = one.id;
UPDATE voc_data.signal SET weight = 0 WHERE scale = 'nps' AND score = 10 AND occurred_at = '2024-01-03 10:00+00' AND weight IS NULL;
SELECT is(ARRAY[n, promoters, weight, nps], '{100,60,100,50}', 'weights count in the score, not in counts') FROM voc_bi.nps_by_period WHERE period = 'day' AND period_start = '2024-01-03';
SELECT is(ARRAY[nps_low, nps_high], (SELECT ARRAY[(i.i).low, (i.i).high] FROM (SELECT voc.nps_interval(voc.tally_nps(score, coalesce(weight, 1))) AS i FROM voc_data.signal WHERE scale = 'nps' AND occurred_at = '2024-01-03 10:00+00') AS i),
	'and make its interval wider') FROM voc_bi.nps_by_period WHERE period = 'day' AND period_start = '2024-01-03';
SELECT is(nps_by_touchpoint.weight, (SELECT sum(coalesce(weight, 1)) FROM voc_data.signal WHERE scale = 'nps' AND retracted_at IS NULL), 'by touchpoint too') FROM voc_bi.nps_by_touchpoint;
UPDATE voc_data.signal SET weight = 0 WHERE scale = 'nps' AND occurred_at = '2024-01-03 10:00+00';
SELECT is(ARRAY[nps IS NULL, nps_low IS NULL, changed IS NULL, n = 100], '{t,t,t,t}', 'no weight at all, no score') FROM voc_bi.nps_by_period WHERE period = 'day' AND period_start = '2024-01-03';
SELECT ok(length(voc.report()) > 0, 'which the report bears');

-- ---------------------------------------------------------------------
-- chance is seldom called a change
-- ---------------------------------------------------------------------

-- 200 series of 40 periods with 60 answers each, of 50, 30, 20 percent, by a hash
CREATE TEMPORARY TABLE flat AS
SELECT i / 2400 AS series, i / 60 % 40 AS turn,
	voc.tally_nps(CASE WHEN h.u < 500 THEN 10 WHEN h.u < 800 THEN 8 ELSE 0 END) AS tally
FROM generate_series(0, 479999) AS g (i)
CROSS JOIN LATERAL (SELECT (hashint8extended(g.i, 5) & 2147483647) % 1000 AS u) AS h
GROUP BY 1, 2;
CREATE TEMPORARY TABLE flagged AS
SELECT series, turn, p, voc.adjust_p(p) OVER (PARTITION BY series) AS q
FROM (SELECT series, turn, (voc.compare(tally, lag(tally) OVER (PARTITION BY series ORDER BY turn))).p FROM flat) AS f;
SELECT ok(count(*) FILTER (WHERE p <= 0.05) BETWEEN 250 AND 450, 'of 7800 comparisons of the same, one in twenty has p <= 0.05') FROM flagged;
-- 10 are expected at most, with a standard deviation of 3
SELECT cmp_ok(count(DISTINCT series) FILTER (WHERE q <= 0.05), '<=', 19::bigint, 'of 200 programs in which nothing happens, at most one in twenty sees a change in 40 periods') FROM flagged;

-- ---------------------------------------------------------------------
-- other scales
-- ---------------------------------------------------------------------

DELETE FROM voc_data.signal;
INSERT INTO voc_data.scale (code, kind, title, low, high, bad_max, good_min, whole) VALUES ('percent', 'other', 'Percent', 0, 100, 30, 70, false);
DO $$
BEGIN
	PERFORM pg_temp.say(6, 5, '2024-01-10', 'csat5'), pg_temp.say(6, 4, '2024-01-20', 'csat5'), pg_temp.say(3, 3, '2024-01-31', 'csat5'), pg_temp.say(5, 1, '2024-01-31', 'csat5'),
		pg_temp.say(10, 5, '2024-02-01', 'csat5'), pg_temp.say(8, 4, '2024-02-01', 'csat5'), pg_temp.say(1, 3, '2024-02-02', 'csat5'), pg_temp.say(1, 2, '2024-02-02', 'csat5'),
		pg_temp.say(1, 7, '2024-02-02', 'ces7'), pg_temp.say(1, 12.5, '2024-02-02', 'percent'), pg_temp.say(2, 99.5, '2024-02-03', 'percent'), pg_temp.say(5, 10, '2024-02-03');
END
$$;
CREATE TEMPORARY TABLE score AS SELECT * FROM voc.score_by_period('2024-02-15', '2024-01-01');
SELECT results_eq($$SELECT scale, scale_title, period, period_start, period_end, is_over, n, satisfied, neutral, dissatisfied, score_sum, previous_start, previous_n FROM score WHERE period = 'month'$$,
	$$VALUES
	('ces7', 'Ease, 1 to 7 (7: very easy)', 'month', '2024-02-01'::date, '2024-02-29'::date, false, 1::bigint, 1::bigint, 0::bigint, 0::bigint, 7::double precision, NULL::date, NULL::bigint),
	('csat5', 'Satisfaction, 1 to 5', 'month', '2024-01-01', '2024-01-31', true, 20, 12, 3, 5, 68, NULL, NULL),
	('csat5', 'Satisfaction, 1 to 5', 'month', '2024-02-01', '2024-02-29', false, 20, 18, 1, 1, 87, '2024-01-01', 20),
	('percent', 'Percent', 'month', '2024-02-01', '2024-02-29', false, 3, 2, 0, 1, 211.5, NULL, NULL)$$, 'answers of each scale, NPS apart');
SELECT ok(pg_temp.near(ARRAY(SELECT u FROM score, unnest(ARRAY[share, share_low, share_high]) AS u WHERE scale = 'csat5' AND period = 'month'),
	'{60,38.6581500762253,78.1193467627183,90,69.8966354771513,97.2133518786232}'), 'share of satisfied, with Wilson''s interval, as R has it');
SELECT ok(pg_temp.near(ARRAY(SELECT u FROM score, unnest(ARRAY[mean, mean_low, mean_high]) AS u WHERE scale = 'csat5' AND period = 'month'),
	'{3.4,2.66547708716702,4.13452291283298,4.35,3.96963172748823,4.73036827251177}'), 'mean, with Student''s interval, as R has it');
SELECT ok(pg_temp.near(ARRAY[change, change_low, change_high, p, previous_share, previous_mean], '{30,2.21805686945699,52.3273976759975,0.0328856158997258,60,3.4}'), 'the change of the share') FROM score
WHERE scale = 'csat5' AND period = 'month' AND previous_n > 0;
SELECT is(ARRAY[changed::text, direction], '{true,up}', 'is real') FROM score WHERE scale = 'csat5' AND period = 'month' AND previous_n > 0;
SELECT is(ARRAY[mean_low IS NULL, mean_high IS NULL, mean = 7, changed IS NULL], '{t,t,t,t}', 'one answer has no interval of the mean') FROM score WHERE scale = 'ces7' AND period = 'quarter';
SELECT is(ARRAY[mean_low, mean_high], '{0,100}', 'which stays within the scale') FROM score WHERE scale = 'percent' AND period = 'month';
SELECT results_eq($$SELECT * FROM voc_bi.score_by_period WHERE period_start < '2024-02-01' AND period = 'month'$$, $$SELECT * FROM score WHERE period_start < '2024-02-01' AND period = 'month'$$, 'the view is as of now');
SELECT is((SELECT array_agg(s || direction ORDER BY s) FROM (SELECT period_start AS s, direction FROM score WHERE scale = 'percent' AND period = 'day' AND previous_n > 0) AS x), '{2024-02-03same}', 'one answer against two is no change');

-- weights: those of January as if there were twice as many satisfied
UPDATE voc_data.signal SET weight = CASE WHEN score >= 4 THEN 2 ELSE 1 END WHERE scale = 'csat5' AND occurred_at < '2024-02-01';
SELECT ok(pg_temp.near(ARRAY[n, satisfied, weight, share, score_sum, mean], '{20,12,32,75,122,3.8125}'), 'weighted shares and means') FROM voc_bi.score_by_period WHERE scale = 'csat5' AND period_start = '2024-01-01' AND period = 'month';
-- 32^2 / (12 * 4 + 8) = 18.29 answers of equal weight
SELECT ok(pg_temp.near(ARRAY[share_low, share_high], (SELECT ARRAY[(i.i).low, (i.i).high] FROM (SELECT voc.share_interval(0.75 * 1024 / 56, 1024 / 56.0) AS i) AS i)), 'whose interval is that of the effective answers')
FROM voc_bi.score_by_period WHERE scale = 'csat5' AND period_start = '2024-01-01' AND period = 'month';
UPDATE voc_data.signal SET weight = 3 WHERE scale = 'csat5' AND occurred_at < '2024-02-01';
SELECT ok(pg_temp.near(ARRAY[share, share_low, share_high, mean, mean_low, mean_high], '{60,38.6581500762253,78.1193467627183,3.4,2.66547708716702,4.13452291283298}'), 'equal weights change nothing')
FROM voc_bi.score_by_period WHERE scale = 'csat5' AND period_start = '2024-01-01' AND period = 'month';
UPDATE voc_data.signal SET weight = 0 WHERE scale = 'csat5' AND occurred_at < '2024-02-01';
SELECT is(ARRAY[share IS NULL, share_low IS NULL, mean IS NULL, mean_low IS NULL, n = 20], '{t,t,t,t,t}', 'no weight at all, no figures') FROM voc_bi.score_by_period WHERE scale = 'csat5' AND period_start = '2024-01-01' AND period = 'month';
SELECT is((SELECT string_agg(format('%s %s %s', period_start, previous_start IS NULL, coalesce(direction, 'none')), ', ' ORDER BY period_start) FROM voc.score_by_period('2024-02-15', '2024-01-01') WHERE scale = 'csat5' AND period = 'month'),
	'2024-01-01 t none, 2024-02-01 t none', 'and nothing is compared with them');
SELECT ok(length(voc.report()) > 0, 'which the report bears');
-- the unit of weights is of no matter
UPDATE voc_data.signal SET weight = NULL WHERE scale = 'csat5';
CREATE TEMP TABLE unweighted AS SELECT change, change_low, change_high, p FROM voc.score_by_period('2024-02-15', '2024-01-01') WHERE scale = 'csat5' AND period = 'month' AND previous_n > 0;
UPDATE voc_data.signal SET weight = 0.01 WHERE scale = 'csat5';
SELECT ok((SELECT pg_temp.near(ARRAY[u.change, u.change_low, u.change_high, u.p], ARRAY[s.change, s.change_low, s.change_high, s.p], 1e-9) FROM unweighted AS u, voc.score_by_period('2024-02-15', '2024-01-01') AS s WHERE scale = 'csat5' AND period = 'month' AND previous_n > 0),
	'a hundredth each changes no comparison');

SELECT * FROM finish();
ROLLBACK;
