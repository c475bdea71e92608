#!/usr/bin/env bash
# One bench, in a release build: prints a table and ends with a line `ratio NAME = X (goal Y)`.
#   tests/bench.sh write|hotkey|hash|sync [--rounds N] [--seconds N] [--smoke]
set -euo pipefail
cd "$(dirname "$0")/.."
log=$(dotnet build tests/Reality.Benchmarks -c Release -v q -nologo 2>&1) || { printf '%s\n' "$log"; exit 70; }
exec dotnet tests/Reality.Benchmarks/bin/Release/net10.0/Reality.Benchmarks.dll "$@"
