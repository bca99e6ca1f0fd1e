"""A regular expression that is compiled when it is first used, and travels as text."""

import re
from collections.abc import Iterator

from creditfile.model.cores import Cores, cores_of


class Pattern:
    """Like re.Pattern in what reading needs of one; a book has hundreds, a paper needs a few."""

    __slots__ = ("_compiled", "_cores", "flags", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        """The expression's text."""
        self.flags = flags
        """As for re.compile."""
        self._compiled: re.Pattern[str] | None = None
        self._cores: Cores | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself. Raises re.error on the first use of one that does not compile."""
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self.flags)
        return self._compiled

    @property
    def cores(self) -> Cores:
        """What it cannot match without; empty where that cannot be told."""
        if self._cores is None:
            self._cores = cores_of(self.pattern, self.flags)
        return self._cores

    def may_match(self, text: str) -> bool:
        """False where it cannot match: a quick look, which spares most texts the expression itself."""
        for group in self.cores:
            for core in group:
                if core in text:
                    break
            else:
                return False
        return True

    @property
    def groupindex(self) -> dict[str, int]:
        """Its named groups."""
        return dict(self.compiled.groupindex)

    @property
    def groups(self) -> int:
        """How many groups it has."""
        return self.compiled.groups

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match."""
        return self.compiled.search(text, start) if self.may_match(text) else None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """A match at the start."""
        return self.compiled.match(text, start) if self.may_match(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """A match of all of it."""
        return self.compiled.fullmatch(text) if self.may_match(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches."""
        return self.compiled.finditer(text) if self.may_match(text) else iter(())

    def findall(self, text: str) -> list[str]:
        """All matched texts."""
        return self.compiled.findall(text) if self.may_match(text) else []

    def __reduce__(self) -> tuple[type["Pattern"], tuple[str, int]]:
        """As text."""
        return (Pattern, (self.pattern, self.flags))

    def __eq__(self, other: object) -> bool:
        """By text and flags."""
        return isinstance(other, Pattern) and (self.pattern, self.flags) == (other.pattern, other.flags)

    def __hash__(self) -> int:
        """By text and flags."""
        return hash((self.pattern, self.flags))

    def __repr__(self) -> str:
        """For developers."""
        return f"Pattern({self.pattern!r})"
