"""What every explorable shares: a stable repr, and a still picture for
readers without JavaScript."""

import anywidget
import ipywidgets
import traitlets as tl
from IPython import get_ipython

from .traits import Choice, Number


class Still:
    """A widget that shows `still()`, an SVG, where it cannot live."""

    def still(self):
        """Return an SVG picture (text) of the present state, or None."""

    def __repr__(self):
        # AnyWidget's own repr prints an address, which no stored output
        # can match.
        return ipywidgets.Widget.__repr__(self)

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        # AnyWidget returns (data, metadata), ipywidgets the data alone.
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        picture = self.still()
        if picture is not None:
            data["image/svg+xml"] = picture
        return bundle


def show_stills_in_boxes():
    """Let a plain Box that holds an explorable show its still picture too.

    Boxes are ipywidgets' own class, so IPython is told how to display them.
    """
    shell = get_ipython()
    if shell is not None:
        formatter = shell.display_formatter.mimebundle_formatter
        formatter.for_type(ipywidgets.Box, _box_bundle)


def _box_bundle(box):
    bundle = box._repr_mimebundle_()
    stills = [w.still() for w in box.children if isinstance(w, Still)]
    if stills and "image/svg+xml" not in bundle:
        bundle["image/svg+xml"] = stills[0]
    return bundle


class LiveWidget(Still, anywidget.AnyWidget):
    """An AnyWidget that draws and calculates in its own JavaScript.

    A subclass sets `_esm = module("name/view.js")`, `_css = styles(...)`.
    """


class Explorable(LiveWidget):
    """A picture with numbers that handles, controls and links can set.

    The numbers are traits of `traits.py`, or have a rule in `own_rules`;
    `linked` names them. What each can hold goes to the page with the state:
    `rules`, by name, and how far handles move the numbers: `usual`. A saved
    notebook does not keep the order of names, so `order` has it.
    """

    rules = tl.Dict().tag(sync=True)
    order = tl.List(tl.Unicode()).tag(sync=True)
    usual = tl.Dict().tag(sync=True)
    # The traits that rules and usual ranges are made from.
    ruling = ()

    def __init__(self, **traits):
        for trait in self.traits().values():
            if isinstance(trait, Choice):
                trait.follow(self)
        super().__init__(**traits)
        lists = {
            trait.names
            for trait in self.traits().values()
            if isinstance(trait, Choice)
        }
        self.observe(self.write_rules, [*lists, *self.ruling])
        self.write_rules()

    def linked(self):
        """Return the names of the traits that a link holds, in order."""
        return []

    def own_rules(self):
        """Return the rules of the traits that have none of their own."""
        return {}

    def own_usual(self):
        """Return the usual ranges of lists of numbers, by trait."""
        return {}

    def write_rules(self, change=None):
        """Tell the page anew what each trait can hold."""
        traits, own = self.traits(), self.own_rules()
        self.order = list(self.linked())
        self.rules = {
            name: own[name] if name in own else traits[name].rule(self)
            for name in self.order
        }
        self.usual = {
            name: trait.usual_of(self)
            for name, trait in traits.items()
            if isinstance(trait, Number) and name in self.rules
        } | self.own_usual()
