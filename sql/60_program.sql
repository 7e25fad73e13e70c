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

CREATE FUNCTION voc.program_tables()
RETURNS text
LANGUAGE SQL STABLE PARALLEL SAFE
AS $function$
SELECT CASE
    WHEN pg_catalog.current_setting('server_version_num')::pg_catalog.int4 >= 150000 THEN t.script
    ELSE pg_catalog.replace(t.script, ' WITH (security_invoker = true)', '') END
FROM (VALUES ($program$
@tables@
$program$::text)) AS t (script)
$function$;

COMMENT ON FUNCTION voc.program_tables() IS
'The statements that make the program''s tables, with their default rows; executed by voc.create_program().';

CREATE FUNCTION voc.program_triggers()
RETURNS text
LANGUAGE SQL IMMUTABLE PARALLEL SAFE
AS $function$
SELECT $program$
@triggers@
$program$::text
$function$;

COMMENT ON FUNCTION voc.program_triggers() IS
'The statements that make the triggers of the program''s tables; executed by voc.create_program(), and by voc.upgrade_program() where they are missing.';

CREATE FUNCTION voc.program_views()
RETURNS text
LANGUAGE SQL STABLE PARALLEL SAFE
AS $function$
SELECT CASE
    WHEN pg_catalog.current_setting('server_version_num')::pg_catalog.int4 >= 150000 THEN t.script
    ELSE pg_catalog.replace(t.script, ' WITH (security_invoker = true)', '') END
FROM (VALUES ($program$
@views@
$program$::text)) AS t (script)
$function$;

COMMENT ON FUNCTION voc.program_views() IS
'The statements that make the views of voc_bi; executed by voc.create_program(), and by voc.upgrade_program() where they are missing. For servers before 15 the option security_invoker is left out.';

CREATE FUNCTION voc.forged_program()
RETURNS TABLE (what text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
BEGIN
    -- Here and not in SQL, since every function of the program asks: its plan is kept.
    RETURN QUERY
    WITH schema AS (
        SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = 'voc_data'
    ), trusted AS (
        -- who could do what they like anyway, and who harms themselves only
        SELECT r.oid FROM pg_roles AS r WHERE r.rolsuper OR r.rolname = current_user
    ), relation AS (
        SELECT c.oid, c.relname, c.relkind FROM pg_class AS c, schema AS s WHERE c.relnamespace = s.oid AND c.relowner NOT IN (SELECT t.oid FROM trusted AS t)
    )
    SELECT format('%I is a view or foreign table', r.relname)
    FROM relation AS r
    WHERE r.relkind IN ('v', 'm', 'f') AND r.relname <> 'codebook'
    UNION ALL
    SELECT format('table %I has trigger %I, whose function is %s', r.relname, g.tgname, g.tgfoid::regprocedure)
    FROM relation AS r
    JOIN pg_trigger AS g ON g.tgrelid = r.oid AND NOT g.tgisinternal
    JOIN pg_proc AS p ON p.oid = g.tgfoid
    WHERE p.proowner NOT IN (SELECT t.oid FROM trusted AS t)
    UNION ALL
    SELECT format('table %I has a rule', r.relname)
    FROM relation AS r
    JOIN pg_rewrite AS w ON w.ev_class = r.oid
    WHERE r.relkind IN ('r', 'p')
    UNION ALL
    SELECT format('column %I of table %I is of type %s', a.attname, r.relname, format_type(a.atttypid, a.atttypmod))
    FROM relation AS r
    JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type AS y ON y.oid = a.atttypid
    LEFT JOIN pg_type AS e ON e.oid = y.typelem AND y.typlen = -1
    WHERE r.relkind IN ('r', 'p') AND coalesce(e.typtype, y.typtype) NOT IN ('e', 'r', 'm')
    AND coalesce(e.typowner, y.typowner) NOT IN (SELECT t.oid FROM trusted AS t);
END
$$;

COMMENT ON FUNCTION voc.forged_program() IS
'What in schema voc_data would run functions of somebody whom the caller has no reason to trust, one row each: views, triggers, rules, and columns of composite types, domains or base types, that belong to neither a superuser nor the caller. No rows: nothing. Row-level security policies are not looked at.';

CREATE FUNCTION voc.check_trust()
RETURNS void
AS 'MODULE_PATHNAME', 'voc_check_trust'
LANGUAGE C STABLE;

COMMENT ON FUNCTION voc.check_trust() IS
'Raises VO011 when voc.forged_program() finds something for the current role. A good answer is remembered until a relation, function, type or role changes. Raises nothing without a program.';

CREATE FUNCTION voc.check_program()
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    version text;
BEGIN
    IF pg_catalog.to_regclass('voc_data.program') IS NULL THEN
        RAISE EXCEPTION 'the database has no program'
            USING ERRCODE = 'VO010',
                  HINT = 'SELECT voc.create_program();';
    END IF;
    -- Whoever may create schemas can make this one up, with views, triggers or
    -- types whose functions would run as the caller.
    PERFORM voc.check_trust();
    SELECT p.version INTO version FROM voc_data.program AS p;
    IF version IS DISTINCT FROM voc.program_version() THEN
        RAISE EXCEPTION 'the program''s tables are of version %, the library needs version %', coalesce(version, 'none'), voc.program_version()
            USING ERRCODE = 'VO011',
                  HINT = 'SELECT voc.upgrade_program();';
    END IF;
END
$$;

COMMENT ON FUNCTION voc.check_program() IS
'Raises VO010 when the database has no program, VO011 when its tables are of another version than the library, or when voc.forged_program() finds something in its schema.';

CREATE FUNCTION voc.valid_answer(scale text, score double precision)
RETURNS boolean
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    valid boolean;
BEGIN
    PERFORM voc.check_program();
    SELECT valid_answer.score >= s.low AND valid_answer.score <= s.high AND (NOT s.whole OR valid_answer.score = floor(valid_answer.score))
    INTO valid
    FROM voc_data.scale AS s
    WHERE s.code = valid_answer.scale;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'scale "%" does not exist', scale
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = format('The scales are %s; add your own to voc_data.scale.', (SELECT string_agg(s.code, ', ' ORDER BY s.code) FROM voc_data.scale AS s));
    END IF;
    RETURN valid;
END
$$;

COMMENT ON FUNCTION voc.valid_answer(text, double precision) IS
'Whether score is one of the scale''s, by voc_data.scale, where a program may have scales of its own: within its range, and whole where it must be. What capture rejects is not. NULL if an argument is NULL. Raises 22023 for a scale that is not there, VO010 and VO011 as voc.check_program().';

CREATE FUNCTION voc.create_program()
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
BEGIN
    IF pg_catalog.to_regnamespace('voc_data') IS NOT NULL OR pg_catalog.to_regnamespace('voc_bi') IS NOT NULL THEN
        RAISE EXCEPTION 'schema "voc_data" or "voc_bi" exists already'
            USING ERRCODE = 'duplicate_schema',
                  HINT = 'A database holds one program. SELECT voc.upgrade_program() brings it up to date, voc.drop_program() removes it.';
    END IF;

    EXECUTE voc.program_tables();
    EXECUTE voc.program_triggers();
    EXECUTE voc.program_views();
    PERFORM voc.load_codebook('generic');
    RETURN format('program of version %s created in schemas voc_data and voc_bi, owned by %s', voc.program_version(), current_user);
END
$$;

COMMENT ON FUNCTION voc.create_program() IS
'Makes the program: schema voc_data with its tables, and default teams, channels, scales, touchpoints, the generic code frame, rules and SLAs as rows, and schema voc_bi with views. All of it is owned by the caller, who needs CREATE on the database and nothing more. Returns what was made. Error: 42P06 when one of the schemas exists.';

CREATE FUNCTION voc.repair_program()
RETURNS text[]
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
    mended text[] := '{}';
    before oid[];
    reader record;
    source record;
    made integer;
BEGIN
    -- Triggers: all of them, if one is missing.
    IF (SELECT count(*) FROM pg_catalog.pg_trigger AS t
        WHERE t.tgrelid IN (SELECT c.oid FROM pg_catalog.pg_class AS c WHERE c.relnamespace = 'voc_data'::regnamespace)
        AND t.tgfoid IN ('voc.loop_guard()'::regprocedure, 'voc.loop_log()'::regprocedure, 'voc.loop_messages()'::regprocedure, 'voc.outbox_notify()'::regprocedure, 'voc.append_only()'::regprocedure, 'voc.source_guard()'::regprocedure, 'voc.word_guard()'::regprocedure, 'voc.config_changed()'::regprocedure,
                         'voc.pattern_guard()'::regprocedure, 'voc.codebook_import()'::regprocedure, 'voc.codebook_removal()'::regprocedure, 'voc.coding_changed()'::regprocedure, 'voc.override_changed()'::regprocedure,
                         'voc.override_guard()'::regprocedure, 'voc.topic_renamed()'::regprocedure)
        AND t.tgenabled = CASE WHEN t.tgfoid IN ('voc.config_changed()'::regprocedure, 'voc.coding_changed()'::regprocedure) THEN 'A' ELSE 'O' END)
        < (SELECT count(*) FROM pg_catalog.regexp_matches(voc.program_triggers(), 'CREATE TRIGGER', 'g'))
    THEN
        EXECUTE regexp_replace(voc.program_triggers(), 'CREATE TRIGGER (\w+) ([^;]*?) ON (voc_data\.\w+)',
                               'DROP TRIGGER IF EXISTS \1 ON \3; CREATE TRIGGER \1 \2 ON \3', 'g');
        -- Nobody counted what was changed meanwhile.
        UPDATE voc_data.coding SET codebook_version = codebook_version + 1, lexicon_version = lexicon_version + 1;
        mended := mended || 'triggers of voc_data'::text;
    END IF;

    -- Views: those that are there stay as they are, with what depends on them.
    SELECT array_agg(c.oid) INTO before FROM pg_catalog.pg_class AS c WHERE c.relnamespace = 'voc_bi'::regnamespace;
    IF coalesce(cardinality(before), 0) < (SELECT count(*) FROM pg_catalog.regexp_matches(voc.program_views(), 'CREATE VIEW', 'g')) THEN
        EXECUTE replace(voc.program_views(), 'CREATE VIEW', 'CREATE OR REPLACE VIEW');
        FOR reader IN
            SELECT DISTINCT v.oid::regclass AS view, CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END AS grantee
            FROM pg_catalog.pg_class AS v
            JOIN pg_catalog.pg_class AS s ON s.oid = pg_catalog.to_regclass('voc_bi.signal')
            CROSS JOIN LATERAL pg_catalog.aclexplode(s.relacl) AS a
            WHERE v.relnamespace = 'voc_bi'::regnamespace AND v.oid <> ALL (before) AND a.privilege_type = 'SELECT'
        LOOP
            EXECUTE format('GRANT SELECT ON %s TO %s', reader.view, reader.grantee);
        END LOOP;
        mended := mended || 'views of voc_bi'::text;
    END IF;

    -- Sources: as far as the caller may.
    FOR source IN
        SELECT f.relation, f.relation_name, voc.source_of(f.relation) = f.id AS is_it,
               f.relation_name = format('%s.%I', c.relnamespace::regnamespace, c.relname) AS same_name,
               EXISTS (SELECT FROM pg_catalog.pg_trigger AS t WHERE t.tgrelid = f.relation AND t.tgfoid = 'voc.capture()'::regprocedure) AS has_some
        FROM voc_data.source AS f JOIN pg_catalog.pg_class AS c ON c.oid = f.relation
        WHERE f.detached_at IS NULL
    LOOP
        CONTINUE WHEN NOT source.is_it;
        -- Renamed since, or, after a restore, another table with its number.
        IF NOT source.same_name AND NOT source.has_some THEN
            mended := mended || format('not %s, which was attached as %s (if it is the same: SELECT voc.install_triggers(%L))', source.relation, source.relation_name, source.relation::text);
            CONTINUE;
        END IF;
        BEGIN
            made := voc.install_triggers(source.relation);
            IF made > 0 THEN
                mended := mended || format('%s triggers of %s', made, source.relation);
            END IF;
        EXCEPTION WHEN insufficient_privilege THEN
            mended := mended || format('not the triggers of %s (its owner may SELECT voc.install_triggers(%L))', source.relation, source.relation::text);
        END;
    END LOOP;
    RETURN mended;
END
$$;

COMMENT ON FUNCTION voc.repair_program() IS
'Puts back what is missing of the program: triggers of its tables, views of voc_bi (readable to those who can read voc_bi.signal), capture triggers of attached sources. Needed after DROP EXTENSION voc CASCADE, which takes them along; voc.upgrade_program() calls it. Returns what was mended. For the program''s owner.';

CREATE FUNCTION voc.upgrade_program()
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found text;
    mended text[];
BEGIN
    IF pg_catalog.to_regclass('voc_data.program') IS NULL THEN
        RAISE EXCEPTION 'the database has no program'
            USING ERRCODE = 'VO010',
                  HINT = 'SELECT voc.create_program();';
    END IF;
    SELECT p.version INTO found FROM voc_data.program AS p FOR UPDATE;
    IF found IS DISTINCT FROM voc.program_version() THEN
        RAISE EXCEPTION 'there is no way from program version % to %', coalesce(found, 'none'), voc.program_version()
            USING ERRCODE = 'VO011',
                  HINT = 'Install the version of voc that made the program, or a newer one.';
    END IF;
    mended := voc.repair_program();
    IF mended = '{}' THEN
        RETURN format('the program is of version %s already', found);
    END IF;
    RETURN format('the program is of version %s; mended: %s', found, array_to_string(mended, ', '));
END
$$;

COMMENT ON FUNCTION voc.upgrade_program() IS
'Brings the program''s tables to the version of the library, after ALTER EXTENSION voc UPDATE, and puts back what is missing of triggers and views. For the program''s owner. Returns what was done; does nothing when there is nothing to do. Errors: VO010 no program, VO011 no way from its version.';

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
    IF level IS NULL OR level NOT IN ('reader', 'agent', 'manager', 'admin', 'worker') THEN
        RAISE EXCEPTION 'unknown level of access: %', coalesce(quote_literal(level), 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'The levels are reader, agent, manager and admin; each includes those before it. Apart from them there is worker.';
    END IF;

    -- worker: sends messages, and knows nothing else
    IF level = 'worker' THEN
        EXECUTE format('GRANT USAGE ON SCHEMA voc_data TO %s', role_name);
        EXECUTE format('GRANT SELECT ON voc_data.program, voc_data.outbox TO %s', role_name);
        EXECUTE format('GRANT UPDATE (state, attempts, not_before, claimed_by, claimed_until, sent_at, last_error) ON voc_data.outbox TO %s', role_name);
        RETURN format('%s is now %s', role_name, level);
    END IF;

    -- reader: all figures, and the rows behind them (views check that themselves),
    -- but not what messages say: a token in the wrong hands answers for the customer
    EXECUTE format('GRANT USAGE ON SCHEMA voc_data, voc_bi TO %s', role_name);
    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA voc_bi TO %s', role_name);
    EXECUTE (SELECT format('GRANT SELECT ON %s TO %s', string_agg(c.oid::regclass::text, ', '), role_name)
             FROM pg_catalog.pg_class AS c
             WHERE c.relnamespace = 'voc_data'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relname <> 'outbox');
    EXECUTE format('GRANT SELECT (id, message_id, kind, recipient_kind, recipient, channel, loop_id, signal_id, customer, created_at, not_before, state, attempts, claimed_by, claimed_until, due_at, sent_at) ON voc_data.outbox TO %s', role_name);

    -- agent: moves loops, but not their clocks, and corrects how signals were coded
    IF level IN ('agent', 'manager', 'admin') THEN
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON voc_data.coding_override TO %s', role_name);
        EXECUTE format('GRANT UPDATE (state, owner, contact_mode, resolution, root_cause, outcome, evidence, dismiss_reason, next_contact_at, goodwill, level, version) ON voc_data.loop TO %s', role_name);
    END IF;

    -- manager: also teams, severities, late entries, and what the program is made of
    IF level IN ('manager', 'admin') THEN
        EXECUTE format('GRANT UPDATE (team, severity, state_since, acknowledge_due, act_due, close_due) ON voc_data.loop TO %s', role_name);
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON voc_data.team, voc_data.channel, voc_data.scale, voc_data.touchpoint, voc_data.topic, voc_data.topic_pattern, voc_data.intent, voc_data.intent_pattern, voc_data.codebook, voc_data.codebook_removed, voc_data.word, voc_data.rule, voc_data.sla, voc_data.sla_target, voc_data.population, voc_data.calendar, voc_data.calendar_span, voc_data.holiday, voc_data.watch TO %s', role_name);
        EXECUTE format('GRANT INSERT, UPDATE ON voc_data.alert TO %s', role_name);
        EXECUTE format('GRANT UPDATE (name, loop_max_age, max_comment, default_team, min_effective_n, max_margin, outbox_max_attempts, outbox_retry, outbox_max_retry, outbox_notify) ON voc_data.program TO %s', role_name);
        EXECUTE format('GRANT SELECT (dedupe_key, payload, last_error), UPDATE (state, attempts, not_before), INSERT (dedupe_key, kind, recipient_kind, recipient, channel, loop_id, signal_id, customer, payload, created_at, not_before) ON voc_data.outbox TO %s', role_name);
        EXECUTE format('GRANT UPDATE (weight) ON voc_data.signal TO %s', role_name);
    END IF;

    -- admin: also sources (attaching needs a right on the source as well)
    IF level = 'admin' THEN
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON voc_data.source TO %s', role_name);
    END IF;
    RETURN format('%s is now %s', role_name, level);
END
$$;

COMMENT ON FUNCTION voc.grant_access(regrole, text) IS
'Gives a role rights on the program. level: reader (sees everything but what messages say), agent (moves loops), manager (also rules, SLAs, teams, vocabulary, late entries, weights, what is watched, messages but for their tokens), admin (also sources). Each includes those before it. Apart from them, worker: claims messages and tells what became of them, and reads nothing else. For the program''s owner. Errors: 22023 unknown level, 42501 not the owner, VO010, VO011.';
