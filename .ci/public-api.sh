#!/usr/bin/env bash
# Brings PublicAPI.Unshipped.txt of the given projects (default: all under src/) in line with the code. Review the diff: it is the API change.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- src/*/
for dir in "$@"; do
  dir=${dir%/}
  file=$dir/PublicAPI.Unshipped.txt
  [ -f "$file" ] || continue
  for _ in 1 2 3; do
    log=$(dotnet build "$dir" --no-incremental -v q -nologo -p:TreatWarningsAsErrors=false 2>&1 | grep -F "/$dir/" || true)
    added=$(grep -oP "RS0016: Symbol '\K.*(?=' is not part of the declared public API)" <<<"$log" | sort -u || true)
    gone=$(grep -oP "RS0017: Symbol '\K.*(?=' is part of the declared API)" <<<"$log" | sort -u || true)
    [ -n "$added$gone" ] || break
    { tail -n +2 "$file"; printf '%s\n' "$added"; } | sed '/^$/d' | { if [ -n "$gone" ]; then grep -vxF -f <(printf '%s\n' "$gone") || true; else cat; fi; } | LC_ALL=C sort -u > "$file.new"
    { echo '#nullable enable'; cat "$file.new"; } > "$file"
    rm "$file.new"
  done
done
