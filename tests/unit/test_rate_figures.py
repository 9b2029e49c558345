"""plot_rates and plot_by_class: what stands where."""

import numpy as np

from nnbook.compare import Rates
from nnbook.figures import plot_by_class, plot_rates
from nnbook.figures.classes import shares_by_class

ONE = Rates([2, 1], np.array([1, 1, 1]), np.array([0.5, 0.75, 0.7]))
TWO = Rates([2, 3, 1], np.array([1, 1]), np.array([0.5, 0.75]))


def test_each_network_has_a_row_with_its_runs_and_their_median():
    ax = plot_rates([ONE, TWO])
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == ["2→1", "2→3→1"]
    dots, line = ax.lines[:2]
    assert dots.get_xdata().tolist() == [0.5, 0.75, 0.7]
    assert set(dots.get_ydata()) == {0}
    assert list(line.get_xdata()) == [0.7, 0.7]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]  # the first row on top


def test_a_column_is_scaled_to_its_own_largest_mean():
    H = np.array([[2, 0, 1], [4, 0, 1], [1, 0, 4.0]])
    y = np.array([0, 0, 7])
    table = shares_by_class(H, y)
    np.testing.assert_allclose(table, [[1, 0, 0.25], [1 / 3, 0, 1]])
    image = plot_by_class(H, y, "layer 1").images[0]
    np.testing.assert_array_equal(image.get_array(), table)
