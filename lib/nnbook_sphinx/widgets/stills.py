"""Still pictures for readers without JavaScript, and words under them.

A still picture is drawn for a computer's screen: on a phone its letters are
small. So what it says stands below it as text; under a quiz stand the answers,
folded, each with what the live quiz would say. The host takes all of it away
when it draws the view.
"""

import json
import re
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from nnbook.explorables import text
from nnbook.explorables.question.quiz import LETTERS

from .. import maths
from .state import VIEW, is_state

STILL = re.compile(
    r'(?P<still><div class="nnw-still"[^>]*>)(?P<picture>.*?)</div>'
    r"(?P<view>\s*<script type=\"" + re.escape(VIEW) + r'">'
    r"(?P<json>.*?)</script>)",
    re.DOTALL,
)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
# What the picture of a quiz says where there is nothing below it.
ELSEWHERE = "The answers are in the interactive page."
WITHOUT_SCRIPT = (
    '<p class="nnw-notice">These controls need JavaScript, or a notebook.</p>'
)


class KeepStill(SphinxPostTransform):
    """Put a widget's still picture in the page, before its view."""

    default_priority = 3  # before MyST-NB chooses one of an output's formats
    formats = ("html",)

    def run(self, **kwargs):
        """Called by Sphinx for each page."""
        for bundle in list(self.document.findall(nodes.container)):
            if bundle.get("nb_element") != "mime_bundle":
                continue
            kinds = {child.get("mime_type"): child for child in bundle}
            if VIEW in kinds:
                still = self.still(
                    kinds.get("image/svg+xml"),
                    kinds.get("text/html"),
                    self.cell_of(bundle),
                )
                kinds[VIEW].insert(0, nodes.raw("", still, format="html"))

    def cell_of(self, node):
        """The id of the notebook's cell that `node` is in, or "".

        The host names an explorable by it in links, see links.js.
        """
        while node is not None and node.get("nb_element") != "cell_code":
            node = node.parent
        source = Path(self.env.doc2path(self.env.docname))
        if node is None or source.suffix != ".ipynb":
            return ""
        cells = json.loads(source.read_text(encoding="utf-8"))["cells"]
        return cells[node["cell_index"]].get("id", "")

    def still(self, picture, words, cell):
        """The HTML that stands where the view will be."""
        mark = f' data-cell="{escape(cell)}"' if cell else ""
        if words is not None:
            text = words.next_node(nodes.raw).astext()
            return f'<div class="nnw-still"{mark}>{text}</div>'
        if picture is None:
            return f"<noscript{mark}>{WITHOUT_SCRIPT}</noscript>"
        image = picture.next_node(nodes.image)
        svg = Path(self.app.srcdir, image["uri"]).read_text("utf-8")
        return f'<div class="nnw-still"{mark}>{svg}</div>'


def rich(words):
    """A widget's text as HTML: `code`, and TeX between dollars."""
    return "".join(
        f"<code>{escape(part[1])}</code>"
        if part[1]
        else maths.to_mathml(part[2], display=False)
        if part[2]
        else escape(part[0])
        for part in text.PARTS.finditer(words)
    )


def answers(quiz):
    """The options of a quiz, each with its verdict and feedback, as HTML."""
    lines = []
    options = zip(LETTERS, quiz["options"], strict=False)
    for i, (letter, (option, feedback)) in enumerate(options):
        verdict = "Right." if i == quiz["answer"] else "Not so."
        lines.append(
            f"<li><p><b>{letter}</b> {rich(option)}</p>"
            f"<p><strong>{verdict}</strong> {rich(feedback)}</p></li>"
        )
    return (
        '<details class="nnw-answers"><summary>The answers</summary>'
        f"<p>{rich(quiz['question'])}</p><ul>{''.join(lines)}</ul></details>"
    )


def caption(picture):
    """What a still picture says, its title, as HTML."""
    title = TITLE.search(picture)
    return f'<p class="nnw-caption">{title[1]}</p>' if title else ""


def words(picture, model):
    """The picture of a model, and the words below it."""
    if {"question", "options", "answer"} <= model.keys():
        picture = picture.replace(ELSEWHERE, "The answers follow.")
        return picture + answers(model)
    return picture + caption(picture)


def prepare_page(app, pagename, templatename, context, doctree):
    """Write the words below each still picture of a page."""
    found = [s for s in context.get("script_files", ()) if is_state(s)]
    if not found or "body" not in context:
        return
    state = json.loads(found[0].attributes["body"].replace(r"<\/", "</"))

    def below(match):
        name = json.loads(match["json"])["model_id"]
        model = state["state"].get(name, {}).get("state", {})
        picture = words(match["picture"], model)
        return f"{match['still']}{picture}</div>{match['view']}"

    context["body"] = STILL.sub(below, context["body"])
