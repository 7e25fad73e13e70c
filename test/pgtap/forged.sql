-- A schema voc_data that somebody made up runs nothing of theirs as whoever calls

BEGIN;

SELECT plan(10);

SET LOCAL client_min_messages = warning;

CREATE ROLE voc_mallory;
CREATE ROLE voc_victim;
DO $$
BEGIN
	EXECUTE format('GRANT CREATE ON DATABASE %I TO voc_mallory', current_database());
END
$$;
CREATE TABLE did (who name);
GRANT INSERT, SELECT ON did TO PUBLIC;

SET ROLE voc_mallory;
CREATE SCHEMA voc_data;
GRANT USAGE ON SCHEMA voc_data TO PUBLIC;
CREATE FUNCTION voc_data.evil() RETURNS text LANGUAGE plpgsql AS $$BEGIN INSERT INTO public.did VALUES (current_user); RETURN 'nps'; END$$;
CREATE FUNCTION voc_data.evil_trigger() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM voc_data.evil(); RETURN NEW; END$$;
CREATE TABLE voc_data.program AS SELECT '1.0'::text AS version;
CREATE TABLE voc_data.signal (id bigint, scale text, score double precision, weight double precision, occurred_at timestamptz, retracted_at timestamptz);
INSERT INTO voc_data.signal VALUES (1, 'nps', 5, NULL, '2026-01-01', NULL);
GRANT ALL ON ALL TABLES IN SCHEMA voc_data TO PUBLIC;
RESET ROLE;
SELECT is_empty('SELECT * FROM voc.forged_program()', 'plain tables harm nobody');

SET ROLE voc_mallory;
CREATE VIEW voc_data.scale AS SELECT voc_data.evil() AS code, 'nps'::text AS kind, 6.0::double precision AS bad_max, 9.0::double precision AS good_min;
GRANT SELECT ON voc_data.scale TO PUBLIC;
RESET ROLE;
SELECT results_eq('SELECT * FROM voc.forged_program()', ARRAY['scale is a view or foreign table'], 'a view is told');
SELECT throws_ok('SELECT * FROM voc.nps_by_period()', 'VO011', NULL, 'and not read');
SET ROLE voc_victim;
SELECT throws_ok('SELECT * FROM voc.nps_by_period()', 'VO011', NULL, 'by anybody');
SET ROLE voc_mallory;
DROP VIEW voc_data.scale;
CREATE TRIGGER evil BEFORE UPDATE ON voc_data.signal FOR EACH ROW EXECUTE FUNCTION voc_data.evil_trigger();
RESET ROLE;
SELECT results_eq('SELECT * FROM voc.forged_program()', ARRAY['table signal has trigger evil, whose function is voc_data.evil_trigger()'], 'so is a trigger');
SELECT throws_ok('SELECT * FROM voc.weigh_signals()', 'VO011', NULL, 'and nothing is written');
SET ROLE voc_mallory;
SELECT is_empty('SELECT * FROM voc.forged_program()', 'what is one''s own harms oneself only');
DROP TRIGGER evil ON voc_data.signal;
CREATE TYPE voc_data.trap AS (x double precision);
CREATE TABLE voc_data.population (dimension text, category text, share voc_data.trap);
RESET ROLE;
SELECT results_eq('SELECT * FROM voc.forged_program()', ARRAY['column share of table population is of type voc_data.trap'], 'and a type that casts could be made for');
SET ROLE voc_mallory;
DROP TABLE voc_data.population;
CREATE RULE evil AS ON UPDATE TO voc_data.signal DO ALSO SELECT voc_data.evil();
RESET ROLE;
SELECT results_eq('SELECT * FROM voc.forged_program()', ARRAY['table signal has a rule'], 'and a rule');
SELECT is_empty('SELECT * FROM did', 'nothing of it was run');

SELECT * FROM finish();
ROLLBACK;
