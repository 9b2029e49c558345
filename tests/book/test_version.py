"""One version: the package has it, the citation and the changes repeat it."""

import re

import yaml
from test_lock import ROOT

import nnbook


def newest():
    """The version and the day of the newest release in CHANGELOG.md."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    return re.search(r"^## (\d\S*) - (\d{4}-\d\d-\d\d)$", text, re.M).groups()


def test_the_citation_and_the_changes_have_the_packages_version():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    version, day = newest()
    assert version == str(cited["version"]) == nnbook.__version__
    assert day == str(cited["date-released"])
