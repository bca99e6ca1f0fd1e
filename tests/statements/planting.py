"""One wrong figure in a set of reports: made, settled, and looked for among the cells that the sums accuse."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any

from creditfile.model import Case, Fact, Reading
from creditfile.settling.witness import SIGN, Accusation, accuse
from tests.generator.case import File
from tests.statements.sets import Settled


def _digit(digits: str, rng: Random) -> str:
    at = rng.randrange(len(digits))
    return digits[:at] + rng.choice([one for one in "0123456789" if one != digits[at]]) + digits[at + 1 :]


def _swapped(digits: str, rng: Random) -> str:
    places = [at for at in range(len(digits) - 1) if digits[at] != digits[at + 1]]
    if not places:
        return _digit(digits, rng)
    at = rng.choice(places)
    return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]


def _left_out(digits: str, rng: Random) -> str:
    at = rng.randrange(len(digits))
    return digits[:at] + digits[at + 1 :] or "0"


def _doubled(digits: str, rng: Random) -> str:
    at = rng.randrange(len(digits))
    return digits[:at] + digits[at] + digits[at:]


CHANGES: dict[str, Callable[[str, Random], str]] = {
    "digit": _digit,
    "swapped": _swapped,
    "left out": _left_out,
    "doubled": _doubled,
}
SLIPS = ("digit", "swapped", "digit", "left out", "digit", "doubled", "sign", "digit", "swapped", "left out")
"""By turns: four in ten a single digit."""


@dataclass(frozen=True)
class Outcome:
    """What became of one planted figure."""

    seed: str
    slip: str
    name: str
    was: Decimal
    is_now: Decimal | None
    rank: int
    """Which of the accused it was, from 1; 0 when not among them."""
    told: bool
    """Whether the evidence of the case can tell it from every other cell."""
    silent: bool
    """It is vouched for as it now stands."""
    accused: tuple[str, ...]
    """The first three."""


def limited(case: Case, files: Sequence[File]) -> Case:
    """The case as if these reports alone had been handed in."""
    paths = {file.path for file in files}
    readings = [reading for reading in case.readings if reading.part.partition("#")[0] in paths]
    return replace(case, readings=tuple(readings))


def planted(case: Case, book: Any, before: Settled, slip: str, seed: str) -> Outcome:
    """Change one figure of one of these reports, settle, and ask for the wrong cell."""
    rng = Random(f"plant {seed}")
    readings = case.readings
    at, wrong = _wrong(readings, slip, rng)
    right = readings[at].fact
    spoilt = replace(case, readings=(*readings[:at], replace(readings[at], fact=wrong), *readings[at + 1 :]))
    after = Settled.of(spoilt, book)
    was, stands = before.facts[right.name].value, after.facts.get(right.name)
    assert isinstance(was, Decimal)
    accused = accuse(tuple(after.facts.values()), book.figures.identities)
    rank = next((n for n, one in enumerate(accused, 1) if one.name == right.name and one.would_be == was), 0)
    told = bool(accused) and (not rank or not _alike(accused, rank))
    values = [fact.value for fact in (stands, *stands.rivals)] if stands else []
    turned = stands is not None and slip == "sign" and SIGN in stands.doubts
    if not rank and stands is not None and (turned or _set_right(stands, was, accused)):
        rank, told = 1, True
    now = next((value for value in values if isinstance(value, Decimal) and value != was), None)
    return Outcome(
        seed,
        slip,
        right.name,
        was,
        now,
        rank,
        told,
        stands is not None and not stands.confirm and stands.value != was,
        tuple(f"{one.name} {one.change}" for one in accused[:3]),
    )


def _alike(accused: Sequence[Accusation], rank: int) -> bool:
    """Another cell mends the same sums by a slip of the same kind: neither sums nor digits tell the two apart."""
    mine = accused[rank - 1]
    return any(one.change == mine.change and not one.partner for one in accused if one is not mine)


def _set_right(stands: Fact, was: Decimal, accused: Sequence[Accusation]) -> bool:
    """Another report prints the right figure, which stands, the other shown beside it; and every sum comes out."""
    return not accused and stands.value == was and bool(stands.rivals)


def _wrong(readings: Sequence[Reading], slip: str, rng: Random) -> tuple[int, Fact]:
    """Which reading is changed, and to what: any figure that is not nought."""
    choices = [n for n, reading in enumerate(readings) if reading.fact.type == "money" and _number(reading.fact)]
    while True:
        at = rng.choice(choices)
        fact = readings[at].fact
        text = str(fact.value)
        sign, digits = ("-" if text.startswith("-") else ""), text.lstrip("-")
        if slip == "sign":
            value = digits if sign else f"-{digits}"
            return at, replace(fact, value=value, raw=value)
        whole, point, rest = digits.partition(".")
        changed = CHANGES[slip](whole + rest, rng)
        cut = len(changed) - len(rest)
        value = f"{sign}{changed[:cut].lstrip('0') or '0'}{point}{changed[cut:]}"
        if Decimal(value) != Decimal(text):
            return at, replace(fact, value=value, raw=value)


def _number(fact: Fact) -> bool:
    return isinstance(fact.value, str) and bool(fact.label) and '["' in fact.name and _is_number(fact.value)


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdigit() and Decimal(text) != 0
