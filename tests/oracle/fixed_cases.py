"""Expressions that random ones meet too rarely: ties and kinks, precedence, every kind of broadcasting, large logits."""


def _value(data):
    return {"shape": _shape(data), "data": [float(x) for x in _flat(data)]}


def _shape(data):
    return [len(data), *_shape(data[0])] if isinstance(data, list) else []


def _flat(data):
    return [x for row in data for x in _flat(row)] if isinstance(data, list) else [data]


def case(formula, **leaves):
    return {"formula": formula, "leaves": {name: _value(data) for name, data in leaves.items()}}


ROW = [1.5, -0.5, 2.0]
COLUMN = [[1.0], [-2.0]]
BATCH = [[0.3, 2.9, 4.0], [0.1, -0.5, 0.2]]
IMAGES = [[[[0.1, 0.2], [0.3, -0.4]], [[1.0, 2.0], [3.0, 4.0]]], [[[-1.0, 0.5], [0.0, 2.0]], [[0.7, 0.6], [0.5, 0.4]]]]
WEIGHTS = [[0.1 * (i - j) for j in range(3)] for i in range(8)]

CASES = [
    # the book's graphs
    case("price = apple * apple_num * tax", apple=100, apple_num=2, tax=1.1),
    case("price = (apple * apple_num + orange * orange_num) * tax", apple=100, apple_num=2, orange=150, orange_num=3, tax=1.1),
    case("y = 1 / (1 + exp(-x))", x=[0.0, 1.0, -1.0, 30.0, -30.0]),
    case("y = sigmoid(x)", x=[0.0, 1.0, -1.0, 30.0, -30.0]),
    # ties and kinks
    case("maximum(x, y)", x=[1, 2, 3, 0], y=[1, 3, 2, 0]),
    case("minimum(x, y)", x=[1, 2, 3, 0], y=[1, 3, 2, 0]),
    case("maximum(x, x)", x=[1, -2]),
    case("minimum(x, x) * maximum(x, 1)", x=[1, -2]),
    case("maximum(x, y)", x=BATCH, y=[0.3, -0.5, 0.2]),
    case("relu(x) + abs(x) + maximum(x, 0) + minimum(0, x)", x=[-1, 0, 1]),
    case("x ** 2 + x ** 0 + x ** 1 + x ** 3", x=[-1, 0, 2]),
    case("x ** y", x=[2, 0.5, 3], y=[0, -1, 2.5]),
    case("x ** y", x=[0, 0], y=[1, 2]),
    # precedence as in Python
    case("-x ** 2", x=3),
    case("-x ** -y", x=1.5, y=2),
    case("2 ** x ** y", x=1.5, y=0.5),
    case("a - b - c - d", a=1, b=2, c=3, d=4),
    case("a / b / c * d", a=1, b=2, c=3, d=4),
    case("a / (b / c) - (b - c)", a=1, b=2, c=3),
    case("a - -b + -c * -d", a=1, b=2, c=3, d=4),
    case("a * b ** c * d", a=2, b=3, c=0.5, d=5),
    case("-a @ b * c", a=ROW, b=ROW, c=2),
    case("a * b @ c", a=ROW, b=ROW, c=ROW),
    case("y = (\n  a +\n  b  # both\n) * c", a=1, b=2, c=3),
    # broadcasting
    case("x + y", x=ROW, y=COLUMN),
    case("x * y", x=COLUMN, y=BATCH),
    case("x / y", x=2, y=BATCH),
    case("x - y", x=BATCH, y=[[[1.0]], [[2.0]]]),
    case("(x - mean(x)) / sqrt(mean((x - mean(x)) ** 2) + 1e-5)", x=BATCH),
    case("x ** y", x=[[0.5], [2.0]], y=[1.0, 2.0, -1.0]),
    # reductions
    *[case(f"{name}(x, {axis})", x=IMAGES) for name in ("sum", "mean") for axis in range(-4, 4)],
    case("sum(x) * mean(x)", x=IMAGES),
    case("sum(x) + mean(x)", x=3.5),
    # shapes
    case("transpose(x)", x=[[[1, 2, 3], [4, 5, 6]]]),
    case("reshape(x, [2, -1]) * w", x=IMAGES, w=[[1, 2, 3, 4, 5, 6, 7, 8]]),
    case("reshape(x, [])", x=[[2]]),
    # products
    case("x @ w", x=BATCH, w=ROW),
    case("x @ w", x=ROW, w=[[1, 2], [3, 4], [5, 6]]),
    case("x @ w", x=ROW, w=ROW),
    case("x @ w", x=IMAGES, w=[[1, 2, 3], [4, 5, 6]]),
    case("affine(x, W, b)", x=IMAGES, W=WEIGHTS, b=ROW),
    case("softmax_with_loss(affine(x, W, b), t)", x=IMAGES, W=WEIGHTS, b=ROW, t=[2, 0]),
    case("affine(x, W, b)", x=ROW, W=[[1, 2], [3, 4], [5, 6]], b=[0.5, -0.5]),
    # softmax and losses
    case("softmax(x) * w", x=[1e4, 0, -1e4], w=ROW),
    case("softmax(x) * w", x=[[1000, 1001, 1002]], w=ROW),
    case("softmax_with_loss(a, t)", a=BATCH, t=[2, 1]),
    case("softmax_with_loss(a, t)", a=BATCH, t=[[0, 0, 1], [0, 1, 0]]),
    case("softmax_with_loss(a, t)", a=BATCH, t=[[0.2, 0.3, 0.5], [0.1, 0.2, 0.7]]),
    case("softmax_with_loss(a, t)", a=ROW, t=1),
    case("softmax_with_loss(a, t)", a=ROW, t=[0, 1, 0]),
    case("softmax_with_loss(a, t)", a=[[500, -500, 20]], t=[1]),
    case("cross_entropy_error(y, t)", y=[[0.1, 0.7, 0.2], [0.3, 0.3, 0.4]], t=[1, 2]),
    case("cross_entropy_error(y, t)", y=[0.1, 0.7, 0.2], t=[0, 1, 0]),
    case("cross_entropy_error(softmax(a), t)", a=BATCH, t=[[0, 0, 1], [0, 1, 0]]),
    case("mean_squared_error(y, t)", y=BATCH, t=[[1, 0, 0], [0, 0, 1]]),
    case("mean_squared_error(y, t)", y=3, t=1),
    # made tensors
    case("x * randn([3], 7) + randn([2, 3], -5)", x=ROW),
    case("x * randn([2, 2, 3], 123456) + zeros([3]) - ones([])", x=ROW),
    # a small network, and its weights used twice
    case(
        "h = relu(affine(x, W1, b1))\nL = softmax_with_loss(affine(h, W2, b2), t) + 0.01 * (sum(W1 ** 2) + sum(W2 ** 2))",
        x=BATCH,
        W1=[[0.1, -0.2, 0.3, 0.4], [0.5, 0.6, -0.7, 0.8], [-0.9, 1.0, 1.1, 1.2]],
        b1=[0, 0.1, 0, -0.1],
        W2=[[0.1, 0.2], [0.3, -0.4], [-0.5, 0.6], [0.7, 0.8]],
        b2=[0, 0],
        t=[1, 0],
    ),
]
