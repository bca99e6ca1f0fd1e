"""The clauses of a contract: their tree by number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from creditfile.reading.stretch import Stretch, Strip, squeezed
from creditfile.values.numerals import read_whole
from creditfile.values.refusal import NotAValue


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered part of a contract, without the parts under it."""

    kind: str
    """Its number is a: part, chapter, article, han (一、), bracket ((一)), digit (1.), decimal, small ((1)), circle."""
    number: str
    """As printed: 第三条, 3.1, （一）."""
    value: tuple[int, ...]
    """The number: (3,) or (3, 1)."""
    depth: int
    """0 for the outermost."""
    strips: tuple[Strip, ...]
    """Its lines, the one with its number first."""
    path: tuple[str, ...] = field(default=())
    """The numbers from the outermost to its own."""
    @property
    def text(self) -> str:
        """Its words without its number, blanks closed up."""
        whole = squeezed(" ".join(strip.text for strip in self.strips))
        return re.sub(rf"^{re.escape(squeezed(self.number))}[.、:]?", "", whole)


_HAN = "[〇零一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]"
_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"^第\s*(?P<n>{_HAN}+|\d+)\s*(?:部\s*分|编)(?!\S*[,。;])")),
    ("chapter", re.compile(rf"^第\s*(?P<n>{_HAN}+|\d+)\s*章(?!\S*[,。;])")),
    ("article", re.compile(rf"^第\s*(?P<n>{_HAN}+|\d+)\s*条(?!\s*(?:的|所|约定|规定|之|第|款|至|、|和|及|中))")),
    ("han", re.compile(rf"^(?P<n>{_HAN}{{1,4}})\s*[、.](?!\d)")),
    ("bracket", re.compile(rf"^\((?P<n>{_HAN}{{1,4}})\)")),
    ("decimal", re.compile(r"^(?P<n>\d{1,3}(?:\s*\.\s*\d{1,3}){1,4})(?![\d%‰]|\s*(?:元|万|%))\s*[.、]?")),
    ("digit", re.compile(r"^(?P<n>\d{1,3})\s*[.、](?!\d)")),
    ("small", re.compile(r"^\((?P<n>\d{1,3})\)")),
    ("circle", re.compile(r"^(?P<n>[①-⑳])")),
)


def clauses_of(stretch: Stretch) -> tuple[Clause, ...]:
    """Every numbered part in order; lines before the first number are left out.

    A line that begins with a number counts as one only where the number follows: the next of its kind, or the first.
    """
    found: list[Clause] = []
    stack: list[Clause] = []
    articles: list[tuple[int, ...]] = []
    for strip in stretch.strips:
        mark = _mark(strip.plain.strip())
        begun = _begin(mark, strip, stack, articles) if mark else None
        if begun is None:
            if found:
                found[-1] = replace(found[-1], strips=(*found[-1].strips, strip))
            continue
        stack[begun.depth:] = [begun]
        found.append(begun)
        if begun.kind in ("part", "article"):
            articles[:] = [begun.value] if begun.kind == "article" else []
    return tuple(found)


def _mark(line: str) -> tuple[str, str, tuple[int, ...]] | None:
    for kind, pattern in _MARKS:
        match = pattern.match(line)
        if match is not None:
            value = _value(match["n"])
            return (kind, match[0].strip(), value) if value else None
    return None


def _value(number: str) -> tuple[int, ...] | None:
    if "①" <= number <= "⑳":
        return (ord(number) - ord("①") + 1,)
    try:
        return tuple(int(part) if part.isdecimal() else read_whole(part) for part in re.split(r"\s*\.\s*", number))
    except NotAValue:
        return None


def _begin(
    mark: tuple[str, str, tuple[int, ...]], strip: Strip, stack: Sequence[Clause], articles: Sequence[tuple[int, ...]]
) -> Clause | None:
    """Where in the tree a mark stands; None where it does not follow and so is part of a sentence.

    Articles are counted on through the chapters of a part.
    """
    kind, number, value = mark
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].kind == kind and len(stack[depth].value) == len(value):
            if not _follows(stack[depth].value, value):
                break
            return _clause(kind, number, value, depth, strip, stack)
    counted_on = kind == "article" and bool(articles) and _follows(articles[0], value)
    if value[-1] == 1 or counted_on or (kind == "decimal" and _is_under(value, stack)):
        return _clause(kind, number, value, _depth_for(kind, value, stack), strip, stack)
    return None


def _follows(before: tuple[int, ...], value: tuple[int, ...]) -> bool:
    """The next number, or one up to three further (clauses may have been taken out), under the same or the next one."""
    if before[:-1] == value[:-1]:
        return 1 <= value[-1] - before[-1] <= 4
    return value[-1] == 1 and value[:-1] > before[:-1]


def _is_under(value: tuple[int, ...], stack: Sequence[Clause]) -> bool:
    return any(value[: len(clause.value)] == clause.value for clause in stack)


def _depth_for(kind: str, value: tuple[int, ...], stack: Sequence[Clause]) -> int:
    """A first number opens a level: under a decimal's own parent where it has one, else under the innermost."""
    order = [name for name, _ in _MARKS]
    if kind in ("part", "chapter", "article"):
        return sum(order.index(above.kind) < order.index(kind) for above in stack)
    for depth in range(len(stack) - 1, -1, -1):
        above = stack[depth]
        if kind == "decimal":
            if above.kind != "decimal" or value[: len(above.value)] == above.value:
                return depth + 1
        elif above.kind == kind and value[-1] == 1:
            return depth
        elif order.index(above.kind) < order.index(kind) or above.kind not in ("part", "chapter", "article"):
            return depth + 1
    return 0


def _clause(
    kind: str, number: str, value: tuple[int, ...], depth: int, strip: Strip, stack: Sequence[Clause]
) -> Clause:
    path = (*(clause.number for clause in stack[:depth]), number)
    return Clause(kind, number, value, depth, (strip,), path)


def number_gaps(clauses: Sequence[Clause]) -> Iterator[tuple[Clause, str]]:
    """Where the numbers of one level jump: the clause after the jump, and what is missing before it."""
    last: dict[tuple[tuple[str, ...], str], Clause] = {}
    for clause in clauses:
        key = (clause.path[:-1], clause.kind)
        before = last.get(key)
        if before is not None and before.value[:-1] == clause.value[:-1]:
            step = clause.value[-1] - before.value[-1]
            if step > 1:
                yield clause, f"{before.number}之后为{clause.number}"
        last[key] = clause
