"""Running a learner's code so that nothing of theirs or ours changes."""

import contextlib
import copy
import inspect
import io
import linecache
import os
import random
import sys
import sysconfig
import traceback
import warnings
from typing import Any, NamedTuple

import numpy as np

import nnbook

_LIBRARIES = tuple(
    os.path.realpath(path) + os.sep
    for path in (
        os.path.dirname(nnbook.__file__),
        *(sysconfig.get_path(n) for n in ("stdlib", "purelib", "platlib")),
    )
)


class Run(NamedTuple):
    """What came of one call: a value, or an error; and what was printed."""

    value: Any = None
    error: BaseException | None = None
    printed: str = ""


def run(function, *inputs):
    """Call `function` with copies of `inputs`, quietly."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            value = function(*copy.deepcopy(inputs))
        except (Exception, SystemExit) as error:
            return Run(None, error, out.getvalue())
    return Run(value, None, out.getvalue())


@contextlib.contextmanager
def undisturbed():
    """Put the random generators back afterwards, and mute warnings."""
    torch = sys.modules.get("torch")
    states = random.getstate(), np.random.get_state()  # noqa: NPY002
    torch_state = torch.get_rng_state() if torch else None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        random.setstate(states[0])
        np.random.set_state(states[1])  # noqa: NPY002
        if torch:
            torch.set_rng_state(torch_state)


def refusal(function, names):
    """Why `function` cannot take inputs of these names; else None."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # some built-in functions have none
        return None
    try:
        signature.bind(*names)
    except TypeError:
        mine = ", ".join(signature.parameters) or "nothing"
        return f"It should take ({', '.join(names)}); yours takes ({mine})."
    return None


def told(error):
    """An error's kind and message, and the learner's own line if it is one.

    Returns the text and a list of lines, which may be empty.
    """
    text = f"{type(error).__name__}: {error}".rstrip(": ")
    if isinstance(error, RecursionError):
        text += ". The function calls itself without an end"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if _is_theirs(frame.filename):
            source = linecache.getline(frame.filename, frame.lineno).strip()
            return text, f"line {frame.lineno}: {source}".rstrip(": ")
    return text, ""


def _is_theirs(filename):
    if filename.startswith("<"):
        # A cell or a prompt; "<frozen ...>" and NumPy's are not in the cache
        return filename == "<stdin>" or bool(linecache.getlines(filename))
    return not os.path.realpath(filename).startswith(_LIBRARIES)
