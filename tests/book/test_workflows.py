"""The public workflows: safe, and no step asks for what is not there."""

import re

import pytest
import yaml
from test_lock import ROOT, pins

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
# Only a job that needs more may have more, and only this.
MORE = {("book.yml", "publish"): {"pages": "write", "id-token": "write"}}
TARGETS = set(
    re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
)


def read(path):
    # YAML reads the key `on` as true.
    return yaml.safe_load(path.read_text("utf-8"))


JOBS = [
    pytest.param(path, name, job, id=f"{path.stem}-{name}")
    for path in WORKFLOWS
    for name, job in read(path)["jobs"].items()
]


def runs(job):
    return [step["run"] for step in job["steps"] if "run" in step]


def test_there_are_workflows():
    assert {path.name for path in WORKFLOWS} == {
        "book.yml",
        "newest.yml",
        "nightly.yml",
    }


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_only_read_and_does_not_pile_up(path):
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["concurrency"]["group"]
    # What a stranger's pull request says must never be run with our rights.
    assert "pull_request_target" not in workflow[True]
    assert not re.search(r"\$\{\{\s*(secrets|github\.event)\b(?!_name)", path.read_text("utf-8"))  # fmt: skip


@pytest.mark.parametrize(("path", "name", "job"), JOBS)
def test_a_job_ends_and_has_no_needless_rights(path, name, job):
    assert job["runs-on"] == "ubuntu-24.04"
    assert 0 < job["timeout-minutes"] <= 120
    assert job.get("permissions", {}) == MORE.get((path.name, name), {})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit_and_say_their_version(path):
    lines = re.findall(r"uses:.*", path.read_text("utf-8"))
    assert lines
    for line in lines:
        assert re.fullmatch(
            r"uses: actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line
        ), line


def test_an_action_has_one_commit_everywhere():
    found = {}
    for path in WORKFLOWS:
        for action, commit in re.findall(
            r"uses: ([\w/-]+)@(\w+)", path.read_text("utf-8")
        ):
            found.setdefault(action, set()).add(commit)
    assert {action: len(commits) for action, commits in found.items()} == (
        dict.fromkeys(found, 1)
    )


@pytest.mark.parametrize(("path", "name", "job"), JOBS)
def test_a_checkout_leaves_no_token_behind(path, name, job):
    for step in job["steps"]:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


KNOWN = (
    ".venv/bin/python -m pip install ",
    "sudo apt-get update ",
    "sudo apt-get install ",
)


@pytest.mark.parametrize(("path", "name", "job"), JOBS)
def test_what_a_job_runs_is_there(path, name, job):
    for command in runs(job):
        for line in command.splitlines():
            program, *words = line.split()
            if program == "make":
                assert set(words) <= TARGETS, line
            elif program == ".venv/bin/python" and words[0] != "-m":
                assert (ROOT / words[0]).is_file(), line
            else:
                assert line.startswith(KNOWN), line


def test_the_nightly_run_leaves_nothing_out():
    commands = {
        command
        for job in read(FOLDER / "nightly.yml")["jobs"].values()
        for command in runs(job)
    }
    assert {"make test-all", "make pdf", "make bench", "make audit"} <= (
        commands
    )


def test_the_newest_versions_are_those_of_all_that_chapters_use():
    text = (ROOT / "requirements.txt").read_text("utf-8")
    used = text.split("# --- what the chapters use")[1].split("# ---")[0]
    wanted = set(re.findall(r"^([\w-]+)==", used, re.M))
    (upgrade,) = (
        command
        for command in runs(read(FOLDER / "newest.yml")["jobs"]["newest"])
        if "--upgrade" in command
    )
    # The default index has no CPU build of torch to upgrade to.
    assert wanted - {"torch"} <= set(upgrade.split())
    assert (
        set(upgrade.split("--upgrade")[1].split())
        <= pins("requirements.txt").keys()
    )
