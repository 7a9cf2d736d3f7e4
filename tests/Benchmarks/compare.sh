#!/usr/bin/env bash
# Measures ekslint beside the bare event loop of libyaml and the bare parser of YamlDotNet on the same files in the same run: what the Go tools do begins with
# what libyaml does. Prints medians and ratios as a table in Markdown; docs/performance.md holds one.
# Usage: tests/Benchmarks/compare.sh NATIVE MANAGED [RUNS] [SEED]
#   NATIVE    the native program
#   MANAGED   the installed tool
#   RUNS      how often each command runs, all of them in turn (default 5; five take about five minutes)
# Needs a C compiler, libyaml's headers and the .NET SDK.
set -euo pipefail

native=$(realpath "$1")
managed=$(realpath "$2")
runs=${3:-5}
seed=${4:-1}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cc -O2 -o "$work/events" "$here/events.c" -lyaml
cc -O2 -o "$work/measure" "$here/measure.c"
dotnet build "$here" --configuration Release --output "$work/benchmarks" -v q --nologo > "$work/build" || { cat "$work/build"; exit 1; }

bash "$here/corpus.sh" "$work/1" 1 "$seed"
bash "$here/corpus.sh" "$work/100" 100 "$seed"
bash "$here/corpus.sh" "$work/10000" 10000 "$seed"
bash "$here/corpus.sh" "$work/stream" 21500 "$seed" one
bash "$here/corpus.sh" "$work/growth-1" 2000 "$seed"
bash "$here/corpus.sh" "$work/growth-10" 20000 "$seed"
mkdir "$work/object" "$work/start"
awk 'BEGIN {
  printf "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: large\n  namespace: default\ndata:\n"
  for (line = 0; line < 50000; line++) printf "  key-%d: value number %d\n", line, line
}' > "$work/object/large.yaml"

# What is measured; the names are those of the columns below.
run() { # what corpus
  local memory=640
  case $2 in start | 1 | 100 | object) memory=0 ;; esac
  case $1 in
    native-version) "$work/measure" "$memory" "$native" --version ;;
    managed-version) "$work/measure" "$memory" "$managed" --version ;;
    libyaml) "$work/measure" "$memory" "$work/events" < "$work/$2.list" ;;
    yamldotnet) "$work/measure" "$memory" dotnet "$work/benchmarks/EksLint.Benchmarks.dll" events "$work/$2" ;;
    native) "$work/measure" "$memory" "$native" lint --fail-on never --min-severity error --no-context "$work/$2" ;;
    managed) "$work/measure" "$memory" "$managed" lint --fail-on never --min-severity error --no-context "$work/$2" ;;
  esac
}

# The commands run in turn, so that what slows the machine down slows all of them down.
measure() { # corpus runs what...
  local corpus=$1 round what
  find "$work/$corpus" -name '*.yaml' | sort > "$work/$corpus.list"
  for ((round = 0; round <= $2; round++)); do
    for what in "${@:3}"; do
      run "$what" "$corpus" 2>> "$work/$corpus.$what.all" > /dev/null
    done
  done
  for what in "${@:3}"; do
    # The first round only warms the caches.
    tail -n "$2" "$work/$corpus.$what.all" > "$work/$corpus.$what"
  done
}

median() { # corpus what field
  cut -d ' ' -f "$3" "$work/$1.$2" | sort -n | awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'
}

row() { # text corpus what yardstick
  local bytes
  bytes=$(find "$work/$2" -name '*.yaml' -printf '%s\n' | awk '{ sum += $1 } END { print sum + 0 }')
  awk -v text="$1" -v bytes="$bytes" -v time="$(median "$2" "$3" 1)" -v cpu="$(median "$2" "$3" 2)" -v memory="$(median "$2" "$3" 3)" -v yardstick="$4" 'BEGIN {
    printf "| %s | %.1f | %.1f | %s | %.0f | %s |\n", text, time, cpu, (yardstick > 0 ? sprintf("%.2f", time / yardstick) : ""), memory / 1024, (bytes > 1e7 ? sprintf("%.1f", memory * 1024 / bytes) : "")
  }'
}

table() { # title corpus what...
  local yardstick what
  yardstick=$(median "$2" libyaml 1)
  for what in "${@:3}"; do
    row "$1: $what" "$2" "$what" "$yardstick"
  done
}

measure start $((4 * runs)) native-version managed-version
measure 1 $((4 * runs)) libyaml native managed
measure 100 "$runs" libyaml yamldotnet native managed
measure 10000 "$runs" libyaml yamldotnet native managed
measure stream "$runs" libyaml yamldotnet native managed
measure object "$runs" libyaml yamldotnet native managed
measure growth-1 "$runs" native
measure growth-10 "$runs" native

echo "| what | ms | ms of processor | time to libyaml's | MB | memory to bytes |"
echo "| --- | ---: | ---: | ---: | ---: | ---: |"
row "--version: native" start native-version 0
row "--version: managed" start managed-version 0
table "1 file" 1 libyaml native managed
table "100 files" 100 libyaml yamldotnet native managed
table "10,000 files" 10000 libyaml yamldotnet native managed
table "one file of $(du -m --apparent-size "$work/stream/all.yaml" | cut -f 1) MB" stream libyaml yamldotnet native managed
table "one object of 50,000 lines" object libyaml yamldotnet native managed
row "10,000 objects: native" growth-1 native 0
row "100,000 objects: native" growth-10 native 0
awk -v one="$(median growth-1 native 1)" -v ten="$(median growth-10 native 1)" -v one_cpu="$(median growth-1 native 2)" -v ten_cpu="$(median growth-10 native 2)" \
  'BEGIN { printf "\nTime per object, 100,000 to 10,000: %.2f by the clock, %.2f of processor\n", ten / one / 10, ten_cpu / one_cpu / 10 }'
echo "$(nproc) processors, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), load $(cut -d ' ' -f 1 /proc/loadavg)"
