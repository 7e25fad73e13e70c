/* sql/program/33_alert.sql: what is watched, and what was unusual */

CREATE TABLE voc_data.watch (
    id bigint GENERATED ALWAYS AS IDENTITY,
    dimension text NOT NULL,
    measure text NOT NULL,
    kind text NOT NULL GENERATED ALWAYS AS (CASE WHEN measure IN ('signals', 'unhappy') THEN 'count' ELSE 'mean' END) STORED,
    active boolean NOT NULL DEFAULT true,
    min_count integer NOT NULL DEFAULT 5,
    history_weeks integer NOT NULL DEFAULT 8,
    max_q double precision NOT NULL DEFAULT 0.05,
    cooldown interval NOT NULL DEFAULT '3 days',
    CONSTRAINT watch_pkey PRIMARY KEY (id),
    CONSTRAINT watch_key UNIQUE (dimension, measure),
    CONSTRAINT watch_dimension_check CHECK (dimension <> ''),
    CONSTRAINT watch_measure_check CHECK (measure IN ('signals', 'unhappy', 'score', 'sentiment')),
    CONSTRAINT watch_min_count_check CHECK (min_count >= 1),
    CONSTRAINT watch_history_weeks_check CHECK (history_weeks BETWEEN 5 AND 104),
    CONSTRAINT watch_max_q_check CHECK (max_q > 0 AND max_q <= 0.5),
    CONSTRAINT watch_cooldown_check CHECK (cooldown BETWEEN '0' AND '1 year')
);

COMMENT ON TABLE voc_data.watch IS 'What voc.find_alerts() looks at each day.';
COMMENT ON COLUMN voc_data.watch.id IS 'Number of the row.';
COMMENT ON COLUMN voc_data.watch.dimension IS 'Whose days are compared: all (the whole program), touchpoint, channel, topic or intent, each of them by itself; any other name is a key of signal.segment, such as sku.';
COMMENT ON COLUMN voc_data.watch.measure IS 'signals: how many; unhappy: how many with a bad score or a negative comment (of topics: with a negative opinion on it); score: the mean of good scores as +100, middling as 0, bad as -100, each scale by itself: of scale nps that is the NPS; sentiment: the mean sentiment of comments (of topics: of the opinions on it), -100 to +100.';
COMMENT ON COLUMN voc_data.watch.kind IS 'count (signals, unhappy), of which only high ones are alerts, or mean (score, sentiment), of which high and low ones are.';
COMMENT ON COLUMN voc_data.watch.active IS 'Whether it is looked at.';
COMMENT ON COLUMN voc_data.watch.min_count IS 'No alert of a count below this, or of the mean of fewer answers.';
COMMENT ON COLUMN voc_data.watch.history_weeks IS 'A day is compared with the same weekday of so many weeks before it, 5 to 104.';
COMMENT ON COLUMN voc_data.watch.max_q IS 'Highest share of false alarms among alerts: an alert has a q of at most this.';
COMMENT ON COLUMN voc_data.watch.cooldown IS 'What is unusual again within so long of an alert''s last day is the same alert.';

INSERT INTO voc_data.watch (dimension, measure, active)
VALUES ('all', 'signals', false),
       ('all', 'score', false),
       ('touchpoint', 'unhappy', true),
       ('touchpoint', 'score', true),
       ('channel', 'unhappy', true),
       ('channel', 'score', true),
       ('topic', 'unhappy', true),
       ('topic', 'sentiment', false),
       ('intent', 'signals', true);

CREATE TABLE voc_data.alert (
    id bigint GENERATED ALWAYS AS IDENTITY,
    dimension text NOT NULL,
    item text NOT NULL,
    measure text NOT NULL,
    kind text NOT NULL GENERATED ALWAYS AS (CASE WHEN measure IN ('signals', 'unhappy') THEN 'count' ELSE 'mean' END) STORED,
    scale text,
    direction text NOT NULL,
    day date NOT NULL,
    n bigint NOT NULL,
    observed double precision NOT NULL,
    expected double precision NOT NULL,
    ratio double precision,
    p double precision NOT NULL,
    q double precision NOT NULL,
    method text NOT NULL,
    history jsonb NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    state text NOT NULL DEFAULT 'open',
    found_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT alert_pkey PRIMARY KEY (id),
    CONSTRAINT alert_measure_check CHECK (measure IN ('signals', 'unhappy', 'score', 'sentiment')),
    CONSTRAINT alert_direction_check CHECK (direction IN ('high', 'low')),
    CONSTRAINT alert_p_check CHECK (p >= 0 AND p <= 1 AND q >= p AND q <= 1),
    CONSTRAINT alert_history_check CHECK (jsonb_typeof(history) = 'array'),
    CONSTRAINT alert_days_check CHECK (day BETWEEN first_day AND last_day),
    CONSTRAINT alert_state_check CHECK (state IN ('open', 'over'))
);

CREATE UNIQUE INDEX alert_key ON voc_data.alert (dimension, item, measure, coalesce(scale, ''), direction, first_day);
CREATE INDEX alert_last_day_idx ON voc_data.alert (last_day);

COMMENT ON TABLE voc_data.alert IS 'What was unusual, for as long as it was: written by voc.find_alerts(). One that goes on is one row, whose last day moves on. Figures are those of the day that was least likely.';
COMMENT ON COLUMN voc_data.alert.id IS 'Number of the alert.';
COMMENT ON COLUMN voc_data.alert.dimension IS 'all, touchpoint, channel, topic, intent, or a key of signal.segment.';
COMMENT ON COLUMN voc_data.alert.item IS 'Code of the touchpoint, channel, topic or intent, or value of the segment; all for the whole program.';
COMMENT ON COLUMN voc_data.alert.measure IS 'signals, unhappy, score or sentiment, as in voc_data.watch.';
COMMENT ON COLUMN voc_data.alert.kind IS 'count or mean.';
COMMENT ON COLUMN voc_data.alert.scale IS 'Scale of the scores; NULL for the other measures.';
COMMENT ON COLUMN voc_data.alert.direction IS 'high or low; counts are high always.';
COMMENT ON COLUMN voc_data.alert.day IS 'The day that was least likely, of all from first to last.';
COMMENT ON COLUMN voc_data.alert.n IS 'Of that day: the count, or how many answers the mean is of.';
COMMENT ON COLUMN voc_data.alert.observed IS 'Its count or mean; means are -100 to +100.';
COMMENT ON COLUMN voc_data.alert.expected IS 'Mean of its history, on the same scale.';
COMMENT ON COLUMN voc_data.alert.ratio IS 'Observed count by the expected one; NULL: nothing was expected, or a mean.';
COMMENT ON COLUMN voc_data.alert.p IS 'How likely that or more is by chance: voc.surge(), voc.mean_surge().';
COMMENT ON COLUMN voc_data.alert.q IS 'p after Benjamini and Hochberg, over all tests of that day.';
COMMENT ON COLUMN voc_data.alert.method IS 'Of the test: poisson, negative binomial, welch, or welch, uneven days.';
COMMENT ON COLUMN voc_data.alert.history IS 'What the day was compared with: an array of objects with day and count, or day, mean, stddev and n, oldest first.';
COMMENT ON COLUMN voc_data.alert.first_day IS 'First day that was unusual.';
COMMENT ON COLUMN voc_data.alert.last_day IS 'Last such day.';
COMMENT ON COLUMN voc_data.alert.state IS 'open, or over: nothing unusual for as long as the cool-down.';
COMMENT ON COLUMN voc_data.alert.found_at IS 'The moment, as of which it was found first.';
COMMENT ON INDEX voc_data.alert_key IS 'An alert is there once.';
