"""The exercises of chapter 4, a layer."""

import numpy as np

from nnbook import relu, step
from nnbook.check.exercise import Case, Finding, Function, Mistake, Values
from nnbook.check.reading import written
from nnbook.data import logic_gate
from nnbook.exercises.shared import is_clear, weighed

GATES = ("AND", "OR", "NAND")
X = logic_gate("AND")[0]
TARGETS = np.column_stack([logic_gate(gate)[1] for gate in GATES])

MATRIX = "Stack the weights into a matrix"
NOTATIONS = "Three notations, one layer"
BATCH = "Many samples at once"
COLUMN = "`(3,)` is not `(3, 1)`"
COPIES = "The same input, different answers"
STEP = "02-perceptron#AND and OR with weights set by hand"


def _gates(W, b):
    """The first gate and row for which the layer is wrong, or too near 0."""
    Z = X @ W + b
    z, sizes = weighed(X, W, b)  # as in exercise 2.1
    right = np.where(TARGETS == 1, is_clear(z, sizes), z <= 0)
    for j, gate in enumerate(GATES):
        for x, z, target, good in zip(
            X, Z[:, j], TARGETS[:, j], right[:, j], strict=True
        ):
            if not good:
                return Finding(
                    f"The first that shows it is column {j + 1}, {gate}, in "
                    f"the row ({x[0]:g}, {x[1]:g}) of X.",
                    f"z = {written(z)}, so a = {step(z):g}",
                    f"a = {target:g}",
                )
    return None


def _outputs(W, b):
    if W.shape != (2, 3) or b.shape != (3,):
        raise ValueError("other shapes might be broadcast")
    return step(X @ W + b)


def _column(j, *targets, signs=None):
    """Whether column j has these four values, its numbers these signs."""
    return lambda W, b: (
        np.array_equal(_outputs(W, b)[:, j], targets)
        and (
            signs is None or [*np.sign(W[:, j]), np.sign(b[j])] == list(signs)
        )
    )


def _permuted(W, b):
    found, wanted = _outputs(W, b).T.tolist(), TARGETS.T.tolist()
    return sorted(found) == sorted(wanted)


def _read_by_rows(W, b):
    return np.array_equal(_outputs(W.reshape(3, 2).T, b), TARGETS)


def _linear(X, weight, bias):
    return X @ weight.T + bias


def _linear_case(batch, n_in, n_out, what):
    """A case with small numbers, halves too: easy to follow, all different."""
    X = np.arange(max(batch, 1) * n_in).reshape(-1, n_in) % 7 / 2 - 1.0
    weight = np.arange(n_out * n_in).reshape(n_out, n_in) % 5 / 2 - 0.5
    bias = np.arange(n_out) * 10.0 - 9.875
    return Case((X if batch else X[0], weight, bias), what)


def _merge(W, b, v):
    return W[:, :1], b[:1], v.sum(keepdims=True)


def _copies_case(w, b, v, what):
    n = len(v)
    W = np.column_stack([np.array(w, dtype=float)] * n)
    return Case((W, np.full(n, b), np.array(v, dtype=float)), what)


EXERCISES = [
    Values(
        number="4.1",
        title="Three gates in one layer",
        chapter="04-layer",
        section=MATRIX,
        answers=("W_gates", "b_gates"),
        reference=([[1.0, 1.0, -1.0], [1.0, 1.0, -1.0]], [-1.5, -0.5, 1.5]),
        verdict=_gates,
        shown="All three columns are right, in all four rows.",
        hints=(
            "What are the two weights and the bias of each gate by itself?",
            "With the weights 1 and 1, AND has the bias -1.5 and OR has "
            "-0.5. NAND is AND with all signs changed. Neuron j is column j "
            "of W.",
            "`np.column_stack([w_and, w_or, w_nand])`, each with two "
            "weights, and `np.array([-1.5, ..., ...])` for the biases.",
        ),
        mistakes=(
            Mistake(
                "neurons in rows",
                "Your W has a neuron in each row. In this book a neuron is a "
                "column, so W has the shape (2, 3), inputs times neurons: "
                "yours is the transpose.",
                lambda W, b: W.shape == (3, 2), of_shape=True,
                section=NOTATIONS,
                example=([[1, 1], [1, 1], [-1, -1]], [-1.5, -0.5, 1.5]),
            ),
            Mistake(
                "one bias for the whole layer",
                "Each neuron has a bias of its own, so b holds three numbers. "
                "AND and OR differ in nothing else.",
                lambda W, b: b.size == 1, of_shape=True, section=COPIES,
                example=([[1, 1, -1], [1, 1, -1]], -1.5),
            ),
            Mistake(
                "biases in a matrix",
                "The biases are a vector of shape (3,), with one axis: one "
                "pair of brackets.",
                lambda W, b: b.ndim == 2, of_shape=True, section=COLUMN,
                example=([[1, 1, -1], [1, 1, -1]], [[-1.5, -0.5, 1.5]]),
            ),
            Mistake(
                "gates in another order",
                "All three gates are there, but in other columns. The order "
                "asked for is AND, OR, NAND, in W and in b.",
                _permuted,
                example=([[1, 1, -1], [1, 1, -1]], [-0.5, -1.5, 1.5]),
            ),
            Mistake(
                "reshaped, not transposed",
                "The numbers are right, but they were filled in row by row. "
                "The weights of one gate belong below each other: take "
                "`np.column_stack` or `.T`, not `reshape`.",
                _read_by_rows,
                example=([[1, 1, 1], [1, -1, -1]], [-1.5, -0.5, 1.5]),
            ),
            Mistake(
                "OR in the place of AND",
                "The first column says 1 for a single 1, which is OR. The "
                "bias of AND has to outweigh one input, but not two.",
                _column(0, 0, 1, 1, 1), section=STEP,
                example=([[1, 1, -1], [1, 1, -1]], [-0.5, -0.5, 1.5]),
            ),
            Mistake(
                "AND in the place of OR",
                "The second column says 1 only for (1, 1), which is AND. In "
                "OR one input has to be enough to make z positive.",
                _column(1, 0, 0, 0, 1), section=STEP,
                example=([[1, 1, -1], [1, 1, -1]], [-1.5, -1.5, 1.5]),
            ),
            Mistake(
                "AND in the place of NAND",
                "The third column is AND. NAND is its opposite in every "
                "row: change the signs of both weights and of the bias.",
                _column(2, 0, 0, 0, 1), section=STEP,
                example=([[1, 1, 1], [1, 1, 1]], [-1.5, -0.5, -1.5]),
            ),
            Mistake(
                "NAND always 1",
                "The third neuron says 1 whatever comes in. If only its bias "
                "changed sign, (1, 1) still has its largest z; the weights "
                "have to become negative too.",
                _column(2, 1, 1, 1, 1, signs=(1, 1, 1)), section=STEP,
                example=([[1, 1, 1], [1, 1, 1]], [-1.5, -0.5, 1.5]),
            ),
            Mistake(
                "NAND's bias too large",
                "The third neuron says 1 whatever comes in: its bias "
                "outweighs both weights together, so (1, 1) has a z above 0 "
                "as well.",
                _column(2, 1, 1, 1, 1, signs=(-1, -1, 1)), section=STEP,
                example=([[1, 1, -1], [1, 1, -1]], [-1.5, -0.5, 3]),
            ),
            Mistake(
                "NAND always 0",
                "The third neuron says 0 whatever comes in. In the row "
                "(0, 0) its z is the bias alone, which has to be positive.",
                _column(2, 0, 0, 0, 0), section=STEP,
                example=([[1, 1, -1], [1, 1, -1]], [-1.5, -0.5, -1.5]),
            ),
            Mistake(
                "NAND's bias too small",
                "The third column is NOR: 1 for (0, 0) alone. A row with one "
                "1 needs a z above 0 too, and step(0) is 0.",
                _column(2, 1, 0, 0, 0, signs=(-1, -1, 1)), section=STEP,
                example=([[1, 1, -1], [1, 1, -1]], [-1.5, -0.5, 1]),
            ),
        ),
    ),
    Function(
        number="4.2",
        title="Take a PyTorch layer apart",
        chapter="04-layer",
        section=NOTATIONS,
        answers=("my_linear",),
        reference=_linear,
        cases=(
            _linear_case(2, 3, 2, "two samples, three inputs, two neurons"),
            _linear_case(3, 3, 3, "three samples, three inputs, three "
                         "neurons, so that every product fits"),
            _linear_case(6, 5, 2, "six samples, five inputs, two neurons"),
            _linear_case(4, 2, 3, "more neurons than inputs"),
            _linear_case(1, 4, 2, "a batch with one sample"),
            _linear_case(3, 2, 1, "a single neuron"),
            _linear_case(0, 4, 3, "one sample of shape (4,)"),
        ),
        shown="It does what `nn.Linear` does, for seven different sizes.",
        hints=(
            "What is the shape of `weight` for 5 inputs and 2 neurons, and "
            "what must it be for `X @ W`?",
            "PyTorch stores one neuron in each row of `weight`. This book's "
            "W has one in each column, so one is the transpose of the other.",
            "`X @ ... + bias`, with `weight` turned over.",
        ),
        mistakes=(
            Mistake(
                "not transposed",
                "`X @ weight` needs a neuron in each column, and PyTorch "
                "stores one in each row. With as many neurons as inputs it "
                "runs without an error and is wrong.",
                lambda X, weight, bias: X @ weight + bias,
            ),
            Mistake(
                "reshaped, not transposed",
                "`reshape` gives the right shape and leaves the numbers in "
                "their order, so weights of different neurons get mixed. "
                "`weight.T` exchanges rows and columns.",
                lambda X, weight, bias:
                    X @ weight.reshape(weight.shape[::-1]) + bias,
            ),
            Mistake(
                "bias forgotten",
                "The products are right; each neuron's bias is missing.",
                lambda X, weight, bias: X @ weight.T, section="Shapes",
            ),
            Mistake(
                "one bias for the whole layer",
                "You add the sum of all biases to every neuron. Neuron j "
                "gets entry j of `bias` and no other.",
                lambda X, weight, bias: X @ weight.T + bias.sum(),
                section=COPIES,
            ),
            Mistake(
                "the first bias for all",
                "Every neuron gets the bias of the first one. Add the whole "
                "vector: it is broadcast over the rows.",
                lambda X, weight, bias: X @ weight.T + bias[0],
                section=COPIES,
            ),
            Mistake(
                "bias in a column",
                "A bias of shape (n, 1) is added to row n, to a sample. It "
                "belongs to a neuron, a column: leave its shape as it is.",
                lambda X, weight, bias: X @ weight.T + bias[:, None],
                section=COLUMN,
            ),
            Mistake(
                "samples in columns",
                "Your result has a sample in each column, as in the "
                "textbooks' notation. In PyTorch and here a sample is a row "
                "of the result, too.",
                lambda X, weight, bias: weight @ X.T + bias[:, None],
            ),
            Mistake(
                "works for a single sample only",
                "`weight @ x + bias` is the textbooks' order, for one sample "
                "in a column. In a batch the samples are rows, so X has to "
                "come first.",
                lambda X, weight, bias: weight @ X + bias, section=BATCH,
            ),
            Mistake(
                "transposed, and in the other order",
                "Samples are rows, so X stands on the left: "
                "`X @ weight.T`. With `weight.T @ X` the neurons meet the "
                "samples, which fits only if there are as many.",
                lambda X, weight, bias: weight.T @ X + bias, section=BATCH,
            ),
            Mistake(
                "product entry by entry",
                "`*` multiplies numbers in the same place. The dot products "
                "of samples and neurons are what `@` computes.",
                lambda X, weight, bias: X * weight + bias, section=MATRIX,
            ),
            Mistake(
                "an activation too many",
                "The negative numbers have become 0. `nn.Linear` has no "
                "activation: it gives z.",
                lambda X, weight, bias: relu(_linear(X, weight, bias)),
            ),
        ),
    ),
    Function(
        number="4.3",
        title="Copies add nothing",
        chapter="04-layer",
        section=COPIES,
        answers=("merge",),
        reference=_merge,
        returns=("W_one", "b_one", "v_one"),
        cases=(
            _copies_case([-0.6, 0.3, 0.7, -0.4], -0.2, [0.5, -2, 3],
                         "three copies of neuron 2"),
            _copies_case([1, 2], 0.5, [1, 4], "two copies, two inputs"),
            _copies_case([0.5, -1], -0.5, [2, 2, -1, 2],
                         "four copies, three of which count alike"),
            _copies_case([3, -1, 2], 1.0, [2, -2, 1, -1],
                         "four copies whose weights add up to 0"),
            _copies_case([2.125], -1.375, [-1, -2, -3, -4, -5],
                         "five copies with one input"),
            _copies_case([1, -2, 4], 0.0, [0.7125], "one copy only"),
        ),
        shown="One neuron does the work of all copies.",
        hints=(
            "All copies give the same number a. What is 0.5a - 2a + 3a?",
            "The next neuron computes v_1 a + v_2 a + ... + c. Take out a. "
            "The neuron itself stays as it is; only what it counts changes. "
            "For the shapes: a slice keeps its axis, so `W[:, :1]` has the "
            "shape (n, 1), where `W[:, 0]` has (n,).",
            "`W_one = W[:, :1]`, the first column as a matrix with one "
            "column. Do likewise for `b`. For `v_one` put the ... of `v` "
            "into an array of shape (1,): between square brackets, "
            "`np.array([...])`, or with `keepdims=True`, which keeps the "
            "axis.",
        ),
        mistakes=(
            Mistake(
                "average in place of the sum",
                "The next neuron adds the copies up, and does not average "
                "them: v_1 a + v_2 a + v_3 a = (v_1 + v_2 + v_3) a.",
                lambda W, b, v: (W[:, :1], b[:1], v.mean(keepdims=True)),
            ),
            Mistake(
                "one copy's weight only",
                "You drop the other copies along with what they "
                "contributed. The one that stays has to do their work too.",
                lambda W, b, v: (W[:, :1], b[:1], v[:1]),
            ),
            Mistake(
                "copies counted",
                "Three copies count as three times one only if every weight "
                "in v is 1. Here each copy has a weight of its own there.",
                lambda W, b, v: (W[:, :1], b[:1], np.array([len(v)])),
            ),
            Mistake(
                "weights multiplied",
                "The next neuron adds v_1 a, v_2 a, ..., so the weights are "
                "added. Weights are multiplied along a chain.",
                lambda W, b, v: (W[:, :1], b[:1], v.prod(keepdims=True)),
                section="The output is the next input",
            ),
            Mistake(
                "the copies added up as well",
                "The columns of W and the biases are summed too, so the "
                "neuron is another one. It stays as it is; only the next "
                "neuron's weight changes.",
                lambda W, b, v: (W.sum(axis=1, keepdims=True),
                                 b.sum(keepdims=True),
                                 v.sum(keepdims=True)),
            ),
            Mistake(
                "the bias added up as well",
                "b_one is the sum of the copies' biases. Each copy uses its "
                "own once, and so does the one that stays.",
                lambda W, b, v: (W[:, :1], b.sum(keepdims=True),
                                 v.sum(keepdims=True)),
            ),
            Mistake(
                "a row of W, not a column",
                "Row i of W belongs to input i. A neuron is a column.",
                lambda W, b, v: (W[:1].T, b[:1], v.sum(keepdims=True)),
                section=MATRIX,
            ),
            Mistake(
                "nothing merged",
                "The copies are still there. The layer you return should "
                "have one neuron.",
                lambda W, b, v: (W, b, v),
            ),
            Mistake(
                "an axis lost",
                "`W[:, 0]`, `b[0]` and `v.sum()` are the right numbers, but "
                "a layer with one neuron still has a W of shape (n, 1) and a "
                "b of shape (1,).",
                lambda W, b, v: (W[:, 0], b[0], v.sum()), section=COLUMN,
            ),
        ),
    ),
]  # fmt: skip
