"""What was recognised on one page: words, ruled lines and seals in points, and the way back to the picture."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from statistics import median

import numpy as np
from numpy.typing import NDArray

from creditfile.model import Box
from creditfile.reading.glyphs import Drawn, Edge, Glyph, Ruling
from creditfile.reading.grids import tables_of
from creditfile.reading.ocr.engine import Engine, Picture
from creditfile.reading.ocr.letters import Letter, Run, doubted
from creditfile.reading.ocr.rows import lines_of
from creditfile.reading.ocr.ruling import ruling_of
from creditfile.reading.ocr.seals import REDDER, half_tones, is_grey, redness, words_of
from creditfile.reading.ocr.seals import Seal as PressedSeal
from creditfile.reading.ocr.sheets import Sheet, sheet_of
from creditfile.reading.ocr.signatures import hands_in
from creditfile.reading.ocr.spreads import gutter
from creditfile.reading.ocr.words import runs_of
from creditfile.reading.pages import Cell, Line, Page, Seal, Signature, Table, Word

USUAL = 10.5
"""Points of the letters of an ordinary paper."""
ONE_OF_MANY = 0.98
"""A Chinese letter less sure than that is in doubt: of thousands, many differ by a stroke."""
PLAIN = frozenset("一二三十")
"""Of so few strokes that nothing else is like them, and recognised less surely for it."""
PALE = 0.33
"""So far from the usual ink of a page towards its paper: letters as light are not print but a seal's."""
FAINT = 40
"""On a page whose print is no darker than its paper by so much, light letters tell nothing."""
SAMPLED = 4
"""The tones of a whole page are those of every so many rows and columns."""
THICK = 0.5
"""Share of the room for a letter from which the ink of a seal there, its star's above all, may hide one."""
CREDIBLE = (7.5, 16.0)
"""Points between which the usual letter of a page lies when the picture's resolution is what it says."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """One page as recognised, in points of the page set upright and straight."""

    width: float
    height: float
    lines: tuple[Line, ...]
    """From the top; of two pages on one sheet the left one's first, the right one standing below it."""
    level: tuple[Edge, ...]
    upright: tuple[Edge, ...]
    seals: tuple[Seal, ...]
    signatures: tuple[Signature, ...]
    back: tuple[float, ...]
    """Nine numbers of the matrix from these points to points of the page as it lies in the file."""
    turned: int = 0
    """Quarter turns clockwise that set it upright."""
    skew: float = 0.0
    """Degrees clockwise that set it straight."""
    flattened: bool = False
    """It was photographed at a slant."""
    fold: float | None = None
    """Where two pages on one sheet meet, in points from the left; the right one was moved below the left one."""
    fold_height: float = 0.0
    """How far down it was moved."""

    @property
    def text(self) -> str:
        """One line a line."""
        return "\n".join(line.text for line in self.lines)

    @property
    def confidence(self) -> Decimal:
        """That of the middle letter."""
        sure = sorted((word.confidence, len(word.text)) for line in self.lines for word in line.words)
        half = sum(count for _, count in sure) / 2
        for confidence, count in sure:
            half -= count
            if half <= 0:
                return confidence
        return Decimal(0)

    def in_file(self, box: Box) -> Box:
        """A place on this page as a place on the page as it lies in the file."""
        x0, top, x1, bottom = (float(side) for side in (box.x0, box.top, box.x1, box.bottom))
        if self.fold is not None and (top + bottom) / 2 >= self.fold_height:
            x0, x1 = x0 + self.fold, x1 + self.fold
            top, bottom = top - self.fold_height, bottom - self.fold_height
        matrix = np.array(self.back).reshape(3, 3)
        corners = np.array([[x0, top, 1], [x1, top, 1], [x1, bottom, 1], [x0, bottom, 1]]) @ matrix.T
        points = corners[:, :2] / corners[:, 2:]
        (left, upper), (right, lower) = points.min(axis=0), points.max(axis=0)
        return Box.of(float(left), float(upper), float(right), float(lower))

    def tables(self) -> tuple[Table, ...]:
        """Its ruled tables, each cell as sure as its least sure word."""
        words = [word for line in self.lines for word in line.words if word.box is not None]
        glyphs = tuple(_glyph(word) for word in words)
        drawn = Drawn(glyphs, (), 0, self.width, self.height, 0)
        tables = tables_of(drawn, Ruling(self.level, self.upright))
        return tuple(
            replace(table, cells=tuple(_with_confidence(cell, words) for cell in table.cells)) for table in tables
        )


def _glyph(word: Word) -> Glyph:
    """A word taken for one wide letter: all that the tables want to know of it."""
    assert word.box is not None
    x0, top, x1, bottom = (float(side) for side in (word.box.x0, word.box.top, word.box.x1, word.box.bottom))
    return Glyph(word.text, x0, top, x1, bottom, bottom, bottom - top)


def _with_confidence(cell: Cell, words: Sequence[Word]) -> Cell:
    if cell.box is None or not cell.text:
        return cell
    inside = [word.confidence for word in words if word.box is not None and cell.box.holds(word.box)]
    return replace(cell, confidence=min(inside, default=Decimal(1)))


def page_of(transcript: Transcript, number: int) -> Page:
    """The page as the rest of reading wants it; its places lead back to the page as it lies in the file."""
    return Page(
        number,
        transcript.text,
        width=transcript.width,
        height=transcript.height,
        method="ocr",
        lines=lambda: transcript.lines,
        tables=transcript.tables,
        seals=transcript.seals,
        signatures=transcript.signatures,
        back=transcript.in_file,
    )


# ---------------------------------------------------------------- from the picture


def transcribe(picture: Picture, points: float, engine: Engine) -> Transcript:
    """Recognise one picture; `points` is the size of one of its pixels."""
    sheet = sheet_of(picture, engine)
    pressed = sorted(sheet.seals, key=lambda seal: (seal.outline[1], seal.outline[0]))
    runs = [_doubted_among_many(run) for run in runs_of(sheet, engine)]
    if is_grey(sheet.seen):
        grey = sheet.seen[:, :, 0]
        ink = np.asarray(half_tones(grey, SAMPLED), np.bool_)
        runs = [_doubted_at_ends(_doubted(run, pressed), ink) for run in _doubted_where_pale(runs, grey)]
    elif pressed:
        ink = redness(sheet.seen) > REDDER
        runs = [_doubted_at_ends(run, ink) for run in runs]
    scale = _scale(sheet, runs, points)
    letters = median([run.height for run in runs]) if runs else USUAL / scale
    ruling = ruling_of(sheet.picture, letters)
    at = gutter(sheet.width, sheet.height, runs, ruling)
    seals = [(seal, *words_of(sheet.seen, seal, engine)) for seal in pressed]
    back = np.diag([points, points, 1.0]) @ sheet.back @ np.diag([1 / scale, 1 / scale, 1.0])
    halves = _Halves(scale, at, sheet.height)
    width, height = sheet.width * scale, sheet.height * scale
    return Transcript(
        width if at is None else max(at, sheet.width - at) * scale,
        height if at is None else 2 * height,
        tuple(Line(tuple(halves.word(run) for run in line)) for part in halves.parts(runs) for line in lines_of(part)),
        tuple(halves.level(edge) for edge in ruling.level),
        tuple(halves.upright(edge) for edge in ruling.upright),
        tuple(Seal(seal.shape, halves.box(*seal.outline), text, _certainty(sure)) for seal, text, sure in seals),
        tuple(Signature(hand.label, halves.box(*hand[1:])) for hand in hands_in(sheet.picture, runs)),
        tuple(float(number) for number in back.ravel()),
        sheet.turned,
        round(sheet.skew, 2),
        sheet.flattened,
        None if at is None else at * scale,
        0.0 if at is None else height,
    )


def _asking(run: Run, which: Iterable[bool]) -> Run:
    """The word, those of its letters in doubt."""
    return replace(run, letters=doubted(run.letters, which))


def _doubted(run: Run, seals: Sequence[PressedSeal]) -> Run:
    """On a page in shades of grey, where the ink of a seal and that of print cannot be told apart.

    One that is read the same with that ink taken out, in black and white, and through the ink is not in doubt for it.
    """
    places = [_start(run) + letter.middle for letter in run.letters]
    return _asking(
        run,
        (
            not (letter.twice and letter.through) and any(seal.is_near(x, run.middle, run.height) for seal in seals)
            for letter, x in zip(run.letters, places, strict=True)
        ),
    )


def _is_chinese(letter: Letter) -> bool:
    return "\u4e00" <= letter.text <= "\u9fff"


def _doubted_among_many(run: Run) -> Run:
    return _asking(
        run, (one.sure < ONE_OF_MANY and _is_chinese(one) and one.text not in PLAIN for one in run.letters)
    )


def _doubted_where_pale(runs: Sequence[Run], grey: NDArray[np.uint8]) -> list[Run]:
    """On a page in shades of grey: Chinese letters in light ink may be a seal's, found as a seal or not."""
    tones = [
        [_tone(run, letter.middle, grey) if _is_chinese(letter) else 0.0 for letter in run.letters] for run in runs
    ]
    usual = median([tone for each in tones for tone in each if tone] or [0.0])
    paper = float(np.percentile(grey[::4, ::4], 90))
    if paper - usual < FAINT:
        return list(runs)
    most = usual + PALE * (paper - usual)
    return [_doubted_beside(run, [tone > most for tone in each]) for run, each in zip(runs, tones, strict=True)]


def _tone(run: Run, middle: float, grey: NDArray[np.uint8]) -> float:
    """Of the darker ink of a letter."""
    x, half = _start(run) + middle, 0.45 * run.height
    around = grey[max(0, round(run.top)) : round(run.bottom), max(0, round(x - half)) : max(0, round(x + half))]
    return float(np.percentile(around, 8)) if around.size else 0.0


def _doubted_beside(run: Run, pale: Sequence[bool]) -> Run:
    """Pale letters side by side, or a word that is pale throughout; one by itself is a comma, or cut at its edge."""
    beside = [any(pale[max(0, at - 1) : at]) or any(pale[at + 1 : at + 2]) for at in range(len(pale))]
    return _asking(run, (own and (all(pale) or near) for own, near in zip(pale, beside, strict=True)))


def _start(run: Run) -> float:
    """Where on the sheet the places of a word's letters are counted from."""
    return run.x0 + (run.x1 - run.x0) / len(run.letters) / 2 - run.letters[0].middle


def _doubted_at_ends(run: Run, ink: NDArray[np.bool_]) -> Run:
    """Where thick ink of a seal stands before a word or behind it, letters may have gone with the ink."""
    em, rows = run.height, slice(max(0, round(run.top)), max(0, round(run.bottom)))
    which = [False] * len(run.letters)
    for at, start in ((0, run.x0 - 1.1 * em), (-1, run.x1 + 0.1 * em)):
        beside = ink[rows, max(0, round(start)) : max(0, round(start + em))]
        which[at] |= bool(beside.size and float(beside.mean()) > THICK)
    return _asking(run, which)


def _scale(sheet: Sheet, runs: Sequence[Run], points: float) -> float:
    """Points of one pixel of the sheet: as the picture says, or, where that cannot be, by the size of its letters."""
    said = points * math.sqrt(abs(float(np.linalg.det(sheet.back[:2, :2]))))
    if not runs:
        return said
    letters = median(run.height for run in runs)
    return said if CREDIBLE[0] <= letters * said <= CREDIBLE[1] else USUAL / letters


@dataclass(frozen=True, slots=True)
class _Halves:
    """Puts things in points, those of a right-hand page below the left-hand one."""

    scale: float
    at: float | None
    down: float

    def parts(self, runs: Sequence[Run]) -> list[list[Run]]:
        if self.at is None:
            return [list(runs)]
        right = [run for run in runs if (run.x0 + run.x1) / 2 > self.at]
        return [[run for run in runs if (run.x0 + run.x1) / 2 <= self.at], right]

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        if self.at is not None and (x0 + x1) / 2 > self.at:
            x0, x1, top, bottom = x0 - self.at, x1 - self.at, top + self.down, bottom + self.down
        return Box.of(x0 * self.scale, top * self.scale, x1 * self.scale, bottom * self.scale)

    def word(self, run: Run) -> Word:
        sure = tuple(_certainty(letter.sure) for letter in run.settled)
        twice = tuple(letter.twice for letter in run.letters)
        return Word(run.text, self.box(run.x0, run.top, run.x1, run.bottom), min(sure), sure, twice)

    def level(self, edge: Edge) -> Edge:
        across, down = self._moved((edge.start + edge.end) / 2)
        return Edge(*((side + shift) * self.scale for side, shift in zip(edge, (down, across, across), strict=True)))

    def upright(self, edge: Edge) -> Edge:
        across, down = self._moved(edge.at)
        return Edge(*((side + shift) * self.scale for side, shift in zip(edge, (across, down, down), strict=True)))

    def _moved(self, x: float) -> tuple[float, float]:
        return (-self.at, self.down) if self.at is not None and x > self.at else (0.0, 0.0)


def _certainty(sure: float) -> Decimal:
    """Two places, rounded down; nothing recognised in a picture is certain."""
    return min(Decimal("0.99"), max(Decimal(0), Decimal(str(sure))).quantize(Decimal("0.01"), ROUND_FLOOR))
