"""A JupyterHub on this machine, and a class that works in it.

    python -m scripts.classroom.hub STUDENTS NOTEBOOK PROXY

`prepare` makes the virtual environment that this runs in; what it measured
is printed as JSON.
"""

import asyncio
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil

from .memory import ROOT, footprint

TOOLS = ROOT / "_build" / "class"
PYTHON = TOOLS / "venv" / "bin" / "python"
PROXY = "configurable-http-proxy"
PROXY_VERSION = "5.1.0"

CONFIG = """
c.JupyterHub.bind_url = "{address}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.ConfigurableHTTPProxy.command = ["{proxy}"]
c.JupyterHub.db_url = "sqlite://"
c.JupyterHub.cookie_secret_file = "{folder}/secret"
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.spawner_class = "simple"
c.Authenticator.allow_all = True
c.DummyAuthenticator.password = "{password}"
c.SimpleLocalProcessSpawner.home_dir_template = "{folder}/home/{{username}}"
c.Spawner.cmd = ["{python}", "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root"]
c.Spawner.default_url = "/lab"
c.Spawner.env_keep = {kept}
c.Spawner.start_timeout = c.Spawner.http_timeout = 300
"""


def prepare():
    """Install the hub beside the book's packages; return its proxy.

    Raises RuntimeError, with a reason, where the proxy cannot be had.
    """
    if not PYTHON.exists():
        venv = TOOLS / "venv"
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        # It sees the book's packages, and adds its own beside them.
        import sysconfig

        ours = sysconfig.get_path("purelib")
        theirs = next(venv.glob("lib/python*/site-packages"))
        line = f"import site; site.addsitedir({ours!r})\n"
        (theirs / "book.pth").write_text(line)
    wanted = Path(__file__).with_name("requirements.txt")
    quiet = ["--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [PYTHON, "-m", "pip", "install", *quiet, "-r", wanted], check=True
    )
    proxy = TOOLS / "node_modules" / ".bin" / PROXY
    if not proxy.exists():
        if not shutil.which("npm"):
            raise RuntimeError(f"{PROXY} needs Node.js and npm")
        flags = ["--no-fund", "--no-audit", "--silent", "--prefix", TOOLS]
        name = f"{PROXY}@{PROXY_VERSION}"
        done = subprocess.run(["npm", "install", *flags, name])
        if done.returncode or not proxy.exists():
            raise RuntimeError(f"npm could not install {name}")
    return proxy


def surroundings():
    """The environment in which a server finds the book's own JupyterLab."""
    import jupyterlab

    book = Path(jupyterlab.__file__).parents[4]
    return {
        "PYTHONPATH": str(ROOT / "lib"),
        "OMP_NUM_THREADS": "1",
        "JUPYTER_CONFIG_PATH": str(book / "etc" / "jupyter"),
        "JUPYTER_PATH": str(book / "share" / "jupyter"),
        "JUPYTERLAB_DIR": str(book / "share" / "jupyter" / "lab"),
    }


def free_ports(count):
    """Ports of this machine that nobody listens on."""
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


@contextlib.contextmanager
def jupyterhub(folder, proxy):
    """Yield a hub's address and process; its files are all in `folder`."""
    from .student import PASSWORD

    public, hub, api = free_ports(3)
    address = f"http://127.0.0.1:{public}"
    config = folder / "jupyterhub_config.py"
    config.write_text(
        CONFIG.format(
            address=address,
            hub=hub,
            api=api,
            proxy=proxy,
            folder=folder,
            password=PASSWORD,
            python=sys.executable,
            kept=["PATH", "LANG", *surroundings()],
        )
    )
    environment = os.environ | surroundings()
    with (folder / "log").open("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "--config", config],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait(process, f"{address}/hub/health", log)
            yield address, psutil.Process(process.pid)
        except BaseException:
            log.seek(0)
            print(log.read()[-4000:], file=sys.stderr)
            raise
        finally:
            stop(process)


def stop(process):
    """End the hub, and with it what it started."""
    children = psutil.Process(process.pid).children(recursive=True)
    process.terminate()
    process.wait(60)
    for child in psutil.wait_procs(children, timeout=10)[1]:
        child.kill()


def wait(process, url, log, seconds=120):
    """Return once `url` answers."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError("the hub stopped")
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(url, timeout=5).close()
            return
        time.sleep(0.2)
    raise TimeoutError(f"the hub did not start in {seconds} s")


def kind(process):
    """What a process under the hub is for."""
    words = " ".join(process.cmdline())
    for sign, name in (
        ("ipykernel_launcher", "kernels"),
        ("jupyterhub.singleuser", "servers"),
    ):
        if sign in words:
            return name
    return "hub and proxy"


def costs_by_kind(hub):
    """What the hub and all below it cost so far, in lists by kind.

    Megabytes as `footprint` has them, and seconds of a processor as `cpu`:
    unlike the time that passed, these hardly depend on what else runs.
    """
    found = {}
    for process in [hub, *hub.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            spent = process.cpu_times()
            cost = footprint(process.pid) | {"cpu": spent.user + spent.system}
            found.setdefault(kind(process), []).append(cost)
    return found


def copy_of_the_book(folder):
    """A repository of the book's own, as nbgitpuller would find it online.

    It has what is committed, on a branch of the name that it looks for.
    """
    bare = folder / "book.git"
    init = ["git", "init", "-q", "--bare", "-b", "main", bare]
    subprocess.run(init, check=True)
    push = ["git", "-C", ROOT, "push", "-q", bare, "HEAD:refs/heads/main"]
    subprocess.run(push, check=True)
    return bare.as_uri()


async def attend(hub, repository, notebook, number):
    """Let a class of `number` begin at once; return each one's times."""
    from .student import Student

    begun = time.perf_counter()
    students = [
        Student(f"student{i + 1}", hub, repository, notebook)
        for i in range(number)
    ]
    return await asyncio.gather(*(each.attend(begun) for each in students))


def main():
    """Measure one class, print what was found as JSON."""
    number, notebook, proxy = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        repository = copy_of_the_book(folder)
        with jupyterhub(folder, proxy) as (address, process):
            times = asyncio.run(attend(address, repository, notebook, number))
            costs = costs_by_kind(process)
    print(json.dumps({"times": times, "costs": costs}))


if __name__ == "__main__":
    main()
