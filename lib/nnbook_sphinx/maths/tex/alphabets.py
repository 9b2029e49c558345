"""Letters that are not a formula's usual ones: names, fonts and words."""

import re
from xml.etree.ElementTree import SubElement

from .. import symbols
from .elements import Atom, node, upright
from .tokens import TexError

FUNCTION_NAMES = {"argmax": "arg\u2009max", "argmin": "arg\u2009min"}


def function(_, name):
    """Make an upright name, such as max."""
    made = node("mi", text=FUNCTION_NAMES.get(name, name))
    return Atom("name", made, limits=name in symbols.WITH_LIMITS)


def named(parser, name):
    r"""Parse \operatorname{...}: an upright name."""
    text = re.sub(r"\\,", "\u2009", parser.raw())
    if "\\" in text:
        raise TexError(f"\\{name} takes letters, not {text}")
    return Atom("name", upright(text), limits=name.endswith("*"))


def font(parser, name):
    """Parse letters in another alphabet, such as bold."""
    font = symbols.FONTS[name]
    text = symbols.styled(plain_letters(parser.raw()), font)
    if text[0].isdigit():
        return Atom("ord", node("mn", text=text))
    if font == "italic":
        return Atom("ord", node("mi", text=text, class_="nn-italic"))
    return Atom("ord", upright(text))


def plain_letters(text):
    """Return the letters that a font is to change."""
    greek = re.fullmatch(r"\\([a-zA-Z]+)", text.strip())
    if greek:
        table = symbols.LETTERS | symbols.UPRIGHT
        text = table.get(greek[1], text)
    text = re.sub(r"\s+", "", text)
    if not re.fullmatch(r"[\w.∇∂-]+", text):
        raise TexError(f"a font changes letters and digits, not {text}")
    return text


def words(parser, name):
    r"""Parse \text{...}, in which $...$ is a formula again."""
    pieces = re.split(r"(?<!\\)\$(.*?)(?<!\\)\$", parser.raw())
    row = node("mrow")
    for index, piece in enumerate(pieces):
        if index % 2:
            row.append(parser.within_words(piece))
        elif piece:
            add_words(row, piece, name)
    return Atom("ord", row[0] if len(row) == 1 else row)


def add_words(row, piece, name):
    """Add words to a row, in the font of their command."""
    if re.search(r"\\[a-zA-Z]", piece):
        raise TexError(f"\\{name} takes words, not {piece}")
    words = SubElement(row, "mtext")
    words.text = re.sub(r"\\(.)", r"\1", piece).replace(" ", "\u00a0")
    if name != "text":
        words.set("class", f"nn-{name}")
