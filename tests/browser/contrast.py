"""Contrast inside pictures: texts and marks against what is behind them."""

import io

import numpy as np
from PIL import Image

PICTURES = "article svg:not(svg svg, button svg, math svg, [aria-hidden=true])"
# Texts by their lines; the colour that reaches the eye is the paint with all
# the opacities above it.
READ = """(svg) => {
  const colour = (text) => {
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    context.fillStyle = text;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const opacity = (e) => {
    let all = 1;
    for (; e && e !== svg; e = e.parentElement) {
      all *= Number(getComputedStyle(e).opacity);
    }
    return all;
  };
  const shown = (e) => e.checkVisibility({ visibilityProperty: true })
    && opacity(e) > 0.05;
  const box = (b) => [b.x, b.y, b.width, b.height];
  const texts = [];
  const walk = document.createTreeWalker(svg, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement, style = getComputedStyle(e);
    if (!walk.currentNode.data.trim() || !e.closest("text") || !shown(e)) continue;
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    const paint = colour(style.fill);
    paint[3] *= opacity(e) * Number(style.fillOpacity);
    const size = parseFloat(style.fontSize);
    const bold = Number(style.fontWeight) >= 600;
    texts.push({
      words: walk.currentNode.data, paint, boxes: [...range.getClientRects()].map(box),
      needs: size >= 24 || (bold && size >= 18.66) ? 3 : 4.5,
    });
  }
  const marks = [];
  for (const e of svg.querySelectorAll(`.nn-class0, .nn-class1, .nn-boundary,
      .nn-arrow, .nn-cross, .nn-knob, .nn-tip, .nn-edge, .nn-curve, .nn-dot,
      .nn-node, .nn-wire, .nn-bracket, .nn-curve, .nn-tangent, .nn-dot`)) {
    const style = getComputedStyle(e);
    if (!shown(e) || opacity(e) < 0.9) continue; // what is dimmed is not meant
    const paints = [];
    if (style.stroke !== "none" && parseFloat(style.strokeWidth) > 0) {
      paints.push(colour(style.stroke));
    }
    if (style.fill !== "none") paints.push(colour(style.fill));
    marks.push({ name: e.getAttribute("class"), box: box(e.getBoundingClientRect()),
      paints: paints.filter((paint) => paint[3] > 0.9) });
  }
  return { box: box(svg.getBoundingClientRect()), texts, marks };
}"""
HIDE_TEXTS = "svg text, svg text * { fill: transparent !important; }"
HIDE_ALL = "article svg { opacity: 0 !important; }"


def luminance(colours):
    """WCAG's relative luminance of colours with values from 0 to 255."""
    c = np.asarray(colours, float)[..., :3] / 255
    c = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return c @ [0.2126, 0.7152, 0.0722]


def ratio(a, b):
    """WCAG's contrast of two colours, or of two arrays of colours."""
    a, b = luminance(a), luminance(b)
    return (np.maximum(a, b) + 0.05) / (np.minimum(a, b) + 0.05)


def over(paint, ground):
    """The colour of `paint`, with its opacity, on the colours `ground`."""
    *colour, alpha = paint
    return alpha * np.array(colour) + (1 - alpha) * ground


# A made style sheet: the page's policy refuses an element <style>.
STYLE = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
}"""
UNSTYLE = "() => { document.adoptedStyleSheets.pop(); }"


class Shot:
    """A screenshot of the window, to cut boxes out of."""

    def __init__(self, page, hide):
        page.evaluate(STYLE, hide)
        data = page.screenshot()
        page.evaluate(UNSTYLE)
        image = Image.open(io.BytesIO(data)).convert("RGB")
        self.pixels = np.asarray(image, float)

    def cut(self, box):
        """The colours in `box`, as far as the window shows it."""
        x, y, width, height = box
        rows = slice(max(0, round(y)), max(0, round(y + height)))
        columns = slice(max(0, round(x)), max(0, round(x + width)))
        return self.pixels[rows, columns].reshape(-1, 3)


def weak_texts(texts, shot):
    """The texts that more than a fifth of their ground makes hard to read."""
    for text in texts:
        cuts = [shot.cut(box) for box in text["boxes"]]
        ground = np.concatenate(cuts) if cuts else np.zeros((0, 3))
        if not len(ground):
            continue
        found = ratio(over(text["paint"], ground), ground)
        if np.quantile(found, 0.2) < text["needs"]:
            worst = np.quantile(found, 0.2)
            yield f"{text['words']!r} {worst:.2f}, not {text['needs']}"


def weak_marks(marks, shot):
    """The marks that stand out neither from the ground nor by a rim."""
    for mark in marks:
        ground = shot.cut(mark["box"])
        if not len(ground) or not mark["paints"]:
            continue
        against = [np.quantile(ratio(p, ground), 0.2) for p in mark["paints"]]
        if len(mark["paints"]) == 2:
            against.append(ratio(*mark["paints"]))
        if max(against) < 3:
            yield f"{mark['name']} {max(against):.2f}, not 3"


def weak(page):
    """All texts and marks in the page's pictures that lack contrast."""
    found = []
    page.evaluate(STYLE, ".bd-header-article { visibility: hidden; }")
    for svg in page.query_selector_all(PICTURES):
        if not svg.is_visible():
            continue
        svg.evaluate("(svg) => svg.scrollIntoView({ block: 'center' })")
        read = svg.evaluate(READ)
        found += weak_texts(read["texts"], Shot(page, HIDE_TEXTS))
        found += weak_marks(read["marks"], Shot(page, HIDE_ALL))
    return found
