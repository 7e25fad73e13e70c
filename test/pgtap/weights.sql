-- Raking: as R does it, whatever the order of rows, the plan and the shape of the query; and what it refuses

BEGIN;

SELECT plan(70);

SET LOCAL client_min_messages = warning;

-- How a statement fails: SQLSTATE, message, detail and hint
CREATE FUNCTION pg_temp.fault(statement text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	state text;
	message text;
	detail text;
BEGIN
	EXECUTE statement;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' | ', state || ' ' || message, nullif(detail, ''));
END
$$;

-- The sample of test/peer/rake.R
CREATE TABLE answer AS
SELECT i, c.plan, c.region, c.age, 0.5 + (i % 7) / 4.0 AS base, i % 4 AS month,
	jsonb_build_object('plan', 'p' || c.plan, 'region', 'r' || c.region, 'age', c.age, 'sku', i) AS segment
FROM generate_series(0::bigint, 1999) AS i
CROSS JOIN LATERAL (
	SELECT (i * 7919 % 101 >= 56)::integer + (i * 7919 % 101 >= 86)::integer AS plan,
		(i * 104729 % 97 >= 40)::integer + (i * 104729 % 97 >= 60)::integer + (i * 104729 % 97 >= 80)::integer AS region,
		(i * 1299709 % 89 >= 10)::integer + (i * 1299709 % 89 >= 30)::integer + (i * 1299709 % 89 >= 60)::integer + (i * 1299709 % 89 >= 80)::integer AS age) AS c;
ANALYZE answer;

CREATE TABLE goal (name text PRIMARY KEY, targets jsonb);
INSERT INTO goal VALUES
	('two', '{"plan": {"p0": 40, "p1": 35, "p2": 25}, "region": {"r0": 0.3, "r1": 0.3, "r2": 0.2, "r3": 0.2}}'),
	('three', '{"plan": {"p0": 40, "p1": 35, "p2": 25}, "region": {"r0": 0.3, "r1": 0.3, "r2": 0.2, "r3": 0.2}, "age": {"0": 7, "1": 7, "2": 7, "3": 7, "4": 7}}');
SELECT targets AS two FROM goal WHERE name = 'two' \gset
SELECT targets AS three FROM goal WHERE name = 'three' \gset

-- ---------------------------------------------------------------------
-- what R says: test/peer/rake.tsv
-- ---------------------------------------------------------------------

-- effective n, largest weight and that of the rows 2, 4, to 8 digits
CREATE FUNCTION pg_temp.figures(weights double precision[]) RETURNS text
LANGUAGE sql AS $$
	SELECT concat_ws(' ', round((sum(w) ^ 2 / sum(w * w))::numeric, 4), round(max(w)::numeric, 8), round(weights[3]::numeric, 8), round(weights[5]::numeric, 8))
	FROM unnest(weights) AS w
$$;

SELECT is(pg_temp.figures(array_agg(w ORDER BY i)), '1655.4250 2.43452964 0.85932595 1.13809839', 'two margins, as survey::rake() has them')
FROM (SELECT i, voc.rake(segment, :'two', tolerance => 1e-13) OVER () AS w FROM answer) AS x;
SELECT is(pg_temp.figures(array_agg(w ORDER BY i)), '1351.5014 4.80569009 1.66872635 1.00534532', 'three margins, as survey::rake() has them')
FROM (SELECT i, voc.rake(segment, :'three', tolerance => 1e-13) OVER () AS w FROM answer) AS x;
SELECT is(pg_temp.figures(array_agg(w ORDER BY i)), '1158.0007 8.07121312 1.32976115 1.18268239', 'base weights, as survey::rake() has them')
FROM (SELECT i, voc.rake(segment, :'three', base, tolerance => 1e-13) OVER () AS w FROM answer) AS x;
SELECT is(pg_temp.figures(array_agg(w ORDER BY i)), '1378.1475 2.50000000 2.02309078 0.96929132', 'cut above, as survey::calibrate() has them')
FROM (SELECT i, voc.rake(segment, :'three', trim_high => 2.5, tolerance => 1e-13) OVER () AS w FROM answer) AS x;
SELECT is(pg_temp.figures(array_agg(w ORDER BY i)), '1279.5037 2.50000000 1.97509740 1.17783372', 'cut, with base weights, as survey::calibrate() has them')
FROM (SELECT i, voc.rake(segment, :'three', base, 0.35, 2.5, tolerance => 1e-13) OVER () AS w FROM answer) AS x;

-- ---------------------------------------------------------------------
-- laws
-- ---------------------------------------------------------------------

CREATE TABLE weighed AS
SELECT *, voc.rake(segment, :'three') OVER () AS w, voc.rake(segment, :'three', base, 0.35, 2.5) OVER () AS trimmed,
	voc.rake(segment, :'two', trim_high => 3) OVER (PARTITION BY month) AS monthly
FROM answer;

SELECT is_empty($$
	SELECT d.key, c.key, sum(a.w) FROM goal AS g CROSS JOIN LATERAL jsonb_each(g.targets) AS d CROSS JOIN LATERAL jsonb_each(d.value) AS c
	JOIN weighed AS a ON a.segment ->> d.key = c.key
	WHERE g.name = 'three'
	GROUP BY d.key, d.value, c.key, c.value
	HAVING abs(sum(a.w) / 2000 - c.value::double precision / (SELECT sum(v.value::double precision) FROM jsonb_each(d.value) AS v)) > 1e-6
		OR abs(sum(a.trimmed) / 2000 - c.value::double precision / (SELECT sum(v.value::double precision) FROM jsonb_each(d.value) AS v)) > 1e-6$$,
	'each weighted share is its target, cut or not');
SELECT cmp_ok(abs(sum(w) / 2000 - 1), '<', 1e-9::double precision, 'weights have the mean 1') FROM weighed;
SELECT ok(min(trimmed) = 0.35 AND max(trimmed) = 2.5, 'bounds are kept, and met') FROM weighed;
SELECT is_empty('SELECT month FROM weighed GROUP BY month HAVING abs(avg(monthly) - 1) > 1e-6 OR max(monthly) > 3', 'each partition has its own weights, of mean 1');
SELECT is_empty($$SELECT i FROM (SELECT i, w, voc.rake(segment, (SELECT targets FROM goal WHERE name = 'three')) OVER (ORDER BY md5(i::text)) AS again FROM weighed) AS x WHERE again <> w$$,
	'the order of rows changes no digit');
SELECT is_empty($$SELECT i FROM (SELECT i, w, voc.rake(segment, (SELECT targets FROM goal WHERE name = 'three')) OVER (ORDER BY i ROWS 3 PRECEDING) AS again FROM weighed) AS x WHERE again <> w$$,
	'nor does the frame');
SELECT is_empty($$SELECT i FROM (SELECT i, w, voc.rake(to_jsonb(x) || '{"none": null}', '{"plan": {"0": 0.4, "1": 0.35, "2": 0.25}, "region": {"0": 3, "1": 3, "2": 2, "3": 2}, "age": {"0": 1, "1": 1, "2": 1, "3": 1, "4": 1}}') OVER () AS again FROM weighed AS x) AS y
	WHERE abs(again - w) > 1e-9$$,
	'a row may be its own segment; numbers are categories; shares and counts are the same targets');
SELECT is_empty($$SELECT i FROM (SELECT i, w, voc.rake(segment, (SELECT targets FROM goal WHERE name = 'three'), 17.5) OVER () AS again FROM weighed) AS x WHERE abs(again - w) > 1e-12$$,
	'the unit of base weights does not matter');
SELECT is_empty($$SELECT i FROM (SELECT i, voc.rake(segment, g.targets, w, max_iterations => 1) OVER () AS again, w FROM weighed CROSS JOIN goal AS g WHERE g.name = 'three') AS x WHERE abs(again - w) > 1e-12$$,
	'raking what was raked changes nothing; targets may be a column');
SELECT is(voc.rake('{"a": true}', '{"a": {"true": 1}}') OVER (), 1::double precision, 'one row, one category');
SELECT is_empty($$SELECT voc.rake(segment, '{}') OVER () FROM answer WHERE false$$, 'no rows');

-- in SQL with the weights
SELECT ok(abs(voc.effective_n(w) - 1351.5) < 0.01 AND abs(voc.design_effect(w) - 1.4798) < 0.0001, 'effective_n and design_effect of raked weights') FROM weighed;

-- ---------------------------------------------------------------------
-- rows that take no part
-- ---------------------------------------------------------------------

CREATE TABLE odd (id integer, segment jsonb, base double precision);
INSERT INTO odd VALUES (1, '{"a": "x"}', 1), (2, '{"a": "x"}', 1), (3, '{"a": "y"}', 1), (4, '{"a": "z"}', 1), (5, '{"a": null}', 1), (6, '{"b": "x"}', 1),
	(7, NULL, 1), (8, '{"a": "x"}', NULL), (9, '{"a": "y"}', 0), (10, '{"a": ["x"]}', 1), (11, '{"a": {"x": 1}}', 1), (12, '{"a": "zero"}', 1), (13, '{"a": "X"}', 1);
SELECT is(string_agg(id || '=' || coalesce(round(w::numeric, 6)::text, 'NULL'), ' ' ORDER BY id),
	'1=0.750000 2=0.750000 3=1.500000 4=NULL 5=NULL 6=NULL 7=NULL 8=NULL 9=0.000000 10=NULL 11=NULL 12=0.000000 13=NULL',
	'a category that is NULL, missing or in no target has no weight; base weight 0 or share 0 weighs 0')
FROM (SELECT id, voc.rake(segment, '{"a": {"x": 1, "y": 1, "zero": 0}}', base) OVER () AS w FROM odd) AS o;
SELECT is(string_agg(id || '=' || coalesce(round(w::numeric, 6)::text, 'NULL'), ' ' ORDER BY id),
	'1=0.900000 2=0.900000 3=1.200000 4=NULL 5=NULL 6=NULL 7=NULL 8=NULL 9=0.000000 10=NULL 11=NULL 12=0.000000 13=NULL',
	'bounds lift no weight of 0')
FROM (SELECT id, voc.rake(segment, '{"a": {"x": 6, "y": 4, "zero": 0}}', base, 0.5, 2) OVER () AS w FROM odd) AS o;
SELECT is(voc.rake_report(segment, '{"a": {"x": 1, "y": 1, "zero": 0}}', base, NULL, NULL, NULL, NULL)::text,
	'(t,1,0,a,x,3,10,2.6666666666666665,1.125,0.75,1.5,0)', 'the report counts them as left out') FROM odd;

-- ---------------------------------------------------------------------
-- the report
-- ---------------------------------------------------------------------

CREATE TABLE report AS SELECT r.* FROM (SELECT voc.rake_report(segment, :'three', base, 0.35, 2.5, NULL, NULL) AS r FROM answer) AS x, LATERAL (SELECT (x.r).*) AS r;
SELECT ok(converged AND iterations BETWEEN 2 AND 50 AND max_deviation < 1e-6 AND rows = 2000 AND rows_left_out = 0, 'report: converged, in so many iterations, so near') FROM report;
SELECT ok(abs(r.effective_n - w.n) < 1e-6 AND abs(r.design_effect - 2000 / w.n) < 1e-9 AND r.smallest = w.least AND r.largest = w.most AND r.trimmed = w.trimmed, 'report: its figures are those of the weights')
FROM report AS r, (SELECT sum(trimmed) ^ 2 / sum(trimmed ^ 2) AS n, min(trimmed) AS least, max(trimmed) AS most, count(*) FILTER (WHERE trimmed IN (0.35, 2.5)) AS trimmed FROM weighed) AS w;
SELECT is((voc.rake_report(segment, :'three')).effective_n, (voc.rake_report(segment, :'three', 1, NULL, NULL, NULL, NULL)).effective_n, 'report: NULL options are the defaults') FROM answer;
SELECT is((voc.rake_report(segment, :'three')).effective_n, (voc.rake_report(segment, :'three', 1, 0, 'infinity', 100, 1e-6)).effective_n, 'report: which are these') FROM answer;
SELECT is(voc.rake_report(segment, :'three'), NULL, 'report: no rows') FROM answer WHERE false;
SELECT is(string_agg(r.rows::text, ' ' ORDER BY month), '500 500 500 500', 'report: of groups') FROM (SELECT month, (voc.rake_report(segment, :'two')).rows FROM answer GROUP BY month) AS r;

-- in parallel, whose leader merges what workers send
CREATE FUNCTION pg_temp.plan_of(statement text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	line text;
	whole text := '';
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || statement LOOP
		whole := whole || line || E'\n';
	END LOOP;
	RETURN whole;
END
$$;
SELECT voc.rake_report(segment, :'three', base, 0.35, 2.5, NULL, NULL)::text AS serial FROM answer \gset
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 3;
SELECT alike(pg_temp.plan_of(format('SELECT voc.rake_report(segment, %L, base, 0.35, 2.5, NULL, NULL) FROM answer', :'three')), '%Partial Aggregate%', 'report: runs in parallel');
SELECT is(voc.rake_report(segment, :'three', base, 0.35, 2.5, NULL, NULL)::text, :'serial', 'report: and says the same, to the last digit') FROM answer;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;

-- ---------------------------------------------------------------------
-- where it cannot arrive
-- ---------------------------------------------------------------------

CREATE TABLE corner AS SELECT i, jsonb_build_object('a', i % 2, 'b', i % 2) AS segment FROM generate_series(1, 20) AS i;
SELECT ok(NOT converged AND iterations = 40 AND abs(max_deviation - 0.4) < 1e-6, 'cells without rows: not converged, and it stops when nothing changes')
FROM (SELECT (voc.rake_report(segment, '{"a": {"0": 9, "1": 1}, "b": {"0": 1, "1": 1}}')).* FROM corner) AS r;
SELECT ok(NOT converged AND iterations = 7 AND dimension IN ('a', 'b'), 'after max_iterations it ends')
FROM (SELECT (voc.rake_report(segment, '{"a": {"0": 9, "1": 1}, "b": {"0": 1, "1": 1}}', 1, NULL, NULL, 7, NULL)).* FROM corner) AS r;
SELECT ok(NOT converged AND largest = 1.5 AND abs(max_deviation - 0.15) < 1e-9 AND dimension = 'a' AND trimmed = 10, 'targets beyond the bounds: as near as they let it come')
FROM (SELECT (voc.rake_report(segment, '{"a": {"0": 9, "1": 1}}', 1, NULL, 1.5, NULL, NULL)).* FROM corner) AS r;
SET LOCAL client_min_messages = error;
SELECT ok(max(w) = 1.5, 'voc.rake() gives those weights, with a warning')
FROM (SELECT voc.rake(segment, '{"a": {"0": 9, "1": 1}}', trim_high => 1.5) OVER () AS w FROM corner) AS r;
SET LOCAL client_min_messages = warning;

-- ---------------------------------------------------------------------
-- what is refused
-- ---------------------------------------------------------------------

CREATE FUNCTION pg_temp.refused(targets text, rest text DEFAULT '') RETURNS text
LANGUAGE sql AS $$
	SELECT pg_temp.fault(format('SELECT voc.rake(segment, %L%s) OVER () FROM answer', targets, rest))
$$;
SELECT is(pg_temp.refused(NULL), '22023 targets are NULL', 'targets NULL');
SELECT is(pg_temp.refused('[]'), '22023 targets are not a JSON object of dimensions', 'targets: an array');
SELECT is(pg_temp.refused('7'), '22023 targets are not a JSON object of dimensions', 'targets: a number');
SELECT is(pg_temp.refused('{}'), '22023 targets are not a JSON object of dimensions', 'targets: of nothing');
SELECT is(pg_temp.refused('{"plan": 7}'), '22023 targets of dimension "plan" are not a JSON object of categories', 'a dimension: a number');
SELECT is(pg_temp.refused('{"plan": {}}'), '22023 targets of dimension "plan" are not a JSON object of categories', 'a dimension: of nothing');
SELECT is(pg_temp.refused('{"plan": ["p0"]}'), '22023 targets of dimension "plan" are not a JSON object of categories', 'a dimension: an array');
SELECT is(pg_temp.refused('{"plan": {"p0": "40"}}'), '22023 target of category "p0" of dimension "plan" is not a number from 0 up', 'a share: a string');
SELECT is(pg_temp.refused('{"plan": {"p0": -1}}'), '22023 target of category "p0" of dimension "plan" is not a number from 0 up', 'a share: negative');
SELECT is(pg_temp.refused('{"plan": {"p0": null}}'), '22023 target of category "p0" of dimension "plan" is not a number from 0 up', 'a share: null');
SELECT alike(pg_temp.refused('{"plan": {"p0": 1e400}}'), '22003 %', 'a share: too large a number');
SELECT is(pg_temp.refused('{"plan": {"p0": 0, "p1": 0}}'), '22023 targets of dimension "plan" are all 0', 'shares: all 0');
SELECT is(pg_temp.refused('{"plan": {"p0": 2, "p1": 1, "p2": 1, "p9": 4}}'),
	'22023 no row can stand for category "p9" of dimension "plan" | Its share is 0.5, and no row with a weight has it, or none that has categories in all dimensions.',
	'a category that nobody has');
SELECT is(pg_temp.refused('{"plan": {"p0": 1e300, "p1": 1e308, "p2": 1e308}}'), 'no error', 'large counts are shares too');
SELECT is((SELECT pg_temp.refused(jsonb_object_agg('d' || i, '{"x": 1}'::jsonb)::text) FROM generate_series(1, 65) AS i),
	'54000 targets have too many dimensions | They have 65; 64 can be raked.', 'too many dimensions');
SELECT is(pg_temp.refused(:'two', ', trim_low => -0.1'), '22023 trim_low must lie between 0 and 1 | It is -0.1.', 'trim_low: negative');
SELECT is(pg_temp.refused(:'two', ', trim_low => 1.1'), '22023 trim_low must lie between 0 and 1 | It is 1.1.', 'trim_low: above the mean');
SELECT is(pg_temp.refused(:'two', ', trim_low => ''NaN'''), '22023 trim_low must lie between 0 and 1 | It is NaN.', 'trim_low: NaN');
SELECT is(pg_temp.refused(:'two', ', trim_high => 0.9'), '22023 trim_high must be 1 or more | It is 0.9.', 'trim_high: below the mean');
SELECT is(pg_temp.refused(:'two', ', trim_high => ''NaN'''), '22023 trim_high must be 1 or more | It is NaN.', 'trim_high: NaN');
SELECT is(pg_temp.refused(:'two', ', max_iterations => 0'), '22023 max_iterations must be from 1 to 100000 | It is 0.', 'max_iterations: 0');
SELECT is(pg_temp.refused(:'two', ', tolerance => 0'), '22023 tolerance must lie between 0 and 1 | It is 0.', 'tolerance: 0');
SELECT is(pg_temp.refused(:'two', ', -1'), '22023 base weight is not a number from 0 up | It is -1.', 'base weight: negative');
SELECT is(pg_temp.refused(:'two', ', ''NaN'''), '22023 base weight is not a number from 0 up | It is NaN.', 'base weight: NaN');
SELECT is(pg_temp.refused(:'two', ', CASE WHEN i = 1999 THEN float8 ''infinity'' ELSE 1 END'), '22023 base weight is not a number from 0 up | It is Infinity.', 'base weight: infinite, of the last row');
SELECT is(pg_temp.refused(:'two', ', 0'), '22023 all base weights are 0', 'base weights: all 0');
SELECT is(pg_temp.fault(format('SELECT voc.rake(''[1]'', %L) OVER ()', :'two')), '22023 segment is not a JSON object', 'segment: an array');
SELECT is(pg_temp.fault(format('SELECT voc.rake(''7'', %L) OVER ()', :'two')), '22023 segment is not a JSON object', 'segment: a number');
SELECT is(pg_temp.fault('SELECT voc.rake(a.segment, g.targets) OVER () FROM answer AS a CROSS JOIN goal AS g'), '22023 targets change from row to row', 'targets that change');
SELECT is(pg_temp.fault('SELECT voc.rake(segment, (SELECT targets FROM goal WHERE name = ''two''), trim_high => 2 + i) OVER () FROM answer'), '22023 bounds or limits of raking change from row to row', 'bounds that change');
SELECT is(pg_temp.fault('SELECT voc.rake_report(a.segment, g.targets) FROM answer AS a CROSS JOIN goal AS g'), '22023 targets change from row to row', 'report: targets that change');
SELECT is(pg_temp.fault('SELECT voc.rake_report(segment, ''{"plan": {"p9": 1}}'') FROM answer'),
	'22023 no row can stand for category "p9" of dimension "plan" | Its share is 1, and no row with a weight has it, or none that has categories in all dimensions.', 'report: a category that nobody has');
SELECT is(pg_temp.fault('SELECT voc.rake(segment, ''{"plan": {"p0": 1}}'') FROM answer'), '42809 window function voc.rake requires an OVER clause', 'not without OVER');

-- ---------------------------------------------------------------------
-- weights alone
-- ---------------------------------------------------------------------

SELECT is(voc.effective_n(w)::text || ' ' || voc.design_effect(w)::text, '3.24 1.2345679012345678', 'Kish: (sum w)^2 / sum w^2, and n by that') FROM unnest('{1,1,2,0.5}'::double precision[]) AS w;
SELECT is(concat_ws(' ', voc.effective_n(w), voc.design_effect(w)), '', 'of nothing') FROM unnest('{NULL}'::double precision[]) AS w;
SELECT is(concat_ws(' ', voc.effective_n(w), voc.design_effect(w)), '0', 'of weights 0') FROM unnest('{0,0}'::double precision[]) AS w;
SELECT is(pg_temp.fault('SELECT voc.effective_n(-1)'), '22003 weight is out of range | Weight -1 is not a number from 0 to 1000000.', 'of a negative weight');
SELECT is_empty($$
	SELECT x.i FROM (SELECT i, voc.effective_n(w) OVER f AS moving, array_agg(w) OVER f AS frame FROM weighed WINDOW f AS (ORDER BY i ROWS 9 PRECEDING)) AS x
	WHERE x.i < 300 AND x.moving <> (SELECT voc.effective_n(u) FROM unnest(x.frame) AS u)$$, 'moving frames are exact');

SELECT * FROM finish();
ROLLBACK;
