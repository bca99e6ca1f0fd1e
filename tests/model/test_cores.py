"""What an expression cannot match without, and that the quick look never hides a match."""

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditfile.content import read_toml
from creditfile.model.cores import cores_of
from creditfile.model.pattern import Pattern
from creditfile.reading.documents import folded
from creditfile.reading.fragments import expanded

DOCUMENTS = Path(__file__).parent.parent.parent / "schemas" / "documents"


@pytest.mark.parametrize(
    ("pattern", "cores"),
    [
        ("营业执照", (("营业执照",),)),
        ("(?:股东|董事)会决议", (("会决议",), ("股东", "董事"))),
        ("借款|贷款", (("借款", "贷款"),)),
        ("(?:合同)?编号", (("编号",),)),
        ("[0-9]+", ()),
        ("合同|[0-9]+", ()),
        ("(?i)loan", ()),
        (r"[正副]本$", (("本",), ("副", "正"))),
    ],
)
def test_the_letters_an_expression_cannot_do_without(pattern: str, cores: tuple[tuple[str, ...], ...]) -> None:
    assert cores == cores_of(pattern)


def test_an_expression_that_does_not_compile_is_refused() -> None:
    with pytest.raises(re.error):
        cores_of("(借款")


@cache
def titles() -> tuple[str, ...]:
    """Every title pattern of the book."""
    contents = [read_toml(file) for file in sorted(DOCUMENTS.glob("*.toml"))]
    return tuple(folded(expanded(text)) for one in contents for text in one.get("recognise", {}).get("title", ()))


@settings(deadline=None)
@given(st.data())
def test_whatever_matches_a_title_passes_the_quick_look(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(titles()))
    text = data.draw(st.from_regex(re.compile(pattern, re.MULTILINE)))

    assert Pattern(pattern, re.MULTILINE).may_match(text)
