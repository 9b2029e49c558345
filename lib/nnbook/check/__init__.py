"""Exercises that say what is wrong: `check` an answer, ask for a `hint`.

    check("2.1", w, b)     right, not attempted, or wrong, and then why
    hint("2.1")            a question, the idea, the shape of the solution

Here is the judge. What it judges, and how to write an exercise, is in
`nnbook.exercises`.
"""

from nnbook.check.catalogue import find
from nnbook.check.engine import safely
from nnbook.check.hints import Hints

__all__ = ["check", "hint"]


def check(exercise, *answers):
    """A report on `answers` to the exercise with this number, as "2.1"."""
    return safely(find(exercise), answers)


def hint(exercise, step=None):
    """The three hints for an exercise; in a terminal one, `step` (1 to 3)."""
    return Hints(find(exercise, "hint"), step)
