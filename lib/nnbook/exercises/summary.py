"""The review questions of the summary, in the order of the chapters.

In each question the pair is the right option; the others are triples with
the idea behind them, as `Review` wants it.
"""

SUMMARY = [
    {
        "question": "$f_1$ doubles, $f_2$ adds 1, $f_3$ is the ReLU. What is "
        "$f_3(f_2(f_1(-1)))$?",
        "options": [
            (
                "2",
                "the function that is written first acts first",
                "Then the ReLU would make 0 of $-1$, and $2 (0 + 1) = 2$. "
                "But $f_3$ has to wait for what stands in its brackets.",
            ),
            (
                "$-1$",
                "the last function may be left out",
                "$-1$ is the value after $f_2$, a partial composition. The "
                "ReLU still has to act, and it gives 0 for it.",
            ),
            (
                "0",
                "From the inside out: $-1$ becomes $-2$, then $-1$, and the "
                "ReLU makes 0 of it.",
            ),
        ],
        "section": "01-composition#how-a-chain-is-written",
        "title": "A network is a composition of functions: How a chain is "
        "written",
    },
    {
        "question": "A neuron has $z = 0.55$. What else does its activation "
        "function need in order to give $a$?",
        "options": [
            (
                "Nothing.",
                "It sees the one number $z$ and nothing else. Weighing, "
                "adding and the bias are over by then.",
            ),
            (
                "The inputs and the weights.",
                "the activation function does the weighing and decides",
                "The weighted sum is the neuron's first step and makes $z$. "
                "The activation function is the second, $a = \\phi(z)$.",
            ),
            (
                "The bias.",
                "the bias comes after the activation function, or with it",
                "The bias is part of $z = \\mathbf{w} \\cdot \\mathbf{x} + "
                "b$. Added after $\\phi$, it would be another function.",
            ),
        ],
        "section": "02-perceptron#the-parts-and-their-names",
        "title": "The perceptron: The parts and their names",
    },
    {
        "question": "Which of the gates AND, OR and XOR need a hidden layer?",
        "options": [
            (
                "All three.",
                "whatever is called logic is too much for one neuron",
                "One neuron does AND with $w_1 = w_2 = 1$ and $b = -1.5$, "
                "and OR with $b = -0.5$.",
            ),
            (
                "Only XOR.",
                "A line parts the points of AND, and those of OR. No line "
                "parts those of XOR.",
            ),
            (
                "None: with the right weights one neuron does each.",
                "the three gates are equally easy for one neuron",
                "For XOR there are no right weights: its four inequalities "
                "contradict each other. One neuron gets 3 of 4.",
            ),
        ],
        "section": "02-perceptron#the-xor-wall",
        "title": "The perceptron: The XOR wall",
    },
    {
        "question": "A sigmoid unit has $z = 8$, a ReLU unit has $z = -4$. "
        "Which of them answers noticeably if its weights change a little?",
        "options": [
            (
                "The ReLU unit.",
                "a ReLU never saturates",
                "It does not for $z > 0$. For $z < 0$ it is as flat as a "
                "curve can be: the slope is exactly 0.",
            ),
            (
                "The sigmoid unit.",
                "a saturated unit is only sure of its answer",
                "At $z = 8$ the slope is about 0.0003. The unit can be sure "
                "and wrong, and then it hardly learns.",
            ),
            (
                "Neither.",
                "Both sit on a flat part of their curve.",
            ),
        ],
        "section": "03-activations#saturation",
        "title": "Activation functions: Saturation",
    },
    {
        "question": "From the output $a = \\max(0, z)$ of a ReLU, a program "
        "computes the slope as 1 if `a >= 0`, else 0. For which $z$ is the "
        "result wrong?",
        "options": [
            (
                "For none.",
                "the output has the sign of $z$",
                "$a$ is never negative, so `a >= 0` holds always, and the "
                "program says 1 for $z = -3$ too.",
            ),
            (
                "At most for $z = 0$.",
                "the only trouble with the ReLU's slope is its corner",
                "At the corner a value has to be chosen; this book and "
                "PyTorch take 0. But try $z = -3$: $a = 0$, and `a >= 0` "
                "holds.",
            ),
            (
                "For every $z \\le 0$.",
                "There $a = 0$, so `a >= 0` holds and the program says 1. "
                "`a > 0` would be right: $\\text{ReLU}' = \\text{step}$.",
            ),
        ],
        "section": "03-activations#at-the-relu-s-corner",
        "title": "Activation functions: At the ReLU's corner",
    },
    {
        "question": "The neurons of a layer get the same $\\mathbf{x}$ and "
        "use the same ReLU. Why do they give different outputs?",
        "options": [
            (
                "Each has weights of its own; the bias they share.",
                "the bias belongs to the layer",
                "Each neuron has a bias of its own: $\\mathbf{b}$ has the "
                "shape `(n_out,)`.",
            ),
            (
                "Each has weights and a bias of its own.",
                "Column $j$ of $W$ and $b_j$ belong to neuron $j$. The one "
                "line $\\phi(\\mathbf{x} W + \\mathbf{b})$ is `n_out` "
                "equations.",
            ),
            (
                "They do not: a layer has one output.",
                "one equation means one neuron",
                "The equation is about vectors. It gives one number for "
                "each column of $W$.",
            ),
            (
                "Training makes them differ; until then they agree.",
                "the same input and the same function give the same answer",
                "Random weights differ from the start. And neurons that "
                "start equal get equal corrections and stay equal.",
            ),
        ],
        "section": "04-layer#the-same-input-different-answers",
        "title": "A layer is many neurons: The same input, different answers",
    },
    {
        "question": "`a` has the shape `(3,)` and `y` has the shape "
        "`(3, 1)`. What is the shape of `a - y`?",
        "options": [
            (
                "`(3,)`",
                "`(n,)` and `(n, 1)` are the same thing",
                "The first has one axis, the second has two. Broadcasting "
                "repeats each of them until both are `(3, 3)`.",
            ),
            (
                "`(3, 3)`",
                "Every number of `a` minus every number of `y`, without a "
                "word of warning. Check shapes where data come in.",
            ),
            (
                "None: there is an error.",
                "a wrong shape is always reported",
                "Sizes that are 1 or missing are filled by repetition, so "
                "these shapes fit, though not as you meant.",
            ),
        ],
        "section": "04-layer#is-not-3-1",
        "title": "A layer is many neurons: (3,) is not (3, 1)",
    },
    {
        "question": "A 3→4→1 network uses ReLU and then the sigmoid. How many "
        "weight layers does it have, and which matrix is $W^{(1)}$?",
        "options": [
            (
                "Three; $W^{(1)}$ is the input's.",
                "the input is a layer that calculates",
                "Nothing is calculated at the input, and it has no weights. "
                "A weight layer is a $W$ and a $\\mathbf{b}$.",
            ),
            (
                "Two; $W^{(1)}$ is `(4, 1)` and leaves layer 1.",
                "the number names the layer that the weights leave",
                "It names the layer that they lead into, where their "
                "$\\mathbf{z}^{(1)}$ is: $W^{(1)}$ is `(3, 4)`.",
            ),
            (
                "Four; $W^{(1)}$ is `(3, 4)`, then comes the ReLU's layer.",
                "an activation function is a layer of its own",
                "It has no weights. Together with the $W$ and the "
                "$\\mathbf{b}$ before it, it makes one layer.",
            ),
            (
                "Two; $W^{(1)}$ is `(3, 4)` and leads into layer 1.",
                "$W^{(1)}$ leads into the four hidden neurons, $W^{(2)}$, "
                "of shape `(4, 1)`, into the output.",
            ),
        ],
        "section": "05-forward-pass#the-network",
        "title": "A forward pass by hand: The network",
    },
    {
        "question": "Samples are rows, and `W` is `(3, 3)`. You copy it into "
        "the `weight` of `nn.Linear(3, 3)` as it is. What happens?",
        "options": [
            (
                "It runs, in general with wrong numbers.",
                "The layer computes `x @ weight.T + bias`, so it needs "
                "`W.T`. With a square matrix nobody notices.",
            ),
            (
                "It runs and gives what `x @ W + b` gives.",
                "$W\\mathbf{x}$ and $\\mathbf{x}W$ are the same",
                "They are the same only if `W` equals its transpose. "
                "Compare both with a `W` that does not.",
            ),
            (
                "An error tells you to transpose.",
                "a wrong transpose is always noticed",
                "It can only notice shapes that do not fit, and `(3, 3)` "
                "fits both ways.",
            ),
        ],
        "section": "06-pytorch#four-forms-of-one-network",
        "title": "The same network in PyTorch: Four forms of one network",
    },
    {
        "question": "The 3→4→1 network has 21 parameters. How many does it "
        "have for a batch of 500 samples?",
        "options": [
            (
                "500 times as many.",
                "each sample needs weights of its own",
                "Every row of $X$ goes through the same $W$. Only the "
                "results get more rows.",
            ),
            (
                "21",
                "A batch is many samples through one network. No parameter "
                "has the batch as a size.",
            ),
            (
                "More: the biases need a row for each sample.",
                "a bias belongs to a sample",
                "It belongs to a neuron. Broadcasting adds the same "
                "$\\mathbf{b}$ to every row.",
            ),
        ],
        "section": "06-pytorch#the-whole-program",
        "title": "The same network in PyTorch: The whole program",
    },
    {
        "question": "You stack ten layers without activation functions. What "
        "can they do that one such layer cannot?",
        "options": [
            (
                "More: every layer adds power.",
                "more weights and more depth always allow more",
                "Multiply it out: the ten matrices make one matrix, and the "
                "ten biases one bias.",
            ),
            (
                "Bend the line, as each bias is not linear.",
                "a bias makes a layer non-linear",
                "A bias shifts, and shifted straight lines are straight.",
            ),
            (
                "Nothing.",
                "They collapse into one matrix and one bias. With a narrow "
                "layer among them they can do even less.",
            ),
        ],
        "section": "07-stacking#without-an-activation-layers-collapse",
        "title": "What a layer sees, and why we stack: Without an "
        "activation, layers collapse",
    },
    {
        "question": "You train 2→2→1 with ReLU on XOR from one random start, "
        "and it does not learn it. What follows?",
        "options": [
            (
                "There is a mistake in the program.",
                "a ReLU unit that is dead is a bug",
                "A unit that is silent for all four points is no bug. It "
                "gives training nothing to go by, and with two units this "
                "happens often.",
            ),
            (
                "Two ReLU units are too few for XOR.",
                "what training does not find does not exist",
                "$\\text{ReLU}(x_1 + x_2) - 2\\,\\text{ReLU}(x_1 + x_2 - 1)$ "
                "is XOR, with two units.",
            ),
            (
                "Not much: try other starts, or more units.",
                "Two units can express XOR, but most starts do not lead "
                "there. Enough to express and enough to find are two things.",
            ),
            (
                "It has to be trained longer.",
                "training gets there in the end, from any start",
                "Where all slopes are 0, nothing moves any more, however "
                "long you wait.",
            ),
        ],
        "section": "07-stacking#xor-past-the-wall",
        "title": "What a layer sees, and why we stack: XOR: past the wall",
    },
]
