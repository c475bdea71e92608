# Sourced by faults.sh and loop.sh: the two builds of the program that does the asking, and the proof that it would notice.
# Optimized, both: a run needs every cycle that it can get.
build_program() {
  local log
  log=$(dotnet build tests/Reality.Faults -c Release -v q -nologo "$@" 2>&1) || { printf '%s\n' "$log"; exit 70; }
}

build() { build_program; }

# The one with the switches is kept apart from what is shipped; the rules have seen this code in the other.
build_faults() { build_program --artifacts-path artifacts/faults -p:RealityFaults=true -p:RunAnalyzers=false; }

run=tests/Reality.Faults/bin/Release/net10.0/Reality.Faults.dll
faults=artifacts/faults/bin/Reality.Faults/release/Reality.Faults.dll

# prove_one SECONDS PROTECTION [OPTIONS...]: one line, which begins with "red" if the run without the protection found something.
prove_one() {
  # A shell of its own, without the options of the one that calls.
  set -o pipefail
  local seconds=$1 without=$2 code=0 line
  shift 2
  line=$(dotnet "$faults" run "$@" --seconds "$seconds" --without "$without" | tail -n 1) || code=$?
  if [ "$code" = 1 ]; then echo "red without $without: $line"; else echo "NOT red without $without: $line"; fi
}
export -f prove_one
export faults

# prove COUNT ATONCE: reads lines of SECONDS, PROTECTION and options, runs so many of them at once, and fails unless each turns red.
prove() {
  local lines
  lines=$(xargs -P "$2" -I '{}' bash -c 'prove_one {}')
  printf '%s\n' "$lines"
  local red
  red=$(grep -c '^red' <<<"$lines" || true)
  echo "$red of $1 protections proved"
  [ "$red" = "$1" ]
}
