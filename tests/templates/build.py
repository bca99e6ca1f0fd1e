"""Writes the book's Word templates anew: python -m tests.templates.build [name …]. Loses what was edited in Word."""

import sys
from pathlib import Path

from tests.templates import after, archive, proposal, report, short

MAKERS = {
    "report": report.make,
    "proposal": proposal.make,
    "archive": archive.make,
    "report_farmer": short.farmer,
    "report_trader": short.trader,
    "survey_form": short.survey_form,
    "missing_papers": short.missing_papers,
    "notice": short.notice,
    "visit": short.visit,
    "inspection": short.inspection,
    "redline": short.redline,
    "collection": after.collection,
    "call_brief": after.call_brief,
}
BOOK = Path(__file__).parents[2] / "templates"


def build(names: list[str]) -> None:
    """Write the named templates, or all."""
    for name in names or MAKERS:
        MAKERS[name]().write(BOOK / name / "template.docx")


if __name__ == "__main__":
    build(sys.argv[1:])
