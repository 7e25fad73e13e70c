#!/bin/sh
# Runs the tests and the fuzzers, both ways: run.sh BUILD TEST... -- FUZZER...
# A fuzzer replays the corpus and then, under the sanitizers, makes up inputs for
# FUZZ_SECONDS, others each day.
# The last line is "core: N passed, N failed".
build=$1
shift
passed=0
failed=0
LC_ALL=C
export LC_ALL

run() {
	name=$1
	shift
	# The counts of the last line; a program that died has none.
	if out=$("$@" 2>&1); then code=0; else code=$?; fi
	printf '%s\n' "$out"
	last=$(printf '%s\n' "$out" | tail -n 1)
	p=$(printf '%s\n' "$last" | sed -n 's/^.*: //; s/^\([0-9]*\) passed, [0-9]* failed$/\1/p')
	f=$(printf '%s\n' "$last" | sed -n 's/^.*: //; s/^[0-9]* passed, \([0-9]*\) failed$/\1/p')
	if [ "$code" -ne 0 ] && [ "${f:-0}" -eq 0 ]; then
		echo "$name: ended with status $code"
		f=1
	elif [ -z "$p" ]; then
		# It does not count its checks: it passed as a whole.
		p=1
	fi
	p=${p:-0}
	f=${f:-0}
	passed=$((passed + p))
	failed=$((failed + f))
}

fuzzers=
for name; do
	if [ "$name" = -- ]; then
		fuzzers=yes
		continue
	fi
	for way in PLAIN SANE; do
		if [ -z "$fuzzers" ]; then
			run "$name" "$build/$way/$name"
		elif [ "$way" = PLAIN ]; then
			run "$name" "$build/$way/$name" corpus/*
		else
			run "$name" "$build/$way/$name" -t "${FUZZ_SECONDS:-10}" -s "$(date +%j)" \
				-o "$build/$name.failed" corpus/*
		fi
	done
done

echo "core: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
