/* sql/82_weigh.sql: weights of signals, and whether they are like the customer base */

CREATE FUNCTION voc.population()
RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM voc.check_program();
    RETURN (SELECT jsonb_object_agg(d.dimension, d.categories)
            FROM (SELECT p.dimension, jsonb_object_agg(p.category, p.share) AS categories
                  FROM voc_data.population AS p
                  GROUP BY p.dimension) AS d);
END
$$;

COMMENT ON FUNCTION voc.population() IS
'The shares of voc_data.population as targets of voc.rake(): {"plan": {"basic": 70, "gold": 30}, ...}; NULL when there are none. In a query write (SELECT voc.population()), which is asked once and not for each row. Errors: VO010, VO011.';

CREATE FUNCTION voc.signal_categories(segment jsonb, channel text, touchpoint text, language text)
RETURNS jsonb
LANGUAGE SQL STABLE PARALLEL SAFE
AS $$SELECT coalesce(segment, '{}') OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object('channel', channel, 'touchpoint', touchpoint, 'language', language)$$;

COMMENT ON FUNCTION voc.signal_categories(jsonb, text, text, text) IS
'A signal''s categories as voc.rake() takes them: those of its segment, and its channel, touchpoint and language, which go before keys of the segment with these names. NULL arguments are no category.';

CREATE FUNCTION voc.weigh_signals(
	since timestamptz DEFAULT NULL,
	until timestamptz DEFAULT NULL,
	period text DEFAULT 'month',
	trim_low double precision DEFAULT NULL,
	trim_high double precision DEFAULT NULL,
	max_iterations integer DEFAULT NULL,
	tolerance double precision DEFAULT NULL)
RETURNS TABLE (period_start timestamptz, signals bigint, left_out bigint, changed bigint, converged boolean, iterations integer, max_deviation double precision, effective_n double precision, design_effect double precision, smallest double precision, largest double precision, trimmed bigint, note text)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = error
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    targets jsonb := voc.population();
    step interval := CASE period WHEN 'day' THEN '1 day' WHEN 'week' THEN '7 days' WHEN 'month' THEN '1 month' WHEN 'quarter' THEN '3 months' WHEN 'year' THEN '1 year' END;
    lower_end timestamptz := '-infinity';
    upper_end timestamptz := 'infinity';
    part record;
    raking voc.raking;
BEGIN
    IF period IS NULL OR period <> 'all' AND step IS NULL THEN
        RAISE EXCEPTION 'unknown period: %', coalesce(quote_literal(period), 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'The periods are day, week, month, quarter, year and all.';
    END IF;
    IF targets IS NULL THEN
        RAISE EXCEPTION 'nothing is known of the customer base'
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'INSERT INTO voc_data.population (dimension, category, share) VALUES (''plan'', ''basic'', 70), ...';
    END IF;
    -- Options that are none are an error here, and not the note of a period.
    PERFORM voc.rake('{"x": "x"}', '{"x": {"x": 1}}', 1, trim_low, trim_high, max_iterations, tolerance) OVER ();

    -- Whole periods: half of one would get weights that do not fit the other half.
    IF since IS NOT NULL THEN
        lower_end := CASE WHEN period = 'all' THEN since ELSE date_trunc(period, since::timestamp) END;
    END IF;
    IF until IS NOT NULL THEN
        upper_end := CASE WHEN period = 'all' OR date_trunc(period, until::timestamp)::timestamptz = until THEN until ELSE date_trunc(period, until::timestamp) + step END;
    END IF;
    FOR part IN
        -- by what local clocks and calendars show: where clocks change at midnight, too
        SELECT CASE WHEN period = 'all' THEN lower_end ELSE p.local::timestamptz END AS first,
               CASE WHEN period = 'all' THEN upper_end ELSE (p.local + step)::timestamptz END AS last, count(*) AS signals
        FROM voc_data.signal AS s
        CROSS JOIN LATERAL (SELECT CASE WHEN period = 'all' THEN '-infinity' ELSE date_trunc(period, s.occurred_at::timestamp) END AS local) AS p
        WHERE s.retracted_at IS NULL AND s.score IS NOT NULL AND s.occurred_at >= lower_end AND s.occurred_at < upper_end
        GROUP BY p.local
        ORDER BY p.local
    LOOP
        raking := NULL;
        note := NULL;
        BEGIN
            raking := (
                SELECT voc.rake_report(voc.signal_categories(s.segment, s.channel, s.touchpoint, s.language), targets, 1, trim_low, trim_high, max_iterations, tolerance)
                FROM voc_data.signal AS s
                WHERE s.retracted_at IS NULL AND s.score IS NOT NULL AND s.occurred_at >= part.first AND s.occurred_at < part.last);
            UPDATE voc_data.signal AS s
            SET weight = w.weight
            FROM (SELECT s.id, voc.rake(voc.signal_categories(s.segment, s.channel, s.touchpoint, s.language), targets, 1, trim_low, trim_high, max_iterations, tolerance) OVER () AS weight
                  FROM voc_data.signal AS s
                  WHERE s.retracted_at IS NULL AND s.score IS NOT NULL AND s.occurred_at >= part.first AND s.occurred_at < part.last) AS w
            WHERE s.id = w.id AND s.weight IS DISTINCT FROM w.weight;
            GET DIAGNOSTICS changed = ROW_COUNT;
            IF NOT raking.converged THEN
                note := format('not converged: the weights of category "%s" of dimension "%s" are off by %s %% of the signals', raking.category, raking.dimension, round(raking.max_deviation::numeric * 100, 3));
            END IF;
        EXCEPTION WHEN invalid_parameter_value THEN
            note := 'not weighted: ' || SQLERRM;
            UPDATE voc_data.signal AS s
            SET weight = NULL
            WHERE s.retracted_at IS NULL AND s.score IS NOT NULL AND s.occurred_at >= part.first AND s.occurred_at < part.last AND s.weight IS NOT NULL;
            GET DIAGNOSTICS changed = ROW_COUNT;
        END;
        period_start := nullif(part.first, '-infinity');
        signals := coalesce(raking.rows, 0);
        left_out := part.signals - signals;
        converged := raking.converged;
        iterations := raking.iterations;
        max_deviation := raking.max_deviation;
        effective_n := raking.effective_n;
        design_effect := raking.design_effect;
        smallest := raking.smallest;
        largest := raking.largest;
        trimmed := raking.trimmed;
        RETURN NEXT;
    END LOOP;
END
$$;

COMMENT ON FUNCTION voc.weigh_signals(timestamptz, timestamptz, text, double precision, double precision, integer, double precision) IS
'Gives each live signal with a score the weight (signal.weight) with which the scores of its period have the shares of voc_data.population: voc.rake() over all its dimensions. since, until: of the time of the feedback, the end not included, widened to whole periods; NULL: any. period: day, week, month, quarter, year, in the session''s time zone, or all. The rest as voc.rake() has it. A signal of a category that the population does not have keeps no weight, and counts as 1. Returns a row for each period: its beginning (NULL: the beginning of all), the signals that have a weight and those left out, how many weights changed, and what voc.rake_report() says; note: why a period has no weights at all (then its old ones are taken away), or how far from the shares it stays. Only weights that change are written. Call it again after feedback came in, or shares changed. For the program''s owner and managers. Errors: 22023 options that are none, an unknown period or no population; VO010, VO011.';

-- ---------------------------------------------------------------------
-- is the sample like the population
-- ---------------------------------------------------------------------

CREATE FUNCTION voc.representativeness(since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL)
RETURNS TABLE (dimension text, category text, n bigint, sample_share double precision, population_share double precision, difference double precision, weighted_share double precision, chi_square double precision, df integer, p double precision, verdict text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
BEGIN
    PERFORM voc.check_program();
    RETURN QUERY
    WITH target AS (
        SELECT p.dimension, p.category, p.share / nullif(sum(p.share) OVER (PARTITION BY p.dimension), 0) AS share
        FROM voc_data.population AS p
    ), alike AS (
        SELECT s.segment, s.channel, s.touchpoint, s.language, count(*) AS n, sum(coalesce(s.weight, 1)::numeric) AS weight
        FROM voc_data.signal AS s
        WHERE s.retracted_at IS NULL AND s.score IS NOT NULL
        AND (since IS NULL OR s.occurred_at >= since) AND (until IS NULL OR s.occurred_at < until)
        GROUP BY 1, 2, 3, 4
    ), counted AS (
        SELECT d.dimension, voc.signal_categories(a.segment, a.channel, a.touchpoint, a.language) ->> d.dimension AS category, sum(a.n)::bigint AS n, sum(a.weight) AS weight
        FROM alike AS a
        CROSS JOIN (SELECT DISTINCT t.dimension FROM target AS t) AS d
        GROUP BY 1, 2
    ), line AS (
        SELECT coalesce(t.dimension, c.dimension) AS dimension, coalesce(t.category, c.category) AS category,
               coalesce(c.n, 0) AS n, coalesce(c.weight, 0) AS weight, t.share
        FROM target AS t
        FULL JOIN counted AS c ON c.dimension = t.dimension AND c.category = t.category
    ), tested AS (
        SELECT l.dimension,
               sum(l.n) FILTER (WHERE l.share > 0) AS n,
               sum(l.weight) FILTER (WHERE l.share > 0) AS weight,
               voc.sample_test(array_agg(l.n ORDER BY l.category) FILTER (WHERE l.share > 0),
                               array_agg(l.share ORDER BY l.category) FILTER (WHERE l.share > 0)) AS fit
        FROM line AS l
        GROUP BY l.dimension
    )
    SELECT l.dimension, l.category, l.n,
           (CASE WHEN l.share > 0 THEN 100.0 * l.n / nullif(t.n, 0) END)::double precision,
           100 * l.share,
           (CASE WHEN l.share > 0 THEN 100.0 * l.n / nullif(t.n, 0) - 100 * l.share END)::double precision,
           (CASE WHEN l.share > 0 THEN 100.0 * l.weight / nullif(t.weight, 0) END)::double precision,
           (t.fit).chi_square, (t.fit).df, (t.fit).p,
           CASE WHEN l.category IS NULL THEN 'not known'
                WHEN l.share IS NULL OR l.share = 0 AND l.n > 0 THEN 'not in population'
                WHEN l.share = 0 OR coalesce(t.n, 0) = 0 THEN NULL
                WHEN l.n = 0 THEN 'missing'
                WHEN (t.fit).p < 0.05 AND l.n - t.n * l.share > 1.959963984540054 * sqrt(t.n * l.share * (1 - l.share)) THEN 'too many'
                WHEN (t.fit).p < 0.05 AND t.n * l.share - l.n > 1.959963984540054 * sqrt(t.n * l.share * (1 - l.share)) THEN 'too few'
                ELSE 'as expected' END
    FROM line AS l JOIN tested AS t ON t.dimension = l.dimension
    ORDER BY l.dimension, l.share IS NULL, l.category;
END
$$;

COMMENT ON FUNCTION voc.representativeness(timestamptz, timestamptz) IS
'Live signals with a score against voc_data.population, of a period: since, until: time of the feedback, the end not included, NULL: any. One row: a category of a dimension, with its signals (n), their share of those whose category the population has, its share of the population and the difference, in percent and points; the share with weights; the chi-square test of the dimension (signals count as 1 each; p NULL: one category only, or no signals); verdict: too many or too few (p of the dimension below 0.05, and the category itself beyond 1.96 standard errors), missing (no signal at all), as expected, not in population, not known (category NULL: signals without one), NULL: nothing to judge. Errors: VO010, VO011.';

-- ---------------------------------------------------------------------
-- are there enough answers
-- ---------------------------------------------------------------------

CREATE FUNCTION voc.sample_quality(since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL)
RETURNS TABLE (scale text, figure text, dimension text, category text, month date, n bigint, good bigint, middle bigint, bad bigint, effective_n double precision, design_effect double precision, score double precision, margin double precision, too_small boolean, note text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
BEGIN
    PERFORM voc.check_program();

    -- Counted once for all dimensions, then merged for each.  Where what is not
    -- good counts as passive, the score is the percentage of good ones.
    RETURN QUERY
    WITH counted AS (
        SELECT s.scale, c.kind, date_trunc('month', s.occurred_at)::date AS month, s.touchpoint, s.channel, s.language, s.segment,
               voc.tally_nps(CASE WHEN s.score >= c.good_min THEN 10 WHEN c.kind = 'nps' AND s.score <= c.bad_max THEN 0 ELSE 8 END, coalesce(s.weight, 1)) AS tally,
               count(*) FILTER (WHERE s.score <= c.bad_max) AS bad
        FROM voc_data.signal AS s
        JOIN voc_data.scale AS c ON c.code = s.scale
        WHERE s.retracted_at IS NULL AND s.score IS NOT NULL
        AND (since IS NULL OR s.occurred_at >= since) AND (until IS NULL OR s.occurred_at < until)
        GROUP BY 1, 2, 3, 4, 5, 6, 7
    ), merged AS (
        SELECT c.scale, c.kind, c.month, d.dimension, d.category, voc.merge(c.tally) AS tally, sum(c.bad)::bigint AS bad
        FROM counted AS c
        CROSS JOIN LATERAL (
            VALUES ('all', 'all'), ('touchpoint', c.touchpoint), ('channel', c.channel), ('language', c.language)
            UNION ALL
            SELECT e.key, e.value
            FROM jsonb_each_text(c.segment) AS e
            WHERE e.key NOT IN ('all', 'touchpoint', 'channel', 'language')) AS d (dimension, category)
        WHERE d.category IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5
    ), estimated AS (
        SELECT m.*, voc.responses(m.tally) AS n, voc.promoters(m.tally) AS good, voc.effective_n(m.tally) AS effective_n, voc.nps(m.tally) AS score,
               CASE WHEN m.kind = 'nps' THEN voc.nps_margin(m.tally) ELSE (i.high - i.low) / 2 END AS margin
        FROM merged AS m
        CROSS JOIN LATERAL voc.share_interval(least(voc.effective_n(m.tally) * greatest(voc.nps(m.tally), 0) / 100, voc.effective_n(m.tally)), voc.effective_n(m.tally)) AS i
    )
    SELECT e.scale, CASE WHEN e.kind = 'nps' THEN 'nps' ELSE 'satisfied' END, e.dimension, e.category, e.month,
           e.n, e.good, e.n - e.good - e.bad, e.bad,
           e.effective_n, voc.design_effect(e.tally), e.score, e.margin,
           e.score IS NULL OR e.effective_n < p.min_effective_n OR coalesce(e.margin > p.max_margin, false),
           CASE WHEN e.score IS NULL THEN 'all weights are 0'
                WHEN e.effective_n < p.min_effective_n THEN format('effective n %s is below %s', round(e.effective_n::numeric, 1), p.min_effective_n)
                WHEN e.margin > p.max_margin THEN format('margin %s is above %s', round(e.margin::numeric, 1), p.max_margin) END
    FROM estimated AS e
    CROSS JOIN voc_data.program AS p;
END
$$;

COMMENT ON FUNCTION voc.sample_quality(timestamptz, timestamptz) IS
'Whether figures have enough answers to be read, of a period: since, until: time of the feedback, the end not included, NULL: any. One row: a scale, a category of a dimension (all, touchpoint, channel, language, or a key of segments) and a calendar month in the session''s time zone, with its answers (n, good, middle, bad), how many effective ones these are by their weights, the design effect, the score (NPS, or the percentage of good answers on other scales; weighted), its margin at 95 % in points (adjusted Wald, or half of Wilson''s interval), and whether it is too small: fewer effective answers than program.min_effective_n, a margin above program.max_margin, or no weight at all; note says which. Errors: VO010, VO011.';
