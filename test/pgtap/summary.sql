-- A summary of tallies that follows its table, as the manual builds it; and the program's own scales

BEGIN;

SELECT plan(13);

SET LOCAL client_min_messages = warning;

CREATE TABLE survey_response (id integer PRIMARY KEY, plan text, nps integer, submitted_at timestamptz NOT NULL);
CREATE TABLE nps_daily (
	day date,
	plan text,
	tally voc.nps_tally NOT NULL,
	PRIMARY KEY (day, plan)
);

CREATE FUNCTION summarize_nps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		UPDATE nps_daily AS d
		SET tally = voc.nps_tally_subtract(d.tally, o.tally)
		FROM (SELECT (submitted_at AT TIME ZONE 'UTC')::date AS day, plan, voc.tally_nps(nps) AS tally
			FROM gone WHERE plan IS NOT NULL GROUP BY 1, 2) AS o
		WHERE o.day = d.day AND o.plan = d.plan AND o.tally IS NOT NULL;
	END IF;
	IF TG_OP <> 'DELETE' THEN
		INSERT INTO nps_daily AS d (day, plan, tally)
		SELECT (submitted_at AT TIME ZONE 'UTC')::date, plan, voc.tally_nps(nps)
		FROM fresh
		WHERE plan IS NOT NULL AND nps IS NOT NULL
		GROUP BY 1, 2
		ORDER BY 1, 2
		ON CONFLICT (day, plan) DO UPDATE SET tally = voc.nps_tally_add(d.tally, excluded.tally);
	END IF;
	RETURN NULL;
END
$$;
CREATE TRIGGER summarize_nps_insert AFTER INSERT ON survey_response
	REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION summarize_nps();
CREATE TRIGGER summarize_nps_update AFTER UPDATE ON survey_response
	REFERENCING OLD TABLE AS gone NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION summarize_nps();
CREATE TRIGGER summarize_nps_delete AFTER DELETE ON survey_response
	REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION summarize_nps();

CREATE FUNCTION pg_temp.differs() RETURNS SETOF text LANGUAGE sql AS $$
	SELECT format('%s %s', day, plan)
	FROM (SELECT (submitted_at AT TIME ZONE 'UTC')::date AS day, plan, voc.tally_nps(nps) AS wanted FROM survey_response WHERE plan IS NOT NULL GROUP BY 1, 2) w
	FULL JOIN nps_daily USING (day, plan)
	WHERE coalesce(wanted::text, '0,0,0') <> coalesce(tally::text, '0,0,0')
$$;

INSERT INTO survey_response
SELECT i, (ARRAY['basic', 'gold', NULL])[1 + i % 3], CASE WHEN i % 7 <> 0 THEN i * 31 % 11 END, timestamptz '2026-01-01 00:00+00' + i * interval '97 minutes'
FROM generate_series(1, 500) i;
SELECT is_empty('SELECT pg_temp.differs()', 'after an INSERT the summary is what a query counts');
SELECT cmp_ok((SELECT count(*) FROM nps_daily), '>', 60::bigint, 'a row a day and plan');
INSERT INTO survey_response VALUES (501, 'gold', 10, '2026-01-03 12:00+00'), (502, 'new', 3, '2026-01-03 12:00+00');
SELECT is_empty('SELECT pg_temp.differs()', 'and after another');
UPDATE survey_response SET nps = (nps + 5) % 11, plan = CASE WHEN id % 10 = 0 THEN 'gold' ELSE plan END WHERE id % 4 = 0;
SELECT is_empty('SELECT pg_temp.differs()', 'after an UPDATE that moves answers between plans');
DELETE FROM survey_response WHERE id BETWEEN 100 AND 220;
SELECT is_empty('SELECT pg_temp.differs()', 'and after a DELETE');
SELECT is((SELECT voc.merge(tally)::text FROM nps_daily), (SELECT voc.tally_nps(nps)::text FROM survey_response WHERE plan IS NOT NULL), 'merged, it is the whole');

-- The program's scales
SELECT throws_ok($$SELECT voc.valid_answer('nps', 3)$$, 'VO010', NULL, 'scales of a program need one');
CREATE ROLE voc_cx;
DO $$
BEGIN
	EXECUTE format('GRANT CREATE ON DATABASE %I TO voc_cx', current_database());
END
$$;
SET ROLE voc_cx;
SELECT voc.create_program() AS made \gset
INSERT INTO voc_data.scale (code, kind, title, low, high, bad_max, good_min, whole) VALUES ('slider', 'csat', 'Percent', 0, 100, 50, 80, false);
SELECT is_empty($$
	SELECT s, x FROM unnest('{nps,csat5,csat7,ces7,thumbs}'::text[]) s, generate_series(-1, 11) x
	WHERE voc.valid_answer(s, x) <> voc.valid_score(s, x)
$$, 'the scales that a program starts with are the built-in ones');
SELECT is((SELECT array_agg(voc.valid_answer('slider', x) ORDER BY i) FROM unnest(ARRAY[-1, 0, 99.5, 100, 100.5, 'NaN', NULL]::float8[]) WITH ORDINALITY u (x, i)),
	'{f,t,t,t,f,f,NULL}', 'and it may have its own');
SELECT ok(NOT voc.valid_answer('nps', 8.5), 'whole numbers where they must be');
SELECT throws_ok($$SELECT voc.valid_answer('smileys', 3)$$, '22023', 'scale "smileys" does not exist', 'a scale that is not there');
SELECT is(voc.valid_answer(NULL, 3), NULL, 'NULL for NULL');
SELECT is(voc.valid_answer('smileys', NULL), NULL, 'and for no score');
RESET ROLE;

SELECT * FROM finish();
ROLLBACK;
