"""The dialog of an explorable that takes a matrix from text."""

import numpy as np

MODEL = """((key) => {
  const view = document.querySelector(`.nnw-view[data-cell="${key}"]`);
  const id = JSON.parse(view.previousElementSibling.textContent).model_id;
  const inner = (model) => (model.get("children") ?? []).flatMap((child) => {
    const found = nnbook.models.get(child.slice("IPY_MODEL_".length));
    return [found, ...inner(found)];
  });
  const root = nnbook.models.get(id);
  return [root, ...inner(root)].find((m) => m.name === "AnyModel");
})"""


class Dialog:
    """The dialog of one explorable on its page."""

    def __init__(self, page, key):
        self.page, self.key = page, key
        self.view = page.locator(f".nnw-view[data-cell='{key}']")
        self.box = self.view.locator("dialog")
        self.area = self.box.locator("textarea")

    def button(self, name):
        """A button of the explorable or of its dialog."""
        return self.view.get_by_role("button", name=name)

    def open(self):
        """Press what opens the dialog."""
        self.button("paste numbers").click()

    def press(self, name):
        """Press a button of the dialog."""
        self.box.get_by_role("button", name=name).click()

    def use(self, text):
        """Fill the field with `text` and use it."""
        if not self.box.is_visible():
            self.open()
        self.area.fill(text)
        self.press("use these numbers")

    def error(self):
        """What the dialog complains of."""
        return self.box.locator("[role=alert]").inner_text()

    def said(self):
        """What it says below the buttons of the explorable."""
        return self.view.locator(".nnx-pasted").inner_text()

    def state(self):
        """The traits of the explorable."""
        return self.page.evaluate(
            f"(key) => structuredClone({MODEL}(key).state)", self.key
        )

    def set(self, **traits):
        """Set traits of the explorable."""
        self.page.evaluate(
            f"([key, traits]) => {MODEL}(key).set(traits)", [self.key, traits]
        )


class LayerDialog(Dialog):
    """The dialog of a LayerExplorer."""

    def weights(self):
        """W, (n_in, n_out), as lists."""
        state = self.state()
        n, m = state["inputs_index"] + 1, state["neurons_index"] + 1
        return np.reshape(state["weights"], (4, 4))[:n, :m].tolist()


class NetworkDialog(Dialog):
    """The dialog of a NetworkExplorer."""

    def into(self, place):
        """Open it and choose W1, b1, …"""
        self.open()
        options = self.box.locator("option").all_inner_texts()
        label = next(text for text in options if f" {place} " in text)
        self.box.locator("select").select_option(label=label)
