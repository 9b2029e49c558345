"""Small fonts cut from large ones: they hold what the book needs."""

import re
from importlib.metadata import distribution

import pytest
from fontTools.ttLib import TTFont

from nnbook_sphinx.maths import symbols
from nnbook_sphinx.page import fonts

LACKING = ord("漢")
STIX = distribution("ziamath").locate_file(fonts.MATHS)


@pytest.fixture
def out(tmp_path):
    (tmp_path / "_static").mkdir()
    return tmp_path


def characters(path):
    return set(TTFont(path).getBestCmap())


def test_a_font_has_the_characters_asked_for_that_its_source_has(out):
    wanted = {ord("x"), ord("∂"), LACKING}
    name, found = fonts.cut(STIX, wanted, out, "small")
    assert found == {ord("x"), ord("∂")}
    path = out / "_static" / name
    assert found <= characters(path) < found | set(range(0x21))
    assert TTFont(path).flavor == "woff2"
    assert path.stat().st_size < 20_000


def test_a_font_is_cut_once_and_an_old_one_goes(out):
    first, _ = fonts.cut(STIX, {ord("x")}, out, "small")
    path = out / "_static" / first
    path.write_bytes(b"kept")
    assert fonts.cut(STIX, {ord("x")}, out, "small")[0] == first
    assert path.read_bytes() == b"kept"
    other, _ = fonts.cut(STIX, {ord("y")}, out, "small")
    assert [p.name for p in (out / "_static").iterdir()] == [other]


def test_without_characters_there_is_no_font(out):
    assert fonts.cut(STIX, {LACKING}, out, "small") == (None, set())
    assert list((out / "_static").iterdir()) == []


def test_formulas_have_every_sign_that_a_command_stands_for():
    points = fonts.maths_characters()
    assert set(map(ord, "xW0+−·×∂∇∑φσ𝑥𝜑ℎ")) <= points
    assert set(map(ord, symbols.styled("Wx", "bold"))) <= points
    for table in vars(symbols).values():
        if isinstance(table, dict):
            for sign in table.values():
                assert (
                    not isinstance(sign, str) or set(map(ord, sign)) <= points
                )


def named(rule):
    """The code points in a rule's unicode-range."""
    points = set()
    for run in re.findall(r"U\+([\dA-F-]+)", rule):
        first, last = (int(end, 16) for end in f"{run}-{run}".split("-")[:2])
        points.update(range(first, max(first, last) + 1))
    return points


def test_each_rule_names_a_font_that_was_written_and_what_it_holds(out):
    (out / "page.html").write_text("<mi>β</mi> <mo>≠</mo>", encoding="utf-8")
    rules = fonts.maths_css(out).split("}")[:2]
    held = []
    for rule, name in zip(rules, ("maths", "rarer"), strict=True):
        [path] = (out / "_static").glob(f"nnbook-{name}-*.woff2")
        assert f'url("{path.name}")' in rule
        assert '"STIX Two Math"' in rule
        held.append(named(rule))
        assert held[-1] <= characters(path)
    often, rarer = held
    assert not often & rarer  # a browser asks for one of them
    # What a page holds, as it stands there and as a browser slants it.
    assert {*map(ord, "x0+β≠"), 0x1D465, 0x1D6FD} <= often
    assert ord("∂") in rarer
    assert often | rarer == fonts.maths_characters() & characters(STIX)


def test_the_book_needs_no_more_than_the_first_part(out):
    (out / "page.html").write_text("<mi>β</mi>", encoding="utf-8")
    fonts.maths_css(out)
    small, large = (
        next((out / "_static").glob(f"nnbook-{name}-*")).stat().st_size
        for name in ("maths", "rarer")
    )
    assert small < large


def test_ranges_are_written_as_css_wants_them():
    assert fonts.ranges({0x41, 0x42, 0x43, 0x3C6}) == "U+41-43,U+3C6"


def test_icons_are_those_in_use_from_the_font_that_has_them(out):
    rules = fonts.icons_css(out, {"fa-moon", "fa-github", "unknown"})
    codes = dict(
        re.findall(r'\.(fa-[a-z]+)::before{content:"\\(\w+)"}', rules)
    )
    assert set(codes) == {"fa-moon", "fa-github"}
    for style, icon in (("solid", "fa-moon"), ("brands", "fa-github")):
        [path] = (out / "_static").glob(f"nnbook-{style}-*.woff2")
        assert f'url("{path.name}")' in rules
        assert int(codes[icon], 16) in characters(path)


def test_icons_that_a_sheet_names_by_number_are_there_too(out):
    (out / "_static" / "a.css").write_text(
        r'a::before{content:"\f0c5"}', "utf-8"
    )
    vendor = out / "_static" / "vendor"
    vendor.mkdir()
    (vendor / "b.css").write_text(r'a::before{content:"\f0c6"}', "utf-8")
    assert fonts.sheet_icons(out) == {0xF0C5}
    fonts.icons_css(out, set())
    [path] = (out / "_static").glob("nnbook-*.woff2")
    assert 0xF0C5 in characters(path)


def test_an_icon_of_several_names_has_its_code_under_each(tmp_path):
    sheet = tmp_path / "all.css"
    text = r'.fa-a:before,.fa-b-c:before{content:"\f0a1"}.fa-d{color:red}'
    sheet.write_text(text, encoding="utf-8")
    assert fonts.icon_codes(sheet) == {"fa-a": "f0a1", "fa-b-c": "f0a1"}
