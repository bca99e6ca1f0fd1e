"""Pairs of rate expressions that say the same or do not, each with what is true of it."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random

from tests.generator.amounts import small

PAIRS = 2_000
_HAN = "零一二三四五六七八九"


def _worded(number: Decimal) -> str:
    whole, _, rest = str(number).partition(".")
    return small(int(whole)) + ("点" + "".join(_HAN[int(digit)] for digit in rest) if rest else "")


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


ANNUAL: tuple[Callable[[Decimal], str], ...] = (
    lambda rate: f"年利率{rate}%",
    lambda rate: f"年利率为 {rate} ％",
    lambda rate: f"{rate}%/年",
    lambda rate: f"年化利率{rate}%（单利）",
    lambda rate: f"固定年利率{rate}%",
    lambda rate: f"年利率：百分之{_worded(rate)}",
    lambda rate: f"利率（年）为{rate}%",
    lambda rate: f"年息{rate}%",
    lambda rate: f"年利率{_plain(rate * 10)}‰",
)
MONTHLY: tuple[Callable[[Decimal], str], ...] = (
    lambda rate: f"月利率{_plain(rate * 10 / 12)}‰",
    lambda rate: f"月利率{_plain(rate / 12)}%",
    lambda rate: f"{_plain(rate * 10 / 12)}‰/月",
    lambda rate: f"月利率千分之{_worded(Decimal(_plain(rate * 10 / 12)))}",
    lambda rate: f"每月{_plain(rate * 10 / 12)}‰",
)
DAILY: tuple[Callable[[Decimal], str], ...] = (
    lambda rate: f"日利率{_plain(rate * 100 / 360)}‱",
    lambda rate: f"日利率万分之{_plain(rate * 100 / 360)}",
    lambda rate: f"每日万分之{_plain(rate * 100 / 360)}",
)


def _lpr(rate: Decimal, rng: Random) -> str:
    base = rng.choice((Decimal("3.00"), Decimal("3.10"), Decimal("3.35"), Decimal("3.85")))
    points = int((rate - base) * 100)
    word, size = ("加", points) if points >= 0 else ("减", -points)
    return rng.choice(
        (
            f"1年期LPR {base}%{word}{size}个基点",
            f"一年期贷款市场报价利率（LPR）{base}%{word}{size}BP，即{rate}%",
            f"LPR{base}%{word}{_plain(Decimal(size) / 100)}个百分点",
            f"以2025年5月20日公布的1年期LPR（{base}%）为基准{word}{size}基点，年利率为{rate}%",
        )
    )


def _said(rate: Decimal, rng: Random) -> str:
    """The rate in one of the ways in which it comes out even."""
    ways: list[Callable[[Decimal], str]] = list(ANNUAL)
    if rate * 1000 % 12 == 0:
        ways += MONTHLY
    if rate * 100 * 1000 % 360 == 0:
        ways += DAILY
    return _lpr(rate, rng) if rng.random() < 0.25 else rng.choice(ways)(rate)


def _even(rng: Random) -> Decimal:
    """A rate a year of which the month's, and now and then the day's, comes out even."""
    step = rng.choice((Decimal("0.01"), Decimal("0.12"), Decimal("0.36")))
    return (step * rng.randrange(int(Decimal("2.4") / step), int(Decimal("15") / step))).quantize(Decimal("0.01"))


def _spread(points: int, rng: Random) -> str:
    tenor = rng.choice(("1年期LPR", "一年期贷款市场报价利率", "1年期贷款市场报价利率（LPR）"))
    word, size = ("加", points) if points >= 0 else ("减", -points)
    return rng.choice(
        (f"{tenor}{word}{size}个基点", f"{tenor}{word}{size}BP", f"{tenor}{word}{_plain(Decimal(size) / 100)}个百分点")
    )


def pairs(seed: int = 0) -> Iterator[tuple[str, str, bool]]:
    """2,000 pairs: one rate said twice, two rates a basis point or more apart, and what is often taken for the same."""
    rng = Random(f"rates {seed}")
    for number in range(PAIRS):
        rate = _even(rng)
        turn = number % 10
        if turn < 4:
            yield _said(rate, rng), _said(rate, rng), True
        elif turn < 6:
            yield _apart(rate, rng)
        elif turn == 6:
            points = rng.randrange(-60, 240)
            yield _spread(points, rng), _spread(points, rng), True
        elif turn == 7:
            points = rng.randrange(5, 240)
            yield _spread(points, rng), _spread(rng.choice((-points, points + 1, points * 10)), rng), False
        else:
            yield _mistaken(rate, rng)


def _apart(rate: Decimal, rng: Random) -> tuple[str, str, bool]:
    """Two rates a basis point or more apart by the year; by month and day more than their last digit may hide."""
    if rng.random() < 0.5:
        other = rate + rng.choice((1, -1, 5, -5)) * Decimal("0.01")
        return rng.choice(ANNUAL)(rate), rng.choice((rng.choice(ANNUAL)(other), _lpr(other, rng))), False
    return _said(rate, rng), _said(rate + rng.choice((10, -15, 25, 85)) * Decimal("0.01"), rng), False


def _mistaken(rate: Decimal, rng: Random) -> tuple[str, str, bool]:
    """Two expressions that look alike and are not: another period, another sign, another unit."""
    rate = min(rate, Decimal("8.00"))
    month = Decimal(_plain((rate * 10 / 12).quantize(Decimal("0.01"))))
    points = rng.randrange(10, 90, 5)
    return rng.choice(
        (
            (f"年利率{rate}%", f"月利率{rate}%", False),
            (f"年利率{rate}%", f"年利率{rate}‰", False),
            (f"月利率{month}‰", f"月利率{month}%", False),
            (f"日利率万分之{rng.randrange(1, 5)}", f"日利率千分之{rng.randrange(1, 3)}", False),
            (f"1年期LPR加{points}个基点", f"5年期以上LPR加{points}个基点", False),
            (f"LPR上浮{points}%", f"LPR上浮{points + 5}%", False),
            (f"LPR上浮{points}%", f"LPR下浮{points}%", False),
            (f"LPR上浮{points}%", f"LPR加{points}个基点", False),
            (f"年利率{rate}%", f"{rate}%/年", True),
            ("月息5厘", "年利率6%", True),
            ("月息1分", "年息1分", False),
            ("日息万分之五", "年利率18%", True),
            ("日息万分之五", "年利率18.25%", False),
            (f"LPR上浮{points}%", f"贷款市场报价利率上浮{points}%", True),
        )
    )
