"""Pages that a strict Content-Security-Policy leaves whole.

Such a policy refuses what stands within a page and could have been put there
by somebody else: handlers (`onclick`), style attributes, scripts. The theme
and the notebooks' outputs bring some of each. When all pages are written,
this module gives each its place in a file.
"""

import html
import re

import tinycss2
from sphinx.util import logging

from nnbook.explorables import svg

logger = logging.getLogger(__name__)
SCRIPT = re.compile(r"(<script\b[^>]*>.*?</script>)", re.DOTALL)
INLINE = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
# A script of another type, application/json for one, is data that never runs.
TYPE = re.compile(r"""\stype=["']?([^"'\s>]*)""")
RUNS = {"", "module", "text/javascript"}
TAG = re.compile(r"<[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
STYLE = re.compile(r"""(?<=\s)style=("[^"]*"|'[^']*')""")
MOVED = re.compile(r"""\sdata-style=("[^"]*"|'[^']*')""")
HANDLER = re.compile(r"""\s(on[a-z]+)=("[^"]*"|'[^']*')""")
# A button that needs scripts is written by a script: here it just stands,
# and book.css hides it where no script runs.
WRITTEN = re.compile(
    r"<script>\s*document\.write\(`([^`]*)`\);\s*</script>", re.DOTALL
)
# Settings of sphinx-thebe, which this book does not use.
THEBE = re.compile(
    r'\s*<script type="text/x-thebe-config">.*?</script>'
    r"\s*<script>kernelName = '[\w-]*'</script>",
    re.DOTALL,
)
# Firefox fetches this page in advance: the policy would refuse that, loudly.
NEXT = re.compile(r'\s*<link rel="next"[^>]*>')
# The one script within each page, see layout.html.
OWN = "<script data-later="
# The theme's buttons; pages.js knows them by their classes.
KNOWN_HANDLERS = {"toggleFullScreen()", "window.print()"}
# What a page may not do under the policy, and what then happens.
REFUSED = {
    r'\s(?:src|srcset|poster)="?(?:https?:)?//': "loads from another site",
    r'\s(?:href|action|formaction)="?\s*javascript:': "holds a script address",
    r"^<(?:iframe|object|embed)\b": "embeds another page",
    r"^<base\b": "changes the base of all addresses",
    r'^<link\b(?=.*rel="?stylesheet)(?=.*href="?(?:https?:)?//)': (
        "loads a style sheet from another site"
    ),
}


def inline_scripts(text):
    """Yield the scripts that stand, and run, within a page."""
    for attributes, inner in INLINE.findall(text):
        kind = TYPE.search(attributes)
        if " src=" not in attributes and (kind[1] if kind else "") in RUNS:
            yield inner


def pages(out):
    """Every page of the built book."""
    return sorted(p for p in out.rglob("*.html") if "_static" not in p.parts)


def rewrite(text, name):
    """Return a page without inline handlers and styles, once or again."""
    text = NEXT.sub("", WRITTEN.sub(r"\1", text))
    if "thebe-launch-button" not in text:
        text = THEBE.sub("", text)
    text = text.replace(f"<style>{svg.STYLE}</style>", "")
    parts = SCRIPT.split(text)
    for i, part in enumerate(parts):
        if i % 2 and any(inline_scripts(part)) and OWN not in part:
            warn_script(name, part)
        tags = 1 if i % 2 else 0  # a script's own tag, or all of them
        parts[i] = TAG.sub(lambda tag: mend(tag[0], name), part, count=tags)
    return "".join(parts)


def mend(tag, name):
    """Return a start tag without handlers, its style in another attribute."""
    for event, code in HANDLER.findall(tag):
        if code[1:-1] not in KNOWN_HANDLERS:
            warn(name, f"{event}={code}", "is a handler")
    tag = HANDLER.sub("", tag)
    for pattern, deed in REFUSED.items():
        if re.search(pattern, tag, re.IGNORECASE):
            warn(name, tag, deed)
    return STYLE.sub(r"data-style=\1", tag)


def warn_script(name, script):
    """No script comes into a page unseen: the policy will allow it."""
    logger.warning(
        "%s: a script within the page, which the book's"
        " Content-Security-Policy will allow by its hash: %s",
        name,
        f"{script[:120]}…",
        type="nnbook",
        subtype="script",
    )


def warn(name, what, deed):
    """Tell the author what readers of the published page would miss."""
    logger.warning(
        "%s: %s %s, which the book's Content-Security-Policy refuses; the page"
        " on publishing says what to do instead",
        name,
        what if len(what) < 120 else f"{what[:120]}…",
        deed,
        type="nnbook",
        subtype="policy",
    )


def moved_styles(texts):
    """Return the style sheet for the style attributes of all pages.

    A style attribute outranks every rule, and so do these.
    """
    values = {v[1:-1] for text in texts for v in MOVED.findall(text)}
    return "\n".join(rule(html.unescape(value)) for value in sorted(values))


def rule(value):
    """The rule in place of one style attribute."""
    found = tinycss2.parse_declaration_list(value, True, True)
    words = (
        f"{each.name}:{tinycss2.serialize(each.value).strip()}!important"
        for each in found
        if each.type == "declaration"
    )
    quoted = re.sub(r'["\\\n]', lambda c: f"\\{ord(c[0]):x} ", value)
    return f'[data-style="{quoted}"]{{{";".join(words)}}}'


def rewrite_pages(app, out):
    """Rewrite all pages in the folder."""
    for page in pages(out):
        text = page.read_text(encoding="utf-8")
        rewritten = rewrite(text, page.relative_to(out).as_posix())
        if rewritten != text:
            page.write_text(rewritten, encoding="utf-8")


def sheet(out):
    """Return the rules that the styles in the rewritten pages became."""
    texts = [page.read_text(encoding="utf-8") for page in pages(out)]
    return f"{svg.STYLE}\n{moved_styles(texts)}"
