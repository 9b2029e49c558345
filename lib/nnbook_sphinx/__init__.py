"""The book's own Sphinx extension: formulas, terms, pages, widgets."""

from . import execution, maths, page, sources, terms, widgets


def setup(app):
    """Register every part; called by Sphinx."""
    execution.setup(app)
    maths.setup(app)
    terms.setup(app)
    widgets.setup(app)
    page.setup(app)
    code = sources.digest(sources.code_and_data("lib/nnbook_sphinx"))
    return {
        # Sphinx rebuilds every page when this changes, as it must when
        # the code that writes the pages has changed.
        "env_version": int(code[:8], 16),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
