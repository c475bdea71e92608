#!/usr/bin/env bash
# Publishes what people publish, and runs it: samples/Board with its page trimmed for the browser, and a .NET client compiled ahead of time.
# Exit code 0 if both work, 77 if this machine cannot publish.
#   tests/published.sh [Debug|Release]      the configuration in which the tests are built already
set -euo pipefail
cd "$(dirname "$0")/.."
configuration=${1:-Debug}
folder=$(mktemp -d)
server=''
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT
rid=$(dotnet --info | sed -n 's/^ *RID: *//p')

# The packages that publishing takes, and a linker: without them there is nothing to try.
command -v clang >/dev/null || command -v gcc >/dev/null || { echo 'skipped: compiling ahead of time takes clang or gcc'; exit 77; }
dotnet restore tests/Reality.Published -r "$rid" -v q -nologo --artifacts-path artifacts/published >"$folder/restore.log" 2>&1 ||
  { cat "$folder/restore.log"; echo 'skipped: the packages for compiling ahead of time cannot be had'; exit 77; }

# Apart from the other builds, which may be in use. The rules have seen this code there.
publish() { dotnet publish "$@" -c Release -v q -nologo -warnaserror -p:RunAnalyzers=false --artifacts-path artifacts/published; }
publish samples/Board -o "$folder/board"
publish tests/Reality.Published -r "$rid" -o "$folder/native"
[ ! -e "$folder/native/Reality.Published.dll" ] || { echo 'The client was not compiled ahead of time.'; exit 1; }

port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
address=http://127.0.0.1:$port
(cd "$folder/board" && exec dotnet Board.dll --urls "$address" --db "$folder/board.db" >"$folder/server.log" 2>&1) &
server=$!
for _ in $(seq 100); do curl -sf "$address/api/boards" >/dev/null && break; sleep 0.1; done

put() { curl -sf -X PUT "$address/api/boards/first-steps/cards/$1" -H 'Content-Type: application/json' -d "{\"id\":\"$1\",\"columnId\":\"todo\",\"title\":\"$2\",\"by\":\"published.sh\"}"; }
client() { timeout 90 "$folder/native/Reality.Published" "$address" first-steps "$folder/kept" "$1"; }
fail() { echo "$1"; cat "$folder"/*.log; exit 1; }

# Its own card shows at once, and what somebody else adds without being asked for.
client 'the end' >"$folder/first.log" &
first=$!
for _ in $(seq 200); do grep -q '^Fresh: .*without a runtime' "$folder/first.log" && break; sleep 0.1; done
put card-one 'the end'
wait "$first" || fail 'The client did not see what somebody else added.'
grep -q '^Loading: $' "$folder/first.log" || fail 'The client did not begin with nothing.'

# Started again, it shows what it held before it has asked.
put card-two 'a second end'
client 'a second end' >"$folder/second.log" || fail 'The client did not go on from what it kept.'
grep -q '^Stale: .*the end' "$folder/second.log" || fail 'The client did not show what it kept.'

# The page, in a browser: two people, each of whom sees what the other does.
REALITY_BOARD=$folder/board/Board.dll dotnet test --project tests/Board.Tests --no-build -c "$configuration" --filter-class '*TwoBrowsersTests' >"$folder/page.log" ||
  fail 'The published page does not do what the page does.'
echo "Published and used: a client of $(du -k "$folder/native/Reality.Published" | cut -f1) kB without a runtime, a page of $(du -ck "$folder"/board/wwwroot/_framework/*.br | tail -n 1 | cut -f1) kB."
