"""The exercises of the pages before chapter 1, in their order."""

from nnbook.exercises.start import arrays, complaints

EXERCISES = [*arrays.EXERCISES, *complaints.EXERCISES]
