-- What the catalogs must say of the library and of the program

BEGIN;

SELECT plan(40);

SET LOCAL client_min_messages = error;
SET LOCAL search_path = public;

CREATE ROLE voc_cx;
DO $$
BEGIN
	EXECUTE format('GRANT CREATE ON DATABASE %I TO voc_cx', current_database());
END
$$;
SET ROLE voc_cx;
SELECT voc.create_program() AS made \gset
RESET ROLE;

-- What belongs to the extension
CREATE TEMP VIEW member AS
SELECT d.classid, d.objid, pg_describe_object(d.classid, d.objid, 0) AS what
FROM pg_depend AS d
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'voc')
-- From 17 on array types are members of their own.
AND NOT EXISTS (SELECT FROM pg_type AS t WHERE d.classid = 'pg_type'::regclass AND t.oid = d.objid AND t.typcategory = 'A');

-- Tables and views of the program
CREATE TEMP VIEW relation AS
SELECT c.*, n.nspname AS schema
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname IN ('voc_data', 'voc_bi') AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S');

-- ---------------------------------------------------------------------
-- comments
-- ---------------------------------------------------------------------

SELECT is_empty($$SELECT what FROM member WHERE obj_description(objid, (SELECT relname FROM pg_class WHERE oid = classid)::name) IS NULL$$,
	'every member of the extension has a comment');
SELECT is_empty($$SELECT proname FROM pg_proc AS p WHERE pronamespace = 'voc'::regnamespace AND obj_description(oid, 'pg_proc') !~ '\.$'$$,
	'comments of functions are sentences');
SELECT is_empty($$SELECT schema, relname FROM relation WHERE relkind <> 'S' AND obj_description(oid, 'pg_class') IS NULL$$,
	'every table and view of the program has a comment');
SELECT is_empty($$SELECT r.schema, r.relname, a.attname FROM relation AS r
	JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
	WHERE r.relkind <> 'S' AND col_description(r.oid, a.attnum) IS NULL$$,
	'every column of the program has a comment');
SELECT is_empty($$SELECT nspname FROM pg_namespace WHERE nspname IN ('voc', 'voc_data', 'voc_bi') AND obj_description(oid, 'pg_namespace') IS NULL$$,
	'every schema has a comment');
SELECT is((SELECT count(*) FROM member WHERE what LIKE '%schema voc'), 1::bigint, 'the schema is a member: it goes with the extension');

-- ---------------------------------------------------------------------
-- labels
-- ---------------------------------------------------------------------

-- volatility, NULL arguments, parallel safety of each function that is no aggregate
CREATE TEMP TABLE label (signature text PRIMARY KEY, volatility "char", strict boolean, parallel "char");
INSERT INTO label VALUES
	-- pure: the same bytes give the same answer everywhere and for ever
	('language(text)', 'i', true, 's'),
	('redact(text, text[])', 'i', false, 's'),
	('sentiment(text, text)', 'i', true, 's'),
	('sentiment_label(text, text)', 'i', true, 's'),
	('sentiment_value(text, text)', 'i', true, 's'),
	('explain(text, text)', 'i', true, 's'),
	('nps_tally_in(cstring)', 'i', true, 's'),
	('nps_tally_out(voc.nps_tally)', 'i', true, 's'),
	('nps_tally_recv(internal)', 'i', true, 's'),
	('nps_tally_send(voc.nps_tally)', 'i', true, 's'),
	('nps_tally(bigint, bigint, bigint)', 'i', true, 's'),
	('nps_tally_eq(voc.nps_tally, voc.nps_tally)', 'i', true, 's'),
	('nps_tally_ne(voc.nps_tally, voc.nps_tally)', 'i', true, 's'),
	('nps_tally_lt(voc.nps_tally, voc.nps_tally)', 'i', true, 's'),
	('nps_tally_le(voc.nps_tally, voc.nps_tally)', 'i', true, 's'),
	('nps_tally_gt(voc.nps_tally, voc.nps_tally)', 'i', true, 's'),
	('nps_tally_ge(voc.nps_tally, voc.nps_tally)', 'i', true, 's'),
	('nps_tally_cmp(voc.nps_tally, voc.nps_tally)', 'i', true, 's'),
	('nps_tally_hash(voc.nps_tally)', 'i', true, 's'),
	('nps_tally_hash_extended(voc.nps_tally, bigint)', 'i', true, 's'),
	('nps_tally_add(voc.nps_tally, voc.nps_tally)', 'i', true, 's'),
	('nps_tally_subtract(voc.nps_tally, voc.nps_tally)', 'i', true, 's'),
	('nps_accum(voc.nps_tally, smallint)', 'i', true, 's'),
	('nps_accum(voc.nps_tally, integer)', 'i', true, 's'),
	('nps_accum(voc.nps_tally, bigint)', 'i', true, 's'),
	('nps_accum(voc.nps_tally, numeric)', 'i', true, 's'),
	('nps_accum(voc.nps_tally, double precision)', 'i', true, 's'),
	('nps_discard(voc.nps_tally, smallint)', 'i', true, 's'),
	('nps_discard(voc.nps_tally, integer)', 'i', true, 's'),
	('nps_discard(voc.nps_tally, bigint)', 'i', true, 's'),
	('nps_discard(voc.nps_tally, numeric)', 'i', true, 's'),
	('nps_discard(voc.nps_tally, double precision)', 'i', true, 's'),
	('nps_tally_final(voc.nps_tally)', 'i', true, 's'),
	('nps_interval_final(voc.nps_tally)', 'i', true, 's'),
	('nps_margin_final(voc.nps_tally)', 'i', true, 's'),
	('nps(voc.nps_tally)', 'i', true, 's'),
	('nps_se(voc.nps_tally, text)', 'i', true, 's'),
	('nps_margin(voc.nps_tally, double precision, text)', 'i', true, 's'),
	('nps_interval(voc.nps_tally, double precision, text)', 'i', true, 's'),
	('promoters(voc.nps_tally)', 'i', true, 's'),
	('passives(voc.nps_tally)', 'i', true, 's'),
	('detractors(voc.nps_tally)', 'i', true, 's'),
	('responses(voc.nps_tally)', 'i', true, 's'),
	('ces(voc.rating_tally, text, text)', 'i', true, 's'),
	('ces_final(voc.rating_tally)', 'i', true, 's'),
	('ces_interval(voc.rating_tally, text, text, double precision)', 'i', true, 's'),
	('compare(voc.nps_tally, voc.nps_tally, double precision, text)', 'i', true, 's'),
	('compare(voc.rating_tally, voc.rating_tally, double precision)', 'i', true, 's'),
	('counts(voc.rating_tally)', 'i', true, 's'),
	('csat(voc.rating_tally, text, text)', 'i', true, 's'),
	('csat_final(voc.rating_tally)', 'i', true, 's'),
	('csat_interval(voc.rating_tally, text, text, double precision)', 'i', true, 's'),
	('design_effect(voc.nps_tally)', 'i', true, 's'),
	('design_effect(voc.rating_tally)', 'i', true, 's'),
	('effective_n(voc.nps_tally)', 'i', true, 's'),
	('effective_n(voc.rating_tally)', 'i', true, 's'),
	('mean_interval(double precision, double precision, double precision, double precision)', 'i', true, 's'),
	('mean_interval(voc.rating_tally, double precision)', 'i', true, 's'),
	('mean_score(voc.rating_tally)', 'i', true, 's'),
	('nps_accum(voc.nps_tally, bigint, double precision)', 'i', true, 's'),
	('nps_accum(voc.nps_tally, double precision, double precision)', 'i', true, 's'),
	('nps_accum(voc.nps_tally, integer, double precision)', 'i', true, 's'),
	('nps_accum(voc.nps_tally, numeric, double precision)', 'i', true, 's'),
	('nps_accum(voc.nps_tally, smallint, double precision)', 'i', true, 's'),
	('nps_discard(voc.nps_tally, bigint, double precision)', 'i', true, 's'),
	('nps_discard(voc.nps_tally, double precision, double precision)', 'i', true, 's'),
	('nps_discard(voc.nps_tally, integer, double precision)', 'i', true, 's'),
	('nps_discard(voc.nps_tally, numeric, double precision)', 'i', true, 's'),
	('nps_discard(voc.nps_tally, smallint, double precision)', 'i', true, 's'),
	('nps_tally(voc.rating_tally)', 'i', true, 's'),
	('rating_accum(voc.rating_tally, bigint)', 'i', true, 's'),
	('rating_accum(voc.rating_tally, bigint, double precision)', 'i', true, 's'),
	('rating_accum(voc.rating_tally, double precision)', 'i', true, 's'),
	('rating_accum(voc.rating_tally, double precision, double precision)', 'i', true, 's'),
	('rating_accum(voc.rating_tally, integer)', 'i', true, 's'),
	('rating_accum(voc.rating_tally, integer, double precision)', 'i', true, 's'),
	('rating_accum(voc.rating_tally, numeric)', 'i', true, 's'),
	('rating_accum(voc.rating_tally, numeric, double precision)', 'i', true, 's'),
	('rating_accum(voc.rating_tally, smallint)', 'i', true, 's'),
	('rating_accum(voc.rating_tally, smallint, double precision)', 'i', true, 's'),
	('rating_discard(voc.rating_tally, bigint)', 'i', true, 's'),
	('rating_discard(voc.rating_tally, bigint, double precision)', 'i', true, 's'),
	('rating_discard(voc.rating_tally, double precision)', 'i', true, 's'),
	('rating_discard(voc.rating_tally, double precision, double precision)', 'i', true, 's'),
	('rating_discard(voc.rating_tally, integer)', 'i', true, 's'),
	('rating_discard(voc.rating_tally, integer, double precision)', 'i', true, 's'),
	('rating_discard(voc.rating_tally, numeric)', 'i', true, 's'),
	('rating_discard(voc.rating_tally, numeric, double precision)', 'i', true, 's'),
	('rating_discard(voc.rating_tally, smallint)', 'i', true, 's'),
	('rating_discard(voc.rating_tally, smallint, double precision)', 'i', true, 's'),
	('rating_tally(bigint[])', 'i', true, 's'),
	('rating_tally_add(voc.rating_tally, voc.rating_tally)', 'i', true, 's'),
	('rating_tally_cmp(voc.rating_tally, voc.rating_tally)', 'i', true, 's'),
	('rating_tally_eq(voc.rating_tally, voc.rating_tally)', 'i', true, 's'),
	('rating_tally_final(voc.rating_tally)', 'i', true, 's'),
	('rating_tally_ge(voc.rating_tally, voc.rating_tally)', 'i', true, 's'),
	('rating_tally_gt(voc.rating_tally, voc.rating_tally)', 'i', true, 's'),
	('rating_tally_hash(voc.rating_tally)', 'i', true, 's'),
	('rating_tally_hash_extended(voc.rating_tally, bigint)', 'i', true, 's'),
	('rating_tally_in(cstring)', 'i', true, 's'),
	('rating_tally_le(voc.rating_tally, voc.rating_tally)', 'i', true, 's'),
	('rating_tally_lt(voc.rating_tally, voc.rating_tally)', 'i', true, 's'),
	('rating_tally_ne(voc.rating_tally, voc.rating_tally)', 'i', true, 's'),
	('rating_tally_out(voc.rating_tally)', 'i', true, 's'),
	('rating_tally_recv(internal)', 'i', true, 's'),
	('rating_tally_send(voc.rating_tally)', 'i', true, 's'),
	('rating_tally_subtract(voc.rating_tally, voc.rating_tally)', 'i', true, 's'),
	('responses(voc.rating_tally)', 'i', true, 's'),
	('share(voc.rating_tally, integer, integer)', 'i', true, 's'),
	('share_interval(double precision, double precision, double precision)', 'i', true, 's'),
	('share_interval(voc.rating_tally, integer, integer, double precision)', 'i', true, 's'),
	('stddev_score(voc.rating_tally)', 'i', true, 's'),
	('weight(voc.nps_tally)', 'i', true, 's'),
	('valid_answer(text, double precision)', 's', true, 's'),
	('forged_program()', 's', false, 'u'),
	('check_trust()', 's', false, 'u'),
	('compare_shares(double precision, double precision, double precision, double precision, double precision)', 'i', true, 's'),
	('business_add(timestamp with time zone, interval, text)', 's', true, 's'),
	('due_at(timestamp with time zone, interval, text)', 's', false, 's'),
	('business_interval(timestamp with time zone, timestamp with time zone, text)', 's', true, 's'),
	('weight(voc.rating_tally)', 'i', true, 's'),
	('valid_score(text, smallint)', 'i', true, 's'),
	('valid_score(text, integer)', 'i', true, 's'),
	('valid_score(text, bigint)', 'i', true, 's'),
	('valid_score(text, numeric)', 'i', true, 's'),
	('valid_score(text, double precision)', 'i', true, 's'),
	('rake(jsonb, jsonb, double precision, double precision, double precision, integer, double precision)', 'i', false, 's'),
	('rake_report_accum(internal, jsonb, jsonb)', 'i', false, 's'),
	('rake_report_accum(internal, jsonb, jsonb, double precision, double precision, double precision, integer, double precision)', 'i', false, 's'),
	('rake_report_combine(internal, internal)', 'i', false, 's'),
	('rake_report_serialize(internal)', 'i', true, 's'),
	('rake_report_deserialize(bytea, internal)', 'i', true, 's'),
	('rake_report_final(internal)', 'i', false, 's'),
	('weight_accum(voc.nps_tally, double precision)', 'i', true, 's'),
	('weight_discard(voc.nps_tally, double precision)', 'i', true, 's'),
	('effective_n_final(voc.nps_tally)', 'i', true, 's'),
	('sample_size(double precision, double precision, bigint, text, double precision)', 'i', false, 's'),
	('sample_test(bigint[], double precision[])', 'i', true, 's'),
	('relative_weights(double precision[], double precision[])', 'i', true, 's'),
	('relative_weights_accum(double precision[], double precision, double precision[])', 'i', true, 's'),
	('relative_weights_combine(double precision[], double precision[])', 'i', true, 's'),
	('relative_weights_final(double precision[])', 'i', true, 's'),
	('alpha_accum(internal, text, text)', 'i', false, 's'),
	('alpha_accum(internal, text, text, text)', 'i', false, 's'),
	('alpha_combine(internal, internal)', 'i', false, 's'),
	('alpha_serialize(internal)', 'i', true, 's'),
	('alpha_deserialize(bytea, internal)', 'i', true, 's'),
	('alpha_final(internal)', 'i', false, 's'),
	('count_terms_accum(internal, text, boolean, bigint)', 'i', false, 's'),
	('count_terms_accum(internal, text, boolean, bigint, integer)', 'i', false, 's'),
	('count_terms_combine(internal, internal)', 'i', false, 's'),
	('count_terms_serialize(internal)', 'i', true, 's'),
	('count_terms_deserialize(bytea, internal)', 'i', true, 's'),
	('count_terms_final(internal)', 'i', false, 's'),
	('terms_in(text, text[])', 'i', true, 's'),
	('log_odds(bigint, bigint, bigint, bigint, double precision)', 'i', true, 's'),
	('adjust_p(double precision)', 'i', false, 's'),
	('surge(bigint, bigint[])', 'i', false, 's'),
	('mean_surge(double precision, double precision, bigint, double precision[], double precision[], bigint[])', 'i', false, 's'),
	('html(text)', 'i', true, 's'),
	('html_number(double precision, integer)', 'i', false, 's'),
	('html_bar(double precision, double precision, double precision, double precision, double precision, double precision)', 'i', false, 's'),
	('program_version()', 'i', false, 's'),
	('program_tables()', 's', false, 's'),
	('program_triggers()', 'i', false, 's'),
	-- read the catalogs or the program
	('version()', 's', false, 's'),
	('program_views()', 's', false, 's'),
	('explain_own(text, text)', 's', true, 'u'),
	('topics(text, text)', 's', true, 's'),
	('intents(text, text)', 's', true, 's'),
	('opinions(text, text)', 's', true, 's'),
	('analyze(text, text)', 's', true, 's'),
	('analyze_captured(text, text)', 's', false, 's'),
	('test_pattern(text, text)', 'i', true, 's'),
	('topic_lineage(text[])', 'i', true, 's'),
	('codebook_rows(text)', 's', true, 's'),
	('coding_status()', 's', false, 'r'),
	('pattern_guard()', 'v', false, 'u'),
	('coding_changed()', 'v', false, 'u'),
	('codebook_removal()', 'v', false, 'u'),
	('codebook_import()', 'v', false, 'u'),
	('load_codebook(text)', 'v', false, 'u'),
	('apply_overrides(bigint[])', 'v', false, 'u'),
	('label_of(real)', 'i', true, 's'),
	('value_of(real)', 'i', true, 's'),
	('override(bigint, text[], real, text, text)', 'v', false, 'u'),
	('override_changed()', 'v', false, 'u'),
	('override_guard()', 'v', false, 'u'),
	('topic_renamed()', 'v', false, 'u'),
	('code_signals(bigint[])', 'v', false, 'u'),
	('codebook_new(text, text)', 's', false, 'u'),
	('recode_page(bigint, integer)', 'v', false, 'u'),
	('stale_signals()', 's', false, 'u'),
	('recode(integer)', 'v', false, 'u'),
	('coding_sample(integer, timestamp with time zone, timestamp with time zone)', 's', false, 'u'),
	('status()', 's', false, 'u'),
	('emerging(timestamp with time zone, timestamp with time zone, interval, text, boolean, integer, integer)', 's', false, 'u'),
	('topic_impact(timestamp with time zone, timestamp with time zone)', 's', false, 'u'),
	('topic_weights(timestamp with time zone, timestamp with time zone, integer, text)', 's', false, 'u'),
	('score_by_period(timestamp with time zone, timestamp with time zone)', 's', false, 'u'),
	('nps_by_period(timestamp with time zone, timestamp with time zone)', 's', false, 'u'),
	('report(timestamp with time zone, timestamp with time zone)', 's', false, 'u'),
	('report_charset()', 's', false, 's'),
	('report_scores(timestamp with time zone, timestamp with time zone)', 's', false, 'u'),
	('report_topics(timestamp with time zone, timestamp with time zone)', 's', false, 'u'),
	('report_loops(timestamp with time zone)', 's', false, 'u'),
	('report_rejected(timestamp with time zone)', 's', false, 'u'),
	('loops_at(timestamp with time zone)', 's', false, 'u'),
	('check_program()', 's', false, 'u'),
	('rule_trial()', 'i', false, 's'),
	('explain_rule(bigint)', 's', false, 'u'),
	('next_due(text, timestamp with time zone, timestamp with time zone, timestamp with time zone)', 'i', false, 's'),
	('population()', 's', false, 'u'),
	('signal_categories(jsonb, text, text, text)', 's', false, 's'),
	('representativeness(timestamp with time zone, timestamp with time zone)', 's', false, 'u'),
	('sample_quality(timestamp with time zone, timestamp with time zone)', 's', false, 'u'),
	('column_of(regclass, text, text)', 's', false, 'u'),
	('key_of(regclass, text[])', 's', false, 'u'),
	('source_of(regclass)', 's', false, 'u'),
	('sla_attainment(timestamp with time zone)', 's', false, 'u'),
	('test_day(date, timestamp with time zone)', 's', false, 'u'),
	-- write
	('create_program()', 'v', false, 'u'),
	('repair_program()', 'v', false, 'u'),
	('upgrade_program()', 'v', false, 'u'),
	('drop_program(text)', 'v', false, 'u'),
	('weigh_signals(timestamp with time zone, timestamp with time zone, text, double precision, double precision, integer, double precision)', 'v', false, 'u'),
	('grant_access(regrole, text)', 'v', false, 'u'),
	('find_alerts(timestamp with time zone)', 'v', false, 'u'),
	('note(bigint, text)', 'v', false, 'u'),
	('move_loop(bigint, text, integer, timestamp with time zone, text, text, text, text, text, text, text, text, timestamp with time zone, numeric, boolean)', 'v', false, 'u'),
	('acknowledge(bigint, text, integer, timestamp with time zone, text)', 'v', false, 'u'),
	('act(bigint, text, timestamp with time zone, integer, timestamp with time zone, text)', 'v', false, 'u'),
	('wait(bigint, timestamp with time zone, integer, timestamp with time zone, text)', 'v', false, 'u'),
	('resolve(bigint, text, text, numeric, timestamp with time zone, integer, timestamp with time zone, text)', 'v', false, 'u'),
	('verify(bigint, text, text, boolean, integer, timestamp with time zone, text)', 'v', false, 'u'),
	('reopen(bigint, text, integer, timestamp with time zone)', 'v', false, 'u'),
	('dismiss(bigint, text, integer, timestamp with time zone)', 'v', false, 'u'),
	('escalate(bigint, text, text, integer)', 'v', false, 'u'),
	('attach(regclass, text, text, text, text, text, text, text, text[], text, text[], text, text, text, boolean)', 'v', false, 'u'),
	('detach(regclass)', 'v', false, 'u'),
	('install_triggers(regclass)', 'v', false, 'u'),
	('backfill(regclass, integer)', 'v', false, 'u'),
	('capture_page(regclass, text[], integer)', 'v', false, 'u'),
	('retract_gone(regclass, timestamp with time zone)', 'v', false, 'u'),
	('enqueue(text, text, jsonb, text, text, bigint, bigint, text, text, timestamp with time zone, timestamp with time zone)', 'v', false, 'u'),
	('claim_messages(text, integer, interval, timestamp with time zone)', 'v', false, 'u'),
	('held_message(bigint, text)', 'v', false, 'u'),
	('message_sent(bigint, text, timestamp with time zone)', 'v', false, 'u'),
	('message_failed(bigint, text, text, timestamp with time zone)', 'v', false, 'u'),
	('retry_message(bigint, timestamp with time zone)', 'v', false, 'u'),
	-- triggers
	('loop_messages()', 'v', false, 'u'),
	('outbox_notify()', 'v', false, 'u'),
	('capture()', 'v', false, 'u'),
	('config_changed()', 'v', false, 'u'),
	('source_guard()', 'v', false, 'u'),
	('loop_guard()', 'v', false, 'u'),
	('word_guard()', 'v', false, 'u'),
	('loop_log()', 'v', false, 'u'),
	('append_only()', 'v', false, 'u');

CREATE TEMP VIEW found AS
SELECT format('%s(%s)', p.proname, oidvectortypes(p.proargtypes)) AS signature, p.*
FROM pg_proc AS p
WHERE p.pronamespace = 'voc'::regnamespace;

SELECT is_empty($$SELECT signature FROM found WHERE prokind <> 'a' EXCEPT SELECT signature FROM label$$,
	'every function has its row in the table of labels');
SELECT is_empty($$SELECT signature FROM label EXCEPT SELECT signature FROM found WHERE prokind <> 'a'$$,
	'every row has its function');
SELECT is_empty($$SELECT l.signature, f.provolatile FROM label AS l JOIN found AS f USING (signature) WHERE f.prokind <> 'a' AND f.provolatile <> l.volatility$$, 'volatility');
SELECT is_empty($$SELECT l.signature, f.proisstrict FROM label AS l JOIN found AS f USING (signature) WHERE f.prokind <> 'a' AND f.proisstrict <> l.strict$$, 'strictness');
SELECT is_empty($$SELECT l.signature, f.proparallel FROM label AS l JOIN found AS f USING (signature) WHERE f.prokind <> 'a' AND f.proparallel <> l.parallel$$, 'parallel safety');
SELECT is_empty($$SELECT signature FROM found WHERE proleakproof$$, 'nothing is leakproof');
SELECT is_empty($$SELECT signature FROM found WHERE prosecdef$$, 'nothing is SECURITY DEFINER');
SELECT is_empty($$SELECT f.signature FROM found AS f JOIN pg_language AS l ON l.oid = f.prolang
	WHERE l.lanname = 'plpgsql' AND f.prokind = 'f'
	AND NOT coalesce(f.proconfig @> '{"search_path=pg_catalog, pg_temp"}', false)$$,
	'every plpgsql function has a path of its own (a procedure that commits cannot)');
SELECT is_empty($$SELECT signature FROM found AS f JOIN pg_language AS l ON l.oid = f.prolang
	WHERE l.lanname NOT IN ('c', 'sql', 'plpgsql') AND f.prokind <> 'a'$$, 'no other languages than C, SQL and PL/pgSQL');
SELECT is_empty($$SELECT signature FROM found AS f JOIN pg_language AS l ON l.oid = f.prolang
	WHERE l.lanname = 'c' AND f.probin NOT LIKE '%voc'$$, 'all C functions are in one library');
SELECT is_empty($$SELECT signature FROM found WHERE prosrc LIKE '%MODULE_PATHNAME%' OR probin LIKE '%MODULE_PATHNAME%'$$,
	'its name was filled in');

-- aggregates: concrete states, combinable, so that they are pushed down and run in parallel
SELECT is_empty($$SELECT signature FROM found AS f JOIN pg_aggregate AS a ON a.aggfnoid = f.oid WHERE f.proparallel <> 's'$$,
	'every aggregate is parallel safe');
SELECT is_empty($$SELECT signature FROM found AS f JOIN pg_aggregate AS a ON a.aggfnoid = f.oid WHERE a.aggcombinefn = 0$$,
	'every aggregate has a combine function');
SELECT is_empty($$SELECT signature FROM found AS f JOIN pg_aggregate AS a ON a.aggfnoid = f.oid
	JOIN pg_type AS t ON t.oid = a.aggtranstype WHERE t.typtype = 'p'
	AND (a.aggserialfn = 0 OR a.aggdeserialfn = 0 OR f.proname NOT IN ('alpha', 'count_terms', 'rake_report'))$$,
	'no aggregate has a pseudo-type for its state, but for those whose state is a growing table, which can be serialized');
SELECT is_empty($$SELECT what FROM member AS m JOIN pg_opclass AS o ON m.classid = 'pg_opclass'::regclass AND o.oid = m.objid
	WHERE NOT amvalidate(o.oid)$$, 'operator classes are whole');

-- ---------------------------------------------------------------------
-- nothing by accident
-- ---------------------------------------------------------------------

SELECT is_empty($$SELECT what FROM member WHERE what ~ '\mpg_catalog\.|\mpublic\.'$$, 'no member is in pg_catalog or public, by name');
SELECT is_empty($$SELECT p.proname::text FROM member AS m JOIN pg_proc AS p ON m.classid = 'pg_proc'::regclass AND p.oid = m.objid
		WHERE p.pronamespace <> 'voc'::regnamespace
	UNION ALL
	SELECT t.typname::text FROM member AS m JOIN pg_type AS t ON m.classid = 'pg_type'::regclass AND t.oid = m.objid
		WHERE t.typnamespace <> 'voc'::regnamespace
	UNION ALL
	SELECT o.oprname::text FROM member AS m JOIN pg_operator AS o ON m.classid = 'pg_operator'::regclass AND o.oid = m.objid
		WHERE o.oprnamespace <> 'voc'::regnamespace
	UNION ALL
	SELECT c.relname::text FROM member AS m JOIN pg_class AS c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid
		WHERE c.relnamespace <> 'voc'::regnamespace$$,
	'every member is in schema voc');
SELECT is_empty($$SELECT what FROM member WHERE classid = 'pg_event_trigger'::regclass
	UNION ALL SELECT what FROM member JOIN pg_cast ON classid = 'pg_cast'::regclass AND pg_cast.oid = objid
	WHERE castcontext <> 'e' OR (SELECT typnamespace FROM pg_type WHERE oid = castsource) <> 'voc'::regnamespace$$,
	'no event trigger; casts only when they are written, and from own types');
SELECT is_empty($$SELECT c.relname FROM member AS m JOIN pg_class AS c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid
	WHERE c.relkind <> 'c'$$, 'the extension owns no table: a program is the user''s');
SELECT is((SELECT extrelocatable::text || coalesce(array_length(extconfig, 1), 0) FROM pg_extension WHERE extname = 'voc'), 'false0',
	'not relocatable, no configuration tables');
SELECT is((SELECT count(*) FROM member WHERE classid = 'pg_extension'::regclass), 0::bigint, 'nothing else came with it');

-- ---------------------------------------------------------------------
-- the program
-- ---------------------------------------------------------------------

SELECT is_empty($$SELECT schema, relname FROM relation WHERE relkind NOT IN ('r', 'v', 'S') OR (schema = 'voc_bi' AND relkind <> 'v')$$,
	'tables and views only, in voc_bi views only');
SELECT is_empty(CASE WHEN current_setting('server_version_num')::integer >= 150000 THEN
	$$SELECT relname FROM relation WHERE relkind = 'v' AND NOT coalesce(reloptions @> '{security_invoker=true}', false)$$
	ELSE 'SELECT 1 WHERE false' END,
	'views run with the rights of who reads them, from 15 on');
SELECT is_empty($$SELECT r.relname, a.attname, a.atttypid::regtype FROM relation AS r
	JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
	WHERE r.schema = 'voc_bi' AND a.atttypid NOT IN ('text'::regtype, 'integer'::regtype, 'bigint'::regtype, 'numeric'::regtype,
		'double precision'::regtype, 'date'::regtype, 'timestamptz'::regtype, 'boolean'::regtype)$$,
	'columns for BI have types that BI tools know');
SELECT is_empty($$SELECT r.relname, a.attname FROM relation AS r
	JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
	WHERE a.attname !~ '^[a-z][a-z0-9_]*$' OR length(a.attname) > 40$$, 'column names need no quotes');
SELECT is_empty($$SELECT r.relname, a.attname, a.atttypid::regtype FROM relation AS r
	JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
	JOIN pg_type AS t ON t.oid = a.atttypid
	WHERE r.schema = 'voc_data' AND (t.typnamespace <> 'pg_catalog'::regnamespace OR t.oid >= 10000)$$,
	'columns of the program''s tables have built-in types');
SELECT is_empty($$SELECT r.relname FROM relation AS r WHERE r.relkind = 'r'
	AND NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = r.oid AND i.indisprimary)$$, 'every table has a primary key');
SELECT is_empty($$SELECT r.relname, k.conname FROM relation AS r JOIN pg_constraint AS k ON k.conrelid = r.oid AND k.contype = 'f'
	WHERE r.schema = 'voc_data' AND r.relname <> 'source' AND k.confrelid IN ('voc_data.signal'::regclass, 'voc_data.loop'::regclass)
	AND NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = k.conrelid AND i.indkey[0] = k.conkey[1])$$,
	'foreign keys to large tables have an index');
SELECT is_empty($$SELECT r.relname FROM relation AS r, aclexplode(coalesce(r.relacl, acldefault('r', r.relowner))) AS x WHERE x.grantee = 0$$,
	'PUBLIC has no right on any table or view');
SELECT is_empty($$SELECT n.nspname FROM pg_namespace AS n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) AS x
	WHERE x.grantee = 0 AND n.nspname IN ('voc_data', 'voc_bi')$$, 'nor on the schemas');
SELECT is((SELECT string_agg(x.privilege_type, ',') FROM pg_namespace AS n, aclexplode(n.nspacl) AS x WHERE x.grantee = 0 AND n.nspname = 'voc'),
	'USAGE', 'on the library''s schema PUBLIC has USAGE and no more');
SELECT is_empty($$SELECT signature FROM found WHERE NOT has_function_privilege('voc_cx', oid, 'EXECUTE')$$,
	'and everyone may call its functions, which do what the caller may do');
SELECT is_empty($$SELECT c.relname, t.tgname FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_proc AS p ON p.oid = t.tgfoid
	WHERE c.relnamespace = 'voc_data'::regnamespace AND NOT t.tgisinternal AND p.pronamespace <> 'voc'::regnamespace$$,
	'triggers of the program call the library only');
SELECT is_empty($$SELECT r.relname FROM relation AS r WHERE r.relkind = 'r' AND r.relrowsecurity$$, 'no row security is on that nobody asked for');

SELECT * FROM finish();
ROLLBACK;
