"""What GitHub's preview shows of a chapter: its stored outputs, no script."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

CHAPTERS = Path(__file__).resolve().parents[2] / "chapters"
WIDGET = re.compile(r"(panel|VBox|Quiz|Review|\w+Explorer)\(")
SVG = "{http://www.w3.org/2000/svg}"


def bundles():
    """Yield each widget that a chapter ends a cell with: its name, output."""
    for file in sorted(CHAPTERS.glob("*.ipynb")):
        for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", ()):
                data = {
                    kind: "".join(text)
                    for kind, text in output.get("data", {}).items()
                }
                if WIDGET.match(data.get("text/plain", "")):
                    yield f"{file.stem}:{cell['id']}", data


WIDGETS = dict(bundles())
each = pytest.mark.parametrize("name", WIDGETS)


def words(picture):
    """The texts that can be seen in an SVG, each without its marks."""
    return ["".join(t.itertext()) for t in picture.iter(f"{SVG}text")]


def test_there_are_many():
    assert len(WIDGETS) > 40
    assert sum("Quiz" in d["text/plain"] for d in WIDGETS.values()) > 15


@each
def test_a_widget_leaves_a_picture_with_its_words(name):
    data = WIDGETS[name]
    if data["text/plain"].startswith("Review"):
        html = data["text/html"]
        assert "<script" not in html
        assert html.count("<li") >= 12
        return
    picture = ElementTree.fromstring(data["image/svg+xml"])
    title = picture.findtext(f"{SVG}title")
    assert len(title) > 25
    seen = words(picture)
    if data["text/plain"].startswith("Quiz"):
        question = title.removeprefix("Predict: ")
        assert question in " ".join(seen)
        assert len([text for text in seen if re.fullmatch("[A-F]", text)]) >= 2
    else:
        # The caption's numbers, the result last, stand in the picture.
        numbers = re.findall(r"−?\d+\.\d\d", title)
        assert numbers
        assert all(n in " ".join(seen) for n in numbers), (title, seen)


@each
def test_a_picture_brings_its_paper(name):
    """The preview can be dark, and there the ink is dark too."""
    svg = WIDGETS[name].get("image/svg+xml")
    if svg is None:
        return
    picture = ElementTree.fromstring(svg)
    shapes = [
        e for e in picture if e.tag not in (f"{SVG}title", f"{SVG}style")
    ]
    width, height = picture.get("width"), picture.get("height")
    paper = shapes[0]
    if paper.tag == f"{SVG}rect":
        assert (paper.get("width"), paper.get("height")) == (width, height)
        assert paper.get("class") == "b"
        assert ".nn-still .b{fill:var(--nn-paper,#fff)}" in svg
    else:
        assert paper.get("d") == f"M0 0H{width}V{height}H0z"
        assert paper.get("fill") == "var(--nn-paper, #fff)"
