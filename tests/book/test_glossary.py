"""The glossary and the chapters: each word in bold once, and no other."""

import re
from pathlib import Path

import nbformat

from nnbook_sphinx.terms import find

CHAPTERS = Path(__file__).resolve().parents[2] / "chapters"

# In bold, and no terms: the lead-ins of lists, and one stressed word.
NO_TERMS = {
    "You will be able to",
    "You need",
    "This book",
    "Many textbooks",
    "PyTorch",
    "if",
}


def prose(path):
    """The Markdown of a page, without code blocks and spans."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = nbformat.reads(text, as_version=4).cells
        texts = [c.source for c in cells if c.cell_type == "markdown"]
        text = "\n\n".join(texts)
    return re.sub(r"^```.*?^```|`[^`\n]*`", "", text, flags=re.S | re.M)


def pages():
    """The Markdown of every page but the glossary, by file name."""
    paths = [*CHAPTERS.glob("*.ipynb"), *CHAPTERS.glob("*.md")]
    texts = {path.name: prose(path) for path in sorted(paths)}
    del texts["glossary.md"]
    return texts


def glossary():
    """The terms that the glossary defines, in the order of the file."""
    text = (CHAPTERS / "glossary.md").read_text(encoding="utf-8")
    return entries(text)


def entries(text):
    """The terms of a glossary: lines that start at the margin."""
    block = re.search(r"^```\{glossary\}\n(.*?)^```", text, re.S | re.M)[1]
    return re.findall(r"^(?!:)(\S.*)$", block, re.M)


def bold(text):
    """What is in bold and may be a term: no formula, no sentence."""
    words = [
        " ".join(w.split()) for w in re.findall(r"\*\*(.+?)\*\*", text, re.S)
    ]
    return [
        w
        for w in words
        if w not in NO_TERMS and "$" not in w and not is_sentence(w)
    ]


def is_sentence(words):
    """Whether it ends as a sentence does, or is what others say."""
    return words.endswith((".", "?")) or words.startswith('"')


def undefined(texts, names):
    """The words in bold that no entry defines, with their pages."""
    terms = {name.lower(): name for name in names}
    return [
        f"{page}: {word}"
        for page, text in texts.items()
        for word in bold(text)
        if not find(word, terms)
    ]


def unused(texts, names):
    """The entries that no page has in bold."""
    terms = {name.lower(): name for name in names}
    used = {
        find(word, terms) for text in texts.values() for word in bold(text)
    }
    return [name for name in names if name not in used]


def twice(names):
    """The entries that are there again, themselves or in the singular."""
    again = []
    for index, name in enumerate(names):
        others = [*names[:index], *names[index + 1 :]]
        if find(name, {other.lower(): other for other in others}):
            again.append(name)
    return again


def test_every_word_in_bold_is_in_the_glossary():
    assert undefined(pages(), glossary()) == []


def test_every_entry_of_the_glossary_is_in_bold_somewhere():
    assert unused(pages(), glossary()) == []


def test_no_term_is_defined_twice():
    assert twice(glossary()) == []


def test_every_exemption_is_needed():
    text = "\n".join(pages().values())
    assert [word for word in NO_TERMS if f"**{word}**" not in text] == []


# ---- The checks above find a planted mistake.


def test_a_planted_word_is_found():
    texts = {
        **pages(),
        "planted": "A **momentum**, and two\n**hidden\nlayers**.",
    }
    assert undefined(texts, glossary()) == ["planted: momentum"]


def test_a_planted_entry_is_found():
    assert unused(pages(), [*glossary(), "momentum"]) == ["momentum"]


def test_a_planted_second_definition_is_found():
    text = (CHAPTERS / "glossary.md").read_text(encoding="utf-8")
    text = text.replace(
        "\nbias\n", "\nlayer\n  Twice.\n\nweights\n  Twice.\n\nbias\n"
    )
    assert sorted(twice(entries(text))) == ["layer", "layer", "weights"]
