"""The PlaneExplorer in the built page: both planes, equation, code, status.

Whatever a test does, every face must then show the numbers that NumPy makes
of the traits.
"""

import re
from itertools import pairwise

import numpy as np
import pytest
import torch
from faces import HELPERS, factor, shown
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnbook.activations import ACTIVATIONS
from nnbook.data import logic_gate
from nnbook.explorables.bundle import library
from nnbook.explorables.plane.widget import separable

STACKING = "chapters/07-stacking.html"
FOLD, XOR, MOONS = range(3)  # the page's explorers, in order
NAMES = ["identity", "relu", "tanh", "sigmoid"]
NUMBERS = ["w11", "w12", "w21", "w22", "b1", "b2", "v1", "v2", "c"]
MODEL = "faces.modelsOf(view).find((m) => m.get('w11') !== undefined)"
READ = f"""(view) => {{
  const all = (selector) => [...view.querySelectorAll(selector)];
  const side = (i) => {{
    const plane = all(".nnx-side")[i];
    const frame = plane.querySelector(".nn-frame");
    const get = (name) => frame.getAttribute(name);
    return {{
      frame: ["x", "y", "width"].map((name) => Number(get(name))),
      box: get("data-box").split(" ").map(Number),
      grid: plane.querySelector(".nn-grid").getAttribute("d"),
      lines: [...plane.querySelectorAll(".nn-boundary")].map((l) => l.getAttribute("d")),
      points: [...plane.querySelectorAll(".nn-points > g")].map((p) => p.getAttribute("transform")),
      probe: plane.querySelector(".nn-probe").getAttribute("transform"),
      title: plane.querySelector(".nn-title").textContent,
      wrong: [...plane.querySelectorAll(".nn-wrong")].filter((w) => w.style.display !== "none").length,
      names: [...plane.querySelectorAll(".nn-name")].map((t) => t.textContent),
    }};
  }};
  return {{
    state: ({MODEL}).state, here: side(0), there: side(1),
    equation: faces.texts(view.querySelector(".nnx-equation")),
    code: faces.texts(view.querySelector(".nnx-code")),
    runnable: view.querySelector(".nnx-code button").program(),
    status: faces.status(view),
    pixels: [...view.querySelectorAll("canvas")].map(faces.pixels),
    sliders: Object.fromEntries(all(".nnw-slider").map((s) => [
      /nn-q-(\\w+)/.exec(s.className)[1],
      s.querySelector(".nnw-number").value])),
  }};
}}"""


class Reading:
    """One moment of an explorer, beside what NumPy makes of its traits."""

    def __init__(self, found):
        self.__dict__.update(found)
        get = self.state.get
        w11, w12, w21, w22, b1, b2, v1, v2, self.c = (
            float(get(name)) for name in NUMBERS
        )
        self.W = np.array([[w11, w12], [w21, w22]], float)
        self.b, self.v = np.array([b1, b2]), np.array([v1, v2])
        self.phi = get("activations")[get("activation_index")]
        data = get("datasets")[get("data_index")]
        table = np.array(get("points")) if data == "moons" else None
        self.X, self.y = (
            logic_gate("XOR") if table is None else (table[:, :2], table[:, 2])
        )
        self.x = np.array([get("x1"), get("x2")], float)
        self.t = float(get("morph"))
        self.z, self.a = self.x @ self.W + self.b, self.image(self.x)
        self.s = float(self.a @ self.v + self.c)
        self.A = self.image(self.X)
        self.n_right = int(np.sum((self.A @ self.v + self.c > 0) == self.y))

    def image(self, X):
        return ACTIVATIONS[self.phi](X @ self.W + self.b)

    def moved(self, X):
        Z, A = X @ self.W + self.b, self.image(X)
        if self.t <= 0.5:
            return X + 2 * self.t * (Z - X)
        return Z + (2 * self.t - 1) * (A - Z)


def in_data(side, place):
    """Points of a plane's picture, (n, 2) in px, in data coordinates."""
    (x, y, width), (left, right, _, top) = side["frame"], side["box"]
    unit = (right - left) / width
    place = np.asarray(place, float)
    return np.column_stack(
        [left + (place[:, 0] - x) * unit, top - (place[:, 1] - y) * unit]
    )


def translations(side, texts):
    numbers = [text[10:-1].split() for text in texts]  # translate(x y)
    return in_data(side, numbers)


def path_points(side, d):
    return in_data(side, [p.split() for p in re.split("[ML]", d)[1:]])


class Explorer:
    """A PlaneExplorer in the page."""

    def __init__(self, page, place):
        self.page = page
        page.evaluate(HELPERS)
        views = page.query_selector_all(".nnw-view:has(.nnx-plane)")
        self.view = views[place]
        self.view.scroll_into_view_if_needed()

    def set(self, **traits):
        self.page.evaluate(
            f"([view, traits]) => {{ {MODEL}.set(traits); return faces.frames(); }}",
            [self.view, traits],
        )

    def read(self):
        return Reading(self.page.evaluate(READ, self.view))

    def picture(self):
        return self.page.evaluate("(view) => faces.picture(view)", self.view)

    def one(self, selector):
        return self.view.query_selector(selector)


@pytest.fixture
def page(kept_page):
    return kept_page(STACKING)


def assert_consistent(now):
    assert_planes(now)
    assert_texts(now)
    assert now.status.startswith(f"{now.n_right} of {len(now.y)} right.")
    if now.t == 1:
        lines = "No" if not separable(now.A, now.y) else "silent|A"
        assert re.search(
            f"({lines}) straight line|silent|no straight", now.status
        )
        parted = re.search("[Nn]o straight line", now.status) is None
        assert parted == separable(now.A, now.y)


def assert_planes(now):
    pixel = [side["box"][1] - side["box"][0] for side in (now.here, now.there)]
    found = translations(now.here, now.here["points"])
    np.testing.assert_allclose(found, now.X, atol=1e-9)
    found = translations(now.there, now.there["points"])
    np.testing.assert_allclose(found, now.moved(now.X), atol=1e-9 * pixel[1])
    found = translations(now.there, [now.there["probe"]])[0]
    np.testing.assert_allclose(found, now.moved(now.x), atol=1e-9 * pixel[1])
    for j, d in enumerate(now.here["lines"]):
        if d:
            z = path_points(now.here, d) @ now.W[:, j] + now.b[j]
            assert np.abs(z).max() < 1e-9 * (1 + np.abs(now.W).max())
    if now.state["readout"]:
        assert now.here["wrong"] == len(now.y) - now.n_right
        if now.t == 1 and now.there["lines"][2]:
            s = path_points(now.there, now.there["lines"][2]) @ now.v + now.c
            assert np.abs(s).max() < 1e-9 * pixel[1] * (
                1 + np.abs(now.v).max()
            )


def assert_texts(now):
    values = dict(
        zip(NUMBERS, [*now.W.ravel(), *now.b, *now.v, now.c], strict=True)
    )
    for j in range(2):
        values |= {f"{q}{j + 1}": getattr(now, q)[j] for q in "xza"}
    values["s"] = now.s
    for q, texts in now.equation.items():
        assert set(texts) <= {shown(values[q]), factor(values[q])}, q
    for q, texts in now.code.items():
        assert texts == [shown(values[q]).replace("−", "-")], q
    for q, text in now.sliders.items():
        assert text == shown(values.get(q, now.t))
    names = {}
    exec(now.runnable, names)
    np.testing.assert_allclose(names["z"], now.z, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(names["a"], now.a, rtol=1e-12, atol=1e-12)
    if now.state["readout"]:
        assert names["s"] == pytest.approx(now.s, rel=1e-12, abs=1e-11)


# ---- The arithmetic itself.


@pytest.fixture(scope="module")
def tab(browser):
    page = browser.new_page()
    page.evaluate(
        """async (source) => {
          const text = new Blob([source], { type: "text/javascript" });
          window.fold = await import(URL.createObjectURL(text));
        }""",
        library("plane/fold.js"),
    )
    yield page
    page.close()


numbers = st.floats(-8, 8)


@settings(max_examples=40)
@given(X=arrays(float, (4, 2), elements=numbers), W=arrays(float, (2, 2), elements=numbers),
       b=arrays(float, (2,), elements=numbers), t=st.floats(0, 1), name=st.sampled_from(NAMES))  # fmt: skip
def test_the_way_is_numpys_and_pytorchs(tab, X, W, b, t, name):
    found = tab.evaluate(
        """([phi, X, W, b, n, t]) => {
          const [Z, A, P] = [0, 1, 2].map(() => new Float64Array(2 * n));
          fold.journey(phi, X, W, b, n, t, Z, A, P);
          return [Z, A, P].map((array) => [...array]);
        }""",
        [name, X.ravel().tolist(), W.ravel().tolist(), b.tolist(), 4, t],
    )
    Z = torch.nn.functional.linear(
        torch.tensor(X), torch.tensor(W.T.copy()), torch.tensor(b)
    )
    A = {"identity": lambda z: z}.get(name, getattr(torch, name, None))(Z)
    Z, A = Z.numpy(), A.numpy()
    P = X + 2 * t * (Z - X) if t <= 0.5 else Z + (2 * t - 1) * (A - Z)
    for array, expected in zip(found, (Z, A, P), strict=True):
        np.testing.assert_allclose(array, expected.ravel(), rtol=0, atol=1e-12)


half_steps = st.integers(-4, 4).map(lambda i: i / 2)


@settings(max_examples=60)
@given(
    P=arrays(float, (5, 2), elements=half_steps),
    y=arrays(int, (5,), elements=st.integers(0, 1)),
)
def test_separable_is_pythons(tab, P, y):
    call = "([P, y]) => fold.separable(P, y)"
    assert tab.evaluate(call, [P.ravel().tolist(), y.tolist()]) == separable(
        P, y
    )


@settings(max_examples=40)
@given(z=arrays(float, (2, 2), elements=numbers))
def test_a_line_has_stops_where_relu_bends_it(tab, z):
    stops = tab.evaluate(
        "([a, b]) => fold.stopsAlong('relu', a, b)", z.tolist()
    )
    assert stops[0] == 0
    assert stops[-1] == 1
    assert stops == sorted(stops)
    # Straight between the stops: the middle goes to the middle.
    for low, high in pairwise(stops):
        ends = [
            z[0] + t * (z[1] - z[0]) for t in (low, (low + high) / 2, high)
        ]
        a = np.maximum(ends, 0)
        np.testing.assert_allclose(a[1], (a[0] + a[2]) / 2, atol=1e-9)


# ---- All faces.


@pytest.mark.parametrize("place", [FOLD, XOR, MOONS])
def test_every_explorer_starts_consistent(page, place):
    now = Explorer(page, place).read()
    if now.state["readout"]:
        assert_consistent(now)
    else:
        assert_planes(now)
        assert_texts(now)
        assert "c" not in now.code


def test_xor_and_moons_are_solved_at_first(page):
    assert Explorer(page, XOR).read().status.startswith("4 of 4 right")
    assert Explorer(page, MOONS).read().status.startswith("40 of 40 right")


@pytest.mark.parametrize("phi", range(4))
def test_random_states_are_the_same_in_every_face(page, phi):
    rng = np.random.default_rng(phi)
    explorer = Explorer(page, XOR)
    for i in range(8):
        values = dict(
            zip(NUMBERS, rng.uniform(-3, 3, 9).tolist(), strict=True)
        )
        explorer.set(
            **values, activation_index=phi, data_index=i % 2,
            morph=float(rng.choice([0, 0.2, 0.5, 0.8, 1, 1])),
            x1=float(rng.uniform(0, 1)), x2=float(rng.uniform(0, 1)),
        )  # fmt: skip
        assert_consistent(explorer.read())


@pytest.mark.parametrize("quantity", [*NUMBERS, "morph"])
def test_one_input_event_changes_the_faces_in_the_next_frame(page, quantity):
    explorer = Explorer(page, XOR)
    explorer.set(x1=1.25, x2=1.0)  # both units speak
    before = explorer.read()
    value = 0.35
    found = page.evaluate(
        f"""async ([view, range, value]) => {{
          range.value = value;
          range.dispatchEvent(new Event("input", {{ bubbles: true }}));
          await faces.frames();
          return ({READ})(view);
        }}""",
        [
            explorer.view,
            explorer.one(f".nn-q-{quantity} input[type=range]"),
            value,
        ],
    )
    after = Reading(found)
    assert after.state[quantity] == value
    assert_consistent(after)
    assert before.there != after.there
    if quantity != "morph":
        assert before.pixels != after.pixels
        for face in ("equation", "code", "runnable"):
            assert getattr(before, face) != getattr(after, face)
    if quantity[0] in "vc":
        assert before.there["grid"] == after.there["grid"]


# ---- The sheet.


def test_at_zero_both_planes_are_the_same_and_at_a_half_lines_are_straight(
    page,
):
    explorer = Explorer(page, FOLD)
    explorer.set(morph=0)
    now = explorer.read()
    assert now.here["box"] == now.there["box"]
    for one, other in zip(
        now.here["grid"].split("M"), now.there["grid"].split("M"), strict=True
    ):
        if one:
            ends = path_points(now.there, "M" + other)
            ends = ends[[0, -1]]
            np.testing.assert_allclose(
                path_points(now.here, "M" + one), ends, atol=0.01
            )
    explorer.set(morph=0.5)
    now = explorer.read()
    for line in now.there["grid"].split("M")[1:]:
        points = path_points(now.there, "M" + line)
        across = points[-1] - points[0]
        away = (points - points[0]) @ [across[1], -across[0]]
        assert np.abs(away).max() < 0.02 * np.hypot(*across)


@pytest.mark.parametrize("phi", NAMES)
def test_each_grid_line_goes_where_numpy_takes_it(page, phi):
    explorer = Explorer(page, FOLD)
    explorer.set(activation_index=NAMES.index(phi), w12=-0.65, w21=0.8)
    now = explorer.read()
    pixel = (now.there["box"][1] - now.there["box"][0]) / now.there["frame"][2]
    lines = zip(
        now.here["grid"].split("M")[1:],
        now.there["grid"].split("M")[1:],
        strict=True,
    )
    for straight, moved in lines:
        start, end = path_points(now.here, "M" + straight)
        dense = now.image(
            start + np.linspace(0, 1, 2001)[:, None] * (end - start)
        )
        for point in path_points(now.there, "M" + moved):
            assert np.min(np.hypot(*(dense - point).T)) < 0.2 * pixel + 2e-3


def test_morph_names_its_stages(page):
    explorer = Explorer(page, XOR)
    titles = []
    for morph in (0, 0.25, 0.5, 0.75, 1):
        explorer.set(morph=morph)
        titles.append(explorer.read().there["title"])
    assert titles == ["not moved yet", "on the way to z", "half way: z = xW + b",
                      "on the way to a", "after: a = ReLU(z)"]  # fmt: skip


def test_points_in_one_place_share_their_names(page):
    now = Explorer(page, XOR).read()
    assert now.here["names"] == ["00", "01", "10", "11"]
    assert now.there["names"] == ["00", "01, 10", "11"]


def test_the_shading_is_the_readouts_side(page):
    explorer = Explorer(page, XOR)
    explorer.set(w12=0.7, b2=-0.6, v2=-2.4)
    now = explorer.read()
    for side, mapped, place in ((now.here, True, 0), (now.there, False, 1)):
        rgba = page.evaluate(
            """([view, place]) => {
              const canvas = view.querySelectorAll("canvas")[place];
              const data = canvas.getContext("2d").getImageData(0, 0, 160, 160).data;
              const found = [];
              for (let i = 0; i < 160; i += 8) for (let k = 0; k < 160; k += 8)
                found.push([k, i, data[4 * (160 * i + k)] < data[4 * (160 * i + k) + 2],
                  data[4 * (160 * i + k) + 3]]);
              return found;
            }""",
            [explorer.view, place],
        )
        left, right, _, top = side["box"]
        cell = (right - left) / 160
        for k, i, blue, opacity in rgba:
            point = np.array([left + (k + 0.5) * cell, top - (i + 0.5) * cell])
            s = (now.image(point) if mapped else point) @ now.v + now.c
            if opacity > 20:
                assert blue == (s > 0)


# ---- Direct manipulation.


def centre(element):
    box = element.bounding_box()
    return np.array(
        [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    )


def drag(page, element, by):
    start = centre(element)
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*(start + np.array(by) / 2))
    page.mouse.move(*(start + by))
    page.mouse.up()
    page.evaluate("faces.frames()")


def knob(explorer, trait):
    return explorer.one(f"[role=slider][aria-label$='bias {trait}']")


def tip(explorer, traits):
    return explorer.one(f"[role=slider][aria-label$='weights {traits}']")


def test_a_line_can_be_dragged_and_its_bias_follows(page):
    explorer = Explorer(page, XOR)
    unit = explorer.read().here["frame"][2] / 2  # px for 1 in x
    before = explorer.read()
    drag(page, knob(explorer, "b2"), (unit / 4, -unit / 4))
    now = explorer.read()
    assert now.b[1] == pytest.approx(before.b[1] - 0.5, abs=0.051)
    assert np.array_equal(now.W, before.W)
    assert_consistent(now)
    drag(page, knob(explorer, "c"), (0, -20))
    after = explorer.read()
    assert after.c != now.c
    assert_consistent(after)


def test_an_arrow_can_be_dragged_and_its_weights_follow(page):
    explorer = Explorer(page, XOR)
    before = explorer.read()
    drag(page, tip(explorer, "w12 and w22"), (18, 9))
    now = explorer.read()
    np.testing.assert_allclose(
        now.W[:, 1], before.W[:, 1] + [1, -0.5], atol=0.03
    )
    assert np.array_equal(now.W[:, 0], before.W[:, 0])
    assert_consistent(now)
    drag(page, tip(explorer, "v1 and v2"), (300, 300))
    now = explorer.read()
    assert now.v.tolist() == [3, -3]
    assert_consistent(now)


def test_the_probe_can_be_dragged_and_stays_inside(page):
    explorer = Explorer(page, XOR)
    probe = explorer.one(".nn-probe[role=slider]")
    unit = explorer.read().here["frame"][2] / 2
    drag(page, probe, (unit / 2, -unit / 4))
    now = explorer.read()
    np.testing.assert_allclose(now.x, [1, 0.5], atol=0.051)
    assert_consistent(now)
    drag(page, probe, (900, 0))
    assert explorer.read().x[0] == now.here["box"][1]


# ---- Extremes, stillness, the end.


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_jumps_while_a_slider_sweeps_its_range(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("faces.frames(3)")
    explorer = Explorer(page, XOR)
    for quantity in ("w22", "morph"):
        places = page.evaluate(
            """async ([view, range]) => {
              const parts = view.querySelectorAll(
                ".nnx-side, .nnx-equation, .nnx-code, .nnx-status, .nnw-slider, .nn-term");
              const places = new Set();
              const [low, high] = [Number(range.min), Number(range.max)];
              for (let i = 0; i <= 12; i++) {
                range.value = low + (high - low) * i / 12;
                range.dispatchEvent(new Event("input", { bubbles: true }));
                await faces.frames();
                places.add(JSON.stringify([...parts, view].map(
                  (part) => faces.box(part).slice(0, 3).map((side) => Math.round(side)))));
              }
              return [...places];
            }""",
            [
                explorer.view,
                explorer.one(f".nn-q-{quantity} input[type=range]"),
            ],
        )
        assert len(places) == 1
