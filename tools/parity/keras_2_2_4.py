"""Reads model files with Keras 2.2.4 itself, on TensorFlow 2.21's compat.v1: `keras_2_2_4.py FOLDER KERAS_FOLDER`.

Keras 2.2.4 wants Python 3.7 and TensorFlow 1; `patch` gives it the few names that have gone since. Runs in a process of
its own, for it is called `keras` as Keras 3 is. Prints JSON: for each model its parameter count, whether get_config and
the weights' names are those in the file, and the largest difference of its predictions from ours."""

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

import formula

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


def read(folder, name, K):
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
    x = formula.inputs(model.input_shape[1:], tokens=name in ("birnn", "cnn-lstm"))
    predictions = K.function(model.inputs + [K.learning_phase()], model.outputs)([x, 0])[0]
    with open(os.path.join(folder, f"{name}.json")) as file:
        ours = json.load(file)
    return {
        "parameters": model.count_params(),
        # json.dumps of both: the order of keys counts too, and tuples are lists.
        "same_config": json.dumps(own) == json.dumps(without_keras_3(in_file)),
        "same_weight_names": [w.name for w in variables] == names,
        "max_difference": float(np.abs(predictions.ravel() - np.float32(ours["data"])).max()),
    }


if __name__ == "__main__":
    patch()
    K = patch_backend()
    models = ("autoencoder", "lenet", "transfer", "birnn", "cnn-lstm")
    print(json.dumps({name: read(sys.argv[1], name, K) for name in models}))
