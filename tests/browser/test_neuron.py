"""The NeuronExplorer in the built page: four faces of one neuron.

Whatever a test does, every face must then show the numbers that NumPy makes
of the traits.
"""

import re

import numpy as np
import pytest
from built import PERCEPTRON, chapters
from faces import READ, Reading, explorers, factor, shown

from nnbook.activations import ACTIVATIONS
from nnbook.data import logic_gate

# Which of the page's explorers a test is about, by a control that it has.
WEIGHTS = ".nn-q-w1"
BIAS_SWITCH = ".nnw-check"
GATES = ".nnw-switch label:nth-child(4)"  # AND, OR, XOR, yours
BAD = re.compile(r"NaN|Infinity|undefined|null|\[object")


@pytest.fixture
def page(kept_page):
    return kept_page(PERCEPTRON)


def resize(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("faces.frames(3)")


def first(page, selector=WEIGHTS):
    found = explorers(page, selector)
    assert found, f"no explorer with {selector} on the page"
    found[0].view.scroll_into_view_if_needed()
    return found[0]


def assert_consistent(now):
    """Every face shows the numbers of the traits, as NumPy has them."""
    assert_diagram(now)
    assert_equation(now)
    if now.n == 2:
        assert_plane(now)
    assert_code(now)


def assert_diagram(now):
    used = now.state["use_bias"]
    thickness = 1 + 2 * np.minimum(np.abs(now.w), 3)
    np.testing.assert_allclose(now.edges, thickness)
    names = {1.0: "pos", -1.0: "neg", 0.0: "zero"}
    assert now.signs == [names[s] for s in np.sign(now.w)]
    for i in range(now.n):
        chip = f"× {shown(now.w[i])} = {shown(now.w[i] * now.x[i])}"
        texts = now.diagram[f"w{i + 1}"]
        assert chip.replace(" ", "") in [t.replace(" ", "") for t in texts]
        assert shown(now.x[i]) in now.diagram[f"x{i + 1}"][0]
    chip = f"b = {shown(now.b)}" if used else "no bias"
    assert chip in now.diagram["b"]
    assert any(shown(now.z) in text for text in now.diagram["z"])
    assert any(shown(now.a) in text for text in now.diagram["a"])


def assert_equation(now):
    expected = {"b": [factor(now.b)], "z": [shown(now.z)] * 2}
    expected["a"] = [shown(now.a)]
    for i in range(now.n):
        expected[f"w{i + 1}"] = [factor(now.w[i])]
        expected[f"x{i + 1}"] = [factor(now.x[i])]
    assert now.equation == expected


def assert_code(now):
    shows = {"b": now.b, "z": now.z, "a": now.a}
    for i in range(now.n):
        shows |= {f"w{i + 1}": now.w[i], f"x{i + 1}": now.x[i]}
    expected = {q: [shown(v).replace("−", "-")] for q, v in shows.items()}
    assert now.code == expected
    names = {"__name__": "copied"}
    exec(now.runnable, names)
    assert names["z"] == pytest.approx(now.z, rel=1e-12, abs=1e-12)
    assert names["a"] == pytest.approx(now.a, rel=1e-12, abs=1e-12)


def assert_plane(now):
    low, high = now.state["extent"]
    for end in now.line_ends if now.line else ():
        size = np.abs(now.w) @ np.abs(end) + abs(now.b)
        assert abs(now.w @ end + now.b) < 1e-9 * size
        assert (
            np.min(np.abs(np.abs(end - (low + high) / 2) - (high - low) / 2))
            < 1e-9
        )
    point = np.clip(now.x, low, high)
    np.testing.assert_allclose(now.cross_point, point, atol=1e-9)
    assert_shaded(now)


def assert_shaded(now):
    """The plane's pixels say what a is there, but for those on the line."""
    size = now.opacity.shape[0]
    low, high = now.state["extent"]
    centres = low + (np.arange(size) + 0.5) * (high - low) / size
    x1, x2 = np.meshgrid(centres, centres[::-1])
    z = now.w[0] * x1 + now.w[1] * x2 + now.b
    a = ACTIVATIONS[now.phi](z)
    share = (
        2 * a - 1 if now.phi in ("sigmoid", "step") else a / (1 + np.abs(a))
    )
    pixel = (high - low) / size * np.abs(now.w).sum()
    off_the_line = np.abs(z) > pixel
    strongest = 0.41 * 255
    error = np.abs(now.opacity - strongest * np.abs(share))[off_the_line]
    assert np.max(error, initial=0) < 0.1 * strongest
    # Blue, which light and dark have more of in positive than in negative.
    strong = off_the_line & (np.abs(share) > 0.2)
    assert np.array_equal(now.blueness[strong] > 0, share[strong] > 0)


# ---- One move, all faces, one frame.


@pytest.mark.parametrize(
    ("quantity", "trait"), [("w1", "w1"), ("w2", "w2"), ("b", "bias")]
)
def test_one_input_event_changes_every_face_in_the_next_frame(
    page, quantity, trait
):
    explorer = first(page, f".nn-q-{quantity}")
    before = explorer.read()
    # In the frame callback that comes after the page's own, before the paint.
    found = page.evaluate(
        f"""async ([view, range]) => {{
          range.value = "-1.35";
          range.dispatchEvent(new Event("input", {{ bubbles: true }}));
          await faces.frames();
          return ({READ})(view);
        }}""",
        [explorer.view, explorer.slider(quantity)],
    )
    after = Reading(found)
    assert after.state[trait] == -1.35
    assert after.sliders[quantity] == [-1.35, "−1.35"]
    assert_consistent(after)
    for face in ("diagram", "equation", "code", "line", "pixels", "runnable"):
        assert getattr(before, face) != getattr(after, face), face


def test_several_events_before_a_frame_are_drawn_once(page):
    explorer = first(page)
    asked = page.evaluate(
        """async ([view, range]) => {
          let asked = 0;
          const request = window.requestAnimationFrame;
          window.requestAnimationFrame = (call) => {
            asked++;
            return request(call);
          };
          for (const value of ["1", "2", "-1"]) {
            range.value = value;
            range.dispatchEvent(new Event("input", { bubbles: true }));
          }
          window.requestAnimationFrame = request;
          await faces.frames();
          return asked;
        }""",
        [explorer.view, explorer.slider("w1")],
    )
    assert asked == 1
    assert_consistent(explorer.read())


@pytest.mark.parametrize("phi", range(3))
def test_random_states_are_the_same_in_every_face(page, phi):
    rng = np.random.default_rng(phi)
    explorer = first(page)
    for _ in range(12):
        names = ("w1", "w2", "x1", "x2", "bias")
        values = rng.uniform(-3, 3, 5).tolist()
        explorer.set(
            **dict(zip(names, values, strict=True)),
            activation_index=phi % len(explorer.read().state["activations"]),
            use_bias=bool(rng.integers(2)),
        )
        assert_consistent(explorer.read())


# The paper's colours by theme: those of a positive and a negative value.
COLOURS = """(view) => ["--nn-pos", "--nn-neg"].map((name) => {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  view.append(probe);
  const words = getComputedStyle(probe).color;
  probe.remove();
  return words.match(/[0-9]+/g).map(Number);
})"""


def test_the_shading_takes_the_colours_of_the_theme(open_page):
    page = open_page(PERCEPTRON)
    explorer = first(page)
    explorer.set(w1=3, w2=3, bias=0)
    seen = set()
    for theme in ("dark", "light", "dark"):
        page.evaluate(
            "(t) => { document.documentElement.dataset.theme = t; }", theme
        )
        page.evaluate("faces.frames(3)")
        now = explorer.read()
        strong = now.opacity > 0.9 * now.opacity.max()
        colours = page.evaluate(COLOURS, explorer.view)
        for colour, signed in zip(
            colours, (now.blueness > 0, now.blueness < 0), strict=True
        ):
            found = np.mean(now.rgba[strong & signed][:, :3], axis=0)
            np.testing.assert_allclose(found, colour, atol=3)
        seen.add(str(colours))
    assert len(seen) == 2


def test_every_explorer_of_the_book_starts_consistent(kept_page):
    for name in chapters():
        for explorer in explorers(kept_page(name)):
            assert_consistent(explorer.read())


# ---- Direct manipulation.


def centre(element):
    box = element.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, start, end):
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    page.mouse.move(*end)
    page.mouse.up()
    page.evaluate("faces.frames()")


def test_the_input_point_can_be_dragged(page):
    explorer = first(page)
    now = explorer.read()
    corner = explorer.one(".nnx-square svg").bounding_box()
    low, high = now.state["extent"]
    for target in ((1.3, -0.45), (-0.5, 1.75)):
        left, top, side, _ = now.frame
        unit = side / (high - low)
        end = (
            corner["x"] + left + (target[0] - low) * unit,
            corner["y"] + top + (high - target[1]) * unit,
        )
        drag(page, centre(explorer.one(".nnx-square [role=slider]")), end)
        now = explorer.read()
        np.testing.assert_allclose(now.x, target, atol=1e-9)
        assert_consistent(now)


def test_the_input_point_stays_in_the_plane(page):
    explorer = first(page)
    start = centre(explorer.one(".nnx-square [role=slider]"))
    drag(page, start, (start[0] + 600, start[1] - 600))
    now = explorer.read()
    assert now.x.tolist() == [now.state["extent"][1]] * 2
    assert_consistent(now)


def test_a_weight_can_be_dragged_on_its_edge(page):
    explorer = first(page)
    w1, w2 = explorer.read().w
    chip = explorer.one(".nn-chip[data-q=w1]")
    x, y = centre(chip)
    drag(page, (x, y), (x - 100, y))
    now = explorer.read()
    np.testing.assert_allclose(now.w, [w1 - 2, w2], atol=1e-9)
    assert now.sliders["w1"][0] == pytest.approx(w1 - 2)
    assert_consistent(now)
    drag(page, (x, y), (x - 400, y))
    assert explorer.read().w[0] == -3


@pytest.mark.parametrize(
    ("handle", "trait"),
    [
        ("weight w1", "w1"),
        ("weight w2", "w2"),
        ("bias b", "bias"),
        ("input x1", "x1"),
    ],
)
def test_numbers_in_the_diagram_obey_the_keyboard(page, handle, trait):
    explorer = first(page)
    node = explorer.one(f"[role=slider][aria-label='{handle}']")
    explorer.set(**{trait: 0.5})
    ends = [
        float(node.get_attribute(f"aria-value{e}")) for e in ("min", "max")
    ]
    steps = [("ArrowUp", 0.55), ("ArrowRight", 0.6), ("ArrowDown", 0.55)]
    steps += [("ArrowLeft", 0.5), ("PageUp", 1.0), ("Shift+ArrowDown", 0.5)]
    steps += [("Home", ends[0]), ("ArrowDown", ends[0]), ("End", ends[1])]
    for key, value in steps:
        node.press(key)
        page.evaluate("faces.frames()")
        now = explorer.read()
        assert now.state[trait] == pytest.approx(value), key
        assert node.get_attribute("aria-valuetext") == shown(now.state[trait])
    assert_consistent(now)


def test_the_input_point_obeys_the_keyboard(page):
    explorer = first(page)
    node = explorer.one(".nnx-square [role=slider]")
    explorer.set(x1=0, x2=0)
    for key in ("ArrowRight", "ArrowUp", "ArrowUp", "Shift+ArrowLeft"):
        node.press(key)
    page.evaluate("faces.frames()")
    now = explorer.read()
    np.testing.assert_allclose(now.x, [-0.45, 0.1], atol=1e-9)
    assert node.get_attribute("aria-valuetext") == "x1 −0.45, x2 0.10"
    assert_consistent(now)


# ---- The same quantity lights up in every face.

LIT = """(view) => {
  const q = (node) => node.dataset.q?.split(" ") ??
    [.../nn-q-(\\w+)/.exec(node.className).slice(1)];
  const all = [...view.querySelectorAll("[data-q], [class*='nn-q-']")];
  const lit = all.filter((node) => node.classList.contains("nn-hot"));
  return { lit: lit.length,
    wrong: all.filter((node) => node.classList.contains("nn-hot")
      !== q(node).includes("w1")).length,
    faces: [".nnx-diagram", ".nnx-equation", ".nnx-code", ".nnx-square",
      ".nnx-controls"].filter((f) => lit.some((n) => n.closest(f))) };
}"""
POINTS = """(view) => {
  // A place near the start of an edge, where no chip covers it.
  const edge = view.querySelector(".nn-edge[data-q=w1]");
  const at = edge.getPointAtLength(6).matrixTransform(edge.getScreenCTM());
  return [at.x, at.y];
}"""


def test_pointing_at_a_weight_lights_it_in_every_face(page):
    explorer = first(page)
    places = {
        "edge": page.evaluate(POINTS, explorer.view),
        "chip": centre(explorer.one(".nn-chip[data-q=w1]")),
        "equation": centre(explorer.one(".nnx-equation [data-q=w1]")),
        "code": centre(explorer.one(".nnx-code [data-q=w1]")),
        "slider": centre(explorer.slider("w1")),
    }
    for name, place in places.items():
        page.mouse.move(5, 5)
        assert page.evaluate(LIT, explorer.view)["lit"] == 0, name
        page.mouse.move(*place)
        found = page.evaluate(LIT, explorer.view)
        assert found["wrong"] == 0, name
        assert len(found["faces"]) == 5, (name, found)
    page.mouse.move(5, 5)
    assert page.evaluate(LIT, explorer.view)["lit"] == 0


def test_focus_lights_a_weight_too_and_others_stay_dark(page):
    explorer, *others = explorers(page, WEIGHTS)
    for element in (
        explorer.slider("w1"),
        explorer.one(".nn-chip[data-q=w1]"),
    ):
        element.focus()
        found = page.evaluate(LIT, explorer.view)
        assert found["wrong"] == 0
        assert len(found["faces"]) == 5
        for other in others:
            assert page.evaluate(LIT, other.view)["lit"] == 0
    page.evaluate("document.activeElement.blur()")
    assert page.evaluate(LIT, explorer.view)["lit"] == 0


# ---- The bias, the data, the counting.


def test_without_a_bias_the_line_goes_through_the_origin(page):
    explorer = first(page, BIAS_SWITCH)
    switch = explorer.one(".nnw-check input")
    for w1, w2, b in [(1.2, -0.7, 1.0), (-2, 0.5, -1), (0.3, 3, 0.4)]:
        explorer.set(w1=w1, w2=w2, bias=b)
        switch.uncheck()
        page.evaluate("faces.frames()")
        now = explorer.read()
        (px, py), (qx, qy) = now.line_ends
        assert abs(px * qy - py * qx) < 1e-9
        assert "through the origin" in now.status
        assert "no bias" in now.diagram["b"]
        assert_consistent(now)
        switch.check()
        page.evaluate("faces.frames()")
        now = explorer.read()
        (px, py), (qx, qy) = now.line_ends
        assert abs(px * qy - py * qx) > 1e-3
        assert "origin" not in now.status
        assert_consistent(now)


def test_how_many_are_right_is_what_numpy_counts(page):
    explorer = first(page, GATES)
    rng = np.random.default_rng(0)
    # On the line itself z = 0, and the neuron says 0.
    states = [[1, 1, -1], [1, 1, 0], [0, 0, 0], [1, 1, -1.5], [1, 1, -0.5]]
    states += rng.uniform(-3, 3, (10, 3)).tolist()
    for gate in ("AND", "OR", "XOR"):
        X, y = logic_gate(gate)
        datasets = explorer.read().state["datasets"]
        for w1, w2, b in states:
            explorer.set(w1=w1, w2=w2, bias=b, data_index=datasets.index(gate))
            right = int(np.sum((X @ [w1, w2] + b > 0) == (y == 1)))
            now = explorer.read()
            assert now.status.startswith(f"{right} of 4 right for {gate}.")
            assert now.wrong == 4 - right
            assert sum("wrong" in mark for mark in now.marks) == 4 - right


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_data_point_changes_its_class_and_the_set_is_then_yours(page, by):
    explorer = first(page, GATES)
    before = explorer.read()
    assert before.state["datasets"][before.state["data_index"]] == "AND"
    point = explorer.view.query_selector_all(".nn-point")[1]  # (0, 1)
    if by == "mouse":
        page.mouse.click(*centre(point))
    else:
        point.press("Enter")
    page.evaluate("faces.frames()")
    now = explorer.read()
    assert now.state["datasets"][now.state["data_index"]] == "yours"
    assert [row[2] for row in now.state["points"]] == [0, 1, 0, 1]
    assert "class 1" in now.marks[1]
    assert "for your points" in now.status
    label = page.evaluate(
        """(view) => view.querySelector(".nnw-switch input:checked")
          .parentElement.textContent""",
        explorer.view,
    )
    assert label == "yours"
    X = np.array(now.state["points"])[:, :2]
    y = np.array([0, 1, 0, 1])
    right = int(np.sum((X @ now.w + now.b > 0) == (y == 1)))
    assert now.status.startswith(f"{right} of 4 right")


# ---- Typed numbers.


@pytest.mark.parametrize(
    ("text", "reason"),
    [("abc", "not a number"), ("", "not a number"), ("1e999", "not a number"),
     ("99", "not in −3.00 to 3.00"), ("0x", "not a number"), ("1.2.3", "not a number")],
)  # fmt: skip
def test_rubbish_stays_in_the_field_with_a_reason(page, text, reason):
    explorer = first(page)
    before = explorer.read()
    field = explorer.field("w1")
    field.fill(text)
    field.press("Enter")
    page.evaluate("faces.frames()")
    now = explorer.read()
    assert field.input_value() == text
    assert field.get_attribute("aria-invalid") == "true"
    assert reason in explorer.one(".nn-q-w1").inner_text()
    assert now.state == before.state
    assert now.diagram == before.diagram
    field.press("Escape")
    assert field.input_value() == shown(now.w[0])
    assert explorer.one(".nn-q-w1 .nnw-reason").inner_text() == ""


@pytest.mark.parametrize("text", ["−0,7", "-0.7", " −0.70 ", "–.7", "-7e-1"])
def test_numbers_can_be_typed_as_people_write_them(page, text):
    explorer = first(page)
    field = explorer.field("w1")
    field.fill(text)
    field.press("Tab")
    page.evaluate("faces.frames()")
    now = explorer.read()
    assert now.w[0] == -0.7
    assert field.input_value() == "−0.70"
    assert now.sliders["w1"] == [-0.7, "−0.70"]
    assert_consistent(now)


# ---- Extremes, neighbours, stillness, the end.


@pytest.mark.parametrize("phi", range(3))
def test_extreme_values_show_no_nonsense(page, phi):
    explorer = first(page)
    choices = explorer.read().state["activations"]
    extremes = [(w1, w2, b, x) for w1 in (-100, 0, 100) for w2 in (0, 100)
                for b in (-100, 0, 1e-12, 100) for x in (-100, 100)]  # fmt: skip
    for w1, w2, b, x in extremes:
        explorer.set(
            w1=w1,
            w2=w2,
            bias=b,
            x1=x,
            x2=x,
            activation_index=phi % len(choices),
        )
        assert not BAD.search(explorer.picture())
    assert_consistent(explorer.read())


def test_the_copied_code_gives_the_same_numbers_in_python(page):
    explorer = first(page)
    rng = np.random.default_rng(0)
    names = ("w1", "w2", "x1", "x2", "bias")
    states = [
        {
            **dict(zip(names, values.tolist(), strict=True)),
            "use_bias": bool(i % 3),
            "activation_index": i % len(explorer.read().state["activations"]),
        }
        for i, values in enumerate(rng.uniform(-3, 3, (50, 5)))
    ]
    codes = page.evaluate(
        """async ([view, states]) => {
          const model = faces.modelsOf(view).find((m) => m.get("n_inputs"));
          const codes = [];
          for (const state of states) {
            model.set(state);
            await faces.frames();
            codes.push(view.querySelector("button[data-copies]").program());
          }
          return codes;
        }""",
        [explorer.view, states],
    )
    activations = explorer.read().state["activations"]
    for state, code in zip(states, codes, strict=True):
        found = {}
        exec(code, found)
        b = state["bias"] if state["use_bias"] else 0.0
        z = state["w1"] * state["x1"] + state["w2"] * state["x2"] + b
        a = ACTIVATIONS[activations[state["activation_index"]]](z)
        assert found["z"] == pytest.approx(z, rel=1e-12, abs=1e-12)
        assert found["a"] == pytest.approx(a, rel=1e-12, abs=1e-12)
    assert len(set(codes)) == 50


# From disk there is no clipboard to ask for, and the page has another way.
@pytest.mark.parametrize("via", ["http", "file"])
def test_the_copy_button_copies_it(open_page, via):
    page = open_page(PERCEPTRON, via)
    explorer = first(page)
    button = explorer.one(".nnx-code button")
    button.click()
    page.wait_for_function("(b) => b.textContent === 'copied'", arg=button)
    # Paste it where one can: in a field of the page itself.
    page.evaluate("document.body.append(document.createElement('textarea'))")
    page.locator("textarea").last.press("Control+v")
    assert (
        page.locator("textarea").last.input_value() == explorer.read().runnable
    )


def test_explorers_on_one_page_leave_each_other_alone(page):
    explorer, *others = explorers(page, WEIGHTS)
    assert len(others) >= 2
    before = [other.picture() for other in others]
    mine = explorer.picture()
    explorer.slider("w1").press("PageDown")
    explorer.one("[role=slider][aria-label='weight w2']").press("Home")
    page.evaluate("faces.frames(2)")
    assert explorer.picture() != mine
    assert [other.picture() for other in others] == before


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_jumps_while_a_slider_sweeps_its_range(page, width):
    resize(page, width)
    for selector, quantity in [(WEIGHTS, "w1"), (GATES, "b")]:
        explorer = first(page, selector)
        places = page.evaluate(
            """async ([view, range]) => {
              const parts = view.querySelectorAll(
                ".nnx-diagram, .nnx-square, .nnx-equation, .nnx-code,"
                + " .nnx-status, .nnw-slider, .nn-term");
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
            [explorer.view, explorer.slider(quantity)],
        )
        assert len(places) == 1


def test_a_view_that_is_stopped_is_gone_and_stays_quiet(open_page):
    page = open_page(PERCEPTRON)
    explorer, other = explorers(page, WEIGHTS)[:2]
    found = page.evaluate(
        """async (view) => {
          const models = faces.modelsOf(view);
          const model = models.find((m) => m.get("n_inputs"));
          view.stop();
          let frames = 0;
          const request = window.requestAnimationFrame;
          window.requestAnimationFrame = (f) => { frames++; return request(f); };
          const traits = ["w1", "bias", "activation_index", "use_bias", "x1"];
          for (const trait of traits) model.set(trait, 1 - Number(model.get(trait)));
          const left = model.listeners.get("change")?.size ?? 0;
          window.requestAnimationFrame = request;
          await faces.frames(2);
          return { frames, left, attached: view.isConnected,
            inside: view.querySelectorAll(".nnx-body").length };
        }""",
        explorer.view,
    )
    assert found == {"frames": 0, "left": 0, "attached": False, "inside": 0}
    before = other.picture()
    other.slider("w1").press("PageUp")
    page.evaluate("faces.frames(2)")
    assert other.picture() != before


# ---- Every width: nothing is cut off, nothing small, nothing on top.

CROWDED = """(view) => {
  const texts = [...view.querySelectorAll("svg text")].filter(
    (t) => t.textContent.trim() && t.checkVisibility());
  const boxes = texts.map((t) => [t.textContent, t.getBoundingClientRect()]);
  const inside = view.getBoundingClientRect();
  const problems = [];
  for (const [text, box] of boxes) {
    if (box.left < inside.left - 1 || box.right > inside.right + 1) {
      problems.push(`"${text}" is cut off`);
    }
  }
  boxes.forEach(([text, a], i) => boxes.slice(i + 1).forEach(([other, b]) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 2 && tall > 5) problems.push(`"${text}" lies on "${other}"`);
  }));
  const sizes = [...view.querySelectorAll("*")]
    .filter((e) => e.checkVisibility() && e.textContent.trim())
    .map((e) => parseFloat(getComputedStyle(e).fontSize));
  if (Math.min(...sizes) < 12) problems.push(`text of ${Math.min(...sizes)} px`);
  return problems;
}"""


@pytest.mark.parametrize("width", [320, 390, 600, 640, 800, 1000, 1280, 1600])
def test_texts_fit_and_do_not_overlap(page, width):
    resize(page, width)
    for explorer in explorers(page):
        assert page.evaluate(CROWDED, explorer.view) == []
        explorer.set(w1=-2.75, w2=-2.95, bias=-2.85, x1=-1, x2=-0.95)
        assert page.evaluate(CROWDED, explorer.view) == []


def test_the_still_picture_shows_the_first_state(open_page, page):
    options = {"java_script_enabled": False, "wait": False}
    stills = open_page(PERCEPTRON, **options).locator(".nnw-still")
    stills = [s for s in stills.all_text_contents() if "Predict" not in s]
    live = [e.read() for e in explorers(page)]
    assert len(stills) == len(live)
    for still, now in zip(stills, live, strict=True):
        for value in (now.z, now.a, *now.w, *now.x):
            assert shown(value) in still
