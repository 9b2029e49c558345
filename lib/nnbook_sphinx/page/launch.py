"""Where the book's repository is, and buttons that run a chapter from it.

A copy of the repository knows where it came from: its remote `origin`. A fork
so has buttons of its own without a line changed. `NNBOOK_REPOSITORY` (with
`NNBOOK_BRANCH`) names another place, `NNBOOK_HUB` a JupyterHub, and
`NNBOOK_SITE` the address of the published pages. Google Colab needs notebooks
with a first cell of their own (scripts/colab.py); `NNBOOK_COLAB` names the
branch that has them, `notebooks` if the remote has it. Where nothing is known,
no button is shown: none ever leads nowhere.
"""

import os
import re
import subprocess
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from sphinx.util import logging

logger = logging.getLogger(__name__)
BINDER = "https://mybinder.org"
COLAB = "https://colab.research.google.com"
# git@host:path, as in `git clone git@github.com:owner/name.git`
SHORT = re.compile(
    r"(?:[\w.-]+@)?(?P<host>[\w-]+(?:\.[\w-]+)+):(?P<path>[^/].*)"
)
NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)+")


class Repository(NamedTuple):
    """A public repository: `host`, `path` (owner/name) and `branch`."""

    host: str
    path: str
    branch: str = "main"

    @property
    def url(self):
        """The address that git clones and a reader can open."""
        return f"https://{self.host}/{self.path}"

    @property
    def name(self):
        """The folder that a clone makes."""
        return self.path.rsplit("/", 1)[1]

    @property
    def binder(self):
        """The part of a Binder address that names repository and branch."""
        branch = quote(self.branch, safe="/")
        if self.host == "github.com":
            return f"gh/{self.path}/{branch}"
        if self.host == "gitlab.com":
            return f"gl/{quote(self.path, safe='')}/{branch}"
        return f"git/{quote(self.url, safe='')}/{branch}"

    @property
    def site(self):
        """Where GitHub or GitLab publish its pages, or ''."""
        owner, _, name = self.path.partition("/")
        pages = {"github.com": "github.io", "gitlab.com": "gitlab.io"}
        if self.host not in pages:
            return ""
        home = f"{owner.lower()}.{pages[self.host]}"
        return f"https://{home}/" + (f"{name}/" if name != home else "")


def parse(remote):
    """Return (host, path) of a git remote, or None if it is no web address.

    https://, ssh://, git:// and the short form user@host:path are read; a
    folder, a file:// address or a host of this machine is not.
    """
    remote = remote.strip()
    try:
        parts = urlsplit(remote) if "://" in remote else None
        port = parts and parts.port
    except ValueError:  # no address at all
        return None
    if re.search(r"[?#\s]", remote):
        return None
    if parts and parts.scheme in ("https", "http", "ssh", "git", "git+ssh"):
        # A name or a token before the @ is nobody's business; an https port
        # belongs to the address.
        host, path = parts.hostname or "", parts.path
        if port and parts.scheme in ("https", "http"):
            host += f":{port}"
    elif parts is None and (short := SHORT.fullmatch(remote)):
        host, path = short["host"], short["path"]
    else:
        return None
    path = path.strip("/").removesuffix(".git")
    public = "." in host and not re.match(r"[\d.:]+$", host)
    if host == "github.com" and path.count("/") != 1:
        return None
    return (host.lower(), path) if public and NAME.fullmatch(path) else None


def known(host):
    """Whether a remote on this host is one of GitHub's or GitLab's kind."""
    return host == "github.com" or "gitlab" in host.split(".")


def git(root, *arguments):
    """The output of a git command in `root`, '' if it fails."""
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError:  # no git here
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def published_branch(root):
    """The branch of this checkout, if the remote has it too; else main."""
    branch = git(root, "rev-parse", "--abbrev-ref", "HEAD")
    there = f"refs/remotes/origin/{branch}"
    if branch != "HEAD" and git(root, "rev-parse", "--verify", there):
        return branch
    head = git(root, "symbolic-ref", "--short", "refs/remotes/origin/HEAD")
    return head.removeprefix("origin/") or "main"


def find_repository(root, environment=os.environ):
    """The repository to launch from, or None."""
    named = environment.get("NNBOOK_REPOSITORY")
    if named is not None:
        return named_repository(named, environment)
    # Only a checkout of its own: not a book unpacked in somebody's project.
    if git(root, "rev-parse", "--show-cdup") or not (root / ".git").exists():
        return None
    found = parse(git(root, "remote", "get-url", "origin"))
    if not found or not known(found[0]):
        return None
    branch = environment.get("NNBOOK_BRANCH") or published_branch(root)
    return Repository(*found, branch)


def named_repository(named, environment):
    """The repository that NNBOOK_REPOSITORY names; empty: none."""
    if not named.strip():
        return None
    found = parse(named)
    if found is None:
        logger.warning(
            "NNBOOK_REPOSITORY is %r, which is no public repository: expected"
            " an address such as https://github.com/owner/name",
            named,
        )
        return None
    return Repository(*found, environment.get("NNBOOK_BRANCH") or "main")


def colab_branch(root, repository, environment=os.environ):
    """The branch with notebooks for Colab, or ''; it reads GitHub alone."""
    if repository is None or repository.host != "github.com":
        return ""
    named = environment.get("NNBOOK_COLAB")
    if named is not None or environment.get("NNBOOK_REPOSITORY"):
        return (named or "").strip()
    there = git(root, "rev-parse", "--verify", "refs/remotes/origin/notebooks")
    return "notebooks" if there else ""


def address(name, environment=os.environ):
    """The web address in an environment variable, or ''."""
    given = environment.get(name, "").strip()
    if given and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", given):
        logger.warning(
            "%s is %r: expected an address such as https://book.example.org/",
            name,
            given,
        )
        return ""
    return given.rstrip("/") + "/" if given else ""


def configure(app, config):
    """Tell the theme the repository and the services that can open it."""
    root = Path(app.srcdir)
    repository = find_repository(root)
    hub = address("NNBOOK_HUB")
    site = address("NNBOOK_SITE") or (repository.site if repository else "")
    if site and not config.html_baseurl:
        config.html_baseurl = site
    app.nnbook_repository = repository
    app.nnbook_colab = colab_branch(root, repository)
    if not repository:
        return
    options = config.html_theme_options
    options["repository_url"] = repository.url
    options["repository_branch"] = repository.branch
    # Which of its providers the theme takes only matters for edit links.
    options["repository_provider"] = (
        "github" if repository.host == "github.com" else "gitlab"
    )
    options["launch_buttons"] = {
        "notebook_interface": "jupyterlab",
        "binderhub_url": BINDER,
        "jupyterhub_url": hub,
        "colab_url": COLAB if app.nnbook_colab else "",
    }


def mend_buttons(app, pagename, templatename, context, doctree):
    """Correct the addresses that the theme's buttons get wrong.

    Binder wants the address of a repository in a group of a group, or on a
    host of its own, as one word. A page of Markdown is no notebook in
    JupyterLab: its buttons open the folder instead, and Colab has none.
    """
    repository = app.nnbook_repository
    for group in context.get("header_buttons", ()):
        if group.get("label") != "launch-buttons":
            continue
        folder = pagename.rpartition("/")[0]
        if not (Path(app.srcdir) / f"{pagename}.ipynb").is_file():
            group["buttons"] = [
                b for b in group["buttons"] if b["text"] != "Colab"
            ]
        for button in group["buttons"]:
            if button["text"] == "Colab":
                branch = quote(app.nnbook_colab, safe="/")
                button["url"] = (
                    f"{COLAB}/github/{repository.path}/blob/{branch}/"
                    f"{pagename}.ipynb"
                )
                continue
            where, query = button["url"].split("?", 1)
            if button["text"] == "Binder":
                where = f"{BINDER}/v2/{repository.binder}"
            query = query.replace(f"{pagename}.md", folder)
            button["url"] = f"{where}?{query}"


def setup(app):
    """Connect to Sphinx."""
    app.nnbook_repository = None
    app.connect("config-inited", configure)
