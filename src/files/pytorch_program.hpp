#pragma once

#include <string_view>

namespace bp {

/// The program that to_pytorch fills in: every @NAME@ is a placeholder.
constexpr std::string_view kPytorchProgram =
    R"PYTHON("""A network trained in Backprop Playground, with its training, as a PyTorch program.

    python3 FILE.py --data DIR    goes on training on the IDX files in DIR (train-images-idx3-ubyte …, also .gz)
    python3 FILE.py --demo        the same on made-up images, to see that it runs
    torchrun --nproc_per_node=2 FILE.py --demo    the same on two processes, each with its share of every batch

--fresh forgets the weights below and starts anew. --save FILE.npz keeps the weights as the page can open them.
Needs the packages torch and numpy.
"""
import argparse
import base64
import gzip
import io
import os
import pathlib

import numpy as np
import torch
from torch import nn

LAYERS = @LAYERS@
DTYPE = torch.@DTYPE@
BATCH_SIZE = @BATCH@
LEARNING_RATE = @RATE@
ITERATIONS = @ITERATIONS@
SEED = @SEED@


class Net(nn.Module):
    """Fully connected layers with @ACTIVATION@ between them; forward gives scores before softmax."""

    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(n, m, dtype=DTYPE) for n, m in zip(LAYERS, LAYERS[1:]))
        self.load(trained_weights())

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.@ACTIVATION@(layer(x))
        return self.layers[-1](x)

    def load(self, params):
        """Takes W1, b1, W2, b2 … as the page keeps them: W is (inputs, outputs)."""
        with torch.no_grad():
            for number, layer in enumerate(self.layers, 1):
                layer.weight.copy_(torch.from_numpy(params[f'W{number}'].T.copy()))
                layer.bias.copy_(torch.from_numpy(params[f'b{number}']))

    def params(self):
        """W1, b1, W2, b2 … as NumPy arrays."""
        found = {}
        for number, layer in enumerate(self.layers, 1):
            found[f'W{number}'] = layer.weight.detach().numpy().T.copy()
            found[f'b{number}'] = layer.bias.detach().numpy().copy()
        return found

    def start_anew(self):
        """The first weights: N(0, 1) times a standard deviation, biases 0."""
        with torch.no_grad():
            for layer in self.layers:
                n = layer.in_features
                nn.init.normal_(layer.weight, std=@INIT@)
                nn.init.zeros_(layer.bias)


def trained_weights():
    return dict(np.load(io.BytesIO(base64.b64decode(WEIGHTS))))


def optimizer_of(net):
    return @OPTIMIZER@


def read_idx(folder, name):
    path = pathlib.Path(folder) / name
    packed = path.with_name(name + '.gz')
    data = path.read_bytes() if path.exists() else gzip.decompress(packed.read_bytes())
    dims = np.frombuffer(data, '>u4', data[3], offset=4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * len(dims)).reshape(dims)


def read_set(folder, part):
    images = read_idx(folder, f'{part}-images-idx3-ubyte')
    labels = read_idx(folder, f'{part}-labels-idx1-ubyte')
    x = torch.from_numpy(images.reshape(len(images), -1).copy()).to(DTYPE) / 255
    return x, torch.from_numpy(labels.astype(np.int64))


def made_up_set(size, seed):
    """Images that can be told apart: a pattern for each class, and noise."""
    patterns = np.random.default_rng(0).random((LAYERS[-1], LAYERS[0]))
    draw = np.random.default_rng(seed)
    labels = draw.integers(LAYERS[-1], size=size)
    x = 0.7 * patterns[labels] + 0.3 * draw.random((size, LAYERS[0]))
    return torch.from_numpy(x).to(DTYPE), torch.from_numpy(labels)


def accuracy(net, x, t):
    with torch.no_grad():
        found = torch.cat([net(part).argmax(1) for part in x.split(1000)])
    return (found == t).double().mean().item()


def train(net, x, t, iterations, rank, processes):
    model = nn.parallel.DistributedDataParallel(net) if processes > 1 else net
    optimizer = optimizer_of(net)
    loss_of = nn.CrossEntropyLoss()
    draw = torch.Generator().manual_seed(SEED + rank)
    share = max(1, BATCH_SIZE // processes)
    for iteration in range(1, iterations + 1):
        batch = torch.randint(len(x), (share,), generator=draw)  # with replacement, as the page draws
        optimizer.zero_grad()
        loss = loss_of(model(x[batch]), t[batch])
        loss.backward()
        optimizer.step()
        if rank == 0 and (iteration % 600 == 0 or iteration == iterations):
            print(f'iteration {iteration}: loss {loss.item():.4f}', flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    data = parser.add_mutually_exclusive_group(required=True)
    data.add_argument('--data', metavar='DIR')
    data.add_argument('--demo', action='store_true')
    parser.add_argument('--iterations', type=int, default=ITERATIONS)
    parser.add_argument('--fresh', action='store_true')
    parser.add_argument('--save', metavar='FILE.npz')
    options = parser.parse_args()

    processes = int(os.environ.get('WORLD_SIZE', 1))
    rank = int(os.environ.get('RANK', 0))
    if processes > 1:
        torch.distributed.init_process_group('gloo')
    torch.manual_seed(SEED)
    net = Net()
    if options.fresh:
        net.start_anew()
    if options.demo:
        train_set, test_set = made_up_set(2000, 1), made_up_set(500, 2)
    else:
        train_set, test_set = read_set(options.data, 'train'), read_set(options.data, 't10k')

    def report(when):
        if rank == 0:
            print(f'{when}: train {accuracy(net, *train_set):.4f}, test {accuracy(net, *test_set):.4f}', flush=True)

    report('before')
    train(net, *train_set, options.iterations, rank, processes)
    report('after')
    if options.save and rank == 0:
        np.savez(options.save, **net.params())
    if processes > 1:
        torch.distributed.destroy_process_group()


WEIGHTS = """
@WEIGHTS@"""

if __name__ == '__main__':
    main()
)PYTHON";

}  // namespace bp
