"""What somebody allows is not told; an allowance that allows nothing is."""

from datetime import date
from pathlib import Path

import pytest

from creditfile.errors import BookError
from creditfile.linting.allowances import baseline_of, read_allowances, without_allowed, without_known
from creditfile.linting.complaints import Complaint
from creditfile.linting.spots import Spot

ON = date(2026, 6, 30)
FOUND = [
    Complaint("templates/a/template.docx", 1, "LNT-224", "不得写“待定”", "may not", spot=Spot("p", 1, words="待定事")),
    Complaint("templates/b/template.docx", 1, "LNT-224", "不得写“TODO”", "may not"),
]


def allowed(folder: Path, text: str) -> list[tuple[str, int]]:
    (folder / "lint.toml").write_text(text, encoding="utf-8")
    left = without_allowed(FOUND, read_allowances(folder), ON, whole=True)
    return [(complaint.code, complaint.line) for complaint in left]


def test_what_is_allowed_with_a_reason_is_not_told(tmp_path: Path) -> None:
    text = '[[allow]]\ncode = "LNT-224"\nfile = "templates/a/*"\nwords = "待定"\nreason = "经法务确认"\n'

    assert [("LNT-224", 1)] == allowed(tmp_path, text)


def test_an_allowance_without_use_is_told_on_its_line(tmp_path: Path) -> None:
    text = '# 抑制\n[[allow]]\ncode = "LNT-218"\nreason = "经法务确认"\n'

    assert [("LNT-224", 1), ("LNT-224", 1), ("LNT-901", 2)] == allowed(tmp_path, text)


def test_an_allowance_ends_on_its_day(tmp_path: Path) -> None:
    text = '[[allow]]\ncode = "LNT-224"\nreason = "经法务确认"\nuntil = 2026-06-29\n'

    assert [("LNT-224", 1), ("LNT-224", 1), ("LNT-901", 1)] == allowed(tmp_path, text)


def test_an_allowance_needs_a_reason(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="reason"):
        allowed(tmp_path, '[[allow]]\ncode = "LNT-224"\n')


def test_a_baseline_keeps_what_there_was_and_tells_what_is_new(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(baseline_of([FOUND[0], FOUND[0]]), encoding="utf-8")

    left, gone = without_known([*FOUND], file)

    assert ([FOUND[1]], 1) == (list(left), gone)


def test_what_is_no_baseline_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text("[]", encoding="utf-8")

    with pytest.raises(BookError, match="no baseline"):
        without_known(FOUND, tmp_path / "b.json")
