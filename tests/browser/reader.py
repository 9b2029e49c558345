"""What a page is to those who read it by keyboard, enlarged or in print."""

import io
from itertools import pairwise

from PIL import Image, ImageChops

# Where the focus is, what covers it, and how it and what is around it look.
STOP = """() => {
  const looks = (e) => e && JSON.stringify([e, ...e.querySelectorAll("*"),
    e.nextElementSibling, e.parentElement, e.parentElement?.parentElement,
  ].filter(Boolean).map((node) => {
    const style = getComputedStyle(node);
    return [style.outline, style.boxShadow, style.stroke, style.strokeWidth,
      style.borderColor, style.backgroundColor, style.transform];
  }));
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const left = looks(globalThis.lastStop);
  globalThis.lastStop = e;
  e.dataset.stop ??= String(globalThis.stops = (globalThis.stops ?? 0) + 1);
  const b = e.getBoundingClientRect();
  const own = (hit) => hit && (e.contains(hit)
    || [...(e.labels ?? [])].some((label) => label.contains(hit))
    || (e.closest("svg") ?? e) === hit.closest("svg")
    || (hit.contains(e) && getComputedStyle(hit).display.startsWith("inline")));
  // A link can go over two lines, with nothing between them.
  const places = [...e.getClientRects()].flatMap((r) =>
    [0.1, 0.5, 0.9].flatMap((u) => [0.1, 0.5, 0.9].map((v) =>
      document.elementFromPoint(r.x + u * r.width, r.y + v * r.height))));
  // A picture is one place in the order; what is in it has its own.
  const block = e.closest("svg, .nnx-paste") ?? e;
  return {
    stop: e.dataset.stop, tag: e.outerHTML.slice(0, 150),
    box: [b.x, b.y, b.width, b.height],
    seen: places.filter(own).length,
    article: Boolean(e.closest("article")),
    view: !!e.closest(".nnw-view"),
    place: (({ x, y, right }) => [x, y + scrollY, right])(
      block.getBoundingClientRect()),
    looks: looks(e), left,
  };
}"""
# Tab goes on from where the focus was, also when that is gone.
START = """(first) => {
  const mark = document.createElement("i");
  mark.tabIndex = -1;
  document.body[first ? "prepend" : "append"](mark);
  mark.focus({ preventScroll: true });
  mark.remove();
  scrollTo(0, first ? 0 : document.body.scrollHeight);
  globalThis.lastStop = null;
}"""
BLUR = """() => {
  document.activeElement.blur();
  return new Promise((done) => requestAnimationFrame(
    () => requestAnimationFrame(() => done())));
}"""

# The parts of a page that are hit by a finger or a pointer.
TARGETS = """() => {
  const SIZE = 24;
  const all = [...document.querySelectorAll(`a[href], button, summary, select,
    textarea, input:not([type=hidden]), [role=slider], [role=button],
    [role=radio], [role=tab], [role=checkbox]`)].filter((e) => {
      const b = e.getBoundingClientRect();
      return e.checkVisibility({ visibilityProperty: true }) && b.width && b.height;
    });
  // A label is part of its control's target.
  const boxOf = (e) => [e, ...(e.labels ?? [])]
    .map((part) => part.getBoundingClientRect())
    .reduce((a, b) => (a.width * a.height > b.width * b.height ? a : b));
  const boxes = new Map(all.map((e) => [e, boxOf(e)]));
  const small = (b) => b.width < SIZE - 0.1 || b.height < SIZE - 0.1;
  // In a sentence the height of the lines decides (WCAG 2.5.8, Inline).
  const inSentence = (e) => {
    const block = e.closest("p, li, dd, dt, td, th, figcaption, span.caption");
    if (e.localName !== "a" || !block) return false;
    const words = (node) => node.textContent.replace(/[\\s#|]+/g, "").length;
    return words(block) > words(e);
  };
  const middle = (b) => [b.x + b.width / 2, b.y + b.height / 2];
  // A circle of 24 px around it touches no other target (WCAG 2.5.8, Spacing).
  const apart = (e, b) => all.every((other) => {
    if (other === e || other.contains(e) || e.contains(other)) return true;
    const c = boxes.get(other), [x, y] = middle(b), [u, v] = middle(c);
    const dx = x - Math.min(Math.max(x, c.left), c.right);
    const dy = y - Math.min(Math.max(y, c.top), c.bottom);
    return Math.hypot(dx, dy) >= SIZE / 2
      && !(small(c) && Math.hypot(x - u, y - v) < SIZE);
  });
  const isLine = (e) => e.localName === "a" || e.localName === "summary";
  return [...boxes].filter(([e, b]) => small(b) && !inSentence(e)
      && !(isLine(e) && apart(e, b)))
    .map(([e, b]) => `${Math.round(b.width)} x ${Math.round(b.height)}: `
      + e.outerHTML.slice(0, 120));
}"""

# Which of some elements are less than 24 px wide or high, wherever they stand.
SMALL = """(selector) => [...document.querySelectorAll(selector)].map((e) => {
  const boxes = [e, ...(e.labels ?? [])].map(
    (part) => part.getBoundingClientRect());
  return [e.textContent, Math.max(...boxes.map((b) => b.width)),
    Math.max(...boxes.map((b) => b.height))];
}).filter(([, width, height]) => width < 24 || height < 24)"""

# What is too wide for the page, or scrolls and cannot be reached or has no
# name, or is cut off.
SIDEWAYS = """() => new Promise((done) => requestAnimationFrame(() =>
  requestAnimationFrame(() => {
    const wide = document.scrollingElement.scrollWidth - innerWidth;
    const found = wide > 0 ? [`the page is ${wide} px too wide`] : [];
    const inside = document.querySelectorAll("main *:not(svg *, .nnx-sr)");
    for (const e of inside) {
      if (e.scrollWidth <= e.clientWidth + 2 || e.clientWidth < 8) continue;
      if (!e.checkVisibility() || e.matches("textarea, select, input")) continue;
      const how = getComputedStyle(e).overflowX;
      const what = `${e.localName}.${e.className}: ${e.textContent.slice(0, 60)}`;
      if (/hidden|clip/.test(how)) found.push(`cut off: ${what}`);
      if (/auto|scroll/.test(how)) {
        if (e.tabIndex < 0) found.push(`out of the keyboard's reach: ${what}`);
        if (!e.getAttribute("aria-label")) found.push(`nameless: ${what}`);
      }
    }
    // Not in a box that scrolls, so it would be off the screen.
    for (const e of document.querySelectorAll(
      "article :is(.nnx *, .nnw-view *, .nnw-still *):not(svg svg *, .nnx-sr)")) {
      const b = e.getBoundingClientRect();
      if (!b.width || !e.checkVisibility() || e.closest("[tabindex][role=group]")) continue;
      if (b.right > innerWidth + 1 || b.left < -1) {
        if (e.matches("svg svg")) continue; // it cuts off what is outside
        found.push(`over the edge: ${e.outerHTML.slice(0, 90)}`);
      }
    }
    done(found);
  })))"""


def walk(page, key="Tab", shots=False):
    """Press `key` from the page's start until the focus leaves the page.

    Yield each stop as STOP describes it. With `shots` also `changed`: how
    many pixels in and around it differ from the same place without focus.
    """
    page.evaluate(START, key == "Tab")
    past = []
    while True:
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        # Without a window around it, the page's ends can meet.
        if stop is None or stop["stop"] in past[:1]:
            return
        assert stop["stop"] not in past, f"a trap: {stop['tag']}"
        past.append(stop["stop"])
        if shots:
            stop["changed"] = changed(page, stop)
        yield stop


def changed(page, stop):
    """How many pixels around a stop the focus changes, visibly."""
    x, y, width, height = stop["box"]
    size = page.viewport_size
    left, top = max(0, x - 8), max(0, y - 8)
    right = min(size["width"], x + width + 8)
    bottom = min(size["height"], y + height + 8)
    if right - left < 1 or bottom - top < 1:
        return 0
    clip = {
        "x": left,
        "y": top,
        "width": right - left,
        "height": bottom - top,
    }
    focused = shot(page, clip)
    page.evaluate(BLUR)
    plain = shot(page, clip)
    page.evaluate(
        """(stop) => document.querySelector(`[data-stop='${stop}']`)
          .focus({ preventScroll: true })""",
        stop["stop"],
    )
    difference = ImageChops.difference(focused, plain).convert("L")
    return sum(difference.histogram()[40:])


def shot(page, clip):
    """A screenshot as a picture in red, green and blue."""
    data = page.screenshot(clip=clip, caret="initial")
    return Image.open(io.BytesIO(data)).convert("RGB")


def unseen(stops):
    """The stops at which a reader cannot see to have come, each with why."""
    found = []
    for stop, after in zip(stops, [*stops[1:], None], strict=True):
        if not stop["seen"]:
            found.append(f"something covers it: {stop['tag']}")
        if stop.get("changed", 1000) < 60:
            found.append(f"focus changes {stop['changed']} px: {stop['tag']}")
        if after and after["left"] == stop["looks"]:
            found.append(f"focus changes no style: {stop['tag']}")
    return found


def out_of_order(stops):
    """The stops of the text that come before one above and left of them."""
    stops = [stop for stop in stops if stop["article"]]
    found = []
    for a, b in pairwise(stops):
        (_, above, right), (left, below, _) = a["place"], b["place"]
        if below < above - 8 and left < right - 4:
            found.append(f"{b['tag']} after {a['tag']}")
    return found
