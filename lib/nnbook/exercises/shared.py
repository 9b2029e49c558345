"""What exercises of the same kind share: tests, cases, and mistakes."""

import numpy as np

from nnbook.check.exercise import Mistake, Unusable
from nnbook.check.reading import described, is_blank, is_truth, numeric

SIGMOID = "03-activations#The four functions"
BATCH = "04-layer#Many samples at once"
BIAS = "02-perceptron#What the bias does"
STEP = "02-perceptron#Step against sigmoid"
KEEP = (
    "(A line with `relu(z)` or `sigmoid(z)` alone changes nothing: keep what "
    "it gives, as in `a = relu(z)`.)"
)
ROUNDING = 1e-11  # of the sizes that are added; rounding is far below it


def scaled(*values):
    """The values, multiplied by one power of two that makes them moderate.

    No digit changes, and no sum of them can overflow.
    """
    largest = max(np.abs(value).max(initial=0.0) for value in values)
    power = -int(np.frexp(largest)[1])
    return tuple(np.ldexp(value, power) for value in values)


def weighed(X, W, b):
    """(z, sizes): the weighted sums, and the sizes that rounding goes by.

    Each neuron's weights and bias are brought to a moderate size first. For
    one neuron `sizes` are those of each row's own sum; for a layer they are
    each unit's largest, so that a bias of 1e-17 beside weights of 1 is
    taken for the 0 that was meant.
    """
    if b.ndim == 0:
        W, b = scaled(W, b)
        return X @ W + b, np.abs(X) @ np.abs(W) + abs(b)
    columns = [scaled(W[:, j], b[j]) for j in range(W.shape[1])]
    W = np.column_stack([w for w, _ in columns])
    b = np.array([each for _, each in columns])
    return X @ W + b, np.abs(X).max() * np.abs(W).sum(axis=0) + np.abs(b)


def is_clear(z, sizes):
    """Where z is above 0 by more than rounding could make it."""
    return z > ROUNDING * sizes


def by_rounding(z, sizes):
    """Where z is not 0, and so close to it that rounding may decide."""
    return (z != 0) & (np.abs(z) <= ROUNDING * sizes)


def _e(z):
    """e to the power of z, an array or a tensor."""
    return np.e**z


def sigmoid_slips(z, sigmoid="sigmoid(z)"):
    """Slips in the formula of the sigmoid at the end of a function.

    `z(*inputs)` is what the sigmoid gets, an array or a tensor.
    """
    return (
        Mistake(
            "the sign in the exponent",
            "The sigmoid is 1 / (1 + e^(−z)). Without the minus it falls "
            f"where it should rise; `{sigmoid}` has the minus inside.",
            lambda *inputs: 1 / (1 + _e(z(*inputs))),
            section=SIGMOID,
        ),
        Mistake(
            "brackets missing in the sigmoid",
            "`1 / 1 + np.exp(-z)` is 1 plus the exponential: division comes "
            "before addition. The sigmoid is `1 / (1 + np.exp(-z))`.",
            lambda *inputs: 1 / 1 + _e(-z(*inputs)),
            section=SIGMOID,
        ),
        Mistake(
            "only the exponential",
            "The sigmoid is 1 / (1 + e^(−z)), not 1 / e^(−z) and not e^(−z).",
            lambda *inputs: _e(-z(*inputs)),
            section=SIGMOID,
        ),
        Mistake(
            "a step instead of a sigmoid",
            "The step knows 0 and 1 only. The sigmoid also says how sure the "
            "neuron is.",
            lambda *inputs: 1.0 * (z(*inputs) > 0),
            section=STEP,
        ),
        Mistake(
            "ReLU instead of sigmoid",
            "ReLU has no upper bound; the text asks for the sigmoid.",
            lambda *inputs: (lambda s: s * (s > 0))(z(*inputs)),
            section=SIGMOID,
        ),
    )


def neuron_slips(sigmoid, name):
    """Slips in a neuron `sigmoid(x @ w + b)`, for arrays or for tensors.

    `name` is how a learner writes the sigmoid.
    """
    return (
        Mistake(
            "activation forgotten",
            f"This is z. The neuron's answer is `{name}(z)`, between 0 and "
            f"1. {KEEP}",
            lambda x, w, b: x @ w + b,
        ),
        Mistake(
            "bias forgotten",
            "With z = x·w the line can only pass through the origin. Add b "
            "before the activation function.",
            lambda x, w, b: sigmoid(x @ w),
            section=BIAS,
        ),
        Mistake(
            "bias added after the activation",
            "The bias belongs to z. Added to a, it moves the answer out of "
            "the range from 0 to 1.",
            lambda x, w, b: sigmoid(x @ w) + b,
            section=BIAS,
        ),
        *sigmoid_slips(lambda x, w, b: x @ w + b, f"{name}(z)"),
        Mistake(
            "one sample only",
            "`(x * w).sum()` adds up a whole batch. Use `x @ w`, or sum over "
            "the last axis, so that each row gets a z of its own.",
            lambda x, w, b: sigmoid((x * w).sum() + b),
            section=BATCH,
        ),
        Mistake(
            "a batch only",
            "A single sample has one axis, and its number is 0. The last "
            "axis, `axis=-1`, is there for both; so is `x @ w`.",
            lambda x, w, b: sigmoid((x * w).sum(1) + b),
            section=BATCH,
        ),
        Mistake(
            "sum over the wrong axis",
            "You add up the columns of a batch. A sample is a row, so the "
            "sum runs over the last axis; `x @ w` does it.",
            lambda x, w, b: sigmoid((x * w).sum(0) + b),
            section=BATCH,
        ),
        Mistake(
            "products not added up",
            "`x * w` gives one number for each input. A neuron adds them: "
            "`x @ w`.",
            lambda x, w, b: sigmoid(x * w + b),
        ),
    )


def with_kind(found):
    """What kind of answers a function gave, and the answers; None if none.

    For answers that are to choose rows, as in `X[...]`.
    """
    if is_blank(found):
        return None
    if is_truth(found):
        return "True and False", found
    try:
        numeric(found)
    except Unusable:
        return described(found), found
    return "numbers", found


def numbers_for_truths(reference):
    """The mistake of a function that gives 1 and 0 for True and False."""
    return Mistake(
        "1 and 0 instead of True and False",
        "A comparison gives True and False already. As a mask, in "
        "`X[...]`, 1 and 0 would not choose rows: they would be "
        "taken for the rows number 1 and 0.",
        lambda *inputs: 1.0 * reference(*inputs),
    )


def relu_slips(after):
    """Slips in the ReLU of a layer: `after(relu)` is the function with it."""
    return (
        Mistake(
            "np.max instead of np.maximum",
            "`np.max(Z, 0)` is the largest entry of each column, over all "
            "samples. `np.maximum(Z, 0)` compares every entry with 0.",
            after(lambda z: np.max(z, 0)),
            section=SIGMOID,
        ),
        Mistake(
            "minimum instead of maximum",
            "`np.minimum(0, z)` keeps what is negative. ReLU keeps what is "
            "positive: `np.maximum(0, z)`.",
            after(lambda z: z * (z < 0)),
            section=SIGMOID,
        ),
    )
