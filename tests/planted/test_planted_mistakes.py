"""The tests would notice: each planted mistake turns one of them red.

Mistakes are planted in a copy, of the sources or of the built book; the tests
that guard it run there in a process of their own, and for each mistake the
test named beside it must fail. Mistakes that different tests notice share a
copy, which saves time. The same tests pass on copies without a mistake.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HTML = Path(os.environ.get("NNBOOK_HTML", ROOT / "_build" / "html"))
NN = "lib/nnbook/explorables/kit/nn.js"
LAYERS = "lib/nnbook/layers.py"
ACTIVATIONS = "lib/nnbook/activations.py"
MODEL = "lib/nnbook_sphinx/widgets/host/model.js"
CONTROLS = "lib/nnbook_sphinx/widgets/host/controls.js"
KIT_NUMBERS = "lib/nnbook/explorables/kit/numbers.js"
KIT_HANDLE = "lib/nnbook/explorables/kit/handle.js"
KIT_STYLE = "lib/nnbook/explorables/kit/kit.css"
KIT_STATUS = "lib/nnbook/explorables/kit/status.js"
NEURON = "lib/nnbook/explorables/neuron/view.js"
STILL = "lib/nnbook/explorables/neuron/still.py"
NETWORK_STILL = "lib/nnbook/explorables/network/still.py"
CHAPTER = "chapters/02-perceptron.ipynb"
PAGE = "chapters/02-perceptron.html"
SCRIPT = "_static/pages.js"
MODULES = "_static/nnbook/*.js"  # an explorable is where the text is

# The tests that stand guard.
ARITHMETIC = ["tests/browser/test_arithmetic.py"]
UNITS = ["tests/unit/test_layers.py", "tests/unit/test_activations.py"]
STRUCTURE = ["tests/book/test_chapters.py"]
PAGES = ["tests/browser/test_controls.py", "tests/browser/test_pages.py", "-k",
         "perceptron and (ranges or (whole and http))"]  # fmt: skip
WIDGETS = ["tests/browser/test_host.py", "tests/browser/test_every_explorable.py",
           "tests/unit/test_still_signs.py", "-k",
           "arrow_keys or minus_zero or fails or sign or announced"]  # fmt: skip
HANDLES = ["tests/browser/test_every_handle.py", "tests/browser/test_every_finger.py",
           "-k", "numberline"]  # fmt: skip
BOOK = ["tests/browser/test_network.py", "tests/browser/test_layer.py",
        "tests/browser/test_neuron.py", "-k",
        "every_step or status_says or shading_takes"]  # fmt: skip
ON_PAGES = (PAGES, BOOK)

# Guards, and for each mistake: the file, what stands there, what is planted
# instead, and the test that fails or what it says.
MISTAKES = {
    "in JavaScript and a chapter": ([*ARITHMETIC, *STRUCTURE], {
        "a dropped bias": (NN, "= sum + b[j];", "= sum;", "test_affine"),
        "a step that is 1 at 0": (
            NN, "out[i] = z[i] > 0 ? 1 : 0;\n  } else if",
            "out[i] = z[i] >= 0 ? 1 : 0;\n  } else if",
            r"activations_are_numpys\[step\]"),
        "a wrong derivative": (
            NN, "4 * e /", "2 * e /", r"derivatives_are_numpys\[tanh\]"),
        "a ReLU slope by >= on its output": (
            NN, "out[i] = z[i] > 0 ? 1 : 0;\n  } else {",
            "out[i] = Math.max(z[i], 0) >= 0 ? 1 : 0;\n  } else {",
            r"derivatives_are_numpys\[relu\]"),
        "an unrun cell": (
            CHAPTER, '"execution_count": 3,\n   "id"',
            '"execution_count": null,\n   "id"',
            "every_code_cell_was_run_in_order"),
        "a stored picture": (
            CHAPTER, '"image/svg+xml": [',
            '"image/png": "iVBORw0KGgo=",\n      "image/svg+xml": [',
            "nothing_heavy_or_changing_is_stored"),
        "a semicolon at a cell's end": (
            CHAPTER, '"w * x"', '"w * x;"', "no_cell_ends_with_a_semicolon"),
    }),
    "in JavaScript, alone": ([*ARITHMETIC, "-k", "affine"], {
        "a transposed W": (
            NN, "W[i * nOut + j]", "W[j * nIn + i]", "test_affine"),
    }),
    "in Python": (UNITS, {
        "a dropped bias": (
            LAYERS, "self.n_out) @ self.W + self.b", "self.n_out) @ self.W",
            "test_z_is_pytorchs"),
        "a step that is 1 at 0": (
            ACTIVATIONS, "np.where(z > 0, 1.0, 0.0)",
            "np.where(z >= 0, 1.0, 0.0)", "test_at_zero"),
        "a wrong derivative": (
            ACTIVATIONS, "return e / (1.0 + e) ** 2", "return e / (1.0 + e)",
            r"derivative_is_autograds.*\[sigmoid\]"),
        "a ReLU slope by >= on its output": (
            ACTIVATIONS, "return step(z)\n",
            "return np.where(relu(z) >= 0, 1.0, 0.0)\n",
            r"derivative_is_autograds.*\[relu\]"),
    }),
    "in Python, alone": (UNITS[:1], {
        "a transposed W": (
            LAYERS, "self.n_out) @ self.W + self.b",
            "self.n_out) @ self.W.reshape(self.n_out, self.n_in).T + self.b",
            "test_z_is_pytorchs"),
    }),
    "in the host and the explorables": (WIDGETS, {
        "a failing listener that silences others": (
            MODEL, "console.error(error);", "console.error(error); break;",
            "listener_that_fails"),
        "an arrow key in the wrong direction": (
            CONTROLS, "ArrowDown: -1 }", "ArrowDown: 1 }", "test_arrow_keys"),
        "minus zero in a slider's field": (
            CONTROLS, 'replace(/^-(?=[0.]*$)/, "").', "", "no_field_shows"),
        "minus zero in a picture": (
            KIT_NUMBERS, "value < 0 && Number(text) !== 0", "value < 0",
            "no_number_is_shown"),
        "a bias without its sign's colour": (
            NEURON, 'traits: { b: "bias" }', "traits: {}",
            "has_its_sign_s_colour.*"),
        "a neuron's still without dashes": (
            STILL, '"7 5"} if w < 0', '"7 5"} if w < -9',
            r"positive_one_is_not\[signs\d-neuron\]"),
        "a network's still without dashes": (
            NETWORK_STILL, '"7 5"} if w < 0', '"7 5"} if w < -9',
            r"positive_one_is_not\[signs\d-network\]"),
        "a first announcement": (
            KIT_STATUS, "said !== null && said !==", "said !==",
            "only_a_change_is_announced"),
    }),
    "in handles": (HANDLES, {
        "a drag that is kept when it is taken away": (
            KIT_HANDLE, "if (held.start) restore(held.start);", "",
            r"handle.*browser_takes_away"),
        "decimals that are lost": (
            KIT_NUMBERS, "clamp(decimals(value), 2, 15)", "1",
            "decimals_are_kept"),
        "a jump to the usual range": (
            KIT_HANDLE, "from > high ? most : high", "high",
            "beyond_its_usual_range"),
        "a lock that does not hold": (
            KIT_HANDLE, "    if (node.getAttribute(\"aria-disabled\") === \"true\") return;\n    held",
            "    held", "locked_stays"),
        "a finger that never rests": (
            KIT_HANDLE, "held.timer = setTimeout(() => claim(held.event), HOLD);",
            "", "once_it_has_rested"),
    }),
    "in a finger's way": (HANDLES, {
        "a page that takes two fingers for its own": (
            KIT_STYLE, "cursor: grab; touch-action: pan-y;", "cursor: grab;",
            "second_finger"),
    }),
    "in a finger's way, upwards": (HANDLES, {
        "a page that cannot be scrolled": (
            KIT_STYLE, "touch-action: pan-y; outline", "touch-action: none; outline",
            "upwards_a_finger_scrolls"),
        "a second finger that drags": (
            KIT_HANDLE, " || !event.isPrimary", "", "second_finger"),
    }),
    "in a picture of the built book": (BOOK, {
        "a sum without its first product": (
            MODULES, "=> sum + w(i) * x, 0)", "=> (i ? sum + w(i) * x : sum), 0)",
            "test_network.*every_step"),
        "a row for a column": (
            MODULES, '? "Row" : "Column"', '? "Row" : "Row"', "status_says"),
        "a shading that keeps its colours": (
            MODULES, "themed = true; redraw();", "redraw();",
            "shading_takes"),
    }),
    "in the built book": (PAGES, {
        "a dead slider": (PAGE, '"bias"]}}', '"lost"]}}', r"assert dead == \[\]"),
        "an outside picture": (
            PAGE, "</h1>", '</h1><img src="http://example.com/a.png" alt="a">',
            "Loading the image 'http://example.com/a.png'"),
        "an outside script": (
            PAGE, "</h1>", '</h1><script src="https://example.com/b.js"></script>',
            "Loading the script 'https://example.com/b.js'"),
        "a request by a script": (
            SCRIPT, '"use strict";', '"use strict"; fetch("https://example.com/c");',
            "Connecting to 'https://example.com/c'"),
        "a script in a page": (
            PAGE, "</h1>", "</h1><script>document.title = 1</script>",
            "Executing inline script"),
        "an error": (
            SCRIPT, "(() => {", "setTimeout(() => null.planted); (() => {",
            "page error: .*planted"),
    }),
}  # fmt: skip


def copy_sources(folder):
    """The sources that the tests need."""
    ignore = shutil.ignore_patterns("__pycache__")
    for name in ("lib", "tests", "chapters", "scripts"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    for name in (
        "pyproject.toml",
        "_toc.yml",
        "_config.yml",
        "requirements.txt",
    ):
        shutil.copy(ROOT / name, folder)


def copy_book(folder):
    """The built book."""
    if not (HTML / "index.html").exists():
        pytest.fail(f"no book in {HTML}: run `make book` first", pytrace=False)
    shutil.copytree(HTML, folder, dirs_exist_ok=True)


def run(tests, folder):
    """Run `tests` on the sources or on the book in `folder`."""
    built = (folder / "index.html").exists() or not (folder / "lib").exists()
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-v",
        "--tb=short",
        "-oaddopts=",
    ]
    command += ["-p", "no:cacheprovider", "-p", "first_example", *tests]
    outer = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    outer["PYTHONPATH"] = str(Path(__file__).parent)
    found = subprocess.run(
        command,
        cwd=ROOT if built else folder,
        env=outer | {"NNBOOK_HTML": str(folder if built else HTML)},
        capture_output=True,
        text=True,
    )
    return found.returncode, found.stdout + found.stderr


def plant(folder, name, old, new):
    """Write `new` where each file of that name that has `old` has it first."""
    texts = {p: p.read_text(encoding="utf-8") for p in folder.glob(name)}
    found = [path for path, text in texts.items() if old in text]
    assert found, f"{name} has no {old!r} to plant a mistake at"
    for path in found:
        path.write_text(texts[path].replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """The result of the guards for each copy, each run once."""
    done = {}

    def result(where):
        if where not in done:
            folder = tmp_path_factory.mktemp("copy")
            guards, mistakes = MISTAKES[where]
            (copy_book if guards in ON_PAGES else copy_sources)(folder)
            for name, old, new, _ in mistakes.values():
                plant(folder, name, old, new)
            done[where] = run(guards, folder)
        return done[where]

    return result


def outcome(output):
    """What pytest wrote of the tests that failed."""
    parts = re.split(r"=+ (?:FAILURES|ERRORS) =+", output, maxsplit=1)
    return parts[-1] if len(parts) == 2 else ""


@pytest.mark.parametrize(
    ("where", "mistake"),
    [
        (where, name)
        for where, (_, names) in MISTAKES.items()
        for name in names
    ],
)
def test_a_planted_mistake_is_noticed(results, where, mistake):
    code, output = results(where)
    assert code == 1, output
    words = MISTAKES[where][1][mistake][-1]
    assert re.search(words, outcome(output)), output


@pytest.mark.parametrize(
    "guards",
    [
        ARITHMETIC + UNITS + STRUCTURE,
        PAGES,
        # These pass on what is no copy, too, in every run.
        *(
            pytest.param(g, marks=pytest.mark.slow)
            for g in (WIDGETS, HANDLES, BOOK)
        ),
    ],
)
def test_a_copy_without_a_mistake_passes(tmp_path, guards):
    (copy_book if guards in ON_PAGES else copy_sources)(tmp_path)
    code, output = run(guards, tmp_path)
    assert code == 0, output
    assert re.search(r"[1-9]\d* passed", output), output


def test_a_book_that_is_not_built_fails_and_is_not_skipped(tmp_path):
    code, output = run(PAGES, tmp_path)
    assert code == 1
    assert "make book" in output
    assert "skipped" not in output
