/* sql/70_listen.sql: attaching sources of feedback */

CREATE FUNCTION voc.capture()
RETURNS trigger
AS 'MODULE_PATHNAME', 'voc_capture'
LANGUAGE C;

COMMENT ON FUNCTION voc.capture() IS
'Trigger of attached tables, AFTER each statement, with transition tables old_feedback and new_feedback: writes signals, opinions, loops and rejections as the owner of the program. Made by voc.attach(). What it reads is what voc_data.source says of the table; on any other table it warns and does nothing.';

CREATE FUNCTION voc.capture_page(relation regclass, after text[], rows integer, OUT last_key text[], OUT read bigint, OUT captured bigint, OUT rejected bigint)
RETURNS record
AS 'MODULE_PATHNAME', 'voc_capture_page'
LANGUAGE C;

COMMENT ON FUNCTION voc.capture_page(regclass, text[], integer) IS
'Captures one page of rows that are in a source already; voc.backfill() calls it. after: key of the row before the page, NULL for the first page. rows: size of the page. Returns the last key (NULL: no row left) and how many rows were read, captured and rejected. Needs SELECT and UPDATE on the source (rows are locked FOR SHARE). Error: VO012 not an attached source.';

CREATE FUNCTION voc.retract_gone(relation regclass, since timestamptz)
RETURNS bigint
AS 'MODULE_PATHNAME', 'voc_retract_gone'
LANGUAGE C;

COMMENT ON FUNCTION voc.retract_gone(regclass, timestamptz) IS
'Of what was captured of a source before a moment, and not again since, retracts that whose row is not there any more; voc.backfill() calls it when it has read the whole source, for rows that left while nobody looked. Returns how many signals and rejections that were. Needs SELECT on the source. Error: VO012 not an attached source.';

CREATE FUNCTION voc.column_of(relation regclass, column_name text, wanted text)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    kind "char";
    base oid;
    len smallint;
    columns text;
BEGIN
    IF column_name IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT t.typcategory, CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END, t.typlen
    INTO kind, base, len
    FROM pg_catalog.pg_attribute AS a
    JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
    WHERE a.attrelid = relation AND a.attname = column_name AND a.attnum > 0 AND NOT a.attisdropped;
    IF NOT FOUND THEN
        SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) INTO columns
        FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped;
        RAISE EXCEPTION 'column "%" of % does not exist', column_name, relation
            USING ERRCODE = 'undefined_column',
                  HINT = format('Its columns are %s.', columns);
    END IF;
    IF (wanted = 'time' AND base NOT IN ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype))
        OR (wanted = 'text' AND (kind <> 'S' OR len <> -1))
        OR (wanted = 'number' AND kind NOT IN ('N', 'S', 'B', 'E'))
    THEN
        RAISE EXCEPTION 'column "%" of % has type %, which cannot be read as %', column_name, relation, format_type(base, NULL), wanted
            USING ERRCODE = 'datatype_mismatch',
                  HINT = CASE wanted
                      WHEN 'time' THEN 'Use a column of type timestamptz, timestamp or date.'
                      WHEN 'text' THEN 'Use a column of type text, varchar or char.'
                      ELSE 'Use a column of a number type, boolean or text.' END;
    END IF;
    RETURN column_name;
END
$$;

COMMENT ON FUNCTION voc.column_of(regclass, text, text) IS
'Checks that a table has a column which can be read as wanted (text, number, time, any), and returns its name; NULL for NULL. Errors: 42703 no such column (the hint lists them), 42804 wrong type.';

CREATE FUNCTION voc.key_of(relation regclass, wanted text[])
RETURNS text[]
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found text[];
BEGIN
    -- A key identifies every row at every moment: unique, not deferrable,
    -- whole, on columns that are never NULL. The primary key comes first.
    SELECT k.columns INTO found
    FROM pg_catalog.pg_index AS i
    CROSS JOIN LATERAL (
        SELECT array_agg(a.attname::text ORDER BY n.ord) AS columns,
               bool_and(a.attnotnull) AS complete
        FROM unnest(i.indkey::smallint[]) WITH ORDINALITY AS n (attnum, ord)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = n.attnum
        WHERE n.ord <= i.indnkeyatts) AS k
    WHERE i.indrelid = relation
    AND i.indisunique AND i.indimmediate AND i.indisvalid
    AND i.indpred IS NULL AND i.indexprs IS NULL
    AND k.complete
    AND (wanted IS NULL OR (k.columns @> wanted AND k.columns <@ wanted))
    ORDER BY i.indisprimary DESC, cardinality(k.columns), i.indexrelid
    LIMIT 1;
    IF found IS NULL AND wanted IS NULL THEN
        RAISE EXCEPTION '% has no key', relation
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  DETAIL = 'Updates and deletions can be followed only when rows can be told apart.',
                  HINT = format('ALTER TABLE %s ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;', relation);
    END IF;
    IF found IS NULL THEN
        RAISE EXCEPTION 'columns (%) are no key of %', array_to_string(wanted, ', '), relation
            USING ERRCODE = 'invalid_foreign_key',
                  HINT = 'A key needs a unique index on just these columns, not partial, not deferrable, and all of them NOT NULL.';
    END IF;
    RETURN found;
END
$$;

COMMENT ON FUNCTION voc.key_of(regclass, text[]) IS
'The columns that identify a row of a table: its primary key, or else a unique index on NOT NULL columns; with wanted, the index on just those columns. Errors: 55000 no key, 42830 wanted is no key.';

CREATE FUNCTION voc.source_guard()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- Who may put a trigger on a table may read what is written to it; who
    -- may edit this table alone may not.
    IF (NEW.relation, NEW.key_columns, NEW.comment_column, NEW.score_column, NEW.customer_column, NEW.occurred_at_column, NEW.channel_column, NEW.touchpoint_column, NEW.language_column, NEW.segment_columns, NEW.redact)
        IS DISTINCT FROM
       (OLD.relation, OLD.key_columns, OLD.comment_column, OLD.score_column, OLD.customer_column, OLD.occurred_at_column, OLD.channel_column, OLD.touchpoint_column, OLD.language_column, OLD.segment_columns, OLD.redact)
       AND NOT coalesce(has_table_privilege(current_user, NEW.relation, 'TRIGGER'), true)
    THEN
        RAISE EXCEPTION 'permission denied to change what of % is read', NEW.relation
            USING ERRCODE = 'insufficient_privilege',
                  HINT = format('GRANT TRIGGER ON %s TO %I;', NEW.relation, current_user);
    END IF;
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION voc.source_guard() IS
'Trigger of voc_data.source, BEFORE UPDATE FOR EACH ROW: which columns of a table are read, and whether personal data is masked, may be changed only by a role that has the TRIGGER right on it, as voc.attach() needs it. Error: 42501.';

CREATE FUNCTION voc.source_of(relation regclass)
RETURNS bigint
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT s.id
        FROM voc_data.source AS s
        JOIN pg_catalog.pg_class AS c ON c.oid = s.relation
        WHERE s.relation = source_of.relation AND s.detached_at IS NULL
        ORDER BY EXISTS (
                SELECT FROM pg_catalog.pg_trigger AS t
                WHERE t.tgrelid = s.relation AND t.tgfoid = 'voc.capture()'::regprocedure
                AND t.tgargs = convert_to(s.id::text, 'SQL_ASCII') || '\x00'::bytea) DESC,
            s.relation_name = format('%s.%I', c.relnamespace::regnamespace, c.relname) DESC,
            s.id DESC
        LIMIT 1);
END
$$;

COMMENT ON FUNCTION voc.source_of(regclass) IS
'The number of the source that a table is attached as, or NULL. A source whose table was dropped keeps the number of that table, which another may have after a restore: the one that the table''s own triggers name goes before.';

CREATE FUNCTION voc.install_triggers(relation regclass)
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    member regclass;
    event text;
    clause text;
    enabled "char";
    source_id bigint;
    made integer := 0;
BEGIN
    source_id := voc.source_of(relation);
    IF source_id IS NULL THEN
        RAISE EXCEPTION '% is not an attached source', coalesce(relation::text, 'NULL')
            USING ERRCODE = 'VO012',
                  HINT = 'SELECT voc.attach() for it first.';
    END IF;
    FOR member IN
        SELECT relation
        UNION ALL
        SELECT t.relid FROM pg_catalog.pg_partition_tree(relation) AS t
        JOIN pg_catalog.pg_class AS c ON c.oid = t.relid AND c.relkind IN ('r', 'p')
        WHERE t.relid <> relation
    LOOP
        FOR event, clause IN
            VALUES ('insert', 'REFERENCING NEW TABLE AS new_feedback'),
                   ('update', 'REFERENCING OLD TABLE AS old_feedback NEW TABLE AS new_feedback'),
                   ('delete', 'REFERENCING OLD TABLE AS old_feedback'),
                   ('truncate', '')
        LOOP
            SELECT t.tgenabled INTO enabled
            FROM pg_catalog.pg_trigger AS t
            WHERE t.tgrelid = member AND t.tgname = 'zz_voc_capture_' || event;
            IF enabled = 'D' THEN
                EXECUTE format('ALTER TABLE %s ENABLE TRIGGER %I', member, 'zz_voc_capture_' || event);
                made := made + 1;
            END IF;
            CONTINUE WHEN FOUND;
            EXECUTE format('CREATE TRIGGER %I AFTER %s ON %s %s FOR EACH STATEMENT EXECUTE FUNCTION voc.capture(%L)',
                           'zz_voc_capture_' || event, event, member, clause, source_id);
            made := made + 1;
        END LOOP;
    END LOOP;
    RETURN made;
END
$$;

COMMENT ON FUNCTION voc.install_triggers(regclass) IS
'Puts the capture triggers on an attached table and on each of its partitions, where they are missing, enables those that are disabled, and returns how many it made or enabled. Call it after a partition was added. They are named to fire after the table''s own. Needs the TRIGGER right on each table, and ownership to enable one. Error: VO012 not attached.';

CREATE FUNCTION voc.attach(relation regclass, comment text DEFAULT NULL, score text DEFAULT NULL, scale text DEFAULT NULL, customer text DEFAULT NULL, occurred_at text DEFAULT NULL, channel text DEFAULT NULL, touchpoint text DEFAULT NULL, segments text[] DEFAULT '{}', language text DEFAULT NULL, key text[] DEFAULT NULL, default_channel text DEFAULT NULL, default_touchpoint text DEFAULT NULL, on_error text DEFAULT 'reject', redact boolean DEFAULT false)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    cls pg_catalog.pg_class;
    full_name text;
    old_id bigint;
    source_id bigint;
    segment text;
BEGIN
    PERFORM voc.check_program();
    IF relation IS NULL THEN
        RAISE EXCEPTION 'which table to attach is NULL'
            USING ERRCODE = 'null_value_not_allowed';
    END IF;

    -- what it is
    SELECT * INTO cls FROM pg_catalog.pg_class AS c WHERE c.oid = relation;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'relation % does not exist', relation
            USING ERRCODE = 'undefined_table';
    END IF;
    full_name := format('%s.%I', cls.relnamespace::regnamespace, cls.relname);
    IF cls.relkind NOT IN ('r', 'p') THEN
        RAISE EXCEPTION '% is %, which cannot carry capture triggers', relation,
            CASE cls.relkind WHEN 'v' THEN 'a view' WHEN 'm' THEN 'a materialized view' WHEN 'f' THEN 'a foreign table'
                WHEN 'S' THEN 'a sequence' WHEN 'i' THEN 'an index' WHEN 'I' THEN 'an index' ELSE 'a relation of another kind' END
            USING ERRCODE = 'wrong_object_type',
                  HINT = 'Attach the tables that the rows are kept in, or copy them to a table here and attach that.';
    END IF;
    IF cls.relpersistence = 't' THEN
        RAISE EXCEPTION '% is a temporary table', relation
            USING ERRCODE = 'wrong_object_type',
                  HINT = 'Attach a permanent table.';
    END IF;
    IF cls.relnamespace IN ('pg_catalog'::regnamespace, 'voc_data'::regnamespace) THEN
        RAISE EXCEPTION '% belongs to the system or to the program itself', relation
            USING ERRCODE = 'wrong_object_type',
                  HINT = 'Attach a table of your own.';
    END IF;
    IF cls.relispartition THEN
        RAISE EXCEPTION '% is a partition', relation
            USING ERRCODE = 'wrong_object_type',
                  HINT = 'Attach the partitioned table; its partitions are captured with it.';
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_inherits AS i WHERE i.inhparent = relation OR i.inhrelid = relation) AND cls.relkind = 'r' THEN
        RAISE EXCEPTION '% inherits from another table, or is inherited from', relation
            USING ERRCODE = 'wrong_object_type',
                  DETAIL = 'Rows that are read through the parent would be taken for its own.',
                  HINT = 'Use a partitioned table, or copy the rows to a table without inheritance and attach that.';
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_class AS c WHERE c.relname = 'pg_dist_partition' AND c.relnamespace = 'pg_catalog'::regnamespace) THEN
        EXECUTE 'SELECT 1 FROM pg_catalog.pg_dist_partition WHERE logicalrelid = $1' INTO source_id USING relation;
        IF source_id IS NOT NULL THEN
            RAISE EXCEPTION '% is distributed, and Citus allows no triggers on it', relation
                USING ERRCODE = 'wrong_object_type',
                      HINT = 'Copy its rows to a local table and attach that.';
        END IF;
    END IF;

    -- what is to be read
    IF comment IS NULL AND score IS NULL THEN
        RAISE EXCEPTION 'neither a comment nor a score column is named'
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Name one of them at least: voc.attach(..., comment => ''...'', score => ''...'', scale => ''nps'').';
    END IF;
    IF (score IS NULL) <> (scale IS NULL) THEN
        RAISE EXCEPTION 'score and scale go together'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('score is %s, scale is %s.', coalesce(quote_literal(score), 'NULL'), coalesce(quote_literal(scale), 'NULL')),
                  HINT = 'A score means something on a scale only, such as scale => ''nps''.';
    END IF;
    IF scale IS NOT NULL AND NOT EXISTS (SELECT FROM voc_data.scale AS s WHERE s.code = attach.scale) THEN
        RAISE EXCEPTION 'scale "%" does not exist', scale
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = format('The scales are %s; add your own to voc_data.scale.', (SELECT string_agg(s.code, ', ' ORDER BY s.code) FROM voc_data.scale AS s));
    END IF;
    IF on_error IS NULL OR on_error NOT IN ('reject', 'raise') THEN
        RAISE EXCEPTION 'on_error is %', coalesce(quote_literal(on_error), 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'It is ''reject'' or ''raise''.';
    END IF;
    IF redact IS NULL THEN
        RAISE EXCEPTION 'whether to redact is NULL'
            USING ERRCODE = 'null_value_not_allowed',
                  HINT = 'It is true or false.';
    END IF;
    IF default_channel IS NOT NULL AND NOT EXISTS (SELECT FROM voc_data.channel AS c WHERE c.code = attach.default_channel) THEN
        RAISE EXCEPTION 'channel "%" does not exist', default_channel
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = format('The channels are %s; add your own to voc_data.channel.', (SELECT string_agg(c.code, ', ' ORDER BY c.code) FROM voc_data.channel AS c));
    END IF;
    PERFORM voc.column_of(relation, comment, 'text');
    PERFORM voc.column_of(relation, score, 'number');
    PERFORM voc.column_of(relation, customer, 'any');
    PERFORM voc.column_of(relation, occurred_at, 'time');
    PERFORM voc.column_of(relation, channel, 'any');
    PERFORM voc.column_of(relation, touchpoint, 'any');
    PERFORM voc.column_of(relation, language, 'any');
    FOREACH segment IN ARRAY coalesce(segments, '{}') LOOP
        IF segment IS NULL THEN
            RAISE EXCEPTION 'a segment column is NULL'
                USING ERRCODE = 'null_value_not_allowed';
        END IF;
        PERFORM voc.column_of(relation, segment, 'any');
    END LOOP;
    key := voc.key_of(relation, key);

    -- One attach at a time, so that a table is attached once.
    LOCK TABLE voc_data.source IN SHARE ROW EXCLUSIVE MODE;
    IF EXISTS (
        SELECT FROM voc_data.source AS s
        JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = s.relation AND t.tgfoid = 'voc.capture()'::regprocedure
            AND t.tgargs = convert_to(s.id::text, 'SQL_ASCII') || '\x00'::bytea
        WHERE s.relation = attach.relation AND s.detached_at IS NULL)
    THEN
        RAISE EXCEPTION '% is attached already', relation
            USING ERRCODE = 'duplicate_object',
                  HINT = 'Change its row in voc_data.source, or SELECT voc.detach() first.';
    END IF;
    IF default_touchpoint IS NOT NULL THEN
        INSERT INTO voc_data.touchpoint (code, title)
        VALUES (default_touchpoint, default_touchpoint)
        ON CONFLICT (code) DO NOTHING;
    END IF;

    -- A table that is attached again is the same source, with the same signals.
    -- (After a restore its OID may be that of another, which was dropped.)
    SELECT s.id INTO old_id
    FROM voc_data.source AS s
    WHERE s.relation = attach.relation
    AND (s.relation_name = full_name OR (s.detached_at IS NOT NULL AND to_regclass(s.relation_name) IS NULL))
    ORDER BY s.relation_name = full_name DESC, s.id DESC
    LIMIT 1;
    IF old_id IS NULL THEN
        INSERT INTO voc_data.source AS s (relation, relation_name, key_columns, comment_column, score_column, scale, customer_column, occurred_at_column, channel_column, touchpoint_column, language_column, segment_columns, default_channel, default_touchpoint, on_error, redact)
        VALUES (attach.relation, full_name, attach.key, attach.comment, attach.score, attach.scale, attach.customer, attach.occurred_at, attach.channel, attach.touchpoint, attach.language, coalesce(attach.segments, '{}'), attach.default_channel, attach.default_touchpoint, attach.on_error, attach.redact)
        RETURNING s.id INTO source_id;
    ELSE
        UPDATE voc_data.source AS s
        SET relation_name = full_name,
            key_columns = attach.key,
            comment_column = attach.comment,
            score_column = attach.score,
            scale = attach.scale,
            customer_column = attach.customer,
            occurred_at_column = attach.occurred_at,
            channel_column = attach.channel,
            touchpoint_column = attach.touchpoint,
            language_column = attach.language,
            segment_columns = coalesce(attach.segments, '{}'),
            default_channel = attach.default_channel,
            default_touchpoint = attach.default_touchpoint,
            on_error = attach.on_error,
            redact = attach.redact,
            attached_at = now(),
            detached_at = NULL
        WHERE s.id = old_id
        RETURNING s.id INTO source_id;
    END IF;
    PERFORM voc.install_triggers(relation);
    RETURN source_id;
END
$$;

COMMENT ON FUNCTION voc.attach(regclass, text, text, text, text, text, text, text, text[], text, text[], text, text, text, boolean) IS
'Makes a table a source of feedback: from now on, whatever is inserted, updated or deleted there is captured in the same transaction. relation: a table or partitioned table with a key. comment, score, customer, occurred_at, channel, touchpoint, language: names of its columns; a comment or a score is needed. scale: what the score means (voc_data.scale). segments: columns kept in signal.segment. key: the key to use, default the primary key. default_channel, default_touchpoint: for rows that name none. on_error: reject (a faulty row goes to voc_data.rejected, the statement succeeds) or raise. redact: mask personal data in comments, as voc.redact() does, before they are stored, scored and coded. Returns the number of the source. Needs the TRIGGER right on the table and INSERT on voc_data.source. Errors: 42710 attached already, 42809 a view, foreign or temporary table or a partition, 55000 no key, 42703 no such column, 42804 wrong type, 22023 wrong scale or argument, 22004 a NULL where none may be, VO010, VO011.';

CREATE FUNCTION voc.detach(relation regclass)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    source_id bigint;
    trg record;
BEGIN
    PERFORM voc.check_program();
    UPDATE voc_data.source AS s
    SET detached_at = now(),
        relation_name = (SELECT format('%s.%I', c.relnamespace::regnamespace, c.relname) FROM pg_catalog.pg_class AS c WHERE c.oid = s.relation)
    WHERE s.id = voc.source_of(detach.relation)
    RETURNING s.id INTO source_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION '% is not an attached source', relation
            USING ERRCODE = 'VO012',
                  HINT = 'voc_bi.source lists the sources.';
    END IF;
    FOR trg IN
        SELECT t.tgname, t.tgrelid::regclass AS member, pg_has_role(current_user, c.relowner, 'USAGE') AS mine
        FROM pg_catalog.pg_trigger AS t
        JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
        WHERE t.tgfoid = 'voc.capture()'::regprocedure
        AND NOT t.tgisinternal
        AND (t.tgrelid = relation OR t.tgrelid IN (SELECT p.relid FROM pg_catalog.pg_partition_tree(relation) AS p))
        ORDER BY t.tgrelid, t.tgname
    LOOP
        IF trg.mine THEN
            EXECUTE format('DROP TRIGGER %I ON %s', trg.tgname, trg.member);
        ELSE
            RAISE NOTICE 'trigger % of % is left to its owner to drop; it does nothing any more', trg.tgname, trg.member;
        END IF;
    END LOOP;
    RETURN source_id;
END
$$;

COMMENT ON FUNCTION voc.detach(regclass) IS
'Ends capture from a table and drops its triggers there (those on tables that are not the caller''s stay, and do nothing); its signals and loops stay. Returns the number of the source; voc.attach() makes it the same source again. Needs UPDATE on voc_data.source. A source whose table was dropped needs no detaching. Errors: VO012 not attached, VO010, VO011.';

CREATE PROCEDURE voc.backfill(relation regclass, batch integer DEFAULT 10000)
LANGUAGE plpgsql
AS $$
DECLARE
    page record;
    after text[];
    total_read bigint := 0;
    total_captured bigint := 0;
    total_rejected bigint := 0;
    retracted bigint;
    started timestamptz := pg_catalog.now();
BEGIN
    PERFORM voc.check_program();
    IF batch IS NULL OR batch OPERATOR(pg_catalog.<) 0 THEN
        RAISE EXCEPTION 'batch is %', coalesce(batch::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Give the number of rows between two commits, or 0 for no commit at all.';
    END IF;
    LOOP
        SELECT p.* INTO page FROM voc.capture_page(relation, after, CASE WHEN batch OPERATOR(pg_catalog.=) 0 THEN 10000 ELSE batch END) AS p;
        EXIT WHEN page.last_key IS NULL;
        IF page.last_key OPERATOR(pg_catalog.=) after THEN
            RAISE EXCEPTION 'the key of % does not go on after %', relation, after
                USING ERRCODE = 'data_exception',
                      HINT = 'Its order and its text form do not fit; attach the table with another key.';
        END IF;
        after := page.last_key;
        total_read := total_read OPERATOR(pg_catalog.+) page.read;
        total_captured := total_captured OPERATOR(pg_catalog.+) page.captured;
        total_rejected := total_rejected OPERATOR(pg_catalog.+) page.rejected;
        IF batch OPERATOR(pg_catalog.>) 0 THEN
            COMMIT;
        END IF;
        RAISE NOTICE '% rows of % read, % captured, % rejected', total_read, relation, total_captured, total_rejected;
    END LOOP;
    retracted := voc.retract_gone(relation, started);
    IF retracted OPERATOR(pg_catalog.>) 0 THEN
        RAISE NOTICE '% signals of rows that are gone from % retracted', retracted, relation;
    END IF;
END
$$;

COMMENT ON PROCEDURE voc.backfill(regclass, integer) IS
'Captures the rows that an attached table holds already, tries rejected ones again, and retracts signals of rows that are gone. batch: rows between two commits; 0 commits nothing, for use within a transaction. Tells its progress by notices. May be stopped and called again: a row is a signal once. Needs SELECT and UPDATE on the table, whose rows it locks FOR SHARE a batch at a time. Errors: VO012 not attached, VO010, VO011.';
