"""Reading what learners hand in, and writing numbers for them."""

import array
import numbers
import re
import reprlib
import sys
from decimal import Decimal

import numpy as np

from nnbook.check.exercise import Empty, Unusable

ITERATORS = ("map", "filter", "zip", "generator", "range_iterator")
DEEPEST = 8  # a list in a list in ...: nothing in the book has more axes
FEW = 1000  # things that may be listed one by one
MOST = 10**7  # numbers in one answer
ROUNDED = 1e-12  # far below any margin: a sum that should be 0
LONGEST = 90  # characters of a learner's own text in one place


def numeric(value):
    """A fresh float64 array of a number, list, array or tensor.

    True and False count as 1 and 0. Raises Empty if a place in it is still
    empty, and Unusable for anything else.
    """
    places = holes(value)
    if places:
        raise Empty(places)
    return _numeric(value, ())


def _numeric(value, around):
    """`around` are the ids of the lists that hold `value`."""
    if isinstance(value, np.ndarray) and value.dtype == object:
        value = value.tolist()
    if isinstance(value, (list, tuple, range)):
        return _stacked(value, around)
    found = _array(value)
    if found.dtype.kind not in "biuf":
        raise Unusable(f"{described(value)} came, where numbers are expected")
    return found.astype(np.float64)


def _stacked(value, around):
    if _is_endless(value, around):
        raise Unusable("a list came that holds itself, or lists too deep")
    if len(value) > MOST:
        raise Unusable(f"{len(value)} numbers came")
    parts = [_numeric(part, (*around, id(value))) for part in value]
    if len({part.shape for part in parts}) > 1:
        raise Unusable(
            "a list came whose entries have different shapes: "
            + ", ".join(str(part.shape) for part in parts[:4])
        )
    return np.array(parts, dtype=np.float64)


def _array(value):
    """An array of a single number, an array or a tensor; else Unusable."""
    try:
        if is_tensor(value):
            return _of_tensor(value)
        if getattr(value, "size", 0) > MOST:
            raise Unusable("more numbers than any exercise has")
        if np.ma.is_masked(value):
            raise Unusable("numbers that are hidden")
        if isinstance(value, (np.ndarray, np.number, np.bool_)):
            return np.array(value)
        if isinstance(value, (numbers.Real, Decimal)):
            return np.array(float(value))  # of any size, and Fractions
        if isinstance(value, array.array) or hasattr(value, "__array__"):
            return np.array(value)
    except Exception:  # theirs: a number that is none after all
        pass
    raise Unusable(f"{described(value)} came, where numbers are expected")


def _of_tensor(value):
    if value.is_complex() or value.layout is not sys.modules["torch"].strided:
        raise Unusable("complex or sparse")
    if value.numel() > MOST:
        raise Unusable("more numbers than any exercise has")
    # double(), and then float64: NumPy does not know every torch dtype
    return value.detach().cpu().double().numpy().copy()


def listed(value):
    """`value`, and a list in the place of an array of a few things."""
    if isinstance(value, np.ndarray) and value.size <= FEW:
        return value.tolist()
    return value


def is_tensor(value):
    """Whether `value` is a torch tensor, without loading torch."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)


def is_empty(value):
    """Whether `value` is a place that was left for an answer."""
    return value is None or value is ...


def inside(value):
    """What a list, tuple, dictionary or array of objects holds; else []."""
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, np.ndarray) and value.dtype == object:
        return list(value.flat)
    return value if isinstance(value, (list, tuple)) else []


def _is_endless(value, around):
    return id(value) in around or len(around) > DEEPEST


def holes(value, around=()):
    """How many places in `value` are still empty."""
    if is_empty(value):
        return 1
    if _is_endless(value, around):
        return 0
    return sum(holes(part, (*around, id(value))) for part in inside(value))


def is_blank(value, around=()):
    """Whether `value`, or every entry of it, is an empty place."""
    parts = inside(value)
    if _is_endless(value, around) or not len(parts):
        return is_empty(value)
    return all(is_blank(part, (*around, id(value))) for part in parts)


def is_truth(value, around=()):
    """Whether `value` is True, False, or a list or array of these."""
    if _is_endless(value, around):
        return False
    if isinstance(value, (list, tuple)):
        return all(is_truth(part, (*around, id(value))) for part in value)
    if isinstance(value, np.ndarray) and value.dtype == object:
        return all(isinstance(part, (bool, np.bool_)) for part in value.flat)
    if isinstance(value, np.ndarray) or is_tensor(value):
        return str(value.dtype).endswith("bool")
    return isinstance(value, (bool, np.bool_))


def has_commas(found, size):
    """Whether `found` seems to be `size` numbers with decimal commas."""
    whole = np.isfinite(found).all() and (found == np.floor(found)).all()
    return found.ndim == 1 and found.size == 2 * size and bool(whole)


POINT = (
    "Python writes decimals with a point, as 1.5: a comma parts two numbers"
)


def short(text, longest=LONGEST):
    """A learner's own text on one line, cut if it is long."""
    text = text.encode("utf-8", "backslashreplace").decode()
    text = " ".join(text.split("\n")).strip()
    if len(text) <= longest:
        return text
    return f"{text[: longest - 4].rstrip()} ..."


class _Shortened(reprlib.Repr):
    """Like `repr`, but short, and calling no code of the learner's."""

    def __init__(self):
        super().__init__()
        self.maxlevel = 3
        self.maxlist = self.maxtuple = self.maxset = self.maxdict = 4
        self.maxstring = self.maxlong = 40

    def repr_instance(self, value, level):
        if isinstance(value, (bool, float, np.number)) or is_empty(value):
            return "..." if value is ... else f"{value}"
        return f"<{type(value).__name__}>"


def _repr(value):
    return short(_Shortened().repr(value))


def described(value):
    """What an unexpected value is, in words."""
    kind = type(value).__name__
    try:
        return _described(value, kind)
    except Exception:  # an object that does not even tell its name
        return short(f"an object of type {kind}")


def _described(value, kind):
    if is_empty(value):
        return "None" if value is None else "an empty place, `...`,"
    if kind in ITERATORS:
        return f"a {kind} object (write list(...) around it)"
    if isinstance(value, (str, bytes)):
        return f"the text {_repr(value)}"
    if isinstance(value, np.ndarray):
        return f"an array of {_entries(value.dtype)}"
    if is_tensor(value):
        sparse = "" if "strided" in str(value.layout) else "sparse "
        return f"a {sparse}tensor of {_entries(value.dtype)}"
    if isinstance(value, (list, tuple, dict, set, frozenset)):
        return f"the {kind} {_repr(value)}"
    if isinstance(value, (numbers.Number, Decimal)):
        return f"the number {_repr(value)}"
    if type(value).__module__.startswith("nnbook."):
        return short(repr(value))  # a Network says its sizes
    if isinstance(value, type):
        return short(f"the class {value.__name__!r} itself")
    if callable(value):
        return short(
            f"the function {getattr(value, '__name__', kind)!r} itself"
        )
    return short(f"an object of type {kind}")


def _entries(dtype):
    name = str(dtype).removeprefix("torch.")
    return "texts" if getattr(dtype, "kind", "") in "US" else f"{name} values"


def sentence(text):
    """`text` with a capital letter at its beginning, and no other change."""
    return text[:1].upper() + text[1:]


def written(value, digits=4):
    """`value` as a learner should see it, the same on every computer."""
    if isinstance(value, tuple) and not all(map(_is_number, value)):
        return ", ".join(written(part, digits) for part in value[:6])
    try:
        found = numeric(value)
    except Unusable:
        return described(value)
    if found.size and is_truth(value):
        return _truths(found.astype(bool))
    found = found + 0.0  # no negative zero
    if not found.ndim:
        return _trimmed(f"{float(found):.{digits}g}")
    with np.printoptions(
        precision=digits, suppress=_is_moderate(found), threshold=24,
        edgeitems=3, linewidth=64, floatmode="maxprec", sign="-",
        nanstr="nan", infstr="inf", formatter=None, legacy=False,
    ):  # fmt: skip
        text = np.array2string(found, separator=", ")
    # 2. is 2; the three points of what is left out stay.
    return re.sub(r"(?<=\d)\.(?=[,\]])", "", text)


def _truths(found):
    """True and False as Python writes them."""
    with np.printoptions(threshold=24, edgeitems=3, linewidth=64):
        return np.array2string(found, separator=", ", formatter={"bool": str})


def apart(one, other):
    """Both written, with as many digits as it takes to tell them apart."""
    for digits in (4, 8, 17):
        pair = written(tidy(one), digits), written(tidy(other), digits)
        if pair[0] != pair[1]:
            return pair
    return written(one, digits), written(other, digits)


def tidy(found):
    """An array with 0 for what is not 0 by rounding only."""
    if found.dtype == bool:
        return found
    return np.where(np.abs(found) < ROUNDED, 0.0, found)


def form(found):
    """The shape of an array, in words."""
    return f"shape {found.shape}" if found.ndim else "a single number"


def close(one, other, margin):
    """Whether two arrays of one shape agree, up to `margin`."""
    return bool(
        np.allclose(one, other, rtol=margin, atol=margin, equal_nan=True)
    )


def _is_number(value):
    return isinstance(value, (int, float, np.number))


def _is_moderate(found):
    sizes = np.abs(found[np.isfinite(found) & (found != 0)])
    return not sizes.size or (sizes.max() < 1e6 and sizes.max() > 1e-3)


def _trimmed(text):
    return text[:-2] if text.endswith(".0") else text
