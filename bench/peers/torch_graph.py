"""Times PyTorch's eager autograd on a graph that bench_graph wrote: torch_graph.py FILE -> one line of JSON.

CPU time of the fastest pass. Eager autograd builds its graph anew in every forward pass; that is its way of working, so it is timed with it.
"""

import gc
import json
import sys
import time

import torch


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
            push(torch.tanh(values[a]))
        elif kind == "r":
            push(torch.relu(values[a]))
        else:
            push(torch.exp(values[a]))
    return values[-1]


def main():
    torch.set_num_threads(1)
    numbers, operations = read_graph(sys.argv[1])
    leaves = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in numbers]
    samples = {"forward": [], "backward": [], "both": []}
    gc.disable()
    output = None
    begin = time.perf_counter()
    while len(samples["both"]) < 4 or time.perf_counter() - begin < 1:
        for leaf in leaves:
            leaf.grad = None
        output = None  # takes the last pass's graph down outside of what is timed
        start = time.process_time()
        output = forward(leaves, operations)
        middle = time.process_time()
        output.backward()
        end = time.process_time()
        samples["forward"].append(middle - start)
        samples["backward"].append(end - middle)
        samples["both"].append(end - start)
    result = {name: min(times) * 1e9 / len(operations)
              for name, times in samples.items()}
    grads = [leaf.grad.item() if leaf.grad is not None else 0.0 for leaf in leaves]
    result.update(operations=len(operations), leaves=len(leaves), value=output.item(), grad_sum=sum(grads),
                  grad_abs=sum(map(abs, grads)), version=torch.__version__)
    print(json.dumps(result))


main()
