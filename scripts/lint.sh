#!/usr/bin/env bash
# The style of the code: Python and its layout, then JavaScript.
set -euo pipefail
bin=.venv/bin

"$bin/ruff" check .
"$bin/ruff" format --check .
"$bin/oxlint" --format=unix lib scripts tests
