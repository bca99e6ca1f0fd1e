import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from creditfile.filling.contents import write_number
from creditfile.filling.pagination import pages
from creditfile.filling.xml import text_of
from tests.filling.test_fill import filled as case
from tests.filling.test_fill import paper
from tests.filling.word_files import W, filled, packed, part
from tests.templates.kit import Column, Document


def document() -> Document:
    """Two chapters, one of them long, and a chapter that may be left out."""
    made = Document("试")
    made.contents()
    made.h1("总则", new_page=True)
    made.h2("范围")
    made.p("字" * 3000)
    made.tag("if show.it")
    made.h1("可选")
    made.tag("endif")
    made.h1("附则")
    made.caption("甲表")
    made.listing([Column("甲", 1, "left", "{{ s }}")], "show.rows", "s")
    made.caption("乙表")
    return made


def entries(content: bytes) -> list[str]:
    return [text_of(link) for link in part(content).iter(f"{W}hyperlink")]


def test_the_contents_list_the_numbered_headings_that_are_there() -> None:
    from tests.filling.word_files import fact

    content = filled(packed(document()), [fact("show.it", False), fact("show.rows", ())]).content

    assert [entry.split("\t")[0] for entry in entries(content)] == ["一、总则", "（一）范围", "二、附则"]


def test_each_entry_leads_to_its_heading_and_names_a_page() -> None:
    from tests.filling.word_files import fact

    root = part(filled(packed(document()), [fact("show.it", True), fact("show.rows", ())]).content)
    anchors = [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")]
    marks = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]

    assert anchors == marks
    found = [text_of(link).split("\t")[1] for link in root.iter(f"{W}hyperlink")]
    assert found == ["2", "2", "5", "5"]


def test_captions_are_counted_in_order() -> None:
    from tests.filling.word_files import fact

    root = part(filled(packed(document()), [fact("show.it", False), fact("show.rows", ())]).content)

    assert [text_of(node) for node in root.iter(f"{W}fldSimple")] == ["1", "2"]


def test_the_field_is_whole_so_that_word_can_count_anew() -> None:
    root = part(paper(case(), "report"))
    kinds = [node.get(f"{W}fldCharType") for node in root.iter(f"{W}fldChar")]

    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate")
    assert next(node.text or "" for node in root.iter(f"{W}instrText")).strip().startswith("TOC ")


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四"), (99, "九十九")]
)
def test_chinese_numbers_are_written_as_word_writes_them(number: int, words: str) -> None:
    assert write_number(number, "chineseCounting") == words


@given(number=st.integers(1, 99))
def test_chinese_numbers_are_all_different(number: int) -> None:
    assert write_number(number, "chineseCounting") != write_number(number % 99 + 1, "chineseCounting")


def test_headings_fall_on_later_pages_in_order() -> None:
    root = part(paper(case(), "report"))
    found = pages(root, etree.tostring(part(paper(case(), "report"), "word/styles.xml")))

    assert list(found.values()) == sorted(found.values())
    assert max(found.values()) > 20
