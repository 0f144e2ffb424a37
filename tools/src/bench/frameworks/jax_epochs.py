"""JAX as a framework of the bench: python jax_epochs.py JOB THREADS. Training state is donated."""
import json
import os
import resource
import sys
import time
from functools import partial

if sys.argv[2] == "1":
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
    os.environ["NPROC"] = "1"

import h5py
import jax
import numpy as np
import optax
from jax import lax, nn
from jax import numpy as jnp

MARK = "bench: "
# Rows of a call in validation and prediction, as in Reprise.
EVALUATION_ROWS = 250

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


def conv(x, kernel, padding):
    w, b = kernel
    return lax.conv_general_dilated(x, w, (1, 1), padding, dimension_numbers=("NHWC", "HWIO", "NHWC")) + b


# Poolings of 2 x 2 pixels. On a CPU, the gradient of lax.reduce_window takes much longer than either of these; which one is
# faster depends on the model.
def max_pool(x):
    n, h, w, c = x.shape
    return x[:, : h // 2 * 2, : w // 2 * 2].reshape(n, h // 2, 2, w // 2, 2, c).max((2, 4))


def max_pool_same(x):
    _, h, w, _ = x.shape
    x = jnp.pad(x, ((0, 0), (0, h % 2), (0, w % 2), (0, 0)), constant_values=-jnp.inf)
    x = jnp.maximum(x[:, ::2], x[:, 1::2])
    return jnp.maximum(x[:, :, ::2], x[:, :, 1::2])


def dropout(x, rate, key, shape=None):
    if key is None:
        return x
    return x * jax.random.bernoulli(key, 1 - rate, shape or x.shape) / (1 - rate)


def lenet(weights, x, key):
    *convs, first, last = pairs(weights)
    x = nn.relu(max_pool(conv(x, convs[0], "VALID")))
    x = dropout(nn.relu(max_pool(conv(x, convs[1], "VALID"))), 0.5, key)
    x = nn.relu(conv(x, convs[2], "VALID")).reshape(len(x), -1)
    return (x @ first[0] + first[1]) @ last[0] + last[1]


def autoencoder(weights, x, key):
    convs = pairs(weights)
    for kernel in convs[:3]:
        x = nn.relu(max_pool_same(conv(x, kernel, "SAME")))
    for kernel, padding in zip(convs[3:6], ("SAME", "SAME", "VALID")):
        x = nn.relu(conv(x, kernel, padding)).repeat(2, 1).repeat(2, 2)
    return conv(x, convs[6], "SAME")


def birnn(weights, x, key):
    table, *cells, w, b = weights
    x = table[x].transpose(1, 0, 2)
    kernels, recurrents, biases = cells[::3], cells[1::3], cells[2::3]
    zero = jnp.zeros((x.shape[1], recurrents[0].shape[0]))
    # One mask a sequence and direction, for the inputs and for the state.
    keys = (None, None) if key is None else jax.random.split(key)
    seen = dropout(jnp.ones((2, *x.shape[1:])), 0.1, keys[0])
    kept = dropout(jnp.ones((2, *zero.shape)), 0.1, keys[1])
    projected = [(x * mask) @ kernel + bias for mask, kernel, bias in zip(seen, kernels, biases)]

    def step(states, inputs):
        return tuple(jnp.tanh(p + (h * m) @ u) for h, p, m, u in zip(states, inputs, kept, recurrents)), None

    last, _ = lax.scan(step, (zero, zero), (projected[0], projected[1][::-1]), unroll=5)
    return jnp.concatenate(last, 1) @ w + b


def cnn_lstm(weights, x, key):
    table, kernel, bias, input_kernel, recurrent, gate_bias, w, b = weights
    keys = (None, None) if key is None else jax.random.split(key)
    x = table[x]
    # The convolution as a product, of the 72 positions that are pooled.
    x = jnp.pad(x, ((0, 0), (2, 2), (0, 0)))
    x = jnp.concatenate([x[:, i : i + 72] for i in range(5)], 2) @ kernel.reshape(-1, 256) + bias
    x = nn.elu(x.reshape(len(x), 18, 4, -1).max(2))
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
    x = nn.relu(max_pool(conv(x, convolution, "SAME")).max((1, 2)))
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


def step(state, x, y):
    """@param state weights, the optimizer's memory, a random key, sums of loss and correct rows"""
    weights, memory, key, sums = state
    key, now = jax.random.split(key)
    (loss, correct), gradients = jax.value_and_grad(measures, has_aux=True)(weights, x, y, now)
    updates, memory = optimizer.update(gradients, memory, weights)
    return optax.apply_updates(weights, updates), memory, key, sums + jnp.array([loss * len(x), correct])


jitted_step = jax.jit(step, donate_argnums=0)
jitted_measures = jax.jit(lambda weights, x, y: measures(weights, x, y, None))
jitted_apply = jax.jit(lambda weights, x: apply(weights, x, None))


def batches(rows, size):
    return [rows[at : at + size] for at in range(0, len(rows), size)]


def epoch_of_steps(state, x, y):
    """A call for each step."""
    for batch in zip(batches(x, batch_size), batches(y, batch_size)):
        state = jitted_step(state, *batch)
    return state


@partial(jax.jit, donate_argnums=0)
def compiled_epoch(state, x, y):
    """One program. XLA's gradients of convolutions are slow in it: it rewrites none within a loop."""
    whole = len(x) // batch_size * batch_size
    steps = [rows[:whole].reshape(-1, batch_size, *rows.shape[1:]) for rows in (x, y)]
    state, _ = lax.scan(lambda state, batch: (step(state, *batch), None), state, steps)
    return step(state, x[whole:], y[whole:]) if whole < len(x) else state


def validate(weights, x, y):
    """@returns the mean loss"""
    parts = zip(batches(x, EVALUATION_ROWS), batches(y, EVALUATION_ROWS))
    return float(sum(jitted_measures(weights, *part)[0] * len(part[0]) for part in parts)) / len(x)


def predict(weights, x):
    return np.concatenate(jax.device_get([jitted_apply(weights, part) for part in batches(x, EVALUATION_ROWS)]))


def rows(part):
    x = np.load(os.path.join(job["folder"], f"x{part}.npy"))
    if job["reconstruct"]:
        return x, x
    y = np.load(os.path.join(job["folder"], f"y{part}.npy")).astype(np.float32)
    return x, y if categorical else y.reshape(-1, 1)


x, y = rows("")
validation = rows("-val")
weights = initial_weights()
state = (weights, optimizer.init(weights), jax.random.key(1, impl="unsafe_rbg"), jnp.zeros(2))
random = np.random.default_rng(1)

for line in sys.stdin:
    request = json.loads(line)
    started = time.perf_counter()
    answer = {}
    epoch = {"steps": epoch_of_steps, "epochs": compiled_epoch}[request["variant"]]
    if request["do"] == "start":
        answer["loss"] = validate(state[0], *validation)
        state = epoch(state, x[:batch_size], y[:batch_size])
    elif request["do"] == "train":
        order = random.permutation(len(x))
        inputs = x[order]
        state = epoch((*state[:3], jnp.zeros(2)), inputs, inputs if y is x else y[order])
        answer["loss"] = float(state[3][0]) / len(x)
        validate(state[0], *validation)
    elif request["do"] == "predict":
        predict(state[0], x)
    jax.block_until_ready(state)
    ms = (time.perf_counter() - started) * 1e3
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(MARK + json.dumps({"ms": ms, "peak_mb": peak_mb, **answer}), flush=True)
