-- The score room: laws that tallies and their aggregates keep

BEGIN;

SELECT plan(77);

SET LOCAL search_path = public, voc;
SET LOCAL client_min_messages = warning;

-- Scores by a fixed congruence, every seventh of them NULL
CREATE TABLE answer AS
SELECT i AS id, i % 13 AS grp, i % 5 AS part,
	CASE WHEN i % 7 <> 3 THEN ((i::bigint * 1103515245 + 12345) / 65536 % 11)::integer END AS score
FROM generate_series(1, 6000) i;
ALTER TABLE answer
	ADD small smallint, ADD big bigint, ADD num numeric, ADD num2 numeric(6,2),
	ADD dbl double precision, ADD single real;
UPDATE answer SET small = score, big = score, num = score, num2 = score, dbl = score, single = score;
ANALYZE answer;

-- The tally of an array of scores, by counting with nothing of voc's
CREATE FUNCTION pg_temp.brute(scores integer[]) RETURNS nps_tally
LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN count(s) > 0 THEN
		format('%s,%s,%s', count(*) FILTER (WHERE s IN (9, 10)), count(*) FILTER (WHERE s IN (7, 8)),
			count(*) FILTER (WHERE s IN (0, 1, 2, 3, 4, 5, 6)))::nps_tally END
	FROM unnest(scores) s
$$;

-- ---------------------------------------------------------------------
-- what is counted
-- ---------------------------------------------------------------------

SELECT is(tally_nps(score), pg_temp.brute(array_agg(score)), 'tally_nps counts as by hand') FROM answer;
SELECT is(tally_nps(small), tally_nps(score), 'smallint counts as integer') FROM answer;
SELECT is(tally_nps(big), tally_nps(score), 'bigint counts as integer') FROM answer;
SELECT is(tally_nps(num), tally_nps(score), 'numeric counts as integer') FROM answer;
SELECT is(tally_nps(num2), tally_nps(score), 'numeric(6,2) counts as integer') FROM answer;
SELECT is(tally_nps(dbl), tally_nps(score), 'double precision counts as integer') FROM answer;
SELECT is(tally_nps(single), tally_nps(score), 'real counts as integer') FROM answer;
SELECT is(nps(small), nps(score), 'nps(smallint) resolves, and is nps') FROM answer;
SELECT is(nps(score)::numeric,
	(100.0 * (count(*) FILTER (WHERE score >= 9) - count(*) FILTER (WHERE score <= 6)) / count(score))::float8::numeric,
	'nps is the formula that people write') FROM answer;
SELECT is(nps(score), nps(tally_nps(score)), 'nps of scores is nps of their tally') FROM answer;
SELECT is(nps_margin(score), nps_margin(tally_nps(score), 0.95, 'adjusted'), 'nps_margin is that of the tally') FROM answer;
SELECT is(nps_interval(score), nps_interval(tally_nps(score), 0.95, 'adjusted'), 'nps_interval is that of the tally') FROM answer;
SELECT cmp_ok(abs((nps_interval(score)).high - (nps_interval(score)).low - 2 * nps_margin(score)), '<', 1e-9::float8,
	'the margin is half of the interval') FROM answer;

-- Each way to write a whole number, and numbers next to whole ones
SELECT is_empty($$
	SELECT n, z FROM generate_series(0, 10) n, generate_series(0, 20) z
	WHERE NOT valid_score('nps', round(n::numeric, z)) OR nps_accum('0,0,0', round(n::numeric, z)) <> nps_accum('0,0,0', n)
$$, 'trailing zeros of numeric do not matter');
SELECT is_empty($$
	SELECT n, z FROM generate_series(0, 10) n, generate_series(1, 40) z, unnest('{-1,1}'::integer[]) s
	WHERE valid_score('nps', n + s * ('1e-' || z)::numeric)
$$, 'no fraction of numeric is rounded away');
SELECT is_empty($$
	SELECT n FROM generate_series(-30000, 30000) n
	WHERE (valid_score('nps', n), valid_score('nps', n::bigint), valid_score('nps', n::numeric),
		valid_score('nps', n::float8), valid_score('nps', n::smallint))
		IS DISTINCT FROM (n BETWEEN 0 AND 10, n BETWEEN 0 AND 10, n BETWEEN 0 AND 10, n BETWEEN 0 AND 10, n BETWEEN 0 AND 10)
$$, 'valid_score agrees with BETWEEN for every type');
SELECT is_empty($$
	SELECT n FROM generate_series(-1000, 1200) n
	WHERE valid_score('nps', n / 100.0) IS DISTINCT FROM (n % 100 = 0 AND n BETWEEN 0 AND 1000)
		OR valid_score('nps', n / 100.0::float8) IS DISTINCT FROM (n % 100 = 0 AND n BETWEEN 0 AND 1000)
$$, 'valid_score refuses hundredths');
SELECT ok(valid_score('nps', '-0'::float8), 'minus zero is zero');

-- ---------------------------------------------------------------------
-- no rows, no scores
-- ---------------------------------------------------------------------

SELECT is(ARRAY[tally_nps(score) IS NULL, nps(score) IS NULL, nps_margin(score) IS NULL, nps_interval(score) IS NULL],
	'{t,t,t,t}', 'no rows give NULL') FROM answer WHERE false;
SELECT is(ARRAY[tally_nps(score) IS NULL, nps(score) IS NULL, nps_margin(score) IS NULL, nps_interval(score) IS NULL],
	'{t,t,t,t}', 'NULL scores only give NULL') FROM answer WHERE score IS NULL;
SELECT is(merge(t), NULL, 'merge of no rows is NULL') FROM (SELECT '1,1,1'::nps_tally WHERE false) v (t);
SELECT is(merge(t), NULL, 'merge of NULL and empty tallies is NULL') FROM (VALUES (NULL::nps_tally), ('0,0,0')) v (t);
SELECT is(nps_tally_add('0,0,0', '0,0,0'), '0,0,0', 'empty and empty combine to empty');
SELECT is(nps_tally_add('1,2,3', '0,0,0'), '1,2,3', 'the empty tally is neutral on the right');
SELECT is(nps_tally_add('0,0,0', '1,2,3'), '1,2,3', 'the empty tally is neutral on the left');
SELECT is(nps_tally_add(NULL, '1,2,3'), NULL, 'NULL with a tally is NULL');

-- ---------------------------------------------------------------------
-- splits combine to the whole
-- ---------------------------------------------------------------------

SELECT is_empty($$
	SELECT k FROM generate_series(1, 20) k
	WHERE (SELECT tally_nps(score) FROM answer) IS DISTINCT FROM
		(SELECT merge(t) FROM (SELECT tally_nps(score) AS t FROM answer GROUP BY hashint8(id::bigint * k) % k) p)
$$, 'any split merges to the whole');

-- The support functions themselves: accumulate each part, then combine
CREATE FUNCTION pg_temp.by_hand(k integer) RETURNS nps_tally
LANGUAGE plpgsql AS $$
DECLARE
	state nps_tally[] := array_fill('0,0,0'::nps_tally, ARRAY[k]);
	whole nps_tally := '0,0,0';
	r record;
BEGIN
	FOR r IN SELECT score, 1 + (hashint8(id::bigint * k) & 1023) % k AS part FROM answer
		WHERE score IS NOT NULL AND id <= 1000 LOOP
		state[r.part] := nps_accum(state[r.part], r.score);
	END LOOP;
	FOR i IN REVERSE k..1 LOOP
		whole := nps_tally_add(state[i], whole);
	END LOOP;
	RETURN whole;
END
$$;
SELECT is_empty($$
	SELECT k FROM unnest('{1,2,3,7,50}'::integer[]) k
	WHERE pg_temp.by_hand(k) <> (SELECT tally_nps(score) FROM answer WHERE id <= 1000)
$$, 'support functions called by hand give the whole');
SELECT is_empty($$
	SELECT a, b FROM (SELECT tally_nps(score) FROM answer GROUP BY grp) x (a), (SELECT tally_nps(score) FROM answer GROUP BY part) y (b)
	WHERE a + b <> b + a OR (a + b) - b <> a OR (a + b) + a <> a + (b + a) OR responses(a + b) <> responses(a) + responses(b)
$$, 'adding is commutative and associative, and subtracting undoes it');

-- Stored tallies stay what they are when support functions are called on them
CREATE TABLE rollup AS SELECT grp, tally_nps(score) AS tally FROM answer GROUP BY grp;
CREATE TEMPORARY TABLE before AS SELECT grp, tally::text FROM rollup;
SELECT is((SELECT count(*) FROM (SELECT nps_accum(tally, 9), nps_discard(tally, 9), nps_tally_add(tally, tally),
	nps_tally_subtract(tally, tally), nps_tally_final(tally) FROM rollup) v), 13::bigint, 'support functions run on a column');
SELECT is((SELECT merge(tally) FROM rollup), (SELECT tally_nps(score) FROM answer), 'a roll-up merges to the whole');
SELECT is((SELECT merge(tally) FROM (SELECT tally FROM rollup ORDER BY grp) v),
	(SELECT merge(tally) FROM (SELECT tally FROM rollup ORDER BY grp DESC) v), 'in any order');
SELECT set_eq('SELECT grp, tally::text FROM rollup', 'SELECT grp, tally FROM before', 'and the stored tallies are unchanged');

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
			SELECT tally_nps(score) OVER w AS t, nps(score) OVER w AS n, nps_margin(num) OVER w AS m,
				nps_interval(dbl) OVER w AS i, merge(one) OVER w AS o, array_agg(score) OVER w AS scores
			FROM (SELECT *, CASE WHEN score IS NOT NULL THEN nps_accum(''0,0,0'', score) END AS one
				FROM answer WHERE id <= 400) a
			WINDOW w AS (%s)) v, pg_temp.brute(scores) b
		 WHERE t IS DISTINCT FROM b OR o IS DISTINCT FROM b OR n IS DISTINCT FROM nps(b)
			OR m IS DISTINCT FROM nps_margin(b) OR i IS DISTINCT FROM nps_interval(b)', frame) INTO n;
	RETURN n;
END
$$;
SELECT is(pg_temp.window_differs(f), 0::bigint, 'window ' || f) FROM unnest(ARRAY[
	'ORDER BY id',
	'PARTITION BY grp ORDER BY id ROWS BETWEEN 3 PRECEDING AND CURRENT ROW',
	'ORDER BY id ROWS BETWEEN 3 PRECEDING AND 2 FOLLOWING',
	'ORDER BY id ROWS BETWEEN 9 PRECEDING AND 5 PRECEDING',
	'ORDER BY id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING',
	'ORDER BY grp RANGE BETWEEN 2 PRECEDING AND 1 FOLLOWING',
	'ORDER BY grp DESC GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING',
	'ORDER BY id ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING EXCLUDE CURRENT ROW',
	'ORDER BY grp GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE GROUP',
	'ORDER BY grp ROWS BETWEEN 50 PRECEDING AND 50 FOLLOWING EXCLUDE TIES',
	'PARTITION BY part']) f;

-- ---------------------------------------------------------------------
-- the other ways to aggregate
-- ---------------------------------------------------------------------

SELECT results_eq(
	'SELECT grp, part, tally_nps(score) FROM answer GROUP BY GROUPING SETS ((grp, part), (grp), ()) ORDER BY 1, 2',
	'SELECT grp, part, pg_temp.brute(array_agg(score)) FROM answer GROUP BY GROUPING SETS ((grp, part), (grp), ()) ORDER BY 1, 2',
	'GROUPING SETS');
SELECT is(tally_nps(DISTINCT score), '2,2,7', 'DISTINCT') FROM answer;
SELECT is(tally_nps(score) FILTER (WHERE part = 2), pg_temp.brute(array_agg(score) FILTER (WHERE part = 2)), 'FILTER') FROM answer;
SELECT is(tally_nps(score ORDER BY id DESC), tally_nps(score), 'ORDER BY in the aggregate') FROM answer;
SELECT throws_ok('SELECT nps(score * 2) FROM answer', '22003', 'score is out of range', 'a score of 20 is refused');
SELECT lives_ok($$SELECT nps(score * 2) FILTER (WHERE valid_score('nps', score * 2)) FROM answer$$, 'and filtered');

-- A parallel plan is made of partial aggregates, and gives the same
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
CREATE TEMPORARY TABLE serial AS
SELECT nps(score), nps_margin(num), nps_interval(dbl), tally_nps(big), merge(nps_tally(1, part, 2)) FROM answer;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
CREATE TEMPORARY TABLE query AS
SELECT 'SELECT nps(score), nps_margin(num), nps_interval(dbl), tally_nps(big), merge(nps_tally(1, part, 2)) FROM answer'::text AS q;
SELECT ok(pg_temp.plan_has(q, 'Partial Aggregate'), 'the plan has a Partial Aggregate') FROM query;
SELECT results_eq(q, 'SELECT * FROM serial', 'the parallel result is the serial one') FROM query;
SET LOCAL max_parallel_workers_per_gather = 0;

-- Partitions, each aggregated on its own and some without a row
CREATE TABLE parted (part integer, score integer) PARTITION BY LIST (part);
CREATE TABLE parted_0 PARTITION OF parted FOR VALUES IN (0);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1, 2);
CREATE TABLE parted_empty PARTITION OF parted FOR VALUES IN (99);
INSERT INTO parted SELECT part, score FROM answer WHERE part < 3;
SET LOCAL enable_partitionwise_aggregate = on;
SELECT is((SELECT tally_nps(score) FROM parted), (SELECT tally_nps(score) FROM answer WHERE part < 3), 'partitionwise');

-- ---------------------------------------------------------------------
-- order and hashing
-- ---------------------------------------------------------------------

CREATE TABLE small_tally AS
SELECT nps_tally(p, n, d) AS t FROM generate_series(0, 3) p, generate_series(0, 3) n, generate_series(0, 3) d
UNION ALL VALUES ('9223372036854775807,0,0'::nps_tally), ('0,9223372036854775807,0'), ('0,0,9223372036854775807'),
	('4611686018427387904,4611686018427387903,0'), ('4611686018427387903,4611686018427387904,0');
SELECT is_empty($$
	SELECT a.t, b.t FROM small_tally a, small_tally b
	WHERE sign(nps_tally_cmp(a.t, b.t)) <> -sign(nps_tally_cmp(b.t, a.t))
		OR (a.t = b.t) <> (a.t::text = b.t::text) OR (a.t <> b.t) = (a.t = b.t)
		OR (a.t < b.t) <> (nps_tally_cmp(a.t, b.t) < 0) OR (a.t > b.t) <> (b.t < a.t)
		OR (a.t <= b.t) = (a.t > b.t) OR (a.t >= b.t) = (a.t < b.t)
		OR (a.t = b.t AND nps_tally_hash(a.t) <> nps_tally_hash(b.t))
$$, 'the order is total and the operators agree');
SELECT is_empty($$
	SELECT a.t, b.t, c.t FROM small_tally a, small_tally b, small_tally c
	WHERE a.t <= b.t AND b.t <= c.t AND NOT a.t <= c.t
$$, 'the order is transitive');
SELECT is_empty($$
	SELECT a.t, b.t FROM small_tally a, small_tally b WHERE nps(a.t) < nps(b.t) AND NOT a.t < b.t
$$, 'the order follows the score');
SELECT cmp_ok((SELECT count(DISTINCT nps_tally_hash(t)) FROM small_tally), '>', 65::bigint, 'hashes differ');
SELECT is_empty($$SELECT t FROM small_tally WHERE (nps_tally_hash(t)::bigint & 4294967295) <> (nps_tally_hash_extended(t, 0) & 4294967295)$$,
	'the extended hash with seed 0 has the plain hash in its low half');
SELECT cmp_ok((SELECT count(*) FROM small_tally WHERE nps_tally_hash_extended(t, 1) = nps_tally_hash_extended(t, 2)), '=', 0::bigint,
	'the seed matters');
SELECT ok(bool_and(amvalidate(oid)), 'the operator classes are valid') FROM pg_opclass
	WHERE opcintype = 'nps_tally'::regtype HAVING count(*) = 2;

CREATE TABLE parted_tally (t nps_tally PRIMARY KEY) PARTITION BY HASH (t);
CREATE TABLE parted_tally_0 PARTITION OF parted_tally FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE parted_tally_1 PARTITION OF parted_tally FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO parted_tally SELECT t FROM small_tally;
SELECT is((SELECT count(*) FROM parted_tally JOIN small_tally USING (t)), 69::bigint, 'primary key, hash partitions and joins');
CREATE INDEX ON small_tally USING hash (t);
CREATE INDEX ON small_tally (t);
SET LOCAL enable_seqscan = off;
SELECT is((SELECT array_agg(t::text) FROM small_tally WHERE t = '2,1,2'), '{"2,1,2"}', 'an index finds it');
SELECT is((SELECT count(*) FROM small_tally WHERE t < '1,1,1'), (SELECT count(*) FROM small_tally WHERE NOT nps_tally_ge(t, '1,1,1')), 'and a range');
SET LOCAL enable_seqscan = on;

-- ---------------------------------------------------------------------
-- text and binary forms
-- ---------------------------------------------------------------------

SELECT is_empty('SELECT t FROM small_tally WHERE t::text::nps_tally <> t', 'text out and in is the same');
SELECT is(pg_column_size('1,2,3'::nps_tally), 32, 'a tally has 32 bytes');

CREATE FUNCTION pg_temp.state_of(query text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE query;
	RETURN 'ok';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;
SELECT is_empty($$
	SELECT i, pg_temp.state_of(format('SELECT %L::voc.nps_tally', s)) FROM
		(SELECT i, overlay('123,45,6789' PLACING substr(',-0129 ex', 1 + abs(hashint4(i)) % 9, 1 + abs(hashint4(i + 1)) % 3)
			FROM 1 + abs(hashint4(i + 2)) % 11 FOR abs(hashint4(i + 3)) % 3) AS s FROM generate_series(1, 2000) i) v
	WHERE pg_temp.state_of(format('SELECT %L::voc.nps_tally', s)) NOT IN ('ok', '22P02', '22003')
$$, 'mutated text gives a tally or a data error');

-- COPY BINARY of one tally's bytes, written by printf: the state it ends in
CREATE FUNCTION pg_temp.copy_in(bytes bytea) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	stream bytea := '\x5047434f50590aff0d0a00' || int8send(0) || int2send(1::smallint) || int4send(length(bytes))
		|| bytes || int2send((-1)::smallint);
	octal text;
BEGIN
	SELECT string_agg(format('\%s%s%s', b / 64, b / 8 % 8, b % 8), '' ORDER BY i) INTO octal
	FROM generate_series(0, length(stream) - 1) i, get_byte(stream, i) b;
	EXECUTE format('COPY pg_temp.landed FROM PROGRAM %L (FORMAT binary)', format('printf ''%s''', octal));
	RETURN (SELECT string_agg(t::text, ' ') FROM pg_temp.landed);
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;
CREATE TEMPORARY TABLE landed (t nps_tally);
CREATE FUNCTION pg_temp.empty_landed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM pg_temp.landed;
	RETURN NULL;
END
$$;
CREATE TRIGGER landing BEFORE INSERT ON landed FOR EACH STATEMENT EXECUTE FUNCTION pg_temp.empty_landed();
SELECT is_empty($$SELECT t FROM small_tally WHERE pg_temp.copy_in(nps_tally_send(t)) <> t::text$$, 'binary out and in is the same');
SELECT results_eq($$SELECT pg_temp.copy_in(b) FROM unnest(ARRAY[
		'\x01000300000000000000000100000000000000020000000000000003',
		'\x00000300000000000000000100000000000000020000000000000003',
		'\x02000300000000000000000100000000000000020000000000000003',
		'\x01020300000000000000000100000000000000020000000000000003',
		'\x01000301000000000000000100000000000000020000000000000003',
		'\x01000b00000000000000000100000000000000020000000000000003',
		'\x01000300ffffffffffffffff00000000000000020000000000000003',
		'\x010003007fffffffffffffff00000000000000000000000000000001',
		'\x010003000000000000000001000000000000000200000000000000',
		'\x0100030000000000000000010000000000000002000000000000000300',
		'\x']::bytea[]) b$$,
	ARRAY['1,2,3', '22P03', '22P03', '22P03', '22P03', '22P03', '22P03', '22P03', '08P01', '22P03', '08P01'],
	'binary input is checked: version, flags, bins, reserved byte, counts, length');
SELECT is_empty($$
	SELECT i, b, r FROM
		(SELECT i, set_byte(set_byte('\x01000300000000000000000100000000000000020000000000000003',
			abs(hashint4(i)) % 28, abs(hashint4(i + 1)) % 256), 4 + abs(hashint4(i + 2)) % 24, abs(hashint4(i + 3)) % 256) AS b
			FROM generate_series(1, 200) i) v, pg_temp.copy_in(b) r
	WHERE r !~ '^([0-9]+,[0-9]+,[0-9]+|22P03|08P01)$'
$$, 'mutated binary gives a tally or a data error');

-- ---------------------------------------------------------------------
-- where immutable functions are asked for
-- ---------------------------------------------------------------------

CREATE TABLE survey (score integer CHECK (voc.valid_score('nps', score)), is_valid boolean GENERATED ALWAYS AS (voc.valid_score('csat5', score)) STORED);
SELECT lives_ok('INSERT INTO survey VALUES (0), (4), (10), (NULL)', 'a CHECK takes what is valid, and NULL');
SELECT throws_ok('INSERT INTO survey VALUES (11)', '23514', NULL, 'a CHECK refuses what is not');
SELECT is((SELECT array_agg(is_valid ORDER BY score) FROM survey), '{f,t,f,NULL}', 'a generated column');
SELECT lives_ok('CREATE INDEX ON rollup (voc.nps(tally), (voc.nps_margin(tally)))', 'an index on the score of a tally');

-- ---------------------------------------------------------------------
-- labels: a function of this room without a row here fails
-- ---------------------------------------------------------------------

CREATE TEMPORARY TABLE room AS
SELECT p.oid::regprocedure::text AS name, g.*
FROM pg_aggregate g JOIN pg_proc p ON p.oid = g.aggfnoid
WHERE g.aggtranstype IN ('voc.nps_tally'::regtype, 'voc.rating_tally'::regtype) AND p.pronamespace = 'voc'::regnamespace;
SELECT is_empty($$
	SELECT name FROM room JOIN pg_proc p ON p.oid = aggfnoid
	WHERE prokind <> 'a' OR provolatile <> 'i' OR proparallel <> 's' OR prosecdef OR proleakproof
$$, 'aggregates are immutable and parallel safe');
SELECT is_empty($$
	SELECT name FROM room
	WHERE aggmtranstype <> aggtranstype OR aggcombinefn <> CASE aggtranstype WHEN 'voc.nps_tally'::regtype THEN 'voc.nps_tally_add'::regproc ELSE 'voc.rating_tally_add'::regproc END
		OR aggserialfn <> 0 OR agginitval <> aggminitval OR agginitval !~ '^0(,0){2}((,0){8})?$'
		OR aggmtransfn <> aggtransfn OR aggminvtransfn = 0 OR aggmfinalfn <> aggfinalfn
		OR aggfinalmodify <> 'r' OR aggmfinalmodify <> 'r'
$$, 'aggregates have a concrete state, combine, move, and leave their state alone');
SELECT cmp_ok((SELECT count(*) FROM room), '>=', 82::bigint, 'eight figures of five types, weighted and not, and two mergers');
SELECT is_empty($$
	SELECT name FROM room WHERE obj_description(aggfnoid, 'pg_proc') IS NULL
$$, 'every aggregate has a comment');

SELECT * FROM finish();
ROLLBACK;
