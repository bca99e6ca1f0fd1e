"""How a value looks where it is printed: its types and the filter that shapes it."""

from collections.abc import Iterable, Mapping, Sequence

from creditfile.filling.offer import IN_WAN
from creditfile.filling.trees import Shown
from creditfile.linting.names import Dictionary, plain

_NEUTRAL = frozenset({
    "abs", "dash", "listed", "or_blank", "where", "first", "last", "min", "max", "sort", "unique", "periods",
    "oldest_first", "days_after",
})
"""Filters that leave a value of the type it is, or say something where there is none."""
OF_LISTS = frozenset({"count", "length", "pick", "total", "join", "some", "every", "sentence", "number", "string"})
"""Filters that make something else of a list."""
OF_DAYS = frozenset({"date", "period_start", "period_end"})


def kinds_of(shown: Shown, known: Dictionary, others: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The types that what is printed may have; empty where any is not known, and for what lies between two days."""
    each = [kinds_at(address, known, others) for address in shown.values]
    kinds = frozenset().union(*each) if each and all(each) else frozenset()
    return frozenset() if shown.worked and kinds & OF_DAYS else kinds


def kinds_at(address: str, known: Dictionary, others: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The types of an address; of a loop over one of several lists, `first(a, b)`, those of the elements of each."""
    each = (address, *(o + address[len(one) :] for one in others if address.startswith(f"{one}[") for o in others[one]))
    return frozenset().union(*map(known.types_of, each))


def last_filter(chain: Sequence[str], addresses: Iterable[str] = ()) -> str:
    """The filter that gives a value its looks, as written; empty where there is none."""
    telling = [one for one in chain if one.partition("(")[0] not in _NEUTRAL]
    if not telling and any(plain(address) in IN_WAN for address in addresses):
        return "wan"
    return telling[-1] if telling else ""
