"""One of every widget of the book, for pages that a test makes."""

from itertools import pairwise

import ipywidgets as w
import numpy as np

from nnbook import Dense, Network
from nnbook.exercises.summary import SUMMARY
from nnbook.explorables import (
    ActivationExplorer,
    CompositionExplorer,
    LayerExplorer,
    LearningRuleExplorer,
    NetworkExplorer,
    NeuronExplorer,
    NumberLineExplorer,
    PlaneExplorer,
    Quiz,
    Review,
    panel,
)


def explorables():
    """One of each explorable, by name, with all its controls."""
    network = Network(
        [
            Dense([[0.5, -1.0], [0.4, 0.3]], [0.1, 0.2], "relu"),
            Dense([[1.0], [-0.5]], [0.3], "sigmoid"),
        ]
    )
    return {
        "composition": panel(CompositionExplorer(["relu", "square"], x=1)),
        "neuron": panel(NeuronExplorer(data="XOR")),
        "activation": panel(ActivationExplorer("sigmoid", "relu", scale=2.0)),
        "layer": panel(LayerExplorer()),
        "network": panel(NetworkExplorer(network, [1.0, -1.0])),
        "learning": panel(LearningRuleExplorer("AND")),
        "numberline": panel(NumberLineExplorer("square", x=1.5, h=0.5)),
        "plane": panel(PlaneExplorer()),
        "quiz": Quiz("Why?", options=[("So.", "Yes."), ("No.", "Not so.")], answer=0),
        "review": Review(SUMMARY),
    }  # fmt: skip


# Its traits are numbers, choices and switches; not a question's.
NAMES = [name for name in explorables() if name not in ("quiz", "review")]


def alone():
    """One of each explorable without controls, in the order of `NAMES`.

    Nothing but the explorable itself then says how far its numbers go.
    """
    views = explorables()
    return [views[name].explorer for name in NAMES]


def with_controls():
    """One of each explorable in its panel, in the order of `NAMES`."""
    views = explorables()
    return [views[name] for name in NAMES]


LONG = "out of doors"  # as long as a name can be


def named():
    """Each explorable that takes names, in its panel: short and long ones."""
    hidden = Dense(
        [[0.5, -0.4, 0.3, 0.2], [0.1, 0.6, -0.5, 0.3], [-0.3, 0.2, 0.4, -0.5]],
        [0.1, -0.3, 0.0, 0.2],
        "relu",
    )
    output = Dense([[0.5], [-0.8], [0.9], [0.4]], [-0.2], "sigmoid")
    network = Network([hidden, output])
    deep = Network([Dense(np.eye(4), np.ones(4), "tanh")] * 3)
    wide = Network.random([6, 5, 1], "tanh", rng=np.random.default_rng(0))
    four = ["sunshine", "wind", "warmth", "free time"]
    return [
        panel(NeuronExplorer(data="XOR", names=four[:2], output="go")),
        panel(NeuronExplorer([1.2, -0.7, 0.2, 1], names=four, output=LONG)),
        panel(NeuronExplorer([1.2], names=[LONG], output=LONG)),
        panel(NeuronExplorer(names=[LONG, LONG], output="go")),
        panel(LayerExplorer(names=[four, ["kite", "storm", "picnic"]])),
        panel(LayerExplorer(names=[[LONG] * 4, [LONG] * 3])),
        panel(LayerExplorer(np.eye(2), names=[four[:2], [LONG] * 2])),
        panel(
            NetworkExplorer(
                network,
                [1.0, 2.0, -1.0],
                names=[four[:3], ["fresh", "sultry", "mild", "brisk"], ["go"]],
            )
        ),
        panel(NetworkExplorer(deep, names=[[LONG] * 4] * 4)),
        panel(NetworkExplorer(wide, names=[[LONG] * 6, [LONG] * 5, []])),
    ]


def all_controls():
    """Every ipywidget that the host draws, joined to another where it can."""
    numbers = [
        w.FloatSlider(0.5, min=-1, max=1, step=0.05, description="$w$"),
        w.FloatText(0.5),
        w.BoundedFloatText(0.5, min=-2, max=0.75),
        w.FloatLogSlider(1, min=-2, max=2, step=0.1),
    ]
    whole = [w.IntSlider(3, 0, 10), w.BoundedIntText(3, min=1, max=9),
             w.Play(min=0, max=8, interval=20), w.Label("3")]  # fmt: skip
    for one, other in pairwise(numbers):
        w.jslink((one, "value"), (other, "value"))
    for other in whole[1:]:
        w.jsdlink((whole[0], "value"), (other, "value"))
    choices = [w.Dropdown(options=["a", "b", "c"]),
               w.ToggleButtons(options=["a", "b", "c"])]  # fmt: skip
    w.jslink((choices[0], "index"), (choices[1], "index"))
    boxes = [w.Checkbox(True, description="on"), w.Checkbox(False)]
    w.jslink((boxes[0], "value"), (boxes[1], "value"))
    tabs = [w.Tab([w.Label("x"), w.IntText(1)], titles=["A", "B"]),
            w.Accordion([w.Label("y"), w.IntText(2)])]  # fmt: skip
    return [w.VBox(numbers), w.HBox(whole), w.VBox(choices + boxes), *tabs,
            w.Button(description="run")]  # fmt: skip
