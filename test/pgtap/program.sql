-- The program: who may make, upgrade, drop and use it

BEGIN;

SELECT plan(91);

SET LOCAL client_min_messages = error;

CREATE ROLE voc_cx;
CREATE ROLE voc_app;
CREATE ROLE voc_stranger;
CREATE ROLE voc_maker;
CREATE ROLE "Voc ""Reader""";
CREATE ROLE voc_agent;
CREATE ROLE voc_manager;
CREATE ROLE voc_admin;
DO $$
BEGIN
	EXECUTE format('GRANT CREATE ON DATABASE %I TO voc_cx', current_database());
	EXECUTE format('GRANT CREATE ON DATABASE %I TO voc_app', current_database());
END
$$;

-- pgTAP keeps its counts in temporary tables of ours
GRANT ALL ON __tcache__ TO PUBLIC;
GRANT ALL ON SEQUENCE __tresults___numb_seq, __tcache___id_seq TO PUBLIC;

-- How a statement fails: SQLSTATE and message, or with its hint
CREATE FUNCTION pg_temp.fault(statement text, more boolean DEFAULT false) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	state text;
	message text;
	detail text;
	hint text;
BEGIN
	EXECUTE statement;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
		detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN state || ' ' || message || CASE WHEN more THEN ' | ' || detail || ' | ' || hint ELSE '' END;
END
$$;

-- ---------------------------------------------------------------------
-- before there is one
-- ---------------------------------------------------------------------

SET ROLE voc_cx;
SELECT is(voc.version(), (SELECT extversion FROM pg_extension WHERE extname = 'voc'), 'version() is the extension''s');
SELECT is(voc.program_version(), '1.0', 'program_version() is known without a program');
SELECT is(pg_temp.fault('SELECT voc.check_program()', true),
	'VO010 the database has no program |  | SELECT voc.create_program();', 'check_program() without a program');
SELECT is(pg_temp.fault('SELECT voc.upgrade_program()', true),
	'VO010 the database has no program |  | SELECT voc.create_program();', 'upgrade_program() without a program');
SELECT is(pg_temp.fault(format('SELECT voc.drop_program(%L)', current_database())),
	'VO010 the database has no program', 'drop_program() without a program');
SELECT is(pg_temp.fault('SELECT voc.attach(''pg_class''::regclass, comment => ''relname'')'),
	'VO010 the database has no program', 'attach() without a program');
SELECT is(pg_temp.fault('SELECT voc.grant_access(''voc_app'', ''reader'')'),
	'VO010 the database has no program', 'grant_access() without a program');

-- ---------------------------------------------------------------------
-- who may make it
-- ---------------------------------------------------------------------

SET ROLE voc_stranger;
SELECT alike(pg_temp.fault('SELECT voc.create_program()'), '42501 permission denied for database %',
	'a role without CREATE on the database cannot make it');

SET ROLE voc_app;
CREATE SCHEMA voc_bi;
SET ROLE voc_cx;
SELECT is(pg_temp.fault('SELECT voc.create_program()', true),
	'42P06 schema "voc_data" or "voc_bi" exists already |  | A database holds one program. SELECT voc.upgrade_program() brings it up to date, voc.drop_program() removes it.',
	'a schema that somebody made before stops it');
SELECT is(to_regnamespace('voc_data'), NULL, 'and nothing was made');
SET ROLE voc_app;
DROP SCHEMA voc_bi;

-- With functions of its own before the system's, by the caller's path
SET ROLE voc_cx;
CREATE SCHEMA voc_trap;
CREATE FUNCTION voc_trap.now() RETURNS timestamptz LANGUAGE sql AS $$SELECT timestamptz '1999-01-01'$$;
CREATE FUNCTION voc_trap.replace(text, text, text) RETURNS text LANGUAGE sql AS $$SELECT 'syntax error'::text$$;
SET LOCAL search_path = voc_trap, pg_catalog, public;
SELECT is(voc.create_program(), 'program of version 1.0 created in schemas voc_data and voc_bi, owned by voc_cx',
	'an ordinary role with CREATE on the database makes it');
RESET search_path;
SELECT isnt((SELECT created_at FROM voc_data.program), timestamptz '1999-01-01', 'the caller''s search_path does not count');
SELECT alike(pg_temp.fault('SELECT voc.create_program()'), '42P06 %', 'there is one program in a database');
SELECT lives_ok('SELECT voc.check_program()', 'check_program() is content');
SELECT is(voc.upgrade_program(), 'the program is of version 1.0 already', 'upgrade_program() has nothing to do');

RESET ROLE;
SELECT is((SELECT count(*) FROM pg_class WHERE relnamespace IN ('voc_data'::regnamespace, 'voc_bi'::regnamespace)
	AND relowner <> 'voc_cx'::regrole), 0::bigint, 'all relations are the caller''s own');
SELECT is((SELECT count(*) FROM pg_namespace WHERE nspname IN ('voc_data', 'voc_bi') AND nspowner = 'voc_cx'::regrole),
	2::bigint, 'and both schemas');
SELECT is((SELECT count(*) FROM pg_depend AS d JOIN pg_class AS c ON c.oid = d.objid AND d.classid = 'pg_class'::regclass
	WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
	AND c.relnamespace IN ('voc_data'::regnamespace, 'voc_bi'::regnamespace)),
	0::bigint, 'none of them is a member of the extension');
SELECT is((SELECT count(*) FROM voc_data.program), 1::bigint, 'the settings are one row');
SELECT is(pg_temp.fault('INSERT INTO voc_data.program (one, version) VALUES (true, ''x'')'),
	'23505 duplicate key value violates unique constraint "program_pkey"', 'there is no second row of settings');
SELECT ok((SELECT count(*) > 0 FROM voc_data.rule WHERE active) AND (SELECT count(*) > 0 FROM voc_data.sla)
	AND (SELECT count(*) > 0 FROM voc_data.channel) AND (SELECT count(*) > 0 FROM voc_data.scale),
	'defaults are rows from the first moment');

-- ---------------------------------------------------------------------
-- the levels of access
-- ---------------------------------------------------------------------

SET ROLE voc_cx;
SELECT is(voc.grant_access('"Voc ""Reader"""', 'reader'), '"Voc ""Reader""" is now reader', 'reader, with a name that needs quotes');
SELECT is(voc.grant_access('voc_agent', 'agent'), 'voc_agent is now agent', 'agent');
SELECT is(voc.grant_access('voc_manager', 'manager'), 'voc_manager is now manager', 'manager');
SELECT is(voc.grant_access('voc_admin', 'admin'), 'voc_admin is now admin', 'admin');
SELECT lives_ok('SELECT voc.grant_access(''voc_admin'', ''admin'')', 'twice is no error');
SELECT alike(pg_temp.fault('SELECT voc.grant_access(''voc_app'', ''boss'')', true),
	'22023 unknown level of access: ''boss'' |%The levels are reader, agent, manager and admin%worker%', 'an unknown level');
SELECT alike(pg_temp.fault('SELECT voc.grant_access(''voc_app'', NULL)'), '22023 unknown level of access: NULL', 'no level');
SELECT alike(pg_temp.fault('SELECT voc.grant_access(NULL, ''reader'')'), '22004 %', 'no role');
SELECT alike(pg_temp.fault('SELECT voc.grant_access(''voc_nobody_at_all'', ''reader'')'), '42704 role % does not exist', 'a role that does not exist');

-- one loop to try them on
CREATE SCHEMA voc_shop;
GRANT USAGE ON SCHEMA voc_shop TO PUBLIC;
CREATE TABLE voc_shop.survey (id integer PRIMARY KEY, nps integer, customer text);
SELECT lives_ok($$SELECT voc.attach('voc_shop.survey', score => 'nps', scale => 'nps', customer => 'customer')$$, 'a source');
INSERT INTO voc_shop.survey VALUES (1, 0, 'c1'), (2, 10, 'c2'), (3, 11, 'c3');
SELECT is((SELECT count(*) FROM voc_data.loop), 1::bigint, 'a loop');

SET ROLE voc_stranger;
SELECT is(pg_temp.fault('SELECT * FROM voc_bi.signal'), '42501 permission denied for schema voc_bi', 'a stranger sees no view');
SELECT is(pg_temp.fault('SELECT * FROM voc_data.signal'), '42501 permission denied for schema voc_data', 'a stranger sees no table');
SELECT alike(pg_temp.fault('SELECT voc.attach(''voc_shop.survey'', comment => ''x'')'), '42501 permission denied %', 'a stranger attaches nothing');
SELECT alike(pg_temp.fault('SELECT voc.detach(''voc_shop.survey'')'), '42501 permission denied %', 'a stranger detaches nothing');
SELECT alike(pg_temp.fault(format('SELECT voc.drop_program(%L)', current_database())), '42501 %', 'a stranger drops nothing');
SELECT alike(pg_temp.fault('SELECT voc.grant_access(''voc_stranger'', ''admin'')'), '42501 %', 'a stranger makes himself nothing');
SELECT alike(pg_temp.fault('CALL voc.backfill(''voc_shop.survey'', batch => 0)'), '42501 %', 'a stranger backfills nothing');
SELECT alike(pg_temp.fault('SELECT voc.capture_page(''voc_shop.survey'', NULL, 10)'), '42501 permission denied for table survey',
	'a stranger captures no page');

SET ROLE "Voc ""Reader""";
SELECT is((SELECT count(*) FROM voc_bi.loop), 1::bigint, 'a reader reads views');
SELECT is((SELECT count(*) FROM voc_data.loop), 1::bigint, 'and tables');
SELECT is((SELECT count(*) FROM voc_bi.rejected), 1::bigint, 'and rejections');
SELECT is(pg_temp.fault('UPDATE voc_data.loop SET owner = ''me'''), '42501 permission denied for table loop', 'but moves no loop');
SELECT alike(pg_temp.fault('SELECT voc.grant_access(''voc_stranger'', ''reader'')'), '42501 %', 'nor gives access to others');
RESET ROLE;
SELECT ok(NOT has_schema_privilege('voc_stranger', 'voc_bi', 'USAGE'), 'indeed they have none');

SET ROLE voc_agent;
SELECT lives_ok('UPDATE voc_data.loop SET state = ''acknowledged'', owner = ''me''', 'an agent takes a loop');
SELECT is(pg_temp.fault('UPDATE voc_data.loop SET state = ''acting'', contact_mode = ''phone'', state_since = now()'),
	'42501 permission denied for table loop', 'but does not set its clock');
SELECT is(pg_temp.fault('UPDATE voc_data.loop SET team = ''legal'''), '42501 permission denied for table loop', 'nor its team');
SELECT is(pg_temp.fault('UPDATE voc_data.rule SET active = false'), '42501 permission denied for table rule', 'nor rules');
SELECT is(pg_temp.fault('INSERT INTO voc_data.loop_event (loop_id, at, event, actor) SELECT id, now(), ''state'', ''x'' FROM voc_data.loop'),
	'42501 permission denied for table loop_event', 'nor writes history');
SELECT is(pg_temp.fault('DELETE FROM voc_data.loop'), '42501 permission denied for table loop', 'nor deletes loops');
SELECT is((SELECT actor FROM voc_data.loop_event WHERE event = 'state'), 'voc_agent', 'the history names him');

SET ROLE voc_manager;
SELECT lives_ok('UPDATE voc_data.rule SET active = true WHERE position = 70', 'a manager changes rules');
SELECT lives_ok('INSERT INTO voc_data.channel (code, title) VALUES (''fax'', ''Fax'')', 'and the vocabulary');
SELECT lives_ok('UPDATE voc_data.loop SET team = ''legal''', 'and teams');
SELECT lives_ok('UPDATE voc_data.program SET name = ''Ours''', 'and settings');
SELECT is(pg_temp.fault('UPDATE voc_data.program SET version = ''9'''), '42501 permission denied for table program', 'but not the version');
SELECT is(pg_temp.fault('UPDATE voc_data.source SET on_error = ''raise'''), '42501 permission denied for table source', 'nor sources');

SET ROLE voc_cx;
CREATE TABLE voc_shop.other (id integer PRIMARY KEY, comment text);
GRANT TRIGGER ON voc_shop.other TO voc_admin;
SET ROLE voc_admin;
SELECT lives_ok('SELECT voc.attach(''voc_shop.other'', comment => ''comment'', default_touchpoint => ''lobby'')',
	'an admin attaches a table he has TRIGGER on');
SELECT is(pg_temp.fault('SELECT voc.attach(''voc_shop.no_such'', comment => ''comment'')'),
	'42P01 relation "voc_shop.no_such" does not exist', 'but not what does not exist');
SELECT is(pg_temp.fault('INSERT INTO voc_data.signal (source_id, source_key, occurred_at, codebook_version, lexicon_version) VALUES (1, ''x'', now(), 1, 1)'),
	'42501 permission denied for table signal', 'nor writes signals');

-- ---------------------------------------------------------------------
-- another version of the tables
-- ---------------------------------------------------------------------

SET ROLE voc_cx;
SAVEPOINT version;
UPDATE voc_data.program SET version = '0.9';
SELECT is(pg_temp.fault('SELECT voc.attach(''voc_shop.survey'', score => ''nps'', scale => ''nps'')', true),
	'VO011 the program''s tables are of version 0.9, the library needs version 1.0 |  | SELECT voc.upgrade_program();',
	'attach() wants the right version');
SELECT is(pg_temp.fault('CALL voc.backfill(''voc_shop.survey'', batch => 0)'),
	'VO011 the program''s tables are of version 0.9, the library needs version 1.0', 'and so does backfill()');
SELECT alike(pg_temp.fault('SELECT voc.upgrade_program()', true),
	'VO011 there is no way from program version 0.9 to 1.0 |%Install the version of voc%', 'there is no way from an unknown version');
SELECT lives_ok('INSERT INTO voc_shop.survey VALUES (4, 1, ''c4'')', 'capture only warns: the business goes on');
SELECT is((SELECT count(*) FROM voc_data.signal), 2::bigint, 'and writes nothing to tables it does not know');
ROLLBACK TO version;
INSERT INTO voc_shop.survey VALUES (5, 1, 'c5');
SELECT is((SELECT count(*) FROM voc_data.signal), 3::bigint, 'it captures again when the version is right again');

-- ---------------------------------------------------------------------
-- the extension cannot be pulled from under it by accident
-- ---------------------------------------------------------------------

RESET ROLE;
SELECT alike(pg_temp.fault('DROP EXTENSION voc'), '2BP01 cannot drop extension voc because other objects depend on it',
	'DROP EXTENSION is refused while a program exists');
SAVEPOINT dropped;
CREATE TEMP TABLE before AS SELECT count(*) AS signals, sum(score) AS score,
	(SELECT count(*) FROM pg_class WHERE relnamespace = 'voc_data'::regnamespace AND relkind = 'r') AS tables FROM voc_data.signal;
SELECT lives_ok('DROP EXTENSION voc CASCADE', 'with CASCADE it goes');
SELECT is((SELECT count(*) || ' ' || sum(score) FROM voc_data.signal), (SELECT signals || ' ' || score FROM before), 'and the data stay');
SELECT is((SELECT count(*) FROM pg_class WHERE relnamespace = 'voc_data'::regnamespace AND relkind = 'r'), (SELECT tables FROM before), 'with all their tables');
SELECT is((SELECT count(*) FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
	WHERE NOT t.tgisinternal AND (c.relnamespace = 'voc_shop'::regnamespace OR c.relnamespace = 'voc_data'::regnamespace)),
	0::bigint, 'no trigger is left');
SET ROLE voc_cx;
SELECT lives_ok('INSERT INTO voc_shop.survey VALUES (6, 1, ''c6'')', 'the business goes on');
RESET ROLE;
ROLLBACK TO dropped;

-- ---------------------------------------------------------------------
-- dropping it
-- ---------------------------------------------------------------------

SET ROLE voc_cx;
SELECT alike(pg_temp.fault('SELECT voc.drop_program(''yes'')', true),
	'22023 voc.drop_program() removes every signal, loop and event | confirm is ''yes''. | To go on: SELECT voc.drop_program(confirm => %', 'not without the name of the database');
SELECT alike(pg_temp.fault('SELECT voc.drop_program(NULL)'), '22023 %', 'nor with NULL');
SELECT is((SELECT count(*) FROM voc_data.signal), 3::bigint, 'nothing happened');
SET ROLE voc_admin;
SELECT alike(pg_temp.fault(format('SELECT voc.drop_program(%L)', current_database())), '42501 must be owner of %', 'an admin is no owner');

-- A source that is somebody else's stops it, and leaves all as it was
SET ROLE voc_app;
CREATE SCHEMA voc_theirs;
GRANT USAGE ON SCHEMA voc_theirs TO voc_cx;
CREATE TABLE voc_theirs.ticket (id integer PRIMARY KEY, comment text);
GRANT TRIGGER ON voc_theirs.ticket TO voc_cx;
SET ROLE voc_cx;
SELECT lives_ok('SELECT voc.attach(''voc_theirs.ticket'', comment => ''comment'')', 'a table of somebody else''s, with the TRIGGER right');
SELECT is(pg_temp.fault(format('SELECT voc.drop_program(%L)', current_database())), '42501 must be owner of relation ticket',
	'its owner has to detach it first');
SELECT is((SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'zz_voc_capture%' AND tgrelid = 'voc_shop.survey'::regclass), 4::bigint, 'nothing happened');
SET ROLE voc_app;
DROP TABLE voc_theirs.ticket;
SET ROLE voc_cx;
SELECT is(voc.drop_program(confirm => current_database()), 'program dropped, and 3 signals with it', 'the owner drops it');
RESET ROLE;
SELECT is(to_regnamespace('voc_data')::text || to_regnamespace('voc_bi'), NULL, 'both schemas are gone');
SELECT is((SELECT count(*) FROM pg_trigger WHERE tgfoid = 'voc.capture()'::regprocedure), 0::bigint, 'and the triggers on sources');
SET ROLE voc_cx;
SELECT lives_ok('INSERT INTO voc_shop.survey VALUES (7, 1, ''c7'')', 'the sources stay');

-- and again, in the same session: nothing remembered of the old one is used
SELECT lives_ok('SELECT voc.create_program()', 'a program can be made anew');
SELECT lives_ok($$SELECT voc.attach('voc_shop.survey', score => 'nps', scale => 'nps')$$, 'with the same source');
INSERT INTO voc_shop.survey VALUES (8, 1, 'c8'), (9, 99, 'c9');
SELECT is((SELECT string_agg(source_key, ',') FROM voc_data.signal) || ' ' || (SELECT string_agg(source_key, ',') FROM voc_data.rejected),
	'8 9', 'and captures');

-- dropped by hand, the triggers are left behind: they warn and do no harm
DROP SCHEMA voc_bi CASCADE;
DROP SCHEMA voc_data CASCADE;
SELECT lives_ok('INSERT INTO voc_shop.survey VALUES (10, 1, ''c10'')', 'triggers without a program only warn');
SELECT lives_ok('UPDATE voc_shop.survey SET nps = 2', 'on UPDATE too');
SELECT lives_ok('TRUNCATE voc_shop.survey', 'and on TRUNCATE');

SELECT * FROM finish();
ROLLBACK;
