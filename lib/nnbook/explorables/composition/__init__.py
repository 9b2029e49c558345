"""A chain of functions, value by value."""

from .widget import CompositionExplorer

__all__ = ["CompositionExplorer"]
