# shellcheck shell=bash
# Gets a command that the machine lacks: Debian packages where the scripts may, else the command that installs it.

# need COMMAND PACKAGE
need() { command -v "$1" >/dev/null 2>&1 || install_package "$1" "$2"; }

install_package() {
  command -v apt-get >/dev/null 2>&1 || die "$1 is missing; install it with your system's package manager (Debian's package is $2)"
  ((EUID == 0)) || die "$1 is missing: sudo apt-get install -y $2"
  say "installing $2"
  mkdir -p "$cache_dir"
  (
    flock 7
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y --no-install-recommends "$2" >"$cache_dir/apt.log" 2>&1 ||
      { apt-get update && apt-get install -y --no-install-recommends "$2"; } >"$cache_dir/apt.log" 2>&1
  ) 7>"$cache_dir/apt.lock" || die "cannot install $2, see $cache_dir/apt.log"
  hash -r
}
