"""The neuron explorer in Python: its numbers, its checks, its still picture."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest
import torch
import traitlets
from hypothesis import given
from hypothesis import strategies as st

from nnbook.data import logic_gate
from nnbook.explorables import NeuronExplorer, panel
from nnbook.explorables.svg import line_in_square, number

ODDITIES = ("nan", "inf", "None", "Infinity")
value = st.floats(-3, 3)
neurons = st.integers(1, 4).flatmap(
    lambda n: st.tuples(
        st.lists(value, min_size=n, max_size=n),
        st.lists(value, min_size=n, max_size=n),
        value,
        st.sampled_from(["identity", "step", "sigmoid", "tanh", "relu"]),
        st.booleans(),
    )
)


def make(neuron):
    weights, inputs, bias, activation, use_bias = neuron
    return NeuronExplorer(
        weights, bias, inputs, activation=activation, use_bias=use_bias
    )


@given(neuron=neurons)
def test_z_and_a_are_pytorchs(neuron):
    weights, inputs, bias, activation, use_bias = neuron
    explorer = make(neuron)
    z = torch.tensor(weights) @ torch.tensor(inputs) + bias * use_bias
    phi = {
        "identity": lambda z: z,
        "step": lambda z: (z > 0).to(z.dtype),
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": torch.relu,
    }[activation]
    assert explorer.z == pytest.approx(z.item(), rel=1e-12, abs=1e-12)
    if activation != "step" or abs(z) > 1e-9:
        expected = phi(z).item()
        assert explorer.a == pytest.approx(expected, rel=1e-12, abs=1e-12)


@given(neuron=neurons, new=value)
def test_the_list_and_the_single_traits_are_the_same_numbers(neuron, new):
    explorer = make(neuron)
    explorer.w1 = new
    assert explorer.weights[0] == explorer.w1
    assert explorer.w1 == pytest.approx(new, rel=1e-14)
    explorer.inputs = [new] * explorer.n_inputs
    assert explorer.x1 == explorer.inputs[-1]
    assert len(explorer.weights) == explorer.n_inputs


@pytest.mark.parametrize("gate", ["AND", "OR", "XOR"])
@given(w=st.tuples(value, value), b=value)
def test_n_right_counts_the_points_on_their_side(gate, w, b):
    explorer = NeuronExplorer(w, b, data=gate)
    X, y = logic_gate(gate)
    z = X @ np.array(explorer.weights) + explorer.bias
    assert explorer.n_right == np.sum((z > 0) == (y == 1))


def test_xor_never_has_four_right_on_a_grid():
    explorer = NeuronExplorer([0, 0], 0, data="XOR")
    best = 0
    for explorer.w1 in np.linspace(-3, 3, 7):
        for explorer.w2 in np.linspace(-3, 3, 7):
            for explorer.bias in np.linspace(-3, 3, 13):
                best = max(best, explorer.n_right)
    assert best == 3


def test_a_name_and_its_place_follow_one_another():
    explorer = NeuronExplorer(data="OR")
    explorer.activation = "tanh"
    assert explorer.activations[explorer.activation_index] == "tanh"
    explorer.activation_index = 0
    assert explorer.activation == "step"
    explorer.data_index = explorer.datasets.index("XOR")
    assert explorer.data == "XOR"
    explorer.data = "yours"
    assert explorer.datasets[explorer.data_index] == "yours"


def test_your_own_points_are_the_data():
    points = [[0.5, -0.5, 1], [1.0, 2.0, 0]]
    explorer = NeuronExplorer([1, 0], 0, data="yours", points=points)
    assert explorer.X.tolist() == [[0.5, -0.5], [1.0, 2.0]]
    assert explorer.y.tolist() == [1, 0]
    assert explorer.n_right == 1


def test_floats_of_a_binary_grid_are_tidied():
    explorer = NeuronExplorer()
    explorer.w1 = 1.2000000000000002
    assert explorer.w1 == 1.2


@pytest.mark.parametrize(
    ("arguments", "lesson"),
    [
        ({"weights": []}, "holds 0 numbers.*1 to 4 inputs"),
        ({"weights": [1] * 5}, "holds 5 numbers.*1 to 4 inputs"),
        ({"weights": ["a"]}, "finite numbers"),
        ({"weights": [float("nan")]}, "finite numbers"),
        ({"bias": float("inf")}, "bias is .*a finite number"),
        ({"bias": 101.0}, "between -100 and 100"),
        ({"inputs": [1.0]}, "inputs holds 1 numbers.*2 inputs"),
        ({"activation": "sigmiod"}, "sigmoid"),
        ({"data": "NOR"}, "none, AND, OR, XOR, yours"),
        ({"weights": [1], "data": "AND"}, "AND has two inputs"),
        ({"points": [[0, 0, 2]]}, "label, 0 or 1"),
        ({"points": [[0, 1]]}, "2 inputs and then a label"),
        ({"extent": (1, 1)}, "low must be less than high"),
    ],
)
def test_a_wrong_argument_is_explained(arguments, lesson):
    with pytest.raises((ValueError, traitlets.TraitError), match=lesson):
        NeuronExplorer(**arguments)


def test_a_wrong_index_is_explained():
    explorer = NeuronExplorer()
    with pytest.raises(ValueError, match="numbered 0 to 2"):
        explorer.activation_index = 3


def test_an_unknown_control_is_explained():
    with pytest.raises(ValueError, match=r"no control is called 'w3'.*w1, w2"):
        panel(NeuronExplorer(), ["w3"])


def test_controls_start_with_the_explorers_values():
    explorer = NeuronExplorer([2.5, -7.0], bias=0.3, data="XOR")
    controls = panel(explorer).controls
    assert controls["w1"].value == 2.5
    assert controls["w2"].value == controls["w2"].min == -7.0
    assert controls["bias"].value == 0.3
    assert explorer.datasets[controls["data"].index] == "XOR"
    assert [explorer.w1, explorer.w2, explorer.bias] == [2.5, -7.0, 0.3]


def test_the_repr_is_stable_and_short():
    explorer = NeuronExplorer([1, -0.5], bias=2, inputs=[0, 1])
    text = "NeuronExplorer(weights=[1, -0.5], bias=2, inputs=[0, 1], sigmoid)"
    assert repr(explorer) == text
    assert repr(panel(explorer)) == f"panel({text})"


@given(neuron=neurons)
def test_the_still_picture_is_whole(neuron):
    explorer = make(neuron)
    picture = explorer.still()
    root = ET.fromstring(picture)
    assert root.tag.endswith("svg")
    assert len(picture) < 7000
    words = " ".join(root.itertext())
    assert f"= {number(explorer.z)}" in words
    assert not any(oddity in picture for oddity in ODDITIES)


def test_the_still_picture_is_part_of_the_display():
    for shown in (NeuronExplorer(), panel(NeuronExplorer())):
        bundle = shown._repr_mimebundle_()
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        assert data["image/svg+xml"] == shown.still()
        assert data["text/plain"] == repr(shown)[: len(data["text/plain"])]


@given(w=st.tuples(value, value), b=value)
def test_the_line_in_the_still_is_where_z_is_zero(w, b):
    for x1, x2 in line_in_square(*w, b, -1.0, 2.0):
        assert abs(w[0] * x1 + w[1] * x2 + b) < 1e-6
        assert min(x1, x2) >= -1 - 1e-9
        assert max(x1, x2) <= 2 + 1e-9


def test_a_tidied_number_goes_back_to_the_page(monkeypatch):
    explorer = NeuronExplorer(weights=[1.2, -0.7])
    sent = []
    monkeypatch.setattr(
        NeuronExplorer, "send_state", lambda self, key=None: sent.append(key)
    )
    explorer.set_state({"w1": 1.2000000000000002})
    assert explorer.w1 == 1.2
    assert any(key == "w1" or "w1" in (key or ()) for key in sent)
