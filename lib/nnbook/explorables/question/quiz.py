"""A prediction to make before playing: a question with two to four answers."""

import textwrap
from xml.sax.saxutils import escape

import traitlets

from ..bundle import module, styles
from ..text import plain_text
from .texts import Question

LETTERS = "ABCD"


class Quiz(Question):
    """Ask for a prediction and answer each choice with its own feedback.

    Every option is a pair: the text, and what to say to a reader who chose
    it. Feedback on a wrong option names the misconception behind it. Texts
    may hold `code` between backticks and TeX between dollars.

        Quiz(
            "What happens to the line if only $b$ grows?",
            [
                ("It turns.", "Only $w$ turns it: it stands across $w$."),
                ("It shifts.", "$b$ moves it and keeps its direction."),
            ],
            answer=1,
        )
    """

    _esm = module("question/quiz.js")
    _css = styles("kit/kit.css", "question/question.css", "question/quiz.css")

    question = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(
        traitlets.List(traitlets.Unicode()), help="[text, feedback] each"
    ).tag(sync=True)
    answer = traitlets.Int(help="index of the right option").tag(sync=True)
    choice = traitlets.Int(-1, help="chosen option, -1: none").tag(sync=True)
    tried = traitlets.List(
        traitlets.Int(), help="options checked so far, in order"
    ).tag(sync=True)
    revealed = traitlets.Bool(
        False, help="the reader asked for the answer"
    ).tag(sync=True)

    def __init__(self, question, options, answer=0, **kwargs):
        options = _checked_options(question, options)
        if not _is_index(answer, len(options)):
            raise ValueError(
                f"answer={answer!r} names no option: with {len(options)} "
                f"options it is 0 to {len(options) - 1}, counted from 0"
            )
        super().__init__(
            question=question, options=options, answer=answer, **kwargs
        )

    @traitlets.observe("question", "options")
    def _prepare(self, change):
        options = [text for option in self.options for text in option]
        self.prepare(self.question, *options)

    @traitlets.validate("choice")
    def _validate_choice(self, proposal):
        choice = proposal["value"]
        if choice != -1 and not _is_index(choice, len(self.options)):
            raise ValueError(
                f"choice={choice} names no option: it is 0 to "
                f"{len(self.options) - 1}, or -1 for none"
            )
        return choice

    @traitlets.validate("tried")
    def _validate_tried(self, proposal):
        tried = proposal["value"]
        for i in tried:
            if not _is_index(i, len(self.options)):
                raise ValueError(
                    f"tried holds {i}, which names no option: they are 0 to "
                    f"{len(self.options) - 1}"
                )
        return tried

    def still(self):
        """The question and its options as an SVG, without the answer."""
        lines = list(_lines(self.question, self.options))
        height = lines[-1][1] + 20
        title = escape(f"Predict: {plain_text(self.question)}")
        # No role="img": a screen reader is to read the texts.
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="700" '
            f'height="{height}" viewBox="0 0 700 {height}" '
            f'style="max-width:100%;height:auto" font-size="15" '
            f'font-family="system-ui, sans-serif" '
            f'fill="var(--nn-ink, #1c2430)">\n'
            f"<title>{title}</title>\n"
            f'<path d="M0 0H700V{height}H0z" fill="var(--nn-paper, #fff)"/>\n'
            f'<path d="M0 .5H700M0 {height - 0.5}H700" '
            f'stroke="var(--nn-line, #d7dce2)"/>\n'
            + "".join(
                f'<text x="{x}" y="{y}"{style}>{escape(text)}</text>\n'
                for x, y, style, text in lines
            )
            + "</svg>"
        )

    def __repr__(self):
        question = textwrap.shorten(self.question, 40, placeholder="…")
        return f"Quiz({question!r}, {len(self.options)} options)"


def _is_index(value, length):
    """Whether `value` counts one of `length` things (True is not 1 here)."""
    return (
        isinstance(value, int)
        and not isinstance(value, bool)
        and 0 <= value < length
    )


def _checked_options(question, options):
    """The options as [text, feedback] lists, or an error that says why not."""
    if not _is_text(question):
        raise ValueError(f"a quiz needs a question, not {question!r}")
    options = list(options)
    if not 2 <= len(options) <= len(LETTERS):
        raise ValueError(
            f"a quiz has 2 to {len(LETTERS)} options, not {len(options)}: "
            "one is no choice, and more are hard to weigh"
        )
    return [
        _checked_option(*item) for item in zip(LETTERS, options, strict=False)
    ]


def _checked_option(letter, option):
    # A string of two letters would pass for a pair.
    if not isinstance(option, list | tuple) or len(option) != 2:
        raise ValueError(
            f"option {letter} must be a pair (text, feedback), not {option!r}"
        )
    text, feedback = option
    if not _is_text(text):
        raise ValueError(f"option {letter} has no text: {option!r}")
    if not _is_text(feedback):
        raise ValueError(
            f"option {letter} ({text!r}) has no feedback: say why it is "
            "right, or which misconception leads to it"
        )
    return [text, feedback]


def _is_text(value):
    return isinstance(value, str) and bool(value.strip())


def _lines(question, options):
    """Yield (x, y, attributes, text) for each line of the still picture."""
    dim = ' fill="var(--nn-dim, #5a6675)"'
    bold = ' font-weight="600"'
    yield 4, 28, f'{dim}{bold} font-size="13"', "PREDICT"
    y = 30
    for text in _wrap(question, 78):
        y += 22
        yield 4, y, bold, text
    y += 6
    for letter, (option, _) in zip(LETTERS, options, strict=False):
        y += 6
        for n, text in enumerate(_wrap(option, 82)):
            y += 22
            if n == 0:
                yield 4, y, dim + bold, letter
            yield 30, y, "", text
    note = "The answers are in the interactive page."
    yield 4, y + 36, f'{dim} font-size="13"', note


def _wrap(text, width):
    """Lines of at most `width` characters, no short formula broken."""
    lines = textwrap.wrap(plain_text(text, space="\xa0"), width)
    return [line.replace("\xa0", " ") for line in lines]
