"""Fingers on the handles of every explorable, and on pages of the book.

Sideways a finger drags, upwards it scrolls, and once it has rested it drags
in any direction; one finger at a time.
"""

import pytest
from fingers import PHONE, Hand
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
        before, at, way = handle.state(), scroll(handle), sideways(handle)
        hand.touch(x, y)
        assert handle.state() == before, handle.label
        hand.move(way / 2, 0, steps=2)
        first = handle.state()
        assert first != before, handle.label
        hand.move(
            -0.75 * way, -60, steps=2
        )  # once it drags, it may go anywhere
        assert handle.state() != first, handle.label
        assert handle.page.evaluate(DRAGS, handle.node), handle.label
        hand.lift()
        assert not handle.page.evaluate(DRAGS, handle.node), handle.label
        assert scroll(handle) == at, handle.label


def test_upwards_a_finger_scrolls_and_changes_nothing(found, hand):
    for handle in found:
        x, y = handle.spot()
        before, at = handle.state(), scroll(handle)
        hand.touch(x, y)
        hand.move(4, -160, steps=3)
        hand.lift()
        handle.page.wait_for_function("(y) => scrollY > y + 60", arg=at)
        assert handle.state() == before, handle.label


def test_once_it_has_rested_a_finger_drags_upwards(found, hand):
    for handle in found:
        x, y = handle.spot()
        before, at = handle.state(), scroll(handle)
        hand.touch(x, y)
        handle.page.wait_for_function(DRAGS, arg=handle.node)
        hand.move(sideways(handle) / 4, -WAY, steps=3)
        hand.lift()
        assert handle.state() != before, handle.label
        assert scroll(handle) == at, handle.label


def test_a_second_finger_moves_nothing(found, hand):
    for handle in found:
        x, y = handle.spot()
        hand.touch(x, y)
        hand.move(sideways(handle) / 2, 0, steps=2)
        before = handle.state()
        hand.touch(x, y + 10, finger=1)
        hand.move(60, 30, steps=2, finger=1)
        assert handle.state() == before, handle.label
        hand.lift(finger=1)
        assert handle.page.evaluate(DRAGS, handle.node), handle.label
        hand.move(4, 0, steps=1)
        hand.lift()


def test_a_drag_that_the_browser_takes_away_is_undone(found, hand):
    for handle in found:
        x, y = handle.spot()
        before = handle.state()
        hand.touch(x, y)
        hand.move(sideways(handle), 0, steps=2)
        assert handle.state() != before, handle.label
        hand.cancel()
        assert handle.state() == before, handle.label
