# shellcheck shell=bash
# test/tap.sh: what the shell tests say, in TAP; source it
#
# Sets work, a directory of the test's own that its cleanup is to remove.
# Whatever stands in "$work/why" is shown when a test fails.

work=$(mktemp -d)
number=0
failures=0

ok()							# STATUS DESCRIPTION
{
	number=$((number + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $number - $2"
	else
		echo "not ok $number - $2"
		failures=$((failures + 1))
		[ ! -s "$work/why" ] || head -n 40 "$work/why" | sed 's/^/#   /'
	fi
	: > "$work/why"
}

is()							# GOT WANTED DESCRIPTION
{
	local status=0
	[ "$1" = "$2" ] || status=1
	[ $status -eq 0 ] || { echo "have: $1"; echo "want: $2"; } > "$work/why"
	ok $status "$3"
}

same()							# FILE FILE DESCRIPTION
{
	diff -u "$1" "$2" > "$work/why" && [ -s "$1" ] && ! grep -H 'does not exist' "$1" > "$work/why"
	ok $? "$3"
}

bail_out()
{
	echo "Bail out!  $1"
	sed 's/^/# /' "$work/why"
	exit 1
}

like()							# TEXT REGEX DESCRIPTION
{
	printf '%s\n' "$1" > "$work/why"
	grep -qE "$2" "$work/why"
	ok $? "$3"
}
