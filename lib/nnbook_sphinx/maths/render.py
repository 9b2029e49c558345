"""Write the formulas of a page, and those in labels, as MathML."""

import re
import unicodedata
from html import escape, unescape

from docutils import nodes
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from . import tex

logger = logging.getLogger(__name__)


def to_mathml(source, display=False):
    """Return a formula for a label, as a `<math>` element with a name.

    Raise TexError if it is not TeX that this book knows.
    """
    return named(tex.to_mathml(source, display))


def named(mathml):
    """Name a formula that is itself a name: of a control, of a column.

    Browsers and checkers look for text there and pass by what is in `<math>`.
    """
    words = escape(to_words(mathml), quote=True)
    return mathml.replace("<math ", f'<math aria-label="{words}" ', 1)


def to_words(mathml):
    """Return the characters of a formula, for names that must be text.

    Bold and slanted letters become plain ones: speech reads those.
    """
    text = unescape(re.sub(r"<[^>]*>", " ", mathml))
    return " ".join(unicodedata.normalize("NFKC", text).split())


def translate(source, node, display=False):
    """Return a formula as MathML; warn, and show its TeX, if it is wrong."""
    try:
        return tex.to_mathml(source, display)
    except tex.TexError as error:
        logger.warning("formula: %s: %s", error, source, location=node)
        return f"<code>{escape(source)}</code>"


def visit_inline(translator, node):
    """Write a formula within a line."""
    translator.body.append(translate(node.astext(), node))
    raise nodes.SkipNode


def visit_block(translator, node):
    """Write a formula on a line of its own, with its number if it has one."""
    body = translator.body
    body.append(translator.starttag(node, "div", CLASS="math nn-display"))
    # A second box: the formula may scroll sideways, its number stays.
    body.append('<div class="nn-formula">')
    for part in parts(node):
        body.append(translate(part, node, display=True))
    body.append("</div>")
    if node["number"]:
        number = get_node_equation_number(translator, node)
        body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, "Link to this equation")
        body.append("</span>")
    body.append("</div>\n")
    raise nodes.SkipNode


def parts(node):
    """Return the formulas of a block: an empty line separates two."""
    blocks = [part.strip() for part in node.astext().split("\n\n")]
    return [aligned(part) for part in blocks if part]


def aligned(source):
    r"""Let a bare \\ break a line, as Sphinx does elsewhere."""
    if "\\\\" in source and "\\begin" not in source:
        return f"\\begin{{split}}{source}\\end{{split}}"
    return source


def setup(app):
    """Register the renderer that `html_math_renderer: mathml` chooses."""
    app.add_html_math_renderer(
        "mathml",
        inline_renderers=(visit_inline, None),
        block_renderers=(visit_block, None),
    )
