"""A reader who tries everything, at random, and what must hold all along.

The same seed on the same page is the same reader: what it did is written
down, and a failure prints it with the seed.
"""

import random
import re

from playwright.sync_api import Error

# Elements by what can be done with them.
FOUND = """([view, selector, share]) => {
  const open = view.querySelector("dialog[open]");
  const all = [...(open ?? view).querySelectorAll(selector)].filter(
    (node) => node.checkVisibility() && !node.disabled);
  const node = all[Math.floor(share * all.length)];
  node?.scrollIntoView({ block: "center", behavior: "instant" });
  return node ?? null;
}"""
NAME = """(node) => `${node.localName} ${node.getAttribute("aria-label")
  ?? node.labels?.[0]?.textContent ?? node.textContent}`.slice(0, 50)"""
SELECTORS = {
    "range": "input[type=range]",
    "field": "input[type=text], textarea",
    "handle": "[role=slider]",
    "choice": "input[type=radio], input[type=checkbox], select, summary,"
    " [role=tab], [role=radio]",
    "button": "button, [role=button]",
    "place": "svg, canvas, table, p",
}
KEYS = [
    "Home", "End", "PageUp", "PageDown", "ArrowLeft", "ArrowRight", "ArrowUp",
    "ArrowDown", "Shift+ArrowUp", "Shift+ArrowLeft",
]  # fmt: skip
OTHER_KEYS = [
    "Enter", "Space", "Escape", "Tab", "Shift+Tab", "Delete", "a", "7", "-",
]  # fmt: skip
RUBBISH = [
    "", " ", "-", "+", ".", ",", "1e", "1e999", "-1e999", "NaN", "Infinity",
    "٣", "1,5", "−0,05", "1.2.3", "0x10", "1_000", "null", "undefined", "5 5",
    "9" * 400, "0." + "0" * 400 + "1", "🙂", "<b>1</b>",
    "<img src=x onerror='globalThis.hacked=1'>", "100", "-100", "0", "-0",
    "1e-300", "2.5", "[[1, 2], [3, 4]]", "1\t2\n3\t4", "1;2;3", "[[[1]]]",
    "javascript:alert(1)", "${1}", "\u202e1", "\ufeff1", "\x00",
]  # fmt: skip
NUMBERS = [
    "0",
    "1",
    "2",
    "3",
    "-1",
    "100",
    "-100",
    "99.999",
    "1e-9",
    "0.5",
    "x",
]
WIDTHS = [320, 390, 700, 1280, 1900]
# Fragments: none, no key, unknown, broken, of the wrong kind, hostile.
FRAGMENTS = [
    "", "nn=", "nn=gone&x=1", "nn=%zz", "nn={key}", "nn={key}&w1=NaN",
    "nn={key}&x=1e999", "nn={key}&__proto__=1", "nn={key}&constructor=1",
    "nn={key}&hide=weights,inputs", "nn={key}&lock=weights,bias",
    "nn={key}&hide=constructor", "nn={key}&z=3&x=2&w1=-1&bias=1",
    "nn={key}&step=3&at=0", "nn={key}&morph=0.5&w11=-2",
    "nn={key}&<script>globalThis.hacked=1</script>", "nn={key}&n=1",
    "nn={key}&" + "x" * 5000, "nn={key}&view_index=2&batch_index=3",
]  # fmt: skip


class Reader:
    """Does to the widgets `views` of a page what a reader might do."""

    def __init__(self, page, views, seed):
        self.page, self.views, self.seed = page, views, seed
        self.chance = random.Random(seed)
        self.done = []

    def act(self):
        """Do one thing."""
        self.view = self.chance.choice(self.views)
        acts = {
            self.slide: 5, self.type: 4, self.move: 6, self.choose: 4,
            self.press: 4, self.touch: 3, self.use_keys: 2, self.follow_link: 1,
            self.turn_page: 1,
        }  # fmt: skip
        [act] = self.chance.choices(list(acts), acts.values())
        try:
            note = act()
        except Error as error:
            # What was done a moment ago can take a control away.
            if "not attached" not in str(error):
                raise
            note = "gone"
        number = self.views.index(self.view)
        self.done.append(f"{act.__name__} in {number}: {note}")

    def find(self, kind):
        """An element of that kind that can be used now, or None."""
        given = [self.view, SELECTORS[kind], self.chance.random()]
        found = self.page.evaluate_handle(FOUND, given).as_element()
        if found is not None:
            self.name = found.evaluate(NAME)
        return found

    def spot(self, node):
        """A point within the element."""
        box = node.bounding_box() or {"x": 0, "y": 0, "width": 1, "height": 1}
        return (
            box["x"] + box["width"] * self.chance.random(),
            box["y"] + box["height"] * self.chance.random(),
        )

    def drag(self, start, end):
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(*end, steps=3)
        self.page.mouse.up()

    def click(self, node):
        x, y = self.spot(node)
        link = "([x, y]) => document.elementFromPoint(x, y)?.closest('a')"
        if self.page.evaluate(f"{link} !== null", [x, y]):
            return False  # it would leave the page, or is not in sight
        self.page.mouse.click(x, y)
        return True

    # ---- What can be done.

    def slide(self):
        node = self.find("range")
        if node is None:
            return "no slider"
        if self.chance.random() < 0.3:
            start, end = self.spot(node), self.spot(node)
            end = (end[0] + self.chance.choice([-900, 0, 0, 900]), end[1])
            self.drag(start, end)
            return f"{self.name} from {start} to {end}"
        keys = self.chance.choices(KEYS, k=self.chance.randint(1, 3))
        return self.keys(node, keys)

    def move(self):
        node = self.find("handle")
        if node is None:
            return "nothing to move"
        if self.chance.random() < 0.5:
            (x, y), far = self.spot(node), self.chance.choice([10, 60, 500])
            end = (
                x + self.chance.uniform(-far, far),
                y + self.chance.uniform(-far, far),
            )
            self.drag((x, y), end)
            return f"{self.name} by mouse from {(x, y)} to {end}"
        return self.keys(
            node, self.chance.choices(KEYS, k=self.chance.randint(1, 4))
        )

    def keys(self, node, keys):
        node.focus()
        for key in keys:
            self.page.keyboard.press(key)
        return f"{self.name}: {' '.join(keys)}"

    def type(self):
        node = self.find("field")
        if node is None:
            return "no field"
        text = self.chance.choice(RUBBISH)
        node.focus()
        self.page.keyboard.press("Control+a")
        if text:
            self.page.keyboard.insert_text(text)
        else:
            self.page.keyboard.press("Delete")
        end = self.chance.choice(
            ["Enter", "Enter", "Tab", "Escape", "ArrowUp", "ArrowDown"]
        )
        self.page.keyboard.press(end)
        return f"{self.name}: {text[:40]!r} {end}"

    def choose(self):
        node = self.find("choice")
        if node is None:
            return "no choice"
        if node.evaluate("(n) => n.localName === 'select'"):
            most = node.evaluate("(n) => n.options.length")
            index = self.chance.randrange(most)
            node.select_option(index=index)
            return f"{self.name}: {index}"
        if self.chance.random() < 0.5:
            return self.keys(node, [self.chance.choice(["Space", *KEYS[4:8]])])
        return f"{self.name}: click {self.click(node)}"

    def press(self):
        node = self.find("button")
        if node is None:
            return "no button"
        if self.chance.random() < 0.3:
            return self.keys(node, ["Enter"])
        return f"{self.name}: click {self.click(node)}"

    def touch(self):
        """Click, or click twice, or point anywhere in a picture."""
        node = self.find("place")
        if node is None:
            return "no picture"
        way = self.chance.choice(["click", "double", "point", "wheel"])
        if way == "point":
            self.page.mouse.move(*self.spot(node))
        elif way == "wheel":
            self.page.mouse.move(*self.spot(node))
            self.page.mouse.wheel(0, self.chance.choice([-300, 300]))
        else:
            for _ in range(1 + (way == "double")):
                self.click(node)
        return f"{self.name}: {way}"

    def use_keys(self):
        """Any key, wherever the focus is, as long as it is on no link."""
        pressed = self.chance.choices(
            [*OTHER_KEYS, *KEYS], k=self.chance.randint(1, 4)
        )
        for key in pressed:
            away = "document.activeElement.matches('a, body')"
            if self.page.evaluate(away) and key in ("Enter", "Space"):
                break
            self.page.keyboard.press(key)
        return " ".join(pressed)

    def follow_link(self):
        """Open a made-up link, or the widget's own with a number changed."""
        key = self.view.evaluate("(v) => v.dataset.cell") or "x"
        fragment = self.chance.choice(FRAGMENTS).format(key=key)
        copy = self.view.query_selector("button:text-is('copy link')")
        if copy and copy.is_enabled() and self.chance.random() < 0.6:
            copy.evaluate("(button) => button.click()")
            fragment = self.tampered(self.page.evaluate("location.hash"))
        self.page.evaluate("(to) => { location.hash = to; }", fragment)
        return fragment[:60]

    def tampered(self, fragment):
        """A link with one to three of its numbers exchanged."""
        parts = re.split(r"(?<=[=,;~])(-?[\d.]+(?:e-?\d+)?)", fragment[1:])
        for _ in range(self.chance.randint(1, 3)):
            if len(parts) > 1:
                place = self.chance.randrange(1, len(parts), 2)
                parts[place] = self.chance.choice(NUMBERS)
        return "".join(parts)

    def turn_page(self):
        """Change what the page is shown on: width, theme, motion."""
        way = self.chance.choice(["width", "theme", "button", "motion"])
        if way == "width":
            value = self.chance.choice(WIDTHS)
            self.page.set_viewport_size({"width": value, "height": 900})
        elif way == "motion":
            value = self.chance.choice(["reduce", "no-preference"])
            self.page.emulate_media(reduced_motion=value)
        else:
            value = self.chance.choice(["light", "dark"])
            if way == "theme":
                self.page.emulate_media(color_scheme=value)
            else:
                call = "(v) => { document.documentElement.dataset.theme = v; }"
                self.page.evaluate(call, value)
        return f"{way} {value}"


# ---- What must hold at any time: what is wrong with the views, in words.

FAULTS = r"""(views) => {
  const wrong = [];
  const bad = /\b(NaN|Infinity|undefined|null|\[object)\b/;
  const tell = (text) => wrong.push(text.slice(0, 300));
  if (globalThis.hacked) tell("foreign code has run");
  const nameOf = (node) => `<${node.localName} class="${
    node.getAttribute("class") ?? ""}" ${node.getAttribute("aria-label") ?? ""}>`;
  for (const view of views) {
    if (!view.isConnected) { tell("a view is gone"); continue; }
    for (const node of view.querySelectorAll(".nnw-fault, .nnw-notice")) {
      if (!node.matches(".nnw-linked")) tell(`it says: ${node.textContent}`);
    }
    for (const node of view.querySelectorAll("*")) {
      const own = [...node.childNodes].filter((n) => n.nodeType === 3)
        .map((n) => n.data).join(" ");
      // What was typed, and is quoted as wrong, is no number of ours.
      if (bad.test(own) && !node.matches("[role=alert], .nnw-linked")) {
        tell(`${nameOf(node)} shows ${own}`);
      }
      for (const { name, value } of node.attributes) {
        if (bad.test(value)) {
          tell(`${nameOf(node)} has ${name}=${value}`);
        }
      }
      if (node.matches("[data-copies]") && /\b(NaN|Infinity|undefined|null)\b/
        .test(node.program())) tell(`${nameOf(node)} copies ${node.program()}`);
    }
    for (const node of view.querySelectorAll("[role=slider]")) {
      const [low, now, high] = ["min", "now", "max"].map(
        (part) => Number(node.getAttribute(`aria-value${part}`) ?? NaN));
      if (!(low <= now && now <= high)) {
        tell(`${nameOf(node)} is at ${now}, not in ${low} to ${high}`);
      }
    }
    for (const node of view.querySelectorAll("input[type=range]")) {
      const { min, max, value } = node;
      if (!(Number(min) <= Number(value) && Number(value) <= Number(max))) {
        tell(`${nameOf(node)} is at ${value}, not in ${min} to ${max}`);
      }
    }
    for (const face of view.querySelectorAll(".nnx-body > *")) {
      if (!face.checkVisibility() || face.matches(".nnx-sr, dialog")) continue;
      const { width, height } = face.getBoundingClientRect();
      const full = face.innerText.trim() || face.querySelector("svg, canvas");
      if (!full || width < 20 || height < 8) tell(`${nameOf(face)} is empty`);
    }
    for (const picture of view.querySelectorAll("svg[viewBox]")) {
      const { width, height } = picture.viewBox.baseVal;
      if (!(width > 0 && height > 0 && width < 4000 && height < 4000)) {
        tell(`${nameOf(picture)} is ${width} by ${height}`);
      }
    }
  }
  if (Object.keys(Object.prototype).length) tell("Object.prototype has grown");
  return wrong;
}"""
