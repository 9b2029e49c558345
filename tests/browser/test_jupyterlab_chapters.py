"""Every chapter in a real JupyterLab: run, moved, set, restarted."""

import re
import shutil

import pytest
from built import ROOT
from lab import (
    in_kernel,
    jupyterlab,
    open_notebook,
    run_all,
    wait_in_kernel,
    wait_until_run,
)

CHAPTERS = sorted((ROOT / "chapters").glob("*.ipynb"))
pytestmark = pytest.mark.slow

# All widgets of a kernel, bound to a name or not.
REGISTRY = "__import__('ipywidgets.widgets.widget').widgets.widget._instances"
# Every joined slider of the kernel, and the trait that it is joined to: by
# the slider's id, its value, the trait's, and the step of an arrow key.
SLIDERS = """{
    link.source[0].model_id: {
        "slider": link.source[0].value,
        "trait": getattr(*link.target),
        "step": link.source[0].step,
        "top": link.source[0].max,
    }
    for link in list(WIDGETS.values())
    if type(link).__name__ in ("Link", "DirectionalLink")
    and type(link.source[0]).__name__ in ("FloatSlider", "IntSlider")
}"""
ALIVE = "sum(hasattr(w, '_esm') for w in WIDGETS.values())"
SET_TRAIT = """
link = next(
    w for w in WIDGETS.values()
    if type(w).__name__ in ("Link", "DirectionalLink")
    and w.source[0].model_id == {key!r}
)
setattr(*link.target, {value!r})
"""
HANDLE = ".jp-OutputArea .noUi-handle"
# The first slider may stand far below: JupyterLab draws what is on screen.
FIND = """(handle) => {
  const outer = document.querySelector(".jp-WindowedPanel-outer");
  if (document.querySelector(handle)) return true;
  outer.scrollTop += outer.clientHeight / 2;
  return false;
}"""
# The cells whose output is a widget, by number.
WITH_WIDGET = """() => jupyterapp.shell.currentWidget.context.model.toJSON()
  .cells.flatMap((cell, index) => (cell.outputs ?? []).some((output) =>
    "application/vnd.jupyter.widget-view+json" in (output.data ?? {}))
    ? [index] : [])"""
# What a cell's output says once it is drawn; "" before that.
DRAWN = """async (index) => {
  const notebook = jupyterapp.shell.currentWidget.content;
  await notebook.scrollToItem(index);
  const output = notebook.widgets[index].node.querySelector(
    ".jp-OutputArea-output");
  const parts = output?.querySelector("svg, canvas, input, button");
  return parts && output.getBoundingClientRect().height > 60
    ? output.innerText : "";
}"""
# Whether the number beside the first slider is a value, to two decimals.
# (What the handle itself says is rounded to one.)
SHOWS = """([handle, value]) => {
  const slider = document.querySelector(handle)?.closest(".widget-slider");
  const shown = slider?.querySelector(".widget-readout")?.textContent;
  return shown && Math.abs(Number(shown.replace("−", "-")) - value) < 0.006;
}"""
WRONG = re.compile(r"NaN|Infinity|Error displaying widget|Loading widget")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """One JupyterLab with copies of all chapters."""
    folder = tmp_path_factory.mktemp("lab")
    for chapter in CHAPTERS:
        shutil.copy(chapter, folder)
    with jupyterlab(folder) as address:
        yield address


def in_registry(code):
    """Code that speaks of WIDGETS, as the kernel understands it."""
    return code.replace("WIDGETS", REGISTRY)


def ask(page, expression):
    """The value of an expression that speaks of WIDGETS."""
    return in_kernel(page, in_registry(expression))


def set_trait(page, key, value):
    """Set in Python the trait that a slider is joined to."""
    code = SET_TRAIT.format(key=key, value=value)
    in_kernel(page, f"exec({in_registry(code)!r})")


@pytest.fixture(params=CHAPTERS, ids=lambda path: path.stem)
def page(request, browser, address):
    """A chapter, opened and run from its first cell to its last."""
    page = browser.new_page(viewport={"width": 1500, "height": 1000})
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    open_notebook(page, address, request.param.name)
    run_all(page)
    wait_until_run(page)
    yield page
    page.close()
    assert not faults


def first_slider(page):
    """The topmost slider, or None in a chapter without one."""
    page.evaluate(
        "document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0"
    )
    page.wait_for_function(FIND, arg=HANDLE, polling=200)
    handle = page.locator(HANDLE).first
    handle.scroll_into_view_if_needed()
    return handle


def changed(before, after):
    """The keys of sliders that are no longer what they were."""
    return [key for key in after if after[key] != before.get(key)]


def move(page, handle, tries=5):
    """Press an arrow key; return (id, what was, what is) of what moved."""
    before = ask(page, SLIDERS)
    for _ in range(tries):  # while a page is laid out it can lose the focus
        top = float(handle.get_attribute("aria-valuemax"))
        now = float(handle.get_attribute("aria-valuenow"))
        handle.press("ArrowLeft" if now >= top else "ArrowRight")
        after = wait_in_kernel(page, in_registry(SLIDERS), before, seconds=5)
        if moved := changed(before, after or {}):
            # One quantity can have sliders in more panels than one.
            return moved[0], before[moved[0]], after[moved[0]]
    raise AssertionError(f"no slider moved after {tries} keys")


def check_pictures(page):
    """Scroll to each widget of the chapter, and see it drawn."""
    for index in page.evaluate(WITH_WIDGET):
        text = page.wait_for_function(
            DRAWN, arg=index, polling=200, timeout=60_000
        ).json_value()
        assert not WRONG.search(text), f"cell {index}: {text}"


def check_slider(page):
    """A key moves the first slider; then Python does."""
    handle = first_slider(page)
    key, before, after = move(page, handle)
    assert abs(after["slider"] - before["slider"]) == pytest.approx(
        before["step"]
    )
    assert after["trait"] == pytest.approx(after["slider"])
    set_trait(page, key, before["trait"])
    page.wait_for_function(SHOWS, arg=[HANDLE, before["slider"]])
    assert ask(page, SLIDERS)[key] == pytest.approx(before)
    return key


def restart(page):
    """Restart the kernel, and run every cell again."""
    page.evaluate(
        "jupyterapp.shell.currentWidget.context.sessionContext.session"
        ".kernel.restart()"
    )
    run_all(page)
    wait_until_run(page)


def test_a_chapter_runs_moves_follows_and_runs_again(page):
    alive = ask(page, ALIVE)
    assert alive or not page.evaluate(WITH_WIDGET)
    check_pictures(page)
    moved = check_slider(page) if ask(page, SLIDERS) else None
    restart(page)
    assert ask(page, ALIVE) == alive
    if moved:
        assert moved not in ask(page, SLIDERS)  # new widgets, first values
        move(page, first_slider(page))
