"""Single symbols: a character, or a command that stands for one."""

from .. import symbols
from .brackets import fence
from .elements import Atom, node, space, upright
from .tokens import TexError


def character(token):
    """Make an atom of a plain character."""
    if token.isalpha():
        return Atom("ord", node("mi", text=token))
    if token == "~":
        return space(symbols.SPACES["~"])
    if token in "+-*−×·":
        sign = {"-": "−", "*": "∗", "·": "⋅"}.get(token, token)
        return Atom("bin", node("mo", text=sign))
    if token in "=<>:→≤≥≠≈∈":
        return Atom("rel", node("mo", text=token))
    if token in ",;":
        return Atom("punct", node("mo", text=token))
    if token in "/!?.…∞":
        return Atom("ord", node("mo", text=token, lspace="0", rspace="0"))
    return bracket(token)


def bracket(token):
    """Make an atom of a bracket's character."""
    if token in "([":
        return fence("open", token)
    if token in ")]":
        return fence("close", token)
    if token in "|‖":
        return fence("ord", token)
    raise TexError(f"the character {token} is not known here")


def symbol(name):
    """Make an atom of a command that stands for one symbol, or None."""
    if name in symbols.LETTERS:
        return Atom("ord", node("mi", text=symbols.LETTERS[name]))
    if name in symbols.UPRIGHT:
        return Atom("ord", upright(symbols.UPRIGHT[name]))
    if name in symbols.DOTS:
        return Atom("inner", node("mi", text=symbols.DOTS[name]))
    if name in symbols.SPACES:
        return space(symbols.SPACES[name])
    return operator(name) or bracket_symbol(name)


def operator(name):
    """Make an atom of a command that stands for an operator, or None."""
    if name in symbols.BINARY:
        return Atom("bin", node("mo", text=symbols.BINARY[name]))
    if name in symbols.RELATIONS:
        mark = node("mo", text=symbols.RELATIONS[name], stretchy="false")
        return Atom("rel", mark)
    if name in symbols.LARGE:
        large = node("mo", text=symbols.LARGE[name])
        return Atom("op", large, limits=name != "int")
    return None


def bracket_symbol(name):
    """Make an atom of a command that stands for a bracket, or None."""
    if name in symbols.OPENERS:
        return fence("open", symbols.OPENERS[name])
    if name in symbols.CLOSERS:
        return fence("close", symbols.CLOSERS[name])
    bar = "\\|" if name == "|" else name
    if bar in symbols.BARS:
        return fence("ord", symbols.BARS[bar])
    return None
