"""Write the chapters as Google Colab needs them, for a branch of their own.

    python scripts/colab.py https://github.com/owner/name main FOLDER

Colab opens a notebook from GitHub, and nothing else of the book. So the first
cell of each notebook fetches the book's package from that branch and switches
on the widgets that Colab does not know. The workflow pushes the folder as the
branch `notebooks`, which the launch buttons open. It runs without anything
installed.
"""

import json
import sys
from pathlib import Path

CHAPTERS = Path(__file__).resolve().parents[1] / "chapters"
CELL = "in-colab"
SOURCE = """\
# In Google Colab: fetch the book's package, and switch its pictures on.
import sys

if "google.colab" in sys.modules:
    from google.colab import output

    output.enable_custom_widget_manager()
    %pip install --quiet "nnbook @ {address}/archive/{branch}.zip"
"""


def prepared(text, address, branch):
    """The text of a notebook with that cell first."""
    notebook = json.loads(text)
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": CELL,
        "metadata": {},
        "outputs": [],
        "source": SOURCE.format(address=address, branch=branch).splitlines(
            keepends=True
        ),
    }
    notebook["cells"].insert(0, cell)
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def write(address, branch, folder):
    """Write every chapter to `folder`/chapters, under its own name."""
    target = Path(folder) / "chapters"
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(CHAPTERS.glob("*.ipynb")):
        text = prepared(path.read_text(encoding="utf-8"), address, branch)
        (target / path.name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    write(*sys.argv[1:])
