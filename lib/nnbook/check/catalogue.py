"""Where the exercises are: one module a chapter, loaded when asked for."""

import importlib

MODULES = {
    "0": "start",
    "1": "composition",
    "2": "perceptron",
    "3": "activations",
    "4": "layer",
    "5": "forward_pass",
    "6": "pytorch",
    "7": "stacking",
    "9": "practice",
    "10": "capstone",
}


def find(number):
    """The exercise called, say, "2.1"; ValueError that says what there is."""
    if not isinstance(number, str):
        raise TypeError(
            f"the exercise comes first, as text in quotes: {_quoted(number)}; "
            f"got {type(number).__name__}"
        )
    chapter = number.strip().partition(".")[0]
    if chapter not in MODULES:
        raise ValueError(
            f"there is no exercise {number!r}; exercises are called "
            '"chapter.exercise", for instance "2.1". Chapters: '
            + ", ".join(MODULES)
        )
    known = exercises(chapter)
    if number.strip() not in known:
        raise ValueError(
            f"there is no exercise {number!r}; chapter {chapter} has "
            + (", ".join(known) or "none")
        )
    return known[number.strip()]


def exercises(chapter):
    """All exercises of one chapter, by number."""
    name = f"nnbook.exercises.{MODULES[chapter]}"
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return {}
    return {exercise.number: exercise for exercise in module.EXERCISES}


def _quoted(number):
    is_number = isinstance(number, (int, float)) and number == number
    return f'check("{number}", ...)' if is_number else 'check("2.1", ...)'
