"""Which rules of other people's style sheets the book keeps."""

import re

import pytest
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from nnbook.check import check
from nnbook_sphinx.page import styles

USED = {"article", "nn-page"}


def kept(selector, used=USED):
    return bool(styles.trim(f"{selector}{{color:red}}\n", used))


@pytest.mark.parametrize(
    ("selector", "stays"),
    [
        (".article p", True),
        (".carousel", False),
        (".article .carousel", False),
        (".article:not(.carousel)", True),
        ("#lost", False),
        ("p > code", True),
    ],
)
def test_a_rule_stays_if_a_page_can_match_it(selector, stays):
    assert kept(selector) == stays


@pytest.mark.parametrize(
    "selector",
    [
        ".cell_output .output.text_plain",
        ".cell_output .output.stream",
        ".cell_output .output.stderr",
        ".cell_output .output.traceback",
        "div.cell_output table.dataframe tbody tr:hover",
        "div.highlight .-Color[class*=-Red]",
        "div.highlight .-Color[class*=-BGBlue]",
        "div.highlight .-Color-Bold",
        '[data-theme="dark"] .highlight .gt',
    ],
)
def test_what_an_output_can_hold_stays(selector):
    assert kept(selector)
    assert kept(f".carousel,{selector}")
    assert not kept(f".carousel {selector}")


def test_code_that_no_page_shows_has_its_colours():
    code = (
        '@a\nclass B:\n    """e"""\n    def c(self, *d):\n'
        '        raise ValueError(f"{d!r}", 0x1F, 2.5e3, b"f")  # g\n'
    )
    html = highlight(code, PythonLexer(), HtmlFormatter())
    names = set(re.findall(r'<span class="([\w ]+)">', html))
    assert {"nd", "nc", "sd", "mh", "c1"} <= names
    assert [name for name in names if not kept(f".highlight .{name}")] == []


def test_a_report_needs_no_rule_that_goes():
    html = check("2.1", ..., ...)._repr_html_()
    found = re.findall(r'class="([^"]*)"', html)
    names = {name for each in found for name in each.split()}
    assert [name for name in names if not kept(f".{name}")] == []


@pytest.mark.parametrize("end", ["-C7", "-BGC231"])
def test_a_terminals_many_colours_stay_only_if_used(end):
    selector = f"div.highlight .-Color[class*={end}]"
    assert not kept(selector)
    assert kept(selector, USED | {"highlight", "-Color"})


def test_a_value_keeps_its_words_apart():
    text = styles.trim("p {\n  margin: 1px\n    2px;\n  color: red;\n}", USED)
    assert text == "p{margin: 1px 2px; color: red;}"
