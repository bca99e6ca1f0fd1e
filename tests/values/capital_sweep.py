"""Every amount in words there and back: each below 100,000 yuan, a million at random; `capital_sweep.py [last fen]`."""

import sys
import time
from collections.abc import Iterable
from decimal import Decimal
from random import Random

from creditfile.values.capital import read_capital, write_capital


def sweep(amounts: Iterable[int]) -> int:
    """How many fen amounts were written and read back equal and regular; AssertionError at the first that was not."""
    count = 0
    for fen in amounts:
        words = write_capital(fen, prefix="人民币")
        capital = read_capital(words)
        assert capital.value == Decimal(fen).scaleb(-2), (fen, words, capital.value)
        assert not capital.irregular, (fen, words, capital.irregular)
        count += 1
    return count


RANDOM, HIGHEST = 1_000_000, 10**15
"""So many amounts at random, below ten million million yuan in fen."""


if __name__ == "__main__":
    last = int(sys.argv[1]) if len(sys.argv) > 1 else 9_999_999
    began = time.monotonic()
    print(f"{sweep(range(1, last + 1)):,} amounts in {time.monotonic() - began:.0f} s: no failure", flush=True)
    began, rng = time.monotonic(), Random(13)
    count = sweep(rng.randrange(1, HIGHEST + 1) for _ in range(RANDOM))
    print(f"{count:,} random amounts up to {HIGHEST // 100:,} yuan in {time.monotonic() - began:.0f} s: no failure")
