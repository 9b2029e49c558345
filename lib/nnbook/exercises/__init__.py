"""What the book asks: each chapter's exercises, and the summary's questions.

How to write an exercise. Each chapter has a module here, or a folder if it
is long, with a list `EXERCISES`; `nnbook/check/catalogue.py` names them. An
entry is

- `Function(...)` if the answer is a function: it is run on every `Case`,
  the inputs in a tuple and a few words for them. Begin with the example;
  add a batch, zeros, negative and large z, other sizes, and numbers that are
  not whole. `reference` is a right function, and each `Mistake` holds a
  wrong one: a learner whose results are the same on all cases gets that name
  and explanation. If `ask` calls the learner's function, `takes` names its
  inputs.
- `Values(...)` if the answer is numbers: `reference` is a right answer. If
  others are right too, `verdict(*answer)` returns None or a `Finding`. A
  `Mistake` holds a wrong answer, or a predicate and an `example` of it; one
  about a wrong shape is `of_shape`.

A predicate looks at what was handed in: that a neuron always says 1 may have
many causes, and the signs of its numbers tell which. What several exercises
share, cases, margins and mistakes, is in `shared.py`; slips that show as an
error of Python are in `nnbook/check/slips.py`, for all exercises at once.

Order mistakes from the most to the least telling. `section` is a heading of
the chapter, or "03-activations#Heading". In texts, `code` stands between
backticks and formulas are Unicode: z = w·x + b. `perceptron.py` shows both
kinds; tests/unit/test_exercises.py tries every entry.
"""
