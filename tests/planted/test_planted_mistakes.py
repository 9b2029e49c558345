"""The tests would notice: each planted mistake turns one of them red.

A mistake is planted in a copy, of the sources or of the built book; the tests
that guard it run there in a process of their own and must fail, with the
words that show they failed for that reason. The same tests pass on a copy
without a mistake.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HTML = Path(os.environ.get("NNBOOK_HTML", ROOT / "_build" / "html"))
PAGE = Path("chapters", "02-perceptron.html")
CHAPTER = Path("chapters", "02-perceptron.ipynb")
NN = Path("lib", "nnbook", "explorables", "nn.js")
LAYERS = Path("lib", "nnbook", "layers.py")
ACTIVATIONS = Path("lib", "nnbook", "activations.py")

# The tests that stand guard, and how to run them quickly.
ARITHMETIC = ["tests/browser/test_arithmetic.py"]
UNITS = ["tests/unit/test_layers.py", "tests/unit/test_activations.py"]
CONTROLS = ["tests/browser/test_controls.py", "-k", "perceptron and ranges"]
VISITORS = [
    "tests/browser/test_pages.py",
    "-k",
    "whole and perceptron and http",
]
STRUCTURE = ["tests/book"]

copy_tree = partial(
    shutil.copytree,
    ignore=shutil.ignore_patterns("__pycache__"),
    dirs_exist_ok=True,
)


def source_copy(folder):
    """The sources that the tests need, copied to `folder`."""
    for name in ("lib", "tests", "chapters", "scripts"):
        copy_tree(ROOT / name, folder / name)
    for name in (
        "pyproject.toml",
        "_toc.yml",
        "_config.yml",
        "requirements.txt",
    ):
        shutil.copy(ROOT / name, folder)
    return folder


def run(tests, folder=ROOT, html=HTML):
    """Run `tests` in `folder` on the book in `html`, up to a failure."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=short"]
    command += ["-p", "no:cacheprovider", "-p", "no:xdist", *tests]
    keep = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    found = subprocess.run(
        command,
        cwd=folder,
        env=keep | {"NNBOOK_HTML": str(html)},
        capture_output=True,
        text=True,
    )
    return found.returncode, found.stdout + found.stderr


def assert_red(result, *words):
    """A test failed (1), it did not break down, and it says why."""
    code, output = result
    assert code == 1, output
    for word in words:
        assert re.search(word, output), output


def assert_green(result):
    code, output = result
    assert code == 0, output
    assert re.search(r"[1-9]\d* passed", output), output


def plant(path, old, new):
    """Write `new` where `path` has `old`, which it has once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (
        f"{path.name} has {text.count(old)} of {old!r}"
    )
    path.write_text(text.replace(old, new), encoding="utf-8")


# ---- In the arithmetic.


@pytest.mark.parametrize(
    "guards", [ARITHMETIC, UNITS, STRUCTURE], ids=lambda g: g[0]
)
def test_the_copied_sources_pass(tmp_path, guards):
    assert_green(run(guards, source_copy(tmp_path)))


MISTAKES = {
    "a dropped bias, in Python": (
        LAYERS, "self.n_out) @ self.W + self.b", "self.n_out) @ self.W",
        ["tests/unit/test_layers.py"], "test_z_is"),
    "a dropped bias, in JavaScript": (
        NN, "= sum + b[j];", "= sum;",
        [*ARITHMETIC, "-k", "affine"], "test_affine"),
    "a transposed W, in Python": (
        LAYERS, "self.n_out) @ self.W + self.b",
        "self.n_out) @ self.W.reshape(self.n_out, self.n_in).T + self.b",
        ["tests/unit/test_layers.py"], "test_z_is"),
    "a transposed W, in JavaScript": (
        NN, "W[i * nOut + j]", "W[j * nIn + i]",
        [*ARITHMETIC, "-k", "affine"], "test_affine"),
    "a step that is 1 at 0, in Python": (
        ACTIVATIONS, "np.where(z > 0, 1.0, 0.0)", "np.where(z >= 0, 1.0, 0.0)",
        ["tests/unit/test_activations.py"], "step"),
    "a step that is 1 at 0, in JavaScript": (
        NN, 'else if (name === "step") {\n    for (let i = 0; i < n; i++) out[i] = z[i] > 0',
        'else if (name === "step") {\n    for (let i = 0; i < n; i++) out[i] = z[i] >= 0',
        [*ARITHMETIC, "-k", "step"], r"numpys\[step\]"),
    "a wrong derivative, in Python": (
        ACTIVATIONS, "return e / (1.0 + e) ** 2", "return e / (1.0 + e)",
        ["tests/unit/test_activations.py"], r"\[sigmoid\]"),
    "a wrong derivative, in JavaScript": (
        NN, "out[i] = 4 * e /", "out[i] = 2 * e /",
        [*ARITHMETIC, "-k", "tanh"], r"derivatives_are_numpys\[tanh\]"),
    "a ReLU slope read off its output with >=, in Python": (
        ACTIVATIONS, "return step(z)\n\n\n@dataclass",
        "return np.where(relu(z) >= 0, 1.0, 0.0)\n\n\n@dataclass",
        ["tests/unit/test_activations.py"], "relu"),
    "a ReLU slope read off its output with >=, in JavaScript": (
        NN, "out[i] = z[i] > 0 ? 1 : 0;\n  } else {",
        "out[i] = Math.max(z[i], 0) >= 0 ? 1 : 0;\n  } else {",
        [*ARITHMETIC, "-k", "relu"], r"derivatives_are_numpys\[relu\]"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_arithmetic_is_noticed(tmp_path, mistake):
    path, old, new, guards, words = MISTAKES[mistake]
    folder = source_copy(tmp_path)
    plant(folder / path, old, new)
    assert_red(run(guards, folder), "^FAILED|\nFAILED", words)


# ---- In a chapter.


def edit_chapter(folder, change):
    path = folder / CHAPTER
    book = json.loads(path.read_text(encoding="utf-8"))
    change([c for c in book["cells"] if c["cell_type"] == "code"])
    text = json.dumps(book, indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def leave_unrun(cells):
    cells[3]["execution_count"], cells[3]["outputs"] = None, []


def run_out_of_order(cells):
    cells[3]["execution_count"] = 40


def keep_a_picture(cells):
    picture = {"data": {"image/png": "iVBORw0KGgo="}, "metadata": {}}
    cells[3]["outputs"] = [{"output_type": "display_data", **picture}]


def end_with_a_semicolon(cells):
    cells[3]["source"] = ["x = 1;"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (leave_unrun, "test_every_code_cell_was_run_in_order"),
        (run_out_of_order, "test_every_code_cell_was_run_in_order"),
        (keep_a_picture, "test_nothing_heavy_or_changing_is_stored"),
        (end_with_a_semicolon, "test_no_cell_ends_with_a_semicolon"),
    ],
)
def test_a_mistake_in_a_chapter_is_noticed(tmp_path, change, words):
    edit_chapter(source_copy(tmp_path), change)
    assert_red(run(STRUCTURE, tmp_path), words)


# ---- In the built book.


@pytest.fixture
def built(tmp_path):
    """A copy of the built book."""
    if not HTML.exists():
        pytest.fail(f"no book in {HTML}: run `make book` first", pytrace=False)
    copy_tree(HTML, tmp_path / "html")
    return tmp_path / "html"


@pytest.mark.parametrize("guards", [CONTROLS, VISITORS], ids=lambda g: g[-1])
def test_the_copied_book_passes(built, guards):
    assert_green(run(guards, html=built))


def test_a_slider_whose_link_is_lost_is_noticed(built):
    text = (built / PAGE).read_text(encoding="utf-8")
    link = r'"w\d+":\{"model_name":"LinkModel","state":\{[^}]*"bias"\]\}\},'
    assert re.search(link, text)
    (built / PAGE).write_text(
        re.sub(link, "", text, count=1), encoding="utf-8"
    )
    assert_red(
        run(CONTROLS, html=built), r"dead == \[\]|assert \['input range b"
    )


def test_a_host_that_joins_no_links_is_noticed(built):
    plant(
        built / "_static" / "nnbook" / "host.js",
        "  source.on(`change:${trait}`, push);\n",
        "",
    )
    assert_red(run(CONTROLS, html=built), "assert .'input range")


@pytest.mark.parametrize(
    "request_",
    [
        '<img src="http://example.com/pixel.png" alt="a pixel">',
        '<script src="https://cdn.example.com/require.js"></script>',
        '<script>fetch("https://example.com/count").catch(() => 0)</script>',
    ],
    ids=["image", "script", "fetch"],
)
def test_an_outside_request_is_noticed(built, request_):
    plant(built / PAGE, "</h1>\n<p>", f"</h1>{request_}\n<p>")
    assert_red(run(VISITORS, html=built), r"outside request: https?://")


def test_an_error_on_a_page_is_noticed(built):
    plant(
        built / PAGE, "</h1>\n<p>", "</h1><script>null.planted</script>\n<p>"
    )
    assert_red(run(VISITORS, html=built), "page error: .*planted")


def test_a_book_that_is_not_built_fails_and_says_what_to_do(tmp_path):
    code, output = run(VISITORS, html=tmp_path / "nowhere")
    assert code == 1
    assert "make book" in output
    assert "skipped" not in output
