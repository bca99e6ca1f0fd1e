"""Purposes of a loan in other words: the same, another, or for a person to say."""

import pytest

from creditfile.language import Missing
from creditfile.language.purposes import buys, same_purpose


@pytest.mark.parametrize(("one", "other"), [
    ("采购钢材", "用于采购钢材一批"),
    ("采购生产经营用原材料", "采购生产用原材料"),
    ("采购铸件", "向乙公司采购铸件"),
    ("采购生产所需的数控机床铸件毛坯", "用于采购数控机床铸件毛坯"),
    ("支付员工工资", "用于支付员工工资"),
])  # fmt: skip
def test_one_purpose_in_other_words(one: str, other: str) -> None:
    assert same_purpose(one, other) is same_purpose(other, one) is True


@pytest.mark.parametrize(("one", "other"), [
    ("采购钢材", "装修办公楼"),
    ("采购生产用钢材", "采购生产用铝材"),
    ("采购生产经营用的各种原材料钢材", "采购生产经营用的各种原材料铝材"),
    ("偿还股东借款", "采购钢材"),
    ("支付工资", "缴纳税款"),
])  # fmt: skip
def test_two_purposes(one: str, other: str) -> None:
    assert same_purpose(one, other) is same_purpose(other, one) is False


@pytest.mark.parametrize(("one", "other"), [
    ("采购原材料", "采购铜箔基材"),
    ("流动资金周转", "采购钢材"),
    ("采购数控机床用铸件", "采购铸件"),
    ("采购钢材", "采购钢材、铝材"),
    ("采购钢材", "采购钢材及偿还股东借款"),
    ("购买化肥", "种植水稻"),
    ("采购特钢棒材", "采购钢管"),
])  # fmt: skip
def test_a_part_of_a_purpose_or_its_kind_alone_is_for_a_person(one: str, other: str) -> None:
    assert isinstance(same_purpose(one, other), Missing)
    assert isinstance(same_purpose(other, one), Missing)


@pytest.mark.parametrize(("purpose", "goods", "answer"), [
    ("采购钢材、铝材", "铝材", True), ("采购钢材", "办公家具", False), ("采购原材料", "铜箔基材", None),
])  # fmt: skip
def test_a_purpose_is_to_buy_such_goods(purpose: str, goods: str, answer: bool | None) -> None:
    found = buys(purpose, goods)

    assert found is answer or (answer is None and isinstance(found, Missing))
