"""A pipeline of our own to try the batch with: a paper's words say what working it shall do."""

import os
import shutil
import signal
import socket
import sys
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from creditfile.cli.command_line import command_line
from creditfile.model import Case, Decision, Fact, Finding, Paper, Severity, Source, Verdict
from creditfile.running.digests import file_digest

BORROWER = "甲地机械有限公司"


def run(case: Case, book: Any, on: date) -> Case:
    """Do what the papers say; what nobody says is a paper that is read."""
    del book
    sources, facts, findings = [], [Fact("party.name", BORROWER, "name")], []
    for file in sorted(case.folder.rglob("*")) if case.folder.is_dir() else [case.folder]:
        if file.is_file():
            content = file.read_bytes()
            _obey(content.decode("utf-8", "replace"))
            name = file.name if case.folder.is_file() else file.relative_to(case.folder).as_posix()
            sources.append(Source(name, file_digest(file), "text", len(content)))
            facts += _people(content.decode("utf-8", "replace"))
            if b"wrong" in content:
                message = f"《{name}》:{content.decode()}"
                findings.append(Finding("CTR-002", Severity.ERROR, Verdict.FAILS, "金额", message, subject=name))
    text = f"{case.id} {on} {[source.sha256 for source in sources]}".encode()
    decision = Decision.REFER if findings else Decision.ADMIT
    return replace(
        case,
        sources=tuple(sources),
        facts=tuple(facts),
        findings=tuple(findings),
        decision=decision,
        verdict="TRIED",
        papers=(Paper("报告.docx", "report", text, blanks=("x.y",)),),
    )


def _people(text: str) -> list[Fact]:
    return [Fact("guarantor.name", part[3:], "name") for part in text.split() if part.startswith("保证人")]


def _obey(text: str) -> None:
    word, _, rest = text.partition(" ")
    if word == "hang":
        time.sleep(1000)
    elif word == "spin":
        10**10**9
    elif word == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif word == "exit":
        os._exit(3)
    elif word == "memory":
        kept = [bytearray(1 << 26) for _ in range(10_000)]
        del kept
    elif word == "bug":
        raise ValueError(rest)
    elif word == "network":
        socket.create_connection(("127.0.0.1", 9))
    elif word == "slow":
        time.sleep(float(rest))
    elif word == "big":
        Path(rest).write_bytes(b"\0" * (600 << 20))


def other_run(case: Case, book: Any, on: date) -> Case:
    """Another pipeline that says something else."""
    return replace(run(case, book, on), decision=Decision.REFUSE, facts=(Fact("a.b", Decimal(1), "money"),))


def make_book(folder: Path) -> Path:
    """The smallest book that opens."""
    for part in ("schemas/lists", "schemas/documents", "checks", "templates"):
        (folder / part).mkdir(parents=True)
    root = Path(__file__).parent.parent.parent
    lists = "schemas/lists/line-items.csv"
    heads = (root / lists).read_text(encoding="utf-8").splitlines()[0]
    (folder / lists).write_text(heads + "\n", encoding="utf-8")
    (folder / "schemas/settings.toml").write_text("[settings]\n")
    shutil.copy(root / "schemas/policy.toml", folder / "schemas")
    return folder


def make_inbox(folder: Path, **cases: dict[str, str] | str) -> Path:
    """Folders of papers by name, or single files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, papers in cases.items():
        if isinstance(papers, str):
            (folder / name).write_text(papers, encoding="utf-8")
            continue
        (folder / name).mkdir()
        for paper, text in papers.items():
            (folder / name / paper).parent.mkdir(parents=True, exist_ok=True)
            (folder / name / paper).write_text(text, encoding="utf-8")
    return folder


def tree(out: Path) -> dict[str, bytes]:
    """All that a batch leaves behind but the ledger and the report of each run, which hold times."""
    ours = ("ledger.sqlite", ".lock", ".working", "reports")
    return {
        file.relative_to(out).as_posix(): file.read_bytes()
        for file in sorted(out.rglob("*"))
        if file.is_file() and not file.relative_to(out).parts[0].startswith(ours)
    }


if __name__ == "__main__":
    from tests.running.kit import run as travelling

    command_line(travelling, travelling, book=Path(os.environ["KIT_BOOK"]))(sys.argv[1:])
