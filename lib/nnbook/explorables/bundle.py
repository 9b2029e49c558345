"""Our JavaScript files as one: a module for Jupyter, a function for a page.

AnyWidget wants one ES module, a page opened from disk can load classic
scripts alone. The sources are real ES modules, one idea a file, that import
each other by path. Here they are put behind one another, those that are
imported first, and each keeps a scope of its own:

    const kit_dom = (() => { ...; return { html, svg }; })();
    const neuron_view = (() => { const { html } = kit_dom; ... })();

What a file imports and exports must be said on lines of their own:
`import { a, b as c } from "./file.js";`, `export` in front of a `const`, a
`function`, an `async function` or a `class`, `export default`.
"""

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
IMPORT = re.compile(
    r'^import\s*\{(?P<names>[^}]*)\}\s*from\s*"(?P<path>\.[^"]+\.js)";\n', re.M
)
EXPORT = re.compile(
    r"^export (?=(?:const|(?:async )?function\*?|class) (?P<name>[\w$]+))",
    re.M,
)
DEFAULT = re.compile(r"^export default\b", re.M)
LEFT = re.compile(r"^(?:import|export)\b.*", re.M)


class Module(str):
    """The text of an ES module, which Jupyter imports; `path` is its file.

    A page runs its `page_function` instead.
    """

    path: str


@cache
def module(path):
    """The ES module at `path`, below this folder, and all that it imports."""
    scopes = "".join(_scope(each) for each in _in_order(path))
    main = f"{_name(HERE / path)}.default"
    made = Module(f"{scopes}export default {main};\n")
    made.path = path
    return made


@cache
def page_function(path, shared=()):
    """The text of a function whose promise holds the default export.

    The files of `shared` are not in it: a page has them as `nnbook.kit`.
    """
    files = _in_order(path)
    taken = [_name(file) for file in files if file in shared]
    scopes = "".join(_scope(file) for file in files if file not in shared)
    if taken:
        scopes = f"const {{ {', '.join(taken)} }} = nnbook.kit;\n{scopes}"
    main = f"{_name(HERE / path)}.default"
    return f'async () => {{\n"use strict";\n{scopes}return {main};\n}}'


@cache
def common(paths):
    """The files that every one of `paths` imports, in order."""
    orders = [_in_order(path) for path in paths]
    return tuple(
        file for file in orders[0] if all(file in order for order in orders)
    )


@cache
def shared_function(files):
    """The text of a function that returns such files, by their names."""
    scopes = "".join(_scope(file) for file in files)
    names = ", ".join(_name(file) for file in files)
    return f'() => {{\n"use strict";\n{scopes}return {{ {names} }};\n}}'


@cache
def library(path):
    """The same with all that the file exports by name, and no default."""
    name = _name(HERE / path)
    scopes = "".join(_scope(each) for each in _in_order(path))
    names = [each["name"] for each in EXPORT.finditer(_read(HERE / path))]
    return f"{scopes}export const {{ {', '.join(names)} }} = {name};\n"


@cache
def program(path):
    """A classic script that runs the file at `path`; nothing is exported."""
    scopes = "".join(_scope(each) for each in _in_order(path))
    return f'(() => {{\n"use strict";\n{scopes}}})();\n'


@cache
def styles(*paths):
    """The style sheets at `paths`, one after another, without comments."""
    texts = (_read(HERE / path) for path in paths)
    return "".join(re.sub(r"/\*.*?\*/\n?", "", t, flags=re.S) for t in texts)


def _in_order(path):
    """The file and all that it imports, each after those that it needs."""
    order = []
    _visit((HERE / path).resolve(), order, ())
    names = [_name(file) for file in order]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"two files would be called {', '.join(twice)}")
    return order


def _visit(file, order, above):
    if file in above:
        circle = " -> ".join(each.name for each in [*above, file])
        raise ValueError(f"modules import in a circle: {circle}")
    if file in order:
        return
    for found in IMPORT.finditer(_read(file)):
        _visit((file.parent / found["path"]).resolve(), order, (*above, file))
    order.append(file)


def _scope(file):
    """One file as a constant that holds what it exports."""
    text = _read(file)
    text = IMPORT.sub(lambda found: _taken(file, found), text)
    exported = [found["name"] for found in EXPORT.finditer(text)]
    text, defaults = DEFAULT.subn("const _default =", EXPORT.sub("", text))
    if defaults:
        exported.append("default: _default")
    left = [each.group() for each in LEFT.finditer(text)]
    left += ["export default"] * (defaults > 1)
    if left:
        raise ValueError(
            f"{file.name}: cannot read {left[0]!r};"
            ' an import reads `import { a, b } from "./file.js";`, an export'
            " stands before a const, a function, a class or one default"
        )
    body = f"{_uncommented(text)}return {{ {', '.join(exported)} }};\n"
    return f"const {_name(file)} = (() => {{\n{body}}})();\n"


def _taken(file, found):
    """An import as a line that takes names out of another file's scope."""
    source = (file.parent / found["path"]).resolve()
    wanted = [each.split() for each in found["names"].split(",")]
    known = {each["name"] for each in EXPORT.finditer(_read(source))}
    for name, *_ in filter(None, wanted):
        if name not in known:
            raise ValueError(
                f"{file.name} imports {name}, which {found['path']} does not"
                f" export; it exports {', '.join(sorted(known))}"
            )
    names = ", ".join(
        f"{each[0]}: {each[2]}" if len(each) == 3 else each[0]
        for each in wanted
        if each
    )
    return f"const {{ {names} }} = {_name(source)};\n"


def _name(file):
    """`neuron_view` for neuron/view.js."""
    return re.sub(r"\W", "_", f"{file.parent.name}_{file.stem}")


def _read(file):
    return file.read_text(encoding="utf-8")


def _uncommented(text):
    """Whole-line comments and indents are for those who read the source.

    No text in them goes over a line, so that none begins with a space.
    """
    return re.sub(r"^\s*(//.*\n)?", "", text, flags=re.M)
