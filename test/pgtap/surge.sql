-- Surges: is a count or a mean unusual, and are so many tests

BEGIN;

SELECT plan(44);

SET LOCAL search_path = public, voc;
SET LOCAL client_min_messages = warning;

-- How a statement fails: SQLSTATE and message
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
	RETURN state || ' ' || message || ' | ' || detail;
END
$$;

-- ---------------------------------------------------------------------
-- many tests at once
-- ---------------------------------------------------------------------

-- Benjamini and Hochberg (1995), section 3; R: p.adjust(p, method = "BH")
CREATE TABLE test AS
SELECT * FROM (VALUES
	(1, 0.0001::float8, 0.0015::float8), (2, 0.0004, 0.003), (3, 0.0019, 0.0095), (4, 0.0095, 0.035625), (5, 0.0201, 0.0603),
	(6, 0.0278, 0.063857142857142863), (7, 0.0298, 0.063857142857142863), (8, 0.0344, 0.0645), (9, 0.0459, 0.0765),
	(10, 0.3240, 0.486), (11, 0.4262, 0.58118181818181824), (12, 0.5719, 0.714875), (13, 0.6528, 0.75323076923076926),
	(14, 0.7590, 0.81321428571428578), (15, 1.0000, 1)) AS t (id, p, q);

SELECT is_empty($$SELECT * FROM (SELECT t.*, adjust_p(p) OVER () AS got FROM test t) x WHERE abs(got - q) > 1e-15$$,
	'adjust_p is p.adjust of R');
SELECT is_empty($$SELECT * FROM (SELECT t.*, adjust_p(p) OVER (ORDER BY md5(id::text) ROWS CURRENT ROW) AS got FROM test t) x WHERE abs(got - q) > 1e-15$$,
	'whatever the order and the frame');
SELECT is_empty($$SELECT * FROM (SELECT t.q, adjust_p(t.p) OVER (PARTITION BY g) AS got FROM test t, generate_series(1, 3) g) x WHERE abs(got - q) > 1e-15$$,
	'each partition by itself');
SELECT is_empty($$SELECT * FROM (
		SELECT p, q, adjust_p(p) OVER () AS got FROM (SELECT p, q FROM test UNION ALL SELECT NULL, NULL FROM generate_series(1, 9)) t) x
	WHERE (p IS NULL) <> (got IS NULL) OR abs(got - q) > 1e-15$$, 'NULL stays NULL and does not count');
SELECT is((SELECT array_agg(q) FROM (SELECT adjust_p(p) OVER () AS q FROM unnest('{0.2,0.2,0.2}'::float8[]) p) x), '{0.2,0.2,0.2}', 'ties');
SELECT is((SELECT array_agg(q) FROM (SELECT adjust_p(p) OVER () AS q FROM unnest('{0.03}'::float8[]) p) x), '{0.03}', 'one test is what it is');
SELECT is((SELECT array_agg(q ORDER BY p) FROM (SELECT p, adjust_p(p) OVER () AS q FROM unnest('{1,0,0}'::float8[]) p) x), '{0,0,1}', 'zeros and ones');
SELECT is((SELECT array_agg(q) FROM (SELECT adjust_p(NULL) OVER () AS q FROM generate_series(1, 2)) x), '{NULL,NULL}', 'nothing but NULL');
SELECT is((SELECT count(*) FROM (SELECT adjust_p(0.5) OVER () FROM generate_series(1, 0)) x), 0::bigint, 'no rows');
SELECT is((SELECT count(*) FROM (SELECT adjust_p(i / 100000.0::float8) OVER () AS q FROM generate_series(1, 100000) i) x WHERE abs(q - 1) < 1e-12), 100000::bigint,
	'a hundred thousand tests of nothing');
SELECT is(pg_temp.fault('SELECT voc.adjust_p(1.5) OVER ()'), '22023 a probability must lie between 0 and 1 | It is 1.5.', 'more than 1');
SELECT is(pg_temp.fault('SELECT voc.adjust_p(-0.1) OVER ()'), '22023 a probability must lie between 0 and 1 | It is -0.1.', 'less than 0');
SELECT is(pg_temp.fault($$SELECT voc.adjust_p('nan') OVER ()$$), '22023 a probability must lie between 0 and 1 | It is NaN.', 'not a number');

-- ---------------------------------------------------------------------
-- counts
-- ---------------------------------------------------------------------

CREATE FUNCTION pg_temp.p(observed bigint, history bigint[]) RETURNS float8 LANGUAGE sql AS $$SELECT (voc.surge(observed, history)).p$$;

SELECT is((surge(15, '{5,4,6,5,5,4,6,5}')).expected, 5::float8, 'expected is the mean');
SELECT is((surge(15, '{5,4,6,5,5,4,6,5}')).ratio, 3::float8, 'ratio');
SELECT is((surge(15, '{5,4,6,5,5,4,6,5}')).method, 'poisson', 'even counts are poisson');
SELECT is((surge(15, '{5,4,6,5,5,4,6,5}')).n, 8, 'all of the history');
-- R: pbinom(14, 55, 1/9, lower.tail = FALSE)
SELECT cmp_ok(abs(pg_temp.p(15, '{5,4,6,5,5,4,6,5}') - 0.00074488324016240884), '<', 1e-14::float8, 'p is the conditional binomial test''s');
SELECT is((surge(30, '{2,9,21,3,14,10,1,18}')).method, 'negative binomial', 'uneven counts are not');
-- test/peer/surge.R
SELECT cmp_ok(abs(pg_temp.p(30, '{2,9,21,3,14,10,1,18}') - 0.054966443796704095), '<', 1e-12::float8, 'p of uneven counts');
SELECT cmp_ok(pg_temp.p(30, '{2,9,21,3,14,10,1,18}'), '>', pg_temp.p(30, '{9,10,10,9,10,10,10,10}'), 'and they surprise less');
SELECT is(pg_temp.p(15, '{6,5,5,4,6,5,5,4}'), pg_temp.p(15, '{5,4,6,5,5,4,6,5}'), 'the order is of no matter');
SELECT is(pg_temp.p(15, '{5,4,NULL,6,5,5,4,NULL,6,5}'), pg_temp.p(15, '{5,4,6,5,5,4,6,5}'), 'nor are NULLs');
SELECT is((surge(60, '{18,25,16,22,95,20,19,24}')).n, 7, 'an earlier surge is left out');
SELECT is(pg_temp.p(60, '{18,25,16,22,95,20,19,24}'), pg_temp.p(60, '{18,25,16,22,20,19,24}'), 'and hides nothing');
SELECT is(round(pg_temp.p(3, '{0,0,0,0,0,0,0,0}')::numeric, 12), round(1 / 729.0, 12), 'after nothing but zeros');
SELECT is((surge(3, '{0,0}')).ratio, NULL, 'there is no ratio to nothing');
SELECT is(pg_temp.p(0, '{0,0,0}'), 1::float8, 'nothing is no surge');
SELECT is((surge(3, '{7}'))::text, '(,,,"too little history",1)', 'one count is no history');
SELECT is((surge(3, '{}'))::text, '(,,,"too little history",0)', 'nor is none');
SELECT is((surge(3, NULL))::text, '(,,,"too little history",0)', 'nor is NULL');
SELECT ok(surge(NULL, '{1,2,3}') IS NULL, 'NULL of a NULL count');
SELECT is(pg_temp.fault('SELECT voc.surge(-1, ''{1,2}'')'), '22003 a count cannot be negative | The count is -1.', 'a negative count');
SELECT is(pg_temp.fault('SELECT voc.surge(1, ''{1,-2}'')'), '22003 a count cannot be negative | The count is -2.', 'a negative one in the history');
SELECT ok(pg_temp.p(9223372036854775807, '{9223372036854775807,1,9223372036854775806}') BETWEEN 0 AND 1, 'the largest counts there are');

-- ---------------------------------------------------------------------
-- means
-- ---------------------------------------------------------------------

-- test/peer/surge.R
SELECT cmp_ok(abs((mean_surge(-50, 83.66600265340756, 6, '{40,50,66.666666666666671}', '{89.442719099991592,83.66600265340756,57.735026918962575}', '{5,6,3}')).p
	- 0.035197293238836747), '<', 1e-12::float8, 'p of a mean');
SELECT is((mean_surge(2, 1, 20, '{8,9,8.5}', '{1,1,1}', '{20,20,20}')).method, 'welch, uneven days', 'days that differ of themselves');
SELECT is((mean_surge(2, 1, 20, '{8.4,8.5,8.6}', '{1,1,1}', '{20,20,20}')).method, 'welch', 'days that do not');
SELECT is(mean_surge(2, 1, 20, '{8.4,NULL,8.5,8.6,7}', '{1,NULL,1,1,1}', '{20,0,20,20,NULL}'), mean_surge(2, 1, 20, '{8.4,8.5,8.6}', '{1,1,1}', '{20,20,20}'),
	'days without answers are left out');
SELECT is((mean_surge(2, NULL, 1, '{8,9}', '{1,1}', '{20,20}')).method, 'too little history', 'one answer');
SELECT is((mean_surge(2, 1, 20, NULL, NULL, NULL))::text, '(,,,"too little history",0)', 'no history');
SELECT is(pg_temp.fault($$SELECT voc.mean_surge(2, 1, 20, '{8,9}', '{1}', '{20,20}')$$),
	'22023 the arrays of the history have different lengths | There are 2 means, 1 standard deviations and 2 counts.', 'arrays of different lengths');
SELECT alike(pg_temp.fault($$SELECT voc.mean_surge(2, NULL, 20, '{8,9}', '{1,1}', '{20,20}')$$),
	'22023 the standard deviation of 20 answers is NULL%', 'no standard deviation');
SELECT alike(pg_temp.fault($$SELECT voc.mean_surge('infinity', 1, 20, '{8,9}', '{1,1}', '{20,20}')$$),
	'22003 a mean must be a finite number%', 'an infinite mean');

SELECT * FROM finish();
ROLLBACK;
