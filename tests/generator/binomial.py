"""The exact interval of a share counted from few or many tries."""

import math
from collections.abc import Callable


def bounds(hits: int, tries: int, level: float = 0.95) -> tuple[float, float]:
    """The exact binomial interval of Clopper and Pearson, by bisection."""
    if not tries:
        return 0.0, 1.0
    tail = (1 - level) / 2

    def at_least(p: float) -> float:
        return sum(_binomial(k, tries, p) for k in range(hits, tries + 1))

    def at_most(p: float) -> float:
        return sum(_binomial(k, tries, p) for k in range(hits + 1))

    low = 0.0 if hits == 0 else _bisect(lambda p: at_least(p) - tail)
    high = 1.0 if hits == tries else _bisect(lambda p: tail - at_most(p))
    return low, high


def _binomial(k: int, n: int, p: float) -> float:
    if p <= 0 or p >= 1:
        return float((k == 0) if p <= 0 else (k == n))
    return math.exp(
        math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) + k * math.log(p) + (n - k) * math.log1p(-p)
    )


def _bisect(rises: Callable[[float], float]) -> float:
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if rises(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
