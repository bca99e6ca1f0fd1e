from decimal import Decimal

import pytest

from creditfile.errors import CreditfileError
from creditfile.filling.printing import Sheet
from creditfile.filling.word import Rendered, prepare, render
from creditfile.filling.xml import text_of
from creditfile.language.view import View
from tests.filling.word_files import W, facts, part, word_file

TEXT = word_file("{{ a.b | money }}与{{ a.b | money }}与{{ a.missing }}")


def with_evidence(mode: str) -> Rendered:
    known = View(facts(a__b=Decimal(5)))
    quote = lambda mark: "、".join(fact.origins[0].quote for fact in mark.facts)  # noqa: E731
    return render(prepare(TEXT, "t"), known, Sheet(str), {}, evidence=mode, quote=quote)


def test_comments_quote_the_paper_at_a_figure_s_first_place() -> None:
    content = with_evidence("comments").content

    assert [text_of(note) for note in part(content, "word/comments.xml")] == ["原文5"]
    assert len(list(part(content).iter(f"{W}commentReference"))) == 1


def test_notes_quote_the_paper_below_the_page() -> None:
    content = with_evidence("notes").content
    notes = [text_of(note).strip() for note in part(content, "word/footnotes.xml") if note.get(f"{W}type") is None]

    assert notes == ["原文5"]
    assert len(list(part(content).iter(f"{W}footnoteReference"))) == 1


def test_without_evidence_neither_is_made() -> None:
    from creditfile.filling.package import open_package

    names = open_package(with_evidence("none").content, "t")

    assert "word/comments.xml" not in names
    assert "word/footnotes.xml" not in names


def test_an_unknown_way_of_evidence_is_refused() -> None:
    with pytest.raises(CreditfileError, match="none"):
        with_evidence("margins")
