"""The tokens of a formula, taken one after the other."""

import re

TOKENS = re.compile(
    r"\\(?:begin|end)\s*\{[a-zA-Z]+\*?\}"  # an environment's edge
    r"|\\operatorname\*|\\[a-zA-Z]+|\\."  # a command
    r"|\d+(?:\.\d+)?|\.\d+"  # a number
    r"|'+|[^\s]|\s+",
    re.DOTALL,
)


class TexError(ValueError):
    """A formula that cannot be translated, with the reason."""


class Tokens:
    """The tokens of one formula, and how far they have been read."""

    def __init__(self, tex):
        tex = re.sub(r"(?<!\\)%.*", "", tex)
        self.tokens = TOKENS.findall(tex.strip())
        self.at = 0

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

    def split_number(self):
        """Make digits of the number that is next: x^12 means x^1 2."""
        token = self.peek()
        if token.isdigit() and len(token) > 1:
            self.tokens[self.at : self.at + 1] = token

    def ends(self):
        """Return whether the next token ends a row."""
        token = self.peek()
        return (
            token is None
            or token in ("}", "&", "\\\\", "\\right")
            or token.startswith("\\end{")
        )
