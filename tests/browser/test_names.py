"""What a reader calls inputs and neurons: seen, said, copied, never on top."""

from itertools import chain

import numpy as np
import pytest
from crowded import CROWDED
from gallery import LONG, named, with_controls

# The names of a view, column by column.
NAMES = """(view) => faces.modelsOf(view)
  .find((model) => model.get("_esm")).get("names")"""
# The names that are seen in the diagram, and what its handles are called.
SEEN = """(view) => [...view.querySelectorAll(".nnx-diagram .nn-called")]
  .filter((node) => node.checkVisibility())
  .map((node) => node.textContent.replace(/^x./, "").trim())"""
SPOKEN = """(view) => [...view.querySelectorAll(
  ".nnx-diagram [aria-label]:not([role*=group])")].map((node) => node.ariaLabel)"""
# What lies on a name: other names, chips, circles, symbols.
COVERED = """(view) => {
  const seen = (kind) => [...view.querySelectorAll(kind)].filter(
    (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
  const names = seen(".nn-called").map((node) => [node, node.getBoundingClientRect()]);
  const others = seen(
    ".nn-called, .nn-chip rect, svg .nn-node, svg .nn-sym, svg .nn-dim, svg .nn-bias");
  return names.flatMap(([node, a]) => others.filter((other) => {
    if (node === other || node.contains(other)) return false;
    const b = other.getBoundingClientRect();
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return wide > 2 && tall > 4;
  }).map((other) => `${node.textContent} and ${other.outerHTML.slice(0, 70)}`));
}"""
STEP = """([view, step]) => {
  const model = faces.modelsOf(view).find((model) => model.get("_esm"));
  if (model.get("step") === undefined) return false;
  model.set({ step, at: 0 });
  return faces.frames(3).then(() => true);
}"""


@pytest.fixture
def views(kept_gallery):
    """The views of the named explorables, on a page of the given width."""

    def views(width=1280):
        page = kept_gallery(named)
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("faces.frames(3)")
        return page, page.query_selector_all(".nnw-view")

    return views


def test_every_name_is_seen_and_spoken(views):
    page, all_views = views()
    for view in all_views:
        names = [*chain(*page.evaluate(NAMES, view))]
        assert sorted(page.evaluate(SEEN, view)) == sorted(names)
        spoken = page.evaluate(SPOKEN, view)
        for name in names:
            if view.query_selector(".nnx-neuron") and name == names[-1]:
                continue  # the output is no handle
            assert any(f", {name}" in label for label in spoken), name


def test_without_names_none_is_drawn(kept_gallery):
    assert not kept_gallery(with_controls).query_selector(".nn-called")


def test_axes_are_called_by_the_inputs(views):
    _, (gate, *_) = views()
    axes = gate.query_selector_all(".nnx-square .nn-called")
    assert [axis.text_content() for axis in axes] == ["x₁ sunshine", "x₂ wind"]
    point = gate.query_selector(".nnx-square [role=slider]")
    said = "x1 sunshine 1.00, x2 wind 1.50"
    assert point.get_attribute("aria-valuetext") == said


@pytest.mark.parametrize("width", [1280, 700, 390, 320])
def test_no_name_lies_on_anything(views, width):
    page, all_views = views(width)
    named_once = 0
    for view in all_views:
        for step in (0, 4, 11, 20, 1000):
            moves = page.evaluate(STEP, [view, step])
            assert page.evaluate(COVERED, view) == [], step
            named_once += bool(page.evaluate(SEEN, view))
            for face in view.query_selector_all(".nnx-diagram, .nnx-square"):
                assert page.evaluate(CROWDED, face) == [], step
            if not moves:
                break
    assert named_once > len(all_views)


def test_the_status_says_the_name(views):
    _, all_views = views()
    layer, network = all_views[4], all_views[7]
    said = [view.query_selector(".nnx-status").inner_text()
            for view in (layer, network)]  # fmt: skip
    assert "neuron 2, storm: its four weights" in said[0]
    assert "Layer 2, neuron 1, go: " in said[1]


def test_the_copied_programs_have_the_names_and_run(views):
    page, all_views = views()
    copied = 0
    for view in all_views:
        for button in view.query_selector_all("[data-copies]"):
            program = page.evaluate("(button) => button.program()", button)
            for column in filter(None, page.evaluate(NAMES, view)):
                assert f": {', '.join(column)}\n" in program
            exec(program, {})
            copied += 1
    assert copied == 2 * len(all_views)


def test_a_longest_name_is_tried():
    lengths = {len(name) for panel in named() for column in panel.explorer.names
               for name in column}  # fmt: skip
    assert max(lengths) == len(LONG) == 12
    assert np.min(list(lengths)) == 2
