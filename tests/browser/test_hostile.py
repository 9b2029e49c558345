"""Widget state that is damaged, old or hostile: the page stays whole.

The damaged widget says so in words, the others work, and nothing is run that
the book did not ship. What is simpler than this is in test_host.py.
"""

import re

import anywidget
import ipywidgets as w
import pytest
import traitlets
from gallery import explorables
from scratch import open_scratch

from nnbook.explorables import NeuronExplorer, panel


@pytest.fixture
def show(open_page, tmp_path):
    """A page of the widgets, after two sliders that are joined."""

    def show(*views, wait=True, **damage):
        one, other = w.IntSlider(1), w.IntText(1)
        w.jslink((one, "value"), (other, "value"))
        views = [one, other, *views]
        return open_scratch(
            open_page, tmp_path, views, width=800, wait=wait, **damage
        )

    return show


@pytest.fixture
def whole(open_page):
    """Assert that the page is: its sliders work, and no error went free."""

    def whole(page, *expected):
        thumb = page.locator("#view0 [type=range]")
        for _ in range(2):
            thumb.press("ArrowRight")
        field = page.locator("#view1 .nnw-number")
        assert field.input_value() == thumb.input_value() == "3"
        assert page.evaluate("globalThis.hacked") is None
        assert page.evaluate("Object.keys(Object.prototype)") == []
        problems = open_page.take_problems()
        assert all(p.startswith(("error: ", "warning: ")) for p in problems)
        text = "\n".join(problems)
        assert all(words in text for words in expected), text
        if not expected:
            assert not problems, text

    return whole


def notices(page, view=2):
    return page.locator(f"#view{view} .nnw-notice").all_inner_texts()


def model(state, name):
    """The traits of the first model of that name."""
    found = (e for e in state.values() if e["model_name"] == name)
    return next(found)["state"]


class Sketch(anywidget.AnyWidget):
    """Draws its value, as a class of the test says."""

    value = traitlets.Any(0.0).tag(sync=True)


def sketch(esm, **traits):
    return type("Sketched", (Sketch,), {"_esm": esm})(**traits)


# ---- JSON that is cut off, or of another shape.


def cut(kind, share):
    """An edit of the page: the script of that kind loses its end."""

    def edit(page):
        start = page.index(">", page.rindex(f'type="{kind}"')) + 1
        end = page.index("</script>", start)
        keep = start + int(share * (end - start))
        return page[:keep] + page[end:]

    return edit


STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"


def replaced(kind, text):
    """An edit of the page: the last script of that kind holds `text`."""

    def edit(page):
        start = page.index(">", page.rindex(f'type="{kind}"')) + 1
        return page[:start] + text + page[page.index("</script>", start) :]

    return edit


SHAPES = [
    "null", "5", "[]", '"x"', '{"state": null}', '{"state": "abc"}',
    '{"state": [1, 2]}', '{"state": {"a": {"model_name": 5, "state": 5}}}',
    '{"state": {}, "nnbook": {"math": "abc"}}', '{"state": NaN}',
]  # fmt: skip
DAMAGED_STATE = [
    *(cut(STATE, share) for share in (0.5, 0, 0.99)),
    *(replaced(STATE, text) for text in SHAPES),
]


@pytest.mark.parametrize(
    "edit",
    [DAMAGED_STATE[0]]
    + [pytest.param(e, marks=pytest.mark.slow) for e in DAMAGED_STATE[1:]],
)
def test_damaged_state_is_told_in_every_place(show, open_page, edit):
    page = show(w.Label("x"), edit=edit)
    for view in range(3):
        assert re.search(
            "cannot be read|no saved state", notices(page, view)[0]
        )
    assert page.get_attribute("html", "data-nnbook") == "ready"
    assert all(p.startswith("error: ") for p in open_page.take_problems())


def test_damaged_views_are_told_in_their_places(show, whole):
    texts = ["", "{", '{"model_id": "w', "null", "5", '"x"', "[]",
             '{"model_id": {}}', '{"model_id": 5}']  # fmt: skip

    def edit(page):
        start, ends = page.index('id="view2"'), []
        for text in texts:
            start = page.index(">", page.index(VIEW, start)) + 1
            end = page.index("</script>", start)
            page = page[:start] + text + page[end:]
            ends.append(start)
        return page

    page = show(*(w.Label("x") for _ in texts), edit=edit)
    for view, _ in enumerate(texts, 2):
        assert "This widget is missing" in notices(page, view)[0]
    whole(page, "JSON")


# ---- Models that refer to each other in unusual ways.


@pytest.mark.slow
def test_boxes_that_contain_each_other_are_told(show, whole):
    def damage(state):
        model(state, "VBoxModel")["children"] = [key(state, "HBoxModel")]
        model(state, "HBoxModel")["children"] = [key(state, "VBoxModel")]

    page = show(w.VBox([w.HBox()]), damage=damage)
    assert "it contains itself" in notices(page)[0]
    whole(page)


def key(state, name):
    found = (k for k, e in state.items() if e["model_name"] == name)
    return f"IPY_MODEL_{next(found)}"


def test_boxes_too_deep_in_each_other_are_told(show, whole):
    box = w.Label("bottom")
    for _ in range(40):
        box = w.VBox([box])
    page = show(box)
    assert "it lies too deep in others" in notices(page)[0]
    whole(page)


def test_millions_of_views_of_a_few_boxes_are_not_drawn(show, whole):
    box = w.Label("bottom")
    for _ in range(28):
        box = w.VBox([box, box])
    page = show(box, w.Label("after"))
    assert any("too many on this page" in text for text in notices(page))
    assert page.locator("#view2 *").count() < 20_000
    assert "too many" in notices(page, 3)[0]
    whole(page)


@pytest.mark.slow
def test_two_models_of_one_id_are_the_last_one(show, whole):
    def edit(page):
        twin = '{"model_name": "LabelModel", "state": {"value": "twin"}}'
        name = page[page.rindex('"model_id": "') + 13 :].split('"')[0]
        at = page.index(">", page.rindex(f'type="{STATE}"')) + 1
        head, tail = page[:at], page[at:]
        start = tail.index('"state": {') + 10
        end = tail.index("</script>")
        last = tail[:end].rindex(', "nnbook"') - 1
        return (
            head + tail[:start] + tail[start:last]
            + f', "{name}": {twin}' + tail[last:]
        )  # fmt: skip

    page = show(w.Label("first"), edit=edit)
    assert page.locator("#view2").inner_text() == "twin"
    whole(page)


def test_a_link_to_a_missing_model_is_left_out(show, whole):
    def damage(state):
        model(state, "DirectionalLinkModel")["source"] = ["IPY_MODEL_x", "v"]

    a, b = w.IntText(1), w.IntText(2)
    w.jsdlink((a, "value"), (b, "value"))
    page = show(a, b, damage=damage)
    field = page.locator("#view2 .nnw-number")
    field.fill("9")
    field.press("Enter")
    assert page.locator("#view3 .nnw-number").input_value() != "9"
    whole(page, "a link names a widget that is not on this page")


# ---- What a link carries.


def test_a_wrong_value_does_not_get_into_an_explorable(show, whole):
    values = ["rubbish", None, [], {}, True, 1e300, -101]
    pairs = [
        (NeuronExplorer([0.5, 1], inputs=[1, 1]), w.Label("1")) for _ in values
    ]
    for neuron, label in pairs:
        w.jslink((neuron, "w1"), (label, "value"))
    page = show(*(each for pair in pairs for each in pair))
    page.evaluate(
        """(values) => {
          for (const model of nnbook.models.values()) {
            if (model.name === "LabelModel") model.set("value", values.shift());
          }
          return new Promise(requestAnimationFrame);
        }""",
        values,
    )
    page.evaluate("() => new Promise(requestAnimationFrame)")
    for view, value in enumerate(values):
        face = page.locator(f"#view{2 * view + 2} .nnx-equation")
        assert face.inner_text().split("=")[1].strip().startswith("0.50"), (
            value
        )
        label = page.locator(f"#view{2 * view + 3}").inner_text()
        assert label == "0.5", value  # what sent it is told
    whole(page)


WRONG = [
    ("w1", "abc"), ("w1", None), ("w1", 101), ("x1", []), ("bias", {}),
    ("use_bias", "yes"), ("activation_index", 9), ("activation_index", 0.5),
    ("points", 5), ("points", [[1]]), ("points", [[0, 0, 2]]), ("points", None),
    ("n_inputs", -1), ("n_inputs", "x"), ("activations", None),
    ("activations", ["gone"]), ("datasets", 5), ("extent", None),
]  # fmt: skip


def test_explorables_with_wrong_traits_are_told(show, whole):
    def damage(state):
        found = [e for e in state.values() if e["model_name"] == "AnyModel"]
        for entry, (trait, value) in zip(found, WRONG, strict=True):
            entry["state"][trait] = value

    page = show(*(NeuronExplorer(data="XOR") for _ in WRONG), damage=damage)
    for view, wrong in enumerate(WRONG, 2):
        [text] = notices(page, view)
        assert "could not be drawn" in text, wrong
    whole(page, "error")


def test_a_slider_heals_the_trait_that_it_is_joined_to(show, whole):
    def damage(state):
        model(state, "AnyModel")["w1"] = "abc"

    page = show(panel(NeuronExplorer([0.5, 1]), ["w1"]), damage=damage)
    assert "0.50" in page.locator("#view2 .nnx-equation").inner_text()
    whole(page)


@pytest.mark.slow
def test_explorables_without_their_traits_are_told(show, whole):
    def damage(state):
        for entry in state.values():
            if entry["model_name"] == "AnyModel":
                kept = entry["state"]["_esm"]
                entry["state"] = {"_esm": kept}

    page = show(*explorables().values(), damage=damage)
    for view, name in enumerate(explorables(), 2):
        assert "could not be drawn" in notices(page, view)[0], name
    whole(page, "error")


# ---- Code that fails, late.


def test_an_error_in_a_frame_is_told(show, whole):
    neuron = NeuronExplorer()
    page = show(panel(neuron, ["w1"]), panel(NeuronExplorer(), ["w1"]))
    # A trait that no control sets: only a fault of ours can spoil it.
    page.evaluate("""() => {
      const model = [...nnbook.models.values()].find((m) => m.get("w1"));
      model.state.extent = null;
    }""")
    for view in (2, 3):
        page.locator(f"#view{view} [type=range]").press("ArrowRight")
    page.wait_for_selector("#view2 .nnw-fault")
    assert "may be out of date" in notices(page)[0]
    assert notices(page, 3) == []
    page.locator("#view2 [type=range]").press("ArrowRight")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert len(notices(page)) == 1
    whole(page, "TypeError")


def test_an_error_of_the_cleanup_spares_the_others(show, open_page):
    bad = sketch("export default { render() { return () => { throw 1; }; } };")
    page = show(bad, w.Label("x"))
    page.evaluate("""() => {
      for (const id of ["view2", "view3"]) {
        document.querySelector(`#${id} .nnw-view`).stop();
      }
    }""")
    assert page.locator("#view3").inner_text() == ""
    page.locator("#view0 [type=range]").press("ArrowRight")
    assert page.locator("#view1 .nnw-number").input_value() == "2"
    open_page.take_problems()


@pytest.mark.slow
def test_one_that_never_comes_holds_up_the_others_for_a_while(show, whole):
    never = sketch(
        "export default { render: () => new Promise((done) => {"
        " globalThis.arrive = done; }) };"
    )
    page = show(never, NeuronExplorer(), wait=False)
    page.wait_for_selector("#view3 .nnx-body")
    assert "could not be drawn" in notices(page)[0]
    whole(page)


@pytest.mark.slow
def test_one_that_comes_late_takes_its_notice_away(show, whole):
    late = sketch("""export default { async render({ el }) {
      await new Promise((done) => { globalThis.arrive = done; });
      el.append(document.createElement("hr"));
    } };""")
    page = show(late)
    assert page.get_by_text("could not be drawn").is_visible()
    page.evaluate("arrive()")
    page.wait_for_selector("#view2 hr")
    assert not page.get_by_text("could not be drawn").is_visible()
    whole(page)


def test_one_that_comes_after_it_was_stopped_is_cleaned_up(show, whole):
    late = sketch("""export default { async render({ el }) {
      await new Promise((done) => { globalThis.arrive = done; });
      return () => { globalThis.cleaned = true; };
    } };""")
    page = show(late, wait=False)
    page.wait_for_function("() => globalThis.arrive")
    page.evaluate("document.querySelector('#view2 .nnw-view').stop()")
    page.evaluate("arrive()")
    page.wait_for_function("() => globalThis.cleaned")
    whole(page)


def test_listeners_of_a_widget_that_forgets_them_end_with_it(show, whole):
    forgets = sketch("""export default { render({ model, el }) {
      el.append("drawn");
      model.on("change:value change", () => { globalThis.called = true; });
    } };""")
    text = w.FloatText(0)
    w.jslink((text, "value"), (forgets, "value"))
    page = show(forgets, text)
    page.evaluate("document.querySelector('#view2 .nnw-view').stop()")
    field = page.locator("#view3 .nnw-number")
    field.fill("4")
    field.press("Enter")
    assert page.evaluate("globalThis.called") is None
    whole(page)


def test_off_ends_what_on_began(show, whole):
    counts = sketch("""export default { render({ model, el }) {
      const call = () => { el.textContent += "!"; };
      el.append("heard ");
      model.on("change:value change:other", call);
      model.off("change:value", call);
      model.on("change:value", call);
      model.off("change:value change:other", call);
      model.on("change:value", call);
    } };""")
    text = w.FloatText(0)
    w.jslink((text, "value"), (counts, "value"))
    page = show(counts, text)
    field = page.locator("#view3 .nnw-number")
    field.fill("4")
    field.press("Enter")
    assert page.locator("#view2").inner_text() == "heard !"
    whole(page)


# ---- Hostile texts, keys and sizes.

SCRIPT = "<img src=x onerror='globalThis.hacked=1'><script>hacked=2</script>"


def test_script_in_any_text_is_only_text(show, whole):
    page = show(
        w.FloatSlider(description=SCRIPT),
        w.IntText(1, description=SCRIPT, tooltip=SCRIPT),
        w.Dropdown(options=[SCRIPT, "b"], description=SCRIPT),
        w.ToggleButtons(options=[SCRIPT, "b"], tooltip=SCRIPT),
        w.Checkbox(description=SCRIPT),
        w.Button(description=SCRIPT),
        w.Label(f"${SCRIPT}$ {SCRIPT}"),
        w.HTMLMath(SCRIPT),
        w.Tab([w.Label("x")], titles=[SCRIPT]),
        w.Accordion([w.Label("x")], titles=[SCRIPT]),
        explorables()["quiz"],
        damage=lambda state: model(state, "AnyModel").update(
            question=SCRIPT, options=[[SCRIPT, SCRIPT], [SCRIPT, SCRIPT]]
        ),
    )
    assert page.locator("main :is(img, script:not([type]))").count() == 0
    for view in range(2, 13):
        shown = page.locator(f"#view{view} .nnw-view").text_content()
        assert view == 9 or "onerror" in shown, view
    whole(page)


def test_layout_and_classes_reach_for_nothing_outside(show, whole):
    bad = "url(https://example.org/x.png)"

    def damage(state):
        model(state, "LabelModel")["_dom_classes"] = ["ok", "a b", "", 5]
        for entry in state.values():
            if entry["model_name"] == "LayoutModel":
                entry["state"].update(
                    width="120px", margin=bad, background_image=bad,
                    position="fixed", grid_area=f"1; background: {bad}",
                )  # fmt: skip

    page = show(w.Label("x", layout={"width": "1px"}), damage=damage)
    style = page.locator("#view2 .nnw-row").get_attribute("style")
    assert style == "width: 120px;"
    whole(page)


def test_names_that_mean_something_in_javascript_are_only_names(show, whole):
    def damage(state):
        for name in ("__proto__", "constructor", "toString"):
            for entry in list(state.values()):
                entry["state"][name] = {"hacked": 1, "get": 1, "length": 1}
            state[name] = {"model_name": name, "state": {name: {"hacked": 1}}}
            link = {"source": [f"IPY_MODEL_{name}", name],
                    "target": [key(state, "LabelModel"), name]}  # fmt: skip
            state[f"l{name}"] = {"model_name": "LinkModel", "state": link}

    page = show(w.Label("x"), NeuronExplorer(), damage=damage)
    assert page.locator("#view2").inner_text() == "x"
    assert page.locator("#view3 .nnx-body").is_visible()
    assert page.evaluate("({}).hacked") is None
    whole(page)


@pytest.mark.slow
def test_very_large_state_is_drawn(show, whole):
    text = "long " * 100_000

    def damage(state):
        for i in range(5000):
            state[f"x{i}"] = {
                "model_name": "FloatSliderModel",
                "state": {"value": i, "max": 1e6, "description": "y" * 100},
            }

    page = show(
        w.Label(text),
        w.Dropdown(options=[str(i) for i in range(5000)]),
        damage=damage,
    )
    assert page.locator("option").count() == 5000
    assert len(page.locator("#view2").text_content()) >= len(text)
    whole(page)


# ---- ipywidgets 7.


def test_a_player_of_ipywidgets_7_plays_and_repeats(show, whole):
    def older(state):
        traits = model(state, "PlayModel")
        for name in ("playing", "repeat"):
            traits[f"_{name}"] = traits.pop(name)

    player = w.Play(value=0, min=0, max=2, interval=20, repeat=True)
    player.playing = True
    count = w.IntText(0)
    w.jslink((player, "value"), (count, "value"))
    page = show(player, count, damage=older)
    repeat = page.get_by_role("button", name="Repeat")
    assert repeat.get_attribute("aria-pressed") == "true"
    assert page.get_by_role("button", name="Pause").is_visible()
    field = "document.querySelector('#view3 .nnw-number').value"
    for value in ("2", "1", "2", "0"):
        page.wait_for_function(f"() => {field} === '{value}'")
    page.get_by_role("button", name="Pause").click()
    whole(page)


def test_titles_of_ipywidgets_7_may_be_missing(show, whole):
    titles = [{"0": "A"}, {"1": "B", "length": -1}, {}, 5, "ab", ["x"], None]

    def older(state):
        found = [e for e in state.values() if e["model_name"] == "TabModel"]
        for entry, old in zip(found, titles, strict=True):
            del entry["state"]["titles"]
            entry["state"]["_titles"] = old

    two = [w.Tab([w.Label("x"), w.Label("y")]) for _ in titles]
    page = show(*two, damage=older)
    for view, old in enumerate(titles, 2):
        tabs = page.locator(f"#view{view}").get_by_role("tab").all()
        assert all(tab.inner_text() for tab in tabs), old
        assert len(tabs) == 2
    assert page.get_by_role("tab", name="B", exact=True).count() == 1
    whole(page)
