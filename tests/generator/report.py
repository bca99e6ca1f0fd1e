"""The tables of a tally, in Markdown."""

from collections import Counter
from collections.abc import Iterable, Mapping

from tests.generator.binomial import bounds
from tests.generator.scorer import OUTCOMES, Tally

HEADS = {"right": "right", "asked": "asked", "flagged": "flagged", "missing": "missing", "silent": "SILENT"}


def report(tally: Tally, detail: bool = True) -> str:
    """Every table of a tally; without detail the totals only."""
    return "\n".join([*_fields(tally, detail), *_faults(tally), *_damage(tally), *_alarms(tally)]) + "\n"


def _table(first: str, columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> list[str]:
    columns = list(columns)
    lines = [f"| {first} | " + " | ".join(columns) + " |", "|---|" + "--:|" * len(columns)]
    return lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows]


def _outcomes(counted: Mapping[str, Counter[str]], detail: bool = True) -> Iterable[tuple[object, ...]]:
    total: Counter[str] = Counter()
    for name, counts in sorted(counted.items()):
        total.update(counts)
        if detail:
            yield name, *(counts[o] for o in OUTCOMES)
    yield "**all**", *(f"**{total[o]}**" for o in OUTCOMES)


def share(hits: int, tries: int, places: int = 2) -> str:
    """`197 of 200, 98.50 % (95 %: 95.68 % to 99.69 %)`."""
    low, high = bounds(hits, tries)
    middle = f", {hits / tries:.{places}%}" if tries else ""
    return f"{hits} of {tries}{middle} (95 %: {low:.{places}%} to {high:.{places}%})"


def _fields(tally: Tally, detail: bool) -> list[str]:
    total: Counter[str] = Counter()
    for counts in tally.fields.values():
        total.update(counts)
    everything, vouched = sum(total.values()), total["right"] + total["silent"]
    lines = [f"{tally.cases} cases, {everything} values.", ""]
    lines += _table("field", (HEADS[o] for o in OUTCOMES), _outcomes(tally.fields, detail))
    lines += [
        "",
        f"- Silently wrong among what is vouched for: {share(total['silent'], vouched, 4)}.",
        f"- Read right and vouched for: {share(total['right'], everything)}.",
        f"- Read right, a person asked or not: {share(total['right'] + total['asked'], everything)}.",
    ]
    return lines


def _faults(tally: Tally) -> list[str]:
    if not tally.faults:
        return []
    planted = sum(sum(counts.values()) for counts in tally.faults.values())
    found, silent = (sum(counts[what] for counts in tally.faults.values()) for what in ("right", "silent"))
    return [
        "",
        *_table("fault", (HEADS[o] for o in OUTCOMES), _outcomes(tally.faults)),
        "",
        f"- Planted faults found by a rule meant for them: {share(found, planted, 1)}.",
        f"- Planted faults of which nothing is said: {share(silent, planted, 1)}.",
    ]


def _damage(tally: Tally) -> list[str]:
    if not tally.told:
        return []
    rows = (
        (kind, *(tally.damage[kind][o] for o in OUTCOMES), counts["told"], counts["untold"])
        for kind, counts in sorted(tally.told.items())
    )
    heads = (*(HEADS[o] for o in OUTCOMES), "told", "untold")
    return ["", "Fields of the damaged files, and whether the damage was told:", "", *_table("damage", heads, rows)]


def _alarms(tally: Tally) -> list[str]:
    if not tally.clean:
        return []
    rules = sum(count for code, count in tally.alarms.items() if not code.startswith("RDG"))
    return [
        "",
        f"- Clean cases in which a rule fails falsely: {share(tally.clean_with_alarm, tally.clean, 1)}; "
        f"{rules / tally.clean:.3f} false alarms a case.",
        f"- Kinds of findings about readings (RDG): {(sum(tally.alarms.values()) - rules) / tally.clean:.2f} a case.",
        "",
        *_table("rule that fails on clean cases", ("cases",), tally.alarms.most_common()),
    ]


def shortfalls(tally: Tally, where: str) -> list[str]:
    """A line for every kind of field, fault, damage and rule that is less than perfect, the worst first."""
    worst = ("silent", "flagged", "missing", "asked")
    lines: list[tuple[tuple[int, ...], str]] = []
    for what, counted in (("field", tally.fields), ("fault", tally.faults), ("damage", tally.damage)):
        for name, counts in counted.items():
            if any(counts[kind] for kind in worst):
                said = ", ".join(f"{counts[kind]} {HEADS[kind]}" for kind in worst if counts[kind])
                order = tuple(-counts[kind] for kind in worst)
                lines.append((order, f"- {where}: {what} `{name}`: {said} of {sum(counts.values())}"))
    untold = [(name, counts) for name, counts in tally.told.items() if counts["untold"]]
    alarms = [(code, count) for code, count in tally.alarms.most_common() if tally.clean]
    return [
        *(line for _, line in sorted(lines)),
        *(f"- {where}: damage `{name}` not told {counts['untold']} times" for name, counts in untold),
        *(f"- {where}: `{code}` fails in {count} of {tally.clean}" for code, count in alarms),
    ]
