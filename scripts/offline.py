"""Pack the built book in one zip that works from disk: `make offline`."""

import sys
import zipfile
from pathlib import Path

from nnbook_sphinx.page import downloads

HTML = Path(__file__).resolve().parents[1] / "_build" / "html"
NAME = downloads.ZIP.removesuffix(".zip")
# What only a later build or another site needs.
LEFT_OUT = {".buildinfo", "objects.inv", downloads.ZIP}
WHEN = (1980, 1, 1, 0, 0, 0)  # the same book is the same file


def pack(html, target):
    """Write the files of the folder `html` to the zip `target`."""
    files = sorted(path for path in html.rglob("*") if path.is_file())
    kept = [p for p in files if p.name not in LEFT_OUT and p != target]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        for path in kept:
            name = f"{NAME}/{path.relative_to(html).as_posix()}"
            book.writestr(
                zipfile.ZipInfo(name, WHEN),
                content(path, html),
                zipfile.ZIP_DEFLATED,
            )
    return len(kept)


def content(path, html):
    """What the zip has of a file: a page in it offers no zip."""
    if path.suffix == ".html":
        return downloads.filled(path, html, without=[downloads.ZIP])
    return path.read_bytes()


def main():
    """Pack the book that `make book` has built."""
    if not (HTML / "index.html").is_file():
        sys.exit("The book is not built yet: run `make book` first.")
    target = HTML.parent / downloads.ZIP
    count = pack(HTML, target)
    downloads.offer(target, HTML)
    size = downloads.megabytes(target)
    print(f"{target}: {count} files, {size}. Unpack it anywhere")
    print(f"and open {NAME}/index.html.")


if __name__ == "__main__":
    main()
