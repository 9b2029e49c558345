"""Ask for known vulnerabilities in what requirements.lock pins: `make audit`.

Exit code 0: the advisories were read and none is about a pinned version.
Exit code 1: some are; they are listed.
Exit code 3: they could not be read, so nothing is known.

The list comes from pip-audit, in an environment of its own. Where a service
of advisories is out of reach, or an index without any answers in its place,
pip-audit itself can report that it knows of no vulnerability. So a version
that is known to be vulnerable is asked about first: who does not know of that
one does not know of others.
"""

import json
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
TOOL = ROOT / "_build" / "audit"
PIP_AUDIT = "pip-audit==2.10.1"
PROBE = "jinja2==2.10"  # 2019: a template could leave its sandbox
SERVICES = {"pypi": "PyPI's advisories", "osv": "the database OSV"}
FOUND, UNKNOWN = 1, 3
PIN = re.compile(r"^([\w.\-]+)(?:\[[\w,\-]+\])?==([\w.!+]+)", re.M)


def pins(text):
    """The `name==version` lines of a lock, without markers and hashes.

    What only another system would install is asked about too.
    """
    return [f"{name}=={version}" for name, version in PIN.findall(text)]


def program():
    """The path of pip-audit, installed if need be; None if that fails."""
    folder = "Scripts" if sys.platform == "win32" else "bin"
    path = TOOL / folder / "pip-audit"
    mark = TOOL / PIP_AUDIT
    if not mark.exists():
        print(f"Installing {PIP_AUDIT} ...", file=sys.stderr)
        venv.create(TOOL, clear=True, with_pip=True)
        pip = [TOOL / folder / "python", "-m", "pip", "install", "--quiet"]
        quiet = ["--disable-pip-version-check"]
        if subprocess.run([*pip, *quiet, PIP_AUDIT]).returncode:
            return None
        mark.touch()
    return path


def ask(tool, service, lines):
    """What pip-audit says of each line, or None if it cannot say."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.txt"
        wanted.write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = subprocess.run(
            [
                *(tool, "--requirement", wanted, "--no-deps", "--disable-pip"),
                *("--format", "json", "--progress-spinner", "off"),
                *("--vulnerability-service", service, "--timeout", "15"),
            ],
            capture_output=True,
            text=True,
        )
    try:
        return json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return None


def knows(answer):
    """Whether an answer about the probe has its vulnerability."""
    return any(entry.get("vulns") for entry in answer or ())


def verdict(answer, count):
    """Return (text, exit code) for an answer about `count` packages."""
    if answer is None:
        return "The advisories could not be read: nothing is known.", UNKNOWN
    lines = [
        f"{entry['name']} {entry['version']}: {found['id']}, mended in"
        f" {', '.join(found['fix_versions']) or 'no version yet'}"
        for entry in answer
        for found in entry.get("vulns", ())
    ]
    asked = {entry["name"] for entry in answer if "vulns" in entry}
    missing = [e["name"] for e in answer if e["name"] not in asked]
    if missing or len(asked) < count:
        lines.append(
            f"Nothing is known of {count - len(asked)} of {count} packages"
            f"{': ' if missing else ''}{', '.join(missing)}."
        )
    if any("vulns" in e and e["vulns"] for e in answer):
        return "\n".join(lines), FOUND
    if lines:
        return "\n".join(lines), UNKNOWN
    return f"No known vulnerability in {count} pinned packages.", 0


def main():
    """Ask the first service that knows of the probe; print what it says."""
    tool = program()
    if tool is None:
        print(f"{PIP_AUDIT} could not be installed: nothing is known.")
        return UNKNOWN
    for service, name in SERVICES.items():
        if knows(ask(tool, service, [PROBE])):
            lines = pins(LOCK.read_text(encoding="utf-8"))
            text, code = verdict(ask(tool, service, lines), len(lines))
            print(f"{LOCK.name}, by {name}:\n{text}")
            return code
        print(f"{name} did not answer, or did not know of {PROBE}.")
    print(
        "No source of advisories can be reached from here. Nothing is known:\n"
        "that is no statement that there are no vulnerabilities."
    )
    return UNKNOWN


if __name__ == "__main__":
    sys.exit(main())
