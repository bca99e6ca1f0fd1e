"""`creditfile fill`: check, then write the Word documents and case.json."""

from datetime import date
from pathlib import Path

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import asked, book_options, both, case_of, exit_code, report_options, write_report
from creditfile.model import Case
from creditfile.model.record import to_json
from creditfile.reporting.words import say
from creditfile.writing import write


@click.command("fill", help=both("核对并生成 Word 文书。", "Check, then write the Word documents."))
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help=both("输出文件夹", "Where to")
)
@click.option(
    "--evidence",
    type=click.Choice(["none", "comments", "notes"]),
    default="none",
    help=both("数字的出处:不附、批注、脚注", "Where figures come from: nothing, comments, notes"),
)
@click.option(
    "--pdf", "as_pdf", is_flag=True, help=both("另存 PDF(需要 LibreOffice)", "As PDF too (needs LibreOffice)")
)
@book_options
@report_options
@click.pass_obj
def command(
    pipeline: Pipeline,
    path: Path,
    out: Path,
    evidence: str,
    as_pdf: bool,
    book_folder: Path | None,
    on: date | None,
    lang: str,
    form: str,
    output: Path | None,
    fail_on: str,
    quiet: bool,
) -> None:
    """Fill one case's documents."""
    from creditfile.reporting.reports import REPORTS

    want = asked(pipeline, book_folder, on, lang)
    if evidence == "none":
        case = pipeline.run(case_of((path,)), want.book, want.on)
    else:
        from creditfile.stages import fill

        case = fill(pipeline.check(case_of((path,)), want.book, want.on), want.book.templates, evidence=evidence)
    files = write_case(case, out / case.id)
    write_report(REPORTS[form](case, lang), output)
    if not quiet:
        for file, paper in zip(files, case.papers, strict=False):
            blanks = say("{count} to be filled in", lang, count=len(paper.blanks))
            click.echo(f"{file}  {blanks}", err=form != "text")
    if as_pdf:
        from creditfile.filling.pdf import to_pdf

        for file in to_pdf(files[: len(case.papers)], out / case.id):
            click.echo(file, err=form != "text")
    raise SystemExit(int(exit_code(case, fail_on)))


def write_case(case: Case, folder: Path) -> list[Path]:
    """The documents and case.json of one case, each whole or not at all; case.json last, the sign that it is done."""
    files = []
    for paper in case.papers:
        write(folder / paper.name, paper.content)
        files.append(folder / paper.name)
    write(folder / "case.json", to_json(case).encode())
    return files
