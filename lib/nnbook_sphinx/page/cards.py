"""The pictures of the pages for where they are shared.

Only a book that knows its own address needs them: what a page's head says of
a picture must be absolute.
"""

from pathlib import Path

FOLDER = "_static/cards"
SIZE = (1200, 630)  # pixels, as nnbook.figures.cards draws them


def address(page):
    """Where the picture of a page lies, seen from the book's first folder."""
    return f"{FOLDER}/{Path(page).name}.png"


def write(app, out):
    """Draw the picture of each page of a book that knows its address."""
    if not app.config.html_baseurl:
        return
    # Matplotlib takes half a second to load; an edit's build goes without.
    from nnbook.figures.cards import card

    (out / FOLDER).mkdir(parents=True, exist_ok=True)
    for page in sorted(app.env.found_docs):
        title = app.env.titles[page].astext()
        drawn = card(Path(page).name, title, app.config.html_title)
        drawn.savefig(out / address(page))
