-- What drives a score: relative weights, the impact of topics, priorities

BEGIN;

SELECT plan(107);

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

-- ---------------------------------------------------------------------
-- the impact of topics
-- ---------------------------------------------------------------------

SELECT is(pg_temp.fault('SELECT * FROM voc.topic_impact()'), 'VO010 the database has no program', 'no program, no impact');
SELECT is(pg_temp.fault('SELECT * FROM voc.topic_weights()'), 'VO010 the database has no program', 'and no weights');
SELECT voc.create_program() AS made \gset
CREATE TABLE feedback (id bigint PRIMARY KEY, score integer);
SELECT voc.attach('feedback', score => 'score', scale => 'nps') AS source \gset

-- n answers that speak of these topics, with these feelings, one opinion each
CREATE SEQUENCE answer_key;
CREATE FUNCTION pg_temp.say(n integer, score double precision, topics text[] DEFAULT '{}', feelings real[] DEFAULT '{}',
	at timestamptz DEFAULT '2024-01-15', scale text DEFAULT 'nps', retracted timestamptz DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
	WITH said AS (
		INSERT INTO voc_data.signal (source_id, source_key, occurred_at, retracted_at, scale, score, score_group, topics)
		SELECT f.id, nextval('answer_key')::text, at, say.retracted, say.scale, say.score,
			CASE WHEN c.kind <> 'nps' THEN 'dissatisfied' WHEN say.score >= 9 THEN 'promoter' WHEN say.score >= 7 THEN 'passive' ELSE 'detractor' END,
			ARRAY(SELECT DISTINCT u FROM unnest(say.topics) AS u)
		FROM generate_series(1, say.n), voc_data.source AS f, voc_data.scale AS c
		WHERE c.code = say.scale
		RETURNING id
	)
	INSERT INTO voc_data.opinion (signal_id, topic, sentiment, sentiment_label)
	SELECT s.id, u.topic, u.feeling, voc.label_of(u.feeling)
	FROM said AS s CROSS JOIN LATERAL unnest(say.topics, say.feelings) AS u (topic, feeling);
END
$$;

SELECT is_empty('SELECT * FROM voc_bi.topic_impact', 'no feedback, no topics');
SELECT is_empty('SELECT * FROM voc_bi.priority', 'and no priorities');
SELECT is_empty('SELECT * FROM voc.topic_weights()', 'and no weights');

-- a.x: 4 promoters, 6 passives, 10 detractors; of them 1, 4, 10 complain.
-- a.y: 11, 1, 1.  The others: without a.x 40, 24, 16; without a 32, 23, 15.
DO $$
BEGIN
	PERFORM pg_temp.say(3, 9, '{a.x,a.y}', '{0.5,0.5}');
	PERFORM pg_temp.say(1, 10, '{a.x,a.x}', '{-0.5,0.5}');
	PERFORM pg_temp.say(2, 7, '{a.x}', '{NULL}');
	PERFORM pg_temp.say(4, 8, '{a.x}', '{-0.5}');
	PERFORM pg_temp.say(10, 0, '{a.x}', '{-0.5}');
	PERFORM pg_temp.say(8, 10, '{a.y}', '{0.5}');
	PERFORM pg_temp.say(1, 7, '{a.y}', '{0.5}');
	PERFORM pg_temp.say(1, 6, '{a.y}', '{-0.5}');
	PERFORM pg_temp.say(32, 10);
	PERFORM pg_temp.say(23, 8);
	PERFORM pg_temp.say(15, 5);
	-- another scale; retracted; earlier and later ones
	PERFORM pg_temp.say(1, 1, '{a.x}', '{-0.5}', scale => 'csat5');
	PERFORM pg_temp.say(3, 0, '{a.x}', '{-0.5}', retracted => '2024-01-20');
	PERFORM pg_temp.say(5, 0, '{a.x}', '{-0.5}', at => '2024-03-01');
	PERFORM pg_temp.say(5, 0, '{a.y}', '{-0.5}', at => '2023-12-01');
END
$$;
CREATE TEMPORARY TABLE impact AS SELECT * FROM voc.topic_impact('2024-02-01', '2024-01-01');

SELECT is((SELECT string_agg(topic, ' ' ORDER BY topic) FROM impact), 'a a.x a.y', 'the topics, and what they are part of');
SELECT is(ARRAY[i.topic_title, i.parent, i.level::text, i.team], '{a.x,a,2,NULL}', 'a topic that has no title') FROM impact AS i WHERE topic = 'a.x';
SELECT is(ARRAY[i.signals, i.named, i.negative, i.positive_opinions, i.negative_opinions, i.felt], '{21,21,16,4,16,20}', 'its signals and opinions') FROM impact AS i WHERE topic = 'a.x';
SELECT is(ARRAY[i.sentiment_sum, i.sentiment], '{-600,-30}', 'its sentiment') FROM impact AS i WHERE topic = 'a.x';
SELECT is(ARRAY[i.n, i.promoters, i.passives, i.detractors, i.n_all], '{20,4,6,10,100}', 'its answers') FROM impact AS i WHERE topic = 'a.x';
SELECT ok(pg_temp.near(ARRAY[i.share, i.nps_with, i.nps_without, i.nps_all, i.impact], '{20,-30,30,18,-12}'), 'its impact: 18 - 30 = 0.2 * (-30 - 30)') FROM impact AS i WHERE topic = 'a.x';
-- test/peer/impact.tsv
SELECT ok(pg_temp.near(ARRAY[i.impact_low, i.impact_high, i.p], '{-18.1945278404996,-3.80651982843698,0.00272625785083782}', 1e-10), 'its interval and p') FROM impact AS i WHERE topic = 'a.x';
SELECT is(ARRAY[i.complaints, i.complaint_detractors, i.prize_detractors], '{15,10,7}', '10 detractors complain, 3 would be as usual: 7 to turn') FROM impact AS i WHERE topic = 'a.x';
SELECT ok(pg_temp.near(ARRAY[i.prize, i.prize_low, i.prize_high, i.prize_p], '{13.5,6.57569781069665,17.0990009844841,1.03652681053132e-05}', 1e-10), 'the prize: 0.15 * (30 + 60), with its interval and p') FROM impact AS i WHERE topic = 'a.x';
SELECT is(ARRAY[i.level, i.signals, i.named, i.n, i.promoters, i.passives, i.detractors], '{1,31,0,30,12,7,11}', 'what it is part of has it and the other part, each answer once') FROM impact AS i WHERE topic = 'a';
SELECT ok(pg_temp.near(ARRAY[i.impact], ARRAY[18 - 1700 / 70.0::double precision]), 'and their impact') FROM impact AS i WHERE topic = 'a';
SELECT ok(pg_temp.near(ARRAY[i.impact, i.prize, i.prize_low], ARRAY[18 - 800 / 87.0::double precision, (800 / 87.0 + 100) / 100, 0], 1e-10), 'a topic that brings NPS, and a complaint about it') FROM impact AS i WHERE topic = 'a.y';
SELECT is_empty('SELECT topic FROM impact WHERE impact NOT BETWEEN impact_low AND impact_high OR prize NOT BETWEEN prize_low AND prize_high', 'figures lie within their intervals');
SELECT is_empty('SELECT topic FROM impact WHERE abs(impact - share * (nps_with - nps_without) / 100) > 1e-9', 'impact is share times difference');
-- Benjamini and Hochberg by their definition
SELECT is_empty($$SELECT i.topic FROM impact AS i
	WHERE abs(i.q - (SELECT min(j.p * 3 / (SELECT count(*) FROM impact AS k WHERE k.p <= j.p)) FROM impact AS j WHERE j.p >= i.p)) > 1e-12
	OR abs(i.prize_q - (SELECT min(j.prize_p * 3 / (SELECT count(*) FROM impact AS k WHERE k.prize_p <= j.prize_p)) FROM impact AS j WHERE j.prize_p >= i.prize_p)) > 1e-12$$, 'q is p for all topics');
SELECT is((SELECT n FROM voc_bi.topic_impact WHERE topic = 'a.x'), 25::bigint, 'the view has all that is live');
SELECT is((SELECT n FROM voc.topic_impact('2024-01-18') WHERE topic = 'a.x'), 23::bigint, 'as of a moment before it was retracted, it counts');
SELECT is(pg_temp.fault('SELECT * FROM voc.topic_impact(NULL)'), '22004 the time of the figures is NULL', 'as of no moment');

-- weights: as if each detractor who speaks of a.x were two
UPDATE voc_data.signal SET weight = 2 WHERE 'a.x' = ANY (topics) AND score = 0;
SELECT ok(pg_temp.near(ARRAY[i.share, i.nps_with, i.nps_all, i.impact, i.prize, i.n, i.detractors],
	ARRAY[3000 / 110.0, -1600 / 30.0, 800 / 110.0, 800 / 110.0 - 30, 25 * (30 + 1900 / 25.0) / 110, 20, 10], 1e-10), 'weights count in scores, impact and prize')
FROM voc.topic_impact('2024-02-01', '2024-01-01') AS i WHERE topic = 'a.x';
UPDATE voc_data.signal SET weight = 0 WHERE 'a.x' = ANY (topics);
SELECT is(ARRAY[i.impact IS NULL, i.nps_with IS NULL, i.prize IS NULL, i.n = 20], '{t,t,t,t}', 'those who speak of it weigh nothing: no impact') FROM voc.topic_impact('2024-02-01', '2024-01-01') AS i WHERE topic = 'a.x';
UPDATE voc_data.signal SET weight = NULL WHERE 'a.x' = ANY (topics);

-- nothing to compare with
SELECT is((SELECT ARRAY[i.impact IS NULL, i.impact_low IS NULL, i.p IS NULL, i.q IS NULL, i.prize IS NULL, i.prize_low IS NULL, i.prize_detractors IS NULL, i.n = 5, i.nps_without IS NULL, i.prize_q IS NULL]
	FROM voc.topic_impact('2024-04-01', '2024-02-01') AS i WHERE topic = 'a.x'), '{t,t,t,t,t,t,t,t,t,t}', 'everybody speaks of it: no impact');
SELECT pg_temp.say(1, 1, '{c}', '{-1}', at => '2022-01-01', scale => 'csat5') AS said \gset
SELECT is((SELECT ARRAY[i.impact IS NULL, i.prize IS NULL, i.n = 0, i.share IS NULL, i.signals = 1] FROM voc.topic_impact('2022-02-01') AS i WHERE topic = 'c'), '{t,t,t,t,t}', 'no NPS at all: no impact');
SELECT pg_temp.say(1, 9, at => '2022-01-01') AS said \gset
SELECT is((SELECT ARRAY[i.impact IS NULL, i.prize IS NULL, i.n = 0, i.share = 0] FROM voc.topic_impact('2022-02-01') AS i WHERE topic = 'c'), '{t,t,t,t}', 'none of those who speak of it: no impact');
SELECT pg_temp.say(1, 9, '{d}', '{1}', at => '2022-01-01') AS said \gset
SELECT is((SELECT ARRAY[i.impact = 0, i.complaints = 0, i.prize = 0, i.prize_low IS NULL, i.prize_p IS NULL] FROM voc.topic_impact('2022-02-01') AS i WHERE topic = 'd'), '{t,t,t,t,t}', 'nobody complains: no prize');

-- ---------------------------------------------------------------------
-- a second opinion
-- ---------------------------------------------------------------------

CREATE TEMPORARY TABLE opinion AS
SELECT s.score, ('a.x' = ANY (s.topics))::integer AS x, ('a.y' = ANY (s.topics))::integer AS y,
	coalesce((SELECT avg(o.sentiment) FROM voc_data.opinion AS o WHERE o.signal_id = s.id AND o.topic = 'a.x'), 0) AS feels_x,
	coalesce((SELECT avg(o.sentiment) FROM voc_data.opinion AS o WHERE o.signal_id = s.id AND o.topic = 'a.y'), 0) AS feels_y
FROM voc_data.signal AS s
WHERE s.scale = 'nps' AND s.retracted_at IS NULL AND s.occurred_at BETWEEN '2024-01-01' AND '2024-02-01';
SELECT is((SELECT string_agg(format('%s %s %s %s', topic, n, n_all, direction), ', ') FROM voc.topic_weights('2024-02-01', '2024-01-01')),
	'a.x 20 100 lowers, a.y 13 100 raises', 'the topics, by weight');
SELECT ok(pg_temp.near(ARRAY(SELECT weight FROM voc.topic_weights('2024-02-01', '2024-01-01') ORDER BY topic),
	(SELECT voc.relative_weights(score, ARRAY[x, y]) FROM opinion)), 'their weights');
SELECT ok(pg_temp.near(ARRAY(SELECT correlation FROM voc.topic_weights('2024-02-01', '2024-01-01') ORDER BY topic),
	(SELECT ARRAY[corr(score, x), corr(score, y)] FROM opinion)), 'and correlations');
SELECT ok(pg_temp.near(ARRAY(SELECT weight FROM voc.topic_weights('2024-02-01', '2024-01-01', predictor => 'sentiment') ORDER BY topic),
	(SELECT voc.relative_weights(score, ARRAY[feels_x, feels_y]) FROM opinion)), 'by sentiment');
SELECT is((SELECT round(sum(percent)::numeric, 9) FROM voc.topic_weights('2024-02-01', '2024-01-01')), 100.000000000, 'they are 100 percent of what they explain');
SELECT is((SELECT string_agg(topic || ' ' || percent, ', ') FROM voc.topic_weights('2024-02-01', '2024-01-01', topics => 1)), 'a.x 100', 'the most frequent topic alone');
SELECT is((SELECT string_agg(coalesce(weight::text, 'NULL') || coalesce(direction, 'NULL'), ', ') FROM voc.topic_weights('2022-02-01')), 'NULLNULL', 'too few answers to say');
SELECT is(pg_temp.fault('SELECT * FROM voc.topic_weights(' || c.args || ')'), c.fault, c.args)
FROM (VALUES
	('NULL', '22004 the time of the figures is NULL'),
	('topics => 0', '22023 the number of topics must lie between 1 and 64'),
	('topics => 65', '22023 the number of topics must lie between 1 and 64'),
	('topics => NULL', '22023 the number of topics must lie between 1 and 64'),
	('predictor => ''mood''', '22023 unknown kind of predictor: ''mood'''),
	('predictor => NULL', '22023 unknown kind of predictor: NULL')) AS c (args, fault);

-- a code with a quote in it, which no frame has but a table may
SELECT pg_temp.say(3, 2, ARRAY['it''s'], '{-1}', at => '2021-01-01'), pg_temp.say(5, 9, at => '2021-01-01') \gset
SELECT is((SELECT topic || ' ' || direction FROM voc.topic_weights('2021-02-01')), 'it''s lowers', 'codes are quoted');

-- ---------------------------------------------------------------------
-- priorities
-- ---------------------------------------------------------------------

DELETE FROM voc_data.signal;
DO $$
DECLARE
	r record;
BEGIN
	FOR r IN SELECT * FROM (VALUES
		('a.x', -0.5, 5, 20, 75), ('a.y', -0.5, 5, 10, 45), ('b.x', -0.5, 4, 6, 30), ('b.y', -0.5, 3, 5, 22),
		('c.x', 0.5, 150, 20, 10), ('c.y', -0.5, 12, 6, 5), (NULL, NULL, 400, 200, 100)) AS v (topic, feeling, p, n, d) LOOP
		PERFORM pg_temp.say(v.n, v.score, CASE WHEN r.topic IS NULL THEN '{}' ELSE ARRAY[r.topic] END, CASE WHEN r.topic IS NULL THEN '{}'::real[] ELSE ARRAY[r.feeling] END)
		FROM (VALUES (r.p, 10), (r.n, 8), (r.d, 3)) AS v (n, score);
	END LOOP;
END
$$;
INSERT INTO voc_data.topic (code, title, effort)
VALUES ('a.x', 'A, X', 1), ('a.y', 'A, Y', 4), ('b.x', 'B, X', 2), ('b.y', 'B, Y', 5), ('c.x', 'C, X', 1);
SELECT results_eq($$SELECT topic, effort, quadrant, evidence, rank FROM voc_bi.priority WHERE level = 2 ORDER BY rank$$,
	$$VALUES ('a.x', 1, 'quick win', true, 1::bigint), ('a.y', 4, 'big bet', true, 2), ('b.x', 2, 'fill-in', true, 3), ('b.y', 5, 'thankless', true, 4),
		('c.y', NULL, 'no evidence', false, 5), ('c.x', 1, 'strength', false, 6)$$, 'the matrix');
SELECT results_eq($$SELECT topic, effort, quadrant, rank FROM voc_bi.priority WHERE level = 1 ORDER BY rank$$,
	$$VALUES ('a', NULL::integer, 'unknown effort', 1::bigint), ('b', NULL, 'unknown effort', 2), ('c', NULL, 'strength', 3)$$, 'a level higher, nobody has said');
SELECT ok(bool_and(pg_temp.near(ARRAY[x.prize_middle], ARRAY[(y.prize + b.prize) / 2])), 'large is from the median of the level on')
FROM voc_bi.priority AS x, voc_bi.priority AS y, voc_bi.priority AS b WHERE x.topic = 'a.x' AND y.topic = 'a.y' AND b.topic = 'b.x';
SELECT is_empty($$SELECT p.topic FROM voc_bi.priority AS p JOIN voc_bi.topic_impact AS i ON i.topic = p.topic
	WHERE (p.impact, p.impact_low, p.impact_high, p.q, p.prize, p.prize_low, p.prize_high, p.prize_q, p.prize_detractors, p.complaints, p.named)
	IS DISTINCT FROM (i.impact, i.impact_low, i.impact_high, i.q, i.prize, i.prize_low, i.prize_high, i.prize_q, i.prize_detractors, i.complaints, i.named)$$, 'its figures are those of topic_impact');
SELECT is(pg_temp.fault('UPDATE voc_data.topic SET effort = 6 WHERE code = ''a.x'''), '23514 new row for relation "topic" violates check constraint "topic_effort_check"', 'there is no effort of 6');

-- praised by most, and a complaint that costs: what complaints cost comes first
DO $$
BEGIN
	PERFORM pg_temp.say(15, 0, '{c.x}', '{-0.5}');
END
$$;
SELECT is((SELECT ARRAY[i.impact > 0, i.q <= 0.05, p.evidence, p.quadrant = 'fill-in'] FROM voc_bi.topic_impact AS i JOIN voc_bi.priority AS p ON p.topic = i.topic WHERE i.topic = 'c.x'), '{t,t,t,t}', 'a strength with costly complaints is to be mended');

-- effort is the managers' and no matter of coding
CREATE ROLE voc_manager;
SELECT voc.grant_access('voc_manager', 'manager') AS granted \gset
CREATE TEMPORARY TABLE version AS SELECT codebook_version FROM voc_data.coding;
GRANT ALL ON __tcache__ TO PUBLIC;
GRANT ALL ON SEQUENCE __tresults___numb_seq, __tcache___id_seq TO PUBLIC;
SET ROLE voc_manager;
SELECT lives_ok('UPDATE voc_data.topic SET effort = NULL WHERE code = ''a.x''', 'a manager edits effort');
RESET ROLE;
SELECT is((SELECT quadrant FROM voc_bi.priority WHERE topic = 'a.x'), 'unknown effort', 'which shows at once');
SELECT is((SELECT codebook_version FROM voc_data.coding), (SELECT codebook_version FROM version), 'and makes no new version of the code frame');
UPDATE voc_data.topic SET effort = 3 WHERE code = 'delivery.late';
SELECT lives_ok('SELECT voc.load_codebook(''generic'')', 'the code frame is loaded again');
INSERT INTO voc_data.codebook SELECT * FROM voc_data.codebook WHERE kind = 'topic';
SELECT is((SELECT effort FROM voc_data.topic WHERE code = 'delivery.late'), 3::smallint, 'which leaves effort alone, as an import does');

-- a handful of answers is no evidence
DELETE FROM voc_data.signal;
DO $$
BEGIN
	PERFORM pg_temp.say(2, 0, '{a.x}', '{-1}'), pg_temp.say(2, 9);
END
$$;
SELECT is((SELECT array_agg(quadrant || ' ' || (prize > 0)) FROM voc_bi.priority WHERE topic = 'a.x'), '{"no evidence true"}', 'two against two are no evidence');

SELECT * FROM finish();
ROLLBACK;
