"""What everything talks about: source, fact, finding, case."""

from creditfile.model.case import Answer, Case, Decision, Paper, Reading
from creditfile.model.fact import Box, CellOrigin, Fact, Origin, Value
from creditfile.model.finding import Finding, Severity, Verdict
from creditfile.model.source import Source, Trouble

__all__ = [
    "Answer",
    "Box",
    "Case",
    "CellOrigin",
    "Decision",
    "Fact",
    "Finding",
    "Origin",
    "Paper",
    "Reading",
    "Severity",
    "Source",
    "Trouble",
    "Value",
    "Verdict",
]
