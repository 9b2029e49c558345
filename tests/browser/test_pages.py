"""Every page, over http and from disk: whole, quiet, and nothing cut off."""

import re

import pytest
from built import HTML, PAGES, PERCEPTRON, ROOT, chapters
from links import dead, read

from nnbook_sphinx.widgets.state import host_script

every_page = pytest.mark.parametrize("name", PAGES)
every_chapter = pytest.mark.parametrize("name", chapters())
both_ways = pytest.mark.parametrize("via", ["http", "file"])

# What a reader reads, and what is read out: texts outside code and formulas,
# and the labels of things.
TEXTS = """() => {
  const skip = "script, style, pre, code, math, textarea, noscript";
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walk.nextNode()) {
    if (!walk.currentNode.parentElement.closest(skip)) {
      texts.push(walk.currentNode.data);
    }
  }
  for (const name of ["alt", "title", "aria-label"]) {
    for (const node of document.querySelectorAll(`[${name}]`)) {
      texts.push(node.getAttribute(name));
    }
  }
  return texts;
}"""
# Also those further down, which wait until they are needed; one that is not a
# picture is an error.
LOAD_PICTURES = """() => Promise.all([...document.images].map((image) => {
  image.loading = "eager";
  return image.decode();
}))"""
RAW_TEX = re.compile(r"\$[^$\n]+\$|\\[a-zA-Z({\[]|\^\{|_\{")


def shown(page, selector):
    """The elements of `selector` that can be seen."""
    return [e for e in page.query_selector_all(selector) if e.is_visible()]


@both_ways
@every_page
def test_the_page_is_whole_and_quiet(open_page, name, via):
    page = open_page(name, via)
    assert page.title()
    assert len(shown(page, "h1")) == 1
    assert [t for t in page.evaluate(TEXTS) if RAW_TEX.search(t)] == []
    assert page.query_selector_all("merror, .nnw-notice, .nnw-still") == []
    nameless = "img:not([alt]), img[alt=''], svg[role=img]:not([aria-label])"
    assert page.query_selector_all(nameless) == []
    page.evaluate(LOAD_PICTURES)
    ids = page.eval_on_selector_all("[id]", "(all) => all.map((e) => e.id)")
    assert sorted(ids) == sorted(set(ids))


@every_chapter
def test_formulas_are_mathml(kept_page, name):
    source = (ROOT / name).with_suffix(".ipynb")
    source = source if source.exists() else source.with_suffix(".md")
    page = kept_page(name)
    heights = page.eval_on_selector_all(
        "article math",
        """(all) => all
          .filter((m) => m.checkVisibility() && !m.closest(".nnw-view"))
          .map((m) => m.getBoundingClientRect().height)""",
    )
    prose = re.sub(r"(?ms)^```\w.*?^```", "", source.read_text("utf-8"))
    assert bool(heights) == ("$" in prose)
    assert all(height > 5 for height in heights)


@both_ways
def test_search_finds_a_word(open_page, via):
    page = open_page("search.html?q=perceptron", via)
    page.wait_for_selector("#search-results li a")
    links = page.eval_on_selector_all(
        "#search-results li a", "(all) => all.map((a) => a.href)"
    )
    assert any(PERCEPTRON in link for link in links)


@both_ways
def test_the_search_field_of_a_page_leads_to_the_results(open_page, via):
    page = open_page(PERCEPTRON, via)
    page.keyboard.press("Control+k")
    page.keyboard.type("weights")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li a")
    assert "search.html" in page.url


@both_ways
def test_the_start_page_leads_to_the_first(open_page, via):
    page = open_page("index.html", via, wait=False)
    page.wait_for_url(f"**/{chapters()[0]}")


@both_ways
def test_the_theme_button_switches_and_is_remembered(open_page, via):
    page = open_page(PERCEPTRON, via)
    paper = "() => getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    seen = {light}
    for _ in range(3):  # auto, light, dark, in the theme's order
        page.locator("button.theme-switch-button:visible").first.click()
        seen.add(page.evaluate(paper))
        if page.get_attribute("html", "data-theme") == "dark":
            break
    assert len(seen) == 2
    page.reload()
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.evaluate(paper) != light


@both_ways
@every_chapter
def test_without_javascript_every_explorable_leaves_a_picture(
    open_page, name, via
):
    page = open_page(name, via, java_script_enabled=False, wait=False)
    views = page.locator('script[type*="widget-view"]').count()
    stills = page.locator(".nnw-still:has(> svg, > ol)")
    assert stills.count() == views
    for still in stills.all():
        box = still.bounding_box()
        assert box["width"] > 200
        assert box["height"] > 50
        assert still.text_content().strip()


# ---- What can be read off the files, without a browser.


@pytest.fixture(scope="module")
def files(site):
    """Every HTML file of the book, read."""
    return read(HTML)


def test_every_document_of_the_toc_is_built(files):
    assert set(PAGES) <= files.keys()


def test_every_link_leads_somewhere(files):
    assert dead(HTML, files) == []


def test_no_page_loads_anything_from_elsewhere(files):
    outside = [
        f"{name}: {address}"
        for name, page in files.items()
        for address in page.loaded
        if address and re.match(r"\w+:(?!image/)|//", address)
    ]
    assert outside == []


def test_no_page_and_no_script_brings_mathjax_or_require_js():
    # mathjax_ignore is a class that Sphinx puts on every page.
    words = re.compile(r"mathjax(?!_ignore)|require\.?js|html-manager", re.I)
    found = [
        f"{path.relative_to(HTML)}: {match[0]}"
        for path in HTML.rglob("*")
        if path.suffix in (".html", ".js") and "_sources" not in path.parts
        for match in words.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_stylesheet_names_only_files_that_are_there():
    sheet = HTML / "_static" / "nnbook-all.css"
    text = sheet.read_text(encoding="utf-8")
    urls = re.findall(r"url\(\s*[\"']?([^)\"']+)", text)
    urls = {url for url in urls if not url.startswith(("data:", "#"))}
    missing = [url for url in urls if not (sheet.parent / url).exists()]
    assert missing == []
    assert "@import" not in text


def test_the_book_was_built_from_this_code(site):
    built = HTML / "_static" / "nnbook" / "host.js"
    message = "the built book is older than the code: run `make book`"
    assert built.read_text(encoding="utf-8") == host_script(), message
