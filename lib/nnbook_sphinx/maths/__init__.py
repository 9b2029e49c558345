"""Formulas: TeX becomes MathML when a page is built, so pages run no code."""

from . import punctuation, render
from .render import named, to_mathml, to_words

__all__ = ["named", "to_mathml", "to_words"]


def setup(app):
    """Register the renderer of formulas, and what keeps their punctuation."""
    render.setup(app)
    punctuation.setup(app)
