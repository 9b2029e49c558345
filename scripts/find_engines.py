"""Find Firefox and WebKit for the tests of other engines.

Run as a program it installs what lacks, as root with apt-get, and fails with
a way to get it. NNBOOK_ENGINES=chromium,firefox leaves WebKit out.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

FIREFOX_NAMES = ("firefox-esr", "firefox")
# WebKitGTK's own small browser is not on the PATH.
BROWSERS = "webkit2gtk-4.*/MiniBrowser"
PACKAGES = {
    "firefox": ["firefox-esr"],
    "webkit": ["webkit2gtk-driver", "xvfb"],
}
MISSING = {
    "firefox": """\
The tests of other engines need Firefox 128 or newer, and none was found.
  Debian:   apt-get install firefox-esr
  Ubuntu:   install Mozilla's .deb (Ubuntu's firefox is a snap)
  Fedora:   dnf install firefox
or name one: NNBOOK_FIREFOX=/path/to/firefox""",
    "webkit": """\
The tests of other engines need WebKitWebDriver, MiniBrowser and Xvfb:
{lacks}
  Debian, Ubuntu:   apt-get install webkit2gtk-driver xvfb
  elsewhere:        there is no such package; leave WebKit out""",
}
LEAVE_OUT = "Without it: NNBOOK_ENGINES={rest} make test-all"


def wanted():
    """The engines beside Chromium that the tests are to use."""
    named = os.environ.get("NNBOOK_ENGINES")
    if not named:
        return list(PACKAGES)
    names = [name.strip() for name in named.split(",")]
    unknown = set(names) - {"chromium", *PACKAGES}
    if unknown:
        sys.exit(f"NNBOOK_ENGINES: there is no engine {', '.join(unknown)}; "
                 f"there are chromium, {', '.join(PACKAGES)}.")  # fmt: skip
    return [name for name in PACKAGES if name in names]


def firefox():
    """What drives Firefox, by name: a path, or None for what lacks."""
    named = os.environ.get("NNBOOK_FIREFOX")
    names = [named] if named else FIREFOX_NAMES
    found = [path for path in map(shutil.which, names) if path]
    return {"binary": found[0] if found else None}


def webkit():
    """What drives WebKit, by name: paths, or None for what lacks."""
    roots = (Path("/usr/lib"), Path("/usr/libexec"))
    found = [p for r in roots for p in r.glob(f"**/{BROWSERS}")]
    return {
        "driver": shutil.which("WebKitWebDriver"),
        "browser": str(found[0]) if found else None,
        "xvfb": shutil.which("Xvfb"),
    }


FIND = {"firefox": firefox, "webkit": webkit}


def missing(name):
    """Why the engine cannot be used here, or an empty text."""
    parts = FIND[name]()
    lacks = ", ".join(part for part in parts if not parts[part])
    if not lacks:
        return ""
    rest = ",".join(["chromium", *(n for n in PACKAGES if n != name)])
    why = MISSING[name].format(lacks=f"here lacks its {lacks}.")
    return f"{why}\n{LEAVE_OUT.format(rest=rest)}"


def apt_install(packages):
    """Install packages where that is allowed: as root, with apt-get."""
    allowed = hasattr(os, "geteuid") and os.geteuid() == 0
    if not allowed or not shutil.which("apt-get"):
        return
    print(f"Installing {' '.join(packages)} ...", file=sys.stderr)
    quiet = {"stdout": subprocess.DEVNULL, "check": False}
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-qy", "--no-install-recommends"]
    subprocess.run(["apt-get", "update", "-q"], **quiet)
    subprocess.run([*install, *packages], env=env, **quiet)


def main():
    """Install what lacks; explain what still does."""
    names = wanted()
    lacking = [name for name in names if missing(name)]
    if lacking:
        apt_install([p for name in lacking for p in PACKAGES[name]])
    messages = [text for text in map(missing, names) if text]
    if messages:
        sys.exit("\n\n".join(messages))


if __name__ == "__main__":
    main()
