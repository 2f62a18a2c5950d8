"""The book's TwoLayerNet (4.5, 5.7.2) in NumPy float64: its losses and weights, step by step."""

import gzip
import pathlib
import tempfile

import numpy as np

LAYERS = [784, 50, 10]
BATCH, STEPS, LEARNING_RATE = 100, 100, 0.1


def _bytes(path):
    data = pathlib.Path(path).read_bytes()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def read_idx(path):
    data = _bytes(path)
    rank = data[3]
    dims = [int.from_bytes(data[4 + 4 * i : 8 + 4 * i], "big") for i in range(rank)]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * rank).reshape(dims)


def _write_idx(path, array):
    dims = b"".join(dim.to_bytes(4, "big") for dim in array.shape)
    pathlib.Path(path).write_bytes(bytes([0, 0, 8, array.ndim]) + dims + array.tobytes())


def data_files(repo):
    """MNIST's test set where it is there, else images of noise in the same format."""
    mnist = repo / ".deps" / "data" / "mnist"
    files = [mnist / "t10k-images-idx3-ubyte.gz", mnist / "t10k-labels-idx1-ubyte.gz"]
    if all(file.exists() for file in files):
        return [str(file) for file in files], "MNIST"
    folder = pathlib.Path(tempfile.mkdtemp(prefix="oracle-"))
    rng = np.random.default_rng(5)
    files = [folder / "images", folder / "labels"]
    _write_idx(files[0], rng.integers(0, 256, (1000, 28, 28), dtype=np.uint8))
    _write_idx(files[1], (np.arange(1000) % 10).astype(np.uint8))
    return [str(file) for file in files], "noise"


def question(files):
    samples = len(read_idx(files[1]))
    batches = np.random.default_rng(11).integers(0, samples, STEPS * BATCH)
    return {
        "images": files[0],
        "labels": files[1],
        "layers": LAYERS,
        "batches": batches.tolist(),
        "batchSize": BATCH,
        "learningRate": LEARNING_RATE,
    }


def _gradient(p, x, t):
    a1 = x @ p["W1"] + p["b1"]
    z1 = np.maximum(0, a1)
    a2 = z1 @ p["W2"] + p["b2"]
    y = np.exp(a2 - a2.max(axis=1, keepdims=True))
    y /= y.sum(axis=1, keepdims=True)
    rows = np.arange(len(t))
    loss = -np.log(y[rows, t]).sum() / len(t)
    dy = y.copy()
    dy[rows, t] -= 1
    dy /= len(t)
    da1 = (dy @ p["W2"].T) * (a1 > 0)
    return loss, {"W1": x.T @ da1, "b1": da1.sum(axis=0), "W2": z1.T @ dy, "b2": dy.sum(axis=0)}


def train(asked, before):
    """Losses, the first batch's gradient and the weights after the last step, from the weights before the first."""
    images = read_idx(asked["images"]).reshape(-1, LAYERS[0]) / 255.0
    labels = read_idx(asked["labels"]).astype(int)
    p = {name: np.array(value["data"]).reshape(value["shape"]) for name, value in before.items()}
    losses, first = [], None
    for batch in np.array(asked["batches"]).reshape(STEPS, BATCH):
        loss, gradient = _gradient(p, images[batch], labels[batch])
        first = first or gradient
        losses.append(loss)
        for name in p:
            p[name] = p[name] - LEARNING_RATE * gradient[name]
    return losses, first, p
