-- The steps of a loop as functions: what each does, needs and refuses, for whom

BEGIN;

SELECT plan(104);

SET LOCAL client_min_messages = warning;
SET LOCAL timezone = 'UTC';

CREATE ROLE regress_voc_owner;
CREATE ROLE regress_voc_reader;
CREATE ROLE regress_voc_agent;
CREATE ROLE regress_voc_manager;
CREATE ROLE regress_voc_stranger;
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO regress_voc_owner', current_database()); END $$;

-- Runs a query as a role; tells its result as text, or SQLSTATE, message and hint.
CREATE FUNCTION pg_temp.try(statement text, who text DEFAULT 'regress_voc_agent') RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    result text;
    state text;
    message text;
    hint text;
BEGIN
    PERFORM set_config('role', who, true);
    BEGIN
        EXECUTE statement INTO result;
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
        result := concat_ws(' | ', state || ' ' || message, nullif(hint, ''));
    END;
    PERFORM set_config('role', 'none', true);
    RETURN result;
END $$;

SELECT is(pg_temp.try(format('SELECT voc.%s', f.call), 'regress_voc_stranger'), 'VO010 the database has no program | SELECT voc.create_program();', f.call || ' without a program')
FROM (VALUES ('acknowledge(1)'), ('act(1)'), ('wait(1)'), ('resolve(1)'), ('verify(1, ''saved'')'), ('reopen(1, ''x'')'), ('dismiss(1, ''x'')'), ('escalate(1, ''x'')')) AS f (call);
SELECT is(pg_temp.try('SELECT voc.note(1, ''x'')', 'regress_voc_stranger'), 'VO010 the database has no program | SELECT voc.create_program();', 'note without a program');

SET LOCAL ROLE regress_voc_owner;
DO $$ BEGIN
    PERFORM voc.create_program();
    PERFORM voc.grant_access('regress_voc_reader', 'reader');
    PERFORM voc.grant_access('regress_voc_agent', 'agent');
    PERFORM voc.grant_access('regress_voc_manager', 'manager');
END $$;
CREATE SCHEMA regress_shop;
CREATE TABLE regress_shop.feedback (id integer PRIMARY KEY, score integer);
DO $$ BEGIN PERFORM voc.attach('regress_shop.feedback', score => 'score', scale => 'nps'); END $$;
INSERT INTO regress_shop.feedback VALUES (1, 10);
RESET ROLE;

-- A loop in whatever state since yesterday, with all that it may need or nothing; its id.
CREATE FUNCTION pg_temp.make_loop(state text, complete boolean DEFAULT true, level integer DEFAULT 1) RETURNS bigint
LANGUAGE sql AS $$
    INSERT INTO voc_data.loop (signal_id, kind, severity, reason, team, state, state_since, occurred_at, opened_at, acknowledge_due, act_due, close_due, level,
                               owner, contact_mode, resolution, root_cause, outcome, evidence, dismiss_reason)
    SELECT min(s.id), 'recover', 'normal', 'a test', 'care', make_loop.state, now() - interval '1 day', now() - interval '2 days', now() - interval '2 days',
           now() + interval '1 hour', now() + interval '2 hours', now() + interval '3 hours', make_loop.level,
           f.text, f.text, f.text, f.text, CASE WHEN complete THEN 'saved' END, f.text, f.text
    FROM voc_data.signal AS s, (SELECT CASE WHEN complete THEN 'old' END AS text) AS f
    GROUP BY f.text
    RETURNING id
$$;

-- A call for a loop that is made for it (ID in the call), and what is then in some of its columns
CREATE FUNCTION pg_temp.step(before text, call text, columns text DEFAULT 'state', complete boolean DEFAULT true, who text DEFAULT 'regress_voc_agent', level integer DEFAULT 1) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    id bigint := pg_temp.make_loop(before, step.complete, step.level);
    result text := pg_temp.try(format('SELECT voc.%s', replace(call, 'ID', id::text)), who);
BEGIN
    IF result ~ '^[0-9A-Z]{5} ' THEN
        RETURN replace(result, 'loop ' || id, 'loop N');
    END IF;
    EXECUTE format('SELECT concat_ws('' '', %s) FROM voc_data.loop WHERE id = %s', columns, id) INTO result;
    RETURN result;
END $$;

-- What history says of the last loop, but for its numbers
CREATE FUNCTION pg_temp.history() RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', e.event, nullif(concat_ws('>', e.from_state, e.to_state), ''), e.detail), '; ' ORDER BY e.id)
    FROM voc_data.loop_event AS e WHERE e.loop_id = (SELECT max(id) FROM voc_data.loop)
$$;

-- ---------------------------------------------------------------------
-- what each does
-- ---------------------------------------------------------------------

SELECT is(pg_temp.step('open', 'acknowledge(ID)', 'state, owner', false), 'acknowledged regress_voc_agent', 'who acknowledges is the owner');
SELECT is(pg_temp.step('open', 'acknowledge(ID, ''eve'')', 'state, owner', false), 'acknowledged eve', 'unless another is named');
SET LOCAL voc.actor = 'care.17';
SELECT is(pg_temp.step('open', 'acknowledge(ID)', 'state, owner', false), 'acknowledged care.17', 'or voc.actor tells who it is');
SET LOCAL voc.actor = '';
SELECT is(pg_temp.step('acknowledged', 'act(ID, ''phone'')', 'state, contact_mode'), 'acting phone', 'act()');
SELECT is(pg_temp.step('waiting', 'act(ID)', 'state, contact_mode'), 'acting old', 'act() again needs no contact mode');
SELECT is(pg_temp.step('reopened', 'act(ID, next_contact_at => now() + interval ''1 hour'')', 'state, extract(epoch FROM next_contact_at - now())::integer'), 'acting 3600', 'and may say when next');
SELECT is(pg_temp.step('acting', 'wait(ID)', 'state, next_contact_at'), 'waiting', 'wait()');
SELECT is(pg_temp.step('acting', 'wait(ID, now() + interval ''2 hours'')', 'state, extract(epoch FROM next_contact_at - now())::integer'), 'waiting 7200', 'wait() until');
SELECT is(pg_temp.step('acting', 'resolve(ID, ''sent again'', ''courier'', 12.345)', 'state, resolution, root_cause, goodwill'), 'resolved sent again courier 12.35', 'resolve()');
SELECT is(pg_temp.step('waiting', 'resolve(ID)', 'state, resolution, root_cause, goodwill'), 'resolved old old', 'resolve() of what was resolved once');
SELECT is(pg_temp.step('resolved', 'verify(ID, ''saved'', ''said so'')', 'state, outcome, evidence, level'), 'closed saved said so 1', 'verify() saved');
SELECT is(pg_temp.step('resolved', format('verify(ID, %L)', o), 'state, outcome, level'), 'closed ' || o || ' 1', 'verify() ' || o) FROM unnest('{no_reply,not_needed}'::text[]) AS o;
SELECT is(pg_temp.step('resolved', 'verify(ID, ''not_saved'', ''still broken'')', 'state, coalesce(outcome, ''no outcome''), level'), 'reopened no outcome 2', 'verify() not_saved reopens, a level up');
SELECT is(pg_temp.history(), 'state resolved>reopened {"level": 2, "outcome": null, "evidence": null}; note {"note": "not saved: still broken"}', 'and history has what the customer said');
SELECT is(pg_temp.step('closed', 'verify(ID, ''not_saved'')', 'state, level'), 'reopened 2', 'a closed one too');
SELECT is(pg_temp.history(), 'state closed>reopened {"level": 2, "outcome": null, "evidence": null}; note {"note": "not saved"}', 'without a word it is noted too');
SELECT is(pg_temp.step('resolved', 'verify(ID, ''not_saved'')', 'state, level', level => 9), 'reopened 9', 'no level is above 9');
SELECT is(pg_temp.step('resolved', 'verify(ID, ''not_saved'', ''has left'', final => true)', 'state, outcome, evidence, level'), 'closed not_saved has left 1', 'with final it closes');
SELECT is(pg_temp.step('resolved', 'verify(ID, ''not_saved'', final => NULL)'), 'reopened', 'final NULL is not final');
SELECT is(pg_temp.step('closed', 'reopen(ID, ''called again'')', 'state, level'), 'reopened 1', 'reopen() leaves the level');
SELECT is(pg_temp.history(), 'state closed>reopened {"outcome": null, "evidence": null}; note {"note": "called again"}', 'and history has the reason');
SELECT is(pg_temp.step('open', 'dismiss(ID, ''a duplicate'')', 'state, dismiss_reason', false), 'dismissed a duplicate', 'dismiss()');
SELECT is(pg_temp.step('acting', 'escalate(ID, ''too hard'')', 'state, level, team'), 'acting 2 care', 'escalate()');
SELECT is(pg_temp.history(), 'escalated acting>acting {"level": 2}; note {"note": "too hard"}', 'is an event of its own, with the reason');
SELECT is(pg_temp.step('acting', 'escalate(ID, ''too hard'', ''legal'')', 'level, team', who => 'regress_voc_manager'), '2 legal', 'escalate() to another team');
SELECT is(pg_temp.step('acting', 'escalate(ID, ''once more'')', 'level', level => 8), '9', 'level 9 is the last');
SELECT is(pg_temp.step('open', 'acknowledge(ID, note => ''mine'')', complete => false), 'acknowledged', 'a note with a step');
SELECT is(pg_temp.history(), 'state open>acknowledged {"owner": "regress_voc_agent"}; note {"note": "mine"}', 'is an event beside it');

-- The result: where the loop stands now
CREATE TEMPORARY TABLE one AS SELECT pg_temp.make_loop('open', false) AS id;
GRANT SELECT ON one TO PUBLIC;
SELECT is(pg_temp.try('SELECT (s.loop_id = one.id)::text || '' '' || concat_ws('' '', s.state, s.state_since = now(), s.team, s.owner, s.level, (extract(epoch FROM s.due_at - now()) / 3600)::integer, s.next_contact_at, s.version) FROM one, voc.acknowledge(one.id) AS s'),
    'true acknowledged t care regress_voc_agent 1 2 2', 'a step returns where the loop stands, and the version to go on with');
SELECT is(pg_temp.try('SELECT s.version FROM one, voc.act(one.id, ''chat'', version => 2) AS s'), '3', 'which can be given with the next');
SELECT is(replace(pg_temp.try('SELECT voc.wait(id, version => 2) FROM one'), (SELECT id::text FROM one), 'N'), 'VO003 loop N was changed by someone else | Read the loop again, and repeat the update with its version.', 'another one is refused');
SELECT is(replace(pg_temp.try('SELECT voc.escalate(id, ''x'', version => 2) FROM one'), (SELECT id::text FROM one), 'N'), 'VO003 loop N was changed by someone else | Read the loop again, and repeat the update with its version.', 'by escalate() too');
SELECT is(pg_temp.try('SELECT concat(voc.next_due(s.code, ''2026-01-01'', ''2026-01-02'', ''2026-01-03'')::date) FROM voc_data.loop_state AS s WHERE s.code = ' || quote_literal(v.state)), v.due, format('what is due next: %s', v.state))
FROM (VALUES ('open', '2026-01-01'), ('acknowledged', '2026-01-02'), ('acting', '2026-01-03'), ('waiting', '2026-01-03'), ('resolved', '2026-01-03'), ('reopened', '2026-01-03'), ('closed', ''), ('dismissed', '')) AS v (state, due);

-- ---------------------------------------------------------------------
-- what is refused
-- ---------------------------------------------------------------------

-- The guard judges: each step from a state that it does not follow on
SELECT is(pg_temp.step(v.state, v.call), 'VO001 ' || v.message, format('%s of a %s loop', v.call, v.state))
FROM (VALUES ('acting', 'acknowledge(ID)', 'loop N cannot go from acting to acknowledged | From acting it can go to: waiting, resolved.'),
             ('open', 'act(ID, ''x'')', 'loop N cannot go from open to acting | From open it can go to: acknowledged, dismissed.'),
             ('open', 'wait(ID)', 'loop N cannot go from open to waiting | From open it can go to: acknowledged, dismissed.'),
             ('acknowledged', 'resolve(ID, ''x'', ''x'')', 'loop N cannot go from acknowledged to resolved | From acknowledged it can go to: acting, dismissed.'),
             ('acting', 'verify(ID, ''saved'', ''x'')', 'loop N cannot go from acting to closed | From acting it can go to: waiting, resolved.'),
             ('acting', 'verify(ID, ''not_saved'', ''x'')', 'loop N cannot go from acting to reopened | From acting it can go to: waiting, resolved.'),
             ('acting', 'reopen(ID, ''x'')', 'loop N cannot go from acting to reopened | From acting it can go to: waiting, resolved.'),
             ('acting', 'dismiss(ID, ''x'')', 'loop N cannot go from acting to dismissed | From acting it can go to: waiting, resolved.'),
             ('acting', 'wait(ID, now() - interval ''2 days'')', 'next_contact_at of loop N is over | Give a time that is yet to come.')) AS v (state, call, message);
SELECT is(pg_temp.step('acting', 'escalate(ID, ''x'')', level => 9), 'VO001 loop N is on the highest level | Hand it to another team or person instead.', 'escalate() on level 9');

-- What a step needs
SELECT is(pg_temp.step(v.state, v.call, complete => v.complete), v.message, v.call || ' is told what it lacks')
FROM (VALUES ('open', 'acknowledge(ID, '' '')', false, 'VO002 loop N cannot be acknowledged without owner | Set owner in the same UPDATE.'),
             ('acknowledged', 'act(ID, '''')', true, 'VO002 loop N cannot be acting without contact_mode | Set contact_mode in the same UPDATE.'),
             ('acting', 'resolve(ID, ''x'', '''')', true, 'VO002 loop N cannot be resolved without root_cause | Set root_cause in the same UPDATE.'),
             ('resolved', 'verify(ID, ''saved'', '''')', true, 'VO002 loop N cannot be closed without evidence | Set evidence in the same UPDATE.'),
             ('resolved', 'verify(ID, ''won'')', true, 'VO002 "won" is not an outcome of a loop | It is saved, not_saved, no_reply or not_needed.'),
             ('open', 'dismiss(ID, NULL)', false, 'VO002 loop N cannot be dismissed without dismiss_reason | Set dismiss_reason in the same UPDATE.'),
             ('closed', 'reopen(ID, NULL)', true, 'VO002 loop N cannot be reopened without a reason | SELECT voc.reopen(loop_id, reason => ''...'');'),
             ('acting', 'escalate(ID, NULL)', true, 'VO002 loop N cannot be escalated without a reason | SELECT voc.escalate(loop_id, reason => ''...'');'),
             ('closed', 'reopen(ID, '' '')', true, '22023 a note must say something')) AS v (state, call, complete, message);
SELECT is(pg_temp.step('dismissed', 'escalate(ID, ''x'')'), 'VO004 loop N is dismissed and cannot be changed | From dismissed it can go to: none.', 'what has ended is not escalated');
SELECT is(left(pg_temp.step('acting', format('resolve(ID, ''x'', ''x'', %s)', v.goodwill)), 5), v.sqlstate, 'no goodwill: ' || v.goodwill)
FROM (VALUES ('-0.01', '23514'), ('''NaN''', '23514'), ('1e10', '22003')) AS v (goodwill, sqlstate);
SELECT is(left(pg_temp.step('acting', 'wait(ID, ''infinity'')'), 5), '23514', 'nobody waits for ever');
SELECT is(left(pg_temp.step('acting', 'escalate(ID, ''x'', ''no such team'')', who => 'regress_voc_manager'), 5), '23503', 'no team of that name');

SELECT is(pg_temp.try('SELECT voc.' || v.call), v.message, v.call)
FROM (VALUES ('acknowledge(NULL)', '22004 the number of the loop is NULL'), ('escalate(NULL, ''x'')', '22004 the number of the loop is NULL'),
             ('note(NULL, ''x'')', '22004 the number of the loop is NULL'), ('note(1, NULL)', '22004 the note is NULL'),
             ('note(-1, E''\t\n'')', '22023 a note must say something'),
             ('dismiss(-1, ''x'')', 'VO006 loop -1 does not exist | Loops are in voc_bi.loop.'),
             ('escalate(-1, ''x'')', 'VO006 loop -1 does not exist | Loops are in voc_bi.loop.'),
             ('note(-1, ''x'')', 'VO006 loop -1 does not exist | Loops are in voc_bi.loop.')) AS v (call, message);

-- Nothing is changed by what is refused
SELECT is(pg_temp.step('acknowledged', 'act(ID, ''phone'', note => '' '')', 'state'), '22023 a note must say something', 'a bad note is refused');
SELECT is((SELECT state || ' ' || version FROM voc_data.loop ORDER BY id DESC LIMIT 1), 'acknowledged 1', 'and with it its step');
SELECT is(pg_temp.history(), NULL, 'which history does not know');

-- ---------------------------------------------------------------------
-- for whom, and when
-- ---------------------------------------------------------------------

SELECT is(left(pg_temp.try(format('SELECT voc.%s FROM one', v.call), v.who), 5), v.wanted, format('%s: %s', v.who, v.call))
FROM (VALUES ('regress_voc_reader', 'wait(id)', '42501'), ('regress_voc_reader', 'note(id, ''x'')', '42501'), ('regress_voc_reader', 'escalate(id, ''x'')', '42501'),
             ('regress_voc_stranger', 'wait(id)', '42501'), ('regress_voc_stranger', 'note(id, ''x'')', '42501'),
             ('regress_voc_agent', 'escalate(id, ''x'', ''legal'')', '42501'), ('regress_voc_agent', 'wait(id, at => now())', '42501')) AS v (who, call, wanted);

SELECT is(pg_temp.step('acting', 'wait(ID, now() - interval ''10 hours'', at => now() - interval ''12 hours'')', 'state, (extract(epoch FROM now() - state_since) / 3600)::integer', who => 'regress_voc_manager'),
    'waiting 12', 'a manager enters a step later, with what was planned then');
SELECT is(left(pg_temp.step('acting', 'wait(ID, at => now() - interval ''25 hours'')', who => 'regress_voc_manager'), 43),
    'VO001 state_since of loop N is out of range', 'but not before the one before it');

-- ---------------------------------------------------------------------
-- the next contact, and notes
-- ---------------------------------------------------------------------

UPDATE voc_data.loop SET next_contact_at = now() + interval '1 hour' WHERE id = (SELECT id FROM one);
SELECT is((SELECT extract(epoch FROM next_contact_at - now())::integer FROM voc_data.loop JOIN one USING (id)), 3600, 'it can be set in any state, by UPDATE too');
SELECT is(pg_temp.try('SELECT concat(s.next_contact_at - now(), '' '', s.state) FROM one, voc.wait(one.id) AS s'), '01:00:00 waiting', 'waiting keeps it');
SELECT is(pg_temp.try('SELECT concat(s.next_contact_at, '' '', s.state) FROM one, voc.act(one.id) AS s'), ' acting', 'acting clears it');
SELECT is((SELECT detail FROM voc_data.loop_event JOIN one ON one.id = loop_id ORDER BY loop_event.id DESC LIMIT 1), '{"next_contact_at": null}'::jsonb, 'as history tells');
SELECT is(pg_temp.try('UPDATE voc_data.loop SET next_contact_at = state_since - interval ''1 second'' WHERE id = (SELECT id FROM one) RETURNING 1') ~ '^VO001', true, 'it is not before the last step');

SELECT is(pg_temp.step('closed', 'note(ID, ''sent flowers'')'), 'closed', 'a loop that has ended can be noted on');
SET LOCAL voc.actor = 'care.17';
SELECT is(pg_temp.try('SELECT (voc.note(max(id), ''it''''s "quoted" \ ✓; DROP TABLE voc_data.loop'') > 0)::text || count(*) / count(*) FROM voc_data.loop'), 'true1', 'whatever it says');
SELECT is((SELECT e.event || ' ' || e.actor || ' ' || (e.detail ->> 'note') || ' ' || (e.at = now()) FROM voc_data.loop_event AS e ORDER BY e.id DESC LIMIT 1),
    'note care.17 it''s "quoted" \ ✓; DROP TABLE voc_data.loop true', 'with author and time');
SELECT is((SELECT version FROM voc_data.loop ORDER BY id DESC LIMIT 1), 1, 'notes leave the version alone');

SELECT * FROM finish();
ROLLBACK;
