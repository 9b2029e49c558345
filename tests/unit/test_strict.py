"""Inline handlers, styles and scripts: moved, or named in the policy."""

import html
import re

import pytest
import tinycss2

from nnbook.explorables import svg
from nnbook_sphinx.page import policy, strict


@pytest.fixture
def warnings(monkeypatch):
    said = []
    monkeypatch.setattr(
        strict.logger, "warning", lambda text, *args, **_: said.append(text % args)
    )  # fmt: skip
    return said


def test_the_theme_buttons_lose_their_handlers(warnings):
    page = '<button onclick="window.print()" class="a">x</button>'
    assert strict.rewrite(page, "p") == '<button class="a">x</button>'
    assert warnings == []


def test_a_button_written_by_a_script_just_stands(warnings):
    page = "a<script>\ndocument.write(`\n<button>b</button>\n`);\n</script>c"
    assert strict.rewrite(page, "p") == "a\n<button>b</button>\nc"


@pytest.mark.parametrize(
    "style",
    [
        "margin:.3em 0",
        "color: red; background: url(data:image/png;base64,AA)",
        "width: 33%; vertical-align: top;",
        "font-family: &quot;A&quot;, serif",
        "",
    ],
)
def test_a_style_attribute_becomes_the_same_rule(style):
    text = strict.rewrite(f'<p class="a" style="{style}">style="b"</p>', "p")
    assert text == f'<p class="a" data-style="{style}">style="b"</p>'
    rules = tinycss2.parse_stylesheet(strict.moved_styles([text]))
    assert len(rules) == 1
    plain = html.unescape(style)
    [block] = [b for b in rules[0].prelude if b.type == "[] block"]
    [quoted] = [t for t in block.content if t.type == "string"]
    assert quoted.value == plain

    def pairs(declarations):
        return [
            (d.name, tinycss2.serialize(d.value).strip())
            for d in declarations
            if d.type == "declaration"
        ]

    wanted = tinycss2.parse_declaration_list(plain, True, True)
    found = tinycss2.parse_declaration_list(rules[0].content, True, True)
    assert pairs(found) == pairs(wanted)
    assert all(d.important for d in found)


def test_rewriting_twice_changes_nothing(warnings):
    page = (
        f"<style>{svg.STYLE}</style><p style='a:b' onclick='window.print()'>"
        '<link rel="next" href="x"><script src="a.js"></script>'
        "<script>document.write(`<b>`);</script>"
    )
    once = strict.rewrite(page, "p")
    assert strict.rewrite(once, "p") == once
    assert not re.search(r"\sstyle=|onclick|<style|rel=.next", once)


def test_what_a_script_holds_is_left_alone(warnings):
    page = '<script type="application/json">{"a":"<p style=\\"b:c\\" onclick=\\"d\\">"}</script>'
    assert strict.rewrite(page, "p") == page
    assert warnings == []


@pytest.mark.parametrize(
    "tag",
    [
        '<a onclick="go()">',
        '<img src="https://example.org/a.png">',
        '<script src="//example.org/a.js"></script>',
        '<a href="javascript:go()">',
        '<iframe src="page.html">',
        '<link rel="stylesheet" href="https://example.org/a.css">',
        '<base href="/">',
    ],
)
def test_what_the_policy_refuses_is_a_warning(warnings, tag):
    strict.rewrite(f"<p>{tag}</p>", "chapters/trial.html")
    assert len(warnings) == 1
    assert "chapters/trial.html" in warnings[0]


def test_no_script_comes_into_a_page_unseen(warnings):
    own = '<script data-later="a.js">go()</script>'
    data = '<script type="application/json">{}</script>'
    page = own + data + '<script src="a.js"></script>'
    strict.rewrite(page, "p")
    assert warnings == []
    strict.rewrite(page + "<script>planted()</script>", "p")
    assert len(warnings) == 1
    assert "planted()" in warnings[0]


@pytest.mark.parametrize(
    "tag",
    ['<a href="https://example.org/">', '<link rel="next" href="https://e.org">',
     '<img src="data:image/png;base64,AA" alt="on=1">'],
)  # fmt: skip
def test_links_and_data_are_no_warning(warnings, tag):
    strict.rewrite(tag, "p")
    assert warnings == []


def test_the_policy_names_each_inline_script_and_style_once():
    pages = [
        "<script>one()</script><style>p{}</style>",
        '<script data-x="1">one()</script><script type="module">two()</script>'
        '<script type="application/json">{}</script><script src="a.js"></script>',
    ]
    written = policy.policy(pages)
    found = re.findall(r"'sha256-[^']+'", written)
    wanted = {policy.source(text) for text in ("one()", "two()", "p{}")}
    assert sorted(found) == sorted(wanted)
    assert policy.policy(pages[::-1]) == written


def test_a_hash_is_the_one_that_browsers_compute():
    # The example of the standard, Content Security Policy Level 3.
    hello = "alert('Hello, world.');"
    assert policy.source(hello) == (
        "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    )
