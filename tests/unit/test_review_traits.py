import re

import pytest

from nnbook.exercises.summary import SUMMARY
from nnbook.explorables.bundle import module
from nnbook.explorables.question.review import Review

RIGHT = ("It shifts & keeps <its> direction.", "$b$ moves the line along.")
WRONG = ("It turns.", "the bias is one more weight", "Only $w$ turns it.")
OTHER = ("Nothing.", "a bias has no effect", "$z$ changes everywhere.")


def question(**changes):
    return {
        "question": "What does a larger $b$ do to `w @ x + b = 0`?",
        "options": [WRONG, RIGHT, OTHER],
        "section": "02-perceptron#what-the-bias-does",
        "title": "The perceptron: What the bias does",
        **changes,
    }


def review(**changes):
    return Review([question(), question(options=[RIGHT, WRONG])], **changes)


def test_starts_untouched():
    r = review()
    assert (r.choices, r.tried) == ([-1, -1], [[], []])
    assert (r.n_answered, r.n_right) == (0, 0)


def test_everything_the_page_needs_is_in_the_synced_state():
    state = review().get_state()
    names = {"questions", "name", "edition", "choices", "tried"}
    assert names <= state.keys()
    assert state["questions"][0]["options"][1] == list(RIGHT)


def test_only_the_first_answer_to_a_question_counts():
    r = review()
    r.tried = [[1, 0], [1, 0]]
    assert (r.n_answered, r.n_right) == (2, 1)
    r.tried = [[], [0]]
    assert (r.n_answered, r.n_right) == (1, 1)


def test_start_again_forgets_all():
    r = review(choices=[1, 0], tried=[[1], [0]])
    assert r.n_right == 2
    r.start_again()
    assert (r.choices, r.tried) == ([-1, -1], [[], []])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"question": " "}, "question 1 has no question"),
        ({"title": None}, "question 1 has no title"),
        ({"section": "02-perceptron"}, "expected a page and an anchor"),
        ({"section": "http://x#y"}, "expected a page and an anchor"),
        ({"more": 1}, "a dict with the keys question, options, section"),
        ({"options": [RIGHT]}, "1 options; expected 2 to 4"),
        ({"options": [RIGHT] + 4 * [WRONG]}, "5 options; expected 2 to 4"),
        ({"options": [WRONG, OTHER]}, "0 right options .* exactly one"),
        ({"options": [RIGHT, RIGHT]}, "2 right options .* exactly one"),
        ({"options": [RIGHT, "ab"]}, "option B must be"),
        ({"options": [RIGHT, ("a",)]}, "option B must be"),
        ({"options": [RIGHT, ("a", "b", " ")]}, "option B has an empty part"),
        ({"options": [RIGHT, ("a", "b", None)]}, "option B has an empty part"),
        ({"options": [RIGHT, ("a", "b.", "c")]}, "should have no full stop"),
    ],
)
def test_mistakes_in_questions_are_explained(changes, message):
    with pytest.raises(ValueError, match=message):
        Review([question(**changes)])


def test_other_mistakes_are_explained():
    with pytest.raises(ValueError, match="at least one question"):
        Review([])
    with pytest.raises(ValueError, match="question 2 must be a dict"):
        Review([question(), "why?"])
    for name in ("", "a b", None):
        with pytest.raises(ValueError, match="letters, digits and dashes"):
            review(name=name)


@pytest.mark.parametrize(
    ("trait", "value", "message"),
    [
        ("choices", [0], "1 entries; there are 2 questions"),
        ("choices", [0, 2], r"choices\[1\] holds 2.* 0 to 1, or -1 for none"),
        ("choices", [-2, 0], r"choices\[0\] holds -2"),
        ("tried", [[]], "1 entries; there are 2 questions"),
        ("tried", [[3], []], r"tried\[0\] holds 3.* 0 to 2$"),
        ("tried", [[-1], []], r"tried\[0\] holds -1"),
        ("tried", [[1, 1], []], "an option is in it once"),
    ],
)
def test_reader_state_is_checked(trait, value, message):
    r = review()
    before = getattr(r, trait)
    with pytest.raises(ValueError, match=message):
        setattr(r, trait, value)
    assert getattr(r, trait) == before
    with pytest.raises(ValueError, match=message):
        review(**{trait: value})


def test_the_edition_is_that_of_the_questions():
    assert review().edition == review(name="other").edition
    assert review().edition != Review([question()]).edition
    reworded = question(title="Elsewhere")
    assert Review([question()]).edition != Review([reworded]).edition


def test_the_fallback_lists_questions_and_options_without_the_answers():
    text = review().fallback()
    assert text.count("<li>") == 2 + 3 + 2
    assert "What does a larger b do to w @ x + b = 0?" in text
    assert "It shifts &amp; keeps &lt;its&gt; direction." in text
    assert "The perceptron: What the bias does" in text
    for hidden in ("moves the line", "one more weight", "turns it.<", "$"):
        assert hidden not in text
    answered = review(choices=[1, 0], tried=[[1], [0]])
    assert answered.fallback() == text


def test_bundle_has_the_fallback_and_the_widget():
    bundle, _ = review()._repr_mimebundle_()
    assert bundle["text/html"] == review().fallback()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/plain"] == "Review(2 questions, 'summary')"


def test_module_stands_alone():
    source = module("question/review.js")
    assert not re.search(r"^(import|export (?!default))", source, re.M)
    assert "innerHTML" not in source


# ---- The questions of the summary.


def test_there_are_twelve_and_every_chapter_has_one():
    assert len(Review(SUMMARY).questions) == 12
    pages = {each["section"][:2] for each in SUMMARY}
    assert pages == {f"0{n}" for n in range(1, 8)}


@pytest.mark.parametrize("each", SUMMARY, ids=lambda q: q["section"])
def test_ideas_are_clauses_and_texts_are_sentences(each):
    for option in each["options"]:
        *ideas, feedback = option[1:]
        assert len(feedback) > 20
        assert feedback.endswith((".", "$."))
        for idea in ideas:
            assert not idea[0].isupper()
    texts = [option[0] for option in each["options"]]
    assert len(set(texts)) == len(texts)


def test_the_right_option_is_not_always_at_the_same_place():
    places = {
        [len(option) for option in each["options"]].index(2)
        for each in SUMMARY
    }
    assert len(places) >= 3
