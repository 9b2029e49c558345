"""Open the book's notebooks: python3 start.py

Makes an environment in the folder .venv beside this file, installs there what
the notebooks need (the first time, a few minutes), and opens JupyterLab.
Nothing else on the machine changes. To stop it: Ctrl+C, twice.
"""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
FIRST = "00-numpy.ipynb"
TORCH = "https://download.pytorch.org/whl/cpu"


def needed():
    """The pinned libraries that chapters use, the first part of the list."""
    text = (HERE / "requirements.txt").read_text(encoding="utf-8")
    part = text.split("# --- what builds the book")[0]
    lines = [line.split("#")[0].strip() for line in part.splitlines()]
    return [line for line in lines if line]


def pip(*words):
    """Run pip in the environment; its exit code."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    return subprocess.call([*command, "install", "--quiet", *words])


def install():
    """Make the environment and put everything into it, if it is not there."""
    wanted, done = needed(), VENV / "installed.txt"
    listed = done.read_text("utf-8") if done.is_file() else ""
    if listed == "\n".join(wanted) and runs():
        return
    print("Installing what the notebooks need. This takes a few minutes ...")
    venv.create(VENV, with_pip=True, clear=True)
    if sys.platform == "linux":
        # Without this it would be the build for graphics cards: gigabytes.
        torch = next(line for line in wanted if line.startswith("torch=="))
        pip("--no-deps", torch, "--index-url", TORCH, "--retries", "1")
    if pip(*wanted) != 0:
        sys.exit("pip could not install everything: its message is above.")
    # Relative, it holds where the folder is moved, and in any language.
    lib = os.path.relpath(HERE / "lib", packages())
    (packages() / "nnbook.pth").write_text(f"{lib}\n", "utf-8")
    done.write_text("\n".join(wanted), encoding="utf-8")


def runs():
    """Whether the environment has a Python that still runs."""
    try:
        return subprocess.call([str(PYTHON), "-c", ""]) == 0
    except OSError:
        return False


def packages():
    """The folder of the environment that Python imports from."""
    base = {"base": str(VENV), "platbase": str(VENV)}
    return Path(sysconfig.get_path("purelib", "venv", vars=base))


def main():
    """Install, then open the first page of the book that has code."""
    if not (3, 11) <= sys.version_info < (3, 14):
        sys.exit(
            "The notebooks need Python 3.11, 3.12 or 3.13; this is "
            f"{sys.version.split()[0]}."
        )
    install()
    if "--install-only" not in sys.argv:
        lab = [
            str(PYTHON),
            "-m",
            "jupyter",
            "lab",
            f"--notebook-dir={HERE / 'chapters'}",
        ]
        sys.exit(subprocess.call([*lab, str(HERE / "chapters" / FIRST)]))


if __name__ == "__main__":
    main()
