"""Links to the whole book in one file, where there is such a file.

`make pdf` and `make offline` put their file beside the built pages. The place
for the links, an empty `<div class="nn-downloads">`, is filled after that; so
a link to a file that nobody made is never shown. A file that is older than
the pages is removed when they are built: it would hold another book.
"""

import os
import re
import shutil
from pathlib import Path

PDF = "nnbook.pdf"
ZIP = "nnbook-offline.zip"
# File, what the link says, what follows it.
OFFERS = [
    (PDF, "The whole book as a PDF", ""),
    (ZIP, "The whole book as a zip", ": unpack it and open index.html"),
]
PLACE = re.compile(r'(<div class="nn-downloads">).*?(</div>)', re.DOTALL)


def links(folder, way, without=()):
    """The links to the files in a folder, as HTML; `way` leads there."""
    items = "".join(
        f'<li><p><a href="{way}{name}">{says}</a>'
        f" ({megabytes(folder / name)}){after}</p></li>\n"
        for name, says, after in OFFERS
        if name not in without and (folder / name).is_file()
    )
    return f'<ul class="simple">\n{items}</ul>' if items else ""


def megabytes(path):
    """The size of a file as a reader wants it."""
    return f"{max(path.stat().st_size / 1e6, 0.1):.1f} MB"


def filled(path, folder, without=()):
    """The text of a page, with links to the files that are in the folder."""
    way = "../" * (len(path.relative_to(folder).parts) - 1)
    offered = links(folder, way, without)
    text = path.read_text(encoding="utf-8")
    return PLACE.sub(lambda found: found[1] + offered + found[2], text)


def update(folder):
    """Fill the place for the links in every built page that has one."""
    for path in Path(folder).rglob("*.html"):
        text = filled(path, Path(folder))
        if text != path.read_text(encoding="utf-8"):
            changed = path.stat().st_mtime
            path.write_text(text, encoding="utf-8")
            # The page itself is no newer than the files made from it.
            os.utime(path, (changed, changed))


def offer(target, folder):
    """Put a finished file beside the built pages, and link to it there."""
    shutil.copyfile(target, folder / target.name)
    update(folder)


def remove_outdated(folder, pages):
    """Remove the files that are older than one of the pages."""
    newest = max((page.stat().st_mtime for page in pages), default=0)
    for name, _, _ in OFFERS:
        path = Path(folder) / name
        if path.is_file() and path.stat().st_mtime < newest:
            path.unlink()


def renew(app, out):
    """Remove the files of another book, link to those of this one."""
    pages = [out / f"{name}.html" for name in app.env.found_docs]
    remove_outdated(out, filter(Path.is_file, pages))
    update(out)
