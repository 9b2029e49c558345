#!/usr/bin/env bash
# Create the virtual environment $1 and install the pinned requirements,
# with $2 (torch==version) from PyTorch's index of CPU builds if it answers.
set -euo pipefail
venv=$1 torch=$2

usable() {  # is $1 a Python of a version that the pins are made for?
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
        2>/dev/null
}

find_python() {
    local name
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
        if command -v "$name" >/dev/null && usable "$name"; then
            command -v "$name"
            return
        fi
    done
    cat >&2 <<'MESSAGE'
The book needs Python 3.11, 3.12 or 3.13, and none was found on the PATH.
Install one (Debian, Ubuntu: apt-get install python3 python3-venv), or name
it: make book PYTHON=/path/to/python3.12
MESSAGE
    return 1
}

if ! usable "$venv/bin/python"; then
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "$python cannot create virtual environments: the module venv" \
            "is missing (Debian, Ubuntu: apt-get install python3-venv)." >&2
        exit 1
    fi
    echo "Creating $venv with $("$python" --version) ..."
    "$python" -m venv --clear "$venv"
fi

pip=("$venv/bin/python" -m pip --disable-pip-version-check)
has_torch() {
    [[ $("${pip[@]}" list --format=freeze 2>/dev/null) == *"$torch"* ]]
}

# Without this a Linux machine downloads several gigabytes of GPU libraries.
if ! has_torch; then
    echo "Asking for the CPU build of $torch ..."
    "${pip[@]}" install --quiet --no-deps "$torch" --timeout 15 --retries 1 \
        --index-url https://download.pytorch.org/whl/cpu 2>/dev/null ||
        echo "... not to be had there; the default index decides."
fi
echo "Installing the pinned requirements ..."
"${pip[@]}" install --quiet -r requirements.txt
