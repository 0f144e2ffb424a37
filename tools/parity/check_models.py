"""Loads our model.h5 files in plain Keras 3 and in tf_keras, and writes what they predict as a fixture.

    python tools/parity/check_models.py FOLDER tools/parity/fixtures/keras-models.json

FOLDER is what write-models.ts wrote. README.md beside this file has the commands.
"""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
import tf_keras

from fingerprint import fingerprint

MODELS = ["autoencoder", "lenet", "transfer", "birnn", "cnn-lstm"]


def hard_sigmoid(x):
    """Keras 2's; Keras 3 changed the function of that name to relu6(x + 3) / 6."""
    return keras.ops.clip(0.2 * x + 0.5, 0.0, 1.0)


LOADERS = {
    "keras": keras.models.load_model,
    "keras, Keras 2's hard_sigmoid": lambda file: keras.models.load_model(
        file, custom_objects={"hard_sigmoid": hard_sigmoid}
    ),
    "tf_keras": tf_keras.models.load_model,
}


def check(folder, name):
    with open(f"{folder}/{name}.json") as file:
        ours = json.load(file)
    given, expected = ours["input"], ours["output"]
    x = np.array(given["values"], dtype=given["dtype"]).reshape(given["shape"])
    y = np.array(expected["values"], dtype="float32").reshape(expected["shape"])
    loaded = {}
    for label, load in LOADERS.items():
        model = load(f"{folder}/{name}.h5")
        outputs = np.asarray(model.predict(x, verbose=0))
        loaded[label] = {
            "parameters": int(model.count_params()),
            "largest_difference": float(np.abs(outputs - y).max()),
            "outputs": {"shape": list(outputs.shape), **fingerprint(outputs, 40)},
        }
    return {"sha256": ours["sha256"], "loaded_by": loaded}


def main(folder, target):
    fixture = {
        "_about": "model.h5 of the five models with the weights of formula-weights.ts, loaded and run on formulaInput by "
        "plain Keras 3 and tf_keras. largest_difference is against our outputs. Written by check_models.py.",
        "versions": {
            "keras": keras.__version__,
            "tf_keras": tf_keras.__version__,
            "tensorflow": tf.__version__,
            "numpy": np.__version__,
            "python": sys.version.split()[0],
        },
        "models": {name: check(folder, name) for name in MODELS},
    }
    with open(target, "w") as file:
        json.dump(fixture, file, indent=1)
        file.write("\n")


main(*sys.argv[1:])
