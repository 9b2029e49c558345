"""What an exercise consists of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Case(NamedTuple):
    """Inputs for a learner's function, and what they are, in a few words."""

    inputs: tuple
    what: str = ""


class Finding(NamedTuple):
    """The first thing that is wrong: for which input, what, what instead."""

    inputs: str
    came: str
    expected: str


class Unusable(Exception):
    """An answer that cannot be judged; the message says what is needed."""


class Empty(Unusable):
    """An answer with places that are still empty."""

    def __init__(self, places):
        where = "one place" if places == 1 else f"{places} places"
        super().__init__(f"is still empty in {where}")


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer, what it is called, and why it is wrong.

    `wrong` is the wrong function or the wrong values, or, if there is an
    `example` of it, a predicate: of the values, or of the list of what a
    function gave for the cases (None where there was an error). If values
    have a wrong shape, only mistakes that are `of_shape` are looked for.
    """

    name: str
    why: str
    wrong: Any
    section: str = ""
    example: Any = None
    of_shape: bool = False

    @property
    def sample(self):
        """An answer that makes this mistake."""
        return self.wrong if self.example is None else self.example


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """What the two kinds of exercises have in common.

    `answers` are the names of what is handed in; `shown` completes "Right."
    """

    number: str
    title: str
    chapter: str
    section: str
    answers: tuple[str, ...]
    reference: Any
    shown: str
    hints: tuple[str, str, str]
    mistakes: tuple[Mistake, ...]

    def place(self, mistake=None):
        """(chapter's file, heading) to read again after a mistake."""
        section = (mistake and mistake.section) or self.section
        chapter, _, heading = section.rpartition("#")
        return chapter or self.chapter, heading

    def several(self, answer):
        """`answer` as a tuple with one entry for each of `answers`."""
        return (answer,) if len(self.answers) == 1 else tuple(answer)


@dataclass(frozen=True, kw_only=True)
class Function(Exercise):
    """The answer is a function, or `ask` makes one of several answers.

    `cases` are Cases, or a function that makes them when they are needed.
    `ask(*answers, *inputs)` is what is compared; if what it asks is one
    function, `takes` names that one's inputs. Results may differ by
    `margin`, relative to numbers above 1.
    """

    cases: Any
    ask: Callable | None = None
    takes: tuple[str, ...] = ()
    returns: tuple[str, ...] = field(default=("the result",))
    margin: float = 1e-6


@dataclass(frozen=True, kw_only=True)
class Values(Exercise):
    """The answer is values, compared with `reference` unless `verdict` is.

    `read` turns what the learner wrote into what is compared: one function
    for all answers, or a tuple with one for each; otherwise they become
    arrays of the shapes in `reference`.
    """

    verdict: Callable | None = None
    read: Any = None
    margin: float = 1e-6
