"""The notes' experiment in NumPy, as the book writes its TwoLayerNet: python3 numpy_training.py FOLDER float32|float64 STEPS EVERY.

Prints JSON: seconds of the steps and of the evaluations, of all 70,000 images before every EVERY steps, the last accuracy on the test set.
"""
import gzip
import json
import os
import sys
import time

import numpy as np

folder, precision, steps, every = sys.argv[1], np.dtype(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])


def read(name, header):
    path = os.path.join(folder, name)
    with (open(path, "rb") if os.path.exists(path) else gzip.open(path + ".gz")) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def images(name):
    return (read(name, 16).reshape(-1, 784) / 255).astype(precision)


x_train, t_train = images("train-images-idx3-ubyte"), read("train-labels-idx1-ubyte", 8).astype(int)
x_test, t_test = images("t10k-images-idx3-ubyte"), read("t10k-labels-idx1-ubyte", 8).astype(int)
rng = np.random.default_rng(1)
p = {
    "W1": (0.01 * rng.standard_normal((784, 50))).astype(precision),
    "b1": np.zeros(50, precision),
    "W2": (0.01 * rng.standard_normal((50, 10))).astype(precision),
    "b2": np.zeros(10, precision),
}


def forward(x):
    a1 = x @ p["W1"] + p["b1"]
    mask = a1 <= 0
    z1 = a1.copy()
    z1[mask] = 0
    return mask, z1, z1 @ p["W2"] + p["b2"]


def softmax(a):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def step(x, t):
    n = len(x)
    mask, z1, a2 = forward(x)
    y = softmax(a2)
    loss = -np.log(y[np.arange(n), t] + 1e-7).sum() / n
    d = y
    d[np.arange(n), t] -= 1
    d /= n
    g = {"W2": z1.T @ d, "b2": d.sum(axis=0)}
    d = d @ p["W2"].T
    d[mask] = 0
    g["W1"], g["b1"] = x.T @ d, d.sum(axis=0)
    for key in p:
        p[key] -= precision.type(0.1) * g[key]
    return loss


def accuracy(x, t):
    return float(np.mean(forward(x)[2].argmax(axis=1) == t))


train = evaluate = 0.0
reached = 0.0
for done in range(0, steps, every):
    begin = time.perf_counter()
    accuracy(x_train, t_train)
    reached = accuracy(x_test, t_test)
    evaluate += time.perf_counter() - begin
    begin = time.perf_counter()
    for _ in range(min(every, steps - done)):
        batch = rng.integers(len(x_train), size=100)
        step(x_train[batch], t_train[batch])
    train += time.perf_counter() - begin
print(json.dumps({"train": train, "evaluate": evaluate, "test": reached}))
