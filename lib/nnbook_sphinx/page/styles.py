"""One stylesheet for the book, without the rules that no page can use.

The theme's stylesheets are made for any site: four fifths of their rules
match nothing here, and each file is a request before the first paint. A rule
stays if every class and id in its selector occurs as a word in a page or in
a script, wherever and in whatever role; so what a script adds stays too, and
what a reader's own run of a cell can put there.
"""

import posixpath
import re
import shutil

import tinycss2
from pygments.token import STANDARD_TYPES

# The theme links these itself, before all others.
THEME_SHEETS = [
    "_static/styles/theme.css",
    "_static/styles/bootstrap.css",
    "_static/styles/pydata-sphinx-theme.css",
]
# Other people's stylesheets; the book's own are kept whole.
OTHERS = re.compile(
    r"_static/(styles/|basic|pygments|togglebutton|copybutton|mystnb|sphinx)"
)
# What the output of a cell can hold, though no page shows it now: an error, a
# warning, a table of pandas, code and a terminal's text in colours.
OUTPUTS = {
    "cell_output", "output", "stream", "stderr", "traceback",
    "text_plain", "text_html", "text_latex", "dataframe",
    "highlight", "highlight-myst-ansi", "-Color", "-Color-Bold",
    *STANDARD_TYPES.values(),
}  # fmt: skip
LINE_END = re.compile(r"\s*\n\s*")
# A terminal's 256 further colours would be half of the style sheet.
FURTHER = re.compile(r"\[class\*=-(?:BG)?C\d")
UNUSED = ["vendor", "locales", "styles", "sbt-webpack-macros.html"]
NAME = re.compile(r"[.#](-?[A-Za-z_][\w-]*)")
# What a theme's rules begin with.
THEME = re.compile(r"""\[data-theme=["']?(light|dark)["']?\]""")
NOT_REQUIRED = re.compile(
    r":(?:not|is|where|has)\([^()]*(?:\([^()]*\))?[^()]*\)"
)


def words(out):
    """Return every word of the built pages and scripts."""
    found = set()
    for pattern in ("**/*.html", "_static/**/*.js"):
        for file in out.glob(pattern):
            if "vendor" not in file.parts:
                text = file.read_text(encoding="utf-8")
                found.update(re.findall(r"[\w-]+", text))
    return found


def collect(out, sheets, used):
    """Yield the text of each stylesheet, trimmed if it is not our own."""
    for sheet in [*THEME_SHEETS, *sheets]:
        file = out / sheet
        if sheet in THEME_SHEETS[:1] or not file.exists():
            continue
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"/\*# sourceMappingURL.*?\*/", "", text)
        text = rebase(text, posixpath.dirname(sheet))
        text = trim(text, used) if OTHERS.match(sheet) else uncommented(text)
        yield on_paper(text)


def on_paper(text):
    """Return a stylesheet whose dark theme is for screens alone.

    Paper is white: whatever the theme, what is printed has the colours of
    the light one.
    """
    rules = tinycss2.parse_stylesheet(text, skip_whitespace=True)
    return "\n".join(themed(rule) for rule in rules)


def themed(rule):
    """Return the text of a rule, and what it is on paper if that differs."""
    if rule.type != "qualified-rule" or "[data-theme" not in rule.serialize():
        return rule.serialize()
    parts = {"light": [], "dark": [], None: []}
    for selector in split(tinycss2.serialize(rule.prelude)):
        theme = THEME.search(selector)
        parts[theme and theme[1]].append(selector)
    content = f"{{{tinycss2.serialize(rule.content)}}}"
    lines = []
    if parts[None] or parts["light"]:
        lines.append(",".join(parts[None] + parts["light"]) + content)
    if parts["dark"]:
        dark = ",".join(parts["dark"])
        lines.append(f"@media not print{{{dark}{content}}}")
    if parts["light"]:
        either = THEME.sub("[data-theme]", ",".join(parts["light"]))
        lines.append(f"@media print{{{either}{content}}}")
    return "\n".join(lines)


def uncommented(text):
    """Return a stylesheet as readers get it: without what is for writers."""
    text = re.sub(r"/\*[^!].*?\*/\n?", "", text, flags=re.DOTALL)
    return LINE_END.sub("\n", text)


def rebase(text, folder):
    """Rewrite relative URLs for a stylesheet that lies in _static."""

    def moved(match):
        url = match[1].strip("'\"")
        if url.startswith(("data:", "#", "/")) or ":" in url:
            return match[0]
        path = posixpath.join(folder, url)
        return f'url("{posixpath.relpath(path, "_static")}")'

    return re.sub(r"url\(([^)]*)\)", moved, text)


def trim(text, used):
    """Return a stylesheet without unusable rules, licence notices kept."""
    notices = re.findall(r"/\*!.*?\*/", text, re.DOTALL)
    rules = tinycss2.parse_stylesheet(text, True, True)
    return "\n".join([*notices, *filter(None, (kept(r, used) for r in rules))])


def kept(rule, used):
    """Return the text of a rule, or of what is left of it, or ''."""
    if rule.type == "qualified-rule":
        return kept_style(rule, used)
    if rule.type != "at-rule":
        return rule.serialize()
    name = rule.lower_at_keyword
    if name == "charset":
        return ""
    if name not in ("media", "supports", "layer") or rule.content is None:
        return rule.serialize()
    inner = tinycss2.parse_rule_list(rule.content, True, True)
    body = "".join(kept(r, used) for r in inner)
    prelude = tinycss2.serialize(rule.prelude)
    return f"@{name}{prelude}{{{body}}}" if body else ""


def kept_style(rule, used):
    """Return a style rule with those of its selectors that can match."""
    selectors = split(tinycss2.serialize(rule.prelude))
    alive = [s for s in selectors if can_match(s, used)]
    if not alive:
        return ""
    content = tinycss2.serialize(rule.content).strip()
    return f"{','.join(alive)}{{{LINE_END.sub(' ', content)}}}"


def can_match(selector, used):
    """Return whether a page, or a cell's output in it, can have a match."""
    names = required(selector)
    return names <= used or (
        names <= used | OUTPUTS and not FURTHER.search(selector)
    )


def split(selectors):
    """Split a list of selectors at its outer commas."""
    parts, depth = [""], 0
    for letter in selectors:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def required(selector):
    """Return the classes and ids that a page must have for a match."""
    plain = re.sub(r"\[[^]]*\]", "", NOT_REQUIRED.sub("", selector))
    return set(NAME.findall(plain.replace("\\", "")))


def remove_unused(out, used):
    """Remove files of the theme that no page of the book refers to."""
    static = out / "_static"
    for logo in (static / "images").glob("*"):
        if logo.stem not in used:
            logo.unlink()
    for name in UNUSED:
        path = static / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for source_map in static.rglob("*.map"):
        source_map.unlink()
