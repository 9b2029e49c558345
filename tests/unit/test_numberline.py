"""The NumberLineExplorer in Python: values, errors, still picture."""

import re

import numpy as np
import pytest
import torch
import traitlets
from hypothesis import given
from hypothesis import strategies as st

from nnbook.explorables import NumberLineExplorer, panel
from nnbook.explorables.numberline.widget import FUNCTIONS

NAMES = tuple(FUNCTIONS)
EXPLORER = NumberLineExplorer(functions=NAMES)  # one: it takes time to make
IN_TORCH = {
    "double": lambda x: 2 * x,
    "square": lambda x: x * x,
    "identity": lambda x: x,
    "step": lambda x: (x > 0).double(),
}


@given(
    name=st.sampled_from(NAMES),
    x=st.floats(-100, 100),
    h=st.floats(0.01, 2),
)
def test_values_are_pytorchs(name, x, h):
    EXPLORER.x, EXPLORER.h, EXPLORER.function = x, h, name
    f = IN_TORCH.get(name) or getattr(torch, name)
    near, far = f(torch.tensor([EXPLORER.x, EXPLORER.x + EXPLORER.h]).double())
    assert EXPLORER.y == pytest.approx(near.item(), rel=1e-12, abs=1e-12)
    assert EXPLORER.stretch == pytest.approx(
        (far - near).item() / EXPLORER.h, rel=1e-9, abs=1e-9
    )


def test_a_smaller_step_tells_the_slope():
    explorer = NumberLineExplorer("square", x=1.5, h=0.5)
    assert (explorer.y, explorer.stretch) == (2.25, 3.5)
    explorer.h = 0.01
    assert explorer.stretch == pytest.approx(3.01)


def test_names_and_places_follow_each_other():
    explorer = NumberLineExplorer("relu")
    assert explorer.functions[explorer.function_index] == "relu"
    explorer.function_index = 0
    assert explorer.function == "double"
    explorer.function = "tanh"
    assert explorer.functions[-1] == "tanh"
    assert explorer.rules["function_index"] == [0, 4, 1]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"x": np.nan}, "x is nan; it takes a finite number between -100"),
        ({"h": 0}, "h is 0.0; it takes a finite number between 0.01 and 2"),
        ({"function": "cube"}, "unknown function 'cube'"),
        ({"functions": ["cube"]}, "unknown function 'cube'"),
    ],
)
def test_errors_say_what_came_and_what_was_expected(wrong, message):
    with pytest.raises((ValueError, traitlets.TraitError), match=message):
        NumberLineExplorer(**wrong)


def test_the_still_picture_shows_the_state():
    picture = NumberLineExplorer("relu", x=-2, h=1).still()
    assert "Relu takes −2.00 to 0.00; a step of 1.00 becomes one" in picture
    assert not re.search("nan|inf[^o]|None", picture)
    falling = NumberLineExplorer("square", x=-2, h=1).still()
    assert 'stroke-dasharray="7 5"' in falling
    assert "stroke-dasharray" not in picture


def test_every_control_is_joined_to_its_trait():
    shown = panel(NumberLineExplorer()).controls
    assert list(shown) == ["x", "h", "function"]
