#!/bin/bash
# test/demo/demo.sh: a walk through voc, from nothing to a running program
#
#   make demo                       over the shipped sample
#   make demo CSV=file.csv          over a file of your own
#   make demo KEEP=1                and leave the server running
#
# Over a file of your own, columns are recognised by their names, or named:
#   COMMENT= SCORE= CUSTOMER= TIME= CHANNEL= TOUCHPOINT=   names of its columns
#   SCALE=       what the score means: nps, csat5, csat7, ces7, stars5, thumbs
#   DELIMITER=   , ; | or tab         ENCODING=  if it is not UTF-8, such as WIN1250
#
# To end a server that was left running:  test/demo/demo.sh stop DIRECTORY

set -uo pipefail
demo=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=../lib.sh
. "$demo/../lib.sh"
started=$PWD

if [ "${1:-}" = stop ]; then
	voc_server_remove "${2:-}"
	echo "Stopped and removed."
	exit 0
fi

# sql ROLE FILE [PSQL ARGUMENT...]
sql() {
	local role=$1 file=$2

	shift 2
	voc_child psql -X -q -v ON_ERROR_STOP=1 -U "$role" -d demo -f "$demo/$file" "$@" </dev/null ||
		voc_die "the demonstration stopped in test/demo/$file"
}

sql_value() {
	psql -XAtq -v ON_ERROR_STOP=1 -U insights -d demo -c "$1" </dev/null
}

say() {
	printf '%s\n' "$@"
}

one_loop() {
	local loop

	loop=$(sql_value "SELECT l.id FROM voc_data.loop AS l
		JOIN voc_data.signal AS s ON s.id = l.signal_id
		WHERE l.state = 'open'
		ORDER BY coalesce(length(s.comment), 0) > 20 DESC, l.severity = 'critical' DESC, l.occurred_at DESC, l.id LIMIT 1")
	if [ -z "$loop" ]; then
		say "No loop is open, so none can be shown."
		return
	fi
	voc_child psql -X -U insights -d demo -v loop="$loop" <"$demo/one.sql" 2>&1
}

report() {
	local file=$1

	mkdir -p "$(dirname "$file")" 2>/dev/null || true
	if ! : 2>/dev/null >"$file"; then
		file=$started/demo-report.html
		: 2>/dev/null >"$file" || file=$(mktemp "${TMPDIR:-/tmp}/voc-report.XXXXXX")
	fi
	sql_value "SELECT voc.report()" >"$file" || voc_die "the report could not be made"
	chmod 644 "$file" 2>/dev/null || true
	REPORT=$file
}

walk_sample() {
	say "" "== 1. Listen: the feedback of Zvonek, an invented seller of phones and plans ==" ""
	sql insights sample.sql
	sql insights figures.sql
	sql insights stories.sql
	sql insights team.sql
	sql insights loops.sql
	one_loop
	say "" "== 4. Keep the promise ==" "" \
		"Who was answered in time? (The agents who worked on the loops older than three days are simulated.)"
	sql insights sla.sql
}

walk_csv() {
	# shellcheck source=csv.sh
	. "$demo/csv.sh"
	csv_load
	sql insights figures.sql
	if [ "$(sql_value "SELECT count(*) FROM voc_data.loop")" -eq 0 ]; then
		say "== 3. Act ==" "" "No rule (table voc_data.rule) asks for a follow-up of any of this: no loop was opened."
		return
	fi
	sql insights loops.sql
	one_loop
	say "" "== 4. Keep the promise ==" "" \
		"Who was answered in time? Nobody has worked on these loops but us, a moment ago:"
	sql insights sla.sql
}

try_next() {
	say "== 6. Try next =="
	if [ -n "${KEEP:-}" ] && [ "$KEEP" != 0 ]; then
		voc_server_keep
		say "The server is left running. To reach it, to end it:" \
			"  $VOC_BIN/psql 'host=$PGHOST port=$PGPORT user=insights dbname=demo'" \
			"  $demo/demo.sh stop $VOC_TMP" \
			"There, for a start:" \
			"  SELECT * FROM voc_bi.loop WHERE is_open ORDER BY due_at;        \\dv voc_bi.*" \
			"  SELECT voc.sentiment('Late again, but the support was great');  \\df voc.*"
	else
		say "  make demo KEEP=1           leaves this server running and says how to reach it" \
			"  make demo CSV=file.csv     the same over a file of your own"
	fi
	say "  README.md                  five minutes to the first closed loop on a table of yours"
}

main() {
	local begun=$SECONDS

	if [ -n "${CSV:-}" ]; then
		case $CSV in /*) ;; *) CSV=$started/$CSV ;; esac
		[ -e "$CSV" ] || voc_die "there is no file $CSV" "Usage: make demo CSV=file.csv"
		[ -f "$CSV" ] && [ -r "$CSV" ] || voc_die "$CSV cannot be read"
		[ -s "$CSV" ] || voc_die "$CSV is empty"
	fi
	voc_setup
	say "Building voc for PostgreSQL $VOC_MAJOR, and starting a server of its own that has it..."
	voc_build
	voc_server_start "log_min_messages = error"
	voc_quietly "setting up the database" psql -X -q -v ON_ERROR_STOP=1 -f "$demo/setup.sql"
	if [ -n "${CSV:-}" ]; then walk_csv; else walk_sample; fi
	report "$VOC_TOP/build/demo-report.html"
	say "== 5. Tell: the report ==" "" "One HTML page for those who do not speak SQL (SELECT voc.report()), charts inside:" \
		"  $REPORT" ""
	try_next
	say "" "Done in $((SECONDS - begun)) s."
}

main
