from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from creditfile.model import Fact, Origin, Reading
from creditfile.model.document import Column, DocumentType, Field, Marks
from creditfile.settling.fields import typed

FIELDS = (
    Field("amount", "金额", "money"),
    Field("wan", "金额", "money", unit="万元"),
    Field("on", "日期", "date"),
    Field("code", "代码", "credit_code"),
    Field("kind", "种类", "choice", choices=(("ENTRUSTED", ("受托支付",)), ("SELF", ("自主支付",)))),
    Field("names", "姓名", "list"),
    Field(
        "rows", "明细", "table", columns=(Column("day", "日", "date", ("日",)), Column("sum", "额", "money", ("额",)))
    ),
    Field("people", "人员", "table", columns=(Column("id_no", "身份证号", "id_number", ("身份证号",)),)),
)
KIND = DocumentType("paper", "D999", "资料", "Paper", "paper", False, None, Marks(), FIELDS)


def reading(field: str, value: Any) -> Reading:
    fact = Fact(
        f"paper.{field}", value, "text", raw=str(value), origins=(Origin("a.pdf", 3, None, str(value), "text"),)
    )
    return Reading("paper", "a.pdf", field, fact)


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        ("amount", "5,000,000.00元", Decimal("5000000.00")),
        ("wan", "450", Decimal("4500000")),
        ("on", "二〇二六年三月九日", date(2026, 3, 9)),
        ("kind", "自主支付", "SELF"),
        ("names", "王一、李二", ("王一", "李二")),
    ],
)
def test_text_becomes_what_the_field_says_it_is(field: str, raw: str, value: Any) -> None:
    fact = typed(reading(field, raw), KIND).fact

    assert fact is not None
    assert (value, raw) == (fact.value, fact.raw)


def test_what_is_no_such_value_is_told_with_place_and_reason_and_no_fact_is_made() -> None:
    result = typed(reading("amount", "孔500万"), KIND)

    assert result.fact is None
    assert result.trouble is not None
    assert ("RDG-121", 3) == (result.trouble.code, result.trouble.page)
    assert "孔500万" in result.trouble.detail
    assert "coerce" not in result.trouble.detail


def test_a_blank_is_blank_not_zero() -> None:
    fact = typed(reading("amount", "—"), KIND).fact

    assert fact is not None
    assert fact.value is None


def test_an_amount_without_any_unit_asks() -> None:
    fact = typed(reading("amount", "5,000,000.00"), KIND).fact

    assert fact is not None
    assert ("irregular:no_unit",) == fact.doubts


def test_a_code_whose_check_character_fits_is_vouched_for_by_it() -> None:
    right, wrong = (typed(reading("code", code), KIND).fact for code in ("91350100M000100Y43", "91350100M000100Y44"))

    assert right is not None and wrong is not None
    assert ("check_digit",) == right.witnesses
    assert ("irregular:check_digit",) == wrong.doubts


def test_a_typed_form_gives_values_as_they_are() -> None:
    fact = typed(reading("amount", Decimal("5000000.00")), KIND).fact

    assert fact is not None
    assert (Decimal("5000000.00"), "CNY") == (fact.value, fact.unit)


def test_rows_are_typed_cell_by_cell_and_a_bad_cell_is_named_not_guessed() -> None:
    rows = ({"day": "2026-03-09", "sum": "1,000.00元"}, {"day": "2026-13-09", "sum": "2,000.00元"})

    fact = typed(reading("rows", rows), KIND).fact

    assert fact is not None
    assert ({"day": date(2026, 3, 9), "sum": Decimal("1000.00")}, {"sum": Decimal("2000.00")}) == fact.value
    assert ["irregular:row 2 日"] == [
        doubt.partition(":")[0] + ":" + doubt.split(":")[1].strip() for doubt in fact.doubts
    ]


@pytest.mark.parametrize(
    ("raw", "proposed"),
    [("91430100MA4L16R15", False), ("91430100MA4L16R1512", False), ("914301O0MA4L16R151", True)],
)
def test_a_code_of_another_length_or_with_impossible_letters_is_refused_not_mended(raw: str, proposed: bool) -> None:
    result = typed(reading("code", raw), KIND)

    assert result.fact is None
    assert result.trouble is not None
    assert proposed == ("91430100MA4L16R151" in result.trouble.detail.replace(raw, ""))


def test_a_number_in_a_table_whose_check_character_does_not_fit_asks() -> None:
    rows = ({"id_no": "11010519491231002X"}, {"id_no": "110105194912310020"})
    fact = typed(reading("people", rows), KIND).fact

    assert fact is not None
    assert rows == fact.value
    assert ["irregular:row 2 身份证号"] == [doubt.rpartition(":")[0] for doubt in fact.doubts]
