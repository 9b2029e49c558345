"""Where browsers, other people's scripts and other pages are not as usual."""

import numpy as np
import pytest
from built import PERCEPTRON, chapters
from opening import READY, SETTLED
from scratch import open_scratch

from nnbook import Dense, Network
from nnbook.explorables import NetworkExplorer, NeuronExplorer, panel

ACTIVATIONS = next(name for name in chapters() if "/03-" in name)
GLOSSARY = "chapters/glossary.html"

# ---- A browser that keeps nothing for the page.

# What a browser does whose reader blocks cookies, and in some frames.
DENIED = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { configurable: true, get() {
    throw new DOMException("Access is denied for this document.", "SecurityError");
  } });
}"""


def test_without_storage_the_theme_button_works(open_page):
    page = open_page(PERCEPTRON, before=DENIED)
    page.wait_for_load_state("load")
    themes = []
    for _ in range(3):
        page.locator("button.theme-switch-button:visible").first.click()
        themes.append(page.get_attribute("html", "data-mode"))
    assert set(themes) == {"auto", "light", "dark"}


def test_without_storage_search_works(open_page):
    page = open_page(PERCEPTRON, before=DENIED)
    page.wait_for_load_state("load")
    page.locator(
        ".search-button:visible, .search-button-field:visible"
    ).first.click()
    page.keyboard.type("weights")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li a")
    page.locator("#search-results li a").first.click()
    page.wait_for_function(READY)


def test_a_link_in_a_frame_leaves_the_page_around_it_where_it_is(
    open_page, site
):
    page = open_page(PERCEPTRON)
    address = site.url(f"{PERCEPTRON}#nn=explore-xor&w1=2", "http")
    around = (
        "<!doctype html><title>A course</title><h1>A course</h1>"
        "<div style='height: 3000px'></div>"
        f"<iframe title='The book' src='{address}' width=800 height=500>"
        "</iframe><div style='height: 3000px'></div>"
    )
    page.route(
        "**/course.html",
        lambda route: route.fulfill(body=around, content_type="text/html"),
    )
    page.goto(site.url("course.html", "http"))
    frame = page.frames[1]
    frame.wait_for_function(READY)
    frame.wait_for_function("scrollY > 500")
    assert page.evaluate("scrollY") == 0


# ---- A page that was saved as it was shown.

COUNTS = """() => Object.fromEntries([".nnw-view", ".copybtn", ".nnw-slider", "script[src]",
  ".nn-wide", "details"].map((s) => [s, document.querySelectorAll(s).length]))"""


@pytest.mark.parametrize("name", [PERCEPTRON, GLOSSARY])
def test_a_saved_page_is_the_same_page(open_page, site, name):
    page = open_page(name)
    page.wait_for_load_state("load")
    page.wait_for_selector(
        ".copybtn" if name == PERCEPTRON else "dl", state="attached"
    )
    before = page.evaluate(COUNTS)
    html = page.evaluate(
        "'<!doctype html>' + document.documentElement.outerHTML"
    )
    page.route(
        "**/saved.html",
        lambda route: route.fulfill(body=html, content_type="text/html"),
    )
    page.goto(site.url("chapters/saved.html", "http"))
    page.wait_for_function(READY)
    page.wait_for_load_state("load")
    assert page.evaluate(COUNTS) == before
    dead = "[...document.querySelectorAll('.nnw-view')].filter((v) => !v.stop)"
    assert page.evaluate(f"{dead}.length") == 0
    ids = page.eval_on_selector_all("[id]", "(all) => all.map((e) => e.id)")
    assert len(set(ids)) == len(ids)
    theme = page.get_attribute("html", "data-mode")
    page.locator("button.theme-switch-button:visible").first.click()
    assert page.get_attribute("html", "data-mode") != theme
    if name == PERCEPTRON:
        thumb = page.locator(".nnw-range").first
        field = page.locator(".nnw-number").first
        value = field.input_value()
        thumb.press("ArrowRight")
        assert field.input_value() != value


# ---- The search's marks.


@pytest.mark.parametrize("word", ["neuron", "slope"])
def test_search_marks_words_and_leaves_pictures_alone(open_page, word):
    name = PERCEPTRON if word == "neuron" else ACTIVATIONS
    page = open_page(f"search.html?q={word}")
    page.wait_for_selector("#search-results li a")
    page.locator(f"#search-results li a[href*='{name}']").first.click()
    page.wait_for_function(READY)
    page.wait_for_selector("article .highlighted", state="attached")
    inside = ":is(.nnw-view, .nnw-still, svg, math) .highlighted"
    assert page.locator(inside).count() == 0


# ---- What does not arrive.


def test_a_picture_that_is_not_drawn_stays_still(open_page, site):
    page = open_page(PERCEPTRON)
    views = page.locator(".nnw-view").count()
    kind = "NeuronExplorer"
    page.route(f"**/nnbook/*{kind}.js*", lambda route: route.abort())
    page.reload()
    page.wait_for_function(READY)
    stills = page.locator(".nnw-still")
    lost = page.evaluate(
        "(kind) => [...nnbook.models.values()].filter("
        "(m) => m.get('_esm')?.includes(kind)).length",
        kind,
    )
    assert views > stills.count() == lost > 0
    for still in stills.all():
        assert still.locator("svg").bounding_box()["height"] > 50
        words = still.locator("xpath=following-sibling::*").inner_text()
        assert "could not be drawn" in words
    assert open_page.take_problems()


# ---- Browsers of before.

# As Safari before 16.4 has it.
NO_SHEETS = """window.CSSStyleSheet = class CSSStyleSheet {
  constructor() { throw new TypeError("Illegal constructor"); }
}"""


def test_an_old_browser_keeps_the_still_pictures_and_is_told(open_page):
    page = open_page(PERCEPTRON, before=NO_SHEETS)
    views = page.locator('script[type*="widget-view"]').count()
    assert page.locator(".nnw-still").count() == views > 0
    told = page.locator(".nnw-view .nnw-notice").all_inner_texts()
    assert len(told) == views
    assert "browser of 2023" in told[0]


# As Lockdown Mode has it: its elements are neither HTML's nor SVG's.
NO_MATHML = """for (const name of ["style", "dataset", "focus", "tabIndex"]) {
  delete MathMLElement.prototype[name];
}"""


@pytest.mark.parametrize("name", [PERCEPTRON, ACTIVATIONS])
def test_without_mathml_formulas_are_tex_and_pictures_live(open_page, name):
    page = open_page(name, before=NO_MATHML)
    page.wait_for_function("!document.querySelector('article math[alttext]')")
    assert r"\sigma" in page.inner_text("article")
    assert page.locator(".nnw-notice").count() == 0
    for part in page.locator("[data-q]:visible").all()[:60]:
        part.dispatch_event("pointerover")
    for thumb in page.locator(".nnw-range:visible").all()[:4]:
        thumb.press("ArrowRight")
    page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
    )
    assert page.locator(".nnw-fault").count() == 0


# ---- Pages of others.


def test_a_page_read_from_right_to_left_keeps_numbers_in_order(open_page):
    page = open_page(PERCEPTRON)
    page.evaluate("document.documentElement.dir = 'rtl'")
    turned = """() => [...document.querySelectorAll(
      "article :is(math, pre, .nnw-view, .nnw-view *)")].filter(
      (e) => getComputedStyle(e).direction !== "ltr").map((e) => e.localName)"""
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert page.evaluate(turned) == []


def test_translators_leave_formulas_and_code_alone(open_page):
    page = open_page(PERCEPTRON)
    for kind in ("article math[alttext]", ".nnx-code pre"):
        every = page.locator(kind)
        marked = page.locator(f"{kind}[translate=no]")
        assert marked.count() == every.count() > 0
    assert page.locator("meta[name=darkreader-lock]").count() == 1


# A page's colours, as a notebook program's dark theme has them.
DARK = "<style>html { background: #1f1f1f; } body { color: #ccc; }</style>"


@pytest.mark.parametrize("dark", [False, True])
def test_pictures_are_dark_where_the_page_around_is(open_page, tmp_path, dark):
    edit = (
        (lambda text: text.replace("<body>", f"{DARK}<body>")) if dark else str
    )
    views = [
        panel(NeuronExplorer([1.0, 2.0], 0.5)),
        NeuronExplorer([1.0], 0.5),
    ]
    page = open_scratch(open_page, tmp_path, views, edit=edit)
    inks = page.evaluate(
        """() => [...document.querySelectorAll(".nnx svg text")].map(
          (e) => Number(/\\d+/.exec(getComputedStyle(e).fill)[0]))"""
    )
    assert len(inks) > 10
    assert all((ink > 100) == dark for ink in inks)


# ---- Fields on a phone.


def test_fields_on_a_phone_neither_enlarge_nor_lack_the_minus(open_page):
    page = open_page(PERCEPTRON, width=390, has_touch=True, is_mobile=True)
    sizes = page.evaluate(
        """() => [...document.querySelectorAll(
          "article :is(input:not([type]), input[type=text], select, textarea)")].map(
          (e) => parseFloat(getComputedStyle(e).fontSize))"""
    )
    assert len(sizes) > 3
    assert min(sizes) >= 16
    modes = page.evaluate(
        """() => [...document.querySelectorAll(".nnw-slider")].map((e) => [
          Number(e.querySelector("[type=range]").min) < 0,
          e.querySelector("[type=text]").inputMode])"""
    )
    assert set(map(tuple, modes)) <= {(True, "text"), (False, "decimal")}
    assert (True, "text") in set(map(tuple, modes))


# ---- A reader's own colours, switched on while the page is read.

CANVASES = """() => [...document.querySelectorAll("article canvas")].map(
  (canvas) => canvas.toDataURL())"""


def test_forced_colours_switched_on_reach_every_canvas(open_page):
    page = open_page(PERCEPTRON)
    before = page.evaluate(CANVASES)
    page.emulate_media(forced_colors="active")
    page.evaluate(SETTLED)
    other = open_page(PERCEPTRON, forced_colors="active")
    assert page.evaluate(CANVASES) == other.evaluate(CANVASES) != before


# ---- A picture that a page shows twice.


@pytest.mark.parametrize("views", [1, 2, 3])
def test_a_picture_shown_twice_plays_no_faster(open_page, tmp_path, views):
    rng = np.random.default_rng(0)
    network = NetworkExplorer(
        Network([Dense(rng.normal(size=(2, 3)), [0.0] * 3, "relu")]), [1.0, 2]
    )
    page = open_scratch(open_page, tmp_path, [network] * views, clock=True)
    page.clock.pause_at(3_600_000)
    page.locator("#view0 .nnx-transport button", has_text="Play").click()
    page.clock.run_for(2000)
    steps = page.evaluate(
        "[...nnbook.models.values()].find((m) => m.get('_esm')).get('step')"
    )
    assert steps == 2  # one in 900 ms


# ---- Windows that are very narrow.

CROSSING = """() => [...document.querySelectorAll(".nnx-activation .nn-pane, .nnx-activation svg")]
  .flatMap((pane) => {
    const texts = [...pane.querySelectorAll(":scope text.nn-strong, :scope text.nn-dim")];
    const boxes = texts.filter((t) => t.textContent).map((t) => t.getBoundingClientRect());
    return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4
      && b.top < a.bottom - 4));
  }).length"""


@pytest.mark.parametrize("width", [200, 256])
def test_in_a_very_narrow_window_nothing_breaks(open_page, width):
    open_page(PERCEPTRON, width=width)  # a negative length is an error
    page = open_page(ACTIVATIONS, width=width)
    assert page.evaluate(CROSSING) == 0
