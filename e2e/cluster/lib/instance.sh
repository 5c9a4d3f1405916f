# shellcheck shell=bash
# Claims a small number for this instance, from which its ports, bridge and subnet follow.

claims_dir=$cache_dir/instances
most_instances=200

# claim_instance : sets `instance`. A claim whose folder is gone or has another number is free again.
claim_instance() {
  local index
  mkdir -p "$claims_dir" "$local_dir"
  exec 6>"$claims_dir/lock"
  flock 6
  index=$(cat "$local_dir/instance" 2>/dev/null || true)
  if [[ -z $index || $(readlink "$claims_dir/$index") != "$local_dir" ]]; then
    remove_traces
    for ((index = 0; index < most_instances; index++)); do
      ! claimed "$index" && ! foreign_subnet "$index" && break
    done
    ((index < most_instances)) || die "all $most_instances instances are taken: see $claims_dir"
    ln -sfn "$local_dir" "$claims_dir/$index"
    echo "$index" >"$local_dir/instance"
  fi
  exec 6>&-
  instance=$index
}

claimed() {
  local owner
  owner=$(readlink "$claims_dir/$1") || return 1
  [[ $(cat "$owner/instance" 2>/dev/null) == "$1" ]]
}

# foreign_subnet INDEX : something that we did not make already uses that bridge name or those addresses.
foreign_subnet() {
  command -v ip >/dev/null || return 1
  [[ -n $(ip -4 route show root "10.213.$1.0/24" 2>/dev/null) ]] || ip link show "tidemill$1" >/dev/null 2>&1
}

# remove_traces : of an instance whose folder may have been removed while it ran.
remove_traces() {
  local link
  kill_leftovers
  for link in /sys/class/net/tidemill*; do
    if [[ $(cat "$link/ifalias" 2>/dev/null) == "$local_dir" ]]; then ip link delete "${link##*/}"; fi
  done
  for link in "$claims_dir"/*; do
    if [[ $(readlink "$link") == "$local_dir" ]]; then remove_cgroups "tidemill${link##*/}" && rm -f "$link"; fi
  done
}

# remove_cgroups NAME : empty ones, their processes being gone.
remove_cgroups() {
  local directory
  for directory in /sys/fs/cgroup{,/*}/"$1"; do
    [[ ! -d $directory ]] || find "$directory" -depth -type d -exec rmdir {} + || true
  done
}

release_instance() {
  remove_traces
  rm -f "$local_dir/instance" "$local_dir/ports"
}

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# port NAME : sets `port_NAME`, below the ephemeral range. It stays the same while its process runs, and moves on
# if somebody else took it meanwhile. PROCESS is the one that listens there, when its name differs.
port() {
  local name=$1 process=${2:-$1} number first=$((20000 + instance * 50))
  number=$(awk -v name="$name" '$1 == name { print $2 }' "$local_dir/ports" 2>/dev/null || true)
  if [[ -z $number ]] || { ! alive "$process" && listening "$number"; }; then
    for ((number = first; number < first + 50; number++)); do
      ! grep -qs " $number\$" "$local_dir/ports" && ! listening "$number" && break
    done
    ((number < first + 50)) || die "no free port from $first to $((first + 49))"
    { grep -vs "^$name " "$local_dir/ports" || true; } >"$local_dir/ports.tmp"
    echo "$name $number" >>"$local_dir/ports.tmp"
    mv -f "$local_dir/ports.tmp" "$local_dir/ports"
  fi
  printf -v "port_${name//-/_}" %s "$number"
}
