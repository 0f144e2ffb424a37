"""Trains in Keras 2 as the golden runs say, and compares with the committed values, or writes them.

    python tools/parity/golden_training.py FOLDER/training packages/engine/src/testing/keras2-training.json [--write]

FOLDER is what write-inputs.ts wrote. A run's `optimizer` and `batches` say how it is trained, from the start weights in its
file, without dropout. Fails when a loss or a weight's norm differs by more than 1e-5. For a run of your own model, add its
name below and in write-inputs.ts and an entry with `optimizer` and `batches`; run this with --write, then `npm run format`.
"""
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tf_keras

from common import fingerprint, read_json, write_json

LOSSES = {
    "autoencoder": "binary_crossentropy",
    "lenet": "sparse_categorical_crossentropy",
    "birnn": "binary_crossentropy",
    "cnn_lstm": "binary_crossentropy",
}
TOLERANCE = 1e-5


def without_dropout(config):
    if isinstance(config, list):
        return [without_dropout(item) for item in config]
    if isinstance(config, dict):
        rates = ("rate", "dropout", "recurrent_dropout")
        return {key: 0.0 if key in rates else without_dropout(value) for key, value in config.items()}
    return config


def train(folder, name, run):
    loaded = tf_keras.models.load_model(f"{folder}/{name}.h5", compile=False)
    model = loaded.__class__.from_config(without_dropout(loaded.get_config()))
    model.set_weights(loaded.get_weights())
    x, y = (np.load(f"{folder}/{name}-{part}.npy") for part in "xy")
    config = dict(run["optimizer"])
    model.compile(getattr(tf_keras.optimizers.legacy, config.pop("name"))(**config), LOSSES[name])
    outputs = model.predict(x[:4], verbose=0)
    regularization = float(sum(map(float, model.losses)))
    batches = [slice(batch["first_row"], batch["first_row"] + batch["rows"]) for batch in run["batches"]]
    loss = [float(model.train_on_batch(x[rows], y[rows])) for rows in batches]
    return {
        "batches": run["batches"],
        "regularization_at_start": regularization,
        "optimizer": run["optimizer"],
        "predictions": fingerprint(outputs, 4, 2) if outputs.ndim > 2 else [float(v) for v in outputs.ravel()],
        "loss": loss,
        "params": int(model.count_params()),
        "weights": [
            {"name": weight.name, "shape": list(weight.shape), **fingerprint(weight.numpy(), 4, 2)}
            for weight in model.weights
        ],
    }


def largest_difference(found, committed):
    pairs = list(zip(found["loss"], committed["loss"], strict=True))
    pairs += [(a["l2"], b["l2"]) for a, b in zip(found["weights"], committed["weights"], strict=True)]
    return max(abs(a - b) / abs(b) for a, b in pairs)


folder, path, *options = sys.argv[1:]
golden = read_json(path)
for name in LOSSES:
    run = golden["models"][name]
    found = golden["models"][name] = train(folder, name, run)
    difference = largest_difference(found, run) if "loss" in run else 0
    print(f"{name}: {len(found['loss'])} steps, largest relative difference {difference:.1e}")
    if difference > TOLERANCE and "--write" not in options:
        sys.exit(f"{name}: expected the committed losses and norms, found others")
if "--write" in options:
    write_json(path, golden, indent=2)
