# Runs a PostgreSQL until standard input closes, then removes every trace of it. Arguments: folder of binaries, port.
# Says `ready` on its first line when the server answers; anything else is why it does not.
binaries=$1 port=$2

# Ctrl-C in a terminal reaches the whole process group, and tests may die before they hear `ready`:
# outlive them, or nobody cleans up.
trap '' INT TERM HUP PIPE

# The temporary folder of the caller may be closed to the user the server runs as.
folder=$(mktemp -d "${TMPDIR:-/tmp}/postgres-test.XXXXXX" 2>/dev/null || mktemp -d /tmp/postgres-test.XXXXXX) || exit 1

# What a crash of the machine would lose is lost anyway: no fsync.
if "$binaries/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/log" 2>&1 &&
    "$binaries/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 60 -o "-p $port -c listen_addresses=127.0.0.1 \
        -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
        -c max_connections=200 -c shared_buffers=32MB" start >>"$folder/log" 2>&1 </dev/null; then
    echo ready
    read -r _
    "$binaries/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1
else
    cat "$folder/log"
fi
rm -rf "$folder"
