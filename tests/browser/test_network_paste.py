"""Numbers that a reader pastes into the layers of a network."""

import pytest
from pasting import NetworkDialog

PAGE = "chapters/05-forward-pass.html"
KEY = "explore-pass"
TURNED = "1 2 3\n4 5 6\n7 8 9\n1 2 7"  # (4, 3), as nn.Linear has it
PASTED = [[1, 4, 7, 1], [2, 5, 8, 2], [3, 6, 9, 7]]


@pytest.fixture
def network(kept_page):
    page = kept_page(PAGE)
    page.evaluate(
        "document.querySelectorAll('dialog').forEach((d) => d.close())"
    )
    return NetworkDialog(page, KEY)


@pytest.mark.parametrize(
    ("place", "text", "values"),
    [
        ("W1", "1\t2,5\t3\t4\r\n5\t6\t7\t8\r\n−1\t0\t0,5\t1\r\n\r\n",
         [[1, 2.5, 3, 4], [5, 6, 7, 8], [-1, 0, 0.5, 1]]),
        ("W1", "np.array([[1, 2, 3, 4],\n  [5, 6, 7, 8], [9, 0, -1, .5],])",
         [[1, 2, 3, 4], [5, 6, 7, 8], [9, 0, -1, 0.5]]),
        ("W2", "1\r2\r3\r4", [[1], [2], [3], [4]]),
        ("b1", "[0.5, -1, 2e-1, 3]", [0.5, -1, 0.2, 3]),
        ("b1", "tensor([1., 2., 3., 4.], dtype=torch.float64)", [1, 2, 3, 4]),
        ("b1", "0,5\n", None),
        ("b1", "1\n2\n3\n4", [1, 2, 3, 4]),
        ("b2", "-0,25;", [-0.25]),
    ],
)  # fmt: skip
def test_what_can_be_pasted(network, place, text, values):
    name, layer = {"W": "weights", "b": "biases"}[place[0]], int(place[1]) - 1
    before = network.state()
    network.into(place)
    network.use(text)
    after = network.state()
    if values is None:
        assert "This is 2 numbers, and b1 is (4,)" in network.error()
        assert after == before
        return
    assert not network.box.is_visible()
    assert after[name][layer] == values
    assert network.said().startswith(f"{place} is what you pasted.")
    after[name][layer] = before[name][layer]
    assert after == before


@pytest.mark.parametrize(
    ("place", "text", "words"),
    [
        ("W1", "1 2 3 4\n5 x 7 8\n9 0 1 2", "Row 2, column 2: “x” is not a"),
        ("W1", "1 2 3 4\n5 6 7 inf\n9 0 1 2",
         "Row 2, column 4: “inf” is not a finite number."),
        ("W1", "1 2 3 4\n5 6 7 8\n9 0 1 101", "Row 3, column 4: 101 is too"),
        ("W1", "1 2 3 4\n5 6 7 8",
         "This is (2, 4), and W1 is (3, 4): a row for each of the 3 inputs of"
         " layer 1, a column for each of its 4 neurons."),
        ("W2", "1 2 3 4", "a column for its one neuron. Turned, it fits."),
        ("W2", "0,5\n1,5\n2,5\n3,5", "decimal commas, write points"),
        ("b1", "1 2 3", "one number for each of the 4 neurons of layer 1"),
        ("b1", "1 2\n3 4", "This is (2, 2), and b1 is (4,)"),
        ("W1", "", "There are no numbers yet."),
    ],
)  # fmt: skip
def test_a_message_says_what_is_wrong_and_nothing_is_lost(
    network, place, text, words
):
    before = network.state()
    network.into(place)
    network.use(text)
    assert words in network.error()
    assert network.area.input_value() == text
    assert network.area.get_attribute("aria-invalid") == "true"
    network.page.keyboard.press("Escape")
    assert network.state() == before


def test_a_weight_of_pytorch_is_turned_and_can_be_undone(network):
    before = network.state()
    network.into("W1")
    network.use(TURNED)
    assert "This is (4, 3), and W1 is (3, 4)" in network.error()
    assert "nn.Linear keeps its weight turned" in network.error()
    network.press("use the transpose")
    assert network.state()["weights"][0] == PASTED
    assert "9 is beyond the usual −3 to 3: it is kept" in network.said()
    network.set(x1=-1.5)
    network.button("undo paste").click()
    assert network.state() == {**before, "x1": -1.5}
    assert network.button("undo paste").count() == 0


def test_a_square_tensor_is_asked_about(kept_page):
    page = kept_page(PAGE)
    key = page.evaluate("""() => [...document.querySelectorAll(".nnw-view")]
      .findLast((view) => view.querySelector(".nnx-network")).dataset.cell""")
    network = NetworkDialog(page, key)
    tensor = "Parameter containing:\ntensor([[1., 2.],\n [3., 4.]])"
    network.into("W1")
    network.use(tensor)
    assert "A square matrix fits both ways." in network.error()
    network.press("use them as they are")
    assert network.state()["weights"][0] == [[1, 2], [3, 4]]
    network.into("W1")
    network.use(tensor)
    network.press("use the transpose")
    assert network.state()["weights"][0] == [[1, 3], [2, 4]]


def test_what_is_pasted_is_what_the_code_and_the_picture_have(network):
    network.into("W2")
    network.use("1 2 −3 4".replace(" ", "\n"))
    view = network.view
    code = view.get_by_role("button", name="copy NumPy")
    code = code.evaluate("(button) => button.program()")
    assert "W2 = np.array([[1.0], [2.0], [-3.0], [4.0]])" in code
    sheet = view.locator(".nnx-sheet .nn-w").all_inner_texts()
    assert sheet == ["1.00", "2.00", "−3.00", "4.00"]


def test_the_keyboard_alone_pastes(network):
    opener = network.button("paste numbers")
    opener.focus()
    network.page.keyboard.press("Enter")
    assert network.area.evaluate("(a) => a === document.activeElement")
    network.page.keyboard.press("Shift+Tab")
    network.page.keyboard.press("Home")
    network.page.keyboard.press("ArrowDown")  # W1, then b1
    network.page.keyboard.press("Tab")
    network.page.keyboard.press("Control+a")
    network.page.keyboard.type("4 3 2 1")
    network.page.keyboard.press("Control+Enter")
    assert network.state()["biases"][0] == [4, 3, 2, 1]
    assert opener.evaluate("(b) => b === document.activeElement")
    network.page.keyboard.press("Tab")
    network.page.keyboard.press("Enter")
    assert network.state()["biases"][0] != [4, 3, 2, 1]
    assert opener.evaluate("(b) => b === document.activeElement")


def test_what_is_locked_takes_nothing(open_page):
    page = open_page(f"{PAGE}#nn={KEY}&lock=weights")
    network = NetworkDialog(page, KEY)
    before = network.state()
    network.into("W2")
    network.use("1\n2\n3\n4")
    assert "W2 is locked" in network.error()
    assert network.state() == before
    network.box.locator("select").select_option(index=3)
    network.use("0.5")
    assert network.state()["biases"][1] == [0.5]
    page = open_page(f"{PAGE}#nn={KEY}&lock=weights,bias")
    assert NetworkDialog(page, KEY).button("paste numbers").is_disabled()
