"""Widget state that no page can hold stops the build, with its name."""

import json
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
