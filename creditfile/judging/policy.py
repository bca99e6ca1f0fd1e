"""What the findings mean: admit, refer or refuse. The officer decides; this only proposes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from creditfile.content import check_shape, read_toml
from creditfile.model import Decision, Finding, Verdict


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the decision table: the first that fits decides."""

    decision: Decision
    """What follows."""
    code: str
    """The trade's finer word for it, e.g. PENDING_DOCS (domain reference §3.4)."""
    title: str
    """The same in Chinese words."""
    title_en: str
    """The same in English words."""
    families: tuple[str, ...]
    """Code patterns of the findings it looks at, e.g. PRH-*; all when empty."""
    levels: frozenset[str]
    """The trade's levels it looks at; all when empty."""
    severities: frozenset[str]
    """error, warning, note; all when empty."""
    verdicts: frozenset[str]
    """fails, cannot_tell; both when empty."""
    otherwise: bool
    """The last line: fits when no other does."""

    def fits(self, finding: Finding) -> bool:
        """Whether a finding is of the kind this line looks at."""
        return (
            (not self.families or any(fnmatch(finding.code, family) for family in self.families))
            and (not self.levels or finding.level in self.levels)
            and (not self.severities or finding.severity in self.severities)
            and (not self.verdicts or finding.verdict in self.verdicts)
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """What findings mean to this bank."""

    name: str
    """The book's name."""
    confidence: Decimal
    """Below this a person confirms what was read."""
    rows: tuple[Row, ...]
    """The decision table, strictest first; the last one is for everything else."""
    four_eyes: frozenset[str] = frozenset()
    """What counts only with two names: correct, waive, attest."""

    def decide(self, findings: Iterable[Finding], *, ran: int, loose: bool = False) -> Row:
        """The first line that any finding fits. With no rule run at all, or of loose papers, nothing is admitted."""
        standing = [finding for finding in findings if not finding.waived]
        for row in self.rows:
            if not row.otherwise and any(row.fits(finding) for finding in standing):
                return row
        if not ran:
            return NOTHING_RAN
        return NO_CASE if loose else self.rows[-1]


NOTHING_RAN = Row(
    Decision.REFER,
    "NOTHING_JUDGED",
    "没有可执行的规则,不得视为通过",
    "No rule could be judged; this is no pass",
    (),
    frozenset(),
    frozenset(),
    frozenset(),
    otherwise=True,
)


NO_CASE = replace(
    NOTHING_RAN,
    code="PAPERS_ONLY",
    title="只查了个别资料,未发现问题;不作准入判断",
    title_en="Some papers only, and nothing found in them; this says nothing of the case",
)


def read_policy(book: Path) -> Policy:
    """The book's policy.toml. Raises BookError."""
    file = book / "schemas" / "policy.toml"
    content = read_toml(file)
    check_shape(content, "policy", file)
    rows = tuple(_row(row) for row in content["decide"])
    return Policy(content["name"], Decimal(content["confidence"]), rows, frozenset(content.get("four_eyes", ())))


def _row(content: Mapping[str, Any]) -> Row:
    return Row(
        decision=Decision(content["decision"]),
        code=content["code"],
        title=content["title"],
        title_en=content["title_en"],
        families=tuple(content.get("families", ())),
        levels=frozenset(content.get("classes", ())),
        severities=frozenset(content.get("severities", ())),
        verdicts=frozenset(Verdict(verdict) for verdict in content.get("verdicts", ())),
        otherwise=content.get("otherwise", False),
    )
