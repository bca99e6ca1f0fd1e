"""Reckons all archives together for a day."""

from collections.abc import Iterable
from datetime import date

from creditfile.book import Book
from creditfile.following.look import duties
from creditfile.model import Case, Verdict
from creditfile.model.duty import State
from creditfile.model.portfolio import Client, Portfolio
from creditfile.settling.figures import worked


def portfolio(cases: Iterable[Case], book: Book, on: date) -> Portfolio:
    """The last looks of all archives, their figures and duties reckoned for the day."""
    clients = sorted((_client(case, book, on) for case in cases), key=lambda client: client.name)
    return Portfolio(on, tuple(clients), book.figures.names["setting"]["group_exposure_share"])


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
