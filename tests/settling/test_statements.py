"""Whose statements they are: the borrower's, a guarantor's, or those of a company nobody names."""

from decimal import Decimal

from creditfile.model import Fact, Origin
from creditfile.settling.parties import Parties
from creditfile.settling.statements import compared, is_stated, owned

PARTIES = Parties(borrowers=("甲地机械有限公司",), guarantors=("乙地钢铁有限公司", "丙地运输有限公司"))


def paper(path: str, company: str | None, subject: str = "statement") -> list[tuple[str, Fact]]:
    """A figure, and the company where the statement names it."""
    address = f'{subject}["2024-12-31"]'
    facts = [Fact(f"{address}.cash", None, "money")]
    facts += [Fact(f"{address}.company", company, "name")] if company else []
    return [(path, fact) for fact in facts]


def names(*papers: list[tuple[str, Fact]], audited: dict[str, str] | None = None) -> list[str]:
    """The addresses of the figures."""
    facts, _ = owned([one for paper in papers for one in paper], audited or {}, PARTIES)
    return [fact.name for fact in facts if fact.name.endswith("cash")]


def test_the_borrowers_keep_their_address() -> None:
    assert ['statement["2024-12-31"].cash'] == names(paper("a.pdf", "甲地机械有限公司"))


def test_a_guarantors_get_their_own() -> None:
    found = names(paper("a.pdf", "甲地机械有限公司"), paper("b.pdf", "乙地钢铁有限公司", "parent_statement"))

    assert ['statement["2024-12-31"].cash', 'guarantor_parent_statement["2024-12-31"].cash'] == found


def test_a_second_guarantor_is_told_from_the_first() -> None:
    first, second = "乙地钢铁有限公司", "丙地运输有限公司"
    found = names(paper("b.pdf", first), paper("c.pdf", second), paper("d.pdf", first))

    assert [
        'guarantor_statement["2024-12-31"].cash',
        'guarantor_statement_2["2024-12-31"].cash',
        'guarantor_statement["2024-12-31"].cash',
    ] == found


def test_the_audit_report_names_the_company_where_the_statements_do_not() -> None:
    assert ['guarantor_statement["2024-12-31"].cash'] == names(
        paper("b.pdf", None), audited={"b.pdf": "乙地钢铁有限公司"}
    )


def test_statements_of_nobody_named_are_kept_apart_from_the_borrowers_and_said() -> None:
    facts, strangers = owned(
        [*paper("a.pdf", "甲地机械有限公司"), *paper("x.pdf", "丁地食品有限公司")], {}, PARTIES
    )

    assert 'other_statement["2024-12-31"].cash' in [fact.name for fact in facts]
    assert [("x.pdf", "RDG-140", "财务报表:丁地食品有限公司")] == [
        (path, trouble.code, trouble.detail) for path, trouble in strangers
    ]


def test_the_only_statements_keep_the_borrowers_address_though_the_name_differs() -> None:
    assert ['statement["2024-12-31"].cash'] == names(paper("x.pdf", "丁地食品有限公司"))


def test_what_is_a_fact_of_statements() -> None:
    assert is_stated('guarantor_statement_2["2024-12-31"].cash')
    assert not is_stated("guarantor_audit.firm")


def test_of_two_companies_that_no_paper_names_the_first_stands_in_for_the_borrower() -> None:
    nobody = Parties(borrowers=(), guarantors=())
    facts, strangers = owned(
        [*paper("a.pdf", "戊地纺织厂"), *paper("a.pdf#2", "丁地食品公司"), *paper("b.pdf", "戊地纺织厂")], {}, nobody,
    )

    assert [
        'statement["2024-12-31"].cash', 'other_statement["2024-12-31"].cash', 'statement["2024-12-31"].cash'
    ] == [fact.name for fact in facts if fact.name.endswith("cash")]
    assert [("a.pdf", "财务报表:丁地食品公司")] == [(path, trouble.detail) for path, trouble in strangers]


def stated(item: str, value: int, *sources: str, rivals: tuple[Fact, ...] = ()) -> Fact:
    """A figure that these reports state."""
    origins = tuple(Origin(source, 1, None, "", "text") for source in sources)
    address = f'statement["2023-12-31"].{item}'
    return Fact(address, Decimal(value), "money", origins=origins, rivals=rivals, label=item)


def test_what_two_reports_state_of_one_day_is_compared() -> None:
    other = stated("cash", 8, "2024.pdf")
    facts = [stated("cash", 7, "2023.pdf", rivals=(other,)), stated("inventories", 5, "2023.pdf", "2024.pdf")]

    assert {"reports": 2, "restated": 1} == {fact.name.rpartition(".")[2]: fact.value for fact in compared(facts)}


def test_a_second_table_of_the_same_report_is_no_other_report() -> None:
    again = stated("cash", 8, "2023.pdf")

    assert [] == list(compared([stated("cash", 7, "2023.pdf", rivals=(again,))]))
