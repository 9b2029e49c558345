"""Rows of atoms, with TeX's spaces between them."""

from .elements import em, node, tighten

THIN = 3 / 18
# Between these kinds a sign is an operation; after any other it is a sign.
OPERANDS = {"ord", "close", "inner"}


def join(atoms, style):
    """Join atoms into one element, with TeX's spaces between them."""
    settle_signs(atoms, style)
    children = []
    before = None
    for atom in atoms:
        width = gap(before, atom, style)
        if width:
            children.append(node("mspace", width=em(width)))
        children.append(atom.element)
        before = atom
    if len(children) == 1:
        return children[0]
    return node("mrow", *children)


def settle_signs(atoms, style):
    """Tell signs from operations: (−1) and a − 1; tighten scripts."""
    before = None
    for atom in atoms:
        if atom.kind == "bin" and (
            before is None or before.kind not in OPERANDS
        ):
            atom.kind = "ord"
            atom.element.set("form", "prefix")
            tighten(atom.element)
        if style == "script" and atom.kind in ("bin", "rel", "punct"):
            tighten(atom.element)
        if atom.kind != "space":
            before = atom


def gap(before, atom, style):
    """Return the space that a browser would not put there by itself."""
    if before is None or style == "script":
        return 0
    pair = {before.kind, atom.kind}
    beside = pair <= {"ord", "close", "op", "name", "inner"}
    return THIN if beside and pair & {"name", "inner"} else 0
