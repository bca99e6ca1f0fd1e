"""A paper before it has a form: its facts, and the blocks of text that state them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tests.generator.amounts import Fen, capitals, grouped, in_wan

LONG_TERM = "LONG_TERM"


class Choice(str):
    """One of a few answers: its code, and how papers say it."""

    text: str

    def __new__(cls, code: str, text: str) -> "Choice":
        """Code and wording."""
        self = super().__new__(cls, code)
        self.text = text
        return self

    def __reduce__(self) -> tuple[object, ...]:
        """Copies keep their wording."""
        return (Choice, (str(self), self.text))


@dataclass(frozen=True)
class Value:
    """A fact as printed: its name, what it means and the signs on the paper."""

    id: str
    """`<document code>.<field>`; for a statement figure `<item>@<period end>@<scope>`."""
    meaning: str | None
    """Canonical: yuan with two places, ISO dates, plain text; None for a blank that is printed as such."""
    text: str


Run = str | Value


@dataclass
class Paper:
    """One paper of the case: what it states, how it is worded, and the file it becomes."""

    doc: str
    """The document code, D101 …"""
    subject: str
    """The name its facts go by, `licence`, `guarantee[0]` …"""
    fields: dict[str, object]
    """Its facts by field name."""
    wording: dict[str, object] = field(default_factory=dict)
    """Switches of its wording: clauses taken out or put in, blanks, marks of alteration."""
    party: str = ""
    """Whose paper it is, where several may come."""
    form: str = "pdf"
    layout: str = ""
    bundle: str = ""
    """Papers with the same word here are bound into one file of that name."""

    def v(self, name: str, style: str = "") -> Run:
        """The field as a run of text; an absent field prints nothing."""
        value = self.fields.get(name)
        if value is None:
            return ""
        if name in self.wording.get("blank", ()):  # type: ignore[operator]
            return "________"
        return Value(f"{self.doc}.{name}", canonical(value), printed(value, style))


def canonical(value: object) -> str | None:
    """The one spelling of a value in the truth file."""
    if value is None:
        return None
    if isinstance(value, Fen):
        return value.yuan()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | dict):
        return json.dumps(_plain(value), ensure_ascii=False)
    return str(value)


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return canonical(value)


def printed(value: object, style: str = "") -> str:
    """The value in one of the ways it is written: see the branches for the styles there are."""
    if isinstance(value, Choice):
        return value.text
    if isinstance(value, Fen):
        return {
            "": lambda: grouped(value) + "元",
            "digits": lambda: grouped(value),
            "plain": lambda: value.yuan(),
            "wan": lambda: in_wan(value) + "万元",
            "bare_wan": lambda: in_wan(value),
            "cn": lambda: capitals(value),
            "rmb_wan": lambda: in_wan(value) + "万人民币",
            "cn_wan": lambda: capitals(value).replace("元整", "元人民币整"),
        }[style]()
    if isinstance(value, date):
        return {
            "": f"{value.year}年{value.month}月{value.day}日",
            "pad": f"{value.year}年{value.month:02d}月{value.day:02d}日",
            "iso": value.isoformat(),
            "dot": f"{value.year}.{value.month:02d}.{value.day:02d}",
            "slash": f"{value.year}/{value.month}/{value.day}",
            "compact": f"{value:%Y%m%d}",
            "spaced": f"{value.year} 年 {value.month} 月 {value.day} 日",
        }[style]
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value}{style}"
    if isinstance(value, list | tuple):
        return "、".join(printed(part) for part in value)
    if value == LONG_TERM:
        return style or "长期"
    return f"{value}{style}" if isinstance(value, int) else str(value)


@dataclass(frozen=True)
class Line:
    """A paragraph; indent is in signs on its first line."""

    runs: tuple[Run, ...]
    size: float = 10.5
    bold: bool = False
    align: str = "left"
    indent: float = 0
    after: float = 4
    kind: str = ""


@dataclass(frozen=True)
class Cell:
    """A table cell; width and height in columns and rows of the grid."""

    runs: tuple[Run, ...] = ()
    align: str = "left"
    across: int = 1
    down: int = 1
    bold: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: rows of cells on a grid; a cell reaching down leaves no cell in the rows below it."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    """Shares of the line's width."""
    size: float = 9.5
    ruled: bool = True
    header: int = 0
    """So many first rows are repeated on each page."""
    pad: float = 3
    after: float = 8


@dataclass(frozen=True)
class Gap:
    """So many points of nothing."""

    height: float


@dataclass(frozen=True)
class Break:
    """A new page."""


@dataclass(frozen=True)
class Stamp:
    """A red seal over the end of what was written last."""

    name: str
    right: bool = True
    note: str = ""


Block = Line | Grid | Gap | Break | Stamp


def line(*runs: Run, **how: object) -> Line:
    """A paragraph of these runs, empty ones left out."""
    return Line(tuple(run for run in runs if run != ""), **how)  # type: ignore[arg-type]


def title(text: str, size: float = 18) -> Line:
    """The paper's heading."""
    return Line((text,), size=size, bold=True, align="center", after=12, kind="title")


def text_of(runs: tuple[Run, ...]) -> str:
    """What the runs print."""
    return "".join(run.text if isinstance(run, Value) else run for run in runs)


def values_of(blocks: Iterable[Block]) -> Iterator[Value]:
    """Every value that the blocks print."""
    for block in blocks:
        cells = (
            [block] if isinstance(block, Line) else [cell for row in block.rows for cell in row]
            if isinstance(block, Grid) else []
        )
        for one in cells:
            yield from (run for run in one.runs if isinstance(run, Value))


def cell(*runs: Run, **how: object) -> Cell:
    """A table cell of these runs."""
    return Cell(tuple(run for run in runs if run != ""), **how)  # type: ignore[arg-type]
