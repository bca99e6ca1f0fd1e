"""The four stages as the pipeline calls them; what a stage needs is loaded when it is first called."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import TYPE_CHECKING

from creditfile.model import Case

if TYPE_CHECKING:
    from creditfile.filling.templates import Templates
    from creditfile.judging.judge import Rulebook
    from creditfile.model.document import Documents
    from creditfile.settling.settle import Figures


_SPENT: ContextVar[dict[str, float] | None] = ContextVar("spent", default=None)


@contextmanager
def spent() -> Iterator[dict[str, float]]:
    """While it lasts, the seconds that each stage takes are added up under its name."""
    taken: dict[str, float] = {}
    token = _SPENT.set(taken)
    try:
        yield taken
    finally:
        _SPENT.reset(token)


@contextmanager
def _stage(name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    taken = _SPENT.get()
    if taken is not None:
        taken[name] = taken.get(name, 0.0) + time.perf_counter() - start


def read(case: Case, documents: "Documents") -> Case:
    """Open every file, find every field: adds sources and readings."""
    from creditfile.reading.read import read as work

    with _stage("read"):
        return work(case, documents)


def settle(case: Case, documents: "Documents", figures: "Figures", on: date) -> Case:
    """Text becomes amounts, dates and names; ratios follow: adds facts."""
    from creditfile.settling.settle import settle as work

    with _stage("settle"):
        return work(case, documents, figures, on)


def judge(case: Case, rules: "Rulebook", on: date) -> Case:
    """Hold the facts against the rules: adds findings, answers and the decision."""
    from creditfile.judging.judge import judge as work

    with _stage("judge"):
        return work(case, rules, on)


def fill(case: Case, templates: "Templates", *, evidence: str = "none") -> Case:
    """Write the Word documents: adds papers, and findings on their blanks."""
    from creditfile.filling.fill import fill as work

    with _stage("fill"):
        return work(case, templates, evidence=evidence)
