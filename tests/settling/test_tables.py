"""A table recognised in a picture asks about those of its cells that nothing bears out, and about no others."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from creditfile.model import CellOrigin, Fact
from creditfile.model.document import Column, Sum
from creditfile.settling.agree import agreed
from creditfile.settling.evidence import Declared
from creditfile.settling.pictures import borne_out

COLUMNS = (
    Column("name", "股东", "name", ("股东",), required=True),
    Column("id_no", "证件号码", "text", ("证件号码",)),
    Column("subscribed", "认缴出资额", "money", ("认缴出资额",)),
    Column("ratio", "出资比例", "ratio", ("出资比例",)),
    Column("due_date", "出资时间", "date", ("出资时间",)),
)
MEMBERS = (
    Column("name", "姓名", "name", ("姓名",), required=True),
    Column("gender", "性别", "text", ("性别",)),
    Column("id_no", "身份证号", "id_number", ("身份证号",)),
    Column("birth", "出生日期", "date", ("出生日期",)),
)
DECLARED = Declared(
    {
        "articles": (
            Sum("reg_capital", ("shareholders.subscribed",)),
            Sum(Decimal(1), ("shareholders.ratio",)),
        )
    },
    {"articles.shareholders": COLUMNS, "registry.shareholders": COLUMNS, "household.members": MEMBERS},
)
ZHANG = {"name": "张明远", "subscribed": Decimal(6_000_000), "ratio": Decimal("0.6")}
LI = {"name": "李若兰", "subscribed": Decimal(4_000_000), "ratio": Decimal("0.4")}
Make = Callable[..., Fact]


@pytest.fixture
def table(fact: Make) -> Make:
    """A table recognised in a picture; each cell is sure and seen twice but for those named, which are so sure."""

    def make(rows: Sequence[dict[str, Any]], name: str = "articles.shareholders", **doubted: str) -> Fact:
        columns = dict.fromkeys(column for row in rows for column in row)
        cells = [
            CellOrigin(number, column, 1, None, Decimal(sure or "0.94"), twice=sure is None)
            for number in range(len(rows) + 1) for column in columns
            for sure in [doubted.get(f"{column}_{number}")]
        ]
        read = fact(name, tuple(rows), "table", source="articles.jpg")
        sure = min(cell.confidence for cell in cells)
        origin = replace(read.origins[0], method="ocr", confidence=sure, cells=tuple(cells))
        return agreed([replace(read, origins=(origin,))], Decimal("0.9"))

    return make


def judged(*facts: Fact) -> Fact:
    """The first of them."""
    return borne_out(facts, DECLARED)[0]


def test_only_the_cell_in_doubt_asks(table: Make) -> None:
    one = judged(table([{"name": "张明远"}, {"name": "李若兰"}], name_2="0.7"))

    assert ("cell:2.name:股东",) == one.doubts
    assert one.confirm


def test_a_table_without_a_doubt_is_vouched_for(table: Make) -> None:
    assert not judged(table([ZHANG, LI])).confirm


def test_a_name_that_another_paper_states_is_borne_out(table: Make, fact: Make) -> None:
    one = judged(
        table([{"name": "张明远"}, {"name": "李若兰"}], name_2="0.7"),
        fact("id_card[0].name", "李若兰", "name", source="card.pdf"),
    )

    assert ((), False) == (one.doubts, one.confirm)


def test_a_name_hardly_legible_is_borne_out_by_nothing(table: Make, fact: Make) -> None:
    one = table([{"name": "李若兰"}], name_1="0.4")

    assert judged(one, fact("id_card[0].name", "李若兰", "name", source="card.pdf")).confirm


def test_a_number_whose_check_character_fits_bears_itself_out(table: Make) -> None:
    right, wrong = (table([{"name": "张明远", "id_no": no}], id_no_1="0.7") for no in
                    ("11010519491231002X", "110105194912310020"))

    assert [False, True] == [judged(right).confirm, judged(wrong).confirm]


def test_shares_that_make_a_whole_and_amounts_that_make_the_capital_are_borne_out(table: Make, fact: Make) -> None:
    one = table([ZHANG, LI], subscribed_1="0.7", ratio_2="0.7")
    capital = fact("articles.reg_capital", Decimal(10_000_000), "money")

    assert ((), ("sum",)) == (judged(one, capital).doubts, judged(one, capital).witnesses)


def test_a_sum_bears_out_its_own_column_alone(table: Make, fact: Make) -> None:
    one = table([ZHANG, LI], name_1="0.7", subscribed_1="0.7")

    assert ("cell:1.name:股东",) == judged(one, fact("articles.reg_capital", Decimal(10_000_000), "money")).doubts


def test_a_table_that_lacks_a_row_asks_as_a_whole(table: Make, fact: Make) -> None:
    one = judged(table([ZHANG]), fact("articles.reg_capital", Decimal(10_000_000), "money"))

    assert (True, ("sum",)) == (one.confirm, one.doubts)


def test_a_figure_seen_once_asks_though_it_was_read_clearly(table: Make) -> None:
    assert ("cell:1.subscribed:认缴出资额",) == judged(
        table([{"name": "张明远", "subscribed": Decimal(6_000_000)}], subscribed_1="0.93")
    ).doubts


def test_a_cell_in_which_nothing_was_made_out_asks(table: Make) -> None:
    rows = [{"name": "张明远", "due_date": date(2030, 1, 1)}, {"name": "李若兰", "due_date": None}]

    assert ("cell:2.due_date:出资时间",) == judged(table(rows, due_date_2="0.86")).doubts


def test_what_another_paper_says_of_the_same_person_bears_a_cell_out(table: Make, fact: Make) -> None:
    rows = [{"name": "张明远", "due_date": date(2030, 1, 1)}, {"name": "李若兰", "due_date": date(2031, 1, 1)}]
    one = table(rows, due_date_2="0.8")
    same = fact("registry.shareholders", tuple(rows), "table", source="registry.pdf")
    crossed = ({**rows[0], "due_date": date(2031, 1, 1)}, {**rows[1], "due_date": date(2030, 1, 1)})

    assert not judged(one, same).confirm
    assert judged(one, replace(same, value=crossed)).confirm


def test_a_name_in_a_table_bears_out_another_papers(table: Make, fact: Make) -> None:
    name = fact("licence.legal_rep", "张明远", "name", source="licence.jpg")
    doubted = replace(name.origins[0], method="ocr", confidence=Decimal("0.7"))
    name = agreed([replace(name, origins=(doubted,))], Decimal("0.9"))

    assert ("paper:articles.jpg",) == judged(name, table([ZHANG, LI])).witnesses


@pytest.mark.parametrize(
    ("heads", "asks"),
    [
        ({"name_0": "0.8"}, False), ({"name_0": "0.4"}, True), ({"subscribed_0": "0.8"}, True),
        ({"name_0": "0.8", "subscribed_0": "0.8"}, True),
    ],
)
def test_heads_in_doubt_leave_the_whole_table_in_doubt_but_for_a_legible_one_over_words(
    table: Make, heads: dict[str, str], asks: bool
) -> None:
    one = judged(table([{"name": "张明远", "subscribed": Decimal(6_000_000)}], **heads))

    assert ("confidence",) * asks == one.doubts


def test_a_table_none_of_whose_heads_is_sure_is_in_doubt(table: Make) -> None:
    assert ("confidence",) == judged(table([{"name": "张明远"}], name_0="0.8")).doubts


@pytest.mark.parametrize(("birth", "gender", "asks"), [
    (date(1949, 12, 31), "女", False), (date(1949, 12, 3), "女", True), (date(1949, 12, 31), "男", True),
])
def test_a_citizens_number_holds_day_of_birth_and_sex(table: Make, birth: date, gender: str, asks: bool) -> None:
    row = {"name": "张明远", "gender": gender, "id_no": "11010519491231002X", "birth": birth}
    doubted = table([row], "household.members", birth_1="0.7", gender_1="0.7")
    clear = table([row], "household.members")

    assert [asks, asks] == [judged(one).confirm for one in (doubted, clear)]


def test_what_cannot_be_a_value_of_its_column_asks_as_a_whole(table: Make) -> None:
    one = table([{"name": "张明远"}, {"name": "李若兰"}], name_1="0.7")
    one = replace(one, doubts=("irregular:row 2 认缴出资额: ?", "confidence"))

    assert ("irregular:row 2 认缴出资额: ?", "cell:1.name:股东") == judged(one).doubts


def test_papers_that_state_the_same_thing_bear_its_day_out(fact: Make) -> None:
    declared = Declared(meanings={"licence.establish_date": "established", "registry.establish_date": "established"})
    names = ("licence.establish_date", "registry.establish_date", "contract.sign_date")
    days = [fact(name, date(2019, 9, 24), "date", source=f"{name}.pdf") for name in names]
    doubted = replace(days[0].origins[0], method="ocr", confidence=Decimal("0.8"))
    licence = agreed([replace(days[0], origins=(doubted,))], Decimal("0.9"))

    assert [False, True] == [borne_out((licence, other), declared)[0].confirm for other in days[1:]]


@pytest.mark.parametrize(("page", "asks"), [(1, True), (2, False)])
def test_another_page_of_the_file_bears_out_as_another_file_does(fact: Make, page: int, asks: bool) -> None:
    words = fact("licence.authority", "临川市市场监督管理局", "text", source="papers.pdf")
    doubted = replace(words.origins[0], method="ocr", confidence=Decimal("0.8"), page=1)
    clear = replace(words.origins[0], method="ocr", confidence=Decimal("0.95"), page=page)
    licence = agreed([replace(words, origins=(doubted,))], Decimal("0.9"))
    registry = replace(words, name="registry.authority", origins=(clear,))

    assert asks == borne_out((licence, registry), Declared())[0].confirm


@pytest.mark.parametrize(
    ("words", "asks"), [("利辛县公安局", False), ("公安局", True), ("2024-10-01至2024-10-28", True)]
)
def test_words_bear_out_what_is_long_and_no_number(fact: Make, words: str, asks: bool) -> None:
    texts = [fact(f"{name}.words", words, "text", source=f"{name}.pdf") for name in ("one", "other")]
    doubted = replace(texts[0].origins[0], method="ocr", confidence=Decimal("0.8"))
    one = agreed([replace(texts[0], origins=(doubted,))], Decimal("0.9"))

    assert asks == judged(one, texts[1]).confirm


def test_a_table_whose_columns_nobody_declared_is_judged_as_a_whole(table: Make) -> None:
    assert ("confidence",) == judged(table([ZHANG], "strange.shareholders", ratio_1="0.7")).doubts


def test_where_one_figure_of_a_sum_was_lost_the_others_want_more_than_a_second_look(table: Make) -> None:
    one = table([ZHANG, {**LI, "ratio": None}], ratio_2="0.86")

    assert ("cell:1.ratio:出资比例", "cell:2.ratio:出资比例") == judged(one).doubts
