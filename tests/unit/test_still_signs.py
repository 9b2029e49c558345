"""In a still picture a sign is told by more than a colour: by dashes."""

import re
from itertools import pairwise, product

import pytest

from nnbook import Dense, Network
from nnbook.explorables import (
    CompositionExplorer,
    NetworkExplorer,
    NeuronExplorer,
)

# Every line that stands for a value, in the order in which it is drawn.
LINE = re.compile(r'<path class="[pq]"[^>]*>')


def neuron(signs):
    weights = [0.5 * sign for sign in signs]
    return NeuronExplorer(weights, 0.0, [1.0] * len(signs))


def network(signs):
    return NetworkExplorer(
        Network([Dense([[0.5 * sign] for sign in signs], [0.0], "relu")]),
        [1.0] * len(signs),
    )


def composition(signs):
    """Values of these signs, one after another."""
    chain = [("scale", float(a * b)) for a, b in pairwise(signs)]
    return CompositionExplorer(chain, x=float(signs[0]))


@pytest.mark.parametrize("make", [neuron, network, composition])
@pytest.mark.parametrize("signs", [*product([1, -1], repeat=3)])
def test_a_negative_value_is_dashed_and_a_positive_one_is_not(make, signs):
    lines = LINE.findall(make(signs).still())
    assert len(lines) == 3
    for sign, line in zip(signs, lines, strict=True):
        assert (sign < 0) == ("stroke-dasharray" in line)
        assert (sign < 0) == ('class="q"' in line)
