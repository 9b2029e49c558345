"""The exercises of chapter 1, composition of functions."""

from functools import reduce
from itertools import combinations

import numpy as np

from nnbook import relu, sigmoid, step
from nnbook.check.exercise import (
    Case,
    Finding,
    Function,
    Mistake,
    Unusable,
    Values,
)
from nnbook.check.reading import described, is_empty, listed, written

# ---- 1.1: two lists of functions.

_MINUS, _TIMES = (lambda t: t - 32), (lambda t: t * 5 / 9)
_PLUS, _BACK = (lambda t: t + 32), (lambda t: t * 9 / 5)


def _both(to_celsius, to_fahrenheit, t):
    """What each list makes of the same number."""
    return _chain("to_celsius", to_celsius, t), _chain(
        "to_fahrenheit", to_fahrenheit, t
    )


def _chain(name, functions, t):
    if not isinstance(functions, (list, tuple)):
        raise Unusable(
            f"`{name}` should be a list of two functions; "
            f"{described(functions)} came."
        )
    for f in functions:
        if not callable(f):
            raise Unusable(
                f"Every entry of `{name}` should be a function, that is, a "
                f"name without brackets, such as `minus_32`; {described(f)} "
                "came."
            )
    return reduce(lambda value, f: f(value), functions, t)


# ---- 1.2: boxes that can only be called.


class Box:
    """An affine function that keeps m and c to itself: it can be called."""

    def __init__(self, m, c):
        self._answer = lambda x: m * x + c
        self._says = f"the chain that amounts to {m:g}·x + {c:g}"

    def __call__(self, x):
        """m·x + c."""
        return self._answer(x)

    def __str__(self):
        return self._says


# ---- 1.3: pairs of names.

SIX = {
    "double": lambda t: 2 * t, "add 1": lambda t: t + 1,
    "square": lambda t: t**2, "ReLU": relu, "sigmoid": sigmoid, "step": step,
}  # fmt: skip
NAMES = {name.lower(): name for name in SIX}


def _orders(a, b, x):
    """What comes out with `a` first, and with `b` first."""
    return SIX[b](SIX[a](x)), SIX[a](SIX[b](x))


def _agreeing(x, where=np.all):
    """The pairs whose two orders agree, at all of `x` or somewhere."""
    return [
        pair for pair in combinations(SIX, 2)
        if where(np.isclose(*_orders(*pair, x)))
    ]  # fmt: skip


def _pairs(answer):
    """The pairs as a set of sets of names: their order does not count."""
    answer = listed(answer)
    if not isinstance(answer, (list, tuple, set, frozenset)):
        raise Unusable(
            f"a list of pairs is expected; {described(answer)} came"
        )
    if len(answer) == 2 and all(isinstance(name, str) for name in answer):
        raise Unusable(
            'a list of pairs is expected, as in `[("double", "add 1"), ...]`; '
            "two names came, with no pair around them or no list"
        )
    pairs = {frozenset(map(_name, _two(pair))) for pair in answer}
    if any(len(pair) == 1 for pair in pairs):
        raise Unusable("a pair has two different functions")
    return pairs


def _two(pair):
    if is_empty(pair):
        raise Unusable('a pair looks like ("double", "add 1"); one is empty')
    pair = listed(pair)
    is_group = isinstance(pair, (list, tuple, set, frozenset))
    if not is_group or len(pair) != 2:
        raise Unusable(
            f'a pair looks like ("double", "add 1"); {described(pair)} came'
        )
    return pair


def _name(name):
    if not isinstance(name, str) or name.strip().lower() not in NAMES:
        raise Unusable(
            f"{described(name)} came, where one of these names is expected: "
            + ", ".join(SIX)
        )
    return NAMES[name.strip().lower()]


def _swaps(found):
    """A pair too many, with an input that shows it, or that some lack."""
    right = _pairs(_agreeing(GRID))
    for pair in combinations(SIX, 2):
        if frozenset(pair) in found - right:
            return _counterexample(*pair)
    missing = len(right - found)
    if not missing:
        return None
    if not found:
        return Finding("Your list is empty.", "no pair", "at least one")
    return Finding(
        "Every pair on your list may change places, but something is missing.",
        "1 pair" if len(found) == 1 else f"{len(found)} pairs",
        f"{missing} more",
    )


def _counterexample(a, b):
    for x in (1.0, 2.0, 0.5, -1.0, -2.0):
        first, second = _orders(a, b, x)
        if not np.isclose(first, second):
            break
    return Finding(
        f"{a} and {b} may not change places. For x = {x:g}:",
        f"{written(first)} with {a} first, {written(second)} with {b} first",
        "the same number, at every x",
    )


GRID = np.linspace(-3, 3, 601)
_ORDER = "May functions change places?"

EXERCISES = [
    Function(
        number="1.1",
        title="There and back again",
        chapter="01-composition",
        section="How a chain is written",
        answers=("to_celsius", "to_fahrenheit"),
        reference=([_MINUS, _TIMES], [_BACK, _PLUS]),
        ask=_both,
        returns=("to_celsius", "to_fahrenheit"),
        cases=tuple(Case((t,)) for t in (68.0, 212.0, 0.0, -40.0, 1e4)),
        shown="Each list is right, and the second undoes the first.",
        hints=(
            "Socks, then shoes. In which order do you take them off?",
            "Every function has an opposite: + 32 undoes - 32, and times 9/5 "
            "undoes times 5/9. What was done last is undone first.",
            "Four functions such as `def minus_32(t): return t - 32`, then "
            "`to_celsius = [minus_32, ...]`; `to_fahrenheit` has the two "
            "opposites, the opposite of the second function first.",
        ),
        mistakes=(
            Mistake(
                "the way back in the same order",
                "The opposites are right, but the last step has to be undone "
                "first: multiply, then add.",
                ([_MINUS, _TIMES], [_PLUS, _BACK]),
            ),
            Mistake(
                "multiplied before subtracting",
                "In `to_celsius` the 32 has to come off first. You multiply "
                "and then subtract all of it.",
                ([_TIMES, _MINUS], [_BACK, _PLUS]), section="The idea",
            ),
            Mistake(
                "both in the wrong order",
                "Your two lists undo each other, and yet neither is the "
                "conversion: 68 °F is 20 °C. In which order does the "
                "chapter's first example compute that?",
                ([_TIMES, _MINUS], [_PLUS, _BACK]), section="The idea",
            ),
            Mistake(
                "fractions exchanged",
                "A step of one degree Fahrenheit is the smaller one, so on "
                "the way to Celsius the factor is below 1: 5/9.",
                ([_MINUS, _BACK], [_TIMES, _PLUS]), section="The idea",
            ),
            Mistake(
                "the factor is not undone",
                "Times 5/9 twice does not lead back. The opposite of times "
                "5/9 is times 9/5.",
                ([_MINUS, _TIMES], [_TIMES, _PLUS]),
            ),
            Mistake(
                "lists exchanged",
                "`to_celsius` converts to Fahrenheit, and `to_fahrenheit` to "
                "Celsius. Exchange their names.",
                ([_BACK, _PLUS], [_MINUS, _TIMES]), section="The idea",
            ),
            Mistake(
                "whole numbers",
                "Everything behind the decimal point is lost: `//` divides "
                "and rounds down. Use `/`.",
                ([_MINUS, lambda t: t * 5 // 9],
                 [lambda t: t * 9 // 5, _PLUS]),
                section="The idea",
            ),
        ),
    ),
    Function(
        number="1.2",
        title="A chain in a black box",
        chapter="01-composition",
        section="Chains of straight lines",
        answers=("probe",),
        reference=lambda box: (box(1.0) - box(0.0), box(0.0)),
        returns=("m", "c"),
        cases=(
            Case((Box(-1.5, 1.0),)),
            Case((Box(2.0, 0.0),), "a box without a constant"),
            Case((Box(0.0, 3.0),), "a box that ignores its input"),
            Case((Box(1.0, -2.5),)),
            Case((Box(400.0, -0.25),), "a steep one"),
            Case((Box(1 / 3, -0.1875),)),
        ),
        shown="Two calls are enough for every affine chain.",
        hints=(
            "What does m·x + c amount to if x is 0?",
            "At x = 0 the box answers c. From x = 0 to x = 1 its answer "
            "grows by m.",
            "`c = box(...)`, then `m = box(...) - c`, and `return m, c`.",
        ),
        mistakes=(
            Mistake(
                "m and c exchanged",
                "The numbers are right, and the order is not: return m "
                "first, then c.",
                lambda box: (box(0.0), box(1.0) - box(0.0)),
            ),
            Mistake(
                "the constant left in the slope",
                "box(1) is m + c. The slope is how much the answer grows "
                "from 0 to 1: subtract box(0).",
                lambda box: (box(1.0), box(0.0)),
            ),
            Mistake(
                "difference the wrong way round",
                "The slope has the wrong sign. It is the later value minus "
                "the earlier one.",
                lambda box: (box(0.0) - box(1.0), box(0.0)),
            ),
            Mistake(
                "constant read at 1",
                "The slope is right. The constant is the box's answer at 0, "
                "where m·x is gone; at 1 it is m + c.",
                lambda box: (box(1.0) - box(0.0), box(1.0)),
            ),
            Mistake(
                "not divided by the distance",
                "The slope is the growth for one step of x. You took two "
                "steps (0 to 2, or -1 to 1): divide by 2.",
                lambda box: (box(2.0) - box(0.0), box(0.0)),
            ),
            Mistake(
                "constant forgotten",
                "The slope is right. But at x = 0 the box need not answer 0: "
                "what it answers there is c.",
                lambda box: (box(1.0) - box(0.0), 0.0),
            ),
        ),
    ),
    Values(
        number="1.3",
        title="Who may change places",
        chapter="01-composition",
        section=_ORDER,
        answers=("swappable",),
        reference=_agreeing(GRID),
        read=(_pairs,),
        verdict=_swaps,
        shown="These two pairs and no other. Doubling keeps the sign, and "
        "ReLU and step leave each other's results alone.",
        hints=(
            "What does the second function of a pair do to the results of "
            "the first? Does it do the same to x itself?",
            "Compare f(g(x)) with g(f(x)) at many x, negative ones among "
            "them. One x with different results is enough to say no.",
            "A pencil will do. In Python: with the six in a dictionary "
            "`six`, name to function, `list(six)` is the list of the names "
            "and `six[\"ReLU\"](x)` is ReLU of x. Go through the pairs of "
            "names, a and b, with one loop inside another, let f be `six[a]` "
            "and g `six[b]`, and keep the pairs for which "
            "`np.allclose(f(g(x)), g(f(x)))`.",
        ),
        mistakes=(
            Mistake(
                "tried at positive numbers only",
                "These pairs agree for x ≥ 0. Negative numbers are where "
                "square, ReLU and step part company: include them.",
                _agreeing(GRID[GRID >= 0]),
            ),
            Mistake(
                "tried at negative numbers only",
                "These pairs agree for x < 0. They have to agree at every x.",
                _agreeing(GRID[GRID < 0]),
            ),
            Mistake(
                "they agree somewhere",
                "All of these agree at x = 0, and most at no other x. They "
                "have to agree at every x: `np.all`, not `np.any`.",
                _agreeing(GRID, np.any),
            ),
            Mistake(
                "the pairs that may not",
                "This is the opposite list: exactly those pairs whose order "
                "matters.",
                [p for p in combinations(SIX, 2) if p not in _agreeing(GRID)],
            ),
            Mistake(
                "the same sign is not the same result",
                "Doubling changes no sign, so step(2x) = step(x). But in the "
                "other order the step's 1 is doubled as well.",
                lambda found: {"double", "step"} in found,
                example=[("double", "step"), ("double", "ReLU")],
            ),
            Mistake(
                "ReLU and step forgotten",
                "The step's results are 0 and 1, and ReLU keeps both. What "
                "does the step say about the results of ReLU?",
                lambda found: found == {frozenset({"double", "ReLU"})},
                example=[("double", "ReLU")],
            ),
        ),
    ),
]  # fmt: skip
