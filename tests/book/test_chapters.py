"""The book's own rules: notebooks, contents, requirements, files."""

import json
import re
import subprocess
from pathlib import Path

import nbformat
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = ROOT / "chapters"
NOTEBOOKS = sorted(CHAPTERS.glob("*.ipynb"))
SOURCES = sorted([*NOTEBOOKS, *CHAPTERS.glob("*.md")])
JAVASCRIPT = sorted((ROOT / "lib").rglob("*.js"))
TEXT = {".py", ".js", ".css", ".md", ".ipynb", ".yml", ".yaml", ".toml",
        ".txt", ".sh", ".html", ".cfg", ".bib", ".cff"}  # fmt: skip

each_notebook = pytest.mark.parametrize(
    "path", NOTEBOOKS, ids=lambda path: path.name
)
each_source = pytest.mark.parametrize(
    "path", SOURCES, ids=lambda path: path.name
)


def notebook(path):
    return nbformat.read(path, as_version=4)


def code_cells(path):
    return [c for c in notebook(path).cells if c.cell_type == "code"]


def prose(path):
    """The Markdown of a chapter, without code blocks and spans."""
    if path.suffix == ".ipynb":
        cells = notebook(path).cells
        text = "\n\n".join(
            c.source for c in cells if c.cell_type == "markdown"
        )
    else:
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    return re.sub(r"^```.*?^```|`[^`\n]*`", "", text, flags=re.S | re.M)


def own_files():
    """The project's files: what git knows or would add; else all."""
    command = ["git", "ls-files", "-co", "--exclude-standard"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    names = found.stdout.splitlines() or (
        p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*") if p.is_file()
    )
    hidden = re.compile(
        r"(^|/)(_build|__pycache__|\.(?!ci|github|binder)[^/]*)/"
    )
    return [
        ROOT / n
        for n in names
        if not hidden.search(n) and (ROOT / n).is_file()
    ]


# ---- Notebooks.


def test_there_are_chapters():
    assert len(NOTEBOOKS) >= 2


@each_notebook
def test_it_is_valid_and_in_one_layout(path):
    nbformat.validate(notebook(path))
    text = path.read_text(encoding="utf-8")
    assert text == nbformat.writes(notebook(path)).rstrip("\n") + "\n"


@each_notebook
def test_every_code_cell_was_run_in_order(path):
    counts = [cell.execution_count for cell in code_cells(path)]
    assert counts == list(range(1, len(counts) + 1))


@each_notebook
def test_no_cell_failed_unless_it_says_so(path):
    for cell in code_cells(path):
        failed = any(o.output_type == "error" for o in cell.outputs)
        assert failed == ("raises-exception" in cell.metadata.get("tags", []))
        assert not any(o.get("name") == "stderr" for o in cell.outputs)


@each_notebook
def test_nothing_heavy_or_changing_is_stored(path):
    kinds = {
        kind
        for cell in code_cells(path)
        for output in cell.outputs
        for kind in output.get("data", ())
    }
    assert kinds <= {"text/plain", "text/html", "image/svg+xml"}
    assert "widgets" not in notebook(path).metadata
    assert not any("attachments" in cell for cell in notebook(path).cells)


@each_notebook
def test_a_widget_keeps_its_still_picture(path):
    for cell in code_cells(path):
        for output in cell.outputs:
            data = output.get("data", {})
            if re.match(
                r"(panel|NeuronExplorer|Quiz)\(", data.get("text/plain", "")
            ):
                assert data["image/svg+xml"].startswith("<svg")


@each_notebook
def test_no_printed_address_and_no_printed_path(path):
    for cell in code_cells(path):
        printed = json.dumps(cell.outputs)
        assert not re.search(
            r" at 0x[0-9a-f]+|/(?:home|ro+t|tmp|Users)/", printed
        )


@each_notebook
def test_cells_are_short_and_narrow(path):
    for cell in code_cells(path):
        lines = cell.source.splitlines()
        assert 1 <= len(lines) <= 20, cell.source
        assert max(map(len, lines)) <= 79, cell.source


@each_notebook
def test_no_cell_ends_with_a_semicolon(path):
    for cell in code_cells(path):
        assert not cell.source.rstrip().endswith(";"), cell.source


@each_notebook
def test_a_cell_that_draws_shows_the_figure(path):
    for cell in code_cells(path):
        if re.search(
            r"\b(plot\w*|imshow|scatter|draw_\w+|set_title)\(", cell.source
        ):
            defines = cell.source.startswith("def ")
            shows = cell.source.rstrip().endswith("plt.show()")
            assert shows or defines, cell.source


@each_notebook
def test_nothing_needs_a_kernel_after_the_build(path):
    # Dead in a static page, and never the same twice for strict nbval.
    words = (
        r"\b(interact\w*|Output|observe|on_click|clear_output|display_id)\b"
    )
    for cell in code_cells(path):
        assert not re.search(words, cell.source), cell.source
        assert not re.search(r"^\s*[%!]", cell.source, re.M), cell.source


@each_notebook
def test_randomness_has_a_seed(path):
    for cell in code_cells(path):
        assert not re.search(
            r"np\.random\.(?!default_rng|Generator)", cell.source
        )
        assert not re.search(r"default_rng\(\s*\)", cell.source)
        assert not re.search(
            r"torch\.(manual_seed|rand\w*\((?!.*generator))", cell.source
        )


@each_notebook
def test_torch_works_in_float64_from_the_start(path):
    cells = "\n".join(cell.source for cell in code_cells(path))
    if "import torch" in cells:
        first = cells.index("torch.set_default_dtype(torch.float64)")
        assert "torch.tensor" not in cells[:first]


# ---- Prose.


@each_source
def test_it_has_one_heading_of_the_first_level(path):
    assert len(re.findall(r"^# ", prose(path), re.M)) == 1
    assert re.search(r"\A\s*# ", prose(path))


@each_source
def test_layers_are_never_merely_counted(path):
    # Books disagree about what counts: say 3→4→1, or "two weight layers".
    counted = (
        r"\b(\d+|one|two|three|four|single|n|L)[- ]layer(ed)? (neural )?net"
    )
    assert not re.search(counted, prose(path), re.I)


@each_source
def test_pictures_come_from_the_book_itself(path):
    assert not re.search(r"!\[[^]]*\]\((https?:)?//|<img[^>]+src=.?(https?:)?//",
                         prose(path))  # fmt: skip


@each_source
def test_every_picture_has_a_text(path):
    assert not re.search(r"!\[\s*\]\(", prose(path))


# ---- Contents and requirements.


def test_the_contents_list_every_chapter_and_no_other():
    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    listed = re.findall(r"(?:root|file): (\S+)", toc)
    there = [p.relative_to(ROOT).with_suffix("").as_posix() for p in SOURCES]
    assert sorted(listed) == sorted(there)
    assert yaml.safe_load(toc)["root"] == "chapters/index"


def test_requirements_are_exact_and_explained():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    *lines, last = text.strip().splitlines()
    assert last == "-e ."
    for line in lines:
        if line.strip() and not line.startswith("#"):
            pin = r"[\w.\-]+(\[[\w,]+\])?==[\w.]+( *;[^#]*)? +# \S.+"
            assert re.fullmatch(pin, line), line
    assert re.search(r"^jupyter-book==1\.", text, re.M)


# ---- Files.


def test_no_script_lies_where_the_builder_adds_it_to_every_page():
    assert not list(ROOT.glob("_static/**/*.js"))


def test_nothing_is_fetched_from_a_delivery_network():
    hosts = r"(cdn|unpkg|jsdelivr|cdnjs|googleapis|gstatic|esm\.sh|skypack)[\w.-]*\.(com|net|org|dev)|esm\.sh"
    named = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in own_files()
        if path.parts[len(ROOT.parts)] in ("lib", "chapters", "_config.yml")
        and path.suffix in TEXT
        for match in re.finditer(hosts, path.read_text(encoding="utf-8"))
    ]
    assert named == []


def test_no_file_is_somebody_elses_bundle():
    for path in own_files():
        assert not re.search(r"\.min\.|\.bundle\.|\.map$|(^|/)vendor/|node_modules",
                             path.relative_to(ROOT).as_posix())  # fmt: skip
        if path.suffix in (".js", ".css", ".py"):
            lines = path.read_text(encoding="utf-8").splitlines()
            assert max(map(len, lines), default=0) < 400, path


def test_no_file_names_a_place_on_somebodys_machine():
    # (jovyan is everybody's name in the Jupyter project's images.)
    place = re.compile(r"(?<![\w.])/(home|Users|root|work)/(?!jovyan\b)\w+")
    named = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in own_files()
        if path.suffix in TEXT and path.parent != Path(__file__).parent
        for match in place.finditer(path.read_text(encoding="utf-8"))
    ]
    assert named == []


@pytest.mark.parametrize(
    "path", JAVASCRIPT, ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_script_writes_values_as_html(path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\.(inner|outer)HTML\s*\+?=|insertAdjacentHTML|"
                         r"document\.write|\beval\(|new Function", source)  # fmt: skip
