"""The report as JSON: the case's own record."""

from creditfile.model import Case
from creditfile.model.record import to_json


def report(case: Case, language: str = "zh") -> str:
    """The whole case; both languages are in it."""
    del language
    return to_json(case)
