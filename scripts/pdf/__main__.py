"""Write the built book as one PDF: `make pdf`."""

import sys
from pathlib import Path

from nnbook_sphinx.page import downloads

from . import write

HTML = Path(__file__).resolve().parents[2] / "_build" / "html"


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
