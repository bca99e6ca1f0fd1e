from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditfile.errors import TemplateError
from tests.filling.word_files import W, facts, filled, part, word_file, words
from tests.templates.kit import _cell, _row, _section, _table, paragraph

AMOUNT = facts(contract__amount=Decimal(5))


def split_runs(*texts: str) -> str:
    """A paragraph whose words lie in several runs, as Word leaves them."""
    runs = "".join(
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r><w:proofErr w:type="spellStart"/>' for text in texts
    )
    return f"<w:p>{runs}</w:p>"


def test_a_tag_split_over_runs_is_one_tag() -> None:
    content = filled(word_file(split_runs("金额{", "{ contract", ".amount }", "}元")), AMOUNT).content

    assert words(content) == ["金额5元"]


def test_words_beside_paragraph_tags_are_kept() -> None:
    content = filled(word_file("甲{%p if contract.amount > 1 %}乙{%p endif %}丙"), AMOUNT).content

    assert words(content) == ["甲", "乙", "丙"]


def test_words_beside_a_paragraph_tag_split_over_runs_are_kept() -> None:
    content = filled(word_file(split_runs("甲{%p i", "f contract.amount > 1 %}", "乙"), "{%p endif %}"), AMOUNT).content

    assert words(content) == ["甲", "乙"]


def test_a_section_that_ends_on_a_tag_paragraph_still_ends() -> None:
    ending = paragraph("{%p endif %}", "Body", _section(lying=True))
    content = filled(word_file("{%p if contract.amount > 1 %}", "甲", ending), AMOUNT).content

    assert len(list(part(content).iter(f"{W}sectPr"))) == 2


@pytest.mark.parametrize("text", ["{{ contract.amount }", "x }}", "{% if a ", "{{ {{ a }}"])
def test_a_tag_left_open_is_refused_with_its_words(text: str) -> None:
    with pytest.raises(TemplateError) as refusal:
        filled(word_file("好的一段", f"坏的{text}"))

    assert "坏的" in refusal.value.where


def test_words_in_a_row_beside_its_row_tag_are_refused_and_not_lost() -> None:
    cells = [_cell("{%tr for s in a.b %}", 100, "Body"), _cell("会丢失的字", 100, "Body")]
    table = _table("ThreeLine", [100, 100], [_row(cells), _row([_cell("{%tr endfor %}", 200, "Body", span=2)])])

    with pytest.raises(TemplateError, match="would be lost"):
        filled(word_file(table))


LETTERS = st.text(alphabet="甲乙丙丁abc 1", min_size=1, max_size=6).filter(lambda text: bool(text.strip()))
PIECES = st.lists(
    st.one_of(LETTERS, st.sampled_from(["{%p if a.yes %}", "{%p endif %}", "{{ a.value }}"])), min_size=1, max_size=8
)


def balanced(pieces: list[str]) -> bool:
    depth = 0
    for piece in pieces:
        depth += {"{%p if a.yes %}": 1, "{%p endif %}": -1}.get(piece, 0)
        if depth < 0:
            return False
    return depth == 0


@given(pieces=PIECES.filter(balanced))
@settings(max_examples=60, deadline=None)
def test_all_words_of_a_template_survive_whatever_tags_stand_beside_them(pieces: list[str]) -> None:
    content = filled(word_file("".join(pieces)), facts(a__yes=True, a__value="值")).content

    expected = "".join(pieces).replace("{{ a.value }}", "值").replace("{%p if a.yes %}", "").replace("{%p endif %}", "")
    assert "".join("".join(words(content)).split()) == "".join(expected.split())
