"""Reads the catalogue of coverage and writes it as a page: python -m tests.coverage.catalogue."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "coverage.md"
COUNT = 162
GROUPS = {
    1: "Customer data, relationship, segmentation · 客户资料、关系与分层",
    33: "Needs, timing, visits, solution · 需求、时机、拜访与方案",
    81: "Acquisition and marketing compliance · 获客与营销合规",
    90: "Admission, prohibition, prudence · 准入、禁入、审慎",
    105: "Investigation, analysis, report · 贷前调查、分析与报告",
    138: "Contracts, disbursement, archive, after the loan · 合同、放款、档案与贷后",
}
"""By the number of its first row."""
MARKS = {"derived": "derived · 推导", "regulation": "from regulation · 依法规", "bank": "left to the bank · 本行定"}


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement."""

    number: int
    """1 to 162."""
    says: str
    """What it asks, in the project's own words."""
    carried_by: tuple[str, ...]
    """What carries it: a file of the repository, a rule or duty code, a figure's or field's address, a verb."""
    tests: tuple[str, ...]
    """`tests/file.py::test_name`, each."""
    mark: str = ""
    """For rows that the source leaves open: derived, regulation or bank."""


def rows() -> tuple[Row, ...]:
    """All rows of the catalogue's files, by number. Raises ValueError for a row that is there twice."""
    found: dict[int, Row] = {}
    for file in sorted(Path(__file__).parent.glob("rows*.toml")):
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["rows"]:
            row = _row(entry)
            if row.number in found:
                raise ValueError(f"B{row.number} is there twice: {file.name}")
            found[row.number] = row
    return tuple(found[number] for number in sorted(found))


def _row(entry: Mapping[str, object]) -> Row:
    def many(key: str) -> tuple[str, ...]:
        value = entry[key]
        return tuple(map(str, value)) if isinstance(value, list) else (str(value),)

    number = int(str(entry["row"]).removeprefix("B"))
    return Row(number, str(entry["says"]), many("carried_by"), many("test"), str(entry.get("mark", "")))


def page() -> str:
    """The catalogue as Markdown."""
    known = rows()
    lines = [
        "# Coverage · 覆盖",
        "",
        f"{len(known)} of {COUNT} requirements of the source documents, what carries each, and its test.",
        "Written by `python -m tests.coverage.catalogue`; a row without either fails a test.",
    ]
    for row in known:
        if row.number in GROUPS:
            head = ["| # | what it asks | carried by | proved by |", "| --- | --- | --- | --- |"]
            lines += ["", f"## {GROUPS[row.number]}", "", *head]
        mark = f" ⚠ {MARKS[row.mark]}" if row.mark else ""
        by = "<br>".join(f"`{name}`" for name in row.carried_by)
        tests = "<br>".join(f"`{re.sub('^tests/', '', test)}`" for test in row.tests)
        lines.append(f"| B{row.number} | {row.says}{mark} | {by} | {tests} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
