"""Writes what scipy, scikit-learn and statsmodels compute for the cases of packages/eval/src/statistics.

    python3 -m venv .venv && .venv/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 statsmodels==0.15.0
    .venv/bin/python tools/parity/golden_statistics.py packages/eval/src/statistics/golden/statistics.json

What no library has is written out from the paper that it names.
"""
import datetime
import json
import math
import sys

import numpy as np
import scipy.stats
import sklearn.calibration
import sklearn.metrics
import statsmodels
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

rng = np.random.RandomState(20)


def wilson(successes, n):
    low, high = proportion_confint(successes, n, alpha=1 - 0.95, method="wilson")
    return dict(successes=successes, n=n, low=low, high=high)


def newcombe(x1, n1, x2, n2):
    low, high = confint_proportions_2indep(x1, n1, x2, n2, method="newcomb", compare="diff", alpha=1 - 0.95)
    return dict(arguments=[x1, n1, x2, n2], difference=x1 / n1 - x2 / n2, low=low, high=high)


def discordant(b, c):
    def p(**options):
        return float(mcnemar([[50, b], [c, 40]], **options).pvalue)

    return dict(b=b, c=c, exact=p(exact=True), corrected=p(exact=False, correction=True))


def paired(correct_a, correct_b):
    """Agresti and Min 2005: Wald's interval of the four counts, 0.5 added to each, cut to [-1, 1]."""
    a, o = np.asarray(correct_a), np.asarray(correct_b)
    n, b, c = len(a), int(((a == 1) & (o == 0)).sum()), int(((a == 0) & (o == 1)).sum())
    p12, p21 = (b + 0.5) / (n + 2), (c + 0.5) / (n + 2)
    centre = p12 - p21
    half = scipy.stats.norm.ppf(0.975) * math.sqrt((p12 + p21 - centre**2) / (n + 2))
    interval = dict(difference=a.mean() - o.mean(), low=max(-1.0, centre - half), high=min(1.0, centre + half))
    return dict(correctA=a, correctB=o, b=b, c=c, **interval)


def ranking(name, labels, scores):
    fpr, tpr, _ = sklearn.metrics.roc_curve(labels, scores, drop_intermediate=False)
    return dict(
        name=name,
        labels=labels,
        scores=scores,
        rocAuc=sklearn.metrics.roc_auc_score(labels, scores),
        averagePrecision=sklearn.metrics.average_precision_score(labels, scores),
        recallAtFalsePositiveRate=[
            [rate, tpr[fpr <= rate].max()] for rate in [0, 0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1]
        ],
    )


def calibrated(name, labels, probabilities, bins=10):
    labels, probabilities = np.asarray(labels), np.asarray(probabilities, "float64")
    share, mean = sklearn.calibration.calibration_curve(labels, probabilities, n_bins=bins, strategy="uniform")
    edges = np.linspace(0, 1, bins + 1)
    # calibration_curve does not return the rows of its bins: counted by its own rule.
    rows = np.bincount(np.searchsorted(edges[1:-1], probabilities), minlength=bins)
    return dict(
        name=name,
        labels=labels,
        probabilities=probabilities,
        # Naeini, Cooper and Hauskrecht 2015: the bins' gaps, weighted by their rows.
        expectedError=(rows[rows > 0] / len(labels) * np.abs(share - mean)).sum(),
        brier=sklearn.metrics.brier_score_loss(labels, probabilities, pos_label=1),
    )


def mean(values):
    """Hahn and Meeker 1991, chapter 4: intervals of the mean and of one further value."""
    n, centre, sd = len(values), np.mean(values), np.std(values, ddof=1)
    spread = scipy.stats.t.ppf(0.975, n - 1) * sd
    around = lambda half: dict(low=centre - half, high=centre + half)
    intervals = dict(meanInterval=around(spread / math.sqrt(n)), predictionInterval=around(spread * math.sqrt(1 + 1 / n)))
    return dict(values=values, n=n, mean=centre, sd=sd, **intervals)


def welch(a, b):
    test = scipy.stats.ttest_ind(a, b, equal_var=False)
    low, high = test.confidence_interval(0.95)
    return dict(a=a, b=b, difference=np.mean(a) - np.mean(b), low=low, high=high, degreesOfFreedom=test.df)


def park_miller(seed):
    """Park and Miller 1988, multiplier of 1993: exact in doubles, so the spec draws the same numbers in one line."""
    while True:
        seed = seed * 48271 % 2147483647
        yield seed / 2147483647


def bootstrap(values, name, statistic, resamples, seed):
    random, n = park_miller(seed), len(values)
    drawn = [statistic(np.array([values[int(next(random) * n)] for _ in range(n)])) for _ in range(resamples)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    arguments = dict(values=values, statistic=name, resamples=resamples, seed=seed)
    return dict(**arguments, estimate=statistic(np.array(values)), low=low, high=high)


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

SHARES = [(0, 1), (1, 1), (0, 10), (10, 10), (0, 100000), (100000, 100000), (1, 3), (81, 263), (8987, 10000)]
# The first eight are those of Newcombe 1998, table II.
PAIRS = [(56, 70, 48, 80), (9, 10, 3, 10), (6, 7, 2, 7), (5, 56, 0, 29), (0, 10, 0, 20), (0, 10, 0, 10)]
PAIRS += [(10, 10, 0, 20), (10, 10, 0, 10), (9873, 10000, 19646, 20000)]
DISCORDANT = [(3, 9), (9, 3), (120, 95), (0, 5), (5, 0), (1, 0), (4, 4), (1, 1), (31, 30), (800, 950), (20, 90)]

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
    "wilson": [wilson(*share) for share in SHARES],
    "newcombe": [newcombe(*pair) for pair in PAIRS],
    "mcnemar": [discordant(*counts) for counts in DISCORDANT],
    "pairedDifference": [
        paired(hits_a, hits_b),
        paired(hits_b, hits_a),
        paired(hits_a, hits_a),
        paired([1, 1, 1, 1], [0, 0, 0, 0]),
        paired([0], [1]),
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
        calibrated("ten bins", labels, fine),
        calibrated("on the edges of ten bins", labels, coarse),
        calibrated("on the edges, as linspace has them", [0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1], np.linspace(0, 1, 11)),
        calibrated("single precision", labels[:60], coarse[:60].astype("float32")),
        calibrated("empty bins", [0, 1, 1, 0], [0, 1, 0.97, 0.02]),
        calibrated("all positive", [1, 1, 1], [0.5, 0.6, 1]),
    ],
    "mean": [
        mean(runs),
        mean(times),
        mean([1.0, 2.0]),
        mean([3.0, 3.0, 3.0]),
        mean([1e9, 1e9 + 1, 1e9 + 2]),
    ],
    "welch": [
        welch(runs, other_runs),
        welch(other_runs, runs),
        welch(times[:25], times[25:]),
        welch([1.0, 1.0, 1.0], [2.0, 2.5]),
    ],
    "bootstrap": [
        bootstrap(times, "mean", np.mean, 500, 1),
        bootstrap(times, "largest", np.max, 200, 7),
        bootstrap(runs, "mean", np.mean, 333, 12345),
    ],
}


def lines(value):
    """JSON with one case a line."""
    if not isinstance(value, list):
        return json.dumps(value)
    cases = [json.dumps(case, separators=(",", ":"), allow_nan=False, default=lambda x: x.tolist()) for case in value]
    return "[\n  " + ",\n  ".join(cases) + "\n ]"


with open(sys.argv[1], "w") as file:
    file.write("{\n" + ",\n".join(f" {json.dumps(key)}: {lines(value)}" for key, value in golden.items()) + "\n}\n")
