"""Whatever a reader does to a widget, in whatever order: no error, no NaN.

A failure prints the seed and all that was done. To do it again:
NNBOOK_SEED=7 pytest tests/browser/test_fuzz.py -k network
"""

import os
import re

import numpy as np
import pytest
from faces import HELPERS
from gallery import all_controls
from random_reader import FAULTS, Reader
from scratch import open_scratch

from nnbook.activations import ACTIVATIONS

SEED = int(os.environ.get("NNBOOK_SEED", 7))
# What each explorable is drawn in, and a page that has some.
KINDS = {
    "composition": (".nnx-composition", "chapters/01-composition.html"),
    "neuron": (".nnx-neuron", "chapters/02-perceptron.html"),
    "activation": (".nnx-activation", "chapters/03-activations.html"),
    "layer": (".nnx-layer", "chapters/04-layer.html"),
    "network": (".nnx-network", "chapters/05-forward-pass.html"),
    "plane": (".nnx-plane", "chapters/07-stacking.html"),
    "quiz": (".nn-quiz", "chapters/04-layer.html"),
    "review": (".nn-review", "chapters/08-summary.html"),
    "controls": (".nnw-view", None),
}


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def widgets(open_page, tmp_path, kind):
    """A page, and the views of one kind on it."""
    selector, name = KINDS[kind]
    if name is None:
        page = open_scratch(open_page, tmp_path, all_controls(), via="http")
    else:
        page = open_page(name)
    page.evaluate(HELPERS)
    views = [
        view
        for view in page.query_selector_all(".nnw-view")
        if view.evaluate("(v, s) => v.matches(s) || !!v.querySelector(s)", selector)
    ]  # fmt: skip
    assert views
    return page, views


# ---- What is shown, and what NumPy makes of the traits.

SHOWN = """async ([view, kind]) => {
  await faces.frames(2);
  const models = faces.modelsOf(view);
  const text = (node) => node.textContent;
  const all = (selector) => [...view.querySelectorAll(selector)];
  const named = kind === "layer" ? ["[data-cell]", "data-cell"]
    : [".nnx-code .nn-comment [data-q]", "data-q"];
  return {
    state: models.find((m) => m.name === "AnyModel")?.state ?? {},
    shown: Object.fromEntries(all(named[0]).map(
      (node) => [node.getAttribute(named[1]), text(node)])),
    said: all(".nn-quiz-feedback").filter(text).length,
    score: all(".nn-review-score").map(text)[0],
  };
}"""


def of_composition(state):
    value = state["x"]
    kinds = ["scale", "shift", "square", "relu", "sigmoid", "step"]
    for i in range(1, state["n"] + 1):
        kind, p = kinds[state[f"f{i}"]], state[f"p{i}"]
        own = {"scale": lambda t, p=p: p * t, "shift": lambda t, p=p: t + p,
               "square": np.square}  # fmt: skip
        value = own[kind](value) if kind in own else ACTIVATIONS[kind](value)
    return {f"h{state['n']}": value}


def of_neuron(state):
    n = range(1, state["n_inputs"] + 1)
    z = sum(state[f"w{i}"] * state[f"x{i}"] for i in n)
    z += state["bias"] * state["use_bias"]
    phi = ACTIVATIONS[state["activations"][state["activation_index"]]]
    return {"z": z, "a": phi(z)}


def of_activation(state):
    found = {}
    k = state["scale"]
    for letter, side in zip("LR", ("left", "right"), strict=True):
        phi = ACTIVATIONS[state["activations"][state[f"{side}_index"]]]
        found[f"a{letter}"] = phi(k * state["z"])
        found[f"s{letter}"] = k * phi.derivative(k * state["z"])
    return found


def of_layer(state):
    n, m, batch = (
        state[f"{name}_index"] + 1 for name in ("inputs", "neurons", "batch")
    )
    W = np.reshape(state["weights"], (4, 4))[:n, :m]
    X = np.reshape(state["samples"], (4, 4))[:batch, :n]
    Z = X @ W + state["biases"][:m]
    A = ACTIVATIONS[state["activations"][state["activation_index"]]](Z)
    return {
        f"{name} {r} {j}": values[r, j]
        for name, values in (("Z", Z), ("A", A))
        for r in range(batch)
        for j in range(m)
    }


def of_network(state):
    a = np.array([state[f"x{i + 1}"] for i in range(state["sizes"][0])])
    found = {}
    layers = zip(state["weights"], state["biases"], strict=True)
    for k, (W, b) in enumerate(layers, 1):
        name = state["choices"][state[f"activation{k}"]]
        a = ACTIVATIONS[name](a @ np.array(W) + b)
        found.update({f"a{k}_{j + 1}": value for j, value in enumerate(a)})
    return found


def of_plane(state):
    x = np.array([state["x1"], state["x2"]])
    W = np.array([[state["w11"], state["w12"]], [state["w21"], state["w22"]]])
    z = x @ W + [state["b1"], state["b2"]]
    a = ACTIVATIONS[state["activations"][state["activation_index"]]](z)
    s = a @ [state["v1"], state["v2"]] + state["c"]
    return {"z1": z[0], "z2": z[1], "a1": a[0], "a2": a[1], "s": s}


EXPECTED = {
    "composition": of_composition, "neuron": of_neuron, "layer": of_layer,
    "activation": of_activation, "network": of_network, "plane": of_plane,
}  # fmt: skip


def disagreements(page, view, kind):
    """What the widget shows that NumPy does not make of its traits."""
    found = page.evaluate(SHOWN, [view, kind])
    state, shown = found["state"], found["shown"]
    if kind == "quiz":
        tried, answer = state["tried"], state["answer"]
        due = len(tried) + (state["revealed"] and answer not in tried)
        return [] if found["said"] == due else [f"{due} remarks, {found}"]
    if kind == "review":
        firsts = [
            len(question["options"][tried[0]]) == 2
            for question, tried in zip(
                state["questions"], state["tried"], strict=True
            )
            if tried
        ]
        words = (
            f"{sum(firsts)} of {len(firsts)} right" if firsts else "questions"
        )
        return (
            [] if words in found["score"] else [f"{words}: {found['score']}"]
        )
    if kind not in EXPECTED or state.get("playing"):
        return []
    values = EXPECTED[kind](state)
    wrong = [
        f"{name} is {values[name]!r}, shown as {shown[name]!r}"
        for name in values.keys() & shown.keys()
        # Dots: the pass has not come to it.
        if shown[name].strip("·") and not says(shown[name], values[name])
    ]
    if not values.keys() & shown.keys():
        wrong.append(f"none of {list(values)} is shown")
    return wrong


def says(text, value):
    """Whether a text is a value, to the digits that the text has.

    There are two decimals, or fewer where three digits are there without.
    """
    found = re.fullmatch(
        r"(-?\d+(?:\.(\d+))?)(e[-+]?\d+)?", text.replace("−", "-")
    )
    if not found:
        return False
    unit = 10.0 ** -len(found[2] or "") * float("1" + (found[3] or ""))
    enough = unit <= 0.01 or abs(value) >= 9.99
    return enough and abs(float(found[0]) - value) <= 0.5001 * unit


# ---- The tests.


def play(open_page, page, views, kind, actions, every):
    """A reader does so many things; every few, all must be well."""
    reader = Reader(page, views, SEED)
    while len(reader.done) < actions:
        try:
            for _ in range(every):
                reader.act()
            page.evaluate("() => faces.frames(2)")
            wrong = open_page.take_problems()
            wrong += page.evaluate(FAULTS, views)
            wrong += disagreements(page, reader.view, kind)
        except Exception as error:
            wrong = [repr(error)]
        if wrong:
            story = "\n".join(
                f"{i:3} {note}" for i, note in enumerate(reader.done)
            )
            pytest.fail(
                f"{wrong}\n\nseed {SEED}, after these {len(reader.done)}"
                f" actions on {kind}:\n{story}",
                pytrace=False,
            )


# A slider to its end by one key; a handle that has no such key, by many.
ENDS = {
    "low": ("Home", [*["Shift+ArrowLeft"] * 25, *["Shift+ArrowDown"] * 25], 0),
    "high": ("End", [*["Shift+ArrowRight"] * 25, *["Shift+ArrowUp"] * 25], -1),
}
SLIDERS = "input[type=range], [role=slider]"
CHOICES = "select, [role=radiogroup], fieldset"


def to_the_end(page, view, key, others, place):
    """Move all controls of a view to one end."""
    for node in view.query_selector_all(SLIDERS):
        if not node.is_visible():
            continue
        node.focus()
        page.keyboard.press(key)
        page.evaluate("() => faces.frames(1)")
        if not node.evaluate(AT_END):
            for other in others:
                page.keyboard.press(other)
    for node in view.query_selector_all(CHOICES):
        if node.evaluate("(n) => n.localName") == "select":
            node.select_option(
                index=[0, node.evaluate("(n) => n.length - 1")][place]
            )
        else:
            parts = node.query_selector_all("input, [role=radio]")
            parts[place].focus()
            page.keyboard.press("Space")


# A control that its own movement has taken away needs no more.
AT_END = """(node) => {
  const [low, now, high] = ["min", "now", "max"].map((part) =>
    node.getAttribute(`aria-value${part}`));
  return !node.isConnected || node.matches("input") || now === low || now === high;
}"""


@pytest.mark.slow
def test_all_controls_at_their_ends(widgets, kind):
    move_to_the_ends(*widgets, kind, views=9)


def move_to_the_ends(page, all_views, kind, views):
    """All controls at one end, all at the other; all must be well."""
    for name, end in ENDS.items():
        for view in all_views[:views]:
            to_the_end(page, view, *end)
            page.evaluate("() => faces.frames(2)")
            assert disagreements(page, view, kind) == [], name
        assert page.evaluate(FAULTS, all_views) == [], name


def test_both_ends_and_thirty_actions_in_a_row(widgets, open_page, kind):
    move_to_the_ends(*widgets, kind, views=1)
    play(open_page, *widgets, kind, actions=30, every=10)


@pytest.mark.slow
def test_five_hundred_actions_in_a_row(widgets, open_page, kind):
    play(open_page, *widgets, kind, actions=500, every=4)
