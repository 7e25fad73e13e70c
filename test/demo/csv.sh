# shellcheck shell=bash
# test/demo/csv.sh: a file of the user's own becomes table feedback; sourced by demo.sh

csv_bytes() {
	LC_ALL=C head -c 4 "$CSV" | od -An -tx1 | tr -d ' \n'
}

# A spreadsheet, or text in another encoding, is told before anything is read.
csv_check() {
	case $(csv_bytes) in
		504b*) voc_die "$CSV is a spreadsheet or an archive, not a text file" "Save it as CSV (UTF-8) first." ;;
		fffe* | feff*)
			if ! iconv -f UTF-16 -t UTF-8 "$CSV" >"$VOC_TMP/csv/utf8.csv" 2>/dev/null; then
				voc_die "$CSV is in UTF-16" "Save it as CSV (UTF-8) first."
			fi
			CSV_FILE=$VOC_TMP/csv/utf8.csv ;;
		*) CSV_FILE=$CSV ;;
	esac
	if [ "$(LC_ALL=C tr -dc '\000' <"$CSV_FILE" | head -c 1 | wc -c)" -ne 0 ]; then
		voc_die "$CSV holds zero bytes: it is no text file" "Save it as CSV (UTF-8) first."
	fi
	if [ -z "${ENCODING:-}" ] && command -v iconv >/dev/null 2>&1 &&
			! iconv -f UTF-8 -t UTF-8 "$CSV_FILE" >/dev/null 2>&1; then
		voc_die "$CSV is not in UTF-8" \
			"Name its encoding: make demo CSV=... ENCODING=WIN1250 (Central Europe), WIN1251 (Cyrillic), WIN1252 (Western), or another."
	fi
}

# The delimiter that the first line has most of, outside quotes.
csv_delimiter() {
	case ${DELIMITER:-} in
		'') LC_ALL=C awk '{
				sub(/^\357\273\277/, "")
				gsub(/"[^"]*"/, "")
				best = ","; most = gsub(/,/, "")
				if ((n = gsub(/;/, "")) > most) { best = ";"; most = n }
				if ((n = gsub(/\t/, "")) > most) { best = "\t"; most = n }
				if ((n = gsub(/\|/, "")) > most) best = "|"
				printf "%s", best
				exit
			}' "$CSV_FILE" ;;
		tab | TAB | '\t') printf '\t' ;;
		?) printf '%s' "$DELIMITER" ;;
		*) voc_die "DELIMITER is \"$DELIMITER\"" "It is one character, or tab." ;;
	esac
}

csv_awk() {
	LC_ALL=C awk -v file="$CSV_FILE" -v d="$CSV_DELIMITER" -v want="$1" -v faults="$CSV_DIR/faults.csv" \
		-f "$demo/csv.awk"
}

# csv_copy TABLE FILE
csv_copy() {
	voc_child psql -X -q -v ON_ERROR_STOP=1 -U insights -d demo \
		-c "\\copy $1 from pstdin (format csv, encoding '${ENCODING:-UTF8}')" <"$2" ||
		voc_die "$CSV cannot be loaded"
}

csv_problem() {
	local problem

	problem=$(sql_value "SELECT text FROM csv.problem")
	[ -z "$problem" ] || voc_die "$problem"
}

csv_load() {
	local columns

	CSV_DIR=$VOC_TMP/csv
	mkdir -p "$CSV_DIR"
	csv_check
	CSV_DELIMITER=$(csv_delimiter) || exit 1
	csv_awk header >"$CSV_DIR/header.csv" && [ -s "$CSV_DIR/header.csv" ] ||
		voc_die "the first line of $CSV cannot be read as names of columns"
	csv_awk body >"$CSV_DIR/body.csv" ||
		voc_die "$CSV cannot be read as CSV: many quotes are never closed" \
			"The first: $(head -n 1 "$CSV_DIR/faults.csv")"
	say "" "== 1. Listen: your file =="
	case $CSV_DELIMITER in
		"$(printf '\t')") say "" "$(basename "$CSV") is read with tabs between the fields." ;;
		*) say "" "$(basename "$CSV") is read with \"$CSV_DELIMITER\" between the fields." ;;
	esac
	sql_value "SELECT voc.create_program();
		CREATE SCHEMA csv;
		CREATE TABLE csv.header (position integer GENERATED ALWAYS AS IDENTITY, name text)" >/dev/null ||
		voc_die "the program could not be created"
	csv_copy "csv.header (name)" "$CSV_DIR/header.csv"
	sql insights csv_columns.sql -v comment="${COMMENT:-}" -v score="${SCORE:-}" \
		-v customer="${CUSTOMER:-}" -v time="${TIME:-}" -v channel="${CHANNEL:-}" -v touchpoint="${TOUCHPOINT:-}"
	csv_problem
	columns=$(sql_value "SELECT string_agg(quote_ident(c.name), ', ' ORDER BY c.position) FROM csv.col AS c")
	csv_copy "feedback ($columns)" "$CSV_DIR/body.csv"
	sql insights csv_load.sql -v dir="$CSV_DIR" -v scale="${SCALE:-}" -v title="$(basename "$CSV")"
	csv_problem
}
