"""`creditfile watch`: work what is dropped into a folder, as soon as it lies still."""

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from creditfile.cli.batch import Ways, asked, batch_options, ended_by_term, opened_ledger, work_batch, workers_of
from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import book_options, both, today
from creditfile.errors import CaseError, ExitCode
from creditfile.reporting.words import say

if TYPE_CHECKING:
    from creditfile.running.batch import Step
    from creditfile.running.watch import Drop

HELP = both(
    "看守投件文件夹:静置后即处理,处理完移入 done/,处理不了移入 failed/。",
    "Watch a drop folder: what lies still is worked, then moved to done/ or failed/.",
)


@click.command("watch", help=HELP)
@click.argument("drop", type=click.Path(path_type=Path))
@batch_options
@click.option(
    "--still",
    type=click.FloatRange(0),
    default=30.0,
    show_default=True,
    help=both("静置多少秒视为投放完毕", "Seconds without a change until it is whole"),
)
@click.option("--once", is_flag=True, help=both("处理完现有的就结束", "End when what is there is worked"))
@book_options
@click.pass_obj
def command(
    pipeline: Pipeline,
    /,
    drop: Path,
    still: float,
    once: bool,
    book_folder: Path | None,
    on: date | None,
    lang: str,
    jobs: int | None,
    **ways: Any,
) -> None:
    """Watch until ended."""
    from creditfile.running.watch import Drop, watching

    if not drop.is_dir():
        raise CaseError(both("不是文件夹", "is no folder"), where=str(drop))
    book = (book_folder or pipeline.book).resolve()
    chosen = Ways(jobs=workers_of(jobs), book=book, on=on or today(), language=lang, **ways)
    folder = Drop(drop.resolve(), still)
    try:
        with ended_by_term(), watching(folder.folder):
            _watch(pipeline, folder, chosen, on, once=once)
    except KeyboardInterrupt:
        click.echo(say("No longer watching.", lang), err=True)
        raise SystemExit(int(ExitCode.OK)) from None


def _watch(pipeline: Pipeline, drop: "Drop", ways: Ways, on: date | None, *, once: bool) -> None:
    """A batch for whatever lies still; each day by its own law."""
    from dataclasses import replace

    while True:
        names = drop.still()
        if names:
            _work(pipeline, drop, names, replace(ways, on=on or today()))
        elif once and not drop.seen:
            return
        time.sleep(min(1.0, max(0.05, drop.still_s / 4)))


def _work(pipeline: Pipeline, drop: "Drop", names: list[str], ways: Ways) -> None:
    from dataclasses import replace

    steps: list[Step] = []
    with opened_ledger(ways) as ledger:
        wanted = replace(asked(drop.folder, ways), names=names)
        work_batch(pipeline, wanted, ways, ledger, steps.append)
    for step in steps:
        moved = drop.move(step, step.case)
        if moved:
            click.echo(f"  → {moved.parent.name}/{moved.name}")
