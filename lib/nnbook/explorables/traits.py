"""Traits that say their limits once: to Python, to links, to the page.

Each refuses what a picture cannot show, with a ValueError that says what
came and what it takes, and returns by `rule` what a link may set: the page
gets these rules with the explorable's state. A rule is

    [low, high]             a number; [low, high, 1] a whole one
    True                    true or false
    {"words": [...]}        one of these texts
    {"each": rule, "least": n, "most": m}   a list
    {"row": [rule, ...]}    a list of fixed parts; "depth" says how many
                            lists lie in each other, if it is more than one
"""

import numpy as np
import traitlets as tl

LARGEST = 100.0  # a picture can show no more: sliders, labels and shading
LONGEST = 12  # characters that a name beside a node has room for


class Number(tl.Float):
    """A finite float from `limits[0]` to `limits[1]`.

    `usual` is how far sliders, keys and dragging move it: (low, high), the
    name of the trait that holds the two, or a function of the explorable.
    `what` says in a message what the number is.
    """

    def __init__(
        self,
        default=0.0,
        limits=(-LARGEST, LARGEST),
        usual=(-3, 3),
        what="",
        **more,
    ):
        super().__init__(default, **more)
        self.limits, self.usual, self.what = limits, usual, what
        self.tag(sync=True)

    def validate(self, obj, value):
        """`value` as a float; ValueError outside the limits."""
        between(self.name, value, *self.limits, what=self.what)
        return float(value)

    def _cross_validate(self, obj, value):
        # JupyterLab's sliders count in binary steps: 1.2000000000000002. What
        # is tidied here, and not in `validate`, goes back to the page.
        return float(f"{super()._cross_validate(obj, value):.15g}")

    def rule(self, obj):
        """The limits."""
        return list(self.limits)

    def usual_of(self, obj):
        """The usual range, a list of two."""
        usual = self.usual
        if callable(usual):
            return list(usual(obj))
        return list(getattr(obj, usual) if isinstance(usual, str) else usual)


class Whole(tl.Int):
    """A whole number from `limits[0]` to `limits[1]`.

    `limits` is (low, high), or a function of the explorable; `what` says in
    a message what is counted.
    """

    def __init__(self, default=0, limits=(0, 0), what="", **more):
        super().__init__(default, **more)
        self.limits, self.what = limits, what
        self.tag(sync=True)

    def validate(self, obj, value):
        """`value` as an int; ValueError outside the limits."""
        value = super().validate(obj, value)
        low, high, _ = self.rule(obj)
        if not low <= value <= high:
            raise ValueError(
                f"{self.name} is {value}; "
                + (
                    self.what
                    or f"it takes a whole number from {low} to {high}"
                )
                + "."
            )
        return value

    def rule(self, obj):
        """The limits, marked as whole."""
        limits = self.limits(obj) if callable(self.limits) else self.limits
        return [*limits, 1]


class Choice(tl.Int):
    """The place of a name in the list that the trait `names` holds.

    `chosen` is the trait that holds the name itself; the two follow each
    other, and a name that the list lacks is added to it.
    """

    def __init__(self, names, chosen=None, default=0, **more):
        super().__init__(default, **more)
        self.names, self.chosen = names, chosen
        self.tag(sync=True)

    def validate(self, obj, value):
        """`value` as an int; ValueError if there is no such place."""
        value = super().validate(obj, value)
        names = getattr(obj, self.names)
        if not 0 <= value < max(1, len(names)):
            raise ValueError(
                f"{self.name} is {value}; the choices {names} are numbered"
                f" 0 to {len(names) - 1}."
            )
        return value

    def rule(self, obj):
        """The places, from 0."""
        return [0, len(getattr(obj, self.names)) - 1, 1]

    def follow(self, obj):
        """Keep place and name together; `obj` is the explorable."""
        if self.chosen is None:
            return

        def place(change):
            names = getattr(obj, self.names)
            if change["new"] not in names:
                setattr(obj, self.names, [*names, change["new"]])
            setattr(
                obj, self.name, getattr(obj, self.names).index(change["new"])
            )

        def call(change):
            setattr(obj, self.chosen, getattr(obj, self.names)[change["new"]])

        obj.observe(place, self.chosen)
        obj.observe(call, self.name)


class Switch(tl.Bool):
    """True or False."""

    def __init__(self, default=False, **more):
        super().__init__(default, **more)
        self.tag(sync=True)

    def rule(self, obj):
        """Either of the two."""
        return True


class Names(tl.List):
    """What a reader calls inputs and neurons: a list for each column, or [].

    `columns(explorable)` are the columns of the picture, (what stands in it,
    how many) each; one that stays without names is an empty list.
    """

    def __init__(self, columns, **more):
        super().__init__(**more)
        self.columns = columns
        self.tag(sync=True)

    def _cross_validate(self, obj, value):
        # Only here: the columns come from traits that are set at the same
        # time.
        value = super()._cross_validate(obj, value)
        columns = self.columns(obj)
        if len(value) not in (0, len(columns)):
            raise ValueError(
                f"{self.name} holds {len(value)} lists; it takes one for"
                f" each column: {', '.join(what for what, _ in columns)}."
            )
        return [
            _column(names, *column)
            for names, column in zip(value, columns, strict=False)
        ]


def _column(names, what, n):
    """`names` as n texts, or none; ValueError that says what is wrong."""
    if isinstance(names, str) or not isinstance(names, (list, tuple)):
        raise ValueError(
            f"the names of the {what} are {names!r}; they are a list of texts."
        )
    if len(names) not in (0, n):
        raise ValueError(
            f"the {what} have {len(names)} names, {list(names)!r}, and there"
            f" is room for {n}: one name each, or [] for none."
        )
    for name in names:
        if not isinstance(name, str) or not name.strip():
            raise ValueError(f"a name is {name!r}; it takes a text.")
        if len(name) > LONGEST or not name.isprintable():
            raise ValueError(
                f"a name is {name!r}; beside a node there is room for one"
                f" line of at most {LONGEST} characters."
            )
    return [name.strip() for name in names]


def between(name, value, low=-LARGEST, high=LARGEST, what=""):
    """`value` as a float in [low, high]; ValueError that names it if not."""
    try:
        value = number = float(value)
    except (TypeError, ValueError):
        number = np.nan
    if not low <= number <= high:  # NaN is not either
        what = what or f"it takes a finite number between {low:g} and {high:g}"
        raise ValueError(f"{name} is {value!r}; {what}.")
    # JupyterLab's sliders count in binary steps: 1.2000000000000002.
    return float(f"{number:.15g}")


def numbers(name, values, low=-LARGEST, high=LARGEST):
    """`values` as a list of floats in [low, high], or a ValueError."""
    try:
        array = np.array(list(values), dtype=float)
    except (TypeError, ValueError):
        array = np.array([np.nan])
    inside = (array >= low) & (array <= high)
    if array.ndim != 1 or not np.all(inside):
        raise ValueError(
            f"{name} is {values!r}; it takes finite numbers between {low:g}"
            f" and {high:g}."
        )
    return [float(f"{v:.15g}") for v in array]


def interval(name, values):
    """`values` as [low, high] with low < high, or a ValueError."""
    low, high = numbers(name, values)
    if low >= high:
        raise ValueError(
            f"{name} is ({low}, {high}); low must be less than high."
        )
    return [low, high]
