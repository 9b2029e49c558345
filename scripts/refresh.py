"""Write the chapters' stored outputs: restart, run all, slim.

    python scripts/refresh.py                   all chapters
    python scripts/refresh.py chapters/02-*     some of them
    python scripts/refresh.py --check           write nothing; exit 1 and list
                                              the files that would change

Nothing else writes stored outputs. What is kept is what strict nbval
compares, so a chapter that this script has written passes it.
"""

import argparse
import json
import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

CHAPTERS = Path(__file__).resolve().parents[1] / "chapters"
METADATA = {
    "kernelspec": {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}
# Neither is compared by nbval: pictures differ from machine to machine, and
# a widget's view names a model by a random number.
DROPPED = {
    "application/vnd.jupyter.widget-view+json",
    "image/jpeg",
    "image/png",
}
# What an editor's state leaves in a cell. Tags and settings stay.
NOISE = {"collapsed", "execution", "scrolled", "trusted"}


def run(notebook):
    """Execute every cell of `notebook` in a fresh kernel, in place."""
    NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(CHAPTERS)}},
        record_timing=False,
        store_widget_state=False,
    ).execute()


def slim(notebook):
    """Leave only what is the same after every run, in place."""
    notebook.metadata = nbformat.from_dict(METADATA)
    count = 0
    for cell in notebook.cells:
        for key in NOISE & set(cell.metadata):
            del cell.metadata[key]
        if cell.cell_type == "code":
            count += 1
            cell.execution_count = count
            cell.outputs = [slim_output(o, count) for o in merge(cell.outputs)]


def merge(outputs):
    """Join what was printed in several pieces: their number varies."""
    merged, streams = [], {}
    for output in outputs:
        if output.output_type == "stream" and output.name in streams:
            streams[output.name].text += output.text
            continue
        if output.output_type == "stream":
            streams[output.name] = output
        merged.append(output)
    return merged


def slim_output(output, count):
    """Return `output` without what varies, numbered `count` if numbered."""
    if "data" in output:
        for kind in DROPPED & set(output.data):
            del output.data[kind]
        output.metadata = {}
    if "execution_count" in output:
        output.execution_count = count
    if "traceback" in output:
        output.traceback = []
    return output


def name_cells(raw):
    """Give cells without a name, or with another's, a name by position."""
    used = set()
    for index, cell in enumerate(raw["cells"]):
        if not cell.get("id") or cell["id"] in used:
            cell["id"] = f"cell-{index}"
            while cell["id"] in used:
                cell["id"] += "-again"
        used.add(cell["id"])


def refreshed(path):
    """Return the text that the chapter at `path` should have."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["nbformat"], raw["nbformat_minor"] = 4, 5
    name_cells(raw)
    notebook = nbformat.from_dict(raw)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        cell.source = "".join(cell.source)
    run(notebook)
    slim(notebook)
    nbformat.validate(notebook)
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def main():
    """Refresh or check the chapters named on the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("chapters", nargs="*", type=Path)
    parser.add_argument(
        "--check", action="store_true", help="write nothing, list changes"
    )
    arguments = parser.parse_args()
    # One thread: sums are then added up in one order.
    os.environ["OMP_NUM_THREADS"] = "1"

    changed, failed = [], []
    for path in arguments.chapters or sorted(CHAPTERS.glob("*.ipynb")):
        try:
            text = refreshed(path)
        except CellExecutionError as error:
            print(f"{path.name}: a cell failed\n{error}", file=sys.stderr)
            failed.append(path)
            continue
        if text != path.read_text(encoding="utf-8"):
            changed.append(path)
            if not arguments.check:
                path.write_text(text, encoding="utf-8")
    verb = "would change" if arguments.check else "rewritten"
    for path in changed:
        print(f"{path.name}: {verb}")
    return 1 if failed or (arguments.check and changed) else 0


if __name__ == "__main__":
    sys.exit(main())
