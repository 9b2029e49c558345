"""A layer's arithmetic in a table, as one writes it down on paper."""

from nnbook import shapes
from nnbook.arguments import plural


class Working:
    """One sample through one layer: every product, sum and activation.

    `x`: (n_in,), `W`: (n_in, n_out), `b`: (n_out,); `activation` takes and
    gives an array (n_out,). `names`, one for each neuron, stand in the
    table in place of their numbers. Printed, it is a row for each neuron:
    its products, their sum, its bias, z and a, with two decimals.

    Raises ValueError when shapes do not fit.
    """

    def __init__(self, x, W, b, activation, names=None):
        W, b = shapes.parameters(W, b)
        n_in, n_out = W.shape
        x = shapes.inputs(x, n_in, n_out)
        if x.ndim != 1:
            raise ValueError(
                f"x is {x.shape}; the table is for one sample, ({n_in},)"
            )
        names = [str(j + 1) for j in range(n_out)] if names is None else names
        if len(names) != n_out:
            raise ValueError(
                f"{plural(len(names), 'name')} for {plural(n_out, 'neuron')}"
            )
        self.names = list(names)
        self.products = W * x.reshape(n_in, 1)  # (n_in, n_out)
        self.sums = self.products.sum(axis=0)  # (n_out,)
        self.b = b
        self.z = self.sums + b
        self.a = activation(self.z)

    def __repr__(self):
        heads = [f"p{i + 1}" for i in range(len(self.products))]
        heads = ["neuron", *heads, "sum", "b", "z", "a"]
        columns = [*self.products, self.sums, self.b, self.z, self.a]
        rows = [
            [name, *(_two_decimals(column[j]) for column in columns)]
            for j, name in enumerate(self.names)
        ]
        wide = max(len(name) for name in ["neuron", *self.names])
        return "\n".join(
            row[0].rjust(wide) + "".join(cell.rjust(7) for cell in row[1:])
            for row in [heads, *rows]
        )


def _two_decimals(value):
    text = f"{value:.2f}"
    return "0.00" if text == "-0.00" else text
