"""What the rulebook holds, counted and held together; each rule's own examples are in test_rules."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from creditfile.book import open_book
from creditfile.linting.names import dictionary, unknown

FOLDER = Path(__file__).parent.parent.parent
BOOK = open_book(FOLDER)
RULES = {rule.code: rule for rule in BOOK.rules.rules}
MARK = re.compile(r"✔|【待核|CFG|《")


@pytest.mark.parametrize(("family", "count"), [("ADM", 26), ("PRH", 30), ("PRU", 32)])
def test_the_families_of_the_reference_are_whole(family: str, count: int) -> None:
    numbers = sorted(code for code in RULES if code.startswith(f"{family}-"))

    assert numbers == [f"{family}-{number:03d}" for number in range(1, count + 1)]


def test_there_are_thirty_signals_in_seven_categories_weighing_123() -> None:
    signals = [rule for rule in RULES.values() if rule.code.startswith("SIG-")]

    assert len(signals) == 30
    assert len({signal.group for signal in signals}) == 7
    assert sum(signal.weight for signal in signals) == 123


def test_at_least_ten_rules_of_admission_and_of_prohibition_are_json_schemas() -> None:
    kinds = Counter(rule.family for rule in RULES.values() if hasattr(rule.test, "schema"))

    assert kinds["ADM"] >= 8
    assert kinds["PRH"] >= 10


@pytest.mark.parametrize("code", sorted(code for code in RULES if code[:3] in ("ADM", "PRH", "PRU", "SIG")))
def test_a_rule_says_how_sure_its_basis_is_and_what_to_do_in_both_languages(code: str) -> None:
    rule = RULES[code]

    assert all(MARK.search(clause) for clause in rule.basis)
    assert rule.mend
    assert rule.mend_en
    assert rule.mend_en != rule.mend


def test_a_prohibition_weighs_as_an_error_unless_it_may_be_overridden() -> None:
    soft = {code for code, rule in RULES.items() if rule.family == "PRH" and rule.severity != "error"}

    assert soft == {code for code, rule in RULES.items() if rule.family == "PRH" and rule.level == "SOFT"}


def test_every_setting_says_why_it_has_its_value() -> None:
    from creditfile.content import read_toml

    entries = read_toml(FOLDER / "schemas" / "settings.toml")["settings"]

    assert [key for key, entry in entries.items() if len(entry["reason"]) < 3] == []


def test_every_setting_of_the_reference_is_there() -> None:
    wanted = """
        credit_report_max_age_days completeness_gate fs_max_age_days appraisal_max_age_days audit_required_amount
        min_operating_months age_plus_term_max need_tolerance dscr_min dti_max debt_ratio_warn current_ratio_warn
        quick_ratio_warn quick_ratio_variant junk_share_warn other_recv_warn rev_tax_dev rev_cit_dev
        hard_queries_warn
        lenders_warn nonbank_warn litigation_equity_share litigation_abs debt_to_revenue_cap penalty_warn
        industry_npl_warn private_lending_cases same_payee_n same_phone_n cycle_len_max pcl_max_months
        guarantee_period_years max_amount_buffer reg_buffer_months tax_d_is_hard onsite_waiver_rules family_min_living
        ocr_conf archive_lag_days retention_years template_registry
    """

    assert [key for key in wanted.split() if key not in BOOK.rules.settings] == []


def test_the_papers_that_are_demanded_can_be_recognised() -> None:
    kinds = {kind.name for kind in BOOK.documents.types} | {"statement"}

    assert [d.code for d in BOOK.rules.demands if not set(d.document) <= kinds] == []


def test_what_a_paper_must_be_is_asked_of_facts_that_there_are() -> None:
    known = dictionary(BOOK)
    complaints = [
        (demand.code, complaint)
        for demand in BOOK.rules.demands
        for expression in (demand.when, demand.valid)
        if expression
        for complaint in unknown(expression.addresses, known)
    ]

    assert complaints == []


def test_each_paper_is_demanded_once_for_a_kind_of_borrower() -> None:
    codes = Counter(demand.code for demand in BOOK.rules.demands)

    assert [code for code, count in codes.items() if count > 1] == []


def test_the_prime_rates_follow_one_another_month_by_month() -> None:
    days = [date.fromisoformat(row["date"]) for row in BOOK.rules.lists["lpr"]]

    months = [day.year * 12 + day.month for day in days]
    assert months == list(range(months[0], months[0] + len(months)))
    assert all(20 <= day.day <= 22 for day in days)


def test_the_five_year_prime_rate_is_never_below_the_one_year_rate() -> None:
    rows = BOOK.rules.lists["lpr"]

    assert [row["date"] for row in rows if Decimal(row["five_years"]) < Decimal(row["one_year"])] == []


def test_every_kind_of_collateral_that_may_be_mortgaged_has_a_cap() -> None:
    field = next(kind for kind in BOOK.documents.types if kind.subject == "collateral").field("kind")
    barred = {"土地所有权", "宅基地", "自留地", "公益设施", "乡镇企业土地"}

    caps = {row["kind"]: Decimal(row["cap"]) for row in BOOK.rules.lists["ltv-caps"]}
    assert field is not None
    assert set(caps) == set(dict(field.choices)) - barred
    assert all(0 < cap < 1 for cap in caps.values())


@pytest.mark.parametrize("name", [name for name in sorted(BOOK.rules.lists) if name.startswith(("words-", "permits"))])
def test_the_words_of_a_list_are_patterns_that_compile(name: str) -> None:
    column = "words" if name == "permits" else "word"

    for row in BOOK.rules.lists[name]:
        assert re.compile(row[column])


def test_the_scorecard_adds_up_to_a_hundred() -> None:
    from creditfile.settling.figures import computed

    figures = [figure for figure in BOOK.figures.figures if figure.address == "score.items"]
    (made,) = computed((), figures, {**BOOK.figures.names, "on": date(2026, 6, 30)})

    assert isinstance(made.value, tuple)
    assert sum(row["full"] for row in made.value if isinstance(row, dict)) == 100  # type: ignore[misc]
    assert {row["score"] for row in made.value if isinstance(row, dict)} == {None}
