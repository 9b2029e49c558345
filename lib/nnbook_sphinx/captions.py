"""Words under the still pictures, for readers without JavaScript.

A still picture is drawn for a computer's screen: on a phone its letters are
small. So what it says stands below it as text; under a quiz stand the answers,
folded, each with what the live quiz would say. The host takes all of it away
with the picture.
"""

import json
import re
from html import escape

from nnbook.explorables import text
from nnbook.explorables.question.quiz import LETTERS

from . import maths, widgets

STILL = re.compile(
    r'(?P<still><div class="nnw-still"[^>]*>)(?P<picture>.*?)</div>'
    r"(?P<view>\s*<script type=\"" + re.escape(widgets.VIEW) + r'">'
    r"(?P<json>.*?)</script>)",
    re.DOTALL,
)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
# What the picture of a quiz says where there is nothing below it.
ELSEWHERE = "The answers are in the interactive page."


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
    found = [s for s in context.get("script_files", ()) if widgets.is_state(s)]
    if not found or "body" not in context:
        return
    state = json.loads(found[0].attributes["body"].replace(r"<\/", "</"))

    def below(match):
        name = json.loads(match["json"])["model_id"]
        model = state["state"].get(name, {}).get("state", {})
        picture = words(match["picture"], model)
        return f"{match['still']}{picture}</div>{match['view']}"

    context["body"] = STILL.sub(below, context["body"])


def setup(app):
    """Connect to Sphinx: before widgets.py slims the state."""
    app.connect("html-page-context", prepare_page, priority=790)
