"""Arguments laid out: as fractions and roots, or as room left free."""

from .brackets import fenced
from .elements import Atom, node

SMALLER = {"display": "text", "text": "script", "script": "script"}


def fraction(parser, _):
    """Parse a fraction."""
    return Atom("inner", parts(parser, SMALLER[parser.style]))


def sized_fraction(parser, name):
    r"""Parse \dfrac or \tfrac: a fraction of the same size everywhere."""
    large = name == "dfrac"
    made = parts(parser, "text" if large else "script")
    shown = "true" if large else "false"
    made = node("mstyle", made, displaystyle=shown, scriptlevel="0")
    return Atom("inner", made)


def parts(parser, style):
    """Parse a numerator and a denominator in a style."""
    with parser.styled(style):
        return node("mfrac", parser.argument(), parser.argument())


def binomial(parser, _):
    """Parse a binomial coefficient."""
    top, bottom = parser.argument(), parser.argument()
    pair = node("mfrac", top, bottom, linethickness="0")
    return Atom("inner", fenced("(", pair, ")"))


def root(parser, _):
    """Parse a root, with its degree if it has one."""
    if parser.peek() != "[":
        return Atom("ord", node("msqrt", parser.argument()))
    parser.take()
    degree = parser.row(until="]")
    parser.expect("]")
    return Atom("ord", node("mroot", parser.argument(), degree))


def phantom(parser, _):
    """Parse something that takes room without being seen."""
    return Atom("ord", node("mphantom", parser.argument()))
