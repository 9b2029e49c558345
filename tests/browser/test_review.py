"""The review of the summary: its score, what it keeps, and who can use it.

Most tests open a page, from disk, that holds the review and nothing else.
"""

import json

import pytest
from built import HTML
from links import Links
from reader import SMALL
from test_host import show  # noqa: F401 - a fixture

from nnbook.exercises.summary import SUMMARY
from nnbook.explorables import Review as ReviewWidget
from nnbook.explorables.bundle import module

PAGE = "chapters/08-summary.html"
KEY = "nnbook.review.1.summary"
RIGHT = [[len(o) for o in q["options"]].index(2) for q in SUMMARY]
WRONG = [0 if right else 1 for right in RIGHT]
BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("blocked", "SecurityError"); } });"""
FULL = """Storage.prototype.setItem = () => {
  throw new DOMException("full", "QuotaExceededError"); };"""
# Every text that the live region has had, in order.
HEAR = """() => {
  globalThis.heard = [];
  const region = document.querySelector(".nn-review [role=status]");
  new MutationObserver(() => {
    if (region.textContent) heard.push(region.textContent);
  }).observe(region, { childList: true, characterData: true, subtree: true });
}"""
both_ways = pytest.mark.parametrize("via", ["http", "file"])


class Review:
    """The review on a page, question by question from 0."""

    def __init__(self, page):
        self.page, self.root = page, page.locator(".nn-review")
        self.questions = self.root.locator(".nn-review-question")

    def radio(self, i, option):
        return self.questions.nth(i).locator("input").nth(option)

    def feedback(self, i, option):
        return self.questions.nth(i).locator(".nn-quiz-feedback").nth(option)

    def answer(self, i, option):
        self.radio(i, option).check()
        self.questions.nth(i).locator("button").click()

    def button(self, name):
        return self.root.get_by_role("button", name=name, exact=True)

    @property
    def score(self):
        return self.root.locator(".nn-review-score").inner_text()

    @property
    def marks(self):
        return self.root.locator(".nn-review-marks").inner_text().split()

    @property
    def stored(self):
        text = self.page.evaluate("(key) => localStorage.getItem(key)", KEY)
        return text and json.loads(text)

    def said(self):
        """What was announced since `HEAR`, once nothing more comes."""
        self.page.clock.run_for(2000)
        return self.page.evaluate("heard.splice(0)")


@pytest.fixture
def review(show):  # noqa: F811
    """The review alone on a page."""
    return Review(show(ReviewWidget(SUMMARY)))


@pytest.fixture
def in_book(open_page):
    """Open the review on its page of the book."""

    def in_book(via="http", **options):
        return Review(open_page(PAGE, via, **options))

    return in_book


def reload(review):
    review.page.reload()
    review.page.wait_for_function(
        "document.documentElement.dataset.nnbook === 'ready'"
    )


def reload_with(review, value):
    """Reload the page when its storage holds the text `value`."""
    review.page.evaluate(
        "([key, value]) => localStorage.setItem(key, value)", [KEY, value]
    )
    reload(review)


def state(review):
    """What a reader sees of the answers."""
    checked = review.root.locator("input:checked").count()
    shown = review.root.locator(".nn-quiz-feedback:not(:empty)").count()
    return review.score, checked, shown


UNTOUCHED = ("12 questions", 0, 0)


def test_answering_updates_the_score_and_only_the_first_answer_counts(review):
    assert state(review) == UNTOUCHED
    review.answer(0, RIGHT[0])
    assert review.score == "1 of 1 right, 11 to go"
    review.answer(1, WRONG[1])
    assert review.score == "1 of 2 right, 10 to go"
    review.answer(1, RIGHT[1])
    assert review.score == "1 of 2 right, 10 to go"
    assert review.marks == ["✓", "✗", *["·"] * 10]
    for i in range(2, 12):
        review.answer(i, RIGHT[i] if i != 7 else WRONG[i])
    assert review.score == "10 of 12 right. Look again at 2 and 8."


def test_every_option_has_feedback_and_one_of_each_question_is_right(review):
    assert review.questions.count() == len(SUMMARY)
    for i, question in enumerate(SUMMARY):
        for j, option in enumerate(question["options"]):
            review.answer(i, j)
            text = review.feedback(i, j).inner_text()
            start = "✓" if len(option) == 2 else "✗"
            assert text.startswith(start)
            assert len(text) > 30
            assert ("Behind it is the idea that" in text) == (start == "✗")
        verdicts = review.questions.nth(i).locator("[data-verdict=right]")
        assert verdicts.count() == 1


@both_ways
def test_a_reload_keeps_choices_and_score(in_book, via):
    review = in_book(via)
    review.answer(0, WRONG[0])
    review.answer(4, RIGHT[4])
    review.radio(6, 1).check()  # chosen, not checked yet
    before = state(review)
    assert before == ("1 of 2 right, 10 to go", 3, 2)
    reload(review)
    assert state(review) == before
    assert review.radio(6, 1).is_checked()
    assert review.feedback(0, WRONG[0]).inner_text().startswith("✗")


@pytest.mark.parametrize("script", [BLOCKED, FULL], ids=["blocked", "full"])
def test_it_works_without_storage_and_says_so(review, script):
    assert "Nothing is sent" in review.root.inner_text()
    review.page.add_init_script(script)
    reload(review)
    review.answer(0, RIGHT[0])
    review.answer(1, WRONG[1])
    assert state(review) == ("1 of 2 right, 10 to go", 2, 2)
    assert "until you leave it" in review.root.inner_text()
    reload(review)
    assert state(review) == UNTOUCHED


def good():
    """Answers as they are stored, but for the edition."""
    return {"choices": [-1] * 12, "tried": [[] for _ in range(12)]}


def damaged(edition):
    """Yield what may lie in the storage and is no answers to these."""
    yield from ("", "rubbish", "null", "7", "[]", "{}", '{"choices": 1}')
    right = good() | {"edition": edition, "choices": [0] * 12}
    for change in (
        {"edition": "another"},
        {"choices": [0] * 11},
        {"choices": [9] * 12},
        {"choices": [-2] * 12},
        {"choices": ["0"] * 12},
        {"choices": [0.5] * 12},
        {"choices": None},
        {"tried": [[]] * 11},
        {"tried": [[9]] * 12},
        {"tried": [[0, 0]] * 12},
        {"tried": ["0"] * 12},
        {"tried": {"length": 12}},
    ):
        yield json.dumps(right | change)


def test_damaged_storage_is_ignored(review):
    review.radio(0, 0).check()
    edition = review.stored["edition"]
    sound = good() | {"edition": edition, "choices": [0] * 12}
    reload_with(review, json.dumps(sound))
    assert state(review) == ("12 questions", 12, 0)
    for value in damaged(edition):
        reload_with(review, value)
        assert state(review) == UNTOUCHED, value
        # Nor does a mere visit take away what may be somebody else's.
        kept = review.page.evaluate("(k) => localStorage.getItem(k)", KEY)
        assert kept == value
    review.answer(0, RIGHT[0])
    assert review.score == "1 of 1 right, 11 to go"


def test_start_again_clears_and_can_be_undone(review):
    again, undo = review.button("Start again"), review.button("Undo")
    again.click()
    assert "There are no answers yet." in review.root.inner_text()
    review.answer(0, WRONG[0])
    review.radio(3, 2).check()
    before = state(review)
    again.click()
    assert state(review) == UNTOUCHED
    assert review.stored is None
    undo.click()
    assert state(review) == before
    assert undo.count() == 0
    assert again.evaluate("(b) => b === document.activeElement")
    again.click()
    review.radio(5, 0).check()
    assert undo.count() == 0  # a new start has begun
    again.click()
    reload(review)
    assert state(review) == UNTOUCHED


def test_a_new_drawing_of_the_view_loses_nothing(review):
    review.answer(2, WRONG[2])
    review.radio(5, 1).check()
    before = state(review)
    again = review.page.evaluate(
        """async (source) => {
          const model = [...nnbook.models.values()].find(
            (m) => m.get("questions"));
          const url = URL.createObjectURL(
            new Blob([source], { type: "text/javascript" }));
          const el = document.createElement("div");
          document.body.append(el);
          const leave = (await import(url)).default.render({ model, el });
          const count = (selector) => el.querySelectorAll(selector).length;
          const seen = [el.querySelector(".nn-review-score").innerText,
            count("input:checked"), count(".nn-quiz-feedback:not(:empty)")];
          leave();
          return [...seen, el.childElementCount];
        }""",
        module("question/review.js"),
    )
    assert tuple(again) == (*before, 0)
    assert state(review) == before


def test_one_live_region_says_each_thing_once(review):
    regions = review.root.locator("[role=status], [aria-live], [role=alert]")
    assert regions.count() == 1
    review.page.clock.install()
    review.page.evaluate(HEAR)
    review.questions.nth(1).locator("button").click()
    assert review.said() == ["Question 2: choose an answer first."]
    review.answer(1, WRONG[1])
    [said] = review.said()
    assert said.startswith("Not this one. Behind it is the idea that")
    assert said.count("Score: 0 of 1 right, 11 to go") == 1
    review.answer(1, RIGHT[1])
    [said] = review.said()
    assert said.startswith("Right.")
    assert "Score" not in said


def test_the_keyboard_suffices(review):
    review.radio(0, 0).focus()
    press = review.page.keyboard.press
    press("Space")
    for _ in range(RIGHT[0]):
        press("ArrowDown")
    press("Tab")
    press("Enter")
    assert review.score == "1 of 1 right, 11 to go"
    review.button("Start again").focus()
    press("Enter")
    press("Tab")
    press("Space")
    assert review.score == "1 of 1 right, 11 to go"


def test_every_link_leads_to_its_section(in_book):
    review = in_book()
    links = review.root.locator("a").evaluate_all(
        "(all) => all.map((a) => a.getAttribute('href'))"
    )
    assert len(links) == len(SUMMARY)
    for link in links:
        page, anchor = link.split("#")
        assert anchor in Links(HTML / "chapters" / page).ids, link
    review.root.locator("a").first.click()
    review.page.wait_for_url(f"**/{links[0]}")


def test_targets_are_large_and_what_has_the_focus_is_in_sight(in_book):
    review = in_book(width=390)
    assert (
        review.page.evaluate(SMALL, ".nn-review :is(input, button, a)") == []
    )
    review.radio(0, 0).focus()
    for _ in range(20):
        review.page.keyboard.press("Tab")
        hidden = review.page.evaluate("""() => {
          const e = document.activeElement;
          const bar = document.querySelector(".nn-review-bar");
          return !bar.contains(e) && e.getBoundingClientRect().bottom
            > bar.getBoundingClientRect().top;
        }""")
        assert not hidden


def test_without_javascript_questions_and_options_can_be_read(open_page):
    page = open_page(PAGE, java_script_enabled=False, wait=False)
    still = page.locator(".nnw-still > ol")
    assert still.locator("> li").count() == len(SUMMARY)
    options = sum(len(question["options"]) for question in SUMMARY)
    assert still.locator("> li > ol > li").count() == options
    assert "Behind it" not in still.inner_text()
