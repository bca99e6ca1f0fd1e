"""Figures: facts computed from facts, by the book's formulas."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from creditfile.content import check_shape, content_files, line_of, read_toml
from creditfile.errors import ExpressionError, ShapeError
from creditfile.language import Expression, Missing, View
from creditfile.language.expressions import the_language
from creditfile.language.view import Record
from creditfile.model import Fact, Origin

_OVER = re.compile(r"^(?P<over>[a-z_]+)\[\*\]\.(?P<name>\w+)$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A fact computed from facts."""

    address: str
    """`party.name`; or `statement[*].current_ratio` for one of each period or element."""
    title: str
    """What a person calls it, in Chinese."""
    title_en: str
    """The same in English."""
    type: str
    """money, ratio, decimal, integer, date, text, choice, boolean …."""
    value: Expression
    """The formula; `it` is the period's record or the element."""
    unit: str | None
    """CNY, percent, days, times …."""
    basis: str
    """Where the formula comes from."""
    examples: tuple[Mapping[str, Any], ...]
    """Facts and the value wanted."""
    file: str
    """Where it is written, relative to the book."""
    line: int
    """On which line."""

    @property
    def over(self) -> str:
        """The list it is computed over; empty for once a case."""
        match = _OVER.match(self.address)
        return match["over"] if match else ""

    @property
    def name(self) -> str:
        """Its last part."""
        return self.address.rpartition(".")[2]


def read_figures(book: Path) -> tuple[Figure, ...]:
    """All figures of a book, each after those it needs. Raises BookError; a circle is one."""
    figures: dict[str, Figure] = {}
    for file in content_files(book / "schemas" / "figures", ".toml"):
        content = read_toml(file)
        check_shape(content, "figures", file)
        for address, entry in content["figures"].items():
            line = line_of(file, ["figures", address])
            if address in figures:
                raise ShapeError(f"`{address}` is defined twice", where=f"{file}:{line}", mend="Keep one.")
            figures[address] = Figure(
                address=address,
                title=entry["title"],
                title_en=entry["title_en"],
                type=entry["type"],
                value=the_language().expression(entry["value"], f"{file}:{line}"),
                unit=entry.get("unit"),
                basis=entry.get("basis", ""),
                examples=tuple(entry.get("examples", ())),
                file=file.relative_to(book).as_posix(),
                line=line,
            )
    return _in_order(figures)


def _needs(figure: Figure, figures: Mapping[str, Figure]) -> set[str]:
    """The other figures its formula names."""
    by_name: dict[str, list[str]] = {}
    for address, other in figures.items():
        by_name.setdefault(other.name if other.over else address, []).append(address)
    needed: set[str] = set()
    for address in figure.value.addresses:
        parts = re.split(r"[.\[]", address)
        for other_address in by_name.get(address, []):
            needed.add(other_address)
        for part in parts[1:]:
            for other_address in by_name.get(part.rstrip("]"), []):
                other = figures[other_address]
                if other.over and (parts[0] == other.over or (parts[0] == "it" and figure.over == other.over)):
                    needed.add(other_address)
    return needed - {figure.address}


def _in_order(figures: Mapping[str, Figure]) -> tuple[Figure, ...]:
    done: dict[str, Figure] = {}
    working: list[str] = []

    def visit(address: str) -> None:
        if address in done:
            return
        figure = figures[address]
        if address in working:
            circle = " → ".join([*working[working.index(address) :], address])
            raise ExpressionError(
                f"figures need one another in a circle: {circle}", where=f"{figure.file}:{figure.line}"
            )
        working.append(address)
        for needed in sorted(_needs(figure, figures)):
            visit(needed)
        working.pop()
        done[address] = figure

    for address in figures:
        visit(address)
    return tuple(done.values())


def computed(facts: Iterable[Fact], figures: Iterable[Figure], names: Mapping[str, Any]) -> tuple[Fact, ...]:
    """The facts with every figure that can be computed from them added. What a person or paper states stands."""
    return worked(facts, figures, names)[0]


def worked(
    facts: Iterable[Fact], figures: Iterable[Figure], names: Mapping[str, Any]
) -> tuple[tuple[Fact, ...], Mapping[str, tuple[str, ...]]]:
    """The same, and for each figure that cannot be computed the facts it lacks, down to what papers would state."""
    view = View(facts := tuple(facts))
    known = {fact.name for fact in facts}
    made: list[Fact] = []
    lacking: dict[str, tuple[str, ...]] = {}
    for figure in figures:
        for address, more in _places(figure, view):
            if address in known:
                continue
            fact, missing = _computed(figure, address, view, {**names, **more})
            if fact is not None:
                made.append(fact)
                view.add(fact)
            elif missing:
                lacking[address] = tuple(dict.fromkeys(part for one in missing for part in lacking.get(one, (one,))))
    return (*facts, *made), lacking


def _places(figure: Figure, view: View) -> Iterable[tuple[str, dict[str, Any]]]:
    if not figure.over:
        yield figure.address, {}
        return
    for element in view.elements(figure.over):
        look = view.looking()
        yield f"{element}.{figure.name}", {"it": look.at(element), "_look": look}


def _computed(figure: Figure, address: str, view: View, names: dict[str, Any]) -> tuple[Fact | None, tuple[str, ...]]:
    """The figure, or what it lacks."""
    look = names.pop("_look", None)
    outcome = figure.value.on(view, **names)
    if isinstance(outcome.value, Record) or (isinstance(outcome.value, Missing) and not outcome.trouble):
        return None, tuple(name for name in outcome.missing if not name.startswith("÷"))
    inputs = tuple({fact.name: fact for fact in (*(look.seen.values() if look else ()), *outcome.read)}.values())
    doubts = ("inputs",) if any(fact.confirm for fact in inputs) else ()
    if outcome.trouble:
        doubts = (f"formula:{outcome.trouble}",)
    origins = tuple(dict.fromkeys(origin for fact in inputs for origin in fact.origins[:1]))
    fact = Fact(
        name=address,
        value=None if outcome.trouble else _settled(outcome.value),
        type=figure.type,
        unit=figure.unit,
        raw="",
        origins=origins if inputs else _of_the_book(figure),
        inputs=tuple(fact.name for fact in inputs),
        confirm=bool(doubts),
        doubts=doubts,
        label=figure.title,
        label_en=figure.title_en,
        period=inputs[0].period if inputs and figure.over == "statement" else None,
    )
    return fact, ()


def _of_the_book(figure: Figure) -> tuple[Origin, ...]:
    """A number of the bank's own, worked from settings alone, stands in the book."""
    if not any(address.startswith("setting.") for address in figure.value.addresses):
        return ()
    return (Origin(figure.file, None, None, figure.basis, "derived", place=f"line {figure.line}"),)


def _settled(value: Any) -> Any:
    """Ratios keep twelve significant digits: enough for any threshold, the same on every machine."""
    if isinstance(value, Decimal) and not isinstance(value, bool):
        return value.normalize() if len(value.as_tuple().digits) <= 12 else Decimal(f"{value:.12g}")
    return tuple(value) if isinstance(value, list) else value
