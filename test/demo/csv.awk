# test/demo/csv.awk: reads a CSV file as it comes, writes it as PostgreSQL reads it
#
#   awk -v file=F -v d=DELIMITER -v want=header            names of columns, one a record
#   awk -v file=F -v d=DELIMITER -v want=body -v faults=G  rows; lines that are none go to G
#
# A quote counts at the start of a field only, so that a stray one harms nobody.
# Bytes, not characters: run it with LC_ALL=C.

function quoted(value) {
	if (value ~ /[",\n\r\\]/) {
		gsub(/"/, "\"\"", value)
		return "\"" value "\""
	}
	return value
}

function next_line() {
	if ((getline line < file) <= 0)
		return 0
	lineno++
	if (lineno == 1)
		sub(/^\357\273\277/, "", line)
	sub(/\r$/, "", line)
	return 1
}

# Back to the line after number n.
function back_to(n) {
	close(file)
	lineno = 0
	while (lineno < n && next_line())
		;
}

# What follows an opening quote; more lines are read until it closes.
function quoted_field(    value, i) {
	value = ""
	while (1) {
		i = index(rest, "\"")
		if (i == 0) {
			value = value rest "\n"
			if (length(value) > 1048576 || !next_line()) {
				unclosed = 1
				return value
			}
			rest = line
			continue
		}
		value = value substr(rest, 1, i - 1)
		rest = substr(rest, i + 1)
		if (substr(rest, 1, 1) != "\"")
			return value
		value = value "\""
		rest = substr(rest, 2)
	}
}

# Reads a record into field[1..n].
function next_record(    value, i) {
	if (!next_line())
		return 0
	first = lineno
	unclosed = 0
	rest = line
	n = 0
	while (1) {
		value = ""
		if (substr(rest, 1, 1) == "\"") {
			rest = substr(rest, 2)
			value = quoted_field()
			if (unclosed)
				return 1
		}
		i = index(rest, d)
		if (i == 0) {
			field[++n] = value rest
			return 1
		}
		field[++n] = value substr(rest, 1, i - 1)
		rest = substr(rest, i + 1)
	}
}

function fault(reason) {
	print quoted(first) "," quoted(reason) > faults
	nfaults++
}

function write_record(    i, out) {
	while (n > columns && field[n] == "")
		n--
	if (n > columns) {
		fault("it has " n " fields, the header has " columns)
		return
	}
	out = quoted(field[1])
	for (i = 2; i <= columns; i++)
		out = out "," (i <= n ? quoted(field[i]) : "")
	print out
}

BEGIN {
	if (!next_record() || unclosed)
		exit 1
	while (n > 1 && field[n] == "")
		n--
	columns = n
	if (want == "header") {
		for (i = 1; i <= n; i++) {
			gsub(/[ \t\r\n]+/, " ", field[i])
			sub(/^ /, "", field[i])
			sub(/ $/, "", field[i])
			print (field[i] == "" ? "\"\"" : quoted(field[i]))
		}
		exit 0
	}
	printf "" > faults
	while (next_record()) {
		if (unclosed) {
			fault("the quote that opens a field there is never closed")
			if (nfaults > 50)
				exit 1
			back_to(first)
		} else if (n > 1 || field[1] != "")
			write_record()
	}
}
