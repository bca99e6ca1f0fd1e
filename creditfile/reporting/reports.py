"""The table of reports."""

from collections.abc import Callable

from creditfile.model import Case
from creditfile.reporting import json, junit, sarif, text

REPORTS: dict[str, Callable[[Case, str], str]] = {
    "text": text.report,
    "json": json.report,
    "sarif": sarif.report,
    "junit": junit.report,
}
"""By the name that `--format` takes."""
