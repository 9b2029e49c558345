"""Which function reads what follows a command."""

from .. import symbols
from .accents import accent, negated, over
from .alphabets import font, function, named, words
from .brackets import sized, stretched
from .characters import symbol
from .layouts import binomial, fraction, phantom, root, sized_fraction
from .tables import substack, table
from .tokens import TexError

# Each takes the parser and the command's name, and returns an atom.
READERS = {
    "frac": fraction,
    "dfrac": sized_fraction,
    "tfrac": sized_fraction,
    "binom": binomial,
    "sqrt": root,
    "left": stretched,
    "operatorname": named,
    "operatorname*": named,
    "overset": over,
    "stackrel": over,
    "underset": over,
    "substack": substack,
    "phantom": phantom,
    "not": negated,
    **dict.fromkeys(symbols.FUNCTIONS, function),
    **dict.fromkeys(symbols.FONTS, font),
    **dict.fromkeys(symbols.TEXTS, words),
    **dict.fromkeys(symbols.ACCENTS, accent),
    **dict.fromkeys(symbols.UNDERS, accent),
}


def command(parser, name):
    """Make an atom of a command."""
    if name in READERS:
        return READERS[name](parser, name)
    if name.startswith("begin"):
        return table(parser, name[5:].strip(" {}"))
    if name.rstrip("lrm") in symbols.SIZES:
        return sized(parser, name)
    atom = symbol(name)
    if atom is None:
        raise TexError(f"the command \\{name} is not known here")
    return atom
