"""The built pages as one page to print: their texts, ids and links.

Each chapter's article is taken from its built page. What only works on a
screen goes. Every id gets the name of its page in front of it, and every link
to a page of the book becomes a link within the one page.
"""

import json
import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from bs4 import BeautifulSoup, Comment, Tag

ROOT = Path(__file__).resolve().parents[2]
STATE = 'script[type="application/vnd.jupyter.widget-state+json"]'
VIEW = 'script[type="application/vnd.jupyter.widget-view+json"]'
ON_SCREEN = (
    "script, button, noscript, a.headerlink, div.toctree-wrapper,"
    " p.nnw-caption"
)
# Attributes that hold the ids of other elements.
REFERRING = ("aria-labelledby", "aria-describedby", "headers", "for")
# The first page is named after the book; in the book it needs another name.
FIRST = "About this book"


@dataclass
class Chapter:
    """A page of the book on its way into the PDF."""

    name: str  # chapters/02-perceptron
    part: str  # the caption of its part in _toc.yml
    body: Tag
    state: dict = field(repr=False)
    title: str = ""

    @property
    def key(self):
        """What stands in front of its ids: 02-perceptron."""
        return posixpath.basename(self.name)

    @property
    def number(self):
        """The chapter's number as its exercises have it, or ''."""
        found = re.match(r"0*(\d+[a-z]?)-", self.key)
        return found[1] if found else ""


def contents(root=ROOT):
    """Yield (page, part) for every page, in the order of _toc.yml."""
    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    yield toc["root"], ""
    for part in toc["parts"]:
        for entry in part["chapters"]:
            yield entry["file"], part["caption"]


def read(html, root=ROOT):
    """Return the book's chapters from the built pages in `html`."""
    pages = list(contents(root))
    keys = {f"{name}.html": posixpath.basename(name) for name, _ in pages}
    return [chapter(html, name, part, keys) for name, part in pages]


def chapter(html, name, part, keys):
    """Read one page, without what only works on a screen."""
    path = Path(html) / f"{name}.html"
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    body = soup.select_one("article.bd-article > section")
    if body is None:
        raise ValueError(
            f"{path} holds no article: expected a page that `make book` built"
        )
    found = soup.select_one(STATE)
    state = json.loads(found.string)["state"] if found else {}
    made = Chapter(name, part, body.extract(), state)
    remember_models(made.body)
    tidy(made.body)
    number_drawings(made.body)
    rename(made, keys)
    for image in made.body.select("img"):
        settle(image, name)
    heading = made.body.h1
    if not part:
        heading.string = FIRST
    made.title = words(heading)
    return made


def words(tag):
    """The text of an element on one line."""
    return " ".join(tag.get_text().split())


def remember_models(body):
    """Note at each widget's place which model it shows."""
    for view in body.select(VIEW):
        still = view.find_previous_sibling(class_="nnw-still")
        if still:
            still["data-model"] = json.loads(view.string)["model_id"]


def tidy(body):
    """Remove what only works on a screen, and the offer of this very file."""
    for tag in body.select(ON_SCREEN):
        tag.decompose()
    for downloads in body.select(".nn-downloads"):
        downloads.find_parent("section").decompose()
    for link in body.select("a.nn-notebooks"):  # a file beside the pages
        link.unwrap()
    for comment in body.find_all(string=lambda s: isinstance(s, Comment)):
        comment.extract()


def number_drawings(body):
    """Equal drawings on one page have equal ids inside: number them."""
    for number, drawing in enumerate(body.select("svg")):
        for tag in drawing.select("[id]"):
            old, new = tag["id"], f"{tag['id']}-{number}"
            tag["id"] = new
            for user in drawing.find_all(True):
                for name, value in user.attrs.items():
                    if value in (f"url(#{old})", f"#{old}"):
                        user[name] = value.replace(old, new)


def rename(made, keys):
    """Put the page's name before its ids, and turn its links inwards."""
    for tag in [made.body, *made.body.find_all(True)]:
        if "id" in tag.attrs:
            tag["id"] = inside(made.key, tag["id"])
        for name in REFERRING:
            if name in tag.attrs:
                value = tag[name]
                ids = value.split() if isinstance(value, str) else value
                tag[name] = " ".join(inside(made.key, i) for i in ids)
        for name, value in list(tag.attrs.items()):
            if isinstance(value, str) and value.startswith("url(#"):
                tag[name] = value.replace("url(#", f"url(#{made.key}--")
    for link in made.body.select("a[href]"):
        link["href"] = turned(link["href"], made, keys)


def inside(key, name):
    """The id that `name` of the page `key` has in the one page."""
    return f"{key}--{name}"


def turned(address, made, keys):
    """A link's address as it is in the one page."""
    if "://" in address or address.startswith("mailto:"):
        return address
    path, _, name = address.partition("#")
    here = posixpath.dirname(made.name)
    page = posixpath.normpath(posixpath.join(here, path))
    key = keys.get(page) if path else made.key
    if key is None:
        raise ValueError(
            f"{made.name} links to {address}, which is no page of the book:"
            " in the PDF that link would be dead"
        )
    # A link with a picture's numbers (links.py): here the pictures are still.
    if not name or name.startswith("nn="):
        return f"#{key}"
    return f"#{inside(key, name)}"


def settle(image, name):
    """Let an image load at once, from the place where the book is built."""
    for attribute in ("loading", "decoding"):
        image.attrs.pop(attribute, None)
    here = posixpath.join(posixpath.dirname(name), image["src"])
    image["src"] = f"../html/{posixpath.normpath(here)}"
