# Sourced by faults.sh and loop.sh: the two builds of the program that does the asking, and the proof that it would notice.
# Builds of their own, optimized: a run needs every cycle that it can get.
build_into() {
  local folder=$1 log
  shift
  log=$(dotnet build tests/Reality.Faults -c Release -v q -nologo --artifacts-path "artifacts/$folder" "$@" 2>&1) || { printf '%s\n' "$log"; exit 70; }
}

build() { build_into run; }
build_faults() { build_into faults -p:RealityFaults=true; }

run=artifacts/run/bin/Reality.Faults/release/Reality.Faults.dll
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

# prove COUNT: reads lines of SECONDS, PROTECTION and options, runs them two at a time, and fails unless each turns red.
prove() {
  local lines
  lines=$(xargs -P 2 -I '{}' bash -c 'prove_one {}')
  printf '%s\n' "$lines"
  local red
  red=$(grep -c '^red' <<<"$lines" || true)
  echo "$red of $1 protections proved"
  [ "$red" = "$1" ]
}
