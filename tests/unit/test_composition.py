"""The CompositionExplorer in Python: values, names, errors, still picture."""

import re
from functools import reduce
from xml.etree import ElementTree

import numpy as np
import pytest
import torch
import traitlets
from hypothesis import given, settings
from hypothesis import strategies as st

from nnbook.explorables import CompositionExplorer, panel
from nnbook.explorables.composition.widget import KINDS

IN_TORCH = {
    "scale": lambda t, p: p * t,
    "shift": lambda t, p: t + p,
    "square": lambda t, p: t**2,
    "relu": lambda t, p: torch.relu(t),
    "sigmoid": lambda t, p: torch.sigmoid(t),
    "step": lambda t, p: (t > 0).to(t.dtype),
}

numbers = st.floats(-3, 3).map(lambda v: round(v, 4))
affine = st.tuples(st.sampled_from(["scale", "shift"]), numbers)
functions = st.one_of(
    affine, st.sampled_from(["square", "relu", "sigmoid", "step"])
)
chains = st.lists(functions, min_size=1, max_size=4)
few = settings(max_examples=25)  # making a widget takes its time


def pairs(chain):
    return [(f, 1.0) if isinstance(f, str) else f for f in chain]


@few
@given(chain=chains, x=numbers)
def test_the_values_are_pytorchs(chain, x):
    explorer = CompositionExplorer(chain, x=x)
    t, expected = torch.tensor(x), [x]
    for kind, p in pairs(chain):
        t = IN_TORCH[kind](t, p)
        expected.append(t.item())
    np.testing.assert_allclose(
        explorer.values, expected, rtol=1e-12, atol=1e-12
    )
    assert explorer.y == explorer.values[-1]
    assert len(explorer.values) == explorer.n + 1


@few
@given(chain=chains)
def test_calling_it_is_the_same_function_for_an_array(chain):
    explorer = CompositionExplorer(chain)
    x = np.linspace(-2, 2, 9).reshape(3, 3)
    found = explorer(x)
    assert found.shape == (3, 3)
    for at in np.ndindex(3, 3):
        explorer.x = x[at]
        np.testing.assert_allclose(found[at], explorer.y, atol=1e-12)
    assert explorer(0.5) == pytest.approx(
        reduce(lambda v, f: float(explorer.apply(f[0], v, f[1])), pairs(chain), 0.5)
    )  # fmt: skip


@few
@given(chain=st.lists(affine, min_size=1, max_size=4))
def test_affine_functions_collapse_to_one(chain):
    explorer = CompositionExplorer(chain)
    m, c = explorer.affine
    x = np.linspace(-2, 2, 21)
    np.testing.assert_allclose(explorer(x), m * x + c, atol=1e-9)


@pytest.mark.parametrize("kind", ["square", "relu", "sigmoid", "step"])
def test_anything_else_does_not(kind):
    assert CompositionExplorer([("scale", 2), kind]).affine is None


@few
@given(chain=chains)
def test_the_functions_are_those_that_were_given(chain):
    explorer = CompositionExplorer(chain)
    assert explorer.functions == chain
    explorer.functions = [("scale", 2), "step"]
    assert explorer.functions == [("scale", 2.0), "step"]
    assert explorer.n == 2
    assert eval(repr(explorer)).values == explorer.values


def test_a_trait_changes_the_value_at_once():
    explorer = CompositionExplorer([("scale", 2), ("shift", 1)], x=3)
    assert explorer.values == [3, 6, 7]
    explorer.p2 = 5
    explorer.f1 = KINDS.index("square")
    assert explorer.values == [3, 9, 14]
    explorer.n = 1
    assert explorer.values == [3, 9]


def test_the_order_matters():
    explorer = CompositionExplorer([("scale", 2), ("shift", 1)], x=3)
    other = CompositionExplorer([("shift", 1), ("scale", 2)], x=3)
    assert (explorer.y, other.y) == (7, 8)
    assert (explorer.affine, other.affine) == ((2, 1), (2, 2))


def test_everything_the_page_needs_is_in_the_synced_state():
    explorer = CompositionExplorer(before=[("shift", 1), "relu"])
    state = explorer.get_state()
    names = {"x", "n", "before", "extent", "f1", "f4", "p1", "p4"}
    assert names <= state.keys()
    assert state["before"] == [["shift", 1.0], ["relu", 1.0]]


def test_a_slider_cannot_leave_binary_dust():
    explorer = CompositionExplorer()
    explorer.x = 1.2000000000000002
    assert explorer.x == 1.2


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"functions": []}, "holds 0; .* 1 to 4"),
        ({"functions": ["relu"] * 5}, "holds 5; .* 1 to 4"),
        ({"functions": "relu"}, "takes a list of functions"),
        ({"functions": ["tanh"]}, "no function 'tanh'; .* scale, shift"),
        ({"functions": ["scale"]}, r"'scale' needs a number, as in \('scale'"),
        ({"functions": [("relu", 1, 2)]}, "more than a name and a number"),
        ({"functions": [("shift", 101)]}, "parameter of shift is 101"),
        ({"functions": [("shift", "a")]}, "finite number"),
        ({"x": float("nan")}, "x is nan; it takes a finite number"),
        ({"before": [("scale", float("inf"))]}, "parameter of scale is inf"),
        ({"extent": (2, -2)}, "low must be less than high"),
    ],
)
def test_a_wrong_argument_is_explained(changes, message):
    with pytest.raises(ValueError, match=message):
        CompositionExplorer(**changes)


@pytest.mark.parametrize(
    ("trait", "value", "message"),
    [
        ("n", 5, "n is 5; a chain here has 1 to 4"),
        ("n", 0, "n is 0"),
        ("f2", 6, "f2 is 6; .* numbered 0 to 5"),
        ("p1", -1000, "p1 is -1000"),
        ("x", float("inf"), "x is inf"),
    ],
)
def test_a_wrong_trait_is_explained_and_not_taken(trait, value, message):
    explorer = CompositionExplorer()
    before = explorer.get_state()
    with pytest.raises((ValueError, traitlets.TraitError), match=message):
        setattr(explorer, trait, value)
    assert explorer.get_state() == before


def test_the_controls_are_joined_to_the_traits():
    found = panel(CompositionExplorer(x=0.5))
    assert list(found.controls) == [
        "x", "n", *(f"{v}{i}" for i in "1234" for v in "fp"),
    ]  # fmt: skip
    assert found.controls["x"].value == 0.5
    assert found.controls["f3"].index == KINDS.index("relu")
    assert found.controls["f3"].options == (
        "scale", "shift", "square", "ReLU", "sigmoid", "step",
    )  # fmt: skip
    with pytest.raises(ValueError, match="no control is called 'p5'"):
        panel(CompositionExplorer(), ["p5"])


def test_the_repr_is_stable_and_says_it_all():
    explorer = CompositionExplorer([("scale", -2), "relu"], x=0.25)
    text = "CompositionExplorer([('scale', -2), 'relu'], x=0.25)"
    assert repr(explorer) == text
    assert repr(panel(explorer)) == f"panel({text})"


@few
@given(chain=chains, x=st.sampled_from([-100.0, -1.0, 0.0, 0.7, 100.0]))
def test_the_still_picture_is_sound_and_shows_every_value(chain, x):
    explorer = CompositionExplorer(chain, x=x)
    still = explorer.still()
    assert still == CompositionExplorer(chain, x=x).still()
    assert len(still) < 7000
    assert not re.search("nan|inf[^o]|None", still)
    root = ElementTree.fromstring(still)
    shown = [t.text for t in root.iter("{http://www.w3.org/2000/svg}text")]
    for value in explorer.values:
        if abs(value) < 9999:
            size = f"{abs(value):.2f}"
            sign = "−" if value < 0 and float(size) else ""
            assert any(sign + size in text for text in shown)
    coordinates = re.findall(r"[\d.]+,(-?[\d.]+)", still)
    assert all(125 < float(y) < 325 for y in coordinates)
