#!/bin/bash
# test/encoding.sh: the same feedback is the same signal in a database of any
# encoding, and no byte of it makes a statement fail.
#
# Wants a running server with voc: PGHOST, PGUSER (a superuser), and psql & co.
# on the PATH or in PG_BIN. Makes databases regress_encoding_* and removes them.
# Prints TAP.

set -u
[ -z "${PG_BIN:-}" ] || PATH=$PG_BIN:$PATH
export LC_ALL=C PGTZ=UTC PGOPTIONS='-c client_min_messages=warning'

. "$(dirname "$0")/tap.sh"
client=UTF8
databases="utf8 latin2 win1250 win1251 koi8r iso_8859_5 euc_jp sql_ascii mule_internal folding"

sql()							# ENCODING [psql's options]; statements from stdin
{
	local db=regress_encoding_$1
	shift
	PGCLIENTENCODING=$client psql -XqAt -v ON_ERROR_STOP=1 -d "$db" "$@" 2>&1
}

cleanup()
{
	local db
	for db in $databases; do
		dropdb --if-exists "regress_encoding_$db" > /dev/null 2>&1
	done
	rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

make_database()					# ENCODING [LOCALE]
{
	local name=$1
	dropdb --if-exists "regress_encoding_$name" > /dev/null 2>&1
	createdb -T template0 -E "${3:-$name}" --locale "${2:-C}" "regress_encoding_$name" > "$work/why" 2>&1
	ok $? "$name: database"
	sql "$name" > "$work/why" <<'SQL'
CREATE EXTENSION voc;
\o /dev/null
SELECT voc.create_program();
CREATE TABLE feedback (id integer PRIMARY KEY, customer text, score integer, comment text, channel text, touchpoint text, plan text);
SELECT voc.attach('feedback', comment => 'comment', score => 'score', scale => 'nps', customer => 'customer', channel => 'channel', touchpoint => 'touchpoint', segments => '{plan}');
SQL
	ok $? "$name: a program, and a table attached"
}

# ---- the same feedback ----

cat > "$work/en" <<'SQL'
INSERT INTO feedback VALUES (1, 'Ann', 9, 'Great service, thank you. The delivery was late, though!', 'web', 'delivery', 'gold'),
 (2, 'Ann', 2, 'The delivery was late again and the staff was rude; I want my money back.', 'chat', 'delivery', NULL),
 (3, 'Bob', NULL, 'NOT GOOD AT ALL!!! I will cancel my contract.', 'E-Mail', 'counter', NULL),
 (4, NULL, 10, '', 'web', NULL, NULL), (5, NULL, 11, 'rejected', 'web', NULL, NULL), (6, NULL, 5, 'rejected', 'pigeon', NULL, NULL);
SQL
cat > "$work/cs" <<'SQL'
INSERT INTO feedback VALUES (11, 'Žaneta Čížková', 1, 'Doprava přišla pozdě a zboží bylo poškozené. Příšerná zkušenost!', 'web', 'výdejna Štěpánská', 'žlutý'),
 (12, 'Žaneta Čížková', 10, 'Skvělá obsluha, děkuji. Jste úžasní, ale aplikace je pomalá.', 'app', 'Přístřeší', NULL),
 (13, 'Řehoř', 3, 'NESPOKOJENOST! Nikdo nezvedá telefon, čekal jsem hodinu na lince.', 'call', NULL, NULL),
 (14, 'Řehoř', 5, 'odmítnuto', 'poštovní holub', NULL, NULL);
SQL
cat > "$work/pl" <<'SQL'
INSERT INTO feedback VALUES (21, 'Łukasz', 0, 'Przesyłka przyszła spóźniona, obsługa była okropna. Żądam zwrotu pieniędzy!', 'web', 'łącze', 'złoty'),
 (22, 'Świętosława', 10, 'Świetna obsługa, dziękuję, jestem bardzo zadowolona.', 'app', NULL, NULL);
SQL
cat > "$work/ru" <<'SQL'
INSERT INTO feedback VALUES (31, 'Юлия', 1, 'Доставка опоздала, ужасный сервис. Верните деньги!', 'web', 'доставка', 'жёлтый'),
 (32, 'Юлия', 10, 'Отличный магазин, спасибо большое. Но приложение ОЧЕНЬ медленное.', 'app', 'магазин', NULL),
 (33, 'Пётр', 3, 'Не рекомендую: сотрудники грубят, связь плохая.', 'call', NULL, NULL),
 (34, 'Пётр', 5, 'отклонено', 'голубь', NULL, NULL);
SQL
cat > "$work/sk" <<'SQL'
INSERT INTO feedback VALUES (51, 'Ľudmila', 2, 'Zásielka prišla neskoro a tovar bol poškodený, som veľmi nespokojná!', 'web', 'výdaj', 'žltý'),
 (52, 'Ľudmila', 10, 'Výborný prístup, ďakujem. Môžem len odporučiť, 10 z 10.', 'app', NULL, NULL);
SQL
cat > "$work/de" <<'SQL'
INSERT INTO feedback VALUES (61, 'Jürgen', 3, 'Das Zimmer war nicht schön, der Fön kaputt und für diesen Preis viel zu klein.', 'web', 'Straße', 'grün'),
 (62, 'Jürgen', 9, 'Großartig, sehr höfliches Personal und überpünktliche Lieferung!', 'app', NULL, NULL);
SQL
cat > "$work/uk" <<'SQL'
INSERT INTO feedback VALUES (71, 'Їжак', 1, 'Посилка їхала два тижні, жахливий сервіс. Більше ніколи не замовлятиму!', 'web', 'доставка', 'жовтий'),
 (72, 'Їжак', 10, 'Чудовий магазин, дякую, усе швидко і ввічливо.', 'app', NULL, NULL);
SQL
cat > "$work/bg" <<'SQL'
INSERT INTO feedback VALUES (81, 'Гергана', 2, 'Пратката закъсня, а обслужването е ужасно. Не препоръчвам!', 'web', 'куриер', 'жълт'),
 (82, 'Гергана', 10, 'Много съм доволна, бърза доставка и любезен персонал.', 'app', NULL, NULL);
SQL
cat > "$work/ja" <<'SQL'
INSERT INTO feedback VALUES (41, '花子', 1, '配達が遅れました。とても残念です。', 'web', '配達', '金');
SQL

cat > "$work/signals.sql" <<'SQL'
SELECT source_key, customer, channel, touchpoint, segment->>'plan', language, score, score_group, sentiment, sentiment_label, value, topics, intents, rule_id, comment FROM voc_data.signal ORDER BY source_key::integer;
SELECT s.source_key, o.topic, o.sentiment, o.sentiment_label FROM voc_data.opinion AS o JOIN voc_data.signal AS s ON s.id = o.signal_id ORDER BY s.source_key::integer, o.id;
SELECT source_key, column_name, value, sqlstate, reason, hint FROM voc_data.rejected ORDER BY source_key::integer;
SELECT customer, kind, severity, team, reason, state FROM voc_data.loop ORDER BY id;
SELECT code FROM voc_data.touchpoint WHERE origin = 'capture' ORDER BY code;
SELECT id, voc.language(comment), voc.sentiment(comment), voc.sentiment_label(comment), voc.topics(comment), voc.intents(comment) FROM feedback ORDER BY id;
SELECT id, clause, clause_score, word, entry, rules, contribution FROM feedback, voc.explain(comment) ORDER BY id, clause, start;
SQL
cat > "$work/places.sql" <<'SQL'
SELECT id, word, start, length FROM feedback, voc.explain(comment) ORDER BY id, start;
SELECT s.source_key, o.topic, o.start, o.length FROM voc_data.opinion AS o JOIN voc_data.signal AS s ON s.id = o.signal_id ORDER BY s.source_key::integer, o.id;
SQL
cat > "$work/words.sql" <<'SQL'
SELECT s.source_key, o.topic, o.words FROM voc_bi.opinion AS o JOIN voc_data.signal AS s ON s.id = o.signal_id ORDER BY s.source_key::integer, o.id;
SQL

# The order of names is the encoding's, so it is settled here.
describe()						# ENCODING PREFIX: into $work/PREFIX.*
{
	local what
	for what in signals places words; do
		sql "$1" -f "$work/$what.sql" | sort > "$work/$2.$what"
	done
}

# The same feedback in UTF8, in a database of its own.
reference()						# LANGUAGE...: into $work/ref.*
{
	local language

	dropdb --if-exists regress_encoding_utf8 > /dev/null 2>&1
	createdb -T template0 -E UTF8 --locale C regress_encoding_utf8
	sql utf8 > /dev/null <<'SQL'
CREATE EXTENSION voc;
SELECT voc.create_program();
CREATE TABLE feedback (id integer PRIMARY KEY, customer text, score integer, comment text, channel text, touchpoint text, plan text);
SELECT voc.attach('feedback', comment => 'comment', score => 'score', scale => 'nps', customer => 'customer', channel => 'channel', touchpoint => 'touchpoint', segments => '{plan}');
SQL
	for language; do
		sql utf8 -f "$work/$language" > /dev/null
	done
	describe utf8 ref
}

compare()						# ENCODING LANGUAGE...
{
	local name=$1 language
	shift
	make_database "$name"
	for language; do
		sql "$name" -f "$work/$language" > "$work/why"
		ok $? "$name: feedback in $language"
	done
	reference "$@"
	describe "$name" got
	same "$work/ref.signals" "$work/got.signals" "$name: scores, topics, loops and rejections as in UTF8"
	if [ "$name" != sql_ascii ]; then
		# Where nobody knows what a character is, places are counted in bytes.
		same "$work/ref.places" "$work/got.places" "$name: places as in UTF8"
	fi
	same "$work/ref.words" "$work/got.words" "$name: words as in UTF8"
	is "$(sql "$name" -c "SELECT length(voc.report()) > 1000")" t "$name: a report"
	is "$(sql "$name" -c "SELECT bool_and(voc.redact(comment || ' +420 603 123 456, a@b.cz ' || comment) = comment || ' [phone], [email] ' || comment) FROM feedback")" t "$name: masked, and every other byte as it was"
}

reference en cs pl ru ja
sql utf8 -c 'SELECT count(*) FROM voc_data.signal' > "$work/why" || bail_out 'there is no voc here'
like "$(cat "$work/ref.words")" '^11\|delivery' 'utf8: Czech topics are met'
like "$(cat "$work/ref.words")" '^31\|delivery' 'utf8: Russian topics are met'
is "$(reference sk de uk bg; sql utf8 -c "SELECT string_agg(language || ' ' || sentiment_label, ', ' ORDER BY source_key) FROM voc_data.signal")" \
	'sk negative, sk positive, de negative, de positive, uk negative, uk positive, bg negative, bg positive' 'utf8: and others'
reference en cs pl ru ja
is "$(sql utf8 -c "SELECT string_agg(DISTINCT language, ' ' ORDER BY language) FROM voc_data.signal WHERE language IN ('en', 'cs', 'pl', 'ru')")" 'cs en pl ru' 'utf8: languages are told apart'

compare latin2 en cs pl sk de
compare win1250 en cs pl sk de
compare win1251 en ru uk bg
compare koi8r en ru bg
compare iso_8859_5 en ru uk bg
compare euc_jp en ru ja
compare sql_ascii en cs pl ru ja sk de uk bg

# An entity can name what the encoding has no letter for.
is "$(sql latin2 -c "SELECT word, entry IS NULL, contribution < 0 FROM voc.explain('&#1087;&#1083;&#1086;&#1093;&#1086;', 'ru')")" \
	'&#1087;&#1083;&#1086;&#1093;&#1086;|t|t' 'latin2: an explanation whose entry cannot be written'

# ---- bytes that mean nothing ----

# Inserts rows of one statement, of which the second holds the bytes, and tells
# what became of them; then what the functions say of them.
bytes()							# ENCODING BYTES DESCRIPTION
{
	local name=$1 bytes=$2 what=$3
	# Not by the client's encoding: the bytes are made in the server.
	sql "$name" > "$work/why" <<SQL
DELETE FROM feedback;
INSERT INTO feedback VALUES (101, 'a', 9, 'Great service', 'web'), (102, 'b', 2, E'Bad $bytes service, late delivery $bytes', 'web'), (103, 'c', 9, 'Great service', 'web');
SQL
	ok $? "$name: $what do not make a statement fail"
	is "$(sql "$name" -c "SELECT (SELECT count(*) FROM voc_data.signal WHERE retracted_at IS NULL) + (SELECT count(*) FROM voc_data.rejected WHERE resolved_at IS NULL),
		(SELECT count(*) FROM voc_data.signal WHERE retracted_at IS NULL AND source_key IN ('101', '103'))")" '3|2' "$name: $what: no row is lost, and no other one rejected"
	is "$(sql "$name" -c "UPDATE feedback SET comment = comment || E' $bytes'; UPDATE feedback SET comment = 'x'; DELETE FROM feedback; SELECT count(*) FROM voc_data.signal WHERE retracted_at IS NULL")" 0 "$name: $what: changed and deleted"
	is "$(sql "$name" -c "SELECT voc.sentiment(t) BETWEEN -1 AND 1 OR voc.sentiment(t) IS NULL, voc.language(t) IS NULL OR true, voc.topics(t) IS NULL OR true, (SELECT count(*) >= 0 FROM voc.opinions(t)) FROM (VALUES (E'Bad $bytes service, late delivery')) AS v (t)")" \
		't|t|t|t' "$name: $what: the functions give a value or NULL"
}

bytes win1250 '\x81\x83\x88\x90\x98' 'bytes without a character'
bytes win1251 '\x98' 'bytes without a character'
bytes euc_jp '\xa9\xa1' 'characters without a Unicode'
bytes sql_ascii '\xff\xfe\xc3\x28\xe2\x82' 'bytes that are no UTF-8'
bytes sql_ascii '\xed\xa0\x80\xf4\x90\x80\x80\xc0\x80' 'surrogates and overlong forms'
bytes sql_ascii '\xc5' 'half a character'

# In every column that is read
for name in win1250 sql_ascii; do
	case $name in win1250) b='\x81\x98' ;; *) b='\xff\xc5' ;; esac
	sql "$name" > "$work/why" <<SQL
ALTER TABLE feedback ADD COLUMN language text;
UPDATE voc_data.source SET language_column = 'language';
INSERT INTO feedback VALUES (201, E'$b', 1, NULL, NULL, E'$b', E'$b', E'$b'), (202, 'x', 1, NULL, E'$b', NULL, NULL, NULL), (203, 'x', 1, E'$b', NULL, NULL, NULL, E'c$b');
SQL
	ok $? "$name: such bytes in all columns do not make a statement fail"
	like "$(sql "$name" -c "SELECT (SELECT count(*) FROM voc_data.signal WHERE retracted_at IS NULL), (SELECT string_agg(source_key || ' ' || column_name, ',' ORDER BY source_key) FROM voc_data.rejected WHERE resolved_at IS NULL)")" \
		'^(2[|]202 channel|1[|]202 channel,203 comment)$' "$name: each row is kept or rejected"
done

# ---- an encoding that nothing converts from ----

# Not even for the client.
client=MULE_INTERNAL
make_database mule_internal
sql mule_internal > "$work/why" <<'SQL'
INSERT INTO feedback VALUES (1, 'a', 9, NULL, 'web'), (2, 'b', 2, 'late delivery', 'web'), (3, 'c', 9, '', 'web'), (4, 'd', 99, 'x', 'web');
SQL
ok $? 'mule_internal: a statement does not fail'
is "$(sql mule_internal -c "SELECT (SELECT count(*) FROM voc_data.signal) + (SELECT count(*) FROM voc_data.rejected), (SELECT string_agg(source_key, ',' ORDER BY source_key) FROM voc_data.signal WHERE source_key <> '2')")" '4|1,3' \
	'mule_internal: no row is lost, and scores are captured'
like "$(sql mule_internal -c "SELECT voc.sentiment('late delivery')")" 'database encoding "MULE_INTERNAL" is not supported' 'mule_internal: the functions tell what is wrong'

client=UTF8

# ---- the code frame, in letters that the encoding has ----

is "$(sql win1251 -c "SELECT voc.topics('Balik prisel pozde', 'cs')")" '{delivery.late}' 'win1251: Czech without its diacritics'
is "$(sql latin2 -c "SELECT voc.topics('Livraison en retard', 'fr')")" '{delivery.late}' 'latin2: French'
# two patterns may be the same without what the encoding lacks
is "$(sql latin2 -c "SELECT count(*) >= 0.98 * $(sql utf8 -c "SELECT count(*) FROM voc_data.topic_pattern WHERE language = 'fr'") FROM voc_data.topic_pattern WHERE language = 'fr'")" t 'latin2: all of it'

# ---- names that are not ASCII ----

locale=
for candidate in C.UTF-8 C.utf8 en_US.UTF-8 en_US.utf8; do
	if locale -a 2> /dev/null | tr 'A-Z' 'a-z' | tr -d '-' | grep -qx "$(printf '%s' "$candidate" | tr 'A-Z' 'a-z' | tr -d '-')"; then
		locale=$candidate
		break
	fi
done
aliases()						# ENCODING
{
	sql "$1" > "$work/why" <<'SQL'
DELETE FROM feedback;
UPDATE voc_data.channel SET aliases = aliases || '{Магазин}' WHERE code = 'store';
INSERT INTO feedback VALUES (301, NULL, 9, NULL, 'Магазин', NULL, NULL), (302, NULL, 9, NULL, ' WEB ', NULL, NULL);
SQL
	is "$(sql "$1" -c "SELECT string_agg(channel, ' ' ORDER BY source_key) FROM voc_data.signal WHERE source_key IN ('301', '302')")" 'store web' "$1: an alias is found as it is spelt${2:-}"
}
aliases win1251
aliases sql_ascii
reference en
aliases utf8
if [ -n "$locale" ]; then
	make_database folding "$locale" UTF8
	aliases folding " ($locale)"
	is "$(sql folding -c "INSERT INTO feedback VALUES (303, NULL, 9, NULL, 'МАГАЗИН', NULL, NULL), (304, NULL, 9, NULL, 'магазин', NULL, NULL); SELECT count(*) FROM voc_data.signal WHERE channel = 'store'")" 3 'folding: and in capitals and small letters'
else
	number=$((number + 1))
	echo "ok $number - folding # SKIP no UTF-8 locale here"
fi

echo "1..$number"
[ $failures -eq 0 ]
