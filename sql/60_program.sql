/* sql/60_program.sql: making, upgrading and dropping the program */

CREATE FUNCTION voc.version()
RETURNS text
LANGUAGE SQL STABLE PARALLEL SAFE
AS $$SELECT extversion::text FROM pg_catalog.pg_extension WHERE extname = 'voc'$$;

COMMENT ON FUNCTION voc.version() IS
'Version of the installed library.';

CREATE FUNCTION voc.program_version()
RETURNS text
LANGUAGE SQL IMMUTABLE PARALLEL SAFE
AS $$SELECT '1.0'::text$$;

COMMENT ON FUNCTION voc.program_version() IS
'Version of the program''s tables that this library reads and writes.';

CREATE FUNCTION voc.config_changed()
RETURNS trigger
AS 'MODULE_PATHNAME', 'voc_config_changed'
LANGUAGE C;

COMMENT ON FUNCTION voc.config_changed() IS
'Trigger of the program''s configuration tables, AFTER each statement: makes every backend read them anew once the change is committed.';

CREATE FUNCTION voc.program_script()
RETURNS text
LANGUAGE SQL IMMUTABLE PARALLEL SAFE
AS $function$
SELECT $program$
@program@
$program$::text
$function$;

COMMENT ON FUNCTION voc.program_script() IS
'The statements that voc.create_program() executes; for reading.';

CREATE FUNCTION voc.check_program()
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found text;
BEGIN
    IF pg_catalog.to_regclass('voc_data.program') IS NULL THEN
        RAISE EXCEPTION 'the database has no program'
            USING ERRCODE = 'VO010',
                  HINT = 'SELECT voc.create_program();';
    END IF;
    SELECT p.version INTO found FROM voc_data.program AS p;
    IF found IS DISTINCT FROM voc.program_version() THEN
        RAISE EXCEPTION 'the program''s tables are of version %, the library needs version %', coalesce(found, 'none'), voc.program_version()
            USING ERRCODE = 'VO011',
                  HINT = 'SELECT voc.upgrade_program();';
    END IF;
END
$$;

COMMENT ON FUNCTION voc.check_program() IS
'Raises VO010 when the database has no program, VO011 when its tables are of another version than the library.';

CREATE FUNCTION voc.create_program()
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
    script text := voc.program_script();
BEGIN
    IF pg_catalog.to_regnamespace('voc_data') IS NOT NULL OR pg_catalog.to_regnamespace('voc_bi') IS NOT NULL THEN
        RAISE EXCEPTION 'schema "voc_data" or "voc_bi" exists already'
            USING ERRCODE = 'duplicate_schema',
                  HINT = 'A database holds one program. SELECT voc.upgrade_program() brings it up to date, voc.drop_program() removes it.';
    END IF;

    -- Views that run with the rights of whoever reads them came with 15.
    IF current_setting('server_version_num')::integer < 150000 THEN
        script := replace(script, ' WITH (security_invoker = true)', '');
    END IF;
    EXECUTE script;
    RETURN format('program of version %s created in schemas voc_data and voc_bi, owned by %s', voc.program_version(), current_user);
END
$$;

COMMENT ON FUNCTION voc.create_program() IS
'Makes the program: schema voc_data with its tables, and default teams, channels, scales, touchpoints, topics, rules and SLAs as rows, and schema voc_bi with views. All of it is owned by the caller, who needs CREATE on the database and nothing more. Returns what was made. Error: 42P06 when one of the schemas exists.';

CREATE FUNCTION voc.upgrade_program()
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found text;
BEGIN
    IF pg_catalog.to_regclass('voc_data.program') IS NULL THEN
        RAISE EXCEPTION 'the database has no program'
            USING ERRCODE = 'VO010',
                  HINT = 'SELECT voc.create_program();';
    END IF;
    SELECT p.version INTO found FROM voc_data.program AS p FOR UPDATE;
    IF found = voc.program_version() THEN
        RETURN format('the program is of version %s already', found);
    END IF;
    RAISE EXCEPTION 'there is no way from program version % to %', coalesce(found, 'none'), voc.program_version()
        USING ERRCODE = 'VO011',
              HINT = 'Install the version of voc that made the program, or a newer one.';
END
$$;

COMMENT ON FUNCTION voc.upgrade_program() IS
'Brings the program''s tables to the version of the library, after ALTER EXTENSION voc UPDATE. For the program''s owner. Returns what was done; does nothing when there is nothing to do. Errors: VO010 no program, VO011 no way from its version.';

CREATE FUNCTION voc.drop_program(confirm text)
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
    signals bigint;
    trg record;
BEGIN
    IF pg_catalog.to_regclass('voc_data.program') IS NULL THEN
        RAISE EXCEPTION 'the database has no program'
            USING ERRCODE = 'VO010';
    END IF;
    IF confirm IS DISTINCT FROM pg_catalog.current_database() THEN
        RAISE EXCEPTION 'voc.drop_program() removes every signal, loop and event'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('confirm is %s.', coalesce(quote_literal(confirm), 'NULL')),
                  HINT = format('To go on: SELECT voc.drop_program(confirm => %L);', current_database());
    END IF;
    SELECT count(*) INTO signals FROM voc_data.signal;
    FOR trg IN
        SELECT t.tgname, t.tgrelid::regclass AS relation
        FROM pg_catalog.pg_trigger AS t
        WHERE t.tgfoid = 'voc.capture()'::regprocedure
        AND NOT t.tgisinternal
        AND t.tgparentid = 0
        ORDER BY t.tgrelid, t.tgname
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', trg.tgname, trg.relation);
    END LOOP;
    DROP SCHEMA voc_bi CASCADE;
    DROP SCHEMA voc_data CASCADE;
    RETURN format('program dropped, and %s signals with it', signals);
END
$$;

COMMENT ON FUNCTION voc.drop_program(text) IS
'Removes the program with all its data, the views made on it, and the capture triggers of all sources; the sources stay. confirm: the name of the current database, so that it does not happen by accident. For the program''s owner, who must own the sources too (or detach them first). Errors: VO010 no program, 22023 not confirmed, 42501 not the owner.';

CREATE FUNCTION voc.grant_access(role_name regrole, level text)
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM voc.check_program();
    IF role_name IS NULL THEN
        RAISE EXCEPTION 'which role is to have access is NULL'
            USING ERRCODE = 'null_value_not_allowed';
    END IF;
    IF NOT pg_has_role(current_user, (SELECT c.relowner FROM pg_catalog.pg_class AS c WHERE c.oid = 'voc_data.program'::regclass), 'USAGE') THEN
        RAISE EXCEPTION 'only the owner of the program can give access to it'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF level IS NULL OR level NOT IN ('reader', 'agent', 'manager', 'admin') THEN
        RAISE EXCEPTION 'unknown level of access: %', coalesce(quote_literal(level), 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'The levels are reader, agent, manager and admin; each includes those before it.';
    END IF;

    -- reader: all figures, and the rows behind them (views check that themselves)
    EXECUTE format('GRANT USAGE ON SCHEMA voc_data, voc_bi TO %s', role_name);
    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA voc_bi TO %s', role_name);
    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA voc_data TO %s', role_name);

    -- agent: moves loops, but not their clocks
    IF level IN ('agent', 'manager', 'admin') THEN
        EXECUTE format('GRANT UPDATE (state, owner, contact_mode, resolution, root_cause, outcome, evidence, dismiss_reason, version) ON voc_data.loop TO %s', role_name);
    END IF;

    -- manager: also teams, severities, late entries, and what the program is made of
    IF level IN ('manager', 'admin') THEN
        EXECUTE format('GRANT UPDATE (team, severity, level, state_since, acknowledge_due, act_due, close_due) ON voc_data.loop TO %s', role_name);
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON voc_data.team, voc_data.channel, voc_data.scale, voc_data.touchpoint, voc_data.topic, voc_data.rule, voc_data.sla, voc_data.sla_target TO %s', role_name);
        EXECUTE format('GRANT UPDATE (name, loop_max_age, max_comment, default_team) ON voc_data.program TO %s', role_name);
    END IF;

    -- admin: also sources (attaching needs a right on the source as well)
    IF level = 'admin' THEN
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON voc_data.source TO %s', role_name);
    END IF;
    RETURN format('%s is now %s', role_name, level);
END
$$;

COMMENT ON FUNCTION voc.grant_access(regrole, text) IS
'Gives a role rights on the program. level: reader (sees everything), agent (moves loops), manager (also rules, SLAs, teams, vocabulary, late entries), admin (also sources). Each includes those before it. For the program''s owner. Errors: 22023 unknown level, 42501 not the owner, VO010, VO011.';
