"""What code is made of: from a line of Python to where it is explained.

The page "NumPy in twenty lines" explains each construct that the chapters
use. `used` names those in a piece of code; `PLACES` says under which heading
each is explained. The first use of one on a page leads there: code in running
text becomes a link, and below a cell stands a line of links.
"""

import ast
import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from .terms import may_be_linked

HOME = "chapters/00-numpy"
# Each heading of that page, as an anchor, and what it explains.
PLACES = {
    "a-little-more-python": [
        "unpacking", "assert", "f-string", "comprehension", "zip",
        "enumerate", "a if … else b",
    ],
    "arrays-and-shapes": [
        "np.array", ".shape", "np.zeros", "np.ones", "np.linspace",
        ".reshape", "reshape(-1)",
    ],
    "arithmetic-on-whole-arrays": [
        "np.abs", "np.square", "np.sqrt", "np.exp", "np.maximum",
    ],
    "weighted-sums-with": ["@", ".T"],
    "indexing-and-slices": [
        "place in a table", "slice", "list of places",
    ],
    "true-and-false": [
        "boolean array", "np.isclose", "np.allclose", "np.array_equal",
    ],
    "along-an-axis": [
        "axis=", "keepdims=", ".sum", ".mean", ".max", ".min", ".any", ".all",
    ],
    "more-that-comes-up": [
        "np.column_stack", "np.vstack", "np.meshgrid", "np.diff",
        "np.random.default_rng", ".uniform", ".normal",
    ],
    "more-python-that-comes-up": [
        "default", "name=value", "dictionary", ".items", "+=", "break", "_",
        "%", "strict=", "x[0] = …", ".copy", "int", "float", "bool", "list",
        "tuple", "dict", "round",
    ],
    "how-numbers-are-written": ["200_000", "1e-12", "{…:.3g}"],
    "a-plot": ["panels", ".plot", "plt.show"],
}  # fmt: skip
ANCHORS = {name: place for place, names in PLACES.items() for name in names}
# Short names of packages: what stands behind their dot is a function of them.
PACKAGES = {"np", "plt", "torch", "nn", "F"}
SYNTAX = {
    ast.Assert: "assert",
    ast.JoinedStr: "f-string",
    ast.ListComp: "comprehension",
    ast.DictComp: "comprehension",
    ast.SetComp: "comprehension",
    ast.GeneratorExp: "comprehension",
    ast.IfExp: "a if … else b",
    ast.Lambda: "lambda",
    ast.Starred: "star-unpacking",
    ast.With: "with",
    ast.Try: "try",
    ast.MatMult: "@",
    ast.Slice: "slice",
    ast.Invert: "boolean array",
    ast.Dict: "dictionary",
    ast.AugAssign: "+=",
    ast.Break: "break",
    ast.Mod: "%",
}
# Keywords that are explained by their own name; others are a name=value.
KEYWORDS = {"axis", "keepdims", "strict"}
# Settings in the first cell of each page, which have their word there.
SETTINGS = {"np.set_printoptions", "torch.set_printoptions"}
NUMBER = re.compile(r"[\d_.]+(e[-+]?\d+)?", re.IGNORECASE)


def used(source):
    """The names of what a piece of Python uses, each once, in its order."""
    found = []
    for node in in_order(ast.parse(source)):
        for name in [*names(node), *spelling(node, source)]:
            if name not in found:
                found.append(name)
    return found


def in_order(node):
    """Yield a node and all below it, in the order of the text."""
    yield node
    for child in ast.iter_child_nodes(node):
        yield from in_order(child)


def names(node):
    """Yield what one node of a syntax tree is called."""
    if type(node) in SYNTAX:
        yield SYNTAX[type(node)]
    if isinstance(node, ast.Assign):
        yield from of_target(node.targets[0])
    if isinstance(node, ast.Call):
        yield from of_call(node)
    if isinstance(node, ast.arguments):
        defaults = [*node.defaults, *filter(None, node.kw_defaults)]
        yield from ["default"] if defaults else []
    if isinstance(node, ast.Name) and node.id == "_":
        yield "_"
    if isinstance(node, ast.FormattedValue) and node.format_spec:
        yield "{…:.3g}"
    if isinstance(node, ast.Subscript):
        yield from of_brackets(node.slice)
    if isinstance(node, ast.Attribute):
        yield from dotted(node)


def spelling(node, source):
    """Yield what the way is called in which a number is written."""
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        text = ast.get_source_segment(source, node) or ""
        if NUMBER.fullmatch(text):
            yield from ["200_000"] if "_" in text else []
            yield from ["1e-12"] if "e" in text.lower() else []


def of_target(target):
    """Yield what an assignment to this target is called."""
    if isinstance(target, ast.Tuple):
        yield "unpacking"
    if isinstance(target, ast.Subscript):
        yield "x[0] = …"


def of_call(call):
    """Yield what a call with brackets, and with names in them, is called."""
    if isinstance(call.func, ast.Name):
        yield call.func.id
    elif is_comparison(getattr(call.func, "value", None)):
        yield "boolean array"
    if ast.unparse(call).endswith(".reshape(-1)"):
        yield "reshape(-1)"
    for keyword in call.keywords:
        if keyword.arg in KEYWORDS:
            yield f"{keyword.arg}="
        elif ast.unparse(call.func) not in SETTINGS:
            yield "name=value"


def of_brackets(inside):
    """Yield what a pair of square brackets with this inside is called."""
    if is_comparison(inside):
        yield "boolean array"
    if isinstance(getattr(inside, "value", None), str):
        yield "dictionary"
    if isinstance(inside, ast.List):
        yield "list of places"
    if isinstance(inside, ast.Tuple):
        texts = [ast.unparse(part) for part in inside.elts]
        if {"None", "np.newaxis"} & set(texts):
            yield "new axis"
        elif not any(isinstance(part, ast.Slice) for part in inside.elts):
            yield "place in a table"


def is_comparison(node):
    """Whether a node is a comparison, and so perhaps a boolean array."""
    return isinstance(node, ast.Compare)


def dotted(node):
    """Yield np.linspace for a package's function, .shape for another."""
    whole = ast.unparse(node)
    first = whole.partition(".")[0]
    if first not in PACKAGES or "(" in whole:
        yield f".{node.attr}"
    elif whole not in ("np.random", "torch.nn"):
        yield whole


class LinkConstructs(SphinxPostTransform):
    """Lead from the first use of a construct to where it is explained."""

    default_priority = 7  # after the glossary's links

    def run(self, **kwargs):
        """Called by Sphinx for each page."""
        here = self.env.docname.rpartition("/")[2]
        if here[:1].isdigit() and self.env.docname != HOME:
            self.seen = set()
            for node in list(self.document.findall(is_code)):
                if isinstance(node, nodes.literal):
                    self.link_literal(node)
                else:
                    self.add_line(node)

    def new(self, source):
        """What is explained on the page and has no link here yet."""
        try:
            found = used(source)
        except SyntaxError:  # code in running text may be a part of a line
            found = [source] if source in ANCHORS else []
        return [n for n in found if n in ANCHORS and n not in self.seen]

    def link_literal(self, literal):
        """Make code in running text a link, if it shows something new."""
        found = self.new(literal.astext())
        if found and may_be_linked(literal):
            self.seen.add(found[0])
            literal.replace_self(self.reference(found[0], literal.deepcopy()))

    def add_line(self, cell):
        """Put a line below a cell that names what is new in it."""
        block = cell.next_node(nodes.literal_block)
        found = self.new(block.astext()) if block else []
        if not found or "tag_hide-cell" in cell["classes"]:
            return
        self.seen.update(found)
        line = nodes.paragraph("", "To look up: ", classes=["nn-lookup"])
        for name in found:
            if name != found[0]:
                line += nodes.Text(", ")
            line += self.reference(name, nodes.literal("", name))
        cell.parent.insert(cell.parent.index(cell) + 1, line)

    def reference(self, name, words):
        """A link to the heading under which a construct is explained."""
        here, builder = self.env.docname, self.app.builder
        return make_refnode(builder, here, HOME, ANCHORS[name], words)


def is_code(node):
    """Whether a node is code in running text, or a cell of code."""
    if isinstance(node, nodes.container):
        return node.get("nb_element") == "cell_code"
    return isinstance(node, nodes.literal)


def setup(app):
    """Connect to Sphinx; called by the extension."""
    app.add_post_transform(LinkConstructs)
