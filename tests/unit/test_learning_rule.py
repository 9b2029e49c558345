"""Rosenblatt's rule and its explorable in Python."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest
import torch
import traitlets
from hypothesis import given, settings
from hypothesis import strategies as st

from nnbook.data import logic_gate
from nnbook.explorables import LearningRuleExplorer, panel
from nnbook.learning import mistakes, perceptron_rule

KNOWN = {
    "AND": ([2.0, 1.0], -2.0, [1, 3, 3, 2, 1, 0]),
    "OR": ([1.0, 1.0], 0.0, [1, 2, 1, 0]),
}


@pytest.mark.parametrize("gate", KNOWN)
def test_it_finds_the_gates_that_a_line_parts(gate):
    w, b, counts = KNOWN[gate]
    trace = perceptron_rule(*logic_gate(gate))
    assert (trace[-1].w.tolist(), trace[-1].b) == (w, b)
    assert mistakes(trace) == counts
    assert sum(update.error != 0 for update in trace) == sum(counts)


def test_on_xor_it_goes_round_for_ever():
    trace = perceptron_rule(*logic_gate("XOR"), epochs=6)
    assert mistakes(trace) == [2, 3, 4, 4, 4, 4]
    ends = [(*each.w.tolist(), each.b) for each in trace[3::4]]
    assert ends[1:] == ends[1:2] * 5 != ends[:1] * 5


rows = st.lists(
    st.tuples(st.floats(-5, 5), st.floats(-5, 5), st.sampled_from([0, 1])),
    min_size=1,
    max_size=8,
)


@given(rows=rows, rate=st.floats(0.01, 5), epochs=st.integers(0, 6))
@settings(deadline=None)
def test_each_update_is_pytorchs_and_follows_from_the_last(rows, rate, epochs):
    X, y = np.array(rows)[:, :2], np.array(rows)[:, 2]
    trace = perceptron_rule(X, y, rate, epochs)
    w, b = torch.zeros(2, dtype=torch.float64), 0.0
    for k, each in enumerate(trace):
        assert (each.epoch, each.row) == (1 + k // len(X), k % len(X))
        x = torch.tensor(X[each.row])
        z = torch.dot(w, x).item() + b
        assert each.z == pytest.approx(z, rel=1e-9, abs=1e-9)
        assert each.answer == (each.z > 0)
        assert each.error == y[each.row] - each.answer
        w, b = w + rate * each.error * x, b + rate * each.error
        assert each.w == pytest.approx(w.numpy(), rel=1e-9, abs=1e-9)
        assert each.b == pytest.approx(b, rel=1e-9, abs=1e-9)
        w, b = torch.tensor(each.w), each.b
    counts = mistakes(trace)
    assert len(counts) == epochs or counts[-1] == 0
    assert 0 not in counts[:-1]


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"rate": 0}, "rate is 0; it should be more than 0"),
        ({"y": [0, 2, 0, 0]}, "the targets are 0, 1"),
        ({"y": [0, 1]}, r"y is \(2,\); expected \(batch, n_in\)"),
        ({"w": [1.0]}, r"one weight for each input is \(2,\)"),
        ({"X": [[0, np.nan]] * 4}, "must be a finite number"),
    ],
)
def test_what_does_not_fit_is_told(given_, said):
    X, y = logic_gate("AND")
    with pytest.raises(ValueError, match=said):
        perceptron_rule(**{"X": X, "y": y, **given_})


# ---- The explorable.


def test_it_begins_at_the_end_of_the_second_epoch():
    explorer = LearningRuleExplorer("AND")
    assert (explorer.step, explorer.n_steps) == (8, 24)
    assert (explorer.w.tolist(), explorer.b) == ([2.0, 1.0], 0.0)
    assert explorer.mistakes == KNOWN["AND"][2]
    explorer.step = 0
    assert (explorer.w.tolist(), explorer.b) == ([0.0, 0.0], 0.0)
    assert repr(explorer) == "LearningRuleExplorer(AND, rate=1, step=0)"


def test_data_is_a_name_or_points():
    own = LearningRuleExplorer([[0, 0, 1], [1, 0.5, 0]], epochs=3)
    assert (own.data, own.X.shape, own.y.tolist()) == ("yours", (2, 2), [1, 0])
    own.data_index = 2
    assert (own.data, len(own.y)) == ("XOR", 4)
    assert list(panel(own).controls) == ["step", "rate", "data"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"data": "NOR"}, "data is 'NOR'; it can be one of AND, OR, XOR"),
        ({"data": [[0, 1]]}, r"a point is \[0, 1\]; it takes 2 inputs"),
        ({"data": [[0, 0, 1]] * 13}, "there are 13 points"),
        ({"rate": 0}, "rate is 0.0; it takes a finite number between 0.01"),
        ({"epochs": 21}, "epochs is 21; the table has room for 1 to 20"),
        ({"step": 500}, "step is 500"),
    ],
)
def test_errors_say_what_came(wrong, said):
    with pytest.raises((ValueError, traitlets.TraitError), match=said):
        LearningRuleExplorer(**wrong)


def test_the_still_picture_shows_the_rows():
    picture = LearningRuleExplorer("XOR", step=12).still()
    ET.fromstring(picture)
    assert "After 12 rows w = (−1.00, 0.00) and b = 1.00" in picture
    # Three epochs are over; of the others nothing is told.
    assert "mistakes in each epoch: 2, 3, 4." in picture
    assert "✗ −1" in picture
    start = LearningRuleExplorer("AND", step=0).still()
    assert "✗" not in start
    assert "nan" not in start
