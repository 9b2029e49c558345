"""Slips that every beginner makes: what an error of Python means here.

A shape that does not fit, a comparison of whole arrays, a function of
`math`: in whatever exercise they happen, they are explained here, once.
"""

import re

from nnbook.check.exercise import Mistake
from nnbook.check.running import message, order

_SLIPS = (
    (
        r"truth value of an (empty )?array|Boolean value of Tensor",
        "one yes or no asked of a whole array",
        "`if`, `while`, `and`, `not` and Python's `max(0, z)` want a single "
        "yes or no, and an array has one for each number. "
        "`np.maximum(0, z)` goes number by number (in PyTorch "
        "`torch.relu`), and so does a comparison such as `z < 0`, which "
        "gives True or False for each.",
    ),
    (
        r"core dimension|not aligned|shapes cannot be multiplied|"
        r"inconsistent tensor size|expected size|size mismatch, got input",
        "two sizes that do not fit in a product",
        "In `A @ B` the last size of A has to be the first size of B. "
        "Samples are rows here, so they stand on the left, as in `x @ w` or "
        "`X @ W`; `w @ x` fits a single sample only. If they do, look at "
        "what stands on the right: it needs a row for each input, and "
        "there are `X.shape[-1]` inputs (`len(X)` counts the samples). Or "
        "a transpose is missing, or one too many.",
    ),
    (
        r"could not be broadcast|must match the size of tensor|"
        r"non-broadcastable|broadcast together",
        "shapes that do not fit, entry by entry",
        "`+`, `-` and `*` take numbers in the same place. Print the two "
        "shapes: lined up from the right, sizes have to be equal or 1. (A "
        "weighted sum is `@`, not `*`; and samples stand on its left, as in "
        "`X @ W`. The other way round it may fit by chance, and what comes "
        "has another shape.)",
    ),
    (
        r"boolean index did not match|shape of the mask .* does not match",
        "True and False for something else than the rows",
        "`X[...]` picks out rows by an array with one True or False for each "
        "row. `X[0]` is a row, with one number for each column; `X[:, 0]` is "
        "a column, with one for each row.",
    ),
    (
        r"tuple index out of range|axis \d+ is out of bounds|"
        r"too many indices for|Dimension out of range",
        "more axes asked for than there are",
        "`X.shape[1]`, `axis=1` and `X[:, 0]` ask for a second axis, and a "
        "single sample, or any other vector, has one only. The last axis, "
        "`X.shape[-1]` or `axis=-1`, is there in every array.",
    ),
    (
        r"only (length-1|0-dimensional|integer scalar) arrays|"
        r"only one element tensors|a Tensor with \d+ elements cannot",
        "a function for single numbers, given an array",
        "`math.exp`, `math.log`, `float` and `int` take one number. NumPy's "
        "`np.exp`, `np.log` and so on take whole arrays (and PyTorch's "
        "`torch.exp` takes tensors).",
    ),
    (
        r"Can't call numpy\(\) on Tensor|must be Tensor, not|"
        r"'(numpy\.)?ndarray' and 'Tensor'|'Tensor' and '(numpy\.)?ndarray'|"
        r"expected np\.ndarray|'Tensor' object has no attribute 'astype'|"
        r"'numpy\.\w+' object has no attribute '(detach|numpy|sigmoid|relu)'",
        "NumPy and PyTorch mixed",
        "Functions of NumPy are for arrays, functions of PyTorch for "
        "tensors. Look which of the two comes in, and use `np....` or "
        "`torch....` accordingly.",
    ),
    (
        r"ellipsis|'EllipsisType'",
        "a place is still empty",
        "Three points, `...`, are still in your lines. They mark where "
        "something has to be written.",
    ),
    (
        r"NoneType",
        "a step that gave None",
        "What you go on with is None. A function without `return` gives "
        "None, and so do `print(...)` and `list.append(...)`.",
    ),
    (
        r"'(numpy\.ndarray|Tensor|float|int|numpy\.float64|list|tuple)' "
        r"object is not callable",
        "brackets after something that is no function",
        "`w(x)` calls w. To multiply, write `*` or `@`; for an entry, square "
        "brackets, `w[0]`.",
    ),
    (
        r"object is not iterable|iteration over a 0-d",
        "a loop over a single number",
        "A loop, `sum`, `zip` and `list` want something that has entries. "
        "A single sample has numbers where a batch has rows.",
    ),
    (
        r"object is not subscriptable",
        "square brackets after something without entries",
        "`f[x]` looks for an entry. A function is called with round "
        "brackets, `f(x)`, and a number has no entries.",
    ),
    (
        r"object has no attribute",
        "an unknown name after a point",
        "What stands after the point does not exist there. Look at its "
        "spelling, and at what stands before the point.",
    ),
    (
        r"positional arguments? |unexpected keyword argument",
        "more or fewer inputs than the function takes",
        "The brackets of a call hold one value for each input of the "
        "function that is called: no more and no fewer.",
    ),
    (
        r"referenced before assignment|cannot access local variable",
        "a variable used before it has a value",
        "The name gets its value further down, or only in a branch or loop "
        "that was not entered.",
    ),
    (
        r"name '\w+' is not defined",
        "a name that is not known",
        "Is it spelled as in the first line of your function, with the same "
        "capitals? If it belongs to a library: is it imported, and in a cell "
        "that has been run?",
    ),
    (
        r"unsupported operand type\(s\) for .*('list'|'tuple')|"
        r"can't multiply sequence|can only concatenate (list|tuple)",
        "calculating with a list",
        "Lists and tuples do not calculate: make an array, `np.array(...)`, "
        "first. (Two numbers with a comma between them are a tuple: Python "
        "writes 1.5 with a point.)",
    ),
)


def meaning(error):
    """The slip behind an error of the learner's function, or None."""
    if error is None:
        return None
    text = f"{type(error).__name__}: {message(error)}"
    for pattern, name, why in _SLIPS:
        if re.search(pattern, text):
            return Mistake(name, why, None)
    return None


def exchanged(function, names):
    """A note if the function takes its inputs in another order; or None."""
    mine = order(function, names)
    if mine is None:
        return None
    return Mistake(
        "inputs in another order",
        f"Your function takes ({', '.join(mine)}), and it is called with "
        f"({', '.join(names)}), in this order.",
        None,
    )
