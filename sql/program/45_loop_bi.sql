/* sql/program/45_loop_bi.sql: what is to be done, and whether what was done was done in earnest */

CREATE VIEW voc_bi.unanswered WITH (security_invoker = true) AS
SELECT s.id AS signal_id,
       w.loop_id,
       w.why,
       s.customer,
       w.kind,
       w.severity,
       w.team,
       w.owner,
       w.state,
       w.level,
       s.occurred_at,
       s.occurred_at::date AS day,
       extract(epoch FROM now() - s.occurred_at)::double precision / 3600 AS hours_waiting,
       w.due_at,
       coalesce(w.due_at < now(), false) AS is_overdue,
       1 AS signals,
       s.channel,
       s.touchpoint,
       s.scale,
       s.score,
       s.score_group,
       (s.sentiment * 100)::double precision AS sentiment,
       s.sentiment_label,
       array_to_string(s.topics, ', ') AS topics,
       s.comment
FROM voc_data.signal AS s
JOIN (
    SELECT x.signal_id, l.id AS loop_id,
           CASE WHEN l.state = 'reopened' THEN 'reopened'
                WHEN l.state IN ('open', 'acknowledged') THEN 'not acted'
                ELSE 'spoke again' END AS why,
           l.kind, l.severity, l.team, l.owner, l.state, l.level::integer AS level,
           voc.next_due(l.state, l.acknowledge_due, l.act_due, l.close_due) AS due_at
    FROM voc_data.loop AS l
    JOIN voc_data.loop_signal AS x ON x.loop_id = l.id
    WHERE l.state IN ('open', 'acknowledged', 'reopened')
    OR l.state IN ('waiting', 'resolved') AND EXISTS (
        SELECT FROM voc_data.loop_event AS e
        WHERE e.loop_id = l.id AND e.event = 'joined' AND e.at > l.state_since AND e.detail ->> 'signal_id' = x.signal_id::text)
    UNION ALL
    SELECT y.id, NULL AS loop_id, 'no loop' AS why, NULL AS kind, NULL AS severity, NULL AS team, NULL AS owner, NULL AS state, NULL AS level, NULL AS due_at
    FROM voc_data.signal AS y
    CROSS JOIN voc_data.program AS p
    LEFT JOIN voc_data.rule AS r ON r.id = y.rule_id
    WHERE (y.score_group IN ('detractor', 'dissatisfied') OR y.sentiment_label = 'negative')
    AND r.kind IS DISTINCT FROM 'none'
    AND (p.loop_max_age IS NULL OR y.occurred_at >= y.captured_at - p.loop_max_age)
    AND NOT EXISTS (SELECT FROM voc_data.loop_signal AS x WHERE x.signal_id = y.id)
    AND NOT EXISTS (SELECT FROM voc_data.loop AS l WHERE l.signal_id = y.id)) AS w ON w.signal_id = s.id
WHERE s.retracted_at IS NULL;

COMMENT ON VIEW voc_bi.unanswered IS 'One row: a live signal that waits for an answer now. Either its loop is open and nobody is at it, or the customer spoke again while the loop waited for them or was thought resolved, or it is unhappy and has no loop at all, although no rule of kind none and no loop_max_age says so.';
COMMENT ON COLUMN voc_bi.unanswered.signal_id IS 'Number of the signal.';
COMMENT ON COLUMN voc_bi.unanswered.loop_id IS 'Its loop; NULL: none.';
COMMENT ON COLUMN voc_bi.unanswered.why IS 'not acted (open or acknowledged), reopened (and not taken up again), spoke again (since the loop is waiting or resolved) or no loop.';
COMMENT ON COLUMN voc_bi.unanswered.customer IS 'The customer; NULL: anonymous.';
COMMENT ON COLUMN voc_bi.unanswered.kind IS 'Kind of the loop.';
COMMENT ON COLUMN voc_bi.unanswered.severity IS 'Severity of the loop.';
COMMENT ON COLUMN voc_bi.unanswered.team IS 'Team that has it.';
COMMENT ON COLUMN voc_bi.unanswered.owner IS 'Person who has it.';
COMMENT ON COLUMN voc_bi.unanswered.state IS 'Where the loop stands.';
COMMENT ON COLUMN voc_bi.unanswered.level IS 'Its level of escalation.';
COMMENT ON COLUMN voc_bi.unanswered.occurred_at IS 'When the customer said it.';
COMMENT ON COLUMN voc_bi.unanswered.day IS 'The day of that, in the session''s time zone.';
COMMENT ON COLUMN voc_bi.unanswered.hours_waiting IS 'Hours since then.';
COMMENT ON COLUMN voc_bi.unanswered.due_at IS 'When the next step of the loop is due.';
COMMENT ON COLUMN voc_bi.unanswered.is_overdue IS 'Whether that is over.';
COMMENT ON COLUMN voc_bi.unanswered.signals IS '1; add it up.';
COMMENT ON COLUMN voc_bi.unanswered.channel IS 'How it arrived.';
COMMENT ON COLUMN voc_bi.unanswered.touchpoint IS 'Moment of the journey.';
COMMENT ON COLUMN voc_bi.unanswered.scale IS 'What the score means.';
COMMENT ON COLUMN voc_bi.unanswered.score IS 'The score, on its scale.';
COMMENT ON COLUMN voc_bi.unanswered.score_group IS 'promoter, passive, detractor or satisfied, neutral, dissatisfied.';
COMMENT ON COLUMN voc_bi.unanswered.sentiment IS 'Sentiment of the comment, -100 to +100.';
COMMENT ON COLUMN voc_bi.unanswered.sentiment_label IS 'positive, neutral, negative or mixed.';
COMMENT ON COLUMN voc_bi.unanswered.topics IS 'Topics met, separated by commas.';
COMMENT ON COLUMN voc_bi.unanswered.comment IS 'The text.';

CREATE VIEW voc_bi.overdue WITH (security_invoker = true) AS
SELECT l.id AS loop_id,
       l.customer,
       l.kind,
       l.severity,
       l.team,
       l.owner,
       l.state,
       l.level::integer AS level,
       CASE WHEN l.next_contact_at < d.step_due OR d.step_due IS NULL THEN 'contact'
            WHEN l.state = 'open' THEN 'acknowledge'
            WHEN l.state = 'acknowledged' THEN 'act'
            ELSE 'close' END AS clock,
       e.due_at,
       extract(epoch FROM now() - e.due_at)::double precision / 3600 AS hours_late,
       1 AS loops,
       l.occurred_at,
       l.state_since,
       l.reason
FROM voc_data.loop AS l
CROSS JOIN LATERAL (SELECT voc.next_due(l.state, l.acknowledge_due, l.act_due, l.close_due) AS step_due) AS d
CROSS JOIN LATERAL (SELECT least(d.step_due, l.next_contact_at) AS due_at) AS e
WHERE l.state NOT IN ('closed', 'dismissed') AND e.due_at < now();

COMMENT ON VIEW voc_bi.overdue IS 'One row: an open loop that is late now: its next step was due, or the customer was to be contacted.';
COMMENT ON COLUMN voc_bi.overdue.loop_id IS 'Number of the loop.';
COMMENT ON COLUMN voc_bi.overdue.customer IS 'The customer.';
COMMENT ON COLUMN voc_bi.overdue.kind IS 'recover, grow or thank.';
COMMENT ON COLUMN voc_bi.overdue.severity IS 'critical, high or normal.';
COMMENT ON COLUMN voc_bi.overdue.team IS 'Team that has it.';
COMMENT ON COLUMN voc_bi.overdue.owner IS 'Person who has it; NULL: nobody.';
COMMENT ON COLUMN voc_bi.overdue.state IS 'Where it stands.';
COMMENT ON COLUMN voc_bi.overdue.level IS '1, or more after escalation.';
COMMENT ON COLUMN voc_bi.overdue.clock IS 'What is late: acknowledge, act, close, or contact (next_contact_at), whichever was due first.';
COMMENT ON COLUMN voc_bi.overdue.due_at IS 'When that was due.';
COMMENT ON COLUMN voc_bi.overdue.hours_late IS 'Hours since then, on the wall.';
COMMENT ON COLUMN voc_bi.overdue.loops IS '1; add it up.';
COMMENT ON COLUMN voc_bi.overdue.occurred_at IS 'When the customer spoke.';
COMMENT ON COLUMN voc_bi.overdue.state_since IS 'Since when it stands where it stands.';
COMMENT ON COLUMN voc_bi.overdue.reason IS 'Why it was opened.';

CREATE VIEW voc_bi.team_load WITH (security_invoker = true) AS
SELECT t.code AS team,
       t.title AS team_title,
       count(l.id) AS open,
       count(l.id) FILTER (WHERE l.severity = 'critical') AS critical,
       count(l.id) FILTER (WHERE l.severity = 'high') AS high,
       count(l.id) FILTER (WHERE l.severity = 'normal') AS normal,
       count(l.id) FILTER (WHERE l.state = 'open') AS not_taken,
       count(l.id) FILTER (WHERE l.state = 'waiting') AS waiting,
       count(l.id) FILTER (WHERE l.state = 'resolved') AS to_verify,
       count(l.id) FILTER (WHERE l.level > 1) AS escalated,
       count(o.loop_id) AS overdue,
       count(DISTINCT l.owner) AS owners,
       min(l.occurred_at) AS oldest_at,
       extract(epoch FROM now() - min(l.occurred_at))::double precision / 3600 AS oldest_hours,
       max(o.hours_late) AS most_hours_late
FROM voc_data.team AS t
LEFT JOIN voc_data.loop AS l ON l.team = t.code AND l.state NOT IN ('closed', 'dismissed')
LEFT JOIN voc_bi.overdue AS o ON o.loop_id = l.id
GROUP BY t.code, t.title;

COMMENT ON VIEW voc_bi.team_load IS 'One row: a team, and the open loops it has now.';
COMMENT ON COLUMN voc_bi.team_load.team IS 'Code of the team.';
COMMENT ON COLUMN voc_bi.team_load.team_title IS 'Its name for people.';
COMMENT ON COLUMN voc_bi.team_load.open IS 'Open loops.';
COMMENT ON COLUMN voc_bi.team_load.critical IS 'Critical ones.';
COMMENT ON COLUMN voc_bi.team_load.high IS 'Ones of high severity.';
COMMENT ON COLUMN voc_bi.team_load.normal IS 'Ones of normal severity.';
COMMENT ON COLUMN voc_bi.team_load.not_taken IS 'Ones that nobody has acknowledged.';
COMMENT ON COLUMN voc_bi.team_load.waiting IS 'Ones that wait for the customer.';
COMMENT ON COLUMN voc_bi.team_load.to_verify IS 'Resolved ones, to be verified with the customer.';
COMMENT ON COLUMN voc_bi.team_load.escalated IS 'Ones above level 1.';
COMMENT ON COLUMN voc_bi.team_load.overdue IS 'Ones of which the next step or contact is overdue.';
COMMENT ON COLUMN voc_bi.team_load.owners IS 'People who have them; not to be added up.';
COMMENT ON COLUMN voc_bi.team_load.oldest_at IS 'When the customer spoke who waits longest.';
COMMENT ON COLUMN voc_bi.team_load.oldest_hours IS 'Hours since then.';
COMMENT ON COLUMN voc_bi.team_load.most_hours_late IS 'Hours that the latest of the overdue is late.';

-- Texts are of the newest, so that a loop of a thousand signals can be read too.
CREATE VIEW voc_bi.case_brief WITH (security_invoker = true) AS
SELECT l.id AS loop_id,
       l.customer,
       l.kind,
       l.severity,
       l.level::integer AS level,
       l.reason,
       l.team,
       l.owner,
       l.state,
       l.state_since,
       voc.next_due(l.state, l.acknowledge_due, l.act_due, l.close_due) AS due_at,
       l.next_contact_at,
       s.signals,
       s.first_at,
       s.last_at,
       s.worst_score,
       s.scores,
       s.sentiment_sum,
       s.felt,
       s.sentiment_sum / nullif(s.felt, 0) AS sentiment,
       t.topics,
       t.intents,
       s.channels,
       s.touchpoints,
       s.segment,
       s.comments,
       l.contact_mode,
       l.resolution,
       l.root_cause,
       l.goodwill,
       n.notes,
       n.last_note_at,
       b.loops AS earlier_loops,
       b.saved AS earlier_saved,
       b.not_saved AS earlier_not_saved,
       b.goodwill AS earlier_goodwill,
       b.outcomes AS earlier_outcomes,
       nullif(concat_ws('; ',
           'next contact ' || to_char(l.next_contact_at, 'YYYY-MM-DD HH24:MI'),
           'resolution: ' || l.resolution,
           'goodwill ' || l.goodwill), '') AS promised
FROM voc_data.loop AS l
CROSS JOIN LATERAL (
    SELECT count(*) AS signals, min(y.occurred_at) AS first_at, max(y.occurred_at) AS last_at,
           CASE min(CASE WHEN y.score_group IN ('detractor', 'dissatisfied') THEN 1 WHEN y.score_group IN ('passive', 'neutral') THEN 2 WHEN y.score_group IS NOT NULL THEN 3 END)
               WHEN 1 THEN 'bad' WHEN 2 THEN 'middle' WHEN 3 THEN 'good' END AS worst_score,
           string_agg(format('%s: %s on %s', to_char(y.occurred_at, 'YYYY-MM-DD'), y.score, y.scale), '; ' ORDER BY y.occurred_at, y.id) FILTER (WHERE y.score IS NOT NULL AND y.turn <= 20) AS scores,
           sum((y.sentiment * 100)::double precision) AS sentiment_sum,
           count(y.sentiment) AS felt,
           string_agg(DISTINCT y.channel, ', ') AS channels,
           string_agg(DISTINCT y.touchpoint, ', ') AS touchpoints,
           string_agg(y.segment::text, E'\n') FILTER (WHERE y.turn = 1) AS segment,
           string_agg(concat(to_char(y.occurred_at, 'YYYY-MM-DD HH24:MI'), ' ' || y.channel, ': ', y.comment), E'\n' ORDER BY y.occurred_at, y.id) FILTER (WHERE y.comment IS NOT NULL AND y.turn <= 20) AS comments
    FROM (
        SELECT z.id, z.occurred_at, z.score, z.scale, z.score_group, z.sentiment, z.channel, z.touchpoint, z.segment, z.comment,
               row_number() OVER (ORDER BY z.occurred_at DESC, z.id DESC) AS turn
        FROM voc_data.loop_signal AS x
        JOIN voc_data.signal AS z ON z.id = x.signal_id AND z.retracted_at IS NULL
        WHERE x.loop_id = l.id) AS y) AS s
CROSS JOIN LATERAL (
    SELECT string_agg(DISTINCT u.code, ', ') FILTER (WHERE u.is_topic) AS topics,
           string_agg(DISTINCT u.code, ', ') FILTER (WHERE NOT u.is_topic) AS intents
    FROM voc_data.loop_signal AS x
    JOIN voc_data.signal AS z ON z.id = x.signal_id AND z.retracted_at IS NULL
    CROSS JOIN LATERAL (
        SELECT c.code, true AS is_topic FROM unnest(z.topics) AS c (code)
        UNION ALL
        SELECT c.code, false FROM unnest(z.intents) AS c (code)) AS u
    WHERE x.loop_id = l.id) AS t
CROSS JOIN LATERAL (
    SELECT string_agg(format('%s %s: %s', to_char(v.at, 'YYYY-MM-DD HH24:MI'), v.actor, v.note), E'\n' ORDER BY v.id) AS notes, max(v.at) AS last_note_at
    FROM (
        SELECT e.id, e.at, e.actor, e.detail ->> 'note' AS note
        FROM voc_data.loop_event AS e
        WHERE e.loop_id = l.id AND e.event = 'note'
        ORDER BY e.id DESC LIMIT 20) AS v) AS n
CROSS JOIN LATERAL (
    SELECT count(*) AS loops,
           count(*) FILTER (WHERE v.outcome = 'saved') AS saved,
           count(*) FILTER (WHERE v.outcome = 'not_saved') AS not_saved,
           sum(v.goodwill) AS goodwill,
           string_agg(concat(to_char(v.occurred_at, 'YYYY-MM-DD'), ' ', v.kind, ' ', v.state, ' ' || v.outcome, ': ' || coalesce(v.resolution, v.dismiss_reason)), E'\n' ORDER BY v.occurred_at, v.id) FILTER (WHERE v.turn <= 20) AS outcomes
    FROM (
        SELECT m.id, m.occurred_at, m.kind, m.state, m.outcome, m.resolution, m.dismiss_reason, m.goodwill,
               row_number() OVER (ORDER BY m.occurred_at DESC, m.id DESC) AS turn
        FROM voc_data.loop AS m
        WHERE m.customer = l.customer AND m.id <> l.id AND (m.occurred_at, m.id) < (l.occurred_at, l.id)) AS v) AS b
WHERE l.state NOT IN ('closed', 'dismissed');

COMMENT ON VIEW voc_bi.case_brief IS 'One row: an open loop, with all that somebody needs to know before they call the customer. Times in texts are in the session''s time zone; texts of several hold the newest 20, oldest first.';
COMMENT ON COLUMN voc_bi.case_brief.loop_id IS 'Number of the loop.';
COMMENT ON COLUMN voc_bi.case_brief.customer IS 'The customer; NULL: anonymous.';
COMMENT ON COLUMN voc_bi.case_brief.kind IS 'recover, grow or thank.';
COMMENT ON COLUMN voc_bi.case_brief.severity IS 'critical, high or normal.';
COMMENT ON COLUMN voc_bi.case_brief.level IS '1, or more after escalation.';
COMMENT ON COLUMN voc_bi.case_brief.reason IS 'Why it was opened.';
COMMENT ON COLUMN voc_bi.case_brief.team IS 'Team that has it.';
COMMENT ON COLUMN voc_bi.case_brief.owner IS 'Person who has it.';
COMMENT ON COLUMN voc_bi.case_brief.state IS 'Where it stands.';
COMMENT ON COLUMN voc_bi.case_brief.state_since IS 'Since when.';
COMMENT ON COLUMN voc_bi.case_brief.due_at IS 'When the next step is due.';
COMMENT ON COLUMN voc_bi.case_brief.next_contact_at IS 'When the customer is to be contacted next.';
COMMENT ON COLUMN voc_bi.case_brief.signals IS 'Live signals in it.';
COMMENT ON COLUMN voc_bi.case_brief.first_at IS 'When the customer spoke first.';
COMMENT ON COLUMN voc_bi.case_brief.last_at IS 'When the customer spoke last.';
COMMENT ON COLUMN voc_bi.case_brief.worst_score IS 'Their worst score: bad (detractor or dissatisfied), middle or good; NULL: they gave none.';
COMMENT ON COLUMN voc_bi.case_brief.scores IS 'Scores given, with day and scale.';
COMMENT ON COLUMN voc_bi.case_brief.sentiment_sum IS 'Sum of the sentiments of the comments, each -100 to +100.';
COMMENT ON COLUMN voc_bi.case_brief.felt IS 'Comments that have a sentiment.';
COMMENT ON COLUMN voc_bi.case_brief.sentiment IS 'Mean of them, -100 to +100.';
COMMENT ON COLUMN voc_bi.case_brief.topics IS 'Topics met, separated by commas.';
COMMENT ON COLUMN voc_bi.case_brief.intents IS 'What the customer wants, separated by commas.';
COMMENT ON COLUMN voc_bi.case_brief.channels IS 'How it arrived, separated by commas.';
COMMENT ON COLUMN voc_bi.case_brief.touchpoints IS 'Moments of the journey, separated by commas.';
COMMENT ON COLUMN voc_bi.case_brief.segment IS 'Attributes of the newest signal, as JSON.';
COMMENT ON COLUMN voc_bi.case_brief.comments IS 'What the customer said, a line each, with time and channel.';
COMMENT ON COLUMN voc_bi.case_brief.contact_mode IS 'How the customer was contacted so far.';
COMMENT ON COLUMN voc_bi.case_brief.resolution IS 'What was done so far.';
COMMENT ON COLUMN voc_bi.case_brief.root_cause IS 'Why it happened, if that is known.';
COMMENT ON COLUMN voc_bi.case_brief.goodwill IS 'Goodwill granted for it in all, in the company''s own currency.';
COMMENT ON COLUMN voc_bi.case_brief.notes IS 'Notes, a line each, with time and author.';
COMMENT ON COLUMN voc_bi.case_brief.last_note_at IS 'When the newest was written.';
COMMENT ON COLUMN voc_bi.case_brief.earlier_loops IS 'Loops of the customer that began before this one.';
COMMENT ON COLUMN voc_bi.case_brief.earlier_saved IS 'Those that ended saved.';
COMMENT ON COLUMN voc_bi.case_brief.earlier_not_saved IS 'Those that ended not_saved.';
COMMENT ON COLUMN voc_bi.case_brief.earlier_goodwill IS 'Goodwill granted in them; NULL: none was recorded.';
COMMENT ON COLUMN voc_bi.case_brief.earlier_outcomes IS 'What became of them, a line each.';
COMMENT ON COLUMN voc_bi.case_brief.promised IS 'What the customer may rely on: next contact, resolution and goodwill, as far as there are any.';

CREATE VIEW voc_bi.loop_integrity WITH (security_invoker = true) AS
WITH ended AS (
    SELECT e.loop_id, e.id AS event_id, e.at, e.actor,
           count(*) OVER (PARTITION BY e.actor, date_trunc('minute', e.recorded_at)) AS together
    FROM voc_data.loop_event AS e
    WHERE e.event = 'state' AND e.to_state IN ('closed', 'dismissed')
), last_end AS (
    SELECT DISTINCT ON (e.loop_id) e.loop_id, e.at, e.actor, e.together
    FROM ended AS e
    ORDER BY e.loop_id, e.event_id DESC
), pause AS (
    SELECT e.loop_id, e.actor, e.at AS since, e.to_state,
           lead(e.at) OVER (PARTITION BY e.loop_id ORDER BY e.id) AS until
    FROM voc_data.loop_event AS e
    WHERE e.event = 'state'
), finding AS (
    SELECT l.id AS loop_id, 'closed without contact' AS finding, l.closed_at AS at, e.actor,
           coalesce('contacted at ' || to_char(l.acted_at, 'YYYY-MM-DD HH24:MI:SS'), 'never contacted') AS detail
    FROM voc_data.loop AS l
    LEFT JOIN last_end AS e ON e.loop_id = l.id
    WHERE l.state = 'closed' AND (l.acted_at IS NULL OR l.closed_at < l.acted_at + interval '1 minute')
    UNION ALL
    SELECT l.id, 'closed just before breach' AS finding, l.closed_at, e.actor,
           format('%s before it was due', l.close_due - l.closed_at)
    FROM voc_data.loop AS l
    LEFT JOIN last_end AS e ON e.loop_id = l.id
    WHERE l.state = 'closed' AND l.closed_at <= l.close_due AND l.closed_at > l.close_due - (l.close_due - l.occurred_at) * 0.05
    UNION ALL
    SELECT l.id, 'ended in bulk' AS finding, e.at, e.actor,
           format('%s loops ended in that minute', e.together)
    FROM voc_data.loop AS l
    JOIN last_end AS e ON e.loop_id = l.id
    WHERE l.state IN ('closed', 'dismissed') AND e.together >= 10
    UNION ALL
    SELECT l.id, 'dismissed critical' AS finding, l.closed_at, e.actor, l.dismiss_reason
    FROM voc_data.loop AS l
    LEFT JOIN last_end AS e ON e.loop_id = l.id
    WHERE l.state = 'dismissed' AND l.severity = 'critical'
    UNION ALL
    SELECT e.loop_id, 'reopened after closing' AS finding, max(e.at), (array_agg(e.actor ORDER BY e.id DESC))[1],
           format('times: %s', count(*))
    FROM voc_data.loop_event AS e
    WHERE e.event = 'state' AND e.from_state = 'closed' AND e.to_state = 'reopened'
    GROUP BY e.loop_id
    UNION ALL
    SELECT p.loop_id, 'waited while the customer spoke' AS finding, max(s.occurred_at), (array_agg(p.actor ORDER BY s.occurred_at DESC))[1],
           format('signals: %s', count(*))
    FROM pause AS p
    JOIN voc_data.loop_signal AS x ON x.loop_id = p.loop_id
    JOIN voc_data.signal AS s ON s.id = x.signal_id AND s.retracted_at IS NULL
        AND s.occurred_at > p.since AND s.occurred_at < coalesce(p.until, now()) - interval '1 hour'
    WHERE p.to_state = 'waiting'
    GROUP BY p.loop_id
)
SELECT f.loop_id,
       f.finding,
       f.at,
       f.at::date AS day,
       f.actor,
       f.detail,
       1 AS findings,
       l.customer,
       l.kind,
       l.severity,
       l.team,
       l.owner,
       l.state,
       l.outcome
FROM finding AS f
JOIN voc_data.loop AS l ON l.id = f.loop_id;

COMMENT ON VIEW voc_bi.loop_integrity IS 'One row: a loop, and something about it that may show that the figure was served and not the customer. A loop has one row a finding at most.';
COMMENT ON COLUMN voc_bi.loop_integrity.loop_id IS 'Number of the loop.';
COMMENT ON COLUMN voc_bi.loop_integrity.finding IS 'closed without contact (never acting, or closed within a minute of it), closed just before breach (in the last 5 % of the time), ended in bulk (10 or more by one actor in one minute), dismissed critical, reopened after closing, or waited while the customer spoke (their signal did not end state waiting within an hour).';
COMMENT ON COLUMN voc_bi.loop_integrity.at IS 'When; the last time, if it was several times.';
COMMENT ON COLUMN voc_bi.loop_integrity.day IS 'The day of that, in the session''s time zone.';
COMMENT ON COLUMN voc_bi.loop_integrity.actor IS 'Who closed, dismissed, reopened or set it to waiting; NULL: history does not tell.';
COMMENT ON COLUMN voc_bi.loop_integrity.detail IS 'More of it, in words.';
COMMENT ON COLUMN voc_bi.loop_integrity.findings IS '1; add it up.';
COMMENT ON COLUMN voc_bi.loop_integrity.customer IS 'The customer.';
COMMENT ON COLUMN voc_bi.loop_integrity.kind IS 'recover, grow or thank.';
COMMENT ON COLUMN voc_bi.loop_integrity.severity IS 'critical, high or normal.';
COMMENT ON COLUMN voc_bi.loop_integrity.team IS 'Team that has it.';
COMMENT ON COLUMN voc_bi.loop_integrity.owner IS 'Person who has it.';
COMMENT ON COLUMN voc_bi.loop_integrity.state IS 'Where it stands now.';
COMMENT ON COLUMN voc_bi.loop_integrity.outcome IS 'Its outcome now.';
