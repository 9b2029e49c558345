"""Every control of every page does something, and can be undone.

What a reader sees of a widget is written down before and after: all texts,
attributes of shapes, and pixels, but for the control itself.
"""

import pytest
from built import chapters
from faces import Explorer

KINDS = {
    "ranges": "input[type=range]",
    "fields": ".nnw-number",
    "choices": "input[type=radio], input[type=checkbox], select",
    "handles": "[role=slider]",
    "buttons": "button, [role=button], [role=tab], summary",
}
# Where a control ends and the rest of the widget begins.
OWN = """(control) => control.closest(
  ".nnw-slider, .nnw-row, .nnw-check, .nn-quiz-actions") ?? control"""
NAME = """(control) => `${control.localName} ${control.type ?? ""} ${
  control.getAttribute("aria-label") ?? control.labels?.[0]?.textContent
    ?? control.textContent}`"""


@pytest.fixture
def views(kept_page, name):
    """The widgets of a page."""
    page = kept_page(name)
    return [
        Explorer(page, view) for view in page.query_selector_all(".nnw-view")
    ]


def press(control, *keys):
    for key in keys:
        control.press(key)


def move_range(control):
    """Two steps away from the nearer end, and back."""
    middle = "(r) => Number(r.value) > (Number(r.min) + Number(r.max)) / 2"
    down = control.evaluate(middle)
    there, back = (
        ("ArrowLeft", "ArrowRight") if down else ("ArrowRight", "ArrowLeft")
    )
    return lambda: press(control, there, there), lambda: press(
        control, back, back
    )


def move_handle(control):
    low, high, now = (
        float(control.get_attribute(f"aria-value{part}"))
        for part in ("min", "max", "now")
    )
    down = now > (low + high) / 2
    there, back = (
        ("ArrowDown", "ArrowUp") if down else ("ArrowUp", "ArrowDown")
    )
    return lambda: press(control, there, there), lambda: press(
        control, back, back
    )


def retype_field(control):
    old = control.input_value()
    value = float(old.replace("−", "-"))
    by = 0.25 if "." in old else 1  # a whole number stays one
    up = value < 1 or value == by == 1  # n begins at 1, where morph ends
    new = str(value + (by if up else -by))

    def typed(text):
        control.fill(text)
        control.press("Enter")

    return lambda: typed(new), lambda: typed(old)


def choose_other(control):
    kind = control.evaluate("(c) => c.type ?? ''")
    if kind == "checkbox":
        return control.click, control.click
    if kind == "select-one":
        now = control.evaluate("(s) => s.selectedIndex")
        other = 0 if now else 1
        return (
            lambda: control.select_option(index=other),
            lambda: control.select_option(index=now),
        )
    group = f"input[name='{control.get_attribute('name')}']"
    root = control.owner_frame()
    chosen = root.query_selector(f"{group}:checked")
    if chosen is None or control.evaluate("(c) => c.checked"):
        return None  # a quiz starts without a choice; it has its own test
    return control.click, chosen.click


MOVES = {
    "ranges": move_range,
    "fields": retype_field,
    "handles": move_handle,
    "choices": choose_other,
}


def there_and_back(view, own, move):
    """Whether a move changes the picture, and its reverse undoes that."""
    before = view.picture(own)
    move[0]()
    view.page.evaluate("() => faces.frames(2)")
    moved = view.picture(own) != before
    move[1]()
    return moved, comes_back(view, own, before)


def comes_back(view, own, before, patience=20):
    """Whether the picture is as before, within a few frames."""
    for _ in range(patience):
        view.page.evaluate("() => faces.frames(2)")
        if view.picture(own) == before:
            return True
    return False


@pytest.mark.parametrize("kind", MOVES)
@pytest.mark.parametrize("name", chapters())
def test_each_control_moves_its_picture_there_and_back(views, name, kind):
    dead, stuck = [], []
    for view in views:
        for control in view.view.query_selector_all(KINDS[kind]):
            move = MOVES[kind](control)
            if move is None:
                continue
            own = control.evaluate_handle(OWN)
            label = control.evaluate(NAME)
            # Once more if need be: between two busy browsers a key can get
            # lost. A control that is dead or stuck is so both times.
            for _ in range(2):
                moved, back = there_and_back(view, own, move)
                if moved and back:
                    break
            if not moved:
                dead.append(label)
            if not back:
                stuck.append(label)
    assert dead == []
    assert stuck == []


@pytest.mark.parametrize("name", chapters())
def test_every_answer_of_a_quiz_is_explained(views, name):
    for view in views:
        radios = view.view.query_selector_all(".nn-quiz input[type=radio]")
        feedback = view.view.query_selector_all(".nn-quiz-feedback")
        if not radios:
            continue
        check, reveal = view.view.query_selector_all("button")
        verdicts = []
        check.press("Enter")  # without a choice: it asks for one
        view.page.wait_for_function(
            "(view) => view.innerText.includes('Choose an answer')",
            arg=view.view,
        )
        reveal.click()
        shown = [f for f in feedback if f.inner_text()]
        assert len(shown) == 1
        reveal.click()
        assert not any(f.inner_text() for f in feedback)
        for radio, text in zip(radios, feedback, strict=True):
            radio.check()
            check.click()
            assert len(text.inner_text()) > 20
            verdicts.append(text.inner_text().startswith("✓"))
        assert verdicts.count(True) == 1
        assert reveal.is_hidden()


@pytest.mark.parametrize("name", chapters())
def test_every_button_answers(views, name):
    for view in views:
        for button in view.view.query_selector_all(KINDS["buttons"]):
            if button.evaluate("(b) => b.closest('.nn-quiz')"):
                continue
            if not button.is_visible():  # in a dialog that is closed
                continue
            before = view.picture()
            button.click()
            view.page.wait_for_function(
                "([view, before]) => faces.picture(view) !== before",
                arg=[view.view, before],
            )
            if view.view.query_selector("dialog[open]"):
                view.page.keyboard.press("Escape")
                assert view.view.query_selector("dialog[open]") is None
