# Shared by the drills, which run classes of the tests against the distribution of this source tree. To be sourced, with $0 the script's own
# name. Gives fail, usage, need and drill.
# shellcheck shell=sh

top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)

fail() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit 1
}

# Prints the comment at the head of the script, without its marks.
usage() {
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
}

# Fails unless the tool $1 is there; $2 says how to get it.
need() {
    command -v "$1" >/dev/null 2>&1 || fail "$1 is missing ($2)."
}

# Builds the distribution and the tests (not with DRILL_BUILT=1), then becomes the class io.starlingdb.node.process.$1 with the other arguments.
drill() {
    [ -f "$top/pom.xml" ] || fail 'this needs the source tree.'
    cd "$top"
    if [ "${DRILL_BUILT:-}" != 1 ] || [ ! -f node/target/drill.classpath ]; then
        printf 'Compiling (mvn -q package) ...\n' >&2
        mvn -q -Dquick -DskipTests package org.apache.maven.plugins:maven-dependency-plugin:build-classpath \
            -Dmdep.outputFile=target/drill.classpath -Dmdep.includeScope=test >&2
    fi
    own=''
    for module in node client antientropy hints gossip; do
        own="$own$module/target/quick/test-classes:$module/target/quick/classes:"
    done
    class=$1
    shift
    exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx512m -cp "$own$(cat node/target/drill.classpath)" \
        -Dstarling.test.log=ERROR -Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener \
        -Dstarling.distribution="$top/node/target/starlingdb" "io.starlingdb.node.process.$class" "$@"
}
