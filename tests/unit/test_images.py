"""plot_images: rows as square pictures."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nnbook.figures import plot_images


@pytest.fixture(autouse=True)
def no_figure_stays():
    yield
    plt.close("all")


def test_each_row_is_one_image_with_its_title():
    rows = np.arange(20 * 9.0).reshape(20, 9) / 180
    axes = plot_images(rows, range(20), across=6)
    assert len(axes) == 20
    for i, ax in enumerate(axes):
        np.testing.assert_array_equal(
            ax.images[0].get_array(), rows[i].reshape(3, 3)
        )
        assert ax.get_title() == str(i)


def test_signed_images_share_a_scale_around_zero_and_dot_the_negative():
    rows = np.array([[1, -2, 0, 0.5], [0, 0, 0, 0.1]])
    first, second = plot_images(rows, signed=True)
    low, high = first.images[0].get_clim()
    assert second.images[0].get_clim() == (low, high)
    assert -low == high == np.quantile(np.abs(rows), 0.98)
    assert first.lines[0].get_xydata().tolist() == [[1, 0]]
    assert len(second.lines[0].get_xydata()) == 0


@pytest.mark.parametrize("shape", [(3, 5), (4,), (2, 2, 2)])
def test_rows_that_are_no_squares_are_refused(shape):
    with pytest.raises(ValueError, match="side·side"):
        plot_images(np.zeros(shape))
