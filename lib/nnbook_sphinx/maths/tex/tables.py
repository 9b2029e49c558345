"""Rows of cells: matrices, cases, aligned equations, stacked limits."""

from .. import symbols
from .brackets import fenced
from .elements import Atom, node
from .spacing import join
from .tokens import TexError


def table(parser, name):
    """Parse an environment, whose beginning has been read."""
    if name not in symbols.TABLES:
        raise TexError(f"the environment {name} is not known here")
    left, right, display, class_ = symbols.TABLES[name]
    with parser.styled("display" if display else "text"):
        made = node("mtable", *rows(parser), class_=class_)
    if parser.take() != f"\\end{{{name}}}":
        raise TexError(f"\\begin{{{name}}} is not closed")
    if display:
        made.set("displaystyle", "true")
    return Atom("inner", fenced(left, made, right))


def substack(parser, _):
    """Parse lines of a limit, one below the other."""
    parser.expect("{")
    lines = rows(parser)
    parser.expect("}")
    return Atom("ord", node("mtable", *lines, class_="nn-substack"))


def rows(parser):
    """Parse rows of cells."""
    found = [row(parser)]
    while parser.peek() == "\\\\":
        parser.take()
        skip_line_gap(parser)
        found.append(row(parser))
    last = found[-1]
    if len(found) > 1 and len(last) == 1 and not len(last[0]):
        found.pop()  # a line break after the last row
    return found


def row(parser):
    """Parse one row of cells."""
    made = node("mtr", cell(parser))
    while parser.peek() == "&":
        parser.take()
        made.append(cell(parser, first=False))
    return made


def cell(parser, first=True):
    """Parse a cell; after & an operator is between two things."""
    atoms = parser.atoms()
    if not first and atoms and atoms[0].kind in ("rel", "bin"):
        atoms.insert(0, Atom("ord", node("mi")))
    return node("mtd", *([join(atoms, parser.style)] if atoms else []))


def skip_line_gap(parser):
    r"""Move past the [4pt] of \\[4pt]: rows have one spacing here."""
    if parser.peek() == "[":
        while parser.take() != "]":
            pass
