"""What a quiz and a review share: texts with formulas."""

import traitlets as tl

from ..text import formulas, plain_tex
from ..widget import LiveWidget


class Question(LiveWidget):
    """A LiveWidget whose texts hold `code` and TeX.

    `plain` is a line of Unicode for each formula, by its TeX: for live
    notebooks, and for what is spoken. The book's build prepares MathML.
    """

    plain = tl.Dict().tag(sync=True)

    def prepare(self, *texts):
        """Make the lines for all formulas in `texts`."""
        found = [tex for text in texts for tex in formulas(text)]
        self.plain = {tex: plain_tex(tex) for tex in found}
