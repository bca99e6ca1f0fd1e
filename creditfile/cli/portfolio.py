"""`creditfile portfolio`: all archives as one page and one workbook."""

from datetime import date
from pathlib import Path

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import asked, book_options, both
from creditfile.writing import write


@click.command("portfolio", help=both("客户组合:分层、价值、到期、例外。", "All archives as one page."))
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help=both("输出文件夹", "Where to")
)
@book_options
@click.pass_obj
def command(
    pipeline: Pipeline, folders: tuple[Path, ...], out: Path, book_folder: Path | None, on: date | None, lang: str
) -> None:
    """Write the portfolio."""
    from creditfile.following.archive import Archive, archives_below
    from creditfile.following.portfolio import portfolio
    from creditfile.reporting.plain_xlsx import plain_workbook
    from creditfile.reporting.portfolio import page, sheets

    want = asked(pipeline, book_folder, on, lang)
    cases = [case for folder in archives_below(folders) if (case := Archive(folder).last)]
    found = portfolio(cases, want.book, want.on)
    write(out / "portfolio.html", page(found, want.book.rules.titles, lang).encode())
    write(out / "portfolio.xlsx", plain_workbook(sheets(found, want.book.rules.titles)))
    click.echo(f"{out / 'portfolio.html'}\n{out / 'portfolio.xlsx'}")
