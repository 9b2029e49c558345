"""Numbers that a reader pastes into the weights of a layer."""

import pytest
from pasting import LayerDialog

PAGE = "chapters/04-layer.html"
KEY = "explore-batch"


@pytest.fixture
def layer(kept_page):
    dialog = LayerDialog(kept_page(PAGE), KEY)
    dialog.page.evaluate(
        "document.querySelectorAll('dialog').forEach((d) => d.close())"
    )
    dialog.set(convention_index=0, inputs_index=2, neurons_index=2)
    return dialog


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1\t-2,5\n3\t4", [[1, -2.5], [3, 4]]),
        ("1\t2\r\n3\t4\r\n\r\n", [[1, 2], [3, 4]]),
        ("1, 2.5, 3\n4, 5, −6", [[1, 2.5, 3], [4, 5, -6]]),
        ("0,5;1\n,25;-2,0", [[0.5, 1], [0.25, -2]]),
        ('"1","2"\n"3","4"', [[1, 2], [3, 4]]),
        ("1 2 3\n 4  5 6", [[1, 2, 3], [4, 5, 6]]),
        ("[[1, 2], [3, 4]]", [[1, 2], [3, 4]]),
        ("[1, 2, 3]", [[1, 2, 3]]),
        (
            "W = np.array([[1., 2.],\n       [3e-1, .4],])",
            [[1, 2], [0.3, 0.4]],
        ),
        ("[[ 1.  2.]\n [-3.  4.]]", [[1, 2], [-3, 4]]),
        (
            "tensor([[0.1, 0.2], [0.3, 0.4]], dtype=torch.float64)",
            [[0.1, 0.2], [0.3, 0.4]],
        ),
        ("7", [[7]]),
    ],
)
def test_what_can_be_pasted(layer, text, rows):
    layer.use(text)
    assert not layer.box.is_visible()
    assert layer.weights() == rows


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1\t2\t3\n4\tabc\t6", "Row 2, column 2: “abc” is not a number."),
        ("1,2\n3,nan", "Row 2, column 2: “nan” is not a finite number."),
        ("1,0x10", "Row 1, column 2: “0x10” is not a number."),
        ("1,,3", "Row 1, column 2 is empty."),
        ("1 2 3\n4 5 6\n7 8", "Row 3 has 2 numbers, the others 3."),
        ("1\n2\n3\n4\n5\n6", "This would need 6 inputs; up to 4 fit."),
        ("1 2 3 4 5 6", "This would need 6 neurons; up to 4 fit."),
        ("1 2\n3 101", "Row 2, column 2: 101 is too large"),
        ("1 1e999", "Row 1, column 2: 1e999 is too large"),
        ("0,5 1,2\n1 2", "is not a number. Decimal commas need"),
        ("[[1, 2", "never closed"),
        ("[[[1]]]", "two levels"),
        ("", "There are no numbers yet."),
        ("<img src=x onerror=alert(1)>", "Row 1, column 1: “<img”"),
    ],
)
def test_a_message_says_which_cell_and_nothing_is_lost(layer, text, words):
    before = layer.weights()
    layer.use(text)
    assert words in layer.error()
    assert layer.area.input_value() == text
    assert layer.area.get_attribute("aria-invalid") == "true"
    layer.page.keyboard.press("Escape")
    assert not layer.box.is_visible()
    assert layer.weights() == before
    layer.open()
    assert layer.area.input_value() == text
    assert layer.error() == ""


def test_a_turned_matrix_is_asked_about(layer):
    layer.set(inputs_index=1, neurons_index=2)
    layer.use("1 2\n3 4\n5 6")
    assert "This is (3, 2), and the weights are (2, 3) now" in layer.error()
    assert "Did you mean the transpose?" in layer.error()
    layer.press("use the transpose")
    assert layer.weights() == [[1, 3, 5], [2, 4, 6]]
    layer.use("1 2\n3 4\n5 6")
    layer.press("resize the layer")
    assert layer.weights() == [[1, 2], [3, 4], [5, 6]]


@pytest.mark.parametrize("convention", [1, 2])
def test_rows_are_what_the_picture_shows_as_rows(layer, convention):
    layer.set(convention_index=convention)
    layer.use("1 2\n3 4\n5 6")
    assert layer.weights() == [[1, 3, 5], [2, 4, 6]]


def test_the_keyboard_alone_pastes(layer):
    opener = layer.view.get_by_role("button", name="paste numbers")
    opener.focus()
    layer.page.keyboard.press("Enter")
    assert layer.area.evaluate("(a) => a === document.activeElement")
    layer.page.keyboard.press("Control+a")
    layer.page.keyboard.type("1 2")
    layer.page.keyboard.press("Tab")
    layer.page.keyboard.press("Enter")
    assert layer.weights() == [[1, 2]]
    assert opener.evaluate("(b) => b === document.activeElement")


def test_locked_weights_take_nothing(open_page):
    page = open_page(f"{PAGE}#nn={KEY}&lock=weights")
    assert (
        LayerDialog(page, KEY)
        .view.get_by_role("button", name="paste numbers")
        .is_disabled()
    )
