"""What all still pictures share: SVG text, for where no script runs."""

import math
from html import escape

WIDTH = 700  # px, the book's text column
GREEK = {"sigmoid": "σ", "relu": "ReLU", "identity": "id"}
INK, DIM = "var(--nn-ink,#1c2430)", "var(--nn-dim,#5a6675)"
POSITIVE, NEGATIVE = "var(--nn-pos,#1f6fb4)", "var(--nn-neg,#b85a00)"
PAPER, LINE = "var(--nn-paper,#fff)", "var(--nn-line,#d5dae1)"
# Every rule begins with the picture's class: a style sheet in an SVG that
# stands in a page reaches the whole page.
RULES = {
    "text": f"font:15px system-ui,sans-serif;fill:{INK}",
    ".m": "font-style:italic;font-family:Georgia,serif",
    ".d": f"fill:{DIM};font-size:13px",
    ".k": f"stroke:{INK};stroke-width:2;fill:none",
    ".f": f"fill:{INK}",
    ".l": f"stroke:{LINE};fill:none",
    ".n": f"fill:{PAPER};stroke:{INK}",
    ".p": f"stroke:{POSITIVE};fill:none",
    ".q": f"stroke:{NEGATIVE};fill:none",
    ".b": f"fill:{PAPER}",
}
STYLE = "".join(f".nn-still {name}{{{rule}}}" for name, rule in RULES.items())


def number(value):
    """Two decimals with a true minus sign, as the explorables write them."""
    text = f"{abs(value):.2f}"
    return f"−{text}" if value < 0 and float(text) else text


def element(tag, *children, **attributes):
    """One SVG element; `class_` and `stroke_width` lose the underscore."""
    pairs = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_short(value)}"'
        for name, value in attributes.items()
    )
    return (
        f"<{tag}{pairs}>{''.join(children)}</{tag}>"
        if children
        else f"<{tag}{pairs}/>"
    )


def text(x, y, words, class_="", anchor="middle"):
    """One line of text; `anchor` says which part of it is at x."""
    return element(
        "text", escape(words), x=x, y=y, class_=class_, text_anchor=anchor
    )


def name_of(explorer, column, i):
    """The reader's own name for a node of the picture, "" without one."""
    names = explorer.names[column] if explorer.names else []
    return names[i] if i < len(names) else ""


def line_in_square(w1, w2, b, low, high):
    """The two points where w1·x1 + w2·x2 + b = 0 crosses the square, or ()."""
    found = []
    for edge in (low, high):
        if w2 and low <= (x2 := -(w1 * edge + b) / w2) <= high:
            found.append((edge, x2))
        if w1 and low <= (x1 := -(w2 * edge + b) / w1) <= high:
            found.append((x1, edge))
    distinct = [p for p in found if math.dist(p, found[0]) > 1e-9]
    return (found[0], distinct[0]) if distinct else ()


def picture(height, title, *children):
    """A whole SVG, WIDTH px wide, whose `title` says what it shows."""
    return element(
        "svg",
        element("title", escape(title)),
        element("style", STYLE),
        # Paper of its own: GitHub's preview can be dark, the ink is not.
        element("rect", class_="b", width=WIDTH, height=height),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        class_="nn-still",
        viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH,
        height=height,
        role="img",
    )


def _short(value):
    return escape(f"{value:.6g}" if isinstance(value, float) else str(value))
