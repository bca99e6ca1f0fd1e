"""Facts as an expression sees them, and a note of which were read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from creditfile.language.missing import Missing
from creditfile.model import Fact

Key = str | int
_STEP = re.compile(r'\.?(?P<name>[^.\[\]"]+)|\[(?P<index>\d+)\]|\["(?P<key>[^"]*)"\]')
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


_OF_PERIODS = frozenset({"latest", "latest_annual", "annual", "all"})
_OF_ONE_PERIOD = frozenset({"period", "prior", "opening"})


@lru_cache(maxsize=65536)
def parse_address(name: str) -> tuple[Key, ...]:
    """`guarantee[0].amount` → ("guarantee", 0, "amount"). Raises ValueError on anything else."""
    steps: list[Key] = []
    end = 0
    for match in _STEP.finditer(name):
        if match.start() != end:
            break
        end = match.end()
        steps.append(int(match["index"]) if match["index"] is not None else match["name"] or match["key"])
    if end != len(name) or not steps:
        raise ValueError(f"not an address: {name!r}")
    return tuple(steps)


def write_address(steps: Iterable[Key]) -> str:
    """The other way round."""
    text = ""
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        elif re.fullmatch(r"\w+", step) and not step[0].isdigit():
            text += f".{step}" if text else step
        else:
            text += f'["{step}"]'
    return text


def _year_before(end: date) -> date:
    """The same day a year earlier; 28 February for the 29th."""
    return date(end.year - 1, 2, 28) if (end.month, end.day) == (2, 29) else end.replace(year=end.year - 1)


def _value(fact: Fact) -> Any:
    """What an expression gets: nothing for a blank, nor for an amount that is not in yuan, as all the others are."""
    return Missing.at(fact.name) if fact.value is None or fact.is_foreign else fact.value


class _Tree:
    """The facts by address, shared by all views of one case."""

    __slots__ = ("branches", "fact")

    def __init__(self) -> None:
        self.branches: dict[Key, _Tree] = {}
        self.fact: Fact | None = None


class Record:
    """A place among the facts: its parts are reached by name; reading one that is not there gives Missing."""

    __slots__ = ("_address", "_parent", "_seen", "_tree")

    def __init__(
        self, tree: _Tree, address: tuple[Key, ...], seen: dict[str, Fact], parent: _Tree | None = None
    ) -> None:
        self._tree = tree
        self._address = address
        self._seen = seen
        self._parent = parent

    def step(self, key: object) -> Any:
        """The value, record or list at that name; Missing when there is none or its cell is blank."""
        if key in _OF_PERIODS and isinstance(key, str) and self._is_dated:
            return self._dated(key)
        if key in _OF_ONE_PERIOD and isinstance(key, str) and self._is_period:
            return self._of_period(key)
        if isinstance(key, date):
            key = key.isoformat()
        if not isinstance(key, str | int):
            return Missing.at(f"{write_address(self._address)}[{key!r}]")
        branch = self._tree.branches.get(key)
        if branch is None:
            return Missing.at(write_address((*self._address, key)))
        return self._open(branch, (*self._address, key))

    def _open(self, branch: _Tree, address: tuple[Key, ...]) -> Any:
        if branch.fact is not None:
            self._seen[branch.fact.name] = branch.fact
            return _value(branch.fact)
        return Record(branch, address, self._seen, self._tree)

    @property
    def _is_dated(self) -> bool:
        return any(isinstance(key, str) and _ISO.fullmatch(key) for key in self._tree.branches)

    @property
    def _is_period(self) -> bool:
        return isinstance(self._address[-1], str) and bool(_ISO.fullmatch(self._address[-1]))

    def _dated(self, key: str) -> Any:
        """Of periods: the newest, the newest full year, all full years, all, newest first."""
        ends = sorted((k for k in self._tree.branches if isinstance(k, str) and _ISO.fullmatch(k)), reverse=True)
        annual = [end for end in ends if end.endswith("-12-31")]
        records = {end: self._open(self._tree.branches[end], (*self._address, end)) for end in ends}
        if key == "latest":
            return records[ends[0]]
        if key == "latest_annual":
            where = write_address((*self._address, "latest_annual"))
            return records[annual[0]] if annual else Missing.at(where)
        return tuple(records[end] for end in (annual if key == "annual" else ends))

    def _of_period(self, key: str) -> Any:
        """Of one period: its end; the period a year before; the year's end before it."""
        end = date.fromisoformat(str(self._address[-1]))
        if key == "period":
            return end
        before = _year_before(end) if key == "prior" else date(end.year - 1, 12, 31)
        address = (*self._address[:-1], before.isoformat())
        branch = self._parent.branches.get(before.isoformat()) if self._parent else None
        return Missing.at(write_address(address)) if branch is None else self._open_beside(branch, address)

    def _open_beside(self, branch: _Tree, address: tuple[Key, ...]) -> "Record":
        return Record(branch, address, self._seen, self._parent)

    @property
    def is_list(self) -> bool:
        """Whether its parts are numbered."""
        return bool(self._tree.branches) and all(isinstance(key, int) for key in self._tree.branches)

    def __iter__(self) -> Iterator[Any]:
        """The numbered parts in order; the periods, newest first."""
        if self._is_dated:
            return iter(self._dated("all"))
        numbers = sorted(key for key in self._tree.branches if isinstance(key, int))
        return iter([self.step(number) for number in numbers])

    def __len__(self) -> int:
        """How many parts it has."""
        return len(self._tree.branches)

    def __bool__(self) -> bool:
        """There is something here."""
        return True

    @property
    def address(self) -> str:
        """Where this is."""
        return write_address(self._address)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its parts."""
        return tuple(str(key) for key in self._tree.branches)

    def __repr__(self) -> str:
        """For developers."""
        return f"Record({self.address})"


class View:
    """All facts of a case as one tree; `seen` fills with the facts an expression reads."""

    def __init__(self, facts: Iterable[Fact] | Mapping[str, Fact]) -> None:
        self._root = _Tree()
        for fact in facts.values() if isinstance(facts, Mapping) else facts:
            self.add(fact)

    def add(self, fact: Fact) -> None:
        """Put in one more fact, in the place of any of that name."""
        place = self._root
        for step in parse_address(fact.name):
            place = place.branches.setdefault(step, _Tree())
        place.fact = fact

    def looking(self, **more: object) -> "Look":
        """A fresh look at the facts: what is read through it is noted in it alone."""
        return Look(self._root, dict(more))

    def elements(self, address: str) -> tuple[str, ...]:
        """The addresses of the parts of a list or of periods, in order; empty when there are none."""
        place = self._root
        for step in parse_address(address):
            if step not in place.branches:
                return ()
            place = place.branches[step]
        keys = sorted(place.branches, key=lambda key: (isinstance(key, str), key))
        return tuple(write_address((*parse_address(address), key)) for key in keys)

    def fact(self, name: str) -> Fact | None:
        """The fact of that name."""
        place = self._root
        for step in parse_address(name):
            found = place.branches.get(step)
            if found is None:
                return None
            place = found
        return place.fact


class Look(Mapping[str, Any]):
    """One look at the facts, as the variables of an expression."""

    def __init__(self, root: _Tree, more: dict[str, object]) -> None:
        self.seen: dict[str, Fact] = {}
        """The facts read so far, by name, in order."""
        self.more = more
        """Names that are no facts: settings, the day, `it`."""
        self._root = root

    def at(self, address: str) -> Any:
        """The record or value at an address."""
        steps = parse_address(address)
        place: Any = self[str(steps[0])]
        for step in steps[1:]:
            place = place.step(step) if isinstance(place, Record) else place[step]
        return place

    def __getitem__(self, name: str) -> Any:
        """A variable by name; KeyError when no fact begins with it."""
        if name in self.more:
            return self.more[name]
        branch = self._root.branches[name]
        if branch.fact is not None:
            self.seen[branch.fact.name] = branch.fact
            return _value(branch.fact)
        return Record(branch, (name,), self.seen)

    def __iter__(self) -> Iterator[str]:
        """The names there are."""
        return iter(dict.fromkeys([*map(str, self._root.branches), *self.more]))

    def __len__(self) -> int:
        """How many names there are."""
        return sum(1 for _ in self)
