"""Small fonts cut from large ones: for formulas and for the theme's icons.

STIX Two Math comes with the package ziamath, Font Awesome with the theme.
Whole they are 1.5 and 0.4 megabytes; the book uses a few hundred characters.
"""

import hashlib
import html
import logging
import re
import string
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path

from fontTools import subset

from ..maths import symbols

MATHS = "ziamath/fonts/STIXTwoMath-Regular.ttf"
ICONS = "theme/pydata_sphinx_theme/static/vendor/fontawesome/*"
# What browsers slant x and φ to, and marks that a formula may hold though
# no command of `symbols` stands for them.
SLANTED = [*range(0x1D434, 0x1D468), 0x210E, *range(0x1D6E2, 0x1D71C)]
MARKS = (
    "−′″‴∗⋅·×÷±¬…→←≤≥≠≈∈∉≮≯≢√^~¯ˇ˙¨⏞⏟"
    "\u0302\u0303\u0304\u0307\u20d7\u0332\u2009\u00a0"
)
GREEK = "αβγδεζηθικλμνξπρστυφχψω"
# What a browser makes of a Greek letter that stands alone, as for x above.
SLANT = {
    **dict(zip(range(0x391, 0x3AA), range(0x1D6E2, 0x1D6FB), strict=True)),
    **dict(zip(range(0x3B1, 0x3CA), range(0x1D6FC, 0x1D715), strict=True)),
    **dict(zip(map(ord, "∂ϵϑϰϕϱϖ"), range(0x1D715, 0x1D71C), strict=True)),
}

MATHS_CSS = """\
/* STIX Two Math, a subset. SIL Open Font License 1.1. */
@font-face{{font-family:"STIX Two Math";font-display:swap;\
src:url("{font}") format("woff2");unicode-range:{ranges}}}"""

ICONS_CSS = """\
/* Font Awesome Free, a subset. Icons CC BY 4.0, fonts SIL OFL 1.1. */
@font-face{{font-family:"Font Awesome 6 {family}";font-weight:{weight};\
font-display:block;src:url("{font}") format("woff2")}}
{classes}{{font-family:"Font Awesome 6 {family}";font-weight:{weight};\
font-style:normal;line-height:1;display:inline-block;\
-webkit-font-smoothing:antialiased}}
:root{{--fa-font-{style}:normal {weight} 1em/1 "Font Awesome 6 {family}"}}
.fa-lg{{font-size:1.25em;line-height:.05em;vertical-align:-.075em}}
"""
# Brands last: a code point that both fonts have is not a brand's.
FAMILIES = [
    ("solid", "Free", 900, ".fa-solid,.fas,.fa"),
    ("brands", "Brands", 400, ".fa-brands,.fab"),
]


def maths_characters():
    """Return the code points that formulas need."""
    wanted = {*range(0x20, 0x7F), *SLANTED, *map(ord, MARKS)}
    for table in vars(symbols).values():
        if isinstance(table, dict):
            texts = [v for v in table.values() if isinstance(v, str)]
            wanted.update(ord(letter) for text in texts for letter in text)
    for font in ("bold", "bold-italic", "double-struck", "script"):
        plain = string.ascii_letters + string.digits + GREEK
        wanted.update(map(ord, symbols.styled(plain, font)))
    return wanted


def characters_shown(out):
    """Return the code points of the built pages and scripts, and of slants."""
    shown = {*range(0x20, 0x7F), *range(0x1D434, 0x1D468), 0x210E}
    for pattern in ("**/*.html", "_static/nnbook/*.js"):
        for file in out.glob(pattern):
            text = html.unescape(file.read_text(encoding="utf-8"))
            shown.update(map(ord, text))
    return shown | {SLANT[point] for point in shown & set(SLANT)}


def maths_css(out):
    """Cut the font of the formulas; return the rules that name its parts.

    What the book shows is one part, a third of the whole. The other is for
    formulas that come in later; a browser asks for it when one needs it.
    """
    source = distribution("ziamath").locate_file(MATHS)
    points, shown = maths_characters(), characters_shown(out)
    rules = []
    for part, name in ((points & shown, "maths"), (points - shown, "rarer")):
        font, found = cut(source, part, out, f"nnbook-{name}")
        rules.append(MATHS_CSS.format(font=font, ranges=ranges(found)))
    return "\n".join(rules)


def ranges(points):
    """Code points as the value of `unicode-range`."""
    runs = []
    for point in sorted(points):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(
        f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"
        for first, last in runs
    )


def icons_css(out, used):
    """Cut the icons in use; return their classes, named as in the theme."""
    theme = Path(find_spec("pydata_sphinx_theme").origin).parent
    folder = next(theme.glob(ICONS))
    codes = icon_codes(folder / "css/all.min.css")
    chosen = {name: codes[name] for name in sorted(used & set(codes))}
    points = {int(code, 16) for code in chosen.values()}
    rules = []
    for style, family, weight, classes in FAMILIES:
        source = next(folder.glob(f"webfonts/fa-{style}-*.ttf"))
        wanted = points | sheet_icons(out) if style == "solid" else points
        font, found = cut(source, wanted, out, f"nnbook-{style}")
        points -= found
        if font:
            rules.append(
                ICONS_CSS.format(
                    font=font,
                    style=style,
                    family=family,
                    weight=weight,
                    classes=classes,
                )
            )
    for name, code in chosen.items():
        rules.append(f'.{name}::before{{content:"\\{code}"}}')
    return "".join(rules)


def icon_codes(sheet):
    """Return the code point, in hexadecimal, of each of the theme's icons."""
    text = sheet.read_text(encoding="utf-8")
    rule = r"((?:\.fa-[\w-]+:before,?)+)\{content:\"\\(\w+)\""
    return {
        name: code
        for names, code in re.findall(rule, text)
        for name in re.findall(r"\.(fa-[\w-]+)", names)
    }


def sheet_icons(out):
    """Return the icons that stylesheets name by code point."""
    points = set()
    for sheet in out.glob("_static/**/*.css"):
        if "vendor" not in sheet.parts:
            text = sheet.read_text(encoding="utf-8")
            found = re.findall(r"\\(f[0-9a-f]{3})\b", text)
            points.update(int(code, 16) for code in found)
            points.update(map(ord, re.findall("[\uf000-\uf8ff]", text)))
    return points


def cut(source, points, out, name):
    """Write a font of these characters; return its name, and which it has.

    The name holds a hash of what went in: a font is cut once, not at each
    build, and a browser never mixes up two of them.
    """
    logging.getLogger("fontTools.subset").setLevel(logging.WARNING)
    options = subset.Options(flavor="woff2", hinting=False, name_IDs=[1, 2])
    # STIX redraws each letter for subscripts: half the font's weight.
    options.layout_features = []
    font = subset.load_font(source, options)
    points = points & set(font.getBestCmap())
    if not points:
        return None, points
    key = repr(sorted(points)).encode() + Path(__file__).read_bytes()
    stem, name = name, f"{name}-{hashlib.sha256(key).hexdigest()[:8]}.woff2"
    target = out / "_static" / name
    if not target.exists():
        for old in target.parent.glob(f"{stem}-*.woff2"):
            old.unlink()
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=points)
        cutter.subset(font)
        subset.save_font(font, target, options)
    return name, points
