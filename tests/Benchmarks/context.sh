#!/usr/bin/env bash
# Measures what it costs to lint one changed file of a repository, with the rest as context, beside linting everything: without a cache, and with one that earlier
# runs have filled. Prints medians and their ratios as a table in Markdown; docs/performance.md holds one.
# Usage: tests/Benchmarks/context.sh NATIVE [ROUNDS] [FOLDER FILE]
#   NATIVE    the native program
#   ROUNDS    how often both commands run, in turn (default 41)
#   FOLDER    manifests of a real repository to measure as well; it is copied
#   FILE      the changed file in it, relative to the folder
# Needs a C compiler.
set -euo pipefail

native=$(realpath "$1")
rounds=${2:-41}
folder=${3:+$(realpath "$3")}
changed=${4:-}
seed=1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cc -O2 -o "$work/measure" "$here/measure.c"
bash "$here/corpus.sh" "$work/400" 400 "$seed"
bash "$here/corpus.sh" "$work/2000" 2000 "$seed"

# The same manifests as those of the 400 apps, each in a file of its own.
mkdir "$work/single"
while read -r file; do
  name=${file#"$work/400/"}
  mkdir -p "$work/single/$(dirname "$name")"
  awk -v path="$work/single/${name%.yaml}" '/^---$/ { close(out); out = path "-" ++count ".yaml"; next } { print > out }' "$file"
done < <(find "$work/400" -name '*.yaml')

median() { # file
  cut -d ' ' -f 1 "$1" | sort -n | awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'
}

echo "| what | everything, ms | one file, ms | ratio | one file with --cache, ms | ratio |"
echo "| --- | ---: | ---: | ---: | ---: | ---: |"
row() { # text corpus file
  local round
  mkdir "$work/$2/.git"
  cd "$work/$2"
  # What was written just now may change once more without another time stamp, so that it is not kept.
  find . -type f -exec touch -d '1 hour ago' {} +
  for ((round = 0; round <= rounds; round++)); do
    "$work/measure" 0 "$native" lint --fail-on never . 2>> "$work/$2.all" > /dev/null
    "$work/measure" 0 "$native" lint --fail-on never "$3" 2>> "$work/$2.one" > /dev/null
    "$work/measure" 0 "$native" lint --fail-on never --cache "$work/$2.outlines" "$3" 2>> "$work/$2.cached" > /dev/null
  done
  # The program may have something to say, too; and the first round only warms the caches.
  sed -i -E '/^[0-9.]+ [0-9.]+ [0-9]+$/!d' "$work/$2.all" "$work/$2.one" "$work/$2.cached"
  sed -i 1d "$work/$2.all" "$work/$2.one" "$work/$2.cached"
  awk -v text="$1" -v all="$(median "$work/$2.all")" -v one="$(median "$work/$2.one")" -v cached="$(median "$work/$2.cached")" \
    'BEGIN { printf "| %s | %.1f | %.1f | %.2f | %.1f | %.2f |\n", text, all, one, one / all, cached, cached / all }'
}

row "2,000 files of one manifest" single team-7/app-107-3.yaml
row "400 files of five" 400 team-7/app-107.yaml
row "2,000 files of five" 2000 team-7/app-107.yaml
if [ -n "$folder" ]; then
  cp -r "$folder" "$work/real"
  row "$(cd "$work/real" && "$native" lint --fail-on never . 2> /dev/null | sed -n 's/.* in \([0-9]* objects of [0-9]* files\).*/\1/p')" real "$changed"
fi
