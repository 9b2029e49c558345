"""The exercises of the page "When Python complains"."""

import numpy as np

from nnbook.check.exercise import Case, Function, Mistake, Values

PAGE = "00b-python-complains"
MATMUL = "Lengths that do not meet: @"
X = np.array([[1.0, 2.0, -1.0], [0.5, 0.0, 1.0]])
W = np.array([[1.0, 0.5, -1.0, 2.0], [0.0, 1, 1, -0.5], [2, 0.0, 0.5, 1.0]])


EXERCISES = [
    Values(
        number="0.7",
        title="Read a traceback",
        chapter=PAGE,
        section="Read the last line first",
        answers=("stopped", "has", "needs"),
        reference=(6, 2, 3),
        shown="Line 5 is where to mend it: a third weight is missing.",
        hints=(
            "Where does the arrow point? And what does the end of the last "
            "line compare?",
            "Operand 1 stands right of `@`: it is `weights`. Count its "
            "numbers in line 5, and the numbers in a row of `days`.",
            "`stopped` stands behind the arrow; `has` and `needs` are the "
            "two sizes in the last line.",
        ),
        mistakes=(
            Mistake(
                "the cell's number",
                "`In[9]` counts the cells that have been run. The line is "
                "the one with the arrow.",
                lambda stopped, has, needs: stopped == 9, example=(9, 2, 3),
            ),
            Mistake(
                "where to mend it",
                "Line 5 is where a weight is missing. Python notices it "
                "where the two arrays meet: at the arrow.",
                (5, 2, 3),
            ),
            Mistake(
                "sizes exchanged",
                "A row of `days` has three numbers, and `weights` in line 5 "
                "has two.",
                (6, 3, 2), section=MATMUL,
            ),
            Mistake(
                "counted from 0",
                "Python counts places from 0, and lines from 1. The arrow "
                "has the number beside it.",
                (5, 1, 2),
            ),
            Mistake(
                "where the days are made",
                "Line 4 is in order, and was passed: each day has its three "
                "numbers. The arrow stands at the line that Python was in "
                "when it stopped.",
                lambda stopped, has, needs: stopped == 4, example=(4, 2, 3),
            ),
            Mistake(
                "the line after it",
                "Line 7 was never reached: Python stopped at the arrow.",
                lambda stopped, has, needs: stopped == 7, example=(7, 2, 3),
            ),
        ),
    ),
    Function(
        number="0.8",
        title="Mend the product",
        chapter=PAGE,
        section=MATMUL,
        answers=("sums",),
        reference=lambda X, W, b: X @ W + b,
        cases=(
            Case((X, W, np.array([1.0, -2.0, 0.5, 0.0])),
                 "two days, three inputs, four sums"),
            Case((X[:1], W[:, :2], np.array([1.0, -1.0])),
                 "one day, two sums"),
            Case((W[:, :2], np.array([[1.0, 2.0], [3.0, -1.0]]),
                  np.array([0.5, 1.0])), "three days, two inputs, two sums"),
        ),
        shown="The inner lengths meet, the outer ones are the result's.",
        hints=(
            "Write the two shapes beside each other, in both orders. Where "
            "do equal lengths meet?",
            "`(days, n)` and `(n, m)`: the two n meet, and `(days, m)` is "
            "left.",
            "`return ... @ ... + b`",
        ),
        mistakes=(
            Mistake(
                "order of the product",
                "`W @ X` is the line that complains: m meets days. Exchange "
                "the two.",
                lambda X, W, b: W @ X + b,
            ),
            Mistake(
                "transposed, and in the other order",
                "In `W.T @ X` the n of `W.T` meets the days of X. Without "
                "the `.T`, and with X on the left, n meets n.",
                lambda X, W, b: W.T @ X + b,
            ),
            Mistake(
                "multiplied place by place",
                "`*` wants shapes that fit place by place. The weighted sums "
                "come from `@`.",
                lambda X, W, b: X * W + b,
                section="Lengths that do not meet: + and *",
            ),
            Mistake(
                "transposed to make it fit",
                "`W.T @ X.T` has the right numbers with rows and columns "
                "exchanged, and then b does not fit. No `.T` is needed.",
                lambda X, W, b: W.T @ X.T + b,
            ),
            Mistake(
                "the result turned round",
                "The numbers are right, with a day in each column. A day is "
                "a row: leave out the `.T`.",
                lambda X, W, b: (X @ W + b).T,
            ),
            Mistake(
                "b forgotten",
                "The product is right; b is added to each row of it.",
                lambda X, W, b: X @ W,
            ),
        ),
    ),
    Function(
        number="0.9",
        title="One for each number",
        chapter=PAGE,
        section="True for which of them?",
        answers=("positive_part",),
        reference=lambda z: np.maximum(0, z),
        cases=(
            Case((np.array([-1.0, 0.5, 2.0]),), "three numbers"),
            Case((np.array([-3.0, -2.5]),), "nothing above 0"),
            Case((-1.5,), "a single number"),
            Case((2.5,), "a single number above 0"),
            Case((X,), "two rows"),
        ),
        shown="It takes a number and arrays of any shape.",
        hints=(
            "Which of NumPy's functions compares each number with 0?",
            "`max` wants to know which of two things is larger, and cannot "
            "say it for an array. `np.maximum` asks for every number.",
            "`return np.maximum(..., ...)`",
        ),
        mistakes=(
            Mistake(
                "asked of the whole array",
                "`if` and Python's `max` want one True or False, and an array "
                "has many. `np.maximum` compares number by number.",
                lambda z: max(0, z),
            ),
            Mistake(
                "np.max for np.maximum",
                "`np.max` finds the largest number of an array. "
                "`np.maximum(0, z)` compares each with 0.",
                lambda z: np.max(z, 0),
            ),
            Mistake(
                "1 for what is positive",
                "What is above 0 keeps its value; you have made it 1.",
                lambda z: (np.asarray(z) > 0) * 1.0,
            ),
            Mistake(
                "signs taken away",
                "`abs` turns -1 into 1. What is below 0 should become 0.",
                np.abs,
            ),
            Mistake(
                "the negative part",
                "This keeps what is below 0. `np.minimum` is the opposite.",
                lambda z: np.minimum(0, z),
            ),
            *(
                Mistake(
                    "negative numbers thrown away",
                    "`z[z > 0]` leaves them out, so the shape changes (and a "
                    "single number has no places to choose from). They "
                    "should stay in their places, as 0.",
                    function,
                )
                for function in (
                    lambda z: z[z > 0],
                    lambda z: np.asarray(z)[np.asarray(z) > 0],
                )
            ),
        ),
    ),
]  # fmt: skip
