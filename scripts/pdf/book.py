"""The book as one HTML page: title page, contents, chapters, appendices."""

import re
from html import escape
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import yaml
from bs4 import BeautifulSoup

from nnbook_sphinx.page import launch

from .appendix import Appendix
from .pages import ROOT, read, words

STYLE = Path(__file__).with_name("book.css")
# Type that is the same on every machine: Matplotlib brings it along.
FONTS = {
    "Book": [
        ("STIXGeneral", 400, "normal"),
        ("STIXGeneralItalic", 400, "italic"),
        ("STIXGeneralBol", 700, "normal"),
        ("STIXGeneralBolIta", 700, "italic"),
    ],
    "Book Sans": [
        ("DejaVuSans", 400, "normal"),
        ("DejaVuSans-Oblique", 400, "italic"),
        ("DejaVuSans-Bold", 700, "normal"),
    ],
    "Book Mono": [
        ("DejaVuSansMono", 400, "normal"),
        ("DejaVuSansMono-Bold", 700, "normal"),
    ],
}


class Facts(NamedTuple):
    """What a title page says, and what a PDF says of itself."""

    title: str
    abstract: str
    author: str
    licence: str
    version: str
    date: str  # of the commit, 2026-01-31, or ""
    commit: str
    site: str  # where the interactive book is, or ""
    source: str  # where its repository is, or ""
    keywords: tuple


def facts(root=ROOT):
    """Read the facts from _config.yml, CITATION.cff and git."""
    config = yaml.safe_load((root / "_config.yml").read_text("utf-8"))
    cited = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    repository = launch.find_repository(root)
    own = (root / ".git").exists()
    log = launch.git(root, "log", "-1", "--format=%cs %h") if own else ""
    date, _, commit = log.partition(" ")
    site = repository.site if repository else ""
    return Facts(
        title=config["title"],
        abstract=" ".join(cited["abstract"].split()),
        author=config["author"],
        licence=config["html"]["extra_footer"],
        version=str(cited["version"]),
        date=date,
        commit=commit,
        site=launch.address("NNBOOK_SITE") or site,
        source=repository.url if repository else "",
        keywords=tuple(cited["keywords"]),
    )


def book(html, root=ROOT):
    """Return the whole book, built in the folder `html`, as one page."""
    known, chapters, appendix = facts(root), read(html, root), Appendix()
    for chapter in chapters:
        appendix.take(chapter)
        draw(chapter, known.site)
    sheets = BeautifulSoup(
        (Path(html) / f"{chapters[0].name}.html").read_text("utf-8"),
        "html.parser",
    ).select('link[rel="stylesheet"]')
    appended = list(appendix.html())
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="en" data-theme="light">\n<head>',
            '<meta charset="utf-8">',
            f"<title>{escape(known.title)}</title>",
            *(stylesheet(sheet["href"]) for sheet in sheets),
            f"<style>{faces()}{STYLE.read_text('utf-8')}",
            *(running_head(c.key, heading(c)) for c in chapters),
            *(running_head(k.lower(), k) for k, _, _ in appended),
            "</style>\n</head>\n<body>",
            title_page(known),
            table_of_contents(chapters, appended),
            *(chapter_html(chapter) for chapter in chapters),
            *(appendix_html(*each) for each in appended),
            "</body>\n</html>\n",
        ]
    )


def stylesheet(address):
    """A stylesheet of the built book, seen from the folder of this page."""
    address = re.sub(r"^(\.\./)+|\?.*$", "", address)
    return f'<link rel="stylesheet" href="../html/{address}">'


def faces():
    """The rules that load the fonts."""
    folder = Path(find_spec("matplotlib").origin).parent
    folder /= "mpl-data/fonts/ttf"
    return "".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};'
        f"font-style:{style};"
        f'src:url("{(folder / name).as_uri()}.ttf")}}\n'
        for family, fonts in FONTS.items()
        for name, weight, style in fonts
    )


def heading(chapter):
    """A chapter's title with its number."""
    return f"{chapter.number} {chapter.title}".strip()


def running_head(key, title):
    """The rule that writes a title at the head of its pages."""
    text = title.replace("\\", r"\\").replace('"', r"\"")
    return (
        f'@page p-{key} {{ @top-left {{ content: "{text}"; }} }}\n'
        f'[id="{key}"] {{ page: p-{key}; }}'
    )


def draw(chapter, site):
    """Make a figure of each still picture, with a way to the live one."""
    for still in chapter.body.select(".nnw-still"):
        # No <figure>: in a PDF that is a second, nameless picture.
        still["class"] = "nn-figure"
        if site:
            name = still.find_parent("section")["id"].partition("--")[2]
            address = f"{site}{chapter.name}.html#{name}"
            caption = (
                f'<p class="nn-caption"><a href="{escape(address)}">Move this'
                " picture in the interactive book</a></p>"
            )
            still.append(BeautifulSoup(caption, "html.parser"))
        for name in ("data-model", "data-cell"):
            still.attrs.pop(name, None)


def chapter_html(chapter):
    """A chapter: its part and number above its title, and its text."""
    title = chapter.body.h1
    if chapter.number:
        number = f'<span class="nn-number">{chapter.number}</span> '
        title.insert(0, BeautifulSoup(number, "html.parser"))
    part = chapter.part and f'<p class="nn-part">{escape(chapter.part)}</p>'
    return (
        f'<section class="nn-chapter bd-article" id="{chapter.key}">'
        f"{part}{chapter.body}</section>"
    )


def appendix_html(kind, about, chapters):
    """An appendix: what it says about each chapter, entry by entry."""
    parts = [
        f'<section class="nn-chapter bd-article" id="{kind.lower()}">',
        f'<p class="nn-part">Appendix</p><h1>{kind}</h1><p>{about}</p>',
    ]
    for chapter, entries in chapters:
        parts.append(f"<section><h2>{escape(heading(chapter))}</h2>")
        parts += [entry.html() for entry in entries]
        parts.append("</section>")
    return "\n".join([*parts, "</section>"])


def title_page(known):
    """The first page."""
    version = f"Version {known.version}"
    if known.date:
        version += f", {known.date} ({known.commit})"
    return f"""<header class="nn-title">
<h1>{escape(known.title)}</h1>
<p class="nn-subtitle">{escape(known.abstract)}</p>
<p class="nn-author">{escape(known.author)}</p>
{DRAWING}
<div class="nn-imprint">
<p>{escape(version)}</p>
<p>{escape(known.licence)}</p>
<p>{interactive(known)}</p>
</div>
</header>"""


def interactive(known):
    """How a reader of the PDF gets the pictures that can be moved."""
    says = "In the interactive book the pictures can be moved. "
    if known.site:
        return f"{says}Read it at {anchor(known.site)}"
    if known.source:
        return f"{says}Its source is at {anchor(known.source)}"
    here = "In a copy of its repository, <code>make book</code> builds it."
    return says + here


def anchor(address):
    """A link that shows its address."""
    return f'<a href="{escape(address)}">{escape(address)}</a>'


def table_of_contents(chapters, appended):
    """The contents: parts, chapters and their sections, with pages."""
    parts = [
        listing(part, map(chapter_line, group))
        for part, group in groupby(chapters, lambda chapter: chapter.part)
    ]
    lines = [f"<li>{line(kind.lower(), kind)}</li>" for kind, _, _ in appended]
    parts.append(listing("Appendix", lines))
    return (
        '<nav class="nn-contents" id="contents" aria-label="Contents">'
        "<h1>Contents</h1>" + "\n".join(parts) + "</nav>"
    )


def listing(part, lines):
    """A part's lines in the contents, below its name."""
    name = f'<p class="nn-part">{escape(part)}</p>' if part else ""
    return f"{name}<ul>{''.join(lines)}</ul>"


def chapter_line(chapter):
    """A chapter's line in the contents, and those of its sections."""
    number = f"<b>{chapter.number}</b> " if chapter.number else ""
    sections = "".join(
        f"<li>{line(found.parent['id'], escape(words(found)))}</li>"
        for found in chapter.body.select("h2")
    )
    below = f"<ul>{sections}</ul>" if sections else ""
    title = number + escape(chapter.title)
    return f"<li>{line(chapter.key, title)}{below}</li>"


def line(name, title):
    """A line of the contents: a title, dots and a page."""
    return (
        f'<a class="nn-line" href="#{name}"><span>{title}</span>'
        '<span class="nn-dots"></span><span class="nn-page">000</span></a>'
    )


# A neuron for the title page: two inputs, their sum, and what comes of it.
DRAWING = """<svg class="nn-drawing" viewBox="0 0 640 260" role="img">
<title>A neuron: inputs with weights, their sum z, an activation function,
and its output a</title>
<g fill="none" stroke-linecap="round">
<path d="M60 60L288 130" stroke="#1f6fb4" stroke-width="7"/>
<path d="M60 200L288 130" stroke="#b85a00" stroke-width="4"
 stroke-dasharray="14 10"/>
<path d="M288 130H590" stroke="#1c2430" stroke-width="3"/>
</g>
<g fill="#fff" stroke="#1c2430" stroke-width="3">
<circle cx="60" cy="60" r="36"/><circle cx="60" cy="200" r="36"/>
<circle cx="288" cy="130" r="46"/>
<rect x="374" y="76" width="130" height="108" rx="12"/>
<circle cx="586" cy="130" r="40"/>
</g>
<path d="M390 164C428 162 432 140 439 130S450 98 488 96" fill="none"
 stroke="#1c2430" stroke-width="4"/>
<circle cx="455" cy="108" r="7" fill="#1c2430"/>
<g class="nn-letters" text-anchor="middle">
<text x="60" y="69">x<tspan dy="7" font-size="17">1</tspan></text>
<text x="60" y="209">x<tspan dy="7" font-size="17">2</tspan></text>
<text x="288" y="140">z</text><text x="586" y="140">a</text>
</g>
</svg>"""
