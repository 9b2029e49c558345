"""A layer: neurons one by one, as a list, as a matrix."""

from .widget import LayerExplorer

__all__ = ["LayerExplorer"]
