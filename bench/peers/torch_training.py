"""The notes' experiment in PyTorch on the CPU, one thread: python3 torch_training.py FOLDER STEPS EVERY.

Prints JSON: seconds of the steps and of the evaluations, of all 70,000 images before every EVERY steps, the last accuracy on the test set.
"""
import gzip
import json
import os
import sys
import time

import numpy as np
import torch

folder, steps, every = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(1)
torch.manual_seed(1)


def read(name, header):
    path = os.path.join(folder, name)
    with (open(path, "rb") if os.path.exists(path) else gzip.open(path + ".gz")) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def images(name):
    return torch.from_numpy((read(name, 16).reshape(-1, 784) / 255).astype(np.float32))


def labels(name):
    return torch.from_numpy(read(name, 8).astype(np.int64))


x_train, t_train = images("train-images-idx3-ubyte"), labels("train-labels-idx1-ubyte")
x_test, t_test = images("t10k-images-idx3-ubyte"), labels("t10k-labels-idx1-ubyte")
net = torch.nn.Sequential(torch.nn.Linear(784, 50), torch.nn.ReLU(), torch.nn.Linear(50, 10))
for layer in (net[0], net[2]):
    torch.nn.init.normal_(layer.weight, std=0.01)
    torch.nn.init.zeros_(layer.bias)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
loss_of = torch.nn.CrossEntropyLoss()


def accuracy(x, t):
    with torch.no_grad():
        return float((net(x).argmax(1) == t).float().mean())


train = evaluate = reached = 0.0
for done in range(0, steps, every):
    begin = time.perf_counter()
    accuracy(x_train, t_train)
    reached = accuracy(x_test, t_test)
    evaluate += time.perf_counter() - begin
    begin = time.perf_counter()
    for _ in range(min(every, steps - done)):
        batch = torch.randint(len(x_train), (100,))
        optimizer.zero_grad()
        loss = loss_of(net(x_train[batch]), t_train[batch])
        loss.backward()
        optimizer.step()
        loss.item()
    train += time.perf_counter() - begin
print(json.dumps({"train": train, "evaluate": evaluate, "test": reached}))
