"""Formulas: TeX in, MathML that browsers draw rightly out."""

import re
from xml.etree import ElementTree

import pytest

from nnbook_sphinx import maths
from nnbook_sphinx.maths import tex


def mathml(source, display=False):
    return ElementTree.fromstring(tex.to_mathml(source, display))


def letters(source):
    return "".join(mathml(source).itertext())


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"\mathbf{x} \in \mathbb{R}^n", "𝐱∈ℝn"),
        (r"\mathbf w^\top \mathbf x + b", "𝐰⊤𝐱+b"),
        (r"\boldsymbol{\theta}", "𝜽"),
        (r"\operatorname{step}(z)", "step(z)"),
        (r"\max(0, z)", "max(0,z)"),
        (r"\sigma'(z)", "σ′(z)"),
        (r"\left\lVert v \right\rVert", "‖v‖"),
        (r"3{\to}4{\to}1", "3→4→1"),
        (r"\text{if $z$ is}", "if\u00a0z\u00a0is"),
        (r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}", "[1234]"),
    ],
)
def test_a_formula_shows_its_characters(source, shown):
    assert letters(source) == shown


@pytest.mark.parametrize(
    "source",
    [r"\foo", r"\begin{nothing}x\end{nothing}", "{x", "x}", "x^", r"\frac 1"],
)
def test_what_is_not_known_is_an_error_not_text(source):
    with pytest.raises(tex.TexError):
        tex.to_mathml(source)


def test_a_minus_is_a_sign_or_an_operation():
    forms = [
        [mo.get("form") for mo in mathml(source).iter("mo") if mo.text == "−"]
        for source in ("-1", "a - 1", "(-1)", "a = -1", "e^{-z}")
    ]
    assert forms == [["prefix"], [None], ["prefix"], ["prefix"], ["prefix"]]


def test_limits_stand_above_and_below_in_display_only():
    source = r"\sum_{i=1}^{n} x_i"
    assert mathml(source, display=True).find(".//munderover") is not None
    assert mathml(source).find(".//msubsup") is not None


def test_an_argument_without_braces_is_one_digit():
    assert [mn.text for mn in mathml(r"\frac12").iter("mn")] == ["1", "2"]


def test_aligned_equations_are_rows_of_cells():
    rows = mathml(r"\begin{aligned} a &= b \\ &= c \\ \end{aligned}", True)
    assert [len(row) for row in rows.iter("mtr")] == [2, 2]


def test_a_label_is_named_in_plain_letters():
    assert 'aria-label="x 1"' in maths.to_mathml(r"\mathbf{x}_1")


def test_nothing_of_the_tex_is_left_on_the_page():
    source = r"\hat{y} = \underbrace{w x}_{\text{sum}} \cdot \frac{a}{b}"
    assert "\\" not in re.sub('alttext="[^"]*"', "", tex.to_mathml(source))
