"""Marks over, under and through something."""

from .. import symbols
from .elements import Atom, node
from .tokens import TexError

NEGATED = {"=": "≠", "∈": "∉", "<": "≮", ">": "≯", "≡": "≢"}


def accent(parser, name):
    """Parse an accent, or a brace, over or under something."""
    body = parser.argument()
    under = name in symbols.UNDERS
    brace = name.endswith("brace")
    made = node("munder" if under else "mover", body, mark(name))
    if not brace:
        made.set("accentunder" if under else "accent", "true")
    return Atom("inner" if brace else "ord", made, limits=brace)


def mark(name):
    """Make an accent's sign."""
    if name == "underline":
        return node("mo", text="\u0332", stretchy="true")
    text = (symbols.UNDERS | symbols.ACCENTS)[name]
    stretch = name in symbols.UNDERS or name in symbols.STRETCHED
    return node("mo", text=text, stretchy=str(stretch).lower())


def over(parser, name):
    """Parse something set over, or under, something else."""
    with parser.styled("script"):
        above = parser.argument()
    atom = parser.single()
    tag = "munder" if name == "underset" else "mover"
    return Atom(atom.kind, node(tag, atom.element, above))


def negated(parser, _):
    """Parse a relation that is struck through."""
    atom = parser.single()
    if atom.element.text not in NEGATED:
        raise TexError("\\not is known before =, <, > and \\in")
    atom.element.text = NEGATED[atom.element.text]
    return atom
