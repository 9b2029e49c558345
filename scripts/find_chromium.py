"""Print the path of a Chromium for the browser tests; install one as root."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
# Chrome and Edge, below a folder that Windows names in its environment.
ON_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
MISSING = """\
The browser tests and the PDF need Chromium or Chrome, and none was found.
  Debian:   apt-get install chromium
  Ubuntu:   install Google Chrome's .deb (its chromium is a snap)
  Fedora:   dnf install chromium
  macOS:    brew install --cask chromium
or name one: NNBOOK_CHROMIUM=/path/to/chromium make test"""


def find_chromium():
    """Return the path of the browser to use, or None."""
    named = os.environ.get("NNBOOK_CHROMIUM")
    if named:
        return shutil.which(named)
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    mac = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    found = [path for path in (mac, *on_windows()) if path.exists()]
    return str(found[0]) if found else None


def on_windows():
    """Yield where Windows may have a browser of this kind."""
    for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if folder := os.environ.get(name):
            yield from (Path(folder, below) for below in ON_WINDOWS)


def apt_install():
    """Install Chromium where that is allowed: as root, with apt-get."""
    allowed = hasattr(os, "geteuid") and os.geteuid() == 0
    if not allowed or not shutil.which("apt-get"):
        return
    print("Installing Chromium with apt-get ...", file=sys.stderr)
    quiet = {"stdout": subprocess.DEVNULL}
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], check=False, **quiet)
    install = ["apt-get", "install", "-qy", "--no-install-recommends"]
    subprocess.run([*install, "chromium"], check=False, env=env, **quiet)


def wanted():
    """Return the path, or end with an explanation of what to install."""
    named = os.environ.get("NNBOOK_CHROMIUM")
    path = find_chromium()
    if named and not path:
        sys.exit(f"NNBOOK_CHROMIUM={named}: there is no such program.")
    if not path:
        apt_install()
        path = find_chromium()
    if not path:
        sys.exit(MISSING)
    return path


def main():
    """Print the path."""
    print(wanted())


if __name__ == "__main__":
    main()
