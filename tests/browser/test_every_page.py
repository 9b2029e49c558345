"""Every page by keyboard, enlarged, touched, listened to and on paper."""

import re

import contrast
import pytest
from built import PAGES, PERCEPTRON, chapters
from opening import SETTLED
from reader import (
    SIDEWAYS,
    TARGETS,
    out_of_order,
    unseen,
    walk,
)

every_page = pytest.mark.parametrize("name", PAGES)
every_chapter = pytest.mark.parametrize("name", chapters())
themes = pytest.mark.parametrize("theme", ["light", "dark"])
# The places at which Tab stops: one of a group of radio buttons.
PLACES = """() => {
  const all = document.querySelectorAll(`a[href], button, input, select,
    textarea, summary, [tabindex]`);
  const groups = new Set();
  return [...all].filter((e) => {
    if (e.tabIndex < 0 || e.disabled || e.type === "hidden") return false;
    if (!e.checkVisibility({ visibilityProperty: true })) return false;
    if (!e.getClientRects().length) return false; // a hidden part of an SVG
    if (e.type !== "radio") return true;
    const fresh = !groups.has(e.name);
    groups.add(e.name);
    return fresh;
  }).length;
}"""


def fast(*names, of=PAGES):
    """All pages; those not in `names` only in `make test-all`."""
    return pytest.mark.parametrize(
        "name",
        [
            name
            if any(part in name for part in names)
            else pytest.param(name, marks=pytest.mark.slow)
            for name in of
        ],
    )


# ---- By keyboard.


@fast("index", "02-", "04-", "08-", "search")
def test_tab_goes_through_the_whole_page_in_sight(kept_page, name):
    page = kept_page(name)
    stops = list(walk(page))
    assert len(stops) == page.evaluate(PLACES)
    assert unseen(stops) == []
    assert out_of_order(stops) == []


@fast("01-")
def test_tab_stops_at_nothing_hidden_on_a_phone(open_page, name):
    page = open_page(name, width=390)
    assert unseen(list(walk(page))) == []


@fast("02-", "search")
def test_shift_tab_goes_back_the_whole_way(kept_page, name):
    page = kept_page(name)
    assert len(list(walk(page, "Shift+Tab"))) == page.evaluate(PLACES)


@pytest.mark.slow
@themes
@pytest.mark.parametrize("width", [390, 1280])
@every_page
def test_the_focus_can_be_seen_on_the_screen(open_page, name, width, theme):
    page = open_page(name, width=width, theme=theme)
    assert unseen(list(walk(page, shots=True))) == []


@every_page
def test_the_first_stop_skips_to_the_text(kept_page, name):
    page = kept_page(name)
    first = next(walk(page))
    assert "#main-content" in first["tag"]
    assert first["box"][1] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(
        "document.activeElement.closest('#main-content') !== null"
    )


@pytest.mark.parametrize(
    ("selector", "keys"),
    [
        ("details summary", ["Enter", "Space"]),
        (".nnw-switch input:checked", ["ArrowRight", "ArrowLeft"]),
        (".nnw-check input", ["Space"]),
        (".nn-question input", ["Space", "ArrowDown"]),
        ("[role=slider]", ["ArrowUp", "End"]),
        (".nnw-range", ["Home", "ArrowRight"]),
    ],
)
def test_every_kind_of_control_works_by_keys(open_page, selector, keys):
    page = open_page(PERCEPTRON)
    control = page.locator(f"article :is({selector}):visible").first
    control.focus()
    state = """() => { const e = document.activeElement; return JSON.stringify([
      e.checked, e.value, e.closest("details")?.open, e.name,
      e.getAttribute("aria-valuenow"),
      [...document.querySelectorAll("input")].indexOf(e)]); }"""
    for key in keys:
        before = page.evaluate(state)
        page.keyboard.press(key)
        page.wait_for_function(
            f"(before) => ({state})() !== before", arg=before
        )


# ---- Enlarged, and on a small screen.


@pytest.mark.parametrize("width", [320, 390, 640, 1280])
@every_page
def test_what_scrolls_sideways_is_a_box_with_a_name(kept_page, name, width):
    page = kept_page(name)
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("document.fonts.ready")
    assert page.evaluate(SIDEWAYS) == []


@fast("02-", "genindex")
def test_at_200_percent_nothing_is_cut_off(open_page, name):
    page = open_page(name, width=640, device_scale_factor=2)
    assert page.evaluate(SIDEWAYS) == []


@pytest.mark.parametrize("width", [390, 1280])
@every_page
def test_every_target_has_24_pixels(kept_page, name, width):
    page = kept_page(name)
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("faces.frames(2)")
    assert page.evaluate(TARGETS) == []


# ---- Settings.


@every_page
def test_nothing_moves_for_readers_who_ask_for_that(kept_page, name):
    moving = """() => [...document.querySelectorAll("*")].flatMap((e) =>
      ["", "::before", "::after"].map((part) => [e, getComputedStyle(e, part)]))
      .filter(([, style]) => style.scrollBehavior === "smooth"
        || (style.animationName !== "none" && style.animationName)
        || (style.transitionDuration || "0").split(",").some((d) => parseFloat(d)))
      .map(([e]) => e.outerHTML.slice(0, 80))"""
    assert kept_page(name).evaluate(moving) == []


@themes
@fast("index", of=chapters())
def test_pictures_have_contrast(open_page, name, theme):
    page = open_page(name, theme=theme)
    assert contrast.weak(page) == []


# A reader's colours can be dark where the book's theme is light.
@pytest.mark.parametrize("scheme", ["light", "dark"])
@fast("index", of=chapters())
def test_forced_colours_reach_into_pictures(open_page, name, scheme):
    page = open_page(name, theme=scheme, forced_colors="active")
    other = "light" if scheme == "dark" else "dark"
    page.evaluate(
        "(t) => { document.documentElement.dataset.theme = t; }", other
    )
    page.evaluate(SETTLED)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert contrast.weak(page) == []
    alike = """() => [...document.querySelectorAll(".nnw-switch")].filter((set) => {
      const [on] = [...set.querySelectorAll("input:checked + span")];
      const off = set.querySelector("input:not(:checked) + span");
      const look = (e) => getComputedStyle(e).backgroundColor;
      return on && off && look(on) === look(off);
    }).length"""
    assert page.evaluate(alike) == 0


@pytest.mark.slow
@every_page
def test_forced_colours_leave_the_focus_in_sight(open_page, name):
    page = open_page(name, forced_colors="active")
    assert unseen(list(walk(page, shots=True))) == []


# ---- Listened to.

HEAR = """() => {
  globalThis.heard = [];
  for (const live of document.querySelectorAll("[role=status], [aria-live]")) {
    const view = live.closest(".nnw-view");
    new MutationObserver(() => heard.push([
      [...document.querySelectorAll(".nnw-view")].indexOf(view), live.textContent]))
      .observe(live, { childList: true, characterData: true, subtree: true });
  }
}"""
HOUR = 3_600_000
# What the explorables' live regions say.
SPOKEN = """() => [...document.querySelectorAll(".nnx [role=status]")]
  .map((live) => live.textContent).filter(Boolean)"""
# A move of the first slider of every explorable; returns where they are.
MOVE = """(i) => {
  const views = [...document.querySelectorAll(".nnw-view")];
  const sliders = views.filter((view) => view.querySelector(".nnx"))
    .map((view) => view.querySelector(".nnw-range")).filter(Boolean);
  for (const slider of sliders) {
    const { min, max } = slider;
    slider.value = Number(min) + (max - min) * ((i * 7) % 60) / 60;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return sliders.map((slider) => views.indexOf(slider.closest(".nnw-view")));
}"""


@fast("02-", of=[n for n in chapters() if re.search("/0[1-9]", n)])
def test_a_movement_is_announced_once_as_a_sentence(open_page, name):
    page = open_page(name, clock=True)
    page.clock.pause_at(HOUR)  # from now on, 60 frames take 60 frames
    assert page.evaluate(SPOKEN) == []  # nothing has changed yet
    page.evaluate(HEAR)
    for i in range(1, 61):
        moved = page.evaluate(MOVE, i)
        page.clock.run_for(17)
    assert page.evaluate("heard") == []
    page.clock.run_for(2000)
    heard = page.evaluate("heard")
    views = [view for view, _ in heard]
    assert len(set(views)) == len(views)
    assert set(views) <= set(moved)
    # With both inputs at 0 a weight changes nothing, and nothing is said.
    assert len(views) >= len(moved) - 1
    for _, words in heard:
        assert re.search(r"\d.*\.\s*$", words), words
        assert not re.search("nan|infinity|undefined", words, re.IGNORECASE)


# ---- Described.

NAMES = """() => [...document.querySelectorAll("article :is(img, [role=img])")]
  .filter((e) => e.checkVisibility() && !e.closest("[aria-hidden=true]"))
  .map((e) => [e.localName, e.getAttribute("alt")
    ?? e.getAttribute("aria-label") ?? ""])"""
DESCRIBED = """() => [...document.querySelectorAll(".nnx svg[role]")]
  .filter((e) => e.checkVisibility()).map((e) => [
    [...document.querySelectorAll(".nnw-view")].indexOf(e.closest(".nnw-view")),
    e.getAttribute("aria-label"), e.ariaDescribedByElements?.[0]?.textContent])"""


@every_chapter
def test_every_figure_says_what_it_shows(kept_page, name):
    page = kept_page(name)
    names = page.evaluate(NAMES)
    images = [words for tag, words in names if tag == "img"]
    for words in images:
        assert len(words) > 40, words
        assert words.endswith("."), words
        assert not re.search(r"\.(png|svg|jpe?g)", words), words
    assert len(set(images)) == len(images)
    assert all(len(words) > 8 for _, words in names)
    pictures = page.evaluate(DESCRIBED)
    assert len({(view, label) for view, label, _ in pictures}) == len(pictures)
    for _, label, words in pictures:
        assert len(label) > 10, label
        assert words, label
        assert words.strip().endswith("."), words


# ---- Without JavaScript, and on paper.


@every_chapter
def test_without_javascript_words_stand_below_each_picture(open_page, name):
    page = open_page(name, java_script_enabled=False, wait=False)
    for still in page.query_selector_all(".nnw-still"):
        words = still.query_selector_all(
            ":scope > :is(.nnw-caption, .nnw-answers, ol)"
        )
        assert len(words) == 1
        assert len(words[0].text_content().split()) > 5
        assert words[0].is_visible()
    for fold in page.query_selector_all("article details:not([open])"):
        body = fold.query_selector(":scope > :not(summary)")
        assert not body.is_visible()
        fold.query_selector("summary").click()
        assert body.is_visible()
    for answers in page.query_selector_all(".nnw-answers ul"):
        assert "Right." in answers.inner_text()


ON_PAPER = """() => {
  const found = [];
  if (document.scrollingElement.scrollWidth > innerWidth) found.push("too wide");
  for (const e of document.querySelectorAll("article *:not(svg *, .nnx-sr)")) {
    if (!e.checkVisibility() || e.clientWidth < 8) continue;
    const hides = /hidden|clip|auto|scroll/.test(getComputedStyle(e).overflowX);
    if (hides && e.scrollWidth > e.clientWidth + 2 && !e.matches("input, select")) {
      found.push(`cut off: ${e.outerHTML.slice(0, 100)}`);
    }
  }
  for (const fold of document.querySelectorAll("article details")) {
    const body = fold.querySelector(":scope > :not(summary)");
    const box = body?.getBoundingClientRect();
    if (box && !box.height) found.push(`folded: ${fold.textContent.slice(0, 60)}`);
  }
  for (const button of document.querySelectorAll("article .nnx-take button")) {
    if (button.checkVisibility()) found.push(`a button: ${button.textContent}`);
  }
  return found;
}"""


def on_paper(page, scripts=True):
    """What is wrong with the page in print, also where it is dark."""
    page.emulate_media(media="print", color_scheme="light")
    if scripts:  # they lay out pictures anew in the frames that follow
        page.evaluate(SETTLED)
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    found = page.evaluate(ON_PAPER)
    page.emulate_media(media="screen")
    return found


@every_page
def test_on_paper_nothing_is_cut_off_or_folded(kept_page, name):
    page = kept_page(name)
    page.set_viewport_size({"width": 700, "height": 1000})
    theme = "(name) => { document.documentElement.dataset.theme = name; }"
    page.evaluate(theme, "dark")
    assert on_paper(page) == []
    page.evaluate(theme, "light")


@every_page
def test_on_paper_without_javascript_too(open_page, name):
    page = open_page(name, width=700, java_script_enabled=False, wait=False)
    assert on_paper(page, scripts=False) == []
