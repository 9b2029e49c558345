"""Binder's environment, made the way repo2docker makes it, but for Docker.

repo2docker sees `.binder/requirements.txt` and `runtime.txt`, installs the
first with pip, copies the repository, and runs `.binder/postBuild` in it.
"""

import os
import shutil
import subprocess
import venv

import pytest
from built import ROOT
from lab import jupyterlab, open_notebook, run_all, wait_until_run

pytestmark = pytest.mark.slow
COPIED = (".binder", "chapters", "lib", "pyproject.toml", "README.md", "LICENSE")  # fmt: skip
CHAPTER = "07-stacking.ipynb"  # it uses every library on the list
# What a Binder has no use for.
TOOLS = {"pytest", "nbval", "hypothesis", "playwright", "ruff", "sphinx"}
RUN = """
import sys, nbformat, nbclient
notebook = nbformat.read(sys.argv[1], 4)
client = nbclient.NotebookClient(notebook, timeout=300)
client.execute(cwd="chapters")
wanted = any("nnbook.explorables" in cell.source for cell in notebook.cells)
assert ("widgets" in notebook.metadata) == wanted
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """(a copy of the repository, the python of its new environment)."""
    folder = tmp_path_factory.mktemp("binder")
    copy, environment = folder / "copy", folder / "environment"
    copy.mkdir()
    for name in COPIED:
        source = ROOT / name
        make = shutil.copytree if source.is_dir() else shutil.copy
        make(source, copy / name)
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    wanted = copy / ".binder" / "requirements.txt"
    # Where PyTorch's index is out of reach pip would try it for a minute for
    # each package; what the other indexes have is enough.
    run(copy, python, "-m", "pip", "install", "-q", "--retries=0", "-r", wanted)  # fmt: skip
    run(copy, "./.binder/postBuild", python=python)
    return copy, python


def run(folder, *command, python=None):
    """Run a command as Binder would: nothing of this environment helps."""
    outside = {"PYTHONPATH", "VIRTUAL_ENV", "JUPYTER_PATH"}
    environment = {k: v for k, v in os.environ.items() if k not in outside}
    if python:
        environment["PATH"] = f"{python.parent}:{environment['PATH']}"
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return done.stdout + done.stderr


def test_it_has_what_shows_widgets_and_no_tools(place):
    copy, python = place
    listed = run(copy, python, "-m", "pip", "list", "--format=freeze").lower()
    names = {line.split("==")[0] for line in listed.splitlines()}
    assert {"nnbook", "anywidget", "jupyterlab-widgets"} <= {
        name.replace("_", "-") for name in names
    }
    assert not names & TOOLS
    assert not [name for name in names if name.startswith("nvidia-")]
    extensions = run(
        copy, python, "-m", "jupyter", "labextension", "list", python=python
    )
    for wanted in ("anywidget", "@jupyter-widgets/jupyterlab-manager"):
        (line,) = (x for x in extensions.splitlines() if f" {wanted} " in x)
        assert "enabled" in line
        assert "OK" in line


@pytest.mark.parametrize(
    "chapter", sorted(p.name for p in (ROOT / "chapters").glob("*.ipynb"))
)
def test_a_chapter_runs_in_it(place, chapter):
    copy, python = place
    run(copy, python, "-c", RUN, f"chapters/{chapter}", python=python)


def test_its_jupyterlab_opens_a_chapter(place, browser):
    copy, python = place
    with jupyterlab(copy, python=python, library=None) as address:
        page = browser.new_page(viewport={"width": 1500, "height": 1000})
        open_notebook(page, address, f"chapters/{CHAPTER}")
        run_all(page)
        wait_until_run(page)
        page.wait_for_selector(".jp-OutputArea .nnx", state="attached")
        page.close()
