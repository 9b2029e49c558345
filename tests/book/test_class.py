"""The page for teachers and the files for a hub say the same, and it is so."""

import json
import re
from pathlib import Path

import nbformat
import pytest
import yaml

from nnbook.explorables import links

ROOT = Path(__file__).resolve().parents[2]
HUB = ROOT / "deploy" / "jupyterhub"
PAGE = (ROOT / "chapters" / "teaching.md").read_text(encoding="utf-8")
VALUES = (HUB / "values.yaml").read_text(encoding="utf-8")
KEYS = json.loads((HUB / "keys.json").read_text(encoding="utf-8"))
TYPES = {
    "boolean": bool, "integer": int, "string": str, "array": list,
    "number": (int, float), "null": type(None), "open": dict,
}  # fmt: skip


def unknown(values, keys, path=""):
    """What the chart does not document: keys, and values of another type."""
    for name, value in values.items():
        place = f"{path}{name}"
        if place in keys:
            if not any(is_a(value, kind) for kind in keys[place]):
                yield f"{place} is {value!r}, expected {keys[place]}"
        elif isinstance(value, dict):
            yield from unknown(value, keys, f"{place}.")
        else:
            yield f"{place} is no key that keys.json has"


def is_a(value, kind):
    if kind not in TYPES:  # one of some words
        return value == kind
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, TYPES[kind])


def test_the_chart_documents_every_key_with_its_type():
    assert list(unknown(yaml.safe_load(VALUES), KEYS["keys"])) == []


@pytest.mark.parametrize(
    ("right", "wrong", "found"),
    [
        ("timeout: 3600", 'timeout: "3600"', "cull.timeout is '3600'"),
        ("startTimeout: 300", "startTimeOut: 300", "startTimeOut is no key"),
        ("type: dynamic", "type: fast", "storage.type is 'fast'"),
        ("privateIPs: false", "privateIPs: 0", "privateIPs is 0"),
    ],
)
def test_a_wrong_key_or_type_is_found(right, wrong, found):
    changed = yaml.safe_load(VALUES.replace(right, wrong, 1))
    assert found in " ".join(unknown(changed, KEYS["keys"]))


def test_every_key_in_the_list_is_used():
    values = yaml.safe_load(VALUES)
    for key in KEYS["keys"]:
        place = values
        for name in key.split("."):
            assert name in place, key
            place = place[name]


def test_the_versions_agree():
    wanted = (ROOT / "scripts" / "classroom" / "requirements.txt").read_text()
    hub, puller = (
        re.search(rf"^{name}==(\S+)", wanted, re.M)[1]
        for name in ("jupyterhub", "nbgitpuller")
    )
    assert f"JupyterHub {hub}" in VALUES
    assert f"nbgitpuller=={puller}" in VALUES
    for text in (VALUES, PAGE):
        assert set(re.findall(r"--version (\d\S+)", text)) == {KEYS["chart"]}
        assert f"chart {KEYS['chart']}" in text or text is PAGE


def table(header):
    """The rows below a header of a table of the page, as lists of cells."""
    lines = PAGE[PAGE.index(header) :].splitlines()[2:]
    for line in lines:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


def memory():
    """Megabytes of a kernel by chapter, as the page has them."""
    rows = table("| chapter | MB | chapter | MB |")
    pairs = [cells[i : i + 2] for cells in rows for i in (0, 2)]
    return {name: int(size) for name, size in pairs if name}


def test_the_page_and_the_values_file_have_the_same_sizes():
    single = yaml.safe_load(VALUES)["singleuser"]["memory"]
    guarantee, limit = single["guarantee"], single["limit"]
    assert f"guarantee of {guarantee} and a limit of {limit}" in PAGE
    assert f"Plan {guarantee} for a student" in PAGE
    assert f"limit of {limit} holds four notebooks" in PAGE
    assert f"limits.memory {limit}" in PAGE


def test_the_sizes_hold_what_was_measured():
    kernels = memory()
    assert len(kernels) == 10
    server = int(re.search(r"JupyterLab, (\d+) MB", PAGE)[1])
    heaviest = max(kernels.values())
    # M and G count in 1024s there, the table in thousands.
    assert server + heaviest <= 640 * 1024**2 / 1e6
    assert server + 4 * heaviest <= 2 * 1024**3 / 1e6
    first = kernels["1 Composition"]
    assert first > 0.6 * heaviest, "as much as the others"


def minutes(book):
    """The page's estimate: (in class, exercises) of one chapter."""
    prose = [c for c in book.cells if c.cell_type == "markdown"]
    code = [c for c in book.cells if c.cell_type == "code"]
    words = sum(len(cell.source.split()) for cell in prose)
    questions = [c for c in code if c.id.startswith("quiz")]
    pictures = [
        c
        for c in code
        if "panel(" in c.source and not c.id.startswith("solution")
    ]
    other = [
        c
        for c in code
        if not re.match("quiz|solution|hint|exercise|explore", c.id)
    ]
    numbers = {
        number
        for cell in code
        for number in re.findall(r'check\("([\d.]+)"', cell.source)
    }
    return (
        words / 150 + len(other) + 2 * len(questions) + 4 * len(pictures),
        sum(map(at_home, numbers)),
    )


def at_home(number):
    """The minutes for one exercise."""
    if number == "10.1":
        return 60
    return 4 if number[0] == "0" else 10


def test_the_plan_keeps_its_own_rule():
    rows = list(table("| chapter, and what its questions"))
    paths = sorted((ROOT / "chapters").glob("[0-9][0-9]*-*.ipynb"))
    assert len(rows) == len(paths)
    for path, (name, in_class, exercises) in zip(paths, rows, strict=True):
        expected, alone = minutes(nbformat.read(path, as_version=4))
        assert path.name in name
        assert abs(int(in_class) - expected) <= 5, (name, expected)
        assert int(exercises or 0) == alone, name


def test_the_page_names_every_family_of_a_link():
    sentence = re.search(r"a family of them: (.*?)\. A name", PAGE, re.S)[1]
    assert re.findall(r"`(\w+)`", sentence) == list(links.FAMILIES)


def test_solutions_are_where_the_page_says():
    for path in (ROOT / "chapters").glob("[0-9][0-9]*-*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.source.startswith("# Solution"):
                assert cell.id.startswith("solution"), (path.name, cell.id)


def test_the_files_that_the_page_names_are_there():
    for name in re.findall(r"`(deploy/[\w/.-]+)`", PAGE):
        assert (ROOT / name).is_file(), name
    targets = set(re.findall(r"`(?:\S+ )?make ([a-z-]+)`", PAGE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert {"book", "bench-class"} <= targets
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.M), target
