"""Writes what scipy, scikit-learn and statsmodels compute for the cases of packages/eval/src/statistics.

    python3 -m venv .venv && .venv/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 statsmodels==0.15.0 mpmath==1.4.1
    .venv/bin/python tools/parity/golden_statistics.py packages/eval/src/statistics/golden/statistics.json

What no library has is written out from the paper that it names.
"""
import datetime
import itertools
import json
import math
import sys

import mpmath
import numpy as np
import scipy.stats
import sklearn.metrics
import statsmodels
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

rng = np.random.RandomState(20)


def wilson(successes, n):
    low, high = proportion_confint(successes, n, alpha=1 - 0.95, method="wilson")
    return dict(successes=successes, n=n, low=low, high=high)


def newcombe(x1, n1, x2, n2):
    low, high = confint_proportions_2indep(x1, n1, x2, n2, method="newcomb", compare="diff", alpha=1 - 0.95)
    return dict(arguments=[x1, n1, x2, n2], difference=x1 / n1 - x2 / n2, low=low, high=high)


def ranking(name, labels, scores):
    fpr, tpr, _ = sklearn.metrics.roc_curve(labels, scores, drop_intermediate=False)
    return dict(
        name=name,
        labels=labels,
        scores=scores,
        averagePrecision=sklearn.metrics.average_precision_score(labels, scores),
        recallAtFalsePositiveRate=[
            [rate, tpr[fpr <= rate].max()] for rate in [0, 0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1]
        ],
    )


def mean(values):
    """Hahn and Meeker 1991, chapter 4: intervals of the mean and of one further value."""
    n, centre, sd = len(values), np.mean(values), np.std(values, ddof=1)
    spread = scipy.stats.t.ppf(0.975, n - 1) * sd
    around = lambda half: dict(low=centre - half, high=centre + half)
    intervals = dict(meanInterval=around(spread / math.sqrt(n)), predictionInterval=around(spread * math.sqrt(1 + 1 / n)))
    # A simultaneous band over 50 epochs, by Bonferroni.
    band = around(scipy.stats.t.ppf(1 - 0.05 / 50 / 2, n - 1) * sd * math.sqrt(1 + 1 / n))
    return dict(values=values, n=n, mean=centre, sd=sd, band=band, **intervals)


def welch(a, b):
    test = scipy.stats.ttest_ind(a, b, equal_var=False)
    low, high = test.confidence_interval(0.95)
    return dict(a=a, b=b, difference=np.mean(a) - np.mean(b), low=low, high=high, degreesOfFreedom=test.df)


def student(t, df):
    p = 2 * scipy.stats.t.sf(abs(t), df)
    if p > 0:
        return dict(t=t, df=df, log10P=math.log10(p))
    # The leading term of the tail, with the series of Abramowitz and Stegun 26.5.4 in mpmath's precision.
    x, a = mpmath.mpf(df) / (df + mpmath.mpf(t) ** 2), mpmath.mpf(df) / 2
    return dict(t=t, df=df, log10P=float(mpmath.log10(mpmath.betainc(a, 0.5, 0, x, regularized=True))))


def power(effect, df):
    critical = scipy.stats.t.ppf(0.975, df)
    found = scipy.stats.nct.sf(critical, df, effect) + scipy.stats.nct.cdf(-critical, df, effect)
    return dict(effect=effect, df=df, power=found)


def equivalence(values, published, margin):
    test = DescrStatsW(values).ttost_mean(published - margin, published + margin)
    return dict(values=values, published=published, margin=margin, p=test[0])


def holm(p):
    return dict(p=p, corrected=multipletests(p, method="holm")[1])


def log10(p):
    return math.log10(min(1.0, p))


def median(values, bound):
    """Conover 1999, 3.2 and 3.4: the interval between order statistics, and the sign test."""
    ordered, n = np.sort(values), len(values)
    outside = max(k for k in range(1, n) if 2 * scipy.stats.binom.cdf(k - 1, n, 0.5) <= 0.05)
    above, below = int((ordered > bound).sum()), int((ordered < bound).sum())
    p = scipy.stats.binomtest(above, above + below).pvalue if above + below else 1.0
    interval = dict(low=ordered[outside - 1], high=ordered[n - outside])
    return dict(values=values, bound=bound, estimate=np.median(ordered), **interval, log10P=log10(p))


def shift(a, b, bound=0.0):
    """Hodges and Lehmann 1963; the interval from the exact distribution of U without ties; p over all divisions."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    differences = np.sort(np.subtract.outer(a, b).ravel())
    size = len(differences)
    ranks = np.arange(1, len(a) + len(b) + 1)
    sums = [sum(chosen) - len(a) * (len(a) + 1) // 2 for chosen in itertools.combinations(ranks, len(a))]
    outside = max(1, min(k for k in range(size) if np.mean(np.array(sums) <= k) >= 0.025))
    statistic = lambda x, y, axis: scipy.stats.rankdata(np.concatenate([x, y], axis), axis=axis)[..., : x.shape[axis]].sum(axis)
    test = scipy.stats.permutation_test((a - bound, b), statistic, vectorized=True, n_resamples=np.inf)
    interval = dict(low=differences[outside - 1], high=differences[size - outside])
    return dict(a=a, b=b, bound=bound, estimate=np.median(differences), **interval, log10P=log10(test.pvalue))


def log_rank(a, b):
    """The score of scipy's logrank (observed less expected ends), with an exact permutation test."""
    durations = np.array(a + b, float)

    def scores():
        out = []
        for time, ended in durations:
            hazard = 0.0
            for end in {t for t, e in durations if e and t <= time}:
                hazard += ((durations[:, 0] == end) & (durations[:, 1] == 1)).sum() / (durations[:, 0] >= end).sum()
            out.append(ended - hazard)
        return np.array(out)

    all_scores = scores()
    censored = lambda rows: scipy.stats.CensoredData.right_censored([t for t, _ in rows], [not e for _, e in rows])
    z = scipy.stats.logrank(censored(a), censored(b)).statistic
    observed = all_scores[: len(a)].sum()
    assert np.sign(z) == np.sign(observed) or abs(observed) < 1e-12
    sums = np.array([sum(chosen) for chosen in itertools.combinations(all_scores, len(a))])
    p = 2 * min((sums <= observed + 1e-9).mean(), (sums >= observed - 1e-9).mean())
    return dict(a=a, b=b, score=-observed, log10P=log10(p))


def hotelling(sample, one):
    """Johnson and Wichern, Applied Multivariate Statistical Analysis, 5.4."""
    sample, one = np.asarray(sample), np.asarray(one)
    n, width = sample.shape
    apart = one - sample.mean(0)
    t2 = n / (n + 1) * apart @ np.linalg.solve(np.cov(sample.T).reshape(width, width), apart)
    return dict(sample=sample, one=one, p=scipy.stats.f.sf(t2 * (n - width) / (width * (n - 1)), width, n - width))


def stratified(values, strata, samples, seed):
    """The mean of stratified bootstrap samples, drawn by the raw numbers of MT19937."""
    values, strata = np.asarray(values), np.asarray(strata)
    generator = np.random.RandomState(seed)
    groups = [np.flatnonzero(strata == stratum) for stratum in dict.fromkeys(strata.tolist())]
    means = []
    for _ in range(samples):
        drawn = [group[int(generator.randint(0, 2**32, dtype="uint32") / 2**32 * len(group))] for group in groups for _ in group]
        means.append(values[drawn].mean())
    low, high = np.percentile(means, [2.5, 97.5])
    ends = np.array([np.percentile(part, [2.5, 97.5]) for part in np.split(np.array(means), 10)])
    errors = ends.std(0, ddof=1) / math.sqrt(10)
    arguments = dict(values=values, strata=strata, samples=samples, seed=seed)
    return dict(**arguments, low=low, high=high, errorLow=errors[0], errorHigh=errors[1])


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

seeds = np.round(0.981 + 0.003 * rng.standard_normal(10), 6)
other_seeds = np.round(0.984 + 0.002 * rng.standard_normal(10), 6)
cloud = np.round(rng.standard_normal((10, 4)) @ rng.standard_normal((4, 4)), 4)
PERMEABILITY = [[0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46], [1.15, 0.88, 0.9, 0.74, 1.21]]

SHARES = [(0, 1), (1, 1), (0, 10), (10, 10), (0, 100000), (100000, 100000), (1, 3), (81, 263), (8987, 10000)]
# The first eight are those of Newcombe 1998, table II.
PAIRS = [(56, 70, 48, 80), (9, 10, 3, 10), (6, 7, 2, 7), (5, 56, 0, 29), (0, 10, 0, 20), (0, 10, 0, 10)]
PAIRS += [(10, 10, 0, 20), (10, 10, 0, 10), (9873, 10000, 19646, 20000)]

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
    "student": [student(*case) for case in [(2.5, 9), (-0.1, 3.7), (0.0, 5), (40.0, 9), (150.0, 9999), (-60.0, 4000.5), (1e4, 200)]],
    "power": [power(*case) for case in [(0.0, 9), (1.0, 9), (2.8, 18), (3.3, 12.4), (12.0, 17), (2.0, 9000)]],
    "equivalence": [
        equivalence(seeds, 0.98, 0.004),
        equivalence(seeds, 0.982, 0.001),
        equivalence(seeds, 0.99, 0.0025),
    ],
    "holm": [holm([0.01, 0.04, 0.03, 0.005]), holm([1.0, 0.5, 1e-12]), holm([0.05])],
    "median": [median(seeds, 0.98), median(seeds, float(seeds[3])), median(seeds[:6], 0.9), median([0.0] * 10, 0.0)],
    "shift": [
        # R's example of wilcox.test: Hollander and Wolfe 1973, 69f. R: W = 35, p = 0.2544, -0.15 to 0.76, 0.305.
        shift(PERMEABILITY[0], PERMEABILITY[1]),
        shift(seeds, other_seeds),
        shift(np.round(seeds, 3), np.round(other_seeds, 3)),
        shift(seeds, seeds - 0.02, 0.01),
        shift([1, 2, 3, 4], [5, 6, 7, 8]),
    ],
    "logRank": [
        log_rank([[8, 1], [14, 1], [16, 1], [15, 1], [18, 1]], [[20, 0], [20, 0], [18, 1], [20, 0], [11, 1]]),
        log_rank([[3, 1], [5, 1], [5, 0]], [[5, 1], [9, 0], [2, 1], [7, 1]]),
        log_rank([[20, 0]] * 6, [[20, 0]] * 5 + [[4, 1]]),
    ],
    "hotelling": [
        hotelling(cloud, cloud[0] + 0.3),
        hotelling(cloud, cloud.mean(0) + [4, 0, -4, 0]),
        hotelling(cloud[:, :1], [2.5]),
    ],
    "stratified": [stratified(times, rare[:40], 50, 1), stratified(times, labels[:40], 200, 7)],
}


def lines(value):
    """JSON with one case a line."""
    if not isinstance(value, list):
        return json.dumps(value)
    cases = [json.dumps(case, separators=(",", ":"), allow_nan=False, default=lambda x: x.tolist()) for case in value]
    return "[\n  " + ",\n  ".join(cases) + "\n ]"


with open(sys.argv[1], "w") as file:
    file.write("{\n" + ",\n".join(f" {json.dumps(key)}: {lines(value)}" for key, value in golden.items()) + "\n}\n")
