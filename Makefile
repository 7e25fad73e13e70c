# voc: closed-loop Voice of the Customer inside PostgreSQL
#
#   make                build           make install / uninstall
#   make demo           a throw-away server and a walk through the program
#   make test           everything there is to test; sets itself up
#   make bench          the speed table, as ratios
#   make accuracy FILES="..."   how often sentiment and language are right
#   make installcheck   pg_regress and isolation tests on a running server
#
# Another server than the one on the PATH: make PG_CONFIG=/path/to/pg_config

EXTENSION = voc
EXTVERSION := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" voc.control)

PG_CONFIG ?= pg_config

# ---- what installs nothing and needs no server headers ----

STANDALONE = demo test bench accuracy check-core dist
ifneq (,$(MAKECMDGOALS))
ifeq (,$(filter-out $(STANDALONE),$(MAKECMDGOALS)))
NO_PGXS = 1
endif
endif

# ---- the library: C ----

.DEFAULT_GOAL = all
VOC_SRC = src
VOC_GEN = src
include src/generate.mk

ROOMS = text privacy language sentiment coding score program listen loop
SOURCES = src/voc.c $(foreach room,$(ROOMS),$(wildcard src/$(room)/*.c))
MODULE_big = voc
OBJS = $(sort $(patsubst %.c,%.o,$(SOURCES) $(VOC_GENERATED)))
VOC_HEADERS = $(wildcard src/*.h src/*/*.h)
SHLIB_LINK += -lutf8proc

# A fused multiply-add would change the last digit of an interval from one
# machine to the next.
PG_CFLAGS += -ffp-contract=off

# ---- the library: SQL, in the order of installation ----

SQL_PARTS = sql/00_schema.sql sql/20_language.sql sql/25_privacy.sql sql/30_sentiment.sql \
	sql/40_coding.sql sql/45_coding_statistics.sql sql/50_score.sql \
	sql/52_score_aggregates.sql sql/54_score_weights.sql sql/56_score_causes.sql sql/58_score_surge.sql \
	sql/60_program.sql \
	sql/70_listen.sql sql/80_loop.sql sql/81_outbox.sql sql/82_weigh.sql sql/83_watch.sql \
	sql/84_causes.sql sql/85_report.sql sql/90_privileges.sql
PROGRAM_PARTS = $(sort $(wildcard sql/program/*.sql))

# Which function of sql/60_program.sql a part of the program is the text of.
program_text = $(if $(findstring _triggers,$(1)),triggers,$(if $(findstring _bi,$(1)),views,tables))

DATA_built = sql/voc--$(EXTVERSION).sql
DATA = $(wildcard sql/voc--*--*.sql)

# ---- tests that a packager runs on a running server ----

REGRESS = $(sort $(patsubst test/sql/%.sql,%,$(wildcard test/sql/*.sql)))
REGRESS_OPTS = --inputdir=test --load-extension=voc

EXTRA_CLEAN = $(DATA_built) $(VOC_GENERATED) $(VOC_GENERATORS) results \
	regression.diffs regression.out output_iso tmp_check log build

ifndef NO_PGXS

PGXS := $(shell $(PG_CONFIG) --pgxs)
ifeq (,$(PGXS))
$(error $(PG_CONFIG) does not work: install the server's development package (Debian: postgresql-server-dev-15, Red Hat: postgresql-devel) or name another one with PG_CONFIG=)
endif

ISOLATIONTESTER = $(wildcard $(dir $(PGXS))../../src/test/isolation/pg_isolation_regress)
ifneq (,$(ISOLATIONTESTER))
ISOLATION = $(sort $(patsubst test/specs/%.spec,%,$(wildcard test/specs/*.spec)))
ISOLATION_OPTS = --inputdir=test --outputdir=. --load-extension=voc
endif

include $(PGXS)

ifeq ($(shell test "$(MAJORVERSION)" -ge 13 || echo old),old)
$(error voc needs PostgreSQL 13 or later, this is $(VERSION))
endif

# Hardening for our own builds; a packager's flags are left alone.
ifdef WERROR
override CFLAGS += -Wall -Wextra -Werror -Wno-unused-parameter -Wno-sign-compare
endif

# PGXS tracks no headers, and a stale object crashes a server.
$(OBJS) $(OBJS:.o=.bc): $(VOC_HEADERS) Makefile

# A part of the script and a test of one name would be run for each other.
CLASH = $(filter $(notdir $(wildcard test/sql/*.sql)),$(notdir $(wildcard sql/*.sql)))
ifneq (,$(CLASH))
$(error sql/ and test/sql/ both have $(CLASH))
endif

sql/voc--$(EXTVERSION).sql: $(SQL_PARTS) $(PROGRAM_PARTS) voc.control Makefile
	@for part in $(SQL_PARTS); do \
		sed $(foreach p,$(PROGRAM_PARTS),-e '/^@$(call program_text,$(p))@$$/r $(p)') \
			-e '/^@\(tables\|triggers\|views\)@$$/d' $$part || exit 1; \
	done > $@.tmp
	mv $@.tmp $@

# PGXS answers "make check" with a notice and success, which would be a lie.
check: test

endif							# NO_PGXS

# ---- everything that sets itself up ----

demo:
	@exec env PG_CONFIG="$(PG_CONFIG)" test/demo/demo.sh

test:
	@exec env PG_CONFIG="$(PG_CONFIG)" test/run.sh

bench:
	@exec env PG_CONFIG="$(PG_CONFIG)" test/bench/bench.sh

accuracy:
	@$(MAKE) --no-print-directory -C test/core accuracy BUILD="$(CURDIR)/build/core" \
		FILES="$(abspath $(FILES))" OPTIONS="$(OPTIONS)"

check-core:
	@$(MAKE) --no-print-directory -C test/core check BUILD="$(CURDIR)/build/core"

dist:
	git archive --format=tar.gz --prefix=voc-$(EXTVERSION)/ -o voc-$(EXTVERSION).tar.gz HEAD

.PHONY: demo test bench accuracy check-core dist
