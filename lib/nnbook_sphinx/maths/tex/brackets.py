r"""Brackets: of their own size, as high as their content, or \big."""

from .. import symbols
from .elements import Atom, em, node, tighten
from .tokens import TexError


def fence(kind, text):
    """Make a bracket that keeps its size."""
    form = {"open": "prefix", "close": "postfix"}.get(kind)
    bracket = node("mo", text=text, stretchy="false")
    if form:
        bracket.set("form", form)
    else:
        tighten(bracket)
    return Atom(kind, bracket)


def fenced(left, body, right):
    """Put brackets of the body's height around it."""
    row = node("mrow")
    for text, form in ((left, "prefix"), (None, None), (right, "postfix")):
        if text is None:
            row.append(body)
        elif text:
            row.append(node("mo", text=text, form=form, stretchy="true"))
    return row


def delimiter(parser):
    r"""Parse what follows \left, \right or \big; "." is nothing."""
    token = parser.take()
    name = token[1:] if token[0] == "\\" and token != "\\|" else token
    if token == ".":
        return ""
    for table in (symbols.OPENERS, symbols.CLOSERS, symbols.BARS):
        if name in table:
            return table[name]
    raise TexError(f"{token} is not a bracket")


def stretched(parser, _):
    r"""Parse \left( ... \right)."""
    left = delimiter(parser)
    body = parser.row()
    parser.expect("\\right")
    # TeX puts a thin space before these; f\left(x\right) needs none.
    return Atom("ord", fenced(left, body, delimiter(parser)))


def sized(parser, name):
    r"""Parse a bracket of a given size, such as \big( or \bigl(."""
    size = em(symbols.SIZES[name.rstrip("lrm")])
    kind = {"l": "open", "r": "close", "m": "rel"}.get(name[-1], "ord")
    atom = fence(kind, delimiter(parser))
    atom.element.set("stretchy", "true")
    atom.element.set("minsize", size)
    atom.element.set("maxsize", size)
    return atom
