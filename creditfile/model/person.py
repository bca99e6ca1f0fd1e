"""What a person says of a finding: it is set aside (waiver), or what only a person can see was seen (attestation)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Word:
    """One waiver or attestation, as it stands in the case's waivers.toml or attestations.toml."""

    kind: str
    """`waive` or `attest`."""
    code: str
    """The rule's code."""
    subject: str
    """Which of several it is about; empty when there is one only."""
    by: str
    """Who says so."""
    reason: str
    """Why."""
    on: date
    """The day it was said."""
    until: date | None
    """The last day it counts; attestations have none."""
    digest: str
    """Of the facts it was said on (`digest` of the finding): it dies when they change."""
    source: str
    """The file it stands in."""
    checked_by: str = ""
    """The second person who stands for it; empty while there is none."""
