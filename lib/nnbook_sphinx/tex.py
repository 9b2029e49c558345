r"""Translate the TeX of the book's formulas to MathML Core.

Written for what browsers implement: bold letters are characters of their own
(no mathvariant), alignment is by class (no columnalign), and the space around
operators follows TeX's rules, explicitly where a browser's would differ. A
command that is not in `symbols` is an error, never text on the page.
"""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from . import symbols

TOKENS = re.compile(
    r"\\(?:begin|end)\s*\{[a-zA-Z]+\*?\}"  # an environment's edge
    r"|\\operatorname\*|\\[a-zA-Z]+|\\."  # a command
    r"|\d+(?:\.\d+)?|\.\d+"  # a number
    r"|'+|[^\s]|\s+",
    re.DOTALL,
)
PRIMES = {1: "′", 2: "″", 3: "‴"}
THIN = 3 / 18
# Between these kinds a sign is an operation; after any other it is a sign.
OPERANDS = {"ord", "close", "inner"}


class TexError(ValueError):
    """A formula that cannot be translated, with the reason."""


@dataclass
class Atom:
    """An element and its kind: ord, op, bin, rel, open, close, punct, ..."""

    kind: str
    element: Element
    limits: bool = False


def node(tag, *children, text=None, **attributes):
    """Make an element."""
    names = {name.rstrip("_"): str(v) for name, v in attributes.items()}
    made = Element(tag, names)
    made.text = text
    made.extend(children)
    return made


def upright(text):
    """Make a name that is not slanted, as a single letter would be."""
    made = node("mi", text=text)
    # Of single characters, browsers slant letters (the alphabets that are
    # not slanted begin at U+2100) and these two symbols.
    if len(text) == 1 and (text < "\u2100" or text in "∂∇"):
        made.set("mathvariant", "normal")
    return made


def em(width):
    """Format a width, without needless digits."""
    return f"{width:.3f}".rstrip("0").rstrip(".") + "em"


def to_mathml(tex, display=False):
    """Return a `<math>` element for a formula, as text."""
    style = "display" if display else "text"
    parser = Parser(tex, style)
    body = parser.row(parser.atoms())
    if parser.peek() is not None:
        raise TexError(f"nothing opens this {parser.peek()}")
    attributes = {"display": "block"} if display else {}
    math = node("math", body, alttext=" ".join(tex.split()), **attributes)
    return tostring(math, encoding="unicode")


class Parser:
    """A recursive-descent parser over one formula's tokens."""

    def __init__(self, tex, style):
        tex = re.sub(r"(?<!\\)%.*", "", tex)
        self.tokens = TOKENS.findall(tex.strip())
        self.at = 0
        self.style = style
        self.handlers = {
            "frac": self.fraction,
            "dfrac": self.fraction,
            "tfrac": self.fraction,
            "binom": self.binomial,
            "sqrt": self.root,
            "left": self.stretched,
            "operatorname": self.named,
            "operatorname*": self.named,
            "overset": self.over,
            "stackrel": self.over,
            "underset": self.over,
            "substack": self.substack,
            "phantom": self.phantom,
            "not": self.negated,
        }

    # --- tokens ----------------------------------------------------------

    def peek(self):
        """Return the next token that is not a space, or None."""
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self):
        """Return the next token and move past it."""
        token = self.peek()
        if token is None:
            raise TexError("the formula ends too early")
        self.at += 1
        return token

    def expect(self, wanted):
        """Move past a token that must be there."""
        token = self.take()
        if token != wanted:
            raise TexError(f"expected {wanted} but found {token}")

    def raw(self):
        """Return a braced group's characters, or the single next token."""
        if self.peek() != "{":
            return self.take()
        self.at += 1
        start, depth = self.at, 1
        while depth:
            if self.at == len(self.tokens):
                raise TexError("a { is not closed")
            depth += {"{": 1, "}": -1}.get(self.tokens[self.at], 0)
            self.at += 1
        return "".join(self.tokens[start : self.at - 1])

    # --- rows and scripts ------------------------------------------------

    def ends(self):
        """Return whether the next token ends a row."""
        token = self.peek()
        return (
            token is None
            or token in ("}", "&", "\\\\", "\\right")
            or token.startswith("\\end{")
        )

    def atoms(self, until=None):
        """Parse atoms up to the end of the row, or to the token given."""
        found = []
        while not self.ends() and self.peek() != until:
            if (changed := self.style_change()) is not None:
                found.append(changed)
                continue
            atom = self.atom()
            if atom is not None:
                found.append(self.scripts(atom))
        return found

    def style_change(self):
        r"""Parse \displaystyle or \textstyle, which rule the row's rest."""
        wanted = {"\\displaystyle": "display", "\\textstyle": "text"}
        if self.peek() not in wanted:
            return None
        style = wanted[self.take()]
        body = self.styled_row(style)
        shown = "true" if style == "display" else "false"
        return Atom(
            "inner",
            node("mstyle", body, displaystyle=shown, scriptlevel="0"),
        )

    def styled_row(self, style):
        """Parse the rest of the row in another style."""
        outer, self.style = self.style, style
        body = self.row(self.atoms())
        self.style = outer
        return body

    def row(self, atoms):
        """Join atoms into one element, with TeX's spaces between them."""
        self.settle_signs(atoms)
        children = []
        before = None
        for atom in atoms:
            gap = self.gap(before, atom)
            if gap:
                children.append(node("mspace", width=em(gap)))
            children.append(atom.element)
            before = atom
        if len(children) == 1:
            return children[0]
        return node("mrow", *children)

    def settle_signs(self, atoms):
        """Tell signs from operations: (−1) and a − 1; tighten scripts."""
        before = None
        for atom in atoms:
            if atom.kind == "bin" and (
                before is None or before.kind not in OPERANDS
            ):
                atom.kind = "ord"
                atom.element.set("form", "prefix")
                atom.element.set("lspace", "0")
                atom.element.set("rspace", "0")
            if self.style == "script" and atom.kind in ("bin", "rel", "punct"):
                atom.element.set("lspace", "0")
                atom.element.set("rspace", "0")
            if atom.kind != "space":
                before = atom

    def gap(self, before, atom):
        """Return the space that a browser would not put there by itself."""
        if before is None or self.style == "script":
            return 0
        pair = {before.kind, atom.kind}
        beside = pair <= {"ord", "close", "op", "name", "inner"}
        return THIN if beside and pair & {"name", "inner"} else 0

    def scripts(self, atom):
        """Attach the superscripts, subscripts and primes that follow."""
        sub = sup = None
        while (token := self.peek()) is not None:
            if token == "_" and sub is None:
                self.take()
                sub = self.script()
            elif token == "^" and sup is None:
                self.take()
                sup = self.script()
            elif token[0] == "'" and sub is sup is None:
                atom.element = self.primed(atom.element)
            elif token in ("\\limits", "\\nolimits"):
                atom.limits = self.take() == "\\limits"
            else:
                break
        if sub is None and sup is None:
            return atom
        return self.attach(atom, sub, sup)

    def attach(self, atom, sub, sup):
        """Put scripts beside an atom, or below and above it."""
        stacked = atom.limits and (
            self.style == "display" or atom.kind == "inner"
        )
        if atom.element.tag == "mo" and atom.kind in ("op", "name"):
            atom.element.set("movablelimits", "false")
        tags = ("munder", "mover", "munderover") if stacked else (
            "msub", "msup", "msubsup"
        )  # fmt: skip
        given = [script for script in (sub, sup) if script is not None]
        tag = tags[2] if len(given) == 2 else tags[sub is None]
        return Atom(atom.kind, node(tag, atom.element, *given))

    def script(self):
        """Parse one script, in script style."""
        outer, self.style = self.style, "script"
        body = self.argument()
        self.style = outer
        return body

    def primed(self, element):
        """Parse primes. Unicode's are small and high, so no superscript."""
        count = len(self.take())
        text = PRIMES.get(count, PRIMES[1] * count)
        mark = node("mo", text=text, lspace="0", rspace="0")
        return node("mrow", element, mark)

    def argument(self):
        """Parse a braced group, or the single next atom."""
        if self.peek() == "{":
            return self.row(self.group())
        if self.ends():
            raise TexError("something is missing after a command, ^ or _")
        token = self.peek()
        if token.isdigit() and len(token) > 1:  # x^12 means x^1 2
            self.tokens[self.at : self.at + 1] = token
        atom = self.atom()
        self.settle_signs([atom])
        return atom.element

    def group(self):
        """Parse the atoms of a braced group."""
        self.expect("{")
        found = self.atoms()
        self.expect("}")
        return found

    def braced(self, atoms):
        """Join a group's atoms; alone, an operator is a mere sign: 1{,}5."""
        body = self.row(atoms)
        if body.tag == "mo":
            body.set("lspace", "0")
            body.set("rspace", "0")
        return body

    # --- atoms -----------------------------------------------------------

    def atom(self):
        """Parse one atom, without its scripts."""
        if self.peek() == "{":
            return Atom("ord", self.braced(self.group()))
        token = self.take()
        if token[0] == "\\" and token != "\\":
            return self.command(token[1:])
        if token[0].isdigit() or (token[0] == "." and len(token) > 1):
            return Atom("ord", node("mn", text=token))
        return self.character(token)

    def character(self, token):
        """Make an atom of a plain character."""
        if token.isalpha():
            return Atom("ord", node("mi", text=token))
        if token == "~":
            return self.space(symbols.SPACES["~"])
        if token in "+-*−×·":
            sign = {"-": "−", "*": "∗", "·": "⋅"}.get(token, token)
            return Atom("bin", node("mo", text=sign))
        if token in "=<>:→≤≥≠≈∈":
            return Atom("rel", node("mo", text=token))
        if token in ",;":
            return Atom("punct", node("mo", text=token))
        if token in "([":
            return self.fence("open", token)
        if token in ")]":
            return self.fence("close", token)
        if token in "|‖":
            return self.fence("ord", token)
        if token in "/!?.…∞":
            return Atom("ord", node("mo", text=token, lspace="0", rspace="0"))
        raise TexError(f"the character {token} is not known here")

    def command(self, name):
        """Make an atom of a command."""
        if name in self.handlers:
            return self.handlers[name](name)
        if name.startswith("begin"):
            return self.table(name[5:].strip(" {}"))
        size = name.rstrip("lrm")
        if size in symbols.SIZES:
            return self.sized(name, symbols.SIZES[size])
        return self.symbol(name) or self.decorated(name)

    def symbol(self, name):
        """Make an atom of a command that stands for one symbol, or None."""
        if name in symbols.LETTERS:
            return Atom("ord", node("mi", text=symbols.LETTERS[name]))
        if name in symbols.UPRIGHT:
            text = symbols.UPRIGHT[name]
            return Atom("ord", upright(text))
        if name in symbols.DOTS:
            return Atom("inner", node("mi", text=symbols.DOTS[name]))
        if name in symbols.BINARY:
            return Atom("bin", node("mo", text=symbols.BINARY[name]))
        if name in symbols.RELATIONS:
            mark = node("mo", text=symbols.RELATIONS[name], stretchy="false")
            return Atom("rel", mark)
        if name in symbols.LARGE:
            large = node("mo", text=symbols.LARGE[name])
            return Atom("op", large, limits=name != "int")
        if name in symbols.SPACES:
            return self.space(symbols.SPACES[name])
        return self.delimiter_symbol(name)

    def delimiter_symbol(self, name):
        """Make an atom of a command that stands for a bracket, or None."""
        if name in symbols.OPENERS:
            return self.fence("open", symbols.OPENERS[name])
        if name in symbols.CLOSERS:
            return self.fence("close", symbols.CLOSERS[name])
        bar = "\\|" if name == "|" else name
        if bar in symbols.BARS:
            return self.fence("ord", symbols.BARS[bar])
        return None

    def decorated(self, name):
        """Make an atom of a command that takes an argument."""
        if name in symbols.FUNCTIONS:
            return self.function(name)
        if name in symbols.FONTS:
            return self.font(symbols.FONTS[name])
        if name in symbols.TEXTS:
            return self.words(name)
        if name in symbols.ACCENTS or name in symbols.UNDERS:
            return self.accent(name)
        raise TexError(f"the command \\{name} is not known here")

    def space(self, width):
        """Make a space."""
        return Atom("space", node("mspace", width=em(width)))

    def fence(self, kind, text):
        """Make a bracket that keeps its size."""
        form = {"open": "prefix", "close": "postfix"}.get(kind)
        bracket = node("mo", text=text, stretchy="false")
        if form:
            bracket.set("form", form)
        else:
            bracket.set("lspace", "0")
            bracket.set("rspace", "0")
        return Atom(kind, bracket)

    def function(self, name):
        """Make an upright name, such as max."""
        text = {"argmax": "arg\u2009max", "argmin": "arg\u2009min"}
        name_node = node("mi", text=text.get(name, name))
        return Atom("name", name_node, limits=name in symbols.WITH_LIMITS)

    def named(self, name):
        r"""Parse \operatorname{...}: an upright name."""
        text = re.sub(r"\\,", "\u2009", self.raw())
        if "\\" in text:
            raise TexError(f"\\{name} takes letters, not {text}")
        return Atom("name", upright(text), limits=name.endswith("*"))

    def font(self, font):
        """Parse letters in another alphabet, such as bold."""
        text = self.raw()
        greek = re.fullmatch(r"\\([a-zA-Z]+)", text.strip())
        if greek:
            table = symbols.LETTERS | symbols.UPRIGHT
            text = table.get(greek[1], text)
        text = re.sub(r"\s+", "", text)
        if not re.fullmatch(r"[\w.∇∂-]+", text):
            raise TexError(f"a font changes letters and digits, not {text}")
        text = symbols.styled(text, font)
        if text[0].isdigit():
            return Atom("ord", node("mn", text=text))
        if font == "italic":
            return Atom("ord", node("mi", text=text, class_="nn-italic"))
        return Atom("ord", upright(text))

    def words(self, name):
        r"""Parse \text{...}, in which $...$ is a formula again."""
        pieces = re.split(r"(?<!\\)\$(.*?)(?<!\\)\$", self.raw())
        row = node("mrow")
        for index, piece in enumerate(pieces):
            if index % 2:
                inner = Parser(piece, "text")
                row.append(inner.row(inner.atoms()))
            elif piece:
                if re.search(r"\\[a-zA-Z]", piece):
                    raise TexError(f"\\{name} takes words, not {piece}")
                text = re.sub(r"\\(.)", r"\1", piece).replace(" ", "\u00a0")
                words = SubElement(row, "mtext")
                words.text = text
                if name != "text":
                    words.set("class", f"nn-{name}")
        return Atom("ord", row[0] if len(row) == 1 else row)

    def accent(self, name):
        """Parse an accent, or a brace, over or under something."""
        body = self.argument()
        under = name in symbols.UNDERS
        mark = (symbols.UNDERS if under else symbols.ACCENTS)[name]
        stretch = under or name in symbols.STRETCHED
        sign = node("mo", text=mark, stretchy=str(stretch).lower())
        if name == "underline":
            sign.text = "\u0332"
        tag = "munder" if under else "mover"
        brace = name.endswith("brace")
        made = node(tag, body, sign)
        if not brace:
            made.set("accentunder" if under else "accent", "true")
        kind = "inner" if brace else "ord"
        return Atom(kind, made, limits=brace)

    # --- two-dimensional constructions -----------------------------------

    def fraction(self, name):
        """Parse a fraction."""
        outer = self.style
        if name == "frac":
            style = {"display": "text", "text": "script"}.get(outer, outer)
        else:
            style = "text" if name == "dfrac" else "script"
        self.style = style
        made = node("mfrac", self.argument(), self.argument())
        self.style = outer
        if name != "frac":
            shown = "true" if name == "dfrac" else "false"
            made = node("mstyle", made, displaystyle=shown, scriptlevel="0")
        return Atom("inner", made)

    def binomial(self, _):
        """Parse a binomial coefficient."""
        top, bottom = self.argument(), self.argument()
        pair = node("mfrac", top, bottom, linethickness="0")
        return Atom("inner", self.fenced("(", pair, ")"))

    def root(self, _):
        """Parse a root, with its degree if it has one."""
        if self.peek() != "[":
            return Atom("ord", node("msqrt", self.argument()))
        self.take()
        degree = self.row(self.atoms(until="]"))
        self.expect("]")
        return Atom("ord", node("mroot", self.argument(), degree))

    def over(self, name):
        """Parse something set over, or under, something else."""
        outer, self.style = self.style, "script"
        mark = self.argument()
        self.style = outer
        atom = self.single()
        tag = "munder" if name == "underset" else "mover"
        return Atom(atom.kind, node(tag, atom.element, mark))

    def single(self):
        """Parse an argument, keeping its kind if it is one atom."""
        if self.peek() != "{":
            return self.atom()
        inner = self.group()
        if len(inner) == 1:
            return inner[0]
        return Atom("ord", self.row(inner))

    def phantom(self, _):
        """Parse something that takes room without being seen."""
        return Atom("ord", node("mphantom", self.argument()))

    def negated(self, _):
        """Parse a relation that is struck through."""
        atom = self.single()
        known = {"=": "≠", "∈": "∉", "<": "≮", ">": "≯", "≡": "≢"}
        if atom.element.text not in known:
            raise TexError("\\not is known before =, <, > and \\in")
        atom.element.text = known[atom.element.text]
        return atom

    def delimiter(self):
        r"""Parse what follows \left, \right or \big; "." is nothing."""
        token = self.take()
        name = token[1:] if token[0] == "\\" and token != "\\|" else token
        if token == ".":
            return ""
        for table in (symbols.OPENERS, symbols.CLOSERS, symbols.BARS):
            if name in table:
                return table[name]
        raise TexError(f"{token} is not a bracket")

    def fenced(self, left, body, right):
        """Put brackets of the body's height around it."""
        row = node("mrow")
        for text, form in ((left, "prefix"), (None, None), (right, "postfix")):
            if text is None:
                row.append(body)
            elif text:
                row.append(node("mo", text=text, form=form, stretchy="true"))
        return row

    def stretched(self, _):
        r"""Parse \left( ... \right)."""
        left = self.delimiter()
        body = self.row(self.atoms())
        self.expect("\\right")
        # TeX puts a thin space before these; f\left(x\right) needs none.
        return Atom("ord", self.fenced(left, body, self.delimiter()))

    def sized(self, name, size):
        r"""Parse a bracket of a given size, such as \big(."""
        kind = {"l": "open", "r": "close", "m": "rel"}.get(name[-1], "ord")
        atom = self.fence(kind, self.delimiter())
        atom.element.set("stretchy", "true")
        atom.element.set("minsize", em(size))
        atom.element.set("maxsize", em(size))
        return atom

    def substack(self, _):
        """Parse lines of a limit, one below the other."""
        self.expect("{")
        rows = self.rows()
        self.expect("}")
        return Atom("ord", node("mtable", *rows, class_="nn-substack"))

    def table(self, name):
        """Parse an environment: a matrix, cases, aligned equations."""
        if name not in symbols.TABLES:
            raise TexError(f"the environment {name} is not known here")
        left, right, display, class_ = symbols.TABLES[name]
        outer, self.style = self.style, "display" if display else "text"
        table = node("mtable", *self.rows(), class_=class_)
        self.style = outer
        end = self.take()
        if end != f"\\end{{{name}}}":
            raise TexError(f"\\begin{{{name}}} is not closed")
        if display:
            table.set("displaystyle", "true")
        return Atom("inner", self.fenced(left, table, right))

    def rows(self):
        """Parse rows of cells."""
        rows = [node("mtr")]
        while True:
            rows[-1].append(self.cell())
            token = self.peek()
            if token == "&":
                self.take()
            elif token == "\\\\":
                self.take()
                self.line_gap()
                rows.append(node("mtr"))
            else:
                break
        if len(rows) > 1 and len(rows[-1]) == 1 and not len(rows[-1][0]):
            rows.pop()  # a line break after the last row
        return rows

    def line_gap(self):
        r"""Move past the [4pt] of \\[4pt]: rows have one spacing here."""
        if self.peek() == "[":
            while self.take() != "]":
                pass

    def cell(self):
        """Parse a cell; after & an operator is between two things."""
        following = self.at and self.tokens[self.at - 1] == "&"
        atoms = self.atoms()
        if following and atoms and atoms[0].kind in ("rel", "bin"):
            empty = Atom("ord", node("mi"))
            atoms.insert(0, empty)
        return node("mtd", *([self.row(atoms)] if atoms else []))
