#!/usr/bin/env bash
# Create the virtual environment $1 and install the pinned requirements,
# with $2 (torch==version) from PyTorch's index of CPU builds if it answers.
set -euo pipefail
venv=$1 torch=$2
# pip ends as if nothing were wrong when it is interrupted.
trap 'echo "Stopped; make book goes on from here." >&2; exit 130' INT

fits() {  # is $1 a Python of a version that the pins are made for?
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
        2>/dev/null
}

find_python() {
    local name
    if [[ -n ${PYTHON:-} ]]; then
        command -v "$PYTHON" >/dev/null && fits "$PYTHON" &&
            command -v "$PYTHON" && return
        echo "PYTHON=$PYTHON is no Python 3.11, 3.12 or 3.13." >&2
        return 1
    fi
    for name in python3 python3.13 python3.12 python3.11 python; do
        if command -v "$name" >/dev/null && fits "$name"; then
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

# An environment whose making was interrupted has no pip, and the commands of
# one that was moved name a Python that is no longer there.
sound() {
    fits "$venv/bin/python" && "$venv/bin/python" -c 'import pip' 2>/dev/null &&
        head -n 3 "$venv/bin/pip" | grep -qF "$(pwd -P)/$venv/bin/python"
}

if ! sound; then
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
    said=$(mktemp)
    if ! "${pip[@]}" install --quiet --no-deps "$torch" --timeout 15 \
        --retries 1 --index-url https://download.pytorch.org/whl/cpu \
        2>"$said"; then
        tail -n 2 "$said" >&2
        echo "... not to be had there; the default index decides. On Linux" \
            "its build may take 5 GB on the disk instead of 2."
    fi
    rm -f "$said"
fi
echo "Installing the pinned requirements ..."
"${pip[@]}" install --quiet -r requirements.txt
# Matplotlib looks once for all fonts; a chapter would print that it waits.
"$venv/bin/python" -c 'import matplotlib.font_manager' 2>/dev/null
