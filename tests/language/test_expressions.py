from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditfile.errors import ExpressionError
from creditfile.language import Expression, View
from creditfile.language.expressions import the_language
from creditfile.model import Fact, Verdict


def the(source: str) -> Expression:
    return the_language().expression(source)


@pytest.fixture
def view() -> View:
    facts = {
        "contract.amount": Decimal("5000000.00"),
        "approval.amount": Decimal("4500000.00"),
        "contract.note": None,
        "contract.start": date(2024, 1, 31),
        "guarantee[0].amount": Decimal(1),
        "guarantee[1].amount": Decimal(2),
        'statement["2023-12-31"].total_assets': Decimal(7),
        'statement["2022-12-31"].total_assets': Decimal(5),
    }
    return View([Fact(name, value, "money") for name, value in facts.items()])


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("contract.amount <= approval.amount", Verdict.FAILS),
        ("approval.amount <= contract.amount", Verdict.HOLDS),
        ("contract.nothing > 1", Verdict.CANNOT_TELL),
        ("contract.note > 1", Verdict.CANNOT_TELL),
        ("contract.nothing > 1 and contract.amount < 3", Verdict.FAILS),
        ("contract.amount < 3 and contract.nothing > 1", Verdict.FAILS),
        ("contract.nothing > 1 or contract.amount > 3", Verdict.HOLDS),
        ("contract.nothing > 1 or contract.amount < 3", Verdict.CANNOT_TELL),
        ("not contract.nothing", Verdict.CANNOT_TELL),
        ("not (contract.amount > 3)", Verdict.FAILS),
        ("contract.nothing is missing", Verdict.HOLDS),
        ("contract.note is known", Verdict.FAILS),
        ("pledge is defined", Verdict.FAILS),
        ("pledge[0].kind == '存单'", Verdict.CANNOT_TELL),
        ("0.1 + 0.2 == 0.3", Verdict.HOLDS),
        ("guarantee | every('it.amount > 0')", Verdict.HOLDS),
        ("guarantee | every('it.amount > 1')", Verdict.FAILS),
        ("guarantee | every('it.nothing > 1')", Verdict.CANNOT_TELL),
        ("guarantee | some('it.amount == 2')", Verdict.HOLDS),
        ("guarantee | some('it.nothing == 2')", Verdict.CANNOT_TELL),
        ("guarantee | pick('it.amount') | total == 3", Verdict.HOLDS),
        ("statement.latest.total_assets > statement.latest.prior.total_assets", Verdict.HOLDS),
        ("statement.latest.prior.prior.total_assets > 0", Verdict.CANNOT_TELL),
        ("days(contract.start, on) == 30", Verdict.HOLDS),
        ("contract.amount / 0 > 1", Verdict.CANNOT_TELL),
        ("ratio(contract.amount, 0) > 1", Verdict.CANNOT_TELL),
        ("contract.amount > 'text'", Verdict.CANNOT_TELL),
        ("contract.amount", Verdict.CANNOT_TELL),
    ],
)
def test_an_expression_holds_fails_or_cannot_be_told(view: View, source: str, verdict: Verdict) -> None:
    outcome = the(source).on(view, on=date(2024, 3, 1))

    assert verdict is outcome.verdict


def test_the_facts_read_are_the_evidence_and_what_was_wanted_is_named(view: View) -> None:
    outcome = the("contract.amount <= approval.limit").on(view)

    assert ["contract.amount"] == [fact.name for fact in outcome.read]
    assert ("approval.limit",) == outcome.missing


@pytest.mark.parametrize(
    "source",
    [
        "contract.amount.__class__",
        "''.__class__.__mro__[1].__subclasses__()",
        "contract._tree",
        "{}.__init__.__globals__",
    ],
)
def test_python_itself_is_out_of_reach(source: str) -> None:
    with pytest.raises(ExpressionError):
        the(source)


@pytest.mark.parametrize(
    "source", ["'a' * 1000000000", "2 ** 100000", "'%s' % contract.amount", "'a'.format(1)", "'x'.join(['a'])"]
)
def test_what_would_grow_or_call_is_refused_without_harm(view: View, source: str) -> None:
    assert Verdict.CANNOT_TELL is the(source).on(view).verdict


def test_a_misspelt_expression_is_told_with_its_place() -> None:
    with pytest.raises(ExpressionError, match=r"rule\.toml:3"):
        the_language().expression("contract.amount <=", "rule.toml:3")


def test_every_address_an_expression_names_is_known_without_running_it() -> None:
    named = the("a.b > 1 and (g | every('it.amount <= c.limit')) and s.latest.x['y'] == 1").addresses

    assert {"a.b", "g", "g[0].amount", "c.limit", 's.latest.x["y"]'} <= named


def test_a_text_prints_what_is_missing_as_to_be_filled_in(view: View) -> None:
    text = the_language().text("{{ contract.amount|money }}/{{ contract.nothing|wan }}/{{ contract.start|day }}")

    assert "5,000,000.00/【待补】/2024年1月31日" == text.on(view)


_ANSWERS = {"t": True, "f": False}
_NAMES = st.sampled_from(["v.t", "v.f", "v.u"])
_FORMULAS = st.recursive(
    _NAMES,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} and {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} or {pair[1]})"),
        inner.map(lambda one: f"(not {one})"),
    ),
    max_leaves=8,
)


@given(_FORMULAS)
def test_logic_is_kleenes_so_the_unknown_decides_only_when_it_must(formula: str) -> None:
    view = View([Fact(f"v.{name}", value, "boolean") for name, value in _ANSWERS.items()])
    either = {eval(formula, {"v": type("V", (), {**_ANSWERS, "u": u})}) for u in (True, False)}

    verdict = the(formula).on(view).verdict

    if verdict is not Verdict.CANNOT_TELL:
        assert {verdict is Verdict.HOLDS} == either
    else:
        assert "v.u" in formula


def test_first_reads_no_more_than_it_needs(view: View) -> None:
    outcome = the("first(contract.nothing, contract.amount, approval.amount)").on(view)

    assert (Decimal("5000000.00"), ["contract.amount"]) == (outcome.value, [fact.name for fact in outcome.read])


def test_an_expression_within_an_expression_is_checked_when_the_book_is_opened() -> None:
    with pytest.raises(ExpressionError, match=r"rule\.toml:3"):
        the_language().expression("guarantee | every('it.amount >')", "rule.toml:3")
