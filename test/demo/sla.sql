/* test/demo/sla.sql: were the promises kept? */

\ir look.sql

SELECT a.title AS target, a.loops AS judged, a.in_time AS "in time", a.pending,
       round(a.share::numeric, 1) AS "share %",
       format('%s to %s', round(a.share_low::numeric), round(a.share_high::numeric)) AS "95 % interval",
       round(a.target_share::numeric) AS "target %",
       CASE WHEN a.met THEN 'met' WHEN NOT a.met THEN 'missed' END AS verdict
FROM voc_bi.sla_attainment AS a
JOIN voc_data.sla_target AS t ON t.code = a.target
ORDER BY t.position;
