"""Of a long paper only the pages that can hold a field are searched, and no field is lost by that."""

import pytest

from creditfile.model import Box
from creditfile.model.document import DocumentType
from creditfile.reading.documents import document_from
from creditfile.reading.finders import find_field
from creditfile.reading.pages import Line, Page, Word
from creditfile.reading.promising import promising
from creditfile.reading.stretch import Stretch

FILLER = ["本页为说明文字，与所要的内容无关。"] * 50


def kind(**finder: object) -> DocumentType:
    """A type with one field."""
    fields = {"number": {"type": "text", "label": "编号", "find": [finder]}}
    return document_from(
        {"name": "paper", "code": "D999", "title": "文件", "subject": "paper", "fields": fields,
         "recognise": {"title": ["文件"]}}, "paper.toml",
    )


def stretch(*pages: list[str]) -> Stretch:
    """Pages of lines at one place under the other."""
    made = []
    for number, lines in enumerate(pages, start=1):
        laid = tuple(
            Line(tuple(
                Word(word, Box.of(50 + 100 * at, 20 * row, 50 + 100 * at + 10 * len(word), 20 * row + 10))
                for at, word in enumerate(line.split())
            ))
            for row, line in enumerate(lines)
        )
        made.append(Page(number, "\n".join(lines), width=595, height=842, lines=lambda laid=laid: laid))
    return Stretch("paper.pdf", "pdf", tuple(made))


@pytest.mark.parametrize(
    ("finder", "lines"),
    [
        ({"beside": ["合同编号"]}, ["合同编号：甲〔2024〕1号"]),
        ({"beside": ["合同编号"]}, ["合 同 编 号：甲〔2024〕1号"]),
        ({"pattern": "第(?P<value>[0-9]{3,8})号文件"}, ["本行第20240号文件"]),
        ({"pattern": "第(?P<value>[0-9]{3,8})号文件", "across": True}, ["本行第20240号文", "件"]),
    ],
)
def test_the_page_with_the_field_is_searched(finder: dict[str, object], lines: list[str]) -> None:
    paper, wanted = stretch(FILLER, FILLER, FILLER, [*FILLER, *lines], FILLER, FILLER), kind(**finder)

    assert [1, 4] == [page.number for page in promising(paper, wanted).pages]
    assert find_field(paper, wanted.fields[0], wanted)


def test_a_label_on_two_lines_is_seen() -> None:
    paper = stretch(FILLER, FILLER, FILLER, [*FILLER, "贷款合同 甲〔2024〕1号", "编号"], FILLER, FILLER)

    assert 4 in [page.number for page in promising(paper, kind(beside=["贷款合同编号"])).pages]


def test_a_short_paper_is_searched_whole() -> None:
    paper = stretch(FILLER, FILLER, FILLER)

    assert paper is promising(paper, kind(beside=["合同编号"]))


def test_a_paper_that_must_be_read_from_end_to_end_is_searched_whole() -> None:
    paper = stretch(*[FILLER] * 6)

    assert paper is promising(paper, kind(clause="编号"))


def test_a_sentence_that_goes_on_over_the_page_is_searched_on_both() -> None:
    wanted = kind(pattern="我们认为(?P<value>.{2,40})公允反映", across=True)
    paper = stretch(FILLER, FILLER, FILLER, [*FILLER, "我们认为报表在所有"], ["重大方面公允反映", *FILLER], FILLER)

    assert [1, 4, 5] == [page.number for page in promising(paper, wanted).pages]
    assert find_field(paper, wanted.fields[0], wanted)
