-- Capture: who may make it write what, and that nothing of the caller's is believed

BEGIN;

SELECT plan(37);
\ir listen_setup.inc

CREATE TABLE shop.feedback (id integer PRIMARY KEY, comment text, score integer, at timestamptz, channel text);
GRANT INSERT, UPDATE, DELETE, SELECT, TRUNCATE ON shop.feedback TO voc_nobody;
GRANT USAGE ON SCHEMA shop TO voc_nobody;
SET ROLE voc_cx;
SELECT voc.attach('shop.feedback', comment => 'comment', score => 'score', scale => 'nps', occurred_at => 'at', channel => 'channel') AS feedback \gset

-- ---------------------------------------------------------------------
-- rights
-- ---------------------------------------------------------------------

SET ROLE voc_nobody;
SELECT lives_ok($$INSERT INTO shop.feedback VALUES (1, 'I want my money back, this is terrible', 0), (2, NULL, NULL)$$, 'whoever may insert, may give feedback');
SELECT is(pg_temp.counts('shop.feedback'), '1 signals, 1 rejected', 'which is captured');
SELECT lives_ok($$UPDATE shop.feedback SET comment = 'mended' WHERE id = 2$$, 'or update');
SELECT lives_ok($$DELETE FROM shop.feedback WHERE id = 1$$, 'or delete');
SELECT is(pg_temp.signals('shop.feedback'), '2=mended', 'all of it');
SELECT lives_ok($$TRUNCATE shop.feedback$$, 'or truncate');
SELECT is(current_user::text, 'voc_nobody', 'and is still who he was');
SELECT alike(pg_temp.fault('SELECT * FROM voc_data.signal'), '42501 %', 'with no right on what was written');
RESET ROLE;
SELECT is((SELECT DISTINCT actor FROM voc_data.loop_event), 'voc_nobody', 'the history of the loop names who did it');
SELECT is((SELECT string_agg(DISTINCT event, ' ' ORDER BY event) FROM voc_data.loop_event), 'opened retracted', 'that it was opened, and that its row went away');

-- settings of the session are as they were
SET ROLE voc_nobody;
SET LOCAL search_path = shop, public;
INSERT INTO feedback VALUES (3, 'fine', 9);
SELECT is(current_setting('search_path') || current_setting('datestyle') || current_setting('enable_seqscan'), 'shop, public' || 'ISO, MDY' || 'on', 'settings are as before');
SELECT alike(pg_temp.fault($$INSERT INTO feedback VALUES (3, 'fine', 9)$$), '23505 %', 'also after an error');
SELECT is(current_setting('search_path') || current_user, 'shop, public' || 'voc_nobody', 'they are');
RESET search_path;

-- ---------------------------------------------------------------------
-- a trigger by hand does not make a source
-- ---------------------------------------------------------------------

SELECT alike(pg_temp.fault('SELECT voc.capture()'), '39P01 %', 'capture() is a trigger function');
SELECT alike(pg_temp.fault('SELECT voc.config_changed()'), '39P01 %', 'so is config_changed()');
SELECT alike(pg_temp.fault('SELECT voc.loop_guard()'), '39P01 %', 'and loop_guard()');
SELECT alike(pg_temp.fault('SELECT voc.loop_log()'), '39P01 %', 'and loop_log()');
SELECT alike(pg_temp.fault('SELECT voc.append_only()'), '39P01 %', 'and append_only()');
RESET ROLE;
CREATE SCHEMA voc_own AUTHORIZATION voc_nobody;
SET ROLE voc_nobody;
CREATE TABLE voc_own.fake (LIKE shop.feedback INCLUDING ALL);
CREATE TRIGGER mine AFTER INSERT ON voc_own.fake REFERENCING NEW TABLE AS new_feedback FOR EACH STATEMENT EXECUTE FUNCTION voc.capture();
SELECT lives_ok($$INSERT INTO voc_own.fake VALUES (1, 'forged', 0)$$, 'a trigger of one''s own only warns');
RESET ROLE;
SELECT is((SELECT count(*) FROM voc_data.signal WHERE comment = 'forged') + (SELECT count(*) FROM voc_data.source WHERE relation = 'voc_own.fake'::regclass), 0::bigint, 'and writes nothing');
SET ROLE voc_nobody;
DROP TRIGGER mine ON voc_own.fake;
CREATE TRIGGER mine AFTER INSERT ON voc_own.fake FOR EACH ROW EXECUTE FUNCTION voc.capture();
SELECT alike(pg_temp.fault($$INSERT INTO voc_own.fake VALUES (2, 'forged', 0)$$), '39P01 %', 'for each row it is refused');
DROP TRIGGER mine ON voc_own.fake;
CREATE TRIGGER mine BEFORE INSERT ON voc_own.fake FOR EACH STATEMENT EXECUTE FUNCTION voc.capture();
SELECT alike(pg_temp.fault($$INSERT INTO voc_own.fake VALUES (2, 'forged', 0)$$), '39P01 %', 'and before the statement');
DROP TRIGGER mine ON voc_own.fake;
CREATE TRIGGER mine AFTER INSERT ON voc_own.fake FOR EACH STATEMENT EXECUTE FUNCTION voc.capture();
SELECT alike(pg_temp.fault($$INSERT INTO voc_own.fake VALUES (2, 'forged', 0)$$), '39P01 %', 'and without transition tables');
DROP TRIGGER mine ON voc_own.fake;
CREATE TRIGGER mine AFTER INSERT ON voc_own.fake REFERENCING NEW TABLE AS other_name FOR EACH STATEMENT EXECUTE FUNCTION voc.capture('shop.feedback', '1');
SELECT lives_ok($$INSERT INTO voc_own.fake VALUES (2, 'forged', 0)$$, 'arguments are not believed');
RESET ROLE;
SELECT is((SELECT count(*) FROM voc_data.signal WHERE comment = 'forged'), 0::bigint, 'nothing is written');
SET ROLE voc_nobody;
CREATE TRIGGER logger AFTER UPDATE ON voc_own.fake REFERENCING OLD TABLE AS old_loop NEW TABLE AS new_loop FOR EACH STATEMENT EXECUTE FUNCTION voc.loop_log();
SELECT unalike(pg_temp.fault($$UPDATE voc_own.fake SET comment = 'x'$$), 'XX000%', 'loop_log() on another table comes to nothing');
RESET ROLE;
SELECT is((SELECT count(*) FROM voc_data.loop_event WHERE event IN ('state', 'changed')), 0::bigint, 'and writes nothing');
SET ROLE voc_nobody;
SELECT alike(pg_temp.fault($$SELECT voc.capture_page('voc_own.fake', NULL, 10)$$), 'VO012 %', 'no page of a table that is not attached');

-- ---------------------------------------------------------------------
-- functions, operators and tables of the caller's own
-- ---------------------------------------------------------------------

CREATE FUNCTION voc_own.trap() RETURNS void LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'trapped as %', current_user; END$$;
CREATE FUNCTION voc_own.texteq_trap(text, text) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN PERFORM voc_own.trap(); RETURN true; END$$;
CREATE OPERATOR voc_own.= (LEFTARG = text, RIGHTARG = text, FUNCTION = voc_own.texteq_trap);
CREATE FUNCTION voc_own.int8eq_trap(bigint, bigint) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN PERFORM voc_own.trap(); RETURN true; END$$;
CREATE OPERATOR voc_own.= (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = voc_own.int8eq_trap);
CREATE FUNCTION voc_own.int4gt_trap(integer, integer) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN PERFORM voc_own.trap(); RETURN true; END$$;
CREATE OPERATOR voc_own.> (LEFTARG = integer, RIGHTARG = integer, FUNCTION = voc_own.int4gt_trap);
CREATE FUNCTION voc_own.now() RETURNS timestamptz LANGUAGE plpgsql AS $$BEGIN PERFORM voc_own.trap(); RETURN NULL; END$$;
CREATE FUNCTION voc_own.lower(text) RETURNS text LANGUAGE plpgsql AS $$BEGIN PERFORM voc_own.trap(); RETURN NULL; END$$;
CREATE FUNCTION voc_own.unnest(text[]) RETURNS SETOF text LANGUAGE plpgsql AS $$BEGIN PERFORM voc_own.trap(); END$$;
CREATE TABLE voc_own.voc_captured (source_key text, comment text);
CREATE TEMP TABLE voc_captured (source_key text, comment text, customer text, occurred_at timestamptz);
CREATE TEMP TABLE voc_opinion (signal_id bigint);
CREATE TEMP TABLE voc_faulty (source_key text);
CREATE TEMP TABLE pg_class (oid oid, relname name);
SET LOCAL search_path = voc_own, pg_temp, pg_catalog, shop, public;
INSERT INTO shop.feedback VALUES (10, 'The delivery was late, I will cancel', 1), (11, NULL, 99);
RESET search_path;
SELECT is(pg_temp.signals('shop.feedback'), '10=The delivery was late, I will cancel, 3=fine', 'names of the caller''s schemas are not found before the system''s');
SELECT is(pg_temp.rejections('shop.feedback'), '11=22003 score', 'nor for rejections');
RESET ROLE;
-- a new session's first capture would prepare its plans now: forget them
DISCARD PLANS;
SET ROLE voc_cx;
UPDATE voc_data.program SET name = 'another';
SET ROLE voc_nobody;
SET LOCAL search_path = voc_own, pg_temp, pg_catalog, shop, public;
INSERT INTO shop.feedback VALUES (12, 'Late again', 1, NULL, 'web');
UPDATE shop.feedback SET comment = pg_catalog.concat(comment, '!');
DELETE FROM shop.feedback;
RESET search_path;
SELECT is(pg_temp.counts('shop.feedback'), '0 signals, 0 rejected', 'nor when plans and settings are made anew');
INSERT INTO shop.feedback VALUES (1, 'a'), (2, 'b'), (3, 'c');
GRANT SELECT, UPDATE ON shop.feedback TO voc_cx;
SET ROLE voc_app;
GRANT SELECT, UPDATE ON shop.feedback TO voc_cx;
SET ROLE voc_nobody;
GRANT USAGE ON SCHEMA voc_own TO voc_cx;
SET ROLE voc_cx;
SET LOCAL search_path = voc_own, pg_catalog;
SELECT pg_catalog.count(*) AS pages FROM voc.capture_page('shop.feedback', '{1}', 10) \gset
RESET search_path;
SELECT is(:pages, 1, 'pages of backfill() compare keys with the system''s operators');

-- the actor is text, whatever it is
SET ROLE voc_nobody;
SET LOCAL voc.actor = 'agent ''7''; DROP TABLE x';
INSERT INTO shop.feedback VALUES (20, 'terrible, I will cancel', 0);
RESET voc.actor;
RESET ROLE;
SELECT is((SELECT actor FROM voc_data.loop_event ORDER BY id DESC LIMIT 1), 'agent ''7''; DROP TABLE x', 'voc.actor names the actor');
SET ROLE voc_nobody;
SET LOCAL voc.actor = '';
INSERT INTO shop.feedback VALUES (21, 'terrible, I will cancel', 0);
RESET ROLE;
SELECT is((SELECT actor FROM voc_data.loop_event ORDER BY id DESC LIMIT 1), 'voc_nobody', 'an empty one is none');

-- row security on the program's tables does not hinder its own capture
SET ROLE voc_cx;
ALTER TABLE voc_data.signal ENABLE ROW LEVEL SECURITY;
ALTER TABLE voc_data.signal FORCE ROW LEVEL SECURITY;
SET ROLE voc_nobody;
INSERT INTO shop.feedback VALUES (30, 'fine', 9);
SELECT alike(pg_temp.signals('shop.feedback'), '%30=fine%', 'row security of the program''s tables');
RESET ROLE;

-- row security on a source: who does not see a row must not take it for gone
SET ROLE voc_app;
ALTER TABLE shop.feedback ENABLE ROW LEVEL SECURITY;
CREATE POLICY few ON shop.feedback TO voc_cx USING (id = 30);
SET ROLE voc_cx;
SELECT is(pg_temp.fault($$CALL voc.backfill('shop.feedback', batch => 0)$$),
	'42501 row-level security hides rows of "feedback" from you', 'backfill under row security');
SELECT is(pg_temp.fault($$SELECT voc.retract_gone('shop.feedback', 'infinity')$$),
	'42501 row-level security hides rows of "feedback" from you', 'retraction under row security');
RESET ROLE;

SELECT * FROM finish();
ROLLBACK;
