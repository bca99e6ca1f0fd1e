"""What a reader hands on, whatever the format: pages of words, lines, tables and form fields."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from math import ceil, floor

from creditfile.model import Box, Trouble, Value

SHEETS = ("csv", "xlsx", "xls", "xlsb", "ods")
"""Media whose pages are sheets: each line is a row of cells, and one sheet does not go on where another ends."""


class UnreadableError(Exception):
    """A file cannot be read at all; `read` makes a finding of it. Never leaves the reading room."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.trouble = Trouble(code, detail)
        super().__init__(f"{code} {detail}")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a gap."""

    text: str
    """As it stands; not normalised."""
    box: Box | None
    """None where the format has no geometry."""
    confidence: Decimal = Decimal(1)
    """0 to 1: how sure it is that these letters stand there; below 1 only where they were recognised in a picture."""
    sure: tuple[Decimal, ...] = ()
    """The same letter by letter; empty where all are certain."""
    twice: tuple[bool, ...] = ()
    """Letter by letter whether a second look at the picture says the same; empty where there was none."""

    def confidence_between(self, start: float, end: float) -> Decimal:
        """Of the letters in a part of the word, given in shares of its width; of the whole where it is not known."""
        return min(self.sure[self._part(start, end)], default=self.confidence)

    def twice_between(self, start: float, end: float) -> bool:
        """Whether a second look says the same of the letters in a part of the word, given in shares of its width."""
        letters = self.twice[self._part(start, end)]
        return bool(letters) and all(letters)

    def _part(self, start: float, end: float) -> slice:
        count = len(self.sure)
        first, last = floor(start * count + 0.05), ceil(end * count - 0.05)
        return slice(max(0, first), max(0, first, last))


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, left to right; or a paragraph where the format has no geometry."""

    words: tuple[Word, ...]
    place: str = ""
    """Where it stands in a paper without geometry: `paragraph 14`."""

    @property
    def text(self) -> str:
        """The words, with one space where the gap is wider than a letter."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box | None:
        """Around all words; None without geometry."""
        return around(word.box for word in self.words)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; a merged cell stands once, at its top left."""

    text: str
    """The cell's text with line breaks kept; empty when blank."""
    row: int
    """From 0."""
    column: int
    """From 0, on the table's full grid."""
    row_span: int = 1
    """How many rows it covers."""
    column_span: int = 1
    """How many columns it covers."""
    box: Box | None = None
    """None where the format has no geometry."""
    place: str = ""
    """Where it stands in a paper without geometry: `Sheet1!B12`, `table 2 row 3 column 2`."""
    confidence: Decimal = Decimal(1)
    """That of its least sure word."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal pressed on a page."""

    shape: str
    """round, oval or square."""
    box: Box
    """Around it."""
    text: str = ""
    """What it says, its ring first; empty where it is not legible."""
    confidence: Decimal = Decimal(0)
    """How sure its words are."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Strokes of a hand at a place for a signature."""

    label: str
    """What stands before the place: 法定代表人（签字）："""
    box: Box
    """Around the strokes."""


@dataclass(frozen=True)
class Table:
    """A grid of cells."""

    cells: tuple[Cell, ...]
    """In reading order."""
    title: str = ""
    """A caption the format itself gives; empty elsewhere."""

    @cached_property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells by the row in which they begin, blank rows left out."""
        by_row: dict[int, list[Cell]] = {}
        for cell in self.cells:
            by_row.setdefault(cell.row, []).append(cell)
        return tuple(tuple(sorted(by_row[row], key=lambda cell: cell.column)) for row in sorted(by_row))

    def __hash__(self) -> int:
        """By identity of content."""
        return hash(self.cells)


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a fillable form: an AcroForm field or a Word content control."""

    name: str
    """As the form names it (tag or title for content controls)."""
    value: str
    """What was filled in; empty when nothing."""
    page: int | None = None
    """From 1."""
    box: Box | None = None
    """Where it stands."""
    label: str = ""
    """The form's own help text or the words before it, if any."""
    typed: Value = None
    """The value as the form itself types it (numbers as Decimal, dates, lists); None where a form knows text only."""
    place: str = ""
    """Where it stands in a paper without geometry: `line 12`, `paragraph 14`."""
    on: bool | None = None
    """Of a tick box or radio button whether it is on; None: the field holds words."""


class Page:
    """One page, sheet or section. Text comes at once; words and tables when first asked for."""

    def __init__(
        self,
        number: int,
        text: str,
        *,
        width: float = 0,
        height: float = 0,
        lines: Callable[[], tuple[Line, ...]] = tuple,
        tables: Callable[[], tuple[Table, ...]] = tuple,
        title: str = "",
        image_only: bool = False,
        troubles: tuple[Trouble, ...] = (),
        method: str = "text",
        seals: tuple[Seal, ...] = (),
        signatures: tuple[Signature, ...] = (),
        back: Callable[[Box], Box] | None = None,
        struck: Callable[[], tuple[str, ...]] = tuple,
        open_fills: Callable[[], tuple[Box, ...]] = tuple,
    ) -> None:
        self.number = number
        """From 1."""
        self.text = text
        """All text in reading order, one line a line; cheap."""
        self.width = width
        """In points; 0 without geometry."""
        self.height = height
        """In points; 0 without geometry."""
        self.title = title
        """The sheet's name; empty elsewhere."""
        self.image_only = image_only
        """A picture with no text layer."""
        self.troubles = troubles
        """Why its text is not to be trusted, if so."""
        self.method = method
        """How its words came: text, ocr, form …, one of model.fact.METHODS."""
        self.seals = seals
        """Seals seen on it."""
        self.signatures = signatures
        """Places for signatures that bear a hand's strokes."""
        self.back = back
        """From a place on the page as it was read, set upright and straight, to the page as it lies in the file; None
        where that is the same."""
        self.struck = struck
        """Words left out of it since a line is drawn through them, looked for when asked."""
        self.open_fills = open_fills
        """Lines drawn on it that are to be filled in and are not, looked for when asked."""
        self._lines = lines
        self._tables = tables

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The visual lines from top to bottom (paragraphs in Word, rows in a sheet)."""
        return self._lines()

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables with ruled or given cells, in reading order."""
        return self._tables()


@dataclass(frozen=True, slots=True)
class Mark:
    """A trace of change that a file carries beside its text."""

    kind: str
    """修订插入, 修订删除, 批注, 隐藏文字, 删除线, 字体不同, 文本框, 浮动图片, 签名后追加; of an electronic signature
    what esignatures says of it; 最后保存 of every Word file."""
    text: str
    """The words concerned; empty where there are none."""
    place: str
    """Where: `paragraph 14`, `header`, `comments`."""
    by: str = ""
    """Who, as the file says."""
    at: str = ""
    """When, as the file says, in ISO format."""
    issuer: str = ""
    """Of an electronic signature: who vouches for the signer, as esignatures says."""


@dataclass(frozen=True, slots=True)
class Pages:
    """A whole file as read."""

    media: str
    """pdf, docx, xlsx, xls, csv, text, image, toml …."""
    pages: tuple[Page, ...]
    """In order."""
    fields: tuple[FormField, ...] = ()
    """Filled form fields of the whole file."""
    troubles: tuple[Trouble, ...] = ()
    """What is wrong with the file though it could be read."""
    properties: dict[str, str] = field(default_factory=dict)
    """Producer, author, dates, incremental updates, tracked changes …: what the file says of itself."""
    marks: Callable[[], tuple[Mark, ...]] = tuple
    """Traces of change, looked for when asked."""

    def __iter__(self) -> Iterator[Page]:
        """Page by page."""
        return iter(self.pages)


def around(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box around all that are known; None when none is."""
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    whole = known[0]
    for box in known[1:]:
        whole = whole.union(box)
    return whole
