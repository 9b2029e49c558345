"""Superscripts, subscripts and primes."""

from .elements import Atom, node

PRIMES = {1: "′", 2: "″", 3: "‴"}


def scripts(parser, atom):
    """Attach the superscripts, subscripts and primes that follow."""
    sub = sup = None
    while (token := parser.peek()) is not None:
        if token == "_" and sub is None:
            parser.take()
            sub = script(parser)
        elif token == "^" and sup is None:
            parser.take()
            sup = script(parser)
        elif token[0] == "'" and sub is sup is None:
            atom.element = primed(atom.element, parser.take())
        elif token in ("\\limits", "\\nolimits"):
            atom.limits = parser.take() == "\\limits"
        else:
            break
    if sub is None and sup is None:
        return atom
    return attach(atom, sub, sup, parser.style)


def script(parser):
    """Parse one script, in script style."""
    with parser.styled("script"):
        return parser.argument()


def primed(element, marks):
    """Add primes. Unicode's are small and high, so no superscript."""
    count = len(marks)
    text = PRIMES.get(count, PRIMES[1] * count)
    mark = node("mo", text=text, lspace="0", rspace="0")
    return node("mrow", element, mark)


def attach(atom, sub, sup, style):
    """Put scripts beside an atom, or below and above it."""
    stacked = atom.limits and (style == "display" or atom.kind == "inner")
    if atom.element.tag == "mo" and atom.kind in ("op", "name"):
        atom.element.set("movablelimits", "false")
    tags = ("munder", "mover", "munderover") if stacked else (
        "msub", "msup", "msubsup"
    )  # fmt: skip
    given = [script for script in (sub, sup) if script is not None]
    tag = tags[2] if len(given) == 2 else tags[sub is None]
    return Atom(atom.kind, node(tag, atom.element, *given))
