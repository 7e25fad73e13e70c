/* test/demo/one.sql: one loop from open to closed, and what is refused on the way; fed through standard input */

\set QUIET on
\set SHOW_CONTEXT never
\pset pager off
\pset footer off
\pset tuples_only on
\pset format unaligned
\echo 'One loop from open to closed. A step that is not legal, or lacks what it needs, is refused with a hint:'
\echo
SELECT l.team || '.17' AS agent FROM voc_data.loop AS l WHERE l.id = :loop
\gset
SELECT format('-- loop %s for team %s: %s', l.id, l.team, CASE WHEN length(l.reason) > 80 THEN left(l.reason, 77) || '...' ELSE l.reason END) || E'\n' ||
       format('-- "%s"', CASE WHEN length(x.line) > 100 THEN left(x.line, 97) || '...' ELSE x.line END)
FROM voc_bi.loop AS l
CROSS JOIN LATERAL (SELECT translate(coalesce(l.comment, ''), E'\r\n\t', '   ') AS line) AS x
WHERE l.id = :loop;
\pset tuples_only off
\pset format aligned
\unset QUIET
\set ECHO queries
UPDATE voc_data.loop SET state = 'resolved' WHERE id = :loop;
UPDATE voc_data.loop SET state = 'acknowledged', owner = :'agent' WHERE id = :loop;
UPDATE voc_data.loop SET state = 'acting', contact_mode = 'phone' WHERE id = :loop;
UPDATE voc_data.loop SET state = 'resolved', resolution = 'apologized and put right',
    root_cause = 'no one owned the case' WHERE id = :loop;
UPDATE voc_data.loop SET state = 'closed', outcome = 'saved' WHERE id = :loop;
UPDATE voc_data.loop SET state = 'closed', outcome = 'saved',
    evidence = 'scored the follow-up 9' WHERE id = :loop;
\set ECHO none
\set QUIET on
\pset tuples_only on
\pset format unaligned
SELECT '-- its history, which nobody can change: '
       || string_agg(e.to_state || to_char(e.at, ' HH24:MI:SS'), ', ' ORDER BY e.id)
FROM voc_bi.loop_event AS e
WHERE e.loop_id = :loop AND e.to_state IS NOT NULL;
