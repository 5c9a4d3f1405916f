# shellcheck shell=bash
# Builds the operator's jar where its sources are newer, and keeps a copy that a later build does not pull away.

built_jar=$repo_dir/operator/target/tidemill-operator.jar

jar_is_current() {
  [[ -f $built_jar ]] &&
    [[ -z $(find "$repo_dir"/{crds,operator}/{pom.xml,src/main} "$repo_dir/pom.xml" -newer "$built_jar" -print -quit) ]]
}

# build_jar : nothing with TIDEMILL_NO_BUILD; one build at a time for a checkout.
build_jar() {
  if [[ -n ${TIDEMILL_NO_BUILD:-} ]]; then
    [[ -f $built_jar ]] || die "TIDEMILL_NO_BUILD is set and there is no $built_jar"
    return
  fi
  ! jar_is_current || return 0
  mkdir -p "$repo_dir/.local"
  (
    flock 7
    ! jar_is_current || exit 0
    say "building the operator"
    maven -q -f "$repo_dir/pom.xml" -DskipTests package -pl operator -am >&2 && touch "$built_jar"
  ) 7>"$repo_dir/.local/build.lock" 8>&- 9>&- || die "the operator does not build"
}

# keep_jar : sets `jar`, the instance's copy with its libraries beside it.
keep_jar() {
  local folder part
  folder=$local_dir/app/$(sha256sum <"$built_jar" | cut -c1-16)
  jar=$folder/$(basename "$built_jar")
  [[ ! -f $jar ]] || return 0
  mkdir -p "$local_dir/app"
  part=$(mktemp -d "$local_dir/app/tmp.XXXXXX")
  cp "$built_jar" "$part/"
  cp -al "$(dirname "$built_jar")/lib" "$part/lib" 2>/dev/null || cp -a "$(dirname "$built_jar")/lib" "$part/"
  rm -rf "$folder"
  mv -T "$part" "$folder"
}
