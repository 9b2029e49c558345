"""The exercises of the practice chapter, in the order of its sections."""

from nnbook.exercises.practice import data, gates, neurons

EXERCISES = [*neurons.EXERCISES, *gates.EXERCISES, *data.EXERCISES]
