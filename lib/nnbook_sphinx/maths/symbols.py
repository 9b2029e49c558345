"""The TeX names that the book's formulas may use, and what they stand for.

To teach the book a new one, add it to the line of its kind: the kind decides
the space around it, as in TeX.
"""

LETTERS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ",
    "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι",
    "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "ϕ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "ell": "ℓ",
}  # fmt: skip

UPRIGHT = {
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ",
    "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "infty": "∞", "partial": "∂", "nabla": "∇", "forall": "∀", "exists": "∃",
    "emptyset": "∅", "top": "⊤", "bot": "⊥", "prime": "′", "checkmark": "✓",
    "%": "%", "#": "#", "$": "$", "_": "_", "&": "&", "degree": "°",
}  # fmt: skip

DOTS = {
    "ldots": "…", "dots": "…", "cdots": "⋯", "dotsb": "⋯", "dotsc": "…",
    "vdots": "⋮", "ddots": "⋱",
}  # fmt: skip

BINARY = {
    "cdot": "⋅", "times": "×", "pm": "±", "mp": "∓", "div": "÷", "ast": "∗",
    "circ": "∘", "odot": "⊙", "oplus": "⊕", "otimes": "⊗", "cap": "∩",
    "cup": "∪", "setminus": "∖", "wedge": "∧", "vee": "∨", "land": "∧",
    "lor": "∨", "bullet": "∙", "star": "⋆",
}  # fmt: skip

RELATIONS = {
    "in": "∈", "notin": "∉", "ni": "∋", "le": "≤", "leq": "≤", "ge": "≥",
    "geq": "≥", "ne": "≠", "neq": "≠", "lt": "<", "gt": ">", "ll": "≪",
    "gg": "≫", "approx": "≈", "sim": "∼", "simeq": "≃", "equiv": "≡",
    "propto": "∝", "subset": "⊂", "subseteq": "⊆", "mid": "∣",
    "parallel": "∥", "perp": "⟂", "to": "→", "rightarrow": "→",
    "gets": "←", "leftarrow": "←", "leftrightarrow": "↔", "mapsto": "↦",
    "longrightarrow": "⟶", "Rightarrow": "⇒", "Leftarrow": "⇐",
    "Leftrightarrow": "⇔", "implies": "⟹", "iff": "⟺",
    "Longrightarrow": "⟹", "Longleftrightarrow": "⟺", "uparrow": "↑",
    "downarrow": "↓", "coloneqq": "≔", "colon": ":",
}  # fmt: skip

OPENERS = {
    "{": "{", "lbrace": "{", "langle": "⟨", "lfloor": "⌊", "lceil": "⌈",
    "lvert": "|", "lVert": "‖", "(": "(", "[": "[",
}  # fmt: skip

CLOSERS = {
    "}": "}", "rbrace": "}", "rangle": "⟩", "rfloor": "⌋", "rceil": "⌉",
    "rvert": "|", "rVert": "‖", ")": ")", "]": "]",
}  # fmt: skip

BARS = {"|": "|", "vert": "|", "Vert": "‖", "\\|": "‖"}

# Names set upright. Those of the second line take limits below them.
FUNCTIONS = {
    "sin", "cos", "tan", "tanh", "sinh", "cosh", "exp", "log", "ln", "dim",
    "det", "lim", "max", "min", "sup", "inf", "argmax", "argmin", "Pr",
}  # fmt: skip
WITH_LIMITS = {"det", "lim", "max", "min", "sup", "inf", "argmax", "argmin"}

LARGE = {"sum": "∑", "prod": "∏", "int": "∫", "bigcup": "⋃", "bigcap": "⋂"}

ACCENTS = {
    "hat": "^", "bar": "¯", "tilde": "~", "vec": "→", "dot": "˙",
    "ddot": "¨", "check": "ˇ", "widehat": "^", "widetilde": "~",
    "overline": "¯", "overrightarrow": "→", "overbrace": "⏞",
}  # fmt: skip
STRETCHED = {
    "widehat", "widetilde", "overline", "overrightarrow", "overbrace",
}  # fmt: skip
UNDERS = {"underbrace": "⏟", "underline": "_"}

# Widths in em; a thin space in TeX is 3/18 em.
SPACES = {
    ",": 3 / 18, "thinspace": 3 / 18, ":": 4 / 18, ">": 4 / 18, ";": 5 / 18,
    "!": -3 / 18, " ": 0.25, "~": 0.25, "enspace": 0.5, "quad": 1.0,
    "qquad": 2.0,
}  # fmt: skip

SIZES = {"big": 1.2, "Big": 1.8, "bigg": 2.4, "Bigg": 3.0}

# Unicode's mathematical alphabets: first A, first a, first 0 (or None).
ALPHABETS = {
    "bold": (0x1D400, 0x1D41A, 0x1D7CE),
    "bold-italic": (0x1D468, 0x1D482, 0x1D7CE),
    "double-struck": (0x1D538, 0x1D552, 0x1D7D8),
    "script": (0x1D49C, 0x1D4B6, None),
    "sans-serif": (0x1D5A0, 0x1D5BA, 0x1D7E2),
    "monospace": (0x1D670, 0x1D68A, 0x1D7F6),
}
# Letters that Unicode had already, and so left out of those alphabets.
EARLIER = {
    "double-struck": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
    "script": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
}
BOLD_GREEK = {"bold": 0x1D6C2, "bold-italic": 0x1D736}  # each is its alpha

FONTS = {
    "mathbf": "bold", "boldsymbol": "bold-italic", "bm": "bold-italic",
    "mathbb": "double-struck", "mathcal": "script", "mathsf": "sans-serif",
    "mathtt": "monospace", "mathrm": None, "mathit": "italic",
}  # fmt: skip
TEXTS = {"text", "textrm", "mbox", "textbf", "textit", "texttt"}

# Environments: fences, display style or not, and the class of the table.
TABLES = {
    "matrix": ("", "", False, "nn-matrix"),
    "pmatrix": ("(", ")", False, "nn-matrix"),
    "bmatrix": ("[", "]", False, "nn-matrix"),
    "vmatrix": ("|", "|", False, "nn-matrix"),
    "cases": ("{", "", False, "nn-cases"),
    "aligned": ("", "", True, "nn-aligned"),
    "align": ("", "", True, "nn-aligned"),
    "align*": ("", "", True, "nn-aligned"),
    "split": ("", "", True, "nn-aligned"),
    "gathered": ("", "", True, "nn-gathered"),
    "gather": ("", "", True, "nn-gathered"),
    "gather*": ("", "", True, "nn-gathered"),
    "equation": ("", "", True, "nn-gathered"),
    "equation*": ("", "", True, "nn-gathered"),
}


def styled(text, font):
    """Return the text in one of Unicode's mathematical alphabets."""
    return "".join(_styled_letter(letter, font) for letter in text)


def _styled_letter(letter, font):
    if font not in ALPHABETS:
        return letter
    earlier = EARLIER.get(font, {})
    if letter in earlier:
        return earlier[letter]
    starts = ALPHABETS[font]
    for start, first, last in zip(starts, "Aa0", "Zz9", strict=True):
        if start and first <= letter <= last:
            return chr(start + ord(letter) - ord(first))
    if font in BOLD_GREEK and "α" <= letter <= "ω":
        return chr(BOLD_GREEK[font] + ord(letter) - ord("α"))
    return letter
