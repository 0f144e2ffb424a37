"""Keras 3 as a framework of the bench: python keras_3.py JOB BACKEND INTRA INTER (threads; 0: the backend chooses)."""
import json
import os
import resource
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = sys.argv[2]

import keras
import numpy as np

MARK = "bench: "
# Best settings: several steps a call, and several epochs a fit.
TUNED_EPOCHS = 2
STEPS_PER_EXECUTION = 16

with open(sys.argv[1]) as file:
    job = json.load(file)
if sys.argv[2] == "tensorflow":
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(int(sys.argv[3]))
    tf.config.threading.set_inter_op_parallelism_threads(int(sys.argv[4]))
elif sys.argv[2] == "torch":
    import torch

    torch.set_num_threads(int(sys.argv[3]))


def hard_sigmoid(x):
    """Keras 2's; Keras 3 changed the function of that name."""
    return keras.ops.clip(0.2 * x + 0.5, 0.0, 1.0)


def rows(part):
    x = np.load(os.path.join(job["folder"], f"x{part}.npy"))
    return x, x if job["reconstruct"] else np.load(os.path.join(job["folder"], f"y{part}.npy"))


def build(variant):
    model = keras.models.load_model(
        os.path.join(job["folder"], "model.h5"), custom_objects={"hard_sigmoid": hard_sigmoid}, compile=False
    )
    if "tail" in job:
        layers = model.layers[-job["tail"] :]
        x = start = keras.Input(layers[0].input.shape[1:])
        for layer in layers:
            x = layer(x)
        model = keras.Model(start, x)
    config = dict(job["optimizer"])
    # JSON has one kind of number, Keras wants floats.
    optimizer = getattr(keras.optimizers, config.pop("name"))(**{key: float(value) for key, value in config.items()})
    tuned = {"steps_per_execution": STEPS_PER_EXECUTION, "jit_compile": variant == "jit"}
    model.compile(
        optimizer=optimizer,
        loss=job["loss"],
        metrics=None if job["reconstruct"] else ["accuracy"],
        **({} if variant == "defaults" else tuned),
    )
    return model


x, y = rows("")
validation = rows("-val")
batch_size = job["batchSize"]
models = {}

for line in sys.stdin:
    request = json.loads(line)
    variant = request.get("variant", "defaults")
    started = time.perf_counter()
    if variant not in models:
        models[variant] = build(variant)
    model = models[variant]
    epochs = 1
    answer = {}
    if request["do"] == "start":
        if job["workload"] != "transfer":
            loss = model.evaluate(*validation, batch_size=batch_size, verbose=0)
            answer["loss"] = loss if job["reconstruct"] else loss[0]
        model.fit(x[:batch_size], y[:batch_size], batch_size=batch_size, verbose=0)
    elif request["do"] == "train":
        epochs = 1 if variant == "defaults" else TUNED_EPOCHS
        model.fit(x, y, batch_size=batch_size, epochs=epochs, validation_data=validation, verbose=0)
    elif request["do"] == "predict":
        model.predict(x, verbose=0)
    ms = (time.perf_counter() - started) * 1e3 / epochs
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(MARK + json.dumps({"ms": ms, "peak_mb": peak_mb, **answer}), flush=True)
