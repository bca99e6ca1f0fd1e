"""Periods as captions and heads print them."""

from datetime import date

import pytest

from creditfile.reading.statements.dates import levelled, periods, stated_in


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2020年12月31日2019年12月31日", [("2020-12-31", None), ("2019-12-31", None)]),
        ("2020年1—12月", [("2020-12-31", 12)]),
        ("2020年1-6月2019年1-6月", [("2020-06-30", 6), ("2019-06-30", 6)]),
        ("2020年度2019年度", [("2020-12-31", 12), ("2019-12-31", 12)]),
        ("二〇二〇年十二月三十一日", [("2020-12-31", None)]),
        ("二〇二〇年一至六月", [("2020-06-30", 6)]),
        ("二〇二〇年一月至十二月", [("2020-12-31", 12)]),
        ("二零二一年度", [("2021-12-31", 12)]),
        ("2020年1月1日至2020年6月30日止期间", [("2020-06-30", 6)]),
        ("自2020年1月1日至12月31日止年度", [("2020-12-31", 12)]),
        ("2021年第三季度", [("2021-09-30", 3)]),
        ("2021年半年度", [("2021-06-30", 6)]),
        ("2021年前三季度", [("2021-09-30", 9)]),
        ("December31,2020", [("2020-12-31", None)]),
        ("31December2020", [("2020-12-31", None)]),
        ("2020.12.31", [("2020-12-31", None)]),
        ("2020/12/31", [("2020-12-31", None)]),
        ("2020年6月", [("2020-06-30", 1)]),
        ("20230930", [("2023-09-30", None)]),
        ("2021.0", [("2021-12-31", 12)]),
        ("2020年2月30日", []),
        ("单位:元", []),
    ],
)
def test_dates_and_spans_are_found_in_order(text: str, wanted: list[tuple[str, int | None]]) -> None:
    assert [(period.end.isoformat(), period.months) for period in periods(text)] == wanted


def test_levelling_keeps_every_letter_in_its_place() -> None:
    for text in ("二〇二〇年十二月三十一日", "２０２０年度", "截至2020年6月30日止六个月期间", "①㎡ﬁ"):
        assert len(levelled(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "end", "months"),
    [
        ("所属期起:2023-01-01所属期止:2023-12-31", date(2023, 12, 31), 12),
        ("2023-01-01至2023-03-31", date(2023, 3, 31), 3),
        ("2023年12月31日报送日期:2024年1月12日", date(2023, 12, 31), None),
        ("截至2023年12月31日止年度", date(2023, 12, 31), 12),
    ],
)
def test_a_caption_states_its_period(text: str, end: date, months: int | None) -> None:
    found = stated_in(text)

    assert found is not None
    assert (found.end, found.months) == (end, months)


def test_the_day_of_filing_is_no_period() -> None:
    assert stated_in("编制单位:某某公司报送日期:2024-01-12") is None
