"""Every explorable's module parses, as a page gets it, and keeps the contract."""

import re

import pytest
from built import ROOT

from nnbook.explorables import bundle
from nnbook_sphinx.widgets.state import host_script

MAINS = sorted(
    path.relative_to(bundle.HERE).as_posix()
    for path in bundle.HERE.rglob("*.js")
    if "export default" in path.read_text(encoding="utf-8")
)


@pytest.fixture
def blank(browser):
    page = browser.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    yield page
    page.close()
    assert errors == []


def test_there_are_modules():
    assert "neuron/view.js" in MAINS


@pytest.mark.parametrize("name", MAINS)
def test_the_module_is_one_widget_by_the_contract(blank, name):
    found = blank.evaluate(
        """async (source) => {
          const text = new Blob([source], { type: "text/javascript" });
          const module = await import(URL.createObjectURL(text));
          return [Object.keys(module), typeof module.default.render];
        }""",
        bundle.module(name),
    )
    assert found == [["default"], "function"]


def test_the_host_is_one_script_with_one_global_name(blank):
    before = set(blank.evaluate("Object.keys(globalThis)"))
    blank.add_script_tag(content=host_script())
    after = set(blank.evaluate("Object.keys(globalThis)"))
    assert after - before == {"nnbook"}


@pytest.mark.parametrize("name", MAINS)
def test_the_module_reaches_for_nothing_outside(name):
    source = bundle.module(name).replace("http://www.w3.org/", "")
    assert not re.search(
        r"https?://|\bfetch\(|XMLHttpRequest|importScripts", source
    )


HOST = ROOT / "lib" / "nnbook_sphinx" / "widgets" / "host"


@pytest.mark.parametrize("folder", [bundle.HERE, HOST])
def test_no_text_goes_over_a_line(folder):
    # The indents are taken off, and would be taken out of such a text.
    lines = [
        (path.name, line)
        for path in folder.rglob("*.js")
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.lstrip().startswith("//")
    ]
    assert lines
    # A regular expression may have one backtick of a pair.
    whole = [each for each in lines if "matchAll(/" not in each[1]]
    assert [each for each in whole if each[1].count("`") % 2] == []
