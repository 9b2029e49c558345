"""The capstone: a function that trains a classifier is put to work.

`trial.py` runs it; here is what may be wrong with it, and why.
"""

import numpy as np

from nnbook import Network
from nnbook.check.exercise import Finding, Mistake, Unusable, Values
from nnbook.check.reading import described, form, is_empty, written
from nnbook.check.running import message, refusal, told
from nnbook.compare import level
from nnbook.exercises.capstone.trial import ENOUGH, N_TRAIN, Trial, scaling
from nnbook.train import fit, predicted, random_start

CHECKLIST = "The checklist"
CONTRACT = "Your classifier"


def _trial(train):
    """A Trial of the function; None if it is a stub that returns None."""
    if not callable(train):
        raise Unusable(
            "hand over the function itself, by its name and without "
            f"brackets; {described(train)} came"
        )
    problem = refusal(train, ["X", "y"])
    if problem:
        raise Unusable(problem.rstrip("."))
    trial = Trial(train)
    seen = trial.plain.training
    stub = isinstance(seen.error, NotImplementedError)
    blank = is_empty(seen.value) and not seen.error
    return None if stub or blank else trial


# ---- The first thing that is wrong.


def _verdict(trial):
    return (
        _unfit(trial.plain)
        or _meddling(trial)
        or _changing(trial)
        or _weak(trial.plain)
        or _unfit(trial.units)
        or _weak(trial.units)
        or _unfit(trial.fewer)
        or _weak(trial.fewer)
    )


def _unfit(attempt):
    """A Finding if there is no class for each new row."""
    task = attempt.task
    where = f"Tried with {task.what}."
    wanted = f"{len(task.y_new)} classes, each 0 or 1"
    if attempt.error:
        text, line = told(attempt.error)
        step = "predict" if callable(attempt.predict) else "train_classifier"
        return Finding(f"{where} Then {step} stops with an error.",
                       f"{text}\n{line}".rstrip(), wanted)  # fmt: skip
    if not callable(attempt.predict):
        return Finding(where, described(attempt.predict),
                       "a function predict(X_new)")  # fmt: skip
    answer = attempt.answer
    if answer is None:
        return Finding(where, described(attempt.asked.value), wanted)
    if answer.shape != task.y_new.shape:
        return Finding(where, _as_told(answer), f"shape {task.y_new.shape}")
    if not attempt.is_classes:
        return Finding(where, written(answer), wanted)
    return None


def _meddling(trial):
    """A Finding if `predict` changes its rows, or its mind."""
    attempt = trial.plain
    if attempt.spoils_rows:
        return Finding(
            "The rows that `predict` was given are not what they were.",
            "other numbers in X_new after the call",
            "X_new as it was",
        )
    if not attempt.is_steady:
        return Finding(
            "`predict` was asked twice about the same rows.",
            "other answers the second time", "the same answers",
        )  # fmt: skip
    return None


def _changing(trial):
    """A Finding if a row's answer depends on the rows around it."""
    if not trial.needs_company:
        return None
    alone, together = trial.company
    if alone is not None and alone.shape == together.shape:
        changed = int((alone != together).sum())
        if changed:
            return Finding(
                "The new rows without a loop, once among the "
                "others and once by themselves.",
                f"other answers for {changed} of {len(together)} rows",
                "the same answer for each row both times",
            )
    single, error = trial.single, trial.alone.error
    text, line = told(error) if error else ("", "")
    return Finding(
        "One of the new rows in a batch of its own, with shape (1, 64).",
        f"{text}\n{line}".strip() or _as_told(single),
        f"shape (1,): [{trial.plain.answer[0]:g}], as in the large batch",
    )


def _as_told(answer):
    if answer is None:
        return "no numbers"
    return f"{form(answer)}: {written(answer)}"


def _weak(attempt):
    """A Finding if too few of the new rows are right."""
    if attempt.is_good:
        return None
    task = attempt.task
    ones, n = int(task.y_new.sum()), len(task.y_new)
    return Finding(
        f"Tried with {task.what}.",
        f"right for {round(attempt.accuracy * n)} of the {n} new rows",
        f"{int(np.ceil(task.enough * n))} or more; the baseline, always the "
        f"majority class, is right for {max(ones, n - ones)}",
    )


# ---- Mistakes: each a predicate on a Trial, and code that makes it.


def _is_answers(trial):
    value = trial.plain.predict
    return value is not None and not callable(value)


def _answers_nothing(trial):
    attempt = trial.plain
    if not callable(attempt.predict):
        return False
    return attempt.asked.value is None and not attempt.asked.error


def _answers_training_rows(trial):
    answer = trial.plain.answer
    return answer is not None and answer.shape[:1] == (N_TRAIN,)


def _is_scores(trial):
    answer = trial.plain.answer
    if answer is None or answer.shape[:1] != trial.plain.task.y_new.shape:
        return False
    several = answer.ndim == 2 and answer.shape[1] > 1
    return several or bool((answer != np.round(answer)).any())


def _is_column(trial):
    answer = trial.plain.answer
    return answer is not None and answer.shape == (
        len(trial.plain.task.y_new), 1
    )  # fmt: skip


def _is_signs(trial):
    answer = trial.plain.answer
    return answer is not None and set(np.unique(answer)) == {-1, 1}


def _is_swapped(trial):
    return trial.plain.is_classes and trial.plain.accuracy <= 1 - ENOUGH


def _is_squeezed(trial):
    single = trial.single
    return trial.plain.is_classes and single is not None and not single.ndim


def _scales_training_only(trial):
    attempt = trial.plain
    if not attempt.is_classes or attempt.is_good:
        return False
    task = attempt.task
    mean, std = scaling(task.X)
    answer = attempt.about((task.X_new - mean) / std)
    return answer is not None and np.mean(answer == task.y_new) >= ENOUGH


def _is_unscaled(trial):
    attempts = trial.plain, trial.units
    if not all(each.is_classes for each in attempts):
        return False
    worst = min(each.accuracy for each in attempts)
    return trial.scaled.is_good and worst < trial.scaled.accuracy - 0.02


def _is_constant(trial):
    attempt = trial.plain
    if not attempt.is_classes or np.ptp(attempt.answer) > 0:
        return False
    known = attempt.about(attempt.task.X)
    return known is not None and np.ptp(known) == 0


def _is_weak(trial):
    return trial.plain.is_classes and not trial.plain.is_good


def _is_memory(trial):
    learned = trial.plain.accuracy > 0.85
    return _is_weak(trial) and trial.plain.known >= 0.98 and not learned


def _is_straight(trial):
    attempt = trial.plain
    return _is_weak(trial) and attempt.accuracy > 0.88 and attempt.known < 0.97


def _is_close(trial):
    return _is_weak(trial) and trial.plain.accuracy > 0.88


def _has_fixed_sizes(trial):
    return trial.plain.is_good and bool(trial.fewer.error)


def _network(X, y, outputs=1, n_in=None):
    sizes = [n_in or X.shape[1], 16, outputs]
    rng = np.random.default_rng(0)
    start = Network.random(sizes, ["relu", "identity"], rng=rng)
    return fit(start, X, y)


def _classifier(answer=predicted, outputs=1, n_in=None):
    """A right `train_classifier`, but for what happens at its end."""

    def train(X, y):
        mean, std = scaling(X)
        network = _network((X - mean) / std, y, outputs, n_in)
        return lambda X_new: answer(network, (X_new - mean) / std)

    return train


def _scaled_by_new_rows(X, y):
    mean, std = scaling(X)
    network = _network((X - mean) / std, y)

    def predict(X_new):
        mean, std = scaling(X_new)
        return predicted(network, (X_new - mean) / np.maximum(std, 1e-9))

    return predict


def _in_place(X, y):
    mean, std = scaling(X)
    network = _network((X - mean) / std, y)

    def predict(X_new):
        X_new -= mean
        X_new /= std
        return predicted(network, X_new)

    return predict


def _moody(X, y):
    predict, asked = _classifier()(X, y), []

    def answer(X_new):
        asked.append(X_new)
        return (predict(X_new) + len(asked) + 1) % 2

    return answer


def _many_rows_only(X, y):
    predict = _classifier()(X, y)
    return lambda X_new: predict(np.squeeze(X_new)[:, :])


def _not_scaled(X, y):
    network = _network(X, y)
    return lambda X_new: predicted(network, X_new)


def _only_training_scaled(X, y):
    mean, std = scaling(X)
    network = _network((X - mean) / std, y)
    return lambda X_new: predicted(network, X_new)


def _dividing_by_zero(X, y):
    mean, std = X.mean(axis=0), X.std(axis=0)
    with np.errstate(invalid="ignore"):
        network = _network((X - mean) / std, y)
    return lambda X_new: predicted(network, (X_new - mean) / std)


def _one_neuron(X, y):
    mean, std = scaling(X)
    begin = random_start([X.shape[1], 1], seed=0)
    network = level(begin, (X - mean) / std, y)
    return lambda X_new: predicted(network, (X_new - mean) / std)


def _two_units(X, y):
    mean, std = scaling(X)
    begin = random_start([X.shape[1], 2, 1], seed=0)
    network = level(begin, (X - mean) / std, y)
    return lambda X_new: predicted(network, (X_new - mean) / std)


def _majority(X, y):
    common = np.bincount(y).argmax()
    return lambda X_new: np.full(len(X_new), common)


def _look_up(X, y):
    seen = {tuple(row): each for row, each in zip(X, y, strict=True)}
    return lambda X_new: np.array([seen.get(tuple(x), 0) for x in X_new])


def _own_rows(X, y):
    predict = _classifier()(X, y)
    return lambda X_new: predict(X)


EXERCISES = [
    Values(
        number="10.1",
        title="A classifier of your own",
        chapter="10-capstone",
        section=CONTRACT,
        answers=("train_classifier",),
        reference=_classifier(),
        read=_trial,
        verdict=_verdict,
        shown="On rows that it has not seen it is right more often than a "
        "single neuron comes to, and it holds in other units and with other "
        "sizes.",
        hints=(
            "What has to be known when `predict` is called, and what of it "
            "may come from the new rows? (Only the new rows themselves.)",
            "Compute mean and standard deviation of each column of X, once, "
            "and scale with them both X and every `X_new`. (A column may be "
            "the same in all rows: do not divide by 0.) Start from a "
            "random network with as many inputs as X has columns, one "
            "hidden layer and one output; `fit` trains it and `predicted` "
            "gives classes.",
            "First `mean, std = X.mean(axis=0), X.std(axis=0)`, and "
            "`std = std + (std == 0)`. Then `fit(start, (X - mean) / std, "
            "y)`, where `start` has the sizes `[X.shape[1], 16, 1]`. Then "
            "`def predict(X_new):` with the one line "
            "`return predicted(network, ...)`. At the end `return predict`.",
        ),
        mistakes=(
            Mistake(
                "something else than a function returned",
                "What `train_classifier` returns has to be able to answer "
                "for rows that come later: define `predict` inside it, and "
                "end with `return predict`, without brackets.",
                _is_answers,
                example=lambda X, y: _classifier()(X, y)(X),
            ),
            Mistake(
                "`predict` returns nothing",
                "`predict` ends without `return`, which gives None.",
                _answers_nothing,
                example=lambda X, y: lambda X_new: None,
            ),
            Mistake(
                "answers for the training rows",
                "There is one answer for each training row. Inside "
                "`predict`, use `X_new` and not X.",
                _answers_training_rows,
                example=_own_rows,
            ),
            Mistake(
                "scores instead of classes",
                "These are scores or probabilities. A class is 1 where a "
                "single score is positive (a probability: above one half), "
                "or the column of the largest of several scores. "
                "`predicted(network, ...)` does it.",
                _is_scores,
                example=_classifier(lambda network, X: network(X)),
            ),
            Mistake(
                "a column instead of a row of answers",
                "The answers have shape (n, 1). Compared with y of shape "
                "(n,) this becomes an (n, n) table without a warning, and "
                "the accuracy is wrong. Take column 0: `[:, 0]`.",
                _is_column,
                example=_classifier(
                    lambda network, X: (network(X) > 0).astype(int)
                ),
            ),
            Mistake(
                "-1 and 1 instead of 0 and 1",
                "The classes are called 0 and 1 here, as in y. Ask "
                "`scores > 0` instead of taking the sign.",
                _is_signs,
                example=_classifier(
                    lambda network, X: np.sign(network(X)[:, 0])
                ),
            ),
            Mistake(
                "labels swapped",
                "Nearly every answer is wrong, so the classifier has "
                "learned the task, and calls class 1 what is class 0. Look "
                "for a `<` that should be `>`, or for `1 - y`.",
                _is_swapped,
                example=_classifier(lambda n, X: 1 - predicted(n, X)),
            ),
            Mistake(
                "squeezed too far",
                "A batch of one row has lost its only axis. `squeeze` "
                "removes every axis of size 1; `[:, 0]` removes the second.",
                _is_squeezed,
                example=_classifier(
                    lambda n, X: (np.squeeze(n(X)) > 0).astype(int)
                ),
            ),
            Mistake(
                "the new rows are changed",
                "`X_new -= mean` and `X_new /= std` change the caller's own "
                "rows, and a second call scales them again. Write "
                "`(X_new - mean) / std`, which makes new ones.",
                lambda trial: trial.plain.spoils_rows,
                example=_in_place,
            ),
            Mistake(
                "another answer to the same rows",
                "Asked twice, `predict` says two things. Something is kept "
                "from call to call, or random numbers are drawn. (In "
                "PyTorch, a network with dropout needs `eval()`.)",
                lambda trial: (
                    trial.plain.is_classes and not trial.plain.is_steady
                ),
                example=_moody,
            ),
            Mistake(
                "a single row fails",
                "For a batch of one row `predict` stops with an error. "
                "`squeeze` for instance takes away every axis of size 1, "
                "also that of the rows.",
                lambda trial: (
                    trial.plain.is_classes and trial.alone.error is not None
                ),
                example=_many_rows_only,
            ),
            Mistake(
                "scaled with the new rows",
                "A row's answer depends on the other rows of its batch. "
                "Use the training rows' mean and standard deviation in "
                "`predict` too. (In PyTorch, a network with batch "
                "normalisation or dropout needs `eval()`.)",
                lambda trial: trial.plain.is_steady and trial.is_centred,
                section=CHECKLIST,
                example=_scaled_by_new_rows,
            ),
            Mistake(
                "new rows not scaled",
                "The network was trained on scaled rows and is asked about "
                "rows as they come. `predict` has to scale them in the same "
                "way, with the training rows' numbers.",
                _scales_training_only,
                section=CHECKLIST,
                example=_only_training_scaled,
            ),
            Mistake(
                "not scaled, or not column by column",
                "With columns of one size your function does well; as they "
                "are, or in other units, it does not. Take mean and "
                "standard deviation of each column: `axis=0`.",
                _is_unscaled,
                section=CHECKLIST,
                example=_not_scaled,
            ),
            Mistake(
                "divided by 0",
                "Some pixels are the same in all training rows, and their "
                "standard deviation is 0. Divide by 1 there: "
                "`std + (std == 0)`.",
                lambda trial: "nan" in message(trial.plain.error),
                section=CHECKLIST,
                example=_dividing_by_zero,
            ),
            Mistake(
                "no more than one neuron can do",
                "About 91 in 100, on training rows not much more: so far "
                "comes a single neuron, however long it is trained. Is there "
                "a hidden layer, with an activation function that is not the "
                "identity? If so, give it more units or more steps.",
                _is_straight,
                section="07-stacking#Where a hidden layer helps",
                example=_one_neuron,
            ),
            Mistake(
                "nearly",
                "It is right on what it has seen and beats a single neuron, "
                "but not by enough. More units, or a classifier that is "
                "trained in another way, may do better; compare some on "
                "validation rows.",
                _is_close,
                section=CHECKLIST,
                example=_two_units,
            ),
            Mistake(
                "always the same class",
                "Every row gets the same class, which is the baseline and "
                "no classifier. Was the network trained? `fit` returns a "
                "new network and leaves the one given as it is.",
                _is_constant,
                section=CHECKLIST,
                example=_majority,
            ),
            Mistake(
                "memorised",
                "It is right on the rows it was trained on and not on new "
                "ones: it has stored them. Fewer units or fewer steps "
                "leave less room for that.",
                _is_memory,
                section=CHECKLIST,
                example=_look_up,
            ),
            Mistake(
                "sizes written into the code",
                "It works for 64 columns and 997 rows only. Ask X: "
                "`X.shape[1]` is the number of inputs.",
                _has_fixed_sizes,
                example=_classifier(n_in=64),
            ),
        ),
    ),
]
