#!/usr/bin/env bash
# One bench, in a release build: prints a table and ends with a line `ratio NAME = X (goal Y)`.
#   tests/bench.sh write|hotkey|hash|sync [--rounds N] [--seconds N] [--smoke]      what the servers do
#   tests/bench.sh generator|keystroke|build [...]                                  what the compiler's part costs
set -euo pipefail
cd "$(dirname "$0")/.."
project=Reality.Benchmarks
case ${1:-} in generator | keystroke | build) project=Reality.Generators.Benchmarks ;; esac
log=$(dotnet build "tests/$project" -c Release -v q -nologo 2>&1) || { printf '%s\n' "$log"; exit 70; }
exec dotnet "tests/$project/bin/Release/net10.0/$project.dll" "$@"
