"""Writes what scipy, scikit-learn and statsmodels say of the cases that packages/eval/src/statistics is held against.

    python3 -m venv .venv && .venv/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 statsmodels==0.15.0
    .venv/bin/python -P tools/parity/golden_statistics.py packages/eval/src/statistics/golden/statistics.json

With -P, for this file is called as a standard module is, and its folder would come first where libraries look for that.
Where no library has the figure, its formula is written out below.
"""
import datetime
import json
import math
import sys

import numpy as np
import scipy
import scipy.stats
import sklearn
import sklearn.calibration
import sklearn.metrics
import statsmodels
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

rng = np.random.RandomState(20)


def numbers(values):
    return [v.item() for v in np.asarray(values)]


def wilson(successes, n, confidence):
    low, high = proportion_confint(successes, n, alpha=1 - confidence, method="wilson")
    return {"successes": successes, "n": n, "confidence": confidence, "low": float(low), "high": float(high)}


def newcombe(x1, n1, x2, n2, confidence):
    low, high = confint_proportions_2indep(x1, n1, x2, n2, method="newcomb", compare="diff", alpha=1 - confidence)
    return {
        "arguments": [x1, n1, x2, n2, confidence],
        "difference": x1 / n1 - x2 / n2,
        "low": float(low),
        "high": float(high),
    }


def discordant(b, c):
    table = [[50, b], [c, 40]]
    exact = mcnemar(table, exact=True)
    corrected = mcnemar(table, exact=False, correction=True)
    return {
        "b": b,
        "c": c,
        "exact": {"statistic": float(exact.statistic), "p": float(exact.pvalue)},
        "corrected": {"statistic": float(corrected.statistic), "p": float(corrected.pvalue)},
    }


def paired(correct_a, correct_b, confidence):
    """Agresti and Min 2005: Wald's interval of the four counts, 0.5 added to each, cut to [-1, 1]."""
    a, o = np.asarray(correct_a), np.asarray(correct_b)
    n, b, c = len(a), int(((a == 1) & (o == 0)).sum()), int(((a == 0) & (o == 1)).sum())
    p12, p21 = (b + 0.5) / (n + 2), (c + 0.5) / (n + 2)
    centre = p12 - p21
    half = scipy.stats.norm.ppf((1 + confidence) / 2) * math.sqrt((p12 + p21 - centre**2) / (n + 2))
    return {
        "correctA": numbers(a),
        "correctB": numbers(o),
        "confidence": confidence,
        "b": b,
        "c": c,
        "difference": float(a.mean() - o.mean()),
        "low": float(max(-1, centre - half)),
        "high": float(min(1, centre + half)),
    }


RATES = [0, 0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1]


def ranking(name, labels, scores):
    fpr, tpr, _ = sklearn.metrics.roc_curve(labels, scores, drop_intermediate=False)
    return {
        "name": name,
        "labels": numbers(labels),
        "scores": numbers(scores),
        "rocAuc": float(sklearn.metrics.roc_auc_score(labels, scores)),
        "averagePrecision": float(sklearn.metrics.average_precision_score(labels, scores)),
        "recallAtFalsePositiveRate": [[rate, float(tpr[fpr <= rate].max())] for rate in RATES],
    }


def calibrated(name, labels, probabilities, bins):
    labels, probabilities = np.asarray(labels), np.asarray(probabilities, "float64")
    share, mean = sklearn.calibration.calibration_curve(labels, probabilities, n_bins=bins, strategy="uniform")
    edges = np.linspace(0, 1, bins + 1)
    # calibration_curve does not give the rows of its bins: counted by its own rule.
    rows = np.bincount(np.searchsorted(edges[1:-1], probabilities), minlength=bins)
    filled = rows[rows > 0]
    return {
        "name": name,
        "labels": numbers(labels),
        "probabilities": numbers(probabilities),
        "edges": numbers(edges),
        "rows": numbers(rows),
        "sharePositive": numbers(share),
        "meanProbability": numbers(mean),
        # Naeini, Cooper and Hauskrecht 2015: the bins' gaps, weighted by their rows.
        "expectedError": float((filled / len(labels) * np.abs(share - mean)).sum()),
        "brier": float(sklearn.metrics.brier_score_loss(labels, probabilities, pos_label=1)),
    }


def mean(values, confidence):
    n, centre, sd = len(values), float(np.mean(values)), float(np.std(values, ddof=1))
    # Hahn and Meeker 1991, chapter 4: of the mean, and of one further value.
    spread = float(scipy.stats.t.ppf((1 + confidence) / 2, n - 1)) * sd
    half, further = spread / math.sqrt(n), spread * math.sqrt(1 + 1 / n)
    return {
        "values": numbers(values),
        "confidence": confidence,
        "n": n,
        "mean": centre,
        "sd": sd,
        "meanInterval": {"low": centre - half, "high": centre + half},
        "predictionInterval": {"low": centre - further, "high": centre + further},
    }


def welch(a, b, confidence):
    test = scipy.stats.ttest_ind(a, b, equal_var=False)
    interval = test.confidence_interval(confidence)
    return {
        "a": numbers(a),
        "b": numbers(b),
        "confidence": confidence,
        "difference": float(np.mean(a) - np.mean(b)),
        "low": float(interval.low),
        "high": float(interval.high),
        "t": float(test.statistic),
        "degreesOfFreedom": float(test.df),
    }


def park_miller(seed):
    """Park and Miller 1988, multiplier of 1993: exact in doubles, so the spec draws the same numbers in one line."""
    while True:
        seed = seed * 48271 % 2147483647
        yield seed / 2147483647


def bootstrap(values, name, statistic, resamples, confidence, seed):
    random, n = park_miller(seed), len(values)
    drawn = [statistic(np.array([values[int(next(random) * n)] for _ in range(n)])) for _ in range(resamples)]
    low, high = np.percentile(drawn, [50 * (1 - confidence), 50 * (1 + confidence)])
    return {
        "values": numbers(values),
        "statistic": name,
        "resamples": resamples,
        "confidence": confidence,
        "seed": seed,
        "estimate": float(statistic(np.array(values))),
        "low": float(low),
        "high": float(high),
    }


def noisy(labels, spread):
    return 1 / (1 + np.exp(-(2 * labels - 1 + spread * rng.standard_normal(len(labels)))))


labels = (rng.random_sample(150) < 0.4).astype(int)
rare = (rng.random_sample(150) < 0.06).astype(int)
fine = np.round(noisy(labels, 1.5), 6)
coarse = np.round(noisy(labels, 1.5) * 10) / 10
single = np.zeros(30, int)
single[11] = 1
hits_a, hits_b = (rng.random_sample(120) < 0.9).astype(int), (rng.random_sample(120) < 0.8).astype(int)
runs = np.round(0.98 + 0.004 * rng.standard_normal(5), 6)
other_runs = np.round(0.985 + 0.001 * rng.standard_normal(8), 6)
times = np.round(np.exp(rng.standard_normal(40)), 4)

golden = {
    "generator": "tools/parity/golden_statistics.py",
    "versions": {
        "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__,
        "statsmodels": statsmodels.__version__,
        "numpy": np.__version__,
        "python": sys.version.split()[0],
    },
    "date": datetime.date.today().isoformat(),
    "wilson": [
        wilson(x, n, confidence)
        for x, n in [(0, 1), (1, 1), (0, 10), (10, 10), (0, 100000), (100000, 100000), (1, 3), (81, 263), (8987, 10000)]
        for confidence in [0.8, 0.95, 0.999]
    ],
    # The first eight are those of Newcombe 1998, table II.
    "newcombe": [
        newcombe(*counts, confidence)
        for counts in [
            (56, 70, 48, 80),
            (9, 10, 3, 10),
            (6, 7, 2, 7),
            (5, 56, 0, 29),
            (0, 10, 0, 20),
            (0, 10, 0, 10),
            (10, 10, 0, 20),
            (10, 10, 0, 10),
            (9873, 10000, 19646, 20000),
        ]
        for confidence in [0.9, 0.95]
    ],
    "mcnemar": [
        discordant(*counts)
        for counts in [(3, 9), (9, 3), (120, 95), (0, 5), (5, 0), (1, 0), (4, 4), (1, 1), (31, 30)]
        + [(800, 950), (20, 90)]
    ],
    "pairedDifference": [
        paired(hits_a, hits_b, 0.95),
        paired(hits_b, hits_a, 0.9),
        paired(hits_a, hits_a, 0.95),
        paired([1, 1, 1, 1], [0, 0, 0, 0], 0.95),
        paired([0], [1], 0.99),
    ],
    "ranking": [
        ranking("no ties", labels, fine),
        ranking("many ties", labels, coarse),
        ranking("few positives, many ties", rare, coarse),
        ranking("two scores", labels, (coarse > 0.5).astype(float)),
        ranking("all scores equal", labels[:20], np.full(20, 0.25)),
        ranking("one positive", single, np.round(rng.random_sample(30), 2)),
        ranking("one positive, first", single, single * 2.5 - 1),
        ranking("one positive, last", single, -single.astype(float)),
    ],
    "calibration": [
        calibrated("ten bins", labels, fine, 10),
        calibrated("on the edges of ten bins", labels, coarse, 10),
        calibrated("on the edges, as linspace has them", [0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1], np.linspace(0, 1, 11), 10),
        calibrated("single precision", labels[:60], coarse[:60].astype("float32"), 10),
        calibrated("seven bins", labels[:60], coarse[:60], 7),
        calibrated("one bin", labels[:20], fine[:20], 1),
        calibrated("empty bins", [0, 1, 1, 0], [0, 1, 0.97, 0.02], 20),
        calibrated("all positive", [1, 1, 1], [0.5, 0.6, 1], 10),
    ],
    "mean": [
        mean(runs, 0.95),
        mean(times, 0.9),
        mean([1.0, 2.0], 0.95),
        mean([3.0, 3.0, 3.0], 0.95),
        mean([1e9, 1e9 + 1, 1e9 + 2], 0.99),
    ],
    "welch": [
        welch(runs, other_runs, 0.95),
        welch(other_runs, runs, 0.99),
        welch(times[:25], times[25:], 0.9),
        welch([1.0, 1.0, 1.0], [2.0, 2.5], 0.95),
    ],
    "bootstrap": [
        bootstrap(times, "mean", np.mean, 500, 0.95, 1),
        bootstrap(times, "largest", np.max, 200, 0.9, 7),
        bootstrap(runs, "mean", np.mean, 333, 0.8, 12345),
    ],
}


def lines(value):
    """JSON with a case a line."""
    if isinstance(value, list):
        cases = [json.dumps(case, separators=(",", ":"), allow_nan=False) for case in value]
        return "[\n  " + ",\n  ".join(cases) + "\n ]"
    return json.dumps(value)


with open(sys.argv[1], "w") as file:
    file.write("{\n" + ",\n".join(f" {json.dumps(key)}: {lines(value)}" for key, value in golden.items()) + "\n}\n")
