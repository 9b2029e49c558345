"""The ActivationExplorer in the built page: two functions at one z.

Whatever a test does, every face must then show the numbers that NumPy makes
of the traits; the drawn points are read back from their coordinates.
"""

import re

import numpy as np
import pytest
from faces import BAD, enable, factor, shown
from test_neuron import centre, drag, resize

from nnbook.activations import ACTIVATIONS
from nnbook.explorables.activation.widget import EDGE

PAGE = "chapters/03-activations.html"
SCALED = ".nn-q-k"
SIDES = ("left", "right")

READ = """(view) => {
  const model = faces.modelsOf(view).find((m) => m.get("left_index") + 1);
  const names = model.get("activations");
  const text = (node, s) => node.querySelector(s).textContent;
  const numbers = (node, ...names) =>
    names.map((name) => Number(node.getAttribute(name)));
  const plot = (pane, i) => {
    const at = (s) => pane.querySelectorAll(s)[i];
    const inner = pane.querySelectorAll("svg")[i];
    return {
      box: numbers(at(".nn-pane-frame"), "x", "y", "width", "height"),
      dot: numbers(at(".nn-dot"), "cx", "cy"),
      mark: at(".nn-tangent").getAttribute("d"),
      sign: at(".nn-tangent").dataset.sign,
      curve: at(".nn-curve").getAttribute("d"),
      bands: [...inner.querySelectorAll(".nn-band")]
        .map((b) => numbers(b, "x", "width")).filter(([, w]) => w > 0),
    };
  };
  const panes = [...view.querySelectorAll(".nn-pane")].map((pane) => ({
    name: text(pane, ".nn-strong"),
    regions: [...pane.querySelectorAll(".nn-region")]
      .map((r) => [r.textContent, r.classList.contains("nn-here")]),
    ticks: [...pane.querySelectorAll(".nn-dim")].map((t) => t.textContent),
    chips: [...pane.querySelectorAll(".nn-chip")].map((c) => c.textContent),
    value: plot(pane, 0), slope: plot(pane, 1),
  }));
  const reading = view.querySelector(".nn-reading");
  return {
    state: model.state, panes, names: ["left", "right"].map(
      (side) => names[model.get(`${side}_index`)]),
    input: text(view, ".nn-input"),
    scale: view.querySelector(".nn-stage > svg > .nn-chip")
      ?.textContent ?? "",
    equation: faces.texts(view.querySelector(".nnx-equation")),
    code: faces.texts(view.querySelector(".nnx-code")),
    written: text(view, ".nnx-code code"),
    runnable: view.querySelector(".nnx-code button").program(),
    status: faces.status(view),
    reading: reading.checkVisibility() ? reading.innerText : "",
    bars: [...reading.querySelectorAll(".nn-bar")].map((b) => b.style.width),
  };
}"""


class Explorer:
    """An ActivationExplorer in the page, in its panel."""

    def __init__(self, page, view):
        self.page, self.view = page, view

    def set(self, **traits):
        """Set traits of the model, and wait for the frame that shows them."""
        self.page.evaluate(
            """([view, traits]) => {
              faces.modelsOf(view).find((m) => m.get("left_index") + 1)
                .set(traits);
              return faces.frames();
            }""",
            [self.view, traits],
        )

    def read(self):
        """What its traits are and what its faces show, now."""
        return Reading(self.page.evaluate(READ, self.view))

    def picture(self):
        """All that can be seen of it, as text."""
        return self.page.evaluate("(v) => faces.picture(v)", self.view)

    def one(self, selector):
        """Its element of that selector."""
        return self.view.query_selector(selector)

    def all(self, selector):
        """Its elements of that selector."""
        return self.view.query_selector_all(selector)


class Reading:
    """One moment of an explorer, beside what NumPy makes of its traits."""

    def __init__(self, found):
        self.__dict__.update(found)
        self.z, self.k = self.state["z"], self.state["scale"]
        self.u = self.k * self.z
        pair = [ACTIVATIONS[name] for name in self.names]
        self.a = [float(entry(self.u)) for entry in pair]
        self.s = [self.k * float(entry.derivative(self.u)) for entry in pair]


def explorers(page, selector=""):
    """The page's explorers, those in a view that has `selector`."""
    enable(page)
    call = """(s) => [...document.querySelectorAll(".nnw-view")].filter(
      (v) => v.querySelector(".nnx-activation") && (!s || v.querySelector(s)))"""
    views = page.evaluate_handle(call, selector).get_properties().values()
    return [Explorer(page, view.as_element()) for view in views]


def first(page, selector=""):
    found = explorers(page, selector)
    assert found
    found[0].view.scroll_into_view_if_needed()
    return found[0]


@pytest.fixture
def page(kept_page):
    return kept_page(PAGE)


# ---- Every face shows the numbers of the traits, as NumPy has them.


def assert_consistent(now):
    for i in range(2):
        assert_pane(now, i)
    assert_equation(now)
    assert_code(now)
    assert_reading(now)
    assert shown(now.z) in now.input
    chip = f"× {shown(now.k)} = {shown(now.u)}"
    assert now.scale == (chip if now.state["scaled"] else "")


def assert_pane(now, i):
    pane, name, k = now.panes[i], now.names[i], now.k
    entry = ACTIVATIONS[name]
    assert pane["name"] == entry.label
    assert pane["chips"] == [
        f"a = {shown(now.a[i])}",
        f"slope {shown(now.s[i])}",
    ]
    numbers = [t.replace("−", "-") for t in pane["ticks"]]
    numbers = [float(t) for t in numbers if re.fullmatch(r"-?[\d.]+", t)]
    low, high, top = numbers[:3]
    reach = numbers[-1]
    assert reach >= abs(now.z)
    steepest = [{"step": 0, "sigmoid": 0.25}.get(n, 1.0) for n in now.names]
    top = (max(steepest) or 1.0) * max(1.0, k)
    values = Axes(pane["value"], reach, low, high, 14, 14)
    slopes = Axes(pane["slope"], reach, 0.0, top, 8, 14)
    size = max(1.0, high)
    np.testing.assert_allclose(
        values.dot, [now.z, now.a[i]], atol=1e-12 * size
    )
    np.testing.assert_allclose(slopes.dot, [now.z, now.s[i]], atol=1e-12 * k)
    (x1, y1), (x2, y2) = values.points(pane["value"]["mark"])
    assert (y2 - y1) / (x2 - x1) == pytest.approx(now.s[i], abs=1e-9 * size)
    (_, base), (_, tip) = slopes.stem()
    assert (base, tip) == pytest.approx((0, now.s[i]), abs=1e-9)
    sign = "pos" if now.s[i] > 0 else "zero"
    assert pane["value"]["sign"] == pane["slope"]["sign"] == sign
    for axes, function in (
        (values, lambda z: entry(k * z)),
        (slopes, lambda z: k * entry.derivative(k * z)),
    ):
        assert_curve(axes, function, max(1, k) ** 2)
        assert_bands(axes, name, k)


class Axes:
    """A drawn plot, and the numbers at its pixels."""

    def __init__(self, plot, reach, low, high, below, above):
        self.plot, self.reach, self.low, self.high = plot, reach, low, high
        self.below = below
        self.left, self.top, self.wide, self.tall = plot["box"]
        self.unit = (self.tall - below - above) / (high - low)

    def numbers(self, x, y):
        """(z, value) at a point inside the plot, in pixels from its corner."""
        z = (2 * x / self.wide - 1) * self.reach
        return z, self.low + (self.tall - self.below - y) / self.unit

    @property
    def dot(self):
        x, y = self.plot["dot"]
        return self.numbers(x - self.left, y - self.top)

    def points(self, path):
        pairs = re.findall(r"[ML](-?[\d.e-]+) (-?[\d.e-]+)", path)
        return [self.numbers(float(x), float(y)) for x, y in pairs]

    def stem(self):
        x, base, tip = re.fullmatch(
            r"M(\S+) (\S+)V(\S+)", self.plot["mark"]
        ).groups()
        return [self.numbers(float(x), float(y)) for y in (base, tip)]


def assert_curve(axes, function, steepness):
    points = np.array(axes.points(axes.plot["curve"]))
    # At a jump a stretch begins that has its first point just right of 0.
    z = points[:, 0] + 1e-9
    # The path has two decimals; how far off that is depends on the slope.
    step = 0.006 * 2 * axes.reach / axes.wide
    rounding = 0.006 / axes.unit + step * steepness
    assert np.all(np.abs(function(z) - points[:, 1]) < rounding)
    if len(points) > 10:
        assert len(points) > 100


def assert_bands(axes, name, k):
    found = [
        [(2 * v / axes.wide - 1) * axes.reach for v in (x, x + width)]
        for x, width in axes.plot["bands"]
    ]
    r, edge = axes.reach, {"sigmoid": EDGE, "tanh": EDGE / 2}.get(name, 0) / k
    expected = {"step": [[-r, 0], [0, r]], "relu": [[-r, 0]]}.get(
        name, [[-r, -edge], [edge, r]] if edge < r else []
    )
    np.testing.assert_allclose(found, expected, atol=1e-9)


def assert_equation(now):
    expected = {}

    def put(q, text):
        expected.setdefault(q, []).append(text)

    scaled = now.state["scaled"]
    for i, letter in enumerate("LR"):
        a, name = shown(now.a[i]), now.names[i]
        if scaled:
            put("k", shown(now.k))
            put("k", shown(now.k))
        put("z", factor(now.z) if scaled else shown(now.z))
        put(f"a{letter}", a)
        if name == "sigmoid":
            put(f"a{letter}", factor(now.a[i]))
            put(f"a{letter}", factor(now.a[i]))
        if name == "tanh":
            put(f"a{letter}", factor(now.a[i]))
        if name == "relu" and scaled:
            put(f"a{letter}", str(int(now.u > 0)))
        put(f"s{letter}", shown(now.s[i]))
    assert now.equation == expected


def assert_code(now):
    numbers = {"z": now.z, "aL": now.a[0], "aR": now.a[1],
               "sL": now.s[0], "sR": now.s[1]}  # fmt: skip
    if now.state["scaled"]:
        numbers["k"] = now.k
    texts = {q: [shown(v).replace("−", "-")] for q, v in numbers.items()}
    assert now.code == texts
    for name in now.names:
        assert f"d_{name}(" in now.written
    found = {}
    exec(now.runnable, found)
    for i, side in enumerate(SIDES):
        for kind, value in (("a", now.a[i]), ("slope", now.s[i])):
            assert found[f"{kind}_{side}"] == pytest.approx(
                value, rel=1e-12, abs=1e-12
            )


def assert_reading(now):
    if not now.state["probability"]:
        assert now.reading == ""
        return
    assert ("Only the sigmoid" in now.reading) == ("sigmoid" not in now.names)
    a = float(ACTIVATIONS["sigmoid"](now.u))
    shares = [float(width.removesuffix("%")) for width in now.bars]
    np.testing.assert_allclose(shares, [100 * a, 100 - 100 * a], atol=6e-4)
    if "sigmoid" in now.names:
        assert f"yes: a = {shown(a)}" in now.reading
        odds = np.exp(now.u)
        if 0.01 <= odds <= 1e6:
            assert shown(float(odds)) in now.reading


@pytest.mark.parametrize("left", range(4))
def test_random_states_are_the_same_in_every_face(page, left):
    rng = np.random.default_rng(left)
    explorer = first(page, SCALED)
    for _ in range(6):
        explorer.set(
            z=float(rng.uniform(-7, 7)),
            scale=float(rng.uniform(0.1, 5)),
            left_index=left,
            right_index=int(rng.integers(4)),
            probability=bool(rng.integers(2)),
        )
        assert_consistent(explorer.read())


def test_every_explorer_of_the_chapter_starts_consistent(page):
    found = explorers(page)
    assert len(found) >= 4
    for explorer in found:
        assert_consistent(explorer.read())


@pytest.mark.parametrize(("quantity", "trait"), [("z", "z"), ("k", "scale")])
def test_one_input_event_changes_every_face_in_the_next_frame(
    page, quantity, trait
):
    explorer = first(page, SCALED)
    before = explorer.read()
    range_ = explorer.one(f".nn-q-{quantity} input[type=range]")
    found = page.evaluate(
        f"""async ([view, range]) => {{
          range.value = "1.35";
          range.dispatchEvent(new Event("input", {{ bubbles: true }}));
          await faces.frames();
          return ({READ})(view);
        }}""",
        [explorer.view, range_],
    )
    after = Reading(found)
    assert after.state[trait] == 1.35
    assert_consistent(after)
    for face in ("panes", "equation", "code", "runnable", "scale"):
        assert getattr(before, face) != getattr(after, face), face


def test_the_choices_change_their_own_side_only(page):
    explorer = first(page, SCALED)
    for side, place in (("left", 0), ("right", 1)):
        before = explorer.read()
        explorer.all(f".nn-{side} input")[2].check()
        page.evaluate("faces.frames()")
        now = explorer.read()
        assert now.names[place] == "tanh"
        assert now.names[1 - place] == before.names[1 - place]
        assert_consistent(now)


# ---- Direct manipulation.


def test_z_can_be_dragged_in_either_plot(page):
    explorer = first(page)
    for i, (handle, target) in enumerate(
        zip(explorer.all(".nn-handle"), (-3.5, 2.25), strict=True)
    ):
        x, y, wide, tall = explorer.read().panes[i]["value"]["box"]
        corner = explorer.one(".nn-stage > svg").bounding_box()
        assert handle.get_attribute("role") == "slider"
        end = corner["x"] + x + (target + 6) / 12 * wide
        high = corner["y"] + y + tall / 2
        drag(page, (end - 40, high), (end, high))
        now = explorer.read()
        assert now.z == target
        assert_consistent(now)


def test_z_and_k_can_be_dragged_in_the_diagram_and_stay_in_range(page):
    explorer = first(page, SCALED)
    for selector, trait, low, high in (
        (".nn-input", "z", -6, 6),
        (".nn-stage > svg > .nn-chip", "scale", 0.1, 5),
    ):
        explorer.set(**{trait: 1.0})
        x, y = centre(explorer.one(selector))
        drag(page, (x, y), (x + 50, y))
        assert explorer.read().state[trait] == 2.0
        drag(page, (x, y), (x - 600, y))
        assert explorer.read().state[trait] == low
        drag(page, (x, y), (x + 600, y))
        now = explorer.read()
        assert now.state[trait] == high
        assert_consistent(now)


# ---- Flat regions, the odds, and k where there is none.


@pytest.mark.parametrize(
    ("index", "z", "word", "remark"),
    [
        (1, 4.4, "saturated", "Sigmoid: saturated, slope 5 % of its peak."),
        (1, 4.3, "", "Sigmoid: slope 5 %"),
        (2, -2.2, "saturated", "Tanh: saturated, slope 5 %"),
        (2, 0.0, "", "Tanh: slope 100 %"),
        (2, 5.0, "saturated", "Tanh: saturated, slope under 1 %"),
        (3, -0.05, "silent: slope 0", "is silent: this z gives slope 0"),
        (3, 0.0, "silent: slope 0", "by convention"),
        (3, 0.05, "", "passes its input on"),
        (0, 3.0, "slope 0", "everywhere but at its jump"),
        (0, 0.0, "", "at its jump it has no slope"),
    ],
)
def test_flat_regions_are_named_and_marked(page, index, z, word, remark):
    explorer = first(page)
    explorer.set(left_index=index, right_index=index, z=z)
    now = explorer.read()
    here = [text for text, on in now.panes[0]["regions"] if on]
    assert here == ([word] if word else [])
    assert remark in now.status
    assert_consistent(now)


def test_the_odds_are_those_of_the_sigmoid(page):
    explorer = first(page, ".nnw-check")
    box = explorer.one(".nnw-check input")
    for z, odds in ((0.0, "= 1.00 to 1"), (2.0, "= 7.39 to 1")):
        explorer.set(z=z)
        now = explorer.read()
        assert odds in re.sub(r"\s+", " ", now.reading)
        assert_consistent(now)
    explorer.set(left_index=3)
    assert "Only the sigmoid" in explorer.read().reading
    box.uncheck()
    page.evaluate("faces.frames()")
    assert_consistent(explorer.read())


def test_without_a_scale_no_face_has_a_k(page):
    explorer = first(page)
    now = explorer.read()
    assert not now.state["scaled"]
    assert now.scale == ""
    assert "k" not in now.equation
    assert "k" not in now.code
    assert "k *" not in now.runnable


# ---- Extremes, neighbours, stillness, the end.


def test_extreme_values_show_no_nonsense(open_page):
    explorer = first(open_page(PAGE), SCALED)
    # The slider would keep z between −6 and 6.
    explorer.page.evaluate(
        """(view) => faces.modelsOf(view)
          .find((m) => m.get("left_index") + 1).off("change:z")""",
        explorer.view,
    )
    for i, z in enumerate([-100, -6, -1e-12, 0, 1e-12, 30, 100] * 2):
        explorer.set(
            z=z, scale=5 if i > 6 else 0.1, left_index=i % 4,
            right_index=(i + 1) % 4, probability=True,
        )  # fmt: skip
        now = explorer.read()
        assert now.z == z
        assert not BAD.search(explorer.picture())
        assert_consistent(now)
        if "sigmoid" in now.names and abs(now.u) > 14:
            words = "over a million" if z > 0 else "under 0.000001"
            assert words in now.reading


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_jumps_while_a_slider_sweeps_its_range(page, width):
    resize(page, width)
    explorer = first(page, SCALED)
    explorer.set(right_index=2)  # the tanh goes below 0
    for quantity in "zk":
        places = page.evaluate(
            """async ([view, range]) => {
              const parts = view.querySelectorAll(
                ".nn-stage, .nnx-equation, .nn-pair, .nnx-code, .nn-part,"
                + " .nnx-status, .nnw-slider, .nn-pane-frame");
              const places = new Set();
              const [low, high] = [Number(range.min), Number(range.max)];
              for (let i = 0; i <= 30; i++) {
                range.value = low + (high - low) * i / 30;
                range.dispatchEvent(new Event("input", { bubbles: true }));
                await faces.frames();
                places.add(JSON.stringify(
                  [...parts, view].map((part) => faces.box(part)
                    .map((side) => Math.round(side)))));
              }
              return [...places];
            }""",
            [
                explorer.view,
                explorer.one(f".nn-q-{quantity} input[type=range]"),
            ],
        )
        assert len(places) == 1


def test_what_changed_is_spoken_once_it_rests(page):
    explorer = first(page)
    live = explorer.one("[role=status]")
    explorer.one(".nn-handle").press("PageUp")
    page.wait_for_function(
        "([live, z]) => live.textContent.startsWith(z)",
        arg=[live, f"z = {shown(explorer.read().z)}."],
    )
    assert "slope" in live.text_content()
