"""The LayerExplorer in the built page: one layer in three pictures.

Whatever a test does, every face must then show the numbers that NumPy makes
of the traits.
"""

import re
import unicodedata

import numpy as np
import pytest
import torch
from faces import BAD, factor

from nnbook.activations import ACTIVATIONS
from nnbook.explorables.bundle import library

PAGE = "chapters/04-layer.html"
SWITCHED = 2  # the page's explorer that has both switches
READ = """(view) => {
  const { state } = faces.modelsOf(view).find((m) => m.get("neurons_index") !== undefined);
  const all = (selector) => [...view.querySelectorAll(selector)];
  const box = (node) => node.getBoundingClientRect();
  const text = (node) => node.textContent;
  return {
    state,
    cells: Object.fromEntries(all(".nn-cell").map((c) => {
      const { x, y, width, height } = box(c.querySelector("rect"));
      return [c.dataset.cell, { text: text(c), x, y, width, height,
        wide: box(c.querySelector("text")).width, sign: c.querySelector("rect").dataset.sign,
        now: c.getAttribute("aria-valuenow") }];
    })),
    captions: all(".nnx-stage .nn-caption").map(text),
    words: all(".nnx-stage svg > g:nth-child(2) text").map(text),
    formula: text(view.querySelector(".nnx-formula")),
    inputs: all(".nn-in").map((n) => text(n.querySelector("text"))),
    neurons: all(".nn-neuron").map((n) => [...n.querySelectorAll("text")].map(text)),
    edges: Object.fromEntries(all(".nn-link").map((e) => [e.dataset.edge, [
      Number(e.querySelector(".nn-edge").getAttribute("stroke-width")),
      e.querySelector(".nn-edge").dataset.sign]])),
    chips: all(".nn-weight").map(text),
    equations: all(".nn-eq").map((e) => e.innerText.replace(/\\s/g, "")),
    rows: all(".nn-eq").map((e) => { const b = box(e); return [b.x, b.y, b.width, b.height]; }),
    code: all(".nnx-code .nn-line").map(text),
    runnable: view.querySelector(".nnx-code button").program(),
    status: faces.status(view),
    width: document.documentElement.scrollWidth,
  };
}"""
LIT = """(view) => {
  const own = (node) => node.dataset.cell ?? node.dataset.edge
    ?? (node.matches(".nn-eq") ? "equation " + [...view.querySelectorAll(".nn-eq")].indexOf(node)
      : node.matches(".nn-neuron") ? "neuron " + [...view.querySelectorAll(".nn-neuron")].indexOf(node)
      : node.matches(".nn-weight") ? "chip " + [...view.querySelectorAll(".nn-weight")].indexOf(node)
      : node.closest(".nn-eq") ? `term ${node.dataset.q.split(" ")[0]}` : node.localName);
  return [...view.querySelectorAll(".nn-hot")].map(own).sort();
}"""


class Layer:
    """One LayerExplorer in the page."""

    def __init__(self, page, place=SWITCHED):
        self.page = page
        self.view = page.query_selector_all(".nnw-view:has(.nnx-layer)")[place]
        self.view.scroll_into_view_if_needed()

    def set(self, **traits):
        self.page.evaluate(
            """([view, traits]) => {
              faces.modelsOf(view).find((m) => m.get("neurons_index") !== undefined).set(traits);
              return faces.frames();
            }""",
            [self.view, traits],
        )

    def read(self):
        self.page.evaluate("faces.frames()")
        return Now(self.page.evaluate(READ, self.view))

    def lit(self):
        return self.page.evaluate(LIT, self.view)

    def one(self, selector):
        return self.view.query_selector(selector)

    def cell(self, key):
        return self.one(f"[data-cell='{key}']")


class Now:
    """One moment, beside what NumPy makes of the traits."""

    def __init__(self, found):
        self.__dict__.update(found)
        get = self.state.get
        self.n_in, self.n_out = (
            get("inputs_index") + 1,
            get("neurons_index") + 1,
        )
        self.batch = get("batch_index") + 1
        square = (4, 4)
        self.W = np.reshape(get("weights"), square)[: self.n_in, : self.n_out]
        self.X = np.reshape(get("samples"), square)[: self.batch, : self.n_in]
        self.b = np.array(get("biases"))[: self.n_out]
        self.phi = get("activations")[get("activation_index")]
        self.Z = self.X @ self.W + self.b
        self.A = ACTIVATIONS[self.phi](self.Z)
        self.view, self.convention = get("view_index"), get("convention_index")
        self.neuron = min(get("neuron"), self.n_out - 1)
        self.sample = min(get("sample"), self.batch - 1)

    def value(self, key):
        kind, *place = key.split(" ")
        return getattr(self, kind)[tuple(map(int, place))]


@pytest.fixture
def layer(kept_page):
    return Layer(kept_page(PAGE))


def assert_consistent(now):
    assert_stage(now)
    assert_diagram(now)
    assert_equations(now)
    assert_code(now)
    assert not BAD.search(
        f"{now.formula} {now.code} {now.status} {now.captions}"
    )


def near(found, value):
    """`found` shows `value`; a half may have been rounded either way."""
    unit = 1000 if found.endswith("k") else 1
    digits = len(found.partition(".")[2])
    number = float(found.strip("()k").replace("−", "-"))
    assert abs(number - value / unit) <= 0.5 * 10**-digits + 1e-9, (
        found,
        value,
    )


def assert_stage(now):
    names = {1.0: "pos", -1.0: "neg", 0.0: "zero"}
    rows = range(now.batch) if now.view == 2 else [now.sample]
    expected = {
        f"W {i} {j}" for i in range(now.n_in) for j in range(now.n_out)
    }
    expected |= {f"b {j}" for j in range(now.n_out)}
    expected |= {f"X {r} {i}" for r in rows for i in range(now.n_in)}
    expected |= {
        f"{k} {r} {j}" for k in "ZA" for r in rows for j in range(now.n_out)
    }
    if now.view == 2 and now.batch > 1:
        expected |= {f"S {r} 0" for r in rows}
    assert set(now.cells) == expected
    for key, cell in now.cells.items():
        if key[0] == "S":
            continue
        value = now.value(key)
        near(cell["text"], value)
        assert len(cell["text"]) <= 5, key
        if abs(value) > 1e-9:
            assert cell["sign"] == names[np.sign(value)], key
        assert cell["wide"] <= cell["width"] + 1, (key, cell)
        assert min(cell["width"], cell["height"]) >= 24
        if key[0] in "WXb":
            assert float(cell["now"]) == value
    assert_places(now)


def assert_places(now):
    """In which direction the inputs and the neurons run."""
    c, at = now.convention, now.cells
    across, down = ("x", "y") if c == 0 else ("y", "x")
    for i in range(now.n_in):
        for j in range(now.n_out):
            cell = at[f"W {i} {j}"]
            assert cell[across] == pytest.approx(
                at[f"W 0 {j}"][across], abs=0.1
            )
            assert cell[down] == pytest.approx(at[f"W {i} 0"][down], abs=0.1)
            if i:
                assert cell[down] > at[f"W {i - 1} {j}"][down]
            if j:
                assert cell[across] > at[f"W {i} {j - 1}"][across]
    if now.view < 2:
        return
    n_in, n_out, batch = now.n_in, now.n_out, now.batch
    captions = [
        [f"X ({batch}, {n_in})", f"W ({n_in}, {n_out})", f"b ({n_out},)",
         f"Z ({batch}, {n_out})", f"A ({batch}, {n_out})"],
        [f"W ({n_out}, {n_in})", f"x ({n_in}, {batch})", f"b ({n_out}, 1)",
         f"z ({n_out}, {batch})", f"a ({n_out}, {batch})"],
        [f"X ({batch}, {n_in})", f"weight ({n_out}, {n_in})", f"bias ({n_out},)",
         f"Z ({batch}, {n_out})", f"A ({batch}, {n_out})"],
    ][c]  # fmt: skip
    if c == 0 and batch == 1:  # one sample is a vector
        captions = [f"x ({n_in},)", f"W ({n_in}, {n_out})", f"b ({n_out},)",
                    f"z ({n_out},)", f"a ({n_out},)"]  # fmt: skip
    assert now.captions == captions
    shapes = [caption.split(" ", 1)[1] for caption in captions]
    for shape in (*shapes[:3], shapes[4]):
        assert shape in now.formula
    row, column = ("x", "y") if c == 1 else ("y", "x")
    for r in range(batch):
        for kind, n in (("X", n_in), ("Z", n_out), ("A", n_out)):
            for k in range(n):
                cell = at[f"{kind} {r} {k}"]
                first = at[f"{kind} {r} 0"]
                assert cell[row] == pytest.approx(first[row], abs=0.1)
                assert (
                    k == 0 or cell[column] > at[f"{kind} {r} {k - 1}"][column]
                )


def assert_diagram(now):
    for text, value in zip(now.inputs, now.X[now.sample], strict=True):
        near(text, value)
    for j, (z, b, a) in enumerate(now.neurons):
        near(z, now.Z[now.sample, j])
        near(b.removeprefix("b = "), now.b[j])
        near(a, now.A[now.sample, j])
    assert len(now.neurons) == now.n_out
    names = {1.0: "pos", -1.0: "neg", 0.0: "zero"}
    assert len(now.edges) == now.W.size
    for key, (thick, sign) in now.edges.items():
        w = now.W[tuple(map(int, key.split(" ")))]
        assert thick == pytest.approx(1 + 2 * min(abs(w), 3))
        assert sign == names[np.sign(w)]
    for text, w in zip(now.chips, now.W.T.ravel(), strict=True):
        near(text, w)


def assert_equations(now):
    assert len(now.equations) == now.n_out
    kind = (
        "weights" if now.view == 1 else "row" if now.convention else "column"
    )
    for j, text in enumerate(now.equations):
        text = unicodedata.normalize("NFKC", text)  # from italic letters
        found = re.match(r"z(\d)=(.*)=([−\d.]+)a(\d)=(.*?)([−\d.]+)$", text)
        assert found, text
        assert found[1] == found[4] == str(j + 1)
        if now.view == 0 or j == now.neuron:
            pairs = [
                (factor(x), factor(w))
                if now.convention != 1
                else (factor(w), factor(x))
                for x, w in zip(now.X[now.sample], now.W[:, j], strict=True)
            ]
            sum_ = "+".join(
                [f"{p}·{q}" for p, q in pairs] + [factor(now.b[j])]
            )
            assert found[2] == sum_
            assert found[5] == f"{ACTIVATIONS[now.phi].symbol}(z{j + 1})="
        else:
            assert found[2] == f"x·{kind}{j + 1}+b{j + 1}"
        near(found[3], now.Z[now.sample, j])
        near(found[6], now.A[now.sample, j])


def assert_code(now):
    found = {"__name__": "copied"}
    exec(now.runnable, found)
    if now.view == 2:
        one = now.convention == 1 or (now.convention == 0 and now.batch == 1)
        Z, A = (np.asarray(found[n]) for n in ("za" if one else "ZA"))
        if now.convention == 0 and now.batch == 1:
            Z, A = Z[None], A[None]
        elif now.convention == 1:
            Z, A = Z.T, A.T
        np.testing.assert_allclose(Z, now.Z, rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(A, now.A, rtol=1e-12, atol=1e-12)
    else:
        np.testing.assert_allclose(
            found["z"], now.Z[now.sample], rtol=1e-12, atol=1e-12
        )
        np.testing.assert_allclose(
            found["a"], now.A[now.sample], rtol=1e-12, atol=1e-12
        )
    for line in now.code:  # what is shown is in what is copied
        shown_code = line.partition("#")[0].strip()
        assert shown_code in now.runnable, line


def random_state(rng):
    def numbers(n):
        return rng.uniform(-3, 3, n).round(2).tolist()

    return {
        "weights": numbers(16), "biases": numbers(4), "samples": numbers(16),
        "inputs_index": int(rng.integers(4)), "neurons_index": int(rng.integers(4)),
        "batch_index": int(rng.integers(4)), "neuron": int(rng.integers(4)),
        "sample": int(rng.integers(4)), "activation_index": int(rng.integers(4)),
    }  # fmt: skip


# ---- All faces show one state.


@pytest.mark.parametrize("view", range(3))
@pytest.mark.parametrize("convention", range(3))
def test_random_states_are_the_same_in_every_face(layer, view, convention):
    rng = np.random.default_rng(10 * view + convention)
    for _ in range(5):
        layer.set(
            **random_state(rng), view_index=view, convention_index=convention
        )
        assert_consistent(layer.read())


def test_every_explorer_of_the_page_starts_consistent(kept_page):
    page = kept_page(PAGE)
    views = page.query_selector_all(".nnw-view:has(.nnx-layer)")
    assert len(views) == 4
    for place in range(len(views)):
        assert_consistent(Layer(page, place).read())


def test_the_arithmetic_is_numpys_and_pytorchs(kept_page):
    page = kept_page(PAGE)
    rng = np.random.default_rng(5)
    states = [
        {
            **random_state(rng),
            "activations": ["identity", "step", "sigmoid", "tanh", "relu"],
        }
        for _ in range(60)
    ]
    source = re.sub(r"(?m)^export ", "", library("layer/state.js"))
    found = page.evaluate(
        f"""(states) => {{
          {source}
          return states.map((state) => {{
            const {{ Z, A }} = readLayer({{ get: (name) => state[name] }});
            return [[...Z], [...A]];
          }});
        }}""",
        [s | {"view_index": 0, "convention_index": 0} for s in states],
    )
    for state, (Z, A) in zip(states, found, strict=True):
        now = Now({"state": state | {"view_index": 0, "convention_index": 0}})
        linear = torch.nn.functional.linear(
            *map(torch.tensor, (now.X, now.W.T.copy(), now.b))
        )
        for expected in (now.Z, linear.numpy()):
            np.testing.assert_allclose(
                np.reshape(Z, now.Z.shape), expected, rtol=0, atol=1e-12
            )
        np.testing.assert_allclose(
            np.reshape(A, now.A.shape), now.A, rtol=0, atol=1e-12
        )


# ---- The switches.


def switch(layer, name, index):
    row = layer.view.query_selector_all(".nnw-row")[name]
    row.query_selector_all("input")[index].click()
    return layer.read()


def test_the_convention_changes_how_it_is_written_and_no_number(layer):
    seen = [switch(layer, 1, c) for c in (2, 1, 0)]
    first = seen[0]
    for now in seen:
        assert_consistent(now)
        assert {k: c["text"] for k, c in now.cells.items()} == {
            k: c["text"] for k, c in first.cells.items()
        }
        assert now.neurons == first.neurons
    for face in ("formula", "captions", "code", "runnable", "status"):
        assert len({str(getattr(now, face)) for now in seen}) == 3, face
    places = [
        [(c["x"], c["y"]) for k, c in sorted(n.cells.items()) if k[0] == "W"]
        for n in seen
    ]
    assert places[0] != places[2]  # a neuron in each row, then in each column


def test_the_pictures_are_one_computation(layer):
    seen = [switch(layer, 0, v) for v in (0, 1, 2)]
    for now in seen:
        assert_consistent(now)
        assert {k: c["text"] for k, c in now.cells.items()} == {
            k: c["text"] for k, c in seen[0].cells.items()
        }
    for face in ("formula", "code", "runnable", "status"):
        assert len({str(getattr(now, face)) for now in seen}) == 3, face


def test_the_batch_adds_rows_and_leaves_w_alone(kept_page):
    layer = Layer(kept_page(PAGE), 3)
    before = layer.read()
    now = switch(layer, 0, 3)
    assert (before.batch, now.batch) == (2, 4)
    assert_consistent(now)
    for kind, rows in (("W", 4), ("X", 4), ("Z", 4), ("A", 4)):
        keys = {key for key in now.cells if key[0] == kind}
        assert len({key.split(" ")[1] for key in keys}) == rows
    assert np.array_equal(now.W, before.W)
    for key, cell in before.cells.items():
        if key[0] != "S":
            assert now.cells[key]["text"] == cell["text"]
    assert "one W" in now.status


def test_equal_neurons_are_called_copies(layer):
    layer.set(weights=[0.5, 0.5, 0.5, 1] * 4, biases=[1, 1, 1, 0])
    now = layer.read()
    assert "copies of one neuron" in now.status
    layer.set(biases=[1, 1, 1.5, 0])
    assert "copies" not in layer.read().status


@pytest.mark.parametrize(
    ("convention", "line"),
    [(0, "Column {} of W"), (1, "Row {} of W"), (2, "Row {} of weight")],
)
def test_the_status_says_where_a_neuron_is_in_the_matrix(
    layer, convention, line
):
    layer.set(view_index=2, batch_index=0, convention_index=convention)
    for neuron in range(2):
        layer.set(neuron=neuron)
        now = layer.read()
        where = line.format(neuron + 1)
        name = ["kite", "storm"][neuron]
        said = f"{where} is neuron {neuron + 1}, {name}: its"
        assert now.status.startswith(said)
        assert_consistent(now)


# ---- What is pointed at.


def centre(element):
    box = element.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def neuron_parts(now, j, words=()):
    rows = range(now.batch) if now.view == 2 else [now.sample]
    parts = [f"W {i} {j}" for i in range(now.n_in)] + [f"b {j}"]
    parts += [f"{kind} {r} {j}" for kind in "ZA" for r in rows]
    parts += [f"{i} {j}" for i in range(now.n_in)]
    parts += [f"chip {j * now.n_in + i}" for i in range(now.n_in)]
    parts += [f"equation {j}", f"neuron {j}", *words]
    if now.view == 0 or j == now.neuron:  # its equation has the numbers
        parts += [f"term w{i + 1}{j + 1}" for i in range(now.n_in)]
        parts += [f"term b{j + 1}"]
    return sorted(parts)


@pytest.mark.parametrize("convention", range(3))
@pytest.mark.parametrize("view", range(3))
def test_pointing_at_a_neuron_lights_what_is_its_own_and_nothing_else(
    layer, view, convention
):
    layer.set(view_index=view, convention_index=convention, batch_index=1)
    now = layer.read()
    # Its name in the first picture, and its line of code.
    words = ["span", "text"] if view == 0 else []
    at_rest = neuron_parts(now, now.neuron, words)
    layer.page.mouse.move(2, 2)
    assert layer.lit() == at_rest
    for j in (0, 2):
        targets = [
            layer.view.query_selector_all(".nn-neuron circle")[j],
            layer.view.query_selector_all(".nn-neuron rect")[2 * j],
            layer.view.query_selector_all(".nn-ends")[j],
            layer.cell(f"Z 0 {j}"),
            layer.cell(f"A 0 {j}"),
        ]
        for target in targets:
            layer.page.mouse.move(*centre(target))
            assert layer.lit() == neuron_parts(now, j, words)
            layer.page.mouse.move(2, 2)
            assert layer.lit() == at_rest
    lit = [now.cells[f"W {i} 2"] for i in range(4)]
    lined = "x" if convention == 0 else "y"  # a column, or a row
    assert np.ptp([cell[lined] for cell in lit]) < 0.1


def test_pointing_at_a_weight_lights_that_weight_in_every_face(layer):
    layer.set(view_index=2, neuron=0)
    expected = sorted(["W 2 0", "2 0", "chip 2", "term w31"])
    term = layer.one(".nn-eq mn[data-q^=w31]")
    for target in (layer.cell("W 2 0"), term):
        layer.page.mouse.move(*centre(target))
        assert layer.lit() == expected
    layer.page.mouse.move(2, 2)
    layer.one(".nn-link[data-edge='2 0']").focus()
    layer.page.keyboard.press("Shift")
    assert "W 2 0" in layer.lit()


def test_a_neuron_is_chosen_by_a_tap_and_by_the_arrow_keys(layer):
    layer.view.query_selector_all(".nn-eq")[2].click()
    now = layer.read()
    assert now.neuron == 2
    assert_consistent(now)
    layer.view.query_selector_all(".nn-neuron")[2].focus()
    for key, expected in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        layer.page.keyboard.press(key)
        now = layer.read()
        assert now.neuron == expected
        chosen = "[...document.querySelectorAll('.nn-neuron')].indexOf(document.activeElement) % 3"
        assert layer.page.evaluate(chosen) == expected
    assert_consistent(now)


def test_an_input_moves_the_row_that_is_looked_at(layer):
    layer.set(batch_index=2, sample=2)
    before = layer.read()
    layer.one(".nn-in").press("ArrowUp")
    now = layer.read()
    changed = np.argwhere(now.X != before.X).tolist()
    assert changed == [[2, 0]]
    assert_consistent(now)


def test_the_other_button_copies_the_layer_in_the_other_library(layer):
    for convention, names in enumerate(
        [["copy NumPy", "copy PyTorch"]] * 2 + [["copy PyTorch", "copy NumPy"]]
    ):
        layer.set(view_index=1, convention_index=convention)
        now = layer.read()
        buttons = layer.view.query_selector_all("[data-copies=program]")
        assert [button.inner_text() for button in buttons] == names
        found = {"__name__": "copied"}
        exec(buttons[1].evaluate("(button) => button.program()"), found)
        for name in "ZA":  # one sample is a vector in NumPy
            np.testing.assert_allclose(
                np.atleast_2d(
                    found[name.lower() if convention == 2 else name]
                ),
                getattr(now, name),
                atol=1e-12,
            )


def test_a_sample_is_chosen_beside_its_row(layer):
    layer.set(batch_index=2)
    layer.cell("S 2 0").click()
    now = layer.read()
    assert now.sample == 2
    assert_consistent(now)
    layer.cell("S 2 0").press("ArrowUp")
    now = layer.read()
    assert now.sample == 1
    assert_consistent(now)


# ---- Every number can be moved, by mouse and keyboard.


@pytest.mark.parametrize(
    "selector", ["[data-cell='W 1 1']", "[data-edge='1 1']"]
)
def test_a_number_beyond_the_usual_range_moves_on_from_there(layer, selector):
    node = layer.one(selector)
    values = list(layer.read().state["weights"])
    for start, steps in (
        (
            7.59,
            [("ArrowUp", 7.64), ("ArrowDown", 7.59), ("Shift+ArrowUp", 8.09)],
        ),
        (-4, [("ArrowDown", -4.05), ("End", 3), ("Home", -3)]),
        (0.594, [("ArrowUp", 0.644), ("PageDown", 0.144)]),
    ):
        values[5] = start
        layer.set(weights=values)
        for key, expected in steps:
            node.press(key)
            assert layer.read().state["weights"][5] == expected, (start, key)
    assert_consistent(layer.read())


@pytest.mark.parametrize("what", ["cell", "edge", "input"])
def test_numbers_can_be_dragged(layer, what):
    before = layer.read()
    selector = {"cell": "[data-cell='W 0 2']", "input": ".nn-in circle"}.get(
        what
    )
    if what == "edge":
        x, y = layer.page.evaluate(
            """(view) => {
              const edge = view.querySelector("[data-edge='0 2'] .nn-edge");
              const at = edge.getPointAtLength(6).matrixTransform(edge.getScreenCTM());
              return [at.x, at.y];
            }""",
            layer.view,
        )
    else:
        x, y = centre(layer.one(selector))
    layer.page.mouse.move(x, y)
    layer.page.mouse.down()
    layer.page.mouse.move(x + 20, y)
    layer.page.mouse.move(x + 50, y)
    layer.page.mouse.up()
    now = layer.read()
    moved, old = (now.X, before.X) if what == "input" else (now.W, before.W)
    changed = np.argwhere(moved != old).tolist()
    assert len(changed) == 1
    assert changed[0][0] == 0
    at = tuple(changed[0])
    assert moved[at] == pytest.approx(old[at] + 1, abs=0.03)
    if what != "input":
        assert (now.neuron == 2) == (changed[0][1] == 2)
    assert_consistent(now)


# ---- Extremes, stillness, widths, the end.


@pytest.mark.parametrize("view", range(3))
def test_extreme_values_show_no_nonsense_and_fit_their_cells(layer, view):
    for convention in range(3):
        for w, x in (
            (100, 100),
            (-100, 100),
            (0, 0),
            (9.994, -1),
            (1e-9, -1e-9),
        ):
            layer.set(weights=[w] * 16, samples=[x] * 16, biases=[-w] * 4, view_index=view,
                      convention_index=convention, neurons_index=3, batch_index=3)  # fmt: skip
            now = layer.read()
            assert not BAD.search(
                str([now.cells, now.neurons, now.equations, now.code])
            )
            assert_stage(now)


@pytest.mark.parametrize("width", [1280, 390])
def test_other_numbers_move_nothing(layer, width):
    layer.page.set_viewport_size({"width": width, "height": 900})
    layer.page.evaluate("faces.frames(3)")
    places = []
    for w, x in ((1, 1), (-2.55, -2.95), (0, 1), (2.95, -2.95)):
        layer.set(
            weights=[w] * 16, samples=[x] * 16, biases=[w] * 4, view_index=0
        )
        now = layer.read()
        cells = {k: (c["x"], c["y"], c["width"]) for k, c in now.cells.items()}
        places.append((cells, now.rows))
    assert all(place == places[0] for place in places)


def test_nothing_sticks_out_at_any_width(layer):
    for width in (1280, 390):
        layer.page.set_viewport_size({"width": width, "height": 900})
        for view in range(3):
            for convention in range(3):
                layer.set(view_index=view, convention_index=convention, inputs_index=3,
                          neurons_index=3, batch_index=3)  # fmt: skip
                now = layer.read()
                assert now.width <= width, (width, view, convention)
                box = layer.view.bounding_box()
                for cell in now.cells.values():
                    assert cell["x"] >= box["x"] - 1
                    assert (
                        cell["x"] + cell["width"]
                        <= box["x"] + box["width"] + 1
                    )


# ---- With two inputs: each neuron a line in one plane.

GATES = {"weights": [1.0, 1.0, -1.0, 0.0] * 2 + [0.5] * 8, "biases": [-1.5, -0.5, 1.5, 0],
         "inputs_index": 1, "neurons_index": 2, "batch_index": 1,
         "samples": [1.5, 0.0, 0.0, 0.0, 0.5, 2.0, 0.0, 0.0] + [0.5] * 8, "sample": 1}  # fmt: skip
LINES = """(view) => {
  const face = view.querySelector(".nnx-lines"), all = (kind) => [...face.querySelectorAll(kind)];
  const number = (node, ...names) => names.map((name) => Number(node.getAttribute(name)));
  return {
    seen: face.checkVisibility(),
    frame: number(face.querySelector(".nn-frame"), "x", "y", "width"),
    lines: all(".nnx-square .nn-boundary").map((line) => line.getAttribute("d")),
    dashes: all(".nnx-square .nn-boundary").map((line) => line.getAttribute("stroke-dasharray")),
    dots: all(".nn-dot").map((dot) => number(dot, "cx", "cy")),
    keys: all(".nn-key").filter((key) => key.checkVisibility()).map((key) => key.textContent),
    lit: all(".nnx-square .nn-boundary").map((line) => line.matches(".nn-hot")),
  };
}"""


def test_with_two_inputs_each_neuron_is_a_line(layer):
    assert not layer.view.query_selector(".nnx-lines *")
    layer.set(**GATES, neuron=2)
    layer.page.evaluate("faces.frames(3)")
    now, found = layer.read(), layer.page.evaluate(LINES, layer.view)
    assert_consistent(now)
    assert found["seen"]
    left, top, side = found["frame"]

    def at(px, py):
        return (-3 + 6 * (px - left) / side, 3 - 6 * (py - top) / side)

    for j, line in enumerate(found["lines"][:3]):
        ends = [end.split() for end in line.removeprefix("M").split("L")]
        for x1, x2 in (at(*map(float, end)) for end in ends):
            z = now.W[0, j] * x1 + now.W[1, j] * x2 + now.b[j]
            assert z == pytest.approx(0, abs=1e-9)
    assert found["lines"][3] == ""
    assert len(set(found["dashes"])) == 4
    points = [at(*dot) for dot in found["dots"]]
    assert np.allclose(points, now.X)
    assert [key.partition(",")[0] for key in found["keys"]] == [
        "neuron 1", "neuron 2", "neuron 3"]  # fmt: skip
    assert found["lit"] == [False, False, True, False]


def test_the_point_in_the_plane_is_the_row_that_is_looked_at(layer):
    layer.set(**GATES)
    handle = layer.one(".nnx-lines [role=slider]")
    handle.press("ArrowRight")
    handle.press("PageDown")
    now = layer.read()
    assert now.X.tolist() == [[1.5, 0], [0.55, 1.5]]
    assert_consistent(now)


def test_a_press_in_the_key_chooses_the_neuron(layer):
    layer.set(**GATES, neuron=0)
    layer.view.query_selector_all(".nn-key")[1].click()
    assert layer.read().neuron == 1
