/* test/demo/stories.sql: two stories that the sample hides */

\ir look.sql

\echo 'A surge: feedback on late delivery in the weeks around the worst one (a new courier had taken over).'
\echo 'p is the probability of so many by chance alone, against the twelve weeks before (voc.surge):'
WITH weekly AS (
    SELECT w.week::date AS week, count(DISTINCT o.signal_id) AS customers
    FROM generate_series(date_trunc('day', now()) - interval '189 days', date_trunc('day', now()) - interval '7 days', interval '7 days') AS w (week)
    LEFT JOIN voc_bi.opinion AS o ON o.topic = 'delivery.late' AND o.occurred_at >= w.week AND o.occurred_at < w.week + interval '7 days'
    GROUP BY 1
), tested AS (
    SELECT w.*, voc.surge(w.customers, array_agg(w.customers) OVER (ORDER BY w.week ROWS BETWEEN 12 PRECEDING AND 1 PRECEDING)) AS surge
    FROM weekly AS w
), top AS (
    SELECT w.week FROM weekly AS w ORDER BY w.customers DESC, w.week LIMIT 1
)
SELECT g.week AS "week from", g.customers AS "speak of it", round((g.surge).expected::numeric, 1) AS expected,
       round((g.surge).p::numeric, 4) AS p, repeat('#', g.customers::integer) AS " "
FROM tested AS g, top AS t
WHERE g.week BETWEEN t.week - 21 AND t.week + 21
ORDER BY g.week;

\echo 'A pilot: one store introduced queue tickets eleven weeks ago, the other did not (satisfaction, 1 to 5).'
\echo 'p is the probability of such a change by chance alone (Welch):'
SELECT x.store,
       round(voc.mean_score(x.before)::numeric, 2) AS before, voc.responses(x.before) AS answers,
       round(voc.mean_score(x.after)::numeric, 2) AS after, voc.responses(x.after) AS answers,
       round(c.delta::numeric, 2) AS change,
       format('%s to %s', round(c.low::numeric, 2), round(c.high::numeric, 2)) AS "95 % interval",
       round(c.p::numeric, 4) AS p
FROM (SELECT s.segment ->> 'store' AS store,
             voc.tally_rating(s.score) FILTER (WHERE s.occurred_at < p.start) AS before,
             voc.tally_rating(s.score) FILTER (WHERE s.occurred_at >= p.start) AS after
      FROM voc_data.signal AS s
      CROSS JOIN (SELECT now() - interval '77 days' AS start) AS p
      WHERE s.scale = 'csat5' AND s.segment ->> 'store' IN ('Brno-Masarykova', 'Praha-Andel')
      GROUP BY 1) AS x
CROSS JOIN LATERAL voc.compare(x.after, x.before) AS c
ORDER BY 1;
