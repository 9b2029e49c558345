"""One explorable in a page: its traits, its faces and what they show."""

import base64
import re
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from nnbook.activations import ACTIVATIONS

# What no reader should ever see.
BAD = re.compile(r"NaN|Infinity|undefined|null|\[object|too large")

# What the faces show, read from the page: texts by quantity, lengths, lines.
HELPERS = """(() => {
  const VIEW = 'script[type="application/vnd.jupyter.widget-view+json"]';
  const inner = (model) => (model.get("children") ?? []).flatMap((child) => {
    const found = nnbook.models.get(child.slice("IPY_MODEL_".length));
    return [found, ...inner(found)];
  });
  const modelsOf = (view) => {
    const { model_id } = JSON.parse(view.previousElementSibling.textContent);
    const root = nnbook.models.get(model_id);
    return [root, ...inner(root)];
  };
  const frames = (n = 2) => new Promise((done) => {
    const step = () => (n-- ? requestAnimationFrame(step) : done());
    step();
  });
  const texts = (face) => {
    const found = {};
    for (const node of face?.querySelectorAll("[data-q]") ?? []) {
      (found[node.dataset.q] ??= []).push(node.textContent);
    }
    return found;
  };
  // What a status line shows. Its live region says the same, but later.
  const status = (view) =>
    [...view.querySelectorAll(".nnx-status > :not([role=status])")]
      .map((part) => part.textContent).join("");
  const box = (node) => {
    const { x, y, width, height } = node.getBoundingClientRect();
    return [x, y, width, height];
  };
  // A number that stands for a text.
  const sum = (text) => [...text].reduce(
    (total, letter) => (31 * total + letter.charCodeAt(0)) % 4294967291, 7);
  // An element that only groups others has no box of its own.
  const visible = (node) => node.checkVisibility()
    || getComputedStyle(node).display === "contents";
  // What a reader sees of `view` without `own`: not what is pointed at, and
  // not what is only spoken.
  const picture = (view, own) => {
    const parts = [];
    const walk = (node) => {
      if (node === own) return;
      if (node.nodeType === Node.TEXT_NODE && node.data) parts.push(node.data);
      if (node.nodeType !== Node.ELEMENT_NODE) return;
      if (!visible(node) || node.matches(".nnx-sr")) return;
      parts.push(node.localName);
      for (const { name, value } of node.attributes) {
        if (/^aria-(?!disabled)|^(data-hot|id|for|name)$/.test(name)) continue;
        const words = value.split(" ").filter((w) => !/^nn-(hot|drag)$/.test(w));
        if (words.join("")) parts.push(`${name}=${words.join(" ")}`);
      }
      if (node.matches("input, select")) parts.push(node.value, node.checked);
      if (node.matches("canvas")) parts.push(sum(node.toDataURL()));
      node.childNodes.forEach(walk);
    };
    walk(view);
    return parts.join("\\n");
  };
  // A canvas as the bytes of its pixels: red, green, blue, opacity.
  const pixels = (canvas) => {
    if (!canvas) return "";
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height)
      .getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
    const letters = [];
    for (let i = 0; i < data.length; i += 4096) {
      letters.push(String.fromCharCode(...data.subarray(i, i + 4096)));
    }
    return btoa(letters.join(""));
  };
  globalThis.faces = { modelsOf, frames, texts, status, box, picture, pixels };
})()"""

READ = """(view) => {
  const state = faces.modelsOf(view).find((m) => m.get("n_inputs")).state;
  const one = (selector) => view.querySelector(selector);
  const all = (selector) => [...view.querySelectorAll(selector)];
  const frame = one(".nn-frame");
  const number = (name) => Number(frame.getAttribute(name));
  return {
    state,
    diagram: faces.texts(one(".nnx-diagram")),
    edges: all(".nn-edge").map((e) => Number(e.getAttribute("stroke-width"))),
    signs: all(".nn-edge").map((e) => e.dataset.sign),
    equation: faces.texts(one(".nnx-equation")),
    code: faces.texts(one(".nnx-code")),
    runnable: one(".nnx-code button").program(),
    status: faces.status(view),
    frame: frame && ["x", "y", "width", "height"].map(number),
    line: one(".nn-boundary")?.getAttribute("d"),
    cross: one(".nnx-square [role=slider]")?.getAttribute("transform"),
    marks: all(".nn-point").map((p) => p.getAttribute("aria-label")),
    wrong: all(".nn-wrong").filter((w) => w.style.display !== "none").length,
    pixels: faces.pixels(one("canvas")),
    sliders: Object.fromEntries(all(".nnw-slider").map((s) => [
      /nn-q-(\\w+)/.exec(s.className)?.[1],
      [Number(s.querySelector("[type=range]").value),
        s.querySelector(".nnw-number").value]])),
  };
}"""


def shown(value):
    """`value` as the pictures write it: two decimals and a true minus."""
    size = abs(Decimal(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"−{size}" if value < 0 and size else f"{size}"


def factor(value):
    """`value` in an equation: a negative one wears brackets."""
    text = shown(value)
    return f"({text})" if text.startswith("−") else text


class Explorer:
    """A NeuronExplorer in the page, alone or in a panel with controls."""

    def __init__(self, page, view):
        self.page, self.view = page, view

    def set(self, **traits):
        """Set traits of the model, and wait for the frame that shows them."""
        self.page.evaluate(
            """([view, traits]) => {
              faces.modelsOf(view).find((m) => m.get("n_inputs")).set(traits);
              return faces.frames();
            }""",
            [self.view, traits],
        )

    def read(self):
        """What its traits are and what its faces show, now."""
        return Reading(self.page.evaluate(READ, self.view))

    def picture(self, without=None):
        """All that can be seen of it, as text, but for one element."""
        call = "([view, own]) => faces.picture(view, own)"
        return self.page.evaluate(call, [self.view, without])

    def one(self, selector):
        """Its element of that selector."""
        return self.view.query_selector(selector)

    def slider(self, quantity):
        """The range input of a quantity: w1, b, x2."""
        return self.one(f".nn-q-{quantity} input[type=range]")

    def field(self, quantity):
        """The field of a quantity in which a number can be typed."""
        return self.one(f".nn-q-{quantity} .nnw-number")


class Reading:
    """One moment of an explorer, beside what NumPy makes of its traits."""

    def __init__(self, found):
        self.__dict__.update(found)
        get = self.state.get
        n = get("n_inputs")
        self.n = n
        self.x = np.array([get(f"x{i + 1}") for i in range(n)], float)
        self.w = np.array([get(f"w{i + 1}") for i in range(n)], float)
        self.b = get("bias") if get("use_bias") else 0.0
        self.phi = get("activations")[get("activation_index")]
        self.z = float(self.x @ self.w + self.b)
        self.a = float(ACTIVATIONS[self.phi](self.z))

    @property
    def rgba(self):
        """The shading's pixels, (size, size, 4): red, green, blue, opacity."""
        values = np.frombuffer(base64.b64decode(self.pixels), np.uint8)
        size = round((len(values) / 4) ** 0.5)
        return values.reshape(size, size, 4).astype(float)

    @property
    def opacity(self):
        """How opaque each pixel of the shading is, 0 to 255."""
        return self.rgba[..., 3]

    @property
    def blueness(self):
        """How much more blue than red each pixel of the shading has."""
        return self.rgba[..., 2] - self.rgba[..., 0]

    def in_data(self, x, y):
        """A point of the plane's picture in data coordinates."""
        left, top, width, height = self.frame
        low, high = self.state["extent"]
        unit = (high - low) / width
        assert width == height
        return np.array([low + (x - left) * unit, high - (y - top) * unit])

    @property
    def line_ends(self):
        """Both ends of the drawn line w·x + b = 0, in data coordinates."""
        ends = self.line.removeprefix("M").split("L")
        return [self.in_data(*map(float, end.split())) for end in ends]

    @property
    def cross_point(self):
        """The input point, where it is drawn, in data coordinates."""
        inside = self.cross.removeprefix("translate(").removesuffix(")")
        return self.in_data(*map(float, inside.split()))


def enable(page):
    """Put the helpers into the page."""
    page.evaluate(HELPERS)


def explorers(page, selector=""):
    """The page's neuron explorers, those in a view that has `selector`."""
    enable(page)
    call = """(selector) => [...document.querySelectorAll(".nnw-view")].filter(
      (view) => view.querySelector(".nnx-neuron")
        && (!selector || view.matches(`:has(${selector})`)))"""
    found = page.evaluate_handle(call, selector)
    views = found.get_properties().values()
    return [Explorer(page, view.as_element()) for view in views]
