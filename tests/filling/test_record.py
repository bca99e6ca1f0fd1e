import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from creditfile.filling.record import Record, read_record_book, record, schema_of, to_csv, to_json, to_xlsx
from creditfile.model import Case
from tests.filling.made_up import FIELDS, case, without
from tests.filling.test_fill import templates

BOOK = read_record_book(Path(__file__).parents[2])
FULL = {**FIELDS, "party.code": "91361000MA35GQ7X2C", "judicial.dishonest_borrower": False}


def made(**more: object) -> Case:
    """The made-up case, with further fields."""
    return case({**FULL, **{name.replace("__", "."): value for name, value in more.items()}})


def of(one: Case) -> Record:
    return record(one, BOOK, templates())


def rows(content: bytes) -> dict[str, str]:
    """The CSV's one line by its headings."""
    heads, cells = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    return dict(zip(heads, cells, strict=True))


def test_a_record_holds_amounts_as_decimal_text_and_says_what_each_field_rests_on() -> None:
    found = of(made())

    assert found.values["app.amount"] == "5000000.00"
    assert found.values["rat.current_ratio"] == "1.389646"
    assert found.values["survey_date"] == "2025-08-20"
    assert found.sources["app.amount"] == "02-借款申请书.docx"
    assert found.complete


def test_what_the_case_does_not_say_is_null_and_named() -> None:
    found = of(without(made(), "opinion.lend"))

    assert found.values["opinion.lend"] is None
    assert "opinion.lend" in found.missing
    assert not found.complete


def test_a_record_fits_its_schema_and_a_wrong_one_does_not() -> None:
    validator = Draft202012Validator(schema_of(BOOK))
    content = json.loads(to_json(of(made()), BOOK))

    assert validator.is_valid(content)
    content["values"]["app.amount"] = 5000000.0
    assert not validator.is_valid(content)


def test_a_record_that_claims_to_be_complete_must_be() -> None:
    content = json.loads(to_json(of(without(made(), "opinion.lend")), BOOK)) | {"complete": True}

    assert not Draft202012Validator(schema_of(BOOK)).is_valid(content)


@pytest.mark.parametrize("evil", ["=1+1", "+86", "@SUM(A1)", "-2+3|cmd", "\t=1", "＝1+1"])
def test_no_cell_is_a_formula(evil: str) -> None:
    found = of(made(application__purpose=evil))

    assert rows(to_csv(found, BOOK))["app.purpose_text"].startswith("'")
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(found, BOOK)))
    assert all(cell.data_type != "f" for sheet in book for line in sheet for cell in line)


def test_a_name_with_quotes_commas_and_breaks_stays_one_cell() -> None:
    assert rows(to_csv(of(made(party__name='甲"乙",\n丙')), BOOK))["party.name"] == '甲"乙",\n丙'


def test_lists_are_sheets_and_amounts_are_numbers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(of(made()), BOOK)))

    assert book.sheetnames == ["贷款调查表", "保证人", "押品", "资料清单"]
    values = {line[0].value: line[2].value for line in book["贷款调查表"]}
    assert values["app.amount"] == 5_000_000
    assert book["保证人"]["A2"].value == "章以宁"


def test_the_same_record_gives_the_same_bytes() -> None:
    assert to_xlsx(of(made()), BOOK) == to_xlsx(of(made()), BOOK)


def test_a_bank_s_own_column_names_head_its_import_file() -> None:
    groups = tuple(
        (title, tuple(replace(field, column="KHMC") if field.id == "party.name" else field for field in fields))
        for title, fields in BOOK.groups
    )

    assert "KHMC" in rows(to_csv(of(made()), replace(BOOK, groups=groups)))
