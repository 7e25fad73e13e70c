/* sql/80_loop.sql: the guard of the loops */

CREATE FUNCTION voc.loop_guard()
RETURNS trigger
AS 'MODULE_PATHNAME', 'voc_loop_guard'
LANGUAGE C;

COMMENT ON FUNCTION voc.loop_guard() IS
'Trigger of voc_data.loop, BEFORE UPDATE OR DELETE FOR EACH ROW: lets only legal steps through, with what they need, and sets their times. Errors: VO001 illegal step (the hint lists the legal ones), VO002 a column the step needs is empty, VO003 another version than the one updated, VO004 a column or row that cannot be changed.';

CREATE FUNCTION voc.loop_log()
RETURNS trigger
AS 'MODULE_PATHNAME', 'voc_loop_log'
LANGUAGE C;

COMMENT ON FUNCTION voc.loop_log() IS
'Trigger of voc_data.loop, AFTER UPDATE FOR EACH STATEMENT with transition tables old_loop and new_loop: writes voc_data.loop_event as the owner of the table. The actor is the setting voc.actor, or else the current role.';

CREATE FUNCTION voc.append_only()
RETURNS trigger
AS 'MODULE_PATHNAME', 'voc_append_only'
LANGUAGE C;

COMMENT ON FUNCTION voc.append_only() IS
'Trigger of tables that hold history, BEFORE UPDATE, DELETE or TRUNCATE: refuses with VO004.';

-- ---------------------------------------------------------------------
-- business time
-- ---------------------------------------------------------------------

CREATE FUNCTION voc.business_interval(from_time timestamptz, to_time timestamptz, calendar text DEFAULT 'office')
RETURNS interval
AS 'MODULE_PATHNAME', 'voc_business_interval'
LANGUAGE C STABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.business_interval(timestamptz, timestamptz, text) IS
'Business time between two moments by a calendar of voc_data.calendar, in hours, minutes and seconds; negative when to_time is earlier. A span across a change of clocks is as long as it is. NULL if an argument is NULL. Raises 22023 for a calendar that is not there or without a known time zone, 22008 for infinity or more than a hundred years, VO010 without a program.';

CREATE FUNCTION voc.business_add(start timestamptz, amount interval, calendar text DEFAULT 'office')
RETURNS timestamptz
AS 'MODULE_PATHNAME', 'voc_business_add'
LANGUAGE C STABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.business_add(timestamptz, interval, text) IS
'The earliest moment by which so much business time has passed since start, by a calendar of voc_data.calendar: 4 hours from Friday 16:00 is Monday 12:00 of an office. Days of the amount are business days: a day later is the same time of the next day that has business time, or the nearest there is on that day; hours come after days. An amount of 0: the first moment from start on that is business time. NULL if an argument is NULL. Raises 22023 for months, years or a negative amount, and for a calendar that is not there or without a known time zone, 22008 for infinity or when there is not that much in a hundred years, VO010 without a program.';

CREATE FUNCTION voc.due_at(start timestamptz, within interval, calendar text)
RETURNS timestamptz
AS 'MODULE_PATHNAME', 'voc_due_at'
LANGUAGE C STABLE PARALLEL SAFE;

COMMENT ON FUNCTION voc.due_at(timestamptz, interval, text) IS
'When something is due that must be done within a time of start: voc.business_add() by the calendar; with none (NULL), or one that is not there or never open, the clock on the wall. NULL when start or within is NULL. A calendar raises nothing, so that no feedback waits for it; 22008 only for what is no timestamp.';

-- ---------------------------------------------------------------------
-- rules
-- ---------------------------------------------------------------------

CREATE FUNCTION voc.rule_trial()
RETURNS text
AS 'MODULE_PATHNAME', 'voc_rule_trial'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION voc.rule_trial() IS
'The query by which voc.explain_rule() tries the active rules on the signal $1, made of the very conditions that capture tries.';

CREATE FUNCTION voc.explain_rule(signal_id bigint)
RETURNS TABLE (rule_id bigint, "position" integer, title text, kind text, severity text, matched boolean, failed text, at_capture boolean)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    trial record;
    decided boolean := false;
BEGIN
    PERFORM voc.check_program();
    IF signal_id IS NULL THEN
        RAISE EXCEPTION 'the number of the signal is NULL'
            USING ERRCODE = 'null_value_not_allowed';
    END IF;
    IF NOT EXISTS (SELECT FROM voc_data.signal AS s WHERE s.id = explain_rule.signal_id) THEN
        RAISE EXCEPTION 'signal % does not exist', signal_id
            USING ERRCODE = 'VO006',
                  HINT = 'Signals are in voc_bi.signal.';
    END IF;
    FOR trial IN EXECUTE voc.rule_trial() USING signal_id LOOP
        rule_id := trial.id;
        position := trial.position;
        title := trial.title;
        kind := trial.kind;
        severity := trial.severity;
        at_capture := trial.at_capture;
        matched := CASE WHEN NOT decided THEN trial.failed = '' END;
        failed := CASE WHEN decided THEN 'not tried' ELSE nullif(trial.failed, '') END;
        decided := decided OR trial.failed = '';
        RETURN NEXT;
    END LOOP;
END
$$;

COMMENT ON FUNCTION voc.explain_rule(bigint) IS
'Why which rule of voc_data.rule decides on a signal: one row an active rule, in order of trial. matched: true for the one that decides, false for those before it, NULL for those that are not tried any more; failed: which of its conditions do not hold, with what they met, or ''not tried''; at_capture: whether the signal was given this rule when it was captured (another one than now: rules, corrections or repeats came since). Errors: 22004 for NULL, VO006 for a signal that is not there, VO010, VO011.';

-- ---------------------------------------------------------------------
-- steps
-- ---------------------------------------------------------------------

CREATE FUNCTION voc.next_due(state text, acknowledge_due timestamptz, act_due timestamptz, close_due timestamptz)
RETURNS timestamptz
LANGUAGE SQL IMMUTABLE PARALLEL SAFE
AS $$
SELECT CASE state
    WHEN 'open' THEN acknowledge_due
    WHEN 'acknowledged' THEN act_due
    WHEN 'closed' THEN NULL
    WHEN 'dismissed' THEN NULL
    ELSE close_due END
$$;

COMMENT ON FUNCTION voc.next_due(text, timestamptz, timestamptz, timestamptz) IS
'When the next step of a loop in that state is due: to acknowledge it, to act, or to close it. NULL for a loop that has ended, and where that clock has no due time.';

CREATE TYPE voc.loop_step AS (
    loop_id bigint,
    state text,
    state_since timestamptz,
    team text,
    owner text,
    level integer,
    due_at timestamptz,
    next_contact_at timestamptz,
    version integer
);

COMMENT ON TYPE voc.loop_step IS 'Where a loop stands after a step.';
COMMENT ON COLUMN voc.loop_step.loop_id IS 'Number of the loop.';
COMMENT ON COLUMN voc.loop_step.state IS 'Its state now.';
COMMENT ON COLUMN voc.loop_step.state_since IS 'Since when.';
COMMENT ON COLUMN voc.loop_step.team IS 'Team that has it.';
COMMENT ON COLUMN voc.loop_step.owner IS 'Person who has it.';
COMMENT ON COLUMN voc.loop_step.level IS '1, or more after escalation.';
COMMENT ON COLUMN voc.loop_step.due_at IS 'When the next step is due; NULL: ended, or no due time.';
COMMENT ON COLUMN voc.loop_step.next_contact_at IS 'When the customer is to be contacted next.';
COMMENT ON COLUMN voc.loop_step.version IS 'Version of the loop, to be given with the next step.';

CREATE FUNCTION voc.note(loop_id bigint, note text)
RETURNS bigint
AS 'MODULE_PATHNAME', 'voc_note'
LANGUAGE C;

COMMENT ON FUNCTION voc.note(bigint, text) IS
'Adds a note to the history of a loop, also of one that has ended: an event ''note'', with the actor as for other events. The loop and its version stay as they are. For whoever may update loops. Returns the number of the event. Errors: 22004 for NULL, 22023 for a note of blanks, VO006 for a loop that is not there, VO010, VO011.';

CREATE FUNCTION voc.move_loop(
    loop_id bigint,
    state text,
    version integer DEFAULT NULL,
    at timestamptz DEFAULT NULL,
    note text DEFAULT NULL,
    owner text DEFAULT NULL,
    contact_mode text DEFAULT NULL,
    resolution text DEFAULT NULL,
    root_cause text DEFAULT NULL,
    outcome text DEFAULT NULL,
    evidence text DEFAULT NULL,
    dismiss_reason text DEFAULT NULL,
    next_contact_at timestamptz DEFAULT NULL,
    goodwill numeric DEFAULT NULL,
    raise_level boolean DEFAULT false)
RETURNS voc.loop_step
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    step voc.loop_step;
BEGIN
    PERFORM voc.check_program();
    IF loop_id IS NULL THEN
        RAISE EXCEPTION 'the number of the loop is NULL'
            USING ERRCODE = 'null_value_not_allowed';
    END IF;

    -- What is not given stays. The guard judges; the time of a step is for who may enter steps later.
    IF at IS NULL THEN
        UPDATE voc_data.loop AS l
        SET state = move_loop.state,
            version = coalesce(move_loop.version, l.version),
            owner = coalesce(move_loop.owner, l.owner),
            contact_mode = coalesce(move_loop.contact_mode, l.contact_mode),
            resolution = coalesce(move_loop.resolution, l.resolution),
            root_cause = coalesce(move_loop.root_cause, l.root_cause),
            outcome = coalesce(move_loop.outcome, l.outcome),
            evidence = coalesce(move_loop.evidence, l.evidence),
            dismiss_reason = coalesce(move_loop.dismiss_reason, l.dismiss_reason),
            next_contact_at = coalesce(move_loop.next_contact_at, l.next_contact_at),
            goodwill = coalesce(move_loop.goodwill, l.goodwill),
            level = CASE WHEN raise_level AND l.level < 9 THEN l.level + 1 ELSE l.level END
        WHERE l.id = move_loop.loop_id
        RETURNING l.id, l.state, l.state_since, l.team, l.owner, l.level, voc.next_due(l.state, l.acknowledge_due, l.act_due, l.close_due), l.next_contact_at, l.version
        INTO step;
    ELSE
        UPDATE voc_data.loop AS l
        SET state = move_loop.state,
            state_since = move_loop.at,
            version = coalesce(move_loop.version, l.version),
            owner = coalesce(move_loop.owner, l.owner),
            contact_mode = coalesce(move_loop.contact_mode, l.contact_mode),
            resolution = coalesce(move_loop.resolution, l.resolution),
            root_cause = coalesce(move_loop.root_cause, l.root_cause),
            outcome = coalesce(move_loop.outcome, l.outcome),
            evidence = coalesce(move_loop.evidence, l.evidence),
            dismiss_reason = coalesce(move_loop.dismiss_reason, l.dismiss_reason),
            next_contact_at = coalesce(move_loop.next_contact_at, l.next_contact_at),
            goodwill = coalesce(move_loop.goodwill, l.goodwill),
            level = CASE WHEN raise_level AND l.level < 9 THEN l.level + 1 ELSE l.level END
        WHERE l.id = move_loop.loop_id
        RETURNING l.id, l.state, l.state_since, l.team, l.owner, l.level, voc.next_due(l.state, l.acknowledge_due, l.act_due, l.close_due), l.next_contact_at, l.version
        INTO step;
    END IF;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'loop % does not exist', loop_id
            USING ERRCODE = 'VO006',
                  HINT = 'Loops are in voc_bi.loop.';
    END IF;
    IF note IS NOT NULL THEN
        PERFORM voc.note(loop_id, note);
    END IF;
    RETURN step;
END
$$;

COMMENT ON FUNCTION voc.move_loop(bigint, text, integer, timestamptz, text, text, text, text, text, text, text, text, timestamptz, numeric, boolean) IS
'Moves a loop to a state by an UPDATE of voc_data.loop, with the rights of the caller and judged by the guard as any UPDATE; the functions that are named after a step call it. Columns that are not given (NULL) stay as they are. version: the one that was read, NULL: whatever it is. at: when the step was made, NULL: now (another time is for who may update state_since). note: voc.note(). raise_level: one level up, 9 at most. Returns where the loop stands now. Errors: 22004 for no loop, VO006 for one that is not there, VO001 to VO004 of the guard, VO010, VO011.';

CREATE FUNCTION voc.acknowledge(loop_id bigint, owner text DEFAULT NULL, version integer DEFAULT NULL, at timestamptz DEFAULT NULL, note text DEFAULT NULL)
RETURNS voc.loop_step
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN voc.move_loop(loop_id, 'acknowledged', version, at, note,
        owner => coalesce(owner, nullif(current_setting('voc.actor', true), ''), current_user::text));
END
$$;

COMMENT ON FUNCTION voc.acknowledge(bigint, text, integer, timestamptz, text) IS
'Takes a loop: from open to acknowledged. owner: the person who has it from now on; NULL: whoever acts (the setting voc.actor, or else the role). version, at, note, result and errors as voc.move_loop().';

CREATE FUNCTION voc.act(loop_id bigint, contact_mode text DEFAULT NULL, next_contact_at timestamptz DEFAULT NULL, version integer DEFAULT NULL, at timestamptz DEFAULT NULL, note text DEFAULT NULL)
RETURNS voc.loop_step
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN voc.move_loop(loop_id, 'acting', version, at, note, contact_mode => contact_mode, next_contact_at => next_contact_at);
END
$$;

COMMENT ON FUNCTION voc.act(bigint, text, timestamptz, integer, timestamptz, text) IS
'Contacts the customer: from acknowledged, waiting or reopened to acting. contact_mode: phone, e-mail, in person, ...; NULL: as it is, which is VO002 the first time. next_contact_at: when next, NULL: the date that was kept is cleared. version, at, note, result and errors as voc.move_loop().';

CREATE FUNCTION voc.wait(loop_id bigint, until timestamptz DEFAULT NULL, version integer DEFAULT NULL, at timestamptz DEFAULT NULL, note text DEFAULT NULL)
RETURNS voc.loop_step
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN voc.move_loop(loop_id, 'waiting', version, at, note, next_contact_at => until);
END
$$;

COMMENT ON FUNCTION voc.wait(bigint, timestamptz, integer, timestamptz, text) IS
'Waits for the customer: from acting to waiting. until: when to ask again (next_contact_at); NULL: as it is. version, at, note, result and errors as voc.move_loop().';

CREATE FUNCTION voc.resolve(loop_id bigint, resolution text DEFAULT NULL, root_cause text DEFAULT NULL, goodwill numeric DEFAULT NULL, next_contact_at timestamptz DEFAULT NULL, version integer DEFAULT NULL, at timestamptz DEFAULT NULL, note text DEFAULT NULL)
RETURNS voc.loop_step
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN voc.move_loop(loop_id, 'resolved', version, at, note,
        resolution => resolution, root_cause => root_cause, goodwill => goodwill, next_contact_at => next_contact_at);
END
$$;

COMMENT ON FUNCTION voc.resolve(bigint, text, text, numeric, timestamptz, integer, timestamptz, text) IS
'Says what was done: from acting or waiting to resolved. resolution: what was done for the customer; root_cause: why it happened; NULL: as it is, which is VO002 the first time. goodwill: what was granted for this loop in all, 0 or more, NULL: as it is. next_contact_at: when to ask whether the customer is content. version, at, note, result and errors as voc.move_loop(); 23514 and 22003 for a goodwill out of range.';

CREATE FUNCTION voc.verify(loop_id bigint, outcome text, evidence text DEFAULT NULL, final boolean DEFAULT false, version integer DEFAULT NULL, at timestamptz DEFAULT NULL, note text DEFAULT NULL)
RETURNS voc.loop_step
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF outcome = 'not_saved' AND final IS NOT TRUE THEN
        RETURN voc.move_loop(loop_id, 'reopened', version, at,
            'not saved' || coalesce(': ' || nullif(btrim(evidence), ''), '') || coalesce(E'\n' || note, ''),
            raise_level => true);
    END IF;
    RETURN voc.move_loop(loop_id, 'closed', version, at, note, outcome => outcome, evidence => evidence);
END
$$;

COMMENT ON FUNCTION voc.verify(bigint, text, text, boolean, integer, timestamptz, text) IS
'Says what the customer says of what was done. outcome saved (needs evidence: their own answer or later score), no_reply or not_needed closes a resolved loop. not_saved, the customer is not content, reopens a resolved or closed one, a level up, with the evidence as a note; with final, nothing more can be done, and it closes the loop as not_saved. version, at, note, result and errors as voc.move_loop(); VO002 for no outcome or an unknown one.';

CREATE FUNCTION voc.reopen(loop_id bigint, reason text, version integer DEFAULT NULL, at timestamptz DEFAULT NULL)
RETURNS voc.loop_step
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF reason IS NULL THEN
        RAISE EXCEPTION 'loop % cannot be reopened without a reason', loop_id
            USING ERRCODE = 'VO002',
                  HINT = 'SELECT voc.reopen(loop_id, reason => ''...'');';
    END IF;
    RETURN voc.move_loop(loop_id, 'reopened', version, at, reason);
END
$$;

COMMENT ON FUNCTION voc.reopen(bigint, text, integer, timestamptz) IS
'Takes a resolved or closed loop up again, on the level it has; outcome and evidence are cleared. reason: a note. version, at, result and errors as voc.move_loop(); VO002 without a reason, 22023 for one of blanks.';

CREATE FUNCTION voc.dismiss(loop_id bigint, reason text, version integer DEFAULT NULL, at timestamptz DEFAULT NULL)
RETURNS voc.loop_step
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN voc.move_loop(loop_id, 'dismissed', version, at, dismiss_reason => reason);
END
$$;

COMMENT ON FUNCTION voc.dismiss(bigint, text, integer, timestamptz) IS
'Ends a loop that needs no follow-up: from open or acknowledged to dismissed, for good. reason: why; VO002 without. version, at, result and errors as voc.move_loop().';

CREATE FUNCTION voc.escalate(loop_id bigint, reason text, team text DEFAULT NULL, version integer DEFAULT NULL)
RETURNS voc.loop_step
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    step voc.loop_step;
BEGIN
    PERFORM voc.check_program();
    IF loop_id IS NULL THEN
        RAISE EXCEPTION 'the number of the loop is NULL'
            USING ERRCODE = 'null_value_not_allowed';
    END IF;
    IF reason IS NULL THEN
        RAISE EXCEPTION 'loop % cannot be escalated without a reason', loop_id
            USING ERRCODE = 'VO002',
                  HINT = 'SELECT voc.escalate(loop_id, reason => ''...'');';
    END IF;

    -- Another team is for who may update team.
    IF team IS NULL THEN
        UPDATE voc_data.loop AS l
        SET level = l.level + 1,
            version = coalesce(escalate.version, l.version)
        WHERE l.id = escalate.loop_id AND l.level < 9
        RETURNING l.id, l.state, l.state_since, l.team, l.owner, l.level, voc.next_due(l.state, l.acknowledge_due, l.act_due, l.close_due), l.next_contact_at, l.version
        INTO step;
    ELSE
        UPDATE voc_data.loop AS l
        SET level = l.level + 1,
            team = escalate.team,
            version = coalesce(escalate.version, l.version)
        WHERE l.id = escalate.loop_id AND l.level < 9
        RETURNING l.id, l.state, l.state_since, l.team, l.owner, l.level, voc.next_due(l.state, l.acknowledge_due, l.act_due, l.close_due), l.next_contact_at, l.version
        INTO step;
    END IF;
    IF NOT FOUND THEN
        IF EXISTS (SELECT FROM voc_data.loop AS l WHERE l.id = escalate.loop_id) THEN
            RAISE EXCEPTION 'loop % is on the highest level', loop_id
                USING ERRCODE = 'VO001',
                      DETAIL = 'Levels are 1 to 9.',
                      HINT = 'Hand it to another team or person instead.';
        END IF;
        RAISE EXCEPTION 'loop % does not exist', loop_id
            USING ERRCODE = 'VO006',
                  HINT = 'Loops are in voc_bi.loop.';
    END IF;
    PERFORM voc.note(loop_id, reason);
    RETURN step;
END
$$;

COMMENT ON FUNCTION voc.escalate(bigint, text, text, integer) IS
'Raises the level of an open loop by one, 9 at most: an event ''escalated''. reason: a note, VO002 without. team: the one that has it from now on (for who may update team); NULL: as it is. version and result as voc.move_loop(). Errors: 22004 for no loop, VO006 for one that is not there, VO001 on level 9, VO003, VO004 for one that has ended, 23503 for a team that is not there, VO010, VO011.';
