"""A recursive-descent parser: rows, groups and arguments of a formula."""

from contextlib import contextmanager

from .characters import character
from .commands import command
from .elements import Atom, node, tighten
from .scripts import scripts
from .spacing import join, settle_signs
from .tokens import TexError, Tokens

STYLES = {"\\displaystyle": "display", "\\textstyle": "text"}


class Parser(Tokens):
    """One formula's tokens, read in a style: display, text or script."""

    def __init__(self, tex, style):
        super().__init__(tex)
        self.style = style

    @contextmanager
    def styled(self, style):
        """Read what a with-block reads in another style."""
        outer, self.style = self.style, style
        yield
        self.style = outer

    def row(self, until=None):
        """Parse up to the end of the row, or to the token given."""
        return join(self.atoms(until), self.style)

    def atoms(self, until=None):
        """Parse a row's atoms, not yet joined."""
        found = []
        while not self.ends() and self.peek() != until:
            if self.peek() in STYLES:
                found.append(self.style_change())
            else:
                found.append(scripts(self, self.atom()))
        return found

    def style_change(self):
        r"""Parse \displaystyle or \textstyle, which rule the row's rest."""
        style = STYLES[self.take()]
        with self.styled(style):
            body = self.row()
        shown = "true" if style == "display" else "false"
        return Atom(
            "inner",
            node("mstyle", body, displaystyle=shown, scriptlevel="0"),
        )

    def atom(self):
        """Parse one atom, without its scripts."""
        if self.peek() == "{":
            return Atom("ord", self.braced())
        token = self.take()
        if token[0] == "\\" and token != "\\":
            return command(self, token[1:])
        if token[0].isdigit() or (token[0] == "." and len(token) > 1):
            return Atom("ord", node("mn", text=token))
        return character(token)

    def group(self):
        """Parse the atoms of a braced group."""
        self.expect("{")
        found = self.atoms()
        self.expect("}")
        return found

    def braced(self):
        """Parse a group; alone, an operator is a mere sign: 1{,}5."""
        body = join(self.group(), self.style)
        if body.tag == "mo":
            tighten(body)
        return body

    def argument(self):
        """Parse a braced group, or the single next atom, as an element."""
        if self.peek() == "{":
            return join(self.group(), self.style)
        if self.ends():
            raise TexError("something is missing after a command, ^ or _")
        self.split_number()
        atom = self.atom()
        settle_signs([atom], self.style)
        return atom.element

    def single(self):
        """Parse an argument, keeping its kind if it is one atom."""
        if self.peek() != "{":
            return self.atom()
        inner = self.group()
        if len(inner) == 1:
            return inner[0]
        return Atom("ord", join(inner, self.style))

    def within_words(self, tex):
        """Parse a formula that stands among words, apart from this one."""
        return Parser(tex, "text").row()
