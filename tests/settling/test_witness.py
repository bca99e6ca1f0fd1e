"""Which figures are vouched for, and which cell is named when a sum does not come out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from creditfile.content import read_csv, read_toml
from creditfile.model import Fact, Origin
from creditfile.model.identity import Identity, identity_from
from creditfile.model.line_item import LineItems
from creditfile.settling.witness import accuse, vouch

ROOT = Path(__file__).parent.parent.parent
PERIOD = 'statement["2023-12-31"]'
CURRENT = ("cash", "notes_receivable", "accounts_receivable", "prepayments", "inventories", "other_ca")
FIXED = ("fixed_assets", "cip", "intangibles")
DUE = ("st_borrowings", "accounts_payable", "contract_liab", "tax_payable")
LATER = ("lt_borrowings", "dtl")
OWN = ("capital", "surplus_reserve")
PARTS = (*CURRENT, *FIXED, *DUE, *LATER, *OWN)
MONEY = st.integers(10_000, 10**12).map(lambda fen: Decimal(fen) / 100)
SHEETS = st.fixed_dictionaries(dict.fromkeys(PARTS, MONEY))


@cache
def identities() -> tuple[Identity, ...]:
    """The sums of the book."""
    items = LineItems.of(read_csv(ROOT / "schemas" / "lists" / "line-items.csv"))
    contents = [read_toml(file) for file in sorted((ROOT / "checks" / "finance").glob("ART-*.toml"))]
    return tuple(identity_from(c["code"], c["identity"]).over_items(items) for c in contents if "identity" in c)


def balanced(parts: Mapping[str, Decimal]) -> dict[str, Decimal | None]:
    """A balance sheet of these parts: totals, and what is left as retained earnings."""
    sheet: dict[str, Decimal | None] = dict(parts)

    def total(name: str, of: Iterable[str]) -> Decimal:
        value = sum((sheet[item] or Decimal(0) for item in of), Decimal(0))
        sheet[name] = value
        return value

    assets = total("total_ca", CURRENT) + total("total_nca", FIXED)
    debts = total("total_cl", DUE) + total("total_ncl", LATER)
    own = assets - debts
    sheet["retained_earnings"] = own - sum((sheet[item] or Decimal(0) for item in OWN), Decimal(0))
    sheet.update(total_assets=assets, total_liab=debts, total_equity=own, total_liab_equity=assets)
    return sheet


def facts(sheet: Mapping[str, Decimal | None], period: str = PERIOD, **more: Any) -> list[Fact]:
    """One fact for each cell."""
    origin = Origin("report.pdf", 3, None, "", "text")
    return [
        replace(Fact(f"{period}.{item}", value, "money", "CNY", str(value), (origin,), label=item), **more)
        for item, value in sheet.items()
    ]


def named(found: Iterable[Fact]) -> dict[str, Fact]:
    """By item."""
    return {fact.name.rpartition(".")[2]: fact for fact in found}


@settings(max_examples=40, deadline=None)
@given(SHEETS)
def test_a_sheet_that_adds_up_is_vouched_for_wholly(parts: dict[str, Decimal]) -> None:
    found = vouch(facts(balanced(parts)), identities())

    assert [fact.name for fact in found if fact.confirm] == []
    assert all(any(witness.startswith("identity:") for witness in fact.witnesses) for fact in found)


@settings(max_examples=150, deadline=None)
@given(SHEETS, st.data())
def test_a_single_wrong_cell_is_never_vouched_for(parts: dict[str, Decimal], data: st.DataObject) -> None:
    sheet = balanced(parts)
    item = data.draw(st.sampled_from(sorted(sheet)))
    wrong = data.draw(st.one_of(MONEY, st.none(), st.just(Decimal(0)), st.just(-(sheet[item] or Decimal(1)))))
    assume((wrong or Decimal(0)) != sheet[item])

    found = named(vouch(facts({**sheet, item: wrong}), identities()))

    assert found[item].confirm


@settings(max_examples=60, deadline=None)
@given(SHEETS, st.data())
def test_a_wrong_total_is_named_with_what_it_would_be_and_the_rest_stays_vouched_for(
    parts: dict[str, Decimal], data: st.DataObject
) -> None:
    sheet = balanced(parts)
    item = data.draw(st.sampled_from(["total_ca", "total_nca", "total_cl", "total_liab", "total_equity"]))
    wrong = data.draw(MONEY)
    assume(wrong != sheet[item])
    given_facts = facts({**sheet, item: wrong})

    first = accuse(given_facts, identities())[0]
    found = named(vouch(given_facts, identities()))

    assert (first.name, first.would_be) == (f"{PERIOD}.{item}", sheet[item])
    assert {name for name, fact in found.items() if fact.confirm} == {item}


@settings(max_examples=60, deadline=None)
@given(SHEETS, st.data())
def test_every_accusation_mends_all_the_sums_it_names(parts: dict[str, Decimal], data: st.DataObject) -> None:
    sheet = balanced(parts)
    item = data.draw(st.sampled_from(sorted(sheet)))
    sheet[item] = data.draw(MONEY)
    told = {fact.name: fact for fact in facts(sheet)}

    for one in accuse(tuple(told.values()), identities()):
        if one.partner:
            continue
        mended = {**told, one.name: replace(told[one.name], value=one.would_be)}
        still = {name for other in accuse(tuple(mended.values()), identities()) for name in other.identities}
        assert not still & set(one.identities)


def swap(text: str, at: int) -> str:
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


@pytest.mark.parametrize(
    ("item", "printed", "slip"),
    [
        ("inventories", "16000480.00", "digit"),
        ("inventories", "16004000.00", "digits_swapped"),
        ("inventories", "1600400.00", "digit_missing"),
        ("inventories", "160004000.00", "digit_extra"),
        ("accounts_payable", "-12345678.90", "sign"),
    ],
)
def test_the_slip_is_named(item: str, printed: str, slip: str) -> None:
    parts = dict.fromkeys(PARTS, Decimal("1234567.89"))
    sheet = balanced({**parts, "inventories": Decimal("16000400.00"), "accounts_payable": Decimal("12345678.90")})

    accused = {one.name: one for one in accuse(facts({**sheet, item: Decimal(printed)}), identities())}

    assert accused[f"{PERIOD}.{item}"].change == slip
    assert accused[f"{PERIOD}.{item}"].would_be == sheet[item]


def test_the_cell_whose_would_be_figure_is_nearer_to_last_years_is_named_first() -> None:
    parts = dict.fromkeys(PARTS, Decimal("5000000.00"))
    now, before = balanced(parts), balanced({**parts, "prepayments": Decimal("4900000.00")})

    accused = accuse(
        [*facts({**now, "prepayments": Decimal("8000000.00")}), *facts(before, 'statement["2022-12-31"]')], identities()
    )

    assert accused[0].name == f"{PERIOD}.prepayments"


def test_of_cells_that_would_do_the_one_that_would_be_round_is_named_first() -> None:
    parts = {**dict.fromkeys(PARTS, Decimal("5123456.77")), "capital": Decimal("20000000.00")}

    accused = accuse(facts({**balanced(parts), "capital": Decimal("20000000.03")}), identities())

    assert (accused[0].name, accused[0].would_be) == (f"{PERIOD}.capital", Decimal("20000000.00"))
    assert len(accused) > 1


def test_a_figure_that_another_report_prints_otherwise_asks_and_is_accused_first() -> None:
    parts = dict.fromkeys(PARTS, Decimal("5000000.00"))
    told = named(facts({**balanced(parts), "cash": Decimal("6000000.00")}))
    told["cash"] = replace(
        told["cash"], doubts=("rival",), confirm=True, rivals=(replace(told["cash"], value=Decimal("5000000.00")),)
    )

    found = named(vouch(tuple(told.values()), identities()))
    accused = accuse(tuple(told.values()), identities())

    assert found["cash"].confirm
    assert (accused[0].name, accused[0].change) == (f"{PERIOD}.cash", "rival")
    assert not found["inventories"].confirm


def test_nothing_equals_nothing_vouches_only_where_the_total_is_known_to_be_nothing() -> None:
    parts = dict.fromkeys(PARTS, Decimal("5000000.00"))
    sheet = balanced({**parts, "lt_borrowings": Decimal(0), "dtl": Decimal(0)})
    blank = {**sheet, "lt_borrowings": None, "dtl": None, "total_ncl": None}

    known = named(vouch(facts(blank), identities()))
    alone = named(vouch(facts({name: blank[name] for name in ("lt_borrowings", "dtl", "total_ncl")}), identities()))

    assert not any(known[name].confirm for name in ("lt_borrowings", "dtl", "total_ncl"))
    assert all(fact.confirm for fact in alone.values())


def test_a_figure_in_no_sum_asks_unless_the_paper_says_it_twice() -> None:
    once, twice = facts({"interest_inc": Decimal("11.00")}), facts({"interest_inc": Decimal("11.00")})
    twice[0] = replace(twice[0], witnesses=("again",))

    assert vouch(once, identities())[0].doubts == ("unwitnessed",)
    assert vouch(twice, identities())[0].confirm is False


@pytest.mark.parametrize(("supplement", "asks"), [("1052300.75", False), ("1049800.00", True)])
def test_interest_that_the_supplement_repeats_is_borne_out_and_another_figure_there_says_nothing(
    supplement: str, asks: bool
) -> None:
    printed = {"interest_exp": Decimal("1052300.75"), "adj_finance": Decimal(supplement)}

    interest = next(fact for fact in vouch(facts(printed), identities()) if fact.name.endswith("interest_exp"))

    assert (asks, asks) == (interest.confirm, interest.doubts == ("unwitnessed",))


@pytest.mark.parametrize(
    "doubt", ["unit", "column", "currency:美元", "text_layer:invisible_text", "figure:run_together"]
)
def test_doubts_that_no_sum_can_settle_stay(doubt: str) -> None:
    parts = dict.fromkeys(PARTS, Decimal("5000000.00"))

    found = vouch(facts(balanced(parts), doubts=(doubt,), confirm=True), identities())

    assert all(fact.confirm and doubt in fact.doubts for fact in found)


def test_a_doubt_about_the_row_is_settled_for_a_total_and_not_for_a_part() -> None:
    parts = dict.fromkeys(PARTS, Decimal("5000000.00"))

    found = named(vouch(facts(balanced(parts), doubts=("row",), confirm=True), identities()))

    assert not found["total_ca"].confirm
    assert found["cash"].confirm


@pytest.mark.parametrize(("method", "asks"), [("ocr", True), ("text", False)])
def test_a_sum_within_rounding_says_nothing_of_a_picture_s_figure_that_is_lost_in_it(method: str, asks: bool) -> None:
    sheet = {
        "cash": Decimal("4000000"), "inventories": Decimal("6000000"), "prepayments": Decimal("1000"),
        "total_ca": Decimal("10000000"),
    }  # fmt: skip
    origin = Origin("report.pdf", 3, None, "", method)
    found = named(vouch(facts(sheet, step=Decimal(1000), origins=(origin,)), identities()))

    assert asks == found["prepayments"].confirm
    assert not found["cash"].confirm


def test_in_thousands_half_a_step_a_figure_is_rounding() -> None:
    sheet = {
        "total_ca": Decimal("10001000"),
        "cash": Decimal("5000000"),
        "inventories": Decimal("5000000"),
        "total_nca": Decimal("1000000"),
        "fixed_assets": Decimal("1000000"),
        "total_assets": Decimal("11001000"),
    }

    found = named(vouch(facts(sheet, step=Decimal(1000)), identities()))
    in_yuan = named(vouch(facts(sheet, step=Decimal("0.01")), identities()))

    assert not found["cash"].confirm
    assert in_yuan["cash"].confirm


@pytest.mark.parametrize(("off", "asks"), [("0.00", False), ("4000.00", True)])
def test_a_total_in_ten_thousands_says_nothing_of_the_fen_of_its_parts(off: str, asks: bool) -> None:
    parts = {"cash": Decimal("1230000.00"), "inventories": Decimal("4560000.00") + Decimal(off)}
    found = facts({**parts, "total_ca": Decimal(5_790_000)})
    coarse = [replace(fact, step=Decimal(10_000)) if fact.name.endswith("total_ca") else fact for fact in found]

    told = named(vouch(coarse, identities()))

    assert told["inventories"].confirm is asks
    assert not told["total_ca"].confirm


def test_one_coarse_figure_among_fine_ones_allows_one_of_its_steps_and_no_more() -> None:
    parts = dict.fromkeys(CURRENT, Decimal("1000.00"))
    found = facts({**parts, "total_ca": Decimal(30_000)})
    coarse = [replace(fact, step=Decimal(10_000)) if fact.name.endswith("total_ca") else fact for fact in found]

    told = named(vouch(coarse, identities()))

    assert told["total_ca"].confirm


def test_a_sign_that_only_another_layout_explains_asks() -> None:
    income = {
        "revenue": Decimal("1000.00"),
        "cogs": Decimal("700.00"),
        "credit_impairment": Decimal("50.00"),
        "operating_profit": Decimal("250.00"),
    }

    found = named(vouch(facts(income), identities()))

    assert found["credit_impairment"].confirm and "sign" in found["credit_impairment"].doubts
    assert not found["revenue"].confirm


def test_other_facts_pass_untouched() -> None:
    origin = Origin("contract.pdf", 1, None, "5", "text")
    other = Fact("contract.amount", Decimal(5), "money", "CNY", "5", (origin,), confirm=True, doubts=("confidence",))

    assert vouch([other], identities()) == (other,)


def test_a_persons_word_is_not_asked_again() -> None:
    by_person = Origin("corrections.toml", None, None, "5", "person")
    told = [replace(fact, origins=(by_person,)) for fact in facts({"eps": Decimal("1.23")})]

    assert vouch(told, identities())[0].confirm is False


def test_the_cell_to_look_at_first_carries_what_it_would_have_to_be() -> None:
    parts = dict.fromkeys(PARTS, Decimal("5000000.00"))

    found = named(vouch(facts({**balanced(parts), "total_liab": Decimal("6.00")}), identities()))

    assert found["total_liab"].doubts[0] == "would_be:30000000.00:other"
    assert not any(doubt.startswith("would_be") for doubt in found["total_equity"].doubts)
