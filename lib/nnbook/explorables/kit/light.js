// One quantity, lit up in every face at once.

// Not by `dataset`: without MathML a formula's elements have none.
const namesOf = (node) => node.getAttribute("data-q").split(" ");

// Elements that show a quantity carry data-q="w1" (or several: "w1 z").
// Pointing at one, or focusing it, lights all that carry the same name below
// `scope`: sliders too, by their class nn-q-w1.
export function lightUp(scope, signal) {
  const nameOf = (target) => {
    if (!(target instanceof Element)) return null;
    const own = target.closest("[data-q]");
    if (own && scope.contains(own)) return namesOf(own)[0];
    const slider = target.closest("[class*='nn-q-']");
    return slider && /nn-q-(\w+)/.exec(slider.className)?.[1];
  };
  const show = (name) => {
    if (scope.dataset.hot === (name ?? "")) return;
    scope.dataset.hot = name ?? "";
    for (const node of scope.querySelectorAll("[data-q]")) {
      node.classList.toggle("nn-hot", Boolean(name) && namesOf(node).includes(name));
    }
    for (const node of scope.querySelectorAll("[class*='nn-q-']")) {
      node.classList.toggle("nn-hot", Boolean(name) && node.classList.contains(`nn-q-${name}`));
    }
  };
  const focused = () => nameOf(
    scope.contains(document.activeElement) ? document.activeElement : null);
  scope.addEventListener("pointerover", (e) => show(nameOf(e.target) ?? focused()), { signal });
  scope.addEventListener("pointerleave", () => show(focused()), { signal });
  scope.addEventListener("focusin", (e) => show(nameOf(e.target)), { signal });
  scope.addEventListener("focusout", (e) => show(nameOf(e.relatedTarget)), { signal });
}
