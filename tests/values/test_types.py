import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditfile.values.refusal import NotAValue
from creditfile.values.remarks import REMARKS, remark
from creditfile.values.types import TYPES, Value

SECURITY: Mapping[str, tuple[str, ...]] = {
    "guarantee": ("保证", "连带责任保证"),
    "mortgage": ("抵押",),
    "pledge": ("质押",),
}


@pytest.mark.parametrize(
    ("kind", "raw", "unit", "value"),
    [
        ("text", " 流动  资金（周转）", None, Value("流动 资金（周转）")),
        ("name", "张  三（签字）", None, Value("张三")),
        ("name", "某某（苏州）有限公司（盖章）", None, Value("某某（苏州）有限公司")),
        ("address", "江苏省苏州市１号", None, Value("江苏省苏州市１号")),
        ("money", "450", "万元", Value(Decimal(4_500_000), "CNY", (), Decimal(10_000))),
        ("money", "450", None, Value(Decimal(450), None, ("no_unit",), Decimal(1))),
        ("money", "人民币伍佰万元整(¥5,000,000.00)", None, Value(Decimal(5_000_000), "CNY", (), Decimal("0.01"))),
        ("capital", "人民币伍佰万元整", None, Value(Decimal(5_000_000), "CNY", (), Decimal("0.01"))),
        ("rate", "年利率3.85%", None, Value(Decimal("3.85"), "percent")),
        ("basis_points", "LPR+85BP", None, Value(Decimal(85), "bp")),
        ("basis_points", "减15个基点", None, Value(Decimal(-15), "bp")),
        ("basis_points", "-15", "bp", Value(Decimal(-15), "bp")),
        ("ratio", "65%", None, Value(Decimal("0.65"))),
        ("ratio", "65", "%", Value(Decimal("0.65"))),
        ("ratio", "百分之六十五", None, Value(Decimal("0.65"))),
        ("ratio", "七成", None, Value(Decimal("0.7"))),
        ("ratio", "0.65", None, Value(Decimal("0.65"), None, ("no_percent_sign",))),
        ("integer", "1,234人", None, Value(1234, "人")),
        ("integer", "三十五户", None, Value(35, "户")),
        ("decimal", "1,234.56平方米", "㎡", Value(Decimal("1234.56"), "㎡")),
        ("decimal", "12亩", "㎡", Value(Decimal(12), "亩", ("unit_differs:亩",))),
        ("boolean", "是", None, Value(True)),
        ("boolean", "无", None, Value(False)),
        ("boolean", "√", None, Value(True)),
        ("boolean", "☑是 □否", None, Value(True)),
        ("boolean", "□是 ☑否", None, Value(False)),
        ("boolean", "是□ 否☑", None, Value(False)),
        ("boolean", "是否抵押：√有 □无", None, Value(True)),
        ("boolean", "□是 □否", None, Value(None)),
        ("date", "2026年3月9日", None, Value(date(2026, 3, 9))),
        ("date", "长期", None, Value(date.max)),
        ("month", "2026年3月", None, Value("2026-03")),
        ("period_start", "自2026年3月10日起至2027年3月9日止", None, Value(date(2026, 3, 10))),
        ("period_end", "自2026年3月10日起至2027年3月9日止", None, Value(date(2027, 3, 9))),
        ("months", "一年", None, Value(12, "months")),
        ("days", "180天", None, Value(180, "days")),
        ("credit_code", "9111 0108 5513 8508 2Q", None, Value("91110108551385082Q")),
        ("credit_code", "911101085513850822", None, Value("911101085513850822", None, ("check_digit",))),
        ("id_number", "11010519491231002x", None, Value("11010519491231002X")),
        ("account", "3205 0166 7890 0000 1234", None, Value("32050166789000001234")),
        ("phone", "+86 138 1234 6789", None, Value("13812346789")),
        ("certificate", "苏（2024）苏州市不动产权第0012345号", None, Value("苏(2024)苏州市不动产权第0012345号")),
    ],
)
def test_a_text_is_read_by_its_type(kind: str, raw: str, unit: str | None, value: Value) -> None:
    assert TYPES[kind](raw, unit=unit) == value


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("money", "5%"),
        ("capital", "伍佰万"),
        ("rate", "LPR+85BP"),
        ("rate", "3.85"),
        ("basis_points", "85"),
        ("basis_points", "3.85%"),
        ("ratio", "65"),
        ("ratio", "1:2"),
        ("integer", "35.5"),
        ("integer", "3万"),
        ("integer", "12 34"),
        ("integer", "1,23"),
        ("decimal", "1.2亿"),
        ("decimal", "12-15"),
        ("boolean", "也许"),
        ("boolean", "☑是 ☑否"),
        ("boolean", "☑是□否☑"),
        ("date", "2026年2月30日"),
        ("month", "2026年3月9日"),
        ("months", "180天"),
        ("credit_code", "9111010855138508"),
        ("id_number", "110***********002X"),
        ("phone", "12345"),
        ("name", "。"),
        ("name", "${borrower}"),
    ],
)
def test_a_text_of_another_kind_is_refused_in_both_languages(kind: str, raw: str) -> None:
    with pytest.raises(NotAValue) as refusal:
        TYPES[kind](raw)

    assert re.search("[一-鿿]", refusal.value.why)
    assert re.search("[a-z]", refusal.value.why_en)


@pytest.mark.parametrize("kind", sorted(TYPES.keys() - {"clause"}))
@pytest.mark.parametrize("raw", ["", "—", "／", "____", "不适用"])
def test_a_blank_cell_is_no_value_of_any_type(kind: str, raw: str) -> None:
    assert TYPES[kind](raw) == Value(None)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("连带责任保证", "guarantee"),
        ("抵押。", "mortgage"),
        ("pledge", "pledge"),
        ("☑保证 □抵押 □质押", "guarantee"),
        ("担保方式：□保证 ☑抵押", "mortgage"),
        ("保证□ 抵押□ 质押☑", "pledge"),
        ("□保证 □抵押", None),
    ],
)
def test_a_choice_is_one_of_its_wordings_or_the_ticked_one(raw: str, value: str | None) -> None:
    assert TYPES["choice"](raw, choices=SECURITY).value == value


@pytest.mark.parametrize("raw", ["不承担连带责任保证", "☑保证 ☑抵押", "保证：☑抵押 □", "信用", "保证、抵押"])
def test_a_choice_is_never_guessed(raw: str) -> None:
    with pytest.raises(NotAValue):
        TYPES["choice"](raw, choices=SECURITY)


@given(st.sampled_from(sorted(TYPES)), st.text(max_size=40))
def test_every_reader_answers_any_text_with_a_value_or_a_refusal(kind: str, raw: str) -> None:
    try:
        value = TYPES[kind](raw, choices=SECURITY)
    except NotAValue as refusal:
        assert refusal.why and refusal.why_en
        return

    assert {code.partition(":")[0] for code in value.irregular} <= REMARKS.keys()


def test_a_remark_keeps_its_detail() -> None:
    assert remark("unit_differs:亩") == "单位与栏目或字段的单位不同(亩)"
    assert remark("check_digit", english=True) == "the check character does not fit"


def test_the_room_imports_nothing_else_of_ours(root: Path) -> None:
    imports = {
        match
        for file in (root / "creditfile" / "values").glob("*.py")
        for match in re.findall(r"^\s*(?:from|import) (creditfile[\w.]*)", file.read_text(encoding="utf-8"), re.M)
    }

    assert all(name.startswith("creditfile.values") for name in imports)
