"""All clients of a bank on a day: tiers, worth, exits, due dates, exceptions, groups against their limit."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from creditfile.model.duty import Duty

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

    def amount(self, address: str) -> Decimal | None:
        """An amount in yuan, whole or with fen; None where it is not known."""
        value = self.value(address)
        return Decimal(value) if isinstance(value, int | Decimal) else None


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What is owed by several clients, in yuan."""

    known: Decimal
    """The sum of what is known."""
    unknown: int
    """How many of them have no such amount: the sum may be more."""


@dataclass(frozen=True, slots=True)
class Tier:
    """The clients of one tier."""

    code: str
    """Empty for those whose tier is not known."""
    clients: int
    outstanding: Outstanding
    contribution: Decimal | None
    """None unless every client of the tier states it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Clients of one group (《商业银行大额风险暴露管理办法》: a group is one risk)."""

    name: str
    clients: int
    outstanding: Outstanding
    exposure: Decimal
    """The greater of what is outstanding and the greatest exposure that a client's papers state for the group."""
    limit: Decimal | None
    """None where no client's papers state the bank's tier-1 capital."""

    @property
    def within(self) -> bool | None:
        """Whether the exposure is within the limit; None where that cannot be told. Beyond it, unknown sums are no
        excuse.
        """
        if self.limit is None:
            return None
        if self.exposure > self.limit:
            return False
        return None if self.outstanding.unknown else True


@dataclass(frozen=True, slots=True)
class Portfolio:
    """All clients on a day."""

    on: date
    """The day."""
    clients: tuple[Client, ...]
    """By name."""
    group_share: Decimal
    """Of the bank's tier-1 capital: how much of it a group may owe."""

    @property
    def tiers(self) -> list[Tier]:
        """Those that have clients, the greatest first; at the end the clients without one."""
        rows = []
        for tier in (*TIERS, ""):
            members = [client for client in self.clients if (client.value("party.tier") or "") == tier]
            if members:
                brought = [client.amount("bank.contribution") for client in members]
                known = [one for one in brought if one is not None]
                whole = sum(known, Decimal(0)) if len(known) == len(brought) else None
                rows.append(Tier(tier, len(members), _outstanding(members), whole))
        return rows

    @property
    def exceptions(self) -> list[tuple[str, int]]:
        """Rules that failed, by how many clients."""
        return Counter(code for client in self.clients for code in client.exceptions).most_common()

    @property
    def groups(self) -> list[Group]:
        """Groups, the greatest exposure first."""
        members: dict[str, list[Client]] = defaultdict(list)
        for client in self.clients:
            if name := client.value("bank.group_name"):
                members[str(name)].append(client)
        capital = [stated for client in self.clients if (stated := client.amount("bank.tier1_net")) is not None]
        limit = self.group_share * min(capital) if capital else None  # papers of several days: the strictest
        found = [_group(name, each, limit) for name, each in members.items()]
        return sorted(found, key=lambda group: (-group.exposure, group.name))

    @property
    def exits(self) -> list[tuple[Client, str]]:
        """Clients from whom the bank should consider withdrawing, and why."""
        return [(client, reason) for client in self.clients if (reason := client.value("party.exit_reason"))]

    def share(self, tiers: Iterable[str], of: str = "clients") -> Decimal | None:
        """The share of some tiers among clients, or in contribution; None where that is not wholly known."""
        wanted = set(tiers)
        if of == "clients":
            counts = {tier.code: Decimal(tier.clients) for tier in self.tiers if tier.code}
        else:
            brought = {tier.code: tier.contribution for tier in self.tiers}
            counts = {code: amount for code, amount in brought.items() if amount is not None}
            if len(counts) < len(brought):
                return None
        whole = sum(counts.values(), Decimal(0))
        part = sum((count for code, count in counts.items() if code in wanted), Decimal(0))
        return part / whole if whole > 0 else None


def _group(name: str, members: list[Client], limit: Decimal | None) -> Group:
    owed = _outstanding(members)
    stated = [amount for client in members if (amount := client.amount("bank.exposure_to_group")) is not None]
    return Group(name, len(members), owed, max(owed.known, *stated) if stated else owed.known, limit)


def _outstanding(clients: Iterable[Client]) -> Outstanding:
    amounts = [client.amount("loan.outstanding") for client in clients]
    known = [amount for amount in amounts if amount is not None]
    return Outstanding(sum(known, Decimal(0)), len(amounts) - len(known))
