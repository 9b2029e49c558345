"""Where the exercises are: one module a chapter, loaded when asked for."""

import importlib

from nnbook.check.reading import short

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


def find(number, asking="check"):
    """The exercise called, say, "2.1"; ValueError that says what there is.

    `asking` is the function whose call a TypeError shows.
    """
    if not issubclass(type(number), str):
        raise TypeError(
            "the exercise comes first, as text in quotes: "
            f"{_quoted(number, asking)}; got {type(number).__name__}"
        )
    chapter = number.strip().partition(".")[0]
    if chapter not in MODULES:
        raise ValueError(
            f"there is no exercise {short(repr(number))}; "
            'exercises are called "chapter.exercise", for instance "2.1". '
            "Chapters: " + ", ".join(MODULES)
        )
    known = exercises(chapter)
    if number.strip() not in known:
        raise ValueError(
            f"there is no exercise {short(repr(number))}; "
            f"chapter {chapter} has " + (", ".join(known) or "none")
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


def _quoted(number, asking):
    is_number = type(number) in (int, float) and 0 < number < 100
    shown = number if is_number else "2.1"
    rest = "" if asking == "hint" else ", ..."
    return f'{asking}("{shown}"{rest})'
