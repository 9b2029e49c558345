"""A real JupyterLab for the tests: starts one, opens a notebook, runs it."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import TimeoutError as PlaywrightTimeout

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "nnbook"  # the server listens on this machine alone
START_SECONDS = 120


@contextlib.contextmanager
def jupyterlab(folder, python=sys.executable, library=ROOT / "lib"):
    """Yield the address of a JupyterLab whose files are those in `folder`.

    `python` is the program that runs it; `library` is where kernels find the
    book's package, None if `python` has it installed.
    Its settings, workspaces and runtime files go to `folder` too, so that a
    test neither sees nor changes those of the person who runs it.
    """
    port = _free_port()
    home = Path(folder) / ".jupyter-home"
    environment = os.environ | {
        "PYTHONPATH": str(library or ""),
        "OMP_NUM_THREADS": "1",
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
    }
    home.mkdir(parents=True)
    log = (home / "log").open("w+")  # a pipe would fill up and stop the server
    server = subprocess.Popen(
        [
            *(str(python), "-m", "jupyterlab", "--no-browser"),
            *("--allow-root", "--ip=127.0.0.1", f"--port={port}"),
            *(f"--IdentityProvider.token={TOKEN}", "--port-retries=0"),
            # Lets a test say "run all cells" without hunting for menus.
            "--expose-app-in-browser",
            "--LabApp.news_url=None",
        ],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=log,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(server, f"{address}/api?token={TOKEN}", log)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(20)  # it ends the kernels
        except subprocess.TimeoutExpired:
            server.kill()
        log.close()


def open_notebook(page, address, name):
    """Open a notebook alone and wait for its kernel and first cell."""
    # In a workspace of its own, or JupyterLab opens the one before it too.
    place = f"lab/workspaces/{Path(name).stem}/tree/{name}"
    page.goto(f"{address}/{place}?token={TOKEN}", timeout=90_000)
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    wait_idle(page)


def run_all(page):
    """Ask for every cell to be run; the caller waits for what it needs.

    The stored outputs go first, so that none is taken for a new one.
    """
    page.evaluate(
        """async () => {
          const notebook = jupyterapp.shell.currentWidget;
          await notebook.context.ready;
          await notebook.sessionContext.ready;
          await notebook.sessionContext.session.kernel.info;
          await jupyterapp.commands.execute("notebook:clear-all-cell-outputs");
          jupyterapp.commands.execute("notebook:run-all-cells");
        }"""
    )


# What a notebook's cells have come to; every cell is in the model, also one
# that is not on the screen and therefore not in the page.
PROGRESS = """() => {
  const cells = jupyterapp.shell.currentWidget.context.model.toJSON().cells
    .filter((cell) => cell.cell_type === "code");
  const outputs = cells.flatMap((cell) => cell.outputs);
  return {
    waiting: cells.filter((cell) => cell.execution_count === null).length,
    problems: outputs.flatMap((output) =>
      output.output_type === "error" ? [`${output.ename}: ${output.evalue}`]
      : output.name === "stderr" ? [[output.text].flat().join("")] : []),
  };
}"""


OVER = f"""() => {{
  const progress = ({PROGRESS})();
  return (progress.problems.length || !progress.waiting) && progress;
}}"""


def wait_until_run(page, seconds=300):
    """Wait until every cell has been run; fail with an error of a cell."""
    over = page.wait_for_function(OVER, polling=200, timeout=1000 * seconds)
    problems = over.json_value()["problems"]
    assert not problems, "\n".join(problems)
    wait_idle(page)


def wait_idle(page):
    """Wait until the kernel has nothing to do."""
    page.wait_for_selector(
        ".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=90_000
    )


IN_KERNEL = """
async (code) => {
  const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const future = kernel.requestExecute({ code, store_history: false });
  let text = "";
  future.onIOPub = (message) => { text += message.content.text ?? ""; };
  const reply = await future.done;
  return reply.content.status === "ok" ? text : reply.content.evalue;
}
"""


def in_kernel(page, expression):
    """The value of a Python expression in the notebook's kernel."""
    return json.loads(page.evaluate(IN_KERNEL, _printing(expression)))


def _printing(expression):
    return f"import json; print(json.dumps({expression}))"


# Asks the kernel until its answer is another one than before.
ANOTHER = f"""async ([code, before]) => {{
  const answer = await ({IN_KERNEL.strip()})(code);
  return answer.trim() !== before && answer;
}}"""


def wait_in_kernel(page, expression, before, seconds):
    """The value of an expression in the kernel, once it is not `before`.

    None if that does not come to pass within some seconds.
    """
    try:
        answer = page.wait_for_function(
            ANOTHER,
            arg=[_printing(expression), json.dumps(before)],
            polling=100,
            timeout=1000 * seconds,
        )
    except PlaywrightTimeout:
        return None
    return json.loads(answer.json_value())


def copy_chapter(name, folder):
    """Put a copy of a chapter in `folder`, to run without changing ours."""
    return shutil.copy(ROOT / "chapters" / name, folder)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(server, url, log):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            log.seek(0)
            raise RuntimeError(log.read()[-2000:])
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(url, timeout=5).close()
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(0.2)  # before it is asked again
    raise TimeoutError(f"JupyterLab did not start in {START_SECONDS} s")
