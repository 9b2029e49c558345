"""`make audit` never calls safe what nobody could look up.

The answers are pip-audit's own, as it writes them.
"""

import pytest
from test_lock import ROOT, pins

from scripts import audit

CLEAN = {"name": "numpy", "version": "2.4.6", "vulns": []}
HIT = {
    "name": "jinja2",
    "version": "2.10",
    "vulns": [{"id": "PYSEC-2019-217", "fix_versions": ["2.10.1"]}],
}
# What pip-audit says, with exit code 0 and "No known vulnerabilities found",
# where an index without advisories stands in the place of PyPI.
SKIPPED = {"name": "jinja2", "skip_reason": "Dependency not found on PyPI"}


def test_only_who_knows_the_probe_is_believed():
    assert audit.knows([HIT])
    for answer in (None, [], [SKIPPED], [{**HIT, "vulns": []}]):
        assert not audit.knows(answer)


def test_the_three_verdicts():
    text, code = audit.verdict([CLEAN], 1)
    assert (text, code) == ("No known vulnerability in 1 pinned packages.", 0)
    text, code = audit.verdict([CLEAN, HIT], 2)
    assert code == audit.FOUND
    assert text == "jinja2 2.10: PYSEC-2019-217, mended in 2.10.1"
    for answer in ([CLEAN, SKIPPED], [CLEAN], None):
        text, code = audit.verdict(answer, 2)
        assert code == audit.UNKNOWN
        assert "othing is known" in text
        assert "No known" not in text


def test_a_hit_counts_though_others_are_unknown():
    text, code = audit.verdict([HIT, {**SKIPPED, "name": "torch"}], 2)
    assert code == audit.FOUND
    assert "Nothing is known of 1 of 2 packages: torch." in text


def test_every_locked_package_is_asked_about():
    lines = audit.pins((ROOT / "requirements.lock").read_text("utf-8"))
    assert {line.split("==")[0] for line in lines} == (
        pins("requirements.lock").keys()
    )
    assert not any(";" in line or "hash" in line for line in lines)


def test_who_cannot_be_asked_gives_no_clean_bill(monkeypatch, capsys):
    monkeypatch.setattr(audit, "program", lambda: ROOT / "no-such-program")
    monkeypatch.setattr(audit, "ask", lambda *words: [SKIPPED])
    assert audit.main() == audit.UNKNOWN
    said = capsys.readouterr().out
    assert "Nothing is known" in said
    assert "no statement" in said


@pytest.mark.parametrize("answer", [[HIT], [CLEAN]])
def test_the_lock_is_asked_only_after_the_probe(monkeypatch, answer):
    asked = []

    def ask(tool, service, lines):
        asked.append(lines)
        return answer

    monkeypatch.setattr(audit, "program", lambda: "pip-audit")
    monkeypatch.setattr(audit, "ask", ask)
    audit.main()
    assert asked[0] == [audit.PROBE]
    assert any(len(lines) > 100 for lines in asked) == (answer == [HIT])
