#!/usr/bin/env bash
# Four servers on one PostgreSQL, random writers and readers, whatever can happen to them, and a checker that counts broken promises.
#   tests/faults.sh [--seconds N] [--seed S]          the last line counts them; exit code 0 if there are none and enough was tried
#   tests/faults.sh --deaf [...]                      the same with nobody telling anybody: Redis stopped, NOTIFY refused, no mesh
#   tests/faults.sh --without PROTECTION [...]        the same with one protection taken away, under a load that needs it. A build of its
#                                                     own; the product as shipped has no such switch
#   tests/faults.sh --prove [...]                     runs each of these and fails unless each turns red
set -euo pipefail
cd "$(dirname "$0")/.."
protections=(hash-after-lock bump-in-transaction feed-by-snapshot incarnation misses-with-the-pull family-version listen-then-check begin-not-async)
seconds='' seed=1 without='' prove= deaf=()
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds=$2; shift 2 ;;
    --seed) seed=$2; shift 2 ;;
    --without) without=$2; shift 2 ;;
    --prove) prove=1; shift ;;
    --deaf) deaf=(--deaf); shift ;;
    *) echo "'$1' is not an option"; exit 64 ;;
  esac
done
if [ -n "$without" ] && [[ " ${protections[*]} " != *" $without "* ]]; then
  echo "'$without' is not a protection: ${protections[*]}"
  exit 64
fi

# Builds of their own, optimized: a run needs every cycle that it can get.
build() {
  local log
  log=$(dotnet build tests/Reality.Faults -c Release -v q -nologo "$@" 2>&1) || { printf '%s\n' "$log"; exit 70; }
}

if [ -z "$prove$without" ]; then
  build --artifacts-path artifacts/run
  exec dotnet artifacts/run/bin/Reality.Faults/release/Reality.Faults.dll run --seconds "${seconds:-60}" --seed "$seed" "${deaf[@]}"
fi

build -p:RealityFaults=true --artifacts-path artifacts/faults
faults=artifacts/faults/bin/Reality.Faults/release/Reality.Faults.dll
if [ -n "$without" ]; then
  exec dotnet "$faults" run --seconds "${seconds:-15}" --seed "$seed" --without "$without"
fi

red=0
for without in "${protections[@]}"; do
  code=0
  # A sync that sleeps on is only late after some seconds; everything else shows at once.
  enough=7; [ "$without" != listen-then-check ] || enough=13
  line=$(dotnet "$faults" run --seconds "${seconds:-$enough}" --seed "$seed" --without "$without" | tail -n 1) || code=$?
  if [ "$code" = 1 ]; then red=$((red + 1)); echo "red without $without: $line"; else echo "NOT red without $without: $line"; fi
done
echo "$red of ${#protections[@]} protections proved"
[ "$red" = "${#protections[@]}" ]
