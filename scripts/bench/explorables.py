"""Frames of every explorable, and what each page weighs."""

import numpy as np

# The explorable's class in the page, and a chapter that has it.
EXPLORABLES = {
    "NeuronExplorer": ("nnx-neuron", "02-perceptron"),
    "CompositionExplorer": ("nnx-composition", "01-composition"),
    "ActivationExplorer": ("nnx-activation", "03-activations"),
    "LayerExplorer": ("nnx-layer", "04-layer"),
    "NetworkExplorer": ("nnx-network", "05-forward-pass"),
    "PlaneExplorer": ("nnx-plane", "07-stacking"),
}
NETWORKS = [[3, 4, 1], [8, 8], [8] * 3, [8] * 5, [8] * 7]

# From a mouse's move on a slider, beside the picture or in it, to the end of
# its frame: a message posted in the frame's callback arrives when style,
# layout and paint are done. Chromium delivers a move with the next frame.
WATCH = """(name) => {
  const view = document.querySelector(`.nnw-view:has(.${name})`);
  const part = view.querySelector("input[type=range]")
    ?? view.querySelector("[role=slider]");
  part.scrollIntoView({ block: "center", behavior: "instant" });
  globalThis.frames_ = [];
  const channel = new MessageChannel();
  let stamp = null;
  channel.port1.onmessage = () => {
    if (stamp !== null) globalThis.frames_.push(performance.now() - stamp);
    stamp = null;
  };
  document.addEventListener("pointermove", (event) => {
    if (!event.buttons) return;
    stamp ??= performance.now(); // the page hears of it now
    requestAnimationFrame(() => channel.port2.postMessage(0));
  }, true);
  const box = part.getBoundingClientRect();
  return [box.left, box.top, box.width, box.height];
}"""
# The same for a network on an empty page: a new input after each frame.
SWEEP = """(moves) => new Promise((done) => {
  const times = [], channel = new MessageChannel();
  let handled = 0, frame = 0;
  const next = () => {
    if (times.length === moves) return done(times);
    setTimeout(() => {
      const begun = performance.now();
      requestAnimationFrame(() => {
        frame = performance.now();
        channel.port2.postMessage(0);
      });
      model.set("x1", ((times.length * 7) % 40) / 10 - 2);
      handled = performance.now() - begun;
    });
  };
  channel.port1.onmessage = () => {
    times.push(handled + performance.now() - frame);
    next();
  };
  next();
})"""


def frames(browser, address, moves=200):
    """Yield (name, milliseconds from a mouse's move to its frame) of each."""
    for name, (mark, chapter) in EXPLORABLES.items():
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}/chapters/{chapter}.html")
        page.wait_for_selector("html[data-nnbook=ready]", state="attached")
        left, top, width, height = page.evaluate(WATCH, mark)
        x, y = left + width / 2, top + height / 2
        page.mouse.move(x, y)
        page.mouse.down()
        for i in range(moves):
            by = 2 * abs(i % 40 - 20) - 20
            page.mouse.move(x + by, y + by)
        page.mouse.up()
        page.wait_for_timeout(100)
        yield name, page.evaluate("globalThis.frames_")
        page.close()


def growth(browser, moves=100):
    """Yield (sizes, weights, milliseconds) of networks from small to large.

    Milliseconds from a new input to its painted frame, in a page of its own,
    the last neuron being the one at hand, without the wait for the display.
    """
    import test_network as stage  # from tests/browser

    from nnbook import Network

    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.set_content("<!doctype html><title>Stage</title><main></main>")
    script = stage.module("network/view.js"), stage.NetworkExplorer._css
    page.evaluate(stage.STAGE, list(script))
    for sizes in NETWORKS:
        names = ["tanh"] * (len(sizes) - 1)
        rng = np.random.default_rng(0)
        network = Network.random(sizes, names, rng=rng)
        last = 3 * sum(sizes[1:]) + len(sizes) - 2
        page.evaluate(
            stage.SHOW, [stage.state_of(network, None, step=last), 960]
        )
        weights = sum(layer.W.size for layer in network.layers)
        yield sizes, weights, page.evaluate(SWEEP, moves)
    page.close()
