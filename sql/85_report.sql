/* sql/85_report.sql: figures by time, and the report */

CREATE FUNCTION voc.sla_attainment(as_of timestamptz DEFAULT now())
RETURNS TABLE (target text, title text, clock text, within_hours double precision, target_share double precision, loops bigint, in_time bigint, late bigint, pending bigint, share double precision, share_low double precision, share_high double precision, met boolean)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
BEGIN
    PERFORM voc.check_program();

    -- A loop that was dismissed was looked at then: it counts as done.  One
    -- that was reopened later was closed at the time: history tells.
    RETURN QUERY
    WITH judged AS (
        SELECT t.code,
               CASE WHEN d.done_at <= l.occurred_at + t.within THEN 'in_time'
                    WHEN l.occurred_at + t.within < as_of THEN 'late'
                    ELSE 'pending' END AS verdict
        FROM voc_data.sla_target AS t
        JOIN voc_data.loop AS l ON l.opened_at <= as_of
        CROSS JOIN LATERAL (
            SELECT CASE
                       WHEN t.clock = 'acknowledge' THEN coalesce(l.acknowledged_at, l.closed_at)
                       WHEN t.clock = 'act' THEN coalesce(l.acted_at, l.closed_at)
                       WHEN l.closed_at <= as_of THEN l.closed_at
                       ELSE (SELECT CASE WHEN e.to_state IN ('closed', 'dismissed') THEN e.at END
                             FROM voc_data.loop_event AS e
                             WHERE e.loop_id = l.id AND e.event = 'state' AND e.at <= as_of
                             ORDER BY e.id DESC LIMIT 1) END AS at) AS c
        CROSS JOIN LATERAL (SELECT CASE WHEN c.at <= as_of THEN c.at END AS done_at) AS d
    ), counted AS (
        SELECT j.code,
               count(*) FILTER (WHERE j.verdict <> 'pending') AS n,
               count(*) FILTER (WHERE j.verdict = 'in_time') AS k,
               count(*) FILTER (WHERE j.verdict = 'pending') AS pending
        FROM judged AS j
        GROUP BY j.code
    )
    SELECT t.code, t.title, t.clock,
           extract(epoch FROM t.within)::double precision / 3600,
           t.share * 100,
           coalesce(c.n, 0), coalesce(c.k, 0), coalesce(c.n - c.k, 0), coalesce(c.pending, 0),
           100.0 * c.k / nullif(c.n, 0)::double precision,
           i.low, i.high,
           c.k::double precision / nullif(c.n, 0) >= t.share
    FROM voc_data.sla_target AS t
    LEFT JOIN counted AS c ON c.code = t.code
    LEFT JOIN LATERAL voc.share_interval(c.k, c.n) AS i ON true
    ORDER BY t.position;
END
$$;

COMMENT ON FUNCTION voc.sla_attainment(timestamptz) IS
'What share of loops kept each target of voc_data.sla_target, as of a moment: loops in time, late and pending (time not over yet), the share in percent with its 95 % Wilson interval, and whether the target is met (NULL: no loop to judge). Errors: VO010, VO011.';

CREATE FUNCTION voc.html(value text)
RETURNS text
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
AS $$
SELECT pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
    value, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&#39;')
$$;

COMMENT ON FUNCTION voc.html(text) IS
'A text as it must stand in HTML, between tags or in a quoted attribute: the characters & < > " and the apostrophe are escaped. NULL for NULL.';

CREATE FUNCTION voc.html_number(value double precision, digits integer DEFAULT 0)
RETURNS text
LANGUAGE SQL IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
SELECT coalesce(replace(to_char(round(value::numeric, digits), 'FM999,999,999,999,990' || CASE WHEN digits > 0 THEN '.' || repeat('0', digits) ELSE '' END), '-', '&minus;'), '&ndash;')
$$;

COMMENT ON FUNCTION voc.html_number(double precision, integer) IS
'A figure for HTML: rounded to digits (0 or more) behind the point, thousands apart by commas, with a true minus sign; a dash for NULL.';

CREATE FUNCTION voc.html_bar(value double precision, low double precision, high double precision, axis_low double precision, axis_high double precision, mark double precision DEFAULT NULL)
RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
DECLARE
    width CONSTANT double precision := 200;
    at double precision[];
    svg text;
BEGIN
    IF value IS NULL OR axis_low IS NULL OR axis_high IS NULL OR axis_low >= axis_high THEN
        RETURN '';
    END IF;

    -- places of zero, value, low, high and mark
    SELECT array_agg(round(((least(greatest(v.x, axis_low), axis_high) - axis_low) / (axis_high - axis_low) * width)::numeric, 1) ORDER BY v.i)
    INTO at
    FROM unnest(ARRAY[0, value, coalesce(low, value), coalesce(high, value), coalesce(mark, 0)]) WITH ORDINALITY AS v (x, i);
    svg := '<svg class="bar" viewBox="-1 0 202 16" width="202" height="16" aria-hidden="true">'
        || format('<line class="axis" x1="%s" y1="0" x2="%s" y2="16"/>', at[1], at[1])
        || format('<rect class="%s" x="%s" y="3" width="%s" height="10" rx="1"/>',
                  CASE WHEN value < 0 THEN 'neg' ELSE 'pos' END, least(at[1], at[2]), abs(at[2] - at[1]));
    IF low IS NOT NULL AND high IS NOT NULL THEN
        svg := svg || format('<path class="ci" d="M%s 8H%sM%s 5v6M%s 5v6"/>', at[3], at[4], at[3], at[4]);
    END IF;
    IF mark IS NOT NULL THEN
        svg := svg || format('<line class="mark" x1="%s" y1="0" x2="%s" y2="16"/>', at[5], at[5]);
    END IF;
    RETURN svg || '</svg>';
END
$$;

COMMENT ON FUNCTION voc.html_bar(double precision, double precision, double precision, double precision, double precision, double precision) IS
'A bar from zero to value with its interval, as inline SVG for voc.report(). low, high: ends of the interval, NULL: none. axis_low, axis_high: ends of the axis; what lies outside is cut. mark: where to draw a mark such as a target, NULL: nowhere. Empty for a NULL value or axis.';

CREATE FUNCTION voc.loops_at(as_of timestamptz DEFAULT now())
RETURNS TABLE (id bigint, team text, state text, is_open boolean, due_at timestamptz, overdue boolean)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
BEGIN
    PERFORM voc.check_program();
    RETURN QUERY
    SELECT l.id, l.team, c.state, s.is_open, d.due_at, coalesce(s.is_open AND d.due_at < as_of, false)
    FROM voc_data.loop AS l
    CROSS JOIN LATERAL (
        SELECT CASE WHEN l.state_since <= as_of THEN l.state
                    ELSE coalesce((SELECT e.to_state
                                   FROM voc_data.loop_event AS e
                                   WHERE e.loop_id = l.id AND e.event = 'state' AND e.at <= as_of
                                   ORDER BY e.at DESC, e.id DESC
                                   LIMIT 1), 'open') END AS state) AS c
    JOIN voc_data.loop_state AS s ON s.code = c.state
    CROSS JOIN LATERAL (
        SELECT CASE WHEN NOT s.is_open THEN NULL
                    WHEN c.state = 'open' THEN l.acknowledge_due
                    WHEN c.state = 'acknowledged' THEN l.act_due
                    ELSE l.close_due END AS due_at) AS d
    WHERE l.opened_at <= as_of;
END
$$;

COMMENT ON FUNCTION voc.loops_at(timestamptz) IS
'The loops that were there at a moment: where each stood, when its next step was due, and whether it was overdue. The team is the present one. Errors: VO010, VO011.';

CREATE FUNCTION voc.report_scores(as_of timestamptz DEFAULT now(), since timestamptz DEFAULT NULL)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
DECLARE
    by_touchpoint text;
    by_month text;
    others text;
BEGIN
    PERFORM voc.check_program();
    WITH tallied AS (
        SELECT s.touchpoint, grouping(s.touchpoint) AS is_all, voc.tally_nps(s.score, coalesce(s.weight, 1)) AS tally
        FROM voc_data.signal AS s
        JOIN voc_data.scale AS c ON c.code = s.scale AND c.kind = 'nps'
        WHERE s.score IS NOT NULL
        AND s.occurred_at <= as_of AND (since IS NULL OR s.occurred_at >= since)
        AND (s.retracted_at IS NULL OR s.retracted_at > as_of)
        GROUP BY ROLLUP (s.touchpoint)
        HAVING count(*) > 0
    ), line AS (
        SELECT x.is_all, t.journey_order, coalesce(t.title, '(none)') AS title,
               format('<tr%s><td>%s</td><td class="n">%s</td><td class="n">%s</td><td class="n">%s&nbsp;&hellip;&nbsp;%s</td><td>%s</td></tr>',
                      CASE WHEN x.is_all = 1 THEN ' class="all"' ELSE '' END,
                      CASE WHEN x.is_all = 1 THEN 'All' ELSE voc.html(coalesce(t.title, '(none)')) END,
                      voc.html_number(voc.responses(x.tally)),
                      voc.html_number(voc.nps(x.tally)),
                      voc.html_number((voc.nps_interval(x.tally)).low), voc.html_number((voc.nps_interval(x.tally)).high),
                      voc.html_bar(voc.nps(x.tally), (voc.nps_interval(x.tally)).low, (voc.nps_interval(x.tally)).high, -100, 100)) AS html
        FROM tallied AS x
        LEFT JOIN voc_data.touchpoint AS t ON t.code = x.touchpoint
    )
    SELECT string_agg(i.html, E'\n' ORDER BY i.is_all, i.journey_order NULLS LAST, i.title)
    INTO by_touchpoint
    FROM line AS i;

    SELECT string_agg(format('<tr><td>%s</td><td class="n">%s</td><td class="n">%s</td><td class="n">%s&nbsp;&hellip;&nbsp;%s</td><td class="n%s">%s</td><td>%s</td></tr>',
                             to_char(m.period_start, 'YYYY-MM'), voc.html_number(m.n), voc.html_number(m.nps),
                             voc.html_number(m.nps_low), voc.html_number(m.nps_high),
                             CASE m.direction WHEN 'up' THEN ' good' WHEN 'down' THEN ' bad' ELSE ' zero' END,
                             CASE WHEN m.change > 0 THEN '+' ELSE '' END || voc.html_number(m.change),
                             voc.html_bar(m.nps, m.nps_low, m.nps_high, -100, 100)),
                      E'\n' ORDER BY m.period_start)
    INTO by_month
    FROM voc.nps_by_period(as_of, since) AS m
    WHERE m.period = 'month';

    -- Shares as tallies, as in voc.score_by_period().
    WITH figure AS (
        SELECT c.code, c.title,
               voc.tally_nps(CASE WHEN s.score >= c.good_min THEN 10 ELSE 8 END, coalesce(s.weight, 1)) AS tally,
               sum(s.score * coalesce(s.weight, 1)) / nullif(sum(coalesce(s.weight, 1)), 0) AS mean
        FROM voc_data.signal AS s
        JOIN voc_data.scale AS c ON c.code = s.scale AND c.kind <> 'nps'
        WHERE s.score IS NOT NULL
        AND s.occurred_at <= as_of AND (since IS NULL OR s.occurred_at >= since)
        AND (s.retracted_at IS NULL OR s.retracted_at > as_of)
        GROUP BY c.code, c.title
    ), bounded AS (
        SELECT f.title, f.mean, voc.responses(f.tally) AS n, voc.nps(f.tally) AS share, (x.k).low, (x.k).high
        FROM figure AS f
        CROSS JOIN LATERAL (
            SELECT voc.share_interval(least(voc.effective_n(f.tally) * voc.nps(f.tally) / 100, voc.effective_n(f.tally)), voc.effective_n(f.tally)) AS k) AS x
    )
    SELECT string_agg(format('<tr><td>%s</td><td class="n">%s</td><td class="n">%s</td><td class="n">%s&nbsp;%%</td><td class="n">%s&nbsp;&hellip;&nbsp;%s</td><td>%s</td></tr>',
                             voc.html(b.title), voc.html_number(b.n), voc.html_number(b.mean, 2), voc.html_number(b.share),
                             voc.html_number(b.low), voc.html_number(b.high), voc.html_bar(b.share, b.low, b.high, 0, 100)),
                      E'\n' ORDER BY b.title)
    INTO others
    FROM bounded AS b;

    RETURN concat(
        CASE WHEN by_touchpoint IS NOT NULL THEN
            '<section><h2>Net Promoter Score by touchpoint</h2><p class="note">Share of promoters (9, 10) minus share of detractors (0 to 6), &minus;100 to +100. The line across a bar is the 95&nbsp;% interval: with few answers it is wide.</p>'
            '<table><thead><tr><th>Touchpoint</th><th class="n">Answers</th><th class="n">NPS</th><th class="n">95&nbsp;% interval</th><th class="b">&minus;100 to +100</th></tr></thead><tbody>'
            || E'\n' || by_touchpoint || '</tbody></table></section>' || E'\n' END,
        CASE WHEN by_month IS NOT NULL THEN
            '<section><h2>Net Promoter Score by month</h2><p class="note">Change: since the month before that has answers. In colour where it is real, that is, more than chance makes of so few or so many answers.</p>'
            '<table><thead><tr><th>Month</th><th class="n">Answers</th><th class="n">NPS</th><th class="n">95&nbsp;% interval</th><th class="n">Change</th><th class="b">&minus;100 to +100</th></tr></thead><tbody>'
            || E'\n' || by_month || '</tbody></table></section>' || E'\n' END,
        CASE WHEN others IS NOT NULL THEN
            '<section><h2>Other scores</h2>'
            '<table><thead><tr><th>Scale</th><th class="n">Answers</th><th class="n">Mean</th><th class="n">Satisfied</th><th class="n">95&nbsp;% interval</th><th class="b">0 to 100&nbsp;%</th></tr></thead><tbody>'
            || E'\n' || others || '</tbody></table></section>' || E'\n' END);
END
$$;

COMMENT ON FUNCTION voc.report_scores(timestamptz, timestamptz) IS
'Part of voc.report(): NPS by touchpoint and by month, and the other scales, as HTML sections; empty without any score. as_of, since: as there. Errors: VO010, VO011.';

CREATE FUNCTION voc.report_topics(as_of timestamptz DEFAULT now(), since timestamptz DEFAULT NULL)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
DECLARE
    lines text;
BEGIN
    PERFORM voc.check_program();

    WITH chosen AS (
        SELECT i.topic, i.topic_title, i.signals, i.negative, i.impact, i.impact_low, i.impact_high,
               row_number() OVER (ORDER BY i.impact NULLS LAST, i.negative DESC, i.topic) AS place,
               least(min(i.impact_low) OVER (), min(i.impact) OVER (), 0) AS axis_low, greatest(max(i.impact_high) OVER (), 0) AS axis_high
        FROM voc.topic_impact(as_of, since) AS i
        WHERE i.named > 0
        AND (i.impact < 0 OR (i.impact IS NULL AND i.negative > 0))
        ORDER BY place
        LIMIT 10
    ), quote AS (
        SELECT DISTINCT ON (o.topic) o.topic, v.comment
        FROM chosen AS i
        JOIN voc_data.opinion AS o ON o.topic = i.topic AND o.sentiment_label = 'negative'
        JOIN voc_data.signal AS v ON v.id = o.signal_id
        WHERE v.occurred_at <= as_of AND (since IS NULL OR v.occurred_at >= since)
        AND (v.retracted_at IS NULL OR v.retracted_at > as_of)
        ORDER BY o.topic, v.score_group IN ('detractor', 'dissatisfied') DESC NULLS LAST, abs(length(v.comment) - 90), v.id DESC
    )
    SELECT string_agg(format('<tr><td><b>%s</b><q dir="auto">%s</q></td><td class="n">%s</td><td class="n">%s&nbsp;%%</td><td class="n">%s</td><td class="n">%s</td><td>%s</td></tr>',
                             voc.html(i.topic_title),
                             voc.html(CASE WHEN length(q.comment) > 160 THEN left(q.comment, 157) || '...' ELSE coalesce(q.comment, '-') END),
                             voc.html_number(i.signals), voc.html_number(i.negative * 100.0 / i.signals),
                             voc.html_number(i.impact, 1),
                             CASE WHEN i.impact_low IS NOT NULL THEN voc.html_number(i.impact_low, 1) || '&nbsp;&hellip;&nbsp;' || voc.html_number(i.impact_high, 1) END,
                             voc.html_bar(i.impact, i.impact_low, i.impact_high, i.axis_low, i.axis_high)),
                      E'\n' ORDER BY i.place)
    INTO lines
    FROM chosen AS i
    LEFT JOIN quote AS q ON q.topic = i.topic;

    RETURN coalesce(
        '<section><h2>Topics that cost most</h2><p class="note">Impact: the points of NPS that are missing because customers speak of the topic (NPS of all answers minus NPS of those without it), with its 95&nbsp;% interval. Negative: share of those who speak of it who complain.</p>'
        '<table><thead><tr><th>Topic, and a customer''s words</th><th class="n">Said by</th><th class="n">Negative</th><th class="n">Impact</th><th class="n">95&nbsp;% interval</th><th class="b">Points of NPS</th></tr></thead><tbody>'
        || E'\n' || lines || '</tbody></table></section>' || E'\n', '');
END
$$;

COMMENT ON FUNCTION voc.report_topics(timestamptz, timestamptz) IS
'Part of voc.report(): the ten topics that cost most NPS (without NPS: those with most complaints), each with a comment, as an HTML section; empty when no topic costs anything. as_of, since: as there. Errors: VO010, VO011.';

CREATE FUNCTION voc.report_loops(as_of timestamptz DEFAULT now())
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
DECLARE
    longest CONSTANT integer := 15;
    by_team text;
    late bigint;
    overdue_lines text;
    targets text;
BEGIN
    PERFORM voc.check_program();
    WITH counted AS (
        SELECT a.team, grouping(a.team) AS is_all, count(*) AS loops,
               ARRAY[count(*) FILTER (WHERE a.state = 'open'), count(*) FILTER (WHERE a.state = 'acknowledged'),
                     count(*) FILTER (WHERE a.state = 'acting'), count(*) FILTER (WHERE a.state = 'waiting'),
                     count(*) FILTER (WHERE a.state = 'resolved'), count(*) FILTER (WHERE a.state = 'reopened'),
                     count(*) FILTER (WHERE a.state = 'closed'), count(*) FILTER (WHERE a.state = 'dismissed')] AS n,
               count(*) FILTER (WHERE a.overdue) AS overdue
        FROM voc.loops_at(as_of) AS a
        GROUP BY ROLLUP (a.team)
        HAVING count(*) > 0
    )
    SELECT string_agg(format('<tr%s><td>%s</td>%s<td class="n%s">%s</td></tr>',
                             CASE WHEN c.is_all = 1 THEN ' class="all"' END,
                             CASE WHEN c.is_all = 1 THEN 'All' ELSE voc.html(coalesce(t.title, c.team)) END,
                             (SELECT string_agg(format('<td class="n%s">%s</td>', CASE WHEN u.n = 0 THEN ' zero' END, voc.html_number(u.n)), '' ORDER BY u.i)
                              FROM unnest(c.n) WITH ORDINALITY AS u (n, i)),
                             CASE WHEN c.overdue > 0 THEN ' bad' ELSE ' zero' END, voc.html_number(c.overdue)),
                      E'\n' ORDER BY c.is_all, c.loops DESC, c.team)
    INTO by_team
    FROM counted AS c
    LEFT JOIN voc_data.team AS t ON t.code = c.team;
    IF by_team IS NULL THEN
        RETURN '';
    END IF;

    SELECT count(*) INTO late FROM voc.loops_at(as_of) AS a WHERE a.overdue;
    SELECT string_agg(format('<tr><td class="n">%s</td><td><b>%s</b><q dir="auto">%s</q></td><td>%s</td><td>%s</td><td class="n">%s</td></tr>',
                             a.id, voc.html(l.reason),
                             voc.html(CASE WHEN length(s.comment) > 120 THEN left(s.comment, 117) || '...' ELSE coalesce(nullif(s.comment, ''), '-') END),
                             voc.html(coalesce(t.title, a.team)), voc.html(a.state), voc.html(a.late)),
                      E'\n' ORDER BY a.due_at, a.id)
    INTO overdue_lines
    FROM (SELECT x.*,
                 CASE WHEN as_of - x.due_at >= '2 days' THEN extract(day FROM as_of - x.due_at) || ' days'
                      WHEN as_of - x.due_at >= '1 hour' THEN trunc(extract(epoch FROM as_of - x.due_at) / 3600) || ' h'
                      ELSE trunc(extract(epoch FROM as_of - x.due_at) / 60) || ' min' END AS late
          FROM voc.loops_at(as_of) AS x
          WHERE x.overdue
          ORDER BY x.due_at, x.id
          LIMIT longest) AS a
    JOIN voc_data.loop AS l ON l.id = a.id
    JOIN voc_data.signal AS s ON s.id = l.signal_id
    LEFT JOIN voc_data.team AS t ON t.code = a.team;

    SELECT string_agg(format('<tr><td>%s</td><td class="n">%s of %s</td><td class="n">%s</td><td class="n">%s</td><td class="n">%s&nbsp;%%</td><td>%s</td><td>%s</td></tr>',
                             voc.html(g.title), g.in_time, g.loops, g.pending,
                             voc.html_number(g.share) || CASE WHEN g.share IS NULL THEN '' ELSE '&nbsp;%' END, voc.html_number(g.target_share),
                             voc.html_bar(g.share, g.share_low, g.share_high, 0, 100, g.target_share),
                             CASE WHEN g.met THEN '<span class="good">met</span>' WHEN NOT g.met THEN '<span class="bad">missed</span>' ELSE '&ndash;' END),
                      E'\n' ORDER BY p.position)
    INTO targets
    FROM voc.sla_attainment(as_of) AS g
    JOIN voc_data.sla_target AS p ON p.code = g.target;

    RETURN concat(
        '<section><h2>Loops by team</h2><p class="note">A loop is the follow-up of one customer''s feedback, from open to closed.</p>'
        '<table><thead><tr><th>Team</th><th class="n">Open</th><th class="n">Acknowl.</th><th class="n">Acting</th><th class="n">Waiting</th><th class="n">Resolved</th><th class="n">Reopened</th><th class="n">Closed</th><th class="n">Dismissed</th><th class="n">Overdue</th></tr></thead><tbody>',
        E'\n', by_team, '</tbody></table></section>', E'\n',
        '<section><h2>Service levels</h2><p class="note">All clocks start when the customer spoke. Loops whose time is not over yet are pending and in no share. The mark is the target.</p>'
        '<table><thead><tr><th>Target</th><th class="n">In time</th><th class="n">Pending</th><th class="n">Share</th><th class="n">Target</th><th class="b">0 to 100&nbsp;%</th><th></th></tr></thead><tbody>'
        || E'\n' || targets || '</tbody></table></section>' || E'\n',
        '<section><h2>Overdue loops</h2>'
        || CASE WHEN late > longest THEN format('<p class="note">The %s that wait longest, of %s.</p>', longest, late) ELSE '' END
        || '<table><thead><tr><th class="n">Loop</th><th>Why, and the customer''s words</th><th>Team</th><th>State</th><th class="n">Late by</th></tr></thead><tbody>'
        || E'\n' || overdue_lines || '</tbody></table></section>' || E'\n');
END
$$;

COMMENT ON FUNCTION voc.report_loops(timestamptz) IS
'Part of voc.report(): loops by team and state, service levels against their targets, and the loops that are overdue longest, as HTML sections; empty without any loop. as_of: as there. Errors: VO010, VO011.';

CREATE FUNCTION voc.report_rejected(as_of timestamptz DEFAULT now())
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
DECLARE
    total bigint;
    lines text;
BEGIN
    PERFORM voc.check_program();
    WITH kind AS (
        SELECT f.relation_name, r.column_name, r.reason, r.hint, count(*) AS n, min(r.value) AS example
        FROM voc_data.rejected AS r
        JOIN voc_data.source AS f ON f.id = r.source_id
        WHERE r.rejected_at <= as_of AND (r.resolved_at IS NULL OR r.resolved_at > as_of)
        GROUP BY f.relation_name, r.column_name, r.reason, r.hint
    ), shown AS (
        SELECT k.*, sum(k.n) OVER () AS total
        FROM kind AS k
        ORDER BY k.n DESC, k.relation_name, k.column_name, k.reason
        LIMIT 20
    )
    SELECT max(i.total),
           string_agg(format('<tr><td>%s</td><td>%s</td><td class="n">%s</td><td>%s<q dir="auto">%s</q></td></tr>',
                             voc.html(i.relation_name), voc.html(coalesce(i.column_name, '-')), voc.html_number(i.n),
                             voc.html(i.reason), voc.html(coalesce(left(i.example, 60), '-'))),
                      E'\n' ORDER BY i.n DESC, i.relation_name, i.column_name, i.reason)
    INTO total, lines
    FROM shown AS i;
    IF lines IS NULL THEN
        RETURN '';
    END IF;
    RETURN format('<section><h2>Rejected rows</h2><p class="note">%s rows of sources could not be captured. Mend them in their table, or add what they name, then <code>CALL voc.backfill()</code>.</p>', voc.html_number(total))
        || '<table><thead><tr><th>Source</th><th>Column</th><th class="n">Rows</th><th>Why, and an example</th></tr></thead><tbody>'
        || E'\n' || lines || '</tbody></table></section>' || E'\n';
END
$$;

COMMENT ON FUNCTION voc.report_rejected(timestamptz) IS
'Part of voc.report(): the rows that could not be captured, by reason, as an HTML section; empty without any. as_of: as there. Errors: VO010, VO011.';

CREATE FUNCTION voc.report_charset()
RETURNS text
LANGUAGE SQL STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
SELECT CASE
           WHEN e.name IN ('UTF8', 'SQL_ASCII', 'UNICODE') THEN 'utf-8'
           WHEN e.name ~ '^WIN125[0-8]$' THEN 'windows-' || substr(e.name, 4)
           WHEN e.name ~ '^ISO_8859_[5-8]$' THEN 'iso-8859-' || substr(e.name, 10)
           ELSE (SELECT m.charset
                 FROM (VALUES ('LATIN1', 'iso-8859-1'), ('LATIN2', 'iso-8859-2'), ('LATIN3', 'iso-8859-3'), ('LATIN4', 'iso-8859-4'),
                              ('LATIN5', 'iso-8859-9'), ('LATIN6', 'iso-8859-10'), ('LATIN7', 'iso-8859-13'), ('LATIN8', 'iso-8859-14'),
                              ('LATIN9', 'iso-8859-15'), ('LATIN10', 'iso-8859-16'), ('WIN866', 'ibm866'), ('WIN874', 'windows-874'),
                              ('KOI8R', 'koi8-r'), ('KOI8U', 'koi8-u'), ('EUC_JP', 'euc-jp'), ('EUC_JIS_2004', 'euc-jp'), ('EUC_KR', 'euc-kr'),
                              ('UHC', 'euc-kr'), ('EUC_CN', 'gbk'), ('GBK', 'gbk'), ('GB18030', 'gb18030'), ('BIG5', 'big5'), ('SJIS', 'shift_jis'),
                              ('SHIFT_JIS_2004', 'shift_jis')) AS m (name, charset)
                 WHERE m.name = e.name)
       END
FROM (SELECT pg_catalog.pg_client_encoding()::text AS name) AS e
$$;

COMMENT ON FUNCTION voc.report_charset() IS
'What HTML calls the encoding that texts reach the client in (setting client_encoding), for the page of voc.report(); NULL for one that HTML has no name for.';

CREATE FUNCTION voc.report(as_of timestamptz DEFAULT now(), since timestamptz DEFAULT NULL)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
DECLARE
    style CONSTANT text := ':root{color-scheme:light dark;--page:#fff;--ink:#1d2733;--soft:#5c6875;--line:#dfe3e8;--card:#f5f7f9;--pos:#2e7d5b;--neg:#b8473a;--mark:#c98a00}
@media(prefers-color-scheme:dark){:root{--page:#15191e;--ink:#e4e8ec;--soft:#9aa5b1;--line:#333b45;--card:#1e242b;--pos:#54b088;--neg:#e0766a;--mark:#e3b341}}
*{box-sizing:border-box}body{margin:0 auto;max-width:68rem;padding:2rem 1.5rem 3rem;background:var(--page);color:var(--ink);font:.94rem/1.5 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .25rem}h2{font-size:1.15rem;margin:2.4rem 0 .35rem}p{margin:.25rem 0}.note,header p{color:var(--soft);max-width:52rem}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));gap:.8rem;margin:1.5rem 0 0}.card{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.8rem 1rem}
.card b{display:block;font-size:1.8rem;line-height:1.25;font-weight:650}.card span{display:block;color:var(--soft);font-size:.87rem}
table{border-collapse:collapse;width:100%;margin:.6rem 0 0;font-variant-numeric:tabular-nums}th{text-align:left;font-weight:600;font-size:.82rem;color:var(--soft);border-bottom:1px solid var(--soft);padding:.35rem .6rem;vertical-align:bottom}
td{padding:.38rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}th:first-child,td:first-child{padding-left:0}.n{text-align:right;white-space:nowrap}th.b{width:14.5rem;padding-left:1.2rem}td .bar{margin-left:.6rem}tr.all td{font-weight:650;border-top:1px solid var(--soft)}
td b{font-weight:600}q{display:block;color:var(--soft);font-size:.9rem;overflow-wrap:anywhere;quotes:none}.zero{color:var(--soft)}td.zero{opacity:.55}.good{color:var(--pos);font-weight:600}.bad{color:var(--neg);font-weight:600}
.bar{display:block;margin-top:.2rem}.axis{stroke:var(--soft);stroke-width:1}.pos{fill:var(--pos)}.neg{fill:var(--neg)}.ci{stroke:var(--ink);stroke-width:1.5;fill:none}.mark{stroke:var(--mark);stroke-width:3}
footer{margin-top:2.5rem;color:var(--soft);font-size:.85rem}code{font-family:ui-monospace,Consolas,monospace;font-size:.9em}section{overflow-x:auto}
@media print{html{font-size:10.5px}body{max-width:none;padding:0}section{overflow:visible}tr,.card{break-inside:avoid}h2{break-after:avoid}.card,.bar{print-color-adjust:exact;-webkit-print-color-adjust:exact}}';
    title text;
    head text;
    body text;
    feedback record;
    tally voc.nps_tally;
    loops record;
BEGIN
    PERFORM voc.check_program();
    IF as_of IS NULL THEN
        RAISE EXCEPTION 'the time of the report is NULL'
            USING ERRCODE = 'null_value_not_allowed';
    END IF;
    SELECT p.name INTO title FROM voc_data.program AS p;
    SELECT count(*) AS n, min(s.occurred_at) AS first, max(s.occurred_at) AS last,
           count(s.sentiment_label) AS felt, count(*) FILTER (WHERE s.sentiment_label = 'negative') AS negative
    INTO feedback
    FROM voc_data.signal AS s
    WHERE s.occurred_at <= as_of AND (since IS NULL OR s.occurred_at >= since)
    AND (s.retracted_at IS NULL OR s.retracted_at > as_of);
    head := concat('<!DOCTYPE html>', E'\n<html lang="en"><head>',
        '<meta charset="' || voc.report_charset() || '">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<title>', voc.html(title), '</title>', E'\n<style>\n', style, E'\n</style></head>\n<body><header><h1>', voc.html(title), '</h1><p>',
        'As of ', to_char(as_of, 'YYYY-MM-DD HH24:MI'), ' (', voc.html(current_setting('TimeZone')), ')',
        CASE WHEN feedback.n > 0 THEN format('. Feedback from %s to %s.', to_char(feedback.first, 'YYYY-MM-DD'), to_char(feedback.last, 'YYYY-MM-DD'))
             WHEN since IS NOT NULL THEN format(', since %s.', to_char(since, 'YYYY-MM-DD HH24:MI'))
             ELSE '.' END,
        E'</p></header>\n');

    IF feedback.n = 0 THEN
        body := '<section><h2>There is no feedback yet</h2><p class="note">'
            || CASE WHEN EXISTS (SELECT FROM voc_data.signal) THEN 'None in this period.'
                    WHEN EXISTS (SELECT FROM voc_data.source) THEN 'Sources are attached: the next row that is written there appears here. <code>CALL voc.backfill()</code> captures the rows that are there already.'
                    ELSE 'Attach a table that has some: <code>SELECT voc.attach()</code>.' END
            || E'</p></section>\n';
    ELSE
        SELECT voc.tally_nps(s.score, coalesce(s.weight, 1)) INTO tally
        FROM voc_data.signal AS s
        JOIN voc_data.scale AS c ON c.code = s.scale AND c.kind = 'nps'
        WHERE s.score IS NOT NULL
        AND s.occurred_at <= as_of AND (since IS NULL OR s.occurred_at >= since)
        AND (s.retracted_at IS NULL OR s.retracted_at > as_of);
        SELECT count(*) FILTER (WHERE a.is_open) AS open, count(*) FILTER (WHERE a.overdue) AS overdue, count(*) AS n
        INTO loops
        FROM voc.loops_at(as_of) AS a;
        body := concat('<div class="cards">',
            format('<div class="card"><b>%s</b><span>pieces of feedback</span></div>', voc.html_number(feedback.n)),
            format('<div class="card"><b>%s</b><span>NPS, 95&nbsp;%% interval %s&nbsp;&hellip;&nbsp;%s</span></div>',
                   voc.html_number(voc.nps(tally)), voc.html_number((voc.nps_interval(tally)).low), voc.html_number((voc.nps_interval(tally)).high))
                || CASE WHEN voc.responses(tally) > 0 THEN '' END,
            format('<div class="card"><b>%s&nbsp;%%</b><span>of %s comments with a feeling are negative</span></div>', voc.html_number(feedback.negative * 100.0 / nullif(feedback.felt, 0)), voc.html_number(feedback.felt))
                || CASE WHEN feedback.felt > 0 THEN '' END,
            format('<div class="card"><b>%s</b><span>open loops, of %s</span></div>', voc.html_number(loops.open), voc.html_number(loops.n)),
            format('<div class="card"><b%s>%s</b><span>of them overdue</span></div>', CASE WHEN loops.overdue > 0 THEN ' class="bad"' END, voc.html_number(loops.overdue)),
            E'</div>\n',
            voc.report_scores(as_of, since), voc.report_topics(as_of, since), voc.report_loops(as_of));
    END IF;
    RETURN concat(head, body, voc.report_rejected(as_of),
        format('<footer>Made by voc %s in database %s.</footer></body></html>', voc.html(voc.version()), voc.html(current_database()::text)), E'\n');
END
$$;

COMMENT ON FUNCTION voc.report(timestamptz, timestamptz) IS
'The state of the program as one HTML page with its charts inside, which needs nothing else: no script, no picture, no network. as_of: for which moment; feedback, loops and rejections that came later are left out. since: only feedback from this moment on; NULL: all. Times are shown in the session''s time zone; the page names the encoding that it reaches the client in. For whoever may read the program. Errors: 22004 as_of is NULL, VO010, VO011.';
