"""What every explorable shares: a stable repr, and a still picture for
readers without JavaScript."""

import anywidget
import ipywidgets
from IPython import get_ipython


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


class Explorable(Still, anywidget.AnyWidget):
    """An AnyWidget that draws and calculates in its own JavaScript.

    A subclass sets `_esm = module("name/view.js")`, `_css = styles(...)`.
    """
