"""What a reader copies of a page: formulas as their TeX, on one line."""

import pytest
from built import PERCEPTRON

# The first paragraph that has words around a formula, and the first display.
FIND = {
    "sentence": """() => [...document.querySelectorAll("article p")].find((p) =>
      p.querySelectorAll("math").length > 1 && !p.closest(".nnw-view, details, table"))""",
    "display": "() => document.querySelector('article .nn-formula')",
}
SELECT = """(node) => {
  const range = document.createRange();
  range.selectNodeContents(node);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
TEX = "(node) => [...node.querySelectorAll('math')].map((m) => m.getAttribute('alttext'))"


@pytest.fixture
def page(open_page):
    return open_page(
        PERCEPTRON, permissions=["clipboard-read", "clipboard-write"]
    )


def copied(page):
    page.keyboard.press("Control+c")
    return page.evaluate("navigator.clipboard.readText()")


def test_a_formula_is_copied_as_its_tex(page):
    node = page.evaluate_handle(FIND["display"])
    node.evaluate(SELECT)
    assert copied(page) == "\n".join(node.evaluate(TEX))


def test_a_sentence_with_formulas_stays_one_line(page):
    node = page.evaluate_handle(FIND["sentence"])
    node.evaluate(SELECT)
    text = copied(page)
    assert "\n" not in text
    for tex in node.evaluate(TEX):
        assert tex in text
    assert page.locator(".nn-copied").count() == 0


def test_part_of_a_formula_is_copied_whole(page):
    node = page.evaluate_handle(FIND["sentence"])
    node.evaluate(
        """(node) => {
          const [first, last] = node.querySelectorAll("math");
          getSelection().setBaseAndExtent(
            first.querySelector("mi").firstChild, 0, last.querySelector("mi").firstChild, 1);
        }"""
    )
    tex = node.evaluate(TEX)
    text = copied(page)
    assert text.startswith(tex[0])
    assert text.endswith(tex[1])


def test_text_without_formulas_is_copied_as_ever(page):
    node = page.locator("article h1").first
    node.evaluate(SELECT)
    assert copied(page).startswith(node.inner_text().rstrip("#"))
    code = page.locator("article .highlight pre").first
    code.evaluate(SELECT)
    assert copied(page).strip() == code.inner_text().strip()
