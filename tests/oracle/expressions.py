"""Random programs of the formula language, with values for their leaves."""

import math

# How tightly a text holds together, as in Python.
SUM, PRODUCT, SIGN, POWER, ATOM = range(5)

NAMES = ["x", "w", "apple", "사과", "α", "h_1", "Θ", "tax", "b2", "X", "수량", "z9"]


class Writer:
    """Writes one program. `text(shape, depth)` is an expression of that shape, with its precedence."""

    def __init__(self, random):
        self.random = random
        self.leaves = {}
        self.results = {}  # assigned names: shape
        self.statements = []
        # With few possible values ties, zeros and kinks are common.
        self.coarse = random.random() < 0.3

    # --- leaves and literals

    def number(self):
        if self.coarse:
            return self.random.choice([-1.0, -0.5, 0.0, 0.5, 1.0, 2.0])
        return round(self.random.uniform(-2, 2), self.random.choice([1, 2, 17]))

    def values(self, shape):
        return {"shape": list(shape), "data": [self.number() for _ in range(math.prod(shape))]}

    def leaf(self, shape, value=None):
        same = [name for name, leaf in self.leaves.items() if leaf["shape"] == list(shape) and "labels" not in leaf]
        if value is None and same and self.random.random() < 0.6:
            return self.random.choice(same), ATOM
        free = [name for name in NAMES if name not in self.leaves and name not in self.results]
        name = free[0] if free else f"v{len(self.leaves)}"
        self.leaves[name] = value or self.values(shape)
        return name, ATOM

    def literal(self, shape):
        if not shape:
            number = self.number()
            return repr(number), SIGN if math.copysign(1, number) < 0 else ATOM

        def rows(dims):
            if not dims:
                return repr(self.number())
            return "[" + ", ".join(rows(dims[1:]) for _ in range(dims[0])) + "]"

        return rows(shape), ATOM

    def made(self, shape):
        shape = list(shape)
        kind = self.random.randrange(3)
        if kind == 2 and shape:
            return f"randn({shape}, {self.random.randrange(-99, 99)})", ATOM
        return f"{['zeros', 'ones', 'ones'][kind]}({shape})", ATOM

    def end(self, shape):
        same = [name for name, of in self.results.items() if of == tuple(shape)]
        roll = self.random.random()
        if same and roll < 0.4:
            return self.random.choice(same), ATOM
        if roll < 0.8:
            return self.leaf(shape)
        return self.literal(shape) if roll < 0.95 else self.made(shape)

    # --- composition

    def inner(self, shape, depth, needs):
        """An expression as an operand: in parentheses when its precedence asks for them, rarely otherwise."""
        text, precedence = self.text(shape, depth)
        if precedence < needs or self.random.random() < 0.05:
            return f"({text})"
        return text

    def argument(self, shape, depth):
        return self.text(shape, depth)[0]

    def dim(self):
        return self.random.randint(1, 4)

    def stretched(self, shape):
        """A shape that broadcasts to this one."""
        dims = [1 if self.random.random() < 0.25 else dim for dim in shape]
        return tuple(dims[self.random.randint(0, len(dims)) if self.random.random() < 0.3 else 0 :])

    def pair(self, shape):
        """Two shapes that broadcast to this one together."""
        one, other = list(shape), self.stretched(shape)
        for i, dim in enumerate(other[::-1]):
            if dim == shape[len(shape) - 1 - i] and self.random.random() < 0.25:
                one[len(shape) - 1 - i] = 1
        return self.random.sample([tuple(one), other], 2)

    def text(self, shape, depth):
        if depth <= 0:
            return self.end(shape)
        if self.random.random() < 0.15:
            self.assign(shape, depth)
        kinds = [self.unary, self.unary, self.infix, self.infix, self.infix, self.power, self.either, self.positive]
        kinds += [self.reduction, self.turned]
        if not shape:
            kinds += [self.loss, self.loss, self.total]
        else:
            kinds += [self.softmax, self.product]
        if 1 <= len(shape) <= 2:
            kinds += [self.affine]
        if not shape:
            kinds += [self.product]
        return self.random.choice(kinds)(tuple(shape), depth - 1)

    def assign(self, shape, depth):
        text, _ = self.text(shape, depth - 1)
        name = f"t{len(self.results)}"
        self.statements.append(f"{name} = {text}")
        self.results[name] = tuple(shape)

    def unary(self, shape, depth):
        if self.random.random() < 0.3:
            sign = self.random.choice("--+")
            return sign + self.inner(shape, depth, SIGN), SIGN
        name = self.random.choice(["exp", "abs", "sin", "cos", "tanh", "relu", "sigmoid"])
        return f"{name}({self.argument(shape, depth)})", ATOM

    def positive(self, shape, depth):
        name = self.random.choice(["log", "sqrt"])
        inner = self.inner(shape, depth, ATOM)
        return self.random.choice([f"{name}({inner} ** 2 + 0.5)", f"{name}(exp({inner}) + 0.1)"]), ATOM

    def infix(self, shape, depth):
        left, right = self.pair(shape)
        symbol = self.random.choice("++--**/")
        if symbol == "/":
            divisor = f"({self.inner(right, depth, ATOM)} ** 2 + 0.7)"
            return f"{self.inner(left, depth, PRODUCT)} / {divisor}", PRODUCT
        strength = PRODUCT if symbol == "*" else SUM
        space = self.random.choice(["", " "])
        return self.inner(left, depth, strength) + space + symbol + space + self.inner(right, depth, strength + 1), strength

    def power(self, shape, depth):
        roll = self.random.random()
        if roll < 0.5:
            return f"{self.inner(shape, depth, ATOM)} ** {self.random.choice(['2', '3', '2.0', '0', '1'])}", POWER
        base, exponent = self.pair(shape)
        sign = self.random.choice(["", "-"])
        power = self.inner(exponent, depth, POWER)
        return f"(abs({self.argument(base, depth)}) + 0.3) ** {sign}{power}", POWER

    def either(self, shape, depth):
        left, right = self.pair(shape)
        name = self.random.choice(["maximum", "minimum"])
        first = self.argument(left, depth)
        same = left == right and self.random.random() < 0.1
        return f"{name}({first}, {first if same else self.argument(right, depth)})", ATOM

    def reduction(self, shape, depth):
        name = self.random.choice(["sum", "mean"])
        if len(shape) > 2:
            return self.unary(shape, depth)
        axis = self.random.randint(0, len(shape))
        inner = list(shape)
        inner.insert(axis, self.dim())
        if self.random.random() < 0.5:
            axis -= len(inner)
        return f"{name}({self.argument(inner, depth)}, {axis})", ATOM

    def total(self, shape, depth):
        inner = [self.dim() for _ in range(self.random.randint(0, 3))]
        return f"{self.random.choice(['sum', 'mean'])}({self.argument(inner, depth)})", ATOM

    def turned(self, shape, depth):
        if self.random.random() < 0.5:
            return f"transpose({self.argument(shape[::-1], depth)})", ATOM
        size = math.prod(shape)
        rows = self.random.choice([n for n in range(1, size + 1) if size % n == 0])
        inner = self.random.choice([(size,), (rows, size // rows), (size // rows, 1, rows)])
        target = list(shape)
        if target and self.random.random() < 0.4:
            target[self.random.randrange(len(target))] = -1
        return f"reshape({self.argument(inner, depth)}, {target})", ATOM

    def product(self, shape, depth):
        k = self.dim()
        if not shape:
            left, right = (k,), (k,)
        elif len(shape) >= 2 and self.random.random() < 0.7 or len(shape) == 1 and self.random.random() < 0.5:
            left, right = (*shape[:-1], k), (k, shape[-1])
        else:
            left, right = (*shape, k), (k,)
        if self.random.random() < 0.3:
            return f"dot({self.argument(left, depth)}, {self.argument(right, depth)})", ATOM
        return f"{self.inner(left, depth, PRODUCT)} @ {self.inner(right, depth, SIGN)}", PRODUCT

    def affine(self, shape, depth):
        rest = self.random.choice([(self.dim(),), (2, 3), (1, 2, 3), (2, 2, 1)]) if len(shape) == 2 else (self.dim(),)
        x = (*shape[:-1], *rest)
        w = (math.prod(rest), shape[-1])
        b = self.random.choice([(shape[-1],), (shape[-1],), (1, shape[-1])])
        return f"affine({self.argument(x, depth)}, {self.argument(w, depth - 1)}, {self.argument(b, depth - 1)})", ATOM

    def softmax(self, shape, depth):
        return f"softmax({self.argument(shape, depth)})", ATOM

    def loss(self, shape, depth):
        scores = self.random.choice([(self.dim() + 1,), (self.dim(), 3), (3, self.dim())])
        name = self.random.choice(["softmax_with_loss", "cross_entropy_error", "mean_squared_error"])
        inner = self.argument(scores, depth)
        if name == "cross_entropy_error":
            inner = f"softmax({inner})"
        t = self.argument(scores, depth - 1) if name == "mean_squared_error" else self.labels(scores)
        return f"{name}({inner}, {t})", ATOM

    def labels(self, scores):
        rows, classes = scores[:-1], scores[-1]
        indices = [self.random.randrange(classes) for _ in range(math.prod(rows))]
        kind = self.random.randrange(3)
        if kind == 0:
            return self.leaf(rows, {"shape": list(rows), "data": [float(i) for i in indices], "labels": True})[0]
        if kind == 1:
            one_hot = [float(k == i) for i in indices for k in range(classes)]
            return self.leaf(scores, {"shape": list(scores), "data": one_hot, "labels": True})[0]
        return f"softmax({self.end(scores)[0]})"

    # --- the whole

    def program(self):
        shape = self.random.choice([(), (), (), (3,), (2, 3), (3, 1), (2, 3, 2)])
        text, _ = self.text(shape, self.random.randint(1, 4))
        if self.random.random() < 0.5:
            text = f"y = {text}"
        separator = self.random.choice(["\n", "; ", "  # so far\n"])
        leaves = {name: {"shape": leaf["shape"], "data": leaf["data"]} for name, leaf in self.leaves.items()}
        case = {"formula": separator.join([*self.statements, text]), "leaves": leaves}
        if shape and self.random.random() < 0.5:
            case["upstream"] = self.values(shape)
        return case
