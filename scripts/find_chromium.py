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
MISSING = """\
The browser tests need Chromium or Chrome, and none was found.
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
    return str(mac) if mac.exists() else None


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


def main():
    """Print the path, or explain on stderr what to install."""
    named = os.environ.get("NNBOOK_CHROMIUM")
    path = find_chromium()
    if named and not path:
        sys.exit(f"NNBOOK_CHROMIUM={named}: there is no such program.")
    if not path:
        apt_install()
        path = find_chromium()
    if not path:
        sys.exit(MISSING)
    print(path)


if __name__ == "__main__":
    main()
