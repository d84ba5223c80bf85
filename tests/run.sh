#!/bin/sh
# Runs all tests: sh tests/run.sh <python>. Those of endurance mostly wait, so a third process has its own core's worth.
set -eu
python="$1"
# Hundreds of databases are made and thrown away: in memory, where there is room, they cost no waiting for a disk.
room="$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')"
if [ -w /dev/shm ] && [ "${room:-0}" -gt 4000000 ]; then # KiB
  TMPDIR="$(mktemp -d /dev/shm/tests-XXXXXX)"
  export TMPDIR
  trap 'rm -rf "$TMPDIR"' EXIT
  trap 'exit 130' INT TERM
fi
"$python" -m pytest -n 3 --dist loadgroup --ignore tests/browser
"$python" -m pytest -n 2 --dist loadgroup tests/browser
