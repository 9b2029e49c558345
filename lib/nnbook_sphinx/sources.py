"""Fingerprints of the files that a build depends on."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).parents[2]
IGNORED = {"__pycache__", ".ipynb_checkpoints"}


# What a browser gets as it is: no chapter is executed, and no page written
# again, for a change in them.
ASSETS = {".js", ".css"}


def files(*names):
    """Yield the files named, and those in folders named, in order."""
    for name in names:
        path = ROOT / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in found:
            if file.is_file() and not IGNORED & set(file.parts):
                yield file


def code_and_data(*names):
    """Yield of these files those that what Python makes depends on."""
    return (file for file in files(*names) if file.suffix not in ASSETS)


def assets(*names):
    """Yield of these files those that a browser gets as they are."""
    return (file for file in files(*names) if file.suffix in ASSETS)


def digest(found):
    """Return a hexadecimal hash of the names and contents of files."""
    total = hashlib.sha256()
    for file in found:
        total.update(file.relative_to(ROOT).as_posix().encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()
