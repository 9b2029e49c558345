"""A function as a map from one number line to another."""

from .widget import NumberLineExplorer

__all__ = ["NumberLineExplorer"]
