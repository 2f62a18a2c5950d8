"""The network that the engine writes as a PyTorch program: imported, run, and run on two processes."""

import importlib.util
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy as np
import torch

QUESTION = [
    {"layers": [12, 8, 6, 4], "activation": "tanh", "weightInit": "xavier", "precision": "float64",
     "options": {"optimizer": "adam", "learningRate": 0.01, "batchSize": 50, "iterations": 200}},
    {"layers": [12, 9, 4], "activation": "relu", "weightInit": "he", "precision": "float32",
     "options": {"optimizer": "momentum", "learningRate": 0.05, "batchSize": 50, "iterations": 200}},
]
TOLERANCE = {"float64": 1e-12, "float32": 1e-5}


def _imported(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _accuracy(printed, when):
    found = re.search(rf"^(?:\[\w+\]:)?{when}: train [\d.]+, test ([\d.]+)$", printed, re.MULTILINE)
    return float(found[1]) if found else None


def _run(what, command, least):
    """Runs a training on made-up data; it must learn. Yields what is wrong."""
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if run.returncode != 0:
        yield f"{what} failed:\n{run.stderr}"
    elif run.stdout.count("after: ") != 1 or not (_accuracy(run.stdout, "after") or 0) >= least:
        yield f"{what} did not learn:\n{run.stdout}"


def faults(answers):
    """What is wrong with the programs in the engine's answers to QUESTION."""
    with tempfile.TemporaryDirectory() as folder:
        for number, (asked, answer) in enumerate(zip(QUESTION, answers)):
            path = pathlib.Path(folder) / f"network_{number}.py"
            path.write_text(answer["program"], encoding="utf-8")
            module = _imported(path)
            x = torch.tensor(answer["x"]["data"], dtype=torch.float64).reshape(answer["x"]["shape"]).to(module.DTYPE)
            difference = np.abs(module.Net()(x).detach().numpy().ravel() - answer["scores"]["data"]).max()
            if not difference <= TOLERANCE[asked["precision"]]:
                yield f"program {number}: scores differ by {difference}"
        saved = pathlib.Path(folder) / "saved.npz"
        yield from _run("python3", [sys.executable, path, "--demo", "--fresh", "--save", saved], 0.9)
        sizes = [array.shape for array in np.load(saved).values()] if saved.exists() else None
        if sizes != [(12, 9), (9,), (9, 4), (4,)]:
            yield f"the program saved arrays of shapes {sizes}"
        # PyTorch 1.13's own default for these two, 0, fails in Python 3.11.
        streams = ["--redirects", "1", "--tee", "1"]
        torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc_per_node=2", *streams]
        yield from _run("torchrun on two processes", [*torchrun, path, "--demo"], 0.9)
