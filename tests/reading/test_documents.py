"""Document types come from TOML; every mistake is named with the place and the mend."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from creditfile.errors import ShapeError
from creditfile.model.document import DocumentType, Sum
from creditfile.reading.documents import document_from, folded
from creditfile.values.types import TYPES


def content(**changes: Any) -> dict[str, Any]:
    return {
        "name": "paper",
        "code": "D999",
        "title": "样张",
        "title_en": "Specimen",
        "subject": "paper",
        "recognise": {"title": ["样张"], "words": ["甲", "乙"]},
        "fields": {"name": {"label": "名称", "type": "name", "find": [{"beside": ["名称"]}]}},
        **changes,
    }


def one_field(find: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return content(fields={"x": {"label": "x", "type": "text", "find": find, **more}})


def test_parts_may_have_to_make_a_number_whatever_the_paper_says() -> None:
    made = document_from(content(sums=[{"total": 1, "parts": ["name"]}]), "paper.toml")

    assert (Sum(Decimal(1), ("name",)),) == made.sums


def test_what_means_the_same_is_stated_by_several_papers(types: tuple[DocumentType, ...]) -> None:
    meanings = Counter(
        meaning for kind in types for meaning in {field.means for field in kind.fields if field.means}
    )

    assert meanings
    assert [] == [meaning for meaning, papers in meanings.items() if papers < 2]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (content(party="owner"), "party = 'owner' names no field"),
        (content(recognise={"title": ["样张"], "words": ["甲"], "least": 2}), "recognise.least = 2"),
        (content(recognise={"words": ["甲"]}), "untitled"),
        (content(recognise={"title": ["(样张"]}), "does not compile"),
        (one_field([{"after": ["名称"], "below": ["名称"]}]), "exactly one of"),
        (one_field([{"near": ["名称"]}]), "exactly one of"),
        (one_field([{"pattern": "金额([0-9]+)"}]), "no group `value`"),
        (one_field([{"after": "名称"}]), "wants a list"),
        (one_field([{"beside": ["名称"], "value": "(["}]), "does not compile"),
        (one_field([{"beside": ["名称"]}], type="table"), "has columns"),
        (one_field([{"cards": ["名称"]}]), "cards begin with"),
        (content(subject=""), "subject is missing"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_a_mend(broken: dict[str, Any], says: str) -> None:
    with pytest.raises(ShapeError) as caught:
        document_from(broken, "schemas/documents/paper.toml")

    assert says in str(caught.value)
    assert caught.value.where.startswith("schemas/documents/paper.toml")
    assert caught.value.mend


def test_a_full_width_sign_in_a_pattern_means_itself_and_rules_nothing() -> None:
    assert folded("（大写）：") == r"\(大写\):"
    assert folded("[（(]") == r"[\((]"


def test_every_field_of_the_book_has_a_known_type(types: tuple[DocumentType, ...]) -> None:
    known = {*TYPES, "table", "list"}
    wrong = [
        f"{kind.name}.{field.name}: {field.type}" for kind in types for field in kind.fields if field.type not in known
    ]
    wrong += [
        f"{kind.name}.{field.name}.{column.name}: {column.type}"
        for kind in types
        for field in kind.fields
        for column in field.columns
        if column.type not in TYPES
    ]

    assert wrong == []


def test_every_choice_of_the_book_lists_its_values(types: tuple[DocumentType, ...]) -> None:
    assert [
        f"{kind.name}.{field.name}"
        for kind in types
        for field in kind.fields
        if (field.type == "choice") != bool(field.choices)
    ] == []


def test_what_a_pattern_says_is_of_the_fields_type(types: tuple[DocumentType, ...]) -> None:
    wrong = []
    for kind in types:
        for field in kind.fields:
            for finder in field.find:
                if finder.says is not None:
                    try:
                        TYPES[field.type](finder.says, unit=field.unit, choices=dict(field.choices) or None)
                    except ValueError as refusal:
                        wrong.append(f"{kind.name}.{field.name}: {refusal}")

    assert wrong == []


def test_the_key_papers_are_there(kind: Callable[[str], DocumentType]) -> None:
    for name in (
        "business_licence",
        "id_card",
        "enterprise_credit_report",
        "audit_report",
        "annual_report",
        "loan_application",
        "approval",
        "property_certificate",
    ):
        assert any(field.required for field in kind(name).fields), name
