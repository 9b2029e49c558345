r"""Translate the TeX of the book's formulas to MathML Core.

Written for what browsers implement: bold letters are characters of their own
(no mathvariant), alignment is by class (no columnalign), and the space around
operators follows TeX's rules, explicitly where a browser's would differ. A
command that is not in `symbols` is an error, never text on the page.

A formula is read from left to right, once: `tokens` cuts it into pieces,
`parser` reads rows of them, and `commands` finds, for each command, the
function that reads what follows it. Those functions are in `alphabets`,
`accents`, `brackets`, `layouts` and `tables`.
"""

from xml.etree.ElementTree import tostring

from .elements import node
from .parser import Parser
from .tokens import TexError

__all__ = ["TexError", "to_mathml"]


def to_mathml(tex, display=False):
    """Return a `<math>` element for a formula, as text."""
    parser = Parser(tex, "display" if display else "text")
    body = parser.row()
    if parser.peek() is not None:
        raise TexError(f"nothing opens this {parser.peek()}")
    attributes = {"display": "block"} if display else {}
    # No word of it is to be translated.
    attributes |= {"alttext": " ".join(tex.split()), "translate": "no"}
    math = node("math", body, **attributes)
    return tostring(math, encoding="unicode")
