"""What a page loads: one stylesheet, and only the scripts that it uses."""

import re
from pathlib import Path

from . import fonts, sources, styles

HERE = Path(__file__).parent
STYLESHEET = "_static/nnbook-all.css"

# Scripts, and what a page must contain to load them. Others are loaded.
USED_IF = {
    "clipboard.min.js": 'class="highlight',
    "copybutton.js": 'class="highlight',
    "design-tabs.js": "sd-tab-",
    "togglebutton.js": r'class="[^"]*\b(toggle|dropdown)\b',
    "sphinx-thebe.js": "thebe-launch-button",
}
# The same for scripts written into the page, by what they begin with.
INLINE_IF = {
    "let toggle": USED_IF["togglebutton.js"],
    "var togglebutton": USED_IF["togglebutton.js"],
    "const THEBE_JS_URL": USED_IF["sphinx-thebe.js"],
    # Only a version switcher reads it; it would run before its script.
    "DOCUMENTATION_OPTIONS.pagename": r"(?!)",
}


def wanted(script, body):
    """Return whether a page with this body needs the script."""
    inline = script.attributes.get("body") or ""
    for start, pattern in INLINE_IF.items():
        if inline.startswith(start):
            return bool(re.search(pattern, body))
    name = Path(script.filename or "").name
    return name not in USED_IF or bool(re.search(USED_IF[name], body))


def trim_scripts(scripts, body):
    """Return the scripts that a page needs, each once, none blocking it."""
    kept, seen = [], set()
    for script in scripts:
        key = (script.filename, script.attributes.get("body"))
        if key in seen or not wanted(script, body):
            continue
        seen.add(key)
        if script.filename:
            script.attributes.setdefault("defer", "defer")
        kept.append(script)
    return kept


def prepare_page(app, pagename, templatename, context, doctree):
    """Choose a page's scripts; note its stylesheets, link one instead."""
    body = context.get("body") or ""
    context["script_files"] = trim_scripts(context["script_files"], body)
    used = sorted(context["css_files"], key=lambda sheet: sheet.priority)
    for sheet in used:
        name = str(sheet.filename)
        if name not in app.nnbook_sheets:
            app.nnbook_sheets.append(name)
    context["css_files"] = []
    context["nnbook_stylesheet"] = f"{STYLESHEET}?v={app.nnbook_version}"


def finish(app, exception):
    """Write the fonts and the one stylesheet, when all pages are known."""
    if exception or app.builder.format != "html" or not app.nnbook_sheets:
        return
    out = Path(app.outdir)
    used = styles.words(out)
    texts = [fonts.maths_css(out), fonts.icons_css(out, used)]
    texts += styles.collect(out, app.nnbook_sheets, used)
    (out / STYLESHEET).write_text("\n".join(texts), encoding="utf-8")
    styles.remove_unused(out)


def configure(app, config):
    """Put the extension's templates first, and offer its static files."""
    config.templates_path.insert(0, str(HERE / "templates"))
    config.html_static_path.append(str(HERE / "static"))


def setup(app):
    """Connect to Sphinx."""
    app.nnbook_sheets = []
    inputs = ("lib", "requirements.txt", "_config.yml")
    app.nnbook_version = sources.digest(*inputs)[:8]
    app.connect("config-inited", configure)
    # After the theme and the other extensions have had their turn.
    app.connect("html-page-context", prepare_page, priority=900)
    app.connect("build-finished", finish, priority=900)
    app.add_css_file("book.css", priority=900)
    app.add_js_file("pages.js", priority=800)
