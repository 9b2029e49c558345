"""The NeuronExplorer in the built page: four faces of one neuron.

Whatever a test does, every face must then show the numbers that NumPy makes
of the traits.
"""

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


# ---- Extremes, stillness.


def test_extreme_values_are_the_same_in_every_face(page):
    explorer = first(page)
    for w, b in ((100, -100), (0, 100), (-100, 1e-12)):
        explorer.set(w1=w, w2=100, bias=b, x1=100, x2=100)
        assert_consistent(explorer.read())


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
