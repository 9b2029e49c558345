"""Exercise 10.1: other right answers, and mistakes written by hand."""

import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from nnbook import Network
from nnbook.check import check
from nnbook.train import fit, predicted


def named(train):
    """The name of the mistake that is found in `train`."""
    report = check("10.1", train)
    assert report.state == "wrong", report
    return report.mistake and report.mistake.name


def trained(X, y, outputs=1):
    rng = np.random.default_rng(3)
    sizes = [X.shape[1], 24, outputs]
    start = Network.random(sizes, ["tanh", "identity"], rng=rng)
    return fit(start, X, y, steps=200)


def scaled(X):
    return (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-12)


def finished(end, outputs=1):
    """Everything right but the last step, which `end` does."""

    def train_classifier(X, y):
        mean, std = X.mean(axis=0), X.std(axis=0) + 1e-9
        network = trained((X - mean) / std, y, outputs)
        return lambda X_new: end(network((X_new - mean) / std))

    return train_classifier


def by_torch(X, y):
    X, y = torch.tensor(X), torch.tensor(y).double()
    mean, std = X.mean(dim=0), X.std(dim=0) + 1e-9
    model = torch.nn.Sequential(
        torch.nn.Linear(X.shape[1], 32),
        torch.nn.Tanh(),
        torch.nn.Linear(32, 1),
    ).double()
    steps = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(200):
        z = model((X - mean) / std)[:, 0]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(z, y)
        steps.zero_grad()
        loss.backward()
        steps.step()
    return lambda X_new: model((torch.tensor(X_new) - mean) / std)[:, 0] > 0


def by_list(X, y):
    predict = finished(lambda a: a.argmax(axis=1), outputs=2)(X, y)
    return lambda X_new: [int(c) for c in predict(X_new)]


def by_range(X, y):
    low, width = X.min(axis=0), np.ptp(X, axis=0) + 1e-9
    network = trained(2 * (X - low) / width - 1, y)
    return lambda X_new: predicted(network, 2 * (X_new - low) / width - 1)


def by_neighbours(X, y):
    return make_pipeline(StandardScaler(), KNeighborsClassifier(3)).fit(
        X, y
    ).predict  # fmt: skip


def by_pipeline(X, y):
    return make_pipeline(StandardScaler(), SVC(C=10)).fit(X, y).predict


@pytest.mark.parametrize(
    "train", [by_torch, by_list, by_range, by_neighbours, by_pipeline]
)
def test_another_working_classifier_is_right(train):
    report = check("10.1", train)
    assert report, report


def test_nothing_is_seeded_or_changed():
    before = torch.get_rng_state()
    check("10.1", by_torch)
    assert torch.equal(before, torch.get_rng_state())


def raising(X, y):
    raise NotImplementedError


@pytest.mark.parametrize("stub", [lambda X, y: ..., lambda X, y: None,
                                  raising])  # fmt: skip
def test_a_function_without_a_body_is_not_attempted(stub):
    assert check("10.1", stub).state == "not attempted"


def by_new_rows(X, y):
    network = trained(scaled(X), y)
    return lambda X_new: predicted(network, scaled(X_new))


def by_raw_columns(X, y):
    network = trained(X, y)
    return lambda X_new: predicted(network, X_new)


def by_one_mean(X, y):
    mean, std = X.mean(), X.std()
    network = trained((X - mean) / std, y)
    return lambda X_new: predicted(network, (X_new - mean) / std)


def by_forgotten_scaling(X, y):
    network = trained(scaled(X), y)
    return lambda X_new: predicted(network, X_new)


def always_a_loop(X, y):
    return lambda X_new: np.ones(len(X_new))


def never_trained(X, y):
    n, rng = X.shape[1], np.random.default_rng(0)
    start = Network.random([n, 1], "identity", rng=rng)
    start.layers[0].W[:] = 0
    return lambda X_new: predicted(start, X_new)


def by_heart(X, y):
    rows = [row.tolist() for row in X]

    def predict(X_new):
        known = [row.tolist() in rows for row in X_new]
        found = [
            y[rows.index(row.tolist())] if there else 1
            for row, there in zip(X_new, known, strict=True)
        ]
        return np.array(found)

    return predict


def for_sixty_four_columns(X, y):
    mean, std = X.mean(axis=0), X.std(axis=0) + 1e-9
    rng = np.random.default_rng(0)
    start = Network.random([64, 24, 1], ["tanh", "identity"], rng=rng)
    network = fit(start, (X - mean) / std, y)
    return lambda X_new: predicted(network, (X_new - mean) / std)


def for_997_rows(X, y):
    X = X.reshape(997, -1)
    return finished(lambda a: a[:, 0] > 0)(X, y)


def at_once(X, y):
    return finished(lambda a: a[:, 0] > 0)(X, y)(X)


def about_its_own_rows(X, y):
    network = trained(scaled(X), y)
    return lambda X_new: predicted(network, scaled(X))


def without_a_guard(X, y):
    mean, std = X.mean(axis=0), X.std(axis=0)
    with np.errstate(all="ignore"):
        network = trained((X - mean) / std, y)
    return lambda X_new: predicted(network, (X_new - mean) / std)


def by_one_neuron(X, y):
    return make_pipeline(
        StandardScaler(), LogisticRegression(max_iter=2000)
    ).fit(X, y).predict  # fmt: skip


def by_identities(X, y):
    mean, std = X.mean(axis=0), X.std(axis=0) + 1e-9
    rng = np.random.default_rng(0)
    start = Network.random([X.shape[1], 16, 1], "identity", rng=rng)
    network = fit(start, (X - mean) / std, y, steps=400)
    return lambda X_new: predicted(network, (X_new - mean) / std)


def with_swapped_labels(X, y):
    return finished(lambda a: a[:, 0] > 0)(X, 1 - y)


@pytest.mark.parametrize(
    ("train", "name"),
    [
        (by_new_rows, "scaled with the new rows"),
        (by_forgotten_scaling, "new rows not scaled"),
        (by_raw_columns, "not scaled, or not column by column"),
        (by_one_mean, "not scaled, or not column by column"),
        (without_a_guard, "divided by 0"),
        (by_one_neuron, "no more than one neuron can do"),
        (by_identities, "no more than one neuron can do"),
        (always_a_loop, "always the same class"),
        (never_trained, "always the same class"),
        (by_heart, "memorised"),
        (for_sixty_four_columns, "sizes written into the code"),
        (for_997_rows, "sizes written into the code"),
        (at_once, "something else than a function returned"),
        (about_its_own_rows, "answers for the training rows"),
        (with_swapped_labels, "labels swapped"),
        (finished(lambda a: a), "scores instead of classes"),
        (finished(lambda a: a, 2), "scores instead of classes"),
        (finished(lambda a: 1 / (1 + np.exp(-a[:, 0]))),
         "scores instead of classes"),
        (finished(lambda a: a > 0), "a column instead of a row of answers"),
        (finished(lambda a: a.squeeze() > 0), "squeezed too far"),
        (finished(lambda a: np.where(a[:, 0] > 0, 1, -1)),
         "-1 and 1 instead of 0 and 1"),
        (finished(lambda a: None), "`predict` returns nothing"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)  # fmt: skip
def test_a_mistake_is_named(train, name):
    assert named(train) == name


def test_an_error_is_told_with_the_learners_line():
    def train_classifier(X, y):
        return lambda X_new: X_new @ y  # the line

    text = repr(check("10.1", train_classifier))
    assert "Then predict stops with an error" in text
    assert "return lambda X_new: X_new @ y  # the line" in text
    assert "running.py" not in text


@pytest.mark.parametrize(
    ("train", "part"),
    [
        (3, "hand over the function itself"),
        (lambda X: X, "It should take (X, y); yours takes (X)"),
        (lambda X, y: (len, 0.97), "a function predict(X_new)"),
        (lambda X, y: lambda X_new: "a loop", "400 classes, each 0 or 1"),
        (lambda X, y: lambda X_new: X_new[:3, 0] * 0, "shape (3,)"),
    ],
)
def test_what_cannot_be_judged_is_described(train, part):
    assert part in repr(check("10.1", train))


# ---- 10.2 to 10.4.


def majority_first(X, y, X_new, y_new):
    common = int(np.bincount(y).argmax())
    neuron = LogisticRegression(max_iter=2000).fit(X, y)
    return [np.mean(y_new == common), neuron.score(X_new, y_new)]


def by_loop(y, said):
    table = [[0, 0], [0, 0]]
    for truth, answer in zip(y, said, strict=True):
        table[truth][answer] += 1
    return table


def step_by_step(scores, y, bars, most):
    best = None
    for bar in sorted(bars):
        missed = sum(s <= bar for s, t in zip(scores, y, strict=True) if t)
        if missed <= most * sum(y):
            best = bar
    return best


@pytest.mark.parametrize(
    ("number", "function"),
    [("10.2", majority_first), ("10.3", by_loop), ("10.4", step_by_step)],
)
def test_other_ways_to_measure_are_right(number, function):
    report = check(number, function)
    assert report, report


def of_the_new(X, y, X_new, y_new):
    common = int(np.bincount(y_new).argmax())
    neuron = LogisticRegression(max_iter=2000).fit(X, y)
    return np.mean(y_new == common), neuron.score(X_new, y_new)


def as_counts(X, y, X_new, y_new):
    found = np.array(majority_first(X, y, X_new, y_new))
    return found * len(y_new)


@pytest.mark.parametrize(
    ("number", "function", "words"),
    [
        ("10.2", of_the_new, "the majority of the new rows"),
        ("10.2", as_counts, "counts, not shares"),
        ("10.2", lambda X, y, X_new, y_new: 0.9, "10.2"),
        ("10.3", lambda y, said: np.array(by_loop(said, y)),
         "rows and columns exchanged"),
        ("10.3", lambda y, said: by_loop(1 - y, 1 - said), "1 before 0"),
        ("10.4", lambda scores, y, bars, most: step_by_step(
            scores, np.ones(len(y)), bars, most), "not right"),
        ("10.4", lambda scores, y, bars, most: min(bars), "not right"),
    ],
)  # fmt: skip
def test_wrong_measures_are_told(number, function, words):
    report = check(number, function)
    assert report.state == "wrong"
    assert words.lower() in repr(report).lower(), report
