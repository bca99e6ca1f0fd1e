from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from creditfile.model import Fact
from creditfile.settling.agree import agreed

SURE = Decimal("0.9")


def test_readings_that_agree_stand_together_and_vouch_for_each_other(fact: Callable[..., Fact]) -> None:
    one = fact("a.b", Decimal(5), source="x.pdf")
    two = fact("a.b", Decimal(5), source="y.pdf")

    stands = agreed([one, two], SURE)

    assert (False, ("paper:y.pdf",), ()) == (stands.confirm, stands.witnesses, stands.rivals)
    assert ["x.pdf", "y.pdf"] == [origin.source for origin in stands.origins]


def test_readings_that_differ_ask_a_person_and_both_are_kept(fact: Callable[..., Fact]) -> None:
    stands = agreed([fact("a.b", Decimal(5)), fact("a.b", Decimal(6), source="y.pdf")], SURE)

    assert (True, ("rival",), [Decimal(6)]) == (stands.confirm, stands.doubts, [rival.value for rival in stands.rivals])


def test_a_persons_word_ends_the_matter_and_the_paper_stays_visible(fact: Callable[..., Fact]) -> None:
    stands = agreed([fact("a.b", Decimal(5)), fact("a.b", Decimal(6), method="person")], SURE)

    assert (Decimal(6), False, [Decimal(5)]) == (stands.value, stands.confirm, [rival.value for rival in stands.rivals])


def test_a_form_stands_before_a_scan_but_the_difference_is_asked(fact: Callable[..., Fact]) -> None:
    stands = agreed([fact("a.b", Decimal(5), method="ocr"), fact("a.b", Decimal(6), method="form")], SURE)

    assert (Decimal(6), True) == (stands.value, stands.confirm)


def test_a_reader_that_is_not_sure_asks(fact: Callable[..., Fact]) -> None:
    unsure = fact("a.b", Decimal(5))
    unsure = replace(unsure, origins=(replace(unsure.origins[0], confidence=Decimal("0.8")),))

    assert ("confidence",) == agreed([unsure], SURE).doubts


def test_a_blank_gives_way_to_a_value_and_is_no_rival(fact: Callable[..., Fact]) -> None:
    stands = agreed([fact("a.b", None), fact("a.b", Decimal(5))], SURE)

    assert (Decimal(5), ()) == (stands.value, stands.rivals)


def test_true_is_not_one(fact: Callable[..., Fact]) -> None:
    assert agreed([fact("a.b", True, "boolean"), fact("a.b", 1, "integer")], SURE).rivals
