"""Execute a chapter again when what it imports has changed.

Jupyter Book's cache compares a chapter's code cells alone. A cache folder
named after the contents of the library makes it see the library too: Python
and data, not what only browsers read. What an executed chapter holds of that,
the modules of its widgets, the pages do not use (widgets/state.py).
"""

import shutil
import sys
from pathlib import Path

from . import sources

# What a chapter's outputs depend on, besides its own cells.
INPUTS = ("lib/nnbook", "chapters/data", "requirements.txt")


def set_cache(app, config):
    """Name the cache after the inputs; drop caches of other inputs."""
    version = "{}.{}".format(*sys.version_info)
    inputs = sources.digest(sources.code_and_data(*INPUTS))
    name = f"{inputs[:12]}-py{version}"
    caches = Path(app.outdir).parent / ".jupyter_cache"
    for old in caches.glob("*"):
        if old.is_dir() and old.name != name:
            shutil.rmtree(old)
    # Sphinx reads every chapter again when this setting has changed.
    config.nb_execution_cache_path = str(caches / name)


def setup(app):
    """Connect to Sphinx."""
    app.connect("config-inited", set_cache)
