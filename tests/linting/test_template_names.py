"""Names that nothing supplies, codes that can never be, and what nothing uses, are found in templates."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from creditfile.filling.templates import read_templates
from creditfile.linting import template_names, unused
from creditfile.linting.complaints import Complaint
from creditfile.linting.names import dictionary
from creditfile.linting.opened import Opened, lay_open
from creditfile.linting.templates import Bench
from tests.filling.word_files import word_file

Look = Callable[..., list[Complaint]]


@pytest.fixture(scope="module")
def bench(book: Any) -> Bench:
    return Bench(book, dictionary(book))


@pytest.fixture
def look(book: Any, bench: Bench, tmp_path: Path) -> Look:
    """What is said of the names in a made-up template."""

    def complaints(*words: str, bench: Bench = bench) -> list[Complaint]:
        folder = tmp_path / "templates" / "trial"
        folder.mkdir(parents=True)
        (folder / "template.docx").write_bytes(word_file(*words))
        head = 'title = "试"\ntitle_en = "Trial"\nfile = "试.docx"\nwhen = "true"\n'
        (folder / "template.toml").write_text(head, encoding="utf-8")
        template = read_templates(tmp_path, book.templates.titles).each[0]
        opened = lay_open(template, replace(book, folder=tmp_path))
        assert isinstance(opened, Opened)
        offered = bench.full.account(template)[0]
        return list(template_names.complaints(opened, bench.book, bench.known, bench.supply, offered, bench.tables))

    return complaints


@pytest.mark.parametrize(
    "words",
    [
        "{% if party.type == 'ENT' %}企业{% else %}其他{% endif %}",
        "{% for a in case.rules | where('it.outcome == \"fails\" and it.family == \"CTR\"') %}{{ a.code }}{% endfor %}",
        "{% for c in first(credit.loans, debts.loans) %}{{ c.lender }}{{ c.rate | rate }}{% endfor %}",
        "{% set now = statement.latest_annual %}{{ now.revenue | wan }}万元",
    ],
)
def test_what_can_be_is_left_in_peace(look: Look, words: str) -> None:
    assert [] == look(words)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("{% if party.type == 'ETN' %}企业{% else %}其他{% endif %}", "LNT-216", "did you mean `ENT`"),
        ("{% if party.type in ['ENT', 'PUBB'] %}企业{% else %}其他{% endif %}", "LNT-216", "did you mean `PUB`"),
        ("{{ case.rules | where('it.outcome == \"failed\"') | count }}", "LNT-216", "did you mean `fails`"),
        ("{{ case.rules | where('it.family == \"CRT\"') | count }}", "LNT-216", "did you mean `CTR`"),
        ("{% for c in first(credit.loans, debts.loans) %}{{ c.lendre }}{% endfor %}", "LNT-211", "lender"),
        ("{% for s in score.items %}{{ s.dmiension }}{{ s.full }}{% endfor %}", "LNT-211", "`dimension`"),
        ("{% for s in articles.shareholders %}{{ loop.idnex }}{{ s.name }}{% endfor %}", "LNT-211", "`index`"),
        ("{% set now = statement.latest_annual %}正文", "LNT-217", "now"),
        ("{% for s in articles.shareholders %}{{ licence.name }}{% endfor %}", "LNT-217", "s"),
    ],
)
def test_what_cannot_be_is_found(look: Look, words: str, code: str, said: str) -> None:
    found = look(words)

    assert [code] == [complaint.code for complaint in found]
    assert said in found[0].problem_en
    assert found[0].spot is not None
    assert found[0].spot.tag in words


def test_a_field_that_no_finder_finds_can_never_be_there(book: Any, look: Look) -> None:
    contract = next(kind for kind in book.documents.types if kind.subject == "contract")
    fields = tuple(replace(field, find=()) if field.name == "no" else field for field in contract.fields)
    types = tuple(replace(kind, fields=fields) if kind is contract else kind for kind in book.documents.types)
    changed = replace(book, documents=replace(book.documents, types=types), digest="changed")

    found = look("{{ contract.no }}", bench=Bench(changed, dictionary(changed)))

    assert ["LNT-215"] == [complaint.code for complaint in found]


def test_a_field_that_nothing_uses_is_a_note(book: Any) -> None:
    found = list(unused.complaints(book))

    assert {("LNT-321", "note")} == {(complaint.code, complaint.severity.value) for complaint in found}
    assert not [one for one in found if one.problem_en == "nothing uses contract.amount"]
