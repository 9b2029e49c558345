"""What the chapters claim of their experiments, found again from the data.

Each test is one sentence of a chapter, with the numbers that stand there.
"""

from functools import cache

import numpy as np
import pytest
from scipy.optimize import linprog
from sklearn.linear_model import LogisticRegression

from nnbook import Dense, Network, relu, xor
from nnbook.compare import level, rates
from nnbook.data import blobs, digits, logic_gate, moons, shares
from nnbook.exercises.capstone.measuring import _some_digits
from nnbook.exercises.capstone.trial import LOOPS, _fewer, _plain, scaling
from nnbook.figures.classes import shares_by_class
from nnbook.train import accuracy, fit, loss, random_start

X_ALL, Y_ALL = digits()
ODD = Y_ALL % 2
INFEASIBLE = 2  # a status of linprog


@cache
def split(seed=0, held_out=500):
    """Row numbers of a chapter's split: training, held out."""
    rng = np.random.default_rng(seed)
    n = len(X_ALL)
    return shares(n, [n - held_out, held_out], rng=rng)


@cache
def begun_and_trained(n_out):
    """A start 64→16→16→n_out, and what `level` makes of it, on split 0."""
    begin = random_start([64, 16, 16, n_out], seed=0)
    rows = split()[0]
    targets = Y_ALL if n_out == 10 else ODD
    return begin, level(begin, X_ALL[rows], targets[rows])


# ---- Chapter 7: XOR from random starts.


@cache
def small_xor_run(seed):
    """Whether 2→2→1 succeeds; units silent on all rows before and after."""
    X, y = logic_gate("XOR")
    begin = random_start([2, 2, 1], seed=seed)
    end = fit(begin, X, y, steps=5000, rate=0.1, until=0.001)
    silent = [
        (net.trace(X)[0].a == 0).all(axis=0).any() for net in (begin, end)
    ]
    scores = end(X)[:, 0]
    gap = np.diff(np.sort(scores)).min()  # between the two nearest scores
    return np.min((2 * y - 1) * scores) > 0.5, *silent, gap


def test_most_small_runs_fail_and_many_before_the_first_step():
    failed = [small_xor_run(seed)[1:] for seed in range(50)
              if not small_xor_run(seed)[0]]  # fmt: skip
    before, after = np.array([each[:2] for each in failed]).T
    assert len(failed) == 41
    shared = [gap for _, silent, gap in failed if not silent]
    assert max(shared) < 0.001
    assert before.sum() == 18
    assert (after & ~before).sum() == 9
    assert (~after).sum() == 14


# ---- Chapter 7: what the units of a trained network show.


def test_everything_seen_is_right_and_new_rows_are_not_quite():
    _, trained = begun_and_trained(10)
    known, new = split()
    assert accuracy(trained, X_ALL[known], Y_ALL[known]) == 1.0
    assert 0.97 <= accuracy(trained, X_ALL[new], Y_ALL[new]) <= 0.98


def test_four_first_units_are_silent_and_one_was_from_the_start():
    silent = [
        np.flatnonzero((net.trace(X_ALL[split()[0]])[0].a == 0).all(axis=0))
        for net in begun_and_trained(10)
    ]
    assert [len(each) for each in silent] == [1, 4]
    assert set(silent[1] + 1) == {6, 8, 14, 15}


@pytest.mark.parametrize("layer", [0, 1])
def test_half_of_the_units_answer_to_seven_digits_or_more(layer):
    _, trained = begun_and_trained(10)
    new = split()[1]
    table = shares_by_class(trained.trace(X_ALL[new])[layer].a, Y_ALL[new])
    assert np.median((table > 0.25).sum(axis=0)) == 7


# ---- Chapter 7: where a hidden layer helps.


def test_odd_or_even_needs_a_hidden_layer():
    neuron = rates([64, 1], X_ALL, ODD, n_held_out=500, seeds=range(10))
    hidden = rates([64, 16, 1], X_ALL, ODD, n_held_out=500, seeds=range(10))
    assert hidden.held_out.min() > neuron.held_out.max() + 0.03
    assert 0.92 < neuron.training.min() < neuron.training.max() < 0.95
    assert hidden.training.min() == 1.0
    assert np.median(neuron.held_out) == pytest.approx(0.914, abs=0.003)
    assert np.median(hidden.held_out) == pytest.approx(0.973, abs=0.003)


def test_patience_another_start_and_another_rate_do_not_help_the_neuron():
    known, new = split()
    for seed, rate, steps in ((1, 0.02, 5000), (2, 0.1, 2000)):
        begin = random_start([64, 1], seed=seed)
        long = fit(begin, X_ALL[known], ODD[known], steps=steps, rate=rate)
        assert accuracy(long, X_ALL[known], ODD[known]) < 0.95
        assert accuracy(long, X_ALL[new], ODD[new]) < 0.93


def test_no_cut_parts_the_eights_from_the_rest():
    """Nor the odd digits: no weights give all rows a score of 1 or more."""
    X = X_ALL[split()[0]]
    rows = np.column_stack([X, np.ones(len(X))])
    for is_one in (Y_ALL == 8, ODD == 1):
        sign = np.where(is_one[split()[0]], 1, -1)
        found = linprog(np.zeros(65), -sign[:, None] * rows,
                        -np.ones(len(X)), bounds=(None, None))  # fmt: skip
        assert found.status == INFEASIBLE


def probed(H, y, n_out):
    """Held-out accuracy of one layer, trained on H: (1797, units)."""
    known, new = split()
    head = random_start([H.shape[1], n_out], seed=0)
    return accuracy(level(head, H[known], y[known]), H[new], y[new])


@pytest.mark.parametrize(("n_out", "y"), [(1, ODD), (10, Y_ALL)])
def test_probes_on_pixels_on_random_units_and_on_trained_layers(n_out, y):
    begin, trained = begun_and_trained(n_out)
    pixels = probed(X_ALL, y, n_out)
    random = probed(begin.trace(X_ALL)[0].a, y, n_out)
    layers = [probed(trained.trace(X_ALL)[i].a, y, n_out) for i in (0, 1)]
    assert random < pixels - 0.1
    if n_out == 1:
        assert min(layers) > pixels + 0.04
    else:
        assert abs(min(layers) - pixels) < 0.02
    assert abs(layers[0] - layers[1]) < 0.01


def test_moons_need_a_hidden_layer_and_two_of_ten_starts_stay_level():
    X, y = moons(1000, 0.15, rng=np.random.default_rng(0))
    line = rates([2, 1], X, y, n_held_out=500, seeds=range(10))
    curve = rates([2, 8, 1], X, y, n_held_out=500, seeds=range(10))
    assert 0.85 < line.held_out.min() < line.held_out.max() < 0.9
    assert np.median(curve.held_out) > 0.98
    assert (curve.held_out < 0.9).sum() == 2


# ---- Chapter 7: deep or wide.


def test_ten_digits_do_not_need_a_hidden_layer():
    shapes = [64, 10], [64, 20, 10], [64, 16, 14, 14, 10]
    found = [
        rates(sizes, X_ALL, Y_ALL, n_held_out=500, seeds=range(8))
        for sizes in shapes
    ]
    for each in found:
        assert each.training.min() == 1.0
        assert np.ptp(each.held_out) > 0.019
    assert np.ptp([np.median(each.held_out) for each in found]) <= 0.01 + 1e-9
    deepest, one = found[2].held_out, found[1].held_out
    assert (deepest < one).sum() == 5
    assert (deepest > one).sum() == 2


def test_stopped_early_the_single_layer_seems_to_be_the_worst():
    known, new = split()
    X, y = X_ALL[known], Y_ALL[known]

    def cut_short(sizes):
        nets = [fit(random_start(sizes, seed=s), X, y) for s in range(3)]
        return np.median([
            [accuracy(net, X, y), accuracy(net, X_ALL[new], Y_ALL[new])]
            for net in nets
        ], axis=0)  # fmt: skip

    single, hidden = cut_short([64, 10]), cut_short([64, 20, 10])
    assert single[0] == pytest.approx(0.96, abs=0.01)
    assert hidden[0] > 0.99
    assert single[1] < hidden[1]


def sawtooth(x, folds):
    for _ in range(folds):
        x = relu(2 * x) - relu(4 * x - 2)
    return x


def test_one_hidden_layer_needs_a_unit_for_each_piece():
    x = np.arange(4 * 64 + 1) / (4 * 64)
    slopes = np.diff(sawtooth(x, 6)) * 4 * 64
    jumps = np.diff(slopes)
    assert set(jumps[jumps != 0]) == {-128, 128}
    assert slopes[0] == 64  # no sum of some ±128
    # With 64 units it can be done: one for the first slope, 63 for bends.
    at = np.concatenate([[0], (np.flatnonzero(jumps) + 1) / (4 * 64)])
    change = np.concatenate([[64], jumps[jumps != 0]])
    flat = Network([
        Dense(np.ones((1, 64)), -at, "relu"),
        Dense(change.reshape(64, 1), [0]),
    ])  # fmt: skip
    np.testing.assert_allclose(flat(x.reshape(-1, 1))[:, 0], sawtooth(x, 6))
    assert flat.n_parameters == 193


# ---- Chapter 9: XOR by training.

COUNTS = {"relu": (51, 102), "tanh": (126, 196), "sigmoid": (164, 198)}


@cache
def two_hundred(width, name, steps=5000):
    return xor.train(width, name, seeds=range(200), steps=steps)


@pytest.mark.parametrize("name", COUNTS)
def test_the_counts_are_level(name):
    """Twice the steps change none by more than 3 of 200."""
    for width, count in zip((2, 3), COUNTS[name], strict=True):
        assert two_hundred(width, name).solved().sum() == count
        later = two_hundred(width, name, 10_000).solved().sum()
        assert abs(later - count) <= 3


def test_most_dead_units_are_dead_before_the_first_step():
    begin, end = two_hundred(2, "relu", 0), two_hundred(2, "relu")
    failed, born = ~end.solved(), begin.dead > 0
    assert failed.sum() == 149
    assert (failed & born).sum() == born.sum() == 88
    assert (failed & ~born & (end.dead > 0)).sum() == 20
    assert (failed & (end.dead == 0)).sum() == 41
    # One unit in four is drawn dead.
    many = xor.train(16, "relu", seeds=range(200), steps=0)
    assert many.dead.sum() / (16 * 200) == pytest.approx(0.25, abs=0.02)


def test_of_3000_starts_with_sixteen_units_few_have_no_dead_one():
    begin = xor.train(16, "relu", seeds=range(3000), steps=0)
    assert 0 < (begin.dead == 0).sum() < 30


@pytest.mark.parametrize(
    ("name", "steps"), [("tanh", 5000), ("sigmoid", 10_000)]
)
def test_two_smooth_units_fail_where_two_rows_share_one_half(name, steps):
    end = two_hundred(2, name, steps)
    gaps = np.sort(np.abs(end.p[~end.solved()] - 0.5), axis=1)
    assert (gaps[:, 1] < 0.02).all()
    assert (gaps[:, 2] > 0.25).all()


def test_two_sigmoid_units_are_late():
    assert two_hundred(2, "sigmoid", 1500).solved().sum() == 95
    assert two_hundred(2, "sigmoid", 10_000).solved().sum() == 167


def test_few_identity_units_are_near_one_half_and_many_at_it():
    far = [np.abs(two_hundred(n, "identity").p - 0.5).max() for n in (2, 16)]
    assert 1e-9 < far[0] < 0.001
    assert far[1] < 1e-9


def test_six_relu_units_pass_the_five_starts_and_fail_from_sixteen():
    solved = two_hundred(6, "relu").solved()
    assert solved[:5].all()
    assert (~solved).sum() == 16


def test_one_neuron_does_as_well_on_blobs():
    rng = np.random.default_rng(0)
    X, y = blobs(100, rng=rng)
    new, targets = blobs(60, rng=rng)
    for sizes in ([2, 4, 1], [2, 1]):
        network = level(random_start(sizes, seed=0), X, y)
        assert accuracy(network, new, targets) == 1.0


# ---- Chapter 10: does the digit have a loop?

LOOP = np.isin(Y_ALL, LOOPS).astype(int)


@cache
def three_sets():
    """The capstone's rows, scaled with its training rows: X and y of each."""
    parts = shares(len(X_ALL), [997, 400, 400], rng=np.random.default_rng(0))
    mean, std = scaling(16 * X_ALL[parts[0]])
    Z = (16 * X_ALL - mean) / std
    return [(Z[rows], LOOP[rows]) for rows in parts]


def test_one_neuron_is_clearly_beaten_in_the_capstone():
    """On each of ten splits the worst network beats the best neuron."""
    neuron = rates([64, 1], X_ALL, LOOP, n_held_out=800, seeds=range(10))
    hidden = rates([64, 32, 1], X_ALL, LOOP, n_held_out=800, seeds=range(10))
    assert hidden.held_out.min() > neuron.held_out.max() + 0.01
    assert neuron.training.max() < 0.96
    assert hidden.training.min() == 1.0


def test_the_validation_loss_falls_and_then_rises():
    known, valid, _ = three_sets()
    begin = random_start([64, 64, 1], seed=0)
    nets = [fit(begin, *known, steps=k, rate=0.02) for k in (10, 50, 800)]
    seen = [loss(net, *known) for net in nets]
    new = [loss(net, *valid) for net in nets]
    assert seen[0] > seen[1] > seen[2]
    assert seen[2] < 0.001
    assert new[1] < 0.1 < 0.13 < new[2] < new[0]
    assert accuracy(nets[2], *known) == 1.0
    assert 0.97 < accuracy(nets[2], *valid) < 0.98
    assert abs(accuracy(nets[1], *valid) - accuracy(nets[2], *valid)) < 0.01


def test_wider_networks_cannot_be_told_apart_on_validation_rows():
    known, valid, _ = three_sets()
    found = {
        units: [
            accuracy(
                level(random_start([64, units, 1], seed=s), *known), *valid
            )
            for s in range(3)
        ]
        for units in (4, 8, 16, 32, 64)
    }
    middle = [round(400 * np.median(each)) for each in found.values()]
    assert middle[1] - middle[0] == 11
    assert np.diff(middle[1:]).tolist() == [1, 1, 1]
    assert max(found, key=lambda units: min(found[units])) == 32


def test_the_bar_from_validation_rows_on_the_test_rows():
    known, valid, new = three_sets()
    net = level(random_start([64, 32, 1], seed=0), *known)
    neuron = level(random_start([64, 1], seed=0), *known)
    assert accuracy(net, *new) == pytest.approx(0.98, abs=0.003)
    assert accuracy(neuron, *new) == pytest.approx(0.92, abs=0.003)
    counts = []
    for rows, targets in (valid, new):
        said = net(rows)[:, 0] > -1.5
        counts.append(
            [np.sum((targets == 1) & ~said), np.sum((targets == 0) & said)]
        )
    assert np.array_equal(counts, [[3, 8], [3, 9]])


def test_the_nearest_row_is_right_more_often_than_the_network():
    known, *others = three_sets()
    raw = 16 * X_ALL
    parts = shares(len(raw), [997, 400, 400], rng=np.random.default_rng(0))
    net = level(random_start([64, 32, 1], seed=0), *known)
    for rows, (Z, y) in zip(parts[1:], others, strict=True):
        apart = [((raw[parts[0]] - row) ** 2).sum(axis=1) for row in raw[rows]]
        nearest = known[1][np.argmin(apart, axis=1)]
        assert np.mean(nearest == y) > accuracy(net, Z, y)


def test_tumours_need_no_hidden_layer():
    from sklearn.datasets import load_breast_cancer

    X, y = load_breast_cancer(return_X_y=True)

    def right(sizes, seed):
        known, new = shares(569, [400, 169], rng=np.random.default_rng(seed))
        mean, std = scaling(X[known])
        net = level(
            random_start(sizes, seed=0), (X[known] - mean) / std, y[known]
        )
        return accuracy(net, (X[new] - mean) / std, y[new])

    neuron, hidden = (
        np.mean([right(sizes, seed) for seed in range(10)])
        for sizes in ([30, 1], [30, 8, 1])
    )
    assert 0 < 1690 * (hidden - neuron) < 12
    assert min(neuron, hidden) > 0.96
    assert max(neuron, hidden) < 0.975


def test_what_the_check_of_the_capstone_asks_parts_neuron_and_network():
    """94 in 100, and 91 for fewer rows: a neuron comes to 91 and to 89."""
    for task, enough, most in (
        (_plain(), 0.94, 0.915),
        (_fewer(), 0.91, 0.9),
    ):
        mean, std = scaling(task.X)
        X, X_new = (task.X - mean) / std, (task.X_new - mean) / std
        assert task.enough == enough

        def right(sizes, seed, X=X, X_new=X_new, task=task):
            net = level(random_start(sizes, seed=seed), X, task.y)
            return accuracy(net, X_new, task.y_new)

        assert right([X.shape[1], 1], 0) < most
        for seed in range(2):
            assert right([X.shape[1], 16, 1], seed) > enough + 0.02


def test_no_neuron_with_small_weights_and_none_stopped_early_passes():
    """It comes to 93 in 100 at most, and 94 are asked for."""
    task = _plain()
    mean, std = scaling(task.X)
    X, X_new = (task.X - mean) / std, (task.X_new - mean) / std
    for C in (0.001, 0.003, 0.01, 0.03, 0.1):
        small = LogisticRegression(C=C, max_iter=5000).fit(X, task.y)
        assert small.score(X_new, task.y_new) < 0.93
    for steps in (25, 50, 100, 200):
        begin = random_start([64, 1], seed=0)
        early = fit(begin, X, task.y, steps=steps, rate=0.02)
        assert accuracy(early, X_new, task.y_new) < 0.92


def test_the_check_of_the_capstone_leaves_the_test_rows_alone():
    known, valid, _ = three_sets()
    assert np.array_equal(_plain().y, known[1])
    assert np.array_equal(_plain().y_new, valid[1])
    digits_of_baselines = _some_digits()
    assert np.array_equal(digits_of_baselines[1], known[1])
    assert np.array_equal(digits_of_baselines[3], valid[1])
