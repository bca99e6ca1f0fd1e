"""`creditfile check`: read, judge, and say what was found and why."""

import sys
from datetime import date
from pathlib import Path

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import asked, book_options, both, case_of, exit_code, report_options, write_report


@click.command("check", help=both("读取、核对并给出结论与理由。PATH 是文件夹或文件。", "Read, judge, and say why."))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@book_options
@report_options
@click.option(
    "-v", "--verbose", is_flag=True, help=both("“无法判断”也列出依据与处理", "Details of what cannot be told too")
)
@click.pass_obj
def command(
    pipeline: Pipeline,
    paths: tuple[Path, ...],
    book_folder: Path | None,
    on: date | None,
    lang: str,
    form: str,
    output: Path | None,
    fail_on: str,
    quiet: bool,
    verbose: bool,
) -> None:
    """Check one case."""
    del quiet
    from creditfile.reporting.reports import REPORTS
    from creditfile.reporting.text import report as text_report

    want = asked(pipeline, book_folder, on, lang)
    case = pipeline.check(case_of(paths), want.book, want.on)
    if form == "text":
        colour = output is None and sys.stdout.isatty()
        write_report(text_report(case, lang, color=colour, verbose=verbose), output)
    elif form in ("html", "graph"):
        titles = {kind.name: kind.title if lang == "zh" else kind.title_en for kind in want.book.documents.types}
        write_report(REPORTS[form](case, lang, titles), output)
    else:
        write_report(REPORTS[form](case, lang), output)
    raise SystemExit(int(exit_code(case, fail_on)))
