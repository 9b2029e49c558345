"""Frames of every explorable, and what each page weighs."""

import functools

import numpy as np

from . import trace

# The explorable's class in the page, a chapter that has it, and what is
# dragged: a slider beside the picture, or a handle in it.
RANGE = ".nnw-range"
EXPLORABLES = {
    "NeuronExplorer": ("nnx-neuron", "02-perceptron", RANGE),
    "LearningRuleExplorer": ("nnx-learningrule", "02b-learning-rule", RANGE),
    "CompositionExplorer": ("nnx-composition", "01-composition", RANGE),
    "ActivationExplorer": ("nnx-activation", "03-activations", RANGE),
    "LayerExplorer": ("nnx-layer", "04-layer", ".nn-cell[role=slider]"),
    "NetworkExplorer": ("nnx-network", "05-forward-pass", RANGE),
    "PlaneExplorer": ("nnx-plane", "07-stacking", RANGE),
    "NumberLineExplorer": ("nnx-numberline", "03-activations", RANGE),
}
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SLOWER = 4  # times: a phone's processor
NETWORKS = [[3, 4, 1], [8, 8], [8] * 3, [8] * 5, [8] * 7]

# From a mouse's move to the end of its frame: a message posted in the frame's
# callback arrives when style, layout and paint are done. Chromium delivers a
# move with the next frame. Returns where the handle is.
WATCH = """([name, handle]) => {
  const view = document.querySelector(`.nnw-view:has(.${name})`);
  const part = view.querySelector(handle);
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
  return [box.left + box.width / 2, box.top + box.height / 2];
}"""
# True in the second frame from now, when the last move has been drawn.
SETTLED = """() => new Promise((done) => requestAnimationFrame(
  () => requestAnimationFrame(() => done(true))))"""
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


def opened(browser, address, name, size, slower=1):
    """A chapter with that explorable, the processor so many times slower."""
    page = browser.new_page(viewport=size)
    page.goto(f"{address}/chapters/{EXPLORABLES[name][1]}.html")
    page.wait_for_selector("html[data-nnbook=ready]", state="attached")
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    return page


def drag(page, name, moves):
    """Milliseconds from each move of a mouse to its frame.

    The handle goes to and fro sideways, in steps that are longer than one of
    its own: every move changes what is drawn.
    """
    mark, _, handle = EXPLORABLES[name]
    x, y = page.evaluate(WATCH, [mark, handle])
    page.mouse.move(x, y)
    page.mouse.down()
    for i in range(moves):
        page.mouse.move(x + 9 * abs((i + 4) % 16 - 8) - 36, y)
    page.mouse.up()
    page.wait_for_function(SETTLED)
    return page.evaluate("globalThis.frames_")


def frames(browser, address, size, slower=1, moves=200):
    """Yield (name, milliseconds from a mouse's move to its frame) of each."""
    for name in EXPLORABLES:
        page = opened(browser, address, name, size, slower)
        yield name, drag(page, name, moves)
        page.close()


def costs(browser, address, size, slower=1, moves=80):
    """Yield (name, the parts of each frame, see trace.py) of each."""
    for name in EXPLORABLES:
        page = opened(browser, address, name, size, slower)
        act = functools.partial(drag, page, name, moves)
        yield name, trace.frames_of(browser, page, act)
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
