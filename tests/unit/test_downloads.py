"""Links to the PDF and the zip: shown when, and only when, there is one."""

import os

import pytest

from nnbook_sphinx.page import downloads

PAGE = '<p>Before.</p><div class="nn-downloads"></div><p>After.</p>'


@pytest.fixture
def book(tmp_path):
    """A built book of one page, that has the place for the links."""
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "index.html").write_text(PAGE, encoding="utf-8")
    return tmp_path


def page(book):
    return (book / "chapters" / "index.html").read_text("utf-8")


def make(book, name):
    (book / name).write_bytes(b"0" * 1_600_000)


def test_without_files_there_is_no_link(book):
    downloads.update(book)
    assert page(book) == PAGE


def test_each_file_has_its_link_and_its_size(book):
    make(book, downloads.PDF)
    downloads.update(book)
    assert 'href="../nnbook.pdf"' in page(book)
    assert "(1.6 MB)" in page(book)
    assert downloads.ZIP not in page(book)
    make(book, downloads.ZIP)
    downloads.update(book)
    assert page(book).count("<li>") == 2
    assert page(book).endswith("</div><p>After.</p>")


def test_a_link_goes_when_its_file_is_gone(book):
    make(book, downloads.PDF)
    downloads.update(book)
    (book / downloads.PDF).unlink()
    downloads.update(book)
    assert page(book) == PAGE


def test_a_page_in_the_zip_does_not_offer_the_zip(book):
    make(book, downloads.PDF)
    make(book, downloads.ZIP)
    path = book / "chapters" / "index.html"
    text = downloads.filled(path, book, without=[downloads.ZIP])
    assert downloads.PDF in text
    assert downloads.ZIP not in text


def test_a_file_older_than_a_page_is_removed(book):
    make(book, downloads.PDF)
    make(book, downloads.ZIP)
    path = book / "chapters" / "index.html"
    for name, when in ((downloads.PDF, 100), (downloads.ZIP, 300)):
        os.utime(book / name, (when, when))
    os.utime(path, (200, 200))
    downloads.remove_outdated(book, [path])
    assert not (book / downloads.PDF).exists()
    assert (book / downloads.ZIP).exists()


def test_writing_the_links_does_not_make_the_page_newer(book):
    make(book, downloads.PDF)
    path = book / "chapters" / "index.html"
    os.utime(path, (200, 200))
    downloads.update(book)
    assert downloads.PDF in page(book)
    assert path.stat().st_mtime == 200
