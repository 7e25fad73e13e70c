-- Views on loops: what is unanswered and overdue, who has how much, what to know
-- before calling, and which figures were served instead of the customer

BEGIN;

SELECT plan(45);

SET LOCAL client_min_messages = warning;
SET LOCAL timezone = 'UTC';

CREATE ROLE regress_voc_owner;
CREATE ROLE regress_voc_reader;
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO regress_voc_owner', current_database()); END $$;
GRANT ALL ON __tcache__ TO PUBLIC;
GRANT ALL ON SEQUENCE __tresults___numb_seq, __tcache___id_seq TO PUBLIC;
SET LOCAL ROLE regress_voc_owner;
DO $$ BEGIN
    PERFORM voc.create_program();
    PERFORM voc.grant_access('regress_voc_reader', 'reader');
END $$;
CREATE SCHEMA regress_shop;
CREATE TABLE regress_shop.feedback (id integer PRIMARY KEY, customer text, score integer, comment text, at timestamptz, channel text, touchpoint text, plan text);
DO $$ BEGIN PERFORM voc.attach('regress_shop.feedback', comment => 'comment', score => 'score', scale => 'nps', customer => 'customer', occurred_at => 'at',
    channel => 'channel', touchpoint => 'touchpoint', segments => '{plan}'); END $$;
INSERT INTO voc_data.rule (position, title, channels, kind) VALUES (1, 'Kiosks are not followed up', '{kiosk}', 'none');

CREATE FUNCTION pg_temp.loop_of(key integer) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT x.loop_id FROM voc_data.loop_signal AS x JOIN voc_data.signal AS s ON s.id = x.signal_id WHERE s.source_key = key::text
$$;
CREATE FUNCTION pg_temp.hours(hours numeric) RETURNS timestamptz LANGUAGE sql STABLE AS $$SELECT now() - hours * interval '1 hour'$$;

-- ---------------------------------------------------------------------
-- unanswered
-- ---------------------------------------------------------------------

INSERT INTO regress_shop.feedback (id, customer, score, comment, at, channel) VALUES
    (1, 'ann', 1, NULL, pg_temp.hours(30), 'web'),
    (2, 'bob', 2, NULL, pg_temp.hours(5), NULL),
    (3, 'cyd', 3, NULL, pg_temp.hours(40), NULL),
    (4, 'dan', 1, NULL, pg_temp.hours(40), NULL),
    (5, 'eve', 1, NULL, pg_temp.hours(40), NULL),
    (6, 'fay', 10, 'Great', pg_temp.hours(1), NULL),
    (7, 'gus', 2, NULL, pg_temp.hours(1), 'kiosk'),
    (8, 'hal', 2, NULL, pg_temp.hours(31 * 24), NULL),
    (10, 'ivy', 1, NULL, pg_temp.hours(1), NULL),
    (11, 'joe', 1, NULL, pg_temp.hours(40), NULL);
UPDATE voc_data.rule SET active = false WHERE position > 1;
INSERT INTO regress_shop.feedback (id, customer, score, comment, at, channel) VALUES
    (9, 'kim', 4, NULL, pg_temp.hours(2), NULL),
    (12, 'lou', NULL, 'Terrible, the worst service, awful', pg_temp.hours(3), NULL);
UPDATE voc_data.rule SET active = true WHERE position > 1 AND position < 70;
-- bob is acknowledged; cyd acting; dan waits and speaks again; eve is closed and reopened; ivy withdraws; joe is resolved
UPDATE voc_data.loop SET state = 'acknowledged', owner = 'care.1', state_since = pg_temp.hours(4) WHERE customer IN ('bob', 'cyd', 'dan', 'eve', 'joe') AND id IN (SELECT pg_temp.loop_of(k) FROM unnest('{2}'::integer[]) AS k);
UPDATE voc_data.loop SET state = 'acknowledged', owner = 'care.2', state_since = pg_temp.hours(30) WHERE customer IN ('cyd', 'dan', 'eve', 'joe');
UPDATE voc_data.loop SET state = 'acting', contact_mode = 'phone', state_since = pg_temp.hours(29) WHERE customer IN ('cyd', 'dan', 'eve', 'joe');
UPDATE voc_data.loop SET state = 'waiting', next_contact_at = pg_temp.hours(3), state_since = pg_temp.hours(28) WHERE customer = 'dan';
UPDATE voc_data.loop SET state = 'resolved', resolution = 'refund', root_cause = 'courier', goodwill = 15, state_since = pg_temp.hours(27) WHERE customer IN ('eve', 'joe');
UPDATE voc_data.loop SET state = 'closed', outcome = 'saved', evidence = 'said so', state_since = pg_temp.hours(26) WHERE customer = 'eve';
UPDATE voc_data.loop SET state = 'reopened', state_since = pg_temp.hours(25) WHERE customer = 'eve';
INSERT INTO regress_shop.feedback (id, customer, score, comment, at, channel, touchpoint, plan) VALUES
    (20, 'dan', 0, 'Still waiting for my delivery!', pg_temp.hours(2), 'email', 'delivery', 'gold');
DELETE FROM regress_shop.feedback WHERE id = 10;

SELECT results_eq('SELECT s.source_key::integer, u.why, u.state, u.owner, round(u.hours_waiting::numeric, 6)
    FROM voc_bi.unanswered AS u JOIN voc_data.signal AS s ON s.id = u.signal_id ORDER BY 1',
    $$VALUES (1, 'not acted'::text, 'open'::text, NULL::text, 30.000000::numeric),
             (2, 'not acted', 'acknowledged', 'care.1', 5.000000),
             (5, 'reopened', 'reopened', 'care.2', 40.000000),
             (9, 'no loop', NULL, NULL, 2.000000),
             (12, 'no loop', NULL, NULL, 3.000000),
             (20, 'spoke again', 'waiting', 'care.2', 2.000000)$$,
    'who waits, and why: not who is being called, is content, was promised nothing by a rule, or withdrew');
SELECT results_eq('SELECT customer, is_overdue FROM voc_bi.unanswered WHERE loop_id IS NOT NULL ORDER BY 1', $$VALUES ('ann'::text, true), ('bob', false), ('dan', false), ('eve', false)$$, 'and whose answer is late');
SELECT is((SELECT sum(signals) || ' ' || count(DISTINCT signal_id) FROM voc_bi.unanswered), '6 6', 'a signal is there once');
SELECT is((SELECT round(sentiment::numeric) BETWEEN -100 AND -1 FROM voc_bi.unanswered WHERE customer = 'lou'), true, 'sentiment is on -100 to +100');
UPDATE voc_data.program SET loop_max_age = NULL;
SELECT is((SELECT why FROM voc_bi.unanswered WHERE customer = 'hal'), 'no loop', 'without loop_max_age old feedback waits too');
UPDATE voc_data.program SET loop_max_age = '30 days';
UPDATE voc_data.loop SET state = 'acting' WHERE customer IN ('dan', 'eve');
SELECT is((SELECT count(*) FROM voc_bi.unanswered WHERE customer IN ('dan', 'eve')), 0::bigint, 'who is called waits no more');
UPDATE voc_data.loop SET state = 'dismissed', dismiss_reason = 'x' WHERE customer = 'ann';
SELECT is((SELECT count(*) FROM voc_bi.unanswered WHERE customer = 'ann'), 0::bigint, 'nor who was looked at and dismissed');

-- ---------------------------------------------------------------------
-- overdue and load
-- ---------------------------------------------------------------------

-- A loop in a state with due times so many hours ago; its id
CREATE FUNCTION pg_temp.late(who text, state text, severity text, team text, ack numeric, act numeric, done numeric, contact numeric, owner text DEFAULT NULL, level integer DEFAULT 1) RETURNS bigint LANGUAGE sql AS $$
    INSERT INTO voc_data.loop (signal_id, customer, kind, severity, reason, team, owner, state, level, state_since, occurred_at, opened_at, acknowledge_due, act_due, close_due, next_contact_at)
    SELECT min(s.id), who, 'recover', late.severity, 'a test', late.team, late.owner, late.state, late.level, pg_temp.hours(100), pg_temp.hours(100), pg_temp.hours(100),
           pg_temp.hours(ack), pg_temp.hours(act), pg_temp.hours(done), pg_temp.hours(contact)
    FROM voc_data.signal AS s
    RETURNING id
$$;
INSERT INTO voc_data.team (code, title) VALUES ('test', 'A test'), ('idle', 'Nothing to do');
SELECT count(pg_temp.late(v.who, v.state, v.severity, 'test', v.ack, v.act, v.done, v.contact, v.owner, v.level)) AS made
FROM (VALUES ('l1', 'open', 'critical', 9, 5, 1, NULL, NULL, 1), ('l2', 'acknowledged', 'critical', 9, 5, 1, NULL, 'a', 3), ('l3', 'acting', 'high', 9, 5, 1, NULL, 'a', 1),
             ('l4', 'waiting', 'normal', 9, 5, 1, 4, 'b', 1), ('l5', 'waiting', 'normal', 9, 5, 1, 0.5, 'b', 1), ('l6', 'resolved', 'normal', 9, 5, NULL, 2, 'b', 2),
             ('l7', 'reopened', 'high', 9, 5, -1, NULL, 'b', 1), ('l8', 'open', 'normal', 0, -1, -2, NULL, NULL, 1), ('l9', 'waiting', 'normal', 9, 5, -1, -1, 'c', 1),
             ('l10', 'closed', 'critical', 9, 5, 1, 4, 'a', 1), ('l11', 'dismissed', 'critical', 9, 5, 1, 4, NULL, 1), ('l12', 'open', 'normal', NULL, NULL, NULL, NULL, NULL, 1)) AS v (who, state, severity, ack, act, done, contact, owner, level) \gset
SELECT results_eq('SELECT customer, clock, round(hours_late::numeric, 6) FROM voc_bi.overdue WHERE team = ''test'' ORDER BY customer',
    $$VALUES ('l1'::text, 'acknowledge'::text, 9.000000::numeric), ('l2', 'act', 5.000000), ('l3', 'close', 1.000000), ('l4', 'contact', 4.000000), ('l5', 'close', 1.000000), ('l6', 'contact', 2.000000)$$,
    'what is late, by how much: the next step or contact, whichever was due first; nothing that has ended, is due just now, or has no due time');
SELECT results_eq('SELECT team_title, open, critical, high, normal, not_taken, waiting, to_verify, escalated, overdue, owners, round(oldest_hours::numeric, 6), round(most_hours_late::numeric, 6) FROM voc_bi.team_load WHERE team = ''test''',
    $$VALUES ('A test'::text, 10::bigint, 2::bigint, 2::bigint, 6::bigint, 3::bigint, 3::bigint, 1::bigint, 2::bigint, 6::bigint, 3::bigint, 100.000000::numeric, 9.000000::numeric)$$,
    'the load of a team, counted by hand');
SELECT results_eq('SELECT open, overdue, owners, oldest_at FROM voc_bi.team_load WHERE team = ''idle''', $$VALUES (0::bigint, 0::bigint, 0::bigint, NULL::timestamptz)$$, 'one that has nothing is there too');
SELECT is((SELECT count(*) FROM voc_bi.team_load), (SELECT count(*) FROM voc_data.team), 'one row a team');
SELECT is((SELECT sum(open) || ' ' || sum(overdue) || ' ' || sum(critical + high + normal) FROM voc_bi.team_load),
    (SELECT count(*) || ' ' || (SELECT sum(loops) FROM voc_bi.overdue) || ' ' || count(*) FROM voc_bi.loop WHERE is_open), 'loads add up to all open loops');
SELECT is((SELECT count(*) FROM voc_bi.loop AS l JOIN voc_bi.overdue AS o ON o.loop_id = l.id WHERE o.clock <> 'contact' AND o.due_at IS DISTINCT FROM l.due_at), 0::bigint, 'voc_bi.loop has the same due times');

-- ---------------------------------------------------------------------
-- the brief
-- ---------------------------------------------------------------------

SELECT is((SELECT count(*) FROM voc_bi.case_brief), (SELECT count(*) FROM voc_bi.loop WHERE is_open), 'one row an open loop');
-- An earlier loop of dan's, and what was said of this one
INSERT INTO voc_data.loop (signal_id, customer, kind, severity, reason, team, owner, state, outcome, resolution, goodwill, occurred_at, acted_at, closed_at)
SELECT min(s.id), 'dan', 'recover', 'high', 'x', 'care', 'a', 'closed', v.outcome, v.resolution, v.goodwill, v.at, v.at, v.at + interval '1 hour'
FROM voc_data.signal AS s, (VALUES ('saved', 'sent again', 5.5, timestamptz '2020-01-02'), ('not_saved', 'nothing', NULL, '2020-03-04')) AS v (outcome, resolution, goodwill, at)
GROUP BY v.outcome, v.resolution, v.goodwill, v.at;
SET LOCAL voc.actor = 'care.2';
SELECT count(voc.note(pg_temp.loop_of(4), n)) AS noted FROM unnest('{he is angry,call after 5}'::text[]) AS n \gset
UPDATE voc_data.loop SET goodwill = 20, resolution = 'express delivery', next_contact_at = '2030-01-02 17:00+00' WHERE id = pg_temp.loop_of(4);
CREATE TEMPORARY VIEW brief AS SELECT * FROM voc_bi.case_brief WHERE loop_id = pg_temp.loop_of(4);
SELECT is(concat_ws(' ', customer, kind, state, owner, contact_mode), 'dan recover acting care.2 phone', 'who it is about') FROM brief;
SELECT is(concat_ws(' | ', signals, first_at = pg_temp.hours(40), last_at = pg_temp.hours(2), worst_score, felt, channels, touchpoints, segment), '2 | t | t | bad | 1 | email | delivery | {"plan": "gold"}', 'what they said, in figures') FROM brief;
SELECT is(scores, format('%s: 1 on nps; %s: 0 on nps', to_char(pg_temp.hours(40), 'YYYY-MM-DD'), to_char(pg_temp.hours(2), 'YYYY-MM-DD')), 'each score') FROM brief;
SELECT is(comments, to_char(pg_temp.hours(2), 'YYYY-MM-DD HH24:MI') || ' email: Still waiting for my delivery!', 'each comment') FROM brief;
SELECT ok(topics ~ 'delivery' AND sentiment BETWEEN -100 AND 100 AND sentiment = sentiment_sum / felt, 'topics and sentiment') FROM brief;
SELECT is(notes, format(E'%1$s care.2: he is angry\n%1$s care.2: call after 5', to_char(now(), 'YYYY-MM-DD HH24:MI')), 'what agents noted') FROM brief;
SELECT is(promised, 'next contact 2030-01-02 17:00; resolution: express delivery; goodwill 20.00', 'what was promised') FROM brief;
SELECT is(concat_ws(' ', earlier_loops, earlier_saved, earlier_not_saved, earlier_goodwill), '2 1 1 5.50', 'earlier loops, counted') FROM brief;
SELECT is(earlier_outcomes, E'2020-01-02 recover closed saved: sent again\n2020-03-04 recover closed not_saved: nothing', 'and told') FROM brief;
SELECT is(concat_ws(' ', signals, earlier_loops, comments, notes, promised, worst_score), '0 0', 'a loop of which nothing is known') FROM voc_bi.case_brief WHERE customer = 'l12';
SELECT is(concat_ws(' ', customer, signals, earlier_loops), '1 0', 'anonymous customers have no earlier loops') FROM (SELECT 1) AS one, LATERAL (
    SELECT * FROM voc_bi.case_brief WHERE loop_id = (SELECT l.id FROM voc_data.loop AS l WHERE l.customer IS NULL ORDER BY l.id DESC LIMIT 1)) AS b;
INSERT INTO regress_shop.feedback (id, customer, score, comment, at) SELECT 1000 + i, 'talker', 1, 'Word ' || i, now() - (100 - i) * interval '1 minute' FROM generate_series(1, 60) AS i;
SELECT is(concat_ws(' ', signals, array_length(string_to_array(comments, E'\n'), 1), array_length(string_to_array(scores, '; '), 1), comments ~ 'Word 41\n' AND comments ~ 'Word 60$' AND comments !~ 'Word 40'),
    '60 20 20 t', 'of many signals the newest 20 are told') FROM voc_bi.case_brief WHERE customer = 'talker';

-- ---------------------------------------------------------------------
-- integrity
-- ---------------------------------------------------------------------

CREATE FUNCTION pg_temp.closed(who text, acted numeric, ended numeric, done_due numeric, state text DEFAULT 'closed', severity text DEFAULT 'normal') RETURNS void LANGUAGE sql AS $$
    INSERT INTO voc_data.loop (signal_id, customer, kind, severity, reason, team, owner, state, state_since, occurred_at, opened_at, acted_at, closed_at, close_due, outcome, dismiss_reason)
    SELECT min(s.id), who, 'recover', closed.severity, 'a test', 'test', 'a', closed.state, pg_temp.hours(ended), pg_temp.hours(100), pg_temp.hours(100), pg_temp.hours(acted), pg_temp.hours(ended), pg_temp.hours(done_due), 'no_reply', 'no need'
    FROM voc_data.signal AS s
$$;
CREATE FUNCTION pg_temp.findings(who text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(f.finding, '; ' ORDER BY f.finding) FROM voc_bi.loop_integrity AS f WHERE f.customer = who
$$;
DO $$ BEGIN
    PERFORM pg_temp.closed('m1', 60, 50, 20), pg_temp.closed('m2', NULL, 50, 20), pg_temp.closed('m3', 50.01, 50, 20), pg_temp.closed('m4', 60, 20, 20), pg_temp.closed('m5', 60, 23.9, 20),
            pg_temp.closed('m6', 60, 24, 20), pg_temp.closed('m7', 60, 19.9, 20), pg_temp.closed('m8', 60, 50, NULL), pg_temp.closed('m9', NULL, 50, 20, 'dismissed'), pg_temp.closed('m10', NULL, 50, 20, 'dismissed', 'critical');
END $$;
SELECT is(pg_temp.findings(v.who), v.findings, format('%s: %s', v.who, v.what))
FROM (VALUES ('m1', NULL, 'closed in earnest'), ('m2', 'closed without contact', 'never acting'), ('m3', 'closed without contact', 'closed 36 seconds after acting began'),
             ('m4', 'closed just before breach', 'at the last moment'), ('m5', 'closed just before breach', '95.1 % of 80 hours were over'), ('m6', NULL, '95 % were over'),
             ('m7', NULL, 'a breach is no secret'), ('m8', NULL, 'without a due time'), ('m9', NULL, 'dismissed'), ('m10', 'dismissed critical', 'dismissed though critical')) AS v (who, findings, what);

-- By history: ten in a minute by one actor, and nine by another
SELECT count(pg_temp.late('n' || i, 'open', 'normal', 'test', NULL, NULL, NULL, NULL)) AS made FROM generate_series(1, 19) AS i \gset
SET LOCAL voc.actor = 'quick';
UPDATE voc_data.loop SET state = 'dismissed', dismiss_reason = 'x' WHERE customer IN (SELECT 'n' || i FROM generate_series(1, 10) AS i);
SET LOCAL voc.actor = 'steady';
UPDATE voc_data.loop SET state = 'dismissed', dismiss_reason = 'x' WHERE customer IN (SELECT 'n' || i FROM generate_series(11, 19) AS i);
SELECT is((SELECT count(*) || ' ' || min(actor) || ' ' || max(actor) || ' ' || min(detail) FROM voc_bi.loop_integrity WHERE finding = 'ended in bulk'), '10 quick quick 10 loops ended in that minute', 'ended in bulk');
SELECT is(pg_temp.findings('eve'), 'reopened after closing', 'reopened after closing');
SELECT is(pg_temp.findings('dan'), 'waited while the customer spoke', 'waited while the customer spoke');
SELECT is((SELECT detail || ' ' || (at = pg_temp.hours(2)) FROM voc_bi.loop_integrity WHERE customer = 'dan'), 'signals: 1 true', 'and when that was');
SELECT is((SELECT sum(findings) FROM voc_bi.loop_integrity), (SELECT count(DISTINCT (loop_id, finding)) FROM voc_bi.loop_integrity), 'a loop has one row a finding');

-- ---------------------------------------------------------------------
-- for whom
-- ---------------------------------------------------------------------

SET LOCAL ROLE regress_voc_reader;
SELECT lives_ok(format('SELECT * FROM voc_bi.%I', v), 'a reader reads ' || v) FROM unnest('{unanswered,overdue,team_load,case_brief,loop_integrity}'::text[]) AS v;

SELECT * FROM finish();
ROLLBACK;
