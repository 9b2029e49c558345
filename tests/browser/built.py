"""The built book: its folder, its pages, and a server on this machine."""

import os
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
HTML = Path(os.environ.get("NNBOOK_HTML", ROOT / "_build" / "html"))
PERCEPTRON = "chapters/02-perceptron.html"


def documents():
    """Yield the names of the pages in _toc.yml, in order."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    yield toc["root"]
    yield from _files(toc)


def _files(branch):
    for key in ("parts", "chapters", "sections"):
        for twig in branch.get(key, ()):
            if "file" in twig:
                yield twig["file"]
            yield from _files(twig)


def chapters():
    """The pages that a reader reads, as paths in the built book."""
    return [f"{name}.html" for name in documents()]


PAGES = [*chapters(), "search.html", "genindex.html"]


class QuietHandler(SimpleHTTPRequestHandler):
    """A file server that writes no log, and sends the built book's policy."""

    def end_headers(self):
        """Every page runs under the policy, so every test of one checks it."""
        policy = Path(self.directory) / "csp.txt"
        if policy.exists():
            line = policy.read_text(encoding="utf-8").strip()
            self.send_header("Content-Security-Policy", line)
        super().end_headers()

    def log_message(self, *args):
        """Say nothing."""


class Site:
    """A folder of pages, on http://127.0.0.1 and on disk."""

    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        handler = partial(QuietHandler, directory=str(self.folder))
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        thread = threading.Thread(target=self.server.serve_forever)
        thread.daemon = True
        thread.start()

    @property
    def origin(self):
        """Where the server is: http://127.0.0.1:port/."""
        return f"http://127.0.0.1:{self.server.server_port}/"

    def url(self, page, via):
        """The address of `page` via "http" or "file"."""
        if via == "http":
            return self.origin + page
        return f"{self.folder.as_uri()}/{page}"

    def close(self):
        """Stop serving."""
        self.server.shutdown()
        self.server.server_close()
