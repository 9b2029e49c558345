"""What a process keeps in memory, and what a kernel keeps after a chapter."""

import re
import statistics
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = ROOT / "chapters"


def footprint(pid):
    """Megabytes of a process, on Linux.

    `rss` is all that it has in memory, `pss` the same with what it shares
    divided among those who share it, `uss` its own alone, and `peak` the
    most that it ever had.
    """
    info = psutil.Process(pid).memory_full_info()
    found = {name: getattr(info, name) / 1e6 for name in ("rss", "pss", "uss")}
    status = Path(f"/proc/{pid}/status").read_text()
    peak = re.search(r"VmHWM:\s*(\d+) kB", status)
    return found | {"peak": int(peak[1]) * 1024 / 1e6}


def kernel_after(path):
    """The footprint of a fresh kernel that ran every cell of a notebook."""
    import nbformat
    from nbclient import NotebookClient

    book = nbformat.read(path, as_version=4)
    client = NotebookClient(
        book,
        timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
    )
    with client.setup_kernel():
        for number, cell in enumerate(book.cells):
            client.execute_cell(cell, number)
        return footprint(client.km.provisioner.process.pid)


def chapters(folder=CHAPTERS):
    """The numbered notebooks, in order."""
    return sorted(folder.glob("[0-9][0-9]*-*.ipynb"))


def measure(paths, runs=3):
    """Yield (name, medians) for each notebook, of `runs` fresh kernels."""
    for path in paths:
        found = [kernel_after(path) for _ in range(runs)]
        yield (
            path.stem,
            {
                name: statistics.median(each[name] for each in found)
                for name in found[0]
            },
        )
