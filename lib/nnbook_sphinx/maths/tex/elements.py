"""What a formula is made of: MathML elements, each with its kind in TeX."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element


@dataclass
class Atom:
    """An element and its kind: ord, op, bin, rel, open, close, punct, ..."""

    kind: str
    element: Element
    limits: bool = False


def node(tag, *children, text=None, **attributes):
    """Make an element."""
    names = {name.rstrip("_"): str(v) for name, v in attributes.items()}
    made = Element(tag, names)
    made.text = text
    made.extend(children)
    return made


def upright(text):
    """Make a name that is not slanted, as a single letter would be."""
    made = node("mi", text=text)
    # Of single characters, browsers slant letters (the alphabets that are
    # not slanted begin at U+2100) and these two symbols.
    if len(text) == 1 and (text < "\u2100" or text in "∂∇"):
        made.set("mathvariant", "normal")
    return made


def tighten(element):
    """Leave no space around an operator."""
    element.set("lspace", "0")
    element.set("rspace", "0")


def space(width):
    """Make a space."""
    return Atom("space", node("mspace", width=em(width)))


def em(width):
    """Format a width, without needless digits."""
    return f"{width:.3f}".rstrip("0").rstrip(".") + "em"
