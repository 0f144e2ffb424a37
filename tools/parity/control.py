"""Trains the notebook's models in tf_keras with the notebook's settings: the control of docs/protocol.md.

    npx nx run vision:transfer && npx nx run data:urls     # the data, and VGG16's frozen features in the cache
    python tools/parity/control.py MODEL SEED artifacts/data FEATURES artifacts/control
    npx nx run tools:publish --take=control                # when every model has seeds 11, 12 and 13

MODEL is autoencoder, lenet, transfer, birnn or cnn-lstm. FEATURES is the folder of the cache that has train-60000.f32 and
test-10000.f32; only transfer reads it. Python needs tf_keras, as in README.md. The code is the notebook's, cell by cell, but for names that Keras changed: rates and epsilons are
Keras 2.2.4's defaults, the LSTM's recurrent activation is its hard_sigmoid, and the SimpleRNN is unrolled, because tf_keras
draws a mask of dropout for each time step otherwise, Keras 2.2.4 one for each sequence. Losses are Keras 2.2.4's, of clipped
probabilities: tf_keras takes the logits behind them. URL tokens, their split and VGG16's features are Reprise's. The RNN is fitted twice, as the
printed log was: birnn is the first fit, birnn-two-rounds the second.
"""
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf
import tf_keras as keras
from tf_keras import layers, regularizers
from tf_keras.optimizers import legacy as optimizers

from common import write_json


def fashion(folder, part):
    def read(name, offset):
        return np.fromfile(os.path.join(folder, "fashion-mnist", name), dtype="uint8", offset=offset)

    images = read(f"{part}-images-idx3-ubyte", 16).reshape(-1, 28, 28, 1).astype("float32") / 255
    return images, keras.utils.to_categorical(read(f"{part}-labels-idx1-ubyte", 8), 10)


def urls(folder, part):
    x, y = (np.load(os.path.join(folder, "urls", f"{name}-{part}.npy")) for name in "xy")
    return x, y.astype("float32").reshape(-1, 1)


def binary_crossentropy(y, p):
    """K.binary_crossentropy of Keras 2.2.4 on TensorFlow, a mean over the last axis."""
    p = tf.clip_by_value(p, 1e-7, 1 - 1e-7)
    cross = tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.cast(y, p.dtype), logits=tf.math.log(p / (1 - p)))
    return tf.reduce_mean(cross, -1)


def categorical_crossentropy(y, p):
    """K.categorical_crossentropy of Keras 2.2.4 on TensorFlow."""
    p = tf.clip_by_value(p / tf.reduce_sum(p, -1, keepdims=True), 1e-7, 1 - 1e-7)
    return -tf.reduce_sum(y * tf.math.log(p), -1)


def autoencoder():
    given = layers.Input(shape=(28, 28, 1))
    x = layers.Conv2D(16, (3, 3), activation="relu", padding="same")(given)
    x = layers.MaxPooling2D((2, 2), padding="same")(x)
    x = layers.Conv2D(8, (3, 3), activation="relu", padding="same")(x)
    x = layers.MaxPooling2D((2, 2), padding="same")(x)
    x = layers.Conv2D(8, (3, 3), activation="relu", padding="same")(x)
    x = layers.MaxPooling2D((2, 2), padding="same")(x)
    x = layers.Conv2D(8, (3, 3), activation="relu", padding="same")(x)
    x = layers.UpSampling2D((2, 2))(x)
    x = layers.Conv2D(8, (3, 3), activation="relu", padding="same")(x)
    x = layers.UpSampling2D((2, 2))(x)
    x = layers.Conv2D(16, (3, 3), activation="relu")(x)
    x = layers.UpSampling2D((2, 2))(x)
    model = keras.Model(given, layers.Conv2D(1, (3, 3), activation="sigmoid", padding="same")(x))
    model.compile(optimizers.Adadelta(1.0, rho=0.95, epsilon=1e-7), binary_crossentropy)
    return model


def lenet():
    model = keras.Sequential()
    model.add(layers.Conv2D(32, (3, 3), activation="relu", input_shape=(28, 28, 1)))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Conv2D(32, (3, 3), activation="relu"))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Dropout(0.5))
    model.add(layers.Conv2D(32, (3, 3), activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(84))
    model.add(layers.Dense(10))
    model.add(layers.Activation("softmax"))
    model.compile(optimizers.Adam(epsilon=1e-7), categorical_crossentropy, metrics=["accuracy"])
    return model


def transfer(folder):
    """The part of the model that is trained, on the outputs of the frozen layers."""
    last = layers.Conv2D(512, (3, 3), activation="relu", padding="same")
    given = layers.Input(shape=(3, 3, 512))
    x = layers.GlobalMaxPooling2D()(layers.MaxPooling2D((2, 2))(last(given)))
    x = layers.Dense(1024, activation="relu")(x)
    x = layers.Dropout(0.5)(x)
    x = layers.Dense(1024, activation="relu")(x)
    model = keras.Model(given, layers.Dense(10, activation="softmax")(x))
    # block5_conv3 is the last of the file: kernel, then bias.
    weights = np.fromfile(os.path.join(folder, "vgg16", "weights.f32"), dtype="float32")
    size = 3 * 3 * 512 * 512
    last.set_weights([weights[-512 - size : -512].reshape(3, 3, 512, 512), weights[-512:]])
    model.compile(optimizers.Adam(epsilon=1e-7), categorical_crossentropy, metrics=["accuracy"])
    return model


def url_model(body):
    given = layers.Input(shape=(75,), dtype="int32")
    x = layers.Embedding(100, 32, input_length=75, embeddings_regularizer=regularizers.l2(1e-4))(given)
    model = keras.Model(given, layers.Dense(1, activation="sigmoid")(body(x)))
    adam = optimizers.Adam(1e-4, beta_1=0.9, beta_2=0.999, epsilon=1e-08)
    model.compile(adam, binary_crossentropy, metrics=["accuracy"])
    return model


def birnn():
    rnn = layers.SimpleRNN(100, dropout=0.1, recurrent_dropout=0.1, unroll=True)
    return url_model(layers.Bidirectional(rnn))


def cnn_lstm():
    def body(x):
        x = layers.ELU()(layers.Conv1D(256, 5, padding="same")(x))
        x = layers.Dropout(0.1)(layers.MaxPooling1D(4)(x))
        return layers.Dropout(0.1)(layers.LSTM(32, recurrent_activation="hard_sigmoid")(x))

    return url_model(body)


def fit(output, seed, experiment, model, train, test, callbacks=(), **options):
    started = time.time()
    history = model.fit(*train, validation_data=test, verbose=2, callbacks=list(callbacks), **options).history
    seconds = time.time() - started
    names = {"accuracy": "acc", "val_accuracy": "val_acc"}
    history = {names.get(name, name): [float(value) for value in values] for name, values in history.items()}
    training = {
        "seed": seed,
        "history": history,
        "stopped_early": any(callback.stopped_epoch > 0 for callback in callbacks),
        "seconds": round(seconds, 1),
    }
    if "acc" in history:
        parts = (("train", train), ("test", test))
        training["accuracy"] = {part: float(model.evaluate(*data, verbose=0)[1]) for part, data in parts}
    record = {
        "schema": 1,
        "experiment": experiment,
        "framework": f"tf_keras {keras.__version__}, TensorFlow {tf.__version__}",
        "machine": f"{processor()}, {os.cpu_count()} cores, linux",
        "rows": len(test[0]),
        "trainings": [training],
    }
    os.makedirs(output, exist_ok=True)
    write_json(os.path.join(output, f"{experiment}-{seed}.json"), record)


def processor():
    with open("/proc/cpuinfo") as lines:
        return next(line.split(": ")[1].strip() for line in lines if line.startswith("model name"))


def main(name, seed, data, features, output):
    keras.utils.set_random_seed(seed)
    if name == "autoencoder":
        (train, _), (test, _) = fashion(data, "train"), fashion(data, "t10k")
        fit(output, seed, name, autoencoder(), (train, train), (test, test), epochs=50, batch_size=128, shuffle=True)
    elif name == "lenet":
        fit(output, seed, name, lenet(), fashion(data, "train"), fashion(data, "t10k"), epochs=10)
    elif name == "transfer":

        def stored(part, labels):
            rows = np.fromfile(os.path.join(features, f"{part}.f32"), dtype="float32").reshape(-1, 3, 3, 512)
            return rows, labels

        train = stored("train-60000", fashion(data, "train")[1])
        test = stored("test-10000", fashion(data, "t10k")[1])
        fit(output, seed, name, transfer(data), train, test, epochs=5, batch_size=150)
    else:
        train, test = urls(data, "train"), urls(data, "test")
        model = birnn() if name == "birnn" else cnn_lstm()
        for experiment in [name, "birnn-two-rounds"] if name == "birnn" else [name]:
            stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=2)
            fit(output, seed, experiment, model, train, test, epochs=20, batch_size=32, callbacks=[stop])


model, number, *folders = sys.argv[1:]
main(model, int(number), *folders)
