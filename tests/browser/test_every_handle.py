"""Every handle of every explorable: one behaviour, by keys and by mouse."""

import pytest
from faces import shown
from gallery import NAMES, alone
from handles import handles

RIGHT_LEFT = ("ArrowRight", "ArrowLeft")
UP_DOWN = ("ArrowUp", "ArrowDown")


@pytest.fixture(params=NAMES)
def found(request, kept_gallery):
    """The handles of one explorable."""
    page = kept_gallery(alone)
    found = handles(page, NAMES.index(request.param))
    assert found, request.param
    return found


def numbers(found):
    """Each number of each handle, with the pairs of keys that move it."""
    for handle in found:
        across, up = handle.numbers
        assert across, handle.label
        assert up, handle.label
        if handle.is_point:
            yield handle, across, [RIGHT_LEFT]
            yield handle, up, [UP_DOWN]
        else:
            yield handle, across, [RIGHT_LEFT, UP_DOWN]


def test_keys_move_it_by_steps_and_to_the_ends(found):
    for handle, number, pairs in numbers(found):
        for more, less in pairs:
            steps = [(more, 1), (more, 1), (less, -1), (less, -1),
                     (f"Shift+{more}", 10), (f"Shift+{less}", -10)]  # fmt: skip
            pages = [("PageUp", 10), ("PageDown", -10)]
            ends = [
                ("Home", -1e9),
                (less, -1),
                (more, 1),
                ("End", 1e9),
                (more, 1),
            ]
            # Of a point, the ends are the first number's, pages the second's.
            if not handle.is_point:
                steps += pages + ends
            else:
                steps += ends if more == "ArrowRight" else pages
            value, wanted = 0.5, []
            for _, by in steps:
                value = number.clamped(value + 0.05 * by)
                wanted.append(value)
            keys = [key for key, _ in steps]
            assert number.walk(0.5, keys) == wanted, handle.label


def test_beyond_its_usual_range_it_steps_on_from_where_it_is(found):
    tried = 0
    for handle, number, pairs in numbers(found):
        for end, most in (
            (number.high, number.most),
            (number.low, number.least),
        ):
            if abs(most - end) < 0.2:  # no room for steps beyond
                continue
            tried += 1
            far = round((end + most) / 2, 2)
            for more, less in pairs:
                got = number.walk(far, [more, less, less, more])
                wanted = [far + 0.05, far, far - 0.05, far]
                assert got == pytest.approx(wanted, abs=1e-12), handle.label
                assert got[1] == got[3] == far
            if not handle.is_point:
                assert number.walk(far, ["Home"]) == [number.low], handle.label
                assert number.walk(far, ["End"]) == [number.high], handle.label
    assert tried


def test_decimals_are_kept(found):
    for handle, number, pairs in numbers(found):
        for more, less in pairs:
            for start, next_ in ((0.59, 0.64), (0.123456789, 0.173456789)):
                got = number.walk(start, [more, less])
                assert got == [next_, start], handle.label


def test_it_says_what_it_is_and_has_the_focus(found):
    for handle in found:
        first, page = handle.numbers[0], handle.page
        for value in (0.5, number_beyond(first)):
            first.put(value)
            handle.node.press("ArrowRight")
            page.evaluate("faces.frames(2)")
            now = first.get()
            assert now == pytest.approx(value + 0.05), handle.label
            said = page.evaluate(
                """(n) => [n === document.activeElement, n.tabIndex,
                  ...["min", "max", "now", "text"].map(
                    (name) => n.getAttribute(`aria-value${name}`))]""",
                handle.node,
            )
            focused, tab, low, high, is_, text = said
            assert focused, handle.label
            assert (
                tab == 0
                or page.evaluate("(n) => n.tabIndex", handle.node) == -1
            )
            assert float(low) == min(first.low, now)
            assert float(high) == max(first.high, now)
            assert float(is_) == now
            assert shown(now) in text
            if not handle.is_point:
                assert text == shown(now)


def number_beyond(number):
    """A number outside its usual range, as far as there is one."""
    return round((number.high + number.most) / 2, 2) - 0.05


# ---- By mouse.

# The pointer that was last pressed, and that the browser takes it away.
LISTEN = """() => document.addEventListener(
  "pointerdown", (e) => { globalThis.pressed = e.pointerId; }, true)"""
CANCEL = """(node) => node.dispatchEvent(new PointerEvent("pointercancel", {
  pointerId: pressed, bubbles: true }))"""
DRAGGED = "(node) => node.classList.contains('nn-drag')"


def pull(handle, way=36):
    """Press it and pull it aside, towards where there is more room."""
    number, page = handle.numbers[0], handle.page
    x, y = handle.spot()
    middle = (number.low + number.high) / 2
    way = -way if number.get() > middle else way
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + way / 2, y - way / 4)
    page.mouse.move(x + way, y - way / 3)


def test_a_mouse_drags_it(found):
    for handle in found:
        before = handle.all_numbers()
        pull(handle)
        handle.page.mouse.up()
        now = handle.all_numbers()
        moved = {name for name in before if before[name] != now[name]}
        places = {number.place[0] for number in handle.numbers}
        assert moved, handle.label
        assert moved <= places, handle.label
        # Once it is let go, nothing follows the mouse.
        handle.page.mouse.move(300, 300)
        assert handle.all_numbers() == now, handle.label


def test_a_drag_that_the_browser_takes_away_is_undone(found):
    found[0].page.evaluate(LISTEN)
    for handle in found:
        for number in handle.numbers:
            number.put(0.59)
        before = handle.all_numbers()
        pull(handle)
        assert handle.all_numbers() != before, handle.label
        handle.page.evaluate(CANCEL, handle.node)
        assert handle.all_numbers() == before, handle.label
        handle.page.mouse.move(300, 300)
        assert handle.all_numbers() == before, handle.label
        handle.page.mouse.up()


PRESS = "([node, key]) => handles.press(node, key)"
LOCK = """([node, names, on]) => {
  const model = handles.modelOf(node);
  for (const name of names) model.locked[on ? "add" : "delete"](name);
  model.trigger("change");
  return faces.frames(2);
}"""


def test_what_is_locked_stays(found):
    page = found[0].page
    for handle in found:
        names = [number.place[0] for number in handle.numbers]
        page.evaluate(LOCK, [handle.node, names, True])
        before = handle.all_numbers()
        assert handle.node.get_attribute("aria-disabled") == "true", (
            handle.label
        )
        pull(handle)
        assert not page.evaluate(DRAGGED, handle.node), handle.label
        page.mouse.up()
        for key in ("ArrowRight", "PageUp", "Home", "End"):
            page.evaluate(PRESS, [handle.node, key])
        assert handle.all_numbers() == before, handle.label
        page.evaluate(LOCK, [handle.node, names, False])
        assert handle.node.get_attribute("aria-disabled") != "true", (
            handle.label
        )
