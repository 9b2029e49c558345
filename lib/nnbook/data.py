"""Small data sets in float64, and their rows dealt out at random."""

import numpy as np

from nnbook.arguments import choose, count, generator

_GATES = {
    "AND": (0, 0, 0, 1),
    "OR": (0, 1, 1, 1),
    "XOR": (0, 1, 1, 0),
    "NAND": (1, 1, 1, 0),
}


def logic_gate(name):
    """X: (4, 2) and y: (4,) of AND, OR, XOR or NAND.

    The rows of X are (0, 0), (0, 1), (1, 0), (1, 1). Raises ValueError for
    any other name.
    """
    y = np.array(choose("gate", name, _GATES), dtype=np.float64)
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.float64)
    return X, y


def blobs(n, *, rng):
    """X: (n, 2) and y: (n,): two round clouds, around (-1, -1) and (1, 1).

    Each coordinate has a standard deviation of 0.5; the classes have equal
    numbers, or differ by one. The rows come shuffled.
    """
    from sklearn.datasets import make_blobs

    X, y = make_blobs(
        count(n, "n", least=2),
        centers=[(-1.0, -1.0), (1.0, 1.0)],
        cluster_std=0.5,
        random_state=_seed(rng),
    )
    return X, y.astype(np.float64)


def moons(n, noise=0.1, *, rng):
    """X: (n, 2) and y: (n,): two interleaved half circles.

    `noise` is the standard deviation that is added to each coordinate, the
    circles' radius being 1. The rows come shuffled.
    """
    from sklearn.datasets import make_moons

    X, y = make_moons(
        count(n, "n", least=2), noise=noise, random_state=_seed(rng)
    )
    return X, y.astype(np.float64)


def digits():
    """X: (1797, 64) and y: (1797,): handwritten digits, 8 by 8 pixels.

    The grey values run from 0, paper, to 1, ink; y holds 0 to 9. They come
    with scikit-learn, and are not in a random order.
    """
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    return X / 16, y


def shares(n, sizes, *, rng):
    """The row numbers 0 to n - 1, shuffled and dealt out: arrays of `sizes`.

    No row is in two of them. Raises ValueError for sizes that add up to
    more than n.
    """
    sizes = [count(size, "each of sizes", least=0) for size in sizes]
    if sum(sizes) > count(n, "n"):
        raise ValueError(f"{sizes} add up to {sum(sizes)}; n is {n}")
    order = generator(rng).permutation(n)[: sum(sizes)]
    return np.split(order, np.cumsum(sizes)[:-1])


def _seed(rng):
    # scikit-learn takes the older RandomState or a seed, not a Generator
    return int(generator(rng).integers(2**32))
