"""What a page says of itself to search engines and where it is shared."""

import re
from types import SimpleNamespace

import pytest
from docutils import nodes

from nnbook_sphinx.page import metadata


def paragraph(*parts):
    node = nodes.paragraph()
    node += [nodes.Text(p) if isinstance(p, str) else p for p in parts]
    return node


def section(title, *parts):
    return nodes.section("", nodes.title("", title), *parts)


def document(*parts):
    node = nodes.Element()
    node += section("A page", *parts)
    return node


def app(tmp_path, index="# Contents\n", site="", **given):
    """A stand-in for Sphinx's application, with a start page."""
    path = tmp_path / "index.md"
    path.write_text(index, encoding="utf-8")
    metadata.listed.cache_clear()
    return SimpleNamespace(
        config=SimpleNamespace(
            root_doc="index", html_title="The Book", html_baseurl=site
        ),
        env=SimpleNamespace(
            metadata=given,
            doc2path=lambda name: str(path),
            titles={"chapters/one": nodes.title("", "One & <two>")},
        ),
    )


def test_a_sentence_ends_where_one_ends():
    words = "It costs 1.5 times as much, e.g.\nin the\tmorning. Then not."
    assert metadata.sentence(words) == (
        "It costs 1.5 times as much, e.g. in the morning."
    )
    assert metadata.sentence("Short. But it goes on to here") == (
        "Short. But it goes on to here"
    )
    assert metadata.sentence("") == ""


@pytest.mark.parametrize("words", ["word " * 60, "x, " * 100])
def test_a_long_text_is_cut_between_words(words):
    short = metadata.shorten(words)
    assert len(short) <= metadata.LONGEST
    assert short[-1] == "…"
    assert short[-2].isalpha()
    assert words.startswith(short[:-1])
    assert metadata.shorten("as it is") == "as it is"


def test_a_paragraph_s_words_are_without_marks():
    words = paragraph(
        "A sum ", nodes.math("", r"w \cdot x"), nodes.emphasis("", "", nodes.Text(" of two")),
        nodes.raw("", "<b>x</b>", format="html"), nodes.footnote_reference("", "1"),
        nodes.inline("", "", nodes.Text("[Ro58]"), classes=["bibtex"]), ".",
    )  # fmt: skip
    assert metadata.plain(words) == "A sum w · x of two."


def test_the_first_sentence_of_the_idea_is_the_opening():
    tree = document(
        paragraph("You need nothing but a pencil for this whole chapter."),
        paragraph("A remark that comes before the idea, and is long enough."),
        section(
            "The idea",
            paragraph(
                "An idea that is as long as a sentence has to be. More."
            ),
        ),
    )
    assert (
        metadata.opening(tree)
        == "An idea that is as long as a sentence has to be."
    )


def test_without_an_idea_the_first_plain_paragraph_is_the_opening():
    tree = document(
        nodes.note(
            "", paragraph("A note in a box of its own, which is long.")
        ),
        paragraph("You will be able to do what nobody could do before."),
        paragraph("A remark that comes first, and which is long enough."),
    )
    assert metadata.opening(tree) == (
        "A remark that comes first, and which is long enough."
    )
    assert metadata.opening(nodes.Element()) == ""


def test_a_description_is_given_or_listed_or_the_opening(tmp_path):
    tree = document(paragraph("A remark that comes first, and which is long."))
    index = "- [1. One](one.ipynb): what `one` is, with $w_1$\n"
    given = {"chapters/one": {"description": "given\nby hand"}}
    says = metadata.description
    assert (
        says(app(tmp_path, index, **given), "chapters/one", tree)
        == "Given by hand"
    )
    assert (
        says(app(tmp_path, index), "chapters/one", tree)
        == "What one is, with w₁"
    )
    assert says(app(tmp_path), "chapters/one", tree) == (
        "A remark that comes first, and which is long."
    )
    assert says(app(tmp_path, index), "index", tree) == (
        "A remark that comes first, and which is long."
    )


def written(application):
    context = {"metatags": "<meta first>"}
    tree = document(
        paragraph('It says "yes" & goes on for as long as it must.')
    )
    metadata.prepare_page(application, "chapters/one", "", context, tree)
    return context["metatags"]


def test_the_elements_are_escaped_and_come_after_others(tmp_path):
    text = written(app(tmp_path))
    assert text.startswith("<meta first>")
    found = dict(
        re.findall(r'<meta \w+="([\w:]+)" content="([^"<>]*)" />', text)
    )
    assert found["og:title"] == "One &amp; &lt;two&gt;"
    assert found["og:site_name"] == "The Book"
    assert found["description"] == found["og:description"]
    assert found["description"].startswith(
        "It says &quot;yes&quot; &amp; goes"
    )
    assert not any("url" in name or "image" in name for name in found)


def test_addresses_are_absolute_where_the_site_is_known(tmp_path):
    text = written(app(tmp_path, site="https://example.org/book/"))
    assert (
        '"og:url" content="https://example.org/book/chapters/one.html"' in text
    )
    assert (
        '"og:image" content="https://example.org/book/_static/cards/one.png"'
        in text
    )
    assert '"og:image:width" content="1200"' in text


def test_a_page_without_a_text_has_no_elements(tmp_path):
    context = {}
    metadata.prepare_page(
        app(tmp_path), "search", "search.html", context, None
    )
    assert context == {}
