"""Which answers flip between two books, as lines; for `rules diff` and `lint --diff`."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from creditfile.book import Book


def flipped(old: "Book", new: "Book", cases: Sequence[Path], on: date) -> list[str]:
    """One line for each answer of the finished cases below these folders. Raises CaseError where there is none."""
    from creditfile.running.flips import finished, flips

    found = [flip for case in finished(tuple(cases)) for flip in flips(case, old, new, on)]
    return [
        f"{flip.case}  {f'{flip.code} {flip.subject}'.strip()}  {flip.before} → {flip.after}  {flip.why}"
        for flip in found
    ]
