"""Keras 3 as a framework of the bench: python keras_3.py JOB BACKEND INTRA INTER (threads; 0: the backend chooses)."""
import json
import os
import resource
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = sys.argv[2]
# As Reprise sets them: oneDNN's operations, kept between calls.
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "1"
os.environ["TF_MKL_OPTIMIZE_PRIMITIVE_MEMUSE"] = "0"

import keras
import numpy as np

MARK = "bench: "
# Several steps a call, and several epochs a fit.
TUNED = {"steps_per_execution": 16, "jit_compile": False}
TUNED_EPOCHS = 5
# Of Model.compile.
SETTINGS = {
    "defaults": {},
    "no-jit": TUNED,
    "jit": TUNED | {"jit_compile": True},
    "unroll": TUNED,
    "features": TUNED,
}
# Rows of a call in validation and prediction, as in Reprise.
EVALUATION_ROWS = 250

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


def unroll(model):
    """Recurrent layers as one graph of all time steps instead of a loop."""
    for layer in model.layers:
        for part in (layer, getattr(layer, "forward_layer", None), getattr(layer, "backward_layer", None)):
            if isinstance(part, keras.layers.RNN):
                part.unroll = True


def build(variant):
    """@returns the frozen layers where they run apart, and the model that is trained"""
    model = keras.models.load_model(
        os.path.join(job["folder"], "model.h5"), custom_objects={"hard_sigmoid": hard_sigmoid}, compile=False
    )
    frozen = None
    if variant == "features" or job["workload"] == "transfer-tail":
        layers = model.layers[-job["tail"] :]
        if variant == "features":
            frozen = keras.Model(model.input, layers[0].input)
        x = start = keras.Input(layers[0].input.shape[1:])
        for layer in layers:
            x = layer(x)
        model = keras.Model(start, x)
    if variant == "unroll":
        unroll(model)
    config = dict(job["optimizer"])
    # JSON has one kind of number, Keras wants floats.
    optimizer = getattr(keras.optimizers, config.pop("name"))(**{key: float(value) for key, value in config.items()})
    model.compile(
        optimizer=optimizer,
        loss=job["loss"],
        metrics=None if job["reconstruct"] else ["accuracy"],
        **SETTINGS[variant],
    )
    return frozen, model


def inputs_of(frozen, x):
    return x if frozen is None else frozen.predict(x, batch_size=EVALUATION_ROWS, verbose=0)


x, y = rows("")
validation = rows("-val")
batch_size = job["batchSize"]
models = {}

for line in sys.stdin:
    request = json.loads(line)
    variant = request.get("variant", "defaults")
    started = time.perf_counter()
    epochs = 1
    answer = {}
    if variant not in models:
        models[variant] = frozen, model = build(variant)
        if request["do"] == "start" and job["workload"] != "transfer":
            loss = model.evaluate(*validation, batch_size=EVALUATION_ROWS, verbose=0)
            answer["loss"] = loss if job["reconstruct"] else loss[0]
        model.fit(inputs_of(frozen, x[:batch_size]), y[:batch_size], batch_size=batch_size, verbose=0)
    frozen, model = models[variant]
    if request["do"] == "train":
        epochs = 1 if variant == "defaults" else TUNED_EPOCHS
        history = model.fit(
            inputs_of(frozen, x),
            y,
            batch_size=batch_size,
            epochs=epochs,
            validation_data=(inputs_of(frozen, validation[0]), validation[1]),
            validation_batch_size=EVALUATION_ROWS,
            verbose=0,
        )
        answer["loss"] = history.history["loss"][0]
    elif request["do"] == "predict":
        model.predict(x, batch_size=EVALUATION_ROWS, verbose=0)
    ms = (time.perf_counter() - started) * 1e3 / epochs
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(MARK + json.dumps({"ms": ms, "peak_mb": peak_mb, **answer}), flush=True)
