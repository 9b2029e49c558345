"""Chromium, the built book, and pages that can reach nothing outside it."""

import subprocess
import sys

import pytest
from built import HTML, ROOT, Site
from faces import HELPERS
from opening import Opener, assert_quiet
from playwright.sync_api import sync_playwright
from scratch import open_scratch


@pytest.fixture(scope="session")
def launch():
    """Start the system's Chromium; with `env`, in an environment of its own."""
    script = ROOT / "scripts" / "find_chromium.py"
    found = subprocess.run(
        [sys.executable, script], capture_output=True, text=True
    )
    if found.returncode:
        pytest.fail(found.stderr, pytrace=False)
    with sync_playwright() as playwright:

        def launch(env=None):
            return playwright.chromium.launch(
                executable_path=found.stdout.strip(),
                env=env,
                args=[
                    "--no-sandbox",
                    "--disable-background-networking",
                    # Chromium moves a canvas that is read often from the GPU
                    # to the CPU, and then its gradients differ by a shade.
                    "--disable-accelerated-2d-canvas",
                ],
            )

        yield launch


@pytest.fixture(scope="session")
def browser(launch):
    """One Chromium for all tests of a process."""
    chromium = launch()
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def site():
    """The built book, served."""
    if not (HTML / "index.html").exists():
        pytest.fail(f"no book in {HTML}: run `make book` first", pytrace=False)
    site = Site(HTML)
    yield site
    site.close()


@pytest.fixture
def open_page(browser, site):
    """Open a page; no error, warning or outside request may come of it."""
    opener = Opener(browser, site)
    yield opener
    opener.close()
    assert_quiet(opener)


# All models as they are when the page is new; and back to that.
REMEMBER = """() => {
  globalThis.first = [...(globalThis.nnbook?.models.values() ?? [])].map(
    (model) => [model, structuredClone(model.state)]);
}"""
RESTORE = """() => {
  document.activeElement?.blur();
  for (const [model, state] of globalThis.first) {
    model.set(structuredClone(state));
    model.trigger("change:value"); // a field forgets what was typed into it
  }
  return faces.frames(3);
}"""


@pytest.fixture(scope="module")
def _kept(browser, site):
    opener = Opener(browser, site)
    yield opener, {}
    opener.close()


@pytest.fixture
def kept_page(_kept):
    """Open a page, or have it as it was: a file's tests share its pages.

    What a test does to the widgets is undone; one that does more to a page
    than that opens its own.
    """
    opener, pages = _kept

    def page(name):
        if name not in pages:
            pages[name] = opener(name)
            pages[name].evaluate(HELPERS)
            pages[name].evaluate(REMEMBER)
        page = pages[name]
        page.set_viewport_size({"width": 1280, "height": 900})
        page.mouse.move(0, 0)
        page.evaluate(RESTORE)
        return page

    yield page
    assert_quiet(opener)


@pytest.fixture
def kept_gallery(_kept, tmp_path_factory):
    """Open a page of the widgets that `views()` makes, or have it as it was.

    What is said of `kept_page` holds for it; a page with other options is
    another page.
    """
    opener, pages = _kept

    def page(views, **options):
        key = (views.__name__, *sorted(options.items()))
        if key not in pages:
            folder = tmp_path_factory.mktemp("gallery")
            pages[key] = open_scratch(opener, folder, views(), **options)
            pages[key].evaluate(HELPERS)
            pages[key].evaluate(REMEMBER)
        page = pages[key]
        width = options.get("width", 1280)
        page.set_viewport_size({"width": width, "height": 900})
        page.mouse.move(0, 0)
        page.evaluate(RESTORE)
        return page

    yield page
    assert_quiet(opener)
