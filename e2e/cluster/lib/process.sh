# shellcheck shell=bash
# Starts, keeps and stops processes by their PID, and never takes a foreign process with the same number for ours.

# start_ticks PID : when it started, in clock ticks since boot; nothing for a dead process or a zombie.
start_ticks() {
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  read -ra stat <<<"${stat##*) }"
  [[ ${stat[0]} != Z ]] || return 1
  echo "${stat[19]}"
}

pid_of() { cat "$local_dir/$1.pid" 2>/dev/null; }

# alive NAME : the process that we recorded, not another that got its number later.
alive() {
  local pid recorded now
  pid=$(pid_of "$1") || return 1
  recorded=$(awk -v pid="$pid" '$1 == pid { print $2 }' "$local_dir/run/$1" 2>/dev/null) || return 1
  now=$(start_ticks "$pid") && [[ -n $recorded && $now == "$recorded" ]]
}

# record NAME PID [DIGEST]
record() {
  mkdir -p "$local_dir/run"
  echo "$2 $(start_ticks "$2") ${3:-}" | write_file "$local_dir/run/$1"
  echo "$2" | write_file "$local_dir/$1.pid"
}

# first_child PID : of a process that just began and will have one.
first_child() {
  local tries=100 child
  while ((tries-- > 0)); do
    read -r child _ 2>/dev/null <"/proc/$1/task/$1/children" || true # there is no newline at its end
    [[ -z ${child:-} ]] || { echo "$child" && return; }
    sleep 0.02
  done
  return 1
}

# marked NAME=VALUE : the PIDs of processes that were started with this in their environment.
marked() {
  grep -lszxF "$1" /proc/[0-9]*/environ | cut -d/ -f3 || true
}

# kill_unrecorded NAME : one that a killed script started but did not come to record. Containers outlive their
# containerd, from which they have its environment.
kill_unrecorded() {
  local pid
  for pid in $(marked "TIDEMILL_PROCESS=$local_dir/$1"); do
    [[ $(cat "/proc/$pid/comm" 2>/dev/null) == containerd-shim* ]] || kill -KILL "$pid" 2>/dev/null || true
  done
}

# kill_leftovers : everything that this instance ever started and no PID file knows any more.
kill_leftovers() {
  local pid tries=100
  while ((tries-- > 0)) && pid=$(marked "TIDEMILL_INSTANCE=$local_dir") && [[ -n $pid ]]; do
    # shellcheck disable=SC2086 # several
    kill -KILL $pid 2>/dev/null || true
    sleep 0.05
  done
}

# detached COMMAND… : in a session of its own and without the caller's open files: a lock would be held for as long as
# the process lives, be it ours or that of whoever called us.
detached() {
  local descriptor
  for descriptor in /proc/"$BASHPID"/fd/*; do
    descriptor=${descriptor##*/}
    ((descriptor <= 2 || descriptor == 255)) || exec {descriptor}>&-
  done
  exec setsid "$@"
}

# start NAME COMMAND… : keeps a running process whose command and inputs (START_INPUTS, a file) are unchanged.
# With START_CHILD it is the command's child that counts.
start() {
  local name=$1 digest pid
  shift
  digest=$({ printf '%s\n' "$@" && cat "${START_INPUTS:-/dev/null}"; } | sha256sum | cut -c1-16)
  if alive "$name"; then
    [[ $(awk '{ print $3 }' "$local_dir/run/$name") != "$digest" ]] || return 0
    say "$name has new settings, starting it again"
    stop "$name"
  fi
  mkdir -p "$local_dir/logs"
  kill_unrecorded "$name"
  TIDEMILL_INSTANCE=$local_dir TIDEMILL_PROCESS=$local_dir/$name \
    detached "$@" </dev/null >>"$local_dir/logs/$name.log" 2>&1 &
  pid=$!
  [[ -z ${START_CHILD:-} ]] || pid=$(first_child "$pid") || die "$name did not start, see $local_dir/logs/$name.log"
  record "$name" "$pid" "$digest"
  say "started $name (PID $pid)"
}

# stop NAME [SIGNAL [SECONDS]] : asks, then kills; returns once it is gone.
stop() {
  local name=$1 signal=${2:-TERM} limit=${3:-10} pid
  if alive "$name"; then
    pid=$(pid_of "$name")
    kill -s "$signal" "$pid" 2>/dev/null || true
    if ! gone_within "$limit" "$name"; then
      say "$name does not stop within $limit s, killing it"
      kill -KILL "$pid" 2>/dev/null || true
      gone_within 10 "$name" || die "$name (PID $pid) cannot be killed"
    fi
  fi
  rm -f "$local_dir/$name.pid" "$local_dir/run/$name"
}

gone_within() {
  local tries=$(($1 * 20))
  while alive "$2"; do
    ((tries-- > 0)) || return 1
    sleep 0.05
  done
}

# must_live NAME : says the last lines of its log where it has ended.
must_live() {
  alive "$1" && return
  tail -n 5 "$local_dir/logs/$1.log" >&2 || true
  die "$1 ended, see $local_dir/logs/$1.log"
}
