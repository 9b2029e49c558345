"""The one page that the PDF is printed from: whole, in order, without dead
ends."""

import collections
import copy
import functools
import re

import pytest
from bs4 import BeautifulSoup
from built import HTML, documents

from scripts import pdf
from scripts.pdf import appendix, pages

FOLDED = "#hints, #answers, #solutions"
SITE = "https://book.example.org/"
WIDTH = 605  # px, of the text on paper: 160 mm
# Elements that reach beyond the text's right edge, and by how much.
TOO_WIDE = """() => {
  const edge = document.body.getBoundingClientRect().right + 1;
  const reach = (tag) => {
    const range = document.createRange();
    range.selectNodeContents(tag);
    return Math.max(...[tag, range].map(
      (thing) => thing.getBoundingClientRect().right));
  };
  return [...document.querySelectorAll("pre, table, math, img, svg, p, h2")]
    .filter((tag) => reach(tag) > edge)
    .map((tag) => `${tag.tagName}: ${tag.textContent.slice(0, 60)}`);
}"""


def parsed(text):
    return BeautifulSoup(text, "html.parser")


def squeezed(text):
    return re.sub(r"\s+", "", text)


@functools.cache
def built(name):
    """The article of a built page, without what only works on a screen."""
    text = (HTML / f"{name}.html").read_text(encoding="utf-8")
    article = parsed(text).select_one("article.bd-article")
    for tag in article.select(pages.ON_SCREEN):
        tag.decompose()
    return article


@pytest.fixture(scope="module")
def text():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NNBOOK_SITE", SITE)
        return pdf.book.book(HTML)


@pytest.fixture(scope="module")
def book(text):
    return parsed(text)


def test_every_id_is_there_once(book):
    ids = collections.Counter(tag["id"] for tag in book.select("[id]"))
    assert len(ids) > 300
    assert [name for name, count in ids.items() if count > 1] == []


def test_every_link_inside_leads_somewhere(book):
    ids = {tag["id"] for tag in book.select("[id]")}
    links = [a["href"] for a in book.select("a[href]")]
    inside = [link for link in links if link.startswith("#")]
    assert len(inside) > 500
    assert [link for link in inside if link[1:] not in ids] == []
    outside = {link for link in links if not link.startswith("#")}
    assert [x for x in outside if not re.match(r"https?://", x)] == []


def test_every_reference_inside_a_drawing_leads_somewhere(book):
    ids = {tag["id"] for tag in book.select("svg [id]")}
    used = set(re.findall(r'"url\(#([^)]+)\)"', str(book)))
    assert used
    assert used <= ids


def test_every_chapter_is_there_in_order(book):
    names = [name.rpartition("/")[2] for name in documents()]
    found = [tag["id"] for tag in book.select(".nn-chapter")]
    assert found == [*names, "hints", "answers", "solutions"]
    for name in list(documents())[1:]:
        title = built(name).h1.get_text()
        chapter = book.find(id=name.rpartition("/")[2])
        assert chapter.h1.get_text().endswith(title)


def test_the_contents_name_every_chapter_and_section(book):
    names = [a["href"][1:] for a in book.select(".nn-contents a")]
    wanted = []
    for chapter in book.select(".nn-chapter"):
        wanted.append(chapter["id"])
        if not chapter.select_one(".nn-entry"):
            wanted += [h2.parent["id"] for h2 in chapter.select("h2")]
    assert names == wanted


def test_every_explorable_has_its_still_picture(book):
    count = 0
    for name in documents():
        article = built(name)
        chapter = book.find(id=name.rpartition("/")[2])
        stills = [
            still.title.get_text()
            for still in article.select(".nnw-still:has(svg)")
            if not still.details
        ]
        there = [svg.title.get_text() for svg in chapter.select("svg")]
        assert there == stills, name
        count += len(there)
    assert count > 25


def test_every_picture_has_words(book):
    for image in book.select("img"):
        assert " " in image["alt"], image["src"]
        assert (HTML.parent / "pdf" / image["src"]).resolve().is_file()
    for drawing in book.select("svg"):
        assert drawing["role"] == "img"
        assert len(drawing.title.get_text()) > 20


def test_nothing_that_only_works_on_a_screen_is_left(book):
    gone = "script, button, noscript, details, summary, input, iframe"
    assert book.select(f"{gone}, .headerlink, [onclick]") == []
    assert book.select('[loading="lazy"], [hidden]') == []


def test_nothing_of_the_chapters_is_lost(book):
    said = squeezed(book.body.get_text())
    counts = collections.Counter()
    for name in documents():
        article = copy.copy(built(name))
        downloads = article.select_one(".nn-downloads")
        if downloads:
            downloads.find_parent("section").decompose()
        # What folds is looked for as its own words.
        folded = article.select(".nnw-answers p, .text_html details p")
        texts = [tag.get_text() for tag in folded]
        for tag in article.select(".nnw-still"):
            tag.decompose()
        for tag in article.select(".text_html details:first-child"):
            tag.find_parent(class_="cell").decompose()
        tags = article.select("p, pre, td:not(:has(p)), dt, h2, h3")
        texts += [
            tag.get_text()
            for tag in tags
            if "admonition-title" not in tag.get("class", [])
        ]
        assert texts
        counts.update(map(squeezed, texts))
    # As often as in the chapters, for "Predict first:" stands in many.
    assert [t for t, n in counts.items() if said.count(t) < n] == []


def test_solutions_stand_in_the_appendix_with_ways_there_and_back(book):
    solutions = book.find(id="solutions")
    cells = [
        pre
        for name in documents()
        for pre in built(name).select(".tag_hide-cell .cell_input pre")
    ]
    assert len(cells) > 30
    assert len(solutions.select(".cell_input pre")) == len(cells)
    for entry in book.select(".nn-entry"):
        section = entry.select_one(".nn-back a")["href"][1:]
        way = book.find(id=section).find("a", href=f"#{entry['id']}")
        assert way is not None, entry.h3.get_text()
    for chapter in book.select(f".nn-chapter:not({FOLDED})"):
        assert "# Solution" not in chapter.get_text()


def test_every_question_has_its_answers(book):
    asked = book.select(".nn-question, .nn-review > ol > li")
    assert len(asked) > 30
    answers = book.find(id="answers")
    assert len(answers.select(".nn-answer")) == len(asked)
    for answer in answers.select(".nn-answer"):
        said = answer.get_text()
        assert said.count("Right.") == 1
        assert said.count("Not so.") >= 1


def test_a_link_out_of_the_book_by_a_dead_path_is_an_error():
    body = parsed('<section><a href="lost.html#x">x</a></section>').section
    made = pages.Chapter("chapters/one", "", body, {})
    with pytest.raises(ValueError, match="no page of the book"):
        pages.rename(made, {"chapters/one.html": "one"})


def test_folded_text_that_nobody_placed_is_an_error():
    body = parsed(
        '<section id="a"><h2>A</h2><details><summary>More</summary>'
        "<p>text</p></details></section>"
    ).section
    made = pages.Chapter("chapters/one", "", body, {})
    with pytest.raises(ValueError, match="where it belongs in print"):
        appendix.Appendix().take(made)


def test_each_still_leads_to_the_living_picture(book):
    links = [a["href"] for a in book.select(".nn-figure .nn-caption a")]
    assert len(links) == len(book.select(".nn-figure svg")) > 25
    for link in links:
        path, _, name = link.removeprefix(SITE).partition("#")
        assert built(path.removesuffix(".html")).find(id=name)


def test_the_title_page_says_where_the_interactive_book_is(book):
    title = book.select_one(".nn-title")
    assert title.select_one(f'.nn-imprint a[href="{SITE}"]')
    assert re.search(r"Version \d+\.\d+", title.get_text())
    nowhere = pdf.book.facts()._replace(site="", source="")
    assert "make book" in pdf.book.interactive(nowhere)
    assert "href" not in pdf.book.interactive(nowhere)


def test_nothing_reaches_beyond_the_right_edge(browser, text):
    path = HTML.parent / "pdf" / "test.html"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    page = browser.new_page(viewport={"width": WIDTH, "height": 900})
    page.emulate_media(media="print")
    page.goto(path.as_uri())
    page.evaluate("document.fonts.ready")
    try:
        assert page.evaluate(TOO_WIDE) == []
    finally:
        page.close()
        path.unlink()
