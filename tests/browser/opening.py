"""Opens pages of the built book, and notes what should not happen there."""

import re

# A page is ready when its widgets are drawn, its fonts are there and one more
# frame has passed, in which what depends on them is laid out.
READY = """() => {
  const views = document.querySelector(
    'script[type="application/vnd.jupyter.widget-view+json"]');
  return !views || document.documentElement.dataset.nnbook === "ready";
}"""
SETTLED = """() => document.fonts.ready.then(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done()))))"""


class Opener:
    """Opens pages and keeps account of what should not happen on them."""

    def __init__(self, browser, site):
        self.browser, self.site = browser, site
        self.contexts, self.problems = [], []

    def __call__(
        self,
        page,
        via="http",
        width=1280,
        theme="light",
        site=None,
        wait=True,
        clock=False,
        before="",
        **options,
    ):
        """Open `page` and wait until its widgets can be used.

        With `clock` its timers are the test's to run, from the very first;
        the time is 0 when it opens. `before` is a script that runs in each
        of its pages before all others.
        """
        site = site or self.site
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            reduced_motion=options.pop("reduced_motion", "reduce"),
            **options,
        )
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        self._watch(context, site.origin)
        if before:
            context.add_init_script(before)
        tab = context.new_page()
        if clock:
            tab.clock.install(time=0)
        tab.goto(site.url(page, via))
        if wait:
            tab.wait_for_function(READY)
            tab.evaluate(SETTLED)
        return tab

    def _watch(self, context, origin):
        own = rf"{re.escape(origin)}|file:|blob:|data:|about:"

        def refuse(route):
            self.problems.append(f"outside request: {route.request.url}")
            route.abort()

        def connect(socket):
            self.problems.append(f"outside request: {socket.url}")

        def hear(message):
            if message.type in ("error", "warning"):
                self.problems.append(f"{message.type}: {message.text}")

        context.route(re.compile(rf"^(?!{own})"), refuse)
        context.route_web_socket(re.compile(""), connect)
        context.on("console", hear)
        context.on(
            "weberror",
            lambda error: self.problems.append(f"page error: {error.error}"),
        )

    def take_problems(self):
        """Return what went wrong so far, for a test that expects it."""
        problems, self.problems = self.problems, []
        return problems

    def close(self):
        """Close every page."""
        for context in self.contexts:
            context.close()
        self.contexts.clear()


def assert_quiet(opener):
    """Fail with all that went wrong on the pages since the last time."""
    problems = opener.take_problems()
    assert not problems, "\n".join(problems)
