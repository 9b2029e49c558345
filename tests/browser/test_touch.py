"""A finger on a native slider: sideways it moves the value, up it scrolls."""

import ipywidgets as w
import pytest
from built import PERCEPTRON
from fingers import PHONE, RECORD, Hand
from scratch import open_scratch

CENTRE = (
    """(e) => e.scrollIntoView({ block: "center", behavior: "instant" })"""
)
# Where the thumb of a range is, or where it would be at a part of the way.
PLACE = """(range, part) => {
  const box = range.getBoundingClientRect(), { min, max, value } = range;
  const way = part ?? (value - min) / (max - min);
  return [box.x + 9 + (box.width - 18) * way, box.y + box.height / 2];
}"""


def place(control, part=None):
    """The middle of a slider's thumb, or a place on its track, in sight."""
    control.evaluate(CENTRE)
    return control.evaluate(PLACE, part)


def sliders(page):
    found = page.query_selector_all(".nnw-range:enabled")
    return [each for each in found if each.is_visible()]


@pytest.fixture
def phone(open_page):
    page = open_page(PERCEPTRON, **PHONE)
    page.evaluate(RECORD)
    return page


def test_a_swipe_over_any_slider_scrolls_and_tells_nobody(phone):
    hand = Hand(phone)
    assert sliders(phone)
    for control in sliders(phone):
        value = control.input_value()
        for part in (0.1, 0.9):
            hand.touch(*place(control, part))
            before = phone.evaluate("scrollY")
            hand.move(6, -240)
            hand.lift()
            assert control.input_value() == value
            phone.wait_for_function("(y) => scrollY > y + 60", arg=before)
    assert phone.evaluate("told") == []


def test_a_finger_moves_a_slider_and_the_page_stays(phone):
    hand = Hand(phone)
    for control in sliders(phone):
        x, y = place(control)
        before, value = phone.evaluate("scrollY"), control.input_value()
        middle = control.evaluate("(r) => (Number(r.min) + Number(r.max)) / 2")
        way = -90 if float(value) > middle else 90
        hand.touch(x, y)
        hand.move(way, 0)
        phone.evaluate("told.push('on the way')")
        hand.move(way / 3, 120)  # once it slides, it may leave the line
        hand.lift()
        assert (float(control.input_value()) - float(value)) * way > 0
        assert phone.evaluate("scrollY") == before
    told = phone.evaluate("told")
    assert "FloatSliderModel" in told[: told.index("on the way")]


@pytest.fixture
def one(open_page, tmp_path):
    """A page of its own with two sliders, and room to scroll."""

    def one(**options):
        sliders = [
            w.FloatSlider(0.53, min=0, max=1, step=0.1, **options),
            w.FloatSlider(0.5, min=0, max=1, step=0.1),
        ]
        page = open_scratch(open_page, tmp_path, sliders, **PHONE)
        page.evaluate("document.body.style.paddingBottom = '3000px'")
        page.evaluate(RECORD)
        return page, sliders_of(page), Hand(page)

    return one


def sliders_of(page):
    return page.query_selector_all(".nnw-range")


def held(control):
    """The value of the model that a slider shows."""
    return control.evaluate(
        "(r) => r.closest('.nnw-slider').model.get('value')"
    )


@pytest.mark.parametrize("late", [False, True])
def test_a_tap_sets_the_value_where_it_is(one, late):
    page, [control, _], hand = one(continuous_update=not late)
    hand.touch(*place(control, 0.9))
    assert page.evaluate("told") == []
    hand.lift()
    assert held(control) == 0.9
    assert control.input_value() == "0.9"


@pytest.mark.parametrize("late", [False, True])
def test_a_swipe_leaves_a_value_between_steps(one, late):
    page, [control, _], hand = one(continuous_update=not late)
    hand.touch(*place(control, 0.2))
    hand.move(0, -200)
    hand.lift()
    assert page.evaluate("scrollY") > 60
    assert page.evaluate("told") == []
    assert held(control) == 0.53
    # Keys are heard at once after it.
    control.press("End")
    assert held(control) == 1


def test_a_slider_that_waits_is_told_once_by_a_finger(one):
    page, [control, _], hand = one(continuous_update=False)
    hand.touch(*place(control))
    hand.move(80, 0)
    assert page.evaluate("told") == []
    hand.lift()
    assert page.evaluate("told") == ["FloatSliderModel"]
    assert held(control) > 0.6


def test_a_cancelled_slide_goes_back(one):
    _, [control, _], hand = one()
    hand.touch(*place(control))
    hand.move(80, 0)
    assert held(control) > 0.6
    hand.cancel()
    assert held(control) == 0.53


def test_a_second_finger_moves_nothing(one):
    _, [control, other], hand = one()
    hand.touch(*place(control))
    hand.move(60, 0)
    moved = held(control)
    assert moved > 0.53
    hand.touch(*other.evaluate(PLACE, 0.1), finger=1)
    hand.move(80, 0, finger=1)
    hand.lift(finger=1)
    assert held(other) == 0.5
    assert held(control) == moved
    hand.lift()
    assert held(control) == moved


def test_a_mouse_still_drags(open_page, tmp_path):
    page = open_scratch(open_page, tmp_path, [w.FloatSlider(0, min=0, max=1)])
    [control] = sliders_of(page)
    x, y = place(control)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 100, y + 200, steps=4)
    page.mouse.up()
    assert held(control) > 0.1
