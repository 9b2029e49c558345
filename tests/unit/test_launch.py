"""The repository that the launch buttons lead to: remotes and variables."""

import subprocess

import pytest

from nnbook_sphinx.page import launch
from nnbook_sphinx.page.launch import (
    Repository,
    address,
    colab_branch,
    find_repository,
    parse,
)

GITHUB = ("github.com", "someone/book")


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/someone/book",
        "https://github.com/someone/book.git",
        "https://github.com/someone/book/",
        "http://github.com/someone/book.git\n",
        "https://user:token@github.com/someone/book.git",
        "git@github.com:someone/book.git",
        "github.com:someone/book",
        "ssh://git@github.com/someone/book.git",
        "ssh://git@github.com:22/someone/book.git",
        "git://GitHub.com/someone/book.git",
    ],
)
def test_the_forms_of_a_remote_on_github(remote):
    assert parse(remote) == GITHUB


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ("git@gitlab.com:a/b/c.git", ("gitlab.com", "a/b/c")),
        ("https://gitlab.com/a/b.git", ("gitlab.com", "a/b")),
        ("ssh://git@gitlab.uni.example:2222/a/b", ("gitlab.uni.example", "a/b")),
        ("https://git.uni.example:8443/a/b", ("git.uni.example:8443", "a/b")),
    ],
)  # fmt: skip
def test_other_hosts(remote, expected):
    assert parse(remote) == expected


@pytest.mark.parametrize(
    "remote",
    [
        "",
        "/srv/git/book",
        "../book",
        "book.git",
        "C:\\books\\book",
        "file:///srv/git/book",
        "https://localhost/a/book",
        "http://127.0.0.1:3000/a/book",
        "ssh://git@server/a/book",
        "server:a/book",
        "https://github.com/book",
        "https://github.com/a/b/c",
        "https://github.com/a/b?x=\"><script>",
        "javascript:alert(1)",
        "git@github.com:/srv/book",
    ],
)  # fmt: skip
def test_what_is_no_public_repository(remote):
    assert parse(remote) is None


def checkout(folder, remote=None, branch="main", published=()):
    """A git repository in `folder`, with a remote `origin` and its branches."""

    def git(*arguments):
        who = ["-c", "user.name=n", "-c", "user.email=e@example.org"]
        command = ["git", "-C", str(folder), *who, *arguments]
        subprocess.run(command, check=True, capture_output=True)

    git("init", "-q", "-b", branch)
    git("commit", "-q", "--allow-empty", "-m", "first")
    if remote:
        git("remote", "add", "origin", remote)
    for name in published:
        git("update-ref", f"refs/remotes/origin/{name}", "HEAD")
    return folder


SSH = "git@github.com:someone/book.git"


def test_the_remote_of_a_checkout_is_found(tmp_path):
    checkout(tmp_path, SSH, published=["main"])
    assert find_repository(tmp_path, {}) == Repository(*GITHUB, "main")


def test_a_branch_counts_only_if_the_remote_has_it(tmp_path):
    checkout(tmp_path, SSH, branch="spring", published=["main"])
    assert find_repository(tmp_path, {}).branch == "main"
    checkout(tmp_path, branch="spring", published=["spring"])
    assert find_repository(tmp_path, {}).branch == "spring"


def test_a_remote_on_this_machine_gives_no_repository(tmp_path):
    (tmp_path / "a").mkdir()
    checkout(tmp_path / "a", str(tmp_path))
    assert find_repository(tmp_path / "a", {}) is None


def test_neither_does_a_host_that_cannot_be_launched(tmp_path):
    checkout(tmp_path, "https://git.example.org/a/book.git")
    assert find_repository(tmp_path, {}) is None


def test_nor_a_folder_without_git_nor_one_inside_another(tmp_path):
    checkout(tmp_path, SSH, published=["main"])
    inner = tmp_path / "inner"
    inner.mkdir()
    assert find_repository(inner, {}) is None


def test_the_variable_comes_first_and_can_say_none(tmp_path):
    checkout(tmp_path, SSH, published=["main"])
    given = {"NNBOOK_REPOSITORY": "https://git.example.org/a/b"}
    expected = Repository("git.example.org", "a/b", "main")
    assert find_repository(tmp_path, given) == expected
    given["NNBOOK_BRANCH"] = "spring"
    assert find_repository(tmp_path, given).branch == "spring"
    assert find_repository(tmp_path, {"NNBOOK_REPOSITORY": ""}) is None


def test_a_wrong_variable_is_explained(tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(launch.logger, "warning", lambda *a: said.append(a))
    given = {"NNBOOK_REPOSITORY": "my book", "NNBOOK_HUB": "hub.example.org"}
    assert find_repository(tmp_path, given) is None
    assert address("NNBOOK_HUB", given) == ""
    texts = [text % tuple(values) for text, *values in said]
    assert "'my book'" in texts[0]
    assert "https://github.com/owner/name" in texts[0]
    assert "expected an address such as https://" in texts[1]


def test_what_binder_calls_a_repository():
    assert Repository(*GITHUB).binder == "gh/someone/book/main"
    group = Repository("gitlab.com", "a/b/c", "spring/term")
    assert group.binder == "gl/a%2Fb%2Fc/spring/term"
    own = Repository("git.example.org", "a/b")
    assert own.binder == "git/https%3A%2F%2Fgit.example.org%2Fa%2Fb/main"


def test_where_the_pages_are_published():
    assert Repository(*GITHUB).site == "https://someone.github.io/book/"
    home = Repository("github.com", "Someone/someone.github.io")
    assert home.site == "https://someone.github.io/"
    assert Repository("gitlab.com", "a/b/c").site == "https://a.gitlab.io/b/c/"
    assert Repository("git.example.org", "a/b").site == ""


def test_colab_opens_a_branch_that_github_has(tmp_path):
    checkout(tmp_path, SSH, published=["main"])
    book = find_repository(tmp_path, {})
    assert colab_branch(tmp_path, book, {}) == ""
    checkout(tmp_path, published=["notebooks"])
    assert colab_branch(tmp_path, book, {}) == "notebooks"
    assert colab_branch(tmp_path, book, {"NNBOOK_COLAB": ""}) == ""
    named = {"NNBOOK_REPOSITORY": "https://github.com/another/book"}
    assert colab_branch(tmp_path, book, named) == ""
    named["NNBOOK_COLAB"] = "for-colab"
    assert colab_branch(tmp_path, book, named) == "for-colab"
    assert colab_branch(tmp_path, None, named) == ""
    elsewhere = Repository("gitlab.com", "a/b")
    assert colab_branch(tmp_path, elsewhere, named) == ""
