"""Fingers on a screen, as it reports them to Chromium."""

PHONE = {"width": 390, "has_touch": True, "is_mobile": True}
FRAMES = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"""
# Every model that changes from now on.
RECORD = """() => {
  globalThis.told = [];
  for (const model of nnbook.models.values()) {
    model.on("change", () => told.push(model.name));
  }
}"""


class Hand:
    """Fingers, as the screen reports them to Chromium."""

    def __init__(self, page):
        self.page = page
        self.cdp = page.context.new_cdp_session(page)
        self.down = {}

    def _send(self, kind, points):
        points = [{"id": i, "x": x, "y": y} for i, (x, y) in points.items()]
        self.cdp.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": points}
        )
        self.page.evaluate(FRAMES)

    def touch(self, x, y, finger=0):
        """Put a finger down."""
        self.down[finger] = (x, y)
        self._send("touchStart", self.down)

    def move(self, dx, dy, steps=5, finger=0):
        """Move a finger that is down, in so many steps."""
        for _ in range(steps):
            x, y = self.down[finger]
            self.down[finger] = (x + dx / steps, y + dy / steps)
            self._send("touchMove", self.down)

    def lift(self, finger=0):
        """Take a finger up."""
        del self.down[finger]
        # An end is the end of all; one finger of several goes by a move.
        self._send("touchMove" if self.down else "touchEnd", self.down)

    def cancel(self):
        """The browser takes all fingers for its own."""
        if self.down:
            self.down = {}
            self._send("touchCancel", self.down)
