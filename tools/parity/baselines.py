"""Writes what numpy and scikit-learn say of the baselines on Fashion-MNIST.

    pip install numpy==2.4.6 scikit-learn==1.9.1
    npx nx run data:fashion-mnist
    python tools/parity/baselines.py artifacts/data/fashion-mnist packages/eval/src/baselines/golden/baselines.json

The second argument is the file to write; the specs beside it compare.
"""
import json
import sys

import numpy as np
import sklearn
from sklearn.neighbors import NearestCentroid

FIRST = {"train": 200, "test": 50}
PIXELS = [0, 14, 300, 406, 500, 783]


def idx(path, header):
    with open(path, "rb") as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def load(folder, name):
    images = idx(f"{folder}/{name}-images-idx3-ubyte", 16).reshape(-1, 784)
    labels = idx(f"{folder}/{name}-labels-idx1-ubyte", 8)
    assert len(images) == len(labels)
    return images / 255.0, labels


def centroid(x, y, x_test, y_test):
    predicted = NearestCentroid().fit(x, y).predict(x_test)
    return {"predicted": predicted.tolist(), "accuracy": float((predicted == y_test).mean())}


def mean_image(x, x_test):
    mean = x.mean(axis=0)
    p = np.clip(mean, 1e-7, 1 - 1e-7)
    return {
        "pixels": [{"at": at, "value": float(mean[at])} for at in PIXELS],
        "squared": float(((x_test - mean) ** 2).mean()),
        "crossentropy": float(-(x_test * np.log(p) + (1 - x_test) * np.log1p(-p)).mean()),
    }


def entropy(t):
    with np.errstate(divide="ignore", invalid="ignore"):
        values = -t * np.log(t) - (1 - t) * np.log1p(-t)
    return float(np.nan_to_num(values, nan=0.0).mean())


def main(folder, path):
    x, y = load(folder, "train")
    x_test, y_test = load(folder, "t10k")
    parts = {"first": (FIRST["train"], FIRST["test"]), "all": (len(x), len(x_test))}
    golden = {
        "_origin": f"tools/parity/baselines.py with numpy {np.__version__} and scikit-learn {sklearn.__version__}",
        "nearest_centroid": {},
        "mean_image": {},
        "target_entropy": {},
    }
    for part, (train, test) in parts.items():
        counts = {"train_images": train, "test_images": test}
        judged = centroid(x[:train], y[:train], x_test[:test], y_test[:test])
        if part == "all":
            del judged["predicted"]
        golden["nearest_centroid"][part] = counts | judged
        golden["mean_image"][part] = counts | mean_image(x[:train], x_test[:test])
        golden["target_entropy"][part] = {"test_images": test, "nats": entropy(x_test[:test])}
    with open(path, "w") as file:
        json.dump(golden, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
