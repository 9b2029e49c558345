"""No dead reference in the built book, and a list of the outside links."""

import re
import subprocess
import sys
from urllib.parse import urlsplit

import nbformat
import pytest
from built import HTML, ROOT, documents
from links import dead, read

GLOSSARY = "chapters/glossary.html"
SCRIPT = ROOT / "scripts" / "outside_links.py"
# The address that the book's author gives.
WITHOUT_HTTPS = {"http://neuralnetworksanddeeplearning.com"}


@pytest.fixture(scope="module")
def files(site):
    """Every HTML file of the book, read."""
    return read(HTML)


def test_every_reference_was_resolved(files):
    lost = {name: page.unresolved for name, page in files.items()}
    assert {name: found for name, found in lost.items() if found} == {}


def test_every_citation_leads_to_its_entry(files):
    for name in documents():
        cited = set(keys(ROOT / name))
        links = files[f"{name}.html"].links
        to = {
            link for link in links if re.match(r"bibliography.html#id", link)
        }
        assert len(to) == len(cited), name


def keys(document):
    """The works that a page cites."""
    path = document.with_suffix(".ipynb")
    if path.exists():
        cells = nbformat.read(path, as_version=4).cells
        text = "\n".join(c.source for c in cells if c.cell_type == "markdown")
    else:
        text = document.with_suffix(".md").read_text(encoding="utf-8")
    for found in re.findall(r"\{cite:\w+\}`([^`]+)`", text):
        yield from (key.strip() for key in found.split(","))


def test_the_glossary_leads_back_from_every_entry(site):
    text = (HTML / GLOSSARY).read_text(encoding="utf-8")
    entries = re.findall(r"<dt id=.term-(.*?)</dd>", text, re.S)
    assert len(entries) > 50
    assert [e[:30] for e in entries if "nn-places" not in e] == []


def test_words_in_bold_lead_to_the_glossary(files):
    terms = {i for i in files[GLOSSARY].ids if i and i.startswith("term-")}
    linked = {
        link.partition("#")[2]
        for name, page in files.items()
        if name != GLOSSARY
        for link in page.links
        if link.startswith("glossary.html#term-")
    }
    assert linked == terms


# ---- Outside.


def outside(folder):
    """What the script prints of a folder: the addresses by page."""
    command = [sys.executable, SCRIPT, folder]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    pages, name = {}, None
    for line in found.stdout.splitlines():
        if line.startswith("    "):
            pages[name].append(line.strip())
        elif line:
            name = line
            pages[name] = []
    return pages


def ill_formed(address):
    """Whether an address is no plain https address of a page."""
    parts = urlsplit(address)
    return (
        parts.scheme != "https"
        or not re.fullmatch(r"([\w-]+\.)+[a-z]{2,}", parts.netloc)
        or not re.fullmatch(r"[!-~]+", address)
        or "//" in parts.path
    )


def test_outside_links_are_https_and_well_formed(site):
    pages = outside(HTML)
    assert "chapters/bibliography.html" in pages
    addresses = {a for found in pages.values() for a in found}
    assert len(addresses) > 20
    assert {a for a in addresses if ill_formed(a)} == WITHOUT_HTTPS


# ---- The checks above find a planted mistake.

PLANTED = """<h2 id="here">Here</h2>
<a href="#here">right</a> <a href="#there">wrong</a>
<a href="gone.html">wrong</a> <img src="gone.png" alt="wrong">
<a href="page.html"><span class="xref std">right</span></a>
<span class="xref std">wrong</span> <a href="https://x.org/a">outside</a>
"""


@pytest.fixture
def planted(tmp_path):
    (tmp_path / "page.html").write_text(PLANTED, encoding="utf-8")
    return tmp_path


def test_planted_dead_links_are_found(planted):
    assert dead(planted, read(planted)) == [
        "page.html: #there: there is no such anchor",
        "page.html: gone.html",
        "page.html: gone.png",
    ]


def test_a_planted_lost_reference_is_found(planted):
    assert read(planted)["page.html"].unresolved == ["xref std"]


def test_the_list_has_outside_links_and_no_others(planted):
    assert outside(planted) == {"page.html": ["https://x.org/a"]}


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org",
        "https://example",
        "https://example.org/a b",
        "https://example.org//a",
        "ftp://example.org",
        "https://doi.org/https://doi.org/10.1/x",
    ],
)
def test_a_planted_bad_address_is_found(address):
    assert ill_formed(address)
