#!/usr/bin/env bash
# Installs what is missing, builds, runs every test, and ends with one line: N passed, N failed[, N skipped].
set -uo pipefail
cd "$(dirname "$0")"
root=$PWD
artifacts=$root/artifacts/tests
rm -rf "$artifacts"
mkdir -p "$artifacts"
passed=0 failed=0 skipped=0

say() { printf '\n== %s (after %d s)\n' "$*" "$SECONDS"; }

# add NAME LOG: takes the last "N passed, N failed[, N skipped]" of a log into the totals; no such line is a failure of its own.
add() {
  local line
  line=$(grep -aE '^[0-9]+ passed, [0-9]+ failed' "$2" | tail -n 1)
  if [ -z "$line" ]; then
    echo "$1 reported no test"
    failed=$((failed + 1))
    return
  fi
  passed=$((passed + $(grep -oE '^[0-9]+' <<<"$line")))
  failed=$((failed + $(grep -oE '[0-9]+ failed' <<<"$line" | grep -oE '[0-9]+')))
  skipped=$((skipped + $(grep -oE '[0-9]+ skipped' <<<"$line" | grep -oE '[0-9]+' || echo 0)))
}

# check NAME COMMAND…: one test that a command makes by its exit code.
check() {
  local name=$1
  shift
  say "$name"
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $name"; fi
}

# Debian keeps PostgreSQL's programs beside the PATH, and a user's PATH may lack the folders of servers.
has_program() { command -v "$1" >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/$1" >/dev/null || [ -x "/usr/sbin/$1" ]; }

# apt_install [sudo] -- PACKAGES…, without starting the services among them: the machine gets programs, no running server.
apt_install() (
  local sudo=() policy=/usr/sbin/policy-rc.d
  while [ "$1" != -- ]; do sudo+=("$1"); shift; done
  shift
  if [ ! -e $policy ]; then
    trap '"${sudo[@]}" rm -f $policy' EXIT
    printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee $policy >/dev/null
    "${sudo[@]}" chmod +x $policy
  fi
  "${sudo[@]}" apt-get update -qq &&
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >"$artifacts/apt.log" 2>&1
)

install_missing() {
  local packages=()
  command -v dotnet >/dev/null || { echo "The .NET SDK named in global.json is needed: https://dotnet.microsoft.com/download"; exit 1; }
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || packages+=(chromium)
  command -v node >/dev/null || packages+=(nodejs)
  command -v npm >/dev/null || packages+=(npm)
  # Servers: tests start throw-away ones of their own, from the binaries, on free ports and in temporary folders.
  has_program postgres || packages+=(postgresql)
  has_program redis-server || packages+=(redis-server)
  has_program pgbouncer || packages+=(pgbouncer)
  # The golden vectors are written by a program that shares no code with the product.
  python3 -c 'import xxhash' 2>/dev/null || packages+=(python3-xxhash)
  [ ${#packages[@]} -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null; then
    echo "Missing: ${packages[*]}. Install them to run the tests that need them; they are skipped now."
    return 0
  fi
  local sudo=()
  [ "$(id -u)" = 0 ] || sudo=(sudo)
  say "Installing ${packages[*]}"
  # Retried: a package mirror that is slow to answer is not a failed test.
  for attempt in 1 2 3; do
    ! apt_install "${sudo[@]}" -- "${packages[@]}" || return 0
    sleep $((attempt * 5))
  done
  echo "Could not install ${packages[*]}; the tests that need them are skipped:"
  tail -n 5 "$artifacts/apt.log"
}

install_missing

say "Build"
if ! dotnet build Reality.Generators.sln -warnaserror -v q -nologo; then
  printf '\n0 passed, 1 failed\n'
  exit 1
fi

# test_project PROJECT: runs one, prints what it has to say in one piece, and leaves "PASSED FAILED SKIPPED" in a file.
test_project() {
  local project=$1 name log code total good bad left
  name=$(basename "$project" .csproj)
  log=$artifacts/$name.log
  # Bounded: a test that hangs is a failed test, not a stuck machine.
  timeout -k 10 600 dotnet test --project "$project" --no-build --no-ansi --no-progress --output Detailed >"$log" 2>&1
  code=$?
  count() { grep -aE "^ *$1: [0-9]+" "$log" | tail -n 1 | grep -oE '[0-9]+' | head -n 1; }
  total=$(count total) good=$(count succeeded) bad=$(count failed) left=$(count skipped)
  {
    if [ "${total:-0}" = 0 ]; then
      good=0 bad=1 left=0
      echo "$name ran no test (exit code $code):"
      tail -n 20 "$log"
    elif [ "$code" != 0 ]; then
      grep -aEA 25 '^ *(failed|error)' "$log" | head -n 120
      [ "${bad:-0}" != 0 ] || bad=1
    fi
    [ "${left:-0}" = 0 ] || grep -aEA 2 '^ *skipped ' "$log" | head -n 20
    echo "$name: $good passed, $bad failed, $left skipped ($(grep -aE '^ *duration: ' "$log" | tail -n 1 | sed 's/^ *duration: //'))"
  } >"$artifacts/$name.out"
  echo "$good $bad $left" >"$artifacts/$name.count"
  cat "$artifacts/$name.out"
}
export -f test_project
export artifacts

# Two at a time: most of them wait for a database, a server or a browser more than for a processor. The longest begin.
say "Tests"
first=(Reality.Postgres.Tests Reality.Sqlite.Tests Chat.Tests)
projects=()
for name in "${first[@]}"; do projects+=("tests/$name/$name.csproj"); done
for project in tests/*/*.csproj; do
  ! grep -q '"xunit.v3"' "$project" || [[ " ${first[*]} " == *" $(basename "$project" .csproj) "* ]] || projects+=("$project")
done
printf '%s\n' "${projects[@]}" | xargs -P 2 -I '{}' bash -c 'test_project "{}"'
for project in "${projects[@]}"; do
  counted=$artifacts/$(basename "$project" .csproj).count
  if ! read -r good bad left <"$counted"; then
    echo "$project was not run"
    good=0 bad=1 left=0
  fi
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left))
done

for script in tests/*.Tests/run.sh; do
  [ -f "$script" ] || continue
  name=$(basename "$(dirname "$script")")
  say "$name"
  if ! command -v npm >/dev/null; then
    echo "skipped: npm is missing"
    skipped=$((skipped + 1))
    continue
  fi
  timeout -k 10 600 "$script" 2>&1 | tee "$artifacts/$name.log" | tail -n 15
  add "$name" "$artifacts/$name.log"
done

if command -v npm >/dev/null; then
  check "tests/first-app.sh: what docs/first-app.md says" timeout -k 10 300 tests/first-app.sh
else
  skipped=$((skipped + 1))
fi

if [ -x tests/faults.sh ]; then
  check "tests/faults.sh: 60 s of faults, and every promise kept" timeout -k 10 240 tests/faults.sh --seconds 60 --seed 1
  check "tests/faults.sh --deaf: with Redis stopped, NOTIFY refused and no mesh" timeout -k 10 150 tests/faults.sh --deaf --seconds 15 --seed 1
  check "tests/faults.sh --prove: each protection taken away turns it red" timeout -k 10 400 tests/faults.sh --prove --seed 1
fi

if [ -x tests/loop.sh ]; then
  check "tests/loop.sh: nothing lost, stale, back or torn" timeout -k 10 300 tests/loop.sh --seconds 20 --seed 1
  check "tests/loop.sh --prove: each protection taken away turns it red" timeout -k 10 400 tests/loop.sh --prove --seconds 10 --seed 1
fi

printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" = 0 ]
