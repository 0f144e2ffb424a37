"""Trains in Keras 2 as the golden runs say, and compares with what is committed of them, or writes it.

    python tools/parity/golden_training.py FOLDER packages/engine/src/testing/keras2-training.json [--write]

FOLDER is what write-training.ts wrote. A run's `optimizer` and `batches` say how it is trained, from the start weights in
its file, without dropout; losses, predictions and weights are what comes of it. Prints a line a run, and fails where a
loss or a weight's norm differs by more than 1e-5. For a run of a model of your own: its name below and in
write-training.ts, an entry with `optimizer` and `batches`, --write, and `npm run format`.
"""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tf_keras

from fingerprint import fingerprint

LOSSES = {
    "autoencoder": "binary_crossentropy",
    "lenet": "sparse_categorical_crossentropy",
    "birnn": "binary_crossentropy",
    "cnn_lstm": "binary_crossentropy",
}
NEAR = 1e-5


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
    settings = dict(run["optimizer"])
    optimizer = getattr(tf_keras.optimizers.legacy, settings.pop("name"))(**settings)
    model.compile(optimizer=optimizer, loss=LOSSES[name])
    outputs = model.predict(x[:4], verbose=0)
    regularization = float(sum(map(float, model.losses)))
    loss = []
    for batch in run["batches"]:
        rows = slice(batch["first_row"], batch["first_row"] + batch["rows"])
        loss.append(float(model.train_on_batch(x[rows], y[rows])))
    weights = [
        {"name": weight.name, "shape": list(weight.shape), **fingerprint(weight.numpy(), 4, 2)} for weight in model.weights
    ]
    images = outputs.ndim > 2
    return {
        "batches": run["batches"],
        "regularization_at_start": regularization,
        "optimizer": run["optimizer"],
        "predictions": fingerprint(outputs, 4, 2) if images else [float(v) for v in outputs.ravel()],
        "loss": loss,
        "params": int(model.count_params()),
        "weights": weights,
    }


def largest_difference(found, committed):
    pairs = list(zip(found["loss"], committed["loss"], strict=True))
    pairs += [(a["l2"], b["l2"]) for a, b in zip(found["weights"], committed["weights"], strict=True)]
    return max(abs(a - b) / abs(b) for a, b in pairs)


def main(folder, path, *options):
    with open(path) as file:
        golden = json.load(file)
    for name in LOSSES:
        run = golden["models"][name]
        found = train(folder, name, run)
        if "--write" in options:
            golden["models"][name] = found
            print(f"{name}: losses {found['loss']}")
            continue
        difference = largest_difference(found, run)
        print(f"{name}: {len(found['loss'])} steps, largest relative difference {difference:.1e}")
        if difference > NEAR:
            sys.exit(f"{name}: expected the committed losses and norms, found others")
    if "--write" in options:
        with open(path, "w") as file:
            json.dump(golden, file, indent=2)


main(*sys.argv[1:])
