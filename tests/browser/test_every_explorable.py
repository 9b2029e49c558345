"""What holds for all explorables alike, on one page that has each of them."""

import re

import numpy as np
import pytest
from faces import BAD, enable
from gallery import NAMES, alone, with_controls
from opening import SETTLED
from scratch import open_scratch

# "−0.00", but not "−0.05".
NEGATIVE_ZERO = re.compile(r"[−-]0(\.0+)?(?![\d.])")
# The traits that hold what a reader can set to any number, by name.
SET_ALL = """([index, value]) => {
  const view = document.querySelectorAll(".nnw-view")[index];
  const deep = (old) => (Array.isArray(old) ? old.map(deep) : value);
  const number = /^([wxpvb]\\d+|[cxz]|bias|weights|biases|samples)$/;
  for (const model of faces.modelsOf(view)) {
    if (!model.get("_esm")) continue;
    for (const key in model.state) {
      if (number.test(key)) model.set(key, deep(model.get(key)));
    }
  }
}"""
# All that is written in a view, also what is not on the screen, part by part;
# but for its sliders, which are the host's, and have a test of their own.
WRITTEN = """(index) => {
  const view = document.querySelectorAll(".nnw-view")[index];
  const texts = [];
  const walk = document.createTreeWalker(view, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) texts.push(walk.currentNode.data);
  for (const node of view.querySelectorAll(":not(.nnw-slider *)")) {
    texts.push(node.getAttribute("aria-valuetext") ?? "", node.value ?? "");
  }
  return texts;
}"""
# For every slider of a sign, an element such as JupyterLab has in its place;
# returns what the slider and this one say of a quantity, now.
STAND_INS = """(index) => {
  const view = document.querySelectorAll(".nnw-view")[index];
  globalThis.sliders = [...view.querySelectorAll(".nnw-slider[data-sign]")];
  globalThis.standIns = sliders.map((slider) => {
    const other = document.createElement("div");
    other.className = [...slider.classList]
      .filter((name) => name.startsWith("nn-")).join(" ");
    slider.parentElement.append(other);
    return other;
  });
}"""
SIGNS = """() => sliders.map((slider, i) => [standIns[i].className,
  slider.dataset.sign, standIns[i].dataset.sign ?? ""])"""
SPOKEN = """() => [...document.querySelectorAll(".nnx [role=status]")]
  .map((live) => live.textContent)"""
# A move of the first slider of every explorable.
MOVE = """(share) => {
  for (const view of document.querySelectorAll(".nnw-view")) {
    const slider = view.querySelector(".nnw-range");
    if (!slider) continue;
    const { min, max } = slider;
    slider.value = Number(min) + (max - min) * share;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""


def gallery(open_page, folder, **options):
    """A page with one of each, for a test that does not leave it whole."""
    page = open_scratch(open_page, folder, with_controls(), **options)
    enable(page)
    return page


@pytest.fixture
def page(kept_gallery):
    return kept_gallery(with_controls)


# ---- Numbers as they are written.


@pytest.mark.parametrize("value", [-0.001, -0.0])
def test_no_number_is_shown_as_minus_zero(page, value):
    for index, name in enumerate(NAMES):
        page.evaluate(SET_ALL, [index, value])
        page.evaluate(SETTLED)
        written = page.evaluate(WRITTEN, index)
        assert sum("0.00" in text for text in written) > 5, name
        wrong = [t for t in written if NEGATIVE_ZERO.search(t)]
        assert wrong == [], name


def test_a_slider_has_its_sign_s_colour_in_jupyterlab_too(page):
    counted = 0
    for index in range(len(NAMES)):
        page.evaluate(STAND_INS, index)
        for value, sign in ((0.5, "pos"), (-0.5, "neg"), (0, "zero")):
            page.evaluate(SET_ALL, [index, value])
            page.evaluate(SETTLED)
            for name, *found in page.evaluate(SIGNS):
                assert found == [sign, sign], (NAMES[index], name)
                counted += 1
    assert counted > 20


def test_only_a_change_is_announced_once_and_in_time(open_page, tmp_path):
    page = gallery(open_page, tmp_path, clock=True)
    page.clock.pause_at(3_600_000)
    assert page.evaluate(SPOKEN) == [""] * len(NAMES)
    for share in (0.1, 0.9):
        page.evaluate(MOVE, share)
        for index in range(len(NAMES)):  # not every first slider is a number's
            page.evaluate(SET_ALL, [index, share])
        page.clock.run_for(600)
        assert page.evaluate(SPOKEN) == [""] * len(NAMES)
    page.clock.run_for(200)
    for name, words in zip(NAMES, page.evaluate(SPOKEN), strict=True):
        assert re.search(r"\d.*\.\s*$", words), (name, words)


# ---- Whatever the numbers are.

# Its rules: what a link may set.
RULES = """(index) => {
  const view = document.querySelectorAll(".nnw-view")[index];
  return faces.modelsOf(view).find((model) => model.get("_esm")).get("rules");
}"""
PICTURES = """async ([index, states]) => {
  const view = document.querySelectorAll(".nnw-view")[index], found = [];
  const model = faces.modelsOf(view).find((model) => model.get("_esm"));
  for (const state of states) {
    model.set(state);
    await faces.frames();
    found.push(faces.picture(view));
  }
  return found;
}"""


def extreme(rule, rng):
    """A value that `rule` allows, its numbers at the ends or next to 0."""
    if rule is True:
        return bool(rng.integers(2))
    if isinstance(rule, dict) and "words" in rule:
        return str(rng.choice(rule["words"]))
    if isinstance(rule, dict) and "row" in rule:
        return [extreme(each, rng) for each in rule["row"]]
    if isinstance(rule, dict):
        n = int(rng.integers(rule["least"], rule["most"] + 1))
        return [extreme(rule["each"], rng) for _ in range(n)]
    low, high, *whole = rule
    if whole:
        return int(rng.integers(low, high + 1))
    ends = [v for v in (low, high, 0.0, 1e-12) if low <= v <= high]
    return float(rng.choice(ends))


@pytest.mark.parametrize("name", NAMES)
def test_extreme_values_show_no_nonsense(kept_gallery, name):
    page, index = kept_gallery(alone), NAMES.index(name)
    rules, rng = page.evaluate(RULES, index), np.random.default_rng(index)
    states = [
        {trait: extreme(rule, rng) for trait, rule in rules.items()}
        for _ in range(40)
    ]
    pictures = page.evaluate(PICTURES, [index, states])
    assert len(set(pictures)) > 20
    for state, picture in zip(states, pictures, strict=True):
        wrong = BAD.search(picture)
        assert not wrong, (state, wrong)


# ---- A view and the others.

# One step of the first handle of each view, where others must not follow.
FIRST = """(index) => {
  const view = document.querySelectorAll(".nnw-view")[index];
  const handle = view.querySelector(".nnx-body [role=slider]");
  const press = (key) => handle.dispatchEvent(new KeyboardEvent(
    "keydown", { key, bubbles: true, cancelable: true }));
  handle.focus();
  press("ArrowRight");
  const range = view.querySelector(".nnw-range");
  if (range) {
    range.value = Number(range.min) + (range.max - range.min) / 3;
    range.dispatchEvent(new Event("input", { bubbles: true }));
  } else view.querySelector(".nnw-row input:not(:checked)").click();
  handle.blur();
  return faces.frames(2);
}"""
ALL = """() => [...document.querySelectorAll(".nnw-view")]
  .map((view) => faces.picture(view))"""


def two_of_each():
    """Two of each explorable in their panels: they share their modules."""
    return [*with_controls(), *with_controls()]


def test_explorables_on_one_page_leave_each_other_alone(kept_gallery):
    page = kept_gallery(two_of_each)
    before = page.evaluate(ALL)
    for index, name in enumerate(NAMES):
        page.evaluate(FIRST, index)
        now = page.evaluate(ALL)
        changed = [i for i, text in enumerate(now) if text != before[i]]
        assert changed == [index], name
        before = now


# Sets every number, choice and switch of a view's model to another value;
# returns how many frames are asked for. With `stop`, its view is gone by then.
ASKED = """async ([view, stop]) => {
  const model = faces.modelsOf(view).find((model) => model.get("_esm"));
  if (stop) view.stop();
  let asked = 0;
  const request = window.requestAnimationFrame;
  window.requestAnimationFrame = (call) => { asked++; return request(call); };
  const other = (value) => (Array.isArray(value) ? value.map(other)
    : typeof value === "boolean" ? !value
    : Number.isInteger(value) ? 1 - Math.min(1, value) : value / 3 + 0.1);
  for (const name in model.get("rules")) {
    if (typeof model.get(name) !== "string") model.set(name, other(model.get(name)));
  }
  window.requestAnimationFrame = request;
  await faces.frames(2);
  return { asked, left: model.listeners.get("change")?.size ?? 0,
    inside: view.querySelectorAll(".nnx-body").length, there: view.isConnected };
}"""


def test_a_view_that_is_stopped_is_gone_and_stays_quiet(open_page, tmp_path):
    page = open_scratch(open_page, tmp_path, alone())
    enable(page)
    for name in NAMES:
        view = page.query_selector(".nnw-view")
        found = page.evaluate(ASKED, [view, False])
        assert found["asked"] == 1, name  # the ones after a stop still draw
        found = page.evaluate(ASKED, [view, True])
        gone = {"asked": 0, "left": 0, "inside": 0, "there": False}
        assert found == gone, name


SEVERAL = """async (view) => {
  const handle = view.querySelector(".nnx-body [role=slider]");
  let asked = 0;
  const request = window.requestAnimationFrame;
  window.requestAnimationFrame = (call) => { asked++; return request(call); };
  for (const key of ["PageUp", "ArrowLeft", "ArrowLeft"]) {
    handle.dispatchEvent(new KeyboardEvent(
      "keydown", { key, bubbles: true, cancelable: true }));
  }
  window.requestAnimationFrame = request;
  await faces.frames();
  return asked;
}"""


def test_several_events_before_a_frame_are_drawn_once(page):
    for name, view in zip(NAMES, views(page), strict=True):
        assert page.evaluate(SEVERAL, view) == 1, name


# While numbers move, what the code says in each frame: of the numbers before,
# and then of the first frame without a change. It is just below the window,
# or in it.
MOVING = """async ([index, seen]) => {
  document.body.style.paddingBlock = "3000px";
  const view = document.querySelectorAll(".nnw-view")[index];
  const face = view.querySelector(".nnx-code"), said = [];
  const { top } = face.getBoundingClientRect();
  scrollBy({ top: top - innerHeight + (seen ? 20 : -2), behavior: "instant" });
  // The observers that were there are told before this one.
  await new Promise((done) => new IntersectionObserver(done).observe(face));
  const frame = () => new Promise(requestAnimationFrame);
  const note = () => said.push(face.querySelector("code").textContent);
  note();
  for (const value of [0.3, 0.7]) {
    setAll([index, value]);
    await frame();
    note();
  }
  await frame();
  note();
  return said;
}"""


def test_a_face_out_of_sight_waits_for_a_frame_without_a_change(
    open_page, tmp_path
):
    page = gallery(open_page, tmp_path)
    page.evaluate(f"() => {{ globalThis.setAll = {SET_ALL}; }}")
    for index, name in enumerate(NAMES):
        before, *moving, rest = page.evaluate(MOVING, [index, False])
        assert moving == [before, before], name
        assert rest != before, name
        before, first, second, rest = page.evaluate(MOVING, [index, True])
        assert before != first != second == rest, name


def views(page):
    return page.query_selector_all(".nnw-view")


# ---- The theme.

# As JupyterLab says it, where the page has no colours of its own.
CANVASES = """async (theme) => {
  document.body.dataset.jpThemeLight = theme === "light";
  await faces.frames(3);
  return [...document.querySelectorAll(".nnw-view")].map(
    (view) => [...view.querySelectorAll("canvas")].map(faces.pixels).join());
}"""


def test_a_theme_draws_canvases_anew(page):
    light, dark, again = (
        page.evaluate(CANVASES, t) for t in ("light", "dark", "light")
    )
    painted = 0
    for name, *found in zip(NAMES, light, dark, again, strict=True):
        assert found[0] == found[2], name
        assert (found[0] != found[1]) == bool(found[0]), name
        painted += bool(found[0])
    assert painted > 1


# ---- What is copied.


@pytest.mark.parametrize("name", NAMES)
def test_the_copy_buttons_copy_their_program(page, name):
    """From disk, where there is no clipboard to ask for."""
    view = views(page)[NAMES.index(name)]
    buttons = view.query_selector_all("[data-copies]")
    assert buttons
    page.evaluate("document.body.append(document.createElement('textarea'))")
    area = page.locator("textarea").last
    for button in buttons:
        button.click()
        page.wait_for_function("(b) => b.textContent === 'copied'", arg=button)
        area.fill("")
        area.press("Control+v")
        program = page.evaluate("(button) => button.program()", button)
        assert area.input_value() == program != ""
    page.evaluate("document.querySelector('textarea').remove()")


# ---- What is pointed at lights up in every face that has it, and alone.

# Traits to begin with, and for each quantity the faces that have it.
LIGHT = {
    "composition": ({"n": 3, "f1": 0, "f2": 1, "f3": 3}, {
        "x": "chain partials equation code controls",
        "h1": "chain partials equation code",
        "h2": "chain partials equation code",
        "f2": "chain equation code controls",
        "p1": "chain equation code controls"}),
    "neuron": ({}, {"w1": "diagram equation code square controls"}),
    "activation": ({}, {
        "z": "diagram equation code controls",
        "k": "diagram equation code controls",
        "aL": "diagram equation code", "sL": "diagram equation code",
        "sR": "diagram equation code"}),
    "network": ({"step": 11}, dict.fromkeys(
        ("w2_2_1", "a1_2", "b2_1"), "diagram sheet sum code")),
    "numberline": ({}, dict.fromkeys(
        ("x", "h"), "diagram equation code controls")),
    "plane": ({}, dict.fromkeys(
        ("w11", "b2", "v1", "c"), "space equation code controls")),
}  # fmt: skip
BEGIN = """([view, traits]) => {
  faces.modelsOf(view).find((model) => model.get("_esm")).set(traits);
  view.scrollIntoView({ block: "center", behavior: "instant" });
  return faces.frames(2);
}"""
# What is lit: the faces, whether it is all that has the name and nothing else,
# and how much is lit in other views.
LIT = """([view, name]) => {
  const names = (node) => node.dataset.q?.split(" ")
    ?? [.../nn-q-(\\w+)/.exec(node.className).slice(1)];
  const all = [...view.querySelectorAll("[data-q], [class*='nn-q-']")];
  const on = all.filter((node) => node.classList.contains("nn-hot"));
  const seen = on.filter((node) => node.checkVisibility());
  const face = (node) => /(?:nnx|nn)-(\\w+)/.exec(
    node.closest(".nnx-body > *, .nnx-controls").className)[1];
  return {
    faces: [...new Set(seen.map(face))],
    wrong: all.filter((node) => on.includes(node) !== names(node).includes(name)).length,
    others: [...document.querySelectorAll(".nn-hot")]
      .filter((node) => !view.contains(node) && !node.closest(".nnx-layer")).length,
  };
}"""
# A place of a quantity in a face where a pointer meets it, for each face.
PLACES = """([view, name]) => {
  const found = [];
  for (const face of view.querySelectorAll(".nnx-body > *, .nnx-controls")) {
    const all = [...face.querySelectorAll(`[data-q], .nn-q-${name} input`)].filter(
      (node) => node.checkVisibility() && (node.dataset.q ?? name).split(" ")[0] === name);
    const at = all.flatMap((node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      return [[0.5, 0.5], [0.2, 0.5], [0.1, 0.1]].map(([i, j]) => [node, x + width * i, y + height * j]);
    }).find(([node, x, y]) => {
      const met = document.elementFromPoint(x, y);
      return met && node === (met.closest("[data-q]") ?? met);
    });
    if (at) found.push([at[1], at[2]]);
  }
  return found;
}"""


@pytest.mark.parametrize(
    ("name", "q", "faces"),
    [(n, q, f) for n, (_, table) in LIGHT.items() for q, f in table.items()],
)
def test_pointing_at_a_quantity_lights_it_in_every_face(page, name, q, faces):
    view = views(page)[NAMES.index(name)]
    page.evaluate(BEGIN, [view, LIGHT[name][0]])
    places = page.evaluate(PLACES, [view, q])
    assert len(places) >= 2, places
    for place in places:
        page.mouse.move(1, 1)
        found = page.evaluate(LIT, [view, ""])
        assert found == {"faces": [], "wrong": 0, "others": 0}
        page.mouse.move(*place)
        found = page.evaluate(LIT, [view, q])
        assert (found["wrong"], found["others"]) == (0, 0), place
        assert set(found["faces"]) == set(faces.split()), place


@pytest.mark.parametrize("name", LIGHT)
def test_what_has_the_focus_is_lit(page, name):
    view = views(page)[NAMES.index(name)]
    page.evaluate(BEGIN, [view, LIGHT[name][0]])
    handles = view.query_selector_all(
        ".nnx-body [role=slider][data-q], [class*=nn-q-] .nnw-range"
    )
    assert handles
    for handle in handles:
        handle.focus()
        q = handle.evaluate(
            """(n) => n.dataset.q?.split(" ")[0]
              ?? /nn-q-(\\w+)/.exec(n.closest("[class*=nn-q-]").className)[1]"""
        )
        found = page.evaluate(LIT, [view, q])
        assert (found["wrong"], found["others"]) == (0, 0), q
        assert found["faces"], q
    page.evaluate("document.activeElement.blur()")
    assert page.evaluate(LIT, [view, ""])["faces"] == []
