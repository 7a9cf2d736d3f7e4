#!/usr/bin/env bash
# Holds our verdicts on custom resources against those of ajv, an independent validator of JSON Schema: 2,000 random schemas with 10 objects each.
#
# The schemas are translated as far as the words differ (tests/compare-with-ajv.js): exclusiveMinimum is a boolean in OpenAPI 3.0 and a number in JSON
# Schema, x-kubernetes-int-or-string is two types, a set has unique items, and a field that is not listed is one too many unless the schema keeps it.
# What the two see differently by design is not among the cases:
#
#   null         a property that is null and not nullable is dropped by the API server, and wrong in JSON Schema; null where it is allowed is held
#                against no alternative (allOf, anyOf, oneOf, not) by the API server
#   default      what is absent is filled in before the API server validates; JSON Schema only notes the value
#   keyed lists  JSON Schema has no word for x-kubernetes-list-map-keys, nor for embedded resources
#   formats      each validator has its own edges: only values that are clearly right or wrong are made. An unknown format is ignored by both
#   placeholders fit everywhere here; ajv sees a text
#   patterns     RE2 here, JavaScript there: only what means the same in both is made, and no text beyond 16 bits, which we do not match
#   fractions    multipleOf is made with integers: the tolerance for fractions differs
#
# Exits 0 where all verdicts agree, 1 where one does not; without node and npm the comparison is skipped, and counted so.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
folder="$root/artifacts/ajv"
if ! command -v node > /dev/null || ! command -v npm > /dev/null; then
  echo "compare-with-ajv: node and npm are needed; nothing was compared"
  echo "0 passed, 0 failed, 1 skipped"
  exit 0
fi

mkdir -p "$folder"
[[ -d "$folder/node_modules/ajv-formats" ]] \
  || npm install --silent --no-fund --no-audit --no-save --prefix "$folder" ajv@8.17.1 ajv-formats@3.0.1
EKSLINT_AJV_CASES="$folder/cases.jsonl" dotnet test "$root/tests/Linter.Tests" --filter FullyQualifiedName~AjvComparisonTests --verbosity quiet --nologo
NODE_PATH="$folder/node_modules" node "$root/tests/compare-with-ajv.js" "$folder/cases.jsonl"
