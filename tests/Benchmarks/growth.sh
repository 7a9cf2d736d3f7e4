#!/usr/bin/env bash
# Shows that the time grows with the number of objects and no faster: lints N and 2N generated Services and Deployments in turn, several times, and prints
# the medians and their ratio. Usage: tests/Benchmarks/growth.sh PROGRAM [N] [RUNS] [SHAPE]
#   SHAPE apps    (default) each Service with a Deployment of its own, in files of 50
#         label   one label shared by all pods, and every Service selects it
#         nearly  every Service misses its pods by one letter
set -euo pipefail

program=$1
count=${2:-5000}
runs=${3:-7}
shape=${4:-apps}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

generate() { # objects directory
  mkdir -p "$2"
  awk -v objects="$1" -v directory="$2" -v shape="$shape" 'BEGIN {
    for (i = 0; i < objects / 2; i++) {
      file = sprintf("%s/apps-%05d.yaml", directory, i / 25)
      name = "app-" i
      label = shape == "label" ? "shared" : name
      selected = shape == "nearly" ? label "x" : label
      printf "---\napiVersion: v1\nkind: Service\nmetadata:\n  name: %s\n  namespace: team-%d\nspec:\n  selector:\n    app: %s\n  ports:\n    - name: http\n      port: 80\n      targetPort: http\n", name, i % 10, selected > file
      printf "---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: %s\n  namespace: team-%d\nspec:\n  replicas: 2\n  selector:\n    matchLabels:\n      app: %s\n  template:\n    metadata:\n      labels:\n        app: %s\n    spec:\n      containers:\n        - name: web\n          image: registry.example/%s:1.0\n          ports:\n            - name: http\n              containerPort: 8080\n", name, i % 10, label, label, name > file
    }
  }'
}

milliseconds() { # directory
  local start end
  start=$(date +%s%N)
  "$program" lint --fail-on never --min-severity error "$1" > /dev/null
  end=$(date +%s%N)
  echo $(((end - start) / 1000))
}

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] / 1000 }'; }

generate "$count" "$work/one"
generate $((2 * count)) "$work/two"
milliseconds "$work/two" > /dev/null
for ((run = 0; run < runs; run++)); do
  milliseconds "$work/one" >> "$work/one.times"
  milliseconds "$work/two" >> "$work/two.times"
done
one=$(median < "$work/one.times")
two=$(median < "$work/two.times")
awk -v n="$count" -v one="$one" -v two="$two" -v shape="$shape" 'BEGIN { printf "%s: %d objects %.1f ms, %d objects %.1f ms, ratio %.2f\n", shape, n, one, 2 * n, two, two / one }'
