"""Are the tables right: no row that is never reached, none that is missing, no two that answer the same question."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from fnmatch import fnmatch
from itertools import pairwise

from creditfile.book import Book
from creditfile.content import did_you_mean, line_of, read_text, read_toml
from creditfile.judging.policy import Row
from creditfile.language import logic
from creditfile.language.logic import Formula, Not, possible
from creditfile.linting.complaints import Complaint
from creditfile.linting.supply import Supply
from creditfile.model import Severity
from creditfile.settling.figures import Figure

KEPT_BY_PEOPLE = frozenset({"contract-ledger"})
"""Lists in which a rule looks for doubles: they are for the rule to find."""

_OF_READING = "RDG"
"""The family of what readers say; its codes are the engine's."""
Rows = Sequence[Mapping[str, str]]


def complaints(book: Book, supply: Supply) -> Iterator[Complaint]:
    """Everything wrong with tiers and scorecards, with lists, and with the table of decisions."""
    for figure in book.figures.figures:
        yield from _chain(figure, book)
        yield from _map(figure, supply)
    for name, rows in book.rules.lists.items():
        if rows and name not in KEPT_BY_PEOPLE:
            yield from _list(f"schemas/lists/{name}.csv", rows)
            yield from _cells(f"schemas/lists/{name}.csv", rows)
    yield from _policy(book)
    yield from _units(book)


def _says(figure: Figure, code: str, zh: str, en: str, mend: str) -> Complaint:
    return Complaint(
        figure.file, figure.line, code, f"指标 {figure.address} {zh}", f"figure {figure.address} {en}", mend
    )


def _chain(figure: Figure, book: Book) -> Iterator[Complaint]:
    """Steps of `a if … else b if … else c` are each reached, and none is wanting."""
    conditions, ends = logic.branches(figure.value.source, book.rules.settings, figure.over)
    before: list[Formula] = []
    for number, condition in enumerate(conditions, start=1):
        if not possible(*before, condition):
            yield _says(
                figure, "LNT-141", f"第 {number} 档永远轮不到(前面的档已包括它)",
                f"step {number} is never reached: earlier steps cover it",
                "调整各档的顺序或界限。Mend the order or the limits of the steps.",
            )  # fmt: skip
        before.append(Not(condition))
    if conditions and ends and not possible(*before):
        yield _says(
            figure, "LNT-141", "最后一档永远轮不到(前面的档已包括它)", "the last step is never reached",
            "调整各档的界限。Mend the limits of the steps.",
        )  # fmt: skip
    if conditions and not ends and possible(*before):
        yield _says(
            figure, "LNT-142", "各档之间有空缺:有的取值不在任何一档", "has a gap: some values are in no step",
            "补上缺的一档,或写明 else。Add the step that is wanting, or say `else`.",
        )  # fmt: skip


def _map(figure: Figure, supply: Supply) -> Iterator[Complaint]:
    """A table over the codes of a choice has each of them once, and no other."""
    for address, keys in logic.mapped(figure.value.source):
        known = supply.choices.get(address)
        if known is None:
            continue
        if lacking := sorted(known - set(keys)):
            yield _says(
                figure, "LNT-142", f"的对照表缺少取值 {'、'.join(lacking)}", f"has no row for {', '.join(lacking)}",
                f"给 {address} 的每个取值写一行。Give every code of {address} a row.",
            )  # fmt: skip
        if strange := sorted(set(keys) - known):
            yield _says(
                figure, "LNT-141", f"的对照表有永远用不到的取值 {'、'.join(strange)}",
                f"has rows that are never reached: {', '.join(strange)}",
                f"删去,或补进 {address} 的取值。Delete them, or add them to the codes of {address}.",
            )  # fmt: skip
        if len(set(keys)) < len(keys):
            yield _says(
                figure, "LNT-143", "的对照表有重复的取值", "has two rows for the same code", "删去其一。Delete one."
            )


def _list(file: str, rows: Rows) -> Iterator[Complaint]:
    """Rows of the same name: their times do not overlap, nor leave days without any."""
    by_name: dict[str, list[tuple[int, Mapping[str, str]]]] = {}
    key = next(iter(rows[0]))
    for line, row in enumerate(rows, start=2):
        by_name.setdefault(row[key], []).append((line, row))
    for name, same in by_name.items():
        for (_, before), (line, row) in pairwise(same):
            if _day(before, "until") is None or _day(row, "since") is None:
                yield _twice(file, line, name)
                continue
            until, since = _day(before, "until"), _day(row, "since")
            assert until is not None and since is not None
            if since <= until:
                yield _twice(file, line, name)
            elif (since - until).days > 1:
                yield Complaint(
                    file, line, "LNT-142", f"“{name}”在 {until} 与 {since} 之间没有取值",
                    f"{name!r} has no row between {until} and {since}",
                    "让上一行的 until 与下一行的 since 相接。Let `until` and `since` meet.",
                )  # fmt: skip


_ALIKE = (re.compile(r"-?\d+(?:\.\d+)?"), re.compile(r"\d{4}-\d{2}-\d{2}"))
"""Numbers, days."""
_FEW = 5


def _cells(file: str, rows: Rows) -> Iterator[Complaint]:
    """Where a column is of numbers, or of days, all its cells are: 70% among 0.70 and 0.50 is read as a text."""
    for column in rows[0]:
        told = [(line, row[column].strip()) for line, row in enumerate(rows, start=2) if row[column].strip()]
        for alike in _ALIKE:
            odd = [(line, cell) for line, cell in told if not alike.fullmatch(cell)]
            if len(told) >= _FEW and 0 < 10 * len(odd) <= 2 * len(told):
                example = next(cell for _, cell in told if alike.fullmatch(cell))
                for line, cell in odd:
                    yield Complaint(
                        file, line, "LNT-144", f"{column} 列的“{cell}”与其他各行不同类",
                        f"{cell!r} in column {column} is not of the kind of the others",
                        f"写成与其他行相同的形式。Write it as the others, e.g. {example}.",
                    )  # fmt: skip


def _twice(file: str, line: int, name: str) -> Complaint:
    return Complaint(
        file, line, "LNT-143", f"“{name}”出现两次,不知以哪一行为准", f"{name!r} stands twice: which row counts?",
        "删去其一,或以 since、until 分开。Delete one, or part them by `since` and `until`.",
    )  # fmt: skip


def _day(row: Mapping[str, str], column: str) -> date | None:
    text = row.get(column, "").strip()
    return date.fromisoformat(text) if text else None


_UNITS = ("CNY", "ratio", "percent", "points", "times", "days", "months", "years", "text", "characters", "count")


def _units(book: Book) -> Iterator[Complaint]:
    """Units of settings that look like one of ours misspelt; a bank may have units of its own."""
    file = book.folder / "schemas" / "settings.toml"
    for name, setting in read_toml(file).get("settings", {}).items():
        unit = setting.get("unit", _UNITS[0])
        if unit not in _UNITS and (near := get_close_matches(unit, _UNITS, 1)):
            yield Complaint(
                "schemas/settings.toml", line_of(file, ("settings", name)), "LNT-146",
                f"参数 {name} 的单位“{unit}”可能写错", f"the unit {unit} of setting {name} may be misspelt",
                f"应为 {near[0]}?Did you mean `{near[0]}`?", Severity.WARNING,
            )  # fmt: skip


def _policy(book: Book) -> Iterator[Complaint]:
    """No line of the decision table is hidden behind an earlier one, and the last one takes all else."""
    rows = book.rules.policy.rows
    lines = read_text(book.folder / "schemas" / "policy.toml").splitlines()
    for number, row in enumerate(rows):
        if any(_covers(earlier, row) for earlier in rows[:number]):
            yield Complaint(
                "schemas/policy.toml", _line(lines, row), "LNT-141",
                f"结论“{row.title}”永远轮不到(前面的行已包括它)", f"the line {row.code} is never reached",
                "调整顺序。Mend the order.",
            )  # fmt: skip
    codes = {rule.code for rule in book.rules.rules} | {demand.code for demand in book.rules.demands}
    for row in rows:
        for pattern in row.families:
            if not any(fnmatch(code, pattern) for code in codes) and not pattern.startswith(_OF_READING):
                yield Complaint(
                    "schemas/policy.toml", _line(lines, row), "LNT-145", f"families 中的“{pattern}”没有对应的规则",
                    f"no rule is of family {pattern}",
                    f"改正名称。{did_you_mean(pattern.rstrip('-*'), {code.rpartition('-')[0] for code in codes})}",
                )  # fmt: skip
    if rows and not rows[-1].otherwise:
        yield Complaint(
            "schemas/policy.toml", _line(lines, rows[-1]), "LNT-142", "没有 otherwise 的末行:有的业务件没有结论",
            "has no last line with `otherwise`: some cases get no decision", "加一行 otherwise = true。Add one.",
        )  # fmt: skip


def _line(lines: Sequence[str], row: Row) -> int:
    """Where a row of the policy stands."""
    wanted = re.compile(rf"""\s*code\s*=\s*["']{re.escape(row.code)}["']""")
    return next((number for number, line in enumerate(lines, start=1) if wanted.match(line)), 1)


def _covers(earlier: Row, row: Row) -> bool:
    """Whether whatever fits the row fits the earlier one."""
    return (
        not row.otherwise
        and _wider(earlier.families, row.families)
        and _wider(earlier.levels, row.levels)
        and _wider(earlier.severities, row.severities)
        and _wider(earlier.verdicts, row.verdicts)
    ) or earlier.otherwise


def _wider(one: Sequence[str] | frozenset[str], other: Sequence[str] | frozenset[str]) -> bool:
    return not one or (bool(other) and set(one) >= set(other))
