"""WebKitGTK, driven through WebDriver: JSON over HTTP.

WebKit's driver does not tell what a page writes to the console: each page
loads watch.js before all else, see `watched`.
"""

import base64
import contextlib
import json
import os
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

from driver import BrowserError, Driver

WATCH = Path(__file__).with_name("watch.js")
# The script returns through the driver's own callback.
AWAIT = """const done = arguments[arguments.length - 1];
(%s).then((text) => done([text]), (error) => done([null, String(error)]));"""


class WebKit(Driver):
    """One MiniBrowser with one tab, on a display of its own."""

    name = "webkit"

    def __init__(self, driver, browser, xvfb):
        self.processes = []
        display = self._display(xvfb)
        # GDK would prefer a desktop that the machine has.
        env = os.environ | {"DISPLAY": display, "GDK_BACKEND": "x11",
                            "NO_AT_BRIDGE": "1"}  # fmt: skip
        port = self._driver(driver, env)
        self.base = f"http://127.0.0.1:{port}"
        options = {
            "binary": browser,
            "args": ["--automation", "--full-screen"],
        }
        wanted = {"webkitgtk:browserOptions": options}
        found = self.send(
            "POST", "/session", {"capabilities": {"alwaysMatch": wanted}}
        )
        self.base += f"/session/{found['sessionId']}"

    def _display(self, xvfb):
        if not xvfb:
            return os.environ["DISPLAY"]
        reader, writer = os.pipe()
        self.processes.append(
            subprocess.Popen(
                [xvfb, "-displayfd", str(writer), "-nolisten", "tcp",
                 "-screen", "0", "1600x1600x24"],
                pass_fds=[writer], stderr=subprocess.DEVNULL,
            )
        )  # fmt: skip
        os.close(writer)
        with os.fdopen(reader) as number:
            return f":{number.readline().strip()}"

    def _driver(self, driver, env):
        """Start the driver on the first free port of some."""
        for port in range(4520 + os.getpid() % 400, 5400, 7):
            process = subprocess.Popen(
                [driver, f"--port={port}", "--host=127.0.0.1"], env=env,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            for _ in range(100):
                if process.poll() is not None:
                    break  # the port is another's
                try:
                    with urllib.request.urlopen(
                        f"http://127.0.0.1:{port}/status", timeout=5
                    ):
                        self.processes.append(process)
                        return port
                except OSError:  # not yet
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        process.wait(0.05)
        raise BrowserError("WebKitWebDriver does not start")

    def send(self, method, path, body=None):
        """Send a command and return its value."""
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(
            self.base + path, data, {"Content-Type": "application/json"},
            method=method,
        )  # fmt: skip
        try:
            with urllib.request.urlopen(request, timeout=90) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            value = json.load(error)["value"]
            raise BrowserError(f"{path}: {value}") from None

    def resize(self, width, height=900):
        """Give the page a window of that many pixels."""
        size = {"x": 0, "y": 0, "width": width, "height": height}
        self.send("POST", "/window/rect", size)
        self.wait_for(f"innerWidth === {width}")

    def goto(self, url):
        """Load a page, to the end."""
        self.send("POST", "/url", {"url": url})

    def run(self, expression):
        """The text that an expression (a promise of it) gives."""
        text, *error = self.send(
            "POST", "/execute/async",
            {"script": AWAIT % expression, "args": []},
        )  # fmt: skip
        if error:
            raise BrowserError(error[0])
        return text

    def perform(self, actions):
        """Do what lists of key and pointer actions say."""
        self.send("POST", "/actions", {"actions": actions})

    def screenshot(self, path):
        """Save the picture of the window."""
        found = self.send("GET", "/screenshot")
        Path(path).write_bytes(base64.b64decode(found))

    def take_problems(self):
        """What went wrong on this page since the last time."""
        return self.evaluate("globalThis.watched ? watched() : []")

    def close(self):
        """End the session, the driver and the display."""
        try:
            self.send("DELETE", "")
        finally:
            for process in reversed(self.processes):
                process.terminate()
                process.wait(20)


def watched(book, folder):
    """A copy of the built book whose pages load watch.js first."""
    for path in sorted(book.rglob("*")):
        name = path.relative_to(book)
        copy = folder / name
        if path.is_dir():
            copy.mkdir(parents=True, exist_ok=True)
        elif path.suffix == ".html" and "_static" not in name.parts:
            up = "../" * (len(name.parts) - 1)
            text = path.read_text(encoding="utf-8")
            script = f'<head><script src="{up}watch.js"></script>'
            copy.write_text(
                text.replace("<head>", script, 1), encoding="utf-8"
            )
        else:
            copy.symlink_to(path.resolve())
    (folder / "watch.js").write_text(WATCH.read_text("utf-8"), "utf-8")
    return folder
