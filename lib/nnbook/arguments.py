"""Checks of single arguments; each says what came and what was expected."""

import difflib

import numpy as np

# Keyed by NumPy's dtype kind: what such an array is, and what to do about it
_NOT_NUMBERS = {
    "b": "True and False: write .astype(float) if 1 and 0 are meant",
    "c": "complex numbers: this book computes with real ones; take .real",
    "U": "text: convert it to numbers with .astype(float)",
    "S": "text: convert it to numbers with .astype(float)",
    "O": "Python objects: is there a None, or a mixture, in it?",
}


def numbers(values, name):
    """`values` as a float64 array of any shape; `name` is for the message.

    Integers and narrower floats are promoted. Raises TypeError for what is
    not real numbers, ValueError for a ragged list.
    """
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(_ragged(values, name)) from None
    if array.dtype.kind not in "iuf":
        what = _NOT_NUMBERS.get(array.dtype.kind, f"{array.dtype} values")
        raise TypeError(f"{name} should be real numbers; it holds {what}")
    return array.astype(np.float64, copy=False)


def finite(array, name):
    """`array` itself; ValueError naming its first NaN or infinite entry."""
    bad = np.argwhere(~np.isfinite(array))
    if len(bad):
        at = tuple(bad[0])
        where = f"[{', '.join(map(str, at))}]" if at else ""
        raise ValueError(
            f"{name}{where} is {array[at]}; every entry must be a finite "
            "number. Usual causes: a missing value, a division by zero, or "
            "a training run that blew up"
        )
    return array


def one_number(value, name):
    """`value` as a finite float; TypeError or ValueError if it is not one."""
    array = finite(numbers(value, name), name)
    if array.ndim:
        raise ValueError(f"{name} is {array.shape}; expected a single number")
    return float(array)


def choose(kind, name, known):
    """The entry of the dict `known` called `name`; ValueError if none is."""
    if not isinstance(name, str):
        raise TypeError(
            f"{kind} should be a name such as {next(iter(known))!r}; got "
            f"{type(name).__name__} {getattr(name, '__name__', name)!r}"
        )
    if name not in known:
        raise ValueError(
            f"unknown {kind} {name!r}; known: {', '.join(known)}."
            + _suggestion(name, known)
        )
    return known[name]


def count(value, name, least=1):
    """`value` as an int of at least `least`; TypeError, ValueError if not."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} should be a whole number; got {value!r}")
    if value < least:
        raise ValueError(f"{name} should be at least {least}; got {value}")
    return int(value)


def generator(rng):
    """`rng` itself; TypeError unless it is a np.random.Generator."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"rng is {rng!r}; expected a generator such as "
            "np.random.default_rng(0), so that a run can be repeated"
        )
    return rng


def plural(n, noun):
    """'1 input', '3 inputs'."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _ragged(values, name):
    lengths = sorted({len(v) if np.iterable(v) else 1 for v in values})
    return (
        f"{name} is ragged: its rows have lengths "
        f"{' and '.join(map(str, lengths))}, or differ further in; every "
        "row needs the same number of entries"
    )


def _suggestion(name, known):
    folded = {entry.lower(): entry for entry in known}
    match = difflib.get_close_matches(name.lower(), folded, n=1, cutoff=0.5)
    return f" Did you mean {folded[match[0]]!r}?" if match else ""
