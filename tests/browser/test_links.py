"""Links that hold an explorable's state, and the code that it gives away."""

import ast
import json
import re
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from built import ROOT
from opening import READY

from nnbook import Dense, Network, explorables
from nnbook.explorables import links

# A page, and the key and the class of an explorable on it.
CASES = [
    ("02-perceptron", "explore-xor", "NeuronExplorer"),
    ("02b-learning-rule", "explore-and", "LearningRuleExplorer"),
    ("04-layer", "explore-batch", "LayerExplorer"),
    ("05-forward-pass", "explore-pass", "NetworkExplorer"),
    ("07-stacking", "explore-fold", "PlaneExplorer"),
    ("01-composition", "explore-order", "CompositionExplorer"),
    ("03-activations", "explore-scale", "ActivationExplorer"),
    ("03-activations", "explore-step", "NumberLineExplorer"),
]
IDS = [case[2] for case in CASES]

HELP = """(() => {
  const view = (key) => document.querySelector(`.nnw-view[data-cell="${key}"]`);
  const inner = (model) => (model.get("children") ?? []).flatMap((child) => {
    const found = nnbook.models.get(child.slice("IPY_MODEL_".length));
    return [found, ...inner(found)];
  });
  const modelOf = (key) => {
    const script = view(key).previousElementSibling;
    const root = nnbook.models.get(JSON.parse(script.textContent).model_id);
    return [root, ...inner(root)].find((m) => m.name === "AnyModel");
  };
  const button = (key, text) => [...view(key).querySelectorAll("button")]
    .find((b) => b.textContent === text);
  const frames = (n = 2) => new Promise((done) => {
    const step = () => (n-- ? requestAnimationFrame(step) : done());
    step();
  });
  globalThis.trial = { view, modelOf, button, frames };
})()"""
COPY = """async (key) => {
  [...trial.view(key).querySelectorAll(".nnx-code .nnx-take button")].at(-1).click();
  await trial.frames();
  return location.hash;
}"""
STATE = "(key) => structuredClone(trial.modelOf(key).state)"
SET = """async ([key, state]) => {
  trial.modelOf(key).set(state);
  await trial.frames();
}"""


def path(page):
    return f"chapters/{page}.html"


def opened(open_page, page, fragment="", via="http"):
    tab = open_page(path(page) + fragment, via)
    tab.evaluate(HELP)
    return tab


def visit(tab, fragment):
    """Change the fragment, as a link on the page does."""
    tab.evaluate(
        """async (hash) => {
          const heard = new Promise((done) => addEventListener(
            "hashchange", done, { once: true }));
          location.hash = hash;
          await heard;
          await new Promise((done) => setTimeout(done, 80));
        }""",
        fragment,
    )


def message(tab):
    found = tab.locator(".nnw-linked")
    return found.inner_text() if found.count() else ""


def random_state(kind, state, rng):
    """Traits that a reader can reach, of an explorable in `state`."""

    def some(*shape):
        return rng.uniform(-3, 3, shape).tolist()

    def place(n):
        return int(rng.integers(n))

    if kind == "NeuronExplorer":
        n = state["n_inputs"]
        names = [f"{v}{i + 1}" for v in "wx" for i in range(n)]
        points = [[*p[:-1], float(place(2))] for p in state["points"]]
        return {
            **dict(zip(names, some(2 * n), strict=True)),
            "bias": some(1)[0], "use_bias": bool(place(2)), "points": points,
            "activation_index": place(len(state["activations"])),
            "data_index": place(len(state["datasets"])),
        }  # fmt: skip
    if kind == "LearningRuleExplorer":
        names = ("w1", "w2", "bias")
        return {
            **dict(zip(names, some(3), strict=True)),
            "rate": float(rng.uniform(0.01, 3)), "data_index": place(4),
            "points": [[*some(2), place(2)] for _ in range(4)],
            "step": place(40),
        }  # fmt: skip
    if kind == "LayerExplorer":
        return {
            "weights": some(16), "biases": some(4), "samples": some(16),
            "inputs_index": place(4), "neurons_index": place(4),
            "batch_index": place(4), "neuron": place(4), "sample": place(4),
            "view_index": place(3), "convention_index": place(3),
            "activation_index": place(len(state["activations"])),
        }  # fmt: skip
    if kind == "NetworkExplorer":
        sizes = state["sizes"]
        pairs = list(pairwise(sizes))
        return {
            "weights": [some(*pair) for pair in pairs],
            "biases": [some(n) for _, n in pairs],
            **{f"x{i + 1}": some(1)[0] for i in range(sizes[0])},
            **{
                f"activation{i + 1}": place(len(state["choices"]))
                for i in range(len(pairs))
            },
            "step": place(3 * sum(sizes[1:]) + len(pairs)),
        }
    if kind == "PlaneExplorer":
        names = ("w11", "w12", "w21", "w22", "b1", "b2", "v1", "v2", "c",
                 "x1", "x2")  # fmt: skip
        return {
            **dict(zip(names, some(11), strict=True)),
            "morph": float(rng.uniform()), "data_index": place(2),
            "activation_index": place(len(state["activations"])),
        }  # fmt: skip
    if kind == "CompositionExplorer":
        return {
            "x": some(1)[0], "n": 1 + place(4),
            **{f"f{i}": place(6) for i in "1234"},
            **{f"p{i}": some(1)[0] for i in "1234"},
            "before": [["scale", some(1)[0]], ["relu", 1.0]],
        }  # fmt: skip
    if kind == "NumberLineExplorer":
        return {
            "x": some(1)[0], "h": float(rng.uniform(0.01, 2)),
            "function_index": place(len(state["functions"])),
        }  # fmt: skip
    scale = {"scale": float(rng.uniform(0.1, 5))} if state["scaled"] else {}
    n = len(state["activations"])
    return {
        "z": some(1)[0], **scale, "left_index": place(n),
        "right_index": place(n), "probability": bool(place(2)),
    }  # fmt: skip


# ---- The state goes into a link and comes out of it.


@pytest.mark.parametrize(("page", "key", "kind"), CASES, ids=IDS)
def test_a_link_restores_the_state_on_a_new_page(open_page, page, key, kind):
    rng = np.random.default_rng(1)
    tab = opened(open_page, page)
    fresh = tab.evaluate(STATE, key)
    made = []
    for _ in range(4):
        tab.evaluate(SET, [key, random_state(kind, fresh, rng)])
        made.append((tab.evaluate(COPY, key), tab.evaluate(STATE, key)))
    assert len({link for link, _ in made}) == 4
    link, state = made[0]
    new = opened(open_page, page, link, "file")
    assert new.evaluate(STATE, key) == state != fresh
    place = new.evaluate("(k) => trial.view(k).getBoundingClientRect().y", key)
    assert -5 < place < 450
    for link, state in made[1:]:
        visit(new, link)
        assert new.evaluate(STATE, key) == state
    assert message(new) == ""


def test_the_link_is_on_the_clipboard_and_in_the_address(open_page):
    tab = opened(open_page, "02-perceptron", via="file")
    tab.evaluate(COPY, "explore-xor")
    tab.wait_for_function("() => trial.button('explore-xor', 'copied')")
    tab.evaluate("document.body.append(document.createElement('textarea'))")
    tab.locator("textarea").last.press("Control+v")
    copied = tab.locator("textarea").last.input_value()
    assert copied == tab.url
    assert "#nn=explore-xor&w1=" in copied


def test_links_to_headings_are_left_alone(open_page):
    tab = opened(open_page, "02-perceptron", "#nn=explore-xor&w1=-2&lock=w1")
    heading = tab.evaluate(
        "() => [...document.querySelectorAll('section[id]')].at(-1).id"
    )
    visit(tab, f"#{heading}")
    box = tab.locator(f"section[id='{heading}']").bounding_box()
    assert box["y"] < 900
    assert tab.evaluate(STATE, "explore-xor")["w1"] == -2
    assert message(tab) == ""


BACK = """async () => {
  const heard = new Promise((done) => addEventListener(
    "hashchange", done, { once: true }));
  history.back();
  await heard;
  await trial.frames();
}"""


@pytest.mark.parametrize("way", ["copied", "opened"])
def test_going_back_to_a_link_keeps_what_was_changed_since(open_page, way):
    key = "explore-xor"
    first = "" if way == "copied" else f"#nn={key}&w1=1.5"
    tab = opened(open_page, "02-perceptron", first)
    if way == "copied":
        tab.evaluate(SET, [key, {"w1": 1.5}])
        first = tab.evaluate(COPY, key)
    tab.evaluate(SET, [key, {"w1": -2.5}])
    visit(tab, "#the-idea")
    tab.evaluate(BACK)
    assert tab.url.endswith(first)
    assert tab.evaluate(STATE, key)["w1"] == -2.5
    # Followed anew it is a link as any other.
    visit(tab, "#the-idea")
    visit(tab, first)
    assert tab.evaluate(STATE, key)["w1"] == 1.5


def test_going_back_between_links_restores_each(open_page):
    key = "explore-xor"
    tab = opened(open_page, "02-perceptron", f"#nn={key}&w1=1.5")
    visit(tab, f"#nn={key}&w1=-1")
    tab.evaluate(BACK)
    assert tab.evaluate(STATE, key)["w1"] == 1.5


# ---- Python writes the same link.


def explorers():
    rng = np.random.default_rng(2)
    return {
        "NeuronExplorer": explorables.NeuronExplorer(
            [0.1 + 0.2, -1e-5],
            3e-7,
            inputs=[1 / 3, -2.0],
            activation="relu",
            data="OR",
        ),
        "LearningRuleExplorer": explorables.LearningRuleExplorer(
            [[0.1, -1 / 3, 1], [1e-7, 2.0, 0]], rate=0.3, weights=(0.5, 0)
        ),
        "LayerExplorer": explorables.LayerExplorer(
            W=rng.normal(size=(3, 2)), b=[0.0, -0.0], view="a list"
        ),
        "NetworkExplorer": explorables.NetworkExplorer(
            Network(
                [
                    Dense(rng.normal(size=(3, 4)), rng.normal(size=4), "relu"),
                    Dense(rng.normal(size=(4, 1)), [0.5], "sigmoid"),
                ]
            )
        ),
        "PlaneExplorer": explorables.PlaneExplorer(W=rng.normal(size=(2, 2))),
        "CompositionExplorer": explorables.CompositionExplorer(
            [("shift", 0.1), "square"], before=["square", ("shift", 0.1)]
        ),
        "ActivationExplorer": explorables.ActivationExplorer(
            "step", "tanh", z=-1.25, scale=0.7
        ),
        "NumberLineExplorer": explorables.NumberLineExplorer(
            "relu", x=-1 / 3, h=0.07
        ),
    }


@pytest.mark.parametrize(("page", "key", "kind"), CASES, ids=IDS)
def test_python_and_the_page_write_one_link(open_page, page, key, kind):
    explorer = explorers()[kind]
    tab = opened(open_page, page)
    name = {
        "CompositionExplorer": "functions",
        "ActivationExplorer": "z",
        "NumberLineExplorer": "x",
        "LearningRuleExplorer": "rate",
    }
    lock = [name.get(kind, "activation")]
    link = links.link(tab.url, explorer, key, lock=lock)
    fragment = link.partition("#")[2]
    visit(tab, f"#{fragment}")
    assert message(tab) == ""
    assert tab.evaluate(COPY, key) == f"#{fragment}"
    assert links.link(link, explorer).split("&lock")[0] in link


# ---- Hiding and locking.


def test_a_link_can_hide_and_lock(open_page):
    key = "explore-xor"
    tab = opened(
        open_page, "02-perceptron", f"#nn={key}&w1=2&hide=bias&lock=weights"
    )
    view = tab.locator(f".nnw-view[data-cell='{key}']")
    assert view.locator(".nn-q-b").count() == 1
    assert not view.locator(".nn-q-b").is_visible()
    assert view.locator(".nn-q-w1 [type=range]").is_disabled()
    assert view.locator(".nn-q-w2 .nnw-number").is_disabled()
    chip = view.locator("[role=slider][aria-label='weight w1']")
    assert chip.get_attribute("aria-disabled") == "true"
    chip.press("ArrowRight")
    box = chip.bounding_box()
    tab.mouse.move(box["x"] + 8, box["y"] + 8)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 60, box["y"] + 8)
    tab.mouse.up()
    assert tab.evaluate(STATE, key)["w1"] == 2
    view.locator("[role=slider][aria-label='bias b']").press("ArrowRight")
    assert tab.evaluate(STATE, key)["bias"] != 0
    assert tab.evaluate(COPY, key).endswith("&hide=bias&lock=weights")
    # The next link frees what this one held.
    visit(tab, f"#nn={key}&w1=1")
    assert view.locator(".nn-q-b").is_visible()
    assert view.locator(".nn-q-w1 [type=range]").is_enabled()
    chip.press("ArrowRight")
    assert tab.evaluate(STATE, key)["w1"] == 1.05


@pytest.mark.parametrize(("page", "key", "kind"), CASES, ids=IDS)
def test_what_is_locked_stays(open_page, page, key, kind):
    tab = opened(open_page, page)
    names = tab.evaluate(COPY, key)[1:].split("&")[1:]
    names = ",".join(name.partition("=")[0] for name in names)
    visit(tab, f"#nn={key}&lock={names}")
    before = tab.evaluate(STATE, key)
    tab.evaluate(
        """async (key) => {
          const handles = trial.view(key).querySelectorAll("[role=slider],"
            + " input, select, .nn-swap, .nn-point, [role=radio]");
          for (const handle of handles) {
            for (const name of ["ArrowRight", "PageUp", "Enter", "1"]) {
              handle.dispatchEvent(new KeyboardEvent(
                "keydown", { key: name, bubbles: true, cancelable: true }));
            }
            handle.dispatchEvent(new MouseEvent("click", { bubbles: true }));
          }
          await trial.frames();
        }""",
        key,
    )
    assert tab.evaluate(STATE, key) == before


# ---- What is no link of ours changes nothing, and the page says so.

XOR = "#nn=explore-xor&"


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        ("#nn=", "not on this page"),
        ("#nn=nowhere&w1=1", "“nowhere”, which is not on this page"),
        ("#nn=__proto__&w1=1", "not on this page"),
        ("#nn=explore-xor%", "cannot be read"),
        (XOR + "w1=NaN", "w1 should be a number from −100 to 100"),
        (XOR + "w1=Infinity", "w1 should be"),
        (XOR + "w1=1e999", "w1 should be"),
        (XOR + "w1=100.5", "w1 should be"),
        (XOR + "w1=", "w1 should be"),
        (XOR + "w1=0x10", "w1 should be"),
        (XOR + "w1", "w1 should be"),
        (XOR + "w1=1&w2=[1]", "w2 should be"),
        (XOR + "use_bias=constructor", "true or false"),
        (XOR + "activation_index=99", "a whole number from 0 to"),
        (XOR + "activation_index=0.5", "a whole number from 0 to"),
        (XOR + "data_index=-1", "a whole number"),
        (XOR + "points=1,2", "a list"),
        (XOR + "points=" + ";".join(["1,1,1"] * 65), "a list"),
        (XOR + "points=1,1,2", "a list"),
        (XOR + "_esm=alert(1)", "“_esm”"),
        (XOR + "_dom_classes=a", "“_dom_classes”"),
        (XOR + "n_inputs=4", "“n_inputs”"),
        (XOR + "__proto__=1&constructor=1", "“__proto__”, “constructor”"),
        (XOR + "hide=toString,__proto__", "“toString”, “__proto__”"),
        (XOR + "%3Cimg%20src=x%20onerror=alert(1)%3E=1", "“<img src”"),
        (XOR + "w1=" + "1" * 4096, "4096: it is ignored"),
    ],
)
def test_hostile_fragments_change_nothing(hostile, fragment, words):
    before = hostile.evaluate(STATE, "explore-xor")
    page = hostile.evaluate("document.querySelectorAll('*').length")
    visit(hostile, fragment)
    assert words in message(hostile)
    assert hostile.locator(".nnw-linked[role=status]").count() == 1
    assert hostile.evaluate(STATE, "explore-xor") == before
    hostile.evaluate("history.replaceState(null, '', '#x')")
    found = hostile.evaluate("document.querySelectorAll('*').length")
    assert found - page <= 1


@pytest.fixture(scope="module")
def hostile(browser, site):
    from opening import Opener, assert_quiet

    opener = Opener(browser, site)
    tab = opener(path("02-perceptron"))
    tab.wait_for_function(READY)
    tab.evaluate(HELP)
    yield tab
    opener.close()
    assert_quiet(opener)


# ---- Code to copy: running it gives what the picture was drawn from.

# What each button of each state really puts on the clipboard.
CODES = """async ([key, states]) => {
  const clipboard = navigator.clipboard, codes = [];
  for (const state of states) {
    trial.modelOf(key).set(state);
    await trial.frames(2);
    const copied = [];
    for (const button of trial.view(key).querySelectorAll("[data-copies]")) {
      await clipboard.writeText("");
      button.click();
      let text = "";
      while (!text) text = await clipboard.readText();
      copied.push(text);
    }
    codes.push([structuredClone(trial.modelOf(key).state), copied]);
  }
  return codes;
}"""
RUN = """
import json, sys, warnings
import numpy as np
warnings.simplefilter("error")
def plain(value):
    if hasattr(value, "detach"):
        value = value.detach().numpy()
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    return np.asarray(value, float).tolist()
out = []
for code, names in json.load(sys.stdin):
    found = {}
    exec(code, found)
    out.append({name: plain(found[name]) for name in names})
json.dump(out, sys.stdout)
"""


# A line with what the page made of it, in all digits.
NOTED = re.compile(r"^ *\(?(\w+),?\)? = .*  # (.+)$", re.M)


def notes(code):
    """The numbers of the page, by the names that the code gives them."""
    return {name: ast.literal_eval(v) for name, v in NOTED.findall(code)}


def expected(kind, now):
    """What the code should define, from the package's own arithmetic."""
    from nnbook.activations import ACTIVATIONS

    if kind == "NeuronExplorer":
        n = now["n_inputs"]
        x, w = ([now[f"{v}{i + 1}"] for i in range(n)] for v in "xw")
        z = float(np.dot(x, w)) + now["bias"] * now["use_bias"]
        name = now["activations"][now["activation_index"]]
        return {"z": z, "a": float(ACTIVATIONS[name](z))}
    if kind == "LearningRuleExplorer":
        names = ("AND", "OR", "XOR")
        place = now["data_index"]
        rule = explorables.LearningRuleExplorer(
            now["points"] if place == 3 else names[place],
            now["rate"], (now["w1"], now["w2"]), now["bias"], now["step"],
        )  # fmt: skip
        z = rule.X @ rule.w + rule.b
        return {"z": z, "a": ACTIVATIONS["step"](z)}
    if kind == "LayerExplorer":
        sizes = [now[f"{s}_index"] + 1 for s in ("inputs", "neurons", "batch")]
        W = np.reshape(now["weights"], (4, 4))[: sizes[0], : sizes[1]]
        X = np.reshape(now["samples"], (4, 4))[: sizes[2], : sizes[0]]
        Z = X @ W + np.array(now["biases"])[: sizes[1]]
        name = now["activations"][now["activation_index"]]
        A = ACTIVATIONS[name](Z)
        row = min(now["sample"], sizes[2] - 1)
        vector = sizes[2] == 1 and now["convention_index"] != 1
        turned = now["view_index"] == 2 and not vector
        return {"Z": Z, "A": A, "z": Z.T if turned else Z[row],
                "a": A.T if turned else A[row]}  # fmt: skip
    if kind == "NetworkExplorer":
        layers = zip(now["weights"], now["biases"], strict=True)
        network = Network(
            Dense(W, b, now["choices"][now[f"activation{i}"]])
            for i, (W, b) in enumerate(layers, 1)
        )
        x = [now[f"x{i + 1}"] for i in range(now["sizes"][0])]
        trace = list(enumerate(network.trace(x), 1))
        return {f"{n}{i}": getattr(t, n) for i, t in trace for n in "za"}
    if kind == "PlaneExplorer":
        W = [[now["w11"], now["w12"]], [now["w21"], now["w22"]]]
        z = np.array([now["x1"], now["x2"]]) @ W + [now["b1"], now["b2"]]
        a = ACTIVATIONS[now["activations"][now["activation_index"]]](z)
        s = a @ [now["v1"], now["v2"]] + now["c"]
        return {"z": z, "a": a, "s": s} if now["readout"] else {"z": z, "a": a}
    if kind == "CompositionExplorer":
        y = now["x"]
        kinds = ["scale", "shift", "square", "relu", "sigmoid", "step"]
        for i in range(1, now["n"] + 1):
            y = explorables.CompositionExplorer.apply(
                kinds[now[f"f{i}"]], y, now[f"p{i}"]
            )
        return {"y": y}
    if kind == "NumberLineExplorer":
        explorer = explorables.NumberLineExplorer(
            now["functions"][now["function_index"]], now["x"], now["h"]
        )
        return {"y": explorer.y, "stretch": explorer.stretch}
    k = now["scale"]
    found = {}
    for side in ("left", "right"):
        entry = ACTIVATIONS[now["activations"][now[f"{side}_index"]]]
        found[f"a_{side}"] = entry(k * now["z"])
        found[f"slope_{side}"] = k * entry.derivative(k * now["z"])
    return found


def assert_code_agrees(kind, shown):
    """Run the codes of each state: page, code and package say one number.

    `shown` is what CODES gives: pairs of a state and its copied codes.
    """
    flat = [(code, list(notes(code))) for _, row in shown for code in row]
    done = subprocess.run(
        [sys.executable, "-c", RUN], input=json.dumps(flat), text=True,
        capture_output=True, cwd=ROOT / "chapters",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = iter(json.loads(done.stdout))
    for state, row in shown:
        want = expected(kind, state)
        for code in row:
            drawn, got = notes(code), next(found)
            assert drawn, code
            assert set(drawn) <= set(want), code
            for name, value in got.items():
                for other in (drawn[name], want[name]):
                    np.testing.assert_allclose(
                        value, other, rtol=1e-12, atol=1e-12, err_msg=code
                    )


@pytest.mark.parametrize(("page", "key", "kind"), CASES, ids=IDS)
def test_the_copied_code_gives_the_same_numbers(open_page, page, key, kind):
    """150 states: what is copied is run, and gives the page's numbers.

    They are what the picture was drawn from, and what the package makes of
    the same traits.
    """
    rng = np.random.default_rng(3)
    tab = open_page(
        path(page), permissions=["clipboard-read", "clipboard-write"]
    )
    tab.evaluate(HELP)
    fresh = tab.evaluate(STATE, key)
    states = [random_state(kind, fresh, rng) for _ in range(25)]
    shown = tab.evaluate(CODES, [key, states])
    codes = [row for _, row in shown]
    assert {len(row) for row in codes} == {1 if kind[0] == "C" else 2}
    assert not any("nnbook" in code for row in codes for code in row)
    assert_code_agrees(kind, shown)
