"""Reads our model.h5 files with Keras 2.2.4 itself, on TensorFlow 2.21's compat.v1.

    pip install --no-deps --target KERAS keras==2.2.4 keras-applications==1.0.8 keras-preprocessing==1.1.2
    python tools/parity/keras_2_2_4.py FOLDER KERAS

FOLDER is what write-models.ts wrote. Also needs pyyaml and scipy. Keras 2.2.4 wants Python 3.7 and TensorFlow 1: `patch`
gives it the few names that have gone since. It runs in a process of its own, for it is called `keras` as Keras 3 is.
Prints a line a model, and fails where the configuration that Keras gives back (the order of its keys included), the names
of its weights or its predictions are not ours."""

import collections
import collections.abc
import inspect
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

# First, so that TensorFlow's own look for `keras` finds this one too.
sys.path.insert(0, sys.argv[2])

import h5py
import numpy as np
import tensorflow as tf2

tf = tf2.compat.v1


def patch():
    """Before Keras 2.2.4 is imported."""
    tf.disable_v2_behavior()
    for name in dir(tf):
        if not name.startswith("__"):
            setattr(tf2, name, getattr(tf, name))
    for name in ("Iterable", "Sequence", "Mapping", "MutableMapping", "Callable"):
        setattr(collections, name, getattr(collections.abc, name))
    spec = collections.namedtuple("ArgSpec", "args varargs keywords defaults")
    inspect.getargspec = lambda f: (lambda s: spec(s.args, s.varargs, s.varkw, s.defaults))(inspect.getfullargspec(f))
    np.string_ = np.bytes_


def patch_backend():
    """After it is imported."""
    from keras import backend as K
    from keras.backend import tensorflow_backend as module

    module.is_tensor = K.is_tensor = lambda x: isinstance(x, (tf2.Tensor, tf2.Variable))
    module._get_available_gpus = lambda: []
    module.control_flow_ops.while_loop = tf.while_loop
    return K


def without_keras_3(config):
    """The configuration without the two keys that are there for Keras 3 only."""
    if isinstance(config, list):
        return [without_keras_3(item) for item in config]
    if isinstance(config, dict):
        return {k: without_keras_3(v) for k, v in config.items() if k not in ("module", "registered_name")}
    return config


def in_order(config):
    """As text, so that the order of keys counts, but not that JavaScript writes 0.0 as 0, or that tuples are lists."""
    return json.dumps(json.loads(json.dumps(config), parse_int=float))


def check(folder, name, K):
    from keras.layers import deserialize

    tf.reset_default_graph()
    K.clear_session()
    with h5py.File(os.path.join(folder, f"{name}.h5"), "r") as file:
        in_file = json.loads(file.attrs["model_config"])
        model = deserialize(json.loads(file.attrs["model_config"]))
        own = {"class_name": type(model).__name__, "config": model.get_config()}
        group = file["model_weights"]
        names = [w.decode() for layer in group.attrs["layer_names"] for w in group[layer].attrs["weight_names"]]
        values = [group[name.split("/")[0]][name][()] for name in names]
    variables = [w for layer in model.layers for w in layer.weights]
    K.batch_set_value(list(zip(variables, values)))
    with open(os.path.join(folder, f"{name}.json")) as file:
        ours = json.load(file)
    x, y = (np.reshape(ours[key]["values"], ours[key]["shape"]) for key in ("input", "output"))
    predictions = K.function(model.inputs + [K.learning_phase()], model.outputs)([x, 0])[0]
    difference = float(np.abs(predictions - y).max())
    assert in_order(own) == in_order(without_keras_3(in_file)), f"{name}: another configuration"
    assert [w.name for w in variables] == names, f"{name}: other names of weights"
    assert difference < 1e-5, f"{name}: predictions differ by {difference}"
    print(f"{name}: {model.count_params()} parameters, same configuration and names, largest difference {difference:.2g}")


if __name__ == "__main__":
    patch()
    K = patch_backend()
    for name in ("autoencoder", "lenet", "transfer", "birnn", "cnn-lstm"):
        check(sys.argv[1], name, K)
