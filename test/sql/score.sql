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

-- ---------------------------------------------------------------------
-- weights
-- ---------------------------------------------------------------------

-- Three of weight 2, 1/2 and 1, one of a millionth; all of weight 1 are as if without
SELECT voc.tally_nps(s, w) FROM (VALUES (10, 2), (9, 0.5), (8, 1), (3, 0.000001)) v (s, w);
SELECT voc.tally_nps(s, w) FROM (VALUES (10, 1), (9, 1.0000001), (8, 1), (3, 1)) v (s, w);
SELECT t, voc.responses(t), voc.weight(t), round(voc.effective_n(t)::numeric, 6) AS effective_n,
	round(voc.design_effect(t)::numeric, 6) AS design_effect, round(voc.nps(t)::numeric, 6) AS nps
FROM (VALUES ('2,1,1;2500000,1000000,2000000;4250000000000,1000000000000,4000000000000'::voc.nps_tally),
	('2,1,1'), ('1,0,1;0,0,0;0,0,0'), ('0,0,0'), (NULL)) v (t);
SELECT '1,0,0;2,0,0;4,0,0'::voc.nps_tally;
SELECT '1,0,0;2,0,0;5,0,0'::voc.nps_tally;
SELECT '1,0,0;2,0,0'::voc.nps_tally;
SELECT '1,0,0;1000000,0,0;1000000000000,0,0'::voc.nps_tally;
SELECT voc.nps_tally_send('1,0,0;2,0,0;4,0,0');
SELECT voc.nps(s, w) FROM (VALUES (9, 1), (3, 'NaN'::float8)) v (s, w);
SELECT voc.nps(s, w) FROM (VALUES (9, 1), (3, 'Infinity'::float8)) v (s, w);
SELECT voc.nps(s, w) FROM (VALUES (9, 1), (3, -0.5)) v (s, w);
SELECT voc.nps(s, w) FROM (VALUES (9, 1), (3, 1000001)) v (s, w);
SELECT voc.nps(s, w) AS nps, voc.nps_margin(s, w) AS margin, voc.nps_interval(s, w) AS interval,
	voc.mean_score(s, w) AS mean, voc.tally_nps(s, w) AS tally
FROM (VALUES (9, 0), (3, 0)) v (s, w);

-- ---------------------------------------------------------------------
-- ratings
-- ---------------------------------------------------------------------

SELECT voc.tally_rating(s) FROM (VALUES (1), (5), (5), (4), (NULL)) v (s);
SELECT voc.rating_tally(ARRAY[0, 3, 1, 4, 12, 20]), voc.counts('0,3,1,4,12,20,0,0,0,0,0');
SELECT voc.rating_tally(ARRAY[]::bigint[]), voc.rating_tally(NULL::bigint[]);
SELECT voc.rating_tally(ARRAY[0, 3, NULL]);
SELECT voc.rating_tally(ARRAY[0, 3, -1]);
SELECT voc.rating_tally('{1,2,3,4,5,6,7,8,9,10,11,12}'::bigint[]);
SELECT voc.rating_tally('{{1,2},{3,4}}'::bigint[]);
SELECT '0,3,1,4,12,20'::voc.rating_tally;
SELECT '9,8,7,6,5,4,3,2,1,2,3'::voc.rating_tally::voc.nps_tally;

-- Satisfaction, effort and means of 40 answers, by each definition
SELECT definition, round(voc.csat(t, 'csat5', definition)::numeric, 4) AS csat,
	round((voc.csat_interval(t, 'csat5', definition)).low::numeric, 4) AS low,
	round((voc.csat_interval(t, 'csat5', definition)).high::numeric, 4) AS high
FROM (VALUES ('0,3,1,4,12,20,0,0,0,0,0'::voc.rating_tally)) v (t), unnest('{satisfied,top_box,mean}'::text[]) definition;
SELECT definition, round(voc.ces(t, 'ces7', definition)::numeric, 4) AS ces,
	round((voc.ces_interval(t, 'ces7', definition)).low::numeric, 4) AS low,
	round((voc.ces_interval(t, 'ces7', definition)).high::numeric, 4) AS high
FROM (VALUES ('0,3,1,4,12,20,0,8,0,0,0'::voc.rating_tally)) v (t), unnest('{agree,top_box,mean}'::text[]) definition;
SELECT voc.csat(t) = voc.csat(t, 'csat5', 'satisfied') AS csat_default, voc.ces(t) = voc.ces(t, 'ces7', 'mean') AS ces_default,
	voc.mean_score(t) AS mean, round(voc.stddev_score(t)::numeric, 4) AS stddev,
	voc.share(t, 1, 2) AS unhappy, voc.share(t, 4) AS happy
FROM (VALUES ('0,3,1,4,12,20,0,0,0,0,0'::voc.rating_tally)) v (t);
SELECT voc.csat('0,3,1,4,12,20,0,0,0,0,0'::voc.rating_tally, 'nps', 'nobody');
SELECT voc.csat('0,3,1,4,12,20,0,0,0,0,0'::voc.rating_tally, 'smileys');
SELECT voc.csat('1,3,1,4,12,20,0,0,0,0,0'::voc.rating_tally);
SELECT voc.ces('0,3,1,4,12,20,0,0,1,0,0'::voc.rating_tally);
SELECT voc.csat(s) FROM (VALUES (5), (6)) v (s);
SELECT voc.share('0,3,1,4,12,20,0,0,0,0,0', 5, 4);
SELECT voc.share_interval('0,3,1,4,12,20,0,0,0,0,0', 5, 11);
SELECT voc.csat(t) AS csat, voc.csat_interval(t) AS csat_interval, voc.ces(t) AS ces, voc.mean_score(t) AS mean,
	voc.stddev_score(t) AS stddev, voc.mean_interval(t) AS mean_interval, voc.share(t, 4) AS share, voc.share_interval(t, 4) AS share_interval
FROM (VALUES ('0,0,0,0,0,0,0,0,0,0,0'::voc.rating_tally), ('0,0,0,0,0,1,0,0,0,0,0')) v (t);

-- From figures at hand
SELECT round(low::numeric, 6) AS low, round(high::numeric, 6) AS high FROM voc.share_interval(18, 31);
SELECT round(low::numeric, 6) AS low, round(high::numeric, 6) AS high FROM voc.mean_interval(4.125, 1.18078, 40, 0.8);
SELECT voc.share_interval(0, 0), voc.mean_interval(4, 0, 1);
SELECT voc.share_interval(5, 4);
SELECT voc.share_interval('NaN'::float8, 4);
SELECT voc.mean_interval(4, -1, 10);

-- Comparisons
SELECT round(delta::numeric, 4) AS delta, round(low::numeric, 4) AS low, round(high::numeric, 4) AS high,
	round(z::numeric, 4) AS z, round(p::numeric, 5) AS p
FROM unnest('{wald,adjusted,linearized}'::text[]) WITH ORDINALITY m (method, i),
	voc.compare(voc.nps_tally(60, 30, 10), voc.nps_tally(45, 35, 20), method => m.method)
ORDER BY i;
SELECT round(delta::numeric, 4) AS delta, round(low::numeric, 4) AS low, round(high::numeric, 4) AS high,
	round(z::numeric, 4) AS z, round(p::numeric, 5) AS p
FROM voc.compare(voc.rating_tally(ARRAY[0, 3, 1, 4, 12, 20]), voc.rating_tally(ARRAY[0, 7, 4, 4, 10, 11]));
SELECT voc.compare('0,0,0'::voc.nps_tally, '1,2,3'), voc.compare('1,0,0'::voc.nps_tally, '0,0,1', 0.95, 'wald'),
	voc.compare('1,0,0'::voc.nps_tally, '3,2,1', 0.95, 'linearized');
SELECT voc.compare('1,2,3'::voc.nps_tally, '3,2,1', 1.5);
