#!/usr/bin/env bash
# Build the book quietly; fail on any warning and say where the report is.
set -euo pipefail
bin=.venv/bin
log=_build/build.log
failed=_build/.failed
mkdir -p _build

# Sphinx would not write an unchanged page again, nor repeat its warnings:
# after a failure all pages are built anew (chapters' outputs are kept).
if [[ -e $failed ]]; then
    rm -rf _build/html _build/.doctrees
fi
touch "$failed"

# A warning is an error: without -W a failing chapter would still be built.
# Without rfc3987_syntax, a check of addresses that jsonschema can do without
# and that nobody asks for here: it needs half as long as an edit's build.
run='import sys; sys.modules["rfc3987_syntax"] = None
from jupyter_book.cli.main import main; sys.exit(main())'
if ! "$bin/python" -c "$run" build . -W --keep-going -q >"$log" 2>&1; then
    grep -v "Kernel is running over TCP" "$log" >&2
    # A chapter's report ends with the error that stopped it.
    for report in _build/html/reports/*.err.log \
        _build/html/reports/*/*.err.log; do
        [[ ! -e $report ]] || { echo; echo "$report:"; tail -n 15 "$report"; }
    done >&2
    echo >&2
    echo "The book was not built. Full log: $log" >&2
    exit 1
fi
rm "$failed"
echo "The book is built. Open it:"
echo "    file://$PWD/_build/html/index.html"
