"""What the pages of a built book link to and load, read off the files."""

from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

LOADING = {"script", "img", "iframe", "source", "video", "embed", "object"}
# Elements without an end.
EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link",
         "meta", "source", "track", "wbr"}  # fmt: skip


class Links(HTMLParser):
    """The ids of a page, its links, what it loads, and what is no link.

    A reference that was not resolved has the class `xref` and no link
    around it, or is marked as a problem: `unresolved` has its names.
    """

    def __init__(self, path):
        super().__init__()
        self.ids, self.links, self.loaded = set(), [], []
        self.unresolved, self.open = [], []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.ids.update(v for k, v in attrs.items() if k in ("id", "name"))
        if tag == "a" and attrs.get("href"):
            self.links.append(attrs["href"])
        if tag == "link" and attrs.get("rel") != "canonical":
            self.loaded.append(attrs.get("href"))
        if tag in LOADING:
            self.loaded += [attrs.get(k) for k in ("src", "srcset", "data")]
        classes = (attrs.get("class") or "").split()
        lost = "xref" in classes and "a" not in self.open
        if lost or "problematic" in classes:
            self.unresolved.append(attrs["class"])
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass


def read(folder):
    """Every HTML file of a built book, read: `Links` by path."""
    paths = (p for p in folder.rglob("*.html") if "_static" not in p.parts)
    return {p.relative_to(folder).as_posix(): Links(p) for p in paths}


def dead(folder, files):
    """The links and pictures that lead nowhere, each with its page."""
    broken = []
    for name, page in files.items():
        for link in [*page.links, *filter(None, page.loaded)]:
            if urlsplit(link).scheme:
                continue
            target = urlsplit(urljoin(f"/{name}", link))
            path, anchor = unquote(target.path)[1:], unquote(target.fragment)
            if not (folder / path).is_file():
                broken.append(f"{name}: {link}")
            elif anchor.startswith("nn="):
                continue  # the state of a picture, not a place
            elif anchor and path in files and anchor not in files[path].ids:
                broken.append(f"{name}: {link}: there is no such anchor")
    return broken
