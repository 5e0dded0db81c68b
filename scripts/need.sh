# What the program and its tests need from the machine. Read by ./meent and ./test; prints to standard error only.

# Nothing here depends on a culture, but the SDK would ask for libicu, which a fresh machine does not have.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

say() { printf '%s\n' "$*" >&2; }

# A dotnet on the path or in one of its usual homes.
find_dotnet() {
    local folder
    command -v dotnet >/dev/null 2>&1 && return 0
    for folder in "${DOTNET_ROOT:-/none}" "${HOME:-/none}/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet; do
        if [ -x "$folder/dotnet" ]; then
            export DOTNET_ROOT="$folder" PATH="$folder:$PATH"
            return 0
        fi
    done
    return 1
}

need_dotnet() {
    if find_dotnet && dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
        return 0
    fi
    say "Meent needs the .NET SDK 10, which is not here. Run this line and try again:"
    say "  curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0 --install-dir \"\$HOME/.dotnet\""
    return 2
}

# The prefix that makes a command run as root, or nothing where that cannot be had without a question.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_install() {
    [ "${MEENT_NO_INSTALL:-}" != 1 ] && command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || sudo -n true >/dev/null 2>&1
}

apt_install() {
    local log
    log=$(mktemp)
    local get=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Options::=--force-confold)
    if as_root "${get[@]}" install --no-install-recommends "$@" </dev/null >"$log" 2>&1 ||
        { as_root "${get[@]}" update </dev/null >>"$log" 2>&1 &&
            as_root "${get[@]}" install --no-install-recommends "$@" </dev/null >>"$log" 2>&1; }; then
        rm -f "$log"
        return 0
    fi
    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
}

# The folder of a PostgreSQL 15 or newer. MEENT_PG names one and then no other is looked for.
has_postgres() {
    local folder major
    local folders=()
    if [ -n "${MEENT_PG:-}" ]; then
        [ -d "$MEENT_PG" ] && folders=("$MEENT_PG") || folders=("$(dirname "$MEENT_PG")")
    else
        for folder in /usr/lib/postgresql/*/bin; do folders+=("$folder"); done
        folder=$(command -v postgres 2>/dev/null) && folders+=("$(dirname "$folder")")
    fi
    for folder in "${folders[@]}"; do
        [ -x "$folder/postgres" ] && [ -x "$folder/initdb" ] || continue
        case "$folder" in
            /usr/lib/postgresql/*/bin) major=${folder#/usr/lib/postgresql/} && major=${major%/bin} ;;
            *) major=$("$folder/postgres" --version 2>/dev/null | sed -E 's/[^0-9]*([0-9]+).*/\1/') ;;
        esac
        case "$major" in '' | *[!0-9]*) continue ;; esac
        [ "$major" -ge 15 ] && return 0
    done
    return 1
}

# PostgreSQL's programs without a running server: the program starts one of its own in its data directory.
need_postgres() {
    has_postgres && return 0
    if [ -z "${MEENT_PG:-}" ] && may_install; then
        say "PostgreSQL is missing: installing it (no server is started)."
        if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
            as_root mkdir -p /etc/postgresql-common
            printf 'create_main_cluster = false\n' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
        fi
        apt_install postgresql && has_postgres && return 0
    fi
    say "Meent needs the programs of PostgreSQL 15 or newer. Run this line and try again:"
    say "  sudo apt-get install -y postgresql"
    say "Or let MEENT_PG name the folder of its programs, or MEENT_DB a server."
    return 2
}

# Programs that only some tests use. Where one cannot be had, those tests are skipped and say so.
want() {
    local program package missing=()
    while [ $# -gt 0 ]; do
        program=$1 package=$2
        shift 2
        command -v "$program" >/dev/null 2>&1 || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    if may_install; then
        say "Installing for the tests: ${missing[*]}"
        apt_install "${missing[@]}" && return 0
        for package in "${missing[@]}"; do
            apt_install "$package" || say "Could not install $package."
        done
        return 0
    fi
    say "Missing, and the tests that need them will be skipped: ${missing[*]}"
}

# Marks the program as built from the sources as they were at the time of the file $1.
mark_built() {
    mv -f "$1" "$(dirname "$1")/built"
}

# True when no source is newer than the last build. Folders count too: a deleted file touches its folder.
is_built() {
    local root=$1 mark=$1/src/Host/bin/Release/built
    [ -f "$mark" ] && [ -f "$root/src/Host/bin/Release/net10.0/meent.dll" ] || return 1
    [ -z "$(find "$root/src" "$root/Directory.Build.props" "$root/Directory.Packages.props" "$root/global.json" \
        \( -name bin -o -name obj -o -name packages.lock.json \) -prune -o -newer "$mark" -print -quit)" ]
}
