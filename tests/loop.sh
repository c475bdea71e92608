#!/usr/bin/env bash
# Four servers on one SQLite file, random writers, readers and SIGKILLs, and a checker that counts broken promises.
#   tests/loop.sh [--seconds N] [--seed S]            the last line counts them; exit code 0 if there are none
#   tests/loop.sh --without PROTECTION [...]          the same with one protection taken away: bump-in-transaction, hash-after-bump or
#                                                     mark-before-list. A build of its own; the product as shipped has no such switch
#   tests/loop.sh --prove [...]                       runs each of these and fails unless each turns red
set -euo pipefail
cd "$(dirname "$0")/.."
protections=(bump-in-transaction hash-after-bump mark-before-list)
seconds='' seed=1 without='' prove=
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds=$2; shift 2 ;;
    --seed) seed=$2; shift 2 ;;
    --without) without=$2; shift 2 ;;
    --prove) prove=1; shift ;;
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
  # One at a time: beside each other, servers that are killed twice a second hardly come up between.
  for protection in "${protections[@]}"; do echo "${seconds:-7} $protection --storage sqlite --seed $seed"; done | prove ${#protections[@]} 1
elif [ -n "$without" ]; then
  build_faults
  exec dotnet "$faults" run --storage sqlite --seconds "${seconds:-20}" --seed "$seed" --without "$without"
else
  build
  exec dotnet "$run" run --storage sqlite --seconds "${seconds:-20}" --seed "$seed"
fi
