-- What drives a score: relative weights, the impact of topics, priorities

BEGIN;

SELECT no_plan();

SET LOCAL search_path = public;
SET LOCAL client_min_messages = warning;
SET LOCAL timezone = 'UTC';

CREATE FUNCTION pg_temp.fault(query text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE query;
	RETURN 'none';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ' ' || SQLERRM;
END
$$;

-- Whether two lists of numbers are the same, to within some distance
CREATE FUNCTION pg_temp.near(a double precision[], b double precision[], within double precision DEFAULT 1e-12) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
	SELECT coalesce(cardinality(a) = cardinality(b) AND bool_and(abs(x - y) <= within), false)
	FROM unnest(a, b) AS u (x, y)
$$;

-- ---------------------------------------------------------------------
-- relative weights: of correlations
-- ---------------------------------------------------------------------

-- DESIGN.md's table, in full length as test/peer/relative_weights.tsv has it
SELECT ok(pg_temp.near(voc.relative_weights(r_xx => '{{1,.2,.3,.4},{.2,1,.5,.1},{.3,.5,1,.2},{.4,.1,.2,1}}', r_xy => '{-.4,.1,-.3,.4}'),
	'{0.240661193555763,0.0549266374065875,0.121434762294838,0.281581893582593}'), 'the weights of the design');
SELECT ok(pg_temp.near(voc.relative_weights(r_xx => '{{1,1},{1,1}}', r_xy => '{.6,.6}'), '{.18,.18}'), 'the same predictor twice: half each');
SELECT ok(pg_temp.near(voc.relative_weights(r_xx => '{{1,0},{0,0}}', r_xy => '{.6,0}'), '{.36,0}'), 'a constant one: nothing');
SELECT is(voc.relative_weights(NULL::double precision[], '{1}'::double precision[]), NULL, 'NULL for NULL');
SELECT is(pg_temp.fault(format('SELECT voc.relative_weights(r_xx => %L, r_xy => %L)', c.r_xx, c.r_xy)), c.fault, format('%s and %s', c.r_xx, c.r_xy))
FROM (VALUES
	('{{1,0},{0,1}}', '{1}', '2202E r_xx must have a row and a column for each element of r_xy'),
	('{1}', '{1}', '2202E r_xx must have a row and a column for each element of r_xy'),
	('{{1}}', '{}', '2202E r_xy must be an array of one dimension, one element for each predictor'),
	('{{1}}', '{{1}}', '2202E r_xy must be an array of one dimension, one element for each predictor'),
	('{{1}}', '{NULL}', '22004 r_xy has an element that is NULL'),
	('{{NULL}}', '{1}', '22004 r_xx has an element that is NULL'),
	('{{1}}', '{1.1}', '22003 correlation is out of range'),
	('{{1}}', '{NaN}', '22003 correlation is out of range'),
	('{{1,-7},{-7,1}}', '{0,0}', '22003 correlation is out of range'),
	('{{1,.5},{.4,1}}', '{0,0}', '22023 these are not correlations of one set of data'),
	('{{.9}}', '{0}', '22023 these are not correlations of one set of data'),
	('{{0,.1},{.1,1}}', '{0,0}', '22023 these are not correlations of one set of data'),
	('{{1,.9,-.9},{.9,1,.9},{-.9,.9,1}}', '{0,0,0}', '22023 these are not correlations of one set of data'),
	('{{1,0},{0,1}}', '{1,1}', '22023 these are not correlations of one set of data')) AS c (r_xx, r_xy, fault);
SELECT is(pg_temp.fault('SELECT voc.relative_weights(r_xx => ''{{1}}'', r_xy => array_fill(0.0::double precision, ''{65}''))'), '54000 too many predictors', '65 predictors');

-- ---------------------------------------------------------------------
-- relative weights: of rows
-- ---------------------------------------------------------------------

-- The data of test/peer/relative_weights.R
CREATE TABLE driver AS
SELECT r.i, r.i % 5 AS part, r.a::double precision / 2 - r.b / 4 + r.c / 8 + 2 * r.d + r.i * 31 % 17 / 4.0::double precision AS y,
	ARRAY[r.a, r.b, r.c, r.d]::double precision[] AS x
FROM (SELECT p.*, p.i * p.i % 13 - p.b AS c, (p.i % 10 = 0)::integer AS d
	FROM (SELECT i, i * 7919 % 11 AS a, i * 104729 % 7 + (i * 7919 % 11) / 2.0::double precision AS b FROM generate_series(1, 500) AS g (i)) AS p) AS r;

SELECT ok(pg_temp.near(voc.relative_weights(y, x), '{0.347182690582928,0.0577776649293477,0.0859254283864506,0.0974928326628547}'),
	'weights of rows are those that R works out') FROM driver;
SELECT ok(pg_temp.near(voc.relative_weights(y, x || x[1]),
	'{0.174285835403896,0.0517695514626539,0.0898209020470207,0.0982164922441153,0.174285835403895}'), 'a predictor twice, as R') FROM driver;
SELECT ok(pg_temp.near(voc.relative_weights(y, ARRAY[x[1], x[2], x[3], x[1] + x[2] - 2 * x[3]]),
	'{0.329041974522299,0.0434984611100296,0.043969484780312,0.0695206117756045}'), 'a predictor that follows from others, as R') FROM driver;
SELECT ok(abs((SELECT sum(u) FROM unnest(voc.relative_weights(y, ARRAY[x[1]])) AS u) - regr_r2(y, x[1])) < 1e-14,
	'of one predictor, it is R squared as PostgreSQL has it') FROM driver;
SELECT ok(pg_temp.near(voc.relative_weights(y, ARRAY[x[1], 0.1]), ARRAY[regr_r2(y, x[1]), 0]), 'a constant predictor explains nothing') FROM driver;
SELECT ok(pg_temp.near(voc.relative_weights(1000 * y - 7, ARRAY[-x[1], x[2] / 60, x[3] + 100, x[4]]), voc.relative_weights(y, x), 1e-11),
	'units and signs do not matter') FROM driver;

-- which rows count
SELECT is(voc.relative_weights(y, x) FILTER (WHERE i > 10 AND i <> 20),
	(SELECT voc.relative_weights(CASE WHEN i > 5 THEN y END, CASE WHEN i > 8 THEN CASE WHEN i > 10 AND i <> 20 THEN x ELSE x[1:2] || NULL::double precision || x[4] END END) FROM driver),
	'rows with a NULL are left out, whole, half or in part') FROM driver;
SELECT is(ARRAY[voc.relative_weights(y, x) FILTER (WHERE i <= 5) IS NULL, voc.relative_weights(y, x) FILTER (WHERE i <= 6) IS NULL], '{t,f}',
	'two rows more than predictors are needed') FROM driver;
SELECT is(voc.relative_weights(7, x), NULL, 'NULL when all have the same outcome') FROM driver;
SELECT is(voc.relative_weights(y, x), NULL, 'NULL of no rows') FROM driver WHERE false;
SELECT is(pg_temp.fault('SELECT voc.relative_weights(i, ' || c.x || ') FROM driver'), c.fault, c.x)
FROM (VALUES
	('CASE WHEN i = 7 THEN x[1:3] ELSE x END', '2202E rows have different numbers of predictors'),
	('CASE WHEN i = 7 THEN x[1:2] || NULL::double precision ELSE x END', '2202E rows have different numbers of predictors'),
	('''{}''', '2202E x must be an array of one dimension, one element for each predictor'),
	('ARRAY[x]', '2202E x must be an array of one dimension, one element for each predictor'),
	('array_fill(1.0::double precision, ''{65}'')', '54000 too many predictors'),
	('CASE WHEN i = 7 THEN ''{1,2,NaN,3}'' ELSE x END', '22003 x must be a finite number'),
	('CASE WHEN i = 7 THEN ''{-Infinity,2,1,3}'' ELSE x END', '22003 x must be a finite number'),
	('ARRAY[1e200 * i]', '22003 y or x is too large: its variance is out of range')) AS c (x, fault);
SELECT is(pg_temp.fault('SELECT voc.relative_weights(CASE WHEN i = 7 THEN ''Infinity'' ELSE y END, x) FROM driver'), '22003 y must be a finite number', 'an infinite outcome');
SELECT is(cardinality(voc.relative_weights(i, array_fill(i::double precision, '{64}'))), 64, '64 predictors') FROM driver;

-- in parts: any split, and a parallel plan
CREATE FUNCTION pg_temp.in_parts(k integer) RETURNS double precision[]
LANGUAGE plpgsql AS $$
DECLARE
	state double precision[] := '{0,0,0}';
	part double precision[];
	r record;
BEGIN
	FOR p IN REVERSE k - 1..0 LOOP
		part := '{0,0,0}';
		FOR r IN SELECT d.y, d.x FROM driver AS d WHERE d.i * d.i % k = p ORDER BY d.i DESC LOOP
			part := voc.relative_weights_accum(part, r.y, r.x);
		END LOOP;
		state := voc.relative_weights_combine(part, state);
	END LOOP;
	RETURN voc.relative_weights_final(state);
END
$$;
SELECT is_empty($$SELECT k FROM unnest('{1,2,7,40,501}'::integer[]) AS k
	WHERE NOT pg_temp.near(pg_temp.in_parts(k), (SELECT voc.relative_weights(y, x) FROM driver))$$, 'parts combine to the whole, to 1e-12');
CREATE TABLE part_state AS
SELECT d.part, s.state FROM (SELECT DISTINCT part FROM driver) AS d
CROSS JOIN LATERAL (SELECT voc.relative_weights_accum('{0,0,0}', 1, ARRAY[d.part]) AS state) AS s;
CREATE TABLE part_before AS SELECT part, state::text FROM part_state;
SELECT is((SELECT count(*) FROM (SELECT voc.relative_weights_accum(state, 2, '{3}'), voc.relative_weights_combine(state, state), voc.relative_weights_final(state) FROM part_state) AS f),
	5::bigint, 'support functions run on a column');
SELECT set_eq('SELECT part, state::text FROM part_state', 'SELECT part, state FROM part_before', 'and change nothing that is stored');
SELECT is(pg_temp.fault(format('SELECT voc.relative_weights_final(%L)', s)), '22000 this array is no state of voc.relative_weights()', 'no state: ' || s)
FROM unnest(ARRAY['{1}', '{}', '{0,0,NULL}', '{1,2,3,4,5}', '{{0,0,0}}']) AS s;
SELECT is(voc.relative_weights_final('{NaN,1,1,1,1,1}'), NULL, 'a state that is nonsense gives nothing');
SELECT is(voc.relative_weights_final('{9,1,NaN,1,1,1}'), NULL, 'nor does another');

SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
ALTER TABLE driver SET (parallel_workers = 2);
CREATE TEMPORARY TABLE plan_line (line text);
DO $$
DECLARE
	l text;
BEGIN
	FOR l IN EXECUTE 'EXPLAIN (COSTS OFF) SELECT voc.relative_weights(y, x) FROM driver' LOOP
		INSERT INTO plan_line VALUES (l);
	END LOOP;
END
$$;
SELECT ok(bool_or(line LIKE '%Partial Aggregate%'), 'a parallel plan works in parts') FROM plan_line;
SELECT ok(pg_temp.near(voc.relative_weights(y, x), '{0.347182690582928,0.0577776649293477,0.0859254283864506,0.0974928326628547}'),
	'and finds the same') FROM driver;
SELECT is((SELECT count(*) FROM (SELECT voc.relative_weights(y, x) OVER (ORDER BY i) AS w FROM driver) AS f WHERE f.w IS NULL), 5::bigint, 'as a window function');
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;


SELECT * FROM finish();
ROLLBACK;
