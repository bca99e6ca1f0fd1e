"""A paper's lines as one text for patterns, each letter still knowing its line."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from creditfile.reading import cells
from creditfile.reading.choices import unchosen
from creditfile.reading.fill_lines import frames
from creditfile.reading.found import Piece
from creditfile.reading.sides import short_names
from creditfile.reading.stretch import Stretch, Strip


@dataclass(frozen=True, slots=True)
class Flow:
    """A paper's lines as one text to search, each letter knowing its line."""

    text: str
    places: tuple[tuple[Strip | None, int], ...]

    @classmethod
    def of(cls, stretch: Stretch, divided: str, *, chosen: bool = False) -> "Flow":
        """Blanks closed up except between two Latin letters or digits. Made once for each stretch.

        With `chosen` the options of a form that are not chosen are left out, for they state nothing.
        Divided are `lines`, but for prose that plainly runs on; `paragraphs`, where a line may end one; or `clauses`
        alone, before the number of each. Fill lines that frame what was filled in are left out; 甲方 reads as the role
        that the head gives it.
        """
        left_out = unchosen(stretch) if chosen else {}
        key = (divided, bool(left_out))
        if key not in stretch.made:
            stretch.made[key] = cls._of(stretch, DIVIDED[divided](stretch), left_out)
        made = stretch.made[key]
        assert isinstance(made, cls)
        return made

    @classmethod
    def _of(
        cls, stretch: Stretch, ends: Callable[[Strip], bool], left_out: Mapping[int, Sequence[tuple[int, int]]]
    ) -> "Flow":
        letters: list[str] = []
        places: list[tuple[Strip | None, int]] = []
        head, short = short_names(stretch)
        for strip in stretch.strips:
            line = strip.plain
            if _is_page_number(stretch, strip):
                continue
            in_table = cells.is_row(strip.line.place, stretch.media)
            cell_ends = {end for _, end, _ in strip.starts()} if in_table else set()
            open_options = left_out.get(strip.number, ())
            framing = {*frames(line), *(at for start, end in open_options for at in range(start, end))}
            renamed = bool(short) and strip.number >= head and "方" in line
            if not (framing or cell_ends or renamed or " " in line or "\n" in line):
                letters.append(line)
                places += [(strip, i) for i in range(len(line))]
                line = ""
            for i, letter in enumerate(line):
                if i in framing:
                    continue
                if i in cell_ends:
                    letters.append("\n")
                    places.append((None, 0))
                if renamed and letter == "方" and letters and f"{letters[-1]}方" in short:
                    role = short[f"{letters.pop()}方"]
                    places += [(strip, i)] * (len(role) - 1)
                    letters += role
                elif not letter.isspace():
                    letters.append(letter)
                    places.append((strip, i))
                elif _divides(line, i) and letters and letters[-1] != " ":
                    letters.append(" ")
                    places.append((strip, i))
            if in_table or ends(strip):
                letters.append("\n")
                places.append((None, 0))
        return cls("".join(letters), tuple(places))

    def pieces(self, start: int, end: int) -> list[Piece]:
        """The lines' parts that a span covers."""
        pieces: list[Piece] = []
        for strip, i in self.places[start:end]:
            if strip is None:
                continue
            if pieces and pieces[-1].strip is strip:
                pieces[-1] = replace(pieces[-1], end=i + 1)
            else:
                pieces.append(Piece(strip, i, i + 1))
        return pieces


def _lines(stretch: Stretch) -> Callable[[Strip], bool]:
    return lambda strip: strip.number not in stretch.wrapped


def _clauses(stretch: Stretch) -> Callable[[Strip], bool]:
    """Before a clause's number, so that `账号:6229` and `11. 还款` are not one figure; a full line's figure goes on."""
    strips = stretch.strips

    def ends(strip: Strip) -> bool:
        if strip.number + 1 >= len(strips) or _NUMBERED.match(strips[strip.number + 1].plain) is None:
            return False
        return not (strip.number in stretch.wrapped and strip.plain.rstrip()[-1:].isdigit())

    return ends


def _paragraphs(stretch: Stretch) -> Callable[[Strip], bool]:
    """A line of a Word document; elsewhere one that is short, ends a sentence, or has a clause's number under it."""
    if stretch.media == "docx":
        return lambda strip: True
    widths = {strip.number: _width(strip) for strip in stretch.strips}
    full = 0.8 * max(widths.values(), default=0)
    before_clause = _clauses(stretch)
    return lambda strip: (
        widths[strip.number] < full
        or strip.plain.rstrip()[-1:] in "。;:"
        or before_clause(strip)
        or any(width > 2.2 * letter for _, width, letter in strip.gaps)
    )


def _width(strip: Strip) -> float:
    """How far a line reaches, in points; where there are no places, in letters, Chinese ones counting two."""
    box = strip.line.box
    return float(box.x1) if box is not None else sum(1 if letter.isascii() else 2 for letter in strip.plain.rstrip())


DIVIDED: dict[str, Callable[[Stretch], Callable[[Strip], bool]]] = {
    "lines": _lines,
    "paragraphs": _paragraphs,
    "clauses": _clauses,
}
"""By name, what tells of a stretch whether something ends with a line."""
_NUMBERED = re.compile(
    r"\s*(?:[1-9]\d?(?:\s*\.\s*[1-9]\d?){1,3}|[1-9]\d?[.、]|第\s*[\d一二三四五六七八九十百]{1,4}\s*[条章]|[一二三四五六七八九十]{1,3}、"
    r"|\([一二三四五六七八九十\d]{1,3}\))\s*(?=[\u4e00-\u9fff(])(?!元|万元|亿元|平方|亩|倍|个|年|月|日|天|至|到|和|与|的|款|项|所|规定|约定)"
)


def _is_page_number(stretch: Stretch, strip: Strip) -> bool:
    """A page's number at its head or foot, which is no part of the sentence that runs on to the next page."""
    if _PAGE_OF_PAGES.fullmatch(strip.plain):
        return True
    if _PAGE_NUMBER.fullmatch(strip.plain) is None or len(stretch.pages) < 2:
        return False
    around = stretch.strips[max(0, strip.number - 1) : strip.number + 2]
    return any(other.page is not strip.page for other in around)


_PAGE_OF_PAGES = re.compile(r"\s*第\s*\d{1,4}\s*页\s*[,/]?\s*共\s*\d{1,4}\s*页\s*")
_PAGE_NUMBER = re.compile(r"\s*(?:第\s*\d{1,4}\s*页.{0,12}|\d{1,3}\s*/\s*\d{1,3}|-?\s*\d{1,3}\s*-?)\s*")


def _divides(line: str, at: int) -> bool:
    before, behind = line[:at].rstrip()[-1:], line[at:].lstrip()[:1]
    return all(letter.isascii() and letter.isalnum() for letter in (before, behind)) and bool(before and behind)
