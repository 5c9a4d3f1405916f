# shellcheck shell=bash
# Runs Maven on a JDK that is new enough, without the warnings that Maven 3's own libraries cause there.

maven() {
  need mvn maven
  JAVA_HOME=$("$cluster_dir/java-home") || exit 1
  export JAVA_HOME
  MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}" \
    mvn -B -ntp -Dstyle.color=never "$@"
}
