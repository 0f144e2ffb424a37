"""Keras 3 as a contender of the bench: python keras_contender.py JOB INTRA INTER (0: as TensorFlow chooses)."""
import json
import os
import resource
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf

MARK = "bench: "
# Best settings: several steps a call, one fit over several epochs.
TUNED_EPOCHS = 2
STEPS_PER_EXECUTION = 16

job = json.load(open(sys.argv[1]))
intra, inter = int(sys.argv[2]), int(sys.argv[3])
if intra:
    tf.config.threading.set_intra_op_parallelism_threads(intra)
if inter:
    tf.config.threading.set_inter_op_parallelism_threads(inter)


def hard_sigmoid(x):
    return keras.ops.clip(0.2 * x + 0.5, 0.0, 1.0)


def load(name):
    return np.load(os.path.join(job["folder"], name + ".npy"))


def optimizer():
    config = dict(job["optimizer"])
    name = config.pop("name")
    # JSON has one kind of number, Keras wants floats.
    return getattr(keras.optimizers, name)(**{key: float(value) for key, value in config.items()})


models = {}


def model(variant):
    if variant in models:
        return models[variant]
    built = keras.models.load_model(
        os.path.join(job["folder"], "model.h5"), custom_objects={"hard_sigmoid": hard_sigmoid}, compile=False
    )
    if "from" in job:
        layers = built.layers[job["from"] :]
        x = start = keras.Input(layers[0].input.shape[1:])
        for layer in layers:
            x = layer(x)
        built = keras.Model(start, x)
    settings = {} if variant == "plain" else {"steps_per_execution": STEPS_PER_EXECUTION, "jit_compile": variant == "jit"}
    built.compile(
        optimizer=optimizer(), loss=job["loss"], metrics=None if job["reconstruct"] else ["accuracy"], **settings
    )
    models[variant] = built
    return built


data = {}


def arrays():
    if not data:
        for part in ("", "-val"):
            data["x" + part] = load("x" + part)
            data["y" + part] = data["x" + part] if job["reconstruct"] else load("y" + part)
    return data


for line in sys.stdin:
    request = json.loads(line)
    variant = request.get("variant", "plain")
    d = arrays()
    started = time.perf_counter()
    answer = {}
    if request["do"] == "start":
        model(variant).fit(d["x"][: job["batchSize"]], d["y"][: job["batchSize"]], batch_size=job["batchSize"], verbose=0)
    elif request["do"] == "train":
        epochs = 1 if variant == "plain" else TUNED_EPOCHS
        history = model(variant).fit(
            d["x"],
            d["y"],
            batch_size=job["batchSize"],
            epochs=epochs,
            validation_data=(d["x-val"], d["y-val"]),
            verbose=0,
        )
        answer = {"ms": (time.perf_counter() - started) * 1e3 / epochs, "loss": history.history["loss"][-1]}
    elif request["do"] == "predict":
        model(variant).predict(d["x"], verbose=0)
    answer.setdefault("ms", (time.perf_counter() - started) * 1e3)
    answer["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(MARK + json.dumps(answer), flush=True)
