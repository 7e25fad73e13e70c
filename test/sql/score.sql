--
-- the score room: text forms, results to the digit, error texts
--

-- The tally's text
SELECT '500,300,200'::voc.nps_tally;
SELECT '0,0,0'::voc.nps_tally;
SELECT '9223372036854775807,0,0'::voc.nps_tally;
SELECT voc.nps_tally(500, 300, 200);
SELECT voc.nps_tally(500, 300, NULL);

-- There is one text for each value, and the error says where it stops
SELECT ''::voc.nps_tally;
SELECT '500'::voc.nps_tally;
SELECT '500,300'::voc.nps_tally;
SELECT '500,300,'::voc.nps_tally;
SELECT '500,300,200,100'::voc.nps_tally;
SELECT '500,300,200 '::voc.nps_tally;
SELECT ' 500,300,200'::voc.nps_tally;
SELECT '500, 300, 200'::voc.nps_tally;
SELECT '500;300;200'::voc.nps_tally;
SELECT '-1,300,200'::voc.nps_tally;
SELECT '500,030,200'::voc.nps_tally;
SELECT '500,3e2,200'::voc.nps_tally;
SELECT '9223372036854775808,0,0'::voc.nps_tally;
SELECT '0,0,99999999999999999999'::voc.nps_tally;
SELECT '9223372036854775807,0,1'::voc.nps_tally;
SELECT voc.nps_tally(-1, 0, 0);
SELECT voc.nps_tally(9223372036854775807, 0, 1);

-- Its parts
SELECT voc.promoters(t), voc.passives(t), voc.detractors(t), voc.responses(t)
FROM (VALUES ('500,300,200'::voc.nps_tally), ('0,0,0'), (NULL)) v (t);

-- Its binary form
SELECT voc.nps_tally_send('500,300,200');
CREATE TEMPORARY TABLE tally (t voc.nps_tally);
INSERT INTO tally VALUES ('500,300,200'), ('0,0,0'), (NULL), ('0,0,9223372036854775807');
\copy tally TO 'results/score.bin' (FORMAT binary)
TRUNCATE tally;
\copy tally FROM 'results/score.bin' (FORMAT binary)
SELECT t FROM tally ORDER BY t;

-- Arithmetic and order; the operators are found by name in schema voc
SET search_path = public, voc;
SELECT '500,300,200'::nps_tally + '18,11,2';
SELECT '518,311,202'::nps_tally - '18,11,2';
SELECT '9223372036854775807,0,0'::nps_tally + '0,0,1';
SELECT '1,2,3'::nps_tally - '0,3,0';
SELECT t FROM (VALUES ('1,0,0'::nps_tally), ('0,0,5'), ('2,2,2'), ('0,0,0'), ('1,4,1'),
	('500,300,200'), (NULL), ('3,0,3')) v (t) ORDER BY t;
SELECT t, t = '2,2,2' AS eq, t <> '2,2,2' AS ne, t < '2,2,2' AS lt, t <= '2,2,2' AS le,
	t > '2,2,2' AS gt, t >= '2,2,2' AS ge
FROM (VALUES ('1,4,1'::nps_tally), ('2,2,2'), ('3,0,3'), ('0,9,1'), ('1,9,0')) v (t);
RESET search_path;

-- What tallies say, by both methods, to four digits
SELECT t,
	round(voc.nps(t)::numeric, 4) AS nps,
	round(voc.nps_se(t, 'wald')::numeric, 4) AS wald_se,
	round(voc.nps_margin(t, method => 'wald')::numeric, 4) AS wald_margin,
	round(voc.nps_margin(t)::numeric, 4) AS margin,
	round((voc.nps_interval(t)).low::numeric, 4) AS low,
	round((voc.nps_interval(t)).high::numeric, 4) AS high
FROM (VALUES ('18,11,2'::voc.nps_tally), ('500,300,200'), ('3,1,1'), ('0,0,5'), ('5,0,0'),
	('0,0,0'), (NULL)) v (t);
SELECT confidence,
	round(voc.nps_margin('500,300,200'::voc.nps_tally, confidence, 'wald')::numeric, 4) AS wald,
	round(voc.nps_margin('500,300,200'::voc.nps_tally, confidence)::numeric, 4) AS adjusted
FROM (VALUES (0.5), (0.8), (0.9), (0.95), (0.99), (0.999)) v (confidence);

SELECT voc.nps_margin('500,300,200'::voc.nps_tally, 0);
SELECT voc.nps_margin('500,300,200'::voc.nps_tally, 1);
SELECT voc.nps_margin('500,300,200'::voc.nps_tally, 95);
SELECT voc.nps_interval('500,300,200'::voc.nps_tally, 'NaN');
SELECT voc.nps_interval('500,300,200'::voc.nps_tally, 0.95, 'wilson');
SELECT voc.nps_se('500,300,200'::voc.nps_tally, 'Wald');

-- The aggregates over each type of score
CREATE TEMPORARY TABLE answer (
	plan text, small smallint, score integer, big bigint, num numeric, num1 numeric(3,1),
	dbl double precision, single real);
INSERT INTO answer
SELECT plan, n, n, n, n, n, n, n
FROM (VALUES ('basic', 10), ('basic', 3), ('basic', 7), ('basic', 0), ('basic', NULL),
	('gold', 9), ('gold', 9), ('gold', 10), ('gold', 8), ('gold', 6),
	('free', NULL), ('free', NULL)) v (plan, n);
SELECT voc.tally_nps(small) AS small, voc.tally_nps(score) AS score, voc.tally_nps(big) AS big,
	voc.tally_nps(num) AS num, voc.tally_nps(num1) AS num1, voc.tally_nps(dbl) AS dbl,
	voc.tally_nps(single) AS single
FROM answer;
SELECT plan, voc.tally_nps(score), voc.nps(score), round(voc.nps_margin(score)::numeric, 4) AS margin,
	voc.nps_interval(score) IS NULL AS none
FROM answer GROUP BY plan ORDER BY plan;
SELECT voc.merge(t), voc.nps(voc.merge(t))
FROM (SELECT voc.tally_nps(score) FROM answer GROUP BY plan) v (t);

-- A score that is none
SELECT voc.nps(s) FROM (VALUES (9), (11)) v (s);
SELECT voc.nps(s) FROM (VALUES (9), (-1)) v (s);
SELECT voc.tally_nps(s) FROM (VALUES (9::smallint), (100)) v (s);
SELECT voc.nps(s) FROM (VALUES (9), (9223372036854775807)) v (s);
SELECT voc.nps(s) FROM (VALUES (9), (8.5)) v (s);
SELECT voc.nps(s) FROM (VALUES (9), (10.00000000000000000000000000000001)) v (s);
SELECT voc.nps(s) FROM (VALUES (9), ('NaN'::numeric)) v (s);
SELECT voc.nps(s) FROM (VALUES (9), (8.5::float8)) v (s);
SELECT voc.nps(s) FROM (VALUES (9), ('NaN'::float8)) v (s);
SELECT voc.nps_margin(s) FROM (VALUES (9), ('Infinity'::float8)) v (s);
SELECT voc.nps_interval(s) FROM (VALUES (9), (1e300)) v (s);

-- and how to leave it out
SELECT voc.nps(s) FILTER (WHERE voc.valid_score('nps', s)) FROM (VALUES (9), (11), (NULL), (6.5), (7)) v (s);
SELECT scale, string_agg(n::text, ' ' ORDER BY n) FILTER (WHERE voc.valid_score(scale, n)) AS scores
FROM unnest('{nps,csat5,csat7,ces7,stars5,thumbs}'::text[]) scale, generate_series(-2, 12) n
GROUP BY scale ORDER BY scale;
SELECT s, voc.valid_score('stars5', s) AS num, voc.valid_score('stars5', s::float8) AS dbl
FROM (VALUES (0), (0.99), (1), (1.0), (3.000), (3.001), (5), (5.0000000000000000000000001), ('NaN'), (NULL)) v (s);
SELECT voc.valid_score('happiness', 3);
SELECT voc.valid_score('NPS', 3.0);
SELECT voc.valid_score(NULL, 3), voc.valid_score('happiness', NULL::integer);

-- Support functions by hand: no answers, more than a bigint, and not there
SELECT voc.nps_accum('0,0,0', 9), voc.nps_discard('1,0,0', 9);
SELECT voc.nps_accum('9223372036854775807,0,0', 9);
SELECT voc.nps_discard('1,0,0', 8);
SELECT voc.nps_discard('1,0,0', 12);
