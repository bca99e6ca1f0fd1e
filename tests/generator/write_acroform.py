"""The application as a fillable PDF: labels on the page, values in form fields only."""

import io
from random import Random

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from tests.generator import write_pdf
from tests.generator.case import File
from tests.generator.forms import SHEETS
from tests.generator.paper import Gap, Grid, Paper, Value, cell, title
from tests.generator.write_pdf import Theme

FIELD_NAMES = {
    "applicant": "applicantName",
    "applicant_id": "applicantIdNo",
    "product": "loanProduct",
    "currency": "currency",
    "amount": "loanAmount",
    "amount_cn": "loanAmountCn",
    "term_months": "loanTermMonths",
    "purpose": "loanPurpose",
    "repay_source": "repaySource",
    "repay_plan": "repayMethod",
    "guarantee_offer": "guaranteeMode",
    "account_no": "accountNo",
    "contact": "contactPhone",
    "address": "address",
    "signatory": "signatory",
    "sign_date": "applyDate",
}


def write(paper: Paper, docs: list[str]) -> File:
    """The form and where its fields lie."""
    heading, rows = SHEETS[paper.doc]
    rows = tuple(row for row in rows if paper.fields.get(row[1]) is not None)
    empty = [Value(f"{paper.doc}.{name}", None, "") for _, name, _ in rows]
    grid = Grid(
        tuple((cell(label, align="center"), cell(mark)) for (label, _, _), mark in zip(rows, empty, strict=True)),
        (1.1, 3),
        size=10,
        pad=6,
    )
    content, marks, pages = write_pdf.write([title(heading), grid, Gap(10)], Theme(latin="Helvetica"))
    places = {id(mark.value): mark for mark in marks}
    reader = PdfReader(io.BytesIO(content))
    writer = PdfWriter()
    writer.append_pages_from_reader(reader)
    chinese = Random(str(paper.fields["applicant"])).random() < 0.4
    made = File("", b"", docs, "acroform", "acroform", pages, party=paper.party)
    fields = ArrayObject()
    height = 841.9
    for (label, name, how), mark in zip(rows, empty, strict=True):
        place = places[id(mark)]
        run = paper.v(name, how)
        text = run.text if isinstance(run, Value) else run
        x0, top, x1, bottom = place.box
        widget = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/FT"): NameObject("/Tx"),
                NameObject("/T"): TextStringObject(label if chinese else FIELD_NAMES[name]),
                NameObject("/TU"): TextStringObject(label),
                NameObject("/V"): TextStringObject(text),
                NameObject("/DA"): TextStringObject("/Helv 10 Tf 0 g"),
                NameObject("/F"): NumberObject(4),
                NameObject("/Rect"): ArrayObject(
                    [FloatObject(round(side, 1)) for side in (x0 + 1, height - bottom + 1, x1 - 1, height - top - 1)]
                ),
            }
        )
        page = writer.pages[place.page - 1]
        reference = writer._add_object(widget)
        page.setdefault(NameObject("/Annots"), ArrayObject()).append(reference)  # type: ignore[union-attr]
        fields.append(reference)
        made.fields.append(
            {
                "id": f"{paper.doc}.{name}",
                "value": run.meaning if isinstance(run, Value) else None,
                "text": text,
                "page": place.page,
                "box": [x0 + 1, top + 1, x1 - 1, bottom - 1],
                "place": label if chinese else FIELD_NAMES[name],
            }
        )
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject(
        {
            NameObject("/Fields"): fields,
            NameObject("/NeedAppearances"): BooleanObject(True),
            NameObject("/DA"): TextStringObject("/Helv 10 Tf 0 g"),
            NameObject("/DR"): DictionaryObject(
                {
                    NameObject("/Font"): DictionaryObject(
                        {
                            NameObject("/Helv"): DictionaryObject(
                                {
                                    NameObject("/Type"): NameObject("/Font"),
                                    NameObject("/Subtype"): NameObject("/Type1"),
                                    NameObject("/BaseFont"): NameObject("/Helvetica"),
                                }
                            )
                        }
                    )
                }
            ),
        }
    )
    out = io.BytesIO()
    writer.write(out)
    made.content = out.getvalue()
    return made
