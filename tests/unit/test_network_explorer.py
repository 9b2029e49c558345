"""The network explorer in Python: its numbers, its checks, its picture."""

import re
import xml.etree.ElementTree as ET

import ipywidgets
import numpy as np
import pytest
import torch
import traitlets
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from nnbook import Dense, Network, tanh
from nnbook.explorables import NetworkExplorer, panel
from nnbook.explorables.bundle import module
from nnbook.explorables.svg import number

NAMES = ["identity", "step", "sigmoid", "tanh", "relu"]
MODULES = {"identity": nn.Identity, "sigmoid": nn.Sigmoid, "tanh": nn.Tanh,
           "relu": nn.ReLU}  # fmt: skip


@st.composite
def explorers(draw, names=NAMES):
    """A network of random size and numbers, and one input for it."""
    sizes = draw(st.lists(st.integers(1, 8), min_size=2, max_size=7))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    chosen = [draw(st.sampled_from(names)) for _ in sizes[1:]]
    network = Network(
        Dense(rng.uniform(-3, 3, (m, n)), rng.uniform(-3, 3, n), name)
        for m, n, name in zip(sizes, sizes[1:], chosen, strict=False)
    )
    return NetworkExplorer(network, rng.uniform(-3, 3, sizes[0]))


def small(**options):
    network = Network([
        Dense([[0.5, -1], [0.4, 0.3]], [0.1, 0.2], "relu"),
        Dense([[1.0], [-0.5]], [0.3], "sigmoid"),
    ])  # fmt: skip
    return NetworkExplorer(network, [2.0, 1.0], **options)


@given(explorer=explorers(list(MODULES)))
def test_the_trace_is_pytorchs_at_every_layer(explorer):
    a = torch.tensor(explorer.inputs)
    for layer, (z, found) in zip(
        explorer.network.layers, explorer.trace, strict=True
    ):
        linear = nn.Linear(layer.n_in, layer.n_out)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(layer.W.T))
            linear.bias.copy_(torch.tensor(layer.b))
            expected = linear(a)
            a = MODULES[layer.activation.name]()(expected)
        size = 1 + np.abs(expected.numpy()).max()
        assert np.abs(z - expected.numpy()).max() <= 1e-12 * size
        assert np.abs(found - a.numpy()).max() <= 1e-12 * size


@given(explorer=explorers())
def test_every_step_belongs_to_one_neuron_and_phase(explorer):
    steps = [
        explorer.step_of(layer, j, phase)
        for layer, n in enumerate(explorer.sizes[1:], 1)
        for j in range(1, n + 1)
        for phase in ("products", "z", "a")
    ]
    assert steps == sorted(set(steps))
    # The rest: the inputs alone, and the way from layer to layer.
    assert len(steps) + len(explorer.sizes) - 1 == explorer.n_steps + 1
    assert steps[-1] == explorer.n_steps == explorer.step


@given(explorer=explorers(["identity"]))
def test_identity_layers_are_one_layer(explorer):
    one, out = explorer.collapsed, explorer.trace[-1].a
    found = one(explorer.inputs)
    size = 1 + np.abs(one.W).sum() + np.abs(one.b).max()
    assert one.W.shape == (explorer.sizes[0], explorer.sizes[-1])
    assert np.abs(found - out).max() <= 1e-12 * 100 * size


def test_one_other_activation_is_enough_against_the_collapse():
    explorer = small()
    assert explorer.collapsed is None
    explorer.activations = ["identity", "relu"]
    assert explorer.collapsed is None
    explorer.activation2 = explorer.choices.index("identity")
    assert isinstance(explorer.collapsed, Dense)


def test_a_pencil_can_check_it():
    (z1, a1), (z2, a2) = small().trace
    assert np.allclose(z1, [1.5, -1.5])
    assert np.allclose(a1, [1.5, 0.0])
    assert np.allclose(z2, 1.8)
    assert np.allclose(a2, 1 / (1 + np.exp(-1.8)))


def test_the_lists_and_the_single_traits_are_the_same_numbers():
    explorer = small()
    explorer.x2 = -1.5
    assert explorer.inputs == [2.0, -1.5]
    explorer.inputs = [0.25, 3]
    assert (explorer.x1, explorer.x2) == (0.25, 3.0)
    explorer.activation1 = explorer.choices.index("tanh")
    assert explorer.activations == ["tanh", "sigmoid"]
    assert explorer.network.layers[0].activation.name == "tanh"
    explorer.activations = ["step", "identity"]
    assert explorer.choices[explorer.activation1] == "step"


def test_weights_that_come_from_the_page_are_the_networks():
    explorer = small()
    weights = [[list(row) for row in W] for W in explorer.weights]
    weights[0][1][0] = 2.0
    explorer.set_state({"weights": weights})
    assert explorer.network.layers[0].W[1, 0] == 2.0
    assert explorer.trace[0].z[0] == pytest.approx(3.1)


def test_a_network_of_the_same_size_can_be_put_in():
    explorer = small()
    new = Network.random([2, 2, 1], "tanh", rng=np.random.default_rng(0))
    explorer.network = new
    assert np.array_equal(explorer.network(explorer.inputs),
                          new(explorer.inputs))  # fmt: skip
    assert explorer.activations == ["tanh", "tanh"]
    other = Network.random([2, 3, 1], "tanh", rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="2→2→1, the new network is 2→3→1"):
        explorer.network = other


def test_a_step_lets_go_of_the_neuron_chosen_by_hand():
    explorer = small(step=3)
    explorer.at = 1
    explorer.step = 4
    assert explorer.at == 0


def big(sizes):
    return Network.random(sizes, "relu", rng=np.random.default_rng(0))


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: NetworkExplorer([1]), TypeError, "network is a list.*Network"),
        (lambda: NetworkExplorer(big([9, 1])), ValueError, "9→1.*8 units"),
        (lambda: NetworkExplorer(big([1] * 8)), ValueError, "6 weight layers"),
        (lambda: NetworkExplorer(big([2, 1]), [1.0]), ValueError, r"\(1,\).*2 inputs"),
        (lambda: NetworkExplorer(big([2, 1]), [[1.0, 2.0]]), ValueError, r"should be \(2,\)"),
        (lambda: NetworkExplorer(big([2, 1]), [1.0, np.nan]), ValueError, "finite"),
        (lambda: NetworkExplorer(big([2, 1]), [1.0, 101]), ValueError, "at most 100"),
        (lambda: NetworkExplorer(Network([Dense([[200.0]], [0.0])])), ValueError, "200 is more"),
        (lambda: small(step=99), ValueError, "whole number from 0 to 10"),
        (lambda: small(step=-1), ValueError, "whole number from 0 to 10"),
        (lambda: small().step_of(3, 1), ValueError, "no layer 3: 2 weight layers"),
        (lambda: small().step_of(1, 3), ValueError, "no neuron 3 in layer 1.*2 neurons"),
        (lambda: small().step_of(1, 1, "b"), ValueError, "known: products, z, a"),
        (lambda: small(choices=["swish"]), ValueError, "unknown activation"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_explained(make, error, message):
    with pytest.raises(error, match=message):
        make()


@pytest.mark.parametrize(
    ("trait", "value", "message"),
    [
        ("inputs", [1.0], r"\(1,\).*should be \(2,\)"),
        ("weights", [[[1.0]], [[1.0], [1.0]]], r"layer 1 is \(1, 1\).*\(2, 2\)"),
        ("weights", [[[1.0]]], "1 entries for 2 weight layers"),
        ("biases", [[1.0], [1.0]], r"layer 1 is \(1,\).*\(2,\)"),
        ("biases", [[1.0, 101.0], [1.0]], "101 is more"),
        ("activations", ["relu"], "1 functions for 2 weight layers"),
        ("activation1", 9, "numbered 0 to 4"),
        ("at", 4, "whole number from 0 to 3"),
        ("x1", float("inf"), "finite"),
    ],
)  # fmt: skip
def test_what_does_not_fit_leaves_all_as_it_was(trait, value, message):
    explorer = small()
    before = explorer.get_state()
    with pytest.raises((ValueError, traitlets.TraitError), match=message):
        setattr(explorer, trait, value)
    assert explorer.get_state() == before


def test_fewer_choices_still_hold_what_the_network_uses():
    explorer = small(choices=["identity", "relu"])
    assert explorer.choices == ["identity", "relu", "sigmoid"]
    with pytest.raises(ValueError, match="tanh is not among the choices"):
        explorer.activations = ["tanh", "relu"]


def test_controls_are_joined_in_the_page():
    shown = panel(small(), ["step", "x1", "activation2"])
    step, x1, phi = shown.controls.values()
    assert isinstance(step, ipywidgets.IntSlider)
    assert (step.min, step.max, step.value) == (0, 10, 10)
    assert (x1.value, phi.options[phi.index]) == (2.0, "sigmoid")
    with pytest.raises(ValueError, match="step, x1, x2, activation1"):
        panel(small(), ["x3"])


def test_play_can_be_joined_to_the_step():
    explorer, play = small(step=0), ipywidgets.Play(max=10)
    link = ipywidgets.jslink((play, "value"), (explorer, "step"))
    assert link.target == (explorer, "step")


@settings(max_examples=25)
@given(explorer=explorers())
def test_the_still_picture_is_whole_small_and_the_same_each_time(explorer):
    picture = explorer.still()
    assert len(picture.encode()) < 7000
    assert picture == explorer.still()
    words = [node.text for node in ET.fromstring(picture).iter() if node.text]
    assert not any(odd in picture for odd in ("nan", "inf", "None"))
    for value in explorer.inputs:
        assert number(value) in words


def test_the_still_picture_of_a_big_network_is_small_too():
    rng = np.random.default_rng(0)
    layers = [Dense(rng.uniform(-100, 100, (8, 8)), rng.uniform(-1, 1, 8))
              for _ in range(6)]  # fmt: skip
    picture = NetworkExplorer(Network(layers)).still()
    assert len(picture.encode()) < 7000
    ET.fromstring(picture)


def test_the_repr_is_short_and_stable():
    expected = "NetworkExplorer(2→2→1, x=[2, 1], relu, sigmoid)"
    assert repr(small()) == expected
    assert repr(panel(small())) == f"panel({expected})"
    bundle = small()._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/plain"] == expected
    assert data["image/svg+xml"].startswith("<svg")


def test_the_module_stands_alone():
    text = module("network/view.js")
    assert not re.search(r"^import\b", text, re.M)
    assert len(re.findall(r"^export\b", text, re.M)) == 1


def test_tanh_is_the_networks():
    # A guard for the test itself: MODULES and nnbook mean the same.
    z = np.array([-1.0, 0.5])
    assert np.allclose(tanh(z), nn.Tanh()(torch.tensor(z)).numpy())


def test_the_still_tells_nothing_before_its_time():
    network = Network([Dense([[2.0, 3.0]], [0.25, 0.5]), Dense([[5.0], [0.0]], [7.0])])  # fmt: skip
    explorer = NetworkExplorer(network, [1.0])
    at = {"products": [], "z": ["2.25"], "a": ["2.25"]}
    for phase, shown in at.items():
        explorer.step = explorer.step_of(1, 1, phase)
        picture = explorer.still()
        assert ("2.25" in picture) == bool(shown)
        assert "3.50" not in picture
        assert f"step {explorer.step} of 10" in picture
    explorer.step = explorer.n_steps
    assert "output: 18.25" in explorer.still()
