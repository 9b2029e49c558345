"""The usual controls of an explorable, joined to its traits with `jslink`.

A link made with `jslink` lives in the page's JavaScript, so it works with a
kernel and without one.
"""

import ipywidgets as widgets

from .widget import Still

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
    makers = explorer.controls()
    names = list(makers) if controls is None else list(controls)
    unknown = [name for name in names if name not in makers]
    if unknown:
        raise ValueError(
            f"no control is called {', '.join(map(repr, unknown))};"
            f" this explorer has {', '.join(makers)}."
        )
    return Panel(explorer, {name: makers[name]() for name in names})


# What an explorable's `controls()` returns by name: a function that makes
# the ipywidget and joins it. Nothing is made, or linked, that is not shown.


def slider(
    explorer, trait, description, limits=None, *, quantity=None, signed=False
):
    """A FloatSlider for a trait, at least `limits` (low, high) wide.

    Without limits it is as wide as the number's usual range.
    `quantity` is the data-q name that lights up with it (the trait's name
    if None); a `signed` slider is filled from zero, in the sign's colour.
    """

    def make():
        value = getattr(explorer, trait)
        low, high = limits or explorer.usual[trait]
        control = widgets.FloatSlider(
            value,
            min=min(low, value),
            max=max(high, value),
            step=_step(value),
            description=description,
            style={"description_width": "1.6em"},
        )
        control.add_class(f"nn-q-{quantity or trait}")
        if signed:
            control.add_class("nn-signed")
        return joined(control, explorer, trait)

    return make


def _step(value):
    """The widest of the usual steps that has `value` among its multiples.

    JupyterLab moves a slider that stands between two steps to one of them,
    and the trait with it.
    """
    for step in (0.05, 0.01):
        if abs(value / step - round(value / step)) < 1e-6:
            return step
    return 0.001


def whole_slider(explorer, trait, description, limits):
    """An IntSlider for a trait, from limits[0] to limits[1]."""

    def make():
        control = widgets.IntSlider(
            getattr(explorer, trait),
            min=limits[0],
            max=limits[1],
            description=description,
        )
        return joined(control, explorer, trait)

    return make


def choice(explorer, trait, options, name):
    """ToggleButtons for an index trait; a screen reader says `name`."""

    def make():
        buttons = widgets.ToggleButtons(
            options=list(options),
            index=getattr(explorer, trait),
            tooltip=name,
            style={"button_width": "auto"},
        )
        return joined(buttons, explorer, trait, "index")

    return make


def switch(explorer, trait, options, name):
    """ToggleButtons for an index trait, with their `name` above them."""

    def make():
        buttons = widgets.ToggleButtons(
            options=list(options),
            index=getattr(explorer, trait),
            description=name,
            style={"button_width": "auto"},
        )
        return joined(buttons, explorer, trait, "index")

    return make


def dropdown(explorer, trait, options, description, *, lit=False, **look):
    """A Dropdown for an index trait; a `lit` one lights up with its quantity.

    `look` is more of ipywidgets' own, as style={...}.
    """

    def make():
        control = widgets.Dropdown(
            options=list(options),
            index=getattr(explorer, trait),
            description=description,
            **look,
        )
        if lit:
            control.add_class(f"nn-q-{trait}")
        return joined(control, explorer, trait, "index")

    return make


def checkbox(explorer, trait, description):
    """A Checkbox for a boolean trait."""

    def make():
        box = widgets.Checkbox(
            getattr(explorer, trait), description=description, indent=False
        )
        return joined(box, explorer, trait)

    return make


def joined(control, explorer, trait, own="value"):
    """`control` itself, its trait `own` joined to the explorer's `trait`."""
    widgets.jslink((control, own), (explorer, trait))
    return control
