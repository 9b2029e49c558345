"""Pages of widgets made for a test: written by the book's own extension."""

import json
import shutil
from types import SimpleNamespace

from built import ROOT, Site
from ipywidgets.embed import dependency_state

from nnbook_sphinx.widgets import state as host

STATIC = ROOT / "lib" / "nnbook_sphinx" / "static"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Trial</title><link rel="stylesheet" href="host.css">
<body><main><h1>Trial</h1>{body}</main>
<script type="{kind}">{state}</script>{scripts}</body></html>"""


def write_page(folder, views, damage=lambda state: None, edit=str):
    """Write `page.html` with the given widgets, each in #view0, #view1, ...

    `damage` may change the state that the page holds; `edit` its text.
    """
    state = dependency_state(list(views), drop_defaults=False)
    body = "".join(
        f'<section id="view{i}"><script type="{host.VIEW}">'
        f'{{"model_id": "{view.model_id}"}}</script></section>'
        for i, view in enumerate(views)
    )
    text = json.dumps({"state": state}).replace("</", r"<\/")
    script = SimpleNamespace(attributes={"type": host.STATE, "body": text})
    context = {"script_files": [script], "body": body}
    names = []
    app = SimpleNamespace(
        outdir=folder, add_js_file=lambda name, **_: names.append(name)
    )
    host.prepare_page(app, "trial", "page.html", context, None)
    data = json.loads(script.attributes["body"].replace(r"<\/", "</"))
    damage(data["state"])
    tags = (f'<script defer src="_static/{n}"></script>' for n in names)
    page = PAGE.format(
        body=context["body"],
        kind=host.STATE,
        state=json.dumps(data).replace("</", r"<\/"),
        scripts="".join(tags),
    )
    (folder / "page.html").write_text(edit(page), "utf-8")
    host.write_scripts(app, folder)
    shutil.copy(STATIC / "host.css", folder)


def open_scratch(open_page, folder, views, *, via="file", **options):
    """Write such a page and open it; `wait` and the like go to the opener."""
    making = {k: options.pop(k) for k in ("damage", "edit") if k in options}
    write_page(folder, views, **making)
    site = Site(folder)
    try:
        return open_page("page.html", via, site=site, **options)
    finally:
        if via == "file":
            site.close()
