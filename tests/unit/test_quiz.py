from xml.etree import ElementTree

import pytest

from nnbook.explorables import text as text_module
from nnbook.explorables.bundle import HERE
from nnbook.explorables.question.quiz import Quiz
from nnbook.explorables.text import formulas, plain_tex, plain_text

QUESTION = "Only $b$ grows. What does the line `w @ x + b = 0` do?"
OPTIONS = [
    ("It turns.", "Only $w$ turns the line: it stands across $w$."),
    ("It shifts & keeps <its> direction.", "Yes: $w$ sets the direction."),
    ("Nothing.", r"$z = w \cdot x + b$ changes everywhere."),
]


def quiz(**changes):
    return Quiz(
        **{"question": QUESTION, "options": OPTIONS, "answer": 1, **changes}
    )


def texts(picture):
    root = ElementTree.fromstring(picture)
    return [
        node.text for node in root.iter("{http://www.w3.org/2000/svg}text")
    ]


def test_starts_untouched():
    q = quiz()
    assert (q.answer, q.choice, q.tried, q.revealed) == (1, -1, [], False)
    assert q.options == [list(option) for option in OPTIONS]


def test_everything_the_page_needs_is_in_the_synced_state():
    state = quiz().get_state()
    names = {"question", "options", "answer", "choice", "tried", "revealed"}
    assert names <= state.keys()


def test_answer_is_the_first_option_unless_told():
    assert Quiz(QUESTION, OPTIONS).answer == 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"question": " "}, "needs a question"),
        ({"options": OPTIONS[:1]}, "2 to 4 options, not 1"),
        ({"options": OPTIONS * 2}, "2 to 4 options, not 6"),
        ({"options": ["yes", "no"]}, "option A must be a pair"),
        ({"options": [OPTIONS[0], ("b",)]}, "option B must be a pair"),
        ({"options": [OPTIONS[0], 7]}, "option B must be a pair"),
        ({"options": [OPTIONS[0], ("", "why")]}, "option B has no text"),
        ({"options": [OPTIONS[0], ("b", " ")]}, "'b'.* has no feedback"),
        ({"options": [OPTIONS[0], ("b", None)]}, "'b'.* has no feedback"),
        ({"answer": 3}, "0 to 2, counted from 0"),
        ({"answer": -1}, "names no option"),
        ({"answer": True}, "names no option"),
        ({"answer": "B"}, "names no option"),
    ],
)
def test_mistakes_are_explained(changes, message):
    with pytest.raises(ValueError, match=message):
        quiz(**changes)


def test_reader_state_is_checked():
    q = quiz()
    with pytest.raises(ValueError, match="or -1 for none"):
        q.choice = 3
    with pytest.raises(ValueError, match="tried holds 9"):
        q.tried = [0, 9]
    q.choice, q.tried, q.revealed = 2, [2, 1], True
    q.choice = -1
    assert (q.choice, q.tried) == (-1, [2, 1])


def test_repr_is_short_and_stable():
    assert (
        repr(Quiz("What moves?", OPTIONS[:2]))
        == "Quiz('What moves?', 2 options)"
    )
    long = repr(quiz())
    assert (
        long == "Quiz('Only $b$ grows. What does the line `w @…', 3 options)"
    )


def test_still_shows_question_and_options_without_the_answer():
    picture = quiz().still()
    shown = " ".join(texts(picture))
    assert "Only b grows. What does the line w @ x + b = 0 do?" in shown
    assert (
        "A It turns. B It shifts & keeps <its> direction. C Nothing." in shown
    )
    assert "The answers are in the interactive page." in shown
    assert "direction.</text>" in picture
    assert "sets the direction" not in picture
    assert "<title>Predict: Only b grows." in picture
    assert 'role="img"' not in picture


def test_still_does_not_depend_on_what_the_reader_did():
    assert quiz().still() == quiz(choice=1, tried=[1], revealed=True).still()


def test_still_wraps_inside_its_frame():
    picture = quiz(
        question="word " * 60, options=[("ab " * 90, "f")] * 4
    ).still()
    root = ElementTree.fromstring(picture)
    nodes = list(root.iter("{http://www.w3.org/2000/svg}text"))
    assert max(len(node.text) for node in nodes) <= 82
    rows = [float(node.get("y")) for node in nodes]
    assert rows == sorted(rows)
    assert rows[-1] < float(root.get("height"))


def test_bundle_has_the_picture_and_the_widget():
    bundle, _ = quiz()._repr_mimebundle_()
    assert bundle["image/svg+xml"].startswith("<svg")
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/plain"].startswith("Quiz('Only")


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"W^{(1)}_{ij} \le 0", "W⁽¹⁾ᵢⱼ ≤ 0"),
        (r"\sigma(z)=\frac{1}{1+e^{-z}}", "σ(z) = 1/(1+e⁻ᶻ)"),
        (r"\mathbf{W}^\top\mathbf{x}+b", "Wᵀx+b"),
        (r"n_\text{out}", "nₒᵤₜ"),
        (r"W \in R^{n\times m}", "W ∈ R^(n × m)"),
        (r"\hat{y}_1", "ŷ₁"),
        (r"\phi'(z)", "φ′(z)"),
        (r"w\cdot x\,\ge -0.5", "w · x ≥ −0.5"),
        (r"\max(0, z)", "max(0, z)"),
        (r"x \ne 0 \to \{1\}", "x ≠ 0 → {1}"),
        (r"y_q^Q", "y_q^Q"),
        ("}{a_", "a"),
    ],
)
def test_plain_tex(tex, plain):
    assert plain_tex(tex) == plain


def test_plain_text_and_formulas():
    text = r"If $b$ is `$x`, $z \ge 0$; a lone $ or ` stays."
    assert plain_text(text) == "If b is $x, z ≥ 0; a lone $ or ` stays."
    assert formulas(text) == ["b", r"z \ge 0"]


def test_javascript_reads_the_same_parts():
    source = (HERE / "kit" / "text.js").read_text(encoding="utf-8")
    assert f"/{text_module.PARTS.pattern}/g" in source
