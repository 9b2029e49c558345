"""A widget's ES module as a function of a classic script.

A module that the page would have to import from its own text needs a `blob:`
address, which a strict Content-Security-Policy refuses, and a module in a
file of its own does not load from disk. A function in a classic script does
both. Jupyter still gets the module itself.
"""

import re

# What only a module can do: imports, further exports, its own address.
ONLY_IN_MODULES = re.compile(
    r"^[ \t]*(?:import\b\s*[\w$\"'{*]|export\b)|\bimport\.meta\b", re.M
)
RENAMED = re.compile(
    r"(?:^|(?<=[;}]))[ \t]*export\s*\{\s*([\w$]+)\s+as\s+default\s*\};?", re.M
)
# `export default function render() {}` also gives the module that name.
NAMED = re.compile(
    r"^[ \t]*export\s+default\s+(?=(?:async\s+)?(?:function\b\s*\*?|class\b)"
    r"\s*(?!extends\b)([\w$]+))",
    re.M,
)
PLAIN = re.compile(r"^[ \t]*export\s+default\b", re.M)
RESULT = "nnbookDefault"


def as_function(source):
    """Return a function, as text, whose promise holds the default export.

    None for a module that imports, exports more than that, or exports
    nothing.
    """
    for pattern in (RENAMED, NAMED, PLAIN):
        found = pattern.findall(source)
        if found:
            break
    plain = pattern is PLAIN
    body = pattern.sub(f"const {RESULT} =" if plain else "", source)
    if len(found) != 1 or ONLY_IN_MODULES.search(body):
        return None
    name = RESULT if plain else found[0]
    return f'async () => {{\n"use strict";\n{body}\nreturn {name};\n}}'
