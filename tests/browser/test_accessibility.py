"""Every page can be read and used by everybody: rules, keyboard, settings."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from built import PAGES, PERCEPTRON
from faces import enable

axe = Axe()
# Every rule of axe-core, best practices and experiments too; but contrast as
# level AA asks for it. A rule named alone is the only one that runs.
TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa"]
TAGS += ["best-practice", "experimental"]


def violations(page, within=None, contrast=True, only=None):
    """What axe-core finds, one line for each rule and element."""
    tags = {"type": "tag", "values": TAGS}
    options = {
        "resultTypes": ["violations"],
        "runOnly": {"type": "rule", "values": [only]} if only else tags,
    }
    if not only:
        options["rules"] = {
            "color-contrast": {"enabled": contrast},
            "color-contrast-enhanced": {"enabled": False},
        }
    found = axe.run(page, context=within, options=options)
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:120]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
        if not any(fine(rule, node) for fine in FINE)
    ]


def is_formula_alone(rule, node):
    """axe-core reads no MathML: a header with a formula is empty to it."""
    return rule["id"] == "empty-table-header" and "<math" in node["html"]


def is_all_named(rule, node):
    """axe-core joins an SVG's texts to one word, which no name can hold.

    A neuron shows b, z and a at three places, and its name says all three.
    """
    name = r'aria-label="neuron \d(, [^"]*)?: b = \S+, z = \S+, a = \S+"'
    mismatch = rule["id"] == "label-content-name-mismatch"
    return mismatch and re.search(name, node["html"]) is not None


def is_scrolling_group(rule, node):
    """axe-core wants a region for each: dozens of landmarks on a phone.

    A box that scrolls is a named group, which is what ARIA has for it.
    """
    group = 'role="group" aria-label="'
    return (
        rule["id"] == "focus-order-semantics"
        and group in node["html"]
        and "scrolls sideways" in node["html"]
    )


FINE = [is_formula_alone, is_all_named, is_scrolling_group]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(open_page, name):
    page = open_page(name)
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 900})
    page.evaluate(
        "new Promise((f) => requestAnimationFrame(() => requestAnimationFrame(f)))"
    )
    # Colours, the slowest rule, are the same at every width.
    assert violations(page, contrast=False) == []


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_contrast_in_the_dark(open_page, name):
    page = open_page(name, theme="dark")
    assert page.get_attribute("html", "data-theme") == "dark"
    assert violations(page, only="color-contrast") == []


def test_axe_finds_nothing_on_a_page_that_has_been_used(open_page):
    page = open_page(PERCEPTRON)
    for field in page.query_selector_all(".nnw-number")[:2]:
        field.fill("rubbish")
        field.press("Enter")
    for radio in page.query_selector_all(".nn-quiz input[type=radio]"):
        radio.check()
        button = (
            ".closest('.nn-quiz').querySelector('.nn-quiz-actions button')"
        )
        radio.evaluate(f"(r) => r{button}.click()")
    for choice in page.query_selector_all(
        ".nnw-switch input, .nnw-check input"
    ):
        choice.click()
    assert violations(page, ".nnw-view") == []


@pytest.mark.parametrize(
    "settings",
    [
        {"forced_colors": "active"},
        {"reduced_motion": "no-preference"},
        {"reduced_motion": "reduce", "has_touch": True},
        {"contrast": "more"},
    ],
    ids=str,
)
def test_a_readers_settings_break_nothing(open_page, settings):
    page = open_page(PERCEPTRON, **settings)
    enable(page)
    for control in page.query_selector_all(".nnw-view input[type=range]")[:3]:
        view = control.evaluate_handle("(c) => c.closest('.nnw-view')")
        before = page.evaluate("(view) => faces.picture(view)", view)
        control.press("PageUp")
        page.evaluate("faces.frames(2)")
        assert page.evaluate("(view) => faces.picture(view)", view) != before
