"""A look at a client's archive: what changed since the last one, which answers turned, what is to be done."""

from dataclasses import dataclass
from datetime import date

from creditfile.model.case import Case
from creditfile.model.duty import Duty
from creditfile.model.fact import Fact


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that is not what it was."""

    address: str
    """Its name."""
    event: str
    """What kind of event it is, by the list of watched facts; empty for what is not watched."""
    before: Fact | None
    """As it stood at the last look; None: it was not known."""
    after: Fact | None
    """As it stands now; None: it is no longer stated."""
    documents: tuple[str, ...] = ()
    """Documents that are to be made anew because of it, by template."""

    @property
    def label(self) -> str:
        """What people call the fact."""
        fact = self.after or self.before
        return (fact.label if fact else "") or self.address


@dataclass(frozen=True, slots=True)
class Turn:
    """One answer that is not what it was."""

    code: str
    """Which rule; `decision` for the case as a whole."""
    subject: str
    """Which of several it is about."""
    before: str
    """holds, fails, cannot_tell, left_out; none where it was not asked."""
    after: str
    """The same, now."""
    title: str
    """The rule's title, in Chinese."""
    why: str
    """What the finding says now; empty when it holds."""


@dataclass(frozen=True, slots=True)
class Look:
    """All that a look found."""

    case: Case
    """The case as it stands now."""
    on: date
    """The day of looking."""
    since: date | None
    """The day of the last look; None at the first."""
    changes: tuple[Change, ...]
    """By event, then by address."""
    turns: tuple[Turn, ...]
    """By code."""
    duties: tuple[Duty, ...]
    """Everything to be done, by day."""
    received: tuple[str, ...] = ()
    """The papers that came with this look."""
    replaced: tuple[str, ...] = ()
    """Papers of earlier looks that newer ones of the same kind stand in for."""
