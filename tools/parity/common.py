"""What several scripts of this folder use."""
import json

import numpy as np

MODELS = ["autoencoder", "lenet", "transfer", "birnn", "cnn-lstm"]


def fingerprint(values, first, last=0):
    """Sum and L2 norm in float64, and some values from either end: few numbers for many."""
    flat = np.asarray(values, dtype="float64").ravel()
    found = {"sum": flat.sum(), "l2": np.sqrt((flat**2).sum()), "first": flat[:first].tolist()}
    return {**found, "last": flat[-last:].tolist()} if last else found


def read_json(path):
    with open(path) as file:
        return json.load(file)


def write_json(path, value, indent=1):
    with open(path, "w") as file:
        json.dump(value, file, indent=indent)
        file.write("\n")


def tensor(stored):
    """An array as write-inputs.ts stores it."""
    return np.array(stored["values"], dtype=stored["dtype"]).reshape(stored["shape"])
