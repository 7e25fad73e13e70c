/* test/demo/csv_load.sql: what the values mean; then the file becomes a source */

\ir look.sql
\cd :dir
\pset tuples_only on
\pset format unaligned

CREATE TABLE csv.fault (line integer, reason text);
\copy csv.fault FROM 'faults.csv' (FORMAT csv)
CREATE TABLE csv.note (place integer GENERATED ALWAYS AS IDENTITY, text text);

-- ---- times ----

CREATE FUNCTION csv.read_time(value text)
RETURNS timestamptz
LANGUAGE plpgsql
AS $$
DECLARE
    plain text := regexp_replace(btrim(value), '\.\s+', '.', 'g');
    result timestamptz;
BEGIN
    IF plain ~ '^[0-9]{10}$' THEN
        result := to_timestamp(plain::double precision);
    ELSIF plain ~ '^[0-9]{13}$' THEN
        result := to_timestamp(plain::double precision / 1000);
    ELSIF plain ~ '[0-9]' THEN
        result := plain::timestamptz;
    END IF;
    RETURN CASE WHEN result BETWEEN '1990-01-01' AND now() + interval '1 day' THEN result END;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END
$$;

SELECT (SELECT c.name FROM csv.col AS c WHERE c.role = 'time') AS time_name,
       (SELECT c.name FROM csv.col AS c WHERE c.role = 'score') AS score_name,
       (SELECT c.name FROM csv.col AS c WHERE c.role = 'comment') AS comment_name,
       (SELECT c.name FROM csv.col AS c WHERE c.role = 'customer') AS customer_name,
       (SELECT c.name FROM csv.col AS c WHERE c.role = 'channel') AS channel_name,
       (SELECT c.name FROM csv.col AS c WHERE c.role = 'touchpoint') AS touchpoint_name,
       EXISTS (SELECT FROM csv.col AS c WHERE c.role = 'time') AS has_time,
       EXISTS (SELECT FROM csv.col AS c WHERE c.role = 'score') AS has_score,
       EXISTS (SELECT FROM csv.col AS c WHERE c.role = 'channel') AS has_channel,
       EXISTS (SELECT FROM csv.col AS c WHERE c.role = 'touchpoint') AS has_touchpoint
\gset

\if :has_time
-- Day or month first: a number above 12 tells; if none does, a point means day first.
SELECT CASE WHEN bool_or(m.a::integer > 12) THEN 'DMY'
            WHEN bool_or(m.b::integer > 12) THEN 'MDY'
            WHEN bool_or(m.sign = '/') THEN 'MDY'
            ELSE 'DMY' END AS date_order,
       coalesce(NOT bool_or(m.a::integer > 12 OR m.b::integer > 12) AND bool_or(m.sign = '/'), false) AS date_guessed
FROM (SELECT r[1] AS a, r[2] AS sign, r[3] AS b
      FROM feedback AS f
      CROSS JOIN LATERAL regexp_match(f.:"time_name", '^\s*([0-9]{1,2})\s*([./-])\s*([0-9]{1,2})\s*[./-]') AS r
      WHERE r IS NOT NULL) AS m
\gset
SET datestyle = 'ISO', :'date_order';
UPDATE feedback SET read_time = csv.read_time(:"time_name") WHERE :"time_name" IS NOT NULL;
INSERT INTO csv.note (text)
SELECT 'Dates such as 03/04 are read as month/day.' WHERE :'date_guessed'::boolean;
INSERT INTO csv.note (text)
SELECT format('%s of %s times cannot be read (such as "%s"): those rows count as of now.', count(*) FILTER (WHERE f.read_time IS NULL), count(*), left(min(f.:"time_name") FILTER (WHERE f.read_time IS NULL), 40))
FROM feedback AS f
WHERE btrim(f.:"time_name") <> ''
HAVING count(*) FILTER (WHERE f.read_time IS NULL) > 0;
SET datestyle = 'ISO';
\else
INSERT INTO csv.note (text) VALUES ('No column with a time was recognised (option TIME=): all rows count as of now.');
\endif

-- ---- scores ----

\if :has_score
UPDATE feedback
SET :"score_name" = CASE WHEN lower(btrim(:"score_name")) NOT IN ('', '-', 'null', 'nan', 'n/a', 'na', 'none')
                         THEN regexp_replace(btrim(:"score_name"), '^([-+]?[0-9]+),([0-9]+)$', '\1.\2') END
WHERE :"score_name" IS NOT NULL;

-- The smallest scale that 98 of 100 answers are on, or else 70.
CREATE TABLE csv.answer AS
SELECT f.:"score_name"::numeric AS score
FROM feedback AS f
WHERE f.:"score_name" ~ '^[-+]?[0-9]{1,9}(\.[0-9]{1,9})?$';
SELECT coalesce(nullif(:'scale', ''), (
    SELECT CASE WHEN n.plain ~ '(^|_)nps(_|$)' AND a.nps >= t.least THEN 'nps'
                WHEN n.plain ~ '(^|_)ces(_|$)' AND a.seven >= t.least THEN 'ces7'
                WHEN a.thumbs >= t.least THEN 'thumbs'
                WHEN a.five >= t.least AND (n.plain ~ 'star|rating|hvezd|gwiazd|etoile|stell|estrell|рейтинг' OR a.whole < 0.98) THEN 'stars5'
                WHEN a.five >= t.least THEN 'csat5'
                WHEN a.seven >= t.least THEN 'csat7'
                ELSE 'nps' END
    FROM (SELECT avg((x.score IN (0, 1))::integer) AS thumbs,
                 avg((x.score BETWEEN 1 AND 5)::integer) AS five,
                 avg((x.score BETWEEN 1 AND 7 AND x.score = trunc(x.score))::integer) AS seven,
                 avg((x.score BETWEEN 0 AND 10 AND x.score = trunc(x.score))::integer) AS nps,
                 avg((x.score = trunc(x.score))::integer) AS whole
          FROM csv.answer AS x) AS a
    CROSS JOIN (SELECT c.plain FROM csv.col AS c WHERE c.role = 'score') AS n
    JOIN (VALUES (0.98), (0.7)) AS t (least) ON greatest(a.thumbs, a.five, a.seven, a.nps) >= t.least
    ORDER BY t.least DESC
    LIMIT 1), '') AS scale_name
\gset
SELECT :'scale_name' = '' AS no_scale
\gset
\if :no_scale
INSERT INTO csv.note (text)
SELECT format('Column "%s" is not used: its values (%s) are on no known scale. Option SCALE= names one of %s.', :'score_name',
              CASE WHEN count(*) > 0 THEN 'from ' || min(a.score) || ' to ' || max(a.score) ELSE 'not numbers' END,
              (SELECT string_agg(s.code, ', ' ORDER BY s.code) FROM voc_data.scale AS s))
FROM csv.answer AS a;
UPDATE csv.col SET role = NULL WHERE role = 'score';
\else
INSERT INTO csv.note (text)
SELECT format('Scores are taken as scale %s (%s), %s. Option SCALE= says otherwise.', s.code, s.title, CASE WHEN :'scale' = '' THEN 'by their values' ELSE 'as asked' END)
FROM voc_data.scale AS s
WHERE s.code = :'scale_name';
INSERT INTO csv.problem (text)
SELECT format('there is no scale "%s" (option SCALE=)', :'scale_name') WHERE NOT EXISTS (SELECT FROM voc_data.scale AS s WHERE s.code = :'scale_name');
INSERT INTO csv.problem (text)
SELECT 'The scales are ' || string_agg(s.code, ', ' ORDER BY s.code) FROM voc_data.scale AS s HAVING EXISTS (SELECT FROM csv.problem);
\endif
\else
\set scale_name ''
\endif
INSERT INTO csv.problem (text)
SELECT 'neither comments nor usable scores are in the file' WHERE NOT EXISTS (SELECT FROM csv.col AS c WHERE c.role IN ('comment', 'score'));
INSERT INTO csv.problem (text)
SELECT 'the file has a header, but no rows' WHERE NOT EXISTS (SELECT FROM feedback) AND NOT EXISTS (SELECT FROM csv.problem);

-- ---- channels and touchpoints: few enough to be any? ----

\if :has_channel
INSERT INTO csv.note (text)
SELECT format('Column "%s" is not used: %s different values are too many for channels.', :'channel_name', count(DISTINCT f.:"channel_name"))
FROM feedback AS f
HAVING count(DISTINCT f.:"channel_name") > 30;
UPDATE csv.col SET role = NULL
WHERE role = 'channel' AND (SELECT count(DISTINCT f.:"channel_name") FROM feedback AS f) > 30;
INSERT INTO voc_data.channel (code, title)
SELECT DISTINCT lower(btrim(f.:"channel_name")), lower(btrim(f.:"channel_name"))
FROM feedback AS f
WHERE btrim(f.:"channel_name") <> ''
AND EXISTS (SELECT FROM csv.col AS c WHERE c.role = 'channel')
AND NOT EXISTS (SELECT FROM voc_data.channel AS k WHERE k.code = lower(btrim(f.:"channel_name")) OR lower(btrim(f.:"channel_name")) = ANY (k.aliases));
\endif
\if :has_touchpoint
INSERT INTO csv.note (text)
SELECT format('Column "%s" is not used: %s different values are too many for touchpoints.', :'touchpoint_name', count(DISTINCT f.:"touchpoint_name"))
FROM feedback AS f
HAVING count(DISTINCT f.:"touchpoint_name") > 100;
UPDATE csv.col SET role = NULL
WHERE role = 'touchpoint' AND (SELECT count(DISTINCT f.:"touchpoint_name") FROM feedback AS f) > 100;
\endif

-- ---- tell it, and go ----

SELECT count(*) = 0 AS fine FROM csv.problem
\gset
\if :fine
SELECT format('%s rows were read. Taken as', (SELECT count(*) FROM feedback));
SELECT format('  %s column "%s" (%s)', rpad(c.role, 11), c.given, c.how)
FROM csv.col AS c
WHERE c.role IS NOT NULL
ORDER BY array_position('{comment,score,customer,time,channel,touchpoint}', c.role);
SELECT n.text FROM csv.note AS n ORDER BY n.place;
SELECT format('%s lines are no rows, such as line %s: %s.', count(*), min(f.line), (array_agg(f.reason ORDER BY f.line))[1]) FROM csv.fault AS f HAVING count(*) > 0;

-- Old feedback opens no loop by default; a file that is all old would show none.
UPDATE voc_data.program
SET name = 'Voice of the customer: ' || :'title',
    loop_max_age = CASE WHEN (SELECT max(f.read_time) FROM feedback AS f) < now() - interval '30 days' THEN NULL ELSE loop_max_age END;
SELECT 'The newest feedback is of ' || max(f.read_time)::date || '. By default, what is older than 30 days opens no loop; here it does, to show some.'
FROM feedback AS f
HAVING max(f.read_time) < now() - interval '30 days';

\echo
SELECT format('SELECT voc.attach(''feedback''%s)', string_agg(', ' || a.name || ' => ' || quote_literal(a.value), '' ORDER BY a.place)) AS attach
FROM (SELECT 1 AS place, 'comment' AS name, c.name AS value FROM csv.col AS c WHERE c.role = 'comment'
      UNION ALL SELECT 2, 'score', c.name FROM csv.col AS c WHERE c.role = 'score'
      UNION ALL SELECT 3, 'scale', :'scale_name' FROM csv.col AS c WHERE c.role = 'score'
      UNION ALL SELECT 4, 'customer', c.name FROM csv.col AS c WHERE c.role = 'customer'
      UNION ALL SELECT 5, 'occurred_at', 'read_time' FROM csv.col AS c WHERE c.role = 'time'
      UNION ALL SELECT 6, 'channel', c.name FROM csv.col AS c WHERE c.role = 'channel'
      UNION ALL SELECT 7, 'touchpoint', c.name FROM csv.col AS c WHERE c.role = 'touchpoint') AS a
\gset
\echo :attach
\echo 'CALL voc.backfill(''feedback'')'
\echo
:attach \g /dev/null
CALL voc.backfill('feedback');
ANALYZE feedback, voc_data.signal, voc_data.opinion, voc_data.loop;
\pset tuples_only off
\pset format aligned
SELECT s.source, s.scale, s.signals AS captured, s.rejected FROM voc_bi.source AS s ORDER BY s.id;
SELECT count(*) > 0 AS any_rejected FROM voc_bi.rejected
\gset
\if :any_rejected
SELECT r.column_name AS "column", count(*) AS rejected, left(min(r.value), 24) AS example, left(r.reason, 66) AS reason
FROM voc_bi.rejected AS r
GROUP BY r.column_name, r.reason
ORDER BY count(*) DESC, r.reason
LIMIT 6;
\endif
\endif
