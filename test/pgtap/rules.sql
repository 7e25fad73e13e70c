-- Rules: why one matched, the same as capture, repeat feedback, and severity
-- that rises

BEGIN;

SELECT plan(35);
\ir listen_setup.inc

SET ROLE voc_app;
CREATE TABLE shop.survey (id integer PRIMARY KEY, customer text, score integer, comment text, at timestamptz, channel text, touchpoint text, plan text);
SET ROLE voc_cx;
SELECT voc.attach('shop.survey', comment => 'comment', score => 'score', scale => 'nps', customer => 'customer', occurred_at => 'at',
	channel => 'channel', touchpoint => 'touchpoint', segments => '{plan}') AS survey \gset
UPDATE voc_data.rule SET active = false;

-- How the rules fare with a row of the survey: position verdict, and why not
CREATE FUNCTION pg_temp.explained(key text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
	SELECT string_agg(format('%s %s', e.position, coalesce(e.failed, e.matched::text)), '; ' ORDER BY e.position)
	FROM voc_data.signal AS s, voc.explain_rule(s.id) AS e WHERE s.source_key = key
$$;

-- ---------------------------------------------------------------------
-- every condition, as it holds and as it does not
-- ---------------------------------------------------------------------

INSERT INTO voc_data.rule (position, title, score_groups, sentiment_below, labels, topics, intents, channels, touchpoints, segment, min_repeat, kind) VALUES
	(101, 'score', '{detractor,dissatisfied}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'recover'),
	(102, 'sentiment', NULL, -0.2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'recover'),
	(103, 'label', NULL, NULL, '{negative}', NULL, NULL, NULL, NULL, NULL, NULL, 'recover'),
	(104, 'topic', NULL, NULL, NULL, '{delivery}', NULL, NULL, NULL, NULL, NULL, 'recover'),
	(105, 'intent', NULL, NULL, NULL, NULL, '{churn}', NULL, NULL, NULL, NULL, 'recover'),
	(106, 'channel', NULL, NULL, NULL, NULL, NULL, '{web,app}', NULL, NULL, NULL, 'recover'),
	(107, 'touchpoint', NULL, NULL, NULL, NULL, NULL, NULL, '{delivery}', NULL, NULL, 'recover'),
	(108, 'segment', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"plan": "gold"}', NULL, 'recover'),
	(109, 'repeat', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 'recover'),
	(110, 'all', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'none'),
	(111, 'never', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'none');
SET ROLE voc_app;
INSERT INTO shop.survey VALUES
	(1, NULL, NULL, 'Ok', NULL, NULL, NULL, NULL),
	(2, 'ann', 8, 'I want to praise the friendly shop assistant', NULL, 'sms', 'billing', 'silver');
SET ROLE voc_cx;
SELECT is(pg_temp.explained('1'), concat_ws('; ', '101 score_group is unknown, not one of detractor, dissatisfied',
	format('102 sentiment is %s, not below -0.2', (SELECT coalesce(sentiment::text, 'unknown') FROM voc_data.signal WHERE source_key = '1')),
	format('103 sentiment_label is %s, not one of negative', (SELECT coalesce(sentiment_label, 'unknown') FROM voc_data.signal WHERE source_key = '1')),
	'104 topics are none, without any of delivery', '105 intents are none, without any of churn', '106 channel is unknown, not one of web, app',
	'107 touchpoint is unknown, not one of delivery', '108 segment is {}, without {"plan": "gold"}', '109 repeats are 0, fewer than 1', '110 true', '111 not tried'),
	'a signal that says nothing: each condition tells what it met');
SELECT is(pg_temp.explained('2'), concat_ws('; ', '101 score_group is passive, not one of detractor, dissatisfied',
	format('102 sentiment is %s, not below -0.2', (SELECT sentiment FROM voc_data.signal WHERE source_key = '2')),
	'103 sentiment_label is positive, not one of negative',
	format('104 topics are %s, without any of delivery', (SELECT array_to_string(topics, ', ') FROM voc_data.signal WHERE source_key = '2')),
	format('105 intents are %s, without any of churn', (SELECT coalesce(nullif(array_to_string(intents, ', '), ''), 'none') FROM voc_data.signal WHERE source_key = '2')),
	'106 channel is sms, not one of web, app', '107 touchpoint is billing, not one of delivery', '108 segment is {"plan": "silver"}, without {"plan": "gold"}',
	'109 repeats are 0, fewer than 1', '110 true', '111 not tried'), 'and one that says something else');

-- Each rule alone, on a signal that it is made for
SET ROLE voc_app;
INSERT INTO shop.survey VALUES (3, 'bob', 1, 'The delivery was late, terrible. I will cancel my contract.', NULL, 'web', 'delivery', 'gold');
SET ROLE voc_cx;
SELECT is(pg_temp.explained('3'), '101 true; 102 not tried; 103 not tried; 104 not tried; 105 not tried; 106 not tried; 107 not tried; 108 not tried; 109 not tried; 110 not tried; 111 not tried',
	'after the one that matches, none is tried');
CREATE FUNCTION pg_temp.alone(number integer, key text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	UPDATE voc_data.rule SET active = position = number WHERE position > 100;
	RETURN pg_temp.explained(key);
END $$;
SELECT is(pg_temp.alone(p, '3'), p || ' true', 'condition of rule ' || p || ' holds') FROM generate_series(101, 108) AS p;

-- Several that fail are told together
UPDATE voc_data.rule SET active = position = 101, channels = '{sms}' WHERE position > 100;
SELECT is(pg_temp.explained('1'), '101 score_group is unknown, not one of detractor, dissatisfied; channel is unknown, not one of sms', 'all that fails is told');
SELECT is(pg_temp.explained('3'), '101 channel is web, not one of sms', 'and nothing that holds');
UPDATE voc_data.rule SET active = false;
SELECT is(pg_temp.explained('3'), NULL, 'without an active rule there is nothing to tell');

-- What capture decided, beside what the rules say now
UPDATE voc_data.rule SET active = true, channels = NULL WHERE position IN (101, 102);
SELECT results_eq($$SELECT e.position, e.title, e.kind, e.severity, e.matched, e.at_capture FROM voc_data.signal AS s, voc.explain_rule(s.id) AS e WHERE s.source_key = '3'$$,
	$$VALUES (101, 'score', 'recover', 'normal', true, true), (102, 'sentiment', 'recover', 'normal', NULL::boolean, false)$$, 'the rule that capture chose is told');
UPDATE voc_data.rule SET position = 103, score_groups = '{promoter}', active = true WHERE position = 103 OR title = 'label';
UPDATE voc_data.rule SET score_groups = '{promoter}' WHERE position = 101;
SELECT results_eq($$SELECT e.position, e.matched, e.at_capture FROM voc_data.signal AS s, voc.explain_rule(s.id) AS e WHERE s.source_key = '3' ORDER BY 1 LIMIT 2$$,
	$$VALUES (101, false, true), (102, true, false)$$, 'also when the rules have changed since');

SELECT is(pg_temp.fault('SELECT * FROM voc.explain_rule(NULL)'), '22004 the number of the signal is NULL', 'no signal');
SELECT is(pg_temp.fault('SELECT * FROM voc.explain_rule(-1)', true), 'VO006 signal -1 does not exist |  | Signals are in voc_bi.signal.', 'one that is not there');
SET ROLE voc_nobody;
SELECT alike(pg_temp.fault('SELECT * FROM voc.explain_rule(1)'), '42501 %', 'who may not read the program is told nothing');

-- ---------------------------------------------------------------------
-- it agrees with capture: thousands of signals, hundreds of rules
-- ---------------------------------------------------------------------

SET ROLE voc_cx;
UPDATE voc_data.rule SET active = false;
SELECT setseed(0.42) AS seed \gset
-- Some of the values, or NULL
CREATE FUNCTION pg_temp.some(choice text[], share double precision) RETURNS text[] LANGUAGE sql VOLATILE AS $$
	SELECT CASE WHEN random() < share THEN (SELECT array_agg(c) FROM (SELECT c FROM unnest(choice) AS c ORDER BY random() LIMIT 1 + floor(random() * 2)::integer) AS x) END
$$;
INSERT INTO voc_data.rule (position, title, active, score_groups, sentiment_below, labels, topics, intents, channels, touchpoints, segment, min_repeat, repeat_within, kind, severity)
SELECT 1000 + i, 'random ' || i, random() < 0.9, pg_temp.some('{promoter,passive,detractor,satisfied}', 0.7), CASE WHEN random() < 0.15 THEN random() * 2 - 1 END,
	pg_temp.some('{positive,neutral,negative,mixed}', 0.15), pg_temp.some('{delivery,delivery.late,staff,price,billing}', 0.15), pg_temp.some('{churn,praise,complaint,callback}', 0.15),
	pg_temp.some('{web,app,sms,call}', 0.8), pg_temp.some('{delivery,billing,checkout}', 0.8),
	CASE WHEN random() < 0.6 THEN jsonb_build_object('plan', (ARRAY['gold', 'silver', NULL])[1 + floor(random() * 3)::integer]) END,
	CASE WHEN k.kind <> 'none' AND random() < 0.3 THEN 1 + floor(random() * 3)::integer END, (1 + floor(random() * 40)) * interval '1 day', k.kind,
	(ARRAY['normal', 'high', 'critical'])[1 + floor(random() * 3)::integer]
FROM generate_series(1, 200) AS i, LATERAL (SELECT (ARRAY['recover', 'grow', 'thank', 'none'])[1 + floor(random() * 4 + 0 * i)::integer] AS kind) AS k;
RESET ROLE;
CREATE TEMP TABLE made AS
SELECT 10000 + i AS id, CASE WHEN random() < 0.9 THEN 'c' || floor(random() * 150) END AS customer, CASE WHEN random() < 0.8 THEN floor(random() * 11)::integer END AS score,
	(ARRAY['The delivery was late and the courier was rude', 'Great staff, thank you', 'I will cancel my contract, too expensive', 'Please call me back', 'Ok', NULL])[1 + floor(random() * 6)::integer] AS comment,
	now() - random() * interval '25 days' AS at, (ARRAY['web', 'app', 'sms', 'call', NULL])[1 + floor(random() * 5)::integer] AS channel,
	(ARRAY['delivery', 'billing', 'checkout', NULL])[1 + floor(random() * 4)::integer] AS touchpoint, (ARRAY['gold', 'silver', 'basic', NULL])[1 + floor(random() * 4)::integer] AS plan
FROM generate_series(1, 3000) AS i;
GRANT SELECT ON made TO PUBLIC;
SET ROLE voc_app;
-- Without a rule on repeats, in one statement
SET ROLE voc_cx;
UPDATE voc_data.rule SET active = false, title = 'asleep ' || title WHERE active AND min_repeat IS NOT NULL;
SET ROLE voc_app;
INSERT INTO shop.survey SELECT * FROM made WHERE id <= 12500;
SET ROLE voc_cx;
CREATE FUNCTION pg_temp.disagreements(since bigint) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
	SELECT count(*) FROM voc_data.signal AS s
	WHERE s.source_key::bigint > since
	AND s.rule_id IS DISTINCT FROM (SELECT e.rule_id FROM voc.explain_rule(s.id) AS e WHERE e.matched)
$$;
SELECT is(pg_temp.disagreements(10000), 0::bigint, '2,500 signals: explain_rule() matches the rule that capture matched, or none where it matched none');
SELECT ok(count(*) FILTER (WHERE rule_id IS NULL) BETWEEN 50 AND 2000 AND count(DISTINCT rule_id) > 20, 'and it was not all the same rule')
FROM voc_data.signal WHERE source_key::bigint > 10000;

-- With them, a statement a row, so that the earlier ones are there to be counted
UPDATE voc_data.rule SET active = true, position = position - 700 WHERE title LIKE 'asleep %';
CREATE TEMP TABLE differed (id bigint);
GRANT ALL ON differed TO PUBLIC;
RESET ROLE;
DO $$
DECLARE
	m record;
BEGIN
	FOR m IN SELECT * FROM pg_temp.made WHERE id > 12500 ORDER BY at LOOP
		INSERT INTO shop.survey VALUES (m.id, m.customer, m.score, m.comment, m.at, m.channel, m.touchpoint, m.plan);
		INSERT INTO pg_temp.differed
		SELECT s.id FROM voc_data.signal AS s
		WHERE s.source_key = m.id::text
		AND s.rule_id IS DISTINCT FROM (SELECT e.rule_id FROM voc.explain_rule(s.id) AS e WHERE e.matched);
	END LOOP;
END $$;
SELECT is_empty('SELECT * FROM pg_temp.differed', '500 more, with rules on repeats: the same');
SELECT ok(count(*) FILTER (WHERE r.min_repeat IS NOT NULL) BETWEEN 10 AND 400, 'which some of them met, and others did not')
FROM voc_data.signal AS s JOIN voc_data.rule AS r ON r.id = s.rule_id WHERE s.source_key::bigint > 12500;

-- ---------------------------------------------------------------------
-- repeat feedback
-- ---------------------------------------------------------------------

SET ROLE voc_cx;
UPDATE voc_data.rule SET active = false;
INSERT INTO voc_data.rule (position, title, score_groups, min_repeat, repeat_within, kind, severity) VALUES
	(1, 'third time', '{detractor}', 2, '10 days', 'recover', 'critical'),
	(2, 'again', '{detractor}', 1, '10 days', 'recover', 'high'),
	(3, 'unhappy', '{detractor}', NULL, DEFAULT, 'recover', 'normal');
CREATE FUNCTION pg_temp.rules(who text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
	SELECT string_agg(coalesce(r.title, 'none'), ', ' ORDER BY s.id) FROM voc_data.signal AS s LEFT JOIN voc_data.rule AS r ON r.id = s.rule_id WHERE s.customer = who
$$;
CREATE FUNCTION pg_temp.loops(who text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
	SELECT string_agg(l.severity || ' ' || l.state, ', ' ORDER BY l.id) FROM voc_data.loop AS l WHERE l.customer = who
$$;
SET ROLE voc_app;
INSERT INTO shop.survey (id, customer, score, at) VALUES (20000, 'eva', 1, now() - interval '20 days');
INSERT INTO shop.survey (id, customer, score, at) VALUES (20001, 'eva', 2, now() - interval '1 day');
SELECT is(pg_temp.rules('eva') || '; ' || pg_temp.loops('eva'), 'unhappy, again; high open', 'an open loop makes it repeat feedback, however old, and raises the severity');
INSERT INTO shop.survey (id, customer, score, at) VALUES (20002, 'eva', 3, now());
SELECT is(pg_temp.rules('eva') || '; ' || pg_temp.loops('eva'), 'unhappy, again, third time; critical open', 'the third time even more');
UPDATE shop.survey SET comment = 'x' WHERE id = 20000;
SELECT is(pg_temp.rules('eva'), 'unhappy, again, third time', 'what is captured anew does not repeat itself, nor what came later');
SET ROLE voc_cx;
SELECT is((SELECT string_agg(e.event || ' ' || e.actor || coalesce(' ' || (e.detail ->> 'severity'), ''), ', ' ORDER BY e.id)
	FROM voc_data.loop_event AS e JOIN voc_data.loop AS l ON l.id = e.loop_id WHERE l.customer = 'eva'),
	'opened voc_app, joined voc_app, changed voc_app high, joined voc_app, changed voc_app critical', 'history tells, and who it was');
-- Loops that ended 9 and 11 days before, of another kind, and of a signal that was withdrawn
INSERT INTO voc_data.loop (signal_id, customer, kind, severity, reason, team, state, occurred_at, state_since, closed_at)
SELECT min(s.id), v.customer, v.kind, 'normal', 'x', 'care', 'dismissed', now() - interval '20 days', v.ended, v.ended
FROM voc_data.signal AS s, (VALUES ('fay', 'recover', now() - interval '9 days'), ('gus', 'recover', now() - interval '11 days'), ('hal', 'grow', now() - interval '9 days')) AS v (customer, kind, ended)
GROUP BY v.customer, v.kind, v.ended;
INSERT INTO voc_data.loop_signal SELECT l.id, l.signal_id FROM voc_data.loop AS l WHERE l.customer IN ('fay', 'gus', 'hal');
SET ROLE voc_app;
INSERT INTO shop.survey (id, customer, score) VALUES (20010, 'fay', 1), (20011, 'gus', 1), (20012, 'hal', 1), (20013, 'ida', 1), (20014, 'ida', 1), (20015, NULL, 1), (20016, NULL, 1);
SELECT is(pg_temp.rules('fay') || '; ' || pg_temp.rules('gus') || '; ' || pg_temp.rules('hal'), 'again; unhappy; unhappy', 'a loop that has ended counts for repeat_within, of the rule''s kind only');
SELECT is(pg_temp.rules('ida'), 'unhappy, unhappy', 'signals of one statement do not repeat each other');
DELETE FROM shop.survey WHERE id IN (20013, 20014);
INSERT INTO shop.survey (id, customer, score) VALUES (20017, 'ida', 1);
SELECT is(pg_temp.rules('ida'), 'unhappy, unhappy, third time', 'those that were withdrawn count: their loop is open');
SET ROLE voc_cx;
SELECT is(pg_temp.explained('20012'), '1 repeats are 0, fewer than 2; 2 repeats are 0, fewer than 1; 3 true', 'and why not is told');
SELECT is(pg_temp.fault('UPDATE voc_data.rule SET min_repeat = 0 WHERE position = 1') || pg_temp.fault('UPDATE voc_data.rule SET kind = ''none'' WHERE position = 1') || pg_temp.fault('UPDATE voc_data.rule SET repeat_within = ''0'' WHERE position = 1'),
	concat('23514 new row for relation "rule" violates check constraint "rule_min_repeat_check"', '23514 new row for relation "rule" violates check constraint "rule_repeat_kind_check"', '23514 new row for relation "rule" violates check constraint "rule_repeat_within_check"'),
	'rules on repeats that could never hold are refused');

-- ---------------------------------------------------------------------
-- severity rises, and does not fall
-- ---------------------------------------------------------------------

UPDATE voc_data.rule SET active = false;
INSERT INTO voc_data.rule (position, title, touchpoints, kind, severity) VALUES (11, 'c', '{checkout}', 'recover', 'critical'), (12, 'h', '{delivery}', 'recover', 'high'), (13, 'n', '{billing}', 'recover', 'normal');
SET ROLE voc_app;
INSERT INTO shop.survey (id, customer, score, touchpoint) VALUES (30000, 'joe', 1, 'billing'), (30001, 'joe', 1, 'delivery'), (30002, 'kim', 1, 'checkout'), (30003, 'kim', 1, 'billing');
SELECT is(pg_temp.loops('joe') || '; ' || pg_temp.loops('kim'), 'high open; critical open', 'within one statement it rises, and does not fall');
UPDATE shop.survey SET touchpoint = 'checkout' WHERE id = 30000;
SELECT is(pg_temp.loops('joe'), 'critical open', 'feedback that is changed for the worse raises it');
UPDATE shop.survey SET touchpoint = 'billing' WHERE id = 30000;
SELECT is(pg_temp.loops('joe'), 'critical open', 'for the better does not lower it');

SELECT * FROM finish();
ROLLBACK;
