"""Each figure as lossless WebP, each once.

Pixel for pixel the same, it is a third of Matplotlib's PNG. Where hatching
or a picture of many pixels has thousands of shades, 256 of them do: no eye
tells the difference, and some files are an eighth. Sphinx writes the PNG of
each page that it writes; pages and pictures of an earlier build stay.
"""

import io
import re

from PIL import Image

from . import strict

FOLDER = "_images"
SOURCE = re.compile(rf'(src="(?:\.\./)*{FOLDER}/)([\w.-]+)"')
# What Pillow may try: a fifth of a second a figure; 6 takes ten times as
# long and saves a thirtieth.
EFFORT = 4
# Fewer colours are taken where they make a file this much smaller.
WORTH = 0.6


def webp(path):
    """The bitmap at `path` as the bytes of a WebP."""
    with Image.open(path) as bitmap:
        opaque = "A" not in bitmap.mode or bitmap.getextrema()[-1][0] == 255
        pixels = bitmap.convert("RGB" if opaque else "RGBA")
    exact = encoded(pixels)
    if not opaque:
        return exact
    fewer = pixels.quantize(256, method=Image.Quantize.FASTOCTREE, dither=0)
    small = encoded(fewer.convert("RGB"))
    return small if len(small) < WORTH * len(exact) else exact


def encoded(pixels):
    """Pillow's lossless WebP of an image, as bytes."""
    held = io.BytesIO()
    pixels.save(held, "WEBP", lossless=True, quality=100, method=EFFORT)
    return held.getvalue()


def lightened(path):
    """The name of a PNG's WebP, which is then on the disk."""
    small = path.with_suffix(".webp")
    if not small.is_file():
        small.write_bytes(webp(path))
    return small.name


def lighten(app, out):
    """Let every page show the WebP of each PNG; remove what no page shows."""
    shown = set()

    def smaller(match):
        path = out / FOLDER / match[2]
        name = path.name
        if path.suffix == ".png" and path.is_file():
            name = lightened(path)
        shown.add(name)
        return f'{match[1]}{name}"'

    for page in strict.pages(out):
        text = page.read_text(encoding="utf-8")
        new = SOURCE.sub(smaller, text)
        if new != text:
            page.write_text(new, encoding="utf-8")
    for path in (out / FOLDER).glob("*"):
        if path.name not in shown:
            path.unlink()
