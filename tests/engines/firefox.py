"""Firefox, driven through WebDriver BiDi: JSON messages on a WebSocket."""

import base64
import json
import re
import subprocess
import tempfile
from pathlib import Path

import websocket
from driver import BrowserError, Driver

# A fresh profile that asks nothing, phones nobody, and moves nothing slowly.
PREFERENCES = {
    "app.normandy.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
    "ui.prefersReducedMotion": 1,
}
EVENTS = (
    "log.entryAdded",
    "network.beforeRequestSent",
    "network.fetchError",
    "network.responseCompleted",
)
ADDRESS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
# Said of a formula of which only half has arrived yet.
HALF = "Invalid markup: Incorrect number of children"
OWN = re.compile(r"http://127\.0\.0\.1:|file:|blob:|data:|about:|moz-")


class Firefox(Driver):
    """One headless Firefox with one tab."""

    name = "firefox"

    def __init__(self, binary):
        self.folder = tempfile.TemporaryDirectory(prefix="nnbook-firefox-")
        self.problems, self.answers, self.count = [], {}, 0
        self.process = self._start(binary, Path(self.folder.name))
        address = self._address()
        self.socket = websocket.create_connection(
            f"{address}/session", timeout=60, suppress_origin=True
        )
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=EVENTS)
        tree = self.send("browsingContext.getTree")
        self.tab = tree["contexts"][0]["context"]

    def _start(self, binary, profile):
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
            for name, value in PREFERENCES.items()
        ]
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        return subprocess.Popen(
            [binary, "--headless", "--remote-debugging-port=0", "--no-remote",
             "--profile", profile, "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def _address(self):
        said = []
        for line in self.process.stderr:
            said.append(line)
            found = ADDRESS.search(line)
            if found:
                return found[1]
        raise BrowserError(f"Firefox ended at once:\n{''.join(said)}")

    def send(self, method, **params):
        """Send a command and return its result; note what else comes."""
        self.count += 1
        message = {"id": self.count, "method": method, "params": params}
        self.socket.send(json.dumps(message))
        while True:
            answer = json.loads(self.socket.recv())
            if answer["type"] == "event":
                self._note(answer["method"], answer["params"])
            elif answer.get("id") == self.count:
                break
        if answer["type"] == "error":
            raise BrowserError(f"{method}: {answer['message']}")
        return answer["result"]

    def _note(self, event, params):
        if event == "log.entryAdded":
            said = params["level"] in ("error", "warn")
            if said and HALF not in params["text"]:
                self.problems.append(f"{params['level']}: {params['text']}")
            return
        url = params["request"]["url"]
        if event == "network.beforeRequestSent":
            if not OWN.match(url):
                self.problems.append(f"outside request: {url}")
        elif event == "network.fetchError":
            self.problems.append(f"not loaded: {url}: {params['errorText']}")
        elif params["response"]["status"] >= 400:
            status = params["response"]["status"]
            self.problems.append(f"not loaded: {url}: {status}")

    def resize(self, width, height=900):
        """Give the page a window of that many pixels."""
        size = {"width": width, "height": height}
        self.send(
            "browsingContext.setViewport", context=self.tab, viewport=size
        )

    def goto(self, url):
        """Load a page, to the end."""
        self.send(
            "browsingContext.navigate", context=self.tab, url=url,
            wait="complete",
        )  # fmt: skip

    def run(self, expression):
        """The text that an expression (a promise of it) gives."""
        found = self.send(
            "script.evaluate", expression=expression, awaitPromise=True,
            target={"context": self.tab}, userActivation=True,
        )  # fmt: skip
        if found["type"] == "exception":
            raise BrowserError(found["exceptionDetails"]["text"])
        return found["result"]["value"]

    def perform(self, actions):
        """Do what lists of key and pointer actions say."""
        self.send("input.performActions", context=self.tab, actions=actions)

    def screenshot(self, path):
        """Save the picture of the window."""
        found = self.send(
            "browsingContext.captureScreenshot", context=self.tab
        )
        Path(path).write_bytes(base64.b64decode(found["data"]))

    def take_problems(self):
        """What went wrong since the last time."""
        self.run("'heard'")  # and with it what was said before
        problems, self.problems = self.problems, []
        return problems

    def close(self):
        """End the browser, and forget its profile."""
        self.socket.close()
        self.process.terminate()
        self.process.wait(20)
        self.process.stderr.close()
        self.folder.cleanup()
