/* test/demo/stories.sql: two stories that the sample hides */

\ir look.sql

\echo 'A surge: feedback on late delivery in the weeks around the worst one (a new courier had taken over):'
WITH weekly AS (
    SELECT (date_trunc('day', now()) - interval '7 days' * (trunc(extract(epoch FROM now() - o.occurred_at) / 604800)::integer + 1))::date AS week,
           count(DISTINCT o.signal_id) AS customers
    FROM voc_bi.opinion AS o
    WHERE o.topic = 'delivery.late'
    GROUP BY 1
), top AS (
    SELECT w.week FROM weekly AS w ORDER BY w.customers DESC, w.week LIMIT 1
)
SELECT g.week::date AS "week from", coalesce(w.customers, 0) AS "speak of it", repeat('#', coalesce(w.customers, 0)::integer) AS " "
FROM top AS t
CROSS JOIN generate_series(t.week - 21, t.week + 21, interval '7 days') AS g (week)
LEFT JOIN weekly AS w ON w.week = g.week
ORDER BY g.week;

\echo 'A pilot: one store introduced queue tickets eleven weeks ago, the other did not (satisfaction, 1 to 5):'
SELECT s.segment ->> 'store' AS store,
       round(avg(s.score) FILTER (WHERE s.occurred_at < p.start)::numeric, 2) AS before,
       count(*) FILTER (WHERE s.occurred_at < p.start) AS answers,
       round(avg(s.score) FILTER (WHERE s.occurred_at >= p.start)::numeric, 2) AS after,
       count(*) FILTER (WHERE s.occurred_at >= p.start) AS answers,
       round((avg(s.score) FILTER (WHERE s.occurred_at >= p.start) - avg(s.score) FILTER (WHERE s.occurred_at < p.start))::numeric, 2) AS change
FROM voc_data.signal AS s
CROSS JOIN (SELECT now() - interval '77 days' AS start) AS p
WHERE s.scale = 'csat5' AND s.segment ->> 'store' IN ('Brno-Masarykova', 'Praha-Andel')
GROUP BY 1
ORDER BY 1;
