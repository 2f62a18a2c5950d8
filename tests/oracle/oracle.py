#!/usr/bin/env python3
"""Compares the engine (dist/engine, in Node) with PyTorch and NumPy in float64.

Random expressions: value and every leaf's gradient against PyTorch. The book's network: 100 losses, gradient and
weights against NumPy. Numbers agree when they differ by at most 1e-9 of the larger one, or by 1e-12. Networks that the
engine writes as PyTorch programs give the same scores, and run.
Usage: oracle.py [--cases N] [--seed N]
"""

import argparse
import collections
import json
import pathlib
import random
import subprocess
import sys

import torch

import expressions
import pytorch_export
import reference
import two_layer_net
from fixed_cases import CASES

REPO = pathlib.Path(__file__).resolve().parent.parent.parent
RELATIVE, ABSOLUTE = 1e-9, 1e-12
LARGEST = 1e4  # beyond that rounding may decide the ninth digit

# All that a formula can say: each must occur often enough to mean something.
LANGUAGE = {*reference.FUNCTIONS, "sum/axis", "mean/axis", "Add", "Sub", "Mult", "Div", "Pow", "MatMult", "USub", "UAdd"}
LEAST_OCCURRENCES = 5


def random_cases(count, seed):
    """So many random cases that PyTorch finds finite and not too large, with its answers."""
    cases, dropped = [], 0
    source = random.Random(seed)
    while len(cases) < count:
        case = expressions.Writer(source).program()
        try:
            cases.append((case, reference.answer(case, LARGEST)))
        except reference.Unsuitable:
            dropped += 1
    return cases, dropped


def numbers_differ(mine, theirs):
    """Why two lists of numbers differ, or ''."""
    if len(mine) != len(theirs):
        return f"{len(mine)} numbers instead of {len(theirs)}"
    for i, (a, b) in enumerate(zip(mine, theirs)):
        a = float(a)
        if not abs(a - b) <= RELATIVE * max(abs(a), abs(b)) and not abs(a - b) <= ABSOLUTE:
            return f"[{i}] is {a!r} instead of {b!r}"
    return ""


def differs(mine, theirs):
    shape, data = theirs
    if mine["shape"] != shape:
        return f"shape {mine['shape']} instead of {shape}"
    return numbers_differ(mine["data"], data)


def fault(engine, expected):
    """What is wrong with the engine's answer to a case, or ''."""
    if "error" in engine:
        return f"refused: {engine['error']}"
    ways = {"": engine, "after printing, ": engine["again"]["printed"], "after JSON, ": engine["again"]["loaded"]}
    for way, answer in ways.items():
        wrong = differs(answer["value"], expected["value"])
        if wrong:
            return f"{way}value: {wrong}"
        for name, grad in expected["grads"].items():
            wrong = differs(answer["grads"][name], grad)
            if wrong:
                return f"{way}gradient of {name}: {wrong}"
    return ""


def network_faults(asked, answer):
    losses, gradient, after = two_layer_net.train(asked, answer["before"])
    wrong = numbers_differ(answer["losses"], losses)
    if wrong:
        yield f"loss{wrong}"
    for what, mine, theirs in (("gradient", answer["gradient"], gradient), ("weights", answer["after"], after)):
        for name, array in theirs.items():
            wrong = differs(mine[name], (list(array.shape), array.ravel().tolist()))
            if wrong:
                yield f"{what} {name}: {wrong}"


def ask_engine(question):
    node = subprocess.run(
        ["node", str(REPO / "tests" / "oracle" / "engine.mjs")],
        input=json.dumps(question),
        capture_output=True,
        text=True,
    )
    if node.returncode != 0:
        sys.exit(f"the engine in Node failed:\n{node.stderr}")
    return json.loads(node.stdout)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--cases", type=int, default=600)
    arguments.add_argument("--seed", type=int, default=20240601)
    arguments = arguments.parse_args()
    torch.set_num_threads(1)

    cases, dropped = random_cases(arguments.cases, arguments.seed)
    cases = [(case, reference.answer(case)) for case in CASES] + cases
    used = collections.Counter(item for _, expected in cases for item in expected["used"])
    rare = sorted(item for item in LANGUAGE if used[item] < LEAST_OCCURRENCES)
    if rare:
        sys.exit(f"too few expressions use {', '.join(rare)}")

    files, source = two_layer_net.data_files(REPO)
    asked = two_layer_net.question(files)
    answers = ask_engine({"cases": [case for case, _ in cases], "training": asked,
                          "exports": pytorch_export.QUESTION})

    failed = 0
    for engine, (case, expected) in zip(answers["answers"], cases):
        wrong = fault(engine, expected)
        if wrong:
            failed += 1
            print(f"FAILED {wrong}\n  {json.dumps(case, ensure_ascii=False)}")
    gradients = sum(len(data) for _, expected in cases for _, data in expected["grads"].values())
    print(f"{len(CASES)} fixed and {arguments.cases} random expressions, {gradients} gradients of leaves' elements;\n"
          f"each also after printing and after JSON; {dropped} drawn and left out as not finite or beyond 1e4")

    faults = list(network_faults(asked, answers["training"]))
    for wrong in faults:
        print(f"FAILED network: {wrong}")
    steps = len(answers["training"]["losses"])
    print(f"network {'-'.join(map(str, two_layer_net.LAYERS))} on {source}: {steps} losses from "
          f"{answers['training']['losses'][0]:.4f} to {answers['training']['losses'][-1]:.4f}, "
          f"gradient and weights against NumPy: {len(faults)} differences")
    export_faults = list(pytorch_export.faults(answers["exports"]))
    for wrong in export_faults:
        print(f"FAILED PyTorch program: {wrong}")
    print(f"{len(answers['exports'])} networks as PyTorch programs, run by python3 and torchrun: {len(export_faults)} faults")
    print(f"{len(cases) - failed} expressions passed, {failed} failed")
    return 1 if failed or faults or export_faults else 0


if __name__ == "__main__":
    sys.exit(main())
