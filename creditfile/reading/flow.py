"""A paper's lines as one text for patterns, each letter still knowing its line."""

from dataclasses import dataclass, replace

from creditfile.reading import cells
from creditfile.reading.found import Piece
from creditfile.reading.stretch import Stretch, Strip


@dataclass(frozen=True, slots=True)
class Flow:
    """A paper's lines as one text to search, each letter knowing its line."""

    text: str
    places: tuple[tuple[Strip | None, int], ...]

    @classmethod
    def of(cls, stretch: Stretch, *, across: bool) -> "Flow":
        """Blanks closed up except between two Latin letters or digits; lines divided, or closed up when `across`.

        A sentence that runs on from one line of a page to the next is not divided. Made once for each stretch.
        """
        if across not in stretch.made:
            stretch.made[across] = cls._of(stretch, across=across)
        made = stretch.made[across]
        assert isinstance(made, cls)
        return made

    @classmethod
    def _of(cls, stretch: Stretch, *, across: bool) -> "Flow":
        letters: list[str] = []
        places: list[tuple[Strip | None, int]] = []
        for strip in stretch.strips:
            line = strip.plain
            in_table = cells.is_row(strip.line.place, stretch.media)
            cell_ends = {end for _, end, _ in strip.starts()} if in_table else set()
            for i, letter in enumerate(line):
                if i in cell_ends:
                    letters.append("\n")
                    places.append((None, 0))
                if not letter.isspace():
                    letters.append(letter)
                    places.append((strip, i))
                elif _divides(line, i) and letters and letters[-1] != " ":
                    letters.append(" ")
                    places.append((strip, i))
            if not across and strip.number not in stretch.wrapped:
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


def _divides(line: str, at: int) -> bool:
    before, behind = line[:at].rstrip()[-1:], line[at:].lstrip()[:1]
    return all(letter.isascii() and letter.isalnum() for letter in (before, behind)) and bool(before and behind)
