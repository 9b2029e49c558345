"""Three hints for an exercise, each a step further."""

import numpy as np

from nnbook.check.reading import written
from nnbook.check.report import marked

STEPS = ("A question to think about", "The idea", "The shape of the solution")


class Hints:
    """Folded in a notebook and in the page; one at a time in a terminal."""

    def __init__(self, exercise, step=None):
        if step is not None and not _is_step(step):
            raise ValueError(
                f"there are three hints, 1, 2 and 3; got {written(step)}"
            )
        self.exercise, self.step = exercise, step

    def __repr__(self):
        step = self.step or 1
        number = self.exercise.number
        text = f"Hint {step} of 3. {self.exercise.hints[step - 1]}"
        if step < 3:
            text += f'\nThe next one: hint("{number}", {step + 1})'
        return text

    def _repr_html_(self):
        return "".join(
            f"<details{' open' if i == self.step else ''}>"
            f"<summary>Hint {i}. {name}</summary><p>{marked(text)}</p>"
            "</details>"
            for i, (name, text) in enumerate(
                zip(STEPS, self.exercise.hints, strict=True), 1
            )
        )


def _is_step(step):
    is_whole = isinstance(step, (int, np.integer)) and step is not True
    return is_whole and 1 <= step <= len(STEPS)
