"""The formula language in PyTorch: a text is read by Python's own parser and computed by PyTorch in float64."""

import ast
import math

import torch

import randoms


class Unsuitable(Exception):
    """The case says nothing: a value is not finite, or so large that rounding may decide the ninth digit."""


def tensor(value):
    return torch.tensor(value, dtype=torch.float64)


def _rows(x):
    return x.reshape(1, -1) if x.dim() == 1 else x.reshape(x.shape[0], -1)


def _affine(x, w, b):
    y = _rows(x) @ w + b.reshape(-1)
    return y[0] if x.dim() == 1 else y


def _nll(log_y, t):
    """-sum(t * ln y) / N, for one-hot t or class indices."""
    rows = _rows(log_y)
    if t.shape == log_y.shape:
        return -(t.reshape(rows.shape) * rows).sum() / rows.shape[0]
    return torch.nn.functional.nll_loss(rows, t.reshape(-1).long())


def _reshape(x, shape):
    return x.reshape(shape)


def _randn(shape, seed):
    return tensor(randoms.normals(math.prod(shape), seed)).reshape(shape)


FUNCTIONS = {
    "exp": torch.exp,
    "log": torch.log,
    "sqrt": torch.sqrt,
    "abs": torch.abs,
    "sin": torch.sin,
    "cos": torch.cos,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "sigmoid": torch.sigmoid,
    "softmax": lambda x: torch.softmax(x, -1),
    "maximum": torch.maximum,
    "minimum": torch.minimum,
    "sum": torch.sum,
    "mean": torch.mean,
    "transpose": lambda x: x.permute(tuple(reversed(range(x.dim())))),
    "reshape": _reshape,
    "dot": torch.matmul,
    "affine": _affine,
    "softmax_with_loss": lambda a, t: _nll(torch.log_softmax(a, -1), t),
    "cross_entropy_error": lambda y, t: _nll(torch.log(y), t),
    "mean_squared_error": lambda y, t: 0.5 * ((y - t) ** 2).sum(),
    "zeros": lambda shape: torch.zeros(shape, dtype=torch.float64),
    "ones": lambda shape: torch.ones(shape, dtype=torch.float64),
    "randn": _randn,
}

# Arguments that are whole numbers or shapes, by position: no tensors.
PLAIN_ARGUMENTS = {"sum": {1}, "mean": {1}, "reshape": {1}, "zeros": {0}, "ones": {0}, "randn": {0, 1}}

OPERATORS = {
    ast.Add: torch.add,
    ast.Sub: torch.sub,
    ast.Mult: torch.mul,
    ast.Div: torch.div,
    ast.Pow: torch.pow,
    ast.MatMult: torch.matmul,
}


def suitable(value, largest):
    if not torch.isfinite(value).all() or value.abs().max() > largest:
        raise Unsuitable
    return value


class Evaluation:
    def __init__(self, leaves, largest):
        self.names = dict(leaves)
        self.largest = largest
        self.used = set()  # functions and operators that were needed

    def run(self, formula):
        result = None
        for statement in ast.parse(formula).body:
            result = self.value(statement.value)
            if isinstance(statement, ast.Assign):
                self.names[statement.targets[0].id] = result
        return result

    def value(self, node):
        return suitable(self._value(node), self.largest)

    def _value(self, node):
        if isinstance(node, ast.Name):
            return self.names[node.id]
        if isinstance(node, ast.Call):
            plain = PLAIN_ARGUMENTS.get(node.func.id, set())
            arguments = [
                ast.literal_eval(argument) if i in plain else self.value(argument)
                for i, argument in enumerate(node.args)
            ]
            self.used.add(node.func.id + ("/axis" if node.func.id in ("sum", "mean") and len(arguments) > 1 else ""))
            return FUNCTIONS[node.func.id](*arguments)
        if isinstance(node, ast.BinOp):
            self.used.add(type(node.op).__name__)
            return OPERATORS[type(node.op)](self.value(node.left), self.value(node.right))
        if isinstance(node, ast.UnaryOp):
            self.used.add(type(node.op).__name__)
            value = self.value(node.operand)
            return -value if isinstance(node.op, ast.USub) else value
        return tensor(ast.literal_eval(node))  # a number, a vector, a matrix


def answer(case, largest=math.inf):
    """Value and gradients as (shape, data), and what the formula used. Raises Unsuitable when a number on the way is
    not finite or above `largest`."""
    leaves = {}
    for name, value in case["leaves"].items():
        leaves[name] = tensor(value["data"]).reshape(value["shape"]).requires_grad_()
    evaluation = Evaluation(leaves, largest)
    output = evaluation.run(case["formula"])
    upstream = case.get("upstream")
    weights = tensor(upstream["data"]).reshape(output.shape) if upstream else torch.ones_like(output)
    if output.requires_grad:
        output.backward(weights)
    grads = {}
    for name, leaf in leaves.items():
        grad = suitable(torch.zeros_like(leaf) if leaf.grad is None else leaf.grad, largest)
        grads[name] = (list(grad.shape), grad.reshape(-1).tolist())
    value = (list(output.shape), output.detach().reshape(-1).tolist())
    return {"value": value, "grads": grads, "used": evaluation.used}
