"""Serve the built book, build it after each edit, show it anew: `make serve`.

    python scripts/serve.py [PORT]

A page learns by a script that it gets on its way to the browser that there
is a newer one; the files on disk are as `make book` writes them.
"""

import errno
import subprocess
import sys
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HTML = ROOT / "_build" / "html"
BUILD = ROOT / "scripts" / "build.sh"
SOURCES = [ROOT / n for n in ("chapters", "lib", "_config.yml", "_toc.yml")]
PAUSE = 0.5  # seconds between two looks at the sources
# Where a page asks which build is the newest.
NEWEST = "/newest-build"
# A page in a hidden tab waits: it reloads when it is looked at.
SCRIPT = """<script>
setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch("%s").catch(() => null);
  if (answer?.ok && await answer.text() !== "%s") location.reload();
}, 500);
</script>
"""


class Server(ThreadingHTTPServer):
    """Serves the folder `html` on this machine; `build` counts its builds."""

    daemon_threads = True

    def __init__(self, html, port):
        super().__init__(
            ("127.0.0.1", port), partial(Handler, directory=str(html))
        )
        # Not from 0: after a restart pages that are open are old.
        self.build = time.time_ns()

    @property
    def address(self):
        """Where the book is."""
        return f"http://127.0.0.1:{self.server_address[1]}/"


class Handler(SimpleHTTPRequestHandler):
    """Sends files to be asked for again each time; pages with the script."""

    def do_GET(self):
        """Send a page, a file, or the number of the newest build."""
        if self.path == NEWEST:
            return self._send(str(self.server.build), "text/plain")
        page = self._page()
        if page is None:
            return super().do_GET()
        # First the number, or a page that is older than it would stay.
        script = SCRIPT % (NEWEST, self.server.build)
        text = page.read_text(encoding="utf-8")
        return self._send(text + script, "text/html; charset=utf-8")

    def _page(self):
        """The built page that is asked for, or None if it is no page."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        return path if path.suffix == ".html" and path.is_file() else None

    def _send(self, text, kind):
        body = text.encode("utf-8")
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self):
        """Nothing is kept: the next build may have another."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_request(self, *args):
        """Keep the terminal for what a build says."""


def edits(places, pause=PAUSE):
    """Return an iterator that stops after each edit in `places`.

    It waits until the edit is all written. What is edited while the caller
    is at work with one comes next.
    """
    return _edits(places, pause, snapshot(places))


def _edits(places, pause, seen):
    while True:
        time.sleep(pause)
        now = snapshot(places)
        if now == seen:
            continue
        while now != seen:
            seen = now
            time.sleep(pause)
            now = snapshot(places)
        yield


def snapshot(places):
    """The files in `places`, each with when it was written and its size."""
    found = {}
    for place in places:
        for path in [place, *place.rglob("*")]:
            below = path.relative_to(place).parts
            if path.suffix == ".pyc" or any(n[0] == "." for n in below):
                continue
            try:
                facts = path.stat()
            except FileNotFoundError:  # an editor's own, gone again
                continue
            if path.is_file():
                found[path] = facts.st_mtime_ns, facts.st_size
    return found


def start(html, port):
    """Start to serve the folder `html`; return the server.

    Ends with a sentence if the port cannot be had.
    """
    try:
        server = Server(html, port)
    except (OSError, OverflowError) as problem:
        taken = getattr(problem, "errno", None) == errno.EADDRINUSE
        sys.exit(
            (
                f"Port {port} is taken"
                if taken
                else f"Port {port}: {problem}".rstrip(".")
            )
            + f". Name another one: make serve PORT={port % 60000 + 1}"
        )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main():
    """Serve until Ctrl+C."""
    if not (HTML / "index.html").is_file():
        sys.exit("The book is not built yet: run `make book` first.")
    server = start(HTML, int(sys.argv[1]) if sys.argv[1:] else 8000)
    print(f"The book is at {server.address}")
    print("An edit in chapters/ or lib/ builds it anew. Ctrl+C ends this.")
    try:
        for _ in edits(SOURCES):
            print("Building after an edit ...", flush=True)
            if subprocess.run([BUILD], cwd=ROOT).returncode == 0:
                server.build += 1
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    main()
