/* test/demo/loops.sql: which loops were opened and why, and one of them */

\ir look.sql

\echo '== 3. Act: nobody who needs an answer is forgotten =='
\echo
\echo 'Rules (table voc_data.rule) decide whose feedback opens a loop, SLAs (voc_data.sla) how long it may take:'
SELECT r.title AS "because", l.kind, l.severity, count(*) AS loops,
       count(*) FILTER (WHERE l.is_open) AS "still open",
       count(DISTINCT l.team) AS teams
FROM voc_bi.loop AS l
JOIN voc_data.loop AS x ON x.id = l.id
JOIN voc_data.rule AS r ON r.id = x.rule_id
GROUP BY r.position, r.title, l.kind, l.severity
ORDER BY r.position;
