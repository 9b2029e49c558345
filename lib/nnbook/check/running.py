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
from nnbook.check.reading import MOST, is_tensor, short

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


class Stopped(Exception):
    """Somebody stopped the learner's function; `line` is where it was."""

    def __init__(self, interrupt):
        super().__init__("stopped")
        self.line = told(interrupt)[1]


def run(function, *inputs):
    """Call `function` with copies of `inputs`, quietly.

    Raises Stopped if the call is interrupted.
    """
    inputs = copy.deepcopy(inputs)
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            value = _kept(function(*inputs))
        except KeyboardInterrupt as interrupt:
            raise Stopped(interrupt) from None
        except BaseException as error:  # SystemExit, and what learners make
            return Run(None, error, _printed(out))
    return Run(value, None, _printed(out))


def _printed(out):
    return "" if out.closed else out.getvalue()


def _kept(value, around=()):
    """`value` as it is now: later calls may change it."""
    if is_tensor(value):
        return value.detach().clone() if value.numel() < MOST else value
    if type(value) in (list, tuple) and id(value) not in around:
        around = (*around, id(value))
        if len(around) < 4:
            return type(value)(_kept(part, around) for part in value)
    if type(value) is np.ndarray and value.size < MOST:
        return value.copy()
    return value


@contextlib.contextmanager
def undisturbed():
    """Put generators and modes back afterwards, and mute warnings."""
    states = random.getstate(), np.random.get_state()  # noqa: NPY002
    try:
        with (
            warnings.catch_warnings(),
            np.errstate(all="ignore"),
            _usual_torch(),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        random.setstate(states[0])
        np.random.set_state(states[1])  # noqa: NPY002


@contextlib.contextmanager
def _usual_torch():
    """PyTorch follows results, whatever stands around the check."""
    torch = sys.modules.get("torch")
    if torch is None:
        yield
        return
    state, kind = torch.get_rng_state(), torch.get_default_dtype()
    try:
        with torch.inference_mode(False), torch.enable_grad():
            yield
    finally:
        torch.set_rng_state(state)
        torch.set_default_dtype(kind)


def refusal(function, names):
    """Why `function` cannot take inputs of these names; else None."""
    try:
        signature = inspect.signature(function)
    except Exception:  # some built-in functions have none
        return None
    try:
        signature.bind(*names)
    except TypeError:
        mine = short(", ".join(signature.parameters)) or "nothing"
        return f"It should take ({', '.join(names)}); yours takes ({mine})."
    return None


def order(function, names):
    """The function's own names, if they are `names` in another order."""
    try:
        mine = list(inspect.signature(function).parameters)
    except Exception:
        return None
    return mine if mine != list(names) and set(mine) == set(names) else None


def told(error):
    """An error's kind and message, and the learner's own line if it is one.

    Returns two texts; the second may be empty.
    """
    text = f"{type(error).__name__}: {message(error)}".rstrip(": ")
    text = short(text, 200)
    if isinstance(error, RecursionError):
        text += ". The function calls itself without an end"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if _is_theirs(frame.filename):
            source = short(linecache.getline(frame.filename, frame.lineno))
            return text, f"line {frame.lineno}: {source}".rstrip(": ")
    return text, ""


def message(error):
    """What an error says; "" if it cannot even say that."""
    try:
        return str(error)
    except Exception:
        return ""


def _is_theirs(filename):
    if filename.startswith("<"):
        # A cell or a prompt; "<frozen ...>" and NumPy's are not in the cache
        return filename == "<stdin>" or bool(linecache.getlines(filename))
    return not os.path.realpath(filename).startswith(_LIBRARIES)
