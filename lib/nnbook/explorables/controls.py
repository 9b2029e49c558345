"""The usual controls of an explorable, joined to its traits with `jslink`.

A link made with `jslink` lives in the page's JavaScript, so it works with a
kernel and without one.
"""

import ipywidgets as widgets

from .base import Still

FEW = 4  # with no more controls the diagram fits below them


class Panel(Still, widgets.VBox):
    """An explorable beside its controls; one under the other on a phone.

    `explorer` is the explorable, `controls` a dict of its ipywidgets by name.
    """

    def __init__(self, explorer, controls):
        self.explorer, self.controls = explorer, controls
        column = widgets.VBox(list(controls.values()))
        column.add_class("nnx-controls")
        grid = widgets.Box([column, explorer])
        grid.add_class("nnx-grid")
        if len(controls) <= FEW:
            grid.add_class("nnx-few")
        super().__init__([grid])
        self.add_class("nnx-panel")

    def still(self):
        """Return the explorer's still picture."""
        return self.explorer.still()

    def __repr__(self):
        return f"panel({self.explorer!r})"


def panel(explorer, controls=None):
    """The explorer with its usual sliders and choices beside it.

    `controls` names the ones to show, in order, such as ["w1", "w2", "bias"];
    None shows all. An unknown name is a `ValueError` that lists them.
    """
    makers = _makers(explorer)
    names = list(makers) if controls is None else list(controls)
    unknown = [name for name in names if name not in makers]
    if unknown:
        raise ValueError(
            f"no control is called {', '.join(map(repr, unknown))};"
            f" this explorer has {', '.join(makers)}."
        )
    return Panel(explorer, {name: makers[name]() for name in names})


def _makers(explorer):
    """What makes each control, by name, in the usual order."""
    n = explorer.n_inputs
    makers = {
        f"w{i + 1}": _slider(explorer, f"w{i + 1}", f"$w_{i + 1}$", (-3, 3))
        for i in range(n)
    }
    makers["bias"] = _slider(explorer, "bias", "$b$", (-3, 3), "b")
    for i in range(n):
        makers[f"x{i + 1}"] = _slider(
            explorer, f"x{i + 1}", f"$x_{i + 1}$", explorer.extent
        )
    makers["activation"] = _choice(
        explorer,
        "activation_index",
        _labels(explorer.activations),
        "activation",
    )
    makers["use_bias"] = lambda: _joined(
        widgets.Checkbox(
            explorer.use_bias, description="use the bias", indent=False
        ),
        explorer,
        "use_bias",
    )
    if len(explorer.datasets) > 1:
        makers["data"] = _choice(
            explorer, "data_index", explorer.datasets, "data"
        )
    return makers


def _slider(explorer, trait, description, limits, quantity=None):
    def make():
        value = getattr(explorer, trait)
        slider = widgets.FloatSlider(
            value,
            min=min(limits[0], value),
            max=max(limits[1], value),
            step=0.05,
            description=description,
            style={"description_width": "1.6em"},
        )
        # The picture lights up, and colours, the slider by this class.
        slider.add_class(f"nn-q-{quantity or trait}")
        if not trait.startswith("x"):
            slider.add_class("nn-signed")
        return _joined(slider, explorer, trait)

    return make


def _choice(explorer, trait, options, tooltip):
    def make():
        buttons = widgets.ToggleButtons(
            options=list(options),
            index=getattr(explorer, trait),
            tooltip=tooltip,
            style={"button_width": "auto"},
        )
        return _joined(buttons, explorer, trait, "index")

    return make


def _joined(control, explorer, trait, own="value"):
    widgets.jslink((control, own), (explorer, trait))
    return control


def _labels(names):
    from ..activations import ACTIVATIONS

    return [ACTIVATIONS[name].label for name in names]
