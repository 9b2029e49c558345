"""What holds for all explorables of the book, as the chapters have them."""

import re

import pytest
from built import ROOT, chapters
from crowded import CROWDED


def explores(name):
    """Whether the chapter of that page makes explorables."""
    source = (ROOT / name).with_suffix(".ipynb")
    return source.exists() and "explorables" in source.read_text("utf-8")


EXPLORED = [name for name in chapters() if explores(name)]
# A number as pictures write it: "−0.25".
WRITTEN = re.compile(r"−?\d+\.\d\d(?!\d)")
# The texts of the first pictures by cell, one by one.
STILLS = """(stills) => stills.map((still) => {
  const walk = document.createTreeWalker(still, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walk.nextNode()) texts.push(walk.currentNode.data);
  return [still.dataset.cell, texts.join(" ")];
})"""
# Of each explorable: its kind, its cell, all that it says, and what its
# equation and its handles say.
LIVE = """() => [...document.querySelectorAll(".nnw-view:has(.nnx-body)")].map((view) => {
  const texts = [], told = (nodes) => nodes.map(
    (node) => node.getAttribute("aria-valuetext") ?? node.textContent).join(" ");
  const walk = document.createTreeWalker(view, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) texts.push(walk.currentNode.data);
  const handles = [...view.querySelectorAll(".nnx-body [role=slider]")];
  return [/nnx-(\\w+)/.exec(view.querySelector(".nnx[class*=nnx-]:not(.nnx-panel)").className)[1],
    view.dataset.cell, [...texts, told(handles)].join(" "),
    told([...view.querySelectorAll(".nnx-equation [data-q]"), ...handles])];
})"""
# Whose first pictures hold all that the equation and the handles say.
COMPLETE = ("neuron", "composition", "activation")


@pytest.mark.parametrize("name", EXPLORED)
def test_first_pictures_show_the_first_state(open_page, kept_page, name):
    still = open_page(name, java_script_enabled=False, wait=False)
    stills = dict(still.locator(".nnw-still").evaluate_all(STILLS))
    for kind, cell, all_, told in kept_page(name).evaluate(LIVE):
        said, live = (set(WRITTEN.findall(t)) for t in (stills[cell], all_))
        if kind != "composition":  # it writes its ticks in another way
            assert said <= live, cell
        if kind in COMPLETE:
            assert set(WRITTEN.findall(told)) <= said, cell
        assert len(said & live) > 1, cell


# ---- Every width: nothing is cut off, nothing small, nothing on top.

# Every number of a model as long as it can be in its usual range; every choice
# the first, or the last one, every switch off or on.
LONG = """([view, last]) => {
  const model = faces.modelsOf(view).find((model) => model.get("_esm"));
  const usual = model.get("usual") ?? {}, rules = model.get("rules") ?? {};
  const long = (value, [low, high]) => (Array.isArray(value)
    ? value.map((each) => long(each, [low, high]))
    : Math.min(high - 0.05, Math.max(low + 0.05, -2.85)));
  for (const name in usual) model.set(name, long(model.get(name), usual[name]));
  for (const name in rules) {
    if (rules[name] === true) model.set(name, Boolean(last));
    else if (rules[name][2]) model.set(name, rules[name][last]);
  }
  return faces.frames(2);
}"""


# In every run as narrow as a phone, and as a laptop; between, at night.
BETWEEN = [
    pytest.param(w, marks=pytest.mark.slow) for w in (640, 800, 1000, 1600)
]


@pytest.mark.parametrize("width", [320, 390, 1280, *BETWEEN])
@pytest.mark.parametrize("name", EXPLORED)
def test_texts_fit_and_do_not_overlap(kept_page, name, width):
    page = kept_page(name)
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("faces.frames(3)")
    for view in page.query_selector_all(".nnw-view:has(.nnx-body)"):
        assert not page.evaluate(CROWDED, view)
        for last in (0, 1):
            page.evaluate(LONG, [view, last])
            assert not page.evaluate(CROWDED, view)
    sizes = "[document.documentElement.scrollWidth, innerWidth]"
    wide, room = page.evaluate(sizes)
    assert wide <= room
