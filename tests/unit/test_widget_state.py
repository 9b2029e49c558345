"""Widget state that no page can hold stops the build, with its name."""

import json
import re
from types import SimpleNamespace

import ipywidgets as w
import pytest
from ipywidgets.embed import dependency_state
from jupyter_client.session import json_packer
from sphinx.errors import ExtensionError

from nnbook.explorables import NeuronExplorer
from nnbook_sphinx.widgets import state as host

NAN, INFINITE = float("nan"), float("inf")


def prepared(folder, widget, packed=json.dumps, **damage):
    """Have the extension make a page of a widget, as it does in a build."""
    state = dependency_state([widget], drop_defaults=False)
    state[widget.model_id]["state"].update(damage)
    text = packed({"state": state})
    text = text if isinstance(text, str) else text.decode()
    script = SimpleNamespace(attributes={"type": host.STATE, "body": text})
    context = {"script_files": [script], "body": ""}
    app = SimpleNamespace(outdir=folder, add_js_file=lambda *_, **__: None)
    host.prepare_page(app, "chapters/trial", "page.html", context, None)
    return script.attributes["body"]


@pytest.mark.filterwarnings("ignore:Message serialization failed")
@pytest.mark.parametrize("packed", [json.dumps, json_packer])
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (
            lambda: w.FloatText(NAN, description="$b$"),
            'chapters/trial: the widget FloatTextModel "$b$" has nan'
            " in its trait 'value'",
        ),
        (
            lambda: w.FloatSlider(min=0, max=INFINITE),
            "has inf in its trait 'max'",
        ),
        (lambda: w.FloatText(-INFINITE), "has -inf in its trait 'value'"),
    ],
)
def test_nan_stops_the_build(tmp_path, packed, make, words):
    with pytest.raises(ExtensionError) as caught:
        prepared(tmp_path, make(), packed)
    assert words in str(caught.value)


@pytest.mark.parametrize("bad", [NAN, "nan", "-inf"])
@pytest.mark.parametrize("depth", [0, 1, 2])
def test_nan_deep_in_an_explorable_stops_the_build(tmp_path, bad, depth):
    value = bad
    for _ in range(depth):
        value = [1.0, value]
    with pytest.raises(ExtensionError) as caught:
        prepared(tmp_path, NeuronExplorer(), points=value)
    assert "NeuronExplorer has" in str(caught.value)
    assert "'points'" in str(caught.value)


@pytest.mark.parametrize(
    "make",
    [
        lambda: w.Label("nan"),
        lambda: w.Dropdown(options=["inf", "nan"]),
        lambda: w.FloatText(1.0, description="inf"),
        lambda: NeuronExplorer(),
    ],
)
def test_words_are_no_numbers(tmp_path, make):
    text = prepared(tmp_path, make())
    json.loads(text, parse_constant=pytest.fail)


def test_a_page_gets_the_module_as_it_is_now(tmp_path):
    text = prepared(tmp_path, NeuronExplorer(), _esm="as it was", _css="old")
    (tmp_path / "page.html").write_text(
        '<script src="_static/nnbook/host.js"></script>'
        '<script src="_static/nnbook/kit.js"></script>'
        + "".join(f'<script src="_static/nnbook/{name}.js"></script>'
                  for name in modules(text))
    )  # fmt: skip
    host.write_scripts(None, tmp_path)
    scripts = {
        path.name: path.read_text("utf-8")
        for path in (tmp_path / host.FOLDER).glob("*.js")
    }
    assert len(scripts) == 3
    assert scripts.pop("host.js") == host.host_script()
    kit = scripts.pop("kit.js")
    [script] = scripts.values()
    assert "as it was" not in text + script
    shared, own = (
        json.loads(re.search(r'("(?:[^"\\]|\\.)*")\);\n$', each)[1])
        for each in (kit, script)
    )
    assert shared + own == NeuronExplorer._css
    assert "kit_mount" in kit
    assert kit.count("function explorable(") == 1
    assert "function explorable(" not in script


def test_a_chapter_brings_its_own_module(tmp_path):
    class Own(NeuronExplorer):
        """A widget that a chapter makes."""

    esm = "export default { render() {} };"
    [name] = modules(prepared(tmp_path, Own(), _esm=esm, _css="p {}"))
    script = (tmp_path / host.FOLDER / f"{name}.js").read_text("utf-8")
    assert "render() {}" in script
    assert '"p {}"' in script


def test_a_page_does_not_tell_in_what_order_its_models_were_kept(tmp_path):
    """A cache sorts them by their names, which are random."""
    views = [w.FloatSlider(i / 4, min=0, max=1) for i in range(3)]
    link = w.jslink((views[0], "value"), (views[2], "value"))
    box = w.VBox(views)
    state = dependency_state([box, link], drop_defaults=False)
    body = f'{{"model_id": "{box.model_id}"}}'
    pages = []
    for names in (list(state), sorted(state), sorted(state, reverse=True)):
        kept = {n: dict(sorted(state[n].items())) for n in names}
        pages.append(host.renumber(host.slim(kept), body))
    assert pages[0] == pages[1] == pages[2]
    assert list(pages[0][0]) == list(pages[2][0])
    first = pages[0][0]["w0"]["state"]["children"]
    assert first == ["IPY_MODEL_w1", "IPY_MODEL_w2", "IPY_MODEL_w3"]


@pytest.mark.parametrize("code", [",d", "+.2f", ".2s"])
def test_a_readout_that_no_page_can_write_is_told(tmp_path, code, monkeypatch):
    told = []
    monkeypatch.setattr(host.logger, "warning", lambda *a: told.append(a))
    prepared(tmp_path, w.FloatSlider(readout_format=code))
    assert told[0][-1] == code
    prepared(tmp_path, w.FloatSlider(readout_format=".0%"))
    prepared(tmp_path, w.FloatLogSlider())
    prepared(tmp_path, w.IntSlider())
    assert len(told) == 1


def modules(text):
    """The names of the modules in a page's state."""
    state = json.loads(text.replace(r"<\/", "</"))["state"]
    found = {entry["state"].get("_esm") for entry in state.values()}
    return sorted(found - {None})
