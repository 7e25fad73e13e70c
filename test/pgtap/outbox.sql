-- The outbox: what loops put into it, how workers claim and send, who may do
-- what, and what is refused

BEGIN;

SELECT plan(145);

SET LOCAL client_min_messages = warning;
SET LOCAL timezone = 'UTC';

CREATE ROLE regress_voc_owner;
CREATE ROLE regress_voc_reader;
CREATE ROLE regress_voc_agent;
CREATE ROLE regress_voc_manager;
CREATE ROLE regress_voc_worker;
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO regress_voc_owner', current_database()); END $$;
CREATE SCHEMA regress_shop AUTHORIZATION regress_voc_owner;

SET LOCAL ROLE regress_voc_owner;
DO $$ BEGIN PERFORM voc.create_program(); END $$;
CREATE TABLE regress_shop.feedback (id bigint PRIMARY KEY, customer text, score integer, comment text);
DO $$ BEGIN
    PERFORM voc.attach('regress_shop.feedback', comment => 'comment', score => 'score', scale => 'nps', customer => 'customer');
    PERFORM voc.grant_access('regress_voc_reader', 'reader');
    PERFORM voc.grant_access('regress_voc_agent', 'agent');
    PERFORM voc.grant_access('regress_voc_manager', 'manager');
END $$;
SELECT is(voc.grant_access('regress_voc_worker', 'worker'), 'regress_voc_worker is now worker', 'worker is a level of its own');
RESET ROLE;

-- Runs a statement as a role; tells 'ok', or SQLSTATE and message, with more also detail and hint.
CREATE FUNCTION pg_temp.try(statement text, who text DEFAULT 'regress_voc_owner', more boolean DEFAULT false) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    tale text := 'ok';
    state text;
    message text;
    detail text;
    hint text;
BEGIN
    PERFORM set_config('role', who, true);
    BEGIN
        EXECUTE statement;
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
        tale := concat_ws(' ', state, message) || CASE WHEN more THEN concat(' | ', detail, ' | ', hint) ELSE '' END;
    END;
    PERFORM set_config('role', 'none', true);
    RETURN tale;
END $$;

-- What a statement returns to a role, as one text.
CREATE FUNCTION pg_temp.ask(query text, who text DEFAULT 'regress_voc_owner') RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    PERFORM set_config('role', who, true);
    EXECUTE query INTO answer;
    PERFORM set_config('role', 'none', true);
    RETURN answer;
END $$;

-- Ids of the messages that a worker gets, by letters that the tests give them.
CREATE TEMP TABLE name (letter text PRIMARY KEY, id bigint);
CREATE FUNCTION pg_temp.enqueue(letter text, as_of timestamptz, not_before timestamptz DEFAULT NULL) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO name SELECT letter, voc.enqueue('test', 'care', jsonb_build_object('letter', letter), not_before => not_before, as_of => as_of)
$$;
CREATE FUNCTION pg_temp.claim(worker text, n integer, as_of timestamptz, lease interval DEFAULT '5 minutes') RETURNS text
LANGUAGE sql AS $$
    SELECT coalesce(string_agg(c.payload ->> 'letter', '' ORDER BY c.row), '')
    FROM (SELECT m.payload, row_number() OVER () AS row FROM voc.claim_messages(worker, n, lease, as_of) AS m) AS c
$$;
CREATE FUNCTION pg_temp.look(letter text) RETURNS text
LANGUAGE sql AS $$
    SELECT concat_ws(' ', m.state, m.attempts, m.claimed_by, to_char(m.due_at, 'MM-DD HH24:MI:SS'), m.last_error)
    FROM voc_data.outbox AS m JOIN name AS n ON n.id = m.id WHERE n.letter = look.letter
$$;
CREATE FUNCTION pg_temp.id(letter text) RETURNS bigint LANGUAGE sql AS $$SELECT n.id FROM name AS n WHERE n.letter = id.letter$$;
-- Feedback as the program's owner
CREATE FUNCTION pg_temp.say(id bigint, customer text, score integer, comment text DEFAULT NULL) RETURNS void
LANGUAGE sql AS $$INSERT INTO regress_shop.feedback VALUES (id, customer, score, comment)$$;
-- Takes a loop to resolved, in steps
CREATE FUNCTION pg_temp.resolve(who text) RETURNS void LANGUAGE sql AS $$
    UPDATE voc_data."loop" SET state = 'acknowledged', owner = 'me' WHERE customer = who AND state = 'open';
    UPDATE voc_data."loop" SET state = 'acting', contact_mode = 'phone' WHERE customer = who AND state IN ('acknowledged', 'reopened');
    UPDATE voc_data."loop" SET state = 'resolved', resolution = 'sent again', root_cause = 'courier' WHERE customer = who AND state = 'acting'
$$;

-- ---------------------------------------------------------------------
-- enqueue
-- ---------------------------------------------------------------------

SELECT pg_temp.say(1, 'eve', 2);
SELECT is((SELECT count(*) FROM voc_data.outbox), 0::bigint, 'a loop that is not critical sends nothing');

SELECT voc.enqueue('greeting', 'ann', '{"text": "hello"}', recipient_kind => 'customer', channel => 'email',
    loop_id => (SELECT max(id) FROM voc_data.loop), signal_id => (SELECT max(id) FROM voc_data.signal),
    dedupe_key => 'greeting/ann', not_before => '2026-01-02', as_of => '2026-01-01') AS greeting \gset
SELECT results_eq(format('SELECT kind, recipient_kind, recipient, customer, channel, payload ->> ''text'', dedupe_key, created_at, not_before, due_at, state, attempts, token FROM voc_data.outbox WHERE id = %s', :greeting),
    $$VALUES ('greeting'::text, 'customer'::text, 'ann'::text, 'ann'::text, 'email'::text, 'hello'::text, 'greeting/ann'::text, timestamptz '2026-01-01', timestamptz '2026-01-02', timestamptz '2026-01-02', 'waiting'::text, 0, NULL::text)$$,
    'a message is what was asked for');
SELECT is(voc.enqueue('greeting', 'bob', recipient_kind => 'customer', dedupe_key => 'greeting/ann'), :greeting::bigint, 'with a key that is there: the message that is there');
SELECT is((SELECT string_agg(recipient, ',') FROM voc_data.outbox), 'ann', 'and no other');
SELECT isnt(voc.enqueue('greeting', 'care'), voc.enqueue('greeting', 'care'), 'without a key, each call is a message');
SELECT is((SELECT count(DISTINCT message_id) FROM voc_data.outbox), 3::bigint, 'each has its own message_id');
SELECT is((SELECT string_agg(concat(recipient_kind, customer, payload), ' ') FROM voc_data.outbox WHERE recipient = 'care'), 'team{} team{}', 'by default to a team, with nothing to say');
SELECT voc.enqueue('x', 'ann', recipient_kind => 'customer', customer => 'ann''s mother') AS hers,
    voc.enqueue('x'';DROP TABLE voc_data.outbox;--', 'o''neil', '{"text": "'');--"}', recipient_kind => 'owner') AS his \gset
SELECT is((SELECT customer FROM voc_data.outbox WHERE id = :hers), 'ann''s mother', 'a customer that is named is kept');
SELECT is((SELECT payload ->> 'text' FROM voc_data.outbox WHERE id = :his), ''');--', 'SQL in texts is text');

SELECT is(pg_temp.try('SELECT voc.enqueue(NULL, ''care'')', more => true), '22023 a message needs a kind and a recipient | kind is NULL, recipient is ''care''. | ', 'no kind');
SELECT is(pg_temp.try('SELECT voc.enqueue('''', ''care'')'), '22023 a message needs a kind and a recipient', 'an empty kind');
SELECT is(pg_temp.try('SELECT voc.enqueue(''x'', NULL)'), '22023 a message needs a kind and a recipient', 'no recipient');
SELECT is(pg_temp.try('SELECT voc.enqueue(''x'', '''', recipient_kind => ''owner'')'), '22023 a message needs a kind and a recipient', 'an empty recipient');
SELECT is(pg_temp.try('SELECT voc.enqueue(''x'', ''cara'')', more => true), '22023 team "cara" does not exist |  | The teams are in voc_data.team; a message to somebody else says so: recipient_kind => ''owner'' or ''customer''.', 'no such team');
SELECT is(pg_temp.try('SELECT voc.enqueue(''x'', ''care'', recipient_kind => ''boss'')', more => true), '22023 unknown kind of recipient: ''boss'' |  | The kinds are team, owner and customer.', 'an unknown kind of recipient');
SELECT is(pg_temp.try('SELECT voc.enqueue(''x'', ''care'', recipient_kind => NULL)'), '22023 unknown kind of recipient: NULL', 'no kind of recipient');
SELECT is(pg_temp.try('SELECT voc.enqueue(''x'', ''care'', ''[1]'')', more => true), '22023 the payload of a message must be a JSON object | It is array. | Put the value under a key: {"text": ...}.', 'a payload that is no object');
SELECT is(pg_temp.try('SELECT voc.enqueue(''x'', ''care'', NULL)'), '22023 the payload of a message must be a JSON object', 'no payload');
SELECT is(pg_temp.try('SELECT voc.enqueue(''x'', ''care'', as_of => NULL)'), '22008 the time of a message must be a finite one', 'no time');
SELECT is(pg_temp.try('SELECT voc.enqueue(''x'', ''care'', as_of => ''infinity'')'), '22008 the time of a message must be a finite one', 'a time that never comes');
SELECT is(pg_temp.try('SELECT voc.enqueue(''x'', ''care'', not_before => ''infinity'')'), '22008 the time of a message must be a finite one', 'or is never due');
SELECT is(pg_temp.try('SELECT voc.enqueue(''x'', ''care'', loop_id => 999999)'), 'VO006 loop 999999 does not exist', 'no such loop');
SELECT is(pg_temp.try('SELECT voc.enqueue(''x'', ''care'', signal_id => 999999)'), 'VO006 signal 999999 does not exist', 'no such signal');

-- ---------------------------------------------------------------------
-- claim, oldest first, each once
-- ---------------------------------------------------------------------

DELETE FROM voc_data.outbox;
SELECT is(pg_temp.claim('w1', 10, '2026-01-10'), '', 'nothing is there to claim');
SELECT pg_temp.enqueue('c', '2026-01-03'), pg_temp.enqueue('a', '2026-01-01'), pg_temp.enqueue('b', '2026-01-02'), pg_temp.enqueue('z', '2026-01-01', '2026-02-01');
SELECT is(pg_temp.claim('w1', 10, '2025-12-31'), '', 'nothing is due yet');
SELECT is(pg_temp.claim('w1', 2, '2026-01-10'), 'ab', 'those due longest come first');
SELECT is(pg_temp.look('a'), 'claimed 1 w1 01-10 00:05:00', 'and are claimed until the lease ends');
SELECT is(pg_temp.claim('w2', 10, '2026-01-10', '6 minutes'), 'c', 'another worker gets the others');
SELECT is(pg_temp.claim('w3', 10, '2026-01-10 00:04:59'), '', 'and a third nothing, before its time and the leases'' end');
SELECT results_eq($$SELECT m.message_id, m.kind, m.recipient_kind, m.recipient, m.channel, m.attempt, m.claimed_until, m.created_at FROM voc.claim_messages('w3', 1, '1 hour', '2026-02-01') AS m$$,
    $$SELECT o.message_id, 'test'::text, 'team'::text, 'care'::text, NULL::text, 2, timestamptz '2026-02-01 01:00', timestamptz '2026-01-01' FROM voc_data.outbox AS o WHERE o.id = pg_temp.id('a')$$,
    'when the lease has run out, any worker gets it: the same message_id, the next attempt');
SELECT is(pg_temp.claim('w4', 10, '2026-02-01'), 'bcz', 'what comes later is due with the rest: by when its lease ended, or its time came');

-- ---------------------------------------------------------------------
-- sent
-- ---------------------------------------------------------------------

SELECT is(pg_temp.try(format('SELECT voc.message_sent(%s, ''w1'')', pg_temp.id('a')), more => true),
    format('VO005 worker "w1" does not hold message %s | Worker "w3" claimed it until 2026-02-01 01:00:00+00. | A worker holds what it claimed until its lease runs out and another one claims it. Leave the message to that one: its message_id is the same, and the receiver drops a repeat.', pg_temp.id('a')),
    'who was too slow does not hold it any more');
SELECT is(pg_temp.try(format('SELECT voc.message_failed(%s, ''w1'', ''x'')', pg_temp.id('a'))), format('VO005 worker "w1" does not hold message %s', pg_temp.id('a')), 'and cannot let it fail either');
SELECT is(pg_temp.look('a'), 'claimed 2 w3 02-01 01:00:00', 'nothing has changed');
SELECT is(voc.message_sent(pg_temp.id('a'), 'w3', '2026-02-01 02:00'), 'sent', 'late, but nobody else has claimed it');
SELECT is((SELECT concat_ws(' ', state, sent_at, due_at, claimed_by) FROM voc_data.outbox WHERE id = pg_temp.id('a')), 'sent 2026-02-01 02:00:00+00 w3', 'it is sent, and never due again');
SELECT is(voc.message_sent(pg_temp.id('a'), 'w3', '2026-02-02'), 'sent', 'told twice');
SELECT is((SELECT sent_at FROM voc_data.outbox WHERE id = pg_temp.id('a')), '2026-02-01 02:00+00', 'it is sent once');
SELECT is(pg_temp.try(format('SELECT voc.message_failed(%s, ''w3'', ''x'')', pg_temp.id('a'))), format('VO005 worker "w3" has sent message %s already', pg_temp.id('a')), 'what was sent cannot fail');
SELECT is(pg_temp.try(format('SELECT voc.message_sent(%s, ''w9'')', pg_temp.id('a')), more => true),
    format('VO005 worker "w9" does not hold message %s | It is sent. | A worker holds what it claimed until its lease runs out and another one claims it. Leave the message to that one: its message_id is the same, and the receiver drops a repeat.', pg_temp.id('a')), 'nor is it anybody else''s');
SELECT is(pg_temp.try('SELECT voc.message_sent(999999, ''w1'')'), 'VO006 message 999999 does not exist', 'no such message');
SELECT is(pg_temp.try('SELECT voc.message_sent(NULL, ''w1'')'), '22004 the number of the message is NULL', 'none');
SELECT is(pg_temp.try(format('SELECT voc.message_sent(%s, NULL)', pg_temp.id('b'))), format('VO005 worker "NULL" does not hold message %s', pg_temp.id('b')), 'no worker');
SELECT is(pg_temp.try(format('SELECT voc.message_sent(%s, ''w4'', NULL)', pg_temp.id('b'))), '22008 the time of sending must be a finite one', 'no time of sending');

-- ---------------------------------------------------------------------
-- failed: back-off, a cap, and an end
-- ---------------------------------------------------------------------

DELETE FROM voc_data.outbox;
DELETE FROM name;
SELECT is((SELECT concat_ws(' ', outbox_max_attempts, outbox_retry, outbox_max_retry, outbox_notify) FROM voc_data.program), '10 00:01:00 06:00:00 t', 'the defaults');
UPDATE voc_data.program SET outbox_max_attempts = 5, outbox_retry = '1 minute', outbox_max_retry = '5 minutes';
SELECT pg_temp.enqueue('a', '2026-01-01');
SELECT is(pg_temp.claim('w', 1, '2026-01-01'), 'a', 'attempt 1');
SELECT is(voc.message_failed(pg_temp.id('a'), 'w', 'no route', '2026-01-01 00:00:10'), 'waiting', 'fails');
SELECT is(pg_temp.look('a'), 'waiting 1 01-01 00:01:10 no route', 'and waits a minute, in nobody''s hands');
SELECT is(pg_temp.try(format('SELECT voc.message_failed(%s, ''w'', ''x'')', pg_temp.id('a'))), format('VO005 worker "w" does not hold message %s', pg_temp.id('a')), 'a failure counts once');
SELECT is(pg_temp.try(format('SELECT voc.message_sent(%s, ''w'')', pg_temp.id('a'))), format('VO005 worker "w" does not hold message %s', pg_temp.id('a')), 'and what failed was not sent');
SELECT is(pg_temp.claim('w', 1, '2026-01-01 00:01:09'), '', 'before that it is not due');
SELECT is(pg_temp.claim('w', 1, '2026-01-01 00:01:10') || voc.message_failed(pg_temp.id('a'), 'w', NULL, '2026-01-02'), 'awaiting', 'attempt 2 fails');
SELECT is(pg_temp.look('a'), 'waiting 2 01-02 00:02:00', 'two minutes, and no reason is no obstacle');
SELECT is(pg_temp.claim('w', 1, '2026-01-03') || voc.message_failed(pg_temp.id('a'), 'w', 'x', '2026-01-03'), 'awaiting', 'attempt 3 fails');
SELECT is(pg_temp.look('a'), 'waiting 3 01-03 00:04:00 x', 'four minutes');
SELECT is(pg_temp.claim('w', 1, '2026-01-04') || voc.message_failed(pg_temp.id('a'), 'w', 'x', '2026-01-04'), 'awaiting', 'attempt 4 fails');
SELECT is(pg_temp.look('a'), 'waiting 4 01-04 00:05:00 x', 'five minutes: no more than the cap');
SELECT is(pg_temp.claim('w', 1, '2026-01-05') || voc.message_failed(pg_temp.id('a'), 'w', repeat('long ', 3000), '2026-01-05'), 'adead', 'attempt 5 was the last');
SELECT is((SELECT concat_ws(' ', state, attempts, due_at, length(last_error)) FROM voc_data.outbox WHERE id = pg_temp.id('a')), 'dead 5 10000', 'it is dead, with the beginning of the reason');
SELECT is(pg_temp.claim('w', 1, '2036-01-01'), '', 'and never due again');
SELECT is(pg_temp.try(format('SELECT voc.message_failed(%s, ''w'', ''x'', NULL)', pg_temp.id('a'))), '22008 the time of a failure must be a finite one', 'no time of the failure');

-- retry
SELECT is(voc.retry_message(pg_temp.id('a'), '2026-01-06'), 'waiting', 'a dead message is tried again');
SELECT is((SELECT concat_ws(' ', state, attempts, due_at) FROM voc_data.outbox WHERE id = pg_temp.id('a')), 'waiting 0 2026-01-06 00:00:00+00', 'from then on, as a new one');
SELECT is(pg_temp.try(format('SELECT voc.retry_message(%s)', pg_temp.id('a')), more => true), format('VO005 message %s is not dead | It is waiting. | Only messages that were given up can be tried again.', pg_temp.id('a')), 'only dead ones are');
SELECT is(pg_temp.try('SELECT voc.retry_message(999999)'), 'VO006 message 999999 does not exist', 'no such message to retry');
SELECT is(pg_temp.try(format('SELECT voc.retry_message(%s, NULL)', pg_temp.id('a'))), '22008 the time of the next attempt must be a finite one', 'no time to retry at');

-- A message that kills its workers: the lease runs out each time
UPDATE voc_data.program SET outbox_max_attempts = 2;
DELETE FROM voc_data.outbox;
DELETE FROM name;
SELECT pg_temp.enqueue('p', '2026-01-01'), pg_temp.enqueue('q', '2026-01-02 12:00');
SELECT is(pg_temp.claim('w', 1, '2026-01-01'), 'p', 'a worker claims, and dies');
SELECT is(pg_temp.claim('v', 1, '2026-01-02'), 'p', 'another one');
SELECT is(pg_temp.claim('u', 1, '2026-01-03'), 'q', 'the third gets the next message');
SELECT is(pg_temp.look('p'), 'dead 2 the lease of worker "v" ran out', 'and the deadly one is dead');
UPDATE voc_data.program SET outbox_max_attempts = 1000, outbox_retry = '30 days', outbox_max_retry = '30 days';
UPDATE voc_data.outbox SET attempts = 998, state = 'waiting' WHERE id = pg_temp.id('q');
SELECT is(pg_temp.claim('w', 1, '2026-01-03') || voc.message_failed(pg_temp.id('q'), 'w', 'x', '2026-01-03'), 'qwaiting', 'the longest settings there are');
SELECT is(pg_temp.look('q'), 'waiting 999 02-02 00:00:00 x', 'overflow nothing');

SELECT alike(pg_temp.try('UPDATE voc_data.program SET outbox_max_attempts = 0'), '23514 %', 'no attempt at all is no setting');
SELECT alike(pg_temp.try('UPDATE voc_data.program SET outbox_retry = ''0'''), '23514 %', 'nor is no wait');
SELECT alike(pg_temp.try('UPDATE voc_data.program SET outbox_max_retry = ''1 minute'''), '23514 %', 'nor a cap below the first wait');

SELECT is(pg_temp.try('SELECT voc.claim_messages(NULL)'), '22023 a worker needs a name', 'a claim without a worker');
SELECT is(pg_temp.try('SELECT voc.claim_messages('''')', more => true), '22023 a worker needs a name |  | Give each worker its own, the same in all calls.', 'or one without a name');
SELECT is(pg_temp.try('SELECT voc.claim_messages(''w'', 0)', more => true), '22023 the number of messages to claim must lie between 1 and 10000 | n is 0. | ', 'of no messages');
SELECT is(pg_temp.try('SELECT voc.claim_messages(''w'', NULL)'), '22023 the number of messages to claim must lie between 1 and 10000', 'of NULL messages');
SELECT alike(pg_temp.try('SELECT voc.claim_messages(''w'', 1, ''0'')', more => true), '22023 a lease must be longer than 0 and not longer than 30 days | lease is 00:00:00. | Make it longer%', 'for no time');
SELECT alike(pg_temp.try('SELECT voc.claim_messages(''w'', 1, ''-1 day'')'), '22023 %', 'for less than none');
SELECT alike(pg_temp.try('SELECT voc.claim_messages(''w'', 1, ''31 days'')'), '22023 %', 'for too long');
SELECT alike(pg_temp.try('SELECT voc.claim_messages(''w'', 1, NULL)'), '22023 %', 'for NULL');
SELECT alike(pg_temp.try('SELECT voc.claim_messages(''w'', 1, as_of => NULL)'), '22008 %', 'at no time');
SELECT alike(pg_temp.try('SELECT voc.claim_messages(''w'', 1, as_of => ''infinity'')'), '22008 %', 'at the end of time');

-- ---------------------------------------------------------------------
-- what loops send
-- ---------------------------------------------------------------------

DELETE FROM voc_data.outbox;
SELECT pg_temp.say(10, 'crow', 1, 'I am cancelling my contract');
SELECT results_eq($$SELECT m.kind, m.recipient_kind, m.recipient, m.customer, m.loop_id, m.signal_id, m.state, m.token, m.payload -> 'loop_id', m.payload ->> 'severity', m.payload ->> 'reason' FROM voc_data.outbox AS m$$,
    $$SELECT 'alert'::text, 'team'::text, 'retention'::text, 'crow'::text, l.id, l.signal_id, 'waiting'::text, NULL::text, to_jsonb(l.id), 'critical'::text, l.reason FROM voc_data.loop AS l WHERE l.customer = 'crow'$$,
    'a loop that is opened critical alerts its team, in the same transaction');
SELECT is((SELECT string_agg(k, ' ' ORDER BY k) FROM voc_data.outbox, jsonb_object_keys(payload) AS k), 'acknowledge_due act_due close_due kind loop_id occurred_at reason severity team', 'with what a team needs to know; the customer''s words stay here');
SELECT pg_temp.say(11, 'crow', 1, 'I am cancelling my contract, really');
UPDATE regress_shop.feedback SET comment = comment || ', today' WHERE id = 10;
SELECT is((SELECT count(*) FROM voc_data.outbox), 1::bigint, 'what joins it, or is said in other words, alerts nobody again');
INSERT INTO regress_shop.feedback SELECT i, 'bird' || i, i % 2, CASE WHEN i % 3 = 0 THEN 'I am cancelling my contract' END FROM generate_series(20, 25) AS i;
SELECT is((SELECT string_agg(l.severity || coalesce('=' || m.kind, ''), ' ' ORDER BY l.customer) FROM voc_data.loop AS l LEFT JOIN voc_data.outbox AS m ON m.loop_id = l.id WHERE l.customer LIKE 'bird%'),
    'high critical=alert high high critical=alert high', 'of a batch, those that are opened critical');
SELECT pg_temp.say(26, 'bird20', 1, 'I am cancelling my contract');
SELECT is((SELECT l.severity || coalesce('=' || m.kind, '') FROM voc_data.loop AS l LEFT JOIN voc_data.outbox AS m ON m.loop_id = l.id WHERE l.customer = 'bird20'), 'critical=alert', 'and one that what joins it makes critical');
SELECT pg_temp.say(40, 'wren', 0);
UPDATE voc_data.loop SET severity = 'critical' WHERE customer IN ('wren', 'crow');
SELECT is((SELECT count(*) FROM voc_data.outbox WHERE customer IN ('wren', 'crow')), 2::bigint, 'a loop that becomes critical alerts its team');
UPDATE voc_data.loop SET severity = 'high' WHERE customer IN ('wren', 'crow');
UPDATE voc_data.loop SET severity = 'critical' WHERE customer IN ('wren', 'crow');
SELECT is((SELECT count(*) FROM voc_data.outbox WHERE customer IN ('wren', 'crow')), 2::bigint, 'once');

-- verification
DELETE FROM voc_data.outbox;
SELECT is(pg_temp.try('SELECT pg_temp.resolve(''eve'')', 'regress_voc_agent'), 'ok', 'an agent resolves a loop, with no right on the outbox');
SELECT results_eq($$SELECT m.kind, m.recipient_kind, m.recipient, m.customer, m.loop_id, m.signal_id, m.state FROM voc_data.outbox AS m$$,
    $$SELECT 'verify'::text, 'customer'::text, 'eve'::text, 'eve'::text, l.id, l.signal_id, 'waiting'::text FROM voc_data.loop AS l WHERE l.customer = 'eve'$$,
    'the customer is asked');
SELECT ok((SELECT token ~ '^[0-9a-f]{32}$' AND payload::text !~ token AND message_id::text <> token FROM voc_data.outbox), 'with a token that is nowhere else');
SELECT is((SELECT string_agg(k, ' ' ORDER BY k) FROM voc_data.outbox, jsonb_object_keys(payload) AS k), 'channel kind language loop_id occurred_at resolved_at touchpoint', 'and what a question needs; notes of the agent stay here');
UPDATE voc_data.loop SET root_cause = 'the courier' WHERE customer = 'eve';
SELECT is((SELECT count(*) FROM voc_data.outbox), 1::bigint, 'other changes ask nobody');
UPDATE voc_data.loop SET state = 'reopened' WHERE customer = 'eve';
SELECT is((SELECT state || coalesce(due_at::text, '') FROM voc_data.outbox), 'cancelled', 'reopened before it was sent: it is not sent');
SELECT pg_temp.resolve('eve');
SELECT is((SELECT string_agg(state, ' ' ORDER BY id) FROM voc_data.outbox), 'cancelled waiting', 'resolved again, the customer is asked again');
SELECT is((SELECT count(DISTINCT token) FROM voc_data.outbox), 2::bigint, 'with another token');
UPDATE voc_data.loop SET state = 'closed', outcome = 'not_needed' WHERE customer = 'eve';
SELECT is((SELECT string_agg(state, ' ' ORDER BY id) FROM voc_data.outbox), 'cancelled cancelled', 'closed before it was sent: the same');
SELECT is((SELECT count(*) FROM voc.claim_messages('w', 10)), 0::bigint, 'no worker gets what was cancelled');
SELECT pg_temp.say(50, NULL, 0);
UPDATE voc_data.loop SET state = 'acknowledged', owner = 'me' WHERE customer IS NULL;
UPDATE voc_data.loop SET state = 'acting', contact_mode = 'x' WHERE customer IS NULL;
UPDATE voc_data.loop SET state = 'resolved', resolution = 'x', root_cause = 'x' WHERE customer IS NULL;
SELECT is((SELECT count(*) FROM voc_data.outbox WHERE state = 'waiting'), 0::bigint, 'nobody is asked where nobody is known');

-- cancelled while a worker has it
DELETE FROM voc_data.outbox;
SELECT pg_temp.resolve('wren');
SELECT id AS asked FROM voc.claim_messages('w') \gset
UPDATE voc_data.loop SET state = 'reopened' WHERE customer = 'wren';
SELECT is((SELECT state || ' ' || claimed_by FROM voc_data.outbox WHERE id = :asked), 'cancelled w', 'cancelled while a worker has it');
SELECT is((SELECT count(*) FROM voc.claim_messages('v', as_of => now() + interval '1 day')), 0::bigint, 'nobody claims it when the lease has run out');
SAVEPOINT sending;
SELECT is(voc.message_sent(:asked, 'w'), 'sent', 'was it sent all the same, that is what the outbox says');
ROLLBACK TO sending;
SELECT is(voc.message_failed(:asked, 'w', 'x'), 'cancelled', 'did it fail, it stays cancelled');
SELECT is(pg_temp.try(format('SELECT voc.message_sent(%s, ''w'')', :asked)), format('VO005 worker "w" does not hold message %s', :asked), 'and is nobody''s');
SELECT pg_temp.resolve('wren');
SELECT id AS asked FROM voc.claim_messages('w') \gset
SELECT voc.message_sent(:asked, 'w') AS told \gset
UPDATE voc_data.loop SET state = 'closed', outcome = 'no_reply' WHERE customer = 'wren';
SELECT is((SELECT state FROM voc_data.outbox WHERE id = :asked), 'sent', 'what was sent is not cancelled');
SELECT pg_temp.say(51, 'jay', 0), pg_temp.resolve('jay');
UPDATE voc_data.outbox SET state = 'dead' WHERE customer = 'jay';
UPDATE voc_data.loop SET state = 'closed', outcome = 'saved', evidence = 'called back' WHERE customer = 'jay';
SELECT is((SELECT state FROM voc_data.outbox WHERE customer = 'jay'), 'cancelled', 'a question that was given up is not tried again when nobody waits for its answer');

-- many at once
INSERT INTO regress_shop.feedback SELECT i, 'flock' || i, 0 FROM generate_series(100, 149) AS i;
UPDATE voc_data.loop SET state = 'acknowledged', owner = 'me' WHERE customer LIKE 'flock%';
UPDATE voc_data.loop SET state = 'acting', contact_mode = 'x' WHERE customer LIKE 'flock%';
UPDATE voc_data.loop SET state = 'resolved', resolution = 'x', root_cause = 'x' WHERE customer LIKE 'flock%';
UPDATE voc_data.loop SET state = CASE WHEN id % 2 = 0 THEN 'reopened' ELSE 'closed' END, outcome = CASE WHEN id % 2 = 0 THEN NULL ELSE 'no_reply' END WHERE customer LIKE 'flock%' AND id % 5 > 0;
SELECT is((SELECT count(*) || ' ' || count(*) FILTER (WHERE (m.state = 'waiting') = (l.state = 'resolved')) FROM voc_data.loop AS l JOIN voc_data.outbox AS m ON m.loop_id = l.id WHERE l.customer LIKE 'flock%'), '50 50',
    'one statement that moves many loops asks and cancels for each');

-- ---------------------------------------------------------------------
-- who may do what
-- ---------------------------------------------------------------------

DELETE FROM voc_data.outbox;
DELETE FROM name;
SELECT pg_temp.enqueue('a', '2026-01-01'), pg_temp.enqueue('b', '2026-01-02'), pg_temp.enqueue('c', '2026-01-03');
SELECT is(pg_temp.ask('SELECT string_agg(payload ->> ''letter'', '''') FROM voc.claim_messages(''w'', 2)', 'regress_voc_worker'), 'ab', 'a worker claims');
SELECT is(pg_temp.try(format('SELECT voc.message_sent(%s, ''w'')', pg_temp.id('a')), 'regress_voc_worker'), 'ok', 'says what was sent');
SELECT is(pg_temp.try(format('SELECT voc.message_failed(%s, ''w'', ''x'')', pg_temp.id('b')), 'regress_voc_worker'), 'ok', 'and what failed');
SELECT is(pg_temp.try('SELECT * FROM voc_data.signal', 'regress_voc_worker'), '42501 permission denied for table signal', 'but reads no feedback');
SELECT is(pg_temp.try('SELECT * FROM voc_bi.outbox', 'regress_voc_worker'), '42501 permission denied for schema voc_bi', 'no figures');
SELECT is(pg_temp.try('SELECT voc.enqueue(''x'', ''ann'', recipient_kind => ''customer'')', 'regress_voc_worker'), '42501 permission denied for table team', 'writes no messages');
SELECT is(pg_temp.try('UPDATE voc_data.outbox SET payload = ''{}''', 'regress_voc_worker'), '42501 permission denied for table outbox', 'changes none');
SELECT is(pg_temp.try('DELETE FROM voc_data.outbox', 'regress_voc_worker'), '42501 permission denied for table outbox', 'and deletes none');
SELECT is(pg_temp.ask('SELECT count(*)::text || sum(sent) FROM voc_bi.outbox', 'regress_voc_reader'), '31', 'a reader sees what becomes of messages');
SELECT is(pg_temp.try('SELECT payload FROM voc_data.outbox', who), '42501 permission denied for table outbox', who || ' does not see what they say')
FROM unnest('{regress_voc_reader,regress_voc_agent}'::text[]) AS u (who);
SELECT is(pg_temp.try('SELECT token FROM voc_data.outbox', who), '42501 permission denied for table outbox', who || ' sees no token')
FROM unnest('{regress_voc_reader,regress_voc_agent,regress_voc_manager}'::text[]) AS u (who);
SELECT is(pg_temp.try('SELECT * FROM voc.claim_messages(''me'')', who), '42501 permission denied for table outbox', who || ' claims none')
FROM unnest('{regress_voc_reader,regress_voc_agent,regress_voc_manager}'::text[]) AS u (who);
SELECT is(pg_temp.try('SELECT voc.enqueue(''x'', ''care'')', 'regress_voc_agent'), '42501 permission denied for table outbox', 'an agent writes none');
SELECT is(pg_temp.ask('SELECT count(*)::text FROM (SELECT voc.enqueue(''x'', ''care'', dedupe_key => ''k'') FROM generate_series(1, 2)) AS x', 'regress_voc_manager'), '2', 'a manager does');
UPDATE voc_data.outbox SET state = 'dead' WHERE id = pg_temp.id('c');
SELECT is(pg_temp.try(format('SELECT voc.retry_message(%s)', pg_temp.id('c')), 'regress_voc_manager'), 'ok', 'and has dead ones tried again');
SELECT is(pg_temp.try('UPDATE voc_data.outbox SET state = ''cancelled'' WHERE state = ''waiting'' AND kind = ''x''', 'regress_voc_manager'), 'ok', 'and cancels');
SELECT is(pg_temp.try('SELECT voc.grant_access(''regress_voc_worker'', ''reader'')') || pg_temp.try('SELECT voc.claim_messages(''w'')', 'regress_voc_worker') || pg_temp.try('SELECT comment FROM voc_bi.signal', 'regress_voc_worker'),
    'okokok', 'a role may be a worker and a reader');

-- ---------------------------------------------------------------------
-- a claim reads what is due, however much there is
-- ---------------------------------------------------------------------

DELETE FROM voc_data.outbox;
INSERT INTO voc_data.outbox (kind, recipient_kind, recipient, created_at, not_before, state, sent_at)
SELECT 'x', 'team', 'care', '2026-01-01', CASE WHEN i <= 5 THEN '2026-01-01'::timestamptz ELSE '2027-01-01' END,
       CASE WHEN i % 2 = 0 AND i > 5 THEN 'sent' ELSE 'waiting' END, CASE WHEN i % 2 = 0 AND i > 5 THEN '2026-01-01'::timestamptz END
FROM generate_series(1, 10000) AS i;
CREATE FUNCTION pg_temp.rows_read() RETURNS bigint LANGUAGE sql AS $$
    SELECT coalesce(pg_stat_get_xact_tuples_returned('voc_data.outbox'::regclass), 0) + coalesce(pg_stat_get_xact_tuples_fetched('voc_data.outbox'::regclass), 0)
$$;
SELECT pg_temp.rows_read() AS before \gset
SELECT is((SELECT count(*) FROM voc.claim_messages('w', 10, as_of => '2026-06-01')), 5::bigint, 'of 10,000 messages those that are due');
SELECT cmp_ok(pg_temp.rows_read() - :before, '<', 50::bigint, 'are found by reading few others');

-- ---------------------------------------------------------------------
-- figures
-- ---------------------------------------------------------------------

DELETE FROM voc_data.outbox;
INSERT INTO voc_data.outbox (kind, recipient_kind, recipient, created_at, state, sent_at, claimed_by, claimed_until)
VALUES ('x', 'team', 'care', '2026-01-01', 'waiting', NULL, NULL, NULL), ('x', 'team', 'care', '2026-01-01', 'claimed', NULL, 'w', '2026-01-02'),
       ('x', 'team', 'care', '2026-01-01', 'sent', '2026-01-01 00:01:30', 'w', '2026-01-02'), ('x', 'team', 'care', '2026-01-01', 'dead', NULL, NULL, NULL), ('x', 'team', 'care', '2026-01-01', 'cancelled', NULL, NULL, NULL);
SELECT results_eq('SELECT sum(messages), sum(waiting), sum(claimed), sum(sent), sum(dead), sum(cancelled), sum(seconds_to_send) FROM voc_bi.outbox',
    'VALUES (5::bigint, 1::bigint, 1::bigint, 1::bigint, 1::bigint, 1::bigint, 90::double precision)', 'counts by state can be added up');
SELECT is_empty($$SELECT attname FROM pg_attribute WHERE attrelid = 'voc_bi.outbox'::regclass AND attname IN ('token', 'payload', 'last_error')$$, 'what messages say is not shown');
SELECT is(pg_temp.try('INSERT INTO voc_data.outbox (kind, recipient_kind, recipient, state) VALUES (''x'', ''team'', ''care'', ''' || s || ''')'), e, 'no row that is ' || s || ' and cannot be')
FROM (VALUES ('claimed', '23514 new row for relation "outbox" violates check constraint "outbox_claim_check"'), ('sent', '23514 new row for relation "outbox" violates check constraint "outbox_sent_check"'), ('lost', '23514 new row for relation "outbox" violates check constraint "outbox_state_check"')) AS v (s, e);

-- ---------------------------------------------------------------------
-- the trigger is for one table
-- ---------------------------------------------------------------------

CREATE TABLE regress_shop.loop (id bigint);
CREATE TRIGGER t AFTER UPDATE ON regress_shop.loop REFERENCING OLD TABLE AS old_loop NEW TABLE AS new_loop FOR EACH STATEMENT EXECUTE FUNCTION voc.loop_messages();
SELECT is(pg_temp.try('UPDATE regress_shop.loop SET id = 1', 'none'), '39P01 function "voc.loop_messages" is for table voc_data.loop only', 'loop_messages() is the trigger of loops only');
SELECT is(pg_temp.try('SELECT voc.loop_messages()'), '39P01 function "voc.loop_messages" was not called by trigger manager', 'and no function to call');
SELECT is(voc.upgrade_program(), 'the program is of version 1.0 already', 'nothing is missing');
DROP TRIGGER loop_messages ON voc_data.loop;
DROP TRIGGER outbox_notify ON voc_data.outbox;
SELECT is(voc.upgrade_program(), 'the program is of version 1.0; mended: triggers of voc_data', 'triggers that went are put back');

SELECT * FROM finish();
ROLLBACK;
