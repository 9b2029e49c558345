"""Scripts of others, kept out of the book's pictures and formulas."""

from sphinx.util import logging

logger = logging.getLogger(__name__)
# Sphinx marks what was searched for in all that is text: in a picture it
# would lay a box over it, in a formula part it, and neither can undo that.
MENDED = {
    "_static/sphinx_highlight.js": (
        '!node.matches("button, select, textarea")',
        '!node.matches("button, select, textarea, svg, math, .nnw-view")',
    )
}


def mend(app, out):
    """Write each script as it should be; warn of one that is another."""
    for name, (found, wanted) in MENDED.items():
        path = out / name
        if not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        new = text.replace(found, wanted)
        if wanted not in new:
            logger.warning(
                "%s is not as it was: what %r kept out must be kept out"
                " in another way",
                name,
                wanted,
            )
        elif new != text:
            path.write_text(new, encoding="utf-8")
