"""Live widgets without a kernel: the static host and what it needs.

MyST-NB leaves a notebook's widget state and views in the page, as standard
JSON. This module puts the book's small host (the files in `host/`, one
script) on such pages, moves each distinct widget module out of the state
into a script that all pages share, and writes the formulas in labels as
MathML.
"""

import hashlib
import importlib
import json
import math
import re
from pathlib import Path

from sphinx.errors import ExtensionError
from sphinx.util import logging

from nnbook.explorables import bundle, text

from .. import maths
from . import modules

logger = logging.getLogger(__name__)
HOST = Path(__file__).parent / "host"
STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"
REFERENCE = "IPY_MODEL_"
# What the host reads of a model's underscored traits.
KEPT = {
    "_dom_classes", "_options_labels", "_esm", "_css", "_anywidget_id",
    "_titles", "_playing", "_repeat",  # as ipywidgets 7 named them
}  # fmt: skip
# The scripts that a page loads from its folder.
FOLDER = "_static/nnbook"
# The script of what the own widgets have in common, and its style sheet, with
# which the sheet of each begins.
KIT, KIT_SHEET = "kit", "kit/kit.css"
SCRIPT = re.compile(rf"{FOLDER}/([\w.]+)\.js")
# What the names of the book's own widgets begin with: their package.
OWN = "nnbook."
LINKS = {"LinkModel", "DirectionalLinkModel"}
# Widgets whose traits of these names are numbers, or all may be.
NUMERIC = re.compile(r"Slider|Float|Int|Play")
# The formats of a slider's number that the host writes, see controls.js.
READOUT = re.compile(r"(\.\d+)?[dfeg%]")
NUMBERS = {"value", "min", "max", "step", "base", "interval"}


def host_script():
    """The host, as one script."""
    return bundle.program(HOST / "page.js")


def known_models():
    """The names of the models that the host can draw, read from its tables."""
    tables = "".join(
        (HOST / name).read_text(encoding="utf-8")
        for name in ("controls.js", "page.js")
    )
    return set(re.findall(r"(\w+Model): \w+View", tables))


def slim(state):
    """Widget state without what the host does not read: nulls, versions."""
    kept = {}
    for name, entry in state.items():
        traits = {
            key: value
            for key, value in entry["state"].items()
            if value is not None
            and (key in KEPT or not key.startswith("_"))
            and key not in ("style", "description_allow_html")
        }
        model = entry["model_name"]
        if not model.endswith("StyleModel") and (
            traits or model != "LayoutModel"
        ):
            kept[name] = {"model_name": model, "state": traits}
    for entry in kept.values():
        layout = entry["state"].get("layout", "").removeprefix(REFERENCE)
        if layout not in kept:
            entry["state"].pop("layout", None)
    return kept


def renumber(state, body):
    """Short names for the models instead of random ones, in page and state.

    A page built twice is then the same page.
    """
    order = in_order(state, body)
    state = {name: state[name] for name in order}
    written = json.dumps(state, ensure_ascii=False, sort_keys=True)
    for number, name in enumerate(order):
        written = written.replace(name, f"w{number}")
        body = body.replace(f'"{name}"', f'"w{number}"')
    state = json.loads(written)
    return {
        f"w{number}": state[f"w{number}"] for number in range(len(order))
    }, body


def in_order(state, body):
    """The names of all models in an order that does not depend on them.

    As the page's views name them and then each other; the cache of executed
    chapters sorts them by their random names. What nobody names, links among
    others, comes last.
    """
    any_name = re.compile("|".join(map(re.escape, state)) or r"(?!)")
    names = [n for n in any_name.findall(body) if n in state]
    order = list(dict.fromkeys(names))
    for name in order:  # which grows meanwhile
        parts = json.dumps(state[name], sort_keys=True)
        order += dict.fromkeys(
            n for n in any_name.findall(parts) if n not in order
        )
    places = {name: str(place) for place, name in enumerate(order)}

    def contents(name):
        parts = json.dumps(state[name], sort_keys=True)
        return any_name.sub(lambda n: places.get(n[0], ""), parts)

    return order + sorted((n for n in state if n not in places), key=contents)


def hoist(state, folder):
    """Put names in place of the widget modules' texts; return the names.

    One of the book's own is named by its class, which has its text as it is
    now: the state has it as it was when the chapter was executed. Any other
    is written to a script here, named by what it holds.
    """
    names = {}
    for entry in state.values():
        traits = entry["state"]
        source, styles = traits.pop("_esm", None), traits.pop("_css", "")
        kind = traits.pop("_anywidget_id", "")
        if source is None:
            continue
        if kind.startswith(OWN):
            name = kind.removeprefix(OWN)
        else:
            name = hashlib.sha256((source + styles).encode()).hexdigest()[:12]
            write(folder, name, module_script(name, source, styles))
        traits["_esm"] = name
        names[name] = None
    return list(names)


def is_own(name):
    """Whether a module is one of the book's, by its name in a page."""
    return "." in name


def own_script(name):
    """The script of one of the book's own widgets, the host or the kit."""
    if name == "host":
        return host_script()
    sheet = bundle.styles(KIT_SHEET)
    if name == KIT:
        function = bundle.shared_function(shared())
        return f"nnbook.share({function}, {json.dumps(sheet)});\n"
    module, _, kind = f"{OWN}{name}".rpartition(".")
    widget = getattr(importlib.import_module(module), kind)
    function = bundle.page_function(widget._esm.path, shared())
    return registered(name, function, widget._css.removeprefix(sheet))


def shared():
    """The files that every explorable imports: a page loads them once."""
    views = sorted(bundle.HERE.glob("*/view.js"))
    return bundle.common(
        tuple(view.relative_to(bundle.HERE).as_posix() for view in views)
    )


def write(folder, name, script):
    """Write a script, if it is not there as it should be."""
    path = folder / f"{name}.js"
    if not path.exists() or path.read_text(encoding="utf-8") != script:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(script, encoding="utf-8")


def module_script(name, source, styles):
    """The script of another's module, given as text, and its style sheet."""
    function = modules.as_function(source)
    if function is None:
        logger.warning(
            "the widget module that begins %r cannot run in the built pages:"
            " it must have one default export, and no imports",
            source.strip()[:60],
        )
        return ""
    return registered(name, function, styles)


def registered(name, function, styles):
    """The script that hands a module's function to the host."""
    return (
        f"nnbook.module({json.dumps(name)}, {function},"
        f" {json.dumps(styles)});\n"
    )


def formulas(state, page):
    """MathML by TeX for every `$…$` in the state's texts."""
    found = {}
    for words in texts([entry["state"] for entry in state.values()]):
        for tex in text.formulas(words):
            try:
                found[tex] = maths.to_mathml(tex, display=False)
            except ValueError as error:
                logger.warning("%s: $%s$ in a widget: %s", page, tex, error)
    return found


def texts(value):
    """Yield every string in nested lists and dicts of traits."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def refuse_nan(state, page):
    """Stop the build at a NaN or an infinite number, which JSON cannot hold.

    A kernel sends one as the text "nan" or "inf".
    """
    for entry in state.values():
        model, traits = entry["model_name"], entry["state"]
        for trait, value in traits.items():
            numeric = NUMERIC.search(model) and trait in NUMBERS
            texts_too = model == "AnyModel" or numeric
            for bad in not_finite(value, texts_too):
                name = traits.get("_anywidget_id") or model
                label = traits.get("description")
                raise ExtensionError(
                    f"{page}: the widget {name}"
                    + (f' "{label}"' if label else "")
                    + f" has {bad} in its trait {trait!r}. A page can hold"
                    " finite numbers only; the usual cause is a division by"
                    " zero or an overflow in the cell that makes the widget."
                )


def not_finite(value, texts_too):
    """Yield what is NaN or infinite in nested lists and dicts."""
    if isinstance(value, float) and not math.isfinite(value):
        yield value
    elif isinstance(value, str):
        if texts_too and value in ("nan", "inf", "-inf"):
            yield value
    elif isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        for each in inner:
            yield from not_finite(each, texts_too)


def warn_unknown(state, page):
    """Warn of widgets that will only work with a live kernel."""
    known = known_models() | LINKS | {"LayoutModel"}
    for entry in state.values():
        if entry["model_name"] not in known:
            logger.warning(
                "%s: the static page cannot show a %s; it needs a kernel.",
                page,
                entry["model_name"],
            )


def warn_readouts(state, page):
    """Warn of sliders whose numbers the host would write in another way."""
    for entry in state.values():
        code = entry["state"].get("readout_format", "d")
        if not READOUT.fullmatch(str(code)):
            logger.warning(
                "%s: the static page cannot write a slider's number as %r;"
                " it knows 'd', and '.2f', '.3g', '.1e', '.0%%' with any"
                " number of digits.",
                page,
                code,
            )


def is_state(script):
    """Whether a script element of the page holds the widget state."""
    return script.attributes.get("type") == STATE


def prepare_page(app, pagename, templatename, context, doctree):
    """Give a page with widgets its slim state, the host and the modules."""
    found = [s for s in context.get("script_files", ()) if is_state(s)]
    if not found:
        return
    script = found[0]
    data = json.loads(script.attributes["body"].replace(r"<\/", "</"))
    refuse_nan(data["state"], pagename)
    state = slim(data["state"])
    warn_unknown(state, pagename)
    warn_readouts(state, pagename)
    names = hoist(state, Path(app.outdir) / FOLDER)
    state, context["body"] = renumber(state, context["body"])
    extra = {"math": formulas(state, pagename)}
    body = json.dumps(
        {"state": state, "nnbook": extra},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    script.attributes["body"] = body.replace("</", r"<\/")
    kit = [KIT] if any(map(is_own, names)) else []
    for name in ("host", *kit, *names):
        app.add_js_file(f"nnbook/{name}.js", loading_method="defer")


def write_scripts(app, out):
    """Write the host and the own modules that pages use; remove the unused.

    Not when a page is written: a page whose module has changed may itself be
    as it was.
    """
    folder = out / FOLDER
    used = set()
    for page in out.rglob("*.html"):
        used.update(SCRIPT.findall(page.read_text(encoding="utf-8")))
    for file in folder.glob("*.js"):
        if file.stem not in used:
            file.unlink()
    for name in used:
        if name in ("host", KIT) or is_own(name):
            write(folder, name, own_script(name))
