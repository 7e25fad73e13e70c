#!/bin/bash
# test/bench/bench.sh: how fast, as ratios measured in one run
#
#   make bench              the table
#   make bench ROWS=20000   with fewer rows (default 100000)
#
# Every line compares voc with a named opponent on the same rows, on one
# throw-away server, in turns; each side counts with its best of RUNS runs.
# The feedback is the shipped sample's, repeated.

set -eu
cd "$(dirname "$0")/../.."
. test/lib.sh

ROWS=${ROWS:-100000}
RUNS=${RUNS:-5}

# sql DATABASE: run standard input, as the superuser, quietly
sql()
{
	psql -qAtX -v ON_ERROR_STOP=1 -v rows="$ROWS" -v runs="$RUNS" -d "$1"
}

# row WORK OPPONENT VOC_MS OPPONENT_MS GOAL KIND: one line of the table
#   KIND speed: ratio = opponent's time / voc's, the goal is a minimum
#   KIND cost:  ratio = voc's time / opponent's, the goal is a maximum
row()
{
	awk -v work="$1" -v opponent="$2" -v a="$3" -v b="$4" -v goal="$5" -v kind="$6" 'BEGIN {
		ratio = kind == "speed" ? b / a : a / b
		ok = kind == "speed" ? ratio >= goal : ratio <= goal
		printf "%-34s %-38s %10.1f %10.1f %7.2fx  %s %sx  %s\n", work, opponent, a, b, ratio,
			kind == "speed" ? ">=" : "<=", goal, ok ? "reached" : "missed"
	}'
}

echo "Building, and filling a server with $ROWS rows of feedback ..."
voc_setup
voc_build
voc_server_start "shared_buffers = 512MB" "max_wal_size = 8GB" "checkpoint_timeout = 1h" \
	"work_mem = 64MB" "max_parallel_workers_per_gather = 0" "autovacuum = off"
work=$VOC_TMP

createdb bench
sql bench < test/bench/setup.sql > /dev/null
for file in nps csat ces; do
	sql bench <<-END
		\copy bench.sample FROM 'test/sample/$file.csv' WITH (FORMAT csv, HEADER true)
	END
done
sql bench < test/bench/fill.sql > /dev/null

printf '\n%-34s %-38s %10s %10s %8s  %s\n' work against 'voc ms' 'other ms' ratio goal
sql bench < test/bench/read.sql > "$work/read.txt"
sql bench < test/bench/score.sql >> "$work/read.txt"
while IFS='|' read -r what opponent mine theirs goal kind; do
	row "$what" "$opponent" "$mine" "$theirs" "$goal" "$kind"
done < "$work/read.txt"

# ---- capture: the same rows with voc, computed before, and in PL/pgSQL ----

best()
{
	sort -n | head -n 1
}

# The opponent's rows are voc's own, taken from a run that is thrown away.
createdb -T bench bench_done
sql bench_done <<-'END'
	INSERT INTO bench.source SELECT * FROM bench.feedback;
	CREATE TABLE bench.done_signal AS SELECT * FROM voc_data.signal;
	CREATE TABLE bench.done_opinion AS SELECT * FROM voc_data.opinion;
	CREATE TABLE bench.done_loop AS SELECT * FROM voc_data.loop;
	CREATE TABLE bench.done_loop_signal AS SELECT * FROM voc_data.loop_signal;
	CREATE TABLE bench.done_loop_event AS SELECT * FROM voc_data.loop_event;
END
pg_dump -Fc -n bench -t 'bench.done_*' bench_done > "$work/done.dump"
createdb -T bench bench_base
pg_restore -d bench_base "$work/done.dump"
sql bench_base <<-'END'
	ALTER TABLE bench.source DISABLE TRIGGER USER;
	ANALYZE;
END
createdb -T bench bench_row
sql bench_row < test/bench/row_trigger.sql > /dev/null

for run in 1 2 3; do
	for side in bench bench_base bench_row; do
		createdb -T $side run_it
		case $side in
		bench_base) file=test/bench/write_done.sql ;;
		*) file=test/bench/write.sql ;;
		esac
		sql run_it < $file >> "$work/$side.ms"
		dropdb run_it
	done
done
row "bulk INSERT, attached" "the same rows, computed before" \
	"$(best < "$work/bench.ms")" "$(best < "$work/bench_base.ms")" 1.5 cost
row "bulk INSERT, attached" "row trigger in PL/pgSQL" \
	"$(best < "$work/bench.ms")" "$(best < "$work/bench_row.ms")" 5 speed

# ---- single rows: transactions per second, as milliseconds for one ----

tps()
{
	pgbench -n -c 2 -j 2 -T 5 -f "$1" bench 2> /dev/null |
		sed -n 's/^tps = \([0-9.]*\).*/\1/p'
}

sql bench > /dev/null <<-'END'
	ALTER SYSTEM SET fsync = on;
	ALTER SYSTEM SET synchronous_commit = on;
	ALTER SYSTEM SET full_page_writes = on;
	SELECT pg_reload_conf();
END
for run in 1 2 3; do
	tps test/bench/single_attached.sql | awk '{ print 1000 / $1 }' >> "$work/attached.ms"
	tps test/bench/single_plain.sql | awk '{ print 1000 / $1 }' >> "$work/plain.ms"
done
row "single-row INSERT, attached" "the same table, unattached" \
	"$(best < "$work/attached.ms")" "$(best < "$work/plain.ms")" 0.6 speed

# ---- memory: a backend that scores and captures, before and after ----

sql bench < test/bench/memory.sql > "$work/memory.txt"
awk -F'|' '{ printf "%-34s %-38s %10s %10s %8s  %s\n", $1, $2, $3, $4, "", $5 }' "$work/memory.txt"
