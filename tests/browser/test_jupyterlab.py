"""The perceptron chapter in a real JupyterLab, with a real kernel."""

import pytest
from fingers import Hand
from lab import (
    copy_chapter,
    in_kernel,
    jupyterlab,
    open_notebook,
    run_all,
    wait_idle,
    wait_in_kernel,
)

CHAPTER = "02-perceptron.ipynb"


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    """The chapter, opened and run from its first cell to its last."""
    folder = tmp_path_factory.mktemp("lab")
    copy_chapter(CHAPTER, folder)
    with jupyterlab(folder) as address:
        page = browser.new_page(viewport={"width": 1500, "height": 1000})
        open_notebook(page, address, CHAPTER)
        run_all(page)
        page.wait_for_selector(".nnx-panel", state="attached", timeout=90_000)
        wait_idle(page)
        panel(page)
        yield page
        page.close()


def panel(page):
    """The panel of the chapter's explorer `turning`: w1 and w2."""
    found = page.locator(".nnx-panel").nth(1)
    # JupyterLab lays out, and so the picture draws, what is on the screen.
    found.scroll_into_view_if_needed()
    found.locator("[aria-label^='weight w1'][aria-valuenow]").wait_for()
    return found


def shown_weight(page):
    """What the picture says w1 is."""
    chip = panel(page).locator(".nnx-diagram [aria-label^='weight w1']")
    return float(chip.get_attribute("aria-valuenow"))


def press_until_moved(page, control, key, before, tries=5):
    """Press a key until Python's w1 is no longer `before`; return it.

    While JupyterLab lays out a long notebook it can take the focus away, and
    then a key is lost. A control that is dead stays so every time.
    """
    for _ in range(tries):
        control.press(key)
        now = wait_in_kernel(page, "turning.w1", before, seconds=5)
        if now is not None:
            return now
    raise AssertionError(f"w1 is still {before} after {tries} times {key}")


def wait_for_picture(page, w1):
    """Wait until the picture shows the weight that Python has."""
    page.wait_for_function(
        """(w) => Math.abs(w - Number(document.querySelectorAll(".nnx-panel")[1]
          .querySelector("[aria-label^='weight w1']").ariaValueNow)) < 1e-9""",
        arg=w1,
    )


def test_a_slider_moves_the_picture_and_python_reads_the_value(lab):
    before = in_kernel(lab, "turning.w1")
    handle = panel(lab).locator(".nn-q-w1 .noUi-handle")
    moved = press_until_moved(lab, handle, "ArrowRight", before)
    assert moved == pytest.approx(before + 0.05)
    wait_for_picture(lab, moved)
    w1, z, weights, a, w2, x, b = in_kernel(
        lab,
        "[turning.w1, turning.z, turning.weights, turning.a, turning.w2,"
        " turning.inputs, turning.bias]",
    )
    assert weights[0] == w1 == moved
    assert z == pytest.approx(w1 * x[0] + w2 * x[1] + b)
    assert a == in_kernel(lab, f"float(sigmoid({z!r}))")


def test_the_picture_sets_the_trait(lab):
    before = in_kernel(lab, "turning.w1")
    handle = panel(lab).locator(".nnx-diagram [aria-label^='weight w1']")
    moved = press_until_moved(lab, handle, "ArrowDown", before)
    assert moved == pytest.approx(before - 0.05)
    wait_for_picture(lab, moved)


def test_python_moves_the_picture_and_the_slider(lab):
    in_kernel(lab, "setattr(turning, 'weights', [-0.75, 1.5])")
    lab.wait_for_function(
        """() => document.querySelectorAll(".nnx-panel")[1]
          .querySelector("[aria-label^='weight w1']").ariaValueNow === "-0.75" """
    )
    readout = panel(lab).locator(".nn-q-w1 .widget-readout")
    assert readout.inner_text().replace("−", "-") == "-0.75"
    assert shown_weight(lab) == -0.75


def test_a_restarted_kernel_runs_the_chapter_again(lab):
    in_kernel(lab, "setattr(turning, 'w1', 2.5)")
    lab.evaluate(
        """async () => {
          const context = jupyterapp.shell.currentWidget.sessionContext;
          await context.session.kernel.restart();
        }"""
    )
    run_all(lab)
    wait_idle(lab)
    # The old picture gives way to a new one, which may be anywhere: JupyterLab
    # lays out, and so the picture draws, what is on the screen.
    lab.wait_for_function(
        """() => {
          const panel = document.querySelectorAll(".nnx-panel")[1];
          panel?.scrollIntoView({ block: "center" });
          return panel?.querySelector("[aria-label^='weight w1']")
            ?.ariaValueNow === "1.2";
        }""",
        polling=200,
        timeout=90_000,
    )
    assert in_kernel(lab, "turning.w1") == 1.2
    assert not lab.locator(".jp-OutputArea [data-mime-type*='error']").count()


# How far the notebook is scrolled; the page itself never is.
SCROLLED = """() => [scrollY, ...[...document.querySelectorAll(
  ".jp-Notebook, .jp-WindowedPanel-outer")].map((node) => node.scrollTop)]"""


def test_a_finger_drags_a_number_and_the_notebook_stays(lab):
    in_kernel(lab, "setattr(turning, 'weights', [0.5, 1.5])")
    wait_for_picture(lab, 0.5)
    chip = panel(lab).locator(".nnx-diagram [aria-label^='weight w1']")
    chip.evaluate("(n) => n.scrollIntoView({ block: 'center' })")
    wait_idle(lab)
    hand = Hand(lab)
    hand.cdp.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    try:
        box = chip.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        before = lab.evaluate(SCROLLED)
        hand.touch(x, y)
        hand.move(-50, 0)
        assert "nn-drag" in chip.get_attribute("class").split()
        hand.move(0, -120)  # once it drags, it may leave the line
        hand.lift()
        assert lab.evaluate(SCROLLED) == before
        moved = shown_weight(lab)
        assert moved != 0.5
        assert wait_in_kernel(lab, "turning.w1", 0.5, seconds=20) is not None
        wait_idle(lab)
        assert in_kernel(lab, "turning.w1") == shown_weight(lab) == moved
        # Upwards it scrolls, and changes nothing.
        box = chip.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        hand.touch(x, y)
        hand.move(3, -200)
        hand.lift()
        lab.wait_for_function(f"(old) => String(({SCROLLED})()) !== String(old)",
                              arg=before)  # fmt: skip
        assert in_kernel(lab, "turning.w1") == shown_weight(lab) == moved
    finally:
        hand.cdp.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
