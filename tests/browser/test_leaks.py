"""What a widget takes, it gives back: nodes, listeners, memory.

Counted by Chromium itself, once its garbage is collected. Whatever holds on
to a removed widget, a listener, an observer, a timer or a frame, holds on to
its nodes too.
"""

import json
import re
from contextlib import contextmanager

import anywidget
import pytest
import traitlets
from gallery import all_controls, explorables
from scratch import open_scratch

STOP = """() => {
  for (const view of document.querySelectorAll(".nnw-view")) view.stop();
}"""
# The host reads the page and draws it, as when it was new.
START = """() => {
  delete document.documentElement.dataset.nnbook;
  document.dispatchEvent(new Event("DOMContentLoaded"));
}"""
READY = "() => document.documentElement.dataset.nnbook === 'ready'"
PAUSE = "() => new Promise((done) => setTimeout(done, 150))"


class Counter:
    """Counts what a page holds."""

    def __init__(self, page):
        self.page = page
        self.session = page.context.new_cdp_session(page)
        self.session.send("Performance.enable")
        self.session.send("HeapProfiler.enable")

    def __call__(self):
        """Nodes, listeners and bytes, without garbage."""
        self.page.evaluate(PAUSE)  # for frames and timers on their way
        for _ in range(2):
            self.session.send("HeapProfiler.collectGarbage")
        found = self.session.send("Performance.getMetrics")["metrics"]
        found = {each["name"]: each["value"] for each in found}
        names = ("Nodes", "JSEventListeners", "JSHeapUsedSize")
        return tuple(int(found[name]) for name in names)

    def settled(self):
        """The same, once nothing is given back any more."""
        last, now = None, self()
        for _ in range(40):
            if last and now[:2] >= last[:2]:
                break
            last, now = now, self()
        return min(now, last)


@contextmanager
def kept(count, slack=8):
    """What happens here leaves as many nodes and listeners as there were.

    A text more or less is no leak: a line of status has it or not.
    """
    nodes, listeners, _ = count.settled()
    yield
    now = count.settled()
    assert now[0] <= nodes + slack, f"{nodes} nodes were there, now {now[0]}"
    assert now[1] <= listeners, f"{listeners} listeners, now {now[1]}"


@pytest.fixture
def gallery(open_page, tmp_path):
    """A page with one of everything, and what counts on it."""
    views = [*explorables().values(), *all_controls()]
    page = open_scratch(open_page, tmp_path, views)
    return page, Counter(page)


def draw_anew(page):
    page.evaluate(STOP)
    page.evaluate(START)
    page.wait_for_function(READY)


def test_what_is_removed_is_gone_and_can_be_drawn_anew(gallery):
    page, count = gallery
    with kept(count):
        draw_anew(page)
        page.evaluate(STOP)
        empty = count.settled()
        page.evaluate(START)
        page.wait_for_function(READY)
    page.evaluate(STOP)
    # Nothing is left but the page itself.
    assert count.settled()[0] <= empty[0] < 150


@pytest.mark.slow
def test_memory_is_flat_over_many_rounds(gallery):
    page, count = gallery
    sizes = []
    for _ in range(14):
        draw_anew(page)
        sizes.append(count()[2])
    # Compiled code and the like come in the first rounds.
    assert sizes[-1] < 1.2 * sizes[6], sizes


# ---- By the contract alone, as in JupyterLab: `render` returns the cleanup.

RENDER = """async ([source, id, times]) => {
  const url = URL.createObjectURL(
    new Blob([source], { type: "text/javascript" }));
  globalThis.loaded ??= {};
  const { default: widget } = await (globalThis.loaded[id] ??= import(url));
  URL.revokeObjectURL(url);
  const model = nnbook.models.get(id), own = {};
  for (const name of ["get", "set", "on", "off", "save_changes"]) {
    own[name] = model[name].bind(model);
  }
  const count = () => [...model.listeners.values()].reduce(
    (sum, calls) => sum + calls.size, 0);
  const before = count();
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  for (let i = 0; i < times; i++) {
    const el = document.createElement("div");
    document.querySelector("main").append(el);
    const cleanup = await widget.render({ model: own, el });
    await frame();
    model.trigger("change"); // a frame is asked for that never comes
    cleanup();
    if (el.childElementCount) throw new Error("the cleanup leaves elements");
    el.remove();
  }
  return count() - before;
}"""


def own_model(widget):
    """An explorable's own model, in a panel or by itself."""
    return getattr(widget, "explorer", widget)


def render_often(page, widgets, times, first=0):
    """Render each and clean up, so often; the listeners that are left."""
    left = {}
    for number, (name, widget) in enumerate(widgets.items(), first):
        place = f"#view{number} script"
        model = json.loads(page.locator(place).text_content())["model_id"]
        given = [str(widget._esm), model, times]
        left[name] = page.evaluate(RENDER, given)
    return left


@pytest.fixture
def bare(open_page, tmp_path):
    """A page with each explorable, no controls; the widgets by name."""
    widgets = {name: own_model(each) for name, each in explorables().items()}
    page = open_scratch(open_page, tmp_path, widgets.values())
    return page, Counter(page), widgets


def test_a_cleanup_takes_everything_back(bare):
    page, count, widgets = bare
    render_often(page, widgets, 1)  # loads the modules
    with kept(count):
        left = render_often(page, widgets, 10)
    assert left == dict.fromkeys(widgets, 0)


# ---- Moving.

# All that slides and all that can be chosen, in turn; at last as at first.
MOVE = """async (times) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const ALL = "input[type=range], [role=slider], input[type=radio]";
  const press = (node, key) => node.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const move = (node, i) => {
    if (node.type === "radio") return node.click();
    if (node.type !== "range") {
      return press(node, ["PageUp", "Home", "ArrowLeft", "End"][i % 4]);
    }
    const [low, high] = [Number(node.min), Number(node.max)];
    node.value = low + (high - low) * ((0.618 * i) % 1);
    return node.dispatchEvent(new Event("input", { bubbles: true }));
  };
  for (let i = 0; i < times; i++) {
    const all = document.querySelectorAll(ALL);
    move(all[(7 * i) % all.length], i);
    if (i % 10 === 9) await frame();
  }
  for (let round = 0; round < 3; round++) { // one may bring back another
    for (const node of document.querySelectorAll(ALL)) {
      const first = node.type !== "radio" || node === document.querySelector(
        `input[name="${node.name}"]`);
      if (node.isConnected && first) move(node, node.type === "range" ? 0 : 1);
      await frame();
    }
  }
}"""
EXPLORABLES = [
    "composition", "neuron", "activation", "layer", "network", "plane",
    "numberline",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", EXPLORABLES)
def test_two_thousand_moves_leave_nothing_behind(open_page, tmp_path, name):
    page = open_scratch(open_page, tmp_path, [explorables()[name]])
    count = Counter(page)
    for _ in range(2):  # all pictures of the layer come, and are kept
        page.evaluate(MOVE, 1000)
    with kept(count):
        page.evaluate(MOVE, 2000)
    middle = count()[2]
    page.evaluate(MOVE, 2000)
    assert count()[2] < 1.2 * middle


# ---- A planted leak is found.

PLANTED = {
    "none": "",
    "listener": "document.addEventListener('x', () => el);",
    "observer": "new MutationObserver(() => el)"
    ".observe(document.body, { attributes: true });",
    "timer": "setInterval(() => el, 1e6);",
    "frames": "const again = () => requestAnimationFrame("
    "() => { el; again(); }); again();",
    "list": "(globalThis.list ??= []).push(el);",
    "model": "model.on('change', () => el);",
}


def leaking(code):
    """A widget whose `render` runs `code`, and whose cleanup forgets it."""

    class Leaking(anywidget.AnyWidget):
        _esm = f"""export default {{ render({{ model, el }}) {{
          const body = document.createElement("p");
          el.append(body);
          {code}
          return () => body.remove();
        }} }};"""
        value = traitlets.Float(0.0).tag(sync=True)

    return Leaking()


def test_a_planted_leak_is_found(open_page, tmp_path):
    widgets = {name: leaking(code) for name, code in PLANTED.items()}
    page = open_scratch(open_page, tmp_path, widgets.values())
    count = Counter(page)
    render_often(page, widgets, 1)
    found = {}
    for number, name in enumerate(PLANTED):
        try:
            with kept(count):
                render_often(page, {name: widgets[name]}, 20, number)
        except AssertionError as error:
            found[name] = str(error)
    assert list(found) == [name for name in PLANTED if name != "none"]
    assert all(re.match(r"\d+ (nodes|li)", text) for text in found.values())
