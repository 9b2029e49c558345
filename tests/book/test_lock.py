"""The full lock agrees with the short requirements; so does Binder's list."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([\w.\-]+)(?:\[[\w,]+\])?==([\w.]+)", re.M)


def pins(name):
    """The versions that a file pins, by normalised name."""
    found = {}
    for package, version in PIN.findall((ROOT / name).read_text("utf-8")):
        package = re.sub(r"[-_.]+", "-", package).lower()
        found.setdefault(package, set()).add(version)
    return found


def test_the_lock_has_every_requirement_in_its_version():
    lock = pins("requirements.lock")
    wanted = pins("requirements.txt")
    assert {name: lock.get(name) for name in wanted} == wanted


def test_every_locked_package_has_hashes_and_none_names_a_place():
    text = (ROOT / "requirements.lock").read_text("utf-8")
    entries = re.split(r"\n(?=\w)", text)[1:]
    assert len(entries) > 100
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"://|--index|--find|file:", text)


def test_binder_installs_the_books_versions():
    binder, book = pins(".binder/requirements.txt"), pins("requirements.txt")
    assert {"numpy", "torch", "scikit-learn"} <= binder.keys()
    assert {name: book.get(name) for name in binder} == binder
