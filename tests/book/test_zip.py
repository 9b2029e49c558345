"""The zip for offline reading unpacks everywhere, and is the same each time."""

import re
import zipfile

import pytest

from scripts import offline

# Windows: no such characters, no such names, no dot or space at the end, no
# two names that differ in case alone.
FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ]$')
DEVICES = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}  # fmt: skip
# A path has 259 characters there; a reader's folder gets the rest.
LONGEST = 140


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    if not (offline.HTML / "index.html").exists():
        pytest.fail("no book: run `make book` first", pytrace=False)
    target = tmp_path_factory.mktemp("zip") / "book.zip"
    offline.pack(offline.HTML, target)
    return target


def test_the_names_are_names_on_windows_too(packed):
    with zipfile.ZipFile(packed) as book:
        names = book.namelist()
    assert f"{offline.NAME}/index.html" in names
    for name in names:
        parts = name.split("/")
        assert len(name) <= LONGEST, name
        assert not any(FORBIDDEN.search(part) for part in parts), name
        assert not {p.split(".")[0].lower() for p in parts} & DEVICES, name
    assert len({name.lower() for name in names}) == len(names)


def test_the_same_book_is_the_same_file(packed, tmp_path):
    offline.pack(offline.HTML, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == packed.read_bytes()


def test_what_is_not_allowed_would_be_seen():
    for name in ("a:b", "a?", "end.", "end ", "a\tb"):
        assert FORBIDDEN.search(name)
    assert not FORBIDDEN.search("nouislider.min.js")
