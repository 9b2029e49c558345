"""Checks that shapes fit; each states both, and the likely cause."""

from itertools import pairwise

from nnbook.arguments import finite, numbers, plural


def parameters(W, b):
    """Fresh float64 copies of W: (n_in, n_out) and b: (n_out,).

    Raises TypeError or ValueError when they are not finite numbers of
    shapes that fit each other.
    """
    W, b = numbers(W, "W"), numbers(b, "b")
    problem = _weights_problem(W) or _bias_problem(W, b)
    if problem:
        raise ValueError(problem)
    return finite(W, "W").copy(), finite(b, "b").copy()


def inputs(x, n_in, n_out):
    """x: (n_in,) or (batch, n_in) as finite float64, for an n_in→n_out layer.

    Raises TypeError or ValueError when x is neither.
    """
    x = numbers(x, "x")
    if x.ndim not in (1, 2) or x.shape[-1] != n_in:
        raise ValueError(
            f"x is {_shape(x)}; this layer takes {plural(n_in, 'input')}, so "
            f"x should be ({n_in},) for one sample or (batch, {n_in}) for "
            f"several. {_input_cause(x, n_in, n_out)}"
        )
    return finite(x, "x")


def chain(layers):
    """ValueError unless each layer takes as many numbers as the last gives."""
    for i, (left, right) in enumerate(pairwise(layers), 1):
        if left.n_out != right.n_in:
            raise ValueError(
                f"layer {i} ({left.n_in}→{left.n_out}) gives "
                f"{plural(left.n_out, 'number')}, but layer {i + 1} "
                f"({right.n_in}→{right.n_out}) takes {right.n_in}. "
                + _chain_cause(i, left, right, layers)
            )


def _shape(array):
    return str(array.shape) if array.ndim else "a single number"


def _weights_problem(W):
    if W.ndim == 1 and W.size:
        return (
            f"W is {_shape(W)}; expected two axes, (n_in, n_out). If it is "
            f"one neuron with {plural(W.size, 'input')}, write "
            f"W.reshape({W.size}, 1)"
        )
    if W.ndim != 2:
        return f"W is {_shape(W)}; expected two axes, (n_in, n_out)"
    if not W.size:
        return f"W is {_shape(W)}; a layer needs an input and a neuron"
    return None


def _bias_problem(W, b):
    n_in, n_out = W.shape
    if b.shape == (n_out,):
        return None
    if b.shape == (n_in,):
        return (
            f"W is ({n_in}, {n_out}); for {plural(n_out, 'input')} and "
            f"{plural(n_in, 'neuron')} this book stores W as "
            f"({n_out}, {n_in}): did you mean W.T? (b is ({n_in},), and "
            "nn.Linear stores its weight the other way round)"
        )
    return (
        f"b is {_shape(b)}; W is ({n_in}, {n_out}), one column per neuron, "
        f"so b should be ({n_out},). {_bias_cause(b, n_out)}"
    )


def _bias_cause(b, n_out):
    if b.ndim == 0:
        return f"Did you mean [{b:g}]?" if n_out == 1 else "One for each?"
    if b.size == n_out:
        kind = "column" if b.shape[0] == n_out else "row with two axes"
        return f"It is a {kind}: did you mean b.ravel()?"
    return f"It holds {b.size} numbers for {plural(n_out, 'neuron')}"


def _input_cause(x, n_in, n_out):
    if x.ndim == 0:
        return f"Did you mean [{x:g}]?" if n_in == 1 else "Put it in a list?"
    if x.shape == (n_in, 1):
        return "It is a column, and a sample is a row here: try x.ravel()"
    if x.ndim == 2 and x.shape[0] == n_in:
        return "The samples are in its columns: did you mean x.T?"
    if x.ndim == 1 and n_in == 1:
        return f"For {x.size} samples of one number each: x.reshape(-1, 1)"
    if x.ndim > 2:
        return "Flatten each sample: x.reshape(len(x), -1)"
    if x.shape[-1] == n_out:
        return f"W is ({n_in}, {n_out}): was it meant to be W.T?"
    return f"Each sample has {plural(x.shape[-1], 'number')}, not {n_in}"


def _chain_cause(i, left, right, layers):
    if all(b.n_out == a.n_in for a, b in pairwise(layers)):
        return "In the opposite order they fit: list them from input to output"
    return (
        f"W of layer {i + 1} is {right.W.shape}; its first size should be "
        f"{left.n_out}"
    )
