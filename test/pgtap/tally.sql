-- Weighted tallies and tallies of ratings: laws that they and their aggregates keep

BEGIN;

SELECT plan(76);

SET LOCAL search_path = public, voc;
SET LOCAL client_min_messages = warning;

-- Scores and weights by a fixed congruence: every seventh score and every
-- eleventh weight NULL, some weights 0, some 1, some of seven digits
CREATE TABLE answer AS
SELECT i AS id, i % 13 AS grp, i % 5 AS part,
	CASE WHEN i % 7 <> 3 THEN ((i::bigint * 1103515245 + 12345) / 65536 % 11)::integer END AS score,
	CASE WHEN i % 11 = 4 THEN NULL WHEN i % 17 = 5 THEN 0 WHEN i % 3 = 0 THEN 1
		ELSE ((i::bigint * 69069 + 1) / 4096 % 5000000) / 1000000.0::double precision END AS weight
FROM generate_series(1, 6000) i;
ALTER TABLE answer ADD small smallint, ADD big bigint, ADD num numeric, ADD dbl double precision, ADD stars integer;
UPDATE answer SET small = score, big = score, num = score, dbl = score, stars = 1 + score % 5;
ANALYZE answer;

-- A tally's text by sums of numeric, with nothing of voc's
CREATE FUNCTION pg_temp.brute(scores integer[], weights double precision[], groups int4range[]) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
	WITH answered AS (
		SELECT s, round(w::numeric, 6) AS w FROM unnest(scores, weights) u (s, w) WHERE s IS NOT NULL AND w IS NOT NULL
	), bin AS (
		SELECT g.i, count(s) AS n, coalesce(sum(w * 1000000), 0)::numeric(60) AS w, coalesce(sum(w * w * 1e12), 0)::numeric(60) AS q
		FROM unnest(groups) WITH ORDINALITY g (r, i) LEFT JOIN answered ON s <@ g.r
		GROUP BY g.i
	)
	SELECT CASE WHEN sum(n) = 0 THEN NULL
		ELSE string_agg(n::text, ',' ORDER BY i) || CASE WHEN bool_and(w = n * 1000000 AND q = n * 1e12) THEN ''
			ELSE ';' || string_agg(w::text, ',' ORDER BY i) || ';' || string_agg(q::text, ',' ORDER BY i) END END
	FROM bin
$$;
CREATE FUNCTION pg_temp.brute_nps(scores integer[], weights double precision[]) RETURNS text
LANGUAGE sql IMMUTABLE AS $$SELECT pg_temp.brute(scores, weights, ARRAY['[9,10]', '[7,8]', '[0,6]']::int4range[])$$;
CREATE FUNCTION pg_temp.brute_rating(scores integer[], weights double precision[]) RETURNS text
LANGUAGE sql IMMUTABLE AS $$SELECT pg_temp.brute(scores, weights, (SELECT array_agg(int4range(i, i, '[]') ORDER BY i) FROM generate_series(0, 10) i))$$;

-- ---------------------------------------------------------------------
-- what is counted
-- ---------------------------------------------------------------------

SELECT is(tally_nps(score, weight)::text, pg_temp.brute_nps(array_agg(score), array_agg(weight)), 'weights are added as by hand') FROM answer;
SELECT is(tally_rating(score, weight)::text, pg_temp.brute_rating(array_agg(score), array_agg(weight)), 'each answer in its own bin') FROM answer;
SELECT is(tally_rating(score)::text, pg_temp.brute_rating(array_agg(score), array_agg(1::double precision)), 'and without weights') FROM answer;
SELECT is(ARRAY[tally_nps(small, weight), tally_nps(big, weight), tally_nps(num, weight), tally_nps(dbl, weight)],
	array_fill(tally_nps(score, weight), ARRAY[4]), 'each type of score counts the same into an nps_tally') FROM answer;
SELECT is(ARRAY[tally_rating(small, weight), tally_rating(big, weight), tally_rating(num, weight), tally_rating(dbl, weight)],
	array_fill(tally_rating(score, weight), ARRAY[4]), 'and into a rating_tally') FROM answer;
SELECT is(ARRAY[tally_rating(small), tally_rating(big), tally_rating(num), tally_rating(dbl)],
	array_fill(tally_rating(score), ARRAY[4]), 'and without weights') FROM answer;
SELECT is(tally_nps(score, 1), tally_nps(score), 'weights of 1 are none') FROM answer;
SELECT is(tally_nps(score, weight::numeric), tally_nps(score, weight), 'a weight of type numeric') FROM answer;
SELECT is(tally_nps(score, 3), tally_nps(score, 3::real), 'and of integer or real') FROM answer;
SELECT is(tally_rating(score, weight)::nps_tally, tally_nps(score, weight), 'ratings from 0 to 10 are promoters, passives, detractors') FROM answer;
SELECT is(counts(tally_rating(score)), (SELECT array_agg(n ORDER BY s) FROM (SELECT s, count(score) AS n FROM generate_series(0, 10) s LEFT JOIN answer ON score = s GROUP BY s) v),
	'counts() is how many gave each answer') FROM answer;
SELECT is(rating_tally(counts(t)), t, 'and rating_tally() makes a tally of it') FROM (SELECT tally_rating(score) FROM answer) v (t);

-- ---------------------------------------------------------------------
-- what it says
-- ---------------------------------------------------------------------

CREATE FUNCTION pg_temp.near(a double precision, b double precision) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$SELECT a IS NOT DISTINCT FROM b OR abs(a - b) <= 1e-9 * greatest(1, abs(b))$$;

SELECT ok(pg_temp.near(nps(score, weight), 100 * sum(w * CASE WHEN score >= 9 THEN 1 WHEN score <= 6 THEN -1 ELSE 0 END) / sum(w)),
	'nps is the weighted share of promoters less that of detractors')
FROM (SELECT score, weight, round(weight::numeric, 6)::double precision AS w FROM answer WHERE score IS NOT NULL AND weight IS NOT NULL) v;
SELECT ok(pg_temp.near(mean_score(score, weight), sum(w * score) / sum(w)) AND pg_temp.near(effective_n(tally_rating(score, weight)), sum(w) ^ 2 / sum(w * w)),
	'mean_score and effective_n')
FROM (SELECT score, weight, round(weight::numeric, 6)::double precision AS w FROM answer WHERE score IS NOT NULL AND weight IS NOT NULL) v;
SELECT ok(pg_temp.near(mean_score(score), avg(score)::double precision) AND pg_temp.near(stddev_score(tally_rating(score)), stddev_samp(score)::double precision),
	'without weights, mean and standard deviation are those of PostgreSQL') FROM answer;
SELECT ok(mean_interval(tally_rating(score)) IS NOT NULL AND
	pg_temp.near((mean_interval(tally_rating(score))).low, (mean_interval(avg(score)::double precision, stddev_samp(score)::double precision, count(score)::double precision)).low),
	'and so is the interval of the mean') FROM answer;
SELECT ok(pg_temp.near(csat(stars), 100.0 * count(*) FILTER (WHERE stars >= 4) / count(stars)), 'csat is the share of 4 and 5') FROM answer;
SELECT ok(pg_temp.near((csat_interval(tally_rating(stars))).high, (share_interval(count(*) FILTER (WHERE stars >= 4), count(stars))).high),
	'its interval is that of the share') FROM answer;
SELECT is(csat(stars), csat(tally_rating(stars)), 'csat of scores is csat of their tally') FROM answer;
SELECT is(ces(stars), ces(tally_rating(stars)), 'and so for ces') FROM answer;
SELECT is(csat(stars, weight), csat(tally_rating(stars, weight)), 'and with weights') FROM answer;
SELECT is(nps_interval(score, weight), nps_interval(tally_nps(score, weight)), 'and for the interval of nps') FROM answer;
SELECT is(nps_margin(score, weight), nps_margin(tally_nps(score, weight)), 'and its margin') FROM answer;
SELECT ok(pg_temp.near(nps_margin(tally_nps(score, 2.5)), nps_margin(tally_nps(score))), 'equal weights, whatever they are, change no margin') FROM answer;
SELECT cmp_ok(nps_margin(tally_nps(score, weight)), '>', nps_margin(tally_nps(score)), 'unequal ones make it wider') FROM answer WHERE weight IS NOT NULL;
SELECT is_empty($$
	SELECT 1 FROM (SELECT compare(a, b) AS x, compare(b, a) AS y FROM (SELECT tally_rating(score, weight) FROM answer GROUP BY grp) v (a), (SELECT tally_rating(score) FROM answer GROUP BY part) w (b)) c
	WHERE NOT (pg_temp.near((x).delta, -(y).delta) AND pg_temp.near((x).low, -(y).high) AND pg_temp.near((x).p, (y).p) AND pg_temp.near((x).z, -(y).z))
$$, 'a comparison the other way round is the same the other way round');
SELECT is_empty($$
	SELECT m FROM (SELECT m, compare(a, b, 0.95, m) AS x, compare(b, a, 0.95, m) AS y FROM unnest('{adjusted,wald,linearized}'::text[]) m,
		(SELECT tally_nps(score, weight) FROM answer GROUP BY grp) v (a), (SELECT tally_nps(score) FROM answer GROUP BY part) w (b)) c
	WHERE NOT (pg_temp.near((x).delta, -(y).delta) AND pg_temp.near((x).low, -(y).high) AND pg_temp.near((x).p, (y).p) AND pg_temp.near((x).z, -(y).z))
		OR ((x).p < 0.05) <> ((x).low > 0 OR (x).high < 0)
$$, 'and for nps; the interval excludes 0 just when p is below 5 percent');

-- Agresti and Caffo by hand: (18 + 1) / 33 - (9 + 1) / 32, with the errors of both
SELECT ok(pg_temp.near((c).delta, 100 * (18 / 31.0 - 9 / 30.0)) AND pg_temp.near((c).z, (19 / 33.0 - 10 / 32.0) / sqrt(19 * 14 / 33.0 ^ 3 + 10 * 22 / 32.0 ^ 3))
	AND pg_temp.near((c).high - (c).low, 2 * 195.9963984540054 * sqrt(19 * 14 / 33.0 ^ 3 + 10 * 22 / 32.0 ^ 3)), 'shares are compared as by hand')
FROM compare_shares(18, 31, 9, 30) c;
SELECT is(compare_shares(0, 0, 9, 30), NULL, 'a share of nothing is none');
SELECT throws_ok('SELECT compare_shares(5, 4, 1, 2)', '22003', NULL, 'nor is more than all');
SELECT ok((compare_shares(1, 1, 0, 1)).p BETWEEN 0.1 AND 1, 'one answer against one is chance');

-- ---------------------------------------------------------------------
-- no rows, no weight
-- ---------------------------------------------------------------------

SELECT is(ARRAY[tally_rating(stars) IS NULL, csat(stars) IS NULL, ces(stars) IS NULL, mean_score(stars) IS NULL, tally_rating(stars, weight) IS NULL, nps(stars, weight) IS NULL],
	'{t,t,t,t,t,t}', 'no rows give NULL') FROM answer WHERE false;
SELECT is(ARRAY[csat(stars, 0) IS NULL, ces(stars, 0) IS NULL, mean_score(stars, 0) IS NULL, nps(stars, 0) IS NULL, nps_margin(stars, 0) IS NULL, nps_interval(stars, 0) IS NULL],
	'{t,t,t,t,t,t}', 'no weight gives NULL') FROM answer;
SELECT is(responses(tally_nps(stars, 0)), count(stars), 'but the answers are counted') FROM answer;
SELECT is(nps(score, weight), nps(score, weight) FILTER (WHERE weight > 0), 'an answer without weight changes no score') FROM answer;
SELECT throws_ok(format('SELECT nps(score, %L::float8) FROM answer', w), '22003', 'weight is out of range', 'weight ' || w || ' is refused')
FROM unnest('{NaN,Infinity,-Infinity,-1,-1e-300,1000000.1}'::text[]) w;
SELECT throws_ok(format('SELECT %s(score) FROM answer', f), '22003', NULL, f || ' refuses answers beyond its scale') FROM unnest('{csat,ces}'::text[]) f;
SELECT is(tally_nps(9, 1000000), '1,0,0;1000000000000,0,0;1000000000000000000000000,0,0'::nps_tally, 'the largest weight') FROM generate_series(1, 1);
SELECT throws_ok($$SELECT merge(t) FROM (VALUES ('4611686018427387904,0,0'::nps_tally), ('4611686018427387904,0,0')) v (t)$$, '22003', NULL, '2^63 answers are too many');
SELECT is(merge(t), '9223372036854775807,0,0', '2^63 - 1 are not') FROM (VALUES ('4611686018427387904,0,0'::nps_tally), ('4611686018427387903,0,0')) v (t);
SELECT throws_ok($$SELECT merge(t) FROM (SELECT ('200000000000000,0,0;200000000000000000000000000,0,0;200000000000000000000000000000000000000,0,0')::nps_tally FROM generate_series(1, 2)) v (t)$$,
	'22003', NULL, 'nor do the squares of weights overflow');

-- ---------------------------------------------------------------------
-- splits combine to the whole
-- ---------------------------------------------------------------------

SELECT is_empty($$
	SELECT k FROM generate_series(1, 20) k
	WHERE ((SELECT tally_nps(score, weight) FROM answer), (SELECT tally_rating(score, weight) FROM answer)) IS DISTINCT FROM
		(SELECT (merge(t), merge(r)) FROM (SELECT tally_nps(score, weight) AS t, tally_rating(score, weight) AS r FROM answer GROUP BY hashint8(id::bigint * k) % k) p)
$$, 'any split merges to the whole');
SELECT is_empty($$
	SELECT k FROM generate_series(2, 9) k
	WHERE (SELECT tally_rating(score, CASE WHEN id % k = 0 THEN weight ELSE 1 END) FROM answer) IS DISTINCT FROM
		(SELECT merge(t) FROM (SELECT tally_rating(score) FROM answer WHERE id % k <> 0 UNION ALL SELECT tally_rating(score, weight) FROM answer WHERE id % k = 0) p (t))
$$, 'weighted and plain tallies merge');
SELECT is_empty($$
	SELECT a, b FROM (SELECT tally_nps(score, weight) FROM answer GROUP BY grp UNION ALL VALUES ('0,0,0'::nps_tally), ('1,2,3')) x (a),
		(SELECT tally_nps(score, weight) FROM answer GROUP BY part UNION ALL VALUES ('0,0,0'::nps_tally), ('1,2,3')) y (b)
	WHERE a + b <> b + a OR (a + b) - b <> a OR ((a + b) - b)::text <> a::text OR (a + b) + a <> a + (b + a)
$$, 'adding is commutative and associative, and subtracting undoes it');
SELECT is((('1,2,3'::nps_tally + '1,0,0;2,0,0;4,0,0') - '1,0,0;2,0,0;4,0,0')::text, '1,2,3', 'what has no weights left is plain again');
SELECT is(nps_tally_hash(('1,2,3'::nps_tally + '1,0,0;2,0,0;4,0,0') - '1,0,0;2,0,0;4,0,0'), nps_tally_hash('1,2,3'), 'to the byte');
SELECT throws_ok($$SELECT nps_discard('1,0,0;2000000,0,0;4000000000000,0,0', 10, 1.0)$$, '22003', NULL, 'an answer of another weight was never counted');
SELECT throws_ok($$SELECT '1,2,3;2000000,2000000,3000000;4000000000000,2000000000000,3000000000000'::nps_tally - '1,0,0'$$, '22003', NULL,
	'what remains must be what answers can weigh');

CREATE TABLE rollup AS SELECT grp, tally_rating(stars, weight) AS tally FROM answer GROUP BY grp;
CREATE TEMPORARY TABLE before AS SELECT grp, tally::text FROM rollup;
SELECT is((SELECT count(*) FROM (SELECT rating_accum(tally, 4, 0.5), rating_discard(tally, 4), rating_tally_add(tally, tally), rating_tally_subtract(tally, tally), rating_tally_final(tally), rating_accum(tally, 5) FROM rollup) v),
	13::bigint, 'support functions run on a column');
SELECT set_eq('SELECT grp, tally::text FROM rollup', 'SELECT grp, tally FROM before', 'and the stored tallies are unchanged');

-- A distributed engine takes each part's state as text, or in binary, and combines them elsewhere
CREATE FUNCTION pg_temp.by_text(k integer) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	state rating_tally;
	sent text;
	whole rating_tally := '0,0,0,0,0,0,0,0,0,0,0';
	r record;
BEGIN
	FOR piece IN 0..k - 1 LOOP
		state := '0,0,0,0,0,0,0,0,0,0,0';
		FOR r IN SELECT score, weight FROM answer WHERE id % k = piece AND id <= 500 AND score IS NOT NULL AND weight IS NOT NULL LOOP
			state := rating_accum(state, r.score, r.weight);
		END LOOP;
		sent := state::text;
		whole := rating_tally_add(whole, sent::rating_tally);
	END LOOP;
	RETURN rating_tally_final(whole)::text;
END
$$;
SELECT is_empty($$SELECT k FROM unnest('{1,2,5,16}'::integer[]) k WHERE pg_temp.by_text(k) <> (SELECT tally_rating(score, weight)::text FROM answer WHERE id <= 500)$$,
	'states that travel as text give the whole');

-- ---------------------------------------------------------------------
-- windows: moving aggregates against arrays counted anew
-- ---------------------------------------------------------------------

CREATE FUNCTION pg_temp.window_differs(frame text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
	n bigint;
BEGIN
	EXECUTE format(
		'SELECT count(*) FROM (
			SELECT tally_nps(score, weight) OVER w AS t, nps(score, weight) OVER w AS n, nps_margin(num, weight) OVER w AS m,
				tally_rating(dbl, weight) OVER w AS r, mean_score(small, weight) OVER w AS a, csat(stars) OVER w AS c, merge(one) OVER w AS o,
				array_agg(score) OVER w AS scores, array_agg(weight) OVER w AS weights, array_agg(stars) OVER w AS allstars
			FROM (SELECT *, CASE WHEN score IS NOT NULL AND weight IS NOT NULL THEN rating_accum(''0,0,0,0,0,0,0,0,0,0,0'', score, weight) END AS one
				FROM answer WHERE id <= 300) a
			WINDOW w AS (%s)) v, pg_temp.brute_nps(scores, weights) b, pg_temp.brute_rating(scores, weights) br, pg_temp.brute_rating(allstars, array_fill(1::float8, ARRAY[coalesce(cardinality(allstars), 0)])) bs
		 WHERE t::text IS DISTINCT FROM b OR r::text IS DISTINCT FROM br OR o::text IS DISTINCT FROM br OR n IS DISTINCT FROM nps(b::nps_tally)
			OR m IS DISTINCT FROM nps_margin(b::nps_tally) OR a IS DISTINCT FROM mean_score(br::rating_tally) OR c IS DISTINCT FROM csat(bs::rating_tally)', frame) INTO n;
	RETURN n;
END
$$;
SELECT is(pg_temp.window_differs(f), 0::bigint, 'window ' || f) FROM unnest(ARRAY[
	'ORDER BY id',
	'PARTITION BY grp ORDER BY id ROWS BETWEEN 3 PRECEDING AND CURRENT ROW',
	'ORDER BY id ROWS BETWEEN 3 PRECEDING AND 2 FOLLOWING',
	'ORDER BY id ROWS BETWEEN 9 PRECEDING AND 5 PRECEDING',
	'ORDER BY grp RANGE BETWEEN 2 PRECEDING AND 1 FOLLOWING',
	'ORDER BY grp DESC GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING',
	'ORDER BY id ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING EXCLUDE CURRENT ROW']) f;

-- A frame that a weight has left says what it would if the weight had never come
SELECT is_empty($$
	SELECT i FROM (SELECT i, nps_interval(s, w) OVER f AS moved, nps_margin(s, w) OVER f AS margin, array_agg(s) OVER f AS scores, bool_or(w <> 1) OVER f AS weighted
		FROM (SELECT i, i * 7919 % 11 AS s, CASE WHEN i = 20 THEN 2.5 ELSE 1 END AS w FROM generate_series(1, 300) i) v
		WINDOW f AS (ORDER BY i ROWS 40 PRECEDING)) x
	WHERE NOT weighted AND (moved, margin) IS DISTINCT FROM (SELECT (nps_interval(u), nps_margin(u)) FROM unnest(scores) u)
$$, 'a weight that has left the frame leaves nothing behind');

-- ---------------------------------------------------------------------
-- the other ways to aggregate
-- ---------------------------------------------------------------------

CREATE FUNCTION pg_temp.plan_has(query text, part text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
		IF strpos(line, part) > 0 THEN
			RETURN true;
		END IF;
	END LOOP;
	RETURN false;
END
$$;
CREATE TEMPORARY TABLE query AS
SELECT 'SELECT grp, nps(score, weight), nps_interval(num, weight), tally_rating(big, weight), csat(stars, weight), ces(stars), merge(rating_tally(ARRAY[part])) FROM answer GROUP BY grp ORDER BY grp'::text AS q;
CREATE TEMPORARY TABLE serial AS
SELECT grp, nps(score, weight), nps_interval(num, weight), tally_rating(big, weight), csat(stars, weight), ces(stars), merge(rating_tally(ARRAY[part])) FROM answer GROUP BY grp ORDER BY grp;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
SELECT ok(pg_temp.plan_has(q, 'Partial'), 'the plan has partial aggregates') FROM query;
SELECT results_eq(q, 'SELECT * FROM serial', 'the parallel result is the serial one') FROM query;
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT results_eq(
	'SELECT grp, part, tally_rating(score, weight)::text FROM answer GROUP BY GROUPING SETS ((grp, part), (grp), ()) ORDER BY 1, 2',
	'SELECT grp, part, pg_temp.brute_rating(array_agg(score), array_agg(weight)) FROM answer GROUP BY GROUPING SETS ((grp, part), (grp), ()) ORDER BY 1, 2',
	'GROUPING SETS');

-- ---------------------------------------------------------------------
-- order, hashing, text and binary forms
-- ---------------------------------------------------------------------

CREATE TABLE small_tally AS
SELECT nps_tally_add(nps_tally(p, n, 1), CASE w WHEN 0 THEN '0,0,0'::nps_tally WHEN 1 THEN '1,0,0;500000,0,0;250000000000,0,0' ELSE '0,0,1;0,0,0;0,0,0' END) AS t
FROM generate_series(0, 2) p, generate_series(0, 2) n, generate_series(0, 2) w;
SELECT is_empty($$
	SELECT a.t, b.t, c.t FROM small_tally a, small_tally b, small_tally c
	WHERE (a.t <= b.t AND b.t <= c.t AND NOT a.t <= c.t) OR (nps(a.t) < nps(b.t) AND NOT a.t < b.t)
		OR (a.t = b.t) <> (a.t::text = b.t::text) OR (a.t = b.t) <> (nps_tally_hash_extended(a.t, 7) = nps_tally_hash_extended(b.t, 7))
$$, 'weighted tallies have a total order that follows the score, and hash accordingly');
SELECT ok(bool_and(amvalidate(oid)), 'the operator classes of rating_tally are valid') FROM pg_opclass
	WHERE opcintype = 'rating_tally'::regtype HAVING count(*) = 2;
SELECT is((SELECT array_agg(t ORDER BY t) FROM rollup r, LATERAL (SELECT r.tally) v (t)), (SELECT array_agg(tally ORDER BY mean_score(tally)) FROM rollup),
	'ratings sort by their mean');
SELECT is_empty($$SELECT tally FROM rollup WHERE tally::text::rating_tally <> tally UNION ALL SELECT tally::text::rating_tally FROM rollup WHERE tally::text::rating_tally::text <> tally::text$$, 'text out and in is the same');
SELECT is(ARRAY[pg_column_size('1,2,3'::nps_tally), pg_column_size('1,0,0;2,0,0;4,0,0'::nps_tally), pg_column_size(rating_tally(ARRAY[1])), pg_column_size((SELECT tally FROM rollup LIMIT 1))],
	'{32,128,96,448}', 'tallies have 32, 128, 96 and 448 bytes');
CREATE TEMPORARY TABLE landed (t nps_tally, r rating_tally);
CREATE FUNCTION pg_temp.copy_in(nps bytea, rating bytea) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	stream bytea := '\x5047434f50590aff0d0a00' || int8send(0) || int2send(2::smallint) || int4send(length(nps)) || nps
		|| int4send(length(rating)) || rating || int2send((-1)::smallint);
	octal text;
BEGIN
	SELECT string_agg(format('\%s%s%s', b / 64, b / 8 % 8, b % 8), '' ORDER BY i) INTO octal
	FROM generate_series(0, length(stream) - 1) i, get_byte(stream, i) b;
	DELETE FROM pg_temp.landed;
	EXECUTE format('COPY pg_temp.landed FROM PROGRAM %L (FORMAT binary)', format('printf ''%s''', octal));
	RETURN (SELECT t::text || ' ' || r::text FROM pg_temp.landed);
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;
SELECT is_empty($$
	SELECT r.tally FROM rollup r, small_tally s
	WHERE grp < 5 AND pg_temp.copy_in(nps_tally_send(s.t), rating_tally_send(r.tally)) <> s.t::text || ' ' || r.tally::text
$$, 'binary out and in is the same');
SELECT is_empty($$
	SELECT i, r FROM (SELECT i, set_byte(nps_tally_send('2,1,1;2500000,1000000,2000000;4250000000000,1000000000000,4000000000000'),
			abs(hashint4(i)) % 124, abs(hashint4(i + 1)) % 256) AS b FROM generate_series(1, 200) i) v, pg_temp.copy_in(b, rating_tally_send(rating_tally(ARRAY[1]))) r
	WHERE r !~ '^([0-9,;]+ [0-9,;]+|22P03|08P01)$'
$$, 'mutated binary gives a tally or a data error');
SELECT is(pg_temp.copy_in(nps_tally_send('1,2,3'), nps_tally_send('1,2,3')), '22P03', 'a tally of the other type is refused');

SELECT * FROM finish();
ROLLBACK;
