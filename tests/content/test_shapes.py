"""A content file that is not of its shape is told at the line, with what is wanted there."""

from pathlib import Path

import pytest

from creditfile.book import read_lists
from creditfile.content import check_shape, read_toml
from creditfile.errors import BookError, ShapeError

RULE = """code = "CTR-902"
title = "合同金额"
severity = "error"
basis = ["试行办法"]
since = 2024-07-01
expect = "contract.amount > 0"
message = "金额"
mend = "改正"

[[examples]]
facts = { "contract.amount" = 1.00 }
answer = "holds"

[[examples]]
facts = { "contract.amount" = 0.00 }
answer = "fails"
"""


def told(tmp_path: Path, before: str, after: str) -> str:
    file = tmp_path / "CTR-902-trial.toml"
    file.write_text(RULE.replace(before, after), encoding="utf-8")
    with pytest.raises(ShapeError) as error:
        check_shape(read_toml(file), "rule", file)
    return str(error.value).removeprefix(f"{tmp_path}/")


@pytest.mark.parametrize(
    ("before", "after", "line", "mend"),
    [
        ("mend =", "mendd =", 8, "did you mean `mend`?"),
        ("severity = \"error\"", "severity = \"critical\"", 3, "known are error, note, warning"),
        ("since = 2024-07-01", "since = \"2024年7月1日\"", 5, "a date without quotation marks"),
        ("since = 2024-07-01", "since = 2024-07-01T00:00:00", 5, "a date without quotation marks"),
        ("answer = \"holds\"", "answer = \"hold\"", 12, "did you mean `holds`?"),
    ],
)
def test_what_a_rule_cannot_say_is_told_at_its_line(
    tmp_path: Path, before: str, after: str, line: int, mend: str
) -> None:
    said = told(tmp_path, before, after)

    assert said.startswith(f"CTR-902-trial.toml:{line}: ")
    assert mend in said


def test_a_shape_is_the_same_with_its_parts_spelt_out(root: Path) -> None:
    file = root / "schemas" / "documents" / "business_licence.toml"
    content = read_toml(file)
    check_shape(content, "document", file)
    content["fields"]["name"]["find"] = [{"befor": ["名称"]}]

    with pytest.raises(ShapeError, match=r"befor"):
        check_shape(content, "document", file)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2019/9/20,4.2,4.85", "3: date: '2019/9/20' is no day. Write it as 2025-01-31."),
        ("2019-09-20,4.2O,4.85", "3: one_year: '4.2O' is no number. Write digits, as 3.85."),
        ("2019-09-20,4.2", "3: has more or fewer cells than the head line. Quote cells with commas."),
    ],
)
def test_a_list_that_the_language_counts_on_is_told_at_its_line(tmp_path: Path, row: str, said: str) -> None:
    lists = tmp_path / "schemas" / "lists"
    lists.mkdir(parents=True)
    (lists / "lpr.csv").write_text(f"date,one_year,five_years\n2019-08-20,4.25,4.85\n{row}\n", encoding="utf-8")

    with pytest.raises(BookError) as error:
        read_lists(tmp_path)

    assert f"{lists}/lpr.csv:{said}" == str(error.value)


def test_a_list_without_a_column_that_the_language_counts_on_is_told(tmp_path: Path) -> None:
    lists = tmp_path / "schemas" / "lists"
    lists.mkdir(parents=True)
    (lists / "lpr.csv").write_text("date,1y,5y\n2019-08-20,4.25,4.85\n", encoding="utf-8")

    with pytest.raises(BookError, match=r"lpr.csv:1: has no column one_year, five_years"):
        read_lists(tmp_path)
