-- The sample, repeated until there are :rows rows; texts differ, so that
-- nothing can be remembered from one row to the next.

CREATE TABLE bench.feedback AS
SELECT g::bigint AS id,
       'c' || (g % 30000) AS customer_id,
       now() - (g % 50000) * interval '1 minute' AS submitted_at,
       s.channel, s.touchpoint, s.plan, s.region,
       least(10, greatest(0, s.score))::integer AS score,
       s.comment || ' ' || g AS comment
FROM generate_series(1, :rows) AS g
JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS turn, count(*) OVER () AS n FROM bench.sample) AS s
    ON s.turn = g % s.n;

CREATE TABLE bench.english AS
SELECT f.id, f.comment FROM bench.feedback AS f WHERE voc.language(f.comment) = 'en';

CREATE TABLE bench.cyrillic AS
SELECT f.id, f.comment FROM bench.feedback AS f WHERE voc.language(f.comment) = 'ru';

CREATE TABLE bench.score AS
SELECT a.answer AS score, a.answer::smallint AS score_small, a.answer::numeric AS score_numeric,
       1 + a.answer % 5 AS stars, 0.5 + g % 1000 / 1000.0::double precision AS weight, g % 50 AS plan
FROM generate_series(1, :rows * 10::bigint) AS g
CROSS JOIN LATERAL (SELECT (hashint8(g) & 1048575) % 11 AS answer) AS a;

CREATE TABLE bench.tally AS
SELECT voc.nps_tally(g % 100, g % 50, g % 40) AS tally, g AS n
FROM generate_series(1, :rows * 10::bigint) AS g;

CREATE TABLE bench.source (
    id bigint PRIMARY KEY,
    customer_id text,
    submitted_at timestamptz,
    channel text,
    touchpoint text,
    plan text,
    region text,
    score integer,
    comment text
);

CREATE TABLE bench.plain (LIKE bench.source INCLUDING ALL);
CREATE TABLE bench.single (LIKE bench.source INCLUDING ALL);
CREATE SEQUENCE bench.next;

SELECT voc.attach('bench.source', comment => 'comment', score => 'score', scale => 'nps', customer => 'customer_id',
                  occurred_at => 'submitted_at', channel => 'channel', touchpoint => 'touchpoint', segments => '{plan,region}');
SELECT voc.attach('bench.single', comment => 'comment', score => 'score', scale => 'nps', customer => 'customer_id',
                  occurred_at => 'submitted_at', channel => 'channel', touchpoint => 'touchpoint', segments => '{plan,region}');

VACUUM ANALYZE;
