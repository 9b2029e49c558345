"""The book under its own Content-Security-Policy: stated, kept, enough."""

import re
import shutil
from html.parser import HTMLParser

import pytest
from built import HTML, PAGES, PERCEPTRON, ROOT, Site
from opening import Opener

from nnbook_sphinx.page.policy import source
from scripts import policy_in_pages

WORDS = {"'none'", "'self'", "data:"}
HASH = re.compile(r"'sha256-[A-Za-z0-9+/]{43}='")
INJECT = """() => {
  const script = document.createElement("script");
  script.textContent = "globalThis.hacked = true";
  document.body.append(script);
  return globalThis.hacked ?? "refused";
}"""


def stated():
    """The policy as {directive: [sources]}."""
    line = (HTML / "csp.txt").read_text(encoding="utf-8")
    parts = [part.split() for part in line.split(";")]
    return {name: sources for name, *sources in parts}


class Inline(HTMLParser):
    """What stands within a page: scripts that run, styles, handlers."""

    def __init__(self):
        super().__init__()
        self.scripts, self.styles, self.attributes = [], [], []
        self.inside = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        kind = given.get("type", "")
        self.attributes += [a for a in given if re.match("on|style$", a)]
        if tag == "script" and "src" not in given and "json" not in kind:
            self.inside = self.scripts
        elif tag == "style":
            self.inside = self.styles

    def handle_data(self, data):
        if self.inside is not None:
            self.inside.append(data)

    def handle_endtag(self, tag):
        self.inside = None


@pytest.fixture(scope="module")
def inline():
    found = Inline()
    for page in PAGES:
        found.feed((HTML / page).read_text(encoding="utf-8"))
    return found


def test_the_policy_allows_nothing_in_general():
    policy = stated()
    assert policy["default-src"] == policy["base-uri"] == ["'none'"]
    for name, sources in policy.items():
        for word in sources:
            assert word in WORDS or HASH.fullmatch(word), f"{name} {word}"
    assert "data:" not in policy["script-src"] + policy["style-src"]


def test_the_hashes_are_those_of_the_pages_and_no_others(inline):
    policy = stated()
    for name, texts in (
        ("script-src", inline.scripts), ("style-src", inline.styles),
    ):  # fmt: skip
        allowed = {word for word in policy[name] if HASH.fullmatch(word)}
        assert allowed == {source(text) for text in texts}
    # One script that must run before the first paint; nothing else.
    assert len(set(inline.scripts)) == 1
    assert inline.styles == []


def test_no_page_holds_a_handler_or_a_style(inline):
    assert inline.attributes == []


def test_the_headers_hold_the_policy():
    lines = (HTML / "_headers").read_text(encoding="utf-8").splitlines()
    line = (HTML / "csp.txt").read_text(encoding="utf-8").strip()
    assert lines[0] == "/*"
    assert f"  Content-Security-Policy: {line}" in lines
    # Cloudflare Pages reads no more of a line.
    assert max(map(len, lines)) < 2000


def test_the_page_for_publishers_explains_each_directive():
    page = (ROOT / "chapters" / "publishing.md").read_text(encoding="utf-8")
    for name, sources in stated().items():
        row = re.search(rf"^\| `{name}` \| (.*?) \|", page, re.M)
        assert row, f"no row for {name}"
        shown = re.findall(r"'[a-z]+'|data:", row[1])
        assert shown == [s for s in sources if not HASH.fullmatch(s)]


def test_what_somebody_puts_into_a_page_does_not_run_and_fails_tests(
    open_page,
):
    page = open_page(PERCEPTRON)
    assert page.evaluate(INJECT) == "refused"
    [problem] = open_page.take_problems()
    assert "Content Security Policy" in problem


@pytest.mark.parametrize(
    "script",
    [
        "() => document.body.setAttribute('style', 'color: red')",
        "() => document.body.insertAdjacentHTML('beforeend',"
        " '<img src=data:,x onerror=\"globalThis.hacked = true\">')",
        "() => { try { setTimeout('globalThis.hacked = true'); } catch {} }",
        "() => import(URL.createObjectURL(new Blob(['globalThis.hacked = true'],"
        " { type: 'text/javascript' }))).catch(() => {})",
        "() => fetch('http://127.0.0.1:9/').catch(() => {})",
    ],
)
def test_other_ways_in_are_closed_too(open_page, script):
    page = open_page("genindex.html")
    with page.expect_console_message(
        lambda message: "Content Security" in message.text
    ):
        page.evaluate(script)
    assert page.evaluate("globalThis.hacked ?? 'refused'") == "refused"
    assert open_page.take_problems()


# Every control by one step, every choice, every button of a picture's panel;
# what comes of it shows in the frames that follow.
MOVE_ALL = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const fire = (node, name) =>
    node.dispatchEvent(new Event(name, { bubbles: true }));
  for (const box of document.querySelectorAll(".nnw-view details")) box.open = true;
  for (const node of document.querySelectorAll(
    ".nnw-view :is(input, select)")) {
    if (node.type === "range") node.stepUp();
    else if (node.tagName === "SELECT") {
      node.selectedIndex = (node.selectedIndex + 1) % node.length;
    } else if (node.type === "checkbox" || node.type === "radio") {
      node.click();
      continue;
    }
    fire(node, "input");
    fire(node, "change");
  }
  await frame();
  for (const node of document.querySelectorAll(
    ".nnw-view button:not(:disabled)")) {
    if (node.checkVisibility()) node.click();
  }
  for (const node of document.querySelectorAll("[data-q]")) {
    node.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
  }
  for (let i = 0; i < 5; i++) await frame();
  return document.querySelectorAll(".nnw-view").length;
}"""
WITH_WIDGETS = [
    page for page in PAGES
    if (HTML / page).exists()
    and "widget-view+json" in (HTML / page).read_text(encoding="utf-8")
]  # fmt: skip


@pytest.mark.parametrize("name", WITH_WIDGETS)
def test_everything_that_moves_moves_under_the_policy(open_page, name):
    page = open_page(name)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    assert page.evaluate(MOVE_ALL) > 0


def test_the_buttons_of_a_page_work_under_the_policy(open_page):
    page = open_page(PERCEPTRON)
    page.evaluate("globalThis.print = () => { globalThis.printed = true; }")
    page.locator("button.theme-switch-button:visible").first.click()
    page.get_by_role("button", name="Download this page").click()
    page.locator(".btn-download-pdf-button").click()
    assert page.evaluate("printed")
    page.locator(".btn-fullscreen-button").click()
    page.wait_for_function("document.fullscreenElement")
    page.locator(".btn-fullscreen-button").click()
    page.wait_for_function("!document.fullscreenElement")
    page.locator("div.highlight").first.hover()
    page.locator("button.copybtn").first.click()


def test_search_shows_extracts_under_the_policy(open_page):
    page = open_page("search.html?q=perceptron")
    page.wait_for_selector("#search-results li p.context")


def test_without_javascript_no_button_is_dead(open_page):
    page = open_page(PERCEPTRON, java_script_enabled=False, wait=False)
    for name in (".theme-switch-button", ".search-button__button"):
        assert page.locator(name).count() > 0
        assert not any(b.is_visible() for b in page.locator(name).all())


@pytest.fixture(scope="module")
def own_policy(tmp_path_factory):
    """The book with its policy in the pages, for hosts without headers."""
    folder = tmp_path_factory.mktemp("meta") / "html"
    shutil.copytree(HTML, folder)
    policy_in_pages.write(folder)
    count = policy_in_pages.write(folder)  # again: the same
    assert count == len(PAGES)
    (folder / "csp.txt").unlink()  # nor does the server send it
    site = Site(folder)
    yield site
    site.close()


@pytest.mark.parametrize("via", ["http", "file"])
def test_a_policy_in_the_pages_protects_and_breaks_nothing(
    open_page, own_policy, via
):
    page = open_page(PERCEPTRON, via, site=own_policy)
    assert (
        page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
    )
    assert page.evaluate(MOVE_ALL) > 0
    assert page.evaluate(INJECT) == "refused"
    [problem] = open_page.take_problems()
    assert "Content Security Policy" in problem


def test_a_server_without_the_policy_would_be_noticed(browser, tmp_path):
    (tmp_path / "page.html").write_text("<!doctype html><p>x", "utf-8")
    site = Site(tmp_path)
    opener = Opener(browser, site)
    page = opener("page.html", wait=False)
    assert page.evaluate(INJECT) is True
    opener.close()
    site.close()
