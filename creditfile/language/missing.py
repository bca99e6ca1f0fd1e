"""What stands for a fact that is not there: it spreads through arithmetic and never counts as true or false."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from jinja2 import Undefined


class CannotTellError(Exception):
    """A yes or no was asked of something unknown."""

    def __init__(self, addresses: frozenset[str]) -> None:
        self.addresses = addresses
        super().__init__(", ".join(sorted(addresses)))


_PRINTING: ContextVar[bool] = ContextVar("printing", default=False)


@contextmanager
def printing() -> Iterator[None]:
    """While a message is written, what is unknown is not so, holds nothing and prints as 【待补】.

    A message is written after the answer is known; a part of it that cannot be told must not stop the rest.
    """
    token = _PRINTING.set(True)
    try:
        yield
    finally:
        _PRINTING.reset(token)


class Missing(Undefined):
    """A fact that is not there, or whatever was computed from one; carries the addresses that were wanted."""

    __slots__ = ("addresses",)

    def __init__(
        self, hint: str | None = None, obj: object = None, name: str | None = None, exc: type[Exception] | None = None
    ) -> None:
        super().__init__(hint, obj, name)
        self.addresses: frozenset[str] = frozenset({name} if name else ())

    @classmethod
    def at(cls, *addresses: str) -> "Missing":
        """The absence of the facts at these addresses."""
        absent = cls()
        absent.addresses = frozenset(addresses)
        return absent

    def joined(self, *others: object) -> "Missing":
        """The absence of this and of whatever else is missing among the others."""
        return Missing.at(*self.addresses.union(*(o.addresses for o in others if isinstance(o, Missing))))

    def __getattr__(self, name: str) -> "Missing":
        """What lies below something missing is missing, under its full address."""
        if name.startswith("_"):
            raise AttributeError(name)
        return Missing.at(*(f"{address}.{name}" for address in self.addresses))

    def __getitem__(self, key: object) -> "Missing":  # type: ignore[override]
        """Likewise for an index or a key."""
        inside = key if isinstance(key, int) else f'"{key}"'
        return Missing.at(*(f"{address}[{inside}]" for address in self.addresses))

    def _unless_printing(self, printed: Any) -> Any:
        if _PRINTING.get():
            return printed
        raise CannotTellError(self.addresses)

    def __bool__(self) -> bool:
        """Neither true nor false."""
        return bool(self._unless_printing(False))

    def __str__(self) -> str:
        """No text either: whoever prints it must say that it is missing."""
        return str(self._unless_printing("【待补】"))

    def __iter__(self) -> Iterator[Any]:
        """Not even empty."""
        return iter(self._unless_printing(()))

    def __len__(self) -> int:
        """Nor of length zero."""
        return int(self._unless_printing(0))

    def __call__(self, *args: object, **kwargs: object) -> Any:
        """Nor a function."""
        return self._unless_printing(self)

    def __contains__(self, item: object) -> bool:
        """Whether it holds something is not known."""
        return bool(self._unless_printing(False))

    def __hash__(self) -> int:
        """By what is missing."""
        return hash(self.addresses)

    def __repr__(self) -> str:
        """For developers."""
        return f"Missing({', '.join(sorted(self.addresses))})"


def _spread(self: Missing, *others: object) -> Missing:
    return self.joined(*others)


_OPERATORS = (
    "add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow neg pos abs round "
    "lt le gt ge eq ne"
)
for _name in _OPERATORS.split():
    _operator: Callable[..., Missing] = _spread
    setattr(Missing, f"__{_name}__", _operator)


def needing(count: int | None, work: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, but missing when any of its first `count` arguments is; when any is, for None."""

    def needed(*arguments: Any) -> Any:
        gone = [argument for argument in arguments[:count] if isinstance(argument, Missing)]
        return gone[0].joined(*gone) if gone else work(*arguments)

    needed.__doc__ = work.__doc__
    return needed


def cell(row: Any, column: str) -> Any:
    """A cell of a row, whether it came from a table or line by line; None where it is blank."""
    value = row.get(column) if isinstance(row, Mapping) else row.step(column)
    return None if isinstance(value, Missing) else value
