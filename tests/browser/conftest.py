"""Chromium, the built book, and pages that can reach nothing outside it."""

import re
import subprocess
import sys

import pytest
from built import HTML, ROOT, Site
from faces import HELPERS
from playwright.sync_api import sync_playwright

# A page is ready when its widgets are drawn, its fonts are there and one more
# frame has passed, in which what depends on them is laid out.
READY = """() => {
  const views = document.querySelector(
    'script[type="application/vnd.jupyter.widget-view+json"]');
  return !views || document.documentElement.dataset.nnbook === "ready";
}"""
SETTLED = """() => document.fonts.ready.then(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done()))))"""


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium, one for all tests of a process."""
    script = ROOT / "scripts" / "find_chromium.py"
    found = subprocess.run(
        [sys.executable, script], capture_output=True, text=True
    )
    if found.returncode:
        pytest.fail(found.stderr, pytrace=False)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=found.stdout.strip(),
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                # Chromium moves a canvas that is read often from the GPU to
                # the CPU, and then its gradients differ by a shade.
                "--disable-accelerated-2d-canvas",
            ],
        )
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


class Opener:
    """Opens pages and keeps account of what should not happen on them."""

    def __init__(self, browser, site):
        self.browser, self.site = browser, site
        self.contexts, self.problems = [], []

    def __call__(
        self,
        page,
        via="http",
        width=1280,
        theme="light",
        site=None,
        wait=True,
        **options,
    ):
        """Open `page` and wait until its widgets can be used."""
        site = site or self.site
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            reduced_motion=options.pop("reduced_motion", "reduce"),
            **options,
        )
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        self._watch(context, site.origin)
        tab = context.new_page()
        tab.goto(site.url(page, via))
        if wait:
            tab.wait_for_function(READY)
            tab.evaluate(SETTLED)
        return tab

    def _watch(self, context, origin):
        own = rf"{re.escape(origin)}|file:|blob:|data:|about:"

        def refuse(route):
            self.problems.append(f"outside request: {route.request.url}")
            route.abort()

        def connect(socket):
            self.problems.append(f"outside request: {socket.url}")

        def hear(message):
            if message.type in ("error", "warning"):
                self.problems.append(f"{message.type}: {message.text}")

        context.route(re.compile(rf"^(?!{own})"), refuse)
        context.route_web_socket(re.compile(""), connect)
        context.on("console", hear)
        context.on(
            "weberror",
            lambda error: self.problems.append(f"page error: {error.error}"),
        )

    def take_problems(self):
        """Return what went wrong so far, for a test that expects it."""
        problems, self.problems = self.problems, []
        return problems

    def close(self):
        """Close every page."""
        for context in self.contexts:
            context.close()
        self.contexts.clear()


def assert_quiet(opener):
    """Fail with all that went wrong on the pages since the last time."""
    problems = opener.take_problems()
    assert not problems, "\n".join(problems)


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
