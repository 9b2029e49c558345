#!/usr/bin/env bash
# Rewrite requirements.lock from requirements.txt (needs the program uv).
set -euo pipefail
cd "$(dirname "$0")/.."
command -v uv >/dev/null || {
    echo "make lock needs uv: python -m pip install uv" >&2
    exit 1
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
grep -v '^-e' requirements.txt >"$work/requirements.in"
uv pip compile "$work/requirements.in" --universal --python-version 3.11 \
    --generate-hashes --no-header --no-annotate --quiet -o "$work/lock"
sed -n '/^#/!q;p' requirements.lock >"$work/head"
cat "$work/head" "$work/lock" >requirements.lock
