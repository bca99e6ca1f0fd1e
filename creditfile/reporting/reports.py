"""The table of reports."""

from collections.abc import Callable

from creditfile.reporting import graph, html, json, junit, sarif, text

REPORTS: dict[str, Callable[..., str]] = {
    "text": text.report,
    "json": json.report,
    "sarif": sarif.report,
    "junit": junit.report,
    "html": html.report,
    "graph": graph.report,
}
"""By the name that `--format` takes."""
