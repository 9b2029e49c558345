#!/usr/bin/env bash
# Every check: the built book, style, unit tests, chapters, browser.
set -euo pipefail
bin=.venv/bin

NNBOOK_CHROMIUM=$("$bin/python" scripts/find_chromium.py)
export NNBOOK_CHROMIUM
bash scripts/build.sh
bash scripts/lint.sh
# loadfile: the cells of one chapter must run in one process, in order.
# -rfEs: what failed, and what was skipped and why, is said at the end.
"$bin/python" -m pytest -rfEs -n 2 --dist loadfile "$@"
