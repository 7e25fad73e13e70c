/* sql/81_outbox.sql: messages for the outside world, and the workers that send them */

CREATE FUNCTION voc.loop_messages()
RETURNS trigger
AS 'MODULE_PATHNAME', 'voc_loop_messages'
LANGUAGE C;

COMMENT ON FUNCTION voc.loop_messages() IS
'Trigger of voc_data.loop, AFTER UPDATE FOR EACH STATEMENT with transition tables old_loop and new_loop: a loop that is resolved sends its customer a message of kind verify, with a token; one that leaves that state cancels it if it was not sent yet; one that becomes critical alerts its team, once. Writes voc_data.outbox as the owner of the table.';

CREATE FUNCTION voc.outbox_notify()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM new_message AS m WHERE m.state = 'waiting')
    AND (SELECT p.outbox_notify FROM voc_data.program AS p)
    THEN
        PERFORM pg_notify('voc', 'outbox');
    END IF;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION voc.outbox_notify() IS
'Trigger of voc_data.outbox, AFTER INSERT FOR EACH STATEMENT with transition table new_message: NOTIFY voc, payload outbox, when the statement brought a message and voc_data.program.outbox_notify is on.';

CREATE FUNCTION voc.enqueue(
	kind text,
	recipient text,
	payload jsonb DEFAULT '{}',
	recipient_kind text DEFAULT 'team',
	channel text DEFAULT NULL,
	loop_id bigint DEFAULT NULL,
	signal_id bigint DEFAULT NULL,
	customer text DEFAULT NULL,
	dedupe_key text DEFAULT NULL,
	not_before timestamptz DEFAULT NULL,
	as_of timestamptz DEFAULT now())
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    known bigint;
BEGIN
    PERFORM voc.check_program();
    IF kind IS NULL OR kind = '' OR recipient IS NULL OR recipient = '' THEN
        RAISE EXCEPTION 'a message needs a kind and a recipient'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('kind is %s, recipient is %s.', coalesce(quote_literal(kind), 'NULL'), coalesce(quote_literal(recipient), 'NULL'));
    END IF;
    IF recipient_kind IS NULL OR recipient_kind NOT IN ('team', 'owner', 'customer') THEN
        RAISE EXCEPTION 'unknown kind of recipient: %', coalesce(quote_literal(recipient_kind), 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'The kinds are team, owner and customer.';
    END IF;
    IF recipient_kind = 'team' AND NOT EXISTS (SELECT FROM voc_data.team AS t WHERE t.code = recipient) THEN
        RAISE EXCEPTION 'team "%" does not exist', recipient
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'The teams are in voc_data.team; a message to somebody else says so: recipient_kind => ''owner'' or ''customer''.';
    END IF;
    IF payload IS NULL OR jsonb_typeof(payload) <> 'object' THEN
        RAISE EXCEPTION 'the payload of a message must be a JSON object'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('It is %s.', coalesce(jsonb_typeof(payload), 'NULL')),
                  HINT = 'Put the value under a key: {"text": ...}.';
    END IF;
    IF as_of IS NULL OR NOT isfinite(as_of) OR NOT isfinite(coalesce(not_before, as_of)) THEN
        RAISE EXCEPTION 'the time of a message must be a finite one'
            USING ERRCODE = 'datetime_field_overflow',
                  DETAIL = format('as_of is %s, not_before is %s.', coalesce(as_of::text, 'NULL'), coalesce(not_before::text, 'NULL'));
    END IF;
    IF loop_id IS NOT NULL AND NOT EXISTS (SELECT FROM voc_data.loop AS l WHERE l.id = loop_id) THEN
        RAISE EXCEPTION 'loop % does not exist', loop_id
            USING ERRCODE = 'VO006';
    END IF;
    IF signal_id IS NOT NULL AND NOT EXISTS (SELECT FROM voc_data.signal AS s WHERE s.id = signal_id) THEN
        RAISE EXCEPTION 'signal % does not exist', signal_id
            USING ERRCODE = 'VO006';
    END IF;

    -- Another session's message of that key counts as soon as it is committed.
    LOOP
        INSERT INTO voc_data.outbox AS m (dedupe_key, kind, recipient_kind, recipient, channel, loop_id, signal_id, customer, payload, created_at, not_before)
        VALUES (dedupe_key, kind, recipient_kind, recipient, channel, loop_id, signal_id,
                coalesce(customer, CASE WHEN recipient_kind = 'customer' THEN recipient END),
                payload, as_of, coalesce(not_before, as_of))
        ON CONFLICT ON CONSTRAINT outbox_dedupe_key_key DO NOTHING
        RETURNING m.id INTO known;
        EXIT WHEN FOUND;
        SELECT m.id INTO known FROM voc_data.outbox AS m WHERE m.dedupe_key = enqueue.dedupe_key;
        EXIT WHEN FOUND;
    END LOOP;
    RETURN known;
END
$$;

COMMENT ON FUNCTION voc.enqueue(text, text, jsonb, text, text, bigint, bigint, text, text, timestamptz, timestamptz) IS
'Puts a message into voc_data.outbox; it is sent if the transaction commits. kind: what it is, any word. recipient: code of a team, or with recipient_kind owner or customer, a person of ours or a customer. payload: a JSON object. channel: how to send it, in words of your workers. loop_id, signal_id, customer: what it is about; customer is by default a recipient who is one. dedupe_key: a text that says what the message is about; if there is a message of that key, in whatever state, nothing is written. not_before: when it may be sent; NULL: as_of. Returns the id of the message, or of the one that was there. Errors: 22023 no kind, no recipient, an unknown kind of recipient or team, a payload that is no object; 22008 a time that is NULL or not finite; VO006 a loop or signal that is not there; 42501 no right to; VO010, VO011.';

CREATE FUNCTION voc.claim_messages(
	worker text,
	n integer DEFAULT 10,
	lease interval DEFAULT '5 minutes',
	as_of timestamptz DEFAULT now())
RETURNS TABLE (id bigint, message_id uuid, kind text, recipient_kind text, recipient text, channel text, loop_id bigint, signal_id bigint, customer text, payload jsonb, token text, created_at timestamptz, attempt integer, claimed_until timestamptz)
LANGUAGE plpgsql ROWS 10
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
DECLARE
    most integer;
    taken integer := 0;
    wanted integer;
    met integer;
    message record;
BEGIN
    PERFORM voc.check_program();
    IF worker IS NULL OR worker = '' THEN
        RAISE EXCEPTION 'a worker needs a name'
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Give each worker its own, the same in all calls.';
    END IF;
    IF n IS NULL OR n NOT BETWEEN 1 AND 10000 THEN
        RAISE EXCEPTION 'the number of messages to claim must lie between 1 and 10000'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('n is %s.', coalesce(n::text, 'NULL'));
    END IF;
    IF lease IS NULL OR lease <= '0' OR lease > '30 days' THEN
        RAISE EXCEPTION 'a lease must be longer than 0 and not longer than 30 days'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('lease is %s.', coalesce(lease::text, 'NULL')),
                  HINT = 'Make it longer than sending n messages takes: what is not told by its end is sent again.';
    END IF;
    IF as_of IS NULL OR NOT isfinite(as_of) THEN
        RAISE EXCEPTION 'the time of a claim must be a finite one'
            USING ERRCODE = 'datetime_field_overflow',
                  DETAIL = format('as_of is %s.', coalesce(as_of::text, 'NULL'));
    END IF;

    SELECT p.outbox_max_attempts INTO most FROM voc_data.program AS p;
    LOOP
        wanted := n - taken;
        met := 0;
        FOR message IN
            WITH due AS MATERIALIZED (
                SELECT o.id, o.due_at
                FROM voc_data.outbox AS o
                WHERE o.due_at <= as_of
                ORDER BY o.due_at, o.id
                LIMIT wanted
                FOR UPDATE SKIP LOCKED
            ), moved AS (
                -- A message that no worker survives must not come up for ever.
                UPDATE voc_data.outbox AS o
                SET state = CASE WHEN o.attempts < most THEN 'claimed' ELSE 'dead' END,
                    attempts = least(o.attempts + 1, greatest(o.attempts, most)),
                    claimed_by = CASE WHEN o.attempts < most THEN worker END,
                    claimed_until = CASE WHEN o.attempts < most THEN as_of + lease END,
                    last_error = CASE WHEN o.attempts >= most AND o.state = 'claimed' THEN format('the lease of worker "%s" ran out', o.claimed_by) ELSE o.last_error END
                FROM due AS d
                WHERE o.id = d.id
                RETURNING o.*, d.due_at AS was_due
            )
            SELECT * FROM moved AS m ORDER BY m.was_due, m.id
        LOOP
            met := met + 1;
            CONTINUE WHEN message.state <> 'claimed';
            taken := taken + 1;
            id := message.id;
            message_id := message.message_id;
            kind := message.kind;
            recipient_kind := message.recipient_kind;
            recipient := message.recipient;
            channel := message.channel;
            loop_id := message.loop_id;
            signal_id := message.signal_id;
            customer := message.customer;
            payload := message.payload;
            token := message.token;
            created_at := message.created_at;
            attempt := message.attempts;
            claimed_until := message.claimed_until;
            RETURN NEXT;
        END LOOP;
        -- In the place of those that were given up there may be others.
        EXIT WHEN met < wanted OR taken = n;
    END LOOP;
END
$$;

COMMENT ON FUNCTION voc.claim_messages(text, integer, interval, timestamptz) IS
'Gives a worker up to n messages that are due, those due longest first, which no other worker gets until its lease has run out: neither now nor later do two hold one. Commit before sending. worker: its name. n: 1 to 10000. lease: how long it may take to send them all, up to 30 days; without voc.message_sent() or voc.message_failed() by then, a message is due again. as_of: what is due by then. Returns the messages: message_id is the same at every attempt, for the receiver to drop a repeat; attempt counts from 1. A message whose lease ran out and that was tried program.outbox_max_attempts times is dead instead. For the owner of the program and roles with access worker. Errors: 22023 no name, n or lease out of range; 22008 as_of is NULL or not finite; 40001 in REPEATABLE READ and above; VO010, VO011.';

CREATE FUNCTION voc.held_message(id bigint, worker text)
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    message record;
BEGIN
    PERFORM voc.check_program();
    IF id IS NULL THEN
        RAISE EXCEPTION 'the number of the message is NULL'
            USING ERRCODE = 'null_value_not_allowed';
    END IF;
    SELECT m.state, m.claimed_by, m.claimed_until INTO message
    FROM voc_data.outbox AS m
    WHERE m.id = held_message.id
    FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'message % does not exist', id
            USING ERRCODE = 'VO006',
                  DETAIL = 'It is not in voc_data.outbox.';
    END IF;
    IF worker IS NULL OR message.claimed_by IS DISTINCT FROM worker THEN
        RAISE EXCEPTION 'worker "%" does not hold message %', coalesce(worker, 'NULL'), id
            USING ERRCODE = 'VO005',
                  DETAIL = CASE WHEN message.state = 'claimed' THEN format('Worker "%s" claimed it until %s.', message.claimed_by, message.claimed_until)
                                ELSE format('It is %s.', message.state) END,
                  HINT = 'A worker holds what it claimed until its lease runs out and another one claims it. Leave the message to that one: its message_id is the same, and the receiver drops a repeat.';
    END IF;
    RETURN message.state;
END
$$;

COMMENT ON FUNCTION voc.held_message(bigint, text) IS
'Locks a message that a worker claimed, and returns its state: claimed, cancelled since then, or sent by this worker. Errors: 22004 id is NULL, VO006 there is no such message, VO005 the worker does not hold it; VO010, VO011.';

CREATE FUNCTION voc.message_sent(id bigint, worker text, as_of timestamptz DEFAULT now())
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
BEGIN
    IF as_of IS NULL OR NOT isfinite(as_of) THEN
        RAISE EXCEPTION 'the time of sending must be a finite one'
            USING ERRCODE = 'datetime_field_overflow',
                  DETAIL = format('as_of is %s.', coalesce(as_of::text, 'NULL'));
    END IF;
    IF voc.held_message(id, worker) <> 'sent' THEN
        UPDATE voc_data.outbox AS m
        SET state = 'sent',
            sent_at = as_of,
            last_error = NULL
        WHERE m.id = message_sent.id;
    END IF;
    RETURN 'sent';
END
$$;

COMMENT ON FUNCTION voc.message_sent(bigint, text, timestamptz) IS
'A worker has sent a message that it holds, also one that was cancelled meanwhile. as_of: when. Returns its state: sent. Told twice, as after a lost connection, it stays as it is. Errors: 22004 id is NULL, VO006 there is no such message, 22008 as_of is NULL or not finite, VO005 the worker does not hold it (the message is then another''s to send, or was given up); VO010, VO011.';

CREATE FUNCTION voc.message_failed(id bigint, worker text, error text, as_of timestamptz DEFAULT now())
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    held text;
    becomes text;
BEGIN
    IF as_of IS NULL OR NOT isfinite(as_of) THEN
        RAISE EXCEPTION 'the time of a failure must be a finite one'
            USING ERRCODE = 'datetime_field_overflow',
                  DETAIL = format('as_of is %s.', coalesce(as_of::text, 'NULL'));
    END IF;
    held := voc.held_message(id, worker);
    IF held = 'sent' THEN
        RAISE EXCEPTION 'worker "%" has sent message % already', worker, id
            USING ERRCODE = 'VO005',
                  HINT = 'What was sent cannot fail any more.';
    END IF;

    -- 1, 2, 4, ... times the first wait, in seconds: intervals would overflow.
    UPDATE voc_data.outbox AS m
    SET state = CASE WHEN held = 'cancelled' THEN held WHEN m.attempts < p.outbox_max_attempts THEN 'waiting' ELSE 'dead' END,
        not_before = as_of + make_interval(secs => least(date_part('epoch', p.outbox_retry) * 2 ^ least(greatest(m.attempts, 1) - 1, 100),
                                                         date_part('epoch', p.outbox_max_retry))),
        claimed_by = NULL,
        claimed_until = NULL,
        last_error = left(error, 10000)
    FROM voc_data.program AS p
    WHERE m.id = message_failed.id
    RETURNING m.state INTO becomes;
    RETURN becomes;
END
$$;

COMMENT ON FUNCTION voc.message_failed(bigint, text, text, timestamptz) IS
'A worker could not send a message that it holds. error: why, for people. as_of: when. Returns its state: waiting (to be tried again after program.outbox_retry, twice as long after each further failure, up to program.outbox_max_retry), dead (it was tried program.outbox_max_attempts times: nobody tries it again before voc.retry_message()), or cancelled meanwhile. Errors: 22004 id is NULL, VO006 there is no such message, 22008 as_of is NULL or not finite, VO005 the worker does not hold it, or has sent it; VO010, VO011.';

CREATE FUNCTION voc.retry_message(id bigint, as_of timestamptz DEFAULT now())
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    found_state text;
BEGIN
    PERFORM voc.check_program();
    IF id IS NULL THEN
        RAISE EXCEPTION 'the number of the message is NULL'
            USING ERRCODE = 'null_value_not_allowed';
    END IF;
    IF as_of IS NULL OR NOT isfinite(as_of) THEN
        RAISE EXCEPTION 'the time of the next attempt must be a finite one'
            USING ERRCODE = 'datetime_field_overflow',
                  DETAIL = format('as_of is %s.', coalesce(as_of::text, 'NULL'));
    END IF;
    SELECT m.state INTO found_state
    FROM voc_data.outbox AS m
    WHERE m.id = retry_message.id
    FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'message % does not exist', id
            USING ERRCODE = 'VO006',
                  DETAIL = 'It is not in voc_data.outbox.';
    END IF;
    IF found_state <> 'dead' THEN
        RAISE EXCEPTION 'message % is not dead', id
            USING ERRCODE = 'VO005',
                  DETAIL = format('It is %s.', found_state),
                  HINT = 'Only messages that were given up can be tried again.';
    END IF;
    UPDATE voc_data.outbox AS m
    SET state = 'waiting',
        attempts = 0,
        not_before = as_of
    WHERE m.id = retry_message.id;
    IF (SELECT p.outbox_notify FROM voc_data.program AS p) THEN
        PERFORM pg_notify('voc', 'outbox');
    END IF;
    RETURN 'waiting';
END
$$;

COMMENT ON FUNCTION voc.retry_message(bigint, timestamptz) IS
'Has a dead message tried again, as often as a new one, from as_of on. Returns its state: waiting. For the owner of the program and managers. Errors: 22004 id is NULL, VO006 there is no such message, 22008 as_of is NULL or not finite, VO005 it is not dead; VO010, VO011.';
