"""The built book served by nginx as deploy/nginx/book.conf says, under load.

wrk measures what the server can do; a client of our own plays a class that
opens one page at the same moment, each student with one connection.
"""

import asyncio
import contextlib
import gzip
import re
import shutil
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from .memory import ROOT

CONF = ROOT / "deploy" / "nginx" / "book.conf"
PACKED = {".html", ".css", ".js", ".json", ".svg", ".txt", ".ipynb", ".md"}

# What Debian's nginx.conf says around a site, with every file in one folder.
AROUND = """
daemon off;
{user}
pid {folder}/pid;
error_log {folder}/error.log;
worker_processes auto;
events {{ worker_connections 4096; }}
http {{
    include {types};
    default_type application/octet-stream;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/book.conf;
}}
"""
TYPES = "/etc/nginx/mime.types"

# One file of the page after another, over and over.
CYCLE = """
local paths = {{ {paths} }}
local next = 0
request = function()
  next = next % #paths + 1
  return wrk.format("GET", paths[next])
end
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    "result %d %d %d %d %d %d %d\\n", summary.requests, summary.duration,
    summary.bytes, latency:percentile(50), latency:percentile(95),
    latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


def tool(name):
    """A program, in the places that are not on everybody's path too."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")


def configure(folder, html, port, policy=""):
    """Write the sample file, made to serve `html` here; return its frame.

    `policy` is a file to include at the place for one.
    """
    text = CONF.read_text(encoding="utf-8")
    text, once = re.subn(r"listen 80;", f"listen 127.0.0.1:{port};", text)
    assert once == 1, "the line with `listen` is not the one expected"
    text, once = re.subn(r"root /srv/book;", f"root {html};", text)
    assert once == 1, "the line with `root` is not the one expected"
    if policy:
        place = "# include /etc/nginx/book-csp.conf;"
        assert place in text, "there is no place for a policy"
        text = text.replace(place, f"include {policy};")
    (folder / "book.conf").write_text(text, encoding="utf-8")
    frame = folder / "nginx.conf"
    # Started by root, its workers would be somebody who may not read /tmp.
    import getpass

    user = "user root;" if getpass.getuser() == "root" else ""
    frame.write_text(AROUND.format(folder=folder, user=user, types=TYPES))
    return frame


def pack(html):
    """Lay a compressed copy beside each file, as the sample file says."""
    for path in [*html.rglob("*")]:
        if path.suffix in PACKED and path.stat().st_size > 1024:
            packed = gzip.compress(path.read_bytes(), 9)
            path.with_name(path.name + ".gz").write_bytes(packed)


@contextlib.contextmanager
def nginx(html, port, policy=""):
    """Serve a compressed copy of the folder `html`; yield the address."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy = folder / "book"
        shutil.copytree(html, copy)
        pack(copy)
        frame = configure(folder, copy, port, policy)
        command = [tool("nginx"), "-p", folder, "-c", frame]
        # Errors before the configuration is read go where the first -e says.
        command += ["-e", folder / "error.log"]
        subprocess.run([*command, "-t"], check=True, capture_output=True)
        server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(100):
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(address, timeout=5).close()
                    break
                time.sleep(0.05)
            yield address
        finally:
            server.terminate()
            server.wait(20)


def files_of(browser, address, page):
    """The paths that a first visit of a page asks for, in their order."""
    tab = browser.new_context(
        viewport={"width": 1280, "height": 800}
    ).new_page()
    asked = []
    tab.on("request", lambda r: asked.append(r.url))
    tab.goto(f"{address}/{page}", wait_until="networkidle")
    tab.evaluate("scrollTo(0, document.body.scrollHeight)")
    tab.wait_for_timeout(500)
    tab.context.close()
    ours = (url for url in asked if url.startswith(address))
    return list(dict.fromkeys(url.removeprefix(address) for url in ours))


def wrk(address, paths, connections, seconds=10):
    """What wrk found: requests/s, MB/s, milliseconds of p50, p95, p99."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "cycle.lua"
        quoted = ", ".join(f'"{path}"' for path in paths)
        script.write_text(CYCLE.format(paths=quoted))
        command = [tool("wrk"), "-t2", f"-c{connections}", f"-d{seconds}s"]
        command += ["-s", script, "-H", "Accept-Encoding: gzip", address]
        said = subprocess.run(
            command, check=True, capture_output=True, text=True
        ).stdout
    found = re.search(r"^result (.+)$", said, re.M)[1].split()
    number, micro, size, p50, p95, p99, errors = map(int, found)
    return {
        "requests": number * 1e6 / micro,
        "megabytes": size / micro,
        "p50": p50 / 1000,
        "p95": p95 / 1000,
        "p99": p99 / 1000,
        "errors": errors,
    }


async def open_page(port, paths):
    """Load the files one after the other; return milliseconds and bytes."""
    begun = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    size = 0
    for path in paths:
        lines = [
            f"GET {path} HTTP/1.1",
            "Host: book.example.org",
            "Accept-Encoding: gzip",
        ]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])
        await reader.readexactly(length)
        size += len(head) + length
    writer.close()
    return (time.perf_counter() - begun) * 1000, size


async def open_together(port, paths, students):
    """A class that opens the page at one moment; each one's result."""
    return await asyncio.gather(
        *(open_page(port, paths) for _ in range(students))
    )
