"""Loads our model.h5 files in Keras 3 and in tf_keras, and writes what they predict as a fixture.

    python tools/parity/check_models.py FOLDER/models tools/parity/fixtures/keras-models.json

FOLDER is what write-inputs.ts wrote.
"""
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
import tf_keras

from common import MODELS, fingerprint, read_json, tensor, write_json


def hard_sigmoid(x):
    """Keras 2's; in Keras 3 the function of that name is relu6(x + 3) / 6."""
    return keras.ops.clip(0.2 * x + 0.5, 0.0, 1.0)


LOADERS = {
    "keras": keras.models.load_model,
    "keras, Keras 2's hard_sigmoid": lambda file: keras.models.load_model(
        file, custom_objects={"hard_sigmoid": hard_sigmoid}
    ),
    "tf_keras": tf_keras.models.load_model,
}


def check(path, load, x, y):
    model = load(f"{path}.h5")
    outputs = np.asarray(model.predict(x, verbose=0))
    return {
        "parameters": int(model.count_params()),
        "largest_difference": float(np.abs(outputs - y).max()),
        "outputs": {"shape": list(outputs.shape), **fingerprint(outputs, 40)},
    }


folder, fixture = sys.argv[1:]
models = {}
for name in MODELS:
    ours = read_json(f"{folder}/{name}.json")
    x, y = tensor(ours["input"]), tensor(ours["output"])
    loaded_by = {label: check(f"{folder}/{name}", load, x, y) for label, load in LOADERS.items()}
    models[name] = {"sha256": ours["sha256"], "loaded_by": loaded_by}
about = """model.h5 of the five models with the weights of formula-weights.ts, loaded and run on formulaInput by plain Keras 3 and
tf_keras. largest_difference is against our outputs. Written by check_models.py."""
versions = {module.__name__: module.__version__ for module in (keras, tf_keras, tf, np)}
versions["python"] = sys.version.split()[0]
write_json(fixture, {"_about": about.replace("\n", " "), "versions": versions, "models": models})
