\set id random(1, 600)
INSERT INTO bench.plain
SELECT nextval('bench.next'), 'n' || nextval('bench.next'), now(), f.channel, f.touchpoint, f.plan, f.region, f.score, f.comment
FROM bench.feedback AS f
WHERE f.ctid = (SELECT format('(%s,1)', :id % 100)::tid);
