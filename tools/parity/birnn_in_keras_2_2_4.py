"""Trains the notebook's bidirectional RNN in Keras 2.2.4 itself, on TensorFlow 2.21's compat.v1, from a fresh start.

    npx nx run data:urls
    python tools/parity/birnn_in_keras_2_2_4.py artifacts/data/urls KERAS EPOCHS

KERAS is as in keras_2_2_4.py, whose patches it takes. Prints Keras's own log. What it is for: the notebook's log starts
at a loss of 0.0250, and a fresh run of ours does not get there in 20 epochs. Neither does Keras's."""

import os
import sys

from keras_2_2_4 import patch, patch_backend

import numpy as np


def main(folder, epochs):
    patch()
    patch_backend()
    from keras import regularizers
    from keras.layers import Bidirectional, Dense, Embedding, Input, SimpleRNN
    from keras.models import Model
    from keras.optimizers import Adam

    def read(name):
        return np.load(os.path.join(folder, f"{name}.npy"))

    np.random.seed(1)
    inp = Input(shape=(75,), dtype="int32")
    x = Embedding(100, 32, input_length=75, embeddings_regularizer=regularizers.l2(1e-4))(inp)
    x = Bidirectional(SimpleRNN(100, return_sequences=False, dropout=0.1, recurrent_dropout=0.1))(x)
    model = Model(inputs=inp, outputs=Dense(1, activation="sigmoid")(x))
    adam = Adam(lr=1e-4, beta_1=0.9, beta_2=0.999, epsilon=1e-08, decay=0.0)
    model.compile(optimizer=adam, loss="binary_crossentropy", metrics=["accuracy"])
    validation = (read("x-test"), read("y-test"))
    model.fit(read("x-train"), read("y-train"), epochs=epochs, batch_size=32, validation_data=validation, verbose=2)


main(sys.argv[1], int(sys.argv[3]))
