"""What a learner reads: plain text in a terminal, a card in a notebook."""

import re
from html import escape

SIGNS = {"right": "✓", "not attempted": "○", "wrong": "✗"}
WORDS = {"right": "right", "not attempted": "not attempted yet",
         "wrong": "not right yet"}  # fmt: skip
COLOURS = {"right": "#1b7f4d", "not attempted": "#748193",
           "wrong": "#b85a00"}  # fmt: skip
# Pages that are no chapter of their own
PAGES = {"00-numpy": "NumPy in twenty lines",
         "00b-python-complains": "When Python complains",
         "02b-learning-rule": "The learning rule"}  # fmt: skip
_INK = "color:var(--nn-ink,var(--jp-content-font-color1,inherit))"


LINES = 8  # of numbers, in one report


class Report:
    """The outcome of a check; true if the answer is right.

    `mistake` is the likely cause; if there is none, a `note` may take its
    place, which tells what an error means.
    """

    def __init__(
        self, exercise, state, message="", *, inputs=(), came="",
        expected="", error="", line="", mistake=None, note=None,
    ):  # fmt: skip
        self.exercise, self.state, self.message = exercise, state, message
        self.mistake, self.note = mistake, note
        rows = [
            *((f"{name} =", value) for name, value in inputs),
            ("came", came), ("error", error), ("in your", line),
            ("expected", expected),
        ]  # fmt: skip
        self.rows = _cut([(label, text) for label, text in rows if text])

    def __bool__(self):
        return self.state == "right"

    @property
    def title(self):
        """One line: which exercise, and how it stands."""
        return (
            f"{SIGNS[self.state]} Exercise {self.exercise.number}, "
            f"{self.exercise.title}: {WORDS[self.state]}."
        )

    def _notes(self):
        cause = self.mistake or self.note
        if not cause:
            return []
        notes = [f"Likely cause: {cause.name}. {cause.why}"]
        if cause.wrong is not None:  # from this exercise's catalogue
            file, heading = self.exercise.place(cause)
            number = re.match(r"0*(\d+)-", file)
            where = f"Chapter {number[1]}" if number else file
            where = PAGES.get(file, where)
            notes.append(f"Read again: {where}, “{heading}”.")
        return notes

    def __repr__(self):
        width = max((len(label) for label, _ in self.rows), default=0)
        rows = [
            f"    {label:<{width}}  "
            + text.replace("\n", "\n" + " " * (width + 6))
            for label, text in self.rows
        ]
        message = [f"  {self.message}"] if self.message else []
        notes = [f"  {note}" for note in self._notes()]
        return "\n".join([self.title, *notes, *message, *rows])

    def _repr_html_(self):
        colour = COLOURS[self.state]
        rows = "".join(
            '<div style="display:flex;gap:.8em;align-items:baseline">'
            '<span style="flex:0 0 5em">'
            f'{escape(label)}</span><pre style="margin:0;padding:0;border:0;'
            "background:none;white-space:pre-wrap;overflow-wrap:anywhere;"
            f'min-width:0">{escape(text)}</pre>'
            "</div>"
            for label, text in self.rows
        )
        parts = [f"<p><strong>{escape(self.title)}</strong></p>"]
        parts += [f"<p>{marked(note)}</p>" for note in self._notes()]
        parts += [f"<p>{marked(self.message)}</p>"] if self.message else []
        parts += [rows] if rows else []
        inside = "".join(parts).replace("<p>", '<p style="margin:.3em 0">')
        return (
            f'<div role="status" style="border-left:4px solid {colour};'
            f'padding:.2em .9em;{_INK}">{inside}</div>'
        )


def _cut(rows):
    """`rows` with at most LINES lines; the tallest are cut first."""
    while len(rows) > LINES:  # inputs stand first, and can be done without
        rows = rows[1:]
    texts = [text.splitlines() for _, text in rows]
    sizes = [len(lines) for lines in texts]
    while sum(sizes) > LINES:
        # An input is cut before a result that is as tall
        height = [
            size + (label.endswith("=") and size > 1)
            for (label, _), size in zip(rows, sizes, strict=True)
        ]
        sizes[height.index(max(height))] -= 1
    return [
        (label, "\n".join(lines[:size]) + " ..." * (size < len(lines)))
        for (label, _), lines, size in zip(rows, texts, sizes, strict=True)
    ]


def marked(text):
    """`text` as HTML, with what stands between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
