"""The exercises of the practice chapter, in the order of its sections."""

from nnbook.check import practice_data, practice_gates, practice_neurons

EXERCISES = [
    *practice_neurons.EXERCISES,
    *practice_gates.EXERCISES,
    *practice_data.EXERCISES,
]
