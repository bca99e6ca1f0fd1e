from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditfile.values.names import (
    address_sim,
    edit_distance,
    is_finer_address,
    norm_name,
    same_name,
    similar_name,
    split_address,
    text_sim,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("某某（苏州）有限公司", "某某(苏州) 有限公司"),
        ("某某有限公司（盖章）", "某某有限公司"),
        ("某某有限公司。", "某某有限公司"),
        ("张　三", "张三"),
        ("张三（签字）", "张三"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("ABC  Trading Ltd", "abc trading ltd"),
        ("某某⽹络有限公司", "某某网络有限公司"),
    ],
)
def test_names_that_differ_only_in_print_are_the_same(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("某某（苏州）有限公司", "某某有限公司"), ("某某有限公司", "某某公司"), ("", ""), ("张三", "张山")],
)
def test_other_names_are_not_the_same(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_a_place_in_brackets_stays_in_the_name() -> None:
    assert norm_name("某某（苏州）有限公司（公章）") == "某某(苏州)有限公司"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("苏州恒远金属制品有限公司", "苏州恒运金属制品有限公司"),
        ("苏州恒远金属制品有限公司", "苏州恒远金属品有限公司"),
        ("苏州恒远金属制品有限公司", "苏州远恒金属制品有限公司"),
        ("张伟民", "张炜民"),
    ],
)
def test_a_slip_of_the_pen_is_suspected(one: str, other: str) -> None:
    assert similar_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("苏州第一建筑公司", "苏州第二建筑公司"),
        ("江东水泥厂", "江西水泥厂"),
        ("张伟", "张炜"),
        ("李建国", "张建国"),
        ("某某有限公司", "某某有限公司"),
        ("苏州恒远金属制品有限公司", "无锡恒达金属制品有限公司"),
    ],
)
def test_a_telling_difference_is_no_slip(one: str, other: str) -> None:
    assert not similar_name(one, other)


words = st.text(alphabet="甲乙丙丁戊", max_size=8)


@given(words, words)
def test_edit_distance_is_symmetric_and_nothing_only_for_the_same(one: str, other: str) -> None:
    assert edit_distance(one, other) == edit_distance(other, one)
    assert (edit_distance(one, other) == 0) == (one == other)


def test_text_similarity_ignores_marks_and_runs_from_nothing_to_one() -> None:
    assert text_sim("采购原材料", "采购原材料。") == 1
    assert text_sim("流动资金周转", "购买设备") == 0
    assert Decimal("0.5") < text_sim("采购钢材用于生产经营", "用于生产经营采购钢材") < 1
    assert text_sim("", "") == 0


@given(st.text(max_size=20), st.text(max_size=20))
def test_text_similarity_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert 0 <= text_sim(one, other) == text_sim(other, one) <= 1


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("江苏省苏州市吴中区木渎镇金枫路100号", ("江苏", "苏州市", "吴中区", "木渎镇", "金枫路100号")),
        ("北京市朝阳区建国路88号", ("北京", "北京市", "朝阳区", "", "建国路88号")),
        ("上海市浦东新区世纪大道100号", ("上海", "上海市", "浦东新区", "", "世纪大道100号")),
        ("内蒙古自治区呼和浩特市新城区1号", ("内蒙古", "呼和浩特市", "新城区", "", "1号")),
        ("苏州工业园区星湖街328号", ("", "", "苏州工业园区", "", "星湖街328号")),
        ("吉林省吉林市船营区", ("吉林", "吉林市", "船营区", "", "")),
        ("江苏路12号", ("", "", "", "", "江苏路12号")),
        ("某花园小区3幢", ("", "", "", "", "某花园小区3幢")),
    ],
)
def test_an_address_falls_into_its_levels(text: str, levels: tuple[str, ...]) -> None:
    address = split_address(text)

    assert (address.province, address.city, address.district, address.street, address.rest) == levels


FULL = "江苏省苏州市吴中区木渎镇金枫路100号"


@pytest.mark.parametrize(
    ("other", "similarity"),
    [
        (FULL, "1"),
        ("江苏省 苏州市 吴中区 木渎镇 金枫路１００号", "1"),
        ("苏州市吴中区木渎镇金枫路100号", "1"),
        ("苏州市吴中区金枫路100号", "0.8"),
        ("江苏省苏州市吴中区木渎镇金枫路101号", "0.75"),
        ("江苏省苏州市吴江区木渎镇金枫路100号", "0.75"),
        ("木渎镇金枫路100号", "1"),
        ("金枫路100号", "1"),
        ("枫路10号", "0"),
        ("100号", "0.1581"),
        ("", "0"),
    ],
)
def test_addresses_are_compared_level_by_level(other: str, similarity: str) -> None:
    assert address_sim(FULL, other) == address_sim(other, FULL) == Decimal(similarity)


def test_a_county_city_matches_with_or_without_its_prefecture() -> None:
    assert address_sim("江苏省昆山市玉山镇前进路1号", "江苏省苏州市昆山市玉山镇前进路1号") == 1


def test_the_house_number_decides_where_nothing_else_is_stated() -> None:
    assert address_sim("金枫路100号", "金枫路101号") == 0


@pytest.mark.parametrize("other", [
    f"{FULL}3幢502室", FULL.replace("木渎镇", ""), FULL.removeprefix("江苏省"), "江苏省苏州市吴中区木渎镇",
])  # fmt: skip
def test_an_address_that_says_more_or_less_is_not_another(other: str) -> None:
    assert is_finer_address(FULL, other) and is_finer_address(other, FULL)


@pytest.mark.parametrize("other", [
    "江苏省苏州市吴中区木渎镇金枫路1001号", "江苏省无锡市吴中区木渎镇金枫路100号3幢", "金枫路100号",
])  # fmt: skip
def test_an_address_that_says_something_else_is_another(other: str) -> None:
    assert not is_finer_address(FULL, other)
