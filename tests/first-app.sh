#!/usr/bin/env bash
# Does what docs/first-app.md says, with packages made from this build: every file of it, in its order. Exit code 0 if the app works.
#   tests/first-app.sh [Debug|Release]      the configuration that is built already
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
configuration=${1:-Debug}
folder=$(mktemp -d)
server=''
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$folder" "${NUGET_PACKAGES:-$HOME/.nuget/packages}"/reality*/"${version:-none}"' EXIT

# A version of its own: the machine may have older packages of the usual one.
version=0.1.0-first.$(date +%s)
for project in Reality Reality.Server Reality.Sqlite Reality.Client Reality.Client.Web; do
  dotnet pack "src/$project" --no-build -c "$configuration" -v q -nologo -o "$folder/reality-packages" -p:Version="$version" &
done
wait
mkdir "$folder/shopping"
cd "$folder/shopping"

# A line `path`: and the block after it are a file.
awk '
  /^```/ { if (inside) { inside = 0; close(file); file = "" } else if (file != "") { inside = 1 } ; next }
  inside { print > file; next }
  /^`[^`]+`:$/ { file = substr($0, 2, length($0) - 3); directory = file; if (sub("/[^/]*$", "", directory)) system("mkdir -p " directory); next }
  /[^ ]/ { file = "" }
' "$root/docs/first-app.md"
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
sed -i "s/Version=\"0\.1\.0\"/Version=\"$version\"/" */*.csproj
sed -i "s/:5090/:$port/" */Program.cs

dotnet build Server -v q -nologo -warnaserror
dotnet build Terminal -v q -nologo -warnaserror
grep -q 'shopping:list:' web/reality-keys.ts
(cd "$root/src/Reality.Client.Web" && npm pack --silent --pack-destination "$folder/reality-packages" >/dev/null)
(cd web && npm install --silent --no-audit --no-fund && npm run --silent build)
grep -q 'shopping:list:' Server/wwwroot/app.js

(cd Server && exec dotnet bin/Debug/net10.0/Server.dll >"$folder/server.log" 2>&1) &
server=$!
for _ in $(seq 100); do curl -sf "http://127.0.0.1:$port/api/lists/home" >/dev/null && break; sleep 0.1; done
curl -sf "http://127.0.0.1:$port/app.js" >/dev/null
curl -sf -X POST "http://127.0.0.1:$port/api/lists/home/items?name=milk" >/dev/null
# What another client buys while it looks is shown without a question of its own.
(sleep 3; echo bread; sleep 2; curl -sf -X POST "http://127.0.0.1:$port/api/lists/home/items/1/bought"; sleep 2) |
  timeout 60 dotnet Terminal/bin/Debug/net10.0/Terminal.dll >"$folder/terminal.log"
for line in 'milk' 'milk, bread' '(milk), bread'; do
  grep -qxF "$line" "$folder/terminal.log" || { echo "The terminal did not show '$line' but:"; cat "$folder/terminal.log"; tail -n 20 "$folder/server.log"; exit 1; }
done
echo 'The app of docs/first-app.md was made, built and used.'
