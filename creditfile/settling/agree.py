"""Several readings of one field: which one stands, which are witnesses, which are rivals."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from creditfile.model import Fact, Origin

RANK = {"person": 0, "form": 1, "text": 2, "table": 2, "ocr": 3, "derived": 4}
"""Who is believed before whom."""


def agreed(readings: Sequence[Fact], confidence: Decimal) -> Fact:
    """One fact of all readings of one field (at least one, all of one name).

    The best stands; readings of the same value lend it their origins, and one from another place is a witness; other
    values are rivals, and a person is asked. A person's word ends the matter.
    """
    ordered = sorted(readings, key=_standing)
    best = ordered[0]
    same = [reading for reading in ordered if same_value(reading.value, best.value)]
    others = [reading for reading in ordered if not same_value(reading.value, best.value) and reading.value is not None]
    origins = tuple(dict.fromkeys(origin for reading in same for origin in reading.origins))
    witnesses = tuple(dict.fromkeys((*best.witnesses, *_witnesses(origins))))
    by_person = bool(best.origins) and best.origins[0].method == "person"
    doubts = list(best.doubts)
    if others and not by_person:
        doubts.append("rival")
    if best.origins and best.origins[0].confidence < confidence and not _vouched(witnesses, best.origins[0]):
        doubts.append("confidence")
    return replace(
        best,
        origins=origins,
        rivals=_each_once(others),
        witnesses=witnesses,
        doubts=tuple(dict.fromkeys(doubts)),
        confirm=best.confirm or (not by_person and any(not doubt.startswith("remark:") for doubt in doubts)),
    )


def _vouched(witnesses: Sequence[str], origin: Origin) -> bool:
    """Whether something independent makes up for a reader that is not sure: another paper, or a check character.

    What was read from a picture is judged once more by `pictures.borne_out`, which knows how legible it was.
    """
    papers = any(witness.startswith("paper:") for witness in witnesses)
    return papers or ("check_digit" in witnesses and origin.method != "ocr")


def _standing(fact: Fact) -> tuple[bool, int, Decimal]:
    if not fact.origins:
        return (fact.value is None, RANK["derived"], Decimal(0))
    origin = fact.origins[0]
    is_blank = fact.value is None and origin.method != "person"
    return (is_blank, RANK[origin.method], -origin.confidence)


def _witnesses(origins: Sequence[Origin]) -> list[str]:
    """Other places that say the same: a second file, or a second place of the same file."""
    first, *others = origins or (None,)
    found = []
    for origin in others:
        assert origin is not None and first is not None
        if origin.source != first.source:
            found.append(f"paper:{origin.source}")
        elif (origin.page, origin.box, origin.place) != (first.page, first.box, first.place):
            found.append("again")
    return found


def _each_once(rivals: Sequence[Fact]) -> tuple[Fact, ...]:
    kept: list[Fact] = []
    for rival in rivals:
        if not any(same_value(rival.value, other.value) for other in kept):
            kept.append(rival)
    return tuple(kept)


def same_value(one: Any, other: Any) -> bool:
    """Equal as values; texts also when they differ only in spaces, width and brackets."""
    if isinstance(one, str) and isinstance(other, str):
        from creditfile.values.names import same_name

        return one == other or same_name(one, other)
    return type(one) is type(other) and bool(one == other)
