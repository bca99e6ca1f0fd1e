"""A finding: a rule that fails or cannot be told, with its evidence."""

from dataclasses import dataclass
from enum import StrEnum

from creditfile.model.fact import Fact


class Verdict(StrEnum):
    """What a rule answers."""

    HOLDS = "holds"
    FAILS = "fails"
    CANNOT_TELL = "cannot_tell"


class Severity(StrEnum):
    """How much a finding weighs; the policy says what follows from it."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 note, 1 warning, 2 error."""
        return ("note", "warning", "error").index(self.value)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fails or cannot be told."""

    code: str
    """The rule's code, e.g. CTR-002."""
    severity: Severity
    """Its weight."""
    verdict: Verdict
    """FAILS or CANNOT_TELL; what holds is no finding."""
    title: str
    """The rule's name, in Chinese."""
    message: str
    """What was found and what was wanted, in whole Chinese sentences."""
    title_en: str = ""
    """The rule's name in English."""
    message_en: str = ""
    """The message in English."""
    evidence: tuple[Fact, ...] = ()
    """The facts it was judged on."""
    missing: tuple[str, ...] = ()
    """For CANNOT_TELL: the addresses of the facts that were wanted and are not there."""
    basis: tuple[str, ...] = ()
    """The clauses the rule rests on, each with how sure we are of it."""
    mend: str = ""
    """What to do, in Chinese."""
    mend_en: str = ""
    """What to do, in English."""
    level: str = ""
    """The trade's own level: HARD, BLOCK, REVIEW …; the policy reads it."""
    subject: str = ""
    """What of several it is about: a file, a guarantee, a period; empty when there is one only."""
    id: str = ""
    """A stable hash of case, code, subject and fact names."""
    digest: str = ""
    """Of the facts it was judged on; a waiver or attestation names it and dies when it changes."""
    waived: str = ""
    """Who waived it and why; empty when nobody did."""
    change: str = ""
    """The smallest change of one fact that would make the rule hold; empty when there is none to name."""
