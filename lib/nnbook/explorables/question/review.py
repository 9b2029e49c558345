"""A review: questions about what was read, and a score that is kept."""

import hashlib
import json
import re
from xml.sax.saxutils import escape

import traitlets

from ..bundle import module, styles
from ..text import plain_text
from .quiz import LETTERS, _is_index, _is_text
from .texts import Question

KEYS = ("question", "options", "section", "title")
SECTION = re.compile(r"[\w-]+#[\w-]+")


class Review(Question):
    """Ask questions, answer each option, and count the first answers.

    A question is a dict. `options` are pairs or triples of texts: the right
    one, exactly one, is (text, feedback); a wrong one is (text, idea,
    feedback), where the idea is the misconception behind it, written so that
    it can follow "Behind it is the idea that". `section` is the page and the
    anchor where the answer is explained, `title` the name of that place.
    Texts may hold `code` between backticks and TeX between dollars.

        Review([{
            "question": "What does a larger bias $b$ do to the line?",
            "options": [
                ("It shifts it.", "$b$ moves the line along."),
                ("It turns it.", "the bias is one more weight",
                 "The slope is $-w_1/w_2$: there is no $b$ in it."),
            ],
            "section": "02-perceptron#what-the-bias-does",
            "title": "The perceptron: What the bias does",
        }])

    `choices` and `tried` are what the reader did: for each question the
    chosen option (-1: none), and the options checked so far, in order. The
    page keeps both in the browser's storage, under `name`. Other questions
    need another Review.
    """

    _esm = module("question/review.js")
    _css = styles(
        "kit/kit.css", "question/question.css", "question/review.css"
    )

    questions = traitlets.List(traitlets.Dict()).tag(sync=True)
    name = traitlets.Unicode(help="what the storage calls it").tag(sync=True)
    edition = traitlets.Unicode(
        help="a digest: answers to other questions are not taken for these"
    ).tag(sync=True)
    choices = traitlets.List(traitlets.Int()).tag(sync=True)
    tried = traitlets.List(traitlets.List(traitlets.Int())).tag(sync=True)

    def __init__(self, questions, name="summary", **kwargs):
        questions = _checked_questions(questions)
        super().__init__(
            questions=questions,
            name=_checked_name(name),
            edition=_digest(questions),
            choices=kwargs.pop("choices", [-1] * len(questions)),
            tried=kwargs.pop("tried", [[] for _ in questions]),
            **kwargs,
        )

    @traitlets.observe("questions")
    def _prepare(self, change):
        texts = []
        for each in self.questions:
            texts += [each["question"], each["title"]]
            texts += [text for option in each["options"] for text in option]
        self.prepare(*texts)

    @property
    def n_answered(self):
        """How many questions have been answered."""
        return sum(bool(tried) for tried in self.tried)

    @property
    def n_right(self):
        """How many first answers were right."""
        pairs = zip(self.questions, self.tried, strict=True)
        return sum(
            len(question["options"][tried[0]]) == 2
            for question, tried in pairs
            if tried
        )

    def start_again(self):
        """Forget all answers; an open picture clears its storage too."""
        with self.hold_sync():
            self.choices = [-1] * len(self.questions)
            self.tried = [[] for _ in self.questions]

    @traitlets.validate("choices")
    def _check_choices(self, proposal):
        self._check_length("choices", proposal["value"])
        for i, choice in enumerate(proposal["value"]):
            if choice != -1:
                self._check_option("choices", i, choice, ", or -1 for none")
        return proposal["value"]

    @traitlets.validate("tried")
    def _check_tried(self, proposal):
        self._check_length("tried", proposal["value"])
        for i, tried in enumerate(proposal["value"]):
            for option in tried:
                self._check_option("tried", i, option)
            if len(set(tried)) < len(tried):
                raise ValueError(
                    f"tried[{i}] is {tried}: an option is in it once, at the "
                    "place where it was first checked"
                )
        return proposal["value"]

    def _check_length(self, trait, values):
        if len(values) != len(self.questions):
            raise ValueError(
                f"{trait} has {len(values)} entries; there are "
                f"{len(self.questions)} questions, and it has one for each"
            )

    def _check_option(self, trait, i, option, else_=""):
        n = len(self.questions[i]["options"])
        if not _is_index(option, n):
            raise ValueError(
                f"{trait}[{i}] holds {option!r}, which names no option of "
                f"that question: they are 0 to {n - 1}{else_}"
            )

    def fallback(self):
        """The questions and their options as HTML, without the answers."""
        items = "".join(map(_item, self.questions))
        note = "The answers are in the interactive page."
        return f"<ol>\n{items}</ol>\n<p>{note}</p>\n"

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        # A picture could not break its lines for a narrow screen.
        data["text/html"] = self.fallback()
        return bundle

    def __repr__(self):
        return f"Review({len(self.questions)} questions, {self.name!r})"


def _checked_name(name):
    if not isinstance(name, str) or not re.fullmatch(r"[\w-]+", name):
        raise ValueError(
            f"name is {name!r}; expected letters, digits and dashes, such as "
            "'summary': the browser's storage knows the answers by it"
        )
    return name


def _checked_questions(questions):
    """The questions as JSON has them, or an error that says why not."""
    questions = list(questions)
    if not questions:
        raise ValueError("a review needs at least one question")
    return [
        _checked_question(number, question)
        for number, question in enumerate(questions, 1)
    ]


def _checked_question(number, question):
    where = f"question {number}"
    if not isinstance(question, dict) or set(question) != set(KEYS):
        raise ValueError(
            f"{where} must be a dict with the keys {', '.join(KEYS)}, not "
            f"{question!r}"
        )
    for key in ("question", "title"):
        if not _is_text(question[key]):
            raise ValueError(f"{where} has no {key}: {question[key]!r}")
    section = question["section"]
    if not isinstance(section, str) or not SECTION.fullmatch(section):
        raise ValueError(
            f"{where}: section is {section!r}; expected a page and an anchor "
            "in it, such as '02-perceptron#the-xor-wall'"
        )
    return question | {"options": _checked_options(where, question["options"])}


def _checked_options(where, options):
    options = list(options)
    if not 2 <= len(options) <= len(LETTERS):
        raise ValueError(
            f"{where} has {len(options)} options; expected 2 to "
            f"{len(LETTERS)}: one is no choice, and more are hard to weigh"
        )
    for letter, option in zip(LETTERS, options, strict=False):
        _check_option(f"{where}, option {letter}", option)
    right = [o for o in options if len(o) == 2]
    if len(right) != 1:
        raise ValueError(
            f"{where} has {len(right)} right options (pairs of text and "
            "feedback); expected exactly one. A wrong option is a triple: "
            "text, the idea behind it, feedback"
        )
    return [list(option) for option in options]


def _check_option(where, option):
    # A string of two or three letters would pass for a pair or a triple.
    if not isinstance(option, list | tuple) or len(option) not in (2, 3):
        raise ValueError(
            f"{where} must be (text, feedback) if it is right, and (text, "
            f"idea, feedback) if it is wrong, not {option!r}"
        )
    if not all(map(_is_text, option)):
        raise ValueError(f"{where} has an empty part: {option!r}")
    if len(option) == 3 and option[1].rstrip().endswith("."):
        raise ValueError(
            f"{where}: the idea {option[1]!r} should have no full stop; it "
            'follows "Behind it is the idea that", which sets one'
        )


def _digest(questions):
    text = json.dumps(questions, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _item(question):
    """A question of the fallback, as an item of a list."""
    options = "".join(
        f"<li>{escape(plain_text(option[0]))}</li>\n"
        for option in question["options"]
    )
    return (
        f"<li><p>{escape(plain_text(question['question']))} "
        f"({escape(plain_text(question['title']))})</p>\n"
        f'<ol type="A">\n{options}</ol></li>\n'
    )
