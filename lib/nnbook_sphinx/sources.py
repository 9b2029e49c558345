"""Fingerprints of the files that a build depends on."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).parents[2]
IGNORED = {"__pycache__", ".ipynb_checkpoints"}


def files(*names):
    """Yield the files named, and those in folders named, in order."""
    for name in names:
        path = ROOT / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in found:
            if file.is_file() and not IGNORED & set(file.parts):
                yield file


def digest(*names):
    """Return a hexadecimal hash of the files' names and contents."""
    total = hashlib.sha256()
    for file in files(*names):
        total.update(file.relative_to(ROOT).as_posix().encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()
