"""Every amount in words there and back: `python tests/values/capital_sweep.py [last fen]`, or up to 99,999.99 yuan."""

import sys
import time
from collections.abc import Iterable
from decimal import Decimal

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


if __name__ == "__main__":
    last = int(sys.argv[1]) if len(sys.argv) > 1 else 9_999_999
    began = time.monotonic()
    print(f"{sweep(range(1, last + 1)):,} amounts in {time.monotonic() - began:.0f} s")
