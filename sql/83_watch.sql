/* sql/83_watch.sql: what is unusual in the program */

CREATE FUNCTION voc.test_day(day date, as_of timestamptz DEFAULT now())
RETURNS TABLE (dimension text, item text, measure text, scale text, n bigint, observed double precision, expected double precision, ratio double precision, p double precision, q double precision, method text, history jsonb, alert boolean)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    weeks integer;
    oldest timestamptz;
    beginning date;
    -- fewer days do not tell how much days differ, and what differs is not unusual
    least_days CONSTANT integer := 5;
BEGIN
    PERFORM voc.check_program();
    IF day IS NULL OR as_of IS NULL THEN
        RAISE EXCEPTION '% is NULL', CASE WHEN day IS NULL THEN 'day' ELSE 'as_of' END
            USING ERRCODE = 'null_value_not_allowed',
                  HINT = 'Give the day to test, and the moment as of which, or leave as_of out.';
    END IF;

    -- Days before the first signal are no days without signals.
    SELECT max(w.history_weeks) INTO weeks FROM voc_data.watch AS w WHERE w.active;
    IF weeks IS NULL THEN
        RETURN;
    END IF;
    oldest := test_day.day - 7 * weeks;
    beginning := oldest::date;
    IF NOT EXISTS (SELECT FROM voc_data.signal AS s
                   WHERE s.occurred_at < oldest AND (s.retracted_at IS NULL OR s.retracted_at > as_of)) THEN
        SELECT min(s.occurred_at)::date INTO beginning
        FROM voc_data.signal AS s
        WHERE s.occurred_at >= oldest AND (s.retracted_at IS NULL OR s.retracted_at > as_of);
    END IF;

    RETURN QUERY
    WITH watched AS MATERIALIZED (
        SELECT w.* FROM voc_data.watch AS w WHERE w.active
    ), compared AS MATERIALIZED (
        -- The day itself is week 0.
        SELECT k.week, d.day, d.day::timestamptz AS since, (d.day + 1)::timestamptz AS until
        FROM generate_series(0, weeks) AS k (week)
        CROSS JOIN LATERAL (SELECT test_day.day - 7 * k.week AS day) AS d
        WHERE k.week = 0 OR d.day >= beginning
    ), live AS MATERIALIZED (
        SELECT c.week, s.id, s.touchpoint, s.channel, s.intents, s.segment, s.scale,
               CASE WHEN s.score_group IN ('promoter', 'satisfied') THEN 100
                    WHEN s.score_group IN ('passive', 'neutral') THEN 0
                    WHEN s.score_group IN ('detractor', 'dissatisfied') THEN -100 END AS score,
               100 * s.sentiment AS sentiment,
               coalesce(s.score_group IN ('detractor', 'dissatisfied'), false) OR coalesce(s.sentiment_label = 'negative', false) AS unhappy
        FROM compared AS c
        JOIN voc_data.signal AS s ON s.occurred_at >= c.since AND s.occurred_at < c.until
        WHERE s.occurred_at >= oldest AND s.occurred_at < as_of AND (s.retracted_at IS NULL OR s.retracted_at > as_of)
    ), said AS (
        -- By its index, however large the table is besides.
        SELECT l.week, o.topic, l.scale, l.score, o.sentiment, o.unhappy
        FROM live AS l
        CROSS JOIN LATERAL (
            SELECT p.topic, 100 * avg(p.sentiment) AS sentiment, bool_or(coalesce(p.sentiment_label = 'negative', false)) AS unhappy
            FROM voc_data.opinion AS p
            WHERE p.signal_id = l.id
            GROUP BY p.topic) AS o
        WHERE EXISTS (SELECT FROM watched AS w WHERE w.dimension = 'topic')
    ), placed AS MATERIALIZED (
        SELECT l.week, v.dimension, v.item, l.scale, l.score, l.sentiment, l.unhappy
        FROM live AS l
        CROSS JOIN LATERAL (VALUES ('all', 'all'), ('touchpoint', l.touchpoint), ('channel', l.channel)) AS v (dimension, item)
        WHERE v.item IS NOT NULL AND v.dimension IN (SELECT w.dimension FROM watched AS w)
        UNION ALL
        SELECT l.week, 'intent', i.code, l.scale, l.score, l.sentiment, l.unhappy
        FROM live AS l
        CROSS JOIN LATERAL unnest(l.intents) AS i (code)
        WHERE EXISTS (SELECT FROM watched AS w WHERE w.dimension = 'intent')
        UNION ALL
        SELECT x.week, 'topic', x.topic, x.scale, x.score, x.sentiment, x.unhappy
        FROM said AS x
        UNION ALL
        SELECT l.week, k.dimension, l.segment ->> k.dimension, l.scale, l.score, l.sentiment, l.unhappy
        FROM live AS l
        JOIN (SELECT DISTINCT w.dimension FROM watched AS w
              WHERE w.dimension NOT IN ('all', 'touchpoint', 'channel', 'topic', 'intent')) AS k ON l.segment ->> k.dimension IS NOT NULL
    ), counted AS (
        SELECT x.dimension, x.item, x.week, count(*) AS signals, count(*) FILTER (WHERE x.unhappy) AS unhappy
        FROM placed AS x
        GROUP BY x.dimension, x.item, x.week
    ), counts AS (
        -- A day without any counts 0; an item with no day at all is none.
        SELECT w.dimension, i.item, w.measure, w.min_count, w.max_q,
               max(v.n) FILTER (WHERE c.week = 0) AS n,
               array_agg(v.n ORDER BY c.day) FILTER (WHERE c.week > 0) AS past,
               jsonb_agg(jsonb_build_object('day', c.day, 'count', v.n) ORDER BY c.day) FILTER (WHERE c.week > 0) AS history
        FROM watched AS w
        JOIN (SELECT DISTINCT x.dimension, x.item FROM counted AS x) AS i ON i.dimension = w.dimension
        JOIN compared AS c ON c.week <= w.history_weeks
        LEFT JOIN counted AS x ON x.dimension = i.dimension AND x.item = i.item AND x.week = c.week
        CROSS JOIN LATERAL (SELECT coalesce(CASE w.measure WHEN 'signals' THEN x.signals ELSE x.unhappy END, 0) AS n) AS v
        WHERE w.kind = 'count'
        GROUP BY w.dimension, i.item, w.measure, w.min_count, w.max_q
        HAVING max(v.n) > 0
    ), felt AS (
        SELECT x.dimension, x.item, v.measure, v.scale, x.week, count(*) AS n, avg(v.value) AS mean, stddev_samp(v.value) AS stddev
        FROM placed AS x
        CROSS JOIN LATERAL (VALUES ('score', x.scale, x.score::double precision), ('sentiment', NULL, x.sentiment::double precision)) AS v (measure, scale, value)
        WHERE v.value IS NOT NULL
        AND (x.dimension, v.measure) IN (SELECT w.dimension, w.measure FROM watched AS w)
        GROUP BY x.dimension, x.item, v.measure, v.scale, x.week
    ), means AS (
        SELECT w.dimension, f.item, w.measure, f.scale, w.max_q,
               max(f.n) FILTER (WHERE f.week = 0) AS n,
               max(f.mean) FILTER (WHERE f.week = 0) AS mean,
               max(f.stddev) FILTER (WHERE f.week = 0) AS stddev,
               array_agg(f.n ORDER BY f.week) FILTER (WHERE f.week > 0) AS past_n,
               array_agg(f.mean ORDER BY f.week) FILTER (WHERE f.week > 0) AS past_mean,
               array_agg(f.stddev ORDER BY f.week) FILTER (WHERE f.week > 0) AS past_stddev,
               jsonb_agg(jsonb_build_object('day', c.day, 'mean', f.mean, 'stddev', f.stddev, 'n', f.n) ORDER BY c.day) FILTER (WHERE c.week > 0) AS history
        FROM watched AS w
        JOIN felt AS f ON f.dimension = w.dimension AND f.measure = w.measure AND f.week <= w.history_weeks
        JOIN compared AS c ON c.week = f.week
        GROUP BY w.dimension, f.item, w.measure, f.scale, w.min_count, w.max_q
        HAVING max(f.n) FILTER (WHERE f.week = 0) >= w.min_count
    ), tested AS (
        SELECT c.dimension, c.item, c.measure, NULL::text AS scale, c.n, c.n::double precision AS observed, t.expected, t.ratio, t.p, t.method, c.history,
               c.max_q, c.n >= c.min_count AND c.n > t.expected AND t.n >= least_days AS counts
        FROM counts AS c
        CROSS JOIN LATERAL voc.surge(c.n, c.past) AS t
        UNION ALL
        SELECT m.dimension, m.item, m.measure, m.scale, m.n, m.mean, t.expected, t.ratio, t.p, t.method, m.history,
               m.max_q, t.n >= least_days
        FROM means AS m
        CROSS JOIN LATERAL voc.mean_surge(m.mean, m.stddev, m.n, m.past_mean, m.past_stddev, m.past_n) AS t
    ), judged AS (
        SELECT t.*, voc.adjust_p(t.p) OVER () AS q
        FROM tested AS t
    )
    SELECT j.dimension, j.item, j.measure, j.scale, j.n, j.observed, j.expected, j.ratio, j.p, j.q, j.method, j.history,
           coalesce(j.counts AND j.q <= j.max_q, false)
    FROM judged AS j;
END
$$;

COMMENT ON FUNCTION voc.test_day(date, timestamptz) IS
'Tests one day of everything that voc_data.watch has active against the same weekday of the weeks before it. day: in the session''s time zone; as_of: signals after it, and retractions, are not known yet. Returns a row a test: what was tested (dimension, item, measure, scale; n: the count, or the answers of the mean), observed and expected, ratio, p and method of voc.surge() or voc.mean_surge(), q (p after Benjamini and Hochberg over all rows), history as in voc_data.alert, and whether it makes an alert. Weeks before the program''s first signal do not count; a day without signals counts 0 for counts and not at all for means; means of fewer than min_count answers are not tested; a history of fewer than five days makes no alert. Raises 22004 for a NULL argument, VO010, VO011. Needs SELECT on voc_data.';

CREATE FUNCTION voc.find_alerts(as_of timestamptz DEFAULT now())
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    tested CONSTANT date := as_of::date - 1;
    made integer;
BEGIN
    PERFORM voc.check_program();
    IF as_of IS NULL OR NOT isfinite(as_of) THEN
        RAISE EXCEPTION 'as_of is %', coalesce(as_of::text, 'NULL')
            USING ERRCODE = CASE WHEN as_of IS NULL THEN 'null_value_not_allowed' ELSE 'invalid_parameter_value' END,
                  HINT = 'Give the moment as of which to look, or leave it out.';
    END IF;

    -- Two runs at once would not see each other's alerts.
    LOCK TABLE voc_data.alert IN SHARE ROW EXCLUSIVE MODE;
    WITH found AS MATERIALIZED (
        SELECT t.*, CASE WHEN t.observed < t.expected THEN 'low' ELSE 'high' END AS direction, w.cooldown
        FROM voc.test_day(tested, as_of) AS t
        JOIN voc_data.watch AS w ON w.dimension = t.dimension AND w.measure = t.measure
        WHERE t.alert
    ), known AS MATERIALIZED (
        SELECT DISTINCT ON (f.dimension, f.item, f.measure, f.scale, f.direction) a.id, f.*,
               f.p < a.p OR a.day = tested AS is_peak
        FROM found AS f
        JOIN voc_data.alert AS a ON a.dimension = f.dimension AND a.item = f.item AND a.measure = f.measure
             AND a.scale IS NOT DISTINCT FROM f.scale AND a.direction = f.direction
             AND tested <= a.last_day + f.cooldown AND tested >= a.first_day - f.cooldown
        ORDER BY f.dimension, f.item, f.measure, f.scale, f.direction, a.first_day
    ), moved AS (
        UPDATE voc_data.alert AS a
        SET first_day = least(a.first_day, tested),
            last_day = greatest(a.last_day, tested),
            state = CASE WHEN tested > a.last_day THEN 'open' ELSE a.state END,
            day = CASE WHEN k.is_peak THEN tested ELSE a.day END,
            n = CASE WHEN k.is_peak THEN k.n ELSE a.n END,
            observed = CASE WHEN k.is_peak THEN k.observed ELSE a.observed END,
            expected = CASE WHEN k.is_peak THEN k.expected ELSE a.expected END,
            ratio = CASE WHEN k.is_peak THEN k.ratio ELSE a.ratio END,
            p = CASE WHEN k.is_peak THEN k.p ELSE a.p END,
            q = CASE WHEN k.is_peak THEN k.q ELSE a.q END,
            method = CASE WHEN k.is_peak THEN k.method ELSE a.method END,
            history = CASE WHEN k.is_peak THEN k.history ELSE a.history END
        FROM known AS k
        WHERE a.id = k.id
        AND (tested < a.first_day OR tested > a.last_day
             OR (k.is_peak AND (a.day, a.n, a.observed, a.expected, a.ratio, a.p, a.q, a.method, a.history)
                 IS DISTINCT FROM (tested, k.n, k.observed, k.expected, k.ratio, k.p, k.q, k.method, k.history)))
    )
    INSERT INTO voc_data.alert (dimension, item, measure, scale, direction, day, n, observed, expected, ratio, p, q, method, history, first_day, last_day, found_at)
    SELECT f.dimension, f.item, f.measure, f.scale, f.direction, tested, f.n, f.observed, f.expected, f.ratio, f.p, f.q, f.method, f.history, tested, tested, as_of
    FROM found AS f
    WHERE NOT EXISTS (SELECT FROM known AS k
                      WHERE k.dimension = f.dimension AND k.item = f.item AND k.measure = f.measure
                      AND k.scale IS NOT DISTINCT FROM f.scale AND k.direction = f.direction)
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS made = ROW_COUNT;

    UPDATE voc_data.alert AS a
    SET state = 'over'
    WHERE a.state = 'open'
    AND a.last_day + coalesce((SELECT w.cooldown FROM voc_data.watch AS w
                               WHERE w.dimension = a.dimension AND w.measure = a.measure), '3 days') < tested;
    RETURN made;
END
$$;

COMMENT ON FUNCTION voc.find_alerts(timestamptz) IS
'Tests the last full day before as_of with voc.test_day() and writes what is unusual to voc_data.alert; to be run once a day. as_of: the moment to look from; an earlier one tests an earlier day, with the signals of before it. The day is that of the session''s time zone: run it in the same one always. What goes on within the cool-down of an alert is the same alert, and a day that is tested again changes nothing but what has changed in its signals. Returns how many new alerts there are. Errors: 22004 as_of is NULL, 22023 it is infinite, VO010, VO011. Needs the rights of a manager.';
