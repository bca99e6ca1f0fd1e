"""A copy of a template with a Word comment at each fault, for the form's owner, as docxtpl-lint writes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from creditfile.linting.complaints import Complaint
from creditfile.linting.spots import Spot

_MAIN = "word/document.xml"
_AUTHOR = "creditfile lint"


@dataclass(frozen=True, slots=True)
class _Location:
    """A place in the words of docxtpl-lint."""

    part: str
    paragraph: int
    spot: Spot

    def human(self, lang: str = "en") -> str:
        """For what stands in no paragraph of the body."""
        return self.spot.told(lang)


@dataclass(frozen=True, slots=True)
class _Note:
    """A complaint as docxtpl-lint's commenting takes it."""

    complaint: Complaint

    @property
    def rule(self) -> str:
        """Its code."""
        return self.complaint.code

    @property
    def severity(self) -> str:
        """error, warning or note."""
        return self.complaint.severity.value

    @property
    def location(self) -> _Location:
        """The paragraph; what stands elsewhere is told at the first one."""
        spot = self.complaint.spot or Spot(_MAIN)
        return _Location("body" if spot.part == _MAIN else spot.part, spot.paragraph, spot)

    def message_for(self, lang: str = "en") -> str:
        """Problem, offending text and mend."""
        spot = self.complaint.spot
        tag = f" {spot.tag}" if spot and spot.tag else ""
        return " ".join(filter(None, (self.complaint.said(lang) + tag, self.complaint.mend)))


def annotate(docx: Path, complaints: Iterable[Complaint], out: Path, language: str = "zh") -> int:
    """Write the copy; the number of comments. The template itself is not touched."""
    from docxtpl_lint.annotate import annotate as commented
    from docxtpl_lint.core import Report

    report = Report(str(docx), [_Note(complaint) for complaint in complaints])
    out.parent.mkdir(parents=True, exist_ok=True)
    return int(commented(report, out, language, _AUTHOR))
