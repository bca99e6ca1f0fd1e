"""What is kept for long names no natural person and no person's number."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditfile.model import Case, Fact
from creditfile.recording.masking import (
    is_organisation,
    masked,
    masked_unread,
    name_key,
    people_of,
    shown_name,
    storable,
)


@pytest.mark.parametrize(
    "name", ["甲地银行股份有限公司", "红旗村股份经济合作社", "大众饭店", "Beta Trading Co., Ltd.", "某某会计师事务所"]
)
def test_an_organisation_is_shown_whole(name: str) -> None:
    assert is_organisation(name)
    assert name == shown_name(name)


@pytest.mark.parametrize("name", ["张三", "欧阳小明", "迪丽热巴·某某", "John Smith", "不明"])
def test_who_may_be_a_person_is_hidden_but_for_one_character(name: str) -> None:
    assert f"{name[0]}*" == shown_name(name)


def test_people_are_gathered_from_names_and_from_columns_that_name(fact: Callable[..., Fact]) -> None:
    rows = ({"name": "李四", "form": "货币"}, {"name": "甲有限公司", "form": "实物"})
    case = Case("x", None, facts=(fact("a.head", "王小二", "name"), fact("a.shareholders", rows, "table")))  # type: ignore[arg-type]

    assert {"王小二", "李四"} == set(people_of(case))


def test_a_sentence_shows_neither_number_nor_name() -> None:
    said = masked("保证人李小四(身份证 110105194912310021,电话 13812345678)未签字", ("李小四",))

    assert "李*" in said
    assert not any(part in said for part in ("李小四", "19491231", "12345678"))


def test_a_name_is_found_again_by_its_key_whatever_its_blanks() -> None:
    assert name_key("张 三") == name_key("张三")
    assert name_key("张三") != name_key("张四")


@given(st.text(alphabet=st.characters(codec=None)))
def test_anything_can_be_stored(text: str) -> None:
    made = storable(text)

    assert "\0" not in made
    assert len(text) == len(made.encode().decode())


def test_the_name_of_what_could_not_be_read_shows_no_person() -> None:
    assert "张*-个人经营贷" == masked_unread("张小三-个人经营贷")
    assert "江河机械有限公司" == masked_unread("江河机械有限公司")
