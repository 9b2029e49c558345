"""The links on the page for teachers: each opens, and shows what it says."""

import re
from urllib.parse import parse_qsl

import pytest
from built import HTML
from links import Links
from test_links import HELP

from nnbook.explorables.links import FAMILIES

PAGE = "chapters/teaching.html"
# What a page made of a link: numbers, locks, and controls that are not shown.
SHOWN = """(key) => {
  const model = trial.modelOf(key);
  return {
    state: structuredClone(model.state),
    locked: [...model.locked].sort(),
    hidden: trial.view(key).querySelectorAll(".nnw-row[hidden]").length,
    said: document.querySelector(".nnw-linked")?.textContent ?? "",
  };
}"""


def traits(names, known):
    """The traits, of `known`, that names of traits or families stand for."""
    patterns = [FAMILIES.get(name, name) for name in names.split(",")]
    return sorted(
        trait
        for trait in known
        if any(re.fullmatch(pattern, trait) for pattern in patterns)
    )


def test_every_link_opens_with_its_numbers(open_page):
    found = [link for link in Links(HTML / PAGE).links if "#nn=" in link]
    assert len(found) == len(set(found)) == 7
    for link in found:
        target, _, fragment = link.partition("#")
        asked = dict(parse_qsl(fragment))
        key, lock, hide = (asked.pop(k, "") for k in ("nn", "lock", "hide"))
        tab = open_page(f"chapters/{target}#{fragment}")
        tab.evaluate(HELP)
        shown = tab.evaluate(SHOWN, key)
        assert shown["said"] == "", "a name or a number was refused"
        assert shown["locked"] == traits(lock, asked), link
        assert shown["locked"], "each of these links locks something"
        assert bool(shown["hidden"]) == bool(hide), link
        numbers = [
            k for k in asked if re.fullmatch(r"[wxv]\d+|bias|b\d|c|morph", k)
        ]
        for name in numbers:
            wanted = pytest.approx(float(asked[name]), abs=0)
            assert shown["state"][name] == wanted, (link, name)
        assert numbers, link
