"""The public workflows: safe, and no step asks for what is not there."""

import re

import pytest
import yaml
from test_lock import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TEXTS = {path.name: path.read_text("utf-8") for path in WORKFLOWS}
# Only a job that needs more rights may have more, and only these.
MORE = {
    ("book.yml", "publish"): {"pages": "write", "id-token": "write"},
    ("book.yml", "colab"): {"contents": "write"},
}

each = pytest.mark.parametrize("name", TEXTS)


def steps(workflow):
    """Yield every step of a workflow's jobs."""
    for job in workflow["jobs"].values():
        yield from job["steps"]


@each
def test_it_may_only_read_but_where_it_publishes(name):
    workflow = yaml.safe_load(TEXTS[name])
    assert workflow["permissions"] == {"contents": "read"}
    for job, said in workflow["jobs"].items():
        assert said.get("permissions", {}) == MORE.get((name, job), {})
    for step in steps(workflow):
        if "checkout@" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


@each
def test_what_a_stranger_wrote_is_never_run_with_our_rights(name):
    assert "pull_request_target" not in TEXTS[name]
    expressions = re.findall(r"\$\{\{(.*?)\}\}", TEXTS[name])
    known = r"\s*(matrix|github\.(ref|event_name|token)|steps)\b.*"
    assert all(re.fullmatch(known, found) for found in expressions)


@each
def test_an_action_is_pinned_by_commit_and_says_its_version(name):
    for line in re.findall(r"uses:.*", TEXTS[name]):
        pinned = r"uses: actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+"
        assert re.fullmatch(pinned, line), line


@each
def test_what_it_runs_is_there(name):
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    found = steps(yaml.safe_load(TEXTS[name]))
    commands = "\n".join(step.get("run", "") for step in found)
    made = re.findall(r"^make (.+)$", commands, re.M)
    assert {word for words in made for word in words.split()} <= targets
    for script in re.findall(r"\bscripts/\S+", commands):
        assert (ROOT / script).is_file(), script


def test_together_they_run_every_check():
    said = "\n".join(TEXTS.values())
    for target in ("test", "test-all", "pdf", "bench", "audit"):
        assert re.search(rf"make ([a-z]+ )*{target}\b(?!-)", said), target
