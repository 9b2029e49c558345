"""The exercises of chapter 5, a forward pass by hand."""

import numpy as np

from nnbook import relu, sigmoid
from nnbook.check.exercise import (
    Case,
    Finding,
    Function,
    Mistake,
    Unusable,
    Values,
)
from nnbook.check.reading import (
    POINT,
    described,
    has_commas,
    is_empty,
    listed,
    numeric,
    written,
)
from nnbook.exercises.shared import SIGMOID, numbers_for_truths, with_kind

# The chapter's network 3→4→1, its input, and the input of exercise 1.
W1 = np.array([
    [0.5, -0.4, 0.3, 0.2],
    [0.1, 0.6, -0.5, 0.3],
    [-0.3, 0.2, 0.4, -0.5],
])  # fmt: skip
b1 = np.array([0.1, -0.3, 0.2, -0.1])
W2 = np.array([[0.5], [-0.8], [0.9], [0.4]])
b2 = np.array([-0.2])
x = np.array([1.0, 2.0, -1.0])
other = np.array([0.0, -1.0, 2.0])

# What z1 of exercise 1 adds up: a row for each input, and b1.
TERMS = np.vstack([other[:, None] * W1, b1])

PENCIL = "With a pencil"
SILENT = "The silent neuron"
NAMES = ("z1", "a1", "z2", "a2")
STEPS = ("relu", "sigmoid", "b1", "b2")
WRONG = (0.4452, 0.6878, 0.59)


def _pass(x=other, b1=b1, b2=b2, hidden=relu, last=sigmoid):
    """All values of one pass; the arguments are what may be done wrongly."""
    z1 = x @ W1 + b1
    a1 = hidden(z1)
    z2 = a1 @ W2 + b2
    return z1, a1, z2, last(z2)


def _flat(value):
    return numeric(value).ravel()


def _near(one, two):
    return one.shape == two.shape and np.allclose(one, two, 0, 0.006)


def _paper(*found):
    """The first of z1, a1, z2, a2 that differs: what follows inherits it."""
    for name, one, two in zip(NAMES, found, _pass(), strict=True):
        if one.size != two.size:
            comma = f" {POINT}." if has_commas(one, two.size) else ""
            return Finding(
                f"{name} has one number for each neuron of its layer.{comma}",
                f"{name} with {one.size}", f"{name} with {two.size}",
            )  # fmt: skip
        if not _near(one, two):
            wrong = np.flatnonzero(~np.isclose(one, two, 0, 0.006)) + 1
            return Finding(
                f"{name} is the first that is not right. Look at neuron "
                + ", ".join(map(str, wrong)) + ".",
                f"{name} = {written(one)}", "",
            )  # fmt: skip
    return None


def _causes(answer):
    """Three of STEPS, in the order of WRONG."""
    if isinstance(answer, dict):
        if set(answer) != set(WRONG):
            raise Unusable("keep the three numbers before the colons")
        answer = [answer[number] for number in WRONG]
    answer = listed(answer)
    if not isinstance(answer, (list, tuple)) or len(answer) != len(WRONG):
        raise Unusable(f"{described(answer)} came, where three are expected")
    for cause in answer:
        if is_empty(cause):
            raise Unusable("fill in all three")
        if not isinstance(cause, str) or cause.strip().lower() not in STEPS:
            raise Unusable(
                f"{described(cause)} came; each is one of "
                '"ReLU", "sigmoid", "b1", "b2"'
            )
    return tuple(cause.strip().lower() for cause in answer)


def _count(causes):
    right = sum(
        cause == step
        for cause, step in zip(causes, ("relu", "b2", "sigmoid"), strict=True)
    )
    if right == len(WRONG):
        return None
    return Finding(f"{right} of 3 are right.", ", ".join(causes), "")


def _after(name, follows):
    """A mistake in the value called `name`: those before it are right."""
    right = _pass()

    def is_made(*found):
        before = NAMES.index(name)
        return all(map(_near, found[:before], right)) and (
            not _near(found[before], right[before]) and follows(*found)
        )

    return is_made


def _one_sign(z, terms):
    """Whether each wrong neuron has one of its terms with the other sign.

    `terms` are the products and the bias, a column for each neuron.
    """
    right = terms.sum(axis=0)
    with_one = right - 2 * terms  # a row for each term that is turned
    is_right = np.isclose(z, right, 0, 0.006)
    return bool(np.all(is_right | np.isclose(z, with_one, 0, 0.006).any(0)))


def _silent(X, W, b):
    return (X @ W + b <= 0).all(axis=1)


def _cases():
    grid = np.array([[1, 2, -1], [0, -1, 2], [-3, -3, -3], [0, 0, 0.0]])
    two = np.array([[1, -1], [1, -1], [0.5, 2]])
    rng = np.random.default_rng(5)
    return (
        Case((grid, W1, b1), "four inputs of the chapter's hidden layer"),
        Case((np.array([[-1, 0, 0], [0, 0, 1], [1, 1, 1.0]]), two,
              np.array([-0.5, 0.25])), "three samples, two neurons"),
        Case((np.zeros((2, 3)), two, np.zeros(2)),
             "inputs and biases of 0, so z is 0"),
        Case((np.array([[-1], [2], [0.5]]), np.array([[1.0]]),
              np.array([-1.0])), "one neuron with one input"),
        Case((np.array([[0.0, 0]]), np.array([[1, 2, 3], [3, 2, 1.0]]),
              np.array([-1, -2, -3.0])), "a batch of one"),
        Case((rng.normal(size=(12, 2)), rng.normal(size=(2, 2)),
              np.array([-0.4, -0.2])), "twelve samples, two neurons"),
    )  # fmt: skip


EXERCISES = [
    Values(
        number="5.1",
        title="Another input",
        chapter="05-forward-pass",
        section=PENCIL,
        answers=("z1", "a1", "z2", "a2"),
        reference=_pass(),
        read=_flat,
        verdict=_paper,
        shown="Neurons 1, 2 and 4 are silent; the output is 0.76.",
        hints=(
            "The first input is 0. Which of the twelve products of the "
            "hidden layer are 0 because of it?",
            "For neuron j there remain -1 times the second row, 2 times the "
            "third row, and the bias. Only one neuron is awake, so z2 has "
            "only one product that is not zero.",
            "`z1 = [.., .., .., ..]` with three negative numbers; `a1` with "
            "three zeros; `z2` is 0.9 times what is left, minus 0.2; `a2` is "
            "the sigmoid of that.",
        ),
        mistakes=(
            Mistake(
                "another input",
                "These are the numbers of the chapter, for x = (1, 2, -1). "
                "Here x is (0, -1, 2).",
                lambda z1, a1, z2, a2: _near(z1, x @ W1 + b1),
                example=_pass(x),
            ),
            Mistake(
                "bias b1 forgotten",
                "z1 is the sum of the products alone. Each hidden neuron "
                "adds its own bias.",
                lambda z1, a1, z2, a2: _near(z1, other @ W1),
                example=_pass(b1=0),
            ),
            Mistake(
                "bias b1 subtracted",
                "The bias is added with its sign: z = x·w + b.",
                lambda z1, a1, z2, a2: _near(z1, other @ W1 - b1),
                example=_pass(b1=-b1),
            ),
            Mistake(
                "sign of the second input lost",
                "The second input is -1, not 1: the signs of the whole "
                "second row of W1 change.",
                lambda z1, a1, z2, a2: _near(z1, abs(other) @ W1 + b1),
                example=_pass(abs(other)),
            ),
            Mistake(
                "one sign in a hidden neuron",
                "The sizes are right: in each neuron that is not, one of the "
                "products, or the bias, has the other sign. Minus times "
                "minus is plus: -1 times a negative weight is positive.",
                _after("z1", lambda z1, *rest: _one_sign(z1, TERMS)),
                example=([-0.8, -0.5, 1.5, -1.4], *_pass()[1:]),
            ),
            Mistake(
                "ReLU forgotten",
                "a1 is z1 unchanged. ReLU makes every negative z a 0.",
                _after("a1", lambda z1, a1, z2, a2: _near(a1, z1)),
                example=_pass(hidden=lambda z: z),
            ),
            Mistake(
                "minus sign dropped instead of ReLU",
                "Negative z became positive. ReLU makes them 0: it is not "
                "the absolute value.",
                _after("a1", lambda z1, a1, z2, a2: _near(a1, abs(z1))),
                example=_pass(hidden=abs),
            ),
            Mistake(
                "sigmoid in the hidden layer",
                "The hidden layer uses ReLU. The sigmoid comes at the end.",
                _after("a1", lambda z1, a1, z2, a2: _near(a1, sigmoid(z1))),
                example=_pass(hidden=sigmoid), section="The network",
            ),
            Mistake(
                "z1 instead of a1 in the output layer",
                "The output layer never sees z1. It gets a1, where three of "
                "four are 0.",
                _after("z2", lambda z1, a1, z2, a2: _near(z2, z1 @ W2 + b2)),
                example=(*_pass()[:2], *_pass(hidden=lambda z: z)[2:]),
                section="In four lines",
            ),
            Mistake(
                "bias b2 forgotten",
                "z2 is 0.9 · 1.5. The output neuron has a bias too.",
                _after("z2", lambda z1, a1, z2, a2: _near(z2, a1 @ W2)),
                example=_pass(b2=0),
            ),
            Mistake(
                "one sign in the output neuron",
                "0.9 · 1.5 is added, and b2 is -0.2: one of them has the "
                "other sign.",
                _after("z2", lambda z1, a1, z2, a2: _one_sign(
                    z2, np.vstack([a1[:, None] * W2, b2]))),
                example=_pass(b2=-b2),
            ),
            Mistake(
                "sigmoid forgotten",
                "a2 is z2 unchanged. The output lies between 0 and 1 only "
                "after the sigmoid.",
                _after("a2", lambda z1, a1, z2, a2: _near(a2, z2)),
                example=_pass(last=lambda z: z),
            ),
            Mistake(
                "the sign in the exponent",
                "The sigmoid is 1 / (1 + e^(-z)). A positive z2 gives more "
                "than one half.",
                _after("a2", lambda z1, a1, z2, a2: _near(a2, sigmoid(-z2))),
                example=_pass(last=lambda z: sigmoid(-z)), section=SIGMOID,
            ),
            Mistake(
                "brackets missing in the sigmoid",
                "1 / 1 + e^(-z) is 1 plus e^(-z): division comes before "
                "addition. The sigmoid is 1 / (1 + e^(-z)).",
                _after("a2", lambda z1, a1, z2, a2:
                       _near(a2, 1 + np.exp(-z2))),
                example=_pass(last=lambda z: 1 + np.exp(-z)), section=SIGMOID,
            ),
            Mistake(
                "a step instead of a sigmoid",
                "The output neuron of this network has the sigmoid, which "
                "says more than 0 or 1.",
                _after("a2", lambda z1, a1, z2, a2: _near(a2, z2 > 0)),
                example=_pass(last=lambda z: z > 0), section=SIGMOID,
            ),
        ),
    ),
    Values(
        number="5.2",
        title="What went wrong?",
        chapter="05-forward-pass",
        section="In four lines",
        answers=("left_out",),
        reference={0.4452: "ReLU", 0.6878: "b2", 0.59: "sigmoid"},
        read=_causes,
        verdict=_count,
        shown="0.4452 is the pass without ReLU, 0.6878 the one without b2, "
        "and 0.59 is z2.",
        hints=(
            "Look at 0.59 first: have you seen this number in the chapter?",
            "Undo the sigmoid for the other two: which z gives 0.4452? "
            "ln(a / (1 - a)) tells you. Compare it with 0.59.",
            "One z is 0.59 + 0.2, the other 0.59 - 0.81, and 0.81 is "
            "0.9 · 0.9. Which step keeps -0.9 out, and where does 0.2 "
            "stand? Fill in `left_out = {0.4452: \"...\", ...}`.",
        ),
        mistakes=(
            Mistake(
                "0.59 not recognised",
                "0.59 is z2, the number before the last step. Which step "
                "comes after z2?",
                lambda c: c[2] != "sigmoid",
                example=("ReLU", "b2", "b1"),
            ),
            Mistake(
                "ReLU and b2 swapped",
                "Without b2 nothing is taken away at the end, so z2 is "
                "larger by 0.2 and the answer rises. Only one of the two "
                "numbers is above 0.6434.",
                lambda c: c[:2] == ("b2", "relu"),
                example=("b2", "ReLU", "sigmoid"), section=PENCIL,
            ),
            Mistake(
                "one step for several numbers",
                "The three people made three different mistakes.",
                lambda c: len(set(c)) < len(c),
                example=("sigmoid", "b2", "sigmoid"),
            ),
            Mistake(
                "b1 instead of b2",
                "Without b1 z2 would be 0.34, and the answer 0.5842. Undo "
                "the sigmoid of 0.6878: how far from 0.59 is it?",
                lambda c: c[1] == "b1",
                example=("ReLU", "b1", "sigmoid"), section=PENCIL,
            ),
            Mistake(
                "b1 instead of ReLU",
                "Without b1 z2 would be 0.34, and the answer 0.5842. For "
                "0.4452 z2 is negative, -0.22: the third neuron's -0.9 "
                "arrived.",
                lambda c: c[0] == "b1",
                example=("b1", "b2", "sigmoid"), section=SILENT,
            ),
        ),
    ),
    Function(
        number="5.3",
        title="All neurons silent",
        chapter="05-forward-pass",
        section=SILENT,
        answers=("all_silent",),
        reference=_silent,
        ask=lambda all_silent, X, W, b: with_kind(all_silent(X, W, b)),
        takes=("X", "W", "b"),
        returns=("the kind of answers", "the answers"),
        cases=_cases,
        shown="It finds the silent rows in layers of every size tried.",
        hints=(
            "What does silent mean for one neuron, as an inequality for its "
            "z? And what if z is exactly 0?",
            "Calculate z for the whole batch, (batch, n_out). Compare every "
            "entry with 0. Then a row is silent if all its entries are.",
            "`return (X @ W + b ... 0).all(axis=...)`, where the axis is the "
            "one that runs over the neurons. For the grid: "
            "`np.meshgrid(values, values, values)` gives three arrays with "
            "three axes; `.reshape(-1)` makes one long row of each, and "
            "`np.column_stack` makes three columns of these.",
        ),
        mistakes=(
            numbers_for_truths(_silent),
            Mistake(
                "z = 0 not counted as silent",
                "ReLU(0) is 0, so a neuron with z = 0 is silent too: the "
                "comparison is `<=`.",
                lambda X, W, b: (X @ W + b < 0).all(axis=1),
            ),
            Mistake(
                "one silent neuron is enough",
                "You ask whether any neuron is silent. All of them have to "
                "be.",
                lambda X, W, b: (X @ W + b <= 0).any(axis=1),
            ),
            Mistake(
                "the opposite",
                "It says True where some neuron answers, and False where all "
                "are silent.",
                lambda X, W, b: (X @ W + b > 0).any(axis=1),
            ),
            Mistake(
                "all awake",
                "It says True where every neuron answers: look at the "
                "comparison.",
                lambda X, W, b: (X @ W + b > 0).all(axis=1),
            ),
            Mistake(
                "bias forgotten",
                "A bias can wake or silence a neuron: compare z = x·w + b, "
                "not x·w alone.",
                lambda X, W, b: (X @ W <= 0).all(axis=1), section=PENCIL,
            ),
            Mistake(
                "one answer for each neuron",
                "`axis=0` goes down the samples and answers for each neuron. "
                "Each sample needs an answer, so go along the row: "
                "`axis=1`.",
                lambda X, W, b: (X @ W + b <= 0).all(axis=0),
            ),
            Mistake(
                "one answer for the whole batch",
                "Without an `axis`, `all` looks at the whole table and gives "
                "a single value.",
                lambda X, W, b: (X @ W + b <= 0).all(),
            ),
            Mistake(
                "rows not yet put together",
                "This is an answer for each sample and each neuron. `all` "
                "along the row makes one of them.",
                lambda X, W, b: X @ W + b <= 0,
            ),
            Mistake(
                "how active, not whether silent",
                "These are the sums of the activations. Where all neurons "
                "are silent the sum is 0; asked for is True there.",
                lambda X, W, b: relu(X @ W + b).sum(axis=1),
            ),
            Mistake(
                "Python's own all",
                "`all(...)` goes through the rows and wants a single yes or "
                "no from each. The array has an `.all(axis=...)` of its own.",
                lambda X, W, b: all(X @ W + b <= 0),
            ),
            Mistake(
                "sum of z instead of each z",
                "Your test lets a negative z outweigh a positive one. Each "
                "neuron has its own ReLU, so each z counts by itself.",
                lambda X, W, b: (X @ W + b).sum(axis=1) <= 0,
            ),
        ),
    ),
]  # fmt: skip
