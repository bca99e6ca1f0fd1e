"""What is wrong with the book: where, what, and how to mend it."""

from dataclasses import dataclass

from creditfile.model import Severity


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """One thing that is wrong with a content file."""

    file: str
    """Relative to the book."""
    line: int
    """From 1."""
    code: str
    """LNT-xxx, stable."""
    problem: str
    """What is wrong, in Chinese."""
    problem_en: str
    """The same in English."""
    mend: str = ""
    """What to do, in both languages where it is not plain."""
    severity: Severity = Severity.ERROR
    """Error, warning or note."""
    place: str = ""
    """Where in a file without lines: the part, paragraph or cell of a template."""
