"""The words below a still picture, for readers without JavaScript."""

import json
from types import SimpleNamespace

from nnbook_sphinx.widgets import state as widgets
from nnbook_sphinx.widgets import stills as captions

PICTURE = "<svg><title>One neuron: z = 1.00.</title></svg>"
QUIZ = {
    "question": "Is $w < 0$?",
    "options": [["`yes` & no", "So it is."], ["No.", "See $x_1$."]],
    "answer": 1,
}


def page(*models, picture=PICTURE):
    """A page with a view of each model, as the build has it."""
    state = {f"m{i}": {"state": model} for i, model in enumerate(models)}
    views = "".join(
        f'<div class="nnw-still">{picture}</div>'
        f'<script type="{widgets.VIEW}">{json.dumps({"model_id": name})}</script>'
        for name in state
    )
    text = json.dumps({"state": state}).replace("</", r"<\/")
    script = SimpleNamespace(
        filename=None, attributes={"type": widgets.STATE, "body": text}
    )
    return {"body": f"<p>a</p>{views}<p>b</p>", "script_files": [script]}


def prepared(context):
    captions.prepare_page(None, "page", "page.html", context, None)
    return context["body"]


def test_below_a_picture_stands_its_title():
    said = '<p class="nnw-caption">One neuron: z = 1.00.</p>'
    assert captions.words(PICTURE, {"w1": 1}) == PICTURE + said
    assert captions.words("<svg></svg>", {}) == "<svg></svg>"


def test_below_a_quiz_stand_its_answers_folded():
    picture = f"<svg><title>A question. {captions.ELSEWHERE}</title></svg>"
    text = captions.words(picture, QUIZ)
    assert captions.ELSEWHERE not in text
    assert "The answers follow." in text
    assert '<details class="nnw-answers"><summary>' in text
    assert text.count("<li>") == 2
    right = text.index("<strong>Right.</strong>")
    wrong = text.index("<strong>Not so.</strong> So it is.")
    assert wrong < text.index("<b>B</b> No.") < right
    assert text.count("Right.") == text.count("Not so.") == 1


def test_words_are_escaped_and_code_and_formulas_are_what_they_are():
    assert captions.rich("a < `b < c` & d") == (
        "a &lt; <code>b &lt; c</code> &amp; d"
    )
    assert captions.rich("$x_1$").startswith("<math")
    assert "<msub>" in captions.rich("say $x_1$")


def test_every_picture_of_a_page_has_the_words_of_its_own_model():
    body = prepared(page({"w1": 1}, QUIZ, {"w1": 2}))
    assert body.startswith("<p>a</p>")
    assert body.endswith("<p>b</p>")
    stills = body.split('<div class="nnw-still">')[1:]
    assert [("nnw-answers" in s, "nnw-caption" in s) for s in stills] == [
        (False, True), (True, False), (False, True),
    ]  # fmt: skip
    assert all(s.count("</svg>") == 1 for s in stills)


def test_a_view_of_no_known_model_still_has_its_title():
    context = page({"w1": 1})
    context["script_files"][0].attributes["body"] = '{"state": {}}'
    assert "nnw-caption" in prepared(context)


def test_a_page_without_widgets_stays_as_it_is():
    context = page({"w1": 1})
    before = context["body"]
    context["script_files"] = []
    assert prepared(context) == before
