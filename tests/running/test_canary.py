"""Special background that no decision needs is neither read, recorded nor printed, wherever a paper states it."""

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from creditfile.cli.fill import write_case
from creditfile.recording.ledger import Ledger
from creditfile.recording.masking import is_organisation
from creditfile.running.batch import Asked, Batch, ledger_url
from creditfile.running.bounds import DEFAULT
from creditfile.running.morning import write_reports
from creditfile.running.runners import runner_of
from pipeline import run

CANARIES = {
    "民族": "赫哲族",
    "政治面貌": "致公党党员",
    "宗教信仰": "拜火教",
    "籍贯": "黑龙江省抚远县",
    "出生地": "抚远县通江乡",
    "健康状况": "慢性肾炎",
    "个人爱好": "冬泳",
    "子女就读学校": "通江小学",
    "微信好友": "wx_tongjiang",
}
"""What a paper may state of a person (domain: default off), and a value that stands nowhere else."""


def papers_with_canaries(folder: Path) -> None:
    """The household register, the application and the investigator's notes state all of it, in lines and in a table."""
    titles = {"household-2": "居民户口簿 常住人口登记卡", "notes": "贷前调查访谈记录", "application-2": "借款申请书"}
    for name, title in titles.items():
        document = Document()
        document.add_paragraph(title)
        for label, value in CANARIES.items():
            document.add_paragraph(f"{label}:{value}")
        table = document.add_table(rows=len(CANARIES), cols=2)
        for row, (label, value) in zip(table.rows, CANARIES.items(), strict=True):
            row.cells[0].text, row.cells[1].text = label, value
        document.save(str(folder / f"{name}.docx"))


@pytest.fixture(scope="module")
def out(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A batch over the farmer's sample with those papers beside it, by the project's own book, and its reports."""
    folder = tmp_path_factory.mktemp("canary")
    shutil.copytree(root / "samples" / "farmer", folder / "inbox" / "案")
    papers_with_canaries(folder / "inbox" / "案")
    out = folder / "out"
    out.mkdir()
    with closing(Ledger(ledger_url(out, None))) as ledger:
        batch = Batch(Asked(folder / "inbox", out, root, date(2026, 6, 30)), ledger, run, write_case)
        batch.go(runner_of("", run, write_case, workers=0, limits=DEFAULT), lambda _: None)
        write_reports(ledger, batch.number, out)
    assert (out / "案" / "case.json").is_file(), (out / "quarantine" / "案.json").read_text()
    return out


def test_no_canary_comes_out_anywhere(out: Path) -> None:
    told = {label: [name for name, text in all_texts(out) if value in text] for label, value in CANARIES.items()}

    assert {label: [] for label in CANARIES} == told
    assert {"household-2.docx", "notes.docx", "application-2.docx"} <= {
        source["path"] for source in json.loads((out / "案" / "case.json").read_text())["sources"]
    }


def test_ledger_and_reports_show_no_persons_number_or_name(out: Path) -> None:
    facts = json.loads((out / "案" / "case.json").read_text())["facts"]
    personal = {
        str(fact["value"])
        for fact in facts
        if fact["type"] in ("id_number", "phone", "bank_card")
        or (fact["type"] == "name" and fact["value"] and not is_organisation(fact["value"]))
    }
    assert len(personal) > 3

    kept = [(name, text) for name, text in all_texts(out) if not name.startswith("案/")]

    assert [] == [(name, value) for name, text in kept for value in personal if value in text]
    assert {"ledger.sqlite", "batch.jsonl", "reports/run-000001.html"} <= {name for name, _ in kept}


def all_texts(out: Path) -> list[tuple[str, str]]:
    """The words of every file that a batch leaves behind, of every part of its documents, and of the ledger."""
    found = []
    for file in sorted(path for path in out.rglob("*") if path.is_file()):
        name = file.relative_to(out).as_posix()
        if file.suffix in (".docx", ".xlsx"):
            with zipfile.ZipFile(file) as parts:
                found += [(f"{name}/{n}", parts.read(n).decode("utf-8", "replace")) for n in parts.namelist()]
        elif file.suffix == ".sqlite":
            with closing(sqlite3.connect(file)) as database:
                found.append((name, "\n".join(database.iterdump())))
        else:
            found.append((name, file.read_text(encoding="utf-8")))
    assert len(found) > 10
    return found
