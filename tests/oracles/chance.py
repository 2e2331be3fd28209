"""Student's t, the normal and chi-square distributions, as far as judging z values needs them."""
import math
from statistics import NormalDist

NORMAL = NormalDist()


def incomplete_beta(x, a, b):
    """Regularised incomplete beta function I_x(a, b) by its continued fraction (DLMF 8.17.22), evaluated from
    the front (Lentz 1976). Accurate for x <= (a + 1) / (a + b + 2); above, by symmetry."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(1 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 1000):
        for numerator in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                          -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / (1 + numerator * d)
            c = 1 + numerator / c
            value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return front * value


def student_tail(t, freedom):
    """P(T > |t|): half of I_x(freedom / 2, 1 / 2) at x = freedom / (freedom + t²) (DLMF 8.17(i))."""
    return incomplete_beta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2


def student_quantile(p, freedom):
    """Of p > 1/2, by halving."""
    low, high = 0.0, 1e3
    while high - low > 1e-14 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if student_tail(middle, freedom) > 1 - p else (low, middle)
    return (low + high) / 2


def normal_score(t, freedom):
    """The standard normal value that is as far out as `t` is among Student's."""
    tail = student_tail(t, freedom)
    far = 40.0 if tail < 1e-300 else -NORMAL.inv_cdf(tail)
    return math.copysign(max(0.0, far), t)


def chi_square_tails(x, freedom):
    """P(X < x) and P(X > x), each without cancellation: series and continued fraction of the incomplete gamma
    function (DLMF 8.7.1 and 8.9.2)."""
    a, y = freedom / 2, x / 2
    if y <= 0:
        return 0.0, 1.0
    front = math.exp(a * math.log(y) - y - math.lgamma(a))
    if y < a + 1:
        term = total = 1 / a
        k = a
        while term > 1e-17 * total:
            k += 1
            term *= y / k
            total += term
        return front * total, 1 - front * total
    b = y + 1 - a
    c, d = 1e300, 1 / b
    value = d
    for i in range(1, 10000):
        b += 2
        d = 1 / (b - i * (i - a) * d)
        c = b - i * (i - a) / c
        value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return 1 - front * value, front * value


def poisson_tails(count, mean):
    """P(X <= count) and P(X >= count), from chi-square (Johnson, Kemp & Kotz 2005, eq. 4.37)."""
    return (chi_square_tails(2 * mean, 2 * count + 2)[1],
            chi_square_tails(2 * mean, 2 * count)[0] if count > 0 else 1.0)


class Together:
    """All z values of all runs as one sample. Those of one run are dependent, in the worst case as if they
    were one: with k of n values in a run, the variance of the mean is at most sum(k²) / n², so that n counts
    as n² / sum(k²) independent values (Kish 1965 for clusters), of the mean as of the squares."""

    LIMIT = 1e-4  # probability with which either bound of the spread fails by chance, both sides together

    def __init__(self, by_run):
        by_run = [zs for zs in by_run if zs]
        zs = [z for run in by_run for z in run]
        self.n = len(zs)
        self.independent = self.n ** 2 / sum(len(run) ** 2 for run in by_run)
        self.mean = sum(zs) / self.n
        self.spread = math.sqrt(sum(z * z for z in zs) / self.n)
        self.mean_bound = 3 / math.sqrt(self.independent)
        below, above = chi_square_tails(self.independent * self.spread ** 2, self.independent)
        self.tail = min(below, above)

    def is_normal(self):
        return abs(self.mean) <= self.mean_bound and self.tail >= self.LIMIT / 2

    def __str__(self):
        return (f"{self.n} z values, worth {self.independent:.1f} independent ones: mean {self.mean:+.3f} (at most "
                f"±{self.mean_bound:.3f}), root mean square {self.spread:.3f} (tail {self.tail:.2g}, at least "
                f"{self.LIMIT / 2:g})")
