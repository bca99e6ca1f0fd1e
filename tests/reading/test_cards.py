"""A list whose entries are cards, each label beside its value, is read as rows."""

from typing import Any

from reportlab.pdfgen.canvas import Canvas

from creditfile.reading.read import read_paper
from tests.reading.making import SONG, pdf

MEMBERS = (
    ("陈明远", "户主", "320102198001010016"),
    ("林巧云", "妻", "350521199003070013"),
    ("陈小满", "女", "320102201501010029"),
)


def head(canvas: Canvas) -> None:
    canvas.setFont(SONG, 11)
    canvas.drawString(220, 810, "居民户口簿")
    for row, (label, value) in enumerate((("户　别", "家庭户"), ("户主姓名", "陈明远"), ("户　号", "3201020841"))):
        canvas.drawString(60, 780 - 25 * row, label)
        canvas.drawString(160, 780 - 25 * row, value)
    canvas.drawString(300, 680, "2014年10月28日 签发")


def card(canvas: Canvas, bottom: float, name: str, relation: str, number: str) -> None:
    canvas.setFont(SONG, 11)
    canvas.drawString(220, bottom + 150, "常住人口登记卡")
    canvas.grid([60, 160, 300, 400, 540], [bottom + 30 * row for row in range(5)])
    left = ("姓　名", "曾用名", "出生地", "公民身份号码")
    right = ("户主或与户主关系", "性　别", "民　族", "身　高")
    for row, (one, other) in enumerate(zip(left, right, strict=True)):
        canvas.drawString(64, bottom + 100 - 30 * row, one)
        canvas.drawString(304, bottom + 100 - 30 * row, other)
    canvas.drawString(164, bottom + 100, name)
    canvas.drawString(404, bottom + 100, relation)
    canvas.drawString(164, bottom + 10, number)


def two_cards(canvas: Canvas) -> None:
    card(canvas, 500, *MEMBERS[0])
    card(canvas, 100, *MEMBERS[1])


def read(book: Any, paper: bytes) -> dict[str, Any]:
    return {each.fact.name: each.fact.value for each in read_paper("a.pdf", paper, book.documents).readings}


def test_every_card_of_a_household_register_is_a_member(book: Any) -> None:
    facts = read(book, pdf(head, two_cards, lambda canvas: card(canvas, 500, *MEMBERS[2])))

    members = [(row["name"], row["relation"], row["id_no"]) for row in facts["household_register.members"]]
    assert members == list(MEMBERS)
    assert facts["household_register.issue_date"] == "2014年10月28日"


def test_a_card_without_a_name_lends_its_values_to_no_other_page(book: Any) -> None:
    def nameless(canvas: Canvas) -> None:
        card(canvas, 500, "", "子", "320102201501010029")

    facts = read(book, pdf(head, lambda canvas: card(canvas, 500, *MEMBERS[0]), nameless))

    assert [row["id_no"] for row in facts["household_register.members"]] == ["320102198001010016"]


def test_what_a_card_says_twice_is_not_chosen_from(book: Any) -> None:
    def doubled(canvas: Canvas) -> None:
        card(canvas, 500, *MEMBERS[0])
        canvas.drawString(64, 440, "公民身份号码")
        canvas.drawString(164, 440, "350521199003070013")

    facts = read(book, pdf(head, doubled))

    assert [row["id_no"] for row in facts["household_register.members"]] == [None]
