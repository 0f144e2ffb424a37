"""Reads our model.h5 files with Keras 2.2.4 itself, on TensorFlow 2.21's compat.v1.

    pip install --no-deps --target KERAS keras==2.2.4 keras-applications==1.0.8 keras-preprocessing==1.1.2
    python tools/parity/keras_2_2_4.py FOLDER/models KERAS

FOLDER is what write-inputs.ts wrote. Also needs pyyaml and scipy. Keras 2.2.4 expects Python 3.7 and TensorFlow 1: the
patches below supply the names that have gone since. Prints a line a model. Fails when Keras's own configuration (the order
of keys included), weight names or predictions differ from ours.
"""
import collections
import collections.abc
import inspect
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
folder, keras_folder = sys.argv[1:]
# First, so that TensorFlow imports this `keras` too.
sys.path.insert(0, keras_folder)

import h5py
import numpy as np
import tensorflow as tf2

from common import MODELS, read_json, tensor

tf = tf2.compat.v1
tf.disable_v2_behavior()
for name in dir(tf):
    if not name.startswith("__"):
        setattr(tf2, name, getattr(tf, name))
for name in ("Iterable", "Sequence", "Mapping", "MutableMapping", "Callable"):
    setattr(collections, name, getattr(collections.abc, name))
ArgSpec = collections.namedtuple("ArgSpec", "args varargs keywords defaults")
inspect.getargspec = lambda f: ArgSpec(*inspect.getfullargspec(f)[:4])
np.string_ = np.bytes_

from keras import backend as K
from keras.backend import tensorflow_backend
from keras.layers import deserialize

tensorflow_backend.is_tensor = K.is_tensor = lambda x: isinstance(x, (tf2.Tensor, tf2.Variable))
tensorflow_backend._get_available_gpus = lambda: []
tensorflow_backend.control_flow_ops.while_loop = tf.while_loop


def without_keras_3(config):
    """The configuration without the two keys that only Keras 3 reads."""
    if isinstance(config, list):
        return [without_keras_3(item) for item in config]
    if isinstance(config, dict):
        return {k: without_keras_3(v) for k, v in config.items() if k not in ("module", "registered_name")}
    return config


def text(config):
    """As text, so that the order of keys counts. JavaScript writes 0.0 as 0, and tuples are lists: these do not count."""
    return json.dumps(json.loads(json.dumps(config), parse_int=float))


def check(name):
    tf.reset_default_graph()
    K.clear_session()
    with h5py.File(f"{folder}/{name}.h5") as file:
        config = json.loads(file.attrs["model_config"])
        model = deserialize(json.loads(file.attrs["model_config"]))
        group = file["model_weights"]
        names = [w.decode() for layer in group.attrs["layer_names"] for w in group[layer].attrs["weight_names"]]
        values = [group[name.split("/")[0]][name][()] for name in names]
    variables = [w for layer in model.layers for w in layer.weights]
    K.batch_set_value(list(zip(variables, values)))
    ours = read_json(f"{folder}/{name}.json")
    predictions = K.function(model.inputs + [K.learning_phase()], model.outputs)([tensor(ours["input"]), 0])[0]
    difference = float(np.abs(predictions - tensor(ours["output"])).max())
    own = {"class_name": type(model).__name__, "config": model.get_config()}
    assert text(own) == text(without_keras_3(config)), f"{name}: another configuration"
    assert [w.name for w in variables] == names, f"{name}: other weight names"
    assert difference < 1e-5, f"{name}: predictions differ by {difference}"
    print(f"{name}: {model.count_params()} parameters, same configuration and names, largest difference {difference:.2g}")


for name in MODELS:
    check(name)
