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
