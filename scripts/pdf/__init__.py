"""The built book as one PDF: `make pdf`."""

from scripts import find_chromium

from . import book, printing


def write(html, target):
    """Write the book built in the folder `html` to the file `target`.

    Returns the number of its pages. Chromium prints them.
    """
    chromium = find_chromium.wanted()
    page = html.parent / "pdf" / "book.html"
    page.parent.mkdir(exist_ok=True)
    page.write_text(book.book(html), encoding="utf-8")
    printed, headings = printing.print_pdf(page.as_uri(), chromium)
    return printing.finish(printed, headings, book.facts(), target)
