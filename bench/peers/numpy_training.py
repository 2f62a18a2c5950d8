"""The notes' experiment in NumPy: python3 numpy_training.py FOLDER float32|float64 STEPS EVERY [lean].

As the notes write it: one-hot labels, every layer's backward with its input's gradient, the loss by a forward pass after each step. "lean"
leaves out what a step doesn't need: the images' gradient and that second forward pass.
Prints JSON: seconds of the steps and of the evaluations, of all 70,000 images before every EVERY steps, the last accuracy on the test set.
"""
import gzip
import json
import os
import sys
import time

import numpy as np

folder, precision, steps, every = sys.argv[1], np.dtype(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
lean = sys.argv[5:] == ["lean"]
rate = precision.type(0.1)


def read(name, header):
    path = os.path.join(folder, name)
    with (open(path, "rb") if os.path.exists(path) else gzip.open(path + ".gz")) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def images(name):
    return (read(name, 16).reshape(-1, 784) / 255).astype(precision)


def one_hot(name):
    return np.eye(10, dtype=precision)[read(name, 8)]


class Affine:
    def __init__(self, inputs, outputs, first=False):
        self.w = (0.01 * rng.standard_normal((inputs, outputs))).astype(precision)
        self.b = np.zeros(outputs, precision)
        self.wants_dx = not (lean and first)

    def forward(self, x):
        self.x = x
        return x @ self.w + self.b

    def backward(self, d):
        self.dw, self.db = self.x.T @ d, d.sum(axis=0)
        return d @ self.w.T if self.wants_dx else None

    def update(self):
        self.w -= rate * self.dw
        self.b -= rate * self.db


class Relu:
    def forward(self, x):
        self.mask = x <= 0
        y = x.copy()
        y[self.mask] = 0
        return y

    def backward(self, d):
        d[self.mask] = 0
        return d


def softmax(a):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def cross_entropy(y, t):
    n = len(y)
    return -np.log(y[np.arange(n), t.argmax(axis=1)] + 1e-7).sum() / n


rng = np.random.default_rng(1)
x_train, t_train = images("train-images-idx3-ubyte"), one_hot("train-labels-idx1-ubyte")
x_test, t_test = images("t10k-images-idx3-ubyte"), one_hot("t10k-labels-idx1-ubyte")
layers = [Affine(784, 50, first=True), Relu(), Affine(50, 10)]


def predict(x):
    for layer in layers:
        x = layer.forward(x)
    return x


def loss(x, t):
    y = softmax(predict(x))
    return y, cross_entropy(y, t)


def step(x, t):
    y, cost = loss(x, t)
    d = (y - t) / precision.type(len(x))
    for layer in reversed(layers):
        d = layer.backward(d)
    for layer in layers[::2]:
        layer.update()
    return cost if lean else loss(x, t)[1]


def accuracy(x, t):
    return float(np.mean(predict(x).argmax(axis=1) == t.argmax(axis=1)))


train = evaluate = 0.0
reached = 0.0
for done in range(0, steps, every):
    begin = time.perf_counter()
    accuracy(x_train, t_train)
    reached = accuracy(x_test, t_test)
    evaluate += time.perf_counter() - begin
    begin = time.perf_counter()
    for _ in range(min(every, steps - done)):
        batch = rng.choice(len(x_train), 100)
        step(x_train[batch], t_train[batch])
    train += time.perf_counter() - begin
print(json.dumps({"train": train, "evaluate": evaluate, "test": reached}))
