"""The handles of explorables, as a page has them: what each of them moves."""

# All in the page: `handles.of(view)` are those that can be seen. A place is
# the name of a trait, and where in its lists a number stands: ["b"],
# ["weights", 0, 2, 1].
HELP = """(() => {
  const modelOf = (node) => faces.modelsOf(node.closest(".nnw-view"))
    .find((model) => model.get("_esm"));
  const of = (view) => [...view.querySelectorAll(".nnx-body [role=slider]")]
    .filter((node) => node.checkVisibility());
  const leaves = (value, path = []) => (Array.isArray(value)
    ? value.flatMap((each, i) => leaves(each, [...path, i])) : [[path, value]]);
  const innermost = (rule) =>
    (Array.isArray(rule) ? rule : innermost(rule.each ?? rule.row[0]));

  // A key, "Shift+" before it; what a handle takes, it keeps from the page.
  const press = (node, key) => !node.dispatchEvent(new KeyboardEvent("keydown", {
    key: key.split("+").at(-1), shiftKey: key.startsWith("Shift+"),
    bubbles: true, cancelable: true }));

  const get = (node, [name, ...path]) =>
    path.reduce((value, i) => value[i], modelOf(node).get(name));
  const put = (node, [name, ...path], value) => {
    const model = modelOf(node);
    const whole = { value: structuredClone(model.get(name)) };
    const last = ["value", ...path].at(-1);
    ["value", ...path].slice(0, -1).reduce((v, i) => v[i], whole)[last] = value;
    model.set(name, whole.value);
  };

  // The number that a pair of opposite keys moves, null if they move none.
  const movedBy = (node, keys) => {
    const model = modelOf(node), before = structuredClone({ ...model.state });
    try {
      for (const key of keys) {
        press(node, key);
        for (const name in before.usual) {
          const olds = leaves(before[name]), news = leaves(model.get(name));
          const found = olds.filter(([, old], i) => old !== news[i][1]);
          if (found.length > 1) throw new Error(`${key} moves several of ${name}`);
          if (found.length) return [name, ...found[0][0]];
        }
      }
      return null;
    } finally {
      model.set(before);
    }
  };
  const describe = (node) => {
    const places = [["ArrowRight", "ArrowLeft"], ["ArrowUp", "ArrowDown"]]
      .map((keys) => movedBy(node, keys));
    const limits = (place) => ({
      usual: modelOf(node).get("usual")[place[0]],
      most: innermost(modelOf(node).get("rules")[place[0]]),
    });
    return { label: node.getAttribute("aria-label"),
      numbers: places.map((place) => place && { place, ...limits(place) }) };
  };

  // From `start`, a key after the other: what the number is after each.
  const walk = (node, place, start, keys) => {
    put(node, place, start);
    return keys.map((key) => [press(node, key), get(node, place)]);
  };

  // A place on the screen where a pointer meets `node` and nothing above it.
  const spot = (node) => {
    node.scrollIntoView({ block: "center", behavior: "instant" });
    const { x, y, width, height } = node.getBoundingClientRect();
    const parts = [0.5, 0.3, 0.7, 0.1, 0.9, 0.2, 0.8, 0.4, 0.6];
    for (const down of parts) {
      for (const across of parts) {
        const at = [x + width * across, y + height * down];
        if (node.contains(document.elementFromPoint(...at))) return at;
      }
    }
    return null;
  };
  globalThis.handles = { modelOf, of, press, get, put, describe, walk, spot };
})()"""


class Number:
    """A number that a handle moves with a pair of keys."""

    def __init__(self, page, node, place, usual, most):
        self.page, self.node, self.place = page, node, place
        (self.low, self.high), (self.least, self.most) = usual, most

    def clamped(self, value):
        """`value` as far as the usual range goes, in two decimals."""
        return round(min(self.high, max(self.low, value)), 2)

    def get(self):
        """What the model holds."""
        return self.page.evaluate(
            "([node, place]) => handles.get(node, place)",
            [self.node, self.place],
        )

    def put(self, value):
        """Set it in the model, and wait for the frame that shows it."""
        self.page.evaluate(
            """([node, place, value]) => {
              handles.put(node, place, value);
              return faces.frames(2);
            }""",
            [self.node, self.place, value],
        )

    def walk(self, start, keys):
        """Set it to `start`, press keys; what it is after each of them."""
        found = self.page.evaluate(
            "([node, ...more]) => handles.walk(node, ...more)",
            [self.node, self.place, start, keys],
        )
        assert all(taken for taken, _ in found), keys
        return [value for _, value in found]


class Handle:
    """A handle in the page: `numbers` has one number for the keys to the
    right and left, one for those up and down; they are one at most handles.
    """

    def __init__(self, page, node):
        self.page, self.node = page, node
        found = page.evaluate("(node) => handles.describe(node)", node)
        self.label = found["label"]
        self.numbers = [
            number and Number(page, node, **number)
            for number in found["numbers"]
        ]

    @property
    def is_point(self):
        """Whether the two pairs of keys move two numbers."""
        across, up = (number and number.place for number in self.numbers)
        return across != up

    def state(self):
        """All that its explorable's model holds."""
        return self.page.evaluate(
            "(node) => structuredClone({ ...handles.modelOf(node).state })",
            self.node,
        )

    def spot(self):
        """Where a pointer meets it, brought to the middle of the screen."""
        found = self.page.evaluate("(node) => handles.spot(node)", self.node)
        assert found, f"{self.label} lies below other things"
        return found


def handles(page, index):
    """The handles of the page's view of that place."""
    page.evaluate(HELP)
    found = page.evaluate_handle(
        "(i) => handles.of(document.querySelectorAll('.nnw-view')[i])", index
    )
    nodes = found.get_properties().values()
    return [Handle(page, node.as_element()) for node in nodes]
