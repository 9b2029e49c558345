"""Links that open a page of the book with an explorable's state in it.

The page's own JavaScript (`links.js` of the static host) reads and
writes the same text; a test compares the two.
"""

import re
from decimal import Decimal

LIMIT = 4096  # characters after the "#"
SEPARATORS = ",;~"  # of lists, of lists of lists, and so on
# Names of several traits; links.js there has the same table.
FAMILIES = {
    "weights": r"[wv]\d+|weights",
    "bias": r"b\d?|bias|biases|c",
    "inputs": r"x\d?|samples",
    "activation": r"activation(\d|_index)",
    "functions": r"[fp]\d",
    "data": r"data_index|points",
    "view": r"view_index",
    "convention": r"convention_index",
    "batch": r"batch_index",
    "n_in": r"inputs_index",
    "n_out": r"neurons_index",
}


def link(page_url, explorer, key=None, hide=(), lock=()):
    """The address of a page on which an explorable has this state.

    `explorer` is an explorable or a `panel` of one. `key` says which one of
    the page is meant: the id of its cell, as a link from the page's "copy
    link" button has it, or the class and the place among its kind, such as
    "NeuronExplorer-2". If it is None, it is taken from `page_url` if that is
    such a link, and else it is the first of its class. `hide` and `lock`
    name traits or families of them, such as "weights": their controls are
    not shown, or shown but fixed, in the picture too.

    >>> link(page, explorer, lock=["weights", "bias"])
    """
    explorer = getattr(explorer, "explorer", explorer)
    if not hasattr(explorer, "linked"):
        raise TypeError(
            f"{type(explorer).__name__} is no explorable whose state a link"
            " can hold."
        )
    page, _, old = page_url.partition("#")
    if key is None and (found := re.match(r"nn=([^&]+)", old)):
        key = found[1]
    parts = [f"nn={key or type(explorer).__name__}"]
    names = explorer.linked()
    parts += [f"{name}={_text(getattr(explorer, name))}" for name in names]
    for word, chosen in (("hide", hide), ("lock", lock)):
        if chosen:
            parts.append(f"{word}={','.join(_known(word, chosen, names))}")
    fragment = "&".join(parts)
    if len(fragment) > LIMIT:
        raise ValueError(
            f"this state takes {len(fragment)} characters, and a link has"
            f" room for {LIMIT}: round its numbers to fewer digits."
        )
    return f"{page}#{fragment}"


def _known(word, chosen, names):
    chosen = [chosen] if isinstance(chosen, str) else list(chosen)
    families = [
        family
        for family, pattern in FAMILIES.items()
        if any(re.fullmatch(pattern, name) for name in names)
    ]
    for name in chosen:
        if name not in names and name not in families:
            raise ValueError(
                f"{word} has {name!r}; this explorable knows"
                f" {', '.join(families)}, or single traits:"
                f" {', '.join(names)}."
            )
    return chosen


def _depth(value):
    if not isinstance(value, list):
        return 0
    return 1 + max((_depth(part) for part in value), default=0)


def _text(value):
    if isinstance(value, list):
        separator = SEPARATORS[_depth(value) - 1]
        return separator.join(_text(part) for part in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _number(value) if isinstance(value, float) else str(value)


def _number(value):
    """The shortest text of a float, as JavaScript writes it."""
    if value == 0:
        return "0"
    digits, _, power = repr(value).partition("e")
    if power and abs(value) >= 1e-6:  # Python turns to powers sooner
        return f"{Decimal(repr(value)):f}"
    digits = digits.removesuffix(".0")
    return f"{digits}e{int(power):+d}" if power else digits
