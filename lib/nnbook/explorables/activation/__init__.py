"""Activation functions, their slopes and where they are flat."""

from .widget import ActivationExplorer

__all__ = ["ActivationExplorer"]
