"""`creditfile batch`: work every case of a folder; one line a case, counts at the end, nothing lost."""

import os
import shlex
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import Day, book_options, both, today
from creditfile.errors import CaseError, ExitCode
from creditfile.reporting.reasons import in_words
from creditfile.reporting.words import say

if TYPE_CHECKING:
    from creditfile.recording.ledger import Ledger
    from creditfile.running.batch import Asked, Batch, Step

SHANGHAI = timezone(timedelta(hours=8))
"""Where a day begins, for --since."""
MOST_CODES = 6
"""So many codes are named on a case's line."""


def batch_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--out, --jobs, limits, --on, --ledger, --retry: what `batch` and `watch` share."""
    for option in (
        click.option("--retry", is_flag=True, help=both("隔离件即使未变化也重做", "Work quarantined cases again")),
        click.option(
            "--ledger",
            "ledger_url",
            envvar="CREDITFILE_LEDGER",
            default=None,
            metavar="URL",
            help=both("台账(默认 OUT/ledger.sqlite)", "Ledger (OUT/ledger.sqlite)"),
        ),
        click.option(
            "--on",
            "where",
            default="",
            metavar="tcp://HOST:PORT",
            help=both("在 Dask 集群上处理", "Work on a Dask cluster"),
        ),
        click.option(
            "--limit-size",
            type=click.IntRange(1),
            default=2048,
            show_default=True,
            help=both("每件资料(含解压后)最多兆字节", "MB of a case's papers, unpacked"),
        ),
        click.option(
            "--limit-memory",
            type=click.IntRange(512),
            default=4096,
            show_default=True,
            help=both("每件最多兆字节内存", "MB of memory a case"),
        ),
        click.option(
            "--limit-time",
            type=click.IntRange(1),
            default=300,
            show_default=True,
            help=both("每件最长秒数", "Seconds a case"),
        ),
        click.option(
            "--jobs",
            type=click.IntRange(0),
            default=None,
            help=both("同时处理几件(0:在本进程内,供调试)", "How many at once (0: in this process, for a debugger)"),
        ),
        click.option(
            "--out",
            type=click.Path(path_type=Path, file_okay=False),
            required=True,
            help=both("输出文件夹", "Where to"),
        ),
    ):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Ways:
    """How a batch is worked, as plain values."""

    out: Path
    jobs: int
    limit_time: int
    limit_memory: int
    limit_size: int
    where: str
    ledger_url: str | None
    retry: bool
    book: Path
    on: date
    language: str


HELP = both("批量处理文件夹中的全部业务件;子文件夹、文件、zip 各为一件。", "Work every case of a folder.")


@click.command("batch", help=HELP)
@click.argument("inbox", type=click.Path(path_type=Path))
@batch_options
@click.option("--since", type=Day(), default=None, help=both("只做该日起有变动的", "Only cases changed since that day"))
@click.option(
    "--only", default="", metavar="CODE", help=both("只做上次有该规则发现的(可用 *)", "Only cases with that finding")
)
@click.option("--resume", is_flag=True, help=both("接着做上次中断的", "Go on with what was broken off"))
@book_options
@click.pass_obj
def command(
    pipeline: Pipeline,
    /,
    inbox: Path,
    since: date | None,
    only: str,
    resume: bool,
    book_folder: Path | None,
    on: date | None,
    lang: str,
    jobs: int | None,
    **ways: Any,
) -> None:
    """Work a batch."""
    from dataclasses import replace

    book = (book_folder or pipeline.book).resolve()
    chosen = Ways(jobs=workers_of(jobs), book=book, on=on or today(), language=lang, **ways)
    if not inbox.is_dir():
        raise CaseError(both("不是文件夹", "is no folder"), where=str(inbox))
    moment = datetime(since.year, since.month, since.day, tzinfo=SHANGHAI).timestamp() if since else None
    wanted = replace(asked(inbox, chosen), since=moment, only=only, resume=resume)
    with opened_ledger(chosen) as ledger, ended_by_term():
        faulty = work_batch(pipeline, wanted, chosen, ledger)
    raise SystemExit(int(ExitCode.FINDINGS if faulty else ExitCode.OK))


def workers_of(jobs: int | None) -> int:
    """As many as asked for; else one for each processor that is ours."""
    return len(os.sched_getaffinity(0)) if jobs is None else jobs


def asked(inbox: Path, ways: Ways) -> "Asked":
    """The batch as plain values."""
    from creditfile.running.batch import Asked
    from creditfile.running.bounds import Limits

    limits = Limits(ways.limit_time, ways.limit_memory, ways.limit_size)
    options = {"jobs": ways.jobs, "on": ways.where}
    return Asked(inbox.resolve(), ways.out.resolve(), ways.book, ways.on, limits, retry=ways.retry, options=options)


@contextmanager
def opened_ledger(ways: Ways) -> "Iterator[Ledger]":
    """The ledger that was asked for; else the one in the output folder."""
    from creditfile.recording.ledger import Ledger
    from creditfile.running.batch import ledger_url

    out = ways.out.resolve()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CaseError(f"cannot be made ({error.strerror})", where=str(out)) from error
    ledger = Ledger(ledger_url(out, ways.ledger_url))
    try:
        yield ledger
    finally:
        ledger.close()


@contextmanager
def ended_by_term() -> Iterator[None]:
    """Whoever ends us politely (systemd, kill) is heard as Ctrl-C is."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def work_batch(
    pipeline: Pipeline,
    wanted: "Asked",
    ways: Ways,
    ledger: "Ledger",
    tell_too: Callable[["Step"], None] = lambda _: None,
) -> int:
    """Work it, tell each case, and count those with an error or without a result; Ctrl-C says how to go on."""
    from creditfile.book import open_book
    from creditfile.cli.fill import write_case
    from creditfile.cli.progress import Progress
    from creditfile.running.batch import Batch
    from creditfile.running.runners import runner_of

    open_book(wanted.book)
    batch = Batch(wanted, ledger, pipeline.run, write_case)
    progress, counts = Progress(ways.language), Counter[str]()
    runner = runner_of(ways.where, pipeline.run, write_case, workers=ways.jobs, limits=wanted.limits)

    def tell(step: "Step") -> None:
        word = _word(step)
        counts[word] += 1
        progress.clear()
        click.echo(_line(step, ways.language))
        tell_too(step)
        progress.add(word, worked=step.done is not None, total=batch.total, behind=batch.behind)

    try:
        batch.go(runner, tell)
    except KeyboardInterrupt:
        progress.clear()
        click.echo(_broken_off(batch, wanted, ways), err=True)
        raise
    progress.clear()
    _conclude(batch, counts, ways)
    return batch.faulty


def _word(step: "Step") -> str:
    """What a case counts as."""
    if step.done is None:
        return "unchanged"
    return "quarantined" if step.done.trouble else step.entry.decision or "none"


def _line(step: "Step", language: str) -> str:
    """A case on one line; why it was worked, unless it is new."""
    entry = step.entry
    if step.done is None:
        return f"{entry.name}  {say('unchanged', language)} (#{entry.worked_in})"
    because = "" if entry.reason == "new" else f"  [{in_words(entry.reason, language)}]"
    if step.done.trouble:
        return f"{entry.name}  {say('quarantined', language)}: {entry.trouble_code} {entry.trouble}{because}"
    codes = Counter(finding.code for finding in entry.findings)
    listed = [f"{code}×{count}" if count > 1 else code for code, count in codes.items()]
    more = f" … {len(listed)}" if len(listed) > MOST_CODES else ""
    shown = ", ".join(listed[:MOST_CODES]) + more
    return f"{entry.name}  {say(entry.decision, language)} ({entry.verdict})  {shown}{because}"


def _conclude(batch: "Batch", counts: Mapping[str, int], ways: Ways) -> None:
    from creditfile.recording.searching import seal_of_chain
    from creditfile.running.morning import write_reports

    language = ways.language
    reports = write_reports(batch.ledger, batch.number, batch.asked.out, language)
    parts = [f"{say(word, language)} {count}" for word, count in sorted(counts.items())]
    if batch.behind:
        parts.append(f"{say('done before', language)} {batch.behind}")
    if batch.passed_over:
        parts.append(f"{say('not asked for', language)} {batch.passed_over}")
    head = say("run {run}: {total} cases", language, run=batch.number, total=batch.total)
    click.echo(f"{head} · {', '.join(parts)}")
    click.echo(f"{say('seal', language)} {seal_of_chain(batch.ledger)}")
    for file in reports:
        click.echo(str(file))


def _broken_off(batch: "Batch", wanted: "Asked", ways: Ways) -> str:
    words = ["creditfile", "batch", str(wanted.inbox), "--out", str(wanted.out), "--resume"]
    if ways.ledger_url and not os.environ.get("CREDITFILE_LEDGER"):
        words += ["--ledger", ways.ledger_url]
    if ways.where:
        words += ["--on", ways.where]
    told = say("Broken off. What is done is kept; to go on:", ways.language)
    return f"{told}\n  {shlex.join(words)}"
