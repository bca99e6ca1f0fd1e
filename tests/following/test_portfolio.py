"""The portfolio: tiers against their benchmarks, worth, exits, groups; nothing known is left out of a sum."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from creditfile.following.portfolio import portfolio
from creditfile.model import Case, Fact
from creditfile.model.portfolio import Group, Outstanding, Portfolio
from creditfile.reporting.plain_xlsx import plain_workbook
from creditfile.reporting.portfolio import page, sheets

DAY = date(2026, 3, 1)


def case(name: str, **facts: Any) -> Case:
    stated = {"party__name": name, "contract__no": "A", **facts}
    return Case(name, Path(), facts=tuple(Fact(key.replace("__", "."), value, "any") for key, value in stated.items()))


def client(name: str, tier: str, owed: Decimal | int, brought: int, **more: Any) -> Case:
    return case(name, party__tier=tier, contract__amount=owed, bank__contribution=Decimal(brought), **more)


@pytest.fixture
def found(book: Any) -> Portfolio:
    cases = (
        client("甲", "STRATEGIC_CORE", Decimal(600), 70, bank__service_cost=Decimal(10)),
        client("乙", "GROWTH_VALUE", 400, 20, bank__service_cost=Decimal(30)),
        client("丙", "BASE_POTENTIAL", Decimal(100), 10, bank__group_name="大集团"),
        client("<丁>", "BASE_POTENTIAL", Decimal(50), 0, bank__group_name="大集团"),
    )
    return portfolio(cases, book, DAY)


def test_whole_yuan_and_yuan_with_fen_are_summed_alike(found: Portfolio) -> None:
    owed = {tier.code: tier.outstanding.known for tier in found.tiers}

    assert {"STRATEGIC_CORE": 600, "GROWTH_VALUE": 400, "BASE_POTENTIAL": 150} == owed


def test_shares_of_clients_and_of_contribution_stand_beside_their_benchmarks(found: Portfolio) -> None:
    assert Decimal("0.25") == found.share(("STRATEGIC_CORE", "STRATEGIC_CANDIDATE"))
    assert Decimal("0.7") == found.share(("STRATEGIC_CORE",), "contribution")


def test_a_share_of_contribution_is_not_told_where_one_client_does_not_state_it(book: Any) -> None:
    clients = (client("甲", "STRATEGIC_CORE", 1, 1), case("乙", party__tier="GROWTH_VALUE"))

    assert portfolio(clients, book, DAY).share(("STRATEGIC_CORE",), "contribution") is None


def test_a_client_that_costs_more_than_it_brings_is_proposed_for_exit_with_the_reason(found: Portfolio) -> None:
    assert [("乙", "贡献低于服务成本")] == [(client.name, why) for client, why in found.exits]


def test_a_sum_says_of_how_many_clients_nothing_is_known(book: Any) -> None:
    clients = (client("甲", "GROWTH_VALUE", 400, 1), case("乙", party__tier="GROWTH_VALUE"))

    (tier,) = portfolio(clients, book, DAY).tiers

    assert Outstanding(Decimal(400), 1) == tier.outstanding


def test_groups_are_summed_over_their_members(found: Portfolio) -> None:
    assert [Group("大集团", 2, Outstanding(Decimal(150), 0), Decimal(150), None)] == found.groups


@pytest.mark.parametrize(
    ("owed", "stated", "capital", "within"),
    [
        (150, None, 1000, True),  # a fifth of 1,000 is 200
        (201, None, 1000, False),
        (150, 201, 1000, False),  # what the papers state of the group is more than what we know of
        (150, None, None, None),
    ],
)
def test_a_group_beyond_a_fifth_of_tier_1_capital_is_over_its_limit(
    book: Any, owed: int, stated: int | None, capital: int | None, within: bool | None
) -> None:
    said = {"bank__exposure_to_group": stated, "bank__tier1_net": capital}
    more = {key: Decimal(value) for key, value in said.items() if value is not None}
    clients = (
        client("甲", "GROWTH_VALUE", owed - 50, 1, bank__group_name="大集团", **more),
        client("乙", "GROWTH_VALUE", 50, 1, bank__group_name="大集团"),
    )

    (group,) = portfolio(clients, book, DAY).groups

    assert group.within is within


def test_a_group_with_an_unknown_sum_is_not_said_to_be_within_its_limit(book: Any) -> None:
    clients = (
        client("甲", "GROWTH_VALUE", 50, 1, bank__group_name="大集团", bank__tier1_net=Decimal(1000)),
        case("乙", bank__group_name="大集团"),
    )

    (group,) = portfolio(clients, book, DAY).groups

    assert group.within is None
    assert "无法判断" in page(portfolio(clients, book, DAY), book.rules.titles)


def test_the_page_runs_nothing_and_names_arrive_as_themselves(found: Portfolio, book: Any) -> None:
    html = page(found, book.rules.titles)

    assert "&lt;丁&gt;" in html or "<丁>" not in html
    assert "<script" not in html
    assert "贡献低于服务成本" in html


def test_the_workbook_has_a_line_a_client(found: Portfolio, book: Any, tmp_path: Path) -> None:
    file = tmp_path / "p.xlsx"
    file.write_bytes(plain_workbook(sheets(found, book.rules.titles)))

    opened = load_workbook(file)

    assert ["客户", "分层", "到期与逾期", "规则", "集团"] == opened.sheetnames
    assert {"客户", "甲", "乙", "丙", "<丁>"} == {row[0].value for row in opened["客户"].iter_rows()}
