"""A slider's first value is one of those that it can stand at."""

import pytest

from nnbook.explorables import ActivationExplorer, panel


@pytest.mark.parametrize(
    ("value", "step"),
    [(0.0, 0.05), (-0.7, 0.05), (1.15, 0.05), (0.59, 0.01), (-2.001, 0.001)],
)
def test_the_step_fits_the_value(value, step):
    explorer = ActivationExplorer("relu", "sigmoid", z=value)
    slider = panel(explorer, ["z"]).controls["z"]
    assert slider.step == step
    assert slider.value == value
