"""A forward pass through a dense network."""

from .widget import NetworkExplorer

__all__ = ["NetworkExplorer"]
