"""The sentences that a paper does or does not contain."""

from dataclasses import replace

from creditfile.model.document import DocumentType, Field, Finder, Marks
from creditfile.reading.documents import finder_from
from creditfile.reading.sentences import find_clause
from creditfile.reading.stretch import Stretch
from tests.reading.test_clauses import paper

KIND = DocumentType("c", "D702", "合同", "contract", "contract", False, None, Marks(), ())


def clause(stretch: Stretch, says: str, unless: str = "") -> list[object]:
    finder: Finder = finder_from({"clause": says, **({"unless": unless} if unless else {})}, "test")
    field = Field("clause_x", "某条款", "clause", find=(finder,))
    return [found.value for found in find_clause(stretch, finder, field, replace(KIND, fields=(field,)))]


def test_the_sentence_that_says_it_is_quoted():
    stretch = paper("第八条 抵押权", "债务人不履行债务的，抵押物归", "抵押权人所有；费用另计。")

    assert clause(stretch, "抵押物归抵押权人所有") == ["第八条 抵押权债务人不履行债务的，抵押物归抵押权人所有；"]


def test_a_denied_sentence_does_not_count():
    stretch = paper("双方不得约定抵押物归抵押权人所有。", "其他事项。")

    assert clause(stretch, "抵押物归抵押权人所有", unless="不得") == [""]


def test_silence_is_an_answer_only_where_everything_was_read():
    assert clause(paper("第一条 金额。"), "独立于主合同") == [""]
    assert clause(paper("第一条 金额。", image_only=True), "独立于主合同") == []
