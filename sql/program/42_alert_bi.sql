/* sql/program/42_alert_bi.sql: alerts for BI tools */

CREATE VIEW voc_bi.alert WITH (security_invoker = true) AS
SELECT a.id,
       a.kind,
       a.measure,
       a.dimension,
       a.item,
       coalesce(t.title, c.title, p.title, i.title, a.item) AS item_title,
       a.scale,
       a.direction,
       a.day,
       a.n,
       a.observed,
       a.expected,
       a.observed - a.expected AS delta,
       a.ratio,
       a.p,
       a.q,
       a.method,
       h.history,
       a.first_day,
       a.last_day,
       a.last_day - a.first_day + 1 AS days,
       a.state = 'open' AS is_open,
       a.found_at
FROM voc_data.alert AS a
LEFT JOIN voc_data.touchpoint AS t ON a.dimension = 'touchpoint' AND t.code = a.item
LEFT JOIN voc_data.channel AS c ON a.dimension = 'channel' AND c.code = a.item
LEFT JOIN voc_data.topic AS p ON a.dimension = 'topic' AND p.code = a.item
LEFT JOIN voc_data.intent AS i ON a.dimension = 'intent' AND i.code = a.item
CROSS JOIN LATERAL (
    SELECT string_agg(coalesce(e.value ->> 'count',
                               round((e.value ->> 'mean')::numeric, 1) || ' (' || (e.value ->> 'n') || ')'), ', ' ORDER BY e.place) AS history
    FROM jsonb_array_elements(a.history) WITH ORDINALITY AS e (value, place)) AS h;

COMMENT ON VIEW voc_bi.alert IS 'One row: an alert, something that was unusual for a day or for several. Figures are those of the day that was least likely.';
COMMENT ON COLUMN voc_bi.alert.id IS 'Number of the alert.';
COMMENT ON COLUMN voc_bi.alert.kind IS 'count or mean.';
COMMENT ON COLUMN voc_bi.alert.measure IS 'signals (how many), unhappy (how many with a bad score or negative words), score (good +100, bad -100; the NPS of scale nps) or sentiment.';
COMMENT ON COLUMN voc_bi.alert.dimension IS 'all, touchpoint, channel, topic, intent, or a segment such as sku.';
COMMENT ON COLUMN voc_bi.alert.item IS 'Code of the touchpoint, channel, topic or intent, or value of the segment.';
COMMENT ON COLUMN voc_bi.alert.item_title IS 'Its name for people.';
COMMENT ON COLUMN voc_bi.alert.scale IS 'Scale of the scores; NULL for the other measures.';
COMMENT ON COLUMN voc_bi.alert.direction IS 'high or low.';
COMMENT ON COLUMN voc_bi.alert.day IS 'The day that was least likely.';
COMMENT ON COLUMN voc_bi.alert.n IS 'Of that day: the count, or how many answers the mean is of.';
COMMENT ON COLUMN voc_bi.alert.observed IS 'Its count, or its mean, -100 to +100.';
COMMENT ON COLUMN voc_bi.alert.expected IS 'Mean of its history.';
COMMENT ON COLUMN voc_bi.alert.delta IS 'Observed less expected.';
COMMENT ON COLUMN voc_bi.alert.ratio IS 'Observed count by the expected one; NULL: nothing was expected, or a mean.';
COMMENT ON COLUMN voc_bi.alert.p IS 'How likely that or more is by chance, 0 to 1.';
COMMENT ON COLUMN voc_bi.alert.q IS 'p, adjusted for all tests of that day.';
COMMENT ON COLUMN voc_bi.alert.method IS 'Of the test.';
COMMENT ON COLUMN voc_bi.alert.history IS 'The same weekday of earlier weeks, oldest first: counts, or means with answers in parentheses.';
COMMENT ON COLUMN voc_bi.alert.first_day IS 'First day that was unusual.';
COMMENT ON COLUMN voc_bi.alert.last_day IS 'Last such day.';
COMMENT ON COLUMN voc_bi.alert.days IS 'Days from first to last.';
COMMENT ON COLUMN voc_bi.alert.is_open IS 'Whether it is still going on.';
COMMENT ON COLUMN voc_bi.alert.found_at IS 'When it was found first.';
