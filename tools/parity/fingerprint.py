"""What stands for many numbers in a golden file."""
import numpy as np


def fingerprint(values, first, last=0):
    """Sum and norm in float64, and some values from either end."""
    flat = values.astype("float64").ravel()
    found = {
        "sum": float(flat.sum()),
        "l2": float(np.sqrt((flat**2).sum())),
        "first": [float(v) for v in flat[:first]],
    }
    return {**found, "last": [float(v) for v in flat[-last:]]} if last else found
