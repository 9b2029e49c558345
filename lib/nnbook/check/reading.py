"""Reading what learners hand in, and writing numbers for them."""

import re
import sys

import numpy as np

from nnbook.check.exercise import Unusable

ITERATORS = ("map", "filter", "zip", "generator", "range_iterator")


def numeric(value):
    """A fresh float64 array of a number, list, array or tensor.

    True and False count as 1 and 0. Raises Unusable for anything else.
    """
    array = _array(value)
    if array.dtype.kind not in "biuf":
        raise Unusable(f"{described(value)} came, where numbers are expected")
    return array.astype(np.float64)


def _array(value):
    if is_tensor(value):
        # float() and then float64: NumPy does not know every torch dtype
        return value.detach().cpu().double().numpy().copy()
    if isinstance(value, (list, tuple)):
        parts = [numeric(part) for part in value]
        if len({part.shape for part in parts}) > 1:
            raise Unusable(
                "a list came whose entries have different shapes: "
                + ", ".join(str(part.shape) for part in parts[:4])
            )
        return np.array(parts, dtype=np.float64)
    if isinstance(value, (bool, int, float, np.number, np.bool_, np.ndarray)):
        return np.array(value)
    raise Unusable(f"{described(value)} came, where numbers are expected")


def is_tensor(value):
    """Whether `value` is a torch tensor, without loading torch."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)


def is_empty(value):
    """Whether `value` is a place that was left for an answer."""
    return value is None or value is ...


def described(value):
    """What an unexpected value is, in words."""
    kind = type(value).__name__
    if is_empty(value):
        return repr(value)
    if kind in ITERATORS:
        return f"a {kind} object (write list(...) around it)"
    if isinstance(value, str):
        return f"the text {value!r}" if len(value) < 40 else "a text"
    if type(value).__module__.startswith("nnbook."):
        return repr(value)  # a Network says its sizes
    if callable(value):
        return f"the function {getattr(value, '__name__', kind)!r} itself"
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype.name} values"
    return f"an object of type {kind}"


def written(value, digits=4):
    """`value` as a learner should see it, the same on every computer."""
    if isinstance(value, tuple) and not all(map(_is_number, value)):
        return ", ".join(written(part, digits) for part in value)
    try:
        array = numeric(value)
    except Unusable:
        return value if isinstance(value, str) else described(value)
    array = array + 0.0  # no negative zero
    if not array.ndim:
        return _trimmed(f"{float(array):.{digits}g}")
    with np.printoptions(
        precision=digits, suppress=_is_moderate(array), threshold=24,
        edgeitems=3, linewidth=64, floatmode="maxprec", sign="-",
        nanstr="nan", infstr="inf", formatter=None, legacy=False,
    ):  # fmt: skip
        text = np.array2string(array, separator=", ")
    # 2. is 2; the three points of what is left out stay.
    return re.sub(r"(?<=\d)\.(?=[,\]])", "", text)


def apart(one, other):
    """Both written, with as many digits as it takes to tell them apart."""
    for digits in (4, 8, 17):
        pair = written(one, digits), written(other, digits)
        if pair[0] != pair[1]:
            break
    return pair


def form(array):
    """The shape of an array, in words."""
    return f"shape {array.shape}" if array.ndim else "a single number"


def close(one, other, margin):
    """Whether two arrays of one shape agree, up to `margin`."""
    return bool(np.allclose(one, other, rtol=margin, atol=margin))


def _is_number(value):
    return isinstance(value, (int, float, np.number))


def _is_moderate(array):
    sizes = np.abs(array[np.isfinite(array) & (array != 0)])
    return not sizes.size or (sizes.max() < 1e6 and sizes.max() > 1e-3)


def _trimmed(text):
    return text[:-2] if text.endswith(".0") else text
