"""What a page loads: one stylesheet, and only the scripts that it uses."""

import hashlib
import re
from functools import cache
from pathlib import Path

from PIL import Image
from sphinx.util import logging

from .. import maths, sources
from . import fonts, strict, styles

logger = logging.getLogger(__name__)
HERE = Path(__file__).parents[1]
STYLESHEET = "_static/nnbook-all.css"

# Scripts, and what a page must contain to load them. Others are loaded.
USED_IF = {
    "clipboard.min.js": 'class="highlight',
    "copybutton.js": 'class="highlight',
    "design-tabs.js": "sd-tab-",
    # Not sphinx-design's dropdown, `sd-dropdown`, which needs no script.
    "togglebutton.js": r'class="([^"]* )?(toggle|dropdown)[ "]',
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
# Scripts that nobody waits for. A widget's come first on a slow line; these
# are asked for when the page stands (in layout.html).
LATER = {
    "documentation_options.js",
    "doctools.js",
    "sphinx_highlight.js",
    "sphinx-book-theme.js",
    "clipboard.min.js",
    "copybutton.js",
    "togglebutton.js",
    "design-tabs.js",
    "pages.js",
}
# What MyST-NB calls each cell that is folded.
SUMMARY = "Toggle hidden content"
FORMULA_HEAD = re.compile(
    r"<th[^>]*>(?:<p>)?<math [^>]*>(?:(?!</?th[ >]).)*</math>(?:</p>)?</th>",
    re.DOTALL,
)
# Tags that load files, and the addresses in them; see layout.html.
LOADS = re.compile(r"<(?:script|link)\b[^>]*>")
ADDRESS = re.compile(
    r"((?:\.\./)*)(_static/[\w./-]+\.(?:js|css))(?:\?v=\w*)?(?=[\"\s])"
)
LAST = [
    "_static/scripts/bootstrap.js",
    "_static/scripts/pydata-sphinx-theme.js",
]
# What the search page needs beyond the others.
SEARCH = [
    "_static/search-offline.js",
    "_static/searchtools.js",
    "_static/language_data.js",
    "searchindex.js",
]


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


def mend(app, pagename, body):
    """Correct what the writers of a page's body leave wrong or undone."""
    if 'class="citation-list"' in body:  # the other role is obsolete
        body = body.replace('role="doc-biblioentry"', 'role="listitem"')
    # Those who listen would hear this and not the summary's own words.
    body = body.replace(f'<summary aria-label="{SUMMARY}">', "<summary>")
    body = FORMULA_HEAD.sub(name_head, body)

    def image(match):
        return mend_image(app, pagename, match[0])

    return re.sub(r"<img [^>]*>", image, body)


def name_head(match):
    """Name the formula that is all of a column's heading."""
    return maths.named(match[0])


def mend_image(app, pagename, tag):
    """Give an image its size, so that nothing jumps when it arrives late."""
    source = re.search(r'src="(?:\.\./)*_images/([^"]+)"', tag)
    if not source:
        return tag
    if not re.search(r'alt="[^"]*\s[^"]*"', tag):
        logger.warning(
            "a figure says nothing to those who cannot see it: describe it in"
            ' its cell\'s metadata, {"mystnb": {"image": {"alt": "..."}}}',
            location=pagename,
        )
    size = image_size(app, source[1])
    if size and " width=" not in tag:
        tag = f'<img width="{size[0]}" height="{size[1]}" {tag[5:]}'
    return tag.replace("<img ", '<img loading="lazy" decoding="async" ', 1)


def image_size(app, name):
    """Return the width and height of one of the book's bitmaps, or None."""
    for path, given in app.builder.images.items():
        if given == name and Path(name).suffix in (".png", ".jpg"):
            with Image.open(Path(app.srcdir) / path) as bitmap:
                return bitmap.size
    return None


def prepare_page(app, pagename, templatename, context, doctree):
    """Choose a page's scripts; note its stylesheets, link one instead."""
    body = context.get("body") or ""
    scripts = sorted(context["script_files"], key=lambda s: s.priority)
    scripts = trim_scripts(scripts, body)
    later = [s for s in scripts if Path(s.filename or "").name in LATER]
    context["script_files"] = [s for s in scripts if s not in later]
    context["later_scripts"] = [str(s.filename) for s in later] + LAST
    if templatename == "search.html":
        context["later_scripts"] += SEARCH
    used = sorted(context["css_files"], key=lambda sheet: sheet.priority)
    for sheet in used:
        name = str(sheet.filename)
        if name not in app.nnbook_sheets:
            app.nnbook_sheets.append(name)
    context["css_files"] = []
    if "body" in context:
        context["body"] = mend(app, pagename, body)
    context["nnbook_stylesheet"] = STYLESHEET


def write_sheet(app, out):
    """Write the one style sheet and its fonts; remove what they replace."""
    if not app.nnbook_sheets:
        return  # Sphinx has written no page, nor the sheets that go in
    used = styles.words(out)
    texts = [fonts.maths_css(out), fonts.icons_css(out, used)]
    texts += styles.collect(out, app.nnbook_sheets, used)
    texts.append(strict.sheet(out))
    (out / STYLESHEET).write_text("\n".join(texts), encoding="utf-8")
    styles.remove_unused(out, used)


def stamp(app, out):
    """Give each address of a script or style sheet the number of its file.

    A browser may keep the file until the number changes. It is written when
    all files stand, in every page: a page may be older than what it loads.
    """

    @cache
    def number(name):
        return hashlib.sha256((out / name).read_bytes()).hexdigest()[:8]

    def numbered(address):
        way, name = address.groups()
        known = (out / name).is_file()
        return f"{way}{name}?v={number(name)}" if known else f"{way}{name}"

    for page in strict.pages(out):
        text = page.read_text(encoding="utf-8")
        new = LOADS.sub(lambda tag: ADDRESS.sub(numbered, tag[0]), text)
        if new != text:
            page.write_text(new, encoding="utf-8")


def outdated(app, env, added, changed, removed):
    """Name the start page when scripts or style sheets have changed.

    Sphinx finishes a build only if a page was read; the others stay.
    """
    old = getattr(env, "nnbook_assets", None)
    env.nnbook_assets = sources.digest(sources.assets("lib"))
    return [] if old == env.nnbook_assets else [app.config.root_doc]


def configure(app, config):
    """Put the extension's templates first, and offer its static files."""
    config.templates_path.insert(0, str(HERE / "templates"))
    config.html_static_path.append(str(HERE / "static"))


def setup(app):
    """Connect to Sphinx."""
    app.nnbook_sheets = []
    app.connect("config-inited", configure)
    app.connect("env-get-outdated", outdated)
    # After the sheets and the scripts of others, and in this order.
    for place, name in enumerate(("book.css", "host.css")):
        app.add_css_file(name, priority=900 + place)
    app.add_js_file("pages.js", priority=900)
