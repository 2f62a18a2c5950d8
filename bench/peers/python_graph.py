"""Times scalar autograd in plain Python, written as micrograd writes it, on a graph that bench_graph wrote:
python_graph.py FILE -> one line of JSON. CPU time of
the fastest pass."""

import gc
import json
import math
import sys
import time


class Value:
    """A number, the values it came from and how its gradient flows to them."""

    __slots__ = ("data", "grad", "children", "send")

    def __init__(self, data, children=()):
        self.data = data
        self.grad = 0.0
        self.children = children
        self.send = None

    def __add__(self, other):
        out = Value(self.data + other.data, (self, other))

        def send():
            self.grad += out.grad
            other.grad += out.grad

        out.send = send
        return out

    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))

        def send():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out.send = send
        return out

    def unary(self, data, local):
        out = Value(data, (self,))

        def send():
            self.grad += local * out.grad

        out.send = send
        return out

    def tanh(self):
        z = math.tanh(self.data)
        return self.unary(z, 1 - z * z)

    def relu(self):
        return self.unary(max(self.data, 0.0), float(self.data > 0))

    def exp(self):
        z = math.exp(self.data)
        return self.unary(z, z)

    def backward(self):
        """Depth first without recursion: the graphs are deeper than Python's stack."""
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            value, done = stack.pop()
            if done:
                order.append(value)
            elif value not in seen:
                seen.add(value)
                stack.append((value, True))
                stack.extend((child, False) for child in value.children)
        self.grad = 1.0
        for value in reversed(order):
            if value.send:
                value.send()


def read_graph(path):
    with open(path) as file:
        leaves = [float(x) for x in file.readline().split()]
        operations = [(kind, int(a), int(b)) for kind, a, b in map(str.split, file)]
    return leaves, operations


def forward(leaves, operations):
    values = list(leaves)
    push = values.append
    for kind, a, b in operations:
        if kind == "+":
            push(values[a] + values[b])
        elif kind == "*":
            push(values[a] * values[b])
        elif kind == "t":
            push(values[a].tanh())
        elif kind == "r":
            push(values[a].relu())
        else:
            push(values[a].exp())
    return values[-1]


def main():
    numbers, operations = read_graph(sys.argv[1])
    samples = {"forward": [], "backward": [], "both": []}
    gc.disable()
    begin = time.perf_counter()
    while len(samples["both"]) < 3 or time.perf_counter() - begin < 0.5:
        leaves = [Value(x) for x in numbers]
        start = time.process_time()
        output = forward(leaves, operations)
        middle = time.process_time()
        output.backward()
        end = time.process_time()
        samples["forward"].append(middle - start)
        samples["backward"].append(end - middle)
        samples["both"].append(end - start)
        gc.collect()  # the closures are cycles
    result = {name: min(times) * 1e9 / len(operations)
              for name, times in samples.items()}
    grads = [leaf.grad for leaf in leaves]
    result.update(operations=len(operations), leaves=len(leaves), value=output.data, grad_sum=sum(grads),
                  grad_abs=sum(map(abs, grads)), version=sys.version.split()[0])
    print(json.dumps(result))


main()
