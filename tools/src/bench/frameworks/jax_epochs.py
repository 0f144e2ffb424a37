"""JAX as a framework of the bench: python jax_epochs.py JOB THREADS. A whole epoch is one compiled program; the data is resident."""
import json
import os
import resource
import sys
import time
from functools import partial

if sys.argv[2] == "1":
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import h5py
import jax
import numpy as np
import optax
from jax import lax, nn
from jax import numpy as jnp

MARK = "bench: "

with open(sys.argv[1]) as file:
    job = json.load(file)
batch_size = job["batchSize"]
urls = job["workload"] in ("birnn", "cnn-lstm")
categorical = job["loss"] == "categorical_crossentropy"


def initial_weights():
    """Arrays of model.h5, layer by layer, as Keras lays them out."""
    with h5py.File(os.path.join(job["folder"], "model.h5")) as file:
        group = file["model_weights"]
        text = lambda name: name.decode() if isinstance(name, bytes) else name
        weights = [
            jnp.array(np.array(group[text(layer)][text(name)]))
            for layer in group.attrs["layer_names"]
            for name in group[text(layer)].attrs["weight_names"]
        ]
        return weights[-8:] if job["workload"] == "transfer-tail" else weights


def pairs(values):
    return list(zip(values[::2], values[1::2]))


def conv(x, kernel, padding, spatial="HW"):
    numbers = (f"N{spatial}C", f"{spatial}IO", f"N{spatial}C")
    w, b = kernel
    return lax.conv_general_dilated(x, w, (1,) * len(spatial), padding, dimension_numbers=numbers) + b


def max_pool(x, padding="VALID"):
    return lax.reduce_window(x, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), padding)


def dropout(x, rate, key, shape=None):
    if key is None:
        return x
    return x * jax.random.bernoulli(key, 1 - rate, shape or x.shape) / (1 - rate)


def lenet(weights, x, key):
    *convs, first, last = pairs(weights)
    x = max_pool(nn.relu(conv(x, convs[0], "VALID")))
    x = dropout(max_pool(nn.relu(conv(x, convs[1], "VALID"))), 0.5, key)
    x = nn.relu(conv(x, convs[2], "VALID")).reshape(len(x), -1)
    return (x @ first[0] + first[1]) @ last[0] + last[1]


def autoencoder(weights, x, key):
    convs = pairs(weights)
    for kernel in convs[:3]:
        x = max_pool(nn.relu(conv(x, kernel, "SAME")), "SAME")
    for kernel, padding in zip(convs[3:6], ("SAME", "SAME", "VALID")):
        x = nn.relu(conv(x, kernel, padding)).repeat(2, 1).repeat(2, 2)
    return conv(x, convs[6], "SAME")


def birnn(weights, x, key):
    table, *cells, w, b = weights
    x = table[x].transpose(1, 0, 2)
    keys = [None] * 4 if key is None else jax.random.split(key, 4)
    last = []
    for direction in range(2):
        kernel, recurrent, bias = cells[3 * direction : 3 * direction + 3]
        # One mask a sequence, for the inputs and for the state.
        seen = dropout(x, 0.1, keys[2 * direction], (1, *x.shape[1:]))
        state = jnp.zeros((x.shape[1], recurrent.shape[0]))
        mask = dropout(jnp.ones_like(state), 0.1, keys[2 * direction + 1])

        def step(h, p):
            return jnp.tanh(p + (h * mask) @ recurrent), None

        last.append(lax.scan(step, state, seen @ kernel + bias, reverse=direction == 1, unroll=5)[0])
    return jnp.concatenate(last, 1) @ w + b


def cnn_lstm(weights, x, key):
    table, kernel, bias, input_kernel, recurrent, gate_bias, w, b = weights
    keys = (None, None) if key is None else jax.random.split(key)
    x = nn.elu(conv(table[x], (kernel, bias), "SAME", "W"))
    x = lax.reduce_window(x, -jnp.inf, lax.max, (1, 4, 1), (1, 4, 1), "VALID")
    projected = dropout(x, 0.1, keys[0]).transpose(1, 0, 2) @ input_kernel + gate_bias
    # Keras 2's: hard sigmoid.
    gate = lambda z: jnp.clip(0.2 * z + 0.5, 0, 1)

    def step(state, p):
        h, c = state
        i, f, g, o = jnp.split(p + h @ recurrent, 4, 1)
        c = gate(f) * c + gate(i) * jnp.tanh(g)
        return (gate(o) * jnp.tanh(c), c), None

    zero = jnp.zeros((x.shape[0], recurrent.shape[0]))
    (last, _), _ = lax.scan(step, (zero, zero), projected, unroll=6)
    return dropout(last, 0.1, keys[1]) @ w + b


def transfer_tail(weights, x, key):
    convolution, first, second, last = pairs(weights)
    x = max_pool(nn.relu(conv(x, convolution, "SAME"))).max((1, 2))
    x = dropout(nn.relu(x @ first[0] + first[1]), 0.5, key)
    return nn.relu(x @ second[0] + second[1]) @ last[0] + last[1]


apply = {"lenet": lenet, "autoencoder": autoencoder, "birnn": birnn, "cnn-lstm": cnn_lstm, "transfer-tail": transfer_tail}[
    job["workload"]
]
config = job["optimizer"]
if config["name"] == "Adam":
    optimizer = optax.adam(config["learning_rate"], config["beta_1"], config["beta_2"], config["epsilon"])
else:
    optimizer = optax.adadelta(config["learning_rate"], config["rho"], config["epsilon"])


def measures(weights, x, y, key):
    """@returns the mean loss, and the correct rows"""
    logits = apply(weights, x, key)
    if categorical:
        loss = optax.softmax_cross_entropy(logits, y).mean()
        correct = (logits.argmax(1) == y.argmax(1)).sum()
    else:
        loss = optax.sigmoid_binary_cross_entropy(logits, y).mean()
        correct = 0 if job["reconstruct"] else ((logits > 0) == (y > 0)).sum()
    return loss + 1e-4 * jnp.square(weights[0]).sum() if urls else loss, correct


def batches(order):
    """Whole batches [steps, rows], and the rest."""
    whole = len(order) // batch_size * batch_size
    return order[:whole].reshape(-1, batch_size), order[whole:]


@partial(jax.jit, donate_argnums=0)
def epoch(state, x, y, key):
    def step(state, rows_and_key):
        weights, memory = state
        rows, key = rows_and_key
        (loss, correct), gradients = jax.value_and_grad(measures, has_aux=True)(weights, x[rows], y[rows], key)
        updates, memory = optimizer.update(gradients, memory, weights)
        return (optax.apply_updates(weights, updates), memory), jnp.array([loss * len(rows), correct])

    shuffle, key, last = jax.random.split(key, 3)
    whole, rest = batches(jax.random.permutation(shuffle, len(x)))
    state, sums = lax.scan(step, state, (whole, jax.random.split(key, len(whole))))
    sums = sums.sum(0)
    if len(rest) > 0:
        state, more = step(state, (rest, last))
        sums = sums + more
    return state, sums


@jax.jit
def validate(weights, x, y):
    def some(_, rows):
        loss, correct = measures(weights, x[rows], y[rows], None)
        return None, jnp.array([loss * len(rows), correct])

    whole, rest = batches(jnp.arange(len(x)))
    _, sums = lax.scan(some, None, whole)
    return (sums.sum(0) + (some(None, rest)[1] if len(rest) > 0 else 0)) / len(x)


@jax.jit
def predict(weights, x):
    return lax.map(lambda row: apply(weights, row[None], None)[0], x, batch_size=32)


def rows(part):
    x = jnp.array(np.load(os.path.join(job["folder"], f"x{part}.npy")))
    if job["reconstruct"]:
        return x, x
    y = jnp.array(np.load(os.path.join(job["folder"], f"y{part}.npy"))).astype(jnp.float32)
    return x, y if categorical else y.reshape(-1, 1)


x, y = rows("")
validation = rows("-val")
weights = initial_weights()
state = (weights, optimizer.init(weights))
key = jax.random.key(1)

for line in sys.stdin:
    request = json.loads(line)
    started = time.perf_counter()
    answer = {}
    key, now = jax.random.split(key)
    if request["do"] == "start":
        answer["loss"] = float(validate(state[0], *validation)[0])
        state, sums = epoch(state, x[:batch_size], y[:batch_size], now)
    elif request["do"] in ("train", "steps"):
        state, sums = epoch(state, x, y, now)
        if request["do"] == "train":
            jax.block_until_ready(validate(state[0], *validation))
        jax.block_until_ready((state, sums))
    elif request["do"] == "predict":
        jax.block_until_ready(predict(state[0], x))
    ms = (time.perf_counter() - started) * 1e3
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(MARK + json.dumps({"ms": ms, "peak_mb": peak_mb, **answer}), flush=True)
