#!/usr/bin/env bash
# Build the book quietly; fail on any warning and say where the report is.
set -euo pipefail
bin=.venv/bin
log=_build/build.log
mkdir -p _build

# A warning is an error: without -W a failing chapter would still be built.
if ! "$bin/jupyter-book" build . -W --keep-going -q >"$log" 2>&1; then
    cat "$log" >&2
    reports=$(find _build/html/reports -name '*.log' 2>/dev/null || true)
    echo >&2
    echo "The book was not built. Full log: $log" >&2
    [[ -z $reports ]] || echo "Chapters that failed: $reports" >&2
    exit 1
fi
echo "The book is built. Open it:"
echo "    file://$PWD/_build/html/index.html"
