"""Widgets in pages that have no kernel: state, stills, modules, the host."""

from .stills import KeepStill


def setup(app):
    """Register what works on documents; page/order.py lists the rest."""
    app.add_post_transform(KeepStill)
