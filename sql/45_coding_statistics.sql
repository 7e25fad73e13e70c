/* sql/45_coding_statistics.sql: agreement of coders, emerging words and phrases */

-- ---------------------------------------------------------------------
-- agreement
-- ---------------------------------------------------------------------

CREATE FUNCTION voc.alpha_accum(state internal, unit text, value text)
RETURNS internal
AS 'MODULE_PATHNAME', 'voc_alpha_accum'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION voc.alpha_accum(internal, text, text) IS
'Transition of the aggregate voc.alpha(): one more value of a unit; a row with a NULL is ignored. Raises 54000 when there is no room for more.';

CREATE FUNCTION voc.alpha_accum(state internal, unit text, value text, level text)
RETURNS internal
AS 'MODULE_PATHNAME', 'voc_alpha_accum'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION voc.alpha_accum(internal, text, text, text) IS
'Transition of the aggregate voc.alpha(): one more value of a unit; a row with a NULL is ignored. Raises 22023 for an unknown level, one that changes, and a value that it does not fit; 54000 when there is no room for more.';

CREATE FUNCTION voc.alpha_combine(state internal, other internal)
RETURNS internal
AS 'MODULE_PATHNAME', 'voc_alpha_combine'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION voc.alpha_combine(internal, internal) IS
'Merges two states of the aggregate voc.alpha(). Raises 22023 when their levels differ, 54000 when there is no room.';

CREATE FUNCTION voc.alpha_serialize(state internal)
RETURNS bytea
AS 'MODULE_PATHNAME', 'voc_alpha_serialize'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.alpha_serialize(internal) IS
'State of the aggregate voc.alpha() for another process: a version, the level, the values of the units.';

CREATE FUNCTION voc.alpha_deserialize(state bytea, unused internal)
RETURNS internal
AS 'MODULE_PATHNAME', 'voc_alpha_deserialize'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.alpha_deserialize(bytea, internal) IS
'The reverse of voc.alpha_serialize(). Raises 22P03 for a state of another version.';

CREATE FUNCTION voc.alpha_final(state internal)
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_alpha_final'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION voc.alpha_final(internal) IS
'Final function of the aggregate voc.alpha(): alpha, or NULL where it is not defined. Raises 54000 for more than 10000 different values at the level ratio.';

CREATE AGGREGATE voc.alpha(unit text, value text) (
	SFUNC = voc.alpha_accum,
	STYPE = internal,
	SSPACE = 16384,
	FINALFUNC = voc.alpha_final,
	COMBINEFUNC = voc.alpha_combine,
	SERIALFUNC = voc.alpha_serialize,
	DESERIALFUNC = voc.alpha_deserialize,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.alpha(text, text) IS
'How far coders agree, beyond chance: Krippendorff''s alpha of nominal values. One row: one coder''s value of one unit; any number of coders, gaps allowed. 1: they all agree; 0: as if values were given by chance; below 0: they disagree more. Rows with a NULL are ignored, and so are units with one value. NULL when no unit has two values, or all values are the same, where alpha is not defined. Raises 54000 when there are more than some 50 million different pairs of unit and value.';

CREATE AGGREGATE voc.alpha(unit text, value text, level text) (
	SFUNC = voc.alpha_accum,
	STYPE = internal,
	SSPACE = 16384,
	FINALFUNC = voc.alpha_final,
	COMBINEFUNC = voc.alpha_combine,
	SERIALFUNC = voc.alpha_serialize,
	DESERIALFUNC = voc.alpha_deserialize,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.alpha(text, text, text) IS
'The same at a level of measurement: nominal (values are equal or not), ordinal (numbers that are ranks), interval (numbers), ratio (numbers from 0 up). Raises 22023 for another level, a NULL one or one that changes from row to row, and for a value that is no finite decimal number or, at the level ratio, negative; 54000 as without level, and for more than 10000 different values at the level ratio.';

-- ---------------------------------------------------------------------
-- words and phrases
-- ---------------------------------------------------------------------

CREATE TYPE voc.term_count AS (
	term text,
	key text,
	words integer,
	recent bigint,
	earlier bigint,
	missed bigint,
	example bigint
);

COMMENT ON TYPE voc.term_count IS
'A word or phrase, as voc.count_terms() gives it: term as its example spells it, key in small letters without diacritics (Latin ones), number of words (1 to 3), recent and earlier comments that have it, how many more may have it (missed; 0: the counts are exact), and the number of its example: the recent comment with the lowest number or, if none is recent, the earlier one (NULL: it had no number).';

CREATE FUNCTION voc.count_terms_accum(state internal, comment text, recent boolean, id bigint)
RETURNS internal
AS 'MODULE_PATHNAME', 'voc_count_terms_accum'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;

COMMENT ON FUNCTION voc.count_terms_accum(internal, text, boolean, bigint) IS
'Transition of the aggregate voc.count_terms(): one more comment; it is ignored when comment or recent is NULL.';

CREATE FUNCTION voc.count_terms_accum(state internal, comment text, recent boolean, id bigint, at_least integer)
RETURNS internal
AS 'MODULE_PATHNAME', 'voc_count_terms_accum'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;

COMMENT ON FUNCTION voc.count_terms_accum(internal, text, boolean, bigint, integer) IS
'Transition of the aggregate voc.count_terms(): one more comment; it is ignored when comment or recent is NULL. Raises 22023 when at_least is NULL, negative, or changes.';

CREATE FUNCTION voc.count_terms_combine(state internal, other internal)
RETURNS internal
AS 'MODULE_PATHNAME', 'voc_count_terms_combine'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION voc.count_terms_combine(internal, internal) IS
'Merges two states of the aggregate voc.count_terms(). Raises 22023 when their at_least differ.';

CREATE FUNCTION voc.count_terms_serialize(state internal)
RETURNS bytea
AS 'MODULE_PATHNAME', 'voc_count_terms_serialize'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.count_terms_serialize(internal) IS
'State of the aggregate voc.count_terms() for another process: a version and the terms with their counts.';

CREATE FUNCTION voc.count_terms_deserialize(state bytea, unused internal)
RETURNS internal
AS 'MODULE_PATHNAME', 'voc_count_terms_deserialize'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.count_terms_deserialize(bytea, internal) IS
'The reverse of voc.count_terms_serialize(). Raises 22P03 for a state of another version or a damaged one.';

CREATE FUNCTION voc.count_terms_final(state internal)
RETURNS voc.term_count[]
AS 'MODULE_PATHNAME', 'voc_count_terms_final'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION voc.count_terms_final(internal) IS
'Final function of the aggregate voc.count_terms(): the terms, in no order. A NOTICE says when rare ones had to be forgotten.';

CREATE AGGREGATE voc.count_terms(comment text, recent boolean, id bigint) (
	SFUNC = voc.count_terms_accum,
	STYPE = internal,
	SSPACE = 4000000,
	FINALFUNC = voc.count_terms_final,
	COMBINEFUNC = voc.count_terms_combine,
	SERIALFUNC = voc.count_terms_serialize,
	DESERIALFUNC = voc.count_terms_deserialize,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.count_terms(text, boolean, bigint) IS
'In how many comments each word and phrase is met, recent and earlier ones apart: an array of voc.term_count in no order, to be unnested. A term is one to three words or numbers next to each other in a clause; it neither starts nor ends with a function word, is not made of numbers alone, and has no links, addresses, handles or emoji. A comment counts a term once; id is its number, for the example. Rows where comment or recent is NULL are ignored; NULL when there are no rows. At most 1048576 different terms are kept (150 MB): then the rarest are forgotten by lossy counting, a NOTICE says how many comments these had at most, and column missed by how much a count may be too low.';

CREATE AGGREGATE voc.count_terms(comment text, recent boolean, id bigint, at_least integer) (
	SFUNC = voc.count_terms_accum,
	STYPE = internal,
	SSPACE = 4000000,
	FINALFUNC = voc.count_terms_final,
	COMBINEFUNC = voc.count_terms_combine,
	SERIALFUNC = voc.count_terms_serialize,
	DESERIALFUNC = voc.count_terms_deserialize,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.count_terms(text, boolean, bigint, integer) IS
'The same, of terms only that were counted in at_least recent comments or more. Raises 22023 when at_least is NULL, negative, or changes from row to row.';

CREATE FUNCTION voc.terms_in(comment text, terms text[])
RETURNS integer[]
AS 'MODULE_PATHNAME', 'voc_terms_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;

COMMENT ON FUNCTION voc.terms_in(text, text[]) IS
'Which of these terms a comment has: their places in the array, from 1, each once, in order of appearance. Case and diacritics of Latin letters are of no matter. A term is as voc.count_terms() has it; whatever else stands in the array, or is NULL, is never met, and of equal terms only the first. NULL when an argument is NULL.';

CREATE FUNCTION voc.log_odds(hits bigint, comments bigint, other_hits bigint, other_comments bigint, prior double precision, OUT log_odds double precision, OUT z double precision, OUT p double precision)
AS 'MODULE_PATHNAME', 'voc_log_odds_of_counts'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.log_odds(bigint, bigint, bigint, bigint, double precision) IS
'How much more frequent something is in one set of comments than in another: the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008). hits of comments and other_hits of other_comments have it; the prior has the share of both together and weighs as much as prior comments. log_odds: natural logarithm, 0 when the shares are equal; z: that by its standard error; p: one-sided, of a z as high when the first set has no more of it. NULL when an argument is NULL. Raises 22023 for counts that are no shares, and for a prior that is not positive.';

CREATE FUNCTION voc.emerging(
	since timestamptz DEFAULT now() - interval '7 days',
	until timestamptz DEFAULT now(),
	history interval DEFAULT interval '90 days',
	language text DEFAULT NULL,
	uncoded_only boolean DEFAULT false,
	min_count integer DEFAULT 3,
	max_rows integer DEFAULT 50)
RETURNS TABLE (term text, words integer, recent bigint, recent_comments bigint, earlier bigint, earlier_comments bigint, log_odds double precision, z double precision, p double precision, q double precision, topics text, example text, example_signal bigint)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    candidates voc.term_count[];
    terms text[];
    nrecent bigint;
    nearlier bigint;
BEGIN
    PERFORM voc.check_program();
    IF since IS NULL OR until IS NULL OR since >= until THEN
        RAISE EXCEPTION 'the period from % to % is empty', coalesce(since::text, 'NULL'), coalesce(until::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Give a beginning that is before the end; the end is not part of the period.';
    END IF;
    IF history IS NULL OR since - history >= since THEN
        RAISE EXCEPTION 'the history is %', coalesce(history::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Give how long before the period comments are compared with, such as interval ''90 days''.';
    END IF;
    IF min_count IS NULL OR min_count < 1 THEN
        RAISE EXCEPTION 'min_count is %', coalesce(min_count::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Give in how many recent comments a term must be met, 1 or more.';
    END IF;
    IF max_rows IS NULL OR max_rows < 1 THEN
        RAISE EXCEPTION 'max_rows is %', coalesce(max_rows::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Give how many terms to return, 1 or more.';
    END IF;
    IF uncoded_only IS NULL THEN
        RAISE EXCEPTION 'uncoded_only is NULL'
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Use true for comments without topics, false for all.';
    END IF;

    -- Only what recent comments have can emerge, and only that is then looked
    -- for in the history, where it is counted exactly.
    SELECT count(*), voc.count_terms(s.comment, true, s.id, min_count) INTO nrecent, candidates
    FROM voc_data.signal AS s
    WHERE s.retracted_at IS NULL AND s.comment IS NOT NULL
    AND s.occurred_at >= since AND s.occurred_at < until
    AND (emerging.language IS NULL OR s.language = emerging.language)
    AND (NOT uncoded_only OR s.topics = '{}');
    SELECT array_agg(c ORDER BY c.key COLLATE "C"), array_agg(c.term ORDER BY c.key COLLATE "C") INTO candidates, terms
    FROM unnest(candidates) AS c;
    SELECT count(*) INTO nearlier
    FROM voc_data.signal AS s
    WHERE s.retracted_at IS NULL AND s.comment IS NOT NULL
    AND s.occurred_at >= since - history AND s.occurred_at < since
    AND (emerging.language IS NULL OR s.language = emerging.language)
    AND (NOT uncoded_only OR s.topics = '{}');
    IF nearlier = 0 OR terms IS NULL THEN
        RETURN;
    END IF;

    -- Rows are brought together by grouping, not by joins: how many there are in
    -- an array is nothing that the planner knows.
    RETURN QUERY
    WITH past AS (
        SELECT f.place, count(*) AS n
        FROM voc_data.signal AS s CROSS JOIN LATERAL unnest(voc.terms_in(s.comment, terms)) AS f (place)
        WHERE s.retracted_at IS NULL AND s.comment IS NOT NULL
        AND s.occurred_at >= since - history AND s.occurred_at < since
        AND (emerging.language IS NULL OR s.language = emerging.language)
        AND (NOT uncoded_only OR s.topics = '{}')
        GROUP BY f.place
    ), counted AS MATERIALIZED (
        SELECT max(x.term) AS term, max(x.key) AS key, max(x.words) AS words, max(x.recent) AS recent, coalesce(max(x.earlier), 0) AS earlier, max(x.example) AS example
        FROM (SELECT c.term, c.key, c.words, c.recent, NULL::bigint AS earlier, c.example, c.place
              FROM unnest(candidates) WITH ORDINALITY AS c (term, key, words, recent, earlier, missed, example, place)
              -- What does not read back as it is shown could not be found either.
              WHERE c.place = ANY (voc.terms_in(c.term, terms))
              UNION ALL
              SELECT NULL, NULL, NULL, NULL, b.n, NULL, b.place FROM past AS b) AS x
        GROUP BY x.place
        HAVING count(x.term) = 1
    ), kept AS (
        -- A term that is met in a longer one, and nowhere else, says nothing new.
        SELECT max(x.term) AS term, x.key, max(x.words) AS words, x.recent, x.earlier, max(x.example) AS example
        FROM (SELECT c.term, c.key, c.words, c.recent, c.earlier, c.example
              FROM counted AS c
              UNION ALL
              SELECT NULL, array_to_string(w.word[i.first:l.last], ' '), NULL, c.recent, c.earlier, NULL
              FROM counted AS c
              CROSS JOIN LATERAL (SELECT string_to_array(c.key, ' ')) AS w (word)
              CROSS JOIN LATERAL generate_series(1, c.words) AS i (first)
              CROSS JOIN LATERAL generate_series(i.first, c.words) AS l (last)
              WHERE l.last - i.first + 1 < c.words) AS x
        GROUP BY x.key, x.recent, x.earlier
        HAVING count(*) = 1 AND count(x.term) = 1
    ), rated AS (
        SELECT c.*, o.log_odds, o.z, o.p
        FROM kept AS c
        CROSS JOIN LATERAL voc.log_odds(c.recent, nrecent, c.earlier, nearlier, least(nrecent, nearlier)) AS o
    ), judged AS (
        SELECT r.*, voc.adjust_p(r.p) OVER () AS q
        FROM rated AS r
    ), top AS MATERIALIZED (
        SELECT j.*, row_number() OVER (ORDER BY j.z DESC, j.recent DESC, j.words DESC, j.key COLLATE "C") AS place
        FROM judged AS j
        WHERE j.log_odds > 0
        ORDER BY place
        LIMIT max_rows
    ), met AS (
        SELECT f.place, t.code, count(*) AS n
        FROM voc_data.signal AS s
        CROSS JOIN LATERAL unnest(voc.terms_in(s.comment, (SELECT array_agg(t.term ORDER BY t.place) FROM top AS t))) AS f (place)
        CROSS JOIN LATERAL unnest(s.topics) AS t (code)
        WHERE s.retracted_at IS NULL AND s.comment IS NOT NULL
        AND s.occurred_at >= since AND s.occurred_at < until
        AND (emerging.language IS NULL OR s.language = emerging.language)
        AND NOT uncoded_only
        GROUP BY f.place, t.code
    ), known AS (
        SELECT m.place, string_agg(m.code, ', ' ORDER BY m.n DESC, m.code COLLATE "C") AS topics
        FROM met AS m
        GROUP BY m.place
    )
    SELECT t.term, t.words, t.recent, nrecent, t.earlier, nearlier, t.log_odds, t.z, t.p, t.q, k.topics, s.comment, t.example
    FROM top AS t
    LEFT JOIN known AS k ON k.place = t.place
    LEFT JOIN voc_data.signal AS s ON s.id = t.example
    ORDER BY t.place;
END
$$;

COMMENT ON FUNCTION voc.emerging(timestamptz, timestamptz, interval, text, boolean, integer, integer) IS
'Words and phrases that live comments of a period have more often than those of the history before it, the surest first. since, until: the period, its end not included; history: how long before it comments are compared with; language: ISO 639-1 code of the comments, NULL: all; uncoded_only: those without topics only; min_count: in how many recent comments a term must be met; max_rows: how many terms. Returns term (as its example spells it), words (1 to 3), recent of recent_comments and earlier of earlier_comments that have it, log_odds, z and one-sided p of voc.log_odds() with a prior that weighs as much as the smaller of both sets, q (p after Benjamini and Hochberg, over all terms compared: of the terms with q below 0.05 about 5 % are chance), topics met in those comments (the most frequent first; NULL: none), and an example with its number. A term that is met only within a longer one is left out. No rows when one of the two sets has no comments. Raises 22023 for an empty period, a history that is not positive, min_count or max_rows below 1, VO010, VO011. Needs SELECT on voc_data.signal.';
