"""Slips that beginners made, and what the report should say of each."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from nnbook import sigmoid, step, tanh
from nnbook.check import check, hint
from nnbook.check.catalogue import MODULES, exercises
from nnbook.check.reading import apart, written
from nnbook.check.slips import _SLIPS

CHAPTERS = Path(__file__).resolve().parents[2] / "chapters"
ALL = [e for chapter in MODULES for e in exercises(chapter).values()]
THIRD = 1 / 3


def sources():
    """The text of every cell of every chapter."""
    for path in sorted(CHAPTERS.glob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            yield "".join(cell["source"])


@pytest.mark.parametrize(
    ("number", "answer", "cause"),
    [
        ("0.5", (lambda X: X[X[0] > 0],), "one answer a column, not a row"),
        ("0.7", (4, 2, 3), "where the days are made"),
        ("0.8", (lambda X, W, b: W.T @ X + b,),
         "transposed, and in the other order"),
        ("0.8", (lambda X, W, b: W @ X + b,), "order of the product"),
        ("0.9", (lambda z: z[z > 0],), "negative numbers thrown away"),
        ("2.3", (lambda X: step(X @ np.ones(len(X)) - len(X) / 2),),
         "the number of samples for the number of inputs"),
        ("2.3", (lambda X: step(X @ np.array([1, 1, 1]) - 1.5),),
         "weights for three inputs only"),
        ("2.3", (lambda X: step(X @ np.ones(X.shape[1]) - X.shape[1] / 2),),
         "a batch only"),
        ("2.3", (lambda X: step(sum(X) - X.shape[-1] / 2),),
         "sum over the wrong axis"),
        ("2.3", (lambda X: step(sum(X) - len(X) / 2),),
         "sum over the wrong axis"),
        ("3.3", (lambda a, h: sigmoid(a + h),), "the output taken for z"),
        ("3.4", (lambda z: 1 - tanh(z) ** 2 < 0.25 / 20,),
         "a twentieth of the sigmoid's steepest slope"),
        ("3.4", (lambda z: sigmoid(z) * (1 - sigmoid(z)) < 1 / 20,),
         "the sigmoid's slope against the tanh's twentieth"),
        ("3.4", (lambda z: tanh(z) * (1 - tanh(z)) < 1 / 20,),
         "the sigmoid's formula with the tanh's output"),
        ("3.4", (lambda z: 1 * (1 - tanh(z) ** 2 < 0.05),),
         "1 and 0 instead of True and False"),
        ("4.2", (lambda X, weight, bias: weight.T @ X + bias,),
         "transposed, and in the other order"),
        ("5.1", ([-0.6, -0.5, -0.1, -1.4], [0] * 4, -0.2, 0.45),
         "one sign in a hidden neuron"),
        ("5.1", ([-0.6, -0.5, 1.5, -1.4], [0, 0, 1.5, 0], 1.55, 0.82),
         "one sign in the output neuron"),
        ("7.3", (lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2),),
         "the first bias skips the second layer"),
        ("7.4", ([[3, 3, 3]], [0, -1, -2], [1, -2, 1]), "level at the end"),
        ("7.4", ([[1, 1, 1]], [0, -THIRD, -2 * THIRD], [3, -6, 3]),
         "level at the end"),
        ("7.4", ([[3, 3, 3]], [0, -THIRD, -2 * THIRD], [1, -2, 2]),
         "the bias is not the place of the bend"),
        ("7.4", ([[1, 1, 1]], [0, -0.33, -0.66], [3, -6, 6]),
         "a third is not 0.33"),
        ("7.5", (lambda k: (2**k, 6 * k, 3 * 2**k + 1),),
         "the output's bias forgotten in the deep network"),
        ("7.5", (lambda k: (2**k, 4 + 6 * (k - 1), 2 * 2**k),),
         "the deep network's output layer left out"),
        ("7.5", (lambda k: (2**k, 6 * k + 1, 3 * 2**k),),
         "the output's bias forgotten in the flat network"),
    ],
)  # fmt: skip
def test_a_likely_slip_has_its_cause(number, answer, cause):
    report = check(number, *answer)
    assert not report
    assert report.mistake is not None, report
    assert report.mistake.name == cause


@pytest.mark.parametrize(
    ("number", "answer", "cause"),
    [
        # The same slips where no exercise names them
        ("9.3", lambda X, W, b: X @ np.ones((len(X), 2)) + b,
         "`len(X)` counts"),
        ("9.1", lambda x, w, b: sigmoid(x @ w * x.shape[1] + b),
         "more axes asked for than there are"),
        ("9.1", lambda x, w, b: sigmoid((x @ w + b).sum(axis=1)),
         "more axes asked for than there are"),
        ("0.6", lambda X: X[np.array([True] * 9)],
         "True and False for something else than the rows"),
        ("4.2", lambda X, weight, bias: np.ones((5, 7)) + bias,
         "samples stand on its left"),
    ],
)  # fmt: skip
def test_a_slip_is_told_where_no_exercise_names_it(number, answer, cause):
    report = check(number, answer)
    assert report.mistake is None, report
    assert cause in repr(report), report


def test_an_error_with_other_sizes_is_another_slip():
    # Both products fail on every case, with other sizes in what Python says
    report = check("9.3", lambda X, W, b: W.T @ X + b)
    assert report.mistake is None, report
    assert "`W @ X` is the line" not in repr(
        check("0.8", lambda X, W, b: W.T @ X + b)
    )


def test_an_error_that_means_something_else_is_another_slip():
    report = check("2.3", lambda X: 1 if X.sum(-1) > 1 else 0)
    assert "Likely cause: one yes or no asked of a whole array" in repr(report)


@pytest.mark.parametrize(
    ("number", "answer"),
    [
        ("0.5", lambda X: X[:, 0] > 0),
        ("3.5", lambda X, w, b: X @ w + b <= 0),
        ("5.3", lambda X, W, b: (X @ W + b < 0).all(axis=1)),
    ],
)
def test_true_and_false_are_shown_as_such(number, answer):
    [came] = [text for label, text in check(number, answer).rows
              if label == "came"]  # fmt: skip
    assert re.search("True|False", came), came
    assert not re.search(r"[01]", came.partition(": ")[2]), came


def test_truths_are_written_as_python_writes_them():
    assert written(True) == "True"
    assert written(np.array([True, False])) == "[True, False]"
    assert written([[True], [False]]) == "[[True],\n [False]]"
    assert written([1, 0.0]) == "[1, 0]"


def test_what_rounding_left_is_shown_as_0():
    assert apart(np.array(1.11e-16), np.array(0.25)) == ("0", "0.25")
    assert apart(np.array([1e-17, 1]), np.array([1, 1.0]))[0] == "[0, 1]"
    assert apart(np.array(1e-14), np.array(0.0))[0] == "1e-14"
    report = check("7.4", [[1, 1, 1]], [0, -THIRD, -2 * THIRD], [3, -6, 3])
    assert "e-1" not in repr(report)


def test_a_function_is_asked_for_by_its_name():
    report = check("1.1", [36.0], [68.0])
    assert "a name without brackets, such as `minus_32`" in repr(report)


@pytest.mark.parametrize("pair", [("double", "ReLU"), ["double", "ReLU"]])
def test_a_pair_without_a_list_is_not_taken_for_a_list(pair):
    report = check("1.3", pair)
    assert not report
    assert report.mistake is None, report
    assert "a list of pairs is expected" in repr(report)


@pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.number)
def test_answers_have_the_names_of_the_chapter(exercise):
    asked = f'check("{exercise.number}", {", ".join(exercise.answers)})'
    assert any(asked in source for source in sources()), asked


def test_hints_and_slips_name_what_the_chapters_show():
    shown = "\n".join(sources())
    said = [text for e in ALL for text in e.hints]
    said += [why for _, _, why in _SLIPS]
    assert not [text for text in said if "lambda" in text]
    names = set(re.findall(r"\bnp\.\w+", "\n".join(said)))
    assert {"np.maximum", "np.exp"} <= names
    assert not {name for name in names if name not in shown}


@pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.number)
def test_what_is_to_be_read_again_has_been_read(exercise):
    for mistake in (None, *exercise.mistakes):
        assert exercise.place(mistake)[0] <= exercise.chapter, mistake


@pytest.mark.parametrize(
    ("number", "what"),
    [
        ("1.3", ['six["ReLU"](x)', "list(six)", "pencil"]),
        ("4.3", ["W[:, :1]", "W[:, 0]", "keepdims"]),
        ("5.3", ["reshape(-1)", "three axes"]),
    ],
)
def test_hints_show_what_the_solution_needs(number, what):
    text = "".join(repr(hint(number, step)) for step in (1, 2, 3))
    assert all(each in text for each in what), text
