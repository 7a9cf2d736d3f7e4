#!/usr/bin/env bash
# Validates ekslint's SARIF against the SARIF 2.1.0 schema and the rules of the SARIF SDK and of GitHub code scanning.
#
#   tests/validate-sarif.sh [EKSLINT]
#
# EKSLINT is the program under test; default: $EKSLINT_UNDER_TEST, else the built managed one. Needs npm once, for the validator.
set -euo pipefail

version=5.7.0
root=$(cd "$(dirname "$0")/.." && pwd)
ekslint=$(realpath "${1:-${EKSLINT_UNDER_TEST:-$root/artifacts/bin/Cli/debug/ekslint}}")
tools=$root/artifacts/sarif-multitool-$version
multitool=$tools/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool

if [[ ! -e $multitool ]]; then
  npm install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix "$tools" "@microsoft/sarif-multitool-linux@$version"
fi
chmod +x "$multitool"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/.git" "$work/clean"
cd "$work"

# Findings with fixes, second places and suppressions; names that need escaping; a file that cannot be read.
cp -r "$root/tests/fixtures" .
cp "$root/tests/fixtures/EKS2003/good.yaml" clean/
cp "$root/tests/fixtures/EKS2003/bad.yaml" 'a b%20#[c]?ü.yaml'
sed 's/htttp .*/htttp # ekslint: ignore[EKS2003] on purpose/; s/name: web$/name: "[web](https:\/\/example.org) {0}\\e"/' fixtures/EKS2003/bad.yaml > odd.yaml
printf 'kind: Secret\0' > binary.yaml

# The validator exits with 0 whatever it finds, and says nothing at all of a log that it cannot read: its notes, which every log has, show that it read it.
validate() {
  "$multitool" validate "$1" --rule-kind 'Sarif;Ghas' --level 'Error;Warning;Note' --output "$work/report.sarif" --log ForceOverwrite > "$work/validation.txt" 2>&1 || return 1
  grep -q ': note SARIF' "$work/validation.txt" && ! grep -E ': error [A-Z]+[0-9]+: ' "$work/validation.txt"
}

lint() {
  local name=$1 code=0
  shift
  "$ekslint" --format "sarif=$name.sarif" "$@" || code=$?
  [[ $code -le 1 ]] || { echo "ekslint exits with $code"; exit 1; }
  validate "$name.sarif" || { echo "$name.sarif is not valid:"; cat "$work/validation.txt"; exit 1; }
  echo "$name.sarif is valid"
}

lint clean clean
lint all --show-suppressed --min-severity info .
lint overridden --severity EKS2003=warning --severity EKS0000=off .
"$ekslint" --format sarif=stdin.sarif --stdin-filename k8s/web.yaml - < fixtures/EKS2003/bad.yaml || [[ $? -eq 1 ]]
validate stdin.sarif || { echo 'stdin.sarif is not valid:'; cat "$work/validation.txt"; exit 1; }

# Whether this script would notice.
sed 's/"ruleIndex": 0/"ruleIndex": 7000/' all.sarif > spoiled.sarif
if validate spoiled.sarif > /dev/null; then
  echo 'a spoiled log passes the validation'
  exit 1
fi
