"""Rosenblatt's learning rule, one row at a time."""

from .widget import LearningRuleExplorer

__all__ = ["LearningRuleExplorer"]
