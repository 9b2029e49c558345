"""The learning rule in the page: its arithmetic, its faces, its end."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_arithmetic import LOAD

from nnbook.explorables import LearningRuleExplorer, panel
from nnbook.explorables.bundle import library
from nnbook.learning import mistakes, perceptron_rule

rows = st.lists(
    st.tuples(st.floats(-5, 5), st.floats(-5, 5), st.sampled_from([0, 1])),
    min_size=1,
    max_size=8,
).map(lambda rows: [list(row) for row in rows])
starts = st.tuples(st.floats(-3, 3), st.floats(-3, 3), st.floats(-3, 3))


@pytest.fixture(scope="module")
def tab(browser):
    """A blank page with the rule of the picture as a global name."""
    page = browser.new_page()
    page.evaluate(LOAD, ["rule", library("learning/rule.js")])
    yield page
    page.close()


TRACE = """([points, rate, epochs, w, b]) => {
  const trace = rule.perceptronRule(points, rate, epochs, { w, b });
  return { trace: trace.map((t) => [t.epoch, t.row, t.z, t.a, t.target, t.e, ...t.w, t.b]),
    epochs: rule.epochsOf(trace, points.length) };
}"""


@given(
    rows=rows,
    rate=st.floats(0.01, 5),
    epochs=st.integers(1, 8),
    start=starts,
)
def test_the_trace_is_pythons(tab, rows, rate, epochs, start):
    *w, b = start
    found = tab.evaluate(TRACE, [rows, rate, epochs, w, b])
    X, y = np.array(rows)[:, :2], np.array(rows)[:, 2]
    trace = perceptron_rule(X, y, rate, epochs, w, b)
    expected = [[*each[:6], *each.w, each.b] for each in trace]
    assert found["trace"] == expected
    counted = [each["mistakes"] for each in found["epochs"]]
    assert counted == mistakes(trace)


# ---- The picture.


def views():
    """AND and XOR in their panels, and points of a reader's own."""
    own = [[0, 0, 0], [1, 1, 1], [0.5, -0.5, 1]]
    return [
        panel(LearningRuleExplorer("AND")),
        panel(LearningRuleExplorer("XOR", step=0)),
        LearningRuleExplorer(own, rate=0.5, weights=(0.3, -1), bias=0.2),
    ]


@pytest.fixture
def page(kept_gallery):
    return kept_gallery(views)


SET = """([view, traits]) => {
  faces.modelsOf(view).find((model) => model.get("_esm")).set(traits);
  return faces.frames(2);
}"""
READ = """(view) => ({
  rows: [...view.querySelectorAll("tbody tr:not(.nn-epoch)")].map(
    (row) => [...row.children].map((cell) => cell.textContent)),
  marked: [...view.querySelectorAll("tbody tr:not(.nn-epoch)")].map(
    (row) => row.matches(".nn-mistake")),
  status: faces.status(view),
  epochs: view.querySelector(".nn-epochs").textContent,
  equation: faces.texts(view.querySelector(".nnx-equation")),
  hidden: !view.querySelector(".nnx-equation").checkVisibility(
    { visibilityProperty: true }),
  before: view.querySelector(".nn-before").getAttribute("d"),
  after: view.querySelector(".nn-boundary:not(.nn-before)").getAttribute("d"),
  count: view.querySelector(".nn-count").textContent,
  code: view.querySelector("[data-copies]").program(),
})"""


def moment(page, index, **traits):
    view = page.query_selector_all(".nnw-view")[index]
    page.evaluate(SET, [view, traits])
    return page.evaluate(READ, view)


def shown(value):
    return f"{abs(value):.2f}" if value >= 0 else f"−{abs(value):.2f}"


@pytest.mark.parametrize("index", [0, 1, 2])
def test_the_table_fills_downwards_with_the_trace(page, index):
    explorer = getattr(views()[index], "explorer", None) or views()[index]
    trace = explorer.trace
    for step in (0, 1, 3, len(trace), 5, 2):
        found = moment(page, index, step=step)
        assert len(found["rows"]) == step
        for each, cells in zip(trace, found["rows"], strict=False):
            row, z, a, y, e, w, b = cells
            assert (row, a, y) == (
                str(each.row + 1),
                f"{each.answer:.0f}",
                f"{each.target:.0f}",
            )
            assert z == shown(each.z)
            assert w == f"({shown(each.w[0])}, {shown(each.w[1])})"
            assert b == shown(each.b)
            assert ("✗" in e) == (each.error != 0)
        assert found["marked"] == [u.error != 0 for u in trace[:step]]
        assert found["hidden"] == (step == 0)


@pytest.mark.parametrize("index", [0, 1, 2])
@pytest.mark.parametrize("step", [0, 5, 12])
def test_the_copied_program_ends_with_the_same_weights(page, index, step):
    explorer = getattr(views()[index], "explorer", None) or views()[index]
    names = {}
    exec(moment(page, index, step=step)["code"], names)
    explorer.step = min(step, explorer.n_steps)
    assert names["w"].tolist() == explorer.w.tolist()
    assert names["b"] == explorer.b


def test_the_equations_are_of_the_row_at_hand(page):
    found = moment(page, 0, step=8)["equation"]
    assert set(found["z"]) == {"0.00"}
    assert found["y"] == ["1"]
    assert found["e"] == ["1"] * 3
    assert found["before"][-2:] == ["(1.00, 0.00)", "−1.00"]
    assert found["after"] == ["(2.00, 1.00)", "0.00"]


def test_the_line_before_is_there_where_it_was_corrected(page):
    assert moment(page, 0, step=8)["before"]
    assert moment(page, 0, step=7)["before"] == ""
    assert moment(page, 0, step=0)["after"] == ""


def test_an_epoch_without_a_mistake_is_the_end(page):
    found = moment(page, 0, step=24)
    assert found["status"].endswith("an epoch without a mistake: done.")
    assert found["status"].startswith("4 of 4 right")
    assert found["epochs"] == "Mistakes, epoch by epoch: 1, 3, 3, 2, 1, 0."
    assert moment(page, 0, step=23)["status"].count("done") == 0
    assert moment(page, 0, step=60)["count"] == "step 24 of 24"


def test_xor_is_seen_to_go_round(page):
    said = "the same weights as after epoch 2: it goes round for ever."
    assert said in moment(page, 1, step=12)["status"]
    for step in (8, 11, 13):
        assert "round" not in moment(page, 1, step=step)["status"]
    assert moment(page, 1, step=40)["epochs"].endswith(
        "2, 3" + ", 4" * 8 + "."
    )


def test_buttons_go_to_the_start_and_to_the_end_of_an_epoch(page):
    view = page.query_selector_all(".nnw-view")[0]
    for name, step in (
        ("Start", 0), ("Next epoch", 4), ("Next epoch", 8), ("Next", 9),
        ("Next epoch", 12), ("Back", 11), ("Start", 0), ("Back", 24),
    ):  # fmt: skip
        for button in view.query_selector_all(".nn-press"):
            if button.text_content().strip("◀▶ ") in (name, "End"):
                if name == "Start" and "▶" in button.text_content():
                    continue
                if name != "Back" and "End" in button.text_content():
                    continue
                button.click()
                break
        page.evaluate("faces.frames(2)")
        count = view.query_selector(".nn-count").text_content()
        assert count == f"step {step} of 24", name


def test_a_press_on_a_point_turns_its_target(page):
    view = page.query_selector_all(".nnw-view")[0]
    view.query_selector_all(".nn-point")[0].click()
    page.evaluate("faces.frames(2)")
    model = "(v) => faces.modelsOf(v).find((m) => m.get('_esm')).state"
    state = page.evaluate(model, view)
    assert state["points"][0] == [0, 0, 1]
    assert state["datasets"][state["data_index"]] == "yours"
    assert page.evaluate(READ, view)["rows"][0][3] == "1"


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_row_at_hand_is_in_sight(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    for index, step in ((0, 4), (0, 24), (1, 40), (1, 12)):
        moment(page, index, step=step)
        view = page.query_selector_all(".nnw-view")[index]
        inside = page.evaluate(
            """(view) => {
              const box = (name) => view.querySelector(name).getBoundingClientRect();
              const row = box(".nn-now"), all = box(".nn-scroll"), head = box("thead");
              return row.top >= head.bottom - 1 && row.bottom <= all.bottom + 1;
            }""",
            view,
        )
        assert inside, (index, step)


def test_rows_do_not_show_through_the_heads(page):
    paint = (
        "(v) => getComputedStyle(v.querySelector('thead th')).backgroundColor"
    )
    view = page.query_selector_all(".nnw-view")[0]
    assert page.evaluate(paint, view) != "rgba(0, 0, 0, 0)"
