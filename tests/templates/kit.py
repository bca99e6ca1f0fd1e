"""Word's own means, as text: styles, numbering, tables, captions, fields, sections. For making templates."""

# ruff: noqa: E501
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from creditfile.filling.charts import workbook
from creditfile.filling.tables import OF_FIGURES

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
A4 = (11906, 16838)
MARGIN = 1418
WIDE = A4[0] - 2 * MARGIN
"""The text's width on an upright page, in twentieths of a point."""
TOGETHER = 14
"""A table of no more rows than this stays on one page."""
BROAD = A4[1] - 2 * MARGIN
"""The same on a page lying down."""


def rpr(east: str = "", size: int = 0, bold: bool = False, colour: str = "") -> str:
    """Run properties; size in half points."""
    out = f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{east}" w:cs="Times New Roman"/>' if east else ""
    out += "<w:b/><w:bCs/>" if bold else ""
    out += f'<w:color w:val="{colour}"/>' if colour else ""
    out += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    return f"<w:rPr>{out}</w:rPr>" if out else ""


def run(text: str, properties: str = "") -> str:
    """Words; \\t becomes a tab."""
    pieces = []
    for number, part in enumerate(text.split("\t")):
        if number:
            pieces.append("<w:tab/>")
        if part:
            pieces.append(f'<w:t xml:space="preserve">{escape(part)}</w:t>')
    return f"<w:r>{properties}{''.join(pieces)}</w:r>"


def simple_field(instruction: str, shown: str, properties: str = "") -> str:
    """A field of Word with the text it shows until it is counted."""
    return f'<w:fldSimple w:instr=" {escape(instruction)} ">{run(shown, properties)}</w:fldSimple>'


def paragraph(text: str, style: str = "Body", extra: str = "", properties: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{run(text, properties) if text else ""}</w:p>'


@dataclass
class Column:
    """A column of a table."""

    head: str
    width: int
    """Its share of the table's width."""
    align: str = "left"
    """left, center or right."""
    cell: str = ""
    """What stands in each row."""


@dataclass
class Document:
    """A template being made."""

    title: str
    """Printed in the header and the properties."""
    header_left: str = ""
    header_right: str = ""
    body: list[str] = field(default_factory=list)
    lying: bool = False
    charts: list[str] = field(default_factory=list)
    series: list[list[str]] = field(default_factory=list)

    # --- text ---

    def add(self, *xml: str) -> None:
        """Pieces of the body."""
        self.body.extend(xml)

    def p(self, *texts: str, style: str = "Body") -> None:
        """Paragraphs."""
        self.add(*(paragraph(text, style) for text in texts))

    def h1(self, text: str, *, numbered: bool = True, new_page: bool = False) -> None:
        """一、"""
        extra = "<w:pageBreakBefore/>" if new_page else ""
        extra += "" if numbered else '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
        self.add(paragraph(text, "Heading1", extra))

    def h2(self, text: str) -> None:
        """(一)"""
        self.add(paragraph(text, "Heading2"))

    def h3(self, text: str) -> None:
        """1."""
        self.add(paragraph(text, "Heading3"))

    def tag(self, *tags: str) -> None:
        """Paragraph tags, each on a paragraph of its own."""
        self.add(*(paragraph("{%p " + tag + " %}", "Tag") for tag in tags))

    def when(self, condition: str, *xml: str) -> None:
        """Paragraphs that stand only when a condition holds."""
        self.tag(f"if {condition}")
        self.add(*xml)
        self.tag("endif")

    def opinion(self, address: str) -> None:
        """The investigator's own judgement, boxed."""
        self.p("调查人判断：{{ " + address + " }}", style="Opinion")

    # --- tables ---

    @property
    def width(self) -> int:
        """The text's width here."""
        return BROAD if self.lying else WIDE

    def caption(self, text: str, unit: str = "") -> None:
        """表 n  title, with the unit at the right, once."""
        middle, right = self.width // 2, self.width
        tabs = f'<w:tabs><w:tab w:val="center" w:pos="{middle}"/><w:tab w:val="right" w:pos="{right}"/></w:tabs>'
        words = run("\t表 ") + simple_field("SEQ 表 \\* ARABIC", "1") + run(f" {text}")
        words += run(f"\t单位：{unit}", rpr("楷体", 18)) if unit else ""
        self.add(f'<w:p><w:pPr><w:pStyle w:val="Caption"/>{tabs}</w:pPr>{words}</w:p>')

    def listing(self, columns: Sequence[Column], over: str, name: str, none: str = "无", small: bool = False) -> None:
        """A table with one row for each element of a list; a row of its own when there is none."""
        widths = _shares([column.width for column in columns], self.width)
        rows = [_heads(columns, widths)]
        rows.append(_tag_row(f"for {name} in {over}", widths))
        rows.append(_row([_aligned(column.cell, width, column.align, small=small) for column, width in zip(columns, widths, strict=True)]))
        rows.append(_tag_row("else", widths))
        rows.append(_row([_cell(none, sum(widths), "TableCentre", span=len(widths))]))
        rows.append(_tag_row("endfor", widths))
        about = OF_FIGURES if over in ("case.evidence", "case.blanks", "case.doubts") else ""
        self.add(_table("ThreeLine", widths, rows, about=about))

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str] | str]) -> None:
        """A table of given rows; a row that is a string is a row tag."""
        widths = _shares([column.width for column in columns], self.width)
        out = [_heads(columns, widths)]
        for number, cells in enumerate(rows, start=1):
            keep = number < len(rows) <= TOGETHER
            if isinstance(cells, str):
                out.append(_tag_row(cells, widths))
            else:
                out.append(
                    _row([_aligned(cell, width, column.align, keep) for cell, width, column in zip(cells, widths, columns, strict=True)])
                )
        self.add(_table("ThreeLine", widths, out))

    def periods(self, rows: Sequence[tuple[str, str] | str], over: str, *, head: str = "项目") -> None:
        """A table with a column for each period: rows of (label, cell); a lone string is a row tag or a subheading."""
        self.across(rows, f"y in {over}", head, "{{ y.period | period_name }}", 34, ("TableText", "TableNumber"))

    def across(
        self, rows: Sequence[tuple[str, str] | str], loop: str, head: str, title: str, share: int, styles: tuple[str, str]
    ) -> None:
        """A table with a column for each element of a list."""
        label, tag = self.width * share // 100, 300
        value = self.width - label - 2 * tag
        widths = [label, tag, value, tag]

        keep = len(rows) <= TOGETHER

        def line(first: str, cell: str, style: str, cell_style: str, header: bool = False, last: bool = False) -> str:
            return _row(
                [
                    _cell(first, label, style, keep=keep and not last),
                    _cell("{%tc for " + loop + " %}", tag, "TableText"),
                    _cell(cell, value, cell_style, keep=keep and not last),
                    _cell("{%tc endfor %}", tag, "TableText"),
                ],
                header,
            )

        over = "TableHeadRight" if styles[1] == "TableNumber" else "TableHead"
        out = [line(head, title, "TableHead", over, True)]
        for entry in rows:
            if isinstance(entry, str) and entry.startswith("%"):
                out.append(_tag_row(entry[1:], widths))
            elif isinstance(entry, str):
                out.append(line(entry, "", "TableGroup", "TableText"))
            else:
                total = "占" not in entry[0] and entry[0].endswith(("合计", "总计", "净额", "净利润", "利润总额", "调整后净资产"))
                of = ("TableTotal", "TableTotalNumber") if total else styles
                out.append(line(entry[0], entry[1], *of, last=entry is rows[-1]))
        self.add(_table("ThreeLine", widths, out))

    def form(self, rows: Sequence[Sequence[str]], shares: Sequence[int] = (20, 32, 16, 32)) -> None:
        """Labels and values side by side; a row of two runs over the whole width; of one is a group's heading."""
        widths = _shares(shares, self.width)
        out = []
        for row, cells in enumerate(rows, start=1):
            keep = row < len(rows) <= TOGETHER
            if len(cells) == 1:
                out.append(_row([_cell(cells[0], sum(widths), "FormGroup", span=len(widths), shade="E7ECF3", keep=keep)]))
            elif len(cells) == 2:
                out.append(_row([_cell(cells[0], widths[0], "FormLabel", shade="F3F5F8", keep=keep), _cell(cells[1], sum(widths[1:]), "FormText", span=len(widths) - 1, keep=keep)]))
            else:
                out.append(
                    _row(
                        [
                            _cell(cell, width, "FormLabel" if number % 2 == 0 else "FormText", shade="F3F5F8" if number % 2 == 0 else "", keep=keep)
                            for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
                        ]
                    )
                )
        self.add(_table("FormGrid", widths, out))

    def signatures(self, *roles: tuple[str, str]) -> None:
        """Where people sign: role, printed name, room for the hand and the day; kept together on one page."""
        widths = _shares([22, 26, 30, 22], self.width)
        heads = ("", "姓名", "签字", "日期")
        out = [_row([_cell(head, width, "TableHead", keep=True) for head, width in zip(heads, widths, strict=True)])]
        for number, (role, name) in enumerate(roles):
            keep = number < len(roles) - 1
            cells = (role, name, "", "    年   月   日")
            out.append(
                _row(
                    [_cell(cell, width, "FormLabel" if at == 0 else "FormText", keep=keep) for at, (cell, width) in enumerate(zip(cells, widths, strict=True))],
                    height=620,
                )
            )
        self.add(_table("FormGrid", widths, out))

    def chart(self, title: str, about: str, series: Sequence[str], rows: str, form: str = "#,##0") -> None:
        """Columns side by side, drawn by Word; `rows` are the tags that write its figures, `about` its alternative text."""
        number = len(self.charts) + 1
        self.charts.append(_chart(series, form))
        self.series.append(list(series))
        wide, high = 5_700_000, 1_980_000
        drawing = (
            f'<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{900 + number}" name="图表 {number}" descr="{escape(about)}" title="{escape(rows, {chr(34): "&quot;"})}"/>'
            '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
            f'<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rIdChart{number}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
        )
        self.add(f'<w:p><w:pPr><w:pStyle w:val="Figure"/></w:pPr><w:r>{drawing}</w:r></w:p>')
        words = run("图 ") + simple_field("SEQ 图 \\* ARABIC", "1") + run(f" {title}")
        self.add(f'<w:p><w:pPr><w:pStyle w:val="FigureCaption"/></w:pPr>{words}</w:p>')

    def when_chart(self, item: str, title: str, about: str, names: Sequence[str], items: Sequence[str]) -> None:
        """A chart of statement items over the periods, where there are any."""
        cells = "|".join("{{ y." + one + " | wan | dash }}" for one in items)
        self.tag(f"if statement is defined and years | some('it.{item} is defined')")
        self.chart(title, about, names, "{% for y in years %}{{ y.period | period_name }}|" + cells + ";{% endfor %}")
        self.tag("endif")

    # --- pages ---

    def cover(self, kicker: str, title: str, rows: Sequence[tuple[str, str]], foot: str) -> None:
        """The first page; the next section begins behind it."""
        self.add(paragraph(kicker, "CoverKicker"), paragraph(title, "Title"))
        widths = _shares([34, 66], WIDE * 78 // 100)
        out = [
            _row([_cell(label, widths[0], "CoverLabel"), _cell(value, widths[1], "CoverValue", bottom=True)], height=680)
            for label, value in rows
        ]
        self.add(_table("Plain1", widths, out, centre=True), paragraph(foot, "CoverFoot"))
        self.add(paragraph("", "Plain", _section(first=True)))

    def heading(self, title: str, right: str = "") -> None:
        """The title of a short document, and a line at the right under it."""
        self.add(paragraph(title, "FormTitle"))
        if right:
            self.add(paragraph(right, "Right"))

    def sources(self) -> None:
        """What is missing and where the figures come from, at the end of a short document."""
        self.caption("待补事项")
        self.listing(
            [Column("序号", 10, "center", "{{ b.number }}"), Column("事项", 45, "left", "{{ b.label }}"), Column("应见于", 45, "left", "{{ b.paper }}")],
            "case.blanks", "b", "无", small=True,
        )
        self.caption("数字来源")
        self.listing(
            [
                Column("序号", 8, "center", "{{ e.number }}"), Column("事项", 28, "left", "{{ e.label }}"), Column("数值", 24, "right", "{{ e.text }}"),
                Column("来源", 28, "left", "{{ e.source }}"), Column("位置", 12, "center", "{{ e.place }}"),
            ],
            "case.evidence", "e", "无", small=True,
        )

    def contents(self) -> None:
        """A table of contents of two levels, on a page of its own."""
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        inside = paragraph("目  录", "ContentsHeading") + f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{begin}{run("打开文书时更新")}</w:p><w:p>{end}</w:p>'
        self.add(
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
            f"<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        )

    def lie_down(self) -> None:
        """From here the pages lie down."""
        self.add(paragraph("", "Plain", _section()))
        self.lying = True

    def stand_up(self) -> None:
        """From here they stand again."""
        self.add(paragraph("", "Plain", _section(lying=True)))
        self.lying = False

    def space(self) -> None:
        """A thin empty line, as between two tables."""
        self.add(paragraph("", "Gap", "<w:keepNext/>"))

    def write(self, file: Path) -> None:
        """The whole package."""
        last = _section(lying=self.lying, final=True)
        document = f"{HEAD}<w:document {NS}><w:body>{''.join(self.body)}{last}</w:body></w:document>"
        head = _band(self.header_left, self.header_right)
        broad = _band(self.header_left, self.header_right, BROAD)
        parts: dict[str, str | bytes] = {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": RELS,
            "docProps/core.xml": _core(self.title),
            "docProps/app.xml": APP,
            "word/document.xml": document,
            "word/_rels/document.xml.rels": DOCUMENT_RELS,
            "word/styles.xml": styles(),
            "word/numbering.xml": NUMBERING,
            "word/settings.xml": SETTINGS,
            "word/fontTable.xml": font_table(),
            "word/header1.xml": f"{HEAD}<w:hdr {NS}>{head}</w:hdr>",
            "word/header2.xml": f"{HEAD}<w:hdr {NS}>{broad}</w:hdr>",
            "word/header3.xml": f'{HEAD}<w:hdr {NS}>{paragraph("", "Plain")}</w:hdr>',
            "word/footer1.xml": f"{HEAD}<w:ftr {NS}>{_pages()}</w:ftr>",
            "word/footer3.xml": f'{HEAD}<w:ftr {NS}>{paragraph("", "Plain")}</w:ftr>',
        }
        for number, chart in enumerate(self.charts, start=1):
            parts[f"word/charts/chart{number}.xml"] = chart
            parts[f"word/charts/_rels/chart{number}.xml.rels"] = _chart_rels(number)
            parts[f"word/embeddings/chart{number}.xlsx"] = workbook(self.series[number - 1], [])
        if self.charts:
            numbers = range(1, len(self.charts) + 1)
            kind = "application/vnd.openxmlformats-officedocument"
            types = f'<Default Extension="xlsx" ContentType="{kind}.spreadsheetml.sheet"/>'
            types += "".join(f'<Override PartName="/word/charts/chart{n}.xml" ContentType="{kind}.drawingml.chart+xml"/>' for n in numbers)
            parts["[Content_Types].xml"] = CONTENT_TYPES.replace("</Types>", f"{types}</Types>")
            links = "".join(f'<Relationship Id="rIdChart{n}" Type="{_OFFICE}/chart" Target="charts/chart{n}.xml"/>' for n in numbers)
            parts["word/_rels/document.xml.rels"] = DOCUMENT_RELS.replace("</Relationships>", f"{links}</Relationships>")
        file.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            for name, text in parts.items():
                package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


def _shares(shares: Sequence[int], whole: int) -> list[int]:
    total = sum(shares)
    widths = [whole * share // total for share in shares]
    widths[-1] += whole - sum(widths)
    return widths


def _cell(
    text: str, width: int, style: str, *, span: int = 1, shade: str = "", keep: bool = False, bottom: bool = False
) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:tcBorders>' if bottom else ""
    properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    properties += '<w:vAlign w:val="center"/>'
    extra = "<w:keepNext/>" if keep else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text, style, extra)}</w:tc>"


def _aligned(text: str, width: int, align: str, keep: bool = False, small: bool = False) -> str:
    styles = {"left": "TableText", "center": "TableCentre", "right": "TableNumber"}
    if small:
        styles = {"left": "TableSmall", "center": "TableSmallCentre", "right": "TableSmallNumber"}
    return _cell(text, width, styles[align], keep=keep)


def _row(cells: Iterable[str], header: bool = False, height: int = 0) -> str:
    properties = "<w:cantSplit/>" + (f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else "")
    properties += "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _heads(columns: Sequence[Column], widths: Sequence[int]) -> str:
    """The headings, each over its figures."""
    styles = {"right": "TableHeadRight"}
    cells = [_cell(column.head, width, styles.get(column.align, "TableHead")) for column, width in zip(columns, widths, strict=True)]
    return _row(cells, True)


def _tag_row(tag: str, widths: Sequence[int]) -> str:
    return _row([_cell("{%tr " + tag + " %}", sum(widths), "Tag", span=len(widths))])


def _table(style: str, widths: Sequence[int], rows: Iterable[str], centre: bool = False, about: str = "") -> str:
    look = '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    middle = '<w:jc w:val="center"/>' if centre else ""
    properties = (
        f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{middle}<w:tblLayout w:type="fixed"/>{look}'
        + (f'<w:tblDescription w:val="{about}"/>' if about else "")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


COLOURS = ("44546A", "8EA9DB", "C55A11", "A5A5A5")


def _chart(series: Sequence[str], form: str) -> str:
    """Clustered columns; the figures come when it is filled."""
    text = '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"><a:latin typeface="Times New Roman"/><a:ea typeface="宋体"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    line = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{}"/></a:solidFill></a:ln></c:spPr>'
    columns = "".join(
        f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/><c:tx><c:strRef><c:f>Sheet1!${"BCDE"[n]}$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{COLOURS[n]}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>'
        f'<c:dLbls><c:numFmt formatCode="{form}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text.replace("900", "800")}<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        '<c:cat><c:strRef><c:f>Sheet1!$A$2:$A$2</c:f><c:strCache><c:ptCount val="0"/></c:strCache></c:strRef></c:cat>'
        f'<c:val><c:numRef><c:f>Sheet1!${"BCDE"[n]}$2</c:f><c:numCache><c:formatCode>{form}</c:formatCode><c:ptCount val="0"/></c:numCache></c:numRef></c:val></c:ser>'
        for n, name in enumerate(series)
    )
    return (
        f'{HEAD}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{_OFFICE}">'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{columns}<c:gapWidth val="90"/><c:overlap val="-5"/><c:axId val="111"/><c:axId val="112"/></c:barChart>'
        f'<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>{line.format("7F7F7F")}{text}<c:crossAx val="112"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
        f'<c:valAx><c:axId val="112"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:majorGridlines>{line.format("E0E0E0")}</c:majorGridlines><c:numFmt formatCode="{form}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{line.format("BFBFBF")}{text}<c:crossAx val="111"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
        f'</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/>{text}</c:legend><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _chart_rels(number: int) -> str:
    return (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/package" Target="../embeddings/chart{number}.xlsx"/></Relationships>'
    )


def _section(*, lying: bool = False, first: bool = False, final: bool = False) -> str:
    """A section's end: paper, margins, header and footer. The cover has neither."""
    wide, high = (A4[1], A4[0]) if lying else A4
    size = f'<w:pgSz w:w="{wide}" w:h="{high}"' + (' w:orient="landscape"/>' if lying else "/>")
    header, footer = ("rIdHeader3", "rIdFooter3") if first else ("rIdHeader2" if lying else "rIdHeader1", "rIdFooter1")
    references = f'<w:headerReference w:type="default" r:id="{header}"/><w:footerReference w:type="default" r:id="{footer}"/>'
    margins = f'<w:pgMar w:top="1701" w:right="{MARGIN}" w:bottom="1474" w:left="{MARGIN}" w:header="964" w:footer="850" w:gutter="0"/>'
    kind = '<w:type w:val="nextPage"/>'
    return f"<w:sectPr>{references}{kind}{size}{margins}</w:sectPr>"


def _band(left: str, right: str, width: int = WIDE) -> str:
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    return paragraph(f"{left}\t{right}", "Header", tabs)


def _pages() -> str:
    words = run("第 ") + simple_field("PAGE", "1") + run(" 页 共 ") + simple_field("NUMPAGES", "1") + run(" 页")
    return f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{words}</w:p>'


def _core(title: str) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>' + escape(title) + "</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORDML}.{kind}+xml"/>'
        for name, kind in (
            ("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"), ("settings", "settings"),
            ("fontTable", "fontTable"), ("header1", "header"), ("header2", "header"), ("header3", "header"),
            ("footer1", "footer"), ("footer3", "footer"),
        )
    )
    + '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    '<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
)
RELS = (
    f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/extended-properties" Target="docProps/app.xml"/></Relationships>'
)
DOCUMENT_RELS = (
    f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    + "".join(
        f'<Relationship Id="{identity}" Type="{_OFFICE}/{kind}" Target="{target}.xml"/>'
        for identity, kind, target in (
            ("rIdStyles", "styles", "styles"), ("rIdNumbering", "numbering", "numbering"),
            ("rIdSettings", "settings", "settings"), ("rIdFonts", "fontTable", "fontTable"),
            ("rIdHeader1", "header", "header1"), ("rIdHeader2", "header", "header2"), ("rIdHeader3", "header", "header3"),
            ("rIdFooter1", "footer", "footer1"), ("rIdFooter3", "footer", "footer3"),
        )
    )
    + "</Relationships>"
)
APP = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>creditfile</Application></Properties>"
)
SETTINGS = (
    f'{HEAD}<w:settings {NS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:updateFields w:val="true"/>'
    '<w:compat><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)

_LEVELS = (
    ("chineseCounting", "%1、", "Heading1"),
    ("chineseCounting", "（%2）", "Heading2"),
    ("decimal", "%3.", "Heading3"),
)
NUMBERING = (
    f'{HEAD}<w:numbering {NS}><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>'
    + "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        for depth, (form, text, style) in enumerate(_LEVELS)
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)


def _style(identity: str, name: str, ppr: str = "", characters: str = "", based: str = "Normal", following: str = "", shown: bool = True) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"' + (' w:default="1"' if identity == "Normal" else "") + ">"
        f'<w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if identity != "Normal" else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + ("<w:qFormat/>" if shown else "")
        + (f"<w:pPr>{ppr}</w:pPr>" if ppr else "")
        + characters
        + "</w:style>"
    )


def _spacing(before: int = 0, after: int = 0, line: int = 0, rule: str = "exact") -> str:
    lines = f' w:line="{line}" w:lineRule="{rule}"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def styles() -> str:
    """Every style a template uses, with Chinese names where staff will choose them."""
    number = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    centre, right, both = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>', '<w:jc w:val="both"/>'
    dots = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{WIDE}"/></w:tabs>'
    line = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="7F7F7F"/></w:pBdr>'
    box = '<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="8496B0"/></w:pBdr>'
    out = [
        _style("Normal", "Normal", _spacing(), rpr("仿宋", 24)),
        _style("Body", "报告正文", _spacing(0, 0, 460) + '<w:ind w:firstLineChars="200" w:firstLine="480"/>' + both, rpr("仿宋", 24)),
        _style("Opinion", "调查人判断", box + _spacing(80, 160, 420) + '<w:ind w:left="240"/>' + both, rpr("楷体", 24)),
        _style("Warning", "提示", box.replace("8496B0", "C00000") + _spacing(120, 120, 420) + '<w:ind w:left="240"/>' + both, rpr("黑体", 22)),
        _style("Title", "Title", _spacing(1200, 1600, 640) + centre, rpr("宋体", 44, bold=True)),
        _style("FormTitle", "表单标题", _spacing(120, 160, 520) + centre, rpr("宋体", 36, bold=True)),
        _style("Right", "右对齐", _spacing(0, 60, 340) + right, rpr("仿宋", 22)),
        _style("Plainly", "不缩进正文", _spacing(0, 0, 460) + both, rpr("仿宋", 24)),
        _style("Closing", "落款正文", "<w:keepNext/>" + _spacing(0, 0, 460) + both, rpr("仿宋", 24)),
        _style("CoverKicker", "封面眉题", _spacing(1500, 0, 400) + centre, rpr("楷体", 28)),
        _style("CoverLabel", "封面标签", _spacing(0, 0, 360) + '<w:jc w:val="distribute"/>', rpr("黑体", 26)),
        _style("CoverValue", "封面内容", _spacing(0, 0, 360) + '<w:ind w:left="120"/>', rpr("仿宋", 26)),
        _style("CoverFoot", "封面说明", _spacing(1600, 0, 360) + centre, rpr("楷体", 22)),
        _style("Heading1", "heading 1", "<w:keepNext/><w:keepLines/>" + number.format(0) + _spacing(320, 160, 480) + '<w:outlineLvl w:val="0"/>', rpr("黑体", 30), following="Body"),
        _style("Heading2", "heading 2", "<w:keepNext/><w:keepLines/>" + number.format(1) + _spacing(200, 80, 440) + '<w:outlineLvl w:val="1"/>', rpr("楷体", 26, bold=True), following="Body"),
        _style("Heading3", "heading 3", "<w:keepNext/><w:keepLines/>" + number.format(2) + _spacing(120, 60, 420) + '<w:outlineLvl w:val="2"/>', rpr("仿宋", 24, bold=True), following="Body"),
        _style("Caption", "caption", "<w:keepNext/>" + _spacing(160, 60, 340), rpr("黑体", 20), following="TableText"),
        _style("TableText", "表格文字", _spacing(30, 30, 270), rpr("宋体", 18)),
        _style("TableCentre", "表格居中", centre, based="TableText"),
        _style("TableNumber", "表格数字", right, based="TableText"),
        _style("TableHead", "表格表头", "<w:keepNext/>" + _spacing(50, 50, 280) + centre, rpr("黑体", 18), based="TableText"),
        _style("TableHeadRight", "表格表头右", right, rpr("黑体", 18), based="TableHead"),
        _style("TableGroup", "表格分组", "<w:keepNext/>", rpr("黑体", 18), based="TableText"),
        _style("TableTotal", "表格合计", "", rpr("黑体", 18), based="TableText"),
        _style("TableTotalNumber", "表格合计数字", right, rpr("宋体", 18, bold=True), based="TableText"),
        _style("TableSmall", "表格小字", _spacing(10, 10, 220), rpr("宋体", 15), based="TableText"),
        _style("TableSmallCentre", "表格小字居中", centre, based="TableSmall"),
        _style("TableSmallNumber", "表格小字数字", right, based="TableSmall"),
        _style("Figure", "图", "<w:keepNext/>" + '<w:spacing w:before="120" w:after="0"/>' + centre, rpr("宋体", 18)),
        _style("FigureCaption", "图题", _spacing(20, 160, 340) + centre, rpr("黑体", 20), following="Body"),
        _style("TableNote", "表注", _spacing(50, 140, 270) + both, rpr("楷体", 18)),
        _style("FormLabel", "表单标签", _spacing(40, 40, 300) + centre, rpr("黑体", 19)),
        _style("FormText", "表单内容", _spacing(40, 40, 300), rpr("仿宋", 20)),
        _style("FormGroup", "表单分组", "<w:keepNext/>" + _spacing(40, 40, 300), rpr("黑体", 20)),
        _style("ContentsHeading", "目录标题", _spacing(200, 240, 480) + centre, rpr("黑体", 32)),
        _style("TOC1", "toc 1", dots + _spacing(60, 0, 380), rpr("黑体", 22), shown=False),
        _style("TOC2", "toc 2", dots + _spacing(0, 0, 360) + '<w:ind w:left="420"/>', rpr("仿宋", 22), shown=False),
        _style("Header", "header", line + _spacing(0, 0, 280), rpr("宋体", 17, colour="404040"), shown=False),
        _style("Footer", "footer", _spacing(0, 0, 280) + centre, rpr("宋体", 17, colour="404040"), shown=False),
        _style("Plain", "空段", _spacing(0, 0, 20), rpr("宋体", 2)),
        _style("Gap", "间隔", _spacing(0, 0, 160), rpr("宋体", 8)),
        _style("Tag", "模板标签", _spacing(0, 0, 240), rpr("宋体", 16, colour="2F5496")),
        _style("Small", "小字", _spacing(0, 0, 280) + both, rpr("楷体", 19)),
    ]
    thick, thin, hair = 'w:val="single" w:sz="12" w:space="0" w:color="000000"', 'w:val="single" w:sz="6" w:space="0" w:color="000000"', 'w:val="single" w:sz="2" w:space="0" w:color="BFBFBF"'
    grey = 'w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"'
    margins = '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    tables = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f'<w:style w:type="table" w:styleId="ThreeLine"><w:name w:val="三线表"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders><w:top {thick}/><w:bottom {thick}/><w:insideH {hair}/></w:tblBorders>{margins}</w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders><w:top {thick}/><w:bottom {thin}/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>'
        f'<w:style w:type="table" w:styleId="FormGrid"><w:name w:val="表单"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders><w:top {grey}/><w:left {grey}/><w:bottom {grey}/><w:right {grey}/><w:insideH {grey}/><w:insideV {grey}/></w:tblBorders>{margins}</w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="Plain1"><w:name w:val="无框表"/><w:basedOn w:val="TableNormal"/></w:style>'
    )
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋" w:cs="Times New Roman"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    return f"{HEAD}<w:styles {NS}>{defaults}{''.join(out)}{tables}</w:styles>"


def font_table() -> str:
    """The fonts, each with the name to fall back on."""
    fonts = (("仿宋", "FangSong", "modern"), ("黑体", "SimHei", "modern"), ("楷体", "KaiTi", "modern"), ("宋体", "SimSun", "auto"))
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="{family}"/><w:pitch w:val="default"/></w:font>'
        for name, other, family in fonts
    )
    latin = '<w:font w:name="Times New Roman"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    return f"{HEAD}<w:fonts {NS}>{entries}{latin}</w:fonts>"
