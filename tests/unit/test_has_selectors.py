"""The book's styles ask :has() only about things that have a name.

With :has(*) any change of any element can change who matches, so WebKit
styles the whole page anew each time: a move of a slider in the perceptron
chapter then took it about twenty times as long.
"""

import re
from pathlib import Path

LIB = Path(__file__).resolve().parents[2] / "lib"
ASKED = re.compile(r":has\(((?:[^()]|\([^()]*\))*)\)")


def nameless(style):
    """The arguments of :has() in a style that end in no name."""
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.S)
    parts = (p for text in ASKED.findall(style) for p in text.split(","))
    return [p for p in parts if re.search(r"(^|[\s>+~])\*\s*$", p)]


def test_has_asks_for_names():
    found = {
        path.relative_to(LIB).as_posix(): nameless(path.read_text("utf-8"))
        for path in LIB.rglob("*.css")
    }
    assert found
    assert {name: args for name, args in found.items() if args} == {}


def test_the_guard_sees_what_it_is_for():
    assert nameless(".bd-header:not(:has(*)) { display: none; }") == ["*"]
    assert nameless("a:has(> *), b:has(.c, + *) {}") == ["> *", " + *"]
    assert nameless("a:has(> .b), c:has(*:not(.d)), e:has(+ f) {}") == []
