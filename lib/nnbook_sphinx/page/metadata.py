"""What a page says of itself to search engines and where it is shared.

The description is the sentence that the start page's contents give the
chapter; else `description` in a Markdown page's front matter; else the first
sentence of the chapter's idea. Addresses must be absolute, so they are left
out where the site's address is not known (launch.py finds it).
"""

import re
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import urljoin

from docutils import nodes

from nnbook.explorables.text import plain_tex, plain_text

from . import cards

LONGEST = 200  # letters; search engines and messengers cut off more
LISTED = re.compile(
    r"^- \[[^]]*\]\((?P<file>[\w-]+)\.(?:ipynb|md)\): (?P<says>.+)$", re.M
)
# How a chapter begins before it comes to the point.
OPENINGS = ("You will be able to", "You need")


@cache
def listed(index):
    """What the start page's contents say of each chapter, by file name."""
    found = LISTED.finditer(Path(index).read_text(encoding="utf-8"))
    return {match["file"]: match["says"] for match in found}


def plain(node):
    """The words of a paragraph, its formulas in Unicode, on one line."""
    if isinstance(node, nodes.math):
        return plain_tex(node.astext())
    if isinstance(node, nodes.Text):
        return str(node)
    if "bibtex" in str(node.get("classes", "")) or isinstance(
        node, nodes.footnote_reference | nodes.raw | nodes.image
    ):
        return ""
    return "".join(plain(child) for child in node.children)


def sentence(words):
    """The first sentence of a text, shortened where it is very long."""
    words = " ".join(words.split())
    first = re.match(r".{40,}?[.?!](?=\s|$)|.+", words)
    return shorten(first[0]) if first else ""


def shorten(words):
    """A text of at most LONGEST letters, cut between words."""
    if len(words) <= LONGEST:
        return words
    return words[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def opening(doctree):
    """The first sentence of the idea, or of the first plain paragraph."""
    idea = [
        section
        for section in doctree.findall(nodes.section)
        if section[0].astext() == "The idea"
    ]
    for part in [*idea, doctree]:
        for paragraph in part.findall(nodes.paragraph):
            words = plain(paragraph)
            if isinstance(
                paragraph.parent, nodes.section
            ) and not words.startswith(OPENINGS):
                return sentence(words)
    return ""


def description(app, pagename, doctree):
    """One sentence about a page."""
    given = app.env.metadata.get(pagename, {}).get("description")
    index = Path(app.env.doc2path(app.config.root_doc))
    said = {}
    if index.suffix == ".md" and pagename != app.config.root_doc:
        said = listed(str(index))
    said = given or said.get(pagename.rsplit("/", 1)[-1])
    if said:
        said = shorten(plain_text(" ".join(said.split())))
        return said[:1].upper() + said[1:]
    return opening(doctree)


def tags(app, pagename, title, doctree):
    """The (attribute, name, content) of each meta element of a page."""
    book = app.config.html_title
    says = description(app, pagename, doctree)
    if says:
        yield "name", "description", says
        yield "property", "og:description", says
    yield "property", "og:title", title
    yield "property", "og:site_name", book
    yield "property", "og:type", "article"
    site = app.config.html_baseurl
    if site:
        yield "property", "og:url", urljoin(site, f"{pagename}.html")
        yield "property", "og:image", urljoin(site, cards.address(pagename))
        yield "property", "og:image:width", str(cards.SIZE[0])
        yield "property", "og:image:height", str(cards.SIZE[1])
        yield "property", "og:image:alt", f"{title}, with a drawing of it"
        yield "name", "twitter:card", "summary_large_image"


def prepare_page(app, pagename, templatename, context, doctree):
    """Write the meta elements of a page."""
    if doctree is None:  # search, index of names
        return
    title = app.env.titles[pagename].astext()
    written = "".join(
        f'\n    <meta {attribute}="{name}" content="{escape(content)}" />'
        for attribute, name, content in tags(app, pagename, title, doctree)
    )
    context["metatags"] = context.get("metatags", "") + written


def setup(app):
    """Connect to Sphinx."""
    app.connect("builder-inited", lambda app: listed.cache_clear())
