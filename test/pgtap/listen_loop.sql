-- Capture: which feedback opens a loop, which joins one

BEGIN;

SELECT plan(34);
\ir listen_setup.inc

CREATE TABLE shop.survey (id integer PRIMARY KEY, customer text, score integer, comment text, at timestamptz, channel text, touchpoint text, plan text);
SET ROLE voc_cx;
SELECT voc.attach('shop.survey', comment => 'comment', score => 'score', scale => 'nps', customer => 'customer', occurred_at => 'at',
	channel => 'channel', touchpoint => 'touchpoint', segments => '{plan}') AS survey \gset

-- The rules of this test: nothing but scores, segments and places
UPDATE voc_data.rule SET active = false;
INSERT INTO voc_data.rule (position, title, score_groups, segment, channels, touchpoints, kind, severity, team, active) VALUES
	(1, 'Asleep', '{detractor}', NULL, NULL, NULL, 'recover', 'critical', 'legal', false),
	(2, 'Gold customer unhappy', '{detractor}', '{"plan": "gold"}', NULL, NULL, 'recover', 'critical', NULL, true),
	(3, 'Kiosks are not followed up', NULL, NULL, '{kiosk}', NULL, 'none', 'normal', NULL, true),
	(4, 'Unhappy', '{detractor}', NULL, NULL, NULL, 'recover', 'high', NULL, true),
	(5, 'Neutral in a store', '{passive}', NULL, NULL, '{store_visit}', 'grow', 'normal', 'sales', true),
	(6, 'Promoter', '{promoter}', NULL, NULL, NULL, 'thank', 'normal', NULL, true);

CREATE FUNCTION pg_temp.loops() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
	SELECT coalesce(string_agg(format('%s %s %s %s [%s]', coalesce(l.customer, '-'), l.kind, l.severity, l.state,
		(SELECT string_agg(s.source_key, ',' ORDER BY s.source_key::integer) FROM voc_data.loop_signal AS x JOIN voc_data.signal AS s ON s.id = x.signal_id
			WHERE x.loop_id = l.id)), '; ' ORDER BY l.id), '')
	FROM voc_data.loop AS l
$$;

SET ROLE voc_app;
INSERT INTO shop.survey (id, customer, score) VALUES (1, 'anna', 0), (2, 'anna', 3), (3, 'boris', 8), (4, 'cyril', 9);
SELECT is(pg_temp.loops(), 'anna recover high open [1,2]; cyril thank normal open [4]', 'a customer who speaks twice in one statement has one loop with two signals');
SET ROLE voc_cx;
SELECT is((SELECT string_agg(e.event || ' ' || s.source_key, ', ' ORDER BY e.id) FROM voc_data.loop_event AS e
	JOIN voc_data.signal AS s ON s.id = (e.detail ->> 'signal_id')::bigint JOIN voc_data.loop AS l ON l.id = e.loop_id WHERE l.customer = 'anna'),
	'opened 1, joined 2', 'and its history says so');
SELECT is((SELECT string_agg(s.source_key || ' ' || coalesce(r.title, 'no rule') || ' ' || s.criticality, ', ' ORDER BY s.source_key) FROM voc_data.signal AS s LEFT JOIN voc_data.rule AS r ON r.id = s.rule_id),
	'1 Unhappy routine, 2 Unhappy routine, 3 no rule routine, 4 Promoter routine', 'rules are tried by position, inactive ones are not');
SET ROLE voc_app;
INSERT INTO shop.survey (id, customer, score) VALUES (5, 'anna', 1);
SELECT alike(pg_temp.loops(), 'anna recover high open [1,2,5];%', 'who speaks again while a loop is open joins it');
INSERT INTO shop.survey (id, customer, score) VALUES (6, NULL, 1), (7, NULL, 2), (8, '', 3), (9, '  ', 4);
SELECT alike(pg_temp.loops(), '%; - recover high open [6]; - recover high open [7]; - recover high open [8]; - recover high open [9]', 'each anonymous customer has a loop of their own');
INSERT INTO shop.survey (id, customer, score) VALUES (10, 'anna', 10);
SELECT alike(pg_temp.loops(), '%; anna thank normal open [10]', 'loops of another kind are others');
SET ROLE voc_cx;
UPDATE voc_data.loop SET state = 'dismissed', dismiss_reason = 'test' WHERE customer = 'anna' AND kind = 'recover';
SET ROLE voc_app;
INSERT INTO shop.survey (id, customer, score) VALUES (11, 'anna', 1);
SELECT alike(pg_temp.loops(), 'anna recover high dismissed [1,2,5];%; anna recover high open [11]', 'when it has ended, a new one is opened');
UPDATE shop.survey SET score = 2 WHERE id IN (1, 11);
SELECT alike(pg_temp.loops(), 'anna recover high dismissed [1,2,5];%; anna recover high open [11]', 'a signal that changes has its loop already');
UPDATE shop.survey SET score = 0 WHERE id = 3;
SELECT alike(pg_temp.loops(), '%; boris recover high open [3]', 'one that turns bad opens one');

-- conditions
TRUNCATE shop.survey;
RESET ROLE;
CREATE TEMP TABLE seen AS SELECT max(id) AS id FROM voc_data.loop;
GRANT SELECT ON seen TO PUBLIC;
SET ROLE voc_app;
INSERT INTO shop.survey (id, customer, score, channel, touchpoint, plan) VALUES
	(20, 'd', 1, 'web', NULL, 'gold'), (21, 'e', 1, 'tablet', NULL, 'silver'), (22, 'f', 1, 'tablet', NULL, 'gold'), (23, 'g', 7, NULL, 'store_visit', NULL),
	(24, 'h', 7, NULL, 'delivery', NULL), (25, 'i', 1, NULL, 'delivery', NULL), (26, 'j', 1, NULL, 'brand new', NULL);
SET ROLE voc_cx;
SELECT is((SELECT string_agg(format('%s %s %s %s', l.customer, l.kind, l.severity, l.team), '; ' ORDER BY l.customer) FROM voc_data.loop AS l WHERE l.id > (SELECT id FROM seen)),
	'd recover critical care; f recover critical care; g grow normal sales; i recover high logistics; j recover high care', 'segment, channel and touchpoint conditions, kind none, and the team');
SELECT is((SELECT criticality FROM voc_data.signal WHERE source_key = '20'), 'critical', 'a critical rule makes a critical signal');
SELECT is((SELECT reason FROM voc_data.loop WHERE customer = 'd'), 'Gold customer unhappy; score 1 on nps', 'the reason is in words');

-- rules may be changed between two statements of a session
UPDATE voc_data.rule SET position = 99, title = 'Later' WHERE position = 4;
INSERT INTO voc_data.rule (position, title, score_groups, kind, severity) VALUES (4, 'New', '{detractor}', 'recover', 'normal');
SET ROLE voc_app;
INSERT INTO shop.survey (id, customer, score) VALUES (30, 'k', 0);
SET ROLE voc_cx;
SELECT is((SELECT r.title FROM voc_data.signal AS s JOIN voc_data.rule AS r ON r.id = s.rule_id WHERE source_key = '30'), 'New', 'a rule counts from the next statement on');

-- clocks
SET ROLE voc_app;
INSERT INTO shop.survey (id, customer, score, at, channel) VALUES (40, 'l', 0, now() - interval '3 hours', 'chat'), (41, 'm', 0, now() - interval '3 hours', NULL), (42, 'n', 0, now() + interval '1 hour', NULL);
SET ROLE voc_cx;
SELECT is((SELECT format('%s %s %s', extract(epoch FROM acknowledge_due - occurred_at)::integer, extract(epoch FROM act_due - occurred_at)::integer / 3600, extract(epoch FROM close_due - occurred_at)::integer / 3600) FROM voc_data.loop WHERE customer = 'l'),
	'60 24 48', 'clocks of a chat');
SELECT is((SELECT format('%s %s %s', extract(epoch FROM acknowledge_due - occurred_at)::integer, extract(epoch FROM act_due - occurred_at)::integer / 3600, extract(epoch FROM close_due - occurred_at)::integer / 3600) FROM voc_data.loop WHERE customer = 'm'),
	'21600 24 48', 'clocks of no channel');
SELECT is((SELECT occurred_at FROM voc_data.loop WHERE customer = 'm'), now() - interval '3 hours', 'they run from the moment the customer spoke');
SELECT ok((SELECT state_since <= now() AND occurred_at > now() FROM voc_data.loop WHERE customer = 'n'), 'a loop is in no state before now');

-- age
SET ROLE voc_app;
INSERT INTO shop.survey (id, customer, score, at) VALUES (50, 'o', 0, now() - interval '31 days'), (51, 'p', 0, now() - interval '29 days');
SET ROLE voc_cx;
SELECT is((SELECT string_agg(customer, ' ') FROM voc_data.loop WHERE customer IN ('o', 'p')), 'p', 'feedback older than loop_max_age opens none');
SELECT is((SELECT r.title FROM voc_data.signal AS s JOIN voc_data.rule AS r ON r.id = s.rule_id WHERE source_key = '50'), 'New', 'but remembers its rule');
UPDATE voc_data.program SET loop_max_age = NULL;
SET ROLE voc_app;
INSERT INTO shop.survey (id, customer, score, at) VALUES (52, 'q', 0, '1999-01-01');
SET ROLE voc_cx;
SELECT is((SELECT count(*) FROM voc_data.loop WHERE customer = 'q'), 1::bigint, 'without a limit any age does');
UPDATE voc_data.program SET loop_max_age = '0';
SET ROLE voc_app;
INSERT INTO shop.survey (id, customer, score, at) VALUES (53, 'r', 0, now() - interval '1 second'), (54, 's', 0, NULL);
SET ROLE voc_cx;
SELECT is((SELECT string_agg(customer, ' ') FROM voc_data.loop WHERE customer IN ('r', 's')), 's', 'a limit of nothing lets the present moment through');
UPDATE voc_data.program SET loop_max_age = '30 days';

-- what is retracted
SET ROLE voc_app;
DELETE FROM shop.survey WHERE id = 41;
SET ROLE voc_cx;
SELECT is((SELECT state || ' ' || (SELECT string_agg(event, ' ' ORDER BY id) FROM voc_data.loop_event AS e WHERE e.loop_id = l.id) FROM voc_data.loop AS l WHERE customer = 'm'),
	'open opened retracted', 'a row that goes away leaves its loop open, and a note there');
UPDATE voc_data.loop SET state = 'dismissed', dismiss_reason = 'test' WHERE customer = 'l';
SET ROLE voc_app;
DELETE FROM shop.survey WHERE id = 40;
SET ROLE voc_cx;
SELECT is((SELECT count(*) FROM voc_data.loop_event AS e JOIN voc_data.loop AS l ON l.id = e.loop_id WHERE l.customer = 'l' AND e.event = 'retracted'), 0::bigint, 'none in one that has ended');
SET ROLE voc_app;
INSERT INTO shop.survey (id, customer, score, at) VALUES (41, 'm', 0, NULL);
SET ROLE voc_cx;
SELECT is((SELECT count(*) FROM voc_data.loop WHERE customer = 'm'), 1::bigint, 'the row comes again: it is in its loop');
SELECT is_empty($$SELECT s.id FROM voc_data.signal AS s JOIN voc_data.rule AS r ON r.id = s.rule_id AND r.kind <> 'none'
	WHERE s.occurred_at >= now() - interval '30 days' AND s.source_key::integer < 50 AND NOT EXISTS (SELECT FROM voc_data.loop_signal AS x WHERE x.signal_id = s.id)
	AND s.source_key <> '3'$$, 'every signal of a rule is in a loop');
SELECT is_empty($$SELECT l.id FROM voc_data.loop AS l WHERE NOT EXISTS (SELECT FROM voc_data.loop_signal AS x WHERE x.loop_id = l.id AND x.signal_id = l.signal_id)$$,
	'every loop has the signal that opened it');
SELECT is_empty($$SELECT l.id FROM voc_data.loop AS l WHERE (SELECT count(*) FROM voc_data.loop_event AS e WHERE e.loop_id = l.id AND e.event = 'opened') <> 1$$,
	'and was opened once');
SELECT is_empty($$SELECT signal_id FROM voc_data.loop_signal GROUP BY 1 HAVING count(*) > 1$$, 'no signal is in two loops');

-- a loop that is taken while its customer speaks: the signal joins, the state stays
UPDATE voc_data.loop SET state = 'acknowledged', owner = 'eve' WHERE customer = 'd';
SET ROLE voc_app;
INSERT INTO shop.survey (id, customer, score, plan) VALUES (60, 'd', 0, 'gold');
SELECT alike(pg_temp.loops(), '%d recover critical acknowledged [20,60]%', 'a loop that is being worked on is joined');

-- opinions are those of the present text
INSERT INTO shop.survey (id, comment) VALUES (70, 'The delivery was late and the courier was rude');
SET ROLE voc_cx;
SELECT ok((SELECT count(*) FROM voc_data.opinion AS o JOIN voc_data.signal AS s ON s.id = o.signal_id WHERE s.source_key = '70') > 0, 'a comment has opinions');
SET ROLE voc_app;
UPDATE shop.survey SET comment = 'Ok' WHERE id = 70;
SET ROLE voc_cx;
SELECT is((SELECT count(*) FROM voc_data.opinion AS o JOIN voc_data.signal AS s ON s.id = o.signal_id WHERE s.source_key = '70'), 0::bigint, 'which go when the comment changes');
SELECT is_empty($$SELECT o.id FROM voc_data.opinion AS o JOIN voc_data.signal AS s ON s.id = o.signal_id
	WHERE o.start < 1 OR o.length < 1 OR o.start + o.length - 1 > length(s.comment)$$, 'and lie within the comment');

-- many customers in one statement, several times each
SET ROLE voc_app;
TRUNCATE shop.survey;
INSERT INTO shop.survey (id, customer, score) SELECT i, 'many ' || i % 700, i % 7 FROM generate_series(1000, 12999) AS i;
SET ROLE voc_cx;
SELECT is((SELECT count(*) || ' ' || count(DISTINCT customer) FROM voc_data.loop WHERE customer LIKE 'many %'), '700 700', '12,000 rows of 700 customers open 700 loops');
SELECT is((SELECT count(*) FROM voc_data.loop_signal AS x JOIN voc_data.loop AS l ON l.id = x.loop_id WHERE l.customer LIKE 'many %'), 12000::bigint, 'with all signals in them');

SELECT * FROM finish();
ROLLBACK;
