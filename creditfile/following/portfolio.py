"""All archives together: tiers, worth, exits, due dates, exceptions, groups."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from creditfile.book import Book
from creditfile.following.look import duties
from creditfile.model import Case, Verdict
from creditfile.model.duty import Duty, State
from creditfile.settling.figures import worked

TIERS = ("STRATEGIC_CORE", "STRATEGIC_CANDIDATE", "GROWTH_VALUE", "BASE_POTENTIAL", "FARM_PERSON")


@dataclass(frozen=True, slots=True)
class Client:
    """One archive in a line."""

    name: str
    """The party's name; the archive's where it is not known."""
    facts: dict[str, Any]
    """Values by address."""
    decision: str
    """The last decision."""
    open_duties: tuple[Duty, ...]
    """Due or late."""
    exceptions: tuple[str, ...]
    """Codes of the rules that failed, each once."""

    def value(self, address: str) -> Any:
        """A value; None where it is not known."""
        return self.facts.get(address)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """All clients on a day."""

    on: date
    """The day."""
    clients: tuple[Client, ...]
    """By name."""

    @property
    def tiers(self) -> list[tuple[str, int, Decimal, Decimal | None]]:
        """Tier, clients, outstanding, and contribution where every client of the tier states it."""
        rows = []
        for tier in (*TIERS, ""):
            of_tier = [client for client in self.clients if (client.value("party.tier") or "") == tier]
            if of_tier:
                brought = [client.value("bank.contribution") for client in of_tier]
                whole = sum(map(Decimal, brought), Decimal(0)) if None not in brought else None
                rows.append((tier, len(of_tier), _total(of_tier, "loan.outstanding"), whole))
        return rows

    @property
    def exceptions(self) -> list[tuple[str, int]]:
        """Rules that failed, by how many clients."""
        return Counter(code for client in self.clients for code in client.exceptions).most_common()

    @property
    def groups(self) -> list[tuple[str, int, Decimal]]:
        """Groups of several clients, with what is outstanding to all of them."""
        members: dict[str, list[Client]] = defaultdict(list)
        for client in self.clients:
            if name := client.value("bank.group_name"):
                members[str(name)].append(client)
        found = [(name, len(each), _total(each, "loan.outstanding")) for name, each in members.items()]
        return sorted(found, key=lambda row: -row[2])

    @property
    def exits(self) -> list[tuple[Client, str]]:
        """Clients from whom the bank should consider withdrawing, and why."""
        return [(client, reason) for client in self.clients if (reason := client.value("party.exit_reason"))]

    def share(self, tiers: Iterable[str], of: str = "clients") -> Decimal | None:
        """The share of some tiers among clients, or in contribution; None where that is not wholly known."""
        wanted = set(tiers)
        if of == "clients":
            part = Decimal(sum(row[1] for row in self.tiers if row[0] in wanted))
            whole = Decimal(sum(row[1] for row in self.tiers if row[0]))
        else:
            if any(row[3] is None for row in self.tiers):
                return None
            part = sum((row[3] or Decimal(0) for row in self.tiers if row[0] in wanted), Decimal(0))
            whole = sum((row[3] or Decimal(0) for row in self.tiers), Decimal(0))
        return part / whole if whole > 0 else None


def _total(clients: Iterable[Client], address: str) -> Decimal:
    """The sum of what is known; a whole number of yuan is an amount too."""
    values = (client.value(address) for client in clients)
    return sum((Decimal(value) for value in values if isinstance(value, int | Decimal)), Decimal(0))


def portfolio(cases: Iterable[Case], book: Book, on: date) -> Portfolio:
    """The last looks of all archives, their figures and duties reckoned for the day."""
    return Portfolio(on, tuple(sorted((_client(case, book, on) for case in cases), key=lambda client: client.name)))


def _client(case: Case, book: Book, on: date) -> Client:
    stated = tuple(fact for fact in case.facts if not fact.inputs)
    facts, _ = worked(stated, book.figures.figures, {**book.figures.names, "on": on})
    values = {fact.name: fact.value for fact in facts}
    failed = (finding.code for finding in case.findings if finding.verdict is Verdict.FAILS and not finding.waived)
    return Client(
        name=str(values.get("party.name") or case.id),
        facts=values,
        decision=case.decision.value if case.decision else "",
        open_duties=tuple(duty for duty in duties(facts, book, on) if duty.state in (State.DUE, State.LATE)),
        exceptions=tuple(dict.fromkeys(failed)),
    )
