"""Speed and size of the built book: medians, p95 and ratios of one run.

    python -m scripts.bench             all of it (the book must be built)
    python -m scripts.bench --no-build  leave out the two timed builds

It measures and prints; it never fails. The figures to compare with stand
beside each result.
"""

import argparse
import functools
import gzip
import http.server
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from nnbook_sphinx.page.styles import uncommented

from . import explorables, trace
from .chromium import launch

ROOT = Path(__file__).resolve().parents[2]
HTML = ROOT / "_build" / "html"
PAGE = "chapters/02-perceptron.html"
TEXT = {".html", ".css", ".js", ".json", ".svg", ".txt"}
# The stages of the tests serve here too: built, lab, test_network.
sys.path.insert(0, str(ROOT / "tests" / "browser"))


class Gzipped(http.server.SimpleHTTPRequestHandler):
    """Serves the book compressed, and notes what each answer weighs."""

    protocol_version = "HTTP/1.1"
    weights: dict = {}  # noqa: RUF012 - one server, one tally

    def do_GET(self):
        """Send a file, compressed if it is a text."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return self.send_error(404)
        body = path.read_bytes()
        packed = path.suffix in TEXT
        body = _packed(path) if packed else body
        self.weights[self.path.split("?")[0]] = len(body)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return self.wfile.write(body)

    def log_message(self, *args):
        """Keep the console for the results."""


@functools.cache
def _packed(path):
    return gzip.compress(path.read_bytes(), 9)


def serve():
    """A server of the built book; returns it and its address."""
    handler = functools.partial(Gzipped, directory=str(HTML))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}"


def spread(values):
    """Median and 95th percentile, as text, of milliseconds."""
    p95 = statistics.quantiles(values, n=20)[-1]
    middle = statistics.median(values)
    return f"median {middle:6.2f} ms   p95 {p95:6.2f} ms   n={len(values)}"


# From the event to the frame's end: a message posted in the frame's callback
# is delivered when style, layout and paint of that frame are done.
WATCH = """
() => {
  const range = document.querySelector(".nnx-panel .nnw-range");
  range.scrollIntoView({ block: "center", behavior: "instant" });
  globalThis.frames_ = [];
  const channel = new MessageChannel();
  let begun = null, stamp = null, handled = 0, frame = 0;
  channel.port1.onmessage = () => {
    const now = performance.now();
    // In all, and the work alone: without the wait for the display's clock.
    if (begun !== null) {
      globalThis.frames_.push([now - stamp, handled + now - frame]);
    }
    begun = null;
  };
  // Capture: before any handler of ours has run.
  document.addEventListener("input", (event) => {
    begun ??= performance.now();
    stamp = event.timeStamp;
    const heard = performance.now();
    addEventListener("input", () => {
      handled = performance.now() - heard;
    }, { once: true });
    requestAnimationFrame(() => {
      frame = performance.now();
      channel.port2.postMessage(0);
    });
  }, true);
  const box = range.getBoundingClientRect();
  return [box.left, box.top, box.width, box.height];
}
"""


def frame_times(page, moves=300):
    """Milliseconds from a slider's input event to its painted frame.

    A real mouse drags the slider; Chromium delivers each move with the next
    frame, as it does for a reader.
    """
    left, top, width, height = page.evaluate(WATCH)
    y = top + height / 2
    page.mouse.move(left + width / 2, y)
    page.mouse.down()
    for i in range(moves):
        share = 0.5 + 0.45 * ((i * 7 % 40) / 20 - 1)
        page.mouse.move(left + width * share, y)
    page.mouse.up()
    page.wait_for_timeout(100)
    return page.evaluate("globalThis.frames_")


KERNEL = """
import io, ipywidgets, matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt, numpy as np
slider = ipywidgets.FloatSlider(min=-3, max=3, step=0.05)
image = ipywidgets.Image()
z = np.linspace(-4, 4, 81)
def redraw(change):
    fig, ax = plt.subplots(figsize=(4, 3))
    ax.plot(z, 1 / (1 + np.exp(-slider.value * z)))
    out = io.BytesIO(); fig.savefig(out, format="png"); plt.close(fig)
    image.value = out.getvalue()
slider.observe(redraw, "value")
redraw(None)
ipywidgets.VBox([slider, image])
"""
# From the key that moves the slider to the frame that shows the new picture.
ROUND_TRIP = """
() => new Promise((done) => {
  const handle = document.querySelector(".widget-slider .noUi-handle");
  const image = document.querySelector(".widget-image");
  handle.focus();
  const begun = performance.now();
  image.addEventListener("load", () => {
    const loaded = performance.now();
    requestAnimationFrame(() => {
      const frame = performance.now(), channel = new MessageChannel();
      // Without the wait for the display's clock, as above.
      channel.port1.onmessage = () =>
        done(loaded - begun + performance.now() - frame);
      channel.port2.postMessage(0);
    });
  }, { once: true });
  handle.dispatchEvent(new KeyboardEvent(
    "keydown", { key: "ArrowRight", bubbles: true }));
})
"""


def kernel_times(browser, moves=40):
    """Milliseconds for the usual way: slider → kernel → Matplotlib → page.

    It runs in a real JupyterLab, in the same browser.
    """
    import nbformat
    from lab import jupyterlab, open_notebook, run_all

    with tempfile.TemporaryDirectory() as folder:
        cell = nbformat.v4.new_code_cell(KERNEL)
        book = nbformat.v4.new_notebook(cells=[cell])
        book.metadata.kernelspec = {
            "name": "python3",
            "display_name": "Python",
        }
        nbformat.write(book, Path(folder) / "usual.ipynb")
        with jupyterlab(folder) as address:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            open_notebook(page, address, "usual.ipynb")
            run_all(page)
            page.wait_for_selector(".widget-image", timeout=60_000)
            page.wait_for_timeout(1000)
            times = [page.evaluate(ROUND_TRIP) for _ in range(moves)]
            page.close()
            return times


USABLE = """
(() => {
  const look = () => {
    const range = document.querySelector(".nnx-panel .nnw-range");
    const drawn = document.querySelector(".nnx-panel .nnx-diagram svg text");
    if (range?.getBoundingClientRect().width && drawn) {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        globalThis.usable = performance.now();
      };
      channel.port2.postMessage(0);
    } else requestAnimationFrame(look);
  };
  look();
})();
"""


def first_slider(browser, address, throttled):
    """Milliseconds from the visit to a slider that moves its picture."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(USABLE)
    if throttled:
        page.context.new_cdp_session(page).send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": 150,
                "downloadThroughput": 1.6e6 / 8,
                "uploadThroughput": 750e3 / 8,
            },
        )
    page.goto(f"{address}/{PAGE}", wait_until="load", timeout=60_000)
    page.wait_for_function("globalThis.usable", timeout=60_000)
    usable = page.evaluate("globalThis.usable")
    page.wait_for_timeout(300)
    context.close()
    return usable


def page_weight(browser, address, name=PAGE):
    """Bytes, compressed, of everything that a first visit loads, by path."""
    Gzipped.weights.clear()
    page = browser.new_context(
        viewport={"width": 1280, "height": 800}
    ).new_page()
    outside = []

    def note(request):
        if not request.url.startswith((address, "blob:", "data:")):
            outside.append(request.url)

    page.on("request", note)
    page.goto(f"{address}/{name}", wait_until="networkidle")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(500)
    page.context.close()
    return dict(Gzipped.weights), outside


def our_sources(weights):
    """Compressed bytes of what this project wrote, of what a visit loads.

    The theme's rules and ours share one style sheet; ours are counted as if
    they came alone.
    """
    sheets = (ROOT / "lib" / "nnbook_sphinx" / "static").glob("*.css")
    ours = ("/_static/nnbook/", "/_static/pages.js")
    scripts = [size for path, size in weights.items() if path.startswith(ours)]
    texts = [uncommented(s.read_text(encoding="utf-8")) for s in sheets]
    packed = [len(gzip.compress(text.encode(), 9)) for text in texts]
    return sum(scripts) + sum(packed)


def build_times():
    """Seconds of a build from clean, and after a change in prose alone."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "book"
        left_out = shutil.ignore_patterns(
            "_build", ".venv", ".git", ".*_cache"
        )
        shutil.copytree(ROOT, copy, ignore=left_out)
        program = Path(sys.executable).with_name("jupyter-book")
        command = [str(program), "build", ".", "-W", "--keep-going"]
        clean = _seconds(command, copy)
        chapter = copy / "chapters" / "02-perceptron.ipynb"
        text = chapter.read_text(encoding="utf-8")
        chapter.write_text(
            text.replace("neuron", "Neuron", 1), encoding="utf-8"
        )
        return clean, _seconds(command, copy)


def _seconds(command, folder):
    begun = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - begun


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--no-build", action="store_true")
    options = parser.parse_args()
    if not (HTML / PAGE).is_file():
        sys.exit("The book is not built yet: run `make book` first.")
    from playwright.sync_api import sync_playwright

    server, address = serve()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        print_weight(*page_weight(browser, address))
        print_pages(browser, address)
        print_visits(browser, address)
        print_explorables(browser, address)
        print_growth(browser)
        frames, work = measure_frames(browser, address)
        print_frames(frames, work, kernel_times(browser))
        browser.close()
    server.shutdown()
    if not options.no_build:
        clean, prose = build_times()
        print("\nBuilding the book (after installation)")
        print(f"  from clean            {clean:5.1f} s   (goal: at most 60)")
        print(f"  after a prose change  {prose:5.1f} s   (goal: at most 12)")


def print_weight(weights, outside):
    """Print what a first visit of the perceptron page loads."""
    print("First visit of the perceptron page, compressed")
    for path, size in sorted(weights.items(), key=lambda item: -item[1]):
        print(f"  {size / 1000:7.1f} KB  {path}")
    whole, ours = sum(weights.values()), our_sources(weights)
    print(f"  {whole / 1000:7.1f} KB  in all   (goal: at most 700)")
    print(
        f"  {ours / 1000:7.1f} KB  our JavaScript and CSS   (goal: at most 40)"
    )
    print(f"  {len(outside):7d}     requests elsewhere   (goal: 0)")


def print_pages(browser, address):
    """Print what a first visit of each page weighs."""
    from built import chapters

    print("\nFirst visit of each page, compressed   (goal: at most 700 KB)")
    for name in chapters():
        weights, outside = page_weight(browser, address, name)
        note = f"   {len(outside)} requests elsewhere" if outside else ""
        print(f"  {sum(weights.values()) / 1000:7.1f} KB  {name}{note}")


def print_explorables(browser, address):
    """Print the time of a frame of each explorable, and what it goes into."""
    desk, phone = explorables.DESK, explorables.PHONE
    slower = explorables.SLOWER
    for kind, goal, place in (
        ("at 60 Hz", "8.3", (desk, 1)),
        (f"{slower} times slower, 390 px", "33", (phone, slower)),
    ):
        print(
            f"\nFrom a handle to the painted frame, {kind}"
            f"   (goal: p95 at most {goal})"
        )
        for name, times in explorables.frames(browser, address, *place):
            print(f"  {name:20s} {spread(times)}")
    print(f"\nThe processor's time for such a frame, {slower} times slower")
    for name, found in explorables.costs(browser, address, phone, slower):
        parts = trace.means(found).items()
        words = "  ".join(f"{part} {time:4.1f}" for part, time in parts)
        all_ = [sum(frame.values()) for frame in found]
        print(f"  {name:20s} {spread(all_)}   {words}")


def print_growth(browser):
    """Print how a frame grows with the number of weights."""
    print("\nA frame of NetworkExplorer, by the number of weights")
    for sizes, weights, times in explorables.growth(browser):
        name = "→".join(map(str, sizes))
        print(f"  {name:15s} {weights:4d} weights  {spread(times)}")


def print_visits(browser, address):
    """Print how soon the first slider is painted and usable."""
    print("\nFirst slider painted and usable")
    for name, throttled, goal in (
        ("1.6 Mb/s, 150 ms", True, "   (goal: at most 2000)"),
        ("not throttled", False, ""),
    ):
        times = [first_slider(browser, address, throttled) for _ in range(5)]
        print(f"  {name:17s} {spread(times)}{goal}")


def measure_frames(browser, address):
    """Milliseconds from each input event to its painted frame, in two lists.

    In all, and the work alone. At 60 Hz a change waits for the display's next
    tick, 8 ms on average, whoever made it.
    """
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/{PAGE}")
    page.wait_for_selector("html[data-nnbook=ready]", state="attached")
    times = frame_times(page)
    page.close()
    return tuple(zip(*times, strict=True))


def print_frames(frames, work, kernel):
    """Print the time of a frame, and of a kernel's round trip."""
    ratio = statistics.median(kernel) / statistics.median(work)
    print("\nFrom a slider's input event to the painted frame")
    print(
        f"  at 60 Hz             {spread(frames)}   (goal: p95 at most 16.7)"
    )
    print("  and without the display's clock, the work alone")
    print(f"  this page            {spread(work)}")
    print(f"  kernel + Matplotlib  {spread(kernel)}")
    print(f"  ratio of the medians {ratio:6.0f} times   (goal: at least 20)")


if __name__ == "__main__":
    main()
