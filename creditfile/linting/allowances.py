"""Complaints that somebody allows: `lint.toml` with a reason for each, and a baseline of those there were before."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

from creditfile.content import check_shape, line_of, read_text, read_toml
from creditfile.errors import BookError
from creditfile.linting.complaints import Complaint
from creditfile.model import Severity

FILE = "lint.toml"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Allowance:
    """One suppression."""

    code: str
    file: str
    """A pattern, as templates/*/template.docx."""
    words: str
    """What must stand in the place or problem; empty: anything."""
    reason: str
    until: date | None
    """The last day on which it counts."""
    line: int

    def covers(self, complaint: Complaint, on: date) -> bool:
        """Whether it allows a complaint on a day."""
        spot = complaint.spot
        where = f"{complaint.problem} {complaint.problem_en} {spot.words if spot else ''} {spot.tag if spot else ''}"
        return (
            complaint.code == self.code
            and fnmatch(complaint.file, self.file)
            and self.words in where
            and (self.until is None or on <= self.until)
        )


def read_allowances(folder: Path) -> tuple[Allowance, ...]:
    """What a book's lint.toml allows; none where there is no such file. Raises BookError."""
    file = folder / FILE
    if not file.is_file():
        return ()
    content = read_toml(file)
    check_shape(content, "lint", file)
    starts = [n for n, line in enumerate(read_text(file).splitlines(), 1) if line.strip() == "[[allow]]"]
    lines = starts if len(starts) == len(content["allow"]) else [line_of(file, ["allow"])] * len(content["allow"])
    return tuple(
        Allowance(one["code"], one.get("file", "*"), one.get("words", ""), one["reason"], one.get("until"), line)
        for one, line in zip(content["allow"], lines, strict=True)
    )


def without_allowed(
    complaints: Iterable[Complaint], allowances: Sequence[Allowance], on: date, *, whole: bool
) -> tuple[Complaint, ...]:
    """Those that nobody allows, and, when the whole book was linted, a complaint about each allowance without use."""
    kept: list[Complaint] = []
    used: set[int] = set()
    for complaint in complaints:
        covering = [number for number, one in enumerate(allowances) if one.covers(complaint, on)]
        used.update(covering)
        if not covering:
            kept.append(complaint)
    if whole:
        kept += [_unused(one, on) for number, one in enumerate(allowances) if number not in used]
    return tuple(kept)


def _unused(allowance: Allowance, on: date) -> Complaint:
    expired = allowance.until is not None and on > allowance.until
    zh = f"{allowance.code} 的抑制已于 {allowance.until} 到期" if expired else f"{allowance.code} 的抑制没有用到"
    en = (
        f"the suppression of {allowance.code} ended on {allowance.until}" if expired
        else f"the suppression of {allowance.code} suppresses nothing"
    )
    return Complaint(FILE, allowance.line, "LNT-901", zh, en, "删去它。Leave it out.", Severity.WARNING)


# --- baseline ---


def baseline_of(complaints: Iterable[Complaint]) -> str:
    """What there is today, as a file: later only what is new is told."""
    counted = Counter((one.file, one.code, one.fingerprint) for one in complaints)
    entries = [
        {"file": file, "code": code, "fingerprint": fingerprint, "count": count}
        for (file, code, fingerprint), count in sorted(counted.items())
    ]
    return json.dumps({"format": _FORMAT, "complaints": entries}, ensure_ascii=False, indent=1) + "\n"


def without_known(complaints: Iterable[Complaint], file: Path) -> tuple[tuple[Complaint, ...], int]:
    """Those that a baseline does not hold, and how many of its entries are gone. Raises BookError."""
    try:
        told = json.loads(read_text(file))
        left = Counter({one["fingerprint"]: int(one["count"]) for one in told["complaints"]})
    except (ValueError, KeyError, TypeError) as error:
        raise BookError(
            f"is no baseline ({error})", where=str(file), mend="Write it with `creditfile lint --write-baseline`."
        ) from error
    fresh = []
    for complaint in complaints:
        if left[complaint.fingerprint] > 0:
            left[complaint.fingerprint] -= 1
        else:
            fresh.append(complaint)
    return tuple(fresh), sum(left.values())
