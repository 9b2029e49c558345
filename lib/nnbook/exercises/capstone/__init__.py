"""The exercises of the capstone, and the trial that its answer is put to."""

from nnbook.exercises.capstone import exercises, measuring

EXERCISES = [*exercises.EXERCISES, *measuring.EXERCISES]

__all__ = ["EXERCISES"]
