"""A simulated student: what a browser says to a hub, without the browser.

Logs in, starts a server, lets nbgitpuller fetch the book, opens a chapter's
notebook and runs its cells in a kernel, each step over HTTP and a web socket
as JupyterLab does it.
"""

import asyncio
import json
import time
import uuid
from urllib.parse import urlencode

import aiohttp

PASSWORD = "ten students"  # the hub listens on this machine alone


class Student:
    """One person, with cookies of their own; `times` has seconds by step."""

    def __init__(self, name, hub, repository, notebook):
        self.name, self.hub = name, hub
        self.repository, self.notebook = repository, notebook
        self.server = f"{hub}/user/{name}"
        self.times = {}

    async def attend(self, begun):
        """Go through all steps; `begun` is when the whole class began."""
        # Cookies of an address that is only a number are kept when `unsafe`.
        jar = aiohttp.CookieJar(unsafe=True)
        limit = aiohttp.ClientTimeout(total=900)
        async with aiohttp.ClientSession(
            cookie_jar=jar, timeout=limit
        ) as self.web:
            for step in (self.log_in, self.start, self.fetch, self.run):
                await step()
                self.times[step.__name__] = time.perf_counter() - begun
        return self.times

    def token(self, path):
        """The cookie that a page of ours sends back with each request."""
        base = self.web.cookie_jar.filter_cookies(self.hub + path)
        return base["_xsrf"].value

    async def log_in(self):
        """Fill in the hub's form."""
        async with self.web.get(f"{self.hub}/hub/login") as page:
            await page.read()
        form = {
            "username": self.name,
            "password": PASSWORD,
            "_xsrf": self.token("/hub/"),
        }
        login = self.web.post(
            f"{self.hub}/hub/login", data=form, allow_redirects=False
        )
        async with login as answer:
            assert answer.status == 302, await answer.text()

    async def start(self):
        """Ask for a server, wait for it as the hub's page does, enter it."""
        async with self.web.get(f"{self.hub}/hub/spawn/{self.name}") as page:
            await page.read()
        query = urlencode({"_xsrf": self.token("/hub/")})
        path = f"/hub/api/users/{self.name}/server/progress?{query}"
        async for event in self.events(self.hub + path):
            assert not event.get("failed"), event
            if event.get("ready"):
                break
        async with self.web.get(f"{self.server}/lab") as page:
            text = await page.text()
            assert page.url.path.startswith(f"/user/{self.name}/lab"), page.url
            assert page.status == 200, text[:500]
            assert "jupyter-config-data" in text, text[:500]

    async def events(self, url):
        """The messages of an event stream, decoded."""
        async with self.web.get(url) as stream:
            assert stream.status == 200, await stream.text()
            async for line in stream.content:
                if line.startswith(b"data:"):
                    yield json.loads(line[5:])

    async def fetch(self):
        """Follow an nbgitpuller link: its page, and what the page calls."""
        query = urlencode({"repo": self.repository, "targetpath": "book"})
        async with self.web.get(f"{self.server}/git-pull?{query}") as page:
            assert page.status == 200, await page.text()
        async for event in self.events(f"{self.server}/git-pull/api?{query}"):
            assert event["phase"] != "error", event
            if event["phase"] == "finished":
                return
        raise AssertionError("nbgitpuller ended without finishing")

    async def run(self):
        """Open the notebook, start its kernel, and run every cell."""
        path = f"book/chapters/{self.notebook}"
        contents = f"{self.server}/api/contents/{path}"
        async with self.web.get(contents) as answer:
            book = (await answer.json())["content"]
        wanted = {
            "path": path,
            "name": self.notebook,
            "type": "notebook",
            "kernel": {"name": "python3"},
        }
        headers = {"X-XSRFToken": self.token(f"/user/{self.name}/")}
        session = self.web.post(
            f"{self.server}/api/sessions", json=wanted, headers=headers
        )
        async with session as answer:
            assert answer.status == 201, await answer.text()
            kernel = (await answer.json())["kernel"]["id"]
        address = f"{self.server}/api/kernels/{kernel}/channels"
        async with self.web.ws_connect(address, max_msg_size=0) as socket:
            for cell in book["cells"]:
                if cell["cell_type"] == "code":
                    await execute(socket, cell["source"])


async def execute(socket, code):
    """Run one cell; its answer must be there, and no error in it."""
    number = uuid.uuid4().hex
    header = {
        "msg_id": number,
        "msg_type": "execute_request",
        "username": "",
        "session": number,
        "version": "5.3",
    }
    content = {
        "code": code,
        "silent": False,
        "store_history": True,
        "user_expressions": {},
        "allow_stdin": False,
        "stop_on_error": True,
    }
    message = {"header": header, "parent_header": {}, "metadata": {}}
    message |= {"content": content, "channel": "shell", "buffers": []}
    await socket.send_json(message)
    waiting = {"execute_reply", "idle"}
    while waiting:
        answer = json.loads(await asyncio.wait_for(socket.receive_str(), 300))
        if answer["parent_header"].get("msg_id") != number:
            continue
        content = answer["content"]
        if answer["msg_type"] == "execute_reply":
            assert content["status"] == "ok", content
            waiting.discard("execute_reply")
        elif content.get("execution_state") == "idle":
            waiting.discard("idle")
