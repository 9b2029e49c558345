"""Only the scripts that a page uses are in it, and none blocks it."""

from types import SimpleNamespace

import pytest

from nnbook_sphinx.page import assets as pages

PLAIN = "<p>words</p>"
CODE = '<div class="highlight-python"><pre>x</pre></div>'
FOLDED = '<div class="note admonition toggle"><p>x</p></div>'


def script(name=None, **attributes):
    path = f"_static/{name}" if name else None
    return SimpleNamespace(filename=path, attributes=attributes)


def kept(body, *scripts):
    """The names, or the texts, of the scripts that a page keeps."""
    return [
        (s.filename or s.attributes["body"]).removeprefix("_static/")
        for s in pages.trim_scripts(scripts, body)
    ]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("clipboard.min.js", CODE),
        ("copybutton.js", CODE),
        ("togglebutton.js", FOLDED),
        ("togglebutton.js", '<details class="sd-card dropdown">'),
        ("design-tabs.js", '<div class="sd-tab-set">'),
        ("sphinx-thebe.js", '<button class="thebe-launch-button">'),
    ],
)
def test_a_script_is_where_something_uses_it(name, body):
    assert kept(body, script(name)) == [name]
    assert kept(PLAIN, script(name)) == []


def test_a_word_that_only_begins_alike_is_no_use():
    assert (
        kept('<p class="toggles">toggle</p>', script("togglebutton.js")) == []
    )


def test_unknown_scripts_are_everywhere_and_none_twice():
    scripts = [script("own.js"), script("other.js"), script("own.js")]
    assert kept(PLAIN, *scripts) == ["own.js", "other.js"]


def test_scripts_in_the_page_go_with_what_they_are_for():
    texts = ["let toggleHint = 1;", "const THEBE_JS_URL = 1;", "own();",
             "DOCUMENTATION_OPTIONS.pagename = 'x';"]  # fmt: skip
    inline = [script(body=text) for text in texts]
    assert kept(PLAIN, *inline) == ["own();"]
    assert kept(FOLDED, *inline) == ["let toggleHint = 1;", "own();"]
    assert kept(PLAIN, *[script(body="a()"), script(body="b()")] * 2) == [
        "a()", "b()"
    ]  # fmt: skip


def test_a_file_waits_for_the_page_and_a_text_cannot():
    file, early, inline = (
        script("a.js"),
        script("b.js", defer=None),
        script(body="c()"),
    )
    pages.trim_scripts([file, early, inline], PLAIN)
    assert file.attributes == {"defer": "defer"}
    assert early.attributes == {"defer": None}
    assert inline.attributes == {"body": "c()"}
