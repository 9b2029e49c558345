"""Links from Python: what they hold, and what they refuse."""

import pytest

from nnbook.explorables import NeuronExplorer, Quiz, links, panel

PAGE = "https://example.org/02-perceptron.html"


def neuron(**more):
    return NeuronExplorer([1.2, -0.7], 0.4, data="OR", **more)


def test_a_link_names_every_trait_in_order():
    link = links.link(PAGE, neuron(), "and-gate", lock="weights", hide=["x1"])
    page, fragment = link.split("#")
    assert page == PAGE
    assert fragment.startswith("nn=and-gate&w1=1.2&w2=-0.7&x1=1&x2=1.5&")
    assert "&points=0,0,0;0,1,1;1,0,1;1,1,1&data_index=1&" in fragment
    assert fragment.endswith("&hide=x1&lock=weights")


def test_the_key_comes_from_the_page_s_own_link_or_the_class():
    old = f"{PAGE}#nn=explore-xor&w1=3"
    assert "#nn=explore-xor&w1=1.2" in links.link(old, neuron())
    assert "#nn=NeuronExplorer&w1=1.2" in links.link(PAGE, panel(neuron()))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.1"), (2.0, "2"), (-0.0, "0"), (1e-5, "0.00001"),
        (-1.5e-6, "-0.0000015"), (3e-7, "3e-7"), (0.1 + 0.2, "0.30000000000000004"),
        (1.25e-10, "1.25e-10"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_javascript_does(value, text):
    assert links._text(value) == text


def test_what_a_link_cannot_hold_is_said():
    with pytest.raises(ValueError, match=r"lock has 'colour'.*weights.*w1"):
        links.link(PAGE, neuron(), lock=["colour"])
    points = [[1 / 3, 1 / 7, 1.0]] * 120
    with pytest.raises(ValueError, match="room for 4096"):
        links.link(PAGE, neuron(points=points))
    with pytest.raises(TypeError, match="Quiz"):
        links.link(PAGE, Quiz("Is it?", [("yes", "Right."), ("no", "It is.")]))
