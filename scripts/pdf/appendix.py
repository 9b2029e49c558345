"""Hints, answers and solutions: out of the chapters, into an appendix.

On a screen they stay folded until the reader wants them. On paper they stand
at the end of the book, and links with page numbers lead there and back.
"""

from functools import partial
from html import escape
from string import ascii_uppercase

from bs4 import BeautifulSoup

from nnbook_sphinx.widgets.stills import rich

from .pages import inside, words

HINTS, ANSWERS, SOLUTIONS = "Hints", "Answers", "Solutions"
ABOUT = {
    HINTS: "Each exercise has three hints, each a step further than the one"
    " before. Cover the next one with your hand.",
    ANSWERS: "What is behind each answer to the questions in the chapters."
    " The wrong ones are worth reading too.",
    SOLUTIONS: "One solution for each exercise; yours may be another. Each"
    " is followed by what it prints.",
}


class Appendix:
    """Collects what the chapters fold away."""

    def __init__(self):
        self.entries = {kind: [] for kind in ABOUT}

    def take(self, chapter):
        """Move all that is folded in a chapter here; leave links there."""
        # An answer's place is found in the page as it is: questions first.
        for still in chapter.body.select(".nnw-still"):
            self._question(chapter, still)
        for folded in chapter.body.select(".output.text_html"):
            if folded.details:
                self._hints(chapter, folded)
        for cell in chapter.body.select(".cell.tag_hide-cell"):
            self._solution(chapter, cell)
        for folded in chapter.body.select("details.sd-dropdown"):
            remark(folded)  # it stays where it is
        left = chapter.body.find("details")
        if left:
            raise ValueError(
                f"{chapter.name}: {words(left)[:60]!r} is folded, and neither"
                " a hint nor an answer nor follows a solution: say in"
                " scripts/pdf/appendix.py where it belongs in print"
            )

    def _entry(self, chapter, kind, section):
        """The entry of a kind for a section of a chapter, new or not."""
        for entry in self.entries[kind]:
            if entry.section is section:
                return entry
        number = len(self.entries[kind]) + 1
        entry = Entry(chapter, kind, section, f"{kind.lower()}-{number}")
        self.entries[kind].append(entry)
        return entry

    def _question(self, chapter, still):
        model = chapter.state.get(still.get("data-model"), {}).get("state", {})
        folded = still.select_one("details.nnw-answers")
        if folded:
            question, answers = quiz(folded)
            put = question.append
        elif "questions" in model:
            question, answers = review(model["questions"])
            put = partial(question.insert, 0)
        else:
            return
        entry = self._entry(chapter, ANSWERS, still.find_parent("section"))
        entry.add(answers)
        still.replace_with(question)
        put(entry.link("Answers"))

    def _hints(self, chapter, folded):
        section = folded.find_parent("section")
        entry = self._entry(chapter, HINTS, section)
        for details in folded.select("details"):
            title = details.summary.extract()
            name, _, about = words(title).partition(". ")
            entry.add(
                fragment(
                    f'<p class="nn-label"><strong>{escape(name)}.</strong>'
                    f" {escape(about)}</p>"
                )
            )
            details.name = "div"
            entry.add(details)
        place(folded.find_parent(class_="cell"), entry.link("Hints"))

    def _solution(self, chapter, cell):
        section = cell.find_parent("section")
        entry = self._entry(chapter, SOLUTIONS, section)
        after = cell.find_next_sibling()
        while after is not None and after.name == "details":
            following = after.find_next_sibling()
            entry.later.append(remark(after.extract()))
            after = following
        details = cell.details
        details.summary.decompose()
        place(cell, entry.link("Solution"))
        # Beside the lines of code stands what a plain cell is made of.
        details.name, details["class"] = "div", "cell"
        entry.add(details.extract())

    def html(self):
        """Yield (kind, about, [(chapter, [entry])]) for each appendix."""
        for kind, entries in self.entries.items():
            chapters = []
            for entry in entries:
                if not chapters or chapters[-1][0] is not entry.chapter:
                    chapters.append((entry.chapter, []))
                chapters[-1][1].append(entry)
            yield kind, ABOUT[kind], chapters


class Entry:
    """What an appendix says about one section of a chapter."""

    def __init__(self, chapter, kind, section, name):
        self.chapter, self.kind, self.section = chapter, kind, section
        self.id = inside("appendix", name)
        self.parts, self.later = [], []

    def add(self, part):
        """Add an element to what the entry says."""
        self.parts.append(part)

    @property
    def title(self):
        """The heading of the section that the entry belongs to."""
        return words(self.section.find(["h1", "h2", "h3", "h4"]))

    def link(self, label):
        """A link to the entry, with its page."""
        return fragment(turn(self.id, label))

    def html(self):
        """The entry as HTML, with a link back."""
        said = "".join(map(str, self.parts + self.later))
        back = page_link(self.section["id"], "page ")
        return (
            f'<section class="nn-entry" id="{self.id}">'
            f"<h3>{escape(self.title)}"
            f' <span class="nn-back">({back})</span></h3>{said}</section>'
        )


def fragment(html):
    """The one element that a piece of HTML holds."""
    return BeautifulSoup(html, "html.parser").find().extract()


def page_link(name, label):
    """A link that says on which page its aim stands, once that is known."""
    return (
        f'<a class="nn-turn" href="#{name}">{label}'
        '<span class="nn-page">000</span></a>'
    )


def turn(name, label):
    """A line that sends the reader to the appendix."""
    return f'<p class="nn-turns">{page_link(name, f"{label}: page ")}</p>'


def place(cell, line):
    """Put a line in the place of a cell, on the same line as one before."""
    before = cell.find_previous_sibling()
    if before is not None and "nn-turns" in before.get("class", []):
        if not before.find("a", href=line.a["href"]):
            before.append(" ")
            before.append(line.a.extract())
        cell.extract()
    else:
        cell.replace_with(line)


def remark(details):
    """What is folded in the text or below a solution, open, with its title."""
    title = details.summary
    title.name, title["class"] = "p", "nn-label"
    title.string = words(title)
    details.name = "div"
    return details


def quiz(folded):
    """A question to print, and its answers, from the folded answers."""
    asked = folded.find("p").decode_contents()
    options, answers = [], []
    for item in folded.select("li"):
        option, says = item.find_all("p", recursive=False)
        option.b.decompose()
        options.append(option.decode_contents().strip())
        answers.append((options[-1], says.decode_contents()))
    return (
        fragment(
            '<div class="nn-question"><p class="nn-label">Predict</p>'
            f"<p><strong>{asked}</strong></p>{listed(options)}</div>"
        ),
        fragment(answered(asked, answers)),
    )


def review(questions):
    """The questions of a review to print, and their answers."""
    asked, answers = [], []
    for question in questions:
        text = rich(question["question"])
        options = [rich(option[0]) for option in question["options"]]
        asked.append(f"<li><p>{text}</p>{listed(options)}</li>")
        says = [verdict(option) for option in question["options"]]
        both = list(zip(options, says, strict=True))
        where = f"<p>Read again: {escape(question['title'])}.</p>"
        answers.append(f"<li>{answered(text, both, where)}</li>")
    return (
        fragment(f'<div class="nn-review"><ol>{"".join(asked)}</ol></div>'),
        fragment(f'<ol class="nn-answers">{"".join(answers)}</ol>'),
    )


def verdict(option):
    """What a review says to one of its options, as HTML."""
    says = rich(option[-1])
    if len(option) == 2:
        return f"<strong>Right.</strong> {says}"
    idea = f"Behind it is the idea that {rich(option[1])}."
    return f"<strong>Not so.</strong> {idea} {says}"


def listed(options):
    """Options as a list with letters."""
    items = "".join(f"<li>{option}</li>" for option in options)
    return f'<ol class="nn-options" type="A">{items}</ol>'


def answered(asked, answers, after=""):
    """A question with what there is to say of each option, as HTML."""
    items = "".join(
        f"<li><p><b>{letter}</b> {option}</p><p>{says}</p></li>"
        for letter, (option, says) in zip(
            ascii_uppercase, answers, strict=False
        )
    )
    return (
        f'<div class="nn-answer"><p><strong>{asked}</strong></p>'
        f"<ul>{items}</ul>{after}</div>"
    )
