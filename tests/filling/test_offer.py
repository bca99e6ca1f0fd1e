from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from creditfile.errors import BookError
from creditfile.filling.offer import Offer, read_offer
from creditfile.filling.printing import Sheet
from creditfile.filling.word import prepare, render
from creditfile.language.view import View
from creditfile.model import Fact
from tests.filling.word_files import W, facts, part, word_file

FOLDER = Path(__file__).parents[2] / "templates" / "proposal"
BASE = {"statement": "2024-12-31"}


def year(**values: int) -> list[Fact]:
    return [Fact(f'statement["2024-12-31"].{name}', Decimal(value), "money", "CNY") for name, value in values.items()]


def offer(known: list[Fact]) -> dict[str, object]:
    book = read_offer(FOLDER)
    assert book is not None
    return Offer(book, View(known), Sheet(lambda address: address)).record()


def test_a_need_is_named_only_when_the_facts_show_it() -> None:
    slow = offer(year(ar_days=90, accounts_receivable=1_000_000))
    quick = offer(year(ar_days=30, accounts_receivable=1_000_000))

    assert [need["code"] for need in slow["needs"]] == ["ND-04"]  # type: ignore[attr-defined]
    assert [need["code"] for need in quick["needs"]] == []  # type: ignore[attr-defined]


def test_a_need_that_cannot_be_told_is_asked_for_and_not_guessed() -> None:
    asked = {need["code"]: need["missing"] for need in offer([])["unknown"]}  # type: ignore[attr-defined]

    assert "statement" in asked["ND-04"]
    assert len(asked) == len(read_offer(FOLDER).needs)  # type: ignore[union-attr]


def test_a_benefit_is_worked_out_by_its_formula() -> None:
    book = read_offer(FOLDER)
    assert book is not None
    sheet = Sheet(lambda address: address)
    record = Offer(book, View(year(ar_days=90, accounts_receivable=1_000_000)), sheet).record()
    list(record["benefits"])

    assert sheet.marks[-1].text == "1.28"  # 1,000,000 × 0.0385 × 30 ÷ 90 = 12,833.33 yuan
    assert {fact.name.rpartition(".")[2] for fact in sheet.marks[-1].facts} == {"accounts_receivable", "ar_days"}


def test_a_product_whose_papers_are_not_there_is_listed_as_awaiting_them() -> None:
    products = offer(year(ar_days=90, accounts_receivable=1_000_000))["products"]

    assert all("待落实" in product["status"] for product in products)  # type: ignore[attr-defined]


def test_a_product_whose_papers_are_there_ranks_higher() -> None:
    known = year(ar_days=90, accounts_receivable=1_000_000)
    with_trade = [*known, *facts(trade__no="甲")]

    assert offer(with_trade)["products"][0]["code"] == "P09"  # type: ignore[index]


def test_plans_without_any_product_are_left_out() -> None:
    assert offer([])["plans"] == ()


def test_a_need_for_an_unknown_product_is_refused(tmp_path: Path) -> None:
    for name in ("offer.toml", "catalogue.csv"):
        (tmp_path / name).write_text((FOLDER / name).read_text(encoding="utf-8"), encoding="utf-8")
    text = (tmp_path / "offer.toml").read_text(encoding="utf-8").replace('"P04"', '"P99"', 1)
    (tmp_path / "offer.toml").write_text(text, encoding="utf-8")

    with pytest.raises(BookError, match="P99"):
        read_offer(tmp_path)


def test_the_catalogue_has_every_product_once() -> None:
    book = read_offer(FOLDER)
    assert book is not None

    assert len(book.products) == 40  # the 39 of the catalogue, and bond underwriting
    assert replace(book).products.keys() == book.products.keys()


def test_the_facts_behind_a_need_are_not_put_behind_its_name() -> None:
    book = read_offer(FOLDER)
    assert book is not None
    sheet = Sheet(lambda address: address)
    view = View(year(ar_days=90, accounts_receivable=1_000_000))
    template = prepare(word_file("{% for n in offer.needs %}{{ n.dimension }}:{{ n.says }}{% endfor %}"), "t")
    rendered = render(template, view, sheet, {"offer": Offer(book, view, sheet).record()})

    tags = [node.get(f"{W}val") for node in part(rendered.content).iter(f"{W}tag")]
    assert tags == [f'fact:statement["2024-12-31"].{name}' for name in ("accounts_receivable", "ar_days")]


def test_a_farmer_is_offered_what_is_for_farmers_and_a_company_is_not() -> None:
    gap = [Fact("need.new_loan", Decimal(500_000), "money", "CNY"), *year(revenue=1_000_000)]
    farmer = offer([*gap, Fact("party.type", "FRM", "text")])
    company = offer([*gap, Fact("party.type", "ENT", "text")])

    assert {product["code"] for product in farmer["products"]} <= {"P31", "P32", "P33", "P34"}  # type: ignore[attr-defined]
    assert len(farmer["plans"]) == 3  # type: ignore[arg-type]
    assert "P17W" in {product["code"] for product in company["products"]}  # type: ignore[attr-defined]
    assert not any(product["code"] == "P31" for product in company["products"])  # type: ignore[attr-defined]


def test_assumptions_are_shown_as_people_read_them_and_only_beside_a_benefit() -> None:
    shown = offer(year(ar_days=90, accounts_receivable=1_000_000))["assumptions"]

    assert [one["value"] for one in shown][::2] == ["3.85%", "1,000,000"]  # type: ignore[attr-defined]
    assert offer([])["assumptions"] == ()
