/* test/demo/sample.sql: the program, and the shipped sample as its feedback */

\ir look.sql
\pset tuples_only on
\pset format unaligned
\echo 'SELECT voc.create_program();'
SELECT '-> ' || voc.create_program();
\echo
\pset tuples_only off
\pset format aligned

-- Six months of history are to be followed up here, so that there is something
-- to measure; by default, feedback older than 30 days opens no loop.
UPDATE voc_data.program SET name = 'Zvonek: voice of the customer', loop_max_age = NULL;

CREATE TABLE nps_survey (
    id bigint PRIMARY KEY,
    customer_id text,
    submitted_at timestamptz,
    channel text,
    touchpoint text,
    plan text,
    region text,
    store text,
    sku text,
    score integer,
    comment text
);
CREATE TABLE csat_survey (LIKE nps_survey INCLUDING ALL);
CREATE TABLE ces_survey (LIKE nps_survey INCLUDING ALL);
GRANT INSERT ON nps_survey, csat_survey, ces_survey TO shop;

CREATE TEMPORARY TABLE nps_file (LIKE nps_survey);
CREATE TEMPORARY TABLE csat_file (LIKE nps_survey);
CREATE TEMPORARY TABLE ces_file (LIKE nps_survey);
GRANT SELECT ON nps_file, csat_file, ces_file TO shop;
\copy nps_file FROM 'test/sample/nps.csv' (FORMAT csv, HEADER)
\copy csat_file FROM 'test/sample/csat.csv' (FORMAT csv, HEADER)
\copy ces_file FROM 'test/sample/ces.csv' (FORMAT csv, HEADER)

-- The sample ends with August 2026; here, it ends an hour ago.
SELECT now() - interval '1 hour' - max(f.submitted_at) AS shift
FROM (SELECT submitted_at FROM nps_file
      UNION ALL SELECT submitted_at FROM csat_file
      UNION ALL SELECT submitted_at FROM ces_file) AS f
\gset

-- Two surveys hold their rows before anybody thinks of a program.
INSERT INTO csat_survey
SELECT id, customer_id, submitted_at + :'shift', channel, touchpoint, plan, region, store, sku, score, comment
FROM csat_file;
INSERT INTO ces_survey
SELECT id, customer_id, submitted_at + :'shift', channel, touchpoint, plan, region, store, sku, score, comment
FROM ces_file;

\echo 'Three surveys become sources. What is in a table already is backfilled; from then on, every row that is'
\echo 'written there is captured in the same transaction:'
\echo
\set ECHO queries
SELECT voc.attach('nps_survey', comment => 'comment', score => 'score', scale => 'nps',
    customer => 'customer_id', occurred_at => 'submitted_at', channel => 'channel',
    touchpoint => 'touchpoint', segments => '{plan,region,store,sku}') AS source \g /dev/null
\set ECHO none
SELECT voc.attach('csat_survey', comment => 'comment', score => 'score', scale => 'csat5', customer => 'customer_id', occurred_at => 'submitted_at', channel => 'channel', touchpoint => 'touchpoint', segments => '{plan,region,store,sku}') AS source \g /dev/null
SELECT voc.attach('ces_survey', comment => 'comment', score => 'score', scale => 'ces7', customer => 'customer_id', occurred_at => 'submitted_at', channel => 'channel', touchpoint => 'touchpoint', segments => '{plan,region,store,sku}') AS source \g /dev/null
\echo '(the same for csat_survey and ces_survey)'
\set ECHO queries
CALL voc.backfill('csat_survey');
CALL voc.backfill('ces_survey');
\set ECHO none

-- Whoever writes feedback knows nothing of the program and has no right on it.
SET ROLE shop;
INSERT INTO nps_survey
SELECT id, customer_id, submitted_at + :'shift', channel, touchpoint, plan, region, store, sku, score, comment
FROM nps_file;

\echo
\echo 'Role shop, which has no right on the program, loads nps_survey and adds two faulty rows. A faulty row never'
\echo 'fails the statement that wrote it:'
\echo
\unset QUIET
\set ECHO queries
INSERT INTO nps_survey (id, customer_id, submitted_at, channel, touchpoint, score, comment)
VALUES (90001, 'Z19001', now(), 'web', 'checkout', 11, 'Best checkout ever'),
       (90002, 'Z19002', now(), 'fax', 'billing', 4, 'Please answer by fax');
\set ECHO none
\set QUIET on
RESET ROLE;
ANALYZE voc_data.signal, voc_data.opinion, voc_data.loop;

SELECT s.source, s.status, s.scale, s.signals AS captured, s.rejected
FROM voc_bi.source AS s
ORDER BY s.id;
SELECT r.source_key AS rejected, r.column_name AS "column", r.value, r.reason
FROM voc_bi.rejected AS r
ORDER BY r.id;
