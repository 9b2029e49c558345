"""The exercise of the capstone, and the trial that its answer is put to."""

from nnbook.exercises.capstone.exercises import EXERCISES

__all__ = ["EXERCISES"]
