/* test/demo/figures.sql: the figures of the walk, whatever the source */

\ir look.sql

SELECT coalesce(sum(n.n), 0) > 0 AS has_nps FROM voc_bi.nps_by_touchpoint AS n
\gset
SELECT count(*) > 0 AS has_topics FROM voc_bi.topic_impact
\gset
SELECT count(*) > 0 AS has_sentiment FROM voc_data.signal WHERE sentiment_label IS NOT NULL
\gset

\echo '== 2. Understand: what customers feel, and about what =='
\if :has_sentiment
\echo
\echo 'Every comment was read in its own language:'
SELECT coalesce(s.language, '(not told)') AS language,
       count(*) AS comments,
       count(*) FILTER (WHERE s.sentiment_label = 'positive') AS positive,
       count(*) FILTER (WHERE s.sentiment_label IN ('neutral', 'mixed')) AS "neutral, mixed",
       count(*) FILTER (WHERE s.sentiment_label = 'negative') AS negative,
       count(*) FILTER (WHERE s.sentiment_label IS NULL) AS "no feeling found"
FROM voc_data.signal AS s
WHERE s.comment <> ''
GROUP BY s.language
ORDER BY count(*) DESC, 1
LIMIT 6;
\endif
\if :has_nps
\echo 'NPS (promoters less detractors, -100 to +100) by touchpoint. The interval says how sure it is: with few'
\echo 'answers it is wide. Whether two of them differ, or only by chance, is what voc.compare() says.'
SELECT n.touchpoint_title AS touchpoint, n.n AS answers, n.promoters, n.passives, n.detractors,
       round(n.nps::numeric) AS nps,
       format('%s to %s', round(n.nps_low::numeric), round(n.nps_high::numeric)) AS "95 % interval"
FROM voc_bi.nps_by_touchpoint AS n
ORDER BY n.nps
LIMIT 12;
\else
SELECT count(*) > 0 AS has_score FROM voc_data.signal WHERE score IS NOT NULL
\gset
\if :has_score
\echo 'There is no score on the NPS scale here, but there are others:'
SELECT c.title AS scale, count(*) AS answers, round(avg(s.score)::numeric, 2) AS mean,
       round(avg((s.score_group = 'satisfied')::integer) * 100) AS "satisfied %",
       round(avg((s.score_group = 'dissatisfied')::integer) * 100) AS "dissatisfied %"
FROM voc_data.signal AS s
JOIN voc_data.scale AS c ON c.code = s.scale
WHERE s.score IS NOT NULL
GROUP BY c.code, c.title;
\else
\echo 'There are no scores here: sentiment and topics have to do.'
\echo
\endif
\endif
\if :has_topics
\if :has_nps
\echo 'The topics that cost most. Impact: points of NPS that are missing because people speak of it.'
SELECT i.topic_title AS topic, i.signals AS "said by", i.negative_opinions AS complaints,
       round(i.impact::numeric, 1) AS impact,
       format('%s to %s', round(i.impact_low::numeric, 1), round(i.impact_high::numeric, 1)) AS "95 % interval",
       q.quote AS "in a customer's words"
FROM voc_bi.topic_impact AS i
LEFT JOIN LATERAL (
    SELECT CASE WHEN length(x.line) > 46 THEN left(x.line, 43) || '...' ELSE x.line END AS quote
    FROM voc_data.opinion AS o
    JOIN voc_data.signal AS s ON s.id = o.signal_id
    CROSS JOIN LATERAL (SELECT translate(s.comment, E'\r\n\t', '   ') AS line) AS x
    WHERE o.topic = i.topic AND o.sentiment_label = 'negative' AND s.retracted_at IS NULL
    ORDER BY s.score_group IN ('detractor', 'dissatisfied') DESC NULLS LAST, abs(length(x.line) - 44), s.id
    LIMIT 1) AS q ON true
WHERE i.impact < 0 AND i.named > 0
ORDER BY i.impact
LIMIT 6;
\else
\echo 'The topics with most complaints:'
SELECT i.topic_title AS topic, i.signals AS "said by", i.negative_opinions AS complaints, i.positive_opinions AS praise,
       q.quote AS "in a customer's words"
FROM voc_bi.topic_impact AS i
LEFT JOIN LATERAL (
    SELECT CASE WHEN length(x.line) > 56 THEN left(x.line, 53) || '...' ELSE x.line END AS quote
    FROM voc_data.opinion AS o
    JOIN voc_data.signal AS s ON s.id = o.signal_id
    CROSS JOIN LATERAL (SELECT translate(s.comment, E'\r\n\t', '   ') AS line) AS x
    WHERE o.topic = i.topic AND o.sentiment_label = 'negative' AND s.retracted_at IS NULL
    ORDER BY s.score_group IN ('detractor', 'dissatisfied') DESC NULLS LAST, abs(length(x.line) - 54), s.id
    LIMIT 1) AS q ON true
WHERE i.named > 0
ORDER BY i.negative_opinions DESC, i.topic
LIMIT 6;
\endif
\else
\echo 'No topic of the code frame was met in these comments.'
\endif
