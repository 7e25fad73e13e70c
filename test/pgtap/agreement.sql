-- Krippendorff's alpha: published values, the definition, and what an aggregate must keep

BEGIN;

SELECT plan(52);
SET LOCAL client_min_messages = warning;

-- ---------------------------------------------------------------------
-- what was published
-- ---------------------------------------------------------------------

-- Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability": a row a coder, * is missing
CREATE TEMP TABLE coded AS
SELECT x.data, x.coder, u.unit::text, nullif(u.value, '*') AS value
FROM (VALUES ('binary', 'A', '0 1 0 0 0 0 0 0 1 0'), ('binary', 'B', '1 1 1 0 0 1 0 0 0 0'),
	('names', 'A', 'a a b b d c c c e d d a'), ('names', 'B', 'b a b b b c c c e d d d'),
	('four', 'A', '1 2 3 3 2 1 4 1 2 * * *'), ('four', 'B', '1 2 3 3 2 2 4 1 2 5 * *'),
	('four', 'C', '* 3 3 3 2 3 4 2 2 5 1 3'), ('four', 'D', '1 2 3 3 2 4 4 1 2 5 1 *')) AS x (data, coder, line)
CROSS JOIN LATERAL unnest(string_to_array(x.line, ' ')) WITH ORDINALITY AS u (value, unit);

SELECT is(round(voc.alpha(unit, value)::numeric, 3), 0.095, 'two coders, two values') FROM coded WHERE data = 'binary';
SELECT is(round(voc.alpha(unit, value)::numeric, 3), 0.692, 'two coders, five names') FROM coded WHERE data = 'names';
SELECT is(round(voc.alpha(unit, value)::numeric, 3), 0.743, 'four coders with gaps: nominal') FROM coded WHERE data = 'four';
SELECT is(round(voc.alpha(unit, value, l.level)::numeric, 3), l.alpha, 'four coders with gaps: ' || l.level)
FROM coded CROSS JOIN (VALUES ('nominal', 0.743), ('ordinal', 0.815), ('interval', 0.849), ('ratio', 0.797)) AS l (level, alpha)
WHERE data = 'four' GROUP BY l.level, l.alpha ORDER BY l.level;

-- R's irr, where it is installed
\set irr `Rscript -e 'suppressMessages(library(irr)); m <- matrix(c(1,1,NA,1,2,2,3,2,3,3,3,3,3,3,3,3,2,2,2,2,1,2,3,4,4,4,4,4,1,1,2,1,2,2,2,2,NA,5,5,5,NA,NA,1,1,NA,NA,3,NA), nrow=4); cat(sprintf("%.12f", kripp.alpha(m, "interval")$value))' 2>/dev/null || echo none`
SELECT CASE WHEN :'irr' = 'none' THEN skip('R with the package irr is not installed', 1)
	ELSE (SELECT is(round(voc.alpha(unit, value, 'interval')::numeric, 10), round(nullif(:'irr', 'none')::numeric, 10), 'as irr::kripp.alpha') FROM coded WHERE data = 'four') END;

-- ---------------------------------------------------------------------
-- the definition
-- ---------------------------------------------------------------------

-- The coincidence matrix and the differences, written out in SQL
CREATE FUNCTION pg_temp.by_definition(units text[], codes text[], at_level text) RETURNS double precision
LANGUAGE sql AS $$
	WITH pairable AS (
		SELECT u.unit, u.value FROM (
			SELECT r.unit, r.value, count(*) OVER (PARTITION BY r.unit) AS m
			FROM unnest(units, codes) AS r (unit, value) WHERE r.unit IS NOT NULL AND r.value IS NOT NULL) AS u
		WHERE u.m > 1
	), numbered AS (
		SELECT p.*, row_number() OVER () AS i, count(*) OVER (PARTITION BY p.unit) AS m FROM pairable AS p
	), coincidence AS (
		SELECT a.value AS c, b.value AS k, sum(1.0::float8 / (a.m - 1)) AS o
		FROM numbered AS a JOIN numbered AS b ON a.unit = b.unit AND a.i <> b.i GROUP BY a.value, b.value
	), given AS (
		SELECT p.value, count(*)::float8 AS n FROM pairable AS p GROUP BY p.value
	), pair AS (
		SELECT a.value AS c, b.value AS k, a.n * b.n AS e,
			CASE at_level
			WHEN 'nominal' THEN 1
			WHEN 'ordinal' THEN ((SELECT sum(g.n) FROM given AS g WHERE g.value::float8 BETWEEN a.value::float8 AND b.value::float8) - (a.n + b.n) / 2) ^ 2
			WHEN 'interval' THEN (a.value::float8 - b.value::float8) ^ 2
			ELSE ((a.value::float8 - b.value::float8) / (a.value::float8 + b.value::float8)) ^ 2 END AS d
		FROM given AS a JOIN given AS b ON a.value::float8 < b.value::float8
	)
	SELECT 1 - ((SELECT sum(g.n) FROM given AS g) - 1) * sum(coalesce(o.o, 0) * p.d) / nullif(sum(p.e * p.d), 0)
	FROM pair AS p LEFT JOIN coincidence AS o ON o.c = p.c AND o.k = p.k
$$;

-- Five coders who mostly agree and leave gaps, in twelve sets
SELECT setseed(0.42) AS seeded \gset
CREATE TEMP TABLE rated AS
SELECT s.set, u.unit, 'u' || u.unit AS unit_name, c.coder, random() AS shuffle,
	CASE WHEN random() < 0.2 THEN NULL WHEN random() < 0.7 THEN u.unit % 7 ELSE floor(random() * 7) END * s.step AS number
FROM (VALUES (1, 1::numeric), (2, 0.25), (3, 1000000), (4, 0.001)) AS s (set, step)
CROSS JOIN generate_series(1, 40) AS u (unit) CROSS JOIN generate_series(1, 5) AS c (coder);

SELECT ok(abs(voc.alpha(r.unit_name, r.number::text, l.level) - pg_temp.by_definition(array_agg(r.unit_name), array_agg(r.number::text), l.level)) < 1e-10,
	format('set %s, %s: the definition', r.set, l.level))
FROM rated AS r CROSS JOIN unnest('{nominal,ordinal,interval,ratio}'::text[]) AS l (level)
GROUP BY r.set, l.level ORDER BY r.set, l.level;

-- ---------------------------------------------------------------------
-- what an aggregate must keep
-- ---------------------------------------------------------------------

SELECT is(voc.alpha(unit_name, number::text, l.level ORDER BY shuffle), voc.alpha(unit_name, number::text, l.level ORDER BY unit, coder),
	l.level || ': not a digit depends on the order of rows')
FROM rated CROSS JOIN unnest('{nominal,ordinal,interval,ratio}'::text[]) AS l (level) WHERE set = 4 GROUP BY l.level ORDER BY l.level;
SELECT is(voc.alpha(unit_name, number::text), voc.alpha(unit_name, number::text, 'nominal'), 'nominal is the default') FROM rated;

CREATE TABLE many AS
SELECT i % 5000 AS unit, (i * 7919 % 5000 % 9 + (i * 104729 % 4 = 0)::integer)::text AS value FROM generate_series(1, 40000::bigint) AS i;
ANALYZE many;
CREATE TEMP TABLE serial AS
SELECT l.level, (SELECT voc.alpha(m.unit::text, m.value, l.level) FROM many AS m) AS alpha
FROM unnest('{nominal,ordinal,interval,ratio}'::text[]) AS l (level);

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
SELECT ok(pg_temp.plan_has('SELECT voc.alpha(unit::text, value) FROM many', 'Partial Aggregate'), 'it runs in parallel');
CREATE TEMP TABLE parallel (level text, alpha double precision);
INSERT INTO parallel SELECT 'nominal', voc.alpha(unit::text, value, 'nominal') FROM many;
INSERT INTO parallel SELECT 'ordinal', voc.alpha(unit::text, value, 'ordinal') FROM many;
INSERT INTO parallel SELECT 'interval', voc.alpha(unit::text, value, 'interval') FROM many;
INSERT INTO parallel SELECT 'ratio', voc.alpha(unit::text, value, 'ratio') FROM many;
SELECT is(p.alpha, s.alpha, p.level || ': workers give the same') FROM parallel AS p JOIN serial AS s USING (level) ORDER BY p.level;
SELECT is((SELECT voc.alpha(unit::text, value) FROM many WHERE unit < 0), NULL, 'no rows, in workers');
SET LOCAL max_parallel_workers_per_gather = 0;

SELECT is((SELECT count(a) FROM (SELECT voc.alpha(unit::text, value) AS a FROM many GROUP BY unit % 50) AS g), 50::bigint, 'in groups');
SELECT is((SELECT array_agg(a ORDER BY n) FROM (
	SELECT row_number() OVER (ORDER BY unit, coder) AS n, voc.alpha(unit_name, number::text, 'interval') OVER (ORDER BY unit, coder ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS a
	FROM rated WHERE set = 1 AND unit <= 4) AS w),
	(SELECT array_agg((SELECT voc.alpha(r.unit_name, r.number::text, 'interval') FROM rated AS r WHERE r.set = 1 AND (r.unit, r.coder) <= (x.unit, x.coder)) ORDER BY x.unit, x.coder)
	FROM rated AS x WHERE x.set = 1 AND x.unit <= 4), 'in a window, where the state goes on after a result');

-- ---------------------------------------------------------------------
-- the ends
-- ---------------------------------------------------------------------

SELECT is(voc.alpha('u', 'a'), NULL, 'one value') ;
SELECT is((SELECT voc.alpha(u, v) FROM (VALUES ('1', 'a'), ('2', 'b'), ('3', 'c')) AS x (u, v)), NULL, 'no unit of two values');
SELECT is((SELECT voc.alpha(u, v) FROM (VALUES ('1', 'a'), ('1', 'a'), ('2', 'a'), ('2', 'a'), ('3', 'b')) AS x (u, v)), NULL, 'pairable values are all the same');
SELECT is((SELECT voc.alpha(u, v) FROM (VALUES ('1', 'a'), ('1', 'a'), ('2', 'b'), ('2', 'b')) AS x (u, v)), 1::float8, 'all agree');
SELECT is((SELECT voc.alpha(u, v) FROM (VALUES ('1', 'a'), ('1', 'b'), ('2', 'a'), ('2', 'b')) AS x (u, v)), -0.5::float8, 'nobody ever agrees');
SELECT is((SELECT voc.alpha(u, v) FROM (VALUES ('1', 'a'), ('1', 'a'), ('1', NULL), (NULL, 'b'), ('2', 'b'), ('2', 'b')) AS x (u, v)), 1::float8, 'NULL is missing');
SELECT is((SELECT voc.alpha(u, v, 'interval') FROM (VALUES ('1', '1'), ('1', ' 1.0'), ('2', '2e0'), ('2', '+2')) AS x (u, v)), 1::float8, 'a number is the same however it is written');
SELECT ok((SELECT voc.alpha(u, v) FROM (VALUES ('1', '1'), ('1', '1.0'), ('2', '2'), ('2', '2')) AS x (u, v)) < 1, 'a name is not');
SELECT throws_ok($$SELECT voc.alpha(u, v, 'ordinal') FROM (VALUES ('1', 'good'), ('1', 'bad')) AS x (u, v)$$, '22023', 'value "good" is not a number', 'names have no order');
SELECT throws_ok($$SELECT voc.alpha(u, v, 'interval') FROM (VALUES ('1', 'NaN')) AS x (u, v)$$, '22023', 'value "NaN" is not a number', 'NaN');
SELECT throws_ok($$SELECT voc.alpha(u, v, 'ratio') FROM (VALUES ('1', '-2')) AS x (u, v)$$, '22023', 'value "-2" is negative', 'a negative ratio');
SELECT throws_ok($$SELECT voc.alpha('1', '2', 'rational')$$, '22023', 'unknown level of measurement "rational"', 'an unknown level');
SELECT throws_ok($$SELECT voc.alpha('1', '2', NULL)$$, '22023', 'level of measurement is NULL', 'no level');
SELECT throws_ok($$SELECT voc.alpha('1', '2', l) FROM unnest('{ratio,nominal}'::text[]) AS l$$, '22023', 'level of measurement changes from row to row', 'two levels');
SELECT throws_ok($$SELECT voc.alpha((i % 7)::text, i::text, 'ratio') FROM generate_series(0, 10000) AS i$$, '54000', 'too many different values for the level ratio', 'too many ratios');

SELECT * FROM finish();
ROLLBACK;
