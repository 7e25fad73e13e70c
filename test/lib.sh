# shellcheck shell=bash
# test/lib.sh: what run.sh, demo.sh and bench.sh have in common; source it
#
#   voc_setup [pgtap]       finds a PostgreSQL that extensions can be built for; what is missing is
#                           installed (as root on Debian and its like) or named
#   voc_build [ARG...]      builds a copy of the tree under build/ (ARGs go to make) and installs it
#                           below a temporary directory, nothing in the system
#   voc_server_start [SETTING...]
#                           starts a server of our own that has it: temporary directory, unix socket
#                           only; SETTINGs are lines for postgresql.conf. psql & co. find it
#   voc_server_stop         stops and removes it; happens by itself at exit, Ctrl-C and kill
#   voc_server_keep         leaves it running at exit
#   voc_server_remove DIR   ends one that was left
#
# Set by them: VOC_TOP (the tree), VOC_COPY (the copy that was built), VOC_TMP (the temporary
# directory), VOC_PG_CONFIG, VOC_BIN and VOC_MAJOR. A function voc_at_exit is called first at exit.

VOC_TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VOC_TMP=
VOC_CHILD=
VOC_KEEP=
VOC_DROPIN=/etc/postgresql-common/createcluster.d/zz_voc_setup.conf
VOC_DROPIN_MADE=
VOC_MARK=.voc_throw_away_server

voc_say() {
	printf '%s\n' "$*" >&2
}

voc_die() {
	printf 'error: %s\n' "$1" >&2
	shift
	[ $# -eq 0 ] || printf '%s\n' "$@" >&2
	exit 1
}

# ---- beginning and end ----

voc_begin() {
	[ -z "$VOC_TMP" ] || return 0
	umask 022
	local base=${TMPDIR:-/tmp}

	# A socket's path has room for about a hundred bytes.
	[ ${#base} -lt 60 ] && [ -d "$base" ] || base=/tmp
	trap voc_cleanup EXIT
	trap 'exit 129' HUP
	trap 'exit 130' INT
	trap 'exit 143' TERM
	VOC_TMP=$(mktemp -d "$base/voc.XXXXXX") || voc_die "no temporary directory can be made in $base"
	chmod 755 "$VOC_TMP"
	: >"$VOC_TMP/$VOC_MARK"
}

voc_cleanup() {
	local status=$?

	trap '' HUP INT TERM
	if [ -n "$VOC_CHILD" ]; then
		kill -TERM -- "-$VOC_CHILD" 2>/dev/null
		wait "$VOC_CHILD" 2>/dev/null
	fi
	if declare -F voc_at_exit >/dev/null; then
		voc_at_exit
	fi
	[ -z "$VOC_DROPIN_MADE" ] || rm -f "$VOC_DROPIN"
	if [ -n "$VOC_TMP" ] && { [ -z "$VOC_KEEP" ] || [ "$status" -ne 0 ]; }; then
		voc_server_stop
		rm -rf "$VOC_TMP"
	fi
	exit "$status"
}

# Runs a command so that a signal ends it and us at once: in a process group of
# its own, which voc_cleanup ends, while we wait (a trap interrupts wait, but
# not a command in the foreground).
voc_child() {
	local status=0

	set -m
	"$@" &
	VOC_CHILD=$!
	set +m
	wait "$VOC_CHILD" || status=$?
	VOC_CHILD=
	return "$status"
}

# voc_quietly WHAT COMMAND...: shows the output only when it fails.
voc_quietly() {
	local what=$1 log

	shift
	log=$VOC_TMP/last.log
	if ! voc_child "$@" >"$log" 2>&1; then
		tail -n 60 "$log" >&2
		voc_die "$what failed; the last lines of its output are above"
	fi
	rm -f "$log"
}

# ---- packages ----

# Whether a pg_config belongs to a server that is there and to its headers.
voc_complete() {
	local bin

	bin=$("$1" --bindir 2>/dev/null) &&
		[ -x "$bin/postgres" ] && [ -x "$bin/initdb" ] && [ -x "$bin/psql" ] &&
		[ -f "$("$1" --pgxs)" ] && [ -f "$("$1" --includedir-server)/postgres.h" ]
}

# Majors in Debian's layout that have a file, newest first.
voc_majors_with() {
	local file major

	for file in /usr/lib/postgresql/*/"$1"; do
		[ -e "$file" ] || continue
		major=${file#/usr/lib/postgresql/}
		printf '%s\n' "${major%%/*}"
	done | sort -rn
}

voc_find_pg_config() {
	local major candidate

	VOC_PG_CONFIG=
	if [ "${PG_CONFIG:-pg_config}" != pg_config ]; then
		VOC_PG_CONFIG=$PG_CONFIG
		voc_complete "$PG_CONFIG"
		return
	fi
	candidate=$(command -v pg_config) || candidate=
	if [ -n "$candidate" ] && voc_complete "$candidate"; then
		VOC_PG_CONFIG=$candidate
		return
	fi
	for major in $(voc_majors_with bin/pg_config); do
		candidate=/usr/lib/postgresql/$major/bin/pg_config
		if voc_complete "$candidate"; then
			VOC_PG_CONFIG=$candidate
			return
		fi
	done
	return 1
}

# The major to install packages of: the one asked for, the one that is there, Debian's own.
voc_wanted_major() {
	local major=

	case ${PG_CONFIG:-pg_config} in
		/usr/lib/postgresql/*/bin/pg_config)
			major=${PG_CONFIG#/usr/lib/postgresql/}
			major=${major%%/*} ;;
	esac
	[ -n "$major" ] || major=$(voc_majors_with bin/postgres | head -n 1)
	[ -n "$major" ] || major=$(voc_majors_with lib/pgxs/src/makefiles/pgxs.mk | head -n 1)
	if [ -z "$major" ]; then
		apt-cache show postgresql >/dev/null 2>&1 || voc_apt_update
		major=$(apt-cache depends postgresql 2>/dev/null |
			sed -n 's/.*Depends: postgresql-\([0-9][0-9]*\)$/\1/p' | head -n 1)
	fi
	printf '%s' "$major"
}

voc_has_header() {
	local cc=${CC:-cc}

	command -v "$cc" >/dev/null 2>&1 || cc=gcc
	command -v "$cc" >/dev/null 2>&1 || cc=clang
	command -v "$cc" >/dev/null 2>&1 || return 1
	printf '#include <%s>\n' "$1" | "$cc" -E - >/dev/null 2>&1
}

# Debian's packages that are missing, for a major.
voc_missing_packages() {
	local major=$1 lib=/usr/lib/postgresql/$1

	shift
	if ! voc_find_pg_config; then
		[ -x "$lib/bin/postgres" ] || echo "postgresql-$major"
		[ -f "$lib/lib/pgxs/src/makefiles/pgxs.mk" ] || echo "postgresql-server-dev-$major"
	fi
	command -v make >/dev/null 2>&1 || echo make
	command -v gcc >/dev/null 2>&1 || command -v "${CC:-cc}" >/dev/null 2>&1 || echo gcc
	voc_has_header stdio.h || echo libc6-dev
	voc_has_header utf8proc.h || echo libutf8proc-dev
	if [ "${1:-}" = pgtap ]; then
		[ -f "/usr/share/postgresql/$major/extension/pgtap.control" ] || echo "postgresql-$major-pgtap"
		command -v pg_prove >/dev/null 2>&1 || echo libtap-parser-sourcehandler-pgtap-perl
	fi
}

voc_apt_update() {
	[ "$(id -u)" -eq 0 ] || return 0
	apt-get -qq update >"$VOC_TMP/apt_update.log" 2>&1 || {
		tail -n 20 "$VOC_TMP/apt_update.log" >&2
		voc_die "apt-get update failed"
	}
}

voc_apt_install() {
	local package

	for package; do
		if ! apt-cache show "$package" >/dev/null 2>&1; then
			voc_apt_update
			break
		fi
	done

	# Debian's server package makes and starts a cluster, unless told not to.
	if [ ! -e "$VOC_DROPIN" ]; then
		mkdir -p "$(dirname "$VOC_DROPIN")"
		VOC_DROPIN_MADE=1
		printf 'create_main_cluster = false\n' >"$VOC_DROPIN"
	fi
	if ! DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@" \
			</dev/null >"$VOC_TMP/apt.log" 2>&1; then
		# The lists may be older than what the mirror still has.
		voc_apt_update
		DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@" \
			</dev/null >"$VOC_TMP/apt.log" 2>&1 || {
			tail -n 40 "$VOC_TMP/apt.log" >&2
			voc_die "apt-get install $* failed; the last lines of its output are above"
		}
	fi
	rm -f "$VOC_DROPIN"
	VOC_DROPIN_MADE=
}

voc_setup() {
	local major missing

	voc_begin
	if command -v apt-get >/dev/null 2>&1; then
		if voc_find_pg_config; then
			major=$("$VOC_PG_CONFIG" --version | sed 's/^[^0-9]*\([0-9]*\).*/\1/')
		else
			case ${PG_CONFIG:-pg_config} in
				pg_config | /usr/lib/postgresql/*/bin/pg_config) ;;
				*) voc_die "PG_CONFIG=$PG_CONFIG names no PostgreSQL with a server and its development files" ;;
			esac
			major=$(voc_wanted_major)
			[ -n "$major" ] || voc_die "the packages of PostgreSQL are not known here" \
				"Run: apt-get update"
		fi
		missing=$(voc_missing_packages "$major" "$@" | tr '\n' ' ')
		if [ -n "$missing" ]; then
			[ "$(id -u)" -eq 0 ] || voc_die "these packages are missing: $missing" \
				"Run: sudo apt-get install -y --no-install-recommends $missing"
			voc_say "Installing what is missing: $missing..."
			# shellcheck disable=SC2086
			voc_apt_install $missing
		fi
	fi
	voc_find_pg_config || voc_die "no PostgreSQL (13 or later) with a server and its development files was found" \
		"Debian, Ubuntu: apt-get install postgresql-15 postgresql-server-dev-15 (or another major)" \
		"Red Hat, Fedora: dnf install postgresql-server postgresql-server-devel" \
		"macOS: brew install postgresql@17" \
		"One that is not on the PATH: PG_CONFIG=/path/to/pg_config"
	VOC_MAJOR=$("$VOC_PG_CONFIG" --version | sed 's/^[^0-9]*\([0-9]*\).*/\1/')
	VOC_BIN=$("$VOC_PG_CONFIG" --bindir)
	[ "$VOC_MAJOR" -ge 13 ] || voc_die "voc needs PostgreSQL 13 or later, $VOC_PG_CONFIG is of $VOC_MAJOR"
	command -v make >/dev/null 2>&1 || voc_die "make is missing"
	voc_has_header stdio.h || voc_die "a C compiler with its headers is missing"
	voc_has_header utf8proc.h || voc_die "utf8proc's header is missing" \
		"Red Hat, Fedora: dnf install utf8proc-devel; macOS: brew install utf8proc"
	if [ "${1:-}" = pgtap ]; then
		command -v pg_prove >/dev/null 2>&1 ||
			voc_die "pg_prove is missing" "Run: cpan TAP::Parser::SourceHandler::pgTAP"
		[ -f "$("$VOC_PG_CONFIG" --sharedir)/extension/pgtap.control" ] ||
			voc_die "pgTAP for PostgreSQL $VOC_MAJOR is missing" "It is at https://pgtap.org"
	fi
}

# ---- building ----

# A copy, so that a build for one server never meets the objects of another,
# and the tree stays as it is. It is kept: the next build is quick.
voc_copy_tree() {
	local id file

	id=$("$VOC_PG_CONFIG" | cksum | cut -d ' ' -f 1)
	VOC_COPY=$VOC_TOP/build/pg$VOC_MAJOR-$id
	if ! mkdir -p "$VOC_COPY" 2>/dev/null || [ ! -w "$VOC_COPY" ]; then
		VOC_COPY=$VOC_TMP/copy
		mkdir -p "$VOC_COPY"
	fi

	# Compared by content: the time of a file that was edited during the last
	# build would be older than the objects. What left the tree leaves the copy.
	(cd "$VOC_TOP" && voc_list_tree) |
		while IFS= read -r file; do
			cmp -s "$VOC_TOP/$file" "$VOC_COPY/$file" && continue
			mkdir -p "$VOC_COPY/$(dirname "$file")"
			rm -f "$VOC_COPY/$file"
			cp "$VOC_TOP/$file" "$VOC_COPY/$file"
		done
	(cd "$VOC_COPY" && voc_list_tree) |
		while IFS= read -r file; do
			[ -e "$VOC_TOP/$file" ] || rm -f "$VOC_COPY/$file"
		done
}

# The files here that a build or a test reads; not those that they make.
voc_list_tree() {
	printf 'Makefile\nvoc.control\n'
	find src sql test expected doc -type f \( -name '*.[ch]' -o -name '*.mk' -o -name Makefile -o -name '*.tsv' \
		-o -name '*.sql' -o -name '*.inc' -o -name '*.spec' -o -name '*.out' -o -name '*.md' \
		-o -path 'test/core/*' \) ! -name '*_data.c' ! -name '.*' ! -name '*.o' ! -name '*.so' 2>/dev/null |
		grep -Ev '^sql/voc--[0-9.]*[.]sql$'
}

voc_make() {
	# Our make is not a part of the one that called us.
	env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u MAKEOVERRIDES make -C "$VOC_COPY" -s \
		PG_CONFIG="$VOC_PG_CONFIG" with_llvm=no "$@"
}

voc_build() {
	local jobs

	jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || jobs=1
	voc_copy_tree
	voc_quietly "the build" voc_make -j "$jobs" "$@" all
	voc_quietly "make install" voc_make "$@" install DESTDIR="$VOC_TMP/root"
}

# ---- the server ----

# A server does not run as root.
voc_as_server() {
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --reuid="$VOC_USER" --regid="$(id -g "$VOC_USER")" --init-groups "$@"
	else
		"$@"
	fi
}

# How the server finds what lies below $VOC_TMP/root.
voc_extension_path() {
	local data=$VOC_TMP/server/data root=$VOC_TMP/root

	if voc_as_server "$VOC_BIN/postgres" -D "$data" -C extension_control_path >/dev/null 2>&1; then
		printf "extension_control_path = '%s:\$system'\n" "$root$("$VOC_PG_CONFIG" --sharedir)"
		printf "dynamic_library_path = '%s:\$libdir'\n" "$root$("$VOC_PG_CONFIG" --pkglibdir)"
	elif voc_as_server "$VOC_BIN/postgres" -D "$data" -C extension_destdir >/dev/null 2>&1; then
		printf "extension_destdir = '%s'\n" "$root"
	else
		voc_say "This PostgreSQL finds extensions only in its own directories: voc is installed there."
		voc_make install >"$VOC_TMP/install.log" 2>&1 || {
			tail -n 20 "$VOC_TMP/install.log" >&2
			voc_die "make install failed" "Run it with the rights it needs: sudo make install PG_CONFIG=$VOC_PG_CONFIG"
		}
	fi
}

voc_settings() {
	cat <<-SETTINGS
		listen_addresses = ''
		unix_socket_directories = '$VOC_TMP/server/socket'
		port = 5432
		fsync = off
		synchronous_commit = off
		full_page_writes = off
		wal_level = logical
		max_prepared_transactions = 4
		jit = off
		log_line_prefix = '%m [%p] %q%u@%d '
		timezone = 'UTC'
		log_timezone = 'UTC'
	SETTINGS
	voc_extension_path
	[ $# -eq 0 ] || printf '%s\n' "$@"
}

voc_server_start() {
	local server=$VOC_TMP/server name

	if [ "$(id -u)" -eq 0 ]; then
		VOC_USER=postgres
		id "$VOC_USER" >/dev/null 2>&1 || VOC_USER=nobody
		command -v setpriv >/dev/null 2>&1 || voc_die "setpriv is missing" \
			"A server does not run as root: run this as another user, or install util-linux."
	fi
	# Trust is for us alone: nobody else reaches the socket.
	mkdir -p "$server/socket"
	chmod 700 "$server" "$server/socket"
	[ "$(id -u)" -ne 0 ] || chown -R "$VOC_USER" "$server"
	printf '%s\n' "$VOC_BIN" >"$VOC_TMP/bin"
	printf '%s\n' "${VOC_USER:-}" >"$VOC_TMP/user"
	cd / || exit 1
	# shellcheck disable=SC2086
	voc_quietly initdb voc_as_server "$VOC_BIN/initdb" -D "$server/data" -U postgres -A trust \
		--no-locale -E UTF8 -N ${INITDB_OPTS:-}
	voc_settings "$@" >"$VOC_TMP/settings"
	voc_as_server sh -c 'cat >>"$1"' sh "$server/data/postgresql.conf" <"$VOC_TMP/settings"
	VOC_STARTING=1
	voc_child voc_as_server "$VOC_BIN/pg_ctl" start -w -s -D "$server/data" -l "$server/log" \
		>/dev/null 2>&1 </dev/null || {
		tail -n 20 "$server/log" >&2
		voc_die "the server does not start; the last lines of its log are above"
	}
	VOC_STARTING=
	for name in PGSERVICE PGSERVICEFILE PGOPTIONS PGPASSWORD PGPASSFILE PGSSLMODE PGHOSTADDR \
			PGCLIENTENCODING PGDATA PGTZ PGDATESTYLE PGREQUIRESSL PGAPPNAME PGTARGETSESSIONATTRS; do
		unset "$name"
	done
	export PGHOST="$server/socket" PGPORT=5432 PGUSER=postgres PGDATABASE=postgres
	export PATH="$VOC_BIN:$PATH"
	cd "$VOC_TOP" || exit 1
}

voc_server_stop() {
	local data=$VOC_TMP/server/data tries=0

	# Between its fork and its first line of postmaster.pid it is hard to see.
	while [ -n "${VOC_STARTING:-}" ] && [ ! -s "$data/postmaster.pid" ] && [ "$tries" -lt 20 ]; do
		tries=$((tries + 1))
		sleep 0.1
	done
	if [ -s "$data/postmaster.pid" ]; then
		(cd / && voc_as_server "$VOC_BIN/pg_ctl" stop -w -s -m immediate -D "$data") >/dev/null 2>&1
	fi
	VOC_STARTING=
	rm -rf "$VOC_TMP/server"
}

voc_server_keep() {
	VOC_KEEP=1
}

voc_server_remove() {
	[ -n "${1:-}" ] && [ -f "$1/$VOC_MARK" ] || voc_die "${1:-(nothing)} is no server that was left running"
	VOC_TMP=$1
	VOC_BIN=$(cat "$1/bin")
	VOC_USER=$(cat "$1/user")
	voc_server_stop
	rm -rf "$VOC_TMP"
	VOC_TMP=
}
