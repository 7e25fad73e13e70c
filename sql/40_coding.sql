/* sql/40_coding.sql: topics, intents and opinions */

-- STABLE, not IMMUTABLE: they read the program's own code frame.

CREATE FUNCTION voc.topics(comment text, language text DEFAULT 'auto')
RETURNS text[]
AS 'MODULE_PATHNAME', 'voc_topics'
LANGUAGE C STABLE STRICT PARALLEL SAFE COST 400;

COMMENT ON FUNCTION voc.topics(text, text) IS
'What a comment is about: codes of topics, each once, in order of appearance; an empty array when none is met. language: ISO 639-1 code, or auto to detect it; texts of a language that cannot be told are looked through with the patterns of all. NULL when an argument is NULL. Raises 22023 for a language that is not known.';

CREATE FUNCTION voc.intents(comment text, language text DEFAULT 'auto')
RETURNS text[]
AS 'MODULE_PATHNAME', 'voc_intents'
LANGUAGE C STABLE STRICT PARALLEL SAFE COST 400;

COMMENT ON FUNCTION voc.intents(text, text) IS
'What the writer of a comment wants: churn, complaint, request, question, praise, purchase, callback, safety_or_legal, each once, in order of appearance; an empty array when none is met. language as in voc.topics(). NULL when an argument is NULL. Raises 22023 for a language that is not known.';

CREATE FUNCTION voc.opinions(comment text, language text DEFAULT 'auto')
RETURNS TABLE (topic text, sentiment real, label text, start integer, length integer, snippet text)
AS 'MODULE_PATHNAME', 'voc_opinions'
LANGUAGE C STABLE STRICT PARALLEL SAFE COST 400 ROWS 3;

COMMENT ON FUNCTION voc.opinions(text, text) IS
'How a comment feels about each thing: one row for a topic met in a clause, with the sentiment of that clause (-1 to +1) and its label (positive, neutral, negative), both NULL when the clause carries no feeling, and where: start is the first character of the words that matched, from 1, length how many characters, snippet the words. language as in voc.topics(). No row when an argument is NULL or nothing is met. Raises 22023 for a language that is not known.';

CREATE TYPE voc.opinion AS (
    topic text,
    sentiment real,
    label text,
    start integer,
    length integer,
    snippet text
);

COMMENT ON TYPE voc.opinion IS
'One topic met in one clause, as voc.opinions() gives it: topic, sentiment (-1 to +1) and label of the clause, both NULL when it carries no feeling, first character from 1, length in characters, and the words.';

COMMENT ON COLUMN voc.opinion.topic IS 'Code of the topic.';
COMMENT ON COLUMN voc.opinion.sentiment IS 'Of the clause, -1 to +1; NULL: no feeling.';
COMMENT ON COLUMN voc.opinion.label IS 'positive, neutral or negative; NULL as for sentiment.';
COMMENT ON COLUMN voc.opinion.start IS 'First character of the words, from 1.';
COMMENT ON COLUMN voc.opinion.length IS 'Characters.';
COMMENT ON COLUMN voc.opinion.snippet IS 'The words.';

CREATE TYPE voc.analysis AS (
    language text,
    sentiment real,
    label text,
    value smallint,
    topics text[],
    intents text[],
    opinions voc.opinion[]
);

COMMENT ON TYPE voc.analysis IS
'All that voc.analyze() finds in a comment: language (ISO 639-1; NULL: cannot be told), sentiment (-1 to +1), label (positive, neutral, negative, mixed) and value (1 to 5), all three NULL with too little evidence, topics, intents, opinions.';

COMMENT ON COLUMN voc.analysis.language IS 'ISO 639-1 code; NULL: cannot be told.';
COMMENT ON COLUMN voc.analysis.sentiment IS '-1 to +1; NULL: too little evidence.';
COMMENT ON COLUMN voc.analysis.label IS 'positive, neutral, negative or mixed; NULL as for sentiment.';
COMMENT ON COLUMN voc.analysis.value IS 'Intensity, 1 to 5; NULL as for sentiment.';
COMMENT ON COLUMN voc.analysis.topics IS 'Codes, each once, in order of appearance.';
COMMENT ON COLUMN voc.analysis.intents IS 'The same of intents.';
COMMENT ON COLUMN voc.analysis.opinions IS 'One for a topic in a clause.';

CREATE FUNCTION voc.analyze(comment text, language text DEFAULT 'auto')
RETURNS voc.analysis
AS 'MODULE_PATHNAME', 'voc_analyze_comment'
LANGUAGE C STABLE STRICT PARALLEL SAFE COST 500;

COMMENT ON FUNCTION voc.analyze(text, text) IS
'Language, sentiment, topics, intents and opinions of a comment in one pass, as capture finds them: with the program''s code frame and words or, in a database without a program, the generic frame of the library. language: ISO 639-1 code, or auto to detect it. NULL when an argument is NULL. Raises 22023 for a language that is not known.';

CREATE FUNCTION voc.analyze_captured(comment text, language text)
RETURNS voc.analysis
AS 'MODULE_PATHNAME', 'voc_analyze_captured'
LANGUAGE C STABLE PARALLEL SAFE COST 500;

COMMENT ON FUNCTION voc.analyze_captured(text, text) IS
'voc.analyze() as capture calls it, for voc.recode(): language is what the source says, whatever that is; NULL: it is detected. NULL for no comment.';

CREATE FUNCTION voc.test_pattern(pattern text, comment text)
RETURNS TABLE (start integer, length integer, snippet text)
AS 'MODULE_PATHNAME', 'voc_test_pattern'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 3;

COMMENT ON FUNCTION voc.test_pattern(text, text) IS
'Where a pattern is met in a comment: one row a match, with its first character from 1, its length in characters, and the words from its first to its last. No row when it is not met or an argument is NULL. Raises 22023 with the place and a hint for a pattern that is not well formed.';

CREATE FUNCTION voc.topic_lineage(topics text[])
RETURNS text[]
AS 'MODULE_PATHNAME', 'voc_topic_lineage'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION voc.topic_lineage(text[]) IS
'The topics and all that they are part of: {delivery.late} gives {delivery,delivery.late}. In byte order, each once; NULL elements are left out. NULL for NULL. Raises 54000 for a code of more than 200 bytes.';

CREATE FUNCTION voc.codebook_rows(codebook text)
RETURNS TABLE ("position" integer, kind text, code text, language text, team text, is_critical boolean, content text)
AS 'MODULE_PATHNAME', 'voc_codebook_rows'
LANGUAGE C STABLE STRICT PARALLEL SAFE COST 5000 ROWS 5000;

COMMENT ON FUNCTION voc.codebook_rows(text) IS
'The rows of a code frame that comes with the library: kind topic (content: what is coded with it), instead_of (content: broader topics that it stands for), title (content: its name in the language), topic_pattern or intent_pattern (content: the pattern; language NULL: every one). codebook: generic, retail, telecom, hospitality or software. Raises 22023 for another name.';

CREATE FUNCTION voc.coding_status()
RETURNS TABLE (codebook_version integer, lexicon_version integer, patterns integer, words integer, bytes bigint)
AS 'MODULE_PATHNAME', 'voc_coding_status'
LANGUAGE C STABLE PARALLEL RESTRICTED COST 100 ROWS 1;

COMMENT ON FUNCTION voc.coding_status() IS
'What this backend has compiled to analyze comments with: versions of the code frame (0: the library''s own) and of the users'' words, number of patterns and words, and memory in bytes.';

CREATE FUNCTION voc.pattern_guard()
RETURNS trigger
AS 'MODULE_PATHNAME', 'voc_pattern_guard'
LANGUAGE C;

COMMENT ON FUNCTION voc.pattern_guard() IS
'Trigger of voc_data.topic_pattern and voc_data.intent_pattern, BEFORE INSERT OR UPDATE: refuses a pattern that is not well formed, with its place and a hint (22023).';

CREATE FUNCTION voc.coding_changed()
RETURNS trigger
AS 'MODULE_PATHNAME', 'voc_coding_changed'
LANGUAGE C;

COMMENT ON FUNCTION voc.coding_changed() IS
'Trigger of the tables of the code frame and of words, BEFORE and AFTER each statement: counts a new version in voc_data.coding, and so makes those who edit them wait for each other. Its argument says of what: codebook or lexicon.';

CREATE FUNCTION voc.codebook_removal()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    subject text := CASE TG_TABLE_NAME WHEN 'topic' THEN 'code' WHEN 'intent_pattern' THEN 'intent' ELSE 'topic' END;
    pattern text := CASE TG_TABLE_NAME WHEN 'topic' THEN 'NULL::text, NULL::text' ELSE 'o.language, o.pattern' END;
BEGIN
    EXECUTE format(
        'INSERT INTO voc_data.codebook_removed (kind, code, language, pattern) '
        'SELECT %L, o.%I, %s FROM %s AS o WHERE o.codebook IS NOT NULL %s ON CONFLICT DO NOTHING',
        TG_TABLE_NAME, subject, pattern,
        CASE TG_OP WHEN 'TRUNCATE' THEN format('voc_data.%I', TG_TABLE_NAME) ELSE 'old_row' END,
        CASE TG_OP WHEN 'TRUNCATE' THEN '' ELSE format(
            'AND NOT EXISTS (SELECT FROM voc_data.%I AS n WHERE n.%I = o.%I %s)', TG_TABLE_NAME, subject, subject,
            CASE TG_TABLE_NAME WHEN 'topic' THEN '' ELSE 'AND n.pattern = o.pattern AND n.language IS NOT DISTINCT FROM o.language' END) END);
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION voc.codebook_removal() IS
'Trigger of the tables of the code frame, AFTER UPDATE or DELETE and BEFORE TRUNCATE: notes which rows of the library''s frames a user removed or rewrote, so that voc.load_codebook() does not bring them back.';

CREATE FUNCTION voc.codebook_new(codebook text, kind text)
RETURNS TABLE (code text, language text, pattern text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT r.code, r.language, r.content FROM voc.codebook_rows($1) AS r '
        'JOIN voc_data.%I AS t ON t.code = r.code '
        'WHERE r.kind = $2 '
        'AND NOT EXISTS (SELECT FROM voc_data.codebook_removed AS x '
        'WHERE x.kind = $2 AND x.code = r.code AND x.language IS NOT DISTINCT FROM r.language AND x.pattern = r.content) '
        'AND NOT EXISTS (SELECT FROM voc_data.%I AS p WHERE p.%I = r.code AND p.pattern = r.content AND p.language IS NOT DISTINCT FROM r.language) '
        'ORDER BY r.position',
        split_part(codebook_new.kind, '_', 1), codebook_new.kind, split_part(codebook_new.kind, '_', 1))
    USING codebook_new.codebook, codebook_new.kind;
END
$$;

COMMENT ON FUNCTION voc.codebook_new(text, text) IS
'The patterns of a code frame of the library that voc.load_codebook() would add. kind: topic_pattern or intent_pattern.';

CREATE FUNCTION voc.load_codebook(codebook text)
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    topics bigint;
    patterns bigint;
    intents bigint;
BEGIN
    PERFORM voc.check_program();
    IF codebook IS NULL THEN
        RAISE EXCEPTION 'which code frame to load is NULL'
            USING ERRCODE = 'null_value_not_allowed',
                  HINT = 'The code frames are generic, retail, telecom, hospitality, software.';
    END IF;

    -- An add-on may be part of topics of the generic frame.
    INSERT INTO voc_data.topic AS t (code, title, titles, team, is_critical, instead_of, about, codebook)
    SELECT r.code, coalesce(n.titles ->> 'en', r.code), coalesce(n.titles, '{}'),
           coalesce((SELECT m.code FROM voc_data.team AS m WHERE m.code = r.team),
                    (SELECT m.code FROM voc_data.team AS m WHERE m.code = p.team)),
           r.is_critical, coalesce(string_to_array(i.content, ' '), '{}'), r.content, load_codebook.codebook
    FROM voc.codebook_rows(load_codebook.codebook) AS r
    LEFT JOIN (SELECT n.code, jsonb_object_agg(n.language, n.content) AS titles
               FROM voc.codebook_rows(load_codebook.codebook) AS n WHERE n.kind = 'title' GROUP BY n.code) AS n ON n.code = r.code
    LEFT JOIN voc.codebook_rows(load_codebook.codebook) AS i ON i.kind = 'instead_of' AND i.code = r.code
    LEFT JOIN (SELECT p.code, p.team FROM voc.codebook_rows(load_codebook.codebook) AS p WHERE p.kind = 'topic'
               UNION
               SELECT p.code, p.team FROM voc.codebook_rows('generic') AS p WHERE p.kind = 'topic') AS p
        ON p.code = split_part(r.code, '.', 1)
    WHERE r.kind = 'topic'
    AND NOT EXISTS (SELECT FROM voc_data.codebook_removed AS x WHERE x.kind = 'topic' AND x.code = r.code)
    ON CONFLICT (code) DO NOTHING;
    GET DIAGNOSTICS topics = ROW_COUNT;

    INSERT INTO voc_data.topic (code, title, titles, team, is_critical, about, codebook)
    SELECT r.code, coalesce(n.titles ->> 'en', r.code), coalesce(n.titles, '{}'),
           (SELECT m.code FROM voc_data.team AS m WHERE m.code = r.team), r.is_critical, r.content, 'generic'
    FROM voc.codebook_rows('generic') AS r
    LEFT JOIN (SELECT n.code, jsonb_object_agg(n.language, n.content) AS titles
               FROM voc.codebook_rows('generic') AS n WHERE n.kind = 'title' GROUP BY n.code) AS n ON n.code = r.code
    WHERE r.kind = 'topic'
    AND load_codebook.codebook <> 'generic'
    AND r.code IN (SELECT unnest(voc.topic_lineage(array_agg(u.code))) FROM voc.codebook_rows(load_codebook.codebook) AS u)
    AND NOT EXISTS (SELECT FROM voc_data.codebook_removed AS x WHERE x.kind = 'topic' AND x.code = r.code)
    ON CONFLICT (code) DO NOTHING;

    -- An INSERT counts as a change of the frame even if it adds nothing.
    SELECT count(*) INTO patterns FROM voc.codebook_new(codebook, 'topic_pattern');
    IF patterns > 0 THEN
        INSERT INTO voc_data.topic_pattern (topic, language, pattern, codebook)
        SELECT n.code, n.language, n.pattern, load_codebook.codebook
        FROM voc.codebook_new(load_codebook.codebook, 'topic_pattern') AS n
        ON CONFLICT DO NOTHING;
        GET DIAGNOSTICS patterns = ROW_COUNT;
    END IF;
    SELECT count(*) INTO intents FROM voc.codebook_new(codebook, 'intent_pattern');
    IF intents > 0 THEN
        INSERT INTO voc_data.intent_pattern (intent, language, pattern, codebook)
        SELECT n.code, n.language, n.pattern, load_codebook.codebook
        FROM voc.codebook_new(load_codebook.codebook, 'intent_pattern') AS n
        ON CONFLICT DO NOTHING;
        GET DIAGNOSTICS intents = ROW_COUNT;
    END IF;
    RETURN format('code frame %s: %s topics, %s of their patterns and %s patterns of intents loaded', codebook, topics, patterns, intents);
END
$$;

COMMENT ON FUNCTION voc.load_codebook(text) IS
'Copies a code frame of the library into the program: topics with titles and owners, and patterns. codebook: generic, retail, telecom, hospitality or software. What is there already stays as it is, and what a user removed or rewrote is not brought back. Feedback captured before is coded anew by CALL voc.recode(). Returns what was loaded. Errors: 22023 for another name, VO010, VO011.';

CREATE FUNCTION voc.codebook_import()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'the code frame is changed in its tables'
            USING ERRCODE = 'feature_not_supported',
                  HINT = 'Use voc_data.topic, voc_data.topic_pattern, voc_data.intent and voc_data.intent_pattern.';
    END IF;
    -- What is there already as it is: an INSERT would count as a change.
    IF EXISTS (SELECT FROM voc_data.codebook AS c WHERE c.kind = NEW.kind AND c.code = NEW.code
               AND c.language IS NOT DISTINCT FROM NEW.language AND c.pattern IS NOT DISTINCT FROM NEW.pattern AND c IS NOT DISTINCT FROM NEW) THEN
        RETURN NEW;
    END IF;
    IF NEW.kind = 'topic' THEN
        INSERT INTO voc_data.topic AS t (code, title, titles, team, is_critical, active, instead_of, about, codebook)
        VALUES (NEW.code, coalesce(NEW.title, NEW.code), coalesce(NEW.titles::jsonb, '{}'), NEW.team, coalesce(NEW.is_critical, false), coalesce(NEW.active, true), coalesce(NEW.instead_of::text[], '{}'), NEW.about, NEW.codebook)
        ON CONFLICT (code) DO UPDATE
        SET title = excluded.title, titles = excluded.titles, team = excluded.team,
            is_critical = excluded.is_critical, active = excluded.active, instead_of = excluded.instead_of, about = excluded.about
        WHERE (t.title, t.titles, t.team, t.is_critical, t.active, t.instead_of, t.about)
            IS DISTINCT FROM (excluded.title, excluded.titles, excluded.team, excluded.is_critical, excluded.active, excluded.instead_of, excluded.about);
    ELSIF NEW.kind = 'intent' THEN
        INSERT INTO voc_data.intent AS t (code, title, active, about)
        VALUES (NEW.code, coalesce(NEW.title, NEW.code), coalesce(NEW.active, true), NEW.about)
        ON CONFLICT (code) DO UPDATE
        SET title = excluded.title, active = excluded.active, about = excluded.about
        WHERE (t.title, t.active, t.about) IS DISTINCT FROM (excluded.title, excluded.active, excluded.about);
    ELSIF NEW.kind = 'topic_pattern' THEN
        INSERT INTO voc_data.topic_pattern AS t (topic, language, pattern, active, note, codebook)
        VALUES (NEW.code, NEW.language, NEW.pattern, coalesce(NEW.active, true), NEW.about, NEW.codebook)
        ON CONFLICT (topic, coalesce(language, ''), pattern) DO UPDATE
        SET active = excluded.active, note = excluded.note
        WHERE (t.active, t.note) IS DISTINCT FROM (excluded.active, excluded.note);
    ELSIF NEW.kind = 'intent_pattern' THEN
        INSERT INTO voc_data.intent_pattern AS t (intent, language, pattern, active, note, codebook)
        VALUES (NEW.code, NEW.language, NEW.pattern, coalesce(NEW.active, true), NEW.about, NEW.codebook)
        ON CONFLICT (intent, coalesce(language, ''), pattern) DO UPDATE
        SET active = excluded.active, note = excluded.note
        WHERE (t.active, t.note) IS DISTINCT FROM (excluded.active, excluded.note);
    ELSE
        RAISE EXCEPTION 'unknown kind of row: %', coalesce(quote_literal(NEW.kind), 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'The kinds are topic, intent, topic_pattern and intent_pattern.';
    END IF;
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION voc.codebook_import() IS
'Trigger of the view voc_data.codebook, INSTEAD OF INSERT: adds a row to the code frame, or changes the one of that code or pattern. Errors: 22023 unknown kind, and those of the tables.';

CREATE FUNCTION voc.apply_overrides(signals bigint[])
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    done bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM voc_data.coding_override AS o WHERE o.signal_id = ANY (signals)) THEN
        RETURN 0;
    END IF;

    -- What the machine says, for voc_bi.coding_quality.
    UPDATE voc_data.coding_override AS o
    SET machine_topics = s.topics, machine_label = s.sentiment_label
    FROM voc_data.signal AS s
    WHERE s.id = ANY (signals) AND o.signal_id = s.id AND o.comment_md5 = md5(s.comment)
    AND (o.machine_topics, o.machine_label) IS DISTINCT FROM (s.topics, s.sentiment_label);

    -- The newest word of anybody counts, each for topics and for sentiment.
    WITH word AS MATERIALIZED (
        SELECT s.id,
               (SELECT (SELECT CASE WHEN o.topics = '{}' OR known.topics <> '{}' THEN known.topics END FROM (SELECT ARRAY(SELECT t.code FROM unnest(o.topics) WITH ORDINALITY AS t (code, turn) WHERE EXISTS (SELECT FROM voc_data.topic AS k WHERE k.code = t.code) ORDER BY t.turn) AS topics) AS known)
                FROM voc_data.coding_override AS o
                WHERE o.signal_id = s.id AND o.topics IS NOT NULL AND o.comment_md5 = md5(s.comment)
                ORDER BY o.made_at DESC, o.coder LIMIT 1) AS topics,
               (SELECT o.sentiment FROM voc_data.coding_override AS o
                WHERE o.signal_id = s.id AND o.sentiment IS NOT NULL AND o.comment_md5 = md5(s.comment)
                ORDER BY o.made_at DESC, o.coder LIMIT 1) AS sentiment
        FROM voc_data.signal AS s
        WHERE s.id = ANY (signals)
    ), said AS (
        UPDATE voc_data.signal AS s
        SET topics = coalesce(w.topics, s.topics),
            sentiment = coalesce(w.sentiment, s.sentiment),
            sentiment_label = CASE WHEN w.sentiment IS NULL THEN s.sentiment_label ELSE voc.label_of(w.sentiment) END,
            value = CASE WHEN w.sentiment IS NULL THEN s.value ELSE voc.value_of(w.sentiment) END
        FROM word AS w
        WHERE s.id = w.id AND (w.topics IS NOT NULL OR w.sentiment IS NOT NULL)
        RETURNING s.id, s.topics, s.sentiment, w.topics IS NOT NULL AS named, w.sentiment IS NOT NULL AS felt
    ), gone AS (
        DELETE FROM voc_data.opinion AS o USING said AS s
        WHERE o.signal_id = s.id AND s.named AND o.topic <> ALL (s.topics)
    ), feels AS (
        UPDATE voc_data.opinion AS o
        SET sentiment = s.sentiment, sentiment_label = voc.label_of(s.sentiment)
        FROM said AS s
        WHERE o.signal_id = s.id AND s.felt AND (NOT s.named OR o.topic = ANY (s.topics))
    ), added AS (
        INSERT INTO voc_data.opinion (signal_id, topic, sentiment, sentiment_label)
        SELECT s.id, t.code, s.sentiment, voc.label_of(s.sentiment)
        FROM said AS s CROSS JOIN LATERAL unnest(s.topics) AS t (code)
        WHERE s.named
        AND NOT EXISTS (SELECT FROM voc_data.opinion AS o WHERE o.signal_id = s.id AND o.topic = t.code)
    )
    SELECT count(*) INTO done FROM said;
    RETURN done;
END
$$;

COMMENT ON FUNCTION voc.apply_overrides(bigint[]) IS
'Puts the corrections of people on signals that the machine has just coded anew, and notes beside them what it said; a correction of a comment that was changed since does not count. Called by capture and voc.code_signals(). Returns how many signals have one.';

CREATE FUNCTION voc.code_signals(signals bigint[])
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    WITH fresh AS MATERIALIZED (
        SELECT s.id, a.language, a.sentiment, a.label, a.value, a.topics, a.intents, a.opinions
        FROM voc_data.signal AS s
        JOIN voc_data.source AS f ON f.id = s.source_id
        CROSS JOIN LATERAL voc.analyze_captured(s.comment, CASE WHEN f.language_column IS NOT NULL THEN s.language END) AS a
        WHERE s.id = ANY (signals) AND s.comment IS NOT NULL
    ), coded AS (
        UPDATE voc_data.signal AS s
        SET language = a.language, sentiment = a.sentiment, sentiment_label = a.label, value = a.value,
            topics = a.topics, intents = a.intents,
            codebook_version = c.codebook_version, lexicon_version = c.lexicon_version
        FROM fresh AS a CROSS JOIN voc_data.coding AS c
        WHERE s.id = a.id
    ), gone AS (
        DELETE FROM voc_data.opinion AS o USING fresh AS a WHERE o.signal_id = a.id
    )
    INSERT INTO voc_data.opinion (signal_id, topic, sentiment, sentiment_label, start, length)
    SELECT a.id, o.topic, o.sentiment, o.label, o.start, o.length
    FROM fresh AS a CROSS JOIN LATERAL unnest(a.opinions) AS o;

    PERFORM voc.apply_overrides(signals);

    UPDATE voc_data.signal AS s
    SET criticality = n.criticality
    FROM (SELECT k.id,
                 CASE WHEN r.severity = 'critical' THEN 'critical'
                      WHEN k.sentiment_label = 'positive' THEN 'routine'
                      WHEN k.topics && (SELECT coalesce(array_agg(t.code), '{}') FROM voc_data.topic AS t WHERE t.is_critical) THEN 'critical'
                      ELSE 'routine' END AS criticality
          FROM voc_data.signal AS k LEFT JOIN voc_data.rule AS r ON r.id = k.rule_id
          WHERE k.id = ANY (signals)) AS n
    WHERE s.id = n.id AND s.criticality <> n.criticality;
    RETURN cardinality(signals);
END
$$;

COMMENT ON FUNCTION voc.code_signals(bigint[]) IS
'Codes these signals anew with the present code frame and words, puts corrections of people on them, and sees whether they are critical. Loops, and the rule that matched at capture, are left alone. For the program''s owner.';

CREATE FUNCTION voc.label_of(sentiment real)
RETURNS text
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
AS $$SELECT CASE WHEN sentiment OPERATOR(pg_catalog.>) 0.07 THEN 'positive' WHEN sentiment OPERATOR(pg_catalog.<) -0.07 THEN 'negative' ELSE 'neutral' END$$;

COMMENT ON FUNCTION voc.label_of(real) IS
'The label of a sentiment from -1 to +1: positive above 0.07, negative below -0.07, else neutral. NULL for NULL.';

CREATE FUNCTION voc.value_of(sentiment real)
RETURNS smallint
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
AS $$SELECT (CASE WHEN sentiment OPERATOR(pg_catalog.<=) -0.45 THEN 1 WHEN sentiment OPERATOR(pg_catalog.<) -0.07 THEN 2 WHEN sentiment OPERATOR(pg_catalog.<=) 0.07 THEN 3 WHEN sentiment OPERATOR(pg_catalog.<) 0.45 THEN 4 ELSE 5 END)::smallint$$;

COMMENT ON FUNCTION voc.value_of(real) IS
'A sentiment from -1 to +1 as intensity from 1 (very negative) to 5 (very positive), as voc.sentiment_value() gives it. NULL for NULL.';

CREATE FUNCTION voc.override(signal bigint, topics text[] DEFAULT NULL, sentiment real DEFAULT NULL, coder text DEFAULT NULL, note text DEFAULT NULL)
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    who text := coalesce(override.coder, nullif(current_setting('voc.actor', true), ''), session_user);
BEGIN
    PERFORM voc.check_program();
    IF topics IS NULL AND sentiment IS NULL THEN
        RAISE EXCEPTION 'neither topics nor sentiment of the correction is given'
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Name the right topics, ''{}'' for none, or a sentiment from -1 to +1, or both.';
    END IF;
    INSERT INTO voc_data.coding_override AS o (signal_id, coder, topics, sentiment, note)
    VALUES (override.signal, who, override.topics, override.sentiment, override.note)
    ON CONFLICT (signal_id, coder) DO UPDATE
    SET topics = CASE WHEN excluded.topics IS NULL AND o.comment_md5 = excluded.comment_md5 THEN o.topics ELSE excluded.topics END,
        sentiment = CASE WHEN excluded.sentiment IS NULL AND o.comment_md5 = excluded.comment_md5 THEN o.sentiment ELSE excluded.sentiment END,
        note = coalesce(excluded.note, o.note),
        made_at = excluded.made_at;
    RETURN (SELECT format('signal %s: topics %s, sentiment %s', s.id, s.topics, coalesce(s.sentiment::text, 'unknown')) FROM voc_data.signal AS s WHERE s.id = override.signal);
END
$$;

COMMENT ON FUNCTION voc.override(bigint, text[], real, text, text) IS
'A person''s correction of how a signal was coded: wins at once, stays when comments are coded anew, and is what voc_bi.coding_quality measures the machine by. signal: its number. topics: all that the comment is about, {} for none; NULL: as they are. sentiment: -1 to +1; NULL: as it is. coder: who says so (default: the setting voc.actor, else the session''s user), one word each: a second call of the same coder replaces the first, that of another one counts besides, the newest wins. note: why. Returns what the signal says now. Errors: 22023 nothing given, an unknown topic, or a sentiment out of range; P0002 no such signal; VO010, VO011.';

CREATE FUNCTION voc.override_guard()
RETURNS trigger
AS 'MODULE_PATHNAME', 'voc_override_guard'
LANGUAGE C;

COMMENT ON FUNCTION voc.override_guard() IS
'Trigger of voc_data.coding_override, BEFORE INSERT OR UPDATE: checks a correction (22023: an unknown topic, a sentiment out of range, nothing said, no comment; P0002: no such signal; VO004: another signal or coder), locks its signal, and fills in when and by whom it was made, of which comment, and what the machine says of it.';

CREATE FUNCTION voc.topic_renamed()
RETURNS trigger
AS 'MODULE_PATHNAME', 'voc_topic_renamed'
LANGUAGE C;

COMMENT ON FUNCTION voc.topic_renamed() IS
'Trigger of voc_data.topic, AFTER UPDATE of the code: renames it where other topics and corrections name it. Signals follow by voc.recode().';

CREATE FUNCTION voc.override_changed()
RETURNS trigger
AS 'MODULE_PATHNAME', 'voc_override_changed'
LANGUAGE C;

COMMENT ON FUNCTION voc.override_changed() IS
'Trigger of voc_data.coding_override, AFTER each row: codes the signal anew and puts the newest correction on it, as the owner of the table.';

CREATE FUNCTION voc.recode_page(after bigint, page_size integer)
RETURNS TABLE (last_id bigint, recoded bigint)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ids bigint[];
BEGIN
    SELECT array_agg(x.id ORDER BY x.id) INTO ids
    FROM (SELECT s.id
          FROM voc_data.signal AS s CROSS JOIN voc_data.coding AS c
          WHERE s.id > after AND s.comment IS NOT NULL
          AND (s.codebook_version IS DISTINCT FROM c.codebook_version OR s.lexicon_version IS DISTINCT FROM c.lexicon_version)
          ORDER BY s.id LIMIT page_size
          FOR NO KEY UPDATE OF s) AS x;
    IF ids IS NULL THEN
        RETURN;
    END IF;

    PERFORM voc.code_signals(ids);
    RETURN QUERY SELECT ids[cardinality(ids)], cardinality(ids)::bigint;
END
$$;

COMMENT ON FUNCTION voc.recode_page(bigint, integer) IS
'Codes the next page_size signals after number after whose coding is not of the present code frame and words; corrections of people stay. Returns the last number and how many, or no row at the end. voc.recode() calls it.';

CREATE FUNCTION voc.stale_signals()
RETURNS bigint
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM voc.check_program();
    RETURN (SELECT count(*)
            FROM voc_data.signal AS s CROSS JOIN voc_data.coding AS c
            WHERE s.comment IS NOT NULL
            AND (s.codebook_version IS DISTINCT FROM c.codebook_version OR s.lexicon_version IS DISTINCT FROM c.lexicon_version));
END
$$;

COMMENT ON FUNCTION voc.stale_signals() IS
'How many signals were coded with another code frame or other words than the present ones: what voc.recode() has to do.';

CREATE PROCEDURE voc.recode(batch integer DEFAULT 5000)
LANGUAGE plpgsql
AS $$
DECLARE
    page record;
    after bigint := 0;
    done bigint := 0;
    stale bigint;
BEGIN
    PERFORM voc.check_program();
    IF batch IS NULL OR batch OPERATOR(pg_catalog.<) 0 THEN
        RAISE EXCEPTION 'batch is %', coalesce(batch::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Give the number of signals between two commits, or 0 for no commit at all.';
    END IF;
    stale := voc.stale_signals();
    LOOP
        SELECT p.* INTO page FROM voc.recode_page(after, CASE WHEN batch OPERATOR(pg_catalog.=) 0 THEN 5000 ELSE batch END) AS p;
        EXIT WHEN page.last_id IS NULL;
        after := page.last_id;
        done := done OPERATOR(pg_catalog.+) page.recoded;
        IF batch OPERATOR(pg_catalog.>) 0 THEN
            COMMIT;
        END IF;
        RAISE NOTICE '% of % signals recoded', done, stale;
    END LOOP;
    IF done OPERATOR(pg_catalog.=) 0 THEN
        RAISE NOTICE 'nothing to recode';
    END IF;
END
$$;

COMMENT ON PROCEDURE voc.recode(integer) IS
'Codes anew the signals whose topics, intents or sentiment were found with an older code frame or other words than the present ones; corrections of people (voc.override) stay, and loops are left alone. batch: signals between two commits; 0 commits nothing, for use within a transaction. Tells its progress by notices. May be stopped and called again: it goes on with what is still stale. For the program''s owner. Errors: 22023, VO010, VO011.';

CREATE FUNCTION voc.coding_sample(n integer, since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL)
RETURNS TABLE (signal_id bigint, language text, stratum text, uncertainty real, topics text[], sentiment_label text, comment text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    PERFORM voc.check_program();
    IF n IS NULL OR n < 1 THEN
        RAISE EXCEPTION 'the size of the sample is %', coalesce(n::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Give how many comments to code, such as 100.';
    END IF;

    -- Strata are languages by first topics; of each in turn, the least sure one.
    RETURN QUERY
    WITH candidate AS (
        SELECT s.id, s.language, s.topics, s.sentiment_label, s.comment,
               concat_ws(' ', coalesce(s.language, '?'), coalesce(split_part(s.topics[1], '.', 1), '-')) AS stratum,
               ((CASE WHEN s.topics = '{}' THEN 0.4 ELSE 0 END)
                + (CASE WHEN s.sentiment_label IS NULL THEN 0.2 WHEN s.sentiment_label = 'mixed' THEN 0.2
                        ELSE 0.2 * (1 - abs(s.sentiment)) END)
                + (CASE WHEN s.score_group IN ('promoter', 'satisfied') AND s.sentiment < 0
                          OR s.score_group IN ('detractor', 'dissatisfied') AND s.sentiment > 0 THEN 0.3 ELSE 0 END)
                + (CASE WHEN cardinality(s.topics) > 3 THEN 0.1 ELSE 0 END))::real AS uncertainty
        FROM voc_data.signal AS s
        WHERE s.retracted_at IS NULL AND s.comment IS NOT NULL
        AND (since IS NULL OR s.occurred_at >= since) AND (until IS NULL OR s.occurred_at < until)
        AND NOT EXISTS (SELECT FROM voc_data.coding_override AS o WHERE o.signal_id = s.id)
    ), ranked AS (
        SELECT c.*, row_number() OVER (PARTITION BY c.stratum ORDER BY c.uncertainty DESC, md5(c.id::text)) AS turn
        FROM candidate AS c
    )
    SELECT r.id, r.language, r.stratum, r.uncertainty, r.topics, r.sentiment_label, r.comment
    FROM ranked AS r
    ORDER BY r.turn, r.uncertainty DESC, r.stratum
    LIMIT n;
END
$$;

COMMENT ON FUNCTION voc.coding_sample(integer, timestamptz, timestamptz) IS
'Comments that a person should code by hand, with voc.override(): n of those nobody has corrected yet, taken in turn from each stratum (language and first part of the first topic), those first that the machine is least sure of (no topic, no or mixed feeling, feeling against the score, very many topics; 0 to 1). since, until: time of the feedback, the end not included; NULL: any. The same call gives the same sample. Errors: 22023 n below 1, VO010, VO011.';

CREATE FUNCTION voc.status()
RETURNS TABLE (name text, value text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    coding record;
BEGIN
    IF to_regclass('voc_data.program') IS NOT NULL THEN
        PERFORM voc.check_program();
    END IF;
    SELECT c.* INTO coding FROM voc.coding_status() AS c;
    RETURN QUERY VALUES ('library version', voc.version()),
                        ('patterns in use', coding.patterns::text),
                        ('own words in use', coding.words::text),
                        ('codebook version in use', coding.codebook_version::text),
                        ('lexicon version in use', coding.lexicon_version::text),
                        ('memory of the compiled code frame, bytes', coding.bytes::text);
    IF to_regclass('voc_data.program') IS NULL THEN
        RETURN QUERY VALUES ('program', 'none');
        RETURN;
    END IF;
    RETURN QUERY SELECT 'program version', p.version FROM voc_data.program AS p;
    RETURN QUERY SELECT 'code frame changed at', c.changed_at::text FROM voc_data.coding AS c;
    RETURN QUERY SELECT 'code frame changed by', c.changed_by FROM voc_data.coding AS c;
    RETURN QUERY
    SELECT v.name, v.value
    FROM (SELECT count(*) AS signals,
                 count(*) FILTER (WHERE s.comment IS NOT NULL) AS comments,
                 count(*) FILTER (WHERE s.comment IS NOT NULL AND s.topics = '{}') AS uncoded,
                 voc.stale_signals() AS stale
          FROM voc_data.signal AS s
          WHERE s.retracted_at IS NULL) AS n,
    LATERAL (VALUES ('live signals', n.signals::text),
                    ('with a comment', n.comments::text),
                    ('in which no topic was met', n.uncoded::text),
                    ('to be recoded', n.stale::text)) AS v (name, value);
    RETURN QUERY SELECT 'open rejections', count(*)::text FROM voc_data.rejected AS x WHERE x.resolved_at IS NULL;
END
$$;

COMMENT ON FUNCTION voc.status() IS
'How the program does, a line each: versions, the code frame that this backend has compiled and its memory, signals with and without topics, how many are to be recoded (CALL voc.recode()), open rejections. In a database without a program, only what the library has. Needs SELECT on the tables of the program.';
