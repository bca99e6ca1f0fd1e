from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditfile.errors import TemplateError
from tests.filling.word_files import W, fact, facts, filled, part, rows, word_file, words
from tests.templates.kit import Column, Document


def test_a_missing_value_is_printed_with_its_label_and_reported() -> None:
    rendered = filled(word_file("金额{{ contract.amount | money }}元"), label=lambda address: "合同金额")

    assert words(rendered.content) == ["金额【待补:合同金额】元"]
    assert rendered.sheet.marks[0].missing == ("contract.amount",)


def test_a_missing_value_is_highlighted() -> None:
    content = filled(word_file("{{ contract.amount }}")).content

    assert {node.get(f"{W}val") for node in part(content).iter(f"{W}highlight")} == {"yellow"}


def test_a_blank_on_the_paper_is_missing_and_not_zero() -> None:
    rendered = filled(word_file("{{ contract.amount | money }}"), [fact("contract.amount", None)])

    assert words(rendered.content) == ["【待补:contract.amount】"]


def test_dash_is_printed_only_where_the_paper_shows_the_place_blank() -> None:
    template = word_file("{{ contract.amount | wan | dash }}/{{ contract.fee | wan | dash }}")

    assert words(filled(template, [fact("contract.amount", None)]).content) == ["—/【待补:contract.fee】"]


@pytest.mark.parametrize("use", ["| money", "| upper", "| join('、')", "| capital", "| day", "~ '元'", "| masked"])
def test_filters_and_operators_never_swallow_what_is_missing(use: str) -> None:
    rendered = filled(word_file("{{ contract.amount " + use + " }}"))

    assert "【待补" in words(rendered.content)[0]
    assert rendered.sheet.marks[0].missing == ("contract.amount",)


def test_if_on_a_missing_value_takes_no_branch_and_says_what_is_missing() -> None:
    template = word_file("{% if contract.amount > 5 %}大{% elif contract.amount > 1 %}中{% else %}小{% endif %}。")

    assert words(filled(template).content) == ["【待补:contract.amount】。"]


@pytest.mark.parametrize(("amount", "word"), [(9, "大"), (3, "中"), (1, "小")])
def test_if_elif_else_choose_among_known_values(amount: int, word: str) -> None:
    template = word_file("{% if contract.amount > 5 %}大{% elif contract.amount > 1 %}中{% else %}小{% endif %}")

    assert words(filled(template, facts(contract__amount=Decimal(amount))).content) == [word]


def test_paragraph_if_on_a_missing_value_leaves_a_paragraph_that_says_so() -> None:
    template = word_file("前", "{%p if contract.amount > 5 %}", "里", "{%p endif %}", "后")

    assert words(filled(template).content) == ["前", "【待补:contract.amount】", "后"]


def test_inline_choice_on_a_missing_value_is_missing() -> None:
    template = word_file("{{ '增' if contract.amount > 5 else '减' }}")

    assert words(filled(template).content) == ["【待补:contract.amount】"]


def test_is_defined_always_answers() -> None:
    template = word_file("{% if contract.amount is defined %}有{% else %}无{% endif %}")

    assert words(filled(template).content) == ["无"]


def listing(over: str) -> bytes:
    from tests.filling.word_files import packed

    document = Document("试")
    document.listing(
        [Column("甲", 1, "left", "{{ s.name }}"), Column("乙", 1, "right", "{{ s.ratio | percent }}")], over, "s"
    )
    return packed(document)


SHAREHOLDERS = ({"name": "甲", "ratio": Decimal("0.6")}, {"name": "乙", "ratio": None})


def test_a_missing_list_prints_a_row_of_its_own_and_not_an_empty_table() -> None:
    content = filled(listing("articles.shareholders")).content

    assert rows(content) == [["甲", "乙"], ["【待补:articles.shareholders】"]]


def test_an_empty_list_says_none() -> None:
    assert rows(filled(listing("articles.shareholders"), [fact("articles.shareholders", ())]).content)[1] == ["无"]


@pytest.mark.parametrize(("doubts", "marked"), [
    (("cell:2.name:股东",), ["乙"]),
    (("cell:2.name:股东", "sum"), ["甲", "60.00%", "乙"]),
    ((), ["甲", "60.00%", "乙"]),
])
def test_of_a_table_the_cells_in_doubt_alone_ask_where_it_is_not_in_doubt_as_a_whole(
    doubts: tuple[str, ...], marked: list[str]
) -> None:
    table = fact("articles.shareholders", SHAREHOLDERS, confirm=True, doubts=doubts)
    rendered = filled(listing("articles.shareholders"), [table])

    assert marked == [
        mark.text for mark in rendered.sheet.marks if not mark.missing and any(one.confirm for one in mark.facts)
    ]


def test_a_missing_cell_inside_a_loop_is_named_by_row_and_column() -> None:
    rendered = filled(listing("articles.shareholders"), [fact("articles.shareholders", SHAREHOLDERS)])

    assert rows(rendered.content)[2] == ["乙", "【待补:articles.shareholders[1].ratio】"]
    assert ("articles.shareholders[1].ratio",) in [mark.missing for mark in rendered.sheet.marks]


def test_an_index_beyond_the_list_is_missing_by_its_address() -> None:
    template = word_file("{{ articles.shareholders[5].name }}")
    rendered = filled(template, [fact("articles.shareholders", SHAREHOLDERS)])

    assert words(rendered.content) == ["【待补:articles.shareholders[5].name】"]


def test_a_sentence_with_a_missing_fact_is_replaced_by_what_is_missing() -> None:
    template = word_file("{% sentence %}收入{{ s.revenue }}，利润{{ s.profit }}。{% endsentence %}完。")

    assert words(filled(template, facts(s__revenue=Decimal(5))).content) == ["【待补:s.profit】完。"]
    assert words(filled(template, facts(s__revenue=Decimal(5), s__profit=Decimal(2))).content) == ["收入5，利润2。完。"]


def test_a_figure_stands_in_a_control_tagged_with_its_fact() -> None:
    content = filled(word_file("{{ contract.amount | money }}"), facts(contract__amount=Decimal(5))).content

    assert [node.get(f"{W}val") for node in part(content).iter(f"{W}tag")] == ["fact:contract.amount"]


def test_a_value_set_under_a_name_keeps_its_facts() -> None:
    template = word_file("{%p set x = contract.amount - contract.fee %}", "{{ x | money }}")
    rendered = filled(template, facts(contract__amount=Decimal(5), contract__fee=Decimal(1)))

    assert [one.name for one in rendered.sheet.marks[0].facts] == ["contract.amount", "contract.fee"]


def test_a_cell_of_a_table_is_tagged_with_its_own_address() -> None:
    content = filled(listing("articles.shareholders"), [fact("articles.shareholders", SHAREHOLDERS)]).content

    tags = [node.get(f"{W}val") for node in part(content).iter(f"{W}tag")]
    assert tags[0] == "fact:articles.shareholders[0].name"


def test_a_long_address_is_cut_to_what_word_allows() -> None:
    name = "very_long_subject_name." + "x" * 80
    content = filled(word_file("{{ " + name + " }}"), [fact(name, "值")]).content

    assert all(len(node.get(f"{W}val", "")) <= 64 for node in part(content).iter(f"{W}tag", f"{W}alias"))


HOSTILE = [
    "A&B<测>有限公司",
    "{{ 7*7 }}",
    "{% raw %}",
    "一行\n二行",
    "前\t后",
    "]]>",
    "\"'“”",
    "&amp;",
    "{_{",
    "\ufffd",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_arrive_as_themselves(value: str) -> None:
    content = filled(word_file("名称：{{ licence.name }}。"), [fact("licence.name", value)]).content

    assert words(content) == [f"名称：{value}。"]


@given(value=st.text(min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_arrives_with_only_unwritable_signs_shown_as_pictures(value: str) -> None:
    from creditfile.filling.marks import writable

    content = filled(word_file("名称：{{ licence.name }}。"), [fact("licence.name", value)]).content

    expected = [f"名称：{writable(value)}。"]
    assert words(content) == expected


def test_a_control_character_is_shown_and_not_dropped() -> None:
    content = filled(word_file("{{ licence.name }}"), [fact("licence.name", "甲\x07乙\x00")]).content

    assert words(content) == ["甲␇乙␀"]


def test_dates_and_flags_are_printed_as_people_write_them() -> None:
    known = facts(a__day=date(2026, 3, 9), a__end=date.max, a__flag=True)

    assert words(filled(word_file("{{ a.day }} {{ a.end }} {{ a.flag }}"), known).content) == ["2026年3月9日 长期 是"]


def test_a_group_of_facts_is_not_printed_as_if_it_were_one() -> None:
    rendered = filled(word_file("{{ contract }}"), facts(contract__amount=Decimal(5)))

    assert words(rendered.content) == ["【待补】"]
    assert rendered.sheet.marks[0].trouble


def test_text_where_an_amount_is_wanted_is_reported_and_not_printed() -> None:
    rendered = filled(word_file("{{ contract.amount | money }}"), facts(contract__amount="五百万"))

    assert words(rendered.content) == ["【待补】"]
    assert "五百万" in rendered.sheet.marks[0].trouble


@pytest.mark.parametrize(
    "tag",
    [
        "{{ contract.__class__ }}",
        "{% include 'x' %}",
        "{% for a in b if a %}{% endfor %}",
        "{{ contract.amount | nosuch }}",
        "{% if a %}",
        "{% extends 'x' %}",
        "{% import 'x' as y %}",
    ],
)
def test_what_templates_may_not_do_is_refused_with_its_words(tag: str) -> None:
    with pytest.raises(TemplateError) as refusal:
        filled(word_file("前文", "此处" + tag))

    assert "此处" in refusal.value.where or "前文" in refusal.value.where


def test_python_is_not_reached_through_subscripts_or_methods() -> None:
    rendered = filled(word_file("{{ contract.amount['__class__'] }}{{ ''.join }}"), facts(contract__amount=Decimal(5)))

    assert all(mark.text.startswith("【待补") for mark in rendered.sheet.marks)
