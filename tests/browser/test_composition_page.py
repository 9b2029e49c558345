"""The CompositionExplorer in the built page: four faces of one chain.

Whatever a test does, every face must then show the numbers that NumPy makes
of the traits.
"""

import base64
import re

import numpy as np
import pytest
import torch
from faces import enable, shown
from hypothesis import given, settings
from hypothesis import strategies as st

from nnbook.explorables import CompositionExplorer
from nnbook.explorables.bundle import library
from nnbook.explorables.composition.widget import AFFINE, KINDS

PAGE = "chapters/01-composition.html"
MODEL = '(m) => m.get("f1") !== undefined && m.get("before") !== undefined'
READ = f"""(view) => {{
  const state = faces.modelsOf(view).find({MODEL}).state;
  const one = (selector) => view.querySelector(selector);
  const all = (selector) => [...view.querySelectorAll(selector)];
  const get = (name) => (node) => node.getAttribute(name);
  return {{
    state,
    chain: faces.texts(one(".nnx-chain")),
    flows: all(".nn-flow").map(get("data-sign")),
    kinds: all(".nnx-chain select").map((s) => s.selectedIndex),
    swaps: all(".nn-swap").length,
    partials: faces.texts(one(".nnx-partials")),
    curves: all(".nnx-partials svg path.nn-partial[data-q]").map(get("d")),
    dashes: all(".nnx-partials svg path.nn-partial[data-q]").map(get("stroke-dasharray")),
    ghost: one(".nn-ghost").getAttribute("d"),
    dots: all(".nnx-partials .nn-dot").map(
      (c) => [Number(c.getAttribute("cx")), Number(c.getAttribute("cy"))]),
    ticks: all(".nnx-partials text.nn-dim").map((t) =>
      [t.textContent, Number(t.getAttribute("x")), Number(t.getAttribute("y")),
        t.getAttribute("text-anchor")]),
    equation: faces.texts(one(".nnx-equation")),
    rows: all(".nnx-nested > div").map((row) => row.textContent),
    code: faces.texts(one(".nnx-code")),
    lines: all(".nnx-code .nn-line").map((line) => line.textContent),
    runnable: one(".nnx-code button").program(),
    status: faces.status(view),
  }};
}}"""


class Chain:
    """A CompositionExplorer in the page."""

    def __init__(self, page, view):
        self.page, self.view = page, view

    def set(self, functions=None, **traits):
        """Set its traits, and wait for the frame that shows them."""
        if functions is not None:
            spare = CompositionExplorer(functions)
            names = [f"{v}{i}" for v in "fp" for i in "1234"]
            traits |= {name: getattr(spare, name) for name in [*names, "n"]}
        self.page.evaluate(
            f"""([view, traits]) => {{
              faces.modelsOf(view).find({MODEL}).set(traits);
              return faces.frames();
            }}""",
            [self.view, traits],
        )

    def read(self):
        self.page.evaluate("faces.frames()")
        return Reading(self.page.evaluate(READ, self.view))

    def picture(self):
        return self.page.evaluate("(view) => faces.picture(view)", self.view)

    def one(self, selector):
        return self.view.query_selector(selector)


class Reading:
    """One moment of a chain, beside what NumPy makes of its traits."""

    def __init__(self, found):
        self.__dict__.update(found)
        s = self.state
        self.n = s["n"]
        self.functions = [
            (KINDS[s[f"f{i}"]], s[f"p{i}"])
            if KINDS[s[f"f{i}"]] in AFFINE
            else KINDS[s[f"f{i}"]]
            for i in range(1, self.n + 1)
        ]
        self.python = CompositionExplorer(self.functions, x=s["x"])
        self.values = self.python.values

    def to_y(self):
        """The map from pixels to heights, from the labels of the axis."""
        rows = [
            (y - 4.5, float(text.replace("−", "-")))
            for text, _, y, anchor in self.ticks
            if anchor == "end"
        ]
        (p, v), (q, w) = rows[0], rows[-1]
        return lambda pixel: v + (pixel - p) * (w - v) / (q - p)

    def to_x(self):
        """The map from pixels to x, from the labels of the axis."""
        rows = [
            (x, float(text.replace("−", "-")))
            for text, x, _, anchor in self.ticks
            if anchor == "middle"
        ]
        (p, v), (q, w) = rows[0], rows[-1]
        return lambda pixel: v + (pixel - p) * (w - v) / (q - p)

    def unit(self):
        """How much one pixel is, across and up."""
        to_x, to_y = self.to_x(), self.to_y()
        return to_x(1) - to_x(0), abs(to_y(1) - to_y(0))


@pytest.fixture
def page(kept_page):
    return kept_page(PAGE)


def all_chains(page):
    enable(page)
    call = """() => [...document.querySelectorAll(".nnw-view")].filter(
      (view) => view.querySelector(".nnx-composition"))"""
    found = page.evaluate_handle(call).get_properties().values()
    return [Chain(page, view.as_element()) for view in found]


@pytest.fixture
def chain(page):
    found = all_chains(page)[0]
    found.view.scroll_into_view_if_needed()
    return found


def assert_consistent(now):
    assert_diagram(now)
    assert_plot(now)
    assert_equation(now)
    assert_code(now)


def assert_diagram(now):
    signs = {1.0: "pos", -1.0: "neg", 0.0: "zero"}
    assert now.flows == [signs[s] for s in np.sign(now.values)]
    assert now.kinds == [now.state[f"f{i + 1}"] for i in range(now.n)]
    assert now.swaps == now.n - 1
    for k in range(now.n + 1):
        q = f"h{k}" if k else "x"
        texts = [t.rstrip("y") for t in now.chain[q]]
        assert any(shown(now.values[k]) in t for t in texts), (q, texts)
    for i, function in enumerate(now.functions, 1):
        if isinstance(function, str):
            assert f"p{i}" not in now.chain
            continue
        kind, p = function
        mark = "×" if kind == "scale" else "−" if shown(p)[0] == "−" else "+"
        size = shown(p) if kind == "scale" else shown(p).lstrip("−")
        assert now.chain[f"p{i}"] == [f"{mark} {size}"]


def assert_plot(now):
    to_x, to_y = now.to_x(), now.to_y()
    across, up = now.unit()
    assert len(now.curves) == now.n
    assert [d == "none" for d in now.dashes] == (
        [False] * (now.n - 1) + [True]
    )
    assert len(set(now.dashes)) == now.n
    for k in range(now.n):
        pixels = np.array(
            [
                [float(v) for v in point.split()]
                for point in re.split("[ML]", now.curves[k])[1:]
            ]
        )
        x, y = to_x(pixels[:, 0]), to_y(pixels[:, 1])
        part = CompositionExplorer(now.functions[: k + 1])
        xs = -2 + 4 * np.arange(241) / 240
        # Points on a straight piece between its ends are left out.
        kept = np.round((x + 2) * 60).astype(int)
        assert [kept[0], kept[-1]] == [0, 240]
        assert np.all(np.diff(kept) > 0)
        np.testing.assert_allclose(x, xs[kept], atol=0.06 * across)
        expected = part(xs)
        np.testing.assert_allclose(
            np.interp(xs, xs[kept], y),
            expected,
            atol=0.06 * up + 1e-9 * np.max(np.abs(expected)),
        )
        dot = now.dots[k]
        at = np.clip(now.state["x"], -2, 2)
        assert to_x(dot[0]) == pytest.approx(at, abs=1e-9)
        if at == now.state["x"]:
            assert to_y(dot[1]) == pytest.approx(
                now.values[k + 1], rel=1e-9, abs=1e-9 + 1e-9 * up
            )
        calls = "x"
        for i in range(k + 1):
            calls = f"f{'₁₂₃₄'[i]}({calls})"
        legend = f"{calls}{shown(now.values[k + 1])}"
        assert legend in now.partials[f"h{k + 1}"]


def assert_equation(now):
    row = "y="
    for k in range(now.n, 0, -1):
        row += f"f{k}("
    assert now.rows[0].replace(" ", "") == row + "x" + ")" * now.n
    assert now.rows[3].replace("=", "") == shown(now.values[-1])
    assert now.equation["x"][-1].strip("()") == shown(now.state["x"])
    for i, function in enumerate(now.functions, 1):
        if not isinstance(function, str):
            kind, p = function
            text = shown(p) if kind == "scale" else shown(abs(p))
            assert now.equation[f"p{i}"] == [text, text]


def assert_code(now):
    found = {}
    exec(now.runnable, found)
    for k in range(now.n):
        function = found[f"f{k + 1}"]
        assert float(function(now.values[k])) == pytest.approx(
            now.values[k + 1], rel=1e-12, abs=1e-12
        )
    assert float(found["y"]) == pytest.approx(
        now.values[-1], rel=1e-12, abs=1e-12
    )
    assert len(now.lines) == now.n + 2
    x = shown(now.state["x"]).replace("−", "-")
    y = shown(now.values[-1]).replace("−", "-")
    assert now.lines[-2] == f"x = {x}"
    assert now.lines[-1].endswith(f"# {y}")
    # What is shown runs as well, with its rounded numbers.
    exec("from nnbook import relu, sigmoid, step\n" + "\n".join(now.lines), {})


# ---- The arithmetic.

LOAD = """async (source) => {
  const text = new Blob([source], { type: "text/javascript" });
  window.chain = await import(URL.createObjectURL(text));
  window.unpack = (bytes) => new Float64Array(
    Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)).buffer);
  window.pack = (numbers) => btoa(
    String.fromCharCode(...new Uint8Array(Float64Array.from(numbers).buffer)));
}"""
IN_TORCH = {
    "scale": lambda t, p: p * t,
    "shift": lambda t, p: t + p,
    "square": torch.square,
    "relu": torch.relu,
    "sigmoid": torch.sigmoid,
    "step": lambda t: (t > 0).to(t.dtype),
}
numbers = st.floats(-10, 10)
parts = st.one_of(
    st.tuples(st.sampled_from(AFFINE), numbers),
    st.sampled_from(["square", "relu", "sigmoid", "step"]),
)


@pytest.fixture(scope="module")
def tab(browser):
    page = browser.new_page()
    page.evaluate(LOAD, library("composition/chain.js"))
    yield page
    page.close()


def steps(functions):
    pairs = [(f, 1.0) if isinstance(f, str) else f for f in functions]
    return [{"kind": kind, "p": p} for kind, p in pairs]


@settings(max_examples=60)
@given(functions=st.lists(parts, min_size=1, max_size=4), x=numbers)
def test_the_values_are_numpys_and_pytorchs(tab, functions, x):
    call = "([steps, x]) => pack(chain.chainValues(steps, unpack(x)[0]))"
    sent = base64.b64encode(np.float64(x).tobytes()).decode()
    found = np.frombuffer(
        base64.b64decode(tab.evaluate(call, [steps(functions), sent]))
    )
    expected = CompositionExplorer(functions, x=float(f"{x:.15g}")).values
    np.testing.assert_allclose(found, expected, rtol=1e-11, atol=1e-11)
    t = torch.tensor(x, dtype=torch.float64)
    in_torch = [x]
    for f in functions:
        kind, *p = (f,) if isinstance(f, str) else f
        t = IN_TORCH[kind](t, *p)
        in_torch.append(t.item())
    np.testing.assert_allclose(found, in_torch, rtol=1e-12, atol=1e-12)


@settings(max_examples=40)
@given(functions=st.lists(parts, min_size=1, max_size=4))
def test_the_collapse_is_numpys(tab, functions):
    found = tab.evaluate("(s) => chain.affineMap(s)", steps(functions))
    expected = CompositionExplorer(
        [
            f if isinstance(f, str) else (f[0], float(f"{f[1]:.15g}"))
            for f in functions
        ]
    ).affine
    if expected is None:
        assert found is None
    else:
        np.testing.assert_allclose(found, expected, rtol=1e-11, atol=1e-11)


def test_the_kinds_are_those_of_python(tab):
    assert tuple(tab.evaluate("chain.KINDS")) == KINDS
    asked = [tab.evaluate("(k) => chain.hasParameter(k)", k) for k in KINDS]
    assert asked == [kind in AFFINE for kind in KINDS]


# ---- One move, all faces.


def test_every_explorer_of_the_page_starts_consistent(page):
    found = all_chains(page)
    assert len(found) >= 3
    for each in found:
        assert_consistent(each.read())


def test_one_input_event_changes_every_face_in_the_next_frame(page, chain):
    before = chain.read()
    slider = chain.one(".nn-q-x input[type=range]")
    found = page.evaluate(
        f"""async ([view, range]) => {{
          range.value = "1.35";
          range.dispatchEvent(new Event("input", {{ bubbles: true }}));
          await faces.frames();
          return ({READ})(view);
        }}""",
        [chain.view, slider],
    )
    after = Reading(found)
    assert after.state["x"] == 1.35
    assert_consistent(after)
    for face in ("chain", "dots", "partials", "rows", "lines", "runnable"):
        assert getattr(before, face) != getattr(after, face), face


def test_random_chains_are_the_same_in_every_face(chain):
    rng = np.random.default_rng(0)
    codes = set()
    for _ in range(24):
        names = rng.choice(KINDS, size=rng.integers(1, 5))
        functions = [
            (str(k), round(float(rng.uniform(-3, 3)), 3))
            if k in AFFINE
            else str(k)
            for k in names
        ]
        chain.set(functions, x=round(float(rng.uniform(-2, 2)), 3))
        now = chain.read()
        assert now.functions == functions
        assert_consistent(now)
        codes.add(now.runnable)
    assert len(codes) == 24


@pytest.mark.parametrize(
    ("functions", "nested"),
    [
        ([("scale", 2), ("shift", 1)], "2.00·x+1.00"),
        ([("shift", 1), ("scale", 2)], "2.00·(x+1.00)"),
        ([("shift", -1), "square"], "(x−1.00)2"),
        (["square", ("scale", -3), "relu"], "ReLU(−3.00·x2)"),
        ([("scale", 2), ("scale", 3)], "3.00·(2.00·x)"),
        (["square", "square", "step"], "step((x2)2)"),
        (["sigmoid", ("scale", 2)], "2.00·σ(x)"),
    ],
)
def test_the_equation_nests_as_the_functions_do(chain, functions, nested):
    chain.set(functions, x=-0.5)
    rows = chain.read().rows
    assert rows[1].lstrip("=").replace(" ", "") == nested
    number = nested.replace("x", "(−0.50)")
    assert rows[2].lstrip("=").replace(" ", "") == number


@pytest.mark.parametrize(
    ("functions", "words"),
    [
        ([("scale", 2), ("shift", 1)], "These two are one affine map: 2x + 1."),
        ([("scale", 2), ("shift", 1), ("scale", 3), ("shift", -2)],
         "These four are one affine map: 6x + 1."),
        ([("shift", -1), ("scale", -1)], "affine map: −x + 1."),
        ([("scale", 0), ("shift", -1.5)], "affine map: −1.5."),
        ([("scale", 2), ("shift", 0.25), "relu"],
         "f₁ and f₂ are one affine map, 2t + 0.25; f₃, the ReLU, is not"),
        (["square", "step"], "Not one affine map: f₁, the square, is not"),
        (["relu"], "One function alone"),
    ],
)  # fmt: skip
def test_the_status_says_what_the_chain_amounts_to(chain, functions, words):
    chain.set(functions)
    assert words in chain.read().status


# ---- The order.


def swap_by(page, chain, way):
    if way == "button":
        chain.view.query_selector_all(".nn-swap")[0].click()
    elif way == "button, by key":
        chain.view.query_selector_all(".nn-swap")[0].press("Enter")
    elif way == "arrow key":
        chain.view.query_selector_all(".nn-move")[0].press("ArrowRight")
    elif way == "arrow key back":
        chain.view.query_selector_all(".nn-move")[1].press("ArrowLeft")
    else:
        boxes = [
            b.bounding_box() for b in chain.view.query_selector_all(".nn-move")
        ]
        y = boxes[0]["y"] + boxes[0]["height"] / 2
        page.mouse.move(boxes[0]["x"] + 40, y)
        page.mouse.down()
        page.mouse.move(boxes[1]["x"] + 20, y, steps=8)
        page.mouse.move(boxes[1]["x"] + 60, y)
        page.mouse.up()


@pytest.mark.parametrize(
    "way", ["button", "button, by key", "arrow key", "arrow key back", "drag"]
)
def test_two_neighbours_can_be_exchanged(page, chain, way):
    chain.set([("scale", 2), ("shift", 1), "square"], x=1.5)
    swap_by(page, chain, way)
    now = chain.read()
    assert now.functions == [("shift", 1), ("scale", 2), "square"]
    assert_consistent(now)
    assert "Before the swap y was 16.00, now 25.00." in now.status
    assert now.ghost
    assert now.state["before"] == [["scale", 2], ["shift", 1], ["square", 1]]


def test_a_function_can_be_carried_through_the_chain_by_keys(page, chain):
    chain.set([("scale", 2), ("shift", 1), "square", "relu"])
    chain.view.query_selector_all(".nn-move")[0].focus()
    for _ in range(5):  # two more than there are places
        page.keyboard.press("ArrowRight")
    kinds = [f[0] if len(f) == 2 else f for f in chain.read().functions]
    assert kinds == ["shift", "square", "relu", "scale"]
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert label.startswith("f4, scale by 2.00")


def test_the_old_curve_goes_when_the_functions_are_others(page, chain):
    chain.set([("scale", 2), ("shift", 1)])
    swap_by(page, chain, "button")
    assert chain.read().ghost
    chain.set(x=0.35)
    now = chain.read()
    assert now.ghost
    assert "Before the swap y was 1.70, now 2.70." in now.status
    chain.set(p1=1.5)
    now = chain.read()
    assert not now.ghost
    assert "swap" not in now.status


def test_a_swap_that_changes_nothing_is_told_so(page, chain):
    chain.set([("shift", 2), ("shift", 1)], x=1)
    swap_by(page, chain, "button")
    assert "Swapped, and y is 4.00 as before." in chain.read().status


# ---- Direct manipulation.


def test_a_function_can_be_chosen_at_each_place(chain):
    chain.set([("scale", 2), ("shift", 1), "relu"])
    for i, kind in [(0, 5), (1, 2), (2, 0), (0, 4)]:
        chain.view.query_selector_all(".nnx-chain select")[i].select_option(
            index=kind
        )
        now = chain.read()
        assert now.state[f"f{i + 1}"] == kind
        assert_consistent(now)


def test_x_can_be_dragged_in_the_plot_and_a_parameter_in_the_chain(
    page, chain
):
    chain.set([("scale", 2), ("shift", 1)], x=0)
    handle = chain.one(".nnx-partials [role=slider]").bounding_box()
    now = chain.read()
    unit, _ = now.unit()
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + 14
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 1.25 / unit, y, steps=4)
    page.mouse.up()
    now = chain.read()
    assert now.state["x"] == pytest.approx(1.25)
    assert_consistent(now)
    chip = chain.one(".nn-chip[data-q=p1]").bounding_box()
    x, y = chip["x"] + 20, chip["y"] + 10
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 50, steps=4)
    page.mouse.up()
    now = chain.read()
    assert now.state["p1"] == pytest.approx(1)
    assert_consistent(now)


# ---- Extremes, neighbours, stillness, the end.


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_jumps_while_x_and_a_parameter_sweep(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("faces.frames(3)")
    found = all_chains(page)[2]
    for quantity in ("x", "p1"):
        places = page.evaluate(
            """async ([view, range]) => {
              const parts = view.querySelectorAll(
                ".nnx-chain, .nnx-partials, .nnx-equation, .nnx-code, .nn-swap,"
                + " select, .nnx-status, .nnw-slider, .nnx-nested > div, .nn-node");
              const places = new Set();
              for (let v = Number(range.min); v <= Number(range.max); v += 0.25) {
                range.value = v;
                range.dispatchEvent(new Event("input", { bubbles: true }));
                await faces.frames();
                places.add(JSON.stringify(
                  [...parts, view].map((part) => faces.box(part).slice(0, 3)
                    .map((side) => Math.round(side)))));
              }
              return [...places];
            }""",
            [found.view, found.one(f".nn-q-{quantity} input[type=range]")],
        )
        assert len(places) == 1
