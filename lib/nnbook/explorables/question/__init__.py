"""Questions with an answer to each choice: a quiz, and a review of many."""

from .quiz import Quiz
from .review import Review

__all__ = ["Quiz", "Review"]
