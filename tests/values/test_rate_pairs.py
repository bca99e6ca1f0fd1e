"""Two thousand pairs of rate expressions, equal and unequal, are all decided rightly."""

import pytest

from creditfile.values.rates import equivalent
from creditfile.values.refusal import NotAValue
from tests.contracts.rates import PAIRS, pairs


@pytest.mark.parametrize("seed", [0, 1])
def test_two_thousand_pairs_are_all_decided_rightly(seed: int) -> None:
    told = list(pairs(seed))
    wrong = [(one, other, same) for one, other, same in told if equivalent(one, other) is not same]

    assert wrong == []
    assert len(told) == PAIRS
    assert PAIRS // 3 < sum(same for *_, same in told) < 2 * PAIRS // 3


def test_a_rate_and_a_spread_on_a_base_that_is_not_stated_cannot_be_compared() -> None:
    with pytest.raises(NotAValue):
        equivalent("年利率3.85%", "1年期LPR加85个基点")
