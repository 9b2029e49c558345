"""What both browsers can do, once each can evaluate and perform actions.

Both speak a W3C protocol in which keys and pointers are the same lists of
actions: only how a command travels differs, see firefox.py and webkit.py.
"""

import json
import time
from contextlib import contextmanager

KEYS = {
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Control": "\ue009",
    "Escape": "\ue00c",
    "Space": " ",
    "End": "\ue010",
    "Home": "\ue011",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
}
MOUSE = {
    "type": "pointer",
    "id": "mouse",
    "parameters": {"pointerType": "mouse"},
}
# An expression; if it is a function, it is called. The answer is JSON.
WRAP = """(async () => {
  const found = (%s);
  const value = typeof found === "function" ? await found(%s) : await found;
  return JSON.stringify(value ?? null);
})()"""
# Asks an expression or a function in the page, again and again, until it gives
# something true or the time is over: what it gave, and what went wrong.
UNTIL = """async ([arg, seconds]) => {
  const end = performance.now() + 1000 * seconds;
  for (;;) {
    let value = null, error = null;
    try {
      const found = (%s);
      value = await (typeof found === "function" ? found(arg) : found);
    } catch (problem) { error = String(problem); }
    if (value || performance.now() > end) return [value, error];
    await new Promise((done) => setTimeout(done, 20));
  }
}"""
# The middle of an element, which is brought on the screen.
MIDDLE = """async ([selector, number]) => {
  const all = [...document.querySelectorAll(selector)].filter(
    (e) => e.checkVisibility());
  const element = all.at(number);
  if (!element) return null;
  element.scrollIntoView({ block: "center", behavior: "instant" });
  await new Promise((done) => requestAnimationFrame(
    () => requestAnimationFrame(done)));
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""


class BrowserError(Exception):
    """The browser, or a script in it, answered with an error."""


class Driver:
    """A browser with one tab."""

    def evaluate(self, script, arg=None):
        """The value of an expression, or of the function that it is."""
        text = self.run(WRAP % (script, json.dumps(arg)))
        return json.loads(text)

    def wait_for(self, script, arg=None, seconds=20):
        """Wait until a script gives something true, and return that."""
        end = time.monotonic() + seconds
        left, reason = seconds, None
        while left > 0:
            try:
                # No longer at a time than a driver lets a script run.
                value, reason = self.evaluate(
                    UNTIL % script, [arg, min(left, 10)]
                )
            except BrowserError as error:  # between one page and the next
                value, reason = None, error
            if value:
                return value
            left = end - time.monotonic()
        raise AssertionError(
            f"not within {seconds} s: {script}" + f": {reason}" * bool(reason)
        )

    # ---- Keys and the mouse.

    def press(self, key, *held):
        """Press and release a key, while others are held down."""
        held = [KEYS.get(name, name) for name in held]
        code = KEYS.get(key, key)
        strokes = [*held, code]
        actions = [{"type": "keyDown", "value": k} for k in strokes]
        actions += [{"type": "keyUp", "value": k} for k in strokes[::-1]]
        self.perform([{"type": "key", "id": "keys", "actions": actions}])

    def type(self, text):
        """Press the keys of a text, one after another."""
        for letter in text:
            self.press(letter)

    def middle(self, selector, number=0):
        """Where the middle of the visible element `number` is."""
        place = self.evaluate(MIDDLE, [selector, number])
        assert place, f"no visible {selector} [{number}]"
        return place

    def click(self, selector, number=0):
        """Click the middle of the visible element `number` of a selector."""
        place = self.middle(selector, number)
        self._mouse(_move(*place), {"type": "pointerDown", "button": 0},
                    {"type": "pointerUp", "button": 0})  # fmt: skip

    @contextmanager
    def held(self, x, y):
        """The mouse button, held down at a place: yields how to move it."""
        self._mouse(_move(x, y), {"type": "pointerDown", "button": 0})
        yield lambda x, y: self._mouse(_move(x, y, 60))
        self._mouse({"type": "pointerUp", "button": 0})

    def drag(self, start, end):
        """Drag from one place to another, in a few moves."""
        with self.held(*start) as move:
            for part in (0.3, 0.6, 1):
                move(
                    *(
                        a + part * (b - a)
                        for a, b in zip(start, end, strict=True)
                    )
                )

    def _mouse(self, *actions):
        self.perform([{**MOUSE, "actions": list(actions)}])


def _move(x, y, duration=0):
    return {"type": "pointerMove", "x": round(x), "y": round(y),
            "duration": duration, "origin": "viewport"}  # fmt: skip
