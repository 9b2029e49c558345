"""Every page can be read and used by everybody: rules, keyboard, settings."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from built import PAGES, PERCEPTRON
from faces import enable

axe = Axe()
# Numbers the places where Tab should stop, in order. A group of radio buttons
# is one of them: forwards it is entered at its first, backwards at its last.
CONTROLS = """() => {
  const all = document.querySelectorAll(`.nnw-view :is(
    input, select, button, [role=slider], [role=button], [tabindex="0"])`);
  const groups = new Map();
  let stops = 0;
  for (const e of all) {
    if (!e.checkVisibility() || e.disabled || e.tabIndex < 0) continue;
    const group = e.type === "radio" ? e.name : e;
    if (!groups.has(group)) groups.set(group, stops++);
    e.dataset.stop = groups.get(group);
  }
  return stops;
}"""
# How an element and those around it look, where focus can be shown.
LOOKS = """(e) => JSON.stringify(
  [e, ...e.querySelectorAll("*"), e.nextElementSibling, e.parentElement,
    e.parentElement.parentElement].filter(Boolean).map((node) => {
      const style = getComputedStyle(node);
      return [style.outline, style.boxShadow, style.stroke, style.strokeWidth,
        style.borderColor, style.backgroundColor];
    }))"""
FOCUSED = f"""() => {{
  const e = document.activeElement;
  return {{ name: e.localName, stop: e.dataset.stop ?? null,
    label: e.getAttribute("aria-label") ?? e.id,
    looks: e.parentElement.parentElement && ({LOOKS})(e) }};
}}"""


# Every rule of axe-core, best practices and experiments too; but contrast as
# level AA asks for it. A rule named alone is the only one that runs.
TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa"]
TAGS += ["best-practice", "experimental"]


def violations(page, within=None, contrast=True, only=None):
    """What axe-core finds, one line for each rule and element."""
    tags = {"type": "tag", "values": TAGS}
    options = {
        "resultTypes": ["violations"],
        "runOnly": {"type": "rule", "values": [only]} if only else tags,
    }
    if not only:
        options["rules"] = {
            "color-contrast": {"enabled": contrast},
            "color-contrast-enhanced": {"enabled": False},
        }
    found = axe.run(page, context=within, options=options)
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:120]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
        if not is_formula_alone(rule, node) and not is_all_named(rule, node)
    ]


def is_formula_alone(rule, node):
    """axe-core reads no MathML: a header with a formula is empty to it."""
    return rule["id"] == "empty-table-header" and "<math" in node["html"]


def is_all_named(rule, node):
    """axe-core joins an SVG's texts to one word, which no name can hold.

    A neuron shows b, z and a at three places, and its name says all three.
    """
    name = r'aria-label="neuron \d: b = \S+, z = \S+, a = \S+"'
    mismatch = rule["id"] == "label-content-name-mismatch"
    return mismatch and re.search(name, node["html"]) is not None


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(open_page, name):
    page = open_page(name)
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 900})
    page.evaluate(
        "new Promise((f) => requestAnimationFrame(() => requestAnimationFrame(f)))"
    )
    # Colours, the slowest rule, are the same at every width.
    assert violations(page, contrast=False) == []


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_contrast_in_the_dark(open_page, name):
    page = open_page(name, theme="dark")
    assert page.get_attribute("html", "data-theme") == "dark"
    assert violations(page, only="color-contrast") == []


def test_axe_finds_nothing_on_a_page_that_has_been_used(open_page):
    page = open_page(PERCEPTRON)
    for field in page.query_selector_all(".nnw-number")[:2]:
        field.fill("rubbish")
        field.press("Enter")
    for radio in page.query_selector_all(".nn-quiz input[type=radio]"):
        radio.check()
        button = (
            ".closest('.nn-quiz').querySelector('.nn-quiz-actions button')"
        )
        radio.evaluate(f"(r) => r{button}.click()")
    for choice in page.query_selector_all(
        ".nnw-switch input, .nnw-check input"
    ):
        choice.click()
    assert violations(page, ".nnw-view") == []


def test_tab_reaches_every_control_shows_where_it_is_and_gets_out(open_page):
    page = open_page(PERCEPTRON)
    count = page.evaluate(CONTROLS)
    assert count > 30
    plain = page.eval_on_selector_all(
        "[data-stop]",
        f"""(all) => Object.fromEntries(
          [...all].reverse().map((e) => [e.dataset.stop, ({LOOKS})(e)]))""",
    )
    reached, unmarked = [], []
    # From the chapter's first heading to the end of the page, and no further.
    page.evaluate("""() => {
      const start = document.querySelector("article h1");
      start.tabIndex = -1;
      start.focus();
    }""")
    for _ in range(4 * count):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUSED)
        if now["name"] == "body":
            break
        if now["stop"] is None:
            continue
        stop = int(now["stop"])
        if reached and stop <= reached[-1]:
            break
        reached.append(stop)
        if now["looks"] == plain[str(stop)]:
            unmarked.append(now["label"])
    assert reached == list(range(count))
    assert unmarked == []


def test_shift_tab_goes_back(open_page):
    page = open_page(PERCEPTRON)
    count = page.evaluate(CONTROLS)
    page.evaluate(
        "(n) => document.querySelector(`[data-stop='${n}']`).focus()",
        count - 1,
    )
    reached = [count - 1]
    for _ in range(4 * count):
        page.keyboard.press("Shift+Tab")
        stop = page.evaluate(FOCUSED)["stop"]
        if stop is not None:
            reached.append(int(stop))
        if stop == "0":
            break
    assert reached == list(range(count))[::-1]


def test_targets_are_at_least_24_pixels(open_page):
    page = open_page(PERCEPTRON, width=390)
    small = page.evaluate("""() => {
      const all = document.querySelectorAll(`.nnw-view :is(
        input, select, button, [role=slider], [role=button])`);
      return [...all].filter((e) => e.checkVisibility()).map((e) => {
        // A label is part of its control's target.
        const parts = [e, ...(e.labels ?? [])].map((p) => p.getBoundingClientRect());
        const width = Math.max(...parts.map((b) => b.width));
        const height = Math.max(...parts.map((b) => b.height));
        const name = e.getAttribute("aria-label") ?? e.labels?.[0]?.textContent;
        return [name, Math.round(width), Math.round(height)];
      }).filter(([, width, height]) => width < 24 || height < 24);
    }""")
    assert small == []


@pytest.mark.parametrize(
    "settings",
    [
        {"forced_colors": "active"},
        {"reduced_motion": "no-preference"},
        {"reduced_motion": "reduce", "has_touch": True},
        {"contrast": "more"},
    ],
    ids=str,
)
def test_a_readers_settings_break_nothing(open_page, settings):
    page = open_page(PERCEPTRON, **settings)
    enable(page)
    for control in page.query_selector_all(".nnw-view input[type=range]")[:3]:
        view = control.evaluate_handle("(c) => c.closest('.nnw-view')")
        before = page.evaluate("(view) => faces.picture(view)", view)
        control.press("PageUp")
        page.evaluate("faces.frames(2)")
        assert page.evaluate("(view) => faces.picture(view)", view) != before


def test_nothing_moves_by_itself_for_readers_who_ask_for_that(open_page):
    page = open_page(PERCEPTRON, reduced_motion="reduce")
    moving = page.evaluate("""() => [...document.querySelectorAll(".nnw-view *")]
      .filter((e) => {
        const style = getComputedStyle(e);
        return style.animationName !== "none"
          || style.transitionDuration.split(",").some((d) => parseFloat(d) > 0);
      }).map((e) => e.outerHTML.slice(0, 80))""")
    assert moving == []


def test_what_changed_is_spoken_once_it_rests(open_page):
    page = open_page(PERCEPTRON)
    enable(page)
    control = page.query_selector(".nn-q-w1 input[type=range]")
    view = control.evaluate_handle(
        "(c) => c.closest('.nnw-view')"
    ).as_element()
    live = view.query_selector("[role=status]")
    assert live.text_content() == ""
    control.press("PageUp")
    page.wait_for_function("(live) => live.textContent", arg=live)
    assert live.text_content().startswith("z = ")
