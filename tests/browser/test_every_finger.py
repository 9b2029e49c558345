"""Fingers on the handles of every explorable, and on pages of the book.

Sideways a finger drags, upwards it scrolls, and once it has rested it drags
in any direction; one finger at a time.
"""

import pytest
from built import chapters
from fingers import PHONE, RECORD, Hand
from gallery import NAMES, alone
from handles import handles

DRAGS = "(node) => node.classList.contains('nn-drag')"
WAY = 48


@pytest.fixture(params=NAMES)
def found(request, kept_gallery):
    """The handles of one explorable, on a phone, with room to scroll."""
    page = kept_gallery(alone, **PHONE)
    page.evaluate("document.body.style.padding = '900px 0'")
    found = handles(page, NAMES.index(request.param))
    assert found, request.param
    return found


@pytest.fixture
def hand(found):
    hand = Hand(found[0].page)
    yield hand
    hand.cancel()


def of_each_kind(found):
    """The first and the last handle that look alike: they are alike."""
    kinds = {}
    for handle in found:
        look = handle.page.evaluate(
            "(n) => [n.localName, ...n.classList].join().replace(/,nn-hot/, '')",
            handle.node,
        )
        kinds.setdefault(look, []).append(handle)
    return [h for kind in kinds.values() for h in {kind[0], kind[-1]}]


def sideways(handle):
    """A way with room on the screen and in the number's range."""
    number = handle.numbers[0]
    middle = (number.low + number.high) / 2
    return -WAY if number.get() > middle else WAY


def scroll(handle):
    return handle.page.evaluate("scrollY")


def test_sideways_a_finger_drags_and_the_page_stays(found, hand):
    for handle in found:
        x, y = handle.spot()
        before, at, way = (
            handle.all_numbers(),
            scroll(handle),
            sideways(handle),
        )
        hand.touch(x, y)
        assert handle.all_numbers() == before, handle.label
        hand.move(way / 2, 0, steps=2)
        assert handle.all_numbers() != before, handle.label
        hand.move(
            -0.75 * way, -60, steps=2
        )  # once it drags, it may go anywhere
        assert handle.page.evaluate(DRAGS, handle.node), handle.label
        hand.lift()
        assert not handle.page.evaluate(DRAGS, handle.node), handle.label
        assert scroll(handle) == at, handle.label


def test_upwards_a_finger_scrolls_and_changes_nothing(found, hand):
    for handle in of_each_kind(found):
        x, y = handle.spot()
        before, at = handle.state(), scroll(handle)
        hand.touch(x, y)
        hand.move(4, -160, steps=3)
        hand.lift()
        handle.page.wait_for_function("(y) => scrollY > y + 60", arg=at)
        assert handle.state() == before, handle.label


def test_once_it_has_rested_a_finger_drags_upwards(found, hand):
    for handle in of_each_kind(found):
        x, y = handle.spot()
        before, at = handle.all_numbers(), scroll(handle)
        hand.touch(x, y)
        handle.page.wait_for_function(DRAGS, arg=handle.node)
        hand.move(sideways(handle) / 4, -WAY, steps=3)
        hand.lift()
        assert handle.all_numbers() != before, handle.label
        assert scroll(handle) == at, handle.label


# The middle of another handle of the same picture that can be met there.
OTHER = """(node) => {
  for (const each of node.closest(".nnx").querySelectorAll("[role=slider]")) {
    const { x, y, width, height } = each.getBoundingClientRect();
    const middle = [x + width / 2, y + height / 2];
    const met = document.elementFromPoint(...middle);
    if (each !== node && met && each.contains(met)) return middle;
  }
  return null;
}"""


def test_a_second_finger_moves_nothing(found, hand):
    for handle in of_each_kind(found):
        x, y = handle.spot()
        hand.touch(x, y)
        hand.move(sideways(handle) / 2, 0, steps=2)
        before = handle.all_numbers()
        other = handle.page.evaluate(OTHER, handle.node) or (x, y + 10)
        hand.touch(*other, finger=1)
        hand.move(60, 30, steps=2, finger=1)
        assert handle.all_numbers() == before, handle.label
        hand.lift(finger=1)
        assert handle.page.evaluate(DRAGS, handle.node), handle.label
        hand.move(4, 0, steps=1)
        hand.lift()


def test_a_drag_that_the_browser_takes_away_is_undone(found, hand):
    for handle in of_each_kind(found):
        x, y = handle.spot()
        before = handle.all_numbers()
        hand.touch(x, y)
        hand.move(sideways(handle), 0, steps=2)
        assert handle.all_numbers() != before, handle.label
        hand.cancel()
        assert handle.all_numbers() == before, handle.label


# ---- A reader's thumb, over pages of the book.

# The middles of all that is drawn and can be met, in the page's own measure:
# a place in five of each view's width, one below the other.
WAYS = """(step) => [...document.querySelectorAll(".nnw-view")].flatMap((view) => {
  const { x, y, width, height } = view.getBoundingClientRect(), ways = [];
  for (let down = step / 2; down < height; down += step) {
    for (const across of [0.1, 0.3, 0.5, 0.7, 0.9]) {
      ways.push([x + width * across, y + scrollY + down]);
    }
  }
  return ways;
})"""


@pytest.mark.slow
@pytest.mark.parametrize("number", ["01", "02", "03", "04", "05", "07"])
def test_a_swipe_down_the_page_changes_nothing(open_page, number):
    [name] = [name for name in chapters() if f"/{number}-" in name]
    page = open_page(name, **PHONE)
    page.evaluate(RECORD)
    hand = Hand(page)
    ways = page.evaluate(WAYS, 130)
    assert len(ways) > 50
    for x, y in ways:
        page.evaluate(
            "(y) => scrollTo({ top: y, behavior: 'instant' })", y - 700
        )
        top = page.evaluate("scrollY")
        hand.touch(x, y - top)
        hand.move(5, -240, steps=2)
        hand.lift()
        assert page.evaluate("told") == [], (x, y)
