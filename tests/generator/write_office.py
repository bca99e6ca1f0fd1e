"""Sets blocks as Word documents and workbooks, and says in which cell or paragraph every value stands."""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from tests.generator.paper import Block, Break, Gap, Grid, Line, Stamp, Value, text_of
from tests.generator.write_pdf import _place


@dataclass(frozen=True)
class Spot:
    """Where a value stands in a file without pages."""

    value: Value
    place: str


IDLE = ("thumbnail", "stylesWithEffects")
"""Parts of the empty Word document that say nothing."""


def _calm(content: bytes) -> bytes:
    """The same zip with fixed times and order, so that equal papers are equal bytes."""
    source = zipfile.ZipFile(io.BytesIO(content))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in source.namelist():
            if any(part in name for part in IDLE):
                continue
            data = source.read(name)
            if name.endswith(".rels") or name == "[Content_Types].xml":
                for part in IDLE:
                    data = re.sub(rb"<(?:Relationship|Override) [^>]*" + part.encode() + rb"[^>]*/>", b"", data)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>2025-01-01T00:00:00Z", data)
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, data)
    return out.getvalue()


def write_docx(blocks: list[Block], wording: dict[str, object], seed: int = 0) -> tuple[bytes, list[Spot]]:
    """A Word document; `wording['marks']` plants signs of alteration (ins, del, comment, hidden, strike)."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    sides = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name = "Times New Roman"
    style.font.size = Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    core = document.core_properties
    core.author, core.title, core.last_modified_by = "", "", ""
    core.created = core.modified = datetime(2025, 1, 1, tzinfo=UTC)
    spots: list[Spot] = []
    rng = Random(f"docx {seed}")
    paragraphs = tables = 0

    def fill(paragraph: object, runs: tuple[object, ...], size: float, bold: bool) -> None:
        for run in runs:
            text = run.text if isinstance(run, Value) else str(run)
            pieces = [text]
            if len(text) > 6 and rng.random() < 0.25:  # Word cuts runs where it likes
                cut = rng.randrange(1, len(text))
                pieces = [text[:cut], text[cut:]]
            for piece in pieces:
                made = paragraph.add_run(piece)  # type: ignore[attr-defined]
                made.font.size = Pt(size)
                made.bold = bold or None

    for block in blocks:
        if isinstance(block, Line):
            paragraphs += 1
            paragraph = document.add_paragraph()
            paragraph.alignment = sides[block.align]
            paragraph.paragraph_format.space_after = Pt(block.after)
            if block.indent:
                paragraph.paragraph_format.first_line_indent = Pt(block.indent * block.size)
            fill(paragraph, block.runs, block.size, block.bold)
            spots += [Spot(run, f"paragraph {paragraphs}") for run in block.runs if isinstance(run, Value)]
        elif isinstance(block, Grid):
            tables += 1
            spots += _docx_table(document, block, tables, fill, sides)
        elif isinstance(block, Break):
            document.add_page_break()
            paragraphs += 1
        elif isinstance(block, Stamp):
            pass
    _marks(document, wording)
    out = io.BytesIO()
    document.save(out)
    return _calm(out.getvalue()), spots


def _docx_table(document: object, grid: Grid, number: int, fill: object, sides: dict[str, object]) -> list[Spot]:
    columns = len(grid.widths)
    table = document.add_table(rows=len(grid.rows), cols=columns)  # type: ignore[attr-defined]
    if grid.ruled:
        table.style = "Table Grid"
    spots = []
    matrix = [list(row.cells) for row in table.rows]
    for index, row in enumerate(_place(grid, columns)):
        for column, one in row:
            target = matrix[index][column]
            if one.across > 1 or one.down > 1:
                target = target.merge(matrix[index + one.down - 1][column + one.across - 1])
            paragraph = target.paragraphs[0]
            paragraph.alignment = sides[one.align]
            fill(paragraph, one.runs, grid.size, one.bold)  # type: ignore[operator]
            spots += [
                Spot(run, f"table {number} row {index + 1} column {column + 1}")
                for run in one.runs
                if isinstance(run, Value)
            ]
    return spots


def _marks(document: object, wording: dict[str, object]) -> None:
    """Signs of alteration that a bank refuses in a contract."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    marks = wording.get("marks", ())
    if not marks:
        return
    paragraph = next(p for p in document.paragraphs if len(p.text) > 30)  # type: ignore[attr-defined]
    for kind in marks:  # type: ignore[attr-defined]
        if kind in ("ins", "del"):
            holder = OxmlElement(f"w:{kind}")
            holder.set(qn("w:id"), "91")
            holder.set(qn("w:author"), "经办")
            holder.set(qn("w:date"), "2025-01-02T09:00:00Z")
            run = OxmlElement("w:r")
            text = OxmlElement("w:t" if kind == "ins" else "w:delText")
            text.text = "（本条双方另行约定）" if kind == "ins" else "（本条须经公证）"
            run.append(text)
            holder.append(run)
            paragraph._p.append(holder)
        elif kind == "comment":
            document.add_comment(paragraph.runs[:1], text="此处请再核对", author="经办", initials="JB")  # type: ignore[attr-defined]
        elif kind == "hidden":
            run = paragraph.add_run("借款人另行承担咨询服务费")
            run.font.hidden = True
        elif kind == "strike":
            run = paragraph.add_run("贷款人同意免除罚息")
            run.font.strike = True


def write_xlsx(sheets: list[tuple[str, list[Block]]]) -> tuple[bytes, list[Spot]]:
    """A workbook; each sheet's blocks one below the other, grids with their merged cells."""
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    book.remove(book.active)
    thin = Side(style="thin")
    spots: list[Spot] = []
    for name, blocks in sheets:
        sheet = book.create_sheet(name)
        width = max([len(block.widths) for block in blocks if isinstance(block, Grid)] + [2])
        row = 1
        for block in blocks:
            if isinstance(block, Line):
                at = sheet.cell(row, 1, _number(block.runs))
                at.font = Font(bold=block.bold, size=block.size)
                at.alignment = Alignment(horizontal=block.align)
                sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
                spots += [Spot(run, f"{name}!A{row}") for run in block.runs if isinstance(run, Value)]
                row += 1
            elif isinstance(block, Grid):
                for offset, cells in enumerate(_place(block, len(block.widths))):
                    for column, one in cells:
                        at = sheet.cell(row + offset, column + 1, _number(one.runs))
                        if isinstance(at.value, float | int):
                            at.number_format = "#,##0.00"
                        at.alignment = Alignment(horizontal=one.align, vertical="center", wrap_text=True)
                        at.font = Font(bold=one.bold)
                        if block.ruled:
                            at.border = Border(left=thin, right=thin, top=thin, bottom=thin)
                        if one.across > 1 or one.down > 1:
                            sheet.merge_cells(
                                start_row=row + offset,
                                start_column=column + 1,
                                end_row=row + offset + one.down - 1,
                                end_column=column + one.across,
                            )
                        spots += [
                            Spot(run, f"{name}!{get_column_letter(column + 1)}{row + offset}")
                            for run in one.runs
                            if isinstance(run, Value)
                        ]
                row += len(block.rows)
                for index, share in enumerate(block.widths, 1):
                    sheet.column_dimensions[get_column_letter(index)].width = max(8, share * 10)
            elif isinstance(block, Gap | Break):
                row += 1
    out = io.BytesIO()
    book.save(out)
    return _calm(out.getvalue()), spots


def _number(runs: tuple[object, ...]) -> object:
    """A lone figure goes into the cell as a number, all else as text."""
    text = text_of(runs)  # type: ignore[arg-type]
    if len(runs) == 1 and isinstance(runs[0], Value) and re.fullmatch(r"-?[\d,]+\.\d{2}", text):
        return float(text.replace(",", ""))
    return text or None


def write_csv(rows: list[list[str]], encoding: str = "utf-8-sig", separator: str = ",") -> bytes:
    """A delimited export as banks' sites make them."""

    def quoted(text: str) -> str:
        return f'"{text}"' if separator in text or '"' in text else text

    return ("\r\n".join(separator.join(quoted(part) for part in row) for row in rows) + "\r\n").encode(encoding)
