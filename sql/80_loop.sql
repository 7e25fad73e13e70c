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
