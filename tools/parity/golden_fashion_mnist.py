"""Writes what numpy and scikit-learn compute on Fashion-MNIST: golden values of the baselines and of PCA.

    pip install numpy==2.4.6 scikit-learn==1.9.1
    npx nx run data:fashion-mnist
    python tools/parity/golden_fashion_mnist.py artifacts/data/fashion-mnist
"""
import base64
import sys

import numpy as np
import sklearn
from sklearn.decomposition import PCA

from common import write_json

ORIGIN = f"tools/parity/golden_fashion_mnist.py with numpy {np.__version__} and scikit-learn {sklearn.__version__}"
PIXELS = [0, 14, 300, 406, 500, 783]


def load(folder, name):
    """Images as [n, 784] from 0 to 1."""
    return np.fromfile(f"{folder}/{name}-images-idx3-ubyte", np.uint8)[16:].reshape(-1, 784) / 255.0


def crossentropy(x, guess):
    p = np.clip(guess, 1e-7, 1 - 1e-7)
    return -(x * np.log(p) + (1 - x) * np.log1p(-p))


def baselines(x):
    golden = {"_origin": ORIGIN, "mean_image": {}}
    for part, train in [("first", 200), ("all", len(x))]:
        mean = x[:train].mean(axis=0)
        pixels = [{"at": at, "value": mean[at]} for at in PIXELS]
        golden["mean_image"][part] = {"train_images": train, "pixels": pixels}
    return golden


def pca(x, x_test, kept=64, few=8):
    """Of the fit, and of the errors of reconstructions with the components as our files have them: float32."""
    fitted = PCA(n_components=kept, svd_solver="full").fit(x)

    def reconstruct(k, mean=fitted.mean_, components=fitted.components_):
        return mean + (x_test - mean) @ components[:k].T.astype("f8") @ components[:k].astype("f8")

    squared = [((reconstruct(k) - x_test) ** 2).mean() for k in range(kept + 1)]
    fit = {"train_rows": len(x), "test_rows": len(x_test), "explained_variance": fitted.explained_variance_.tolist()}
    mean, components = fitted.mean_.astype("<f4"), fitted.components_[:few].astype("<f4")
    guess = reconstruct(few, mean, components)
    errors = {
        "squared": (guess - x_test) ** 2,
        "crossentropy": crossentropy(x_test, guess),
    }
    reconstructions = {
        "test_rows": len(x_test),
        "components": few,
        "mean_f32": base64.b64encode(mean.tobytes()).decode(),
        "components_f32": base64.b64encode(components.tobytes()).decode(),
        "errors": {name: values.mean(axis=1).tolist() for name, values in errors.items()},
    }
    return {"_origin": ORIGIN, **fit, "squared_error_by_components": squared}, {"_origin": ORIGIN, **reconstructions}


def main(folder):
    x, x_test = load(folder, "train"), load(folder, "t10k")
    fit, reconstructions = pca(x[:2000], x_test[:50])
    write_json("packages/eval/src/baselines/golden/baselines.json", baselines(x))
    write_json("packages/vision/src/pca/golden/pca.json", fit)
    write_json("packages/eval/src/records/golden/pca.json", reconstructions)


main(sys.argv[1])
