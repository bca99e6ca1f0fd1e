"""Every branch visited: the fewest made-up cases that take each way of each question, and what they print."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from lxml import etree

from creditfile.book import Book
from creditfile.filling.branches import ABSENT, LESS, MORE, PRESENT, Other, Route, Visit, Way, ways
from creditfile.filling.marks import MARK
from creditfile.filling.package import parse
from creditfile.filling.trees import FAULTS, named
from creditfile.filling.xml import PPR, TC, VAL, P, T, w
from creditfile.language.view import View
from creditfile.linting.complaints import Complaint
from creditfile.linting.names import FREE, Dictionary, plain
from creditfile.linting.opened import Opened
from creditfile.linting.spots import Lined
from creditfile.linting.trials import Trial
from creditfile.model import Case, Decision, Fact, Severity
from creditfile.model import Value as Said

_MOST = 12
"""So many cases a template gets at most, besides the full one, the one of single elements and the empty one."""

Need = Mapping[str, tuple[object, str]]


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up case for a template."""

    name: str
    """In Chinese and English: what is special about it."""
    case: Case


def made_for(opened: Opened, book: Book, known: Dictionary, full: Trial) -> Case:
    """The full case, with what only staff state and this template names."""
    there = {fact.name for fact in full.case.facts}
    said = {subject.split("[")[0].split(".")[0] for subject in there}
    stated: dict[str, Fact] = {}
    for source in opened.sources:
        kinds = _printed_as(source, opened)
        for name in named(source.source):
            address = name.address
            head = re.split(r"[.\[]", address)[0]
            if head in FREE or head == "case" or known.complaint(address) is None or "…" in address:
                continue
            if address not in there and plain(address) != head:
                stated[address] = _stated(address, kinds.get(address, "text"))
            elif head not in said and not any(other.startswith((f"{head}.", f"{head}[")) for other in stated):
                stated.setdefault(address, _stated(address, kinds.get(address, "text")))
    heads = {re.split(r"[.\[]", address)[0] for address in opened.prepared.addresses}
    near = [fact for fact in full.case.facts if re.split(r"[.\[]", fact.name)[0] in heads]
    alone = {name: fact for name, fact in stated.items() if not _is_above(name, stated)}
    return replace(full.case, facts=(*(full.case.facts if opened.template.offer else near), *alone.values()))


def _is_above(name: str, others: Iterable[str]) -> bool:
    return any(other.startswith((f"{name}.", f"{name}[")) for other in others)


_BY_FILTER: Mapping[str, tuple[str, Said]] = {
    "wan": ("money", Decimal("12345678.90")), "money": ("money", Decimal("12345678.90")),
    "capital": ("money", Decimal("12345678.90")), "percent": ("ratio", Decimal("0.4321")),
    "signed": ("ratio", Decimal("0.4321")), "rate": ("rate", Decimal("4.35")), "number": ("decimal", Decimal("7.5")),
    "period_name": ("period_end", date(2025, 12, 31)), "days_after": ("date", date(2026, 3, 9)),
}


def _printed_as(source: Lined, opened: Opened) -> dict[str, str]:
    """By address: the filter that prints it."""
    each = next(each for one, each in opened.shown if one is source)
    found: dict[str, str] = {}
    for shown in each:
        for value in shown.values:
            for one in shown.chain:
                if one.partition("(")[0] in _BY_FILTER:
                    found[value] = one.partition("(")[0]
    return found


def _stated(address: str, printed_as: str) -> Fact:
    kind, value = _BY_FILTER.get(printed_as, ("text", f"样{address}"))
    return Fact(address, value, kind, raw=str(value))


# --- needs ---


def with_need(case: Case, need: Need, known: Dictionary) -> Case | None:
    """The case changed so that what is needed is so; None where we cannot."""
    facts = list(case.facts)
    for address, (value, other) in need.items():
        if address.split(".")[0] == "case":
            changed = _case_with(case, address, value)
            if changed is None:
                return None
            case = changed
            continue
        after = _facts_with(facts, address, value, other, known)
        if after is None:
            return None
        facts = after
    return replace(case, facts=tuple(facts))


def _facts_with(facts: list[Fact], address: str, value: object, other: str, known: Dictionary) -> list[Fact] | None:
    pattern = plain(address)
    if value == PRESENT:
        return facts
    if value == ABSENT and _in_table(facts, pattern):
        table, _, column = pattern.rpartition(".")
        return [_cell_with(fact, column, value, table) for fact in facts]
    if value == ABSENT:
        if re.search(r"\.(prior|opening)$", address):
            return [fact for fact in facts if not re.match(r'(parent_)?statement\["202[3-4]', fact.name)]
        return [fact for fact in facts if not _is_of(fact.name, pattern)]
    its = {fact.name for fact in facts if plain(fact.name) == pattern}
    if _in_table(facts, pattern):
        table, _, column = pattern.rpartition(".")
        return [_cell_with(fact, column, value, table) for fact in facts]
    if other and plain(other) == pattern:
        return _in_order(facts, its, rising=value == MORE)
    if not its:
        made = _made(value, None, pattern, known)
        return [*facts, Fact(address, made, "text", raw=str(made))] if made is not None else None
    compared = next((fact.value for fact in facts if other and plain(fact.name) == plain(other)), None)
    changed = []
    for fact in facts:
        if fact.name in its:
            made = _made(value, compared if compared is not None else fact.value, pattern, known)
            if made is None:
                return None
            fact = replace(fact, value=made)
        changed.append(fact)
    return changed


def _in_table(facts: Sequence[Fact], pattern: str) -> bool:
    table = pattern.rpartition(".")[0]
    return any(isinstance(fact.value, tuple) and plain(fact.name) == table for fact in facts)


def _cell_with(fact: Fact, column: str, value: object, table: str) -> Fact:
    """A table whose first row has, or lacks, a cell."""
    if plain(fact.name) != table or not isinstance(fact.value, tuple) or not fact.value:
        return fact
    row, *others = fact.value
    if not isinstance(row, Mapping):
        return fact
    made = None if value == ABSENT else value if isinstance(value, str | bool) else row.get(column)
    return replace(fact, value=({**row, column: made}, *others))


def _in_order(facts: Sequence[Fact], its: Collection[str], *, rising: bool) -> list[Fact]:
    """The figures of several periods, each more than the one before, or each less."""
    order = {name: number for number, name in enumerate(sorted(its, reverse=not rising))}
    step = Decimal(1000)
    return [
        replace(fact, value=Decimal(10_000_000) + step * order[fact.name]) if fact.name in order else fact
        for fact in facts
    ]


def _is_of(name: str, pattern: str) -> bool:
    own = plain(name)
    return own == pattern or own.startswith(f"{pattern}.")


def _made(value: Any, beside: Said | None, pattern: str, known: Dictionary) -> Said | None:
    """A value as needed: so much, more or less than what stands beside it, any other code."""
    if isinstance(value, Other):
        others = sorted(known.choices.get(pattern, frozenset({"样"})) - value.values)
        return others[0] if others else "样"
    if value == MORE:
        return _apart(beside, 1)
    if value == LESS:
        return _apart(beside, -1)
    return value if isinstance(value, str | bool | int | Decimal) else None


def _apart(beside: Said | None, way: int) -> Said | None:
    """More, or less, than what stands beside it."""
    if isinstance(beside, date):
        return beside + timedelta(days=way)
    if isinstance(beside, Decimal | int):
        return (abs(Decimal(beside)) + 1) * way
    return None


def _case_with(case: Case, address: str, value: object) -> Case | None:
    """Conditions on what the rules answered."""
    last = address.rpartition(".")[2]
    if value == PRESENT:
        return case
    if last == "decision":
        others = [one for one in Decision if one.value not in value.values] if isinstance(value, Other) else []
        wanted = others or [one for one in Decision if one == value]
        return replace(case, decision=wanted[0] if wanted else None)
    if last == "outcome" and isinstance(value, Other):
        answers = tuple(answer for answer in case.answers if answer.outcome not in value.values)
        return replace(case, answers=answers)
    if last == "outcome":
        return case
    if value == ABSENT and last in ("sources", "findings", "answers"):
        lists: dict[str, Any] = {last: ()}
        return replace(case, **lists)
    if value == ABSENT and last in ("rules", "families", "lacking"):
        return replace(case, answers=())
    return None


def _conflict(one: Need, other: Need) -> bool:
    """Whether two needs cannot stand in one case."""
    for address, (value, _) in other.items():
        for known, (wanted, _) in one.items():
            if address == known and value != wanted and PRESENT not in (value, wanted):
                return True
            if address == known and {value, wanted} == {PRESENT, ABSENT}:
                return True
            if value == ABSENT and wanted != ABSENT and _is_of(known, plain(address)):
                return True
            if wanted == ABSENT and value != ABSENT and _is_of(address, plain(known)):
                return True
    return False


# --- visits ---


class Visits:
    """All renderings of one source of a template."""

    def __init__(self, source: Lined, opened: Opened, book: Book) -> None:
        self.source = source
        self._opened = opened
        self._book = book
        self.route = Route(source.source)
        self.ways = ways(source.source)
        self.done: list[tuple[Trial, Visit]] = []
        self.taken: set[tuple[int, int, bool]] = set()

    def go(self, case: Case, *, forced: bool | None = None) -> Visit:
        """Render one case. May raise any of FAULTS."""
        trial = Trial(self._book, case)
        names, sheet = trial.account(self._opened.template)
        visit = self.route.visit(trial.view, sheet, names, forced=forced)
        if forced is None:
            self.done.append((trial, visit))
            self.taken |= {(line, number, answer) for (line, number), all_ in visit.answers.items() for answer in all_}
        return visit

    def open_ways(self) -> list[Way]:
        """Those that nothing took."""
        return [way for way in self.ways if (way.line, way.number, way.answer) not in self.taken]

    def go_everywhere(self, case: Case, known: Dictionary) -> None:
        """Take each way that can be taken, several in one rendering where they do not contradict each other."""
        self.go(case)
        for together in (True, False):
            for need in _packed(self.open_ways(), together)[:_MOST]:
                changed = with_need(case, need, known)
                if changed is not None:
                    self.go(changed)


def _packed(open_ways: Sequence[Way], together: bool) -> list[Need]:
    """Few needs that lead everywhere."""
    packs: list[dict[str, tuple[object, str]]] = []
    for way in open_ways:
        if way.need is None:
            continue
        fitting = next((pack for pack in packs if not _conflict(pack, way.need)), None) if together else None
        if fitting is None:
            packs.append(dict(way.need))
        else:
            fitting.update({a: v for a, v in way.need.items() if a not in fitting or fitting[a][0] == PRESENT})
    return list(packs)


# --- reading back ---


def complaints(opened: Opened, book: Book, known: Dictionary, full: Trial, empty: Trial) -> Iterator[Complaint]:
    """Take every way, read each rendering back, and tell what is lost, misplaced or never taken."""
    case = made_for(opened, book, known, full)
    for source in opened.sources:
        visits = Visits(source, opened, book)
        try:
            visits.go_everywhere(case, known)
            if visits.ways or "for " in source.source:
                visits.go(_single(case))
                visits.go(empty.case)
            answers = (True, False) if visits.ways else (True,)
            blank = [visits.go(empty.case, forced=answer) for answer in answers]
        except FAULTS as error:
            yield opened.says(
                "LNT-231", f"有的分支无法生成:{error}", f"a branch cannot be filled: {error}",
                "格式或运算与该事项的类型不符。The filter or operation does not fit the fact's type.",
                source.at(visits.route.line),
            )
            continue
        said: set[tuple[str, int, str]] = set()
        for trial, visit in visits.done:
            for complaint in _read_back(visit, trial.view, source, opened):
                key = (complaint.code, complaint.spot.paragraph if complaint.spot else 0, complaint.problem_en)
                if key not in said:
                    said.add(key)
                    yield complaint
        yield from _left_blank(blank, source, opened)
        yield from _never(visits, source, opened)


def _single(case: Case) -> Case:
    """Of what there are several, one; of years, one."""
    later = re.compile(r'\[[1-9]\d*\]|statement\["(?!2025-12-31)')
    facts = tuple(
        replace(fact, value=fact.value[:1]) if isinstance(fact.value, tuple) else fact
        for fact in case.facts
        if not later.search(fact.name)
    )
    return replace(case, facts=facts, sources=case.sources[:1], findings=case.findings[:1], answers=case.answers[:1])


def _never(visits: Visits, source: Lined, opened: Opened) -> Iterator[Complaint]:
    lines: set[tuple[int, bool]] = set()
    for way in visits.open_ways():
        if way.need is None or (way.line, way.answer) in lines:
            continue
        lines.add((way.line, way.answer))
        zh, en = ("成立", "true") if way.answer else ("不成立", "false")
        yield opened.says(
            "LNT-241", f"这个条件试不出“{zh}”的情形", f"nothing makes this condition {en}",
            "条件自相矛盾,或与外层条件重复。It contradicts itself, or repeats the one around it.",
            source.at(way.line), Severity.WARNING,
        )


def _read_back(visit: Visit, view: View, source: Lined, opened: Opened) -> Iterator[Complaint]:
    """What is lost, misplaced or wrong; a value before something missing may have gone with its sentence."""
    marks = visit.sheet.marks
    places = _places(visit.xml)
    inside = {int(number) for mark in marks for number in MARK.findall(mark.text)}
    pictures = {int(number) for number in MARK.findall("".join(re.findall(r"<wp:docPr[^>]*>", visit.xml)))}
    last_missing = max((number for number, mark in enumerate(marks) if mark.missing), default=-1)
    wanted_of: dict[int, tuple[str, int]] = {}
    for number, line in (*visit.printed.items(), *visit.troubled.items()):
        mark, spot = marks[number], source.at(line)
        if mark.trouble:
            yield opened.says(
                "LNT-233", f"无法计算或打印:{mark.trouble}", f"cannot be worked or printed: {mark.trouble}",
                "格式或运算与该事项的类型不符。The filter or operation does not fit the fact's type.", spot,
            )
        given = sorted({address for address in mark.missing if _is_known(view, address)})
        if given:
            yield opened.says(
                "LNT-234", f"已有的事项仍印成【待补】:{'、'.join(given)}",
                f"what is known is printed as missing: {', '.join(given)}", spot=spot,
            )
        if number in visit.troubled or not spot.paragraph or number in inside or number in pictures:
            continue
        if spot.paragraph not in wanted_of:
            node = opened.parts[source.part].paragraphs[spot.paragraph - 1].node
            wanted_of[spot.paragraph] = _of_paragraph(node)
        wanted = wanted_of[spot.paragraph]
        if number not in places:
            if number > last_missing:
                yield opened.says(
                    "LNT-242", f"{mark.text} 没有印在文书中", f"{mark.text} is not in the document", spot=spot
                )
        elif places[number] != wanted:
            yield opened.says(
                "LNT-243", f"{mark.text} 印在了别处({places[number]})",
                f"{mark.text} is printed elsewhere ({places[number]})", spot=spot,
            )


def _is_known(view: View, address: str) -> bool:
    fact = None if address.startswith("÷") else view.fact(address)
    return fact is not None and fact.value is not None


def _places(xml: str) -> dict[int, tuple[str, int]]:
    """By mark: the style of its paragraph, and in how many cells that stands."""
    found: dict[int, tuple[str, int]] = {}
    places: dict[etree._Element, tuple[str, int]] = {}
    for text in parse(xml).iter(T):
        numbers = MARK.findall(text.text or "")
        if numbers:
            paragraph = next(text.iterancestors(P))
            if paragraph not in places:
                places[paragraph] = _of_paragraph(paragraph)
            found.update(dict.fromkeys(map(int, numbers), places[paragraph]))
    return found


_STYLE = f"{PPR}/{w('pStyle')}"


def _of_paragraph(paragraph: etree._Element) -> tuple[str, int]:
    style = paragraph.find(_STYLE)
    return ("" if style is None else style.get(VAL, ""), sum(1 for _ in paragraph.iterancestors(TC)))


# --- what is missing ---

_MAY_BE_SILENT = frozenset({"listed", "dash", "count", "length", "or_blank"})
"""Filters that say something of their own where nothing is known."""
_DIGITS = re.compile(r"\d")


def _left_blank(visits: Iterable[Visit], source: Lined, opened: Opened) -> Iterator[Complaint]:
    """With nothing known, in every branch: what rests on facts is printed as missing, or as the tag itself says."""
    resting = _resting_on_facts(source, opened)
    said: set[int] = set()
    for visit in visits:
        for number, line in visit.printed.items():
            mark = visit.sheet.marks[number]
            if line not in resting or line in said or mark.missing or "【待补" in mark.text:
                continue
            tag = source.at(line).tag
            if any(f"{quote}{mark.text}{quote}" in tag for quote in "'\"") and not _DIGITS.search(mark.text):
                continue
            said.add(line)
            yield opened.says(
                "LNT-235", f"没有资料时印成“{mark.text}”,而不是【待补】",
                f"prints “{mark.text}”, not 【待补】, when nothing is known",
                "去掉补零或默认值。Leave out what puts a value in its place.", source.at(line),
            )


def _resting_on_facts(source: Lined, opened: Opened) -> set[int]:
    """Lines whose tag prints facts and has no filter that speaks for what is missing."""
    each = next(each for one, each in opened.shown if one is source)
    printing = [shown for shown in each if not shown.asks]
    silent = {shown.line for shown in printing if shown.filters & _MAY_BE_SILENT}
    facts = {
        shown.line for shown in printing if any(re.split(r"[.\[]", name)[0] not in FREE for name in shown.addresses)
    }
    return facts - silent
