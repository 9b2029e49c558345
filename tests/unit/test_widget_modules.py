"""ES modules that can be functions of a classic script, and those not."""

import pytest

from nnbook_sphinx.widgets.modules import as_function


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("export default { render() {} };", "nnbookDefault"),
        ("const a = 1;\nexport default a;\nfunction b() {}", "nnbookDefault"),
        ("export default async () => ({ render() {} })", "nnbookDefault"),
        ("export default function () {}", "nnbookDefault"),
        ("export default class extends Object {}", "nnbookDefault"),
        ("export default function make() {}", "make"),
        ("export default async function make() {}", "make"),
        ("export default class Make extends Object {}", "Make"),
        ("var a=1;export{a as default};", "a"),
        ("var a=1;\nexport { a as default };\n", "a"),
    ],
)
def test_one_default_export_is_the_result(source, result):
    function = as_function(source)
    assert function.endswith(f"\nreturn {result};\n}}")
    assert "export" not in function


@pytest.mark.parametrize(
    "source",
    [
        "throw new Error('nothing')",
        "export const render = 1;",
        "export const a = 1;\nexport default a;",
        'import d3 from "https://example.org/d3.js";\nexport default {};',
        'import "./a.js";\nexport default {};',
        "export default {};\nexport default {};",
        "export default { a: import.meta.url };",
        "var a=1;export{a as default,a as b};",
    ],
)
def test_what_only_a_module_can_do_is_refused(source):
    assert as_function(source) is None
