#!/bin/sh
# What other tools say of the exported document: benchmarks/peers.sh [FOLDER]
#
# Run it from the root of a checkout, with the package and its test dependencies in the
# environment. It installs Prism, Redocly and autocannon with npm into FOLDER, which is
# a temporary one unless it is given.
set -eu
folder=${1:-$(mktemp -d)}
root=$(pwd)
export PYTHONPATH="$root/src:$root"
npm install --no-audit --no-fund --prefix "$folder" \
    @stoplight/prism-cli@5.14.2 @redocly/cli@2.77.0 autocannon@9.0.0
python -m instasent_conformance contracts export --format openapi --output "$folder/openapi.json"

echo "== openapi-spec-validator"
openapi-spec-validator "$folder/openapi.json"

echo "== Redocly"
(cd "$folder" && node_modules/.bin/redocly lint openapi.json --format=summary)

echo "== Prism"
python -m benchmarks.prism "$folder"

echo "== Schemathesis"
python -m tests.peers.schemathesis_cli 10
