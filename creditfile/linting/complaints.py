"""What is wrong with the book: where, what, and how to mend it."""

import hashlib
from dataclasses import dataclass

from creditfile.linting.spots import Spot
from creditfile.model import Severity


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong with a content file."""

    file: str
    """Relative to the book."""
    line: int
    """From 1."""
    code: str
    """LNT-xxx, stable; DTLxxx for what docxtpl-lint finds."""
    problem: str
    """What is wrong, in Chinese."""
    problem_en: str
    """The same in English."""
    mend: str = ""
    """What to do, in both languages where it is not plain."""
    severity: Severity = Severity.ERROR
    """Error, warning or note."""
    spot: Spot | None = None
    """Where in a file without lines: the part, paragraph, cell and words of a template."""

    @property
    def order(self) -> tuple[object, ...]:
        """By file and place."""
        spot = self.spot or Spot("")
        return (self.file, self.line, spot.part, spot.paragraph, self.code, self.problem)

    @property
    def fingerprint(self) -> str:
        """The same as long as the words it is about are: no line or paragraph number goes into it."""
        spot = self.spot or Spot("")
        what = (self.file, self.code, self.problem_en, spot.part, spot.words, spot.tag)
        return hashlib.sha256("\x1f".join(what).encode()).hexdigest()[:16]

    def said(self, language: str) -> str:
        """The problem in a language."""
        return self.problem_en if language == "en" else self.problem
