#!/usr/bin/env bash
# Installs what is missing, builds, runs every test, and ends with one line: N passed, N failed[, N skipped].
set -uo pipefail
cd "$(dirname "$0")"
export artifacts=$PWD/artifacts/tests
# As it is shipped; the faults and what is published are made from the same build.
export built=Release
# Most processes here end before a profile of theirs pays for itself: with it, the compiler's tests take half as long again.
export DOTNET_TieredPGO=0
rm -rf "$artifacts"
mkdir -p "$artifacts"

say() { printf '\n== %s (after %d s)\n' "$*" "$SECONDS"; }

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
  # A linker, for the client that is compiled ahead of time.
  command -v clang >/dev/null || command -v gcc >/dev/null || packages+=(gcc libc6-dev zlib1g-dev)
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
if ! dotnet build Reality.Generators.sln -c "$built" -warnaserror -v q -nologo; then
  printf '\n0 passed, 1 failed\n'
  exit 1
fi

# finish NAME PASSED FAILED SKIPPED TIME: the end of a job, told, and kept in a file for the totals.
finish() {
  echo "$2 $3 $4" >"$artifacts/$1.count"
  echo "$1: $2 passed, $3 failed, $4 skipped ($5)"
}

# project PROJECT: the tests of one project.
project() {
  local name log code total good bad left
  name=$(basename "$1" .csproj)
  log=$artifacts/$name.log
  # Bounded: a test that hangs is a failed test, not a stuck machine.
  timeout -k 10 600 dotnet test --project "$1" -c "$built" --no-build --no-ansi --no-progress --output Detailed >"$log" 2>&1
  code=$?
  count() { grep -aE "^ *$1: [0-9]+" "$log" | tail -n 1 | grep -oE '[0-9]+' | head -n 1; }
  total=$(count total) good=$(count succeeded) bad=$(count failed) left=$(count skipped)
  if [ "${total:-0}" = 0 ]; then
    good=0 bad=1 left=0
    echo "$name ran no test (exit code $code):"
    tail -n 20 "$log"
  elif [ "$code" != 0 ]; then
    grep -aEA 25 '^ *(failed|error)' "$log" | head -n 120
    [ "${bad:-0}" != 0 ] || bad=1
  fi
  [ "${left:-0}" = 0 ] || grep -aEA 2 '^ *skipped ' "$log" | head -n 20
  finish "$name" "$good" "$bad" "$left" "$(grep -aE '^ *duration: ' "$log" | tail -n 1 | sed 's/^ *duration: //')"
}

# script SCRIPT: a script with tests of its own, which ends with "N passed, N failed".
script() {
  local name log code good=0 bad=1
  name=$(basename "$(dirname "$1")")
  log=$artifacts/$name.log
  timeout -k 10 600 "$1" >"$log" 2>&1
  code=$?
  read -r good _ bad _ < <(grep -aE '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1 || echo '0 - 1 -')
  [ "$code" = 0 ] || { tail -n 60 "$log"; [ "$bad" != 0 ] || bad=1; }
  finish "$name" "$good" "$bad" 0 "$SECONDS s"
}

# check NAME COMMAND…: one test, which a command makes by its exit code: 0 for passed, 77 for what it could not try, and said why.
check() {
  local name=$1 log=$artifacts/$1.log code
  shift
  "$@" >"$log" 2>&1
  code=$?
  case $code in
    0) tail -n 1 "$log"; finish "$name" 1 0 0 "$SECONDS s" ;;
    77) tail -n 1 "$log"; finish "$name" 0 0 1 "$SECONDS s" ;;
    *) tail -n 60 "$log"; finish "$name" 0 1 0 "$SECONDS s" ;;
  esac
}

# job LINE: runs "FUNCTION ARGUMENTS…". Several run at once, so each is heard when it is over, in one piece.
job() {
  local said
  said=$(SECONDS=0; eval "$1" 2>&1)
  printf '%s\n' "$said"
}
export -f finish project script check job

# The longest begin; what needs Node's tools runs where they are.
jobs=('project tests/Reality.Postgres.Tests/Reality.Postgres.Tests.csproj')
with_npm=(
  'check published timeout -k 10 400 tests/published.sh "$built"'
  'check first-app timeout -k 10 300 tests/first-app.sh "$built"'
  'script tests/Reality.Client.Web.Tests/run.sh'
)
if command -v npm >/dev/null; then jobs+=("${with_npm[@]}"); else echo "npm is missing; skipped: ${with_npm[*]}"; fi
for name in Reality.Sqlite.Tests Chat.Tests Reality.Generators.Shapes; do jobs+=("project tests/$name/$name.csproj"); done
for file in tests/*/*.csproj; do
  ! grep -q '"xunit.v3"' "$file" || [[ " ${jobs[*]} " == *" $file "* ]] || jobs+=("project $file")
done

# Two at a time: most wait for a database, a server or a browser more than for a processor.
say "Tests"
printf '%s\n' "${jobs[@]}" | xargs -P 2 -d '\n' -I '{}' bash -c 'job "$1"' job '{}'

# One at a time, because these are after every cycle that the machine has.
alone=(
  'check faults timeout -k 10 240 tests/faults.sh --seconds 60 --seed 1'
  'check faults-deaf timeout -k 10 150 tests/faults.sh --deaf --seconds 15 --seed 1'
  'check faults-prove timeout -k 10 400 tests/faults.sh --prove --seed 1'
  'check loop timeout -k 10 300 tests/loop.sh --seconds 20 --seed 1'
  'check loop-prove timeout -k 10 400 tests/loop.sh --prove --seed 1'
)
for line in "${alone[@]}"; do
  say "tests/${line#*tests/}"
  job "$line"
done

passed=0 failed=0 skipped=0
command -v npm >/dev/null || skipped=${#with_npm[@]}
for line in "${jobs[@]}" "${alone[@]}"; do
  case $line in
    project*) name=$(basename "$line" .csproj) ;;
    script*) name=$(basename "$(dirname "$line")") ;;
    *) name=$(cut -d ' ' -f 2 <<<"$line") ;;
  esac
  if ! read -r good bad left <"$artifacts/$name.count"; then
    echo "$name was not run"
    good=0 bad=1 left=0
  fi
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left))
done
printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" = 0 ]
