"""Writes what scikit-learn's PCA says of Fashion-MNIST.

    pip install numpy==2.4.6 scikit-learn==1.9.1
    npx nx run data:fashion-mnist
    python -P tools/parity/golden_pca.py artifacts/data/fashion-mnist

Two files: packages/vision/src/pca/golden/pca.json for the fit, packages/eval/src/claims/golden/pca.json for the errors
of reconstructions, with the components themselves as float32 in base64.
"""
import base64
import json
import sys

import numpy as np
import sklearn
from sklearn.decomposition import PCA

TRAIN, TEST, KEPT, FEW = 2000, 50, 64, 8


def images(folder, name, count):
    with open(f"{folder}/{name}-images-idx3-ubyte", "rb") as file:
        return np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 784)[:count] / 255.0


def errors(x, guess):
    p = np.clip(guess, 1e-7, 1 - 1e-7)
    return {
        "squared": ((guess - x) ** 2).mean(axis=1).tolist(),
        "squaredClipped": ((np.clip(guess, 0, 1) - x) ** 2).mean(axis=1).tolist(),
        "crossentropy": (-(x * np.log(p) + (1 - x) * np.log(1 - p))).mean(axis=1).tolist(),
    }


def write(path, value):
    origin = f"tools/parity/golden_pca.py with numpy {np.__version__} and scikit-learn {sklearn.__version__}"
    with open(path, "w") as file:
        json.dump({"_origin": origin, **value}, file, indent=1)
        file.write("\n")


def main(folder):
    x, x_test = images(folder, "train", TRAIN), images(folder, "t10k", TEST)
    pca = PCA(n_components=KEPT, svd_solver="full").fit(x)
    by_components = []
    for k in range(KEPT + 1):
        scores = (x_test - pca.mean_) @ pca.components_[:k].T
        by_components.append(float(((pca.mean_ + scores @ pca.components_[:k] - x_test) ** 2).mean()))
    write(
        "packages/vision/src/pca/golden/pca.json",
        {
            "train_rows": TRAIN,
            "test_rows": TEST,
            "explained_variance": pca.explained_variance_.tolist(),
            "squared_error_by_components": by_components,
        },
    )
    # As our files have them: float32.
    mean, components = pca.mean_.astype("<f4"), pca.components_[:FEW].astype("<f4")
    scores = (x_test - mean) @ components.T.astype("f8")
    write(
        "packages/eval/src/claims/golden/pca.json",
        {
            "test_rows": TEST,
            "components": FEW,
            "mean_f32": base64.b64encode(mean.tobytes()).decode(),
            "components_f32": base64.b64encode(components.tobytes()).decode(),
            "errors": errors(x_test, mean + scores @ components.astype("f8")),
            "squared_error_by_components": by_components[: FEW + 1],
        },
    )


main(sys.argv[1])
