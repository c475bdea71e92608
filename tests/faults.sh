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

source tests/faults-common.sh

if [ -n "$prove" ]; then
  build_faults
  # A sync that sleeps on is only late after some seconds; everything else shows at once.
  for protection in "${protections[@]}"; do
    enough=7; [ "$protection" != listen-then-check ] || enough=13
    echo "${seconds:-$enough} $protection --seed $seed"
  done | prove ${#protections[@]} 2
elif [ -n "$without" ]; then
  build_faults
  exec dotnet "$faults" run --seconds "${seconds:-15}" --seed "$seed" --without "$without"
else
  build
  exec dotnet "$run" run --seconds "${seconds:-60}" --seed "$seed" "${deaf[@]}"
fi
