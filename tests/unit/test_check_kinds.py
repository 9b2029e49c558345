"""What the judge promises for every exercise, one kind of fault a test."""

import dataclasses

import numpy as np
import pytest
import torch

from nnbook import relu, sigmoid
from nnbook.check import catalogue, check, hint
from nnbook.check.engine import OURS, judge, safely
from nnbook.check.reading import numeric, short
from nnbook.check.report import LINES

XOR_W = np.array([[1, -1], [-1, 1.0]])


def named(report):
    return report.mistake and report.mistake.name


def told(report):
    """The lines of a report, where the cause and the numbers stand."""
    lines = repr(report).splitlines()
    cause = next(i for i, t in enumerate(lines) if "Likely cause" in t)
    numbers = next(i for i, t in enumerate(lines) if t.startswith("    "))
    return lines, cause, numbers


# ---- No exception, and no error of ours that looks like theirs.


def broken(reference):
    exercise = catalogue.find("4.2")
    return dataclasses.replace(exercise, reference=reference)


def failing(X, weight, bias):
    raise RuntimeError("of the reference")


def test_an_error_of_the_reference_is_not_the_learners():
    exercise = broken(failing)
    with pytest.raises(RuntimeError, match="of the reference"):
        judge(exercise, [failing])
    report = safely(exercise, [failing])
    assert not report
    assert OURS in repr(report)
    assert "of the reference" in repr(report)


def test_pytorch_follows_results_whatever_stands_around_the_check():
    def raises(*inputs):
        raise RuntimeError("element 0 of tensors does not require grad")

    with torch.no_grad():
        assert not check("7.2", raises)
        assert check("9.2", lambda x, w, b: torch.sigmoid(x @ w + b))
        assert not torch.is_grad_enabled()
    with torch.inference_mode():
        assert check("9.2", lambda x, w, b: torch.sigmoid(x @ w + b))


def test_modes_that_a_learner_changes_are_put_back():
    def meddles(X, W, b):
        torch.set_default_dtype(torch.float16)
        np.seterr(all="raise")
        return relu(X @ W + b)

    before = torch.get_default_dtype(), np.geterr()
    assert check("9.3", meddles)
    assert (torch.get_default_dtype(), np.geterr()) == before


def test_stopping_the_judge_itself_is_a_report():
    def stopped(X, weight, bias):
        raise KeyboardInterrupt

    report = safely(broken(stopped), [lambda X, weight, bias: X])
    assert "before the check was through" in repr(report)


def test_a_hint_is_told_with_its_own_name():
    with pytest.raises(TypeError, match=r'hint\("2\.1"\)'):
        hint(2.1)
    with pytest.raises(ValueError, match="three hints"):
        hint("2.1", 1.0)
    assert repr(hint("2.1", np.int64(2))).startswith("Hint 2")


# ---- A cause only where it is the cause.


@pytest.mark.parametrize("bad", [np.inf, -np.inf, np.nan])
@pytest.mark.parametrize("number", ["2.1", "3.1", "4.1", "7.1", "9.5"])
def test_a_number_that_is_not_finite_has_no_cause(number, bad):
    exercise = catalogue.find(number)
    right = exercise.several(exercise.reference)
    for place, answer in enumerate(right):
        spoilt = np.array(answer, dtype=float)
        spoilt.flat[-1] = bad
        report = check(number, *right[:place], spoilt, *right[place + 1 :])
        assert not report
        assert report.mistake is None, report
        assert "finite" in repr(report)


@pytest.mark.parametrize("number", ["2.1", "3.1", "4.1", "7.1", "9.5"])
def test_another_shape_is_judged_for_its_shape_only(number):
    exercise = catalogue.find(number)
    right = exercise.several(exercise.reference)
    for place, answer in enumerate(right):
        other = np.array(answer)[None]
        report = check(number, *right[:place], other, *right[place + 1 :])
        assert not report
        assert report.mistake is None or report.mistake.of_shape, report


@pytest.mark.parametrize(
    ("b", "name"),
    [
        (1, "bias too small"),  # z is exactly 0: no rounding about it
        (1 + 1e-13, "decided by rounding"),
        (0, None),
        (2.5, "bias too large"),
    ],
)
def test_rounding_is_what_is_almost_0_and_not_0(b, name):
    assert named(check("2.1", [-1, -1], b)) == name


@pytest.mark.parametrize("scale", [1e-300, 1e-9, 1.0, 1e9, 1e300])
def test_scales_do_not_matter(scale):
    w, W = np.array([-1, -1.0]), np.array([[1, 1, -1], [1, 1, -1.0]])
    b = np.array([-1.5, -0.5, 1.5])
    assert check("2.1", scale * w, scale * 1.5)
    assert check("4.1", scale * W, scale * b)
    assert check("4.1", W * [scale, 1, 1], b * [scale, 1, 1])
    assert check("7.1", scale * XOR_W, [0, 0], [1, 1], -0.5 * min(scale, 1))
    assert check("7.1", XOR_W * [scale, 1], [0, 0], [1 / scale, 1], -0.5)
    assert check("7.1", XOR_W, [0, 0], scale * np.ones(2), -0.5 * scale)


def test_zeros_are_no_whole_numbers():
    for number in ("9.3", "9.4", "6.1"):
        report = check(number, lambda X, *rest: 0 * X)
        assert named(report) != "whole numbers"


def test_a_later_mistake_is_not_named_before_the_first():
    z1, a1 = [-0.6, -0.5, 1.5, -1.4], [0, 0, 1.5, 0]
    assert named(check("5.1", z1, z1, -0.18, 0.46)) == "ReLU forgotten"
    wrong = [0.6, 0.5, 1.5, 1.4]  # without its minus signs
    assert named(check("5.1", wrong, wrong, 1.81, 0.86)) is None
    assert named(check("5.1", z1, a1, 1.15, 1.15)) == "sigmoid forgotten"


def test_a_weak_network_is_not_called_untrained():
    def mixed_up(X, y, X_new):
        means = [X[np.roll(y, 1) == k].mean(axis=0) for k in np.unique(y)]
        far = ((X_new[:, None] - np.array(means)) ** 2).sum(axis=2)
        return far.argmin(axis=1)

    report = check("9.8", mixed_up)
    assert not report
    assert report.mistake is None, report


def test_a_row_that_fails_alone_is_not_called_badly_scaled():
    def train_classifier(X, y):
        def predict(X_new):
            rows = np.squeeze(X_new)
            far = (X**2).sum(axis=1) - 2 * rows[:, :] @ X.T
            return y[far.argmin(axis=1)]

        return predict

    report = check("10.1", train_classifier)
    assert named(report) == "a single row fails"
    assert "Error" in repr(report)


# ---- The natural slips, wherever they happen.

ORDER = "two sizes that do not fit in a product"
WHOLE_ARRAY = "one yes or no asked of a whole array"
ONE_NUMBER = "a function for single numbers, given an array"
MIXED = "NumPy and PyTorch mixed"


@pytest.mark.parametrize(
    ("number", "function", "cause"),
    [
        ("9.1", lambda x, w, b: sigmoid(w @ x + b), ORDER),
        ("9.1", lambda x, w, b: sigmoid(np.dot(w, x) + b), ORDER),
        ("9.3", lambda X, W, b: relu(W @ X + b), ORDER),
        ("6.1", lambda X, layers: [W @ X + b for W, b in layers], ORDER),
        ("9.3", lambda X, W, b: max(0, X @ W + b), WHOLE_ARRAY),
        ("9.3", lambda X, W, b: 0 if X @ W + b < 0 else 1, WHOLE_ARRAY),
        ("2.3", lambda X: 1 if X.sum(-1) > 1 else 0, WHOLE_ARRAY),
        ("6.1", lambda X, layers: max(0, X @ layers[0][0]), WHOLE_ARRAY),
        ("6.1", lambda X, layers: float(X @ layers[0][0]), ONE_NUMBER),
        ("9.1", lambda x, w, b: float(x @ w + b), None),
        ("9.2", lambda x, w, b: x.numpy() @ w, MIXED),
        ("9.3", lambda X, W, b: torch.relu(X @ W + b), MIXED),
        ("6.3", lambda layer: (layer.weight.numpy().T, 0), MIXED),
        ("9.3", lambda X, W, b: X.W + b, "an unknown name after a point"),
        ("9.3", lambda X, W, b: X(W) + b,
         "brackets after something that is no function"),
        ("9.3", lambda X, W, b: X @ W + c,  # noqa: F821
         "a name that is not known"),
        ("9.3", lambda X, W, b: X @ W + ..., "a place is still empty"),
        ("9.3", lambda X, W, b: print(X) + b, "a step that gave None"),
        ("1.2", lambda box: box[0], "square brackets after something"),
    ],
)  # fmt: skip
def test_a_slip_is_told_wherever_it_happens(number, function, cause):
    report = check(number, function)
    assert not report
    if cause:
        assert f"Likely cause: {cause}" in repr(report), report


@pytest.mark.parametrize(
    ("number", "function", "words"),
    [
        ("6.1", lambda X: X, "It should take (X, layers); yours takes (X)."),
        ("6.3", lambda layer, x: x, "It should take (layer)"),
        ("9.2", lambda x: x, "It should take (x, w, b)"),
        ("9.8", lambda X, y: y, "It should take (X, y, X_new)"),
        ("7.2", lambda layer: 1, "It should take (layer, head, X, y"),
        ("5.3", lambda X, W: X, "It should take (X, W, b)"),
        ("9.1", lambda w, x, b: sigmoid(x @ w + b),
         "Your function takes (w, x, b), and it is called with (x, w, b)"),
    ],
)  # fmt: skip
def test_the_inputs_of_a_function_are_told(number, function, words):
    assert words in repr(check(number, function))


@pytest.mark.parametrize("number", ["9.1", "9.2", "9.4", "6.1"])
def test_the_sigmoids_slips_have_their_names_everywhere(number):
    names = {each.name for each in catalogue.find(number).mistakes}
    assert names >= {
        "the sign in the exponent",
        "brackets missing in the sigmoid",
        "a step instead of a sigmoid",
    }


def test_the_cure_for_a_dropped_result_stands_in_the_cause():
    for number in ("9.1", "9.2", "9.3", "9.4", "6.1"):
        whys = [each.why for each in catalogue.find(number).mistakes]
        assert any("keep what it gives" in why for why in whys), number


# ---- Short, and first things first.


def test_the_cause_comes_first_and_the_numbers_are_few():
    for number, wrong in (
        ("6.1", lambda X, layers: X @ layers[0][0] @ layers[1][0]),
        ("9.8", lambda X, y, X_new: np.zeros(len(X_new))),
        ("9.9", lambda network, n: network(np.zeros((n * n, 2)))),
        ("9.4", lambda X, W1, b1, W2, b2: relu(X @ W1 + b1) @ W2 + b2),
    ):
        report = check(number, wrong)
        rows = [text for _, text in report.rows]
        assert sum(len(text.splitlines()) for text in rows) <= LINES
        if report.mistake or report.note:
            _, cause, numbers = told(report)
            assert cause < numbers


def test_only_what_differs_of_a_tall_result_is_shown():
    report = check("9.3", lambda X, W, b: X @ W + b)
    assert "came      row 2: " in repr(report)


def test_a_learners_own_words_keep_their_letters_and_are_cut():
    assert "The text 'Majority' came" in repr(check("2.3", "Majority"))
    for text in ("z" * 50000, ["z" * 50000] * 50000, {"z" * 999: 1}):
        assert len(repr(check("4.3", lambda W, b, v, t=text: t))) < 1200
    assert len(short("y" * 999)) == 90


def test_the_results_are_those_of_their_own_call():
    found = []

    def all_silent(X, W, b):
        found.extend((X @ W + b <= 0).all(axis=1).tolist())
        return found

    report = check("5.3", all_silent)
    assert "Right for 1 of 6" in repr(report)
    assert named(report) == "another answer to the same inputs"


@pytest.mark.parametrize(
    "value", [10**20, -(10**300), True, np.float16(2), range(3), [[1], (2,)]]
)
def test_numbers_of_any_kind_are_read(value):
    want = np.array(value, dtype=np.float64)
    np.testing.assert_array_equal(numeric(value), want)
