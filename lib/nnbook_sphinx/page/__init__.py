"""A page and what goes with it: what it loads, what it says, what it may."""

from . import assets, launch, metadata, order


def setup(app):
    """Register every part; called by the extension."""
    launch.setup(app)
    metadata.setup(app)
    assets.setup(app)
    order.setup(app)
