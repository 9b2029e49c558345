"""What is done to a finished page and to the finished book, in order.

Sphinx orders what its extensions do by numbers, given wherever each of them
connects. The book's own part in it is one handler of each event, after all
others; what that does stands here.
"""

from pathlib import Path

from ..widgets import state, stills
from . import (
    assets,
    cards,
    downloads,
    launch,
    metadata,
    notebooks,
    pictures,
    policy,
    scripts,
    strict,
)

# Each takes what the event "html-page-context" gives, and changes `context`.
PAGE = [
    # The theme's tags stand first in the head, ours after them.
    metadata.prepare_page,
    # The theme has made its buttons.
    launch.mend_buttons,
    # What a picture says is read from the state as MyST-NB left it ...
    stills.prepare_page,
    # ... since this takes out what the host does not read.
    state.prepare_page,
    # All scripts, style sheets and images of the page are known.
    assets.prepare_page,
]

# Each takes the app and the folder of the pages, when all are written.
BOOK = [
    # Only pages say which modules are in use.
    state.write_scripts,
    # Handlers and styles leave the pages before anything is read off them.
    strict.rewrite_pages,
    # A page names the form of a figure that it is read with.
    pictures.lighten,
    # Before its file gets a number.
    scripts.mend,
    # The words of all pages and scripts choose the rules that stay.
    assets.write_sheet,
    # The heads of the pages name them.
    cards.write,
    # Every file that a page loads is now as it stays.
    assets.stamp,
    # The policy names the scripts in the pages by their hashes.
    policy.write,
    # The notebooks that a reader can take along.
    notebooks.write,
    # Last, for it compares the pages with the files made from them.
    downloads.renew,
]
LAST = 900  # the theme's numbers end at 501


def prepare_page(app, *page):
    """Do all that is done to a page before its template is filled."""
    for step in PAGE:
        step(app, *page)


def finish(app, exception):
    """Do all that is done to the written pages."""
    if exception or app.builder.format != "html":
        return
    for step in BOOK:
        step(app, Path(app.outdir))


def setup(app):
    """Connect to Sphinx, after the theme and the other extensions."""
    app.connect("html-page-context", prepare_page, priority=LAST)
    app.connect("build-finished", finish, priority=LAST)
