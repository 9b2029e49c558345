"""The exercises of the page "NumPy in twenty lines"."""

import numpy as np

from nnbook.check.exercise import Case, Function, Mistake, Values

PAGE = "00-numpy"
SIZES = [[0, 0, 0], [2, 1, 0], [0, 0, 1.5]]  # the answer to 0.1, unsigned
DAYS = np.array([[1.0, 2.0, -1.0], [0.5, 0.0, 1.0]])
MORE = np.array([[0.0, 1, 2, 3], [-1, 5, 0.5, 2], [2, -2, 4, 0.0]])
SQUARE = np.array([[1.0, 3.0], [-2.0, 0.5]])
# Two rows, three, as many rows as columns: no shape hides a wrong axis.
TABLES = (
    Case((DAYS,), "two days"),
    Case((MORE,), "three rows of four"),
    Case((SQUARE,), "two rows of two"),
)


def _column(k):
    return lambda X: X[:, k]


EXERCISES = [
    Values(
        number="0.1",
        title="Three days",
        chapter=PAGE,
        section="Arrays and shapes",
        answers=("days",),
        reference=[[0, 0, 0], [2, -1, 0], [0, 0, -1.5]],
        shown="Three rows of three numbers: the shape is (3, 3).",
        hints=(
            "How many rows does the array have, and how many numbers does "
            "each row have?",
            "A list of three lists, one for each day. As usual is 0, more is "
            "positive, less is negative.",
            "`days = np.array([[0, 0, 0], [2, ..., 0], [..., ..., ...]])`",
        ),
        mistakes=(
            Mistake(
                "rows and columns exchanged",
                "A day is a row. You have put the three values of sunshine "
                "into one row; `days.T` exchanges rows and columns.",
                [[0, 2, 0], [0, -1, 0], [0, 0, -1.5]],
            ),
            Mistake(
                "one long row",
                "These are the nine numbers in one list. Each day needs a "
                "list of its own, inside the brackets of the whole.",
                lambda days: days.shape == (9,), of_shape=True,
                example=[0, 0, 0, 2, -1, 0, 0, 0, -1.5],
            ),
            Mistake(
                "less is not more",
                "A step less than usual is negative: 1 step less wind is -1.",
                lambda days: np.abs(days).tolist() == SIZES,
                example=[[0, 0, 0], [2, 1, 0], [0, 0, 1.5]],
            ),
            Mistake(
                "another order in a row",
                "The order is sunshine, wind, warmth in every row, as in the "
                "two days of line 8.",
                lambda days: np.sort(np.abs(days)).tolist()
                == np.sort(SIZES).tolist(),
                example=[[0, 0, 0], [2, -1, 0], [-1.5, 0, 0]],
            ),
            Mistake(
                "the usual day left out",
                "The first day is as usual in everything. That is a row too: "
                "0, 0, 0.",
                [[2, -1, 0], [0, 0, -1.5]], of_shape=True,
            ),
            Mistake(
                "the usual day is 1",
                "Numbers compare with a usual day: as usual is 0, and 1 is "
                "one step more.",
                lambda days: days.shape == (3, 3) and (days[0] == 1).all(),
                example=[[1, 1, 1], [2, -1, 0], [0, 0, -1.5]],
            ),
        ),
    ),
    Function(
        number="0.2",
        title="A week in Celsius",
        chapter=PAGE,
        section="Arithmetic on whole arrays",
        answers=("to_celsius",),
        reference=lambda fahrenheit: (fahrenheit - 32) * 5 / 9,
        cases=(
            Case((np.array([32.0, 68.0]),)),
            Case((np.array([-40.0, 0.0, 14.0, 50.0, 86.0, 104.0, 212.0]),),
                 "a week"),
            Case((np.array([33.0]),), "a single day"),
        ),
        shown="One line for any number of days.",
        hints=(
            "What does `np.array([32.0, 68.0]) - 32` give?",
            "Write it as for one number. The subtraction comes first, so it "
            "needs brackets.",
            "`return (fahrenheit - ...) * ...`",
        ),
        mistakes=(
            Mistake(
                "brackets forgotten",
                "`*` and `/` come before `-`, so only the 32 is multiplied. "
                "Put brackets around the difference.",
                lambda f: f - 32 * 5 / 9,
            ),
            Mistake(
                "multiplied first",
                "The 32 has to come off before the multiplication.",
                lambda f: f * 5 / 9 - 32,
            ),
            Mistake(
                "added, not subtracted",
                "68 °F is 20 °C: the 32 comes off.",
                lambda f: (f + 32) * 5 / 9,
            ),
            Mistake(
                "9/5 for 5/9",
                "A step of one degree Fahrenheit is the smaller one, so the "
                "factor is below 1: 5/9.",
                lambda f: (f - 32) * 9 / 5,
            ),
            Mistake(
                "the way back",
                "This converts Celsius to Fahrenheit.",
                lambda f: f * 9 / 5 + 32,
            ),
            Mistake(
                "only the first day",
                "One number comes, where there should be one for each day. A "
                "`return` inside a loop ends it at once; no loop is needed.",
                lambda f: (f[0] - 32) * 5 / 9,
            ),
            Mistake(
                "whole numbers",
                "Everything behind the decimal point is lost: `//` divides "
                "and rounds down. Use `/`.",
                lambda f: (f - 32) * 5 // 9,
            ),
        ),
    ),
    Function(
        number="0.3",
        title="One number a day",
        chapter=PAGE,
        section="Weighted sums with @",
        answers=("scores",),
        reference=lambda X, w, b: X @ w + b,
        cases=(
            Case((DAYS, np.array([1.2, -0.7, 0.5]), 0.4), "two days"),
            Case((MORE, np.array([1.0, 0.5, -1, 2]), -1.0), "three days"),
            Case((SQUARE, np.array([2.0, -1.0]), 0.5), "two days, two inputs"),
        ),
        shown="A weighted sum for each row, in one line.",
        hints=(
            "Which lengths have to meet at `@`? Look at the two shapes.",
            "`(days, n)` left of `@` and `(n,)` right of it leave `(days,)`.",
            "`return X @ ... + ...`",
        ),
        mistakes=(
            Mistake(
                "order of the product",
                "At `@` the last length of the left array meets the first "
                "one of the right. With `w @ X` that is n and days; turn it "
                "round: `X @ w`.",
                lambda X, w, b: w @ X + b,
            ),
            Mistake(
                "products not added up",
                "`X * w` multiplies place by place and stops there. `X @ w` "
                "also adds up each row.",
                lambda X, w, b: X * w + b,
            ),
            Mistake(
                "one sum for all days",
                "You have added up everything. Each day needs a sum of its "
                "own: `X @ w`, or `axis=1`.",
                lambda X, w, b: (X * w).sum() + b, section="Along an axis",
            ),
            Mistake(
                "sum along the wrong axis",
                "You have added up each column. A day is a row: `axis=1`.",
                lambda X, w, b: (X * w).sum(axis=0) + b,
                section="Along an axis",
            ),
            Mistake(
                "b forgotten",
                "The weighted sums are right. Each gets b added to it.",
                lambda X, w, b: X @ w,
            ),
            Mistake(
                "b added to the inputs",
                "b is added once, to the sum: `X @ w + b`, without brackets.",
                lambda X, w, b: (X + b) @ w,
            ),
        ),
    ),
    Function(
        number="0.4",
        title="The wind of all days",
        chapter=PAGE,
        section="Indexing and slices",
        answers=("wind",),
        reference=_column(1),
        cases=TABLES,
        shown="A column, as an array with one axis.",
        hints=(
            "Rows come first between the square brackets, then columns.",
            "A colon alone means all rows. The second column has the number "
            "1, since Python counts from 0.",
            "`return X[:, ...]`",
        ),
        mistakes=(
            Mistake(
                "a row, not a column",
                "`X[1]` is the second row. For a column, say that you want "
                "all rows: `X[:, 1]`.",
                lambda X: X[1],
            ),
            Mistake(
                "counted from 1",
                "Python counts from 0: the second column has the number 1.",
                _column(2),
            ),
            Mistake(
                "the first column",
                "Column 0 is the first one, the sunshine. The second is 1.",
                _column(0),
            ),
            Mistake(
                "the first two columns",
                "`:2` means the columns 0 and 1. You want one: `X[:, 1]`.",
                _column(slice(2)),
            ),
            Mistake(
                "a column that kept its axis",
                "`1:2` is a slice of length 1 and leaves two axes. A single "
                "number between the brackets takes the axis away.",
                _column(slice(1, 2)),
            ),
            Mistake(
                "one number",
                "This is the wind of one day. A colon in the place of the "
                "row gives all days.",
                lambda X: X[0, 1],
            ),
        ),
    ),
    Function(
        number="0.5",
        title="The sunny days",
        chapter=PAGE,
        section="True and False",
        answers=("sunny",),
        reference=lambda X: X[X[:, 0] > 0],
        cases=(*TABLES, Case((SQUARE - 0.5,), "one sunny day")),
        shown="The rows that are True, whole.",
        hints=(
            "How do you get the first number of every row?",
            "`X[:, 0] > 0` is True or False for each row. An array of that "
            "kind between square brackets picks out rows.",
            "`return X[... > 0]`",
        ),
        mistakes=(
            Mistake(
                "True and False, not the rows",
                "This says which days are sunny. Put it between square "
                "brackets behind X to get their rows.",
                lambda X: X[:, 0] > 0,
            ),
            Mistake(
                "the windy days",
                "You ask column 1, the wind. The first number of a row is in "
                "column 0.",
                lambda X: X[X[:, 1] > 0],
            ),
            Mistake(
                "only the sunshine",
                "These are the first numbers of the sunny days. Pick out of "
                "`X`, not out of its first column.",
                lambda X: X[:, 0][X[:, 0] > 0],
            ),
            Mistake(
                "all numbers above 0",
                "`X > 0` asks every number, the wind too. Ask the first "
                "column: `X[:, 0] > 0`.",
                lambda X: X[X > 0],
            ),
            Mistake(
                "at least 0",
                "A day as usual has 0, and 0 is not above 0: `>`, not `>=`.",
                lambda X: X[X[:, 0] >= 0],
            ),
            Mistake(
                "one answer a column, not a row",
                "`X[0]` is a row, so `X[0] > 0` has a True or False for each "
                "column. The first number of every row is `X[:, 0]`.",
                lambda X: X[X[0] > 0],
            ),
            Mistake(
                "the first row asked",
                "`X[0]` is the first row. The first number of every row is "
                "the first column, `X[:, 0]`.",
                lambda X: X[:, X[0] > 0],
            ),
            Mistake(
                "the other days",
                "These are the days without more sunshine than usual.",
                lambda X: X[X[:, 0] <= 0],
            ),
        ),
    ),
    Function(
        number="0.6",
        title="The usual day",
        chapter=PAGE,
        section="Along an axis",
        answers=("averages",),
        reference=lambda X: X.mean(axis=0),
        cases=TABLES,
        shown="One average for each column.",
        hints=(
            "Which axis has to disappear, that of the rows or that of the "
            "columns?",
            "The rows are axis 0. `X.sum(axis=0)` gives a sum for each "
            "column.",
            "`return X.mean(axis=...)`",
        ),
        mistakes=(
            Mistake(
                "along the other axis",
                "This is one average a day. The axis that you name "
                "disappears; the days should, so it is `axis=0`.",
                lambda X: X.mean(axis=1),
            ),
            Mistake(
                "one average of everything",
                "Without an axis all numbers go into one average. Name the "
                "axis of the rows: `axis=0`.",
                lambda X: X.mean(),
            ),
            Mistake(
                "sums, not averages",
                "These are the sums of the columns. Divide by the number of "
                "rows, or use `mean`.",
                lambda X: X.sum(axis=0),
            ),
            Mistake(
                "divided by the number of columns",
                "An average over the rows divides by how many rows there "
                "are: `len(X)`.",
                lambda X: X.sum(axis=0) / X.shape[1],
            ),
            Mistake(
                "sums of the rows",
                "These are the sums of the days. Averages of the columns "
                "are `X.mean(axis=0)`.",
                lambda X: X.sum(axis=1),
            ),
        ),
    ),
]  # fmt: skip
