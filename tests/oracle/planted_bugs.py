#!/usr/bin/env python3
"""Runs the lines of code that the bug hunt shows, with NumPy, and compares them with the engine: every op's code as it
should be, and with each bug in it. An array that forward overwrites is compared too.
Usage: planted_bugs.py PROGRAM   (tests/oracle/fault_cases.cpp, built)
"""

import collections
import json
import subprocess
import sys
import textwrap

import numpy as np


def softmax(a):
    e = np.exp(a - a.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def cross_entropy_error(y, t):
    if t.ndim == y.ndim:
        return -np.sum(t * np.log(y)) / len(y)
    return -np.sum(np.log(y[np.arange(len(y)), t])) / len(y)


NAMES = {"np": np, "softmax": softmax, "cross_entropy_error": cross_entropy_error,
         "defaultdict": collections.defaultdict}


def defined(code):
    names = dict(NAMES)
    exec(code, names)
    return names


class Leaf:
    pass


def layer(code):
    return defined("class Layer:\n" + textwrap.indent(code, "    "))["Layer"]()


def array(tensor):
    return np.array(tensor["data"], dtype=float).reshape(tensor["shape"])


def run(case):
    """Value, inputs after forward, and what backward sends to each input; None where the code has no gradient."""
    inputs = [array(tensor) for tensor in case["inputs"]]
    node = layer(case["code"])
    upstream = array(case["upstream"])
    if case["op"] == "affine":
        x, node.W, node.b = inputs
        value = node.forward(x)
        return value, inputs, [node.backward(upstream), node.dW, node.db]
    if case["op"] == "softmax_with_loss":
        labels = inputs[1].astype(int) if case["indices"] else inputs[1]
        return node.forward(inputs[0], labels), inputs, [node.backward(upstream), None]
    value = node.forward(*inputs)
    sent = node.backward(upstream)
    return value, inputs, list(sent) if isinstance(sent, tuple) else [sent]


def differs(mine, theirs):
    theirs = array(theirs)
    return not np.allclose(np.broadcast_to(mine, theirs.shape), theirs, rtol=1e-12, atol=1e-12)


def faults_of(case):
    value, after, sent = run(case)
    if differs(value, case["value"]):
        yield f"forward gives {value}"
    for k, (mine, theirs) in enumerate(zip(after, case["after"])):
        if differs(mine, theirs):
            yield f"input {k} is {mine} after forward"
    for k, (mine, theirs) in enumerate(zip(sent, case["sent"])):
        if mine is not None and differs(mine, theirs):
            yield f"backward sends {mine} to input {k}"


def faults_of_sum(case):
    values = {node["id"]: node["value"] for node in case["nodes"]}
    nodes = {}
    for node in case["nodes"]:
        one = layer(node["code"]) if node["inputs"] else Leaf()
        one.inputs = [nodes[k] for k in node["inputs"]]
        if one.inputs:
            one.forward(*(values[k] for k in node["inputs"]))
        nodes[node["id"]] = one
    steps = [one for one in nodes.values() if one.inputs]
    grad = defined(case["code"])["backprop"](steps, nodes[case["output"]])
    for node in case["nodes"]:
        mine = grad[nodes[node["id"]]]
        if abs(mine - node["grad"]) > 1e-12:
            yield f"node {node['id']} gets {mine}, not {node['grad']}"


def main():
    program = subprocess.run(sys.argv[1:2], capture_output=True, text=True, check=True)
    cases = json.loads(program.stdout)
    failed = 0
    for case in cases:
        for wrong in faults_of(case) if case["op"] else faults_of_sum(case):
            failed += 1
            print(f"FAILED {case['op'] or 'the sum'}, {case['fault'] or 'as it should be'}: {wrong}\n{case['code']}")
    bugs = {case["fault"] for case in cases} - {""}
    print(f"the code of {len(bugs)} planted bugs and without them, {len(cases)} times run with NumPy: {failed} differences from the engine")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
