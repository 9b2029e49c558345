"""The checker itself: what it accepts, and what it says."""

import random

import numpy as np
import pytest
import torch

from nnbook.check import check, hint
from nnbook.check.reading import written


def loop(X):
    X = np.asarray(X)
    rows = [X] if X.ndim == 1 else X
    found = [float(sum(row) > len(row) / 2) for row in rows]
    return found[0] if X.ndim == 1 else found


def by_torch(X):
    X = torch.tensor(X, requires_grad=True)
    z = X @ torch.ones(X.shape[-1], dtype=X.dtype) - X.shape[-1] / 2
    return z * (z > 0) / z.abs().clamp(min=1e-9)


@pytest.mark.parametrize("majority", [loop, by_torch])
def test_another_working_solution_is_right(majority):
    report = check("2.3", majority)
    assert report, report


@pytest.mark.parametrize(
    "w", [[-2, -2], (-2.0, -2.0), torch.tensor([-2.0, -2], requires_grad=True)]
)
def test_lists_tuples_and_tensors_are_taken(w):
    assert check("2.1", w, 3)


def test_an_exception_comes_with_the_learners_line_only():
    def majority(X):
        return np.ones(7) @ X  # the line

    text = repr(check("2.3", majority))
    assert "ValueError" in text
    assert "return np.ones(7) @ X  # the line" in text
    assert "running.py" not in text
    assert "functions.py" not in text


def test_printing_is_not_returning(capsys):
    report = check("2.3", lambda X: print(X))
    assert report.mistake.name == "printed, not returned"
    assert capsys.readouterr().out == ""


def test_a_right_result_in_a_wrong_shape():
    report = check("2.3", lambda X: np.reshape(loop(X), (-1, 1)))
    assert report.mistake.name == "right numbers, wrong shape"
    assert "shape (2, 1)" in repr(report)


def test_random_states_and_arguments_are_left_alone():
    def majority(X):
        random.random(), np.random.rand(), torch.rand(1)  # noqa: NPY002
        X += 1
        return X

    states = random.getstate(), np.random.get_state()[2], torch.get_rng_state()  # noqa: NPY002
    first = repr(check("2.3", majority))
    assert repr(check("2.3", majority)) == first
    assert random.getstate() == states[0]
    assert np.random.get_state()[2] == states[1]  # noqa: NPY002
    assert torch.equal(torch.get_rng_state(), states[2])


def test_values_are_not_functions_and_functions_not_values():
    assert "without brackets" in repr(check("2.3", 1.0))
    assert "the text" in repr(check("2.1", "-1, -1", 1.5))
    assert "yours takes (x, w)" in repr(check("2.3", lambda x, w: x))


def test_half_an_answer_is_not_attempted():
    assert "b_nand is still empty" in repr(check("2.1", [-1, -1], None))


def test_wrong_calls_teach():
    with pytest.raises(ValueError, match=r"chapter 2 has 2\.1"):
        check("2.9")
    with pytest.raises(TypeError, match="in quotes"):
        check(2.1, 1, 2)
    with pytest.raises(TypeError, match=r'check\("2.1", w_nand, b_nand\)'):
        check("2.1", 1)
    with pytest.raises(ValueError, match="three hints"):
        hint("2.1", 4)


def test_a_terminal_shows_one_hint_and_names_the_next():
    assert 'hint("2.1", 2)' in repr(hint("2.1"))
    assert "hint(" not in repr(hint("2.1", 3))


def test_the_card_is_a_status_with_text_escaped():
    html = check("2.1", "<b>", 1)._repr_html_()
    assert 'role="status"' in html
    assert "<b>" not in html


def test_one_result_where_two_are_expected():
    text = repr(check("1.2", lambda box: box(1.0) - box(0.0)))
    assert "came      1 result: -1.5\n" in text
    assert "2 results: m = -1.5, c = 1" in text


def test_a_list_of_numbers_is_no_list_of_functions():
    text = repr(check("1.1", [-32, 5 / 9], [9 / 5, 32]))
    assert "should be a function" in text
    assert "the number -32 came" in text


def test_pairs_in_another_order_and_spelling_are_right():
    assert check("1.3", {("step", "relu"), ("ReLU", "double")})
    assert "one of these names" in repr(check("1.3", [("cube", "step")]))


def test_what_is_left_out_of_a_long_array_shows_as_three_points():
    assert written(np.arange(100.0)) == "[ 0,  1,  2, ..., 97, 98, 99]"
    assert "\n ...,\n" in written(np.zeros((12, 5)))
    assert written(np.array([1.0, -2.0])) == "[ 1, -2]"


def test_a_name_that_does_not_exist_is_answered_with_a_question():
    assert repr(check("9.7", 8, "ReLU")).endswith("Did you mean 'relu'?")
