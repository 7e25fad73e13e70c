#!/bin/bash
# test/backfill.sh: capture and backfill with commits, COPY, isolation levels
# and interruptions; installation beside a schema that is there
#
# What cannot be tried within one transaction. Finds the server by PGHOST and
# the like, makes databases of its own and drops them, prints TAP.

set -u

db=voc_backfill_$$
. "$(dirname "$0")/tap.sh"

run()
{
	psql -qXAt -v ON_ERROR_STOP=1 -d "$db" "$@"
}

# sql [ROLE]: statements from standard input, output and errors on standard output
sql()
{
	{ [ $# -eq 0 ] || printf 'SET ROLE %s;\n' "$1"; cat; } |
		PGOPTIONS='-c client_min_messages=warning -c timezone=UTC' run -v VERBOSITY=sqlstate 2>&1
}

# counts TABLE: live signals and open rejections of a source
counts()
{
	sql <<-SQL
		SELECT (SELECT count(*) FROM voc_data.signal AS s JOIN voc_data.source AS f ON f.id = s.source_id
		        WHERE f.relation = '$1'::regclass AND s.retracted_at IS NULL)
		    || '+' || (SELECT count(*) FROM voc_data.rejected AS r JOIN voc_data.source AS f ON f.id = r.source_id
		        WHERE f.relation = '$1'::regclass AND r.resolved_at IS NULL)
	SQL
}

cleanup()
{
	psql -qX -d postgres -c "DROP DATABASE IF EXISTS ${db}_taken" -c "DROP DATABASE IF EXISTS ${db}_forged" -c "DROP DATABASE IF EXISTS $db" >/dev/null 2>&1
	psql -qX -d postgres -c "DROP ROLE IF EXISTS ${db}_cx" -c "DROP ROLE IF EXISTS ${db}_app" >/dev/null 2>&1
	rm -rf "$work"
}
trap cleanup EXIT

echo '1..60'
createdb "$db" || { echo 'Bail out! no database can be made'; exit 1; }
cx=${db}_cx
app=${db}_app
run -c 'CREATE EXTENSION voc' -c "CREATE ROLE $cx" -c "CREATE ROLE $app" \
	-c "GRANT CREATE ON DATABASE $db TO $cx" -c "CREATE SCHEMA shop AUTHORIZATION $app" \
	-c "GRANT USAGE ON SCHEMA shop TO $cx" \
	-c "ALTER DEFAULT PRIVILEGES FOR ROLE $app IN SCHEMA shop GRANT SELECT, UPDATE, TRIGGER ON TABLES TO $cx" ||
	{ echo 'Bail out! the extension cannot be installed'; exit 1; }
sql "$cx" <<<"SELECT voc.create_program()" >/dev/null

# ---- COPY ----

sql "$app" <<'SQL' >/dev/null
CREATE TABLE shop.survey (id bigint PRIMARY KEY, customer text, comment text, score text, at timestamptz, channel text);
SQL
sql "$cx" <<'SQL' >/dev/null
SELECT voc.attach('shop.survey', comment => 'comment', score => 'score', scale => 'nps', customer => 'customer', occurred_at => 'at', channel => 'channel');
SQL
out=$(sql "$app" <<'SQL'
COPY shop.survey FROM STDIN;
1	anna	All good	9	2024-01-01 10:00:00+00	web
2	boris	\N	\N	2024-01-01 10:00:00+00	web
3	cyril	Late\tand\nbroken	1	\N	\N
4	dana	x	11	\N	\N
5	\N	x	9	infinity	\N
6	\N	x	9	\N	pigeon
\.
SQL
)
is "$out" '' 'COPY with bad rows succeeds'
is "$(counts shop.survey)" '2+4' 'and all its rows are accounted for'
is "$(sql <<<"SELECT string_agg(source_key || sqlstate, ' ' ORDER BY source_key) FROM voc_data.rejected")" '222004 422003 522008 622023' 'each with its reason'
is "$(sql <<<"SELECT comment = E'Late\tand\nbroken' FROM voc_data.signal WHERE source_key = '3'")" 't' 'text is kept as it is'
out=$(sql "$app" <<'SQL'
COPY shop.survey FROM STDIN;
7	anna	fine	9	\N	\N
8	anna	fine	9	not a time	\N
\.
SQL
)
is "$out" 'ERROR:  22007' 'COPY that fails'
is "$(counts shop.survey)" '2+4' 'leaves nothing'
is "$(sql "$app" <<'SQL'
COPY (SELECT i AS id, 'c' || i % 500, CASE i % 4 WHEN 0 THEN 'The delivery was late and nobody answers' WHEN 1 THEN 'Great service, thank you' WHEN 2 THEN 'ok' END, CASE WHEN i % 100 = 7 THEN 'x' ELSE (i % 11)::text END, timestamptz '2024-01-01' + i * interval '1 second', 'sms' FROM generate_series(1001, 31000) AS i) TO '/dev/null';
SQL
)" 'ERROR:  42501' 'the role has no right on files'
sql "$app" <<<"COPY (SELECT i, 'c' || i % 500, CASE i % 4 WHEN 0 THEN 'The delivery was late and nobody answers' WHEN 1 THEN 'Great service, thank you' WHEN 2 THEN 'ok' END, CASE WHEN i % 100 = 7 THEN 'x' ELSE (i % 11)::text END, timestamptz '2024-01-01' + i * interval '1 second', 'sms' FROM generate_series(1001, 31000) AS i) TO STDOUT" > "/tmp/$db.copy"
out=$(printf '\\copy shop.survey FROM %s\n' "/tmp/$db.copy" | sql "$app")
rm -f "/tmp/$db.copy"
is "$out" '' 'COPY of 30,000 rows'
is "$(counts shop.survey)" '29702+304' 'is captured whole'

# ---- backfill with commits ----

sql "$app" <<'SQL' >/dev/null
CREATE TABLE shop.old (a integer, b text, comment text, score integer, PRIMARY KEY (b, a));
INSERT INTO shop.old SELECT i, 'k' || i % 37, CASE WHEN i % 100 = 0 THEN NULL ELSE 'Good number ' || i END, CASE WHEN i % 100 = 0 THEN NULL WHEN i % 50 = 0 THEN -1 ELSE i % 11 END FROM generate_series(1, 25000) AS i;
SQL
sql "$cx" <<'SQL' >/dev/null
SELECT voc.attach('shop.old', comment => 'comment', score => 'score', scale => 'nps');
SQL
is "$(counts shop.old)" '0+0' 'attach() leaves old rows alone'
is "$(sql "$cx" <<<"CALL voc.backfill('shop.old', batch => 700)")" '' 'backfill in batches that do not divide the rows'
is "$(counts shop.old)" '24500+500' 'captures them all'
sql "$cx" <<<"CALL voc.backfill('shop.old')" >/dev/null
is "$(counts shop.old)" '24500+500' 'twice is once'
is "$(sql "$cx" <<<"CALL voc.backfill('shop.old', batch => 25000)")$(counts shop.old)" '24500+500' 'a batch of exactly all rows'
is "$(sql "$cx" <<<"BEGIN; CALL voc.backfill('shop.old', batch => 100); COMMIT;")" 'ERROR:  2D000' 'within a transaction it cannot commit'
is "$(sql "$cx" <<<"BEGIN; CALL voc.backfill('shop.old', batch => 0); COMMIT;")" '' 'and batch => 0 does not'
is "$(sql "$cx" <<<"CALL voc.backfill('shop.old', batch => -1)")" 'ERROR:  22023' 'a batch below 0'
is "$(sql "$cx" <<<"CALL voc.backfill('shop.old', batch => NULL)")" 'ERROR:  22023' 'a batch of NULL'
is "$(sql "$app" <<<"CALL voc.backfill('shop.old')")" 'ERROR:  42501' 'who has no right on the program backfills nothing'
is "$(sql <<<"REVOKE UPDATE ON shop.old FROM $cx" && sql "$cx" <<<"CALL voc.backfill('shop.old')")" 'ERROR:  42501' 'nor who has no UPDATE on the source'
sql <<<"GRANT UPDATE ON shop.old TO $cx" >/dev/null

# stopped in the middle, by a fault of a later row: what was committed stays, and it can go on
sql "$app" <<'SQL' >/dev/null
CREATE TABLE shop.halfway (id integer PRIMARY KEY, comment text);
INSERT INTO shop.halfway SELECT i, CASE WHEN i <> 3500 THEN 'Good' END FROM generate_series(1, 5000) AS i;
SQL
sql "$cx" <<<"SELECT voc.attach('shop.halfway', comment => 'comment', on_error => 'raise')" >/dev/null
is "$(sql "$cx" <<<"CALL voc.backfill('shop.halfway', batch => 1000)")" 'ERROR:  22004' 'on_error => raise stops it'
is "$(counts shop.halfway)" '3000+0' 'batches before are committed'
sql "$app" <<<"UPDATE shop.halfway SET comment = 'Mended' WHERE id = 3500" >/dev/null
is "$(sql "$cx" <<<"CALL voc.backfill('shop.halfway', batch => 1000)")$(counts shop.halfway)" '5000+0' 'and it goes on when that is mended'

# cancelled in the middle, by the program's own trigger: 57014 is nobody's fault
sql "$app" <<<"TRUNCATE shop.halfway; INSERT INTO shop.halfway SELECT i, 'Good ' || i FROM generate_series(1, 10) AS i" >/dev/null
sql "$cx" <<'SQL' >/dev/null
CREATE SCHEMA own;
CREATE FUNCTION own.cancel() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF NEW.comment = 'cancel' THEN RAISE EXCEPTION 'x' USING ERRCODE = '57014'; END IF; RETURN NEW; END$$;
CREATE TRIGGER cancel BEFORE INSERT ON voc_data.signal FOR EACH ROW EXECUTE FUNCTION own.cancel();
UPDATE voc_data.source SET on_error = 'reject' WHERE relation = 'shop.halfway'::regclass;
SQL
is "$(sql "$app" <<<"INSERT INTO shop.halfway VALUES (11, 'Good'), (12, 'cancel')")" 'ERROR:  57014' 'cancellation passes through'
is "$(counts shop.halfway)" '10+0' 'and leaves nothing'
is "$(sql "$app" <<<"SET statement_timeout = '1s'; INSERT INTO shop.halfway SELECT i, 'late ' || pg_sleep(CASE WHEN i = 20 THEN 30 ELSE 0 END) FROM generate_series(13, 20) AS i")" 'ERROR:  57014' 'statement_timeout as ever'
sql "$cx" <<<"DROP TRIGGER cancel ON voc_data.signal" >/dev/null

# a comment that takes long to read is left when the statement is cancelled
sql "$cx" <<<"UPDATE voc_data.program SET max_comment = 100000000" >/dev/null
is "$(sql "$app" <<<"SET statement_timeout = '200ms'; INSERT INTO shop.halfway VALUES (30, repeat('not good, but the delivery was late; ', 2500000))")" 'ERROR:  57014' 'a statement is cancelled while a comment of 90 MB is read'
sql "$cx" <<<"UPDATE voc_data.program SET max_comment = 1000000" >/dev/null

# ---- isolation levels ----

sql "$app" <<<"CREATE TABLE shop.note (id integer PRIMARY KEY, comment text)" >/dev/null
sql "$cx" <<<"SELECT voc.attach('shop.note', comment => 'comment')" >/dev/null
for level in 'READ COMMITTED' 'REPEATABLE READ' 'SERIALIZABLE'; do
	is "$(sql "$app" <<-SQL
		BEGIN ISOLATION LEVEL $level;
		INSERT INTO shop.note VALUES (1, 'one'), (2, NULL);
		SAVEPOINT a;
		INSERT INTO shop.note VALUES (3, 'three');
		ROLLBACK TO a;
		UPDATE shop.note SET comment = 'two' WHERE id = 2;
		DELETE FROM shop.note WHERE id = 1;
		COMMIT;
	SQL
	)" '' "$level"
	is "$(counts shop.note)" '1+0' 'captures'
	sql "$app" <<<"TRUNCATE shop.note" >/dev/null
done
is "$(sql "$app" <<<"BEGIN READ ONLY; INSERT INTO shop.note VALUES (1, 'x')")" 'ERROR:  25006' 'a read-only transaction'
is "$(sql "$app" <<<"BEGIN; INSERT INTO shop.note VALUES (5, 'prepared'); PREPARE TRANSACTION '$db'; COMMIT PREPARED '$db';"; counts shop.note)" \
	"$([ "$(sql <<<'SHOW max_prepared_transactions')" = 0 ] && printf 'ERROR:  55000\n0+0' || echo '1+0')" 'two-phase commit'

# ---- sessions at once ----

sql "$app" <<<"TRUNCATE shop.note" >/dev/null
for session in 1 2 3 4; do
	sql "$app" <<<"INSERT INTO shop.survey SELECT 100000 + 4 * i + $session, 'same ' || i % 20, 'x', 0, NULL, NULL FROM generate_series(0, 999) AS i" &
done > /dev/null
wait
is "$(sql <<<"SELECT count(*) FROM voc_data.signal WHERE source_key::text ~ '^10[0-9]{4}\$'")" '4000' 'four sessions at once for the same customers'
is "$(sql <<<"SELECT count(*) || ' ' || count(DISTINCT customer) FROM voc_data.loop WHERE customer LIKE 'same %'")" '20 20' 'have one loop each'
is "$(sql <<<"SELECT count(*) FROM voc_data.loop_signal AS x JOIN voc_data.loop AS l ON l.id = x.loop_id WHERE l.customer LIKE 'same %'")" '4000' 'with all signals'

# what one session changes, the next statement of another knows
out=$(
	{
		echo "SET ROLE $app; INSERT INTO shop.note VALUES (1, 'before');"
		echo "\\! psql -qXAt -d $db -c \"SET ROLE $cx; UPDATE voc_data.source SET detached_at = now() WHERE relation = 'shop.note'::regclass\""
		echo "INSERT INTO shop.note VALUES (2, 'while detached');"
		echo "\\! psql -qXAt -d $db -c \"SET ROLE $cx; UPDATE voc_data.source SET detached_at = NULL WHERE relation = 'shop.note'::regclass\""
		echo "INSERT INTO shop.note VALUES (3, 'after');"
	} | PGOPTIONS='-c client_min_messages=error' run 2>&1
)
is "$out" '' 'a session whose source is detached and attached by another'
is "$(sql <<<"SELECT string_agg(s.comment, ', ' ORDER BY s.id) FROM voc_data.signal AS s JOIN voc_data.source AS f ON f.id = s.source_id WHERE f.relation = 'shop.note'::regclass AND s.retracted_at IS NULL")" \
	'before, after' 'follows it'

# a replica's apply role fires no triggers, as it should
sql <<<"SET session_replication_role = replica; INSERT INTO shop.note VALUES (9, 'replicated')" >/dev/null
is "$(sql <<<"SELECT count(*) FROM voc_data.signal WHERE comment = 'replicated'")" '0' 'session_replication_role = replica captures nothing'
sql "$cx" <<<"CALL voc.backfill('shop.note')" >/dev/null
is "$(sql <<<"SELECT count(*) FROM voc_data.signal WHERE comment = 'replicated'")" '1' 'backfill finds it'

# rows that left while nobody looked leave with the next backfill
sql "$app" <<<"TRUNCATE shop.note; INSERT INTO shop.note VALUES (1, 'stays'), (2, 'goes'), (3, NULL), (4, NULL)" >/dev/null
is "$(counts shop.note)" '2+2' 'two good rows and two bad ones'
sql <<<"SET session_replication_role = replica; DELETE FROM shop.note WHERE id IN (2, 4); INSERT INTO shop.note VALUES (5, 'came')" >/dev/null
is "$(counts shop.note)" '2+2' 'that leave unseen'
sql "$cx" <<<"CALL voc.backfill('shop.note', batch => 1)" >/dev/null
is "$(counts shop.note)" '2+1' 'are retracted by backfill: signals + rejected = rows'
is "$(sql <<<"SELECT string_agg(s.comment, ', ' ORDER BY s.id) FROM voc_data.signal AS s JOIN voc_data.source AS f ON f.id = s.source_id WHERE f.relation = 'shop.note'::regclass AND s.retracted_at IS NULL")" \
	'stays, came' 'and no others'

# ---- a program that somebody else made up ----

createdb "${db}_forged"
db=${db}_forged
is "$(sql <<<'CREATE EXTENSION voc')" '' 'a database without a program'
is "$(sql <<<"CREATE SCHEMA voc_data;
CREATE TABLE voc_data.program (version text, max_comment text); INSERT INTO voc_data.program VALUES ('1.0', 'many');
CREATE TABLE voc_data.channel (code text, aliases text[]); CREATE TABLE voc_data.scale (code text, kind text, whole text, low text, high text, bad_max text, good_min text);
CREATE TABLE voc_data.touchpoint (code text); CREATE TABLE voc_data.word (id text, term text, language text, role text, valence text, factor text);
CREATE TABLE voc_data.source (id text, relation text, comment_column text, score_column text, customer_column text, occurred_at_column text, channel_column text, touchpoint_column text, language_column text,
	key_columns integer, segment_columns integer, scale text, default_channel text, default_touchpoint text, on_error text, relation_name text, detached_at text);
INSERT INTO voc_data.source (id, key_columns) VALUES ('1', 12345)")" '' 'tables that are not what they seem'
like "$(sql <<<"SELECT * FROM voc.explain_own('good')")" '^ERROR' 'are an error, and no more'
is "$(sql <<<"SELECT voc.topics('The parcel was late', 'en')")" '{delivery.late}' 'are no program: the code frame is the library'"'"'s'
is "$(sql <<<"CREATE TABLE voc_data.coding (codebook_version integer, lexicon_version integer); INSERT INTO voc_data.coding VALUES (1, 1);
CREATE TABLE voc_data.topic (code integer, active text); CREATE TABLE voc_data.topic_pattern (id text, topic integer, language integer, pattern bytea, active text);
CREATE TABLE voc_data.intent (code text, active boolean); CREATE TABLE voc_data.intent_pattern (id bigint, intent text, language text, pattern text, active boolean)")" '' 'with a version'
like "$(sql <<<"SELECT voc.topics('The parcel was late', 'en')")" '^ERROR' 'they are an error, and no more'
like "$(sql <<<"DROP TABLE voc_data.coding; CREATE TABLE voc_data.coding (codebook_version text, lexicon_version bigint); INSERT INTO voc_data.coding VALUES ('x', 1); SELECT voc.topics('The parcel was late', 'en')")" 'delivery.late' 'a version that is no number is none'
is "$(sql <<<'SELECT 1')" '1' 'the server is there'
db=${db%_forged}

# ---- the extension, where it cannot go ----

createdb "${db}_taken"
db=${db}_taken
sql <<<"CREATE SCHEMA voc; CREATE FUNCTION voc.lower(text) RETURNS text LANGUAGE sql AS 'SELECT (1/0)::text'" >/dev/null
is "$(sql <<<'CREATE EXTENSION voc')" 'ERROR:  42P06' 'a schema voc that somebody made before stops the installation'
is "$(sql <<<"SELECT count(*) FROM pg_extension WHERE extname = 'voc'")" '0' 'and leaves nothing'
sql <<<'DROP SCHEMA voc CASCADE' >/dev/null
is "$(sql <<<'CREATE EXTENSION voc')" '' 'without it all is well'
is "$(sql <<<'CREATE EXTENSION voc')" 'ERROR:  42710' 'twice is an error'
is "$(sql <<<'ALTER EXTENSION voc SET SCHEMA public')" 'ERROR:  0A000' 'it stays where it is'
is "$(sql <<<"CREATE ROLE ${cx}_x; GRANT CREATE ON DATABASE $db TO ${cx}_x; DROP EXTENSION voc; SET ROLE ${cx}_x; CREATE EXTENSION voc;"; sql <<<"RESET ROLE; DROP OWNED BY ${cx}_x; DROP ROLE ${cx}_x")" 'ERROR:  42501' 'an ordinary role cannot install a library of C'
db=${db%_taken}

[ "$failures" -eq 0 ]
