"""`creditfile prospects`: lists of prospects joined, checked, scored; a workbook, and briefs for the first calls."""

from datetime import date
from pathlib import Path

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import asked, book_options, both
from creditfile.errors import ExitCode
from creditfile.writing import write


@click.command("prospects", help=both("潜在客户名单:去重、核对、评分、提纲。", "Lists of prospects."))
@click.argument("lists", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="LIST…")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help=both("输出文件夹", "Where to")
)
@click.option(
    "--clients",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help=both("现有客户的结果或档案,取其流水往来", "Finished cases of our clients"),
)
@click.option(
    "--briefs", "count", type=click.IntRange(min=0), default=20, help=both("出具几份拜访提纲", "How many briefs")
)
@book_options
@click.pass_obj
def command(
    pipeline: Pipeline,
    lists: tuple[Path, ...],
    out: Path,
    clients: tuple[Path, ...],
    count: int,
    book_folder: Path | None,
    on: date | None,
    lang: str,
) -> None:
    """Work lists."""
    from creditfile.prospecting import leads
    from creditfile.prospecting.briefs import briefs
    from creditfile.prospecting.lists import rows_of
    from creditfile.prospecting.prospects import Scorer, ordered, sheets
    from creditfile.reporting.plain_xlsx import plain_workbook
    from creditfile.reporting.words import say
    from creditfile.running.flips import finished

    if not lists and not clients:
        raise click.UsageError(both("请给出名单,或用 --clients 给出现有客户", "give lists, or --clients"))
    want = asked(pipeline, book_folder, on, lang)
    kind = want.book.documents.type_of("prospect_list")
    assert kind is not None, "the book's own list of prospects"
    known = list(finished(clients)) if clients else []
    rows = [row for file in lists for row in rows_of(file, kind)]
    rows += [row for case in known for row in leads.counterparties(case)]
    joined = leads.joined(rows, kind, want.book.rules.lists.get("prospect-origins", ()))
    scorer = Scorer(want.book, want.on)
    free, barred = ordered([scorer.prospect(lead) for lead in joined], leads.clients(known))
    write(out / "prospects.xlsx", plain_workbook(sheets(free, barred, scorer)))
    for paper in briefs(free[:count], want.book.templates):
        write(out / "briefs" / paper.name, paper.content)
    click.echo(
        say(
            "{rows} rows · {leads} prospects · {free} to call on, {barred} barred",
            lang,
            rows=len(rows),
            leads=len(joined),
            free=len(free),
            barred=len(barred),
        )
    )
    click.echo(str(out / "prospects.xlsx"))
    raise SystemExit(int(ExitCode.FINDINGS if barred else ExitCode.OK))
