/* test/demo/team.sql: simulated agents work through the loops older than three days */

\ir look.sql

-- What each agent will do, and when: as good as random, the same every time.
CREATE TEMPORARY TABLE work AS
WITH dice AS (
    SELECT l.id, l.occurred_at, l.team,
           (('x' || substr(md5(s.source_key || 'take'), 1, 7))::bit(28)::integer) / 268435456.0 AS take,
           (('x' || substr(md5(s.source_key || 'call'), 1, 7))::bit(28)::integer) / 268435456.0 AS call,
           (('x' || substr(md5(s.source_key || 'fix'), 1, 7))::bit(28)::integer) / 268435456.0 AS fix,
           (('x' || substr(md5(s.source_key || 'end'), 1, 7))::bit(28)::integer) / 268435456.0 AS ending
    FROM voc_data.loop AS l
    JOIN voc_data.signal AS s ON s.id = l.signal_id
    WHERE l.occurred_at < now() - interval '3 days'
), timed AS (
    SELECT d.*,
           d.occurred_at + interval '1 hour' * (CASE WHEN d.take < 0.64 THEN 0.1 + d.take * 2.9
                                                     WHEN d.take < 0.88 THEN 2 + (d.take - 0.64) * 16
                                                     ELSE 6 + (d.take - 0.88) * 60 END) AS taken_at
    FROM dice AS d
), called AS (
    SELECT t.*, t.taken_at + interval '1 hour' * (0.2 + t.call * 13) AS called_at FROM timed AS t
), fixed AS (
    SELECT c.*, c.called_at + interval '1 hour' * (0.5 + c.fix * 14) AS fixed_at FROM called AS c
)
SELECT f.*,
       f.occurred_at > now() - interval '30 days' AND f.ending > 0.8 AS left_over,
       f.fixed_at + interval '1 hour' * (1 + CASE WHEN f.ending < 0.93 THEN f.ending * 15 ELSE 18 + f.ending * 30 END) AS ended_at
FROM fixed AS f;

SET voc.actor = 'simulated agent';
UPDATE voc_data.loop AS l
SET state = 'acknowledged', state_since = w.taken_at, owner = w.team || '.' || (1 + (w.take * 1000)::integer % 5)
FROM work AS w
WHERE w.id = l.id;
UPDATE voc_data.loop AS l
SET state = 'acting', state_since = w.called_at, contact_mode = CASE WHEN w.call < 0.7 THEN 'phone' ELSE 'e-mail' END
FROM work AS w
WHERE w.id = l.id;
UPDATE voc_data.loop AS l
SET state = 'resolved', state_since = w.fixed_at, resolution = 'explained and put right', root_cause = 'see topics'
FROM work AS w
WHERE w.id = l.id AND NOT (w.left_over AND w.fix < 0.5);
UPDATE voc_data.loop AS l
SET state = 'closed', state_since = w.ended_at,
    outcome = CASE WHEN w.fix < 0.55 THEN 'saved' WHEN w.fix < 0.8 THEN 'no_reply' ELSE 'not_saved' END,
    evidence = CASE WHEN w.fix < 0.55 THEN 'says so when called back' END
FROM work AS w
WHERE w.id = l.id AND NOT w.left_over;
RESET voc.actor;
