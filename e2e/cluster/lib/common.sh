# shellcheck shell=bash
# Where things are, and how scripts speak: sourced by every script of this folder.

cluster_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
repo_dir=$(cd "$cluster_dir/../.." && pwd)
# The instance: everything that one cluster keeps. Two instances never share anything but built binaries.
local_dir=$(realpath -m "${TIDEMILL_LOCAL:-$repo_dir/.local}")
# shellcheck disable=SC2034 # used by those who source this
cache_dir=${TIDEMILL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/tidemill}

say() { printf '[%3d s] %s\n' "$SECONDS" "$*" >&2; }

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# wait_for SECONDS WHAT COMMAND… : asks ten times a second, says what it waits for every 10 s, fails at the deadline,
# and at once when one of the processes named in WAIT_ON has ended.
wait_for() {
  local limit=$1 what=$2 begin=$SECONDS said=$SECONDS process
  shift 2
  until "$@" >/dev/null 2>&1; do
    for process in ${WAIT_ON:-}; do must_live "$process"; done
    if ((SECONDS - begin >= limit)); then
      printf 'error: %s: not within %d s\n' "$what" "$limit" >&2
      return 1
    fi
    if ((SECONDS - said >= 10)); then
      said=$SECONDS
      say "waiting for $what, $((SECONDS - begin)) s of at most $limit"
    fi
    sleep 0.1
  done
}

# write_file PATH : standard input, in place only when complete; files may hold keys, so nobody else reads them.
write_file() {
  local part=$1.tmp.$BASHPID
  mkdir -p "$(dirname "$1")"
  (umask 077 && cat >"$part")
  mv -f "$part" "$1"
}

# Only one script at a time changes an instance; the lock goes with the script: what it starts for good closes it.
lock_instance() {
  mkdir -p "$local_dir"
  exec 9>"$local_dir/lock"
  if ! flock -n 9; then
    say "another script works on $local_dir, waiting for it"
    flock -w 900 9 || die "$local_dir/lock is held for 15 minutes; find its holder with: fuser -v $local_dir/lock"
  fi
}
