"""The letters without which a regular expression cannot match, so that most text need not be held against it."""

import re
from collections.abc import Iterable
from re import _constants as of_re  # type: ignore[attr-defined]
from re import _parser as parser_of_re  # type: ignore[attr-defined]
from typing import Any

_REPEATS = (of_re.MAX_REPEAT, of_re.MIN_REPEAT, of_re.POSSESSIVE_REPEAT)
_MOST = 40
"""More alternatives than this take longer to look for than the expression itself."""


Cores = tuple[tuple[str, ...], ...]
"""Of each group at least one member stands in every text that matches; the group that tells most comes first."""


def cores_of(pattern: str, flags: int = 0) -> Cores:
    """What an expression cannot match without; empty where that cannot be told.

    `(?:股东|董事)会决议` gives `会决议` and either of `股东`, `董事`; `[0-9]+` gives nothing. Raises re.error.
    """
    tree = parser_of_re.parse(pattern, flags)
    if tree.state.flags & re.IGNORECASE:
        return ()
    found = dict.fromkeys(sorted(_of_sequence(tree), key=_telling, reverse=True))
    return tuple(tuple(sorted(group)) for group in found if len(group) <= _MOST)


def _telling(group: frozenset[str]) -> tuple[int, int]:
    """How much a group tells: the longest letters, the fewest alternatives."""
    return min(map(len, group)), -len(group)


def _of_sequence(parts: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    """The groups of all its parts, as all of them must be there."""
    found: list[frozenset[str]] = []
    letters = ""
    for kind, what in (*parts, (None, None)):
        if kind is of_re.LITERAL:
            letters += chr(what)
            continue
        found += [frozenset((letters,))] * bool(letters)
        letters = ""
        found += _of_part(kind, what)
    return found


def _of_part(kind: Any, what: Any) -> list[frozenset[str]]:
    if kind is of_re.SUBPATTERN:
        _, added, _, inside = what
        return [] if added & re.IGNORECASE else _of_sequence(inside)
    if kind is of_re.ATOMIC_GROUP:
        return _of_sequence(what)
    if kind in _REPEATS:
        least, _, inside = what
        return _of_sequence(inside) if least else []
    if kind is of_re.BRANCH:
        best = [max(_of_sequence(branch), key=_telling, default=frozenset()) for branch in what[1]]
        return [frozenset().union(*best)] if all(best) else []
    if kind is of_re.IN and all(one is of_re.LITERAL for one, _ in what):
        return [frozenset(chr(letter) for _, letter in what)]
    return []
