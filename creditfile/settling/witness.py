"""Which statement figures are vouched for, and which cell is wrong when a sum does not come out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from creditfile.model import Fact
from creditfile.model.identity import Applied, Identity, applied, periods_of, shown_step
from creditfile.settling.statements import is_stated

LIFTED = ("figure:split", "confidence")
"""Doubts about the digits, which a sum that comes out exactly settles."""
LIFTED_FOR_TOTALS = ("row",)
"""A doubt about the row is settled only where a neighbour's figure would not do as well: for totals, not parts."""
SIGN = "sign"
"""The sum comes out only with the other sign: another layout, or a sign misread."""
WOULD_BE = "would_be"
"""Sums come out if this cell said otherwise: `would_be:16000400.00:digit`. A proposal, for whoever has the paper."""
UNWITNESSED = "unwitnessed"
"""No independent evidence agrees."""


@dataclass(frozen=True, slots=True)
class Accusation:
    """The cell that must be wrong: the smallest change with which every sum comes out. A proposal, never applied."""

    name: str
    """The fact."""
    says: Decimal | None
    """What the cell says, in yuan; None for a blank cell."""
    would_be: Decimal
    """What it would have to be."""
    identities: tuple[str, ...]
    """The sums that come out then, as `ART-04 statement["2023-12-31"]`."""
    change: str
    """What kind of slip it would be: one of _LIKELY."""
    partner: str = ""
    """Where one cell does not suffice: the other that is wrong too."""


def vouch(facts: Sequence[Fact], identities: Sequence[Identity]) -> tuple[Fact, ...]:
    """The same facts, statement figures with confirm, doubts and witnesses set.

    A figure is vouched for when it stands in a sum that comes out exactly (within rounding where the statement is in
    thousands or more) and is not the sum's only figure, or when another paper or another place of the paper says the
    same. It asks when nothing does, when its own reading is in doubt, when papers differ, or when it stands in a sum
    that does not come out and another cell is not plainly to blame.
    """
    by_name = {fact.name: fact for fact in facts}
    found = _applied(by_name, identities)
    sums = [one for one in found if one.told]
    pins = _pins(sums, [one for one in found if one.is_empty])
    blamed = _plainly_blamed(by_name, sums)
    broken, mended = _broken(sums, blamed)
    for name, proofs in _pins(mended, ()).items():
        if name not in blamed:
            pins.setdefault(name, []).extend(proofs)
    turned = frozenset(name for one in sums for name in one.turned)
    likely = {one.name: one for one in _likeliest(sums, by_name)}
    return tuple(
        _vouched(
            _with_doubts(fact, fact.name in turned, likely.get(fact.name)),
            pins.get(fact.name, ()),
            broken.get(fact.name, ()),
        )
        if _is_figure(fact)
        else fact
        for fact in facts
    )


def _with_doubts(fact: Fact, is_turned: bool, accusation: Accusation | None) -> Fact:
    more = [SIGN] * is_turned + ([f"{WOULD_BE}:{accusation.would_be}:{accusation.change}"] if accusation else [])
    return replace(fact, doubts=(*fact.doubts, *more)) if more else fact


def _likeliest(sums: Sequence[Applied], by_name: Mapping[str, Fact]) -> Iterable[Accusation]:
    """For each group of sums that do not come out, the cell to look at first; none where one is as good as another."""
    for group in _groups([found for found in sums if not _is_exact(found)]):
        accused = _single(group, sums, by_name) or _pairs(group, sums, by_name)
        if accused and (len(accused) == 1 or accused[0].change != "other"):
            yield accused[0]


def _is_figure(fact: Fact) -> bool:
    return is_stated(fact.name) and fact.type in ("money", "decimal") and bool(fact.label)


def _vouched(fact: Fact, pins: Sequence[Applied], broken: Sequence[Applied]) -> Fact:
    item = fact.name.rpartition(".")[2]
    witnesses = [*fact.witnesses, *(f"identity:{found.identity.name}" for found in pins)]
    as_total = any(item in found.identity.needs for found in pins)
    doubts = [
        doubt
        for doubt in fact.doubts
        if not (pins and doubt in LIFTED) and not (as_total and doubt in LIFTED_FOR_TOTALS)
    ]
    doubts += [f"identity:{found.identity.name}" for found in broken]
    if not witnesses:
        doubts.append(UNWITNESSED)
    doubts = list(dict.fromkeys(doubts))
    by_person = bool(fact.origins) and fact.origins[0].method == "person"
    return replace(
        fact, confirm=bool(doubts) and not by_person, doubts=tuple(doubts), witnesses=tuple(dict.fromkeys(witnesses))
    )


def _applied(by_name: Mapping[str, Fact], identities: Iterable[Identity]) -> list[Applied]:
    by_period: dict[str, list[str]] = {}
    for name in by_name:
        by_period.setdefault(name[: name.find('"]') + 2], []).append(name)
    subjects = {name.partition("[")[0] for name in by_name if is_stated(name)}
    periods = periods_of(by_name, sorted(subjects))
    return [
        applied(identity, period, by_name.get, lambda place: by_period.get(place, ()))
        for identity in identities
        for period in periods
    ]


def _is_exact(found: Applied) -> bool:
    """It comes out to the last digit printed; in thousands or more, within half a step a figure."""
    difference = abs(found.difference)
    if difference == 0:
        return True
    step = max(shown_step(fact) for _, fact in found.terms if isinstance(fact.value, Decimal))
    return step >= 1000 and difference <= found.rounding


def _is_lost_in_rounding(fact: Fact, found: Applied) -> bool:
    """A sum that comes out within rounding says nothing of a figure read from a picture that is smaller than that."""
    is_small = isinstance(fact.value, Decimal) and 0 < abs(fact.value) <= found.rounding
    return is_small and found.difference != 0 and bool(fact.origins) and fact.origins[0].method == "ocr"


def _is_finer(fact: Fact, found: Applied) -> bool:
    """A sum that comes out but for rounding says nothing of a figure shown in finer steps than its coarsest."""
    if found.difference == 0 or not isinstance(fact.value, Decimal):
        return False
    return shown_step(fact) < max(shown_step(other) for _, other in found.terms if isinstance(other.value, Decimal))


def _weight(found: Applied) -> int:
    return sum(1 for _, fact in found.terms if isinstance(fact.value, Decimal) and fact.value != 0)


def _pins(sums: Sequence[Applied], empty: Sequence[Applied]) -> dict[str, list[Applied]]:
    """By fact: the sums that come out and say something of it.

    Nothing equals nothing is no evidence by itself; it is where another sum shows that the total is nothing.
    """
    pins: dict[str, list[Applied]] = {}
    for found in sums:
        if _is_exact(found) and _weight(found) >= 2:
            for _, fact in found.terms:
                if fact.name not in found.turned and not (
                    _is_lost_in_rounding(fact, found) or _is_finer(fact, found)
                ):
                    pins.setdefault(fact.name, []).append(found)
    waiting = list(empty)
    while waiting:
        proven = [found for found in waiting if all(fact.name in pins for fact in _totals(found))]
        if not proven:
            break
        for found in proven:
            for _, fact in found.terms:
                pins.setdefault(fact.name, []).append(found)
        waiting = [found for found in waiting if found not in proven]
    return pins


def _totals(found: Applied) -> list[Fact]:
    """The figures that the others add up to; all of them where it does not say which."""
    totals = [fact for _, fact in found.terms if fact.name.rpartition(".")[2] in found.identity.needs]
    return totals or [fact for _, fact in found.terms]


def _broken(sums: Sequence[Applied], blamed: Mapping[str, Decimal]) -> tuple[dict[str, list[Applied]], list[Applied]]:
    """By fact: the sums that do not come out; and those that do once the blamed cells say what they would have to.

    A mended sum speaks for its other figures, and against the blamed one alone.
    """
    broken: dict[str, list[Applied]] = {}
    mended: list[Applied] = []
    for found in sums:
        if found.holds:
            continue
        other = _with(found, blamed)
        if other is not None and _is_exact(other):
            mended.append(other)
            names = {fact.name for _, fact in found.terms} & set(blamed)
        else:
            names = {fact.name for _, fact in found.terms}
        for name in names:
            broken.setdefault(name, []).append(found)
    return broken, mended


def _with(found: Applied, blamed: Mapping[str, Decimal]) -> Applied | None:
    """The sum with the blamed figures amended; None where none of them stands in it."""
    if not any(fact.name in blamed for _, fact in found.terms):
        return None
    return replace(
        found,
        terms=tuple(
            (factor, replace(fact, value=blamed[fact.name]) if fact.name in blamed else fact)
            for factor, fact in found.terms
        ),
    )


def _plainly_blamed(by_name: Mapping[str, Fact], sums: Sequence[Applied]) -> dict[str, Decimal]:
    """Cells that are plainly wrong, with what they would have to be.

    Plainly: the only cell that mends two sums or more alone, or one whose would-be figure another paper prints.
    """
    blamed: dict[str, Decimal] = {}
    for group in _groups([found for found in sums if not found.holds]):
        accused = _single(group, sums, by_name)
        if accused and (accused[0].change == "rival" or (len(accused) == 1 and len(accused[0].identities) >= 2)):
            blamed[accused[0].name] = accused[0].would_be
    return blamed


def accuse(facts: Sequence[Fact], identities: Sequence[Identity]) -> tuple[Accusation, ...]:
    """For the sums that do not come out: which cell is wrong and what it would have to be, the likeliest first.

    Sums that share a cell are explained together: by one cell where that mends all of them without breaking any that
    holds, else by two.
    """
    by_name = {fact.name: fact for fact in facts}
    sums = [found for found in _applied(by_name, identities) if found.told]
    accusations: list[Accusation] = []
    for group in _groups([found for found in sums if not _is_exact(found)]):
        accusations += _single(group, sums, by_name) or _pairs(group, sums, by_name)
    return tuple(accusations)


def _groups(broken: Sequence[Applied]) -> list[list[Applied]]:
    """Broken sums that share a figure, directly or through others."""
    groups: list[tuple[set[str], list[Applied]]] = []
    for found in broken:
        names = {fact.name for _, fact in found.terms if fact.value is not None}
        members = [found]
        apart = []
        for others, sums in groups:
            if others & names:
                names |= others
                members = sums + members
            else:
                apart.append((others, sums))
        groups = [*apart, (names, members)]
    return [members for _, members in groups]


def _factors(found: Applied) -> dict[str, int]:
    factors: dict[str, int] = {}
    for factor, fact in found.terms:
        factors[fact.name] = factors.get(fact.name, 0) + factor
    return {name: factor for name, factor in factors.items() if factor}


def _single(group: Sequence[Applied], sums: Sequence[Applied], by_name: Mapping[str, Fact]) -> list[Accusation]:
    """Cells that alone mend the whole group and break nothing that held exactly."""
    tables = [_factors(found) for found in group]
    candidates = set.intersection(*(set(table) for table in tables)) if tables else set()
    guarded = _guarded(sums)
    found = []
    for name in sorted(candidates - guarded):
        changes = {-one.difference / table[name] for one, table in zip(group, tables, strict=True)}
        if max(changes) - min(changes) <= max(_slack(one) for one in group):
            found.append(_accusation(by_name[name], min(changes, key=abs), group, by_name))
    return sorted(found, key=lambda one: (_unlikely(one, by_name), one.name))


def _guarded(sums: Sequence[Applied]) -> set[str]:
    """Figures that stand in a sum which comes out exactly: to change them would break it."""
    return {fact.name for found in sums if _is_exact(found) and _weight(found) >= 2 for _, fact in found.terms}


def _slack(found: Applied) -> Decimal:
    """By how much two sums may differ about a figure: nothing where the paper prints the last fen."""
    step = max(shown_step(fact) for _, fact in found.terms if isinstance(fact.value, Decimal))
    return found.rounding if step >= 1000 else Decimal(0)


def _pairs(group: Sequence[Applied], sums: Sequence[Applied], by_name: Mapping[str, Fact]) -> list[Accusation]:
    """Two cells that together mend the group: the first mends some sums, the second all that are left."""
    guarded = _guarded(sums)
    found: list[tuple[float, Accusation]] = []
    names = sorted({fact.name for one in group for _, fact in one.terms} - guarded)
    for name in names[:200]:
        mine = [one for one in group if name in _factors(one)]
        changes = {-one.difference / _factors(one)[name] for one in mine}
        if len(changes) != 1 or len(mine) == len(group):
            continue
        left = [one for one in group if one not in mine]
        others = [one for one in _single(left, sums, by_name) if one.name not in {n for m in mine for n in _factors(m)}]
        if not others:
            continue
        first = _accusation(by_name[name], changes.pop(), mine, by_name)
        weight = _unlikely(first, by_name) + _unlikely(others[0], by_name)
        found.append((weight, replace(first, partner=others[0].name)))
    return [accusation for _, accusation in sorted(found, key=lambda entry: (entry[0], entry[1].name))][:10]


def _accusation(fact: Fact, change: Decimal, group: Sequence[Applied], by_name: Mapping[str, Fact]) -> Accusation:
    says = fact.value if isinstance(fact.value, Decimal) else None
    would_be = (says or Decimal(0)) + change
    sums = tuple(f"{found.identity.name} {found.period}" for found in group)
    return Accusation(fact.name, says, would_be, sums, _slip(fact, would_be, by_name))


_LIKELY = {
    "rival": -5.0,
    "sign": 0.5,
    "digit": 1.0,
    "digits_swapped": 1.0,
    "column": 1.0,
    "digit_missing": 1.2,
    "digit_extra": 1.2,
    "scale": 1.2,
    "other": 4.0,
}
"""How unlikely each slip is; a figure that another paper prints is no guess at all."""


ROUND = 0.8
"""How much likelier each nought at its end makes a figure that would be round."""


def _unlikely(one: Accusation, by_name: Mapping[str, Fact]) -> float:
    """How unlikely it is that this cell is the wrong one: by the slip, and by what other years say."""
    fact = by_name[one.name]
    weight = _LIKELY[one.change]
    if one.says is None:
        return weight
    weight += ROUND * (_zeros(one.says, fact) - _zeros(one.would_be, fact))
    others = _other_periods(one.name, by_name)
    if not others:
        return weight
    return weight + 1.5 * (_away(one.would_be, others) - _away(one.says, others))


def _zeros(value: Decimal, fact: Fact) -> int:
    """With how many noughts the printed figure ends, at most 4: 20,000,000.00 is no accident, 20,000,000.03 is."""
    digits = _digits(value, shown_step(fact)) if value else None
    return min(4, len(digits) - len(digits.rstrip("0"))) if digits else 0


def _other_periods(name: str, by_name: Mapping[str, Fact]) -> list[Decimal]:
    """The item's figures at other period ends of the same length, the nearest first."""
    subject, _, rest = name.partition('["')
    end, _, item = rest.partition('"].')
    mine = by_name[name].months
    found = [
        (abs(int(other[len(subject) + 2 : len(subject) + 6]) - int(end[:4])), fact.value)
        for other, fact in by_name.items()
        if other != name
        and other.startswith(subject + '["')
        and other.endswith(f'"].{item}')
        and fact.months == mine
        and isinstance(fact.value, Decimal)
        and fact.value
        and other[len(subject) + 2].isdigit()
    ]
    return [value for _, value in sorted(found, key=lambda entry: entry[0])] if end[:4].isdigit() else []


def _away(value: Decimal, others: Sequence[Decimal]) -> float:
    """How far a figure is from the nearest other year's, as a logarithm, at most 3; another sign counts as far."""
    if not value:
        return 1.5
    nearest = others[0]
    apart = abs(float((abs(value) / abs(nearest)).ln()))
    return min(3.0, apart + (1.0 if (value < 0) != (nearest < 0) else 0.0))


def _slip(fact: Fact, would_be: Decimal, by_name: Mapping[str, Fact]) -> str:
    """By what slip the printed figure would have come from the would-be one."""
    if any(rival.value == would_be for rival in fact.rivals):
        return "rival"
    if not isinstance(fact.value, Decimal):
        return "other"
    says = fact.value
    if says == -would_be:
        return "sign"
    step = shown_step(fact)
    one, other = _digits(says, step), _digits(would_be, step)
    if one is None or other is None:
        return "other"
    if len(one) == len(other) and (says < 0) == (would_be < 0):
        differing = [number for number, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(differing) == 1:
            return "digit"
        if len(differing) == 2 and differing[1] == differing[0] + 1 and sorted(one) == sorted(other):
            return "digits_swapped"
    if len(one) + 1 == len(other) and any(other[:n] + other[n + 1 :] == one for n in range(len(other))):
        return "digit_missing"
    if len(one) == len(other) + 1 and any(one[:n] + one[n + 1 :] == other for n in range(len(one))):
        return "digit_extra"
    if would_be and says and _is_power_of_ten(says / would_be):
        return "scale"
    if _other_column(fact, would_be, by_name):
        return "column"
    return "other"


def _digits(value: Decimal, step: Decimal) -> str | None:
    """The digits as printed, without sign; None when the value is finer than the step."""
    scaled = abs(value) / step if step else abs(value)
    return str(int(scaled)) if scaled == scaled.to_integral_value() else None


def _is_power_of_ten(ratio: Decimal) -> bool:
    return ratio in {Decimal(10) ** power for power in (-8, -4, -3, -2, -1, 1, 2, 3, 4, 8)}


def _other_column(fact: Fact, would_be: Decimal, by_name: Mapping[str, Fact]) -> bool:
    """Whether the same item says so at another period: the figure of one column taken for the other's."""
    subject, item = fact.name.partition('["')[0], fact.name.rpartition(".")[2]
    return any(
        other.value == would_be
        for name, other in by_name.items()
        if name != fact.name and name.startswith(subject + '["') and name.rpartition(".")[2] == item
    )
