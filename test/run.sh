#!/bin/bash
# test/run.sh: everything there is to test, on a server of its own
#
#   make test            sets itself up, runs all suites, and closes with one
#                        line, "N passed, N failed"; exits 1 when one failed
#   make test ONLY=pgtap only one suite: core, regress, pgtap or shell
#
# The suites:
#   core     unit tests of the pure cores, plain and under sanitizers, and the
#            fuzzers: their corpus, and inputs that they make up
#   regress  make installcheck: pg_regress and isolation tests
#   pgtap    test/pgtap/*.sql through pg_prove
#   shell    test/*.sh that print TAP: dump and restore, encodings, backfill

set -u
cd "$(dirname "$0")/.." || exit 1
. test/lib.sh

only=${ONLY:-}
case $only in
'' | core | regress | pgtap | shell) ;;
*) voc_die "ONLY=$only is no suite" "The suites are core, regress, pgtap and shell." ;;
esac
passed=0
failed=0

# count SUITE PASSED FAILED: add up, and say it
count()
{
	passed=$((passed + $2))
	failed=$((failed + $3))
	printf '%-8s %5d passed, %d failed\n' "$1" "$2" "$3"
}

wanted()
{
	[ -z "$only" ] || [ "$only" = "$1" ]
}

# take a suite's figures from its TAP summary, as prove and pg_prove print it
count_tap()
{
	local suite=$1 log=$2 status=$3 total bad

	total=$(sed -n 's/^Files=[0-9]*, Tests=\([0-9]*\),.*/\1/p' "$log")
	bad=$(sed -n 's/.*Tests: [0-9]* Failed: \([0-9]*\)).*/\1/p' "$log" | awk '{ n += $1 } END { print n + 0 }')
	total=${total:-0}
	[ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
	[ "$total" -gt 0 ] || bad=1
	# A file that says it has no tests has lost them.
	bad=$((bad + $(grep -cE '\.\. skipped' "$log")))
	if [ "$bad" -gt 0 ]; then grep -vE ' \.+ ok$' "$log"; fi
	count "$suite" $((total > bad ? total - bad : 0)) "$bad"
}

suite_core()
{
	local log="$VOC_TMP/core.log" status=0 line

	voc_child make -s -j 2 -C test/core check BUILD="$VOC_COPY/build/core" > "$log" 2>&1 || status=$?
	line=$(sed -n 's/^core: \([0-9]*\) passed, \([0-9]*\) failed.*/\1 \2/p' "$log" | tail -n 1)
	set -- ${line:-0 1}
	if [ "$status" -ne 0 ] || [ "$2" -gt 0 ]; then
		tail -n 60 "$log"
		[ "$2" -gt 0 ] || set -- "$1" 1
	fi
	count core "$1" "$2"
}

suite_regress()
{
	local log="$VOC_TMP/regress.log" status=0 good bad

	voc_child voc_make installcheck > "$log" 2>&1 || status=$?
	good=$(grep -cE '^(test .* ok|ok [0-9]+ )' "$log")
	bad=$(grep -cE '^(test .* FAILED|not ok [0-9]+ )' "$log")
	if [ "$status" -ne 0 ] || [ "$good" -eq 0 ]; then
		[ "$bad" -gt 0 ] || bad=1
		cat "$log"
		find "$VOC_COPY" -maxdepth 2 -name regression.diffs -exec cat {} +
		tail -n 60 "$VOC_TMP/server/log"
	fi
	count regress "$good" "$bad"
}

suite_pgtap()
{
	local log="$VOC_TMP/pgtap.log" status=0

	createdb voc_pgtap
	psql -qX -d voc_pgtap -c 'CREATE EXTENSION pgtap' -c 'CREATE EXTENSION voc'
	voc_child pg_prove --nocolor --ext .sql -d voc_pgtap test/pgtap > "$log" 2>&1 || status=$?
	count_tap pgtap "$log" "$status"
}

suite_shell()
{
	local log="$VOC_TMP/shell.log" status=0

	voc_child prove --nocolor --failures --comments --exec bash test/dump.sh test/encoding.sh test/backfill.sh test/peer.sh > "$log" 2>&1 || status=$?
	count_tap shell "$log" "$status"
}

voc_setup pgtap
voc_build WERROR=1
if wanted core; then suite_core; fi
if wanted regress || wanted pgtap || wanted shell; then
	voc_server_start
	if wanted regress; then suite_regress; fi
	if wanted pgtap; then suite_pgtap; fi
	if wanted shell; then suite_shell; fi
	if grep -E 'PANIC|terminated by signal|TRAP:' "$VOC_TMP/server/log"; then
		echo "the server crashed; see above"
		count server 0 1
	fi
fi

echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
