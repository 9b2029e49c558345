"""One style sheet for the book: what no page uses goes, all else stays."""

import pytest

from nnbook_sphinx.page import styles

USED = {"a", "b", "on", "here", "x"}


def trim(text, used=USED):
    return styles.trim(text, used)


@pytest.mark.parametrize(
    "rule",
    [
        "p{color:red}",
        "*{margin:0}",
        ".a{color:red}",
        "p.a #b .x:hover::before{color:red}",
        '.a[class*=".gone"]{color:red}',
        ".a:not(.gone){color:red}",
        ".a:is(.gone,.b){color:red}",
        ".a:where(.gone:hover){color:red}",
        ".a:has(.gone:not(.lost)){color:red}",
        "@media print{.a{color:red}}",
        "@supports (display:grid){@media print{.a{color:red}}}",
        "@layer base;",
        "@font-face{font-family:x;src:url(gone.woff2)}",
        "@keyframes gone{from{color:red}}",
        ":root{--gone:1}",
    ],
)
def test_what_can_match_stays_as_it_is(rule):
    assert trim(rule) == rule


@pytest.mark.parametrize(
    "rule",
    [
        ".gone{color:red}",
        ".a.gone{color:red}",
        ".a #gone{color:red}",
        "p:hover>.gone::after{color:red}",
        ".a:not(.b) .gone{color:red}",
        "@media print{.gone{color:red}}",
        "@supports (display:grid){@media print{.gone{color:red}}}",
        '@charset "utf-8";',
        "/* a word */",
    ],
)
def test_what_cannot_match_goes(rule):
    assert trim(rule) == ""


def test_of_a_list_of_selectors_those_stay_that_can_match():
    rule = '.gone,.a:is(.gone,p),[title=","] .b,.lost{color:red}'
    assert trim(rule) == '.a:is(.gone,p),[title=","] .b{color:red}'


def test_only_the_dead_rules_of_a_block_go():
    rule = "@media (min-width:1px){.gone{color:red}.a{color:red}}"
    assert trim(rule) == "@media (min-width:1px){.a{color:red}}"


def test_an_escaped_name_is_no_reason_to_go():
    rule = r".sm\:gone{color:red}"  # in a page it is two words
    assert trim(rule, {"sm"}) == rule
    assert trim(rule, {"gone"}) == ""


def test_licence_notices_stay_and_come_first():
    text = "/* x */.a{color:red}/*! A licence */"
    assert trim(text) == "/*! A licence */\n.a{color:red}"


def test_rules_keep_their_order():
    text = ".a{color:red}.gone{color:red}p{color:blue}.b{color:red}"
    assert trim(text) == ".a{color:red}\np{color:blue}\n.b{color:red}"


def test_addresses_are_those_of_a_sheet_in_static():
    text = 'x{a:url("../fonts/a.woff2")}y{b:url(b.png)}z{c:url(data:x,y)}'
    assert styles.rebase(text, "_static/styles") == (
        'x{a:url("fonts/a.woff2")}y{b:url("styles/b.png")}z{c:url(data:x,y)}'
    )


def test_words_are_those_of_pages_and_scripts_but_of_no_style_sheet(tmp_path):
    for name in (
        "_static/a.js",
        "_static/vendor/v.js",
        "chapters/p.html",
        "_static/s.css",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"one-{path.stem} two_{path.stem}", encoding="utf-8")
    assert styles.words(tmp_path) == {"one-a", "two_a", "one-p", "two_p"}


def test_the_book_s_own_sheets_are_kept_whole(tmp_path):
    for name in ("basic.css", "book.css"):
        path = tmp_path / "_static" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("/* x */ .gone{color:red}", encoding="utf-8")
    sheets = ["_static/basic.css", "_static/book.css"]
    assert list(styles.collect(tmp_path, sheets, USED)) == [
        "", ".gone{color:red}"
    ]  # fmt: skip


def test_a_dark_theme_is_for_screens_alone():
    text = styles.on_paper(
        'html,html[data-theme="light"]{color:#111}'
        "html[data-theme=dark] a,p,html[data-theme=light] a{color:#222}"
        "@media print{b{color:#333}}"
    )
    assert text.split("\n") == [
        'html,html[data-theme="light"]{color:#111}',
        "@media print{html[data-theme]{color:#111}}",
        "p,html[data-theme=light] a{color:#222}",
        "@media not print{html[data-theme=dark] a{color:#222}}",
        "@media print{html[data-theme] a{color:#222}}",
        "@media print{b{color:#333}}",
    ]
