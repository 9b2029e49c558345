"""Names of inputs and neurons: what they may be, and the still pictures."""

import re
import xml.etree.ElementTree as ET

import pytest

from nnbook import Dense, Network
from nnbook.explorables import LayerExplorer, NetworkExplorer, NeuronExplorer

NETWORK = Network([Dense([[1.0, 2.0]], [0, 0]), Dense([[1.0], [1.0]], [0])])


def test_they_are_kept_by_column():
    neuron = NeuronExplorer(names=["sunshine", " wind"], output="go")
    assert neuron.names == [["sunshine", "wind"], ["go"]]
    assert NeuronExplorer(output="go").names == [[], ["go"]]
    assert NeuronExplorer().names == []
    layer = LayerExplorer([[1.0]], names=(("sun",), ()))
    assert layer.names == [["sun"], []]
    network = NetworkExplorer(NETWORK, names=[["sun"], ["a", "b"], []])
    assert network.names == [["sun"], ["a", "b"], []]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["sun"], "the inputs have 1 names, ['sun'], and there is room for 2"),
        ("sun", "names of the inputs are 'sun'; they are a list of texts"),
        (["sun", 5], "a name is 5; it takes a text"),
        (["sun", " "], "a name is ' '; it takes a text"),
        (["sun", "13 characters"], "at most 12 characters"),
        (["sun", "a\nb"], "one line of at most 12"),
    ],
)
def test_what_does_not_fit_is_told(names, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        NeuronExplorer(names=names)


def test_each_column_has_a_list():
    with pytest.raises(ValueError, match="column: inputs, neurons"):
        LayerExplorer(names=[["a", "b", "c", "d"]])
    with pytest.raises(ValueError, match="the neurons of layer 1 have 1"):
        NetworkExplorer(NETWORK, names=[[], ["a"], []])
    explorer = NeuronExplorer()
    with pytest.raises(ValueError, match="column: inputs, output"):
        explorer.names = [["a", "b"]]


def test_a_layer_may_grow_beyond_its_names():
    layer = LayerExplorer([[1.0]], names=[["sun"], ["go"]])
    layer.n_in, layer.n_out = 3, 2
    assert "go: z₁" in layer.still()


@pytest.mark.parametrize(
    "explorer",
    [
        NeuronExplorer(names=["sunshine", "wind"], output="go"),
        NeuronExplorer([1.0], names=["sunshine"]),
        LayerExplorer(names=[["a", "b", "sun", "wind"], ["x", "kite", "z"]]),
        NetworkExplorer(NETWORK, names=[["sun"], ["fresh", "mild"], ["go"]]),
    ],
)
def test_the_still_picture_has_all_names(explorer):
    picture = ET.fromstring(explorer.still())
    texts = "\n".join(
        node.text or ""
        for node in picture.iter("{http://www.w3.org/2000/svg}text")
    )
    for column in explorer.names:
        for name in column:
            assert re.search(rf"\b{name}\b", texts), name


def test_the_title_says_them():
    neuron = NeuronExplorer(names=["sun", "wind"], output="go")
    assert "<title>One neuron (sun, wind → go): z =" in neuron.still()
    network = NetworkExplorer(NETWORK, [2.0], names=[["sun"], [], ["go"]])
    assert "inputs sun 2.00; output go 6.00." in network.still()
