"""The NetworkExplorer in the built page: one forward pass in all faces.

Whatever a test does, every face must then show the numbers that NumPy makes
of the traits.
"""

from itertools import pairwise

import numpy as np
import pytest
import torch
from crowded import CROWDED
from faces import BAD, HELPERS, factor, shown

from nnbook import ACTIVATIONS, Dense, Network
from nnbook.explorables import NetworkExplorer
from nnbook.explorables.bundle import module

FORWARD = "chapters/05-forward-pass.html"
PYTORCH = "chapters/06-pytorch.html"
READ = """(view) => {
  const { state } = faces.modelsOf(view).find((m) => m.get("sizes"));
  const one = (selector) => view.querySelector(selector);
  const all = (selector) => [...view.querySelectorAll(selector)];
  const seen = (node) => node.checkVisibility({ visibilityProperty: true });
  const texts = (face, ...selectors) => {
    const found = {};
    for (const node of face.querySelectorAll("[data-q]")) {
      if (seen(node) && !node.matches(".nnx-editor")) (found[node.dataset.q] ??= []).push(node.textContent);
    }
    return found;
  };
  return {
    state: structuredClone(state),
    edges: Object.fromEntries(all(".nn-edge").map((e) => [e.dataset.q,
      [Number(e.getAttribute("stroke-width")), e.dataset.sign,
        !e.classList.contains("nn-far")]])),
    diagram: texts(one(".nnx-diagram")),
    sheet: texts(one(".nnx-sheet")),
    equation: texts(one(".nnx-equation")),
    // The third line begins with the sum of the products, without the bias.
    sum: [one(".nnx-equation").children[2].querySelector("mn")]
      .filter(seen).map((node) => node.textContent),
    code: texts(one(".nnx-code")),
    runnable: one(".nnx-code button").program(),
    status: faces.status(view),
    at: one("[role=radio][aria-checked=true]").dataset.q,
    collapse: seen(one(".nnx-collapse"))
      ? [...one(".nnx-collapse").querySelectorAll("tr")].map((row) =>
        [...row.querySelectorAll("td")].map((cell) => cell.textContent)) : null,
  };
}"""


class Explorer:
    """A NetworkExplorer in the page."""

    def __init__(self, page, view):
        self.page, self.view = page, view

    def set(self, **traits):
        self.page.evaluate(
            """([view, traits]) => {
              faces.modelsOf(view).find((m) => m.get("sizes")).set(traits);
              return faces.frames(2);
            }""",
            [self.view, traits],
        )

    def read(self):
        return Reading(self.page.evaluate(READ, self.view))

    def one(self, selector):
        return self.view.query_selector(selector)

    def picture(self):
        return self.page.evaluate("(view) => faces.picture(view)", self.view)


class Reading:
    """One moment of an explorer, beside what NumPy makes of its traits."""

    def __init__(self, found):
        self.__dict__.update(found)
        get = self.state.get
        self.sizes = get("sizes")
        names = [
            get("choices")[get(f"activation{i}")]
            for i in range(1, len(self.sizes))
        ]
        self.network = Network(
            Dense(W, b, name)
            for W, b, name in zip(
                get("weights"), get("biases"), names, strict=True
            )
        )
        self.x = np.array(
            [get(f"x{i + 1}") for i in range(self.sizes[0])], float
        )
        self.trace = self.network.trace(self.x)
        self.layer, self.neuron, self.phase = self._moment()

    def _moment(self):
        """Which neuron is at hand, counted from 0, and how much is shown."""
        at, step = self.state["at"], self.state["step"]
        places = [
            (layer, j)
            for layer, n in enumerate(self.sizes[1:])
            for j in range(n)
        ]
        if at:
            return *places[at - 1], 2
        moments = [(0, 0, -1)]
        for layer, j in places:
            moments += [(layer, j, phase) for phase in range(3)]
            if j == self.sizes[layer + 1] - 1:
                moments.append((layer, j, 3))
        return moments[step]

    def reached(self, layer, j):
        """How far the pass has come with a neuron: 0, 1 with z, 2 with a."""
        before = sum(self.sizes[1 : layer + 1]) + j
        steps = self.state["step"] - (3 * before + layer + 1)
        return min(2, max(0, steps))


def assert_consistent(now):
    """Every face shows the numbers of the traits, as NumPy has them."""
    assert now.at == f"a{now.layer + 1}_{now.neuron + 1}"
    assert_edges(now)
    assert_units(now)
    assert_sheet(now)
    assert_equation(now)
    assert_code(now)


def assert_edges(now):
    for L, layer in enumerate(now.network.layers):
        for (i, j), w in np.ndenumerate(layer.W):
            width, sign, near = now.edges[f"w{L + 1}_{i + 1}_{j + 1}"]
            assert width == pytest.approx(1 + 2 * min(3, abs(w)), abs=1e-3)
            assert sign == {1: "pos", -1: "neg", 0: "zero"}[np.sign(w)]
            mine = (L, j) == (now.layer, now.neuron)
            on = now.layer + 1 == L if now.phase == 3 else mine
            assert near == (on and now.phase >= 0)


def assert_units(now):
    for i, value in enumerate(now.x):
        assert now.diagram[f"a0_{i + 1}"] == [shown(value)]
    for L, (z, a) in enumerate(now.trace):
        for j in range(len(z)):
            text = now.diagram[f"a{L + 1}_{j + 1}"][0]
            steps = now.reached(L, j)
            expected = ["", shown(z[j]), shown(a[j])][steps]
            assert text in ((expected,) if steps else ("", "Σ"))
    if 0 <= now.phase < 3:
        W, source = now.network.layers[now.layer].W, now.inputs()
        for i, x in enumerate(source):
            w = W[i, now.neuron]
            q = f"w{now.layer + 1}_{i + 1}_{now.neuron + 1}"
            chip = "".join(now.diagram[q]).replace(" ", "")
            assert chip.startswith(f"×{shown(w)}")
            assert chip in (f"×{shown(w)}", f"×{shown(w)}={shown(w * x)}")


def inputs_of(now):
    return now.trace[now.layer - 1].a if now.layer else now.x


Reading.inputs = inputs_of


def assert_sheet(now):
    L, layer = now.layer + 1, now.network.layers[now.layer]
    expected = {}
    for i, x in enumerate(now.inputs()):
        expected[f"a{L - 1}_{i + 1}"] = [shown(x)]
        for j in range(layer.n_out):
            expected[f"w{L}_{i + 1}_{j + 1}"] = [shown(layer.W[i, j])]
    z, a = now.trace[now.layer]
    for j in range(layer.n_out):
        steps = now.reached(now.layer, j)
        expected[f"b{L}_{j + 1}"] = [shown(layer.b[j])]
        expected[f"z{L}_{j + 1}"] = [shown(z[j]) if steps > 0 else ""]
        expected[f"a{L}_{j + 1}"] = [shown(a[j]) if steps > 1 else ""]
    assert now.sheet == expected


def assert_equation(now):
    L, j = now.layer + 1, now.neuron
    layer = now.network.layers[now.layer]
    z, a = (values[j] for values in now.trace[now.layer])
    b = factor(layer.b[j])
    expected = {}
    if now.phase >= 0:
        for i, x in enumerate(now.inputs()):
            w = layer.W[i, j]
            expected[f"w{L}_{i + 1}_{j + 1}"] = [factor(w), factor(w * x)]
            expected[f"a{L - 1}_{i + 1}"] = [factor(x)]
        expected[f"b{L}_{j + 1}"] = [b, b]
    if now.phase >= 1:
        expected[f"b{L}_{j + 1}"] = [b, b, b]
        expected[f"z{L}_{j + 1}"] = [shown(z)]
    if now.phase >= 2:
        expected[f"z{L}_{j + 1}"] = [shown(z), shown(z)]
        expected[f"a{L}_{j + 1}"] = [shown(a)]
    assert now.equation == expected
    total = float(now.inputs() @ layer.W[:, j])
    assert now.sum == ([shown(total)] if now.phase >= 1 else [])


def assert_code(now):
    shows = {f"a0_{i + 1}": x for i, x in enumerate(now.x)}
    for L, (_, a) in enumerate(now.trace, 1):
        shows |= {f"a{L}_{j + 1}": value for j, value in enumerate(a)}
    L, j = now.layer + 1, now.neuron
    layer = now.network.layers[now.layer]
    for i in range(layer.n_in):
        shows[f"w{L}_{i + 1}_{j + 1}"] = layer.W[i, j]
    shows[f"b{L}_{j + 1}"] = layer.b[j]
    expected = {q: [shown(v).replace("−", "-")] for q, v in shows.items()}
    for k, (_, a) in enumerate(now.trace):  # nothing before its time
        for m in range(len(a)):
            if now.reached(k, m) < 2:
                number = expected[f"a{k + 1}_{m + 1}"][0]
                expected[f"a{k + 1}_{m + 1}"] = ["·" * len(number)]
    assert now.code == expected
    assert_runs(now)


def assert_runs(now):
    """The copied code is a program, and finds every z and a."""
    names = {"__name__": "copied"}
    exec(now.runnable, names)
    for L, (z, a) in enumerate(now.trace, 1):
        np.testing.assert_allclose(names[f"z{L}"], z, rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(names[f"a{L}"], a, rtol=1e-12, atol=1e-12)


FIND = """() => [...document.querySelectorAll(".nnw-view")].filter(
  (view) => view.querySelector(".nnx-network"))"""


def explorers(page):
    views = page.evaluate_handle(FIND).get_properties().values()
    found = [Explorer(page, view.as_element()) for view in views]
    assert found, "no network explorer on the page"
    return found


@pytest.fixture
def page(kept_page):
    return kept_page(FORWARD)


@pytest.fixture
def explorer(page):
    found = explorers(page)[0]
    found.view.scroll_into_view_if_needed()
    return found


def random_traits(rng, sizes, choices=5):
    traits = {
        "weights": [
            rng.uniform(-3, 3, shape).tolist() for shape in pairwise(sizes)
        ],
        "biases": [rng.uniform(-3, 3, n).tolist() for n in sizes[1:]],
        "step": int(rng.integers(3 * sum(sizes[1:]) + len(sizes) - 1)),
    }
    for i in range(sizes[0]):
        traits[f"x{i + 1}"] = float(rng.uniform(-3, 3))
    for i in range(1, len(sizes)):
        traits[f"activation{i}"] = int(rng.integers(choices))
    return traits


# ---- All faces, one state.


@pytest.mark.parametrize("name", [FORWARD, PYTORCH])
def test_every_explorer_starts_consistent(kept_page, name):
    for explorer in explorers(kept_page(name)):
        assert_consistent(explorer.read())


def test_random_states_are_the_same_in_every_face(explorer):
    rng = np.random.default_rng(0)
    for _ in range(12):
        explorer.set(**random_traits(rng, [3, 4, 1]))
        assert_consistent(explorer.read())


def test_every_step_shows_what_it_should_and_no_more(explorer):
    explorer.set(step=0)
    press = "button.nn-press:nth-of-type(3)"
    for step in range(17):
        now = explorer.read()
        assert now.state["step"] == step
        assert_consistent(now)
        explorer.one(press).click()
        explorer.page.evaluate("faces.frames(2)")
    assert explorer.read().state["step"] == 0


def test_back_undoes_next(explorer):
    back, _, onward = explorer.view.query_selector_all(".nn-press")
    explorer.set(step=5)
    before = explorer.picture()
    onward.press("Enter")
    back.press("Enter")
    explorer.page.evaluate("faces.frames(2)")
    assert explorer.picture() == before


def test_play_runs_to_the_end_and_stops(explorer):
    explorer.set(step=14)
    play = explorer.view.query_selector_all(".nn-press")[1]
    play.click()
    explorer.page.wait_for_function(
        """(view) => {
          const m = faces.modelsOf(view).find((m) => m.get("sizes"));
          return m.get("step") === 16 && !m.get("playing");
        }""",
        arg=explorer.view,
    )
    explorer.page.evaluate("faces.frames(2)")
    assert play.inner_text() == "Play"
    assert_consistent(explorer.read())


def test_a_larger_weight_has_a_darker_cell(explorer):
    """The book's rule for its tables must not wipe the shading away."""
    explorer.set(weights=[[[0, 0.5, -1, 2]] * 3, [[1]] * 4], step=1)
    alpha = """(view) => [1, 2, 3, 4].map((j) => {
      const cell = view.querySelector(`.nnx-sheet td[data-q=w1_1_${j}]`);
      const colour = getComputedStyle(cell).backgroundColor;
      return Number(/(?:\\/|,) ?([\\d.]+)\\)$/.exec(colour)[1]);
    })"""
    found = explorer.page.evaluate(alpha, explorer.view)
    assert found == pytest.approx([0, 0.11, 0.23, 0.45], abs=0.01)


# ---- Numbers can be changed, where they stand.


@pytest.mark.parametrize("where", ["picture", "editor"])
@pytest.mark.parametrize(
    ("value", "keys", "expected"),
    [
        (0.59, ["ArrowUp"], 0.64),
        (0.7123456789012345, ["ArrowUp"] * 7 + ["ArrowDown"] * 7, None),
        (0.7123456789012345, ["PageUp", *["ArrowLeft"] * 10], None),
        (5.0, ["ArrowDown"], 4.95),
        (5.0, ["ArrowUp"], 5.05),
        (-5.0, ["Home"], -3),
        (2.99, ["ArrowUp", "ArrowUp", "ArrowDown"], 2.95),
    ],
)
def test_a_number_keeps_its_digits_and_its_place(
    explorer, where, value, keys, expected
):
    """None: it comes back to where it was, in every digit."""
    weights = explorer.read().state["weights"]
    weights[0][0][0] = value
    explorer.set(step=3, weights=weights)
    node = explorer.one(".nnx-diagram [role=slider][data-q=w1_1_1]")
    if where == "editor":
        node.press("Enter")
        node = explorer.one(".nnx-editor input[type=range]")
    for key in keys:
        node.press(key)
    explorer.page.evaluate("faces.frames(2)")
    now = explorer.read()
    wanted = value if expected is None else expected
    assert now.state["weights"][0][0][0] == wanted
    if where == "editor":
        node.press("Escape")
    assert_consistent(now)


def test_a_number_can_be_typed_and_rubbish_is_refused(explorer):
    explorer.set(step=3)
    node = explorer.one(".nnx-diagram [role=slider][data-q=w1_2_1]")
    node.press("-")
    field = explorer.one(".nnx-editor input[type=text]")
    assert field.input_value() == "-"
    for text, reason in [("abc", "not a number"), ("101", "not in")]:
        field.fill(text)
        field.press("Enter")
        assert reason in explorer.one(".nnx-editor").inner_text()
    field.fill("−1,7")
    field.press("Enter")
    explorer.page.evaluate("faces.frames(2)")
    now = explorer.read()
    assert now.state["weights"][0][1][0] == -1.7
    assert explorer.one(".nnx-editor") is None
    assert node.evaluate("(n) => document.activeElement === n")
    assert_consistent(now)


@pytest.mark.parametrize("step", [16, 0])
def test_clicking_an_edge_brings_its_slider(explorer, step):
    explorer.set(step=step)
    x, y = explorer.page.evaluate(
        """(view) => {
          const edge = view.querySelector(".nn-hit[data-q=w1_1_4]");
          const at = edge.getPointAtLength(edge.getTotalLength() * 0.9)
            .matrixTransform(edge.getScreenCTM());
          return [at.x, at.y];
        }""",
        explorer.view,
    )
    explorer.page.mouse.click(x, y)
    explorer.page.evaluate("faces.frames(2)")
    slider = explorer.one(".nnx-editor input[type=range]")
    assert (
        slider.get_attribute("aria-label")
        == "weight of layer 1, from 1, sunshine, to 4, brisk"
    )
    slider.press("Home")
    explorer.page.evaluate("faces.frames(2)")
    now = explorer.read()
    assert now.state["weights"][0][0][3] == -3
    assert (now.layer, now.neuron) == (0, 3)
    assert_consistent(now)


def test_a_weight_can_be_dragged(explorer):
    explorer.set(step=3)
    before = explorer.read().state["weights"][0][0][0]
    box = explorer.one(".nn-chip[data-q=w1_1_1]").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse = explorer.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 30, y)
    mouse.move(x + 50, y)
    mouse.up()
    explorer.page.evaluate("faces.frames(2)")
    now = explorer.read()
    assert now.state["weights"][0][0][0] == pytest.approx(before + 1)
    assert explorer.one(".nnx-editor") is None
    assert_consistent(now)


def test_a_finger_drags_a_weight_taps_it_and_swipes_over_its_editor(open_page):
    page = open_page(FORWARD, width=390, has_touch=True, is_mobile=True)
    page.evaluate(HELPERS)
    explorer = explorers(page)[0]
    explorer.set(step=3)
    client = page.context.new_cdp_session(page)

    def swipe(node, dx, dy):
        box = node.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        for kind, k in [("Start", 0), *(("Move", k) for k in range(1, 11))]:
            point = {"x": x + dx * k / 10, "y": y + dy * k / 10}
            client.send(
                "Input.dispatchTouchEvent",
                {"type": f"touch{kind}", "touchPoints": [point]},
            )
        client.send(
            "Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []}
        )
        page.evaluate("faces.frames(2)")
        return explorer.read().state["weights"][0][0][0]

    chip = explorer.one(".nn-chip[data-q=w1_1_1]")
    chip.evaluate("(n) => n.scrollIntoView({ block: 'center' })")
    before = explorer.read().state["weights"][0][0][0]
    dragged = swipe(chip, 50, 0)
    assert dragged > before + 0.5
    assert explorer.one(".nnx-editor") is None
    chip.tap()
    page.evaluate("faces.frames(2)")
    field = explorer.one(".nnx-editor input[type=range]")
    top = page.evaluate("scrollY")
    assert swipe(field, 0, -100) == dragged
    assert page.evaluate("scrollY") > top
    assert swipe(field, 30, 0) != dragged
    assert_consistent(explorer.read())


def test_a_cell_of_the_sheet_can_be_edited(explorer):
    explorer.set(step=13)
    explorer.one(".nnx-sheet td[data-q=w1_2_3]").click()
    explorer.page.evaluate("faces.frames(2)")
    field = explorer.one(".nnx-sheet .nnx-editor input[type=text]")
    field.fill("0.25")
    field.press("Enter")
    explorer.page.evaluate("faces.frames(2)")
    now = explorer.read()
    assert now.state["weights"][0][1][2] == 0.25
    assert (now.layer, now.neuron, now.state["step"]) == (0, 2, 13)
    assert_consistent(now)


def test_neurons_are_chosen_with_the_mouse_and_with_arrows(explorer):
    radio = "[role=radio][data-q=a1_{}]"
    explorer.one(radio.format(2)).click()
    explorer.page.evaluate("faces.frames(2)")
    now = explorer.read()
    assert (now.layer, now.neuron, now.state["step"]) == (0, 1, 16)
    assert_consistent(now)
    explorer.one(radio.format(2)).press("ArrowDown")
    explorer.page.evaluate("faces.frames(2)")
    chosen = "document.activeElement.dataset.q"
    assert explorer.page.evaluate(chosen) == "a1_3" == explorer.read().at
    explorer.one(radio.format(3)).press("ArrowRight")
    explorer.page.evaluate("faces.frames(2)")
    assert explorer.page.evaluate(chosen) == "a2_1" == explorer.read().at
    # One that is not calculated yet moves the pass on to it.
    explorer.set(step=0)
    explorer.one(radio.format(3)).click()
    explorer.page.evaluate("faces.frames(2)")
    now = explorer.read()
    assert (now.state["step"], now.neuron, now.phase) == (9, 2, 2)
    assert_consistent(now)


def test_activations_are_switched_for_each_layer(explorer):
    first, second = explorer.view.query_selector_all("select")
    for select, phi in [(first, "tanh"), (second, "ReLU"), (first, "step")]:
        select.select_option(phi)
        explorer.page.evaluate("faces.frames(2)")
        now = explorer.read()
        layer = now.network.layers[0 if select == first else 1]
        assert layer.activation.label == phi
        assert now.collapse is None
        assert_consistent(now)


def test_identity_layers_show_the_one_matrix_that_they_are(explorer):
    rng = np.random.default_rng(0)
    for _ in range(5):
        traits = random_traits(rng, [3, 4, 1]) | {"step": 16}
        explorer.set(**traits | {"activation1": 0, "activation2": 0})
        now = explorer.read()
        (W1, b1), (W2, b2) = ((d.W, d.b) for d in now.network.layers)
        W, b = W1 @ W2, b1 @ W2 + b2
        rows = [row for row in now.collapse if row]
        assert [row[1] for row in rows[:3]] == [shown(w) for w in W[:, 0]]
        assert rows[3][1] == shown(b[0])
        assert rows[4][1] == shown((now.x @ W + b)[0])
        assert now.network(now.x) == pytest.approx(now.x @ W + b)
    explorer.set(activation1=4)
    assert explorer.read().collapse is None


# ---- Extremes, stillness, the end.


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_jumps_from_step_to_step(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("faces.frames(3)")
    explorer = explorers(page)[0]
    places = page.evaluate(
        """async (view) => {
          const model = faces.modelsOf(view).find((m) => m.get("sizes"));
          const parts = view.querySelectorAll(".nnx-transport, .nnx-diagram,"
            + " .nnx-sheet, .nnx-equation, .nnx-code, .nnx-status");
          const places = [];
          for (let step = 0; step <= 16; step++) {
            model.set("step", step);
            await faces.frames(2);
            places.push([...parts].map((part) => faces.box(part)[1]));
          }
          return places;
        }""",
        explorer.view,
    )
    # Where each part begins; less than a pixel is not seen.
    assert np.ptp(places, axis=0).max() < 1, places


def test_a_view_that_is_stopped_while_it_plays_stays_where_it_is(open_page):
    fresh = open_page(FORWARD, clock=True)
    fresh.evaluate(HELPERS)
    explorer = explorers(fresh)[0]
    model = """(view) => {
      globalThis.played = faces.modelsOf(view).find((m) => m.get("sizes"));
      played.set({ step: 3, playing: true });
    }"""
    fresh.evaluate(model, explorer.view)
    fresh.clock.run_for(3_000)
    step = fresh.evaluate("played.get('step')")
    assert step > 3
    fresh.evaluate("(view) => view.stop()", explorer.view)
    fresh.clock.run_for(3_000)
    assert fresh.evaluate("played.get('step')") == step


def test_the_step_is_spoken_once_it_rests(explorer):
    live = explorer.one("[role=status]")
    explorer.set(step=9)
    explorer.page.wait_for_function(
        "(live) => live.textContent.startsWith('Step 9 of 16. Layer 1,"
        " neuron 3, mild: ReLU turns z = −0.90 into a = 0.00.')",
        arg=live,
    )


# ---- Any size, without a book: the module alone, on an empty page.

STAGE = """async ([source, styles]) => {
  const text = source + "\\nexport const { makePass } = network_pass;";
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  globalThis.network = await import(url);
  const sheet = document.createElement("style");
  sheet.textContent = styles + "* { box-sizing: border-box; }";
  document.head.append(sheet);
  // A state, and its sides: each view has one of its own, as in the book and
  // in Jupyter.
  globalThis.modelOf = (state) => {
    const calls = [];
    const set = (key, value) => {
      const old = { ...state };
      Object.assign(state, typeof key === "object" ? key : { [key]: value });
      const changed = Object.keys(state).filter((name) => state[name] !== old[name]);
      const names = [...changed.map((name) => `change:${name}`), "change"];
      if (!changed.length) return;
      for (const [name, call] of [...calls]) if (names.includes(name)) call();
    };
    const side = () => ({
      get: (key) => state[key], set, save_changes() {}, side,
      on: (name, call) => calls.push([name, call]),
      off: (name, call) => calls.splice(
        calls.findIndex((each) => each[0] === name && each[1] === call), 1),
    });
    return side();
  };
}"""
PASS = """(state) => {
  const pass = network.makePass(state.sizes);
  const { collapses } = pass.read(modelOf(state));
  const last = pass.layers.at(-1);
  return { z: pass.layers.map((l) => [...l.z]), a: pass.layers.map((l) => [...l.a]),
    collapses, W: [...last.allW], b: [...last.allB] };
}"""


@pytest.fixture(scope="module")
def stage(browser):
    """An empty page that has loaded the module."""
    page = browser.new_page()
    page.set_content("<!doctype html><title>Stage</title><main></main>")
    page.evaluate(STAGE, [module("network/view.js"), NetworkExplorer._css])
    yield page
    page.close()


def state_of(network, x, **traits):
    explorer = NetworkExplorer(network, x, **traits)
    names = ["sizes", "weights", "biases", "choices", "step", "at", "playing",
             "rules", "order", "usual"]  # fmt: skip
    names += [f"x{i}" for i in range(1, 9)]
    names += [f"activation{i}" for i in range(1, 7)]
    return {name: getattr(explorer, name) for name in names}


def in_torch(network, x):
    """z and a of each layer, as PyTorch calculates them."""
    functions = {
        "identity": lambda z: z,
        "step": lambda z: (z > 0).to(z.dtype),
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": torch.relu,
    }
    a = torch.tensor(x)
    for layer in network.layers:
        weight, bias = torch.tensor(layer.W.T.copy()), torch.tensor(layer.b)
        z = torch.nn.functional.linear(a, weight, bias)
        a = functions[layer.activation.name](z)
        yield z.numpy(), a.numpy()


def random_network(rng, names):
    sizes = rng.integers(1, 9, rng.integers(2, 8)).tolist()
    layers = [
        Dense(rng.uniform(-3, 3, (m, n)), rng.uniform(-3, 3, n), str(name))
        for (m, n), name in zip(
            pairwise(sizes), rng.choice(names, len(sizes) - 1), strict=True
        )
    ]
    return Network(layers), rng.uniform(-3, 3, sizes[0])


def assert_close(found, expected):
    scale = 1 + np.abs(expected).max()
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12 * scale)


@pytest.mark.parametrize("names", [list(ACTIVATIONS), ["identity"]])
def test_javascript_is_numpy_and_pytorch_on_random_networks(stage, names):
    rng = np.random.default_rng(0)
    for _ in range(15):
        network, x = random_network(rng, names)
        found = stage.evaluate(PASS, state_of(network, x))
        both = zip(network.trace(x), in_torch(network, x), strict=True)
        for i, ((z, a), (z_torch, a_torch)) in enumerate(both):
            for expected in (z, z_torch):
                assert_close(found["z"][i], expected)
            for expected in (a, a_torch):
                assert_close(found["a"][i], expected)
        used = {layer.activation.name for layer in network.layers}
        assert found["collapses"] == (used == {"identity"})
        if found["collapses"]:
            W = np.reshape(found["W"], (network.sizes[0], -1))
            one = NetworkExplorer(network, x).collapsed
            assert_close(W, one.W)
            assert_close(found["b"], one.b)
            assert_close(x @ W + found["b"], found["a"][-1])


SHOW = """async ([state, width]) => {
  const main = document.querySelector("main");
  globalThis.model = modelOf(state);
  globalThis.stop?.();
  main.replaceChildren();
  main.style.width = `${width}px`;
  const el = main.appendChild(document.createElement("div"));
  globalThis.stop = network.default.render({ model, el });
}"""
GO = """(step) => new Promise((done) => {
  model.set("step", step);
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""


@pytest.mark.parametrize("width", [350, 690, 960])
@pytest.mark.parametrize(
    "sizes", [[4, 3, 2, 1], [2, 2, 1], [8, 8], [8] * 7, [1, 1]], ids=str
)
def test_any_size_fits_at_any_width(stage, sizes, width):
    names = ["tanh"] * (len(sizes) - 1)
    network = Network.random(sizes, names, rng=np.random.default_rng(0))
    state = state_of(network, None, step=0)
    stage.set_viewport_size({"width": width + 40, "height": 900})
    stage.evaluate(SHOW, [state, width])
    last = 3 * sum(sizes[1:]) + len(sizes) - 2
    main = stage.query_selector("main")
    for step in sorted({0, 2, 3, 3 * sizes[1] + 1, last}):
        stage.evaluate(GO, min(step, last))
        assert stage.evaluate(CROWDED, main) == [], step
        assert not BAD.search(main.inner_text())
        values = main.query_selector_all("[role=slider]")
        assert values
    for i in range(1, len(sizes)):  # all identity: the one matrix fits too
        stage.evaluate("(name) => model.set(name, 0)", f"activation{i}")
    stage.evaluate(GO, last)
    assert stage.evaluate(CROWDED, main) == []


def test_two_views_of_one_model_advance_it_once(stage):
    """A step each beat of 900 ms, by whichever view; one alone goes on."""
    network = Network.random([2, 2, 1], "relu", rng=np.random.default_rng(0))
    stage.evaluate(SHOW, [state_of(network, None, step=0), 690])
    beats = stage.evaluate(
        """async () => {
          const el = document.querySelector("main")
            .appendChild(document.createElement("div"));
          const other = network.default.render({ model: model.side(), el });
          const times = [];
          const beat = () => new Promise((done) => {
            const call = () => {
              times.push(performance.now());
              model.off("change:step", call);
              done();
            };
            model.on("change:step", call);
          });
          document.querySelectorAll(".nn-press")[1].click();
          times.push(performance.now());
          await beat();
          await beat();
          other();
          await beat();
          model.set("playing", false);
          return times.slice(1).map((time, i) => time - times[i]);
        }"""
    )
    assert stage.evaluate('model.get("step")') == 3
    assert min(beats) > 700, beats
