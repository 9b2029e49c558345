"""The book's own Sphinx extension: formulas, links, pages, widgets."""

from . import constructs, execution, maths, page, sources, terms, widgets


def setup(app):
    """Register every part; called by Sphinx."""
    execution.setup(app)
    maths.setup(app)
    terms.setup(app)
    constructs.setup(app)
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
