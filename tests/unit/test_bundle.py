"""JavaScript files put together: by path, each in a scope of its own."""

import re

import pytest

from nnbook.explorables import bundle

MAINS = sorted(
    path.relative_to(bundle.HERE).as_posix()
    for path in bundle.HERE.rglob("*.js")
    if "export default" in path.read_text(encoding="utf-8")
)


@pytest.fixture
def write(tmp_path):
    """Write a file below a folder of the test's own; return its path."""

    def write(path, text):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    return write


@pytest.mark.parametrize("path", MAINS)
def test_a_module_stands_alone(path):
    text = bundle.module(path)
    assert not re.search(r"^import\b", text, re.M)
    assert re.findall(r"^export\b.*", text, re.M) == [
        f"export default {path[:-3].replace('/', '_')}.default;"
    ]
    scopes = re.findall(r"^const (\w+) = \(\(\) => \{$", text, re.M)
    assert len(scopes) == len(set(scopes))


def test_a_module_holds_what_it_imports_once():
    assert bundle.module("neuron/view.js").count("function sigmoid(") == 1


def test_imports_go_by_path_and_names_may_be_used_twice(write):
    write("kit/one.js", "const own = 1;\nexport const one = own;\n")
    write(
        "kit/two.js",
        'import { one } from "./one.js";\nconst own = 2;\n'
        "export async function two() { return one + own; }\n",
    )
    main = write(
        "a/view.js",
        'import {\n  two as pair,\n} from "../kit/two.js";\n'
        'import { one } from "../kit/one.js";\n'
        "export class Own {}\nexport default { pair, one };\n",
    )
    text = bundle.module(main)
    order = re.findall(r"^const (\w+) = \(\(\)", text, re.M)
    assert order == ["kit_one", "kit_two", "a_view"]
    assert "const { two: pair } = kit_two;" in text
    assert "return { Own, default: _default };" in text
    whole = bundle.page_function(text.path)
    assert whole.startswith('async () => {\n"use strict";\nconst kit_one')
    assert whole.endswith("return a_view.default;\n}")


def test_what_all_have_in_common_is_taken_from_the_page(write):
    write("kit/one.js", "export const one = 1;\n")
    write(
        "kit/two.js",
        'import { one } from "./one.js";\nexport const two = one;\n',
    )
    views = [
        write(
            f"{name}/view.js",
            f'import {{ {kit} }} from "../kit/{kit}.js";\n'
            f"export default {kit};\n",
        )
        for name, kit in (("a", "two"), ("b", "one"))
    ]
    shared = bundle.common(tuple(views))
    assert [file.stem for file in shared] == ["one"]
    kit = bundle.shared_function(shared)
    assert kit.count("const one = 1;") == 1
    assert kit.endswith("return { kit_one };\n}")
    for view in views:
        own = bundle.page_function(view, shared)
        assert "const { kit_one } = nnbook.kit;\n" in own
        assert "const one = 1;" not in own
        # Jupyter gets one text that needs no other.
        assert "const one = 1;" in bundle.module(view)
        assert "nnbook" not in bundle.module(view)


def test_a_program_runs_and_exports_nothing(write):
    write("host/model.js", "export const model = 1;\n")
    main = write(
        "host/page.js",
        'import { model } from "./model.js";\nglobalThis.x = model;\n',
    )
    text = bundle.program(main)
    assert text.startswith('(() => {\n"use strict";\nconst host_model')
    assert "export" not in text


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('import x from "https://example.org/x";\n', "an import reads"),
        ('import "./other.js";\n', "an import reads"),
        ('import { x } from "./other.js"; x();\n', "an import reads"),
        ("const a = 1;\nexport { a };\n", "an export stands before"),
        ("export let a = 1;\n", "an export stands before"),
        ("export default 1;\nexport default 2;\n", "one default"),
        ('import { y } from "./other.js";\n', "does not export; it exports x"),
        ('import { b } from "./view.js";\n', "in a circle: view.js -> view"),
    ],
)
def test_what_cannot_be_put_together_is_explained(write, text, error):
    write("a/other.js", "export const x = 1;\n")
    path = write("a/view.js", text)
    with pytest.raises(ValueError, match=error):
        bundle.module(path)


def test_two_files_of_one_name_are_told(write):
    write("a_b/c.js", "export const x = 1;\n")
    path = write("a/b_c.js", 'import { x } from "../a_b/c.js";\nx();\n')
    with pytest.raises(ValueError, match="would be called a_b_c"):
        bundle.program(path)
