"""Exercises that say what is wrong: `check` an answer, ask for a `hint`.

    check("2.1", w, b)     right, not attempted, or wrong, and then why
    hint("2.1")            a question, the idea, the shape of the solution

How to write an exercise. Each chapter has a module here with a list
`EXERCISES`; `catalogue.py` names the modules. An entry is

- `Function(...)` if the answer is a function: it is run on every `Case`,
  the inputs in a tuple and a few words for them. Begin with the example;
  add a batch, zeros, negative and large z, other sizes. `reference` is a
  right function, and each `Mistake` holds a wrong one: a learner whose
  results are the same on all cases gets that name and explanation.
- `Values(...)` if the answer is numbers: `reference` is a right answer. If
  others are right too, `verdict(*answer)` returns None or a `Finding`. A
  `Mistake` holds a wrong answer, or a predicate and an `example` of it.

Order mistakes from the most to the least telling. `section` is a heading of
the chapter, or "03-activations#Heading". In texts, `code` stands between
backticks and formulas are Unicode: z = w·x + b. `perceptron.py` shows both
kinds; tests/unit/test_exercises.py tries every entry.
"""

from nnbook.check.catalogue import find
from nnbook.check.engine import judge
from nnbook.check.hints import Hints

__all__ = ["check", "hint"]


def check(exercise, *answers):
    """A report on `answers` to the exercise with this number, as "2.1"."""
    return judge(find(exercise), answers)


def hint(exercise, step=None):
    """The three hints for an exercise; in a terminal one, `step` (1 to 3)."""
    return Hints(find(exercise), step)
