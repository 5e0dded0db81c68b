# What the program and its checks need on Debian or Ubuntu. Sourced by meent and test.
# As root, or where sudo asks nothing, what is missing is installed; else the one line to run is printed and it ends with 2.

bring_dotnet() {
  if ! command -v dotnet >/dev/null 2>&1 || ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
    echo "Meent needs the .NET 10 SDK. Install it and run this again:" >&2
    echo "  sudo apt-get install -y dotnet-sdk-10.0" >&2
    echo "(or from https://dot.net/download where your system does not have the package)" >&2
    exit 2
  fi
}

# A PostgreSQL 15 or newer: MEENT_PG, Debian's folders, PATH. A cluster of the system is never made, started or touched.
has_postgres() {
  local candidate version
  for candidate in "${MEENT_PG:-}" "${MEENT_PG:-}/postgres" /usr/lib/postgresql/*/bin/postgres "$(command -v postgres 2>/dev/null || true)"; do
    if [ -f "$candidate" ] && [ -x "$candidate" ]; then
      version=$("$candidate" --version | grep -oE '[0-9]+' | head -n 1)
      [ "${version:-0}" -ge 15 ] && return 0
    fi
  done
  return 1
}

bring_postgres() {
  has_postgres && return 0
  local as
  as=$(may_install) || tell_and_end "postgresql"
  # Only the programs are wanted: the package shall make no cluster of its own.
  $as mkdir -p /etc/postgresql-common
  [ -f /etc/postgresql-common/createcluster.conf ] ||
    echo "create_main_cluster = false" | $as tee /etc/postgresql-common/createcluster.conf >/dev/null
  install_packages "$as" postgresql
  has_postgres || tell_and_end "postgresql"
}

may_install() {
  command -v apt-get >/dev/null 2>&1 || return 1
  if [ "$(id -u)" = 0 ]; then echo env; return 0; fi
  if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then echo "sudo -n"; return 0; fi
  return 1
}

install_packages() {
  local as=$1
  shift
  echo "Installing $* ..." >&2
  $as env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1 ||
    { $as apt-get update >/dev/null 2>&1; $as env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >/dev/null; }
}

tell_and_end() {
  echo "Something is missing. Run this line, then run me again:" >&2
  echo "  sudo apt-get update && sudo apt-get install -y $*" >&2
  exit 2
}

# Programs that some checks use. Without them those checks are skipped, and say so.
bring_checkers() {
  local missing=() as
  command -v hledger >/dev/null 2>&1 || missing+=(hledger)
  command -v ledger >/dev/null 2>&1 || missing+=(ledger)
  command -v xmllint >/dev/null 2>&1 || missing+=(libxml2-utils)
  [ "${#missing[@]}" -eq 0 ] && return 0
  as=$(may_install) || return 0
  install_packages "$as" "${missing[@]}" || true
}
