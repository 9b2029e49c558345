"""Firefox and WebKit, and the built book in them.

A missing browser skips a quick test and fails a slow one: `make test` runs
anywhere, and `make test-all` leaves no engine out unless it is told to, see
scripts/find_engines.py.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

from built import HTML, Site
from firefox import Firefox
from opening import READY, SETTLED
from webkit import WebKit, watched

from scripts.find_engines import FIND, missing, wanted

ENGINES = {"firefox": Firefox, "webkit": WebKit}


class Tab:
    """A browser's tab, in which pages of the book are opened."""

    def __init__(self, driver, site):
        self.driver, self.site = driver, site
        self.problems = []

    def __getattr__(self, name):
        """Whatever a driver can do."""
        return getattr(self.driver, name)

    def open(self, page, via="http", width=1280):
        """Open `page` and wait until its widgets can be used."""
        self.note()
        self.driver.resize(width)
        # A page is not loaded anew when only its fragment differs.
        self.driver.goto("about:blank")
        self.driver.goto(self.site.url(page, via))
        self.wait_for(READY, seconds=60)
        self.evaluate(SETTLED)
        return self

    def note(self):
        """Keep what went wrong on the page that is left."""
        self.problems += self.driver.take_problems()

    def forget(self):
        """Leave the page, and with it what it stored."""
        self.note()
        self.evaluate("() => { try { localStorage.clear(); } catch {} }")
        self.driver.goto("about:blank")


@pytest.fixture(scope="session")
def engines(tmp_path_factory):
    """Start an engine when it is first asked for; end all in the end."""
    if not (HTML / "index.html").exists():
        pytest.fail(f"no book in {HTML}: run `make book` first", pytrace=False)
    started = {}

    def start(name):
        if name not in started:
            book = HTML
            if name == "webkit":
                book = watched(HTML, tmp_path_factory.mktemp("watched"))
            started[name] = ENGINES[name](**FIND[name]()), Site(book)
        return started[name]

    yield start
    for driver, site in started.values():
        driver.close()
        site.close()


@pytest.fixture(params=list(ENGINES))
def tab(request, engines):
    """A tab of each engine; no error or outside request may come of it."""
    name = request.param
    if name not in wanted():
        pytest.skip(f"NNBOOK_ENGINES leaves {name} out")
    why = missing(name)
    if why and request.node.get_closest_marker("slow"):
        pytest.fail(why, pytrace=False)
    if why:
        pytest.skip(why)
    tab = Tab(*engines(name))
    yield tab
    tab.forget()
    assert not tab.problems, "\n".join(tab.problems)
