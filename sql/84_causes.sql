/* sql/84_causes.sql: what drives the scores of the program, and how they move */

CREATE FUNCTION voc.topic_impact(as_of timestamptz DEFAULT now(), since timestamptz DEFAULT NULL)
RETURNS TABLE (topic text, topic_title text, parent text, level integer, team text, signals bigint, named bigint, negative bigint, positive_opinions bigint, negative_opinions bigint, felt bigint, sentiment_sum double precision, sentiment double precision, n bigint, promoters bigint, passives bigint, detractors bigint, n_all bigint, share double precision, nps_with double precision, nps_without double precision, nps_all double precision, impact double precision, impact_low double precision, impact_high double precision, p double precision, q double precision, complaints bigint, complaint_detractors bigint, prize double precision, prize_low double precision, prize_high double precision, prize_p double precision, prize_q double precision, prize_detractors bigint)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
BEGIN
    PERFORM voc.check_program();
    IF as_of IS NULL THEN
        RAISE EXCEPTION 'the time of the figures is NULL'
            USING ERRCODE = 'null_value_not_allowed',
                  HINT = 'Leave as_of out for now.';
    END IF;

    RETURN QUERY
    WITH live AS NOT MATERIALIZED (
        SELECT s.id, CASE WHEN c.kind = 'nps' THEN s.score END AS score, coalesce(s.weight, 1) AS weight
        FROM voc_data.signal AS s
        LEFT JOIN voc_data.scale AS c ON c.code = s.scale
        WHERE s.occurred_at <= as_of AND (since IS NULL OR s.occurred_at >= since)
        AND (s.retracted_at IS NULL OR s.retracted_at > as_of)
    ), total AS (
        SELECT coalesce(voc.tally_nps(v.score, v.weight), '0,0,0') AS tally
        FROM live AS v
    ), met AS (
        -- a signal once for each topic, however often it names it or its parts
        SELECT l.code, max(v.score) AS score, max(v.weight) AS weight,
               bool_or(o.topic = l.code) AS named,
               count(*) FILTER (WHERE o.sentiment_label = 'positive') AS positive,
               count(*) FILTER (WHERE o.sentiment_label = 'negative') AS negative,
               count(o.sentiment) AS felt,
               sum(o.sentiment::double precision) AS sentiment_sum
        FROM voc_data.opinion AS o
        JOIN live AS v ON v.id = o.signal_id
        CROSS JOIN LATERAL unnest(voc.topic_lineage(ARRAY[o.topic])) AS l (code)
        GROUP BY o.signal_id, l.code
    ), said AS (
        SELECT m.code,
               count(*) AS signals,
               count(*) FILTER (WHERE m.named) AS named,
               count(*) FILTER (WHERE m.negative > 0) AS negative,
               sum(m.positive)::bigint AS positive_opinions,
               sum(m.negative)::bigint AS negative_opinions,
               sum(m.felt)::bigint AS felt,
               100 * sum(m.sentiment_sum)::double precision AS sentiment_sum,
               coalesce(voc.tally_nps(m.score, m.weight), '0,0,0') AS tally,
               coalesce(voc.tally_nps(m.score, m.weight) FILTER (WHERE m.negative > 0), '0,0,0') AS complaining
        FROM met AS m
        GROUP BY m.code
    ), part AS (
        SELECT x.*, t.tally AS total,
               voc.nps_tally_subtract(t.tally, x.tally) AS others,
               voc.weight(x.tally) / nullif(voc.weight(t.tally), 0) AS share,
               voc.weight(x.complaining) / nullif(voc.weight(t.tally), 0) AS complaint_share
        FROM said AS x CROSS JOIN total AS t
    ), compared AS (
        -- NPS of all - NPS of the others = share * (NPS with - NPS of the others)
        SELECT a.*,
               voc.compare(a.tally, a.others) AS difference,
               voc.compare(a.others, a.complaining) AS gap,
               voc.nps(a.others) - voc.nps(a.complaining) AS gap_points,
               voc.detractors(a.others)::double precision / nullif(voc.responses(a.others), 0) AS others_detract
        FROM part AS a
    )
    SELECT d.code,
           coalesce(t.title, d.code),
           nullif(regexp_replace(d.code, '[.]?[^.]+$', ''), ''),
           length(regexp_replace(d.code, '[^.]', '', 'g')) + 1,
           t.team,
           d.signals, d.named, d.negative, d.positive_opinions, d.negative_opinions, d.felt, d.sentiment_sum,
           d.sentiment_sum / nullif(d.felt, 0),
           voc.responses(d.tally), voc.promoters(d.tally), voc.passives(d.tally), voc.detractors(d.tally),
           voc.responses(d.total),
           100 * d.share,
           voc.nps(d.tally), voc.nps(d.others), voc.nps(d.total),
           d.share * (voc.nps(d.tally) - voc.nps(d.others)),
           d.share * (d.difference).low,
           d.share * (d.difference).high,
           (d.difference).p,
           voc.adjust_p((d.difference).p) OVER (),
           voc.responses(d.complaining), voc.detractors(d.complaining),
           CASE WHEN voc.weight(d.tally) = 0 OR voc.weight(d.others) = 0 THEN NULL
                WHEN voc.weight(d.complaining) = 0 THEN 0
                ELSE greatest(0, d.complaint_share * d.gap_points) END,
           CASE WHEN d.gap IS NOT NULL THEN greatest(0, d.complaint_share * (d.gap).low) END,
           CASE WHEN d.gap IS NOT NULL THEN greatest(0, d.complaint_share * (d.gap).high) END,
           (d.gap).p,
           voc.adjust_p((d.gap).p) OVER (),
           CASE WHEN voc.responses(d.tally) = 0 OR voc.responses(d.others) = 0 THEN NULL
                ELSE round(greatest(0, voc.detractors(d.complaining) - voc.responses(d.complaining) * d.others_detract))::bigint END
    FROM compared AS d
    LEFT JOIN voc_data.topic AS t ON t.code = d.code;
END
$$;

COMMENT ON FUNCTION voc.topic_impact(timestamptz, timestamptz) IS
'What each topic that customers speak of does to NPS, as of a moment: the columns of view voc_bi.topic_impact, which is this function as of now. as_of: what came later, or was retracted by then, is left out; since: only feedback from this moment on, NULL: all. Errors: 22004 as_of is NULL, VO010, VO011.';

CREATE FUNCTION voc.topic_weights(as_of timestamptz DEFAULT now(), since timestamptz DEFAULT NULL, topics integer DEFAULT 20, predictor text DEFAULT 'presence')
RETURNS TABLE (topic text, topic_title text, n bigint, n_all bigint, correlation double precision, weight double precision, percent double precision, direction text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
DECLARE
    codes text[];
    counts bigint[];
    predictors text;
    correlations text;
    r record;
BEGIN
    PERFORM voc.check_program();
    IF as_of IS NULL THEN
        RAISE EXCEPTION 'the time of the figures is NULL'
            USING ERRCODE = 'null_value_not_allowed',
                  HINT = 'Leave as_of out for now.';
    END IF;
    IF topics IS NULL OR topics NOT BETWEEN 1 AND 64 THEN
        RAISE EXCEPTION 'the number of topics must lie between 1 and 64'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('topics is %s.', coalesce(topics::text, 'NULL'));
    END IF;
    IF predictor IS NULL OR predictor NOT IN ('presence', 'sentiment') THEN
        RAISE EXCEPTION 'unknown kind of predictor: %', coalesce(quote_literal(predictor), 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'The kinds are presence and sentiment.';
    END IF;

    SELECT array_agg(f.code ORDER BY f.n DESC, f.code), array_agg(f.n ORDER BY f.n DESC, f.code)
    INTO codes, counts
    FROM (SELECT u.code, count(*) AS n
          FROM voc_data.signal AS s
          JOIN voc_data.scale AS c ON c.code = s.scale AND c.kind = 'nps'
          CROSS JOIN LATERAL unnest(s.topics) AS u (code)
          WHERE s.score IS NOT NULL
          AND s.occurred_at <= as_of AND (since IS NULL OR s.occurred_at >= since)
          AND (s.retracted_at IS NULL OR s.retracted_at > as_of)
          GROUP BY u.code
          ORDER BY count(*) DESC, u.code
          LIMIT topic_weights.topics) AS f;
    IF codes IS NULL THEN
        RETURN;
    END IF;

    -- One element of x for each topic, written out: a subquery in each row
    -- would take ten times as long.  OFFSET 0 has x made once for each row.
    SELECT string_agg(CASE predictor WHEN 'presence' THEN format('(%L = ANY (s.topics))::integer', u.code)
                              ELSE format('coalesce(avg(o.sentiment) FILTER (WHERE o.topic = %L), 0)', u.code) END, ', ' ORDER BY u.i),
           string_agg(format('corr(a.score, a.x[%s])', u.i), ', ' ORDER BY u.i)
    INTO predictors, correlations
    FROM unnest(codes) WITH ORDINALITY AS u (code, i);
    EXECUTE format(
        'SELECT count(*) AS n, voc.relative_weights(a.score, a.x) AS weights, ARRAY[%s] AS correlations '
        'FROM (SELECT s.score, ARRAY[%s]::double precision[] AS x '
        'FROM voc_data.signal AS s '
        'JOIN voc_data.scale AS c ON c.code = s.scale AND c.kind = ''nps'' %s '
        'WHERE s.score IS NOT NULL '
        'AND s.occurred_at <= $1 AND ($2 IS NULL OR s.occurred_at >= $2) '
        'AND (s.retracted_at IS NULL OR s.retracted_at > $1) %s '
        'OFFSET 0) AS a',
        correlations,
        predictors,
        CASE predictor WHEN 'sentiment' THEN 'LEFT JOIN voc_data.opinion AS o ON o.signal_id = s.id' ELSE '' END,
        CASE predictor WHEN 'sentiment' THEN 'GROUP BY s.id' ELSE '' END)
    INTO r USING as_of, since;

    RETURN QUERY
    SELECT u.code, coalesce(t.title, u.code), u.n, r.n, u.correlation, u.weight,
           100 * u.weight / nullif(sum(u.weight) OVER (), 0),
           CASE sign(u.correlation) WHEN 1 THEN 'raises' WHEN -1 THEN 'lowers' WHEN 0 THEN 'neither' END
    FROM unnest(codes, counts, r.weights, r.correlations) WITH ORDINALITY AS u (code, n, weight, correlation, i)
    LEFT JOIN voc_data.topic AS t ON t.code = u.code
    ORDER BY u.weight DESC NULLS LAST, u.i;
END
$$;

COMMENT ON FUNCTION voc.topic_weights(timestamptz, timestamptz, integer, text) IS
'A second opinion on what drives NPS scores: relative weights (Johnson 2000) of the most frequent topics on the score, 0 to 10, which share out fairly what topics that are spoken of together explain. as_of, since: as in voc.topic_impact(). topics: how many, 1 to 64. predictor: presence (whether an answer names the topic: 1 or 0) or sentiment (the mean sentiment of its opinions on the topic, -1 to +1; 0 where it names it not). Returns, for each topic as opinions name it, without its parts: n answers that name it, of n_all; its correlation with the score; its weight (all weights add up to R squared, the share of the scores'' variance that these topics explain) and percent of that; direction: raises, lowers, neither. Each answer counts once, whatever its weight in voc_data.signal. Weights are NULL with fewer answers than topics + 2, or all scores the same. Errors: 22004 as_of is NULL, 22023 topics or predictor, VO010, VO011.';

CREATE FUNCTION voc.nps_by_period(as_of timestamptz DEFAULT now(), since timestamptz DEFAULT NULL)
RETURNS TABLE (period text, period_start date, period_end date, is_over boolean, n bigint, promoters bigint, passives bigint, detractors bigint, weight double precision, nps double precision, nps_low double precision, nps_high double precision, previous_start date, previous_n bigint, previous_nps double precision, change double precision, change_low double precision, change_high double precision, p double precision, q double precision, changed boolean, direction text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
DECLARE
    max_q CONSTANT double precision := 0.05;
BEGIN
    PERFORM voc.check_program();
    IF as_of IS NULL THEN
        RAISE EXCEPTION 'the time of the figures is NULL'
            USING ERRCODE = 'null_value_not_allowed',
                  HINT = 'Leave as_of out for now.';
    END IF;

    RETURN QUERY
    WITH by_day AS (
        -- the only pass over signals; tallies of days make those of the rest
        SELECT s.occurred_at::date AS day, voc.tally_nps(s.score, coalesce(s.weight, 1)) AS tally
        FROM voc_data.signal AS s
        JOIN voc_data.scale AS c ON c.code = s.scale AND c.kind = 'nps'
        WHERE s.score IS NOT NULL
        AND s.occurred_at <= as_of AND (since IS NULL OR s.occurred_at >= since)
        AND (s.retracted_at IS NULL OR s.retracted_at > as_of)
        GROUP BY 1
    ), by_period AS (
        SELECT k.kind, k.length, date_trunc(k.kind, d.day::timestamp)::date AS start, voc.merge(d.tally) AS tally
        FROM by_day AS d
        CROSS JOIN (VALUES ('day', interval '1 day'), ('week', '7 days'), ('month', '1 month'), ('quarter', '3 months')) AS k (kind, length)
        GROUP BY 1, 2, 3
    ), paired AS (
        -- answers without any weight say nothing, and nothing is compared with them
        SELECT b.*, (b.start + b.length)::date - 1 AS last_day, lag(b.start) OVER w AS previous_start, lag(b.tally) OVER w AS previous
        FROM by_period AS b
        WHERE voc.weight(b.tally) > 0
        WINDOW w AS (PARTITION BY b.kind ORDER BY b.start)
        UNION ALL
        SELECT b.*, (b.start + b.length)::date - 1, NULL, NULL
        FROM by_period AS b
        WHERE NOT voc.weight(b.tally) > 0
    ), compared AS (
        SELECT a.*, voc.compare(a.tally, a.previous) AS difference
        FROM paired AS a
    ), judged AS (
        SELECT d.*, voc.adjust_p((d.difference).p) OVER (PARTITION BY d.kind) AS q
        FROM compared AS d
    )
    SELECT j.kind, j.start, j.last_day, j.last_day < as_of::date,
           voc.responses(j.tally), voc.promoters(j.tally), voc.passives(j.tally), voc.detractors(j.tally),
           voc.weight(j.tally), voc.nps(j.tally), (voc.nps_interval(j.tally)).low, (voc.nps_interval(j.tally)).high,
           j.previous_start, voc.responses(j.previous), voc.nps(j.previous),
           (j.difference).delta, (j.difference).low, (j.difference).high, (j.difference).p, j.q,
           j.q <= max_q,
           CASE WHEN j.q > max_q THEN 'same'
                WHEN (j.difference).delta > 0 THEN 'up'
                WHEN (j.difference).delta < 0 THEN 'down' END
    FROM judged AS j
    ORDER BY CASE j.kind WHEN 'day' THEN 1 WHEN 'week' THEN 2 WHEN 'month' THEN 3 ELSE 4 END, j.start;
END
$$;

COMMENT ON FUNCTION voc.nps_by_period(timestamptz, timestamptz) IS
'NPS by day, week, month and quarter in the session''s time zone, each against the period before, as of a moment: the columns of view voc_bi.nps_by_period, which is this function as of now. as_of: what came later, or was retracted by then, is left out; since: only feedback from this moment on, NULL: all. Errors: 22004 as_of is NULL, VO010, VO011.';

CREATE FUNCTION voc.score_by_period(as_of timestamptz DEFAULT now(), since timestamptz DEFAULT NULL)
RETURNS TABLE (scale text, scale_title text, period text, period_start date, period_end date, is_over boolean, n bigint, satisfied bigint, neutral bigint, dissatisfied bigint, weight double precision, share double precision, share_low double precision, share_high double precision, score_sum double precision, mean double precision, mean_low double precision, mean_high double precision, previous_start date, previous_n bigint, previous_share double precision, previous_mean double precision, change double precision, change_low double precision, change_high double precision, p double precision, q double precision, changed boolean, direction text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
DECLARE
    max_q CONSTANT double precision := 0.05;
BEGIN
    PERFORM voc.check_program();
    IF as_of IS NULL THEN
        RAISE EXCEPTION 'the time of the figures is NULL'
            USING ERRCODE = 'null_value_not_allowed',
                  HINT = 'Leave as_of out for now.';
    END IF;

    RETURN QUERY
    WITH by_day AS (
        -- shares as tallies: the NPS of 10 for the satisfied and 8 for all others
        SELECT c.code, s.occurred_at::date AS day,
               count(*) FILTER (WHERE s.score <= c.bad_max) AS bad,
               voc.tally_nps(CASE WHEN s.score >= c.good_min THEN 10 ELSE 8 END, coalesce(s.weight, 1)) AS tally,
               sum(coalesce(s.weight, 1)) AS weight,
               sum(s.score * coalesce(s.weight, 1)) AS total,
               sum(s.score * s.score * coalesce(s.weight, 1)) AS squares
        FROM voc_data.signal AS s
        JOIN voc_data.scale AS c ON c.code = s.scale AND c.kind <> 'nps'
        WHERE s.score IS NOT NULL
        AND s.occurred_at <= as_of AND (since IS NULL OR s.occurred_at >= since)
        AND (s.retracted_at IS NULL OR s.retracted_at > as_of)
        GROUP BY 1, 2
    ), by_period AS (
        SELECT d.code, k.kind, k.length, date_trunc(k.kind, d.day::timestamp)::date AS start,
               sum(d.bad)::bigint AS bad, voc.merge(d.tally) AS tally,
               sum(d.weight) AS weight, sum(d.total) AS total, sum(d.squares) AS squares
        FROM by_day AS d
        CROSS JOIN (VALUES ('day', interval '1 day'), ('week', '7 days'), ('month', '1 month'), ('quarter', '3 months')) AS k (kind, length)
        GROUP BY 1, 2, 3, 4
    ), figure AS (
        SELECT b.*, (b.start + b.length)::date - 1 AS last_day,
               voc.responses(b.tally) AS n, voc.promoters(b.tally) AS good,
               x.effective_n, voc.nps(b.tally) AS share, b.total / nullif(b.weight, 0) AS mean,
               sqrt(greatest(0, b.squares / nullif(b.weight, 0) - (b.total / nullif(b.weight, 0)) ^ 2)
                    * x.effective_n / nullif(x.effective_n - 1, 0)) AS stddev,
               x.effective_n > 0 AS weighs, least(x.effective_n * voc.nps(b.tally) / 100, x.effective_n) AS effective_good
        FROM by_period AS b
        CROSS JOIN LATERAL (SELECT voc.effective_n(b.tally) AS effective_n) AS x
    ), paired AS (
        -- answers without any weight say nothing, and nothing is compared with them
        SELECT f.*, lag(f.start) OVER w AS previous_start, lag(f.n) OVER w AS previous_n,
               lag(f.share) OVER w AS previous_share, lag(f.mean) OVER w AS previous_mean,
               voc.compare_shares(f.effective_good, f.effective_n, lag(f.effective_good) OVER w, lag(f.effective_n) OVER w) AS difference
        FROM figure AS f
        WHERE f.weighs
        WINDOW w AS (PARTITION BY f.code, f.kind ORDER BY f.start)
        UNION ALL
        SELECT f.*, NULL, NULL, NULL, NULL, NULL
        FROM figure AS f
        WHERE NOT f.weighs
    ), judged AS (
        SELECT a.*, voc.adjust_p((a.difference).p) OVER (PARTITION BY a.code, a.kind) AS q
        FROM paired AS a
    )
    SELECT j.code, c.title, j.kind, j.start, j.last_day, j.last_day < as_of::date,
           j.n, j.good, j.n - j.good - j.bad, j.bad, j.weight,
           j.share, (t.k).low, (t.k).high,
           j.total, j.mean, CASE WHEN t.i IS NOT NULL THEN greatest((t.i).low, c.low) END, CASE WHEN t.i IS NOT NULL THEN least((t.i).high, c.high) END,
           j.previous_start, j.previous_n, j.previous_share, j.previous_mean,
           j.share - j.previous_share, (j.difference).low, (j.difference).high, (j.difference).p, j.q,
           j.q <= max_q,
           CASE WHEN j.q > max_q THEN 'same'
                WHEN j.share > j.previous_share THEN 'up'
                WHEN j.share < j.previous_share THEN 'down' END
    FROM judged AS j
    JOIN voc_data.scale AS c ON c.code = j.code
    CROSS JOIN LATERAL (SELECT voc.mean_interval(j.mean, j.stddev, j.effective_n) AS i,
                               voc.share_interval(least(j.effective_n * j.share / 100, j.effective_n), j.effective_n) AS k) AS t
    ORDER BY j.code, CASE j.kind WHEN 'day' THEN 1 WHEN 'week' THEN 2 WHEN 'month' THEN 3 ELSE 4 END, j.start;
END
$$;

COMMENT ON FUNCTION voc.score_by_period(timestamptz, timestamptz) IS
'Scores on other scales than NPS by day, week, month and quarter in the session''s time zone, each against the period before, as of a moment: the columns of view voc_bi.score_by_period, which is this function as of now. The comparison of shares is that of Agresti and Caffo (Am. Stat. 54 (2000), 280-288): voc.compare_shares() of effective answers. as_of: what came later, or was retracted by then, is left out; since: only feedback from this moment on, NULL: all. Errors: 22004 as_of is NULL, VO010, VO011.';
