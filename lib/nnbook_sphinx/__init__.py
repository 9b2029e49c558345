"""The book's own Sphinx extension: formulas, terms, pages, widgets."""

import importlib.util

from . import (
    downloads,
    execution,
    launch,
    maths,
    metadata,
    pages,
    punctuation,
    sources,
    terms,
)


def setup(app):
    """Register every part; called by Sphinx."""
    execution.setup(app)
    launch.setup(app)
    metadata.setup(app)
    maths.setup(app)
    punctuation.setup(app)
    terms.setup(app)
    pages.setup(app)
    downloads.setup(app)
    if importlib.util.find_spec(f"{__name__}.widgets"):
        from . import captions, widgets

        captions.setup(app)
        widgets.setup(app)
    return {
        # Sphinx rebuilds every page when this changes, as it must when
        # the code that writes the pages has changed.
        "env_version": int(sources.digest("lib/nnbook_sphinx")[:8], 16),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
