#!/bin/bash
# test/peer.sh: what the tests expect of statistics is what R's packages say
#
# Runs each test/peer/*.R and compares what it prints, number by number, with
# the .tsv beside it, which the tests take their values from.  Where R or its
# packages survey and MASS (which survey calls) are not there, Debian's are installed if that can be done, and
# else the comparison is skipped, with a message.  Prints TAP.

set -u
cd "$(dirname "$0")" || exit 1
export LC_ALL=C
. ./tap.sh
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

have_peers()
{
	command -v Rscript > /dev/null && Rscript -e 'library(survey); library(MASS)' > /dev/null 2>&1
}

if ! have_peers && [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
	DEBIAN_FRONTEND=noninteractive timeout 300 apt-get -q install -y --no-install-recommends r-base-core r-cran-survey r-cran-mass \
		< /dev/null > /dev/null 2>&1
fi

# Numbers may differ in what the next processor's rounding does to them.
compare()						# GOT WANTED
{
	awk -F '\t' '
		function far(a, b, scale) {
			if (a == b)
				return 0
			if (a !~ /^[-+0-9.eE]+$/ || b !~ /^[-+0-9.eE]+$/)
				return 1
			scale = a < 0 ? -a : +a
			return (a - b > b - a ? a - b : b - a) > 1e-9 * (scale > 1 ? scale : 1)
		}
		NR == FNR { wanted[NR] = $0; n = NR; next }
		{
			fields = split(wanted[FNR], want, FS)
			bad = NF != fields
			for (i = 1; i <= NF; i++)
				bad = bad || far($i, want[i])
			if (bad)
				print "line " FNR ": have " $0 ", want " wanted[FNR]
			read = FNR
		}
		END { if (read != n) print "have " read + 0 " lines, want " n }' "$2" "$1" > "$work/why"
	[ ! -s "$work/why" ]
}

for script in peer/*.R; do
	name=$(basename "$script" .R)
	if ! have_peers; then
		number=$((number + 1))
		echo "ok $number - $name # SKIP R with its packages survey and MASS is not here (Debian: r-base-core r-cran-survey r-cran-mass)"
	elif (cd peer && Rscript "$name.R") > "$work/got" 2> "$work/why"; then
		compare "$work/got" "peer/$name.tsv"
		ok $? "$name: R says what is kept in $name.tsv"
	else
		ok 1 "$name: R runs it"
	fi
done
echo "1..$number"
[ "$failures" -eq 0 ]
