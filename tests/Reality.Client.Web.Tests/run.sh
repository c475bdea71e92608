#!/usr/bin/env bash
# Type-checks the browser engine, proves that its compiled file is up to date and runs its tests. Needs Node 20 or later.
# --offline uses what is already installed. Last line: "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")"
engine=../../src/Reality.Client.Web

if [ "${1:-}" != --offline ] || [ ! -d "$engine/node_modules" ]; then
  npm ci --prefix "$engine" --ignore-scripts --loglevel=error > /dev/null || { echo 'npm ci failed'; echo '0 passed, 1 failed'; exit 1; }
fi

passed=0 failed=0
check() {
  if "${@:2}"; then passed=$((passed + 1)); echo "ok - $1"; else failed=$((failed + 1)); echo "not ok - $1"; fi
}

bin=$engine/node_modules/.bin
check 'the engine type-checks' "$bin/tsc" -p "$engine" --noEmit
check 'the tests type-check against the compiled declarations' "$bin/tsc" -p . --noEmit
check 'the compiled file is up to date and within its size' node "$engine/build.mjs" --check

rm -rf obj
export NODE_PATH=$engine/node_modules
bundle() { "$bin/esbuild" --bundle --format=esm --sourcemap=inline --log-level=warning --tsconfig-raw='{"compilerOptions":{"jsx":"react-jsx","useDefineForClassFields":false}}' "$@"; }
bundle ./*.test.ts --platform=node --out-extension:.js=.mjs --outdir=obj '--banner:js=import { createRequire as require_ } from "node:module"; const require = require_(import.meta.url);' \
  && bundle pages/*.tsx --outdir=obj/pages "--define:process.env.NODE_ENV=\"development\"" \
  || { echo "$passed passed, $((failed + 1)) failed"; exit 1; }
log=obj/results.tap
node --enable-source-maps --test --test-reporter=spec --test-reporter-destination=stdout --test-reporter=tap --test-reporter-destination="$log" obj/*.test.mjs
passed=$((passed + $(grep -oP '^# pass \K\d+' "$log" || echo 0)))
bad=$(($(grep -oP '^# fail \K\d+' "$log" || echo 1) + $(grep -oP '^# cancelled \K\d+' "$log" || echo 0)))
failed=$((failed + bad))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
