"""Keep a formula and the punctuation after it on one line."""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

CLOSING = re.compile(r"[.,;:!?)\]’”]+")


class KeepPunctuation(SphinxPostTransform):
    """Wrap "formula, comma" so that no line begins with the comma.

    A browser may break a line on either side of a `<math>` element.
    """

    default_priority = 800
    formats = ("html",)

    def run(self, **kwargs):
        """Called by Sphinx for each page."""
        for formula in list(self.document.findall(nodes.math)):
            after = formula.next_node(descend=False, siblings=True)
            mark = isinstance(after, nodes.Text) and CLOSING.match(after)
            if mark:
                kept = nodes.inline(classes=["nn-keep"])
                formula.replace_self(kept)
                kept += [formula, nodes.Text(mark.group())]
                rest = nodes.Text(after[mark.end() :])
                after.parent.replace(after, rest)


def setup(app):
    """Connect to Sphinx; called by the extension."""
    app.add_post_transform(KeepPunctuation)
