"""What borrowers' papers say arrives as it is, wherever a template prints it."""

# ruff: noqa: E501

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from creditfile.filling.charts import read_charts
from creditfile.filling.marks import writable
from creditfile.filling.package import open_package, parse
from creditfile.filling.xml import P, text_of
from tests.documents.structure import faults
from tests.filling.word_files import fact, filled, packed
from tests.templates.kit import Column, Document

NASTY = st.text(
    st.one_of(st.sampled_from("&<>\"'{}%#|;\n\r\t\x00\x07\x0b]"), st.sampled_from("甲公司12"), st.characters(codec="utf-8")),
    min_size=1, max_size=24,
)
TAGS = st.sampled_from(
    ["{{ 7 * 7 }}", "{% if x %}", "{%p endif %}", "{%tr endfor %}", "&amp;", "</w:t></w:r>", "]]>", "<!ENTITY a 'b'>", "a|b;c|d", "\ufdd00\ufdd1"]
)


def template() -> bytes:
    """The name in a header, a sentence, a table and a chart."""
    d = Document("试", header_left="{{ licence.name }}", header_right="{{ case.id }}")
    d.p("{% sentence %}借款人为{{ licence.name }}。{% endsentence %}")
    d.listing([Column("名称", 50, "left", "{{ g.guarantor }}"), Column("金额", 50, "right", "{{ g.amount | money }}")], "guarantee", "g")
    d.form([("名称", "{{ licence.name }}")])
    d.chart("图", "柱形图", ["金额"], "{{ licence.name }}|{{ guarantee[0].amount }};")
    return packed(d)


TEMPLATE = template()


@given(value=st.one_of(NASTY, TAGS, st.tuples(NASTY, TAGS).map("".join)))
@settings(max_examples=60, deadline=None)
def test_any_text_arrives_everywhere_and_the_document_opens(value: str) -> None:
    known = [fact("licence.name", value), fact("guarantee[0].guarantor", value), fact("guarantee[0].amount", Decimal(5))]
    content = filled(TEMPLATE, known, case={"id": value}).content
    parts = open_package(content, "t")
    root = parse(parts["word/document.xml"])
    says = [text_of(paragraph) for paragraph in root.iter(P)]

    assert faults(content) == []
    assert f"借款人为{writable(value)}。" in says
    assert says.count(writable(value)) == 2
    assert writable(value) in "".join(text_of(one) for one in parse(parts["word/header1.xml"]).iter(P))
    (chart,) = read_charts(root, parts, "word/document.xml")
    assert [(point.category, point.value) for point in chart.drawn] == [(writable(value), Decimal(5))]
