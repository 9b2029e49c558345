"""The static host draws real ipywidgets state: every control, every link.

Each test makes widgets in Python and has the book's extension write a page of
them, as it does for a chapter. The page is opened from disk.
"""

from itertools import pairwise

import anywidget
import ipywidgets as w
import pytest
import traitlets
from scratch import open_scratch

from nnbook_sphinx.widgets import state as host


@pytest.fixture
def show(tmp_path, open_page):
    """Write a page of the given widgets and open it from disk.

    `damage` may change the state that the page holds, before it is written.
    """

    def show(*views, damage=lambda state: None):
        return open_scratch(
            open_page, tmp_path, views, damage=damage, width=800
        )

    return show


def number(page, view):
    """The number in the field of a view."""
    text = page.locator(f"#view{view} .nnw-number").input_value()
    return float(text.replace("−", "-"))


def type_number(page, view, text):
    field = page.locator(f"#view{view} .nnw-number")
    field.fill(text)
    field.press("Enter")


def joined(*controls, trait="value", link=w.jslink):
    for one, other in pairwise(controls):
        link((one, trait), (other, trait))
    return controls


# ---- Numbers.


def test_float_slider(show):
    slider, text = joined(
        w.FloatSlider(0.5, min=-1, max=1, step=0.1, description="$w_1$"),
        w.FloatText(0.5, description="mirror"),
    )
    page = show(slider, text)
    thumb = page.locator("#view0 [type=range]")
    thumb.press("ArrowRight")
    assert number(page, 0) == number(page, 1) == 0.6
    thumb.press("End")
    assert number(page, 0) == number(page, 1) == 1
    box = thumb.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert number(page, 1) == pytest.approx(0, abs=0.11)
    type_number(page, 1, "-0.3")
    assert thumb.input_value() == "-0.3"
    assert thumb.get_attribute("aria-valuetext") == "−0.30"


def test_arrow_keys_step_up_and_down_in_a_field(show):
    slider, text = joined(
        w.FloatSlider(0.5, min=-1, max=1, step=0.1),
        w.BoundedFloatText(0.5, min=-1, max=1, step=0.25),
    )
    page = show(slider, text)
    for view, by in ((0, 0.1), (1, 0.25)):
        field = page.locator(f"#view{view} .nnw-number")
        for key, value in (
            ("ArrowUp", 0.5 + by),
            ("ArrowDown", 0.5),
            ("ArrowDown", 0.5 - by),
            ("ArrowUp", 0.5),
        ):
            field.press(key)
            assert number(page, 0) == number(page, 1) == pytest.approx(value)


def test_no_field_shows_minus_zero(show):
    slider, text = joined(
        w.FloatSlider(-0.5, min=-1, max=1, step=0.001), w.FloatText(-0.5)
    )
    page = show(slider, text)
    for typed in ("-0.001", "-0"):
        type_number(page, 1, typed)
        assert number(page, 1) == float(typed)
        shown = page.locator("#view0 .nnw-number").input_value()
        assert shown == "0.00"
    assert page.locator("#view1 .nnw-number").input_value() == "0"


def test_a_listener_that_fails_does_not_silence_the_others(show, open_page):
    slider, text = joined(
        w.FloatSlider(0.5, min=-1, max=1, step=0.1), w.FloatText(0.5)
    )
    page = show(slider, text)
    page.evaluate(
        """() => {
          globalThis.heard = [];
          for (const model of nnbook.models.values()) {
            if (model.get("value") === undefined) continue;
            const listeners = model.listeners.get("change:value");
            const others = [...listeners];
            listeners.clear(); // the one that fails is the first to be told
            model.on("change:value", () => { throw new Error("planted"); });
            for (const other of others) model.on("change:value", other);
            model.on("change:value", () => heard.push(model.get("value")));
          }
        }"""
    )
    page.locator("#view0 [type=range]").press("ArrowRight")
    assert number(page, 0) == number(page, 1) == 0.6
    assert page.evaluate("heard") == [0.6, 0.6]
    problems = open_page.take_problems()
    assert len(problems) == 2
    assert all("planted" in problem for problem in problems)


def test_int_slider_holds_whole_numbers(show):
    slider, text = joined(w.IntSlider(3, 0, 10), w.IntText(3))
    page = show(slider, text)
    page.locator("#view0 [type=range]").press("ArrowLeft")
    assert number(page, 1) == 2
    type_number(page, 0, "6.6")
    assert number(page, 0) == number(page, 1) == 7
    type_number(page, 1, "2.4")
    assert number(page, 0) == number(page, 1) == 2


def test_log_slider_moves_by_factors(show):
    slider, text = joined(
        w.FloatLogSlider(1, base=10, min=-2, max=2, step=1), w.FloatText(1)
    )
    page = show(slider, text)
    thumb = page.locator("#view0 [type=range]")
    for key, value in [("ArrowRight", 10), ("End", 100), ("Home", 0.01)]:
        thumb.press(key)
        assert number(page, 1) == pytest.approx(value)
    type_number(page, 0, "5")
    assert number(page, 1) == 5
    type_number(page, 0, "1000")
    assert "not in" in page.locator("#view0").inner_text()
    assert number(page, 1) == 5


@pytest.mark.parametrize("make", [w.BoundedFloatText, w.BoundedIntText])
def test_bounded_text_refuses_what_is_out_of_bounds(show, make):
    page = show(*joined(make(2, min=0, max=5), w.FloatText(2)))
    field = page.locator("#view0 .nnw-number")
    field.press("ArrowUp")
    assert number(page, 1) > 2
    type_number(page, 0, "4")
    assert number(page, 1) == 4
    type_number(page, 0, "9")
    assert "not in 0 to 5" in page.locator("#view0").inner_text()
    assert field.get_attribute("aria-invalid") == "true"
    assert number(page, 1) == 4
    field.press("Escape")
    assert number(page, 0) == 4
    assert field.get_attribute("aria-invalid") is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("0x2", "not a number"),
        ("1_000", "not a number"),
        ("1,000", "1000, or 1.000?"),
        ("−12,500", "12500, or 12.500?"),
        ("2 5", "not a number"),
    ],
)
def test_a_field_guesses_at_no_number(show, typed, words):
    page = show(
        *joined(w.FloatSlider(0.5, min=-1e6, max=1e6), w.FloatText(0.5))
    )
    for view in range(2):
        type_number(page, view, typed)
        assert words in page.locator(f"#view{view}").inner_text()
    assert page.evaluate(
        "[...nnbook.models.values()].every((m) => (m.get('value') ?? 0.5) === 0.5)"
    )


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0,125", 0.125),
        ("1,25", 1.25),
        ("−2,5", -2.5),
        ("1e3", 1000),
        (".5", 0.5),
    ],
)
def test_a_field_takes_numbers_as_people_write_them(show, typed, value):
    page = show(w.FloatText(7.0), w.FloatText(0))
    type_number(page, 0, typed)
    assert number(page, 0) == value


def test_a_readout_can_be_in_percent(show):
    slider = w.FloatSlider(0.25, min=0, max=1, readout_format=".1%")
    page = show(*joined(slider, w.FloatText(0.25)))
    field = page.locator("#view0 .nnw-number")
    assert field.input_value() == "25.0%"
    field.fill("12,5%")
    field.press("Enter")
    assert number(page, 1) == 0.125
    assert field.input_value() == "12.5%"


def test_a_slider_can_wait_for_the_end_of_a_drag(show):
    slider = w.FloatSlider(0, min=0, max=10, continuous_update=False)
    page = show(*joined(slider, w.FloatText(0)))
    box = page.locator("#view0 [type=range]").bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 10, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    assert number(page, 1) == 0
    page.mouse.up()
    assert number(page, 1) == pytest.approx(5, abs=0.5)


def test_a_slider_without_readout_has_no_field(show):
    page = show(w.FloatSlider(readout=False))
    assert page.locator(".nnw-number").count() == 0


# ---- Choices.


def test_dropdown_and_toggle_buttons(show):
    names = ["step", "sigmoid", "relu"]
    page = show(
        *joined(
            w.Dropdown(options=names, description="left"),
            w.ToggleButtons(options=names, description="right"),
            trait="index",
        )
    )
    select = page.locator("#view0 select")
    radios = page.locator("#view1 input")
    select.select_option("sigmoid")
    assert radios.nth(1).is_checked()
    radios.nth(1).press("ArrowRight")
    assert select.input_value() == "relu"
    radios.nth(0).click()
    assert select.input_value() == "step"
    select.press("ArrowDown")
    assert radios.nth(1).is_checked()


def test_checkbox(show):
    page = show(*joined(w.Checkbox(True, description="one"), w.Checkbox(True)))
    one, other = page.locator("[type=checkbox]").all()
    one.press("Space")
    assert not other.is_checked()
    other.click()
    assert one.is_checked()
    page.get_by_text("one").click()
    assert not other.is_checked()


def test_a_button_says_what_it_needs(show):
    page = show(w.Button(description="Train"))
    page.get_by_role("button", name="Train").press("Enter")
    page.get_by_text("open the page in Jupyter").wait_for()


def test_play_runs_pauses_and_goes_back(show):
    play, slider = joined(
        w.Play(value=0, min=0, max=5, interval=20), w.IntSlider(0, 0, 100)
    )
    page = show(play, slider)
    at = "(v) => document.querySelector('#view1 .nnw-number').value === v"
    button = page.get_by_role("button", name="Play")
    button.click()
    page.wait_for_function(at, arg="5")
    button.wait_for()  # it stopped by itself
    page.get_by_role("button", name="Start again").press("Enter")
    assert number(page, 1) == 0
    button.press("Enter")
    page.get_by_role("button", name="Pause").click()
    assert number(page, 1) <= 5
    page.get_by_role("button", name="Repeat").click()
    repeat = page.get_by_role("button", name="Repeat")
    assert repeat.get_attribute("aria-pressed") == "true"


def test_two_views_of_a_player_keep_its_pace(show):
    play = w.Play(value=0, min=0, max=1000, interval=50)
    page = show(play, play)
    page.evaluate(
        """() => {
          const { setInterval: start, clearInterval: end } = globalThis;
          const live = new Set();
          globalThis.setInterval = (...all) => {
            const id = start(...all);
            live.add(id);
            globalThis.most = Math.max(globalThis.most ?? 0, live.size);
            return id;
          };
          globalThis.clearInterval = (id) => { live.delete(id); end(id); };
          globalThis.running = () => live.size;
        }"""
    )
    page.get_by_role("button", name="Play").first.click()
    assert page.evaluate("[running(), most]") == [1, 1]
    page.evaluate("document.querySelector('#view0 .nnw-view').stop()")
    assert page.evaluate("running()") == 1  # the other view still plays
    page.get_by_role("button", name="Pause").click()
    assert page.evaluate("running()") == 0


# ---- Texts.


def test_tex_becomes_mathml_in_every_text(show):
    tex = r"the rate $\eta_1$"
    page = show(
        w.Label(tex),
        w.HTMLMath(tex),
        w.FloatSlider(description=tex),
        w.Checkbox(description=tex),
        w.Button(description=tex),
        w.ToggleButtons(options=[tex, "b"]),
        w.Dropdown(description=tex),
        w.FloatText(description=tex),
        w.Accordion([w.Label("x")], titles=[tex]),
        w.Tab([w.Label("x")], titles=[tex]),
    )
    for i in range(10):
        view = page.locator(f"#view{i}")
        assert view.locator("math msub").count() == 1, i
        assert "η" in view.locator("math").text_content()
        assert "$" not in view.text_content(), i


def test_plain_text_is_never_read_as_html(show):
    text = "<b>bold</b> & <i>x</i>"
    page = show(w.Label(text), w.FloatSlider(description=text))
    for i in range(2):
        assert text in page.locator(f"#view{i}").inner_text()
    assert page.locator("main b").count() == 0


def test_html_is_drawn_and_disarmed(show):
    page = show(
        w.HTML(
            "<p>A <b>bold</b> <a href='https://example.org'>link</a></p>"
            "<script>window.hacked = 1</script>"
            "<img src=x onerror='window.hacked = 2'>"
            "<a id=bad href='javascript:window.hacked = 3'>bad</a>"
            "<a href=' java\nscript:window.hacked = 3'>worse</a>"
            "<svg onload='window.hacked = 4'><script>window.hacked=5</script></svg>"
            "<iframe src='javascript:parent.hacked = 6'></iframe>"
            "<p onclick='window.hacked = 7' style='position:fixed'>click</p>"
            "<form action='https://example.org'><input name=x></form>"
        )
    )
    view = page.locator("#view0 .nnw-view")
    assert view.locator("b").inner_text() == "bold"
    assert view.locator("a[href='https://example.org']").count() == 1
    for text in ("bad", "worse", "click"):
        view.get_by_text(text, exact=True).click()
    page.evaluate("new Promise((done) => setTimeout(done))")
    assert page.evaluate("window.hacked") is None
    assert view.locator("script, img, svg, iframe, form, input").count() == 0
    assert view.locator("[onclick], [onload], [onerror], [style]").count() == 0


def test_a_label_follows_a_slider(show):
    slider, label = w.IntSlider(1), w.Label("1")
    w.jsdlink((slider, "value"), (label, "value"))
    page = show(slider, label)
    page.locator("#view0 [type=range]").press("ArrowRight")
    assert page.locator("#view1").inner_text().strip() == "2"


# ---- Boxes.


def test_boxes_put_things_beside_and_below_each_other(show):
    page = show(
        w.HBox([w.Label("a"), w.Label("b")]),
        w.VBox([w.Label("c"), w.Label("d")]),
    )
    a, b, c, d = (
        page.get_by_text(t, exact=True).bounding_box() for t in "abcd"
    )
    assert a["x"] + a["width"] <= b["x"]
    assert c["y"] + c["height"] <= d["y"]


def test_tabs_show_one_pane_by_mouse_and_by_arrows(show):
    page = show(w.Tab([w.Label("one"), w.Label("two")], titles=["A", "B"]))
    first, second = page.get_by_role("tab").all()
    panes = page.get_by_role("tabpanel", include_hidden=True)

    def visible():
        return [pane.is_visible() for pane in panes.all()]

    assert visible() == [True, False]
    second.click()
    assert visible() == [False, True]
    second.press("ArrowRight")
    assert visible() == [True, False]
    assert first.evaluate("(tab) => tab === document.activeElement")
    assert first.get_attribute("aria-selected") == "true"


def test_an_accordion_opens_one_part_at_a_time(show):
    page = show(
        w.Accordion([w.Label("one"), w.Label("two")], titles=["A", "B"])
    )
    parts = page.locator("details")
    page.get_by_text("A", exact=True).click()
    page.wait_for_selector("details[open]")
    parts.nth(1).locator("summary").press("Enter")
    page.wait_for_function(
        "() => !document.querySelector('details').open"
        " && document.querySelectorAll('details')[1].open"
    )
    assert page.get_by_text("two").is_visible()


def test_quick_presses_on_an_accordion_are_all_heard(show):
    page = show(
        w.Accordion([w.Label("one"), w.Label("two")], titles=["A", "B"])
    )
    # Before the browser tells of the first opening, the second comes.
    opened = page.evaluate(
        """async () => {
          const parts = [...document.querySelectorAll(".nnw-accordion details")];
          parts[0].firstChild.click();
          parts[1].firstChild.click();
          await new Promise((done) => setTimeout(done, 100));
          return parts.map((part) => part.open);
        }"""
    )
    assert opened == [False, True]


# ---- Links.


def test_a_link_goes_both_ways_and_a_directional_link_one(show):
    a, b, c = w.FloatText(1), w.FloatText(2), w.FloatText(3)
    w.jslink((a, "value"), (b, "value"))
    w.jsdlink((a, "value"), (c, "value"))
    page = show(a, b, c)

    def values():
        return [number(page, i) for i in range(3)]

    assert values() == [1, 1, 1]
    type_number(page, 1, "5")
    assert values() == [5, 5, 5]
    type_number(page, 2, "7")
    assert values() == [5, 5, 7]
    type_number(page, 0, "9")
    assert values() == [9, 9, 9]


def test_a_chain_and_a_circle_of_links_come_to_rest(show):
    a, b, c = joined(*(w.FloatText(i) for i in range(3)))
    w.jslink((c, "value"), (a, "value"))
    page = show(a, b, c)
    type_number(page, 1, "4")
    assert [number(page, i) for i in range(3)] == [4, 4, 4]


def test_a_link_cannot_push_a_control_out_of_its_range(show):
    wide, narrow = w.FloatText(0), w.FloatSlider(0, min=-1, max=1)
    w.jslink((wide, "value"), (narrow, "value"))
    page = show(wide, narrow)
    type_number(page, 0, "8")
    assert number(page, 1) == 1
    assert number(page, 0) == 1
    type_number(page, 0, "-0.5")
    assert number(page, 1) == -0.5


def test_two_views_of_one_model_agree(show):
    slider = w.FloatSlider(0, min=-1, max=1)
    page = show(slider, slider)
    page.locator("#view0 [type=range]").press("End")
    assert number(page, 1) == 1


def test_disabled_controls_are_disabled(show):
    off = {"disabled": True}
    makes = [w.FloatSlider, w.IntText, w.Checkbox, w.Button, w.Play]
    page = show(
        *(make(**off) for make in makes),
        w.Dropdown(options=["a"], **off),
        w.ToggleButtons(options=["a"], **off),
    )
    assert page.locator("input, select, button").count() > 8
    for control in page.locator("input, select, button").all():
        assert control.is_disabled()


# ---- AnyWidgets, by the AFM contract.

TRACE = """
const log = (word) => (globalThis.log ??= []).push(word);
export default {
  initialize({ model }) { log("initialize"); },
  render({ model, el }) {
    log("render");
    const show = () => { el.textContent = `value ${model.get("value")}`; };
    model.on("change:value", show);
    show();
    return () => { model.off("change:value", show); log("cleanup"); };
  },
};
"""


class Trace(anywidget.AnyWidget):
    """Says what is done to it."""

    _esm = TRACE
    value = traitlets.Float(0.0).tag(sync=True)


def test_a_widget_is_initialized_once_rendered_for_each_view_and_cleaned_up(
    show,
):
    trace, slider = Trace(), w.FloatSlider(0, min=-1, max=1)
    w.jslink((slider, "value"), (trace, "value"))
    page = show(trace, slider, w.VBox([trace]))
    assert page.evaluate("log") == ["initialize", "render", "render"]
    page.locator("#view1 [type=range]").press("End")
    for view in (0, 2):
        assert page.locator(f"#view{view}").inner_text() == "value 1"
    stop = "(v) => document.querySelector(`#view${v} .nnw-view`).stop()"
    page.evaluate(stop, 0)
    assert page.evaluate("log.at(-1)") == "cleanup"
    page.locator("#view1 [type=range]").press("Home")
    assert page.locator("#view2").inner_text() == "value -1"
    assert page.locator("#view0 .nnw-view").count() == 0


def test_a_model_has_a_channel_that_is_silent_without_a_kernel(show):
    class Sends(anywidget.AnyWidget):
        _esm = """export default { render({ model, el }) {
          const tell = () => {
            model.set("value", model.get("value") + 1);
            model.save_changes();
            model.send({ asked: true }, null, []);
          };
          tell();
          el.append(document.createElement("button"));
          el.firstChild.addEventListener("click", tell);
        } };"""
        value = traitlets.Float(0.0).tag(sync=True)

    page = show(w.FloatSlider(0, min=0, max=1), Sends())
    page.evaluate(
        """() => {
          globalThis.heard = [];
          for (const model of nnbook.models.values()) model.channel = {
            save_changes: (m) => heard.push([m.name, m.get("value")]),
            send: (m, content) => heard.push([m.name, content]),
          };
        }"""
    )
    page.locator("#view0 [type=range]").press("End")
    page.locator("#view1 button").click()
    assert page.evaluate("heard") == [
        ["FloatSliderModel", 1],
        ["AnyModel", 2],
        ["AnyModel", {"asked": True}],
    ]


def test_widgets_of_one_class_share_one_script(show, tmp_path):
    show(Trace(), Trace(value=2.0))
    modules = [p.name for p in tmp_path.glob("_static/nnbook/*.js")]
    assert len(modules) == 2  # the host and one module
    assert "initialize" not in (tmp_path / "page.html").read_text("utf-8")


def test_a_page_built_twice_is_the_same_page(show, tmp_path):
    texts = []
    for _ in range(2):
        show(*joined(w.FloatSlider(0.5), w.FloatText(0.5)), Trace())
        texts.append((tmp_path / "page.html").read_text("utf-8"))
    assert texts[0] == texts[1]


# ---- What the host cannot do, and what is broken.


def test_an_unknown_widget_says_what_it_needs_and_warns_the_author(
    show, caplog
):
    page = show(w.Text("hello"), *joined(w.IntSlider(1), w.IntText(1)))
    assert "needs a live kernel" in page.locator("#view0").inner_text()
    warnings = [r.getMessage() for r in caplog.records]
    assert any("cannot show a TextModel" in text for text in warnings)
    page.locator("#view1 [type=range]").press("ArrowRight")
    assert number(page, 2) == 2


def first(state, name):
    return next(key for key in state if state[key]["model_name"] == name)


def lose_model(state):
    del state[first(state, "LabelModel")]


def lose_end_of_link(state):
    link = state[first(state, "DirectionalLinkModel")]
    link["state"]["target"] = ["IPY_MODEL_gone", "value"]


def lose_whole_link(state):
    state[first(state, "DirectionalLinkModel")]["state"] = {}


def lose_module(state):
    state[first(state, "AnyModel")]["state"]["_esm"] = "gone"


def lose_options(state):
    del state[first(state, "DropdownModel")]["state"]["_options_labels"]


def lose_children(state):
    state[first(state, "TabModel")]["state"]["children"] = ["IPY_MODEL_gone"]


@pytest.mark.parametrize(
    "damage",
    [lose_model, lose_end_of_link, lose_whole_link, lose_module, lose_options,
     lose_children],
)  # fmt: skip
def test_damaged_state_leaves_the_rest_alive(show, open_page, damage):
    one, other = joined(w.IntSlider(1), w.IntText(1))
    source, target = joined(w.IntText(3), w.IntText(3), link=w.jsdlink)
    page = show(
        one, other, source, target, w.Label("a"), Trace(),
        w.Dropdown(options=["a", "b"]), w.Tab([w.Label("b")]),
        damage=damage,
    )  # fmt: skip
    page.locator("#view0 [type=range]").press("ArrowRight")
    assert number(page, 1) == 2
    assert all("page error" not in p for p in open_page.take_problems())


@pytest.mark.parametrize(
    "source",
    [
        "throw new Error('planted');",
        "export default { render() { throw new Error('planted'); } };",
        "export default { initialize() { throw new Error('planted'); } };",
        "export default { async render() { throw new Error('planted'); } };",
        "this is no JavaScript",
        "export const render = 1;",
        "export default {};",
        "export default 5;",
    ],
)
def test_a_widget_that_throws_leaves_the_rest_alive(show, open_page, source):
    class Broken(anywidget.AnyWidget):
        _esm = source

    page = show(Broken(), *joined(w.IntSlider(1), w.IntText(1)), Trace())
    assert "could not be drawn" in page.locator("#view0").inner_text()
    page.locator("#view1 [type=range]").press("ArrowRight")
    assert number(page, 2) == 2
    assert page.locator("#view3").inner_text() == "value 0"
    problems = open_page.take_problems()
    assert problems
    assert all(p.startswith("error: ") for p in problems)


HOSTILE = "globalThis.hacked = 1; export default { render() {} };"


def put(name, **traits):
    """Damage: traits of the first model of that name."""

    def damage(state):
        state[first(state, name)]["state"].update(traits)

    damage.__name__ = f"{name}-{'-'.join(traits)}"
    return damage


def itself(state):
    box = first(state, "VBoxModel")
    state[box]["state"]["children"] = [f"IPY_MODEL_{box}"]


DAMAGE = [
    (put("FloatSliderModel", value="rubbish"), "its value is not a number"),
    (put("FloatSliderModel", min=5, max=1), "above its upper one"),
    (put("FloatSliderModel", max=[]), "its upper limit is not a number"),
    (put("FloatSliderModel", step=0), "its step is not"),
    (put("FloatSliderModel", description={}), "its label is not a text"),
    (put("FloatLogSliderModel", base=-2), "its base is not"),
    (put("DropdownModel", _options_labels="ab"), "choices is missing"),
    (put("DropdownModel", index=9), "not in its list"),
    (put("CheckboxModel", value="yes"), "neither true nor false"),
    (put("VBoxModel", children=7), "parts cannot be read"),
    (put("AnyModel", _esm=3), "its code is not named"),
    (put("AnyModel", _esm=HOSTILE), "could not be drawn"),
    (put("AnyModel", _esm="data:text/javascript,hacked=1"), "could not be"),
    (itself, "it contains itself"),
]


@pytest.mark.parametrize(("damage", "words"), DAMAGE)
def test_a_damaged_widget_says_so(show, open_page, damage, words):
    page = show(
        *joined(w.IntSlider(1), w.IntText(1)),
        w.FloatSlider(), w.FloatLogSlider(), w.Dropdown(options=["a", "b"]),
        w.Checkbox(), w.VBox([w.Label("in")]), Trace(),
        damage=damage,
    )  # fmt: skip
    assert words in page.locator(".nnw-notice").inner_text()
    page.locator("#view0 [type=range]").press("ArrowRight")
    assert number(page, 1) == 2
    assert page.evaluate("globalThis.hacked") is None
    assert all("page error" not in p for p in open_page.take_problems())


@pytest.mark.parametrize(
    "entry", [None, 5, [], {}, {"model_name": "__proto__"}]
)
def test_a_model_that_is_none_leaves_the_rest_alive(show, entry):
    def damage(state):
        state[first(state, "LabelModel")] = entry

    page = show(w.Label("x"), *joined(w.IntSlider(1), w.IntText(1)),
                damage=damage)  # fmt: skip
    assert page.locator("#view0 .nnw-notice").inner_text()
    page.locator("#view1 [type=range]").press("ArrowRight")
    assert number(page, 2) == 2


def test_links_that_never_agree_are_stopped(show, open_page):
    page = show(
        *joined(
            w.FloatSlider(0, min=0, max=1),
            w.FloatSlider(2, min=2, max=3),
            w.FloatText(0.5),
        ),
        w.IntSlider(4),
    )
    page.locator("#view0 [type=range]").press("End")
    page.locator("#view3 [type=range]").press("ArrowRight")
    assert number(page, 3) == 5
    assert all("never come to rest" in p for p in open_page.take_problems())


def test_a_callback_that_throws_is_told_once_and_spares_the_others(
    show, open_page
):
    class Late(anywidget.AnyWidget):
        _esm = """export default { render({ model, el }) {
          el.textContent = "drawn";
          model.on("change:value", () => { throw new Error("planted"); });
        } };"""
        value = traitlets.Float(0.0).tag(sync=True)

    late, one, other = joined(Late(), w.FloatText(0), w.FloatText(0))
    page = show(late, one, other)
    for text in ("1", "2"):
        type_number(page, 1, text)
    assert number(page, 2) == 2
    assert page.get_by_text("may be out of date").count() == 1
    assert all(p.startswith("error: ") for p in open_page.take_problems())


def test_state_of_ipywidgets_7_is_read(show):
    def older(state):
        for entry in state.values():
            traits = entry["state"]
            if entry["model_name"] == "TabModel":
                traits["_titles"] = {"0": "A", "1": "B"}
                del traits["titles"]
            if entry["model_name"] == "DropdownModel":
                del traits["index"]
                traits["value"] = "b"
            if entry["model_name"] == "FloatSliderModel":
                for name in ("value", "min", "max"):  # left out: defaults
                    del traits[name]

    page = show(
        w.Tab([w.Label("x"), w.Label("y")], titles=["", ""]),
        w.Dropdown(options=["a", "b"]),
        w.FloatSlider(),
        damage=older,
    )
    assert [t.inner_text() for t in page.get_by_role("tab").all()] == [
        "A",
        "B",
    ]
    assert page.locator("select").input_value() == "b"
    assert page.locator("[type=range]").get_attribute("max") == "100"


def test_a_widget_that_drops_its_listeners_keeps_the_links(show):
    class Dropping(anywidget.AnyWidget):
        _esm = """export default { render({ model, el }) {
          el.textContent = "drawn";
          return () => model.off();
        } };"""
        value = traitlets.Float(0.0).tag(sync=True)

    a, b, c = w.FloatText(0), Dropping(), w.FloatText(0)
    w.jslink((a, "value"), (b, "value"))
    w.jslink((b, "value"), (c, "value"))
    page = show(a, c, b)
    page.evaluate("document.querySelector('#view2 .nnw-view').stop()")
    type_number(page, 0, "4")
    assert number(page, 1) == 4


def test_the_table_that_is_read_is_the_table_that_runs(browser):
    text = host.host_script()
    end = "})();\n"
    assert text.endswith(end)
    page = browser.new_page()
    page.add_script_tag(
        content=text.removesuffix(end)
        + "globalThis.views = host_page.VIEWS;"
        + end
    )
    views = page.evaluate("Object.keys(views)")
    page.close()
    assert set(views) == host.known_models()
    for name in views:
        model = name.removesuffix("Model")
        assert model == "Any" or issubclass(getattr(w, model), w.Widget)
