"""The bibliography: every work is cited, and every entry is complete."""

import re
from pathlib import Path

import pytest

CHAPTERS = Path(__file__).resolve().parents[2] / "chapters"
VENUES = {"journal", "booktitle", "publisher", "howpublished", "note"}
# Printed before there were such addresses, and found by their titles.
WITHOUT_ADDRESS = {"rosenblatt1962", "novikoff1962", "minsky1969"}


def entries(text):
    """The entries of a bibliography: the fields of each, by its key."""
    found = {}
    for key, body in re.findall(r"^@\w+\{(\w+),\n(.*?)^\}", text, re.S | re.M):
        fields = re.findall(r"^  (\w+) *= (\{.+?\}),$", body, re.S | re.M)
        found[key] = {name: value[1:-1].strip() for name, value in fields}
    return found


def bibliography():
    return (CHAPTERS / "references.bib").read_text(encoding="utf-8")


def cited(texts):
    """The keys that the texts cite."""
    groups = re.findall(r"\{cite:\w+\}`([^`]+)`", "\n".join(texts))
    return {key.strip() for group in groups for key in group.split(",")}


def chapters():
    paths = [*CHAPTERS.glob("*.ipynb"), *CHAPTERS.glob("*.md")]
    return [path.read_text(encoding="utf-8") for path in paths]


def lacking(found):
    """What entries lack: author, title, year, venue, or an address."""
    for key, fields in found.items():
        for name in ("author", "title", "year"):
            if not fields.get(name):
                yield f"{key}: {name}"
        if not re.fullmatch(r"(1[89]|20)\d\d", fields.get("year", "")):
            yield f"{key}: a year of four digits"
        if not VENUES & set(fields):
            yield f"{key}: where it appeared"
        if not {"doi", "url"} & set(fields) and key not in WITHOUT_ADDRESS:
            yield f"{key}: doi or url"
        if not re.fullmatch(r"10\.\d{4,}/\S+", fields.get("doi", "10.1000/x")):
            yield f"{key}: a doi without its https://doi.org/"


def test_every_entry_is_cited_and_every_citation_has_an_entry():
    assert cited(chapters()) == set(entries(bibliography()))


def test_every_entry_is_complete():
    text = bibliography()
    assert len(entries(text)) == text.count("\n@") + text.startswith("@")
    assert list(lacking(entries(text))) == []


def test_no_entry_is_there_twice():
    keys = re.findall(r"^@\w+\{(\w+),", bibliography(), re.M)
    titles = [e["title"].lower() for e in entries(bibliography()).values()]
    assert sorted(keys) == sorted(set(keys))
    assert sorted(titles) == sorted(set(titles))


# ---- The checks above find a planted mistake.


def test_a_planted_citation_is_found():
    texts = ["As in {cite:p}`prince2023, nobody1999` and {cite:t}`zhang2023`."]
    assert cited(texts) == {"prince2023", "nobody1999", "zhang2023"}


@pytest.mark.parametrize(
    ("field", "lost"),
    [
        ("author", ["harris2020: author"]),
        ("journal", ["harris2020: where it appeared"]),
        ("doi", ["harris2020: doi or url"]),
    ],
)
def test_a_planted_gap_is_found(field, lost):
    entry = {**entries(bibliography())["harris2020"]}
    del entry[field]
    assert list(lacking({"harris2020": entry})) == lost
