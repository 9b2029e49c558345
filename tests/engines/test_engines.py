"""The core of the book in Firefox and in WebKit.

Chromium's tests say what is right; these ask whether it is so elsewhere:
pages load, pictures are drawn, controls move them, numbers are NumPy's.
"""

import numpy as np
import pytest
from built import PAGES, PERCEPTRON, ROOT, chapters
from faces import HELPERS, READ, Reading
from test_links import (
    CASES,
    CODES,
    COPY,
    HELP,
    IDS,
    STATE,
    assert_code_agrees,
    random_state,
)
from test_neuron import assert_consistent

from nnbook.activations import ACTIVATIONS

slow = pytest.mark.slow
every_page = pytest.mark.parametrize("name", PAGES)
every_chapter = pytest.mark.parametrize("name", chapters())
every_kind = pytest.mark.parametrize(("page", "key", "kind"), CASES, ids=IDS)
both_ways = pytest.mark.parametrize("via", ["http", "file"])

VIEW = ".nnw-view[data-cell={}] "
# What a reader of the page would call broken.
BROKEN = """async () => {
  const found = [], bad = /NaN|Infinity|undefined|\\[object/;
  const note = (what, node) => found.push(
    `${what}: ${node.className?.baseVal ?? node.className} ${node.textContent.slice(0, 60)}`);
  const size = (node) => {
    const { width, height } = node.getBoundingClientRect();
    return Math.min(width, height);
  };
  for (const node of document.querySelectorAll("merror, .nnw-notice, .nnw-still")) {
    note("message", node);
  }
  for (const view of document.querySelectorAll(".nnw-view")) {
    if (size(view) < 20) note("no room", view);
    const any = view.querySelector(".nnw-any");
    if (!any?.childElementCount) note("empty", view);
    if (bad.test(view.innerText)) note("number", view);
    for (const node of view.querySelectorAll("svg *, [style], [aria-label]")) {
      for (const { name, value } of node.attributes) {
        if (bad.test(value)) found.push(`${name}=${value}`);
      }
    }
    for (const node of view.querySelectorAll("svg, canvas, input, button")) {
      if (node.checkVisibility() && size(node) < 4) note("too small", node);
    }
  }
  // An explorable keeps empty formulas for rows that it does not use now.
  for (const node of document.querySelectorAll("article math:not(:empty)")) {
    if (node.checkVisibility() && !(size(node) > 3)) note("formula", node);
  }
  const parts = { msup: 2, msub: 2, mfrac: 2, mover: 2, munder: 2, mroot: 2,
    msubsup: 3, munderover: 3 };
  for (const node of document.querySelectorAll(Object.keys(parts).join())) {
    if (node.childElementCount !== parts[node.localName]) note("formula", node);
  }
  for (const face of document.fonts) {
    if (face.status === "error") found.push(`font: ${face.family}`);
  }
  await Promise.all([...document.images].map((image) => {
    image.loading = "eager";
    return image.decode().catch(() => found.push(`picture: ${image.src}`));
  }));
  const heads = [...document.querySelectorAll("h1")].filter((h) => h.checkVisibility());
  if (heads.length !== 1) found.push(`${heads.length} headings`);
  return found;
}"""
TOO_WIDE = "document.scrollingElement.scrollWidth - innerWidth"
# The sliders of a page: each marked with its number, at its place in a view.
SLIDERS = """() => [...document.querySelectorAll(".nnw-slider .nnw-range")]
  .filter((range) => range.checkVisibility() && !range.disabled)
  .map((range, i) => { range.dataset.trial = i; return i; })"""
LOOK = """async (i) => {
  await faces.frames(3);
  const range = document.querySelector(`[data-trial="${i}"]`);
  const row = range.closest(".nnw-slider");
  const view = range.closest(".nnw-view");
  return {
    value: Number(range.value), min: Number(range.min), max: Number(range.max),
    number: row.querySelector(".nnw-number")?.value,
    picture: faces.picture(view, row), text: view.innerText,
    focused: document.activeElement === range,
  };
}"""
FOCUS = """(i) => {
  const range = document.querySelector(`[data-trial="${i}"]`);
  range.scrollIntoView({ block: "center", behavior: "instant" });
  range.focus();
}"""
# Where the thumb is, and where the track begins and ends.
TRACK = """(selector) => {
  const range = document.querySelector(selector);
  range.scrollIntoView({ block: "center", behavior: "instant" });
  const { x, y, width, height } = range.getBoundingClientRect();
  const { min, max, value } = range;
  return [x, y + height / 2, width, (value - min) / (max - min)];
}"""
# The element that has the focus: its class, and its place in the page.
ACTIVE = """() => {
  const place = [...document.querySelectorAll("*")].indexOf(document.activeElement);
  return `${document.activeElement.className?.baseVal ?? document.activeElement.className} ${place}`;
}"""
# The results page reads the pages that it found; leaving it would stop that.
LOADED = """async () => {
  const count = () => performance.getEntriesByType("resource").length;
  const before = count();
  await new Promise((done) => setTimeout(done, 700));
  return count() === before;
}"""


def neuron(tab, key):
    """What all faces of a neuron explorer show, beside NumPy."""
    tab.evaluate("() => faces.frames(3)")
    found = tab.evaluate(
        f"(one) => ({READ})(document.querySelector(one))", VIEW.format(key)
    )
    return Reading(found)


def drag_slider(tab, selector, by):
    """Drag a slider's thumb by a part of its track."""
    x, y, width, share = tab.evaluate(TRACK, selector)
    thumb = 8  # its middle is never nearer to the track's end
    place = x + thumb + share * (width - 2 * thumb)
    tab.drag((place, y), (place + by * width, y))


# ---- One quick look at each engine; `make test` runs it where it can.


def test_a_slider_moves_its_picture(tab):
    tab.open(PERCEPTRON)
    tab.evaluate(HELPERS)
    key = "explore-bias"
    slider = VIEW.format(key) + ".nn-q-w1 .nnw-range"
    states = [neuron(tab, key)]
    tab.evaluate("(one) => document.querySelector(one).focus()", slider)
    for key_name in ("ArrowRight", "ArrowRight", "ArrowLeft", "End"):
        tab.press(key_name)
        states.append(neuron(tab, key))
    drag_slider(tab, slider, -0.4)
    states.append(neuron(tab, key))
    weights = [now.state["w1"] for now in states]
    assert weights[1] > weights[0] == weights[1] - (weights[2] - weights[1])
    assert weights[3] == weights[1]
    assert weights[4] > weights[5]
    for now in states:
        assert_consistent(now)


# ---- Every page.


@slow
@both_ways
@every_page
def test_the_page_is_whole_and_quiet(tab, name, via):
    tab.open(name, via)
    assert tab.evaluate(BROKEN) == []


@slow
@every_page
def test_nothing_scrolls_sideways(tab, name):
    for width in (390, 1280):
        tab.open(name, width=width)
        assert tab.evaluate(TOO_WIDE) <= 0, f"{width} px"


@slow
@every_chapter
def test_every_slider_moves_its_picture_by_keys(tab, name):
    tab.open(name)
    tab.evaluate(HELPERS)
    for i in tab.evaluate(SLIDERS):
        tab.evaluate(FOCUS, i)
        before = tab.evaluate(LOOK, i)
        assert before["focused"]
        up = before["value"] < before["max"]
        tab.press("ArrowRight" if up else "ArrowLeft")
        after = tab.evaluate(LOOK, i)
        assert (after["value"] > before["value"]) == up
        assert after["value"] != before["value"]
        assert after["number"] != before["number"]
        assert after["picture"] != before["picture"], f"slider {i}"
        assert "NaN" not in after["text"]
        tab.press("ArrowLeft" if up else "ArrowRight")
        again = tab.evaluate(LOOK, i)
        assert again["value"] == pytest.approx(before["value"], abs=1e-9)


# ---- Numbers: what the engine computes is what NumPy computes.

# nn.js as it is in the repository, without the words that make it a module.
NN = (ROOT / "lib" / "nnbook" / "explorables" / "kit" / "nn.js").read_text(
    "utf-8"
)
ARITHMETIC = """([X, W, b, names]) => {
  THE_MODULE;
  const flat = (rows) => Float64Array.from(rows.flat());
  const n = X.length, m = b.length;
  const Z = new Float64Array(n * m);
  affine(flat(X), flat(W), flat(b), n, W.length, m, Z);
  const found = { Z: Array.from(Z) };
  for (const name of names) {
    const out = new Float64Array(n * m), slope = new Float64Array(n * m);
    activate(name, Z, out);
    derive(name, Z, slope);
    found[name] = [Array.from(out), Array.from(slope)];
  }
  return found;
}""".replace("THE_MODULE", NN.replace("export ", ""))


@slow
def test_the_arithmetic_of_the_pictures_is_numpys(tab):
    rng = np.random.default_rng(4)
    X, W = rng.normal(size=(40, 6)), rng.normal(size=(6, 5))
    X[:4] *= np.array([[1e-8], [30], [300], [0]])
    b = rng.normal(size=5)
    names = list(ACTIVATIONS)
    args = [X.tolist(), W.tolist(), b.tolist(), names]
    found = tab.evaluate(ARITHMETIC, args)
    close = {"rtol": 1e-12, "atol": 1e-14}
    Z = X @ W + b
    np.testing.assert_allclose(found["Z"], Z.ravel(), rtol=1e-12, atol=1e-12)
    z = np.array(found["Z"])
    for name in names:
        a, slope = found[name]
        entry = ACTIVATIONS[name]
        np.testing.assert_allclose(a, entry(z), err_msg=name, **close)
        np.testing.assert_allclose(
            slope, entry.derivative(z), err_msg=name, **close
        )


CLIPBOARD = """() => {
  let kept = "";
  const value = {
    writeText: async (text) => { kept = text; },
    readText: async () => kept,
  };
  Object.defineProperty(navigator, "clipboard", { value, configurable: true });
}"""


@slow
@every_kind
def test_the_copied_code_has_every_digit(tab, page, key, kind):
    rng = np.random.default_rng(5)
    tab.open(f"chapters/{page}.html")
    tab.evaluate(HELP)
    fresh = tab.evaluate(STATE, key)
    states = [random_state(kind, fresh, rng) for _ in range(10)]
    # What is written to the clipboard; no engine here lets a page read it.
    tab.evaluate(CLIPBOARD)
    shown = tab.evaluate(CODES, [key, states])
    assert_code_agrees(kind, shown)
    assert tab.evaluate(BROKEN) == []


@slow
@both_ways
@every_kind
def test_a_link_restores_the_state(tab, page, key, kind, via):
    path = f"chapters/{page}.html"
    tab.open(path, via)
    tab.evaluate(HELP)
    fresh = tab.evaluate(STATE, key)
    state = random_state(kind, fresh, np.random.default_rng(6))
    tab.evaluate("async ([key, s]) => trial.modelOf(key).set(s)", [key, state])
    link = tab.evaluate(COPY, key)
    made = tab.evaluate(STATE, key)
    tab.open(path + link, via)
    tab.evaluate(HELP)
    assert tab.evaluate(STATE, key) == made != fresh
    assert tab.evaluate("document.querySelectorAll('.nnw-linked').length") == 0


# ---- Other controls, by keys and by the mouse.


@slow
def test_a_number_in_the_picture_is_dragged(tab):
    tab.open(PERCEPTRON)
    tab.evaluate(HELPERS)
    key = "explore-neuron"
    before = neuron(tab, key)
    x, y = tab.middle(
        VIEW.format(key) + "[role=slider][aria-label='weight w1']"
    )
    tab.drag((x, y), (x + 40, y))
    after = neuron(tab, key)
    assert after.state["w1"] > before.state["w1"]
    assert_consistent(after)
    x, y = tab.middle(VIEW.format(key) + ".nnx-square [role=slider]")
    tab.drag((x, y), (x - 30, y - 20))
    moved = neuron(tab, key)
    assert moved.state["x1"] < after.state["x1"]
    assert moved.state["x2"] > after.state["x2"]
    assert_consistent(moved)


@slow
def test_a_number_is_typed(tab):
    tab.open(PERCEPTRON)
    tab.evaluate(HELPERS)
    key = "explore-bias"
    field = VIEW.format(key) + ".nn-q-b .nnw-number"
    tab.click(field)
    tab.evaluate("(one) => document.querySelector(one).select()", field)
    tab.type("-0,75")
    tab.press("Enter")
    now = neuron(tab, key)
    assert now.state["bias"] == -0.75
    assert_consistent(now)


@slow
def test_switches_and_boxes_are_clicked(tab):
    tab.open(PERCEPTRON)
    tab.evaluate(HELPERS)
    key = "explore-bias"
    tab.click(VIEW.format(key) + ".nnw-check input")
    after = neuron(tab, key)
    assert after.state["use_bias"] is False
    assert_consistent(after)
    key = "explore-gates"
    before = neuron(tab, key)
    tab.click(VIEW.format(key) + ".nnw-switch label", 0)
    tab.press("ArrowRight")
    after = neuron(tab, key)
    assert after.state["data_index"] != before.state["data_index"]
    assert after.marks != before.marks
    assert_consistent(after)


@slow
def test_a_quiz_answers(tab):
    tab.open(PERCEPTRON)
    options = tab.evaluate(
        """() => {
          const quiz = document.querySelector(".nn-quiz");
          quiz.id = "trial";
          return quiz.querySelectorAll("input").length;
        }"""
    )
    said = []
    for i in range(options):
        tab.click("#trial label", i)
        tab.click("#trial .nn-quiz-actions button")
        said += tab.evaluate(
            """() => [...document.querySelectorAll("#trial .nn-quiz-feedback")]
              .filter((e) => e.checkVisibility()).map((e) => e.innerText)"""
        )
    assert len(said) == options * (options + 1) // 2
    assert len(set(said)) == options
    assert sum("Right" in text for text in said[-options:]) == 1


@slow
@both_ways
def test_the_review_counts_and_remembers(tab, via):
    page = "chapters/08-summary.html"
    score = "document.querySelector('.nn-review-score').innerText"
    tab.open(page, via)
    before = tab.evaluate(score)
    tab.click(".nn-review-question:first-child label")
    tab.click(".nn-review-question:first-child button")
    after = tab.evaluate(score)
    assert after != before
    tab.open(page, via)
    assert tab.evaluate(score) == after


@slow
@both_ways
def test_the_theme_switches_and_is_remembered(tab, via):
    tab.open(PERCEPTRON, via)
    look = "() => [document.documentElement.dataset.theme, getComputedStyle(document.body).backgroundColor]"
    seen = [tab.evaluate(look)]
    for _ in range(3):
        tab.click("button.theme-switch-button")
        seen.append(tab.evaluate(look))
    assert {theme for theme, _ in seen} == {"light", "dark"}
    assert len({paper for _, paper in seen}) == 2
    while tab.evaluate(look)[0] != "dark":
        tab.click("button.theme-switch-button")
    dark = tab.evaluate(look)
    tab.open(PERCEPTRON, via)
    assert tab.evaluate(look) == dark
    assert tab.evaluate(BROKEN) == []


@slow
@both_ways
def test_search_finds_a_word(tab, via):
    tab.open(PERCEPTRON, via)
    tab.press("k", "Control")
    tab.type("weights")
    tab.press("Enter")
    links = tab.wait_for(
        """() => [...document.querySelectorAll("#search-results li a")]
          .map((a) => a.href)[0]"""
    )
    assert "/chapters/" in links
    assert "search.html" in tab.evaluate("location.href")
    tab.wait_for(LOADED)


@slow
@both_ways
def test_code_is_copied(tab, via):
    tab.open(PERCEPTRON, via)
    tab.evaluate(HELP)
    key = "explore-neuron"
    tab.click(VIEW.format(key) + ".nnx-code .nnx-take button")
    wait = "(key) => Boolean(trial.button(key, 'copied'))"
    tab.wait_for(wait, key)
    code = tab.evaluate(
        "(one) => document.querySelector(one).program()",
        VIEW.format(key) + ".nnx-code .nnx-take button",
    )
    tab.evaluate(
        """() => {
          const area = document.createElement("textarea");
          area.id = "pasted";
          document.querySelector("article").prepend(area);
          area.focus();
        }"""
    )
    tab.press("v", "Control")
    pasted = tab.evaluate("document.querySelector('#pasted').value")
    assert pasted.strip() == code.strip()


@slow
def test_tab_reaches_the_controls_of_an_explorable(tab):
    tab.open(PERCEPTRON)
    tab.evaluate(
        "(one) => document.querySelector(one).focus()",
        VIEW.format("explore-bias") + ".nn-q-w1 .nnw-range",
    )
    reached = []
    for _ in range(6):
        tab.press("Tab")
        reached.append(tab.evaluate(ACTIVE))
    assert len(set(reached)) == 6
    assert sum("nnw-range" in text for text in reached) >= 2
