#!/usr/bin/env bash
# Builds all fuzz targets into $OUT, as OSS-Fuzz and ClusterFuzzLite want them: for each a wrapper, options, seeds and a dictionary; beside them the jar and a JDK.
#
#   build.sh --dry-run DIR    builds into DIR on any machine, and starts each wrapper once, with the Jazzer of the build in place of OSS-Fuzz's driver
#
# OVERLAP_JDK names the JDK 25 that builds and is bundled, OVERLAP_JAR a jar that is there already.
set -euo pipefail

say() { echo "build.sh: $*" >&2; }
fail() { say "$*"; exit 1; }

dry_run=''
case ${1:-} in
    --dry-run)
        [ $# = 2 ] || fail "usage: build.sh [--dry-run DIR]"
        dry_run=yes
        mkdir -p "$2"
        OUT=$(cd "$2" && pwd)
        ;;
    '') ;;
    *) fail "usage: build.sh [--dry-run DIR]" ;;
esac
[ -n "${OUT:-}" ] || fail "OUT is not set; call this from OSS-Fuzz's image, or with --dry-run DIR"

# OSS-Fuzz calls a copy of this from within the checkout.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$here/../..
[ -f "$root/fuzz/oss-fuzz/wrapper" ] || root=$PWD
[ -f "$root/fuzz/oss-fuzz/wrapper" ] || fail "call this from the checkout's top folder"
cd "$root"

jdk=''
for home in "${OVERLAP_JDK:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/*; do
    if [ -x "$home/bin/javac" ] && grep -q '^JAVA_VERSION="25[".]' "$home/release" 2> /dev/null; then jdk=$home; break; fi
done
[ -n "$jdk" ] || fail "no JDK 25; set OVERLAP_JDK"

jar=${OVERLAP_JAR:-}
if [ -z "$jar" ]; then
    # The launcher builds what is missing or old.
    JAVA_HOME=$jdk fuzz/overlap --version >&2
    jar=fuzz/target/overlap.jar
fi
cp "$jar" "$OUT/overlap.jar"

# Without what only compilers need.
rm -rf "$OUT/jdk"
mkdir "$OUT/jdk"
(cd "$jdk" && tar -chf - --exclude=./jmods --exclude=./man --exclude=./include --exclude=src.zip --exclude=ct.sym .) | tar -xf - -C "$OUT/jdk"

"$OUT/jdk/bin/java" -cp "$OUT/overlap.jar" dev.overlap.command.OssFuzz fuzz/oss-fuzz/wrapper "$OUT"
[ -n "$dry_run" ] || exit 0

# --- The dry run: what OSS-Fuzz's image has put into $OUT, and its runner does. -----------------------------------------------------

cp fuzz/target/jazzer/jazzer.jar "$OUT/jazzer_agent_deploy.jar"
cp fuzz/target/jazzer/jazzer-api.jar "$OUT/jazzer_api_deploy.jar"
cp fuzz/oss-fuzz/dry-run/jazzer_driver "$OUT/jazzer_driver"
chmod +x "$OUT/jazzer_driver"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
for wrapper in "$OUT"/*; do
    name=${wrapper##*/}
    # As its runner looks for targets.
    case $name in *.* | jazzer_*) continue ;; esac
    if [ ! -f "$wrapper" ] || [ ! -x "$wrapper" ] || ! grep -q LLVMFuzzerTestOneInput "$wrapper"; then continue; fi
    mkdir "$work/$name"
    unzip -qo "$OUT/${name}_seed_corpus.zip" -d "$work/$name"
    seeds=$(find "$work/$name" -type f | wc -l)
    flags=(-runs=1 -seed=1)
    while IFS='= ' read -r option value; do
        [ -z "$value" ] || flags+=("-$option=$value")
    done < "$OUT/$name.options"
    [ ! -f "$OUT/$name.dict" ] || flags+=("-dict=$OUT/$name.dict")
    # From elsewhere, without a JDK in sight, and with nothing of this shell's.
    if (cd "$work" && env -i PATH=/usr/bin:/bin HOME="$work" "$wrapper" "${flags[@]}" "$work/$name") > "$work/$name.log" 2>&1 \
        && grep -q "seed corpus: files: $seeds " "$work/$name.log" && grep -q 'INITED cov: [1-9]' "$work/$name.log"; then
        passed=$((passed + 1))
        echo "$name: $(grep -o 'INITED cov: [0-9]*.*corp: [0-9]*' "$work/$name.log"), $seeds seeds"
    else
        failed=$((failed + 1))
        say "$name does not start:"
        tail -n 30 "$work/$name.log" >&2
    fi
done
echo "$passed passed, $failed failed"
[ "$passed" -gt 0 ] && [ "$failed" = 0 ]
