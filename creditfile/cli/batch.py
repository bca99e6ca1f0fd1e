"""`creditfile batch`: work every case of a folder; one line a case, counts at the end, nothing lost."""

import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import book_options, both, today
from creditfile.cli.writing import write
from creditfile.errors import CaseError, ExitCode
from creditfile.reporting.words import say


@click.command("batch", help=both("批量处理文件夹中的全部业务件。", "Work every case of a folder."))
@click.argument("inbox", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help=both("输出文件夹", "Where to"))
@click.option("--jobs", type=click.IntRange(1), default=None, help=both("同时处理几件", "How many at once"))
@click.option("--limit-time", type=click.IntRange(1), default=300, show_default=True, help=both("每件最长秒数", "Seconds a case"))
@click.option("--limit-memory", type=click.IntRange(256), default=4096, show_default=True, help=both("每件最多兆字节", "MB a case"))
@book_options
@click.pass_obj
def command(
    pipeline: Pipeline, inbox: Path, out: Path, jobs: int | None, limit_time: int, limit_memory: int,
    book_folder: Path | None, on: date | None, lang: str,
) -> None:
    """Work a batch."""
    from creditfile.book import open_book
    from creditfile.cli.fill import write_case
    from creditfile.running.local import run_all
    from creditfile.running.work import Done, Job

    if not inbox.is_dir():
        raise CaseError(both("不是文件夹", "is no folder"), where=str(inbox))
    folder = (book_folder or pipeline.book).resolve()
    open_book(folder)
    cases = sorted(path for path in inbox.iterdir() if not path.name.startswith("."))
    work = [Job(path.resolve(), path.name, out.resolve(), folder, on or today()) for path in cases]
    results: list[Done] = []
    bar = click.progressbar(length=len(work), label=say("cases", lang), file=sys.stderr, hidden=not sys.stderr.isatty())
    with bar:
        for done in run_all(
            work, pipeline.run, write_case, workers=jobs or os.cpu_count() or 1, seconds=limit_time,
            memory_mb=limit_memory,
        ):
            results.append(done)
            click.echo(_line(done, lang))
            bar.update(1)
    _record(results, out)
    click.echo(_counts(results, len(work), lang))
    failed = any(done.trouble for done in results)
    raise SystemExit(int(ExitCode.FINDINGS if failed or any(done.errors for done in results) else ExitCode.OK))


def _line(done: object, language: str) -> str:
    from creditfile.running.work import Done

    assert isinstance(done, Done)
    if done.trouble:
        return f"{done.id}  {say('not worked', language)}: {done.trouble}"
    codes = Counter(done.codes)
    listed = ", ".join(f"{code}×{count}" if count > 1 else code for code, count in list(codes.items())[:6])
    more = f" … {len(codes)}" if len(codes) > 6 else ""
    return f"{done.id}  {say(done.decision, language)} ({done.verdict})  {listed}{more}"


def _record(results: Sequence[object], out: Path) -> None:
    """batch.json beside the cases: every case once, whatever became of it."""
    from dataclasses import asdict

    rows = sorted((asdict(done) for done in results), key=lambda row: str(row["id"]))  # type: ignore[call-overload]
    write(out / "batch.json", (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode())


def _counts(results: Sequence[object], total: int, language: str) -> str:
    decisions = Counter(
        say("not worked", language) if done.trouble else say(done.decision, language)  # type: ignore[attr-defined]
        for done in results
    )
    return f"{total} {say('cases', language)}: " + ", ".join(f"{count} {name}" for name, count in sorted(decisions.items()))
