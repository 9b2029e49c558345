"""The zip for offline reading: unpacked, opened from disk, used."""

import zipfile

import pytest
from built import HTML, PERCEPTRON, Site

from scripts import offline


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("offline")
    offline.pack(HTML, folder / "book.zip")
    with zipfile.ZipFile(folder / "book.zip") as book:
        book.extractall(folder)
    site = Site(folder / offline.NAME)
    yield site
    site.close()


def test_a_slider_moves_its_picture(open_page, unpacked):
    page = open_page(PERCEPTRON, "file", site=unpacked)
    panel = page.locator(".nnx-panel").first
    before = panel.inner_text()
    panel.locator(".nnw-range").first.press("ArrowRight")
    page.wait_for_function(
        "(was) => document.querySelector('.nnx-panel').innerText !== was",
        arg=before,
    )


def test_search_works(open_page, unpacked):
    page = open_page("search.html?q=perceptron", "file", site=unpacked)
    page.wait_for_selector("#search-results li a")


def test_quizzes_have_answers_without_javascript(open_page, unpacked):
    page = open_page(
        PERCEPTRON, "file", site=unpacked, java_script_enabled=False, wait=False
    )  # fmt: skip
    answers = page.locator("details.nnw-answers")
    assert answers.count() >= 3
    first = answers.first
    assert not first.locator("li").first.is_visible()
    first.locator("summary").click()
    assert first.get_by_text("Right.").is_visible()
    assert page.locator(".nnw-caption").first.is_visible()
