// What is pointed at, and what a click chooses.

import { choose } from "./state.js";

// Pointing at a name lights all that carry it; the rest of its neuron is only
// near. With nothing pointed at, the chosen neuron is lit.
export function lightLayer(scope, signal, model) {
  const namesAt = (target) => {
    const own = target instanceof Element ? target.closest("[data-q]") : null;
    return own && scope.contains(own) ? own.dataset.q.split(" ") : [];
  };
  const resting = () => `n${Math.min(model.get("neuron"), model.get("neurons_index")) + 1}`;
  let pointed = null, lit = "";
  const show = () => {
    const name = lit = pointed ?? resting();
    const near = /^[wb]/.test(name) ? `n${name.at(-1)}` : name[0] === "n" ? name : "";
    scope.dataset.hot = name;
    for (const node of scope.querySelectorAll("[data-q]")) {
      const names = node.dataset.q.split(" ");
      node.classList.toggle("nn-hot", names.includes(name));
      if (near && names.includes(near)) node.dataset.hot = "near";
      else delete node.dataset.hot;
    }
  };
  const point = (name = null) => {
    if (pointed === name) return;
    pointed = name;
    show();
  };
  const focused = () => {
    const node = document.activeElement;
    return node?.matches(":focus-visible") && scope.contains(node) ? namesAt(node)[0] : null;
  };
  const on = (kind, act) => scope.addEventListener(kind, act, { signal });
  on("pointerover", (event) => point(namesAt(event.target)[0] ?? focused()));
  on("pointerleave", () => point(focused()));
  on("focusin", () => point(focused()));
  on("focusout", (event) => point(namesAt(event.relatedTarget)[0]));
  on("click", (event) => {
    for (const [trait, letter] of [["neuron", "n"], ["sample", "s"]]) {
      const name = namesAt(event.target).find((each) => each[0] === letter);
      if (name) choose(model, trait, Number(name[1]) - 1);
    }
  });

  // Most frames write numbers alone: only what is new or named anew is lit.
  const named = new MutationObserver(show);
  named.observe(scope, { subtree: true, childList: true, attributeFilter: ["data-q"] });
  signal.addEventListener("abort", () => named.disconnect());
  show();
  return () => {
    if (named.takeRecords().length || lit !== (pointed ?? resting())) show();
  };
}
