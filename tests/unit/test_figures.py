"""The figures: what they show, in which place, colour and line style."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.contour import QuadContourSet
from matplotlib.patches import FancyBboxPatch

from nnbook import ACTIVATIONS, Dense, Network
from nnbook.data import logic_gate
from nnbook.figures import (
    panels,
    plot_activation,
    plot_decision,
    plot_line,
    plot_network,
)
from nnbook.figures.layout import LABEL, columns, label_spots
from nnbook.figures.style import (
    DIM,
    HIGHLIGHT,
    INK,
    NEGATIVE,
    PAPER,
    PLOT,
    POSITIVE,
    PX,
    number,
)

BLUE, ORANGE = POSITIVE, NEGATIVE


def texts(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def lines(ax, color):
    return [line for line in ax.lines if to_hex(line.get_color()) == color]


def contrast(a, b):
    """WCAG 2 contrast ratio of two '#rrggbb'."""

    def luminance(color):
        c = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
        c = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
        return c @ [0.2126, 0.7152, 0.0722]

    dark, light = sorted([luminance(a), luminance(b)])
    return (light + 0.05) / (dark + 0.05)


# Style


@pytest.mark.parametrize("color", [INK, DIM, POSITIVE, NEGATIVE, HIGHLIGHT])
def test_every_colour_of_text_reads_on_the_paper(color):
    assert contrast(color, PAPER) >= 4.5
    assert contrast(color, PLOT) >= 4.5


def test_numbers_have_two_decimals_and_a_true_minus():
    assert number(1) == "1.00"
    assert number(-0.705) == "−0.70"
    assert number(-0.001) == number(-0.0) == "0.00"
    assert number(-1000) == "−1000.00"


def test_panels_are_one_row_on_paper():
    axes = panels(3, height=2.4)
    figure = axes[0].figure
    assert len(axes) == 3
    assert figure.get_size_inches().tolist() == [6.4, 2.4]
    assert to_hex(figure.get_facecolor()) == PAPER


def shown(ax):
    """All text that is drawn: notes, titles, the legend, and the axes'."""
    found = list(ax.texts)
    if ax.axison:
        found += ax.get_xticklabels()[1:-1] + ax.get_yticklabels()[1:-1]
        found += [ax.xaxis.label, ax.yaxis.label, ax.title]
        found += [ax._left_title, ax._right_title]
    if ax.get_legend():
        found += ax.get_legend().texts
    return [text for text in found if text.get_text()]


def every_figure():
    net = Network(
        [Dense([[1.0, -1], [0, 2]], [0, 1]), Dense([[1.0], [1]], [0])]
    )
    yield plot_activation("sigmoid", 0.5)
    yield plot_line(
        [1, 2], -1, plot_decision(lambda X: X[:, 0], *logic_gate("OR"))
    )
    yield plot_network(net, [1, 2])


def test_nothing_is_small_and_nothing_is_cut_off():
    for ax in every_figure():
        ax.figure.canvas.draw()
        paper = ax.figure.bbox
        assert len(shown(ax)) > 8
        for text in shown(ax):
            assert text.get_fontsize() >= 9
            box = text.get_window_extent()
            assert paper.x0 <= box.x0 < box.x1 <= paper.x1
            assert paper.y0 <= box.y0 < box.y1 <= paper.y1


# Activation


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_curve_is_the_function(name):
    ax = plot_activation(name)
    z, a = lines(ax, INK)[0].get_data()
    known = ~np.isnan(z)
    if name == "step":
        assert np.c_[z, a][known].tolist() == [[-5, 0], [0, 0], [0, 1], [5, 1]]
    else:
        assert np.array_equal(a, ACTIVATIONS[name](z))
        assert len(z) > 200
    assert ax.get_title(loc="left") == ACTIVATIONS[name].label
    assert ax.get_title(loc="right") == ACTIVATIONS[name].range
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("$z$", "$a$")
    assert not lines(ax, HIGHLIGHT)
    assert not texts(ax)


def test_the_steps_jump_belongs_to_zero():
    low, high = lines(plot_activation("step"), INK)[1:]
    assert low.get_xydata().tolist() == [[0, 0]]
    assert to_hex(low.get_markerfacecolor()) == INK
    assert high.get_xydata().tolist() == [[0, 1]]
    assert to_hex(high.get_markerfacecolor()) == PLOT


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("z", [-12.0, -1.2, 0.0, 0.55, 4.5, 300.0])
def test_the_operating_point_is_in_view_with_its_values(name, z):
    ax = plot_activation(name, z)
    a = ACTIVATIONS[name](z)
    guide, point = lines(ax, HIGHLIGHT)
    assert point.get_xydata().tolist() == [[z, a]]
    left, bottom = ax.get_xlim()[0], ax.get_ylim()[0]
    assert guide.get_xydata().tolist() == [[z, bottom], [z, a], [left, a]]
    assert left < z < ax.get_xlim()[1]
    assert bottom < a < ax.get_ylim()[1]
    assert texts(ax) == [f"$a$ = {number(a)}", f"$z$ = {number(z)}"]


def test_activation_takes_an_axes_and_refuses_nonsense():
    ax = panels(2)[1]
    assert plot_activation("tanh", ax=ax) is ax
    with pytest.raises(ValueError, match="Did you mean 'sigmoid'"):
        plot_activation("sigmo")
    with pytest.raises(ValueError, match=r"z is \(2,\); expected a single"):
        plot_activation("tanh", [1, 2])
    with pytest.raises(ValueError, match="z is nan"):
        plot_activation("tanh", np.nan)


# Decision


def right_half(X):
    return 1.0 * (X[:, 0] > 0.5)


def test_the_regions_are_the_functions_values_in_place():
    ax = plot_decision(lambda X: X[:, 0] + 10 * X[:, 1])
    (image,) = ax.images
    left, right, bottom, top = image.get_extent()
    values = np.asarray(image.get_array())
    assert image.origin == "lower"
    assert values[0, 0] == pytest.approx(left + 10 * bottom)
    assert values[0, -1] == pytest.approx(right + 10 * bottom)
    assert values[-1, 0] == pytest.approx(left + 10 * top)
    low, high = image.cmap([0.0, 1.0])
    assert low[0] > low[2]  # orange where the function is low
    assert high[2] > high[0]  # blue where it is high


def contours(ax, filled):
    return [
        each
        for each in ax.collections
        if isinstance(each, QuadContourSet) and each.filled == filled
    ]


def test_the_border_runs_where_the_function_passes_its_threshold():
    ax = plot_decision(lambda X: X[:, 0], threshold=0.25)
    (border,) = contours(ax, filled=False)
    (path,) = border.get_paths()
    assert np.allclose(path.vertices[:, 0], 0.25)
    (hatched,) = contours(ax, filled=True)
    assert hatched.hatches == ["////"]
    assert hatched.get_paths()[0].vertices[:, 0].max() == pytest.approx(
        0.25, abs=0.01
    )
    assert to_hex(hatched.get_edgecolor()[0]) == ORANGE


@pytest.mark.parametrize(("value", "hatches"), [(0.0, 1), (1.0, 0)])
def test_a_constant_has_no_border(value, hatches):
    ax = plot_decision(lambda X: np.full(len(X), value))
    assert not contours(ax, filled=False)
    assert len(contours(ax, filled=True)) == hatches


def test_the_classes_differ_in_colour_shape_and_filling():
    X, y = logic_gate("AND")
    ax = plot_decision(right_half, X, y)
    ones, zeros = ax.lines
    assert ones.get_xydata().tolist() == [[1, 1]]
    assert zeros.get_xydata().tolist() == [[0, 0], [0, 1], [1, 0]]
    assert (ones.get_marker(), zeros.get_marker()) == ("s", "o")
    assert to_hex(ones.get_markerfacecolor()) == BLUE
    assert to_hex(zeros.get_markerfacecolor()) == PLOT
    assert to_hex(zeros.get_markeredgecolor()) == ORANGE
    labels = [text.get_text() for text in ax.get_legend().texts]
    assert labels == ["class 1", "class 0"]


def test_the_title_counts_what_is_right():
    for gate, right in (("AND", 3), ("OR", 3), ("XOR", 2), ("NAND", 1)):
        ax = plot_decision(right_half, *logic_gate(gate))
        assert ax.get_title(loc="left") == f"{right} of 4 right"


def test_a_network_with_one_output_and_a_given_axes():
    ax = panels(2)[0]
    layer = Dense([[1.0], [1.0]], [-1.5], "step")
    assert plot_decision(layer, *logic_gate("AND"), ax) is ax
    assert ax.get_title(loc="left") == "4 of 4 right"
    assert ax.get_legend() is None
    assert ax.get_aspect() == 1


def test_the_view_holds_the_data():
    X = np.array([[100.0, -7], [104, -9], [102, -8]])
    ax = plot_decision(right_half, X, [1, 1, 0])
    for values, (low, high) in zip(
        X.T, (ax.get_xlim(), ax.get_ylim()), strict=True
    ):
        assert low < values.min()
        assert values.max() < high


@pytest.mark.parametrize(
    ("X", "y", "words"),
    [
        ([[0, 0]], None, "come together"),
        (
            [[0, 0, 0]],
            [1],
            r"X is \(1, 3\) and y is \(1,\); expected \(n, 2\)",
        ),
        ([[0, 0]], [1, 0], r"y is \(2,\)"),
        ([[0, 0]], [[1]], r"y is \(1, 1\)"),
        ([[0, 0]], [2], "0 or 1"),
        ([[0, np.nan]], [1], r"X\[0, 1\] is nan"),
    ],
)
def test_data_that_do_not_fit(X, y, words):
    with pytest.raises(ValueError, match=words):
        plot_decision(right_half, X, y)


def test_a_function_that_gives_the_wrong_shape():
    with pytest.raises(ValueError, match="one value each"):
        plot_decision(lambda X: X)


# Line


def plane(low=-1.0, high=2.0):
    (ax,) = panels()
    ax.set(xlim=(low, high), ylim=(low, high))
    return ax


def arrow(ax):
    (found,) = [a for a in ax.texts if getattr(a, "arrow_patch", None)]
    return np.array(found.xyann), np.array(found.xy)


weight = st.floats(-5, 5).filter(lambda w: abs(w) > 1e-3)


@settings(max_examples=30)  # a figure for each takes its time
@example(0.0, -1.0, -1.0)  # on the edge of the view
@example(0.0, 2.0, -3.9)  # near the edge, and w points out
@example(3.0, 0.0, 0.5)
@given(weight, weight, st.floats(-3, 3))
def test_the_line_is_where_z_is_zero_and_w_stands_upright_on_it(w1, w2, b):
    ax = plane()
    w = np.array([w1, w2])
    plot_line(w, b, ax)
    assert (ax.get_xlim(), ax.get_ylim()) == ((-1, 2), (-1, 2))
    if "outside this view" in "".join(texts(ax)).replace("\n", " "):
        corners = np.array([[-1, -1], [-1, 2], [2, -1], [2, 2]]) @ w + b
        assert (corners >= 0).all() or (corners <= 0).all()
    else:
        (line,) = ax.lines
        ends = line.get_xydata()
        assert np.allclose(ends @ w + b, 0, atol=1e-9)
        assert np.all((ends > -1 - 1e-9) & (ends < 2 + 1e-9))
        tail, head = arrow(ax)
        assert tail @ w + b == pytest.approx(0, abs=1e-9)
        along = head - tail
        assert along @ w == pytest.approx(
            np.linalg.norm(along) * np.linalg.norm(w)
        )
        assert np.linalg.norm(along) <= np.linalg.norm(w) * (1 + 1e-9)
        assert np.all((head > -1) & (head < 2))
    plt.close(ax.figure)


def test_a_short_w_is_drawn_whole_from_the_foot_point():
    ax = plane()
    plot_line([0.6, 0.6], -0.6, ax)
    tail, head = arrow(ax)
    assert np.allclose(tail, [0.5, 0.5])
    assert np.allclose(head - tail, [0.6, 0.6])
    assert texts(ax) == ["$w$"]


def test_a_long_w_says_how_much_of_it_is_drawn():
    ax = plane()
    plot_line([6, 0], -3, ax)
    tail, head = arrow(ax)
    assert np.allclose([tail, head], [[0.5, 0], [0.5 + 0.3 * 3, 0]])
    assert texts(ax) == ["0.15 $w$"]


def test_an_upright_line_runs_from_edge_to_edge():
    ax = plane()
    plot_line([2, 0], -1, ax)
    ends = ax.lines[0].get_xydata()
    assert sorted(ends.tolist()) == [[0.5, -1], [0.5, 2]]
    assert ax.get_aspect() == 1


def test_no_weights_no_line():
    ax = plot_line([0, 0], -0.4)
    assert not ax.lines
    assert texts(ax) == ["no line: w = 0,\nz = −0.40\neverywhere"]


def test_a_line_joins_the_legend():
    ax = plot_decision(right_half, *logic_gate("OR"))
    plot_line([1, 0], -0.5, ax)
    assert [t.get_text() for t in ax.get_legend().texts][-1] == "$z$ = 0"


def test_line_refuses_what_does_not_fit():
    with pytest.raises(ValueError, match=r"w is \(3,\)"):
        plot_line([1, 2, 3], 0)
    with pytest.raises(ValueError, match=r"w\[1\] is inf"):
        plot_line([1, np.inf], 0)
    with pytest.raises(ValueError, match=r"b is \(1,\); expected a single"):
        plot_line([1, 2], [0])


# Network

W1 = [[0.5, -0.3, 0.8, 0.1], [-0.2, 0.4, 0.0, -0.7], [0.9, 0.6, -0.5, 0.3]]
HIDDEN = Dense(W1, [0.1, -0.2, 0, 0.05], "relu")
NET = Network([HIDDEN, Dense([[1.0], [-0.6], [0.4], [0.2]], [0.1], "sigmoid")])


def nodes(ax):
    return [p for p in ax.patches if isinstance(p, FancyBboxPatch)]


def test_an_edge_for_each_weight_styled_by_sign_and_size():
    ax = plot_network(NET)
    weights = np.concatenate([layer.W.ravel() for layer in NET.layers])
    assert len(ax.lines) == len(weights) == 16
    for line, w in zip(ax.lines, weights, strict=True):
        expected = {1: BLUE, -1: ORANGE, 0: DIM}[int(np.sign(w))]
        style = {1: "-", -1: "--", 0: ":"}[int(np.sign(w))]
        assert to_hex(line.get_color()) == expected
        assert line.get_linestyle() == style
        px = line.get_linewidth() / PX
        assert px == pytest.approx(1 + 6 * abs(w))  # the largest is 1


def test_an_edge_joins_the_nodes_of_its_weight():
    ax = plot_network(HIDDEN)
    (left, right), _ = columns((3, 4))
    for k, line in enumerate(ax.lines):
        i, j = divmod(k, 4)
        assert line.get_ydata().tolist() == [left[i][1], right[j][1]]
        assert left[i][0] < line.get_xdata()[0] < line.get_xdata()[1]
        assert line.get_xdata()[1] < right[j][0]


def test_each_weight_is_written_on_its_own_edge():
    ax = plot_network(NET)
    weights = np.concatenate([layer.W.ravel() for layer in NET.layers])
    for line, w in zip(ax.lines, weights, strict=True):
        (x0, y0), (x1, y1) = line.get_xydata()
        on_it = [
            text
            for text in ax.texts
            if x0 < text.xy[0] < x1
            and text.xy[1]
            == pytest.approx(y0 + (y1 - y0) * (text.xy[0] - x0) / (x1 - x0))
        ]
        (text,) = [each for each in on_it if each.get_text() == number(w)]
        assert to_hex(text.get_color()) == to_hex(line.get_color())
        assert to_hex(text.get_bbox_patch().get_facecolor()) == PAPER


def test_without_x_the_nodes_are_named():
    shown = texts(plot_network(NET))
    for name in ("$x_{1}$", "$x_{3}$", "$a^{(1)}_{4}$", "$a^{(2)}_{1}$"):
        assert shown.count(name) == 1
    assert "$z$" not in "".join(shown)
    assert "$a_{2}$" in texts(plot_network(Dense(np.eye(2), [0, 0])))


def test_with_x_the_nodes_hold_their_values():
    x = [1, -0.5, 2]
    ax = plot_network(NET, x)
    shown = texts(ax)
    for name, value in zip(["1", "2", "3"], x, strict=True):
        assert f"$x_{{{name}}}$" in shown
        assert number(value) in shown
    for z, a in NET.trace(x):
        for each in zip(z, a, strict=True):
            text = "$z$ = {}\n$a$ = {}".format(*map(number, each))
            assert text in shown


def test_biases_shapes_and_activations_are_written_out():
    shown = texts(plot_network(NET))
    for b in (0.1, -0.2, 0, 0.05):
        assert f"$b$ = {number(b)}" in shown
    for text in ("inputs", "ReLU", "sigmoid"):
        assert shown.count(text) == 1
    assert "$W^{(1)}$ (3, 4)" in shown
    assert "$W^{(2)}$ (4, 1)" in shown
    assert "$W$ (3, 4)" in texts(plot_network(HIDDEN))


def test_a_large_layer_is_shortened_and_unlabelled(rng):
    network = Network.random([64, 9, 2], "relu", rng=rng)
    ax = plot_network(network)
    assert len(nodes(ax)) == 7 + 7 + 2
    assert len(ax.lines) == 7 * 7 + 7 * 2
    shown = texts(ax)
    assert shown.count("⋮") == 2
    assert "$x_{64}$" in shown
    assert "$x_{30}$" not in shown
    weights = [number(w) for w in network.layers[0].W[:4, :4].ravel()]
    assert not set(weights) - {"0.00"} <= set(shown)
    # after the gap come the last three, with their own weights
    last = ax.lines[7 * 7 - 1]
    w, widest = (
        abs(network.layers[0].W[63, 8]),
        max(abs(layer.W).max() for layer in network.layers),
    )
    assert last.get_linewidth() / PX == pytest.approx(1 + 6 * w / widest)


@given(st.integers(1, 5), st.integers(1, 5), st.integers(2, 4))
def test_labels_never_cover_one_another(n_in, n_out, n_columns):
    (left, right, *_), _ = columns((n_in, n_out) + (1,) * (n_columns - 2))
    ends = np.array([(i, j) for i in left.values() for j in right.values()])
    spots = label_spots(ends)
    if spots is None:
        assert len(ends) > 4  # only a crowd may go without
        return
    apart = abs(spots[:, None] - spots) >= LABEL
    assert apart.any(axis=-1).sum() == len(ends) * (len(ends) - 1)
    along = ends[:, 1] - ends[:, 0]
    t = (spots[:, 0] - ends[:, 0, 0]) / along[:, 0]
    assert np.allclose(spots, ends[:, 0] + t[:, None] * along)


def test_nodes_lie_within_the_drawing_in_rows():
    for sizes in [(1, 1), (3, 4, 1), (4, 3, 2, 1), (64, 16, 10)]:
        placed, height = columns(sizes)
        for column in placed:
            x, y = np.array(list(column.values())).T
            assert np.ptp(x) == 0
            assert np.all(np.diff(y) < 0)
            assert 0 < y.min() <= y.max() < height


def test_network_takes_an_axes_and_refuses_nonsense():
    ax = panels()[0]
    assert plot_network(NET, ax=ax) is ax
    with pytest.raises(
        TypeError, match="expected a Network or a Dense; got list"
    ):
        plot_network([HIDDEN])
    with pytest.raises(ValueError, match=r"one sample, \(3,\).*x\[0\]"):
        plot_network(NET, np.ones((2, 3)))
    with pytest.raises(ValueError, match=r"x is \(4,\).*3 inputs"):
        plot_network(NET, np.ones(4))


def test_weights_of_zero_can_be_drawn():
    ax = plot_network(Dense(np.zeros((2, 1)), [0.0]), [0, 0])
    assert {line.get_linestyle() for line in ax.lines} == {":"}
    assert all(line.get_linewidth() == pytest.approx(PX) for line in ax.lines)


def test_several_lines_have_names_and_styles_of_their_own():
    [ax] = panels(1)
    ax.set(xlim=(-2, 2), ylim=(-2, 2))
    plot_line([1, 1], 0, ax, name="kite", style="--")
    plot_line([-1, 1], 0.5, ax, name="storm", style=":")
    assert {"kite", "storm"} <= set(texts(ax))
    assert [line.get_linestyle() for line in ax.lines] == ["--", ":"]
    ax.figure.canvas.draw()
    boxes = [t.get_window_extent() for t in shown(ax) if t.get_text()]
    named = [
        b
        for b, t in zip(boxes, shown(ax), strict=True)
        if t.get_text() in ("kite", "storm")
    ]
    assert not named[0].overlaps(named[1])


def test_names_stand_at_their_nodes():
    names = [["sun", "wind", "air"], ["a", "b", "c", "d"], ["go"]]
    for x in (None, [1.0, 2.0, -1.0]):
        ax = plot_network(NET, x, names=names)
        shown = texts(ax)
        assert {name for column in names for name in column} <= set(shown)
        assert not [text for text in shown if text.startswith("$b$")]
        # Each below its own node, from top to bottom.
        places = {t.get_text(): t.get_position() for t in ax.texts}
        heights = [places[name][1] for name in names[0]]
        assert heights == sorted(heights, reverse=True)


def test_names_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"names has \[3, 4\] words"):
        plot_network(NET, names=[["a", "b", "c"], ["d", "e", "f", "g"]])
