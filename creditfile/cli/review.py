"""`creditfile review`: every doubt beside the paper it came from, as one page; `--serve` takes the answers too."""

import getpass
from datetime import date
from pathlib import Path

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import asked, book_options, both, case_of
from creditfile.errors import CaseError
from creditfile.writing import write


@click.command("review", help=both("审阅:每个疑点与其原件并排显示。", "Every doubt beside its paper."))
@click.argument("path", type=click.Path(path_type=Path), metavar="CASE")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), default=None, help=both("网页写到哪里", "The page's file")
)
@click.option(
    "--serve", is_flag=True, help=both("在本机(127.0.0.1)打开,可确认、更正、豁免", "Serve on 127.0.0.1; takes answers")
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=both("端口(0:任意空闲)", "Port (0: any free)"))
@click.option("--as", "by", default=None, metavar="NAME", help=both("经办人姓名", "Who is at the desk"))
@book_options
@click.pass_obj
def command(
    pipeline: Pipeline,
    path: Path,
    out: Path | None,
    serve: bool,
    port: int,
    by: str | None,
    book_folder: Path | None,
    on: date | None,
    lang: str,
) -> None:
    """Review one case, or serve the cases of a batch."""
    if serve:
        from creditfile.reviewing.desk import Desk
        from creditfile.reviewing.queue import queue_of
        from creditfile.reviewing.serving import serve as serve_desk

        want = asked(pipeline, book_folder, on, lang)
        desk = Desk(queue_of(path), pipeline.check, want.book, on or want.on, (by or getpass.getuser()).strip(), lang)
        serve_desk(desk, port, click.echo)
        return
    from creditfile.reviewing.matters import review_of
    from creditfile.reviewing.page import page

    want = asked(pipeline, book_folder, on, lang)
    path = _papers(path)
    case = pipeline.check(case_of((path,)), want.book, want.on)
    if not case.sources:
        raise CaseError(both("没有资料", "there are no papers"), where=str(path))
    file = out or Path(f"{case.id}.review.html")
    html = page(review_of(case, want.book, want.on), want.book, path, want.on.isoformat(), lang)
    write(file, html.encode())
    click.echo(str(file))


def _papers(path: Path) -> Path:
    """Where the papers lie: at the path itself, or where the batch took them from whose output the path is."""
    from creditfile.reviewing.queue import queue_of

    if not path.is_dir():
        return path
    queue = queue_of(path)
    if len(queue) > 1:
        raise CaseError(
            both("是批量输出,共多件", "is the output of a batch"),
            where=str(path),
            mend=both("请指明其中一件,或用 --serve", "Name one of its cases, or take --serve."),
        )
    return queue[0].papers
