"""What is printed from the dark theme has the colours of the light one."""

import re

import pytest
from built import PERCEPTRON

# Texts with less contrast than 3, with how many letters. Behind a text is
# white, or what is printed with its own background.
PALE = """() => {
  const light = (c) => {
    const part = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = c.map((v) => part(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const context = new OffscreenCanvas(1, 1).getContext("2d",
    { willReadFrequently: true });
  const colour = (text, ground) => {
    context.fillStyle = `rgb(${ground})`;
    context.fillRect(0, 0, 1, 1);
    context.fillStyle = text;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const behind = (e) => {
    if (!e) return [255, 255, 255];
    const { backgroundColor, printColorAdjust } = getComputedStyle(e);
    const under = behind(e.parentElement);
    return printColorAdjust === "exact" ? colour(backgroundColor, under) : under;
  };
  const found = {};
  const walk = document.createTreeWalker(
    document.querySelector("article"), NodeFilter.SHOW_TEXT);
  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
    const e = n.parentElement, style = getComputedStyle(e);
    if (!n.data.trim() || !e.checkVisibility({ visibilityProperty: true })) continue;
    if (e.closest("title, script, .nnx-sr")) continue;
    const ground = e.closest("svg") ? [255, 255, 255] : behind(e);
    const text = e.closest("svg text") ? style.fill : style.color;
    const [a, b] = [colour(text, ground), ground].map(light);
    if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) >= 3) continue;
    const key = `${e.closest("table, pre, svg, math")?.localName ?? e.localName} ${text}`;
    found[key] = (found[key] ?? 0) + n.data.trim().length;
  }
  return found;
}"""
INK = """(selector) => [...document.querySelectorAll(selector)].map(
  (e) => getComputedStyle(e).color)"""
CODE = "article .highlight :is(.k, .kn, .mf, .s2, .nf, .o)"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", [PERCEPTRON, "notation", "glossary"])
def test_every_text_has_contrast_on_paper(open_page, name, theme):
    name = name if "/" in name else f"chapters/{name}.html"
    page = open_page(name, theme=theme)
    assert page.get_attribute("html", "data-theme") == theme
    page.emulate_media(media="print", color_scheme=theme)
    assert page.evaluate(PALE) == {}


def test_code_is_printed_in_the_same_colours_from_both(open_page):
    inks = []
    for theme in ("light", "dark"):
        page = open_page(PERCEPTRON, theme=theme)
        screen = page.evaluate(INK, CODE)
        page.emulate_media(media="print", color_scheme=theme)
        inks.append((screen, page.evaluate(INK, CODE)))
    (on_light, from_light), (on_dark, from_dark) = inks
    assert from_light == from_dark != on_dark
    assert len(set(from_light)) > 2
    assert on_light == from_light


def test_a_dark_page_keeps_its_theme_after_printing(open_page):
    page = open_page(PERCEPTRON, theme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(paper)
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    assert page.evaluate(paper) == before != "rgb(255, 255, 255)"
    assert re.match(r"rgb\(", before)
