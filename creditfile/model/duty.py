"""What is to be done about a loan, and by when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from creditfile.model.fact import Fact


class State(StrEnum):
    """How it stands with a duty on a day."""

    DONE = "done"
    LATE = "late"
    DUE = "due"
    """Within its time of notice."""
    PLANNED = "planned"
    CANNOT_TELL = "cannot_tell"
    """A paper that says when, or whether it was done, is missing."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do on one day."""

    code: str
    """Its rule's code, e.g. DUE-003."""
    title: str
    """What is to be done, in Chinese."""
    title_en: str
    """The same in English."""
    state: State
    """How it stands."""
    due: date | None
    """By when; None while that cannot be told."""
    subject: str = ""
    """Which of several it is about."""
    notices: tuple[date, ...] = ()
    """The days on which it is to be announced, the earliest first."""
    who: str = ""
    """The person responsible; empty while nobody is named."""
    letter: str = ""
    """The document to send or fill, by its template's name."""
    basis: tuple[str, ...] = ()
    """The clauses it rests on."""
    missing: tuple[str, ...] = ()
    """The facts without which it cannot be told."""
    evidence: tuple[Fact, ...] = ()
    """The facts it was reckoned from."""

    @property
    def announced(self) -> date | None:
        """The first day on which it is to be announced; the day itself where nothing else is said."""
        return self.notices[0] if self.notices else self.due
