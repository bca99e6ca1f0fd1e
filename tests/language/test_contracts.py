"""Functions of the language for contracts: papers held against each other, dates in order, amounts, plans."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from creditfile.language import Missing, View
from creditfile.language.expressions import the_language
from creditfile.model import Fact


def answer(source: str, facts: dict[str, Any], **more: Any) -> Any:
    view = View([Fact(name, value, "text") for name, value in facts.items()])
    outcome = the_language().expression(source).on(view, **more)
    return outcome.value if not outcome.missing else None


NAMES = "differing('name', contract.borrower, [['执照', licence, 'name'], ['担保', guarantee, 'debtor', 'if shown']])"


@pytest.mark.parametrize(
    ("facts", "odd"),
    [
        ({"contract.borrower": "甲（苏州）公司", "licence.name": "甲(苏州)公司"}, ()),
        ({"contract.borrower": "甲公司", "licence.name": "乙公司"}, ("执照:乙公司",)),
        ({"contract.borrower": "甲公司", "licence.uscc": "91"}, None),
        ({"contract.borrower": "甲公司"}, None),
        ({"contract.borrower": "甲公司", "licence.name": "甲公司", "guarantee[0].no": "1"}, ()),
        ({"contract.borrower": "甲公司", "licence.uscc": "91", "guarantee[0].debtor": "丙公司"}, ("担保:丙公司",)),
        ({"licence.name": "甲公司"}, None),
    ],
)
def test_papers_that_say_something_else_are_named(facts, odd):
    assert answer(NAMES, facts) == odd


def test_a_branch_may_be_named_with_or_without_its_bank():
    source = "differing('branch', contract.lender, [['批复', approval, 'branch']]) | count"

    assert answer(source, {"contract.lender": "某银行股份有限公司苏州分行", "approval.branch": "苏州分行"}) == 0
    assert answer(source, {"contract.lender": "某银行股份有限公司苏州分行", "approval.branch": "无锡分行"}) == 1


def test_a_bank_without_its_branch_may_be_any_of_its_branches():
    source = "differing('branch', contract.lender, [['批复', approval, 'branch']]) | count == 0"
    facts = {"contract.lender": "某银行股份有限公司", "approval.branch": "某银行股份有限公司苏州分行"}

    assert isinstance(answer(source, facts), Missing)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("苏借〔2026〕12号", "苏借[2026]12号", True), ("AB—12", "ab-12", True), ("AB-12", "AB-21", False)],
)
def test_contract_numbers_agree_whatever_their_brackets(one, other, same):
    assert answer("same_no(a.no, b.no)", {"a.no": one, "b.no": other}) is same


ORDER = "out_of_order(['批复', approval, 'date'], ['合同', contract, 'sign_date'], ['放款', drawdown, 'date'])"


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"approval.date": date(2026, 3, 1), "contract.sign_date": date(2026, 3, 2)}, ()),
        (
            {"approval.date": date(2026, 3, 3), "contract.sign_date": date(2026, 3, 2)},
            ("合同2026-03-02早于批复2026-03-03",),
        ),
        ({"approval.date": date(2026, 3, 1), "contract.no": "1"}, None),
        (
            {"approval.date": date(2026, 3, 5), "contract.no": "1", "drawdown[0].date": date(2026, 3, 4)},
            ("放款2026-03-04早于批复2026-03-05",),
        ),
    ],
)
def test_days_out_of_order_are_told_and_an_unread_day_is_unknown(facts, wrong):
    assert answer(ORDER, facts) == wrong


@pytest.mark.parametrize(
    ("words", "digits", "faults"),
    [
        ("人民币伍佰万元整", "¥5,000,000.00", 0),
        ("伍佰万元整", "500万元", 0),
        ("人民币伍佰万元整", "¥500,000.00", 1),
        ("人民币伍佰万整", "¥5,000,000.00", 1),
        ("人民币壹仟伍元整", "¥1,005.00", 1),
    ],
)
def test_words_and_digits_that_differ_or_cannot_be_read_are_faults(words, digits, faults):
    pairs = ({"words": words, "digits": digits},)

    assert answer("pair_faults(c.pairs) | count", {"c.pairs": pairs}) == faults


@pytest.mark.parametrize(
    ("words", "faults"),
    [("人民币壹拾万元整", 0), ("壹拾万元整", 0), ("人民币拾万元整", 1), ("人民币贰仟元", 1), ("人民币貳拾萬圓整", 0)],
)
def test_words_that_leave_room_are_faults(words, faults):
    assert answer("capital_faults([c.words]) | count", {"c.words": words}) == faults


def test_clauses_that_are_not_there_are_named_and_unread_ones_unknown():
    source = "absent(contract, {'clause_rate': '利率', 'clause_term': '期限'})"

    assert answer(source, {"contract.clause_rate": "有。", "contract.clause_term": ""}) == ("期限",)
    assert answer(source, {"contract.clause_rate": "有。", "contract.no": "1"}) is None
    assert answer(source, {"approval.no": "1"}) is None


def test_the_counterpart_is_found_by_number_or_is_the_only_one():
    source = "counterpart(property, 'cert_no', m.cert, 'owner')"
    two = {"property[0].cert_no": "A(1)", "property[0].owner": "甲"}
    two |= {"property[1].cert_no": "B", "property[1].owner": "乙"}

    assert answer(source, {**two, "m.cert": "A（1）"}) == "甲"
    assert answer(source, {**two, "m.cert": "C"}) is None
    assert answer(source, {"property[0].owner": "甲", "m.cert": "C"}) == "甲"


@pytest.mark.parametrize(
    ("numbers", "faults"),
    [
        ((1, 2, 3), ()),
        ((1, 3), ("缺第2页",)),
        ((1, 2), ("缺第3页",)),
        ((1, 2, 2, 3), ("第2页重复",)),
        ((), None),
    ],
)
def test_page_numbers_run_on_to_their_total(numbers, faults):
    rows = tuple({"number": number, "of": 3} for number in numbers)

    assert answer("pages_faults(c.pages)", {"c.pages": rows}) == faults


@pytest.mark.parametrize(
    ("terms", "annual", "spread", "agrees"),
    [
        ("年利率3.85%", "3.85", None, True),
        ("3.95%", "3.85", None, False),
        ("1年期LPR加85个基点", None, "85", True),
        ("LPR+95BP", None, "85", False),
        ("5年期以上LPR加85个基点", None, "85", False),
        ("另行协商", "3.85", None, None),
    ],
)
def test_a_rate_is_as_approved_by_figure_or_by_points(terms, annual, spread, agrees):
    facts: dict[str, Any] = {"a.terms": terms, "c.tenor": "1Y"}
    facts |= {"c.annual": Decimal(annual)} if annual else {}
    facts |= {"c.spread": Decimal(spread)} if spread else {}

    assert answer("as_approved(a.terms, c.annual, c.spread, c.tenor)", facts) is agrees


def test_shares_are_compared_to_a_hundredth():
    one = ({"name": "张三", "ratio": Decimal("0.6")}, {"name": "李四", "ratio": Decimal("0.4")})
    other = ({"name": "李四", "ratio": Decimal("0.405")}, {"name": "张三", "ratio": Decimal("0.595")})

    assert answer("share_faults(a.s, b.s)", {"a.s": one, "b.s": other}) == ()
    assert answer("share_faults(b.s, a.s) | count", {"a.s": one, "b.s": one[:1]}) == 0
    assert answer("share_faults(a.s, b.s)", {"a.s": one, "b.s": ({"name": "张三", "ratio": Decimal(1)},)}) == (
        "张三 60.00%≠100.00%",
        "李四 40.00%≠无",
    )


def test_names_in_a_line_are_told_apart():
    assert answer("parts(i.officers)", {"i.officers": "张三、李四和王五"}) == ("张三", "李四", "王五")


def test_a_message_prints_what_it_does_not_know_and_goes_on():
    text = the_language().text("{% if a.x > 1 %}多{% endif %}{% for b in a.rows %}{{ b }}{% endfor %}金额{{ a.x }}元")

    assert text.on(View([Fact("a.y", 1, "integer")])) == "金额【待补】元"


def test_a_person_with_two_numbers_is_named_and_two_persons_are_not():
    source = "number_conflicts([id_card, 'name', 'id_no'], [marriage, 'spouse_name', 'spouse_id_no'])"
    facts = {"id_card[0].name": "张三", "id_card[0].id_no": "320102198001010016", "marriage.spouse_name": "张三"}

    assert answer(source, {**facts, "marriage.spouse_id_no": "320102198001010016"}) == ()
    assert answer(source, {**facts, "marriage.spouse_id_no": "350521199003070013"}) == (
        "张三 320102198001010016≠350521199003070013",
    )
    other = {"marriage.spouse_name": "李四", "marriage.spouse_id_no": "350521199003070013"}
    assert answer(source, {**facts, **other}) == ()


@pytest.mark.parametrize(
    ("number", "born"),
    [("320102198001010016", date(1980, 1, 1)), ("32010219801301001X", None), ("320102800101001", None)],
)
def test_the_day_of_birth_stands_in_an_identity_number(number, born):
    assert answer("birth_of(p.no)", {"p.no": number}) == born


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("贷款人所在地人民法院", "债权人住所地有管辖权的人民法院", True),
        ("甲方所在地人民法院", "苏州市虎丘区人民法院", True),
        ("苏州市虎丘区人民法院", "南京市玄武区人民法院", False),
    ],
)
def test_courts_are_the_same_when_they_are_the_creditors(one, other, same):
    source = "differing('court', contract.venue, [['保证合同', guarantee, 'venue']]) | count == 0"

    assert answer(source, {"contract.venue": one, "guarantee[0].venue": other}) is same


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("320102198001010016", True),
        ("320102198001010026", False),
        ("130102198605263723", False),  # checks as a credit code, and is a citizen's with a slip
        ("91320100MA1ABCDE85", True),
        ("91320100MA1ABCDE84", False),
    ],
)
def test_a_citizens_number_with_a_slip_is_no_credit_code_by_chance(number, valid):
    assert answer("valid_id(p.no)", {"p.no": number}) is valid


THINGS = ({"cert_no": "A1"}, {"cert_no": "A2"})
GIVEN = {
    "mortgage[0].no": "D1", "mortgage[0].mortgagor": "张三", "mortgage[0].assets": THINGS,
    "mortgage[1].no": "D1", "mortgage[1].mortgagor": "李四", "mortgage[1].assets": THINGS,
    "mortgage[2].no": "D2", "mortgage[2].mortgagor": "王五", "mortgage[2].asset_cert_no": "A3",
}  # fmt: skip


def test_a_contract_that_several_give_is_counted_once_and_its_things_each() -> None:
    assert answer("once(mortgage) | count", GIVEN) == 2
    assert list(answer("mortgaged(mortgage) | pick('it.cert_no')", GIVEN)) == ["A1", "A2", "A3"]
    assert list(answer("mortgaged(mortgage) | pick('it.mortgagors | count')", GIVEN)) == [2, 2, 1]


@pytest.mark.parametrize(
    ("names", "others", "said"),
    [
        ("张三", ("李四、张三",), True),
        ("张三、李四", ("张三",), False),
        ("甲（苏州）公司", ("甲(苏州)公司", "乙公司"), True),
    ],
)
def test_each_name_listed_must_be_among_the_others(names: str, others: tuple[str, ...], said: bool) -> None:
    facts = {f"guarantee[{n}].guarantor": other for n, other in enumerate(others)} | {"property[0].owner": names}

    assert answer("are_among(property[0].owner, stated('guarantor', guarantee))", facts) is said
