"""Write the built book as one PDF: `make pdf`."""

import sys
from pathlib import Path

import find_chromium
import pdf_book
import pdf_print

from nnbook_sphinx.page import downloads

HTML = Path(__file__).resolve().parents[1] / "_build" / "html"


def write(html, target):
    """Write the book built in the folder `html` to the file `target`."""
    chromium = find_chromium.wanted()
    page = html.parent / "pdf" / "book.html"
    page.parent.mkdir(exist_ok=True)
    page.write_text(pdf_book.book(html), encoding="utf-8")
    printed, headings = pdf_print.print_pdf(page.as_uri(), chromium)
    return pdf_print.finish(printed, headings, pdf_book.facts(), target)


def main():
    """Write the PDF of the book that `make book` has built."""
    if not (HTML / "index.html").is_file():
        sys.exit("The book is not built yet: run `make book` first.")
    target = HTML.parent / downloads.PDF
    count = write(HTML, target)
    downloads.offer(target, HTML)
    print(f"{target}: {count} pages, {downloads.megabytes(target)}.")


if __name__ == "__main__":
    main()
