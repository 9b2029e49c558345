"""Print the links of the built book that lead out of it, page by page.

    python scripts/outside_links.py              the book in _build/html
    python scripts/outside_links.py FOLDER       a book built elsewhere

Nothing is fetched. The list is for whoever wants to see, now and then, if
the addresses still answer.
"""

import sys
from html.parser import HTMLParser
from pathlib import Path

BOOK = Path(__file__).resolve().parents[1] / "_build" / "html"


class Outside(HTMLParser):
    """The addresses that a page links to on other hosts, each once."""

    def __init__(self, text):
        super().__init__()
        self.addresses = {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Called by the parser for each element."""
        address = dict(attrs).get("href") or ""
        if tag == "a" and "://" in address:
            self.addresses[address] = True


def main(folder):
    """Print each page that has such links, and below it the links."""
    pages = sorted(folder.rglob("*.html"))
    if not pages:
        return f"there is no page in {folder}: build the book first"
    for page in pages:
        found = Outside(page.read_text(encoding="utf-8")).addresses
        if found:
            print(page.relative_to(folder).as_posix())
            print("".join(f"    {address}\n" for address in found))
    return None


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else BOOK))
