"""ActivationExplorer: its traits, its numbers and its still picture."""

import math
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import ipywidgets
import numpy as np
import pytest
import torch
import traitlets
from hypothesis import given
from hypothesis import strategies as st

from nnbook import explorables
from nnbook.activations import ACTIVATIONS
from nnbook.explorables import ActivationExplorer, panel
from nnbook.explorables.activation import widget

NAMES = ("step", "sigmoid", "tanh", "relu")
names = st.sampled_from(NAMES)
zs = st.floats(-100, 100)
scales = st.floats(0.1, 5)
EXPLORER = ActivationExplorer(scale=1.0)  # one for the laws: it takes time
SOURCE = Path(explorables.__file__).parent / "activation"


def at(left, right, z, scale):
    """The explorer with these traits."""
    EXPLORER.left, EXPLORER.right = left, right
    EXPLORER.z, EXPLORER.scale = z, scale
    return EXPLORER


def test_the_first_state_is_the_one_of_the_docstring():
    explorer = ActivationExplorer("sigmoid", "relu", z=2.0)
    explorer.scale = 0.5
    assert explorer.a == pytest.approx((0.7310585786300049, 1.0), abs=1e-12)
    slope = 0.5 * 0.7310585786300049 * (1 - 0.7310585786300049)
    assert explorer.slope == pytest.approx((slope, 0.5), abs=1e-12)
    assert explorer.odds == pytest.approx(math.e)
    assert explorer.region == ("", "")


@given(left=names, right=names, z=zs, scale=scales)
def test_values_and_slopes_are_pytorchs(left, right, z, scale):
    explorer = at(left, right, z, scale)
    for name, a, slope in zip(
        (left, right), explorer.a, explorer.slope, strict=True
    ):
        t = torch.tensor(explorer.z, requires_grad=True)
        u = explorer.scale * t
        if name == "step":
            value, gradient = float(u > 0), 0.0
        else:
            out = getattr(torch, name)(u)
            out.backward()
            value, gradient = out.item(), t.grad.item()
        assert a == pytest.approx(value, rel=1e-12, abs=1e-12)
        assert slope == pytest.approx(gradient, rel=1e-12, abs=1e-12)


@given(name=names, z=zs, scale=scales)
def test_a_flat_region_is_where_the_slope_is_small(name, z, scale):
    explorer = at(name, name, z, scale)
    steepest = scale * {"step": 0, "sigmoid": 0.25}.get(name, 1)
    small = explorer.slope[0] < widget.FLAT * steepest or name == "step"
    if abs(explorer.slope[0] - widget.FLAT * steepest) > 1e-9:
        assert bool(explorer.region[0]) == small
    words = {"step": "flat", "relu": "silent"}.get(name, "saturated")
    assert explorer.region[0] in ("", words)


@given(z=zs, scale=scales)
def test_the_odds_are_finite_and_those_of_the_sigmoid(z, scale):
    explorer = at("sigmoid", "relu", z, scale)
    assert math.isfinite(explorer.odds)
    a, u = explorer.a[0], explorer.scale * explorer.z
    rest = ACTIVATIONS["sigmoid"](-u)
    if abs(u) < 500:
        assert explorer.odds == pytest.approx(a / rest, rel=1e-9)


def test_names_and_places_follow_one_another():
    explorer = ActivationExplorer("tanh", "step")
    assert (explorer.left_index, explorer.right_index) == (2, 0)
    explorer.left_index = 3
    assert explorer.left == "relu"
    explorer.right = "sigmoid"
    assert explorer.right_index == 1
    explorer.left = "identity"
    assert explorer.activations == [*NAMES, "identity"]
    assert explorer.a[0] == explorer.z


@pytest.mark.parametrize(
    ("trait", "value", "words"),
    [
        ("z", math.nan, "z is nan"),
        ("z", math.inf, "-100 and 100"),
        ("z", 101.0, "-100 and 100"),
        ("scale", 0.0, "0.1 and 5"),
        ("scale", -1.0, "0.1 and 5"),
        ("scale", 5.5, "0.1 and 5"),
        ("left", "swish", "swish"),
        ("right", "RELU", "relu"),
        ("left_index", 4, "numbered 0 to 3"),
        ("right_index", -1, "numbered 0 to 3"),
    ],
)
def test_wrong_values_say_what_is_right(trait, value, words):
    explorer = ActivationExplorer()
    before = getattr(explorer, trait)
    with pytest.raises((ValueError, traitlets.TraitError), match=words):
        setattr(explorer, trait, value)
    assert getattr(explorer, trait) == before


def test_a_wrong_name_is_refused_at_once():
    with pytest.raises(ValueError, match="swish"):
        ActivationExplorer("sigmoid", "swish")
    with pytest.raises(ValueError, match="swish"):
        ActivationExplorer(activations=["swish"])


def test_binary_sums_of_sliders_are_tidied():
    explorer = ActivationExplorer(scale=1.0)
    explorer.z = 0.1 + 0.2
    explorer.scale = 1.1 + 0.1
    assert (explorer.z, explorer.scale) == (0.3, 1.2)


def test_the_panel_has_the_controls_and_joins_them():
    explorer = ActivationExplorer(scale=2.0)
    shown = panel(explorer).controls
    assert list(shown) == ["z", "scale", "left", "right", "probability"]
    assert isinstance(shown["z"], ipywidgets.FloatSlider)
    assert (shown["scale"].min, shown["scale"].max) == (0.1, 5)
    assert shown["left"].options == ("step", "sigmoid", "tanh", "ReLU")
    assert shown["left"].index == 1
    assert "nn-left" in shown["left"]._dom_classes
    with pytest.raises(ValueError, match="probability"):
        panel(explorer, ["w1"])


def test_without_a_scale_there_is_no_k():
    explorer = ActivationExplorer(z=2.0)
    assert explorer.scale == 1.0
    assert "scale" not in explorer.controls()
    assert "(2.00)" in explorer.still()


@pytest.mark.parametrize("left", [*NAMES, "identity"])
def test_the_still_picture_is_sound(left):
    for scale in (None, 0.1, 5.0):
        explorer = ActivationExplorer(
            left, "tanh", scale=scale, probability=True
        )
        for z in (-100.0, -1.25, 0.0, 3.0, 100.0):
            explorer.z = z
            assert_still(explorer, left)


def assert_still(explorer, left):
    picture = explorer.still()
    assert len(picture) < 7000
    assert not re.search(r"nan|inf\b|None", picture)
    assert picture == explorer.still()
    root = ET.fromstring(picture)
    texts = " ".join(root.itertext())
    assert f"= {explorer.a[0]:.2f}".replace("-", "−") in texts
    assert ("odds" in texts) == (left == "sigmoid")
    width, height = float(root.get("width")), float(root.get("height"))
    for node in root.iter("{http://www.w3.org/2000/svg}text"):
        assert 0 <= float(node.get("x")) <= width
        assert 0 <= float(node.get("y")) <= height


def test_the_repr_is_short_and_stable():
    explorer = ActivationExplorer("tanh", "step", z=-0.5)
    assert repr(explorer) == "ActivationExplorer(tanh, step, z=-0.5)"
    assert repr(ActivationExplorer(scale=2)) == (
        "ActivationExplorer(sigmoid, relu, z=1, scale=2)"
    )


def test_javascript_has_the_same_ranges_and_share():
    source = "".join(file.read_text("utf-8") for file in SOURCE.glob("*.js"))
    assert f"FLAT_SHARE = {widget.FLAT};" in source
    for entry in ACTIVATIONS.values():
        assert f'{entry.name}: "{entry.range}"' in source


def test_the_flat_edge_is_where_the_slope_is_a_twentieth():
    edge = widget.EDGE
    d_sigmoid = ACTIVATIONS["sigmoid"].derivative
    d_tanh = ACTIVATIONS["tanh"].derivative
    assert np.isclose(d_sigmoid(edge), widget.FLAT / 4)
    assert np.isclose(d_tanh(edge / 2), widget.FLAT)
