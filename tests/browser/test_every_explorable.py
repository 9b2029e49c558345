"""What holds for all explorables alike, on one page that has each of them."""

import re

import pytest
from faces import enable
from gallery import explorables
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
SIX = [name for name in explorables() if name not in ("quiz", "review")]


def gallery(open_page, folder, **options):
    """A page with one of each."""
    views = [view for name, view in explorables().items() if name in SIX]
    page = open_scratch(open_page, folder, views, **options)
    enable(page)
    return page


@pytest.fixture
def page(open_page, tmp_path):
    return gallery(open_page, tmp_path)


@pytest.mark.parametrize("value", [-0.001, -0.0])
def test_no_number_is_shown_as_minus_zero(page, value):
    for index, name in enumerate(SIX):
        page.evaluate(SET_ALL, [index, value])
        page.evaluate(SETTLED)
        written = page.evaluate(WRITTEN, index)
        assert sum("0.00" in text for text in written) > 5, name
        wrong = [t for t in written if NEGATIVE_ZERO.search(t)]
        assert wrong == [], name


def test_a_slider_has_its_sign_s_colour_in_jupyterlab_too(page):
    counted = 0
    for index in range(len(SIX)):
        page.evaluate(STAND_INS, index)
        for value, sign in ((0.5, "pos"), (-0.5, "neg"), (0, "zero")):
            page.evaluate(SET_ALL, [index, value])
            page.evaluate(SETTLED)
            for name, *found in page.evaluate(SIGNS):
                assert found == [sign, sign], (SIX[index], name)
                counted += 1
    assert counted > 20


def test_only_a_change_is_announced_once_and_in_time(open_page, tmp_path):
    page = gallery(open_page, tmp_path, clock=True)
    page.clock.pause_at(3_600_000)
    assert page.evaluate(SPOKEN) == [""] * len(SIX)
    for share in (0.1, 0.9):
        page.evaluate(MOVE, share)
        for index in range(len(SIX)):  # not every first slider is a number's
            page.evaluate(SET_ALL, [index, share])
        page.clock.run_for(600)
        assert page.evaluate(SPOKEN) == [""] * len(SIX)
    page.clock.run_for(200)
    for name, words in zip(SIX, page.evaluate(SPOKEN), strict=True):
        assert re.search(r"\d.*\.\s*$", words), (name, words)
