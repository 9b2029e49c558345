"""Texts of explorables: `code` between backticks, TeX between dollars.

`kit/text.js` draws them in the page; here formulas become plain lines, for
still pictures and live notebooks, and the build finds what it has to prepare.
"""

import re
import unicodedata

PARTS = re.compile(r"`([^`]+)`|\$([^$]+)\$|[^`$]+|[`$]")

TEX_SIGNS = (
    "alpha α beta β gamma γ delta δ epsilon ε eta η theta θ lambda λ mu μ "
    "pi π rho ρ sigma σ tau τ phi φ varphi φ psi ψ omega ω Gamma Γ Delta Δ "
    "Theta Θ Sigma Σ Phi Φ Psi Ψ Omega Ω cdot · times × odot ⊙ pm ± circ ∘ "
    "le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ in ∈ to → mapsto ↦ sum Σ "
    "partial ∂ nabla ∇ infty ∞ ldots … dots … prime ′ top \u22a4"
)
TEX_SILENT = (
    "left right mathbf boldsymbol mathrm mathit mathsf mathbb mathcal text "
    "operatorname"
)
TEX_SPACED = r"\s*([=<>≤≥≠≈∈→↦·×⊙±∘])\s*"
TEX_UP = (
    "0123456789+−=()abcdefghijklmnoprstuvwxyzT\u22a4′ "
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵀ′"
)
TEX_DOWN = "0123456789+−=()aehijklmnoprstuvx ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"

_SIGNS = dict(re.findall(r"(\S+) (\S+)", TEX_SIGNS))
_SILENT = frozenset(TEX_SILENT.split())


def formulas(text):
    """The TeX between dollars in `text`, in order."""
    return [part[2] for part in PARTS.finditer(text) if part[2]]


def plain_text(text, space=" "):
    """`text` without backticks and dollars, its formulas in Unicode.

    `space` stands inside code and formulas: a no-break space keeps each on
    one line.
    """
    return "".join(
        _plain(part).replace(" ", space) if part[1] or part[2] else part[0]
        for part in PARTS.finditer(text)
    )


def _plain(part):
    return part[1] or plain_tex(part[2])


def plain_tex(tex):
    """One line of Unicode for simple TeX: "W^{(1)}" is "W⁽¹⁾"."""
    out = _Reader(tex).until(None)
    out = re.sub(TEX_SPACED, r" \1 ", out)
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", out).strip())


class _Reader:
    """Reads TeX token by token."""

    def __init__(self, tex):
        self.tokens = re.findall(r"\\[a-zA-Z]+|\\?.", tex, re.S)
        self.tokens.reverse()

    def until(self, end):
        out = ""
        while self.tokens and self.tokens[-1] != end:
            out += self.next()
        if self.tokens:
            self.tokens.pop()
        return out

    def argument(self):
        while self.tokens and (
            self.tokens[-1].isspace() or self.tokens[-1][1:] in _SILENT
        ):
            self.tokens.pop()
        return self.next()

    def next(self):
        token = self.tokens.pop() if self.tokens else ""
        match token:
            case "{":
                return self.until("}")
            case "^":
                return _script(self.argument(), "^", TEX_UP)
            case "_":
                return _script(self.argument(), "_", TEX_DOWN)
            case r"\frac":
                return f"{_term(self.argument())}/{_term(self.argument())}"
            case r"\sqrt":
                return "√" + _term(self.argument())
            case r"\hat":
                return self.argument() + "\u0302"
            case r"\bar":
                return self.argument() + "\u0304"
            case r"\!" | "}":
                return ""
            case "-":
                return "−"
            case "'":
                return "′"
        if re.match(r"\\[a-zA-Z]", token):
            name = token[1:]
            return "" if name in _SILENT else _SIGNS.get(name, name)
        if re.match(r"\\[\s,;:\\]|~", token):
            return " "
        return token[-1:]


def _script(text, mark, letters):
    """The argument of ^ or _, raised or lowered where letters exist."""
    start, end = letters.split(" ")
    text = "".join(text.split())
    if all(c in start for c in text):
        return "".join(end[start.index(c)] for c in text)
    return mark + (f"({text})" if len(text) > 1 else text)


def _term(text):
    """A part of a fraction: a sum wears brackets."""
    return f"({text})" if re.search(r"[ +−/·]", text) else text
