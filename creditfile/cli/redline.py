"""`creditfile redline`: what changed between two versions of a filled document, as facts and as words."""

from pathlib import Path

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import both, language_option, write_report
from creditfile.errors import CaseError, ExitCode


@click.command("redline", help=both("比较一份文书的两个版本。", "What two versions of a document differ in."))
@click.argument("old", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("new", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "docx"]), default="text")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), default=None,
    help=both("写入文件(docx 必须)", "To this file (needed for docx)"),
)
@language_option
@click.pass_obj
def command(pipeline: Pipeline, old: Path, new: Path, form: str, output: Path | None, lang: str) -> None:
    """Compare two versions."""
    from creditfile.filling.redline import REPORTS, comparison, redline

    for file in (old, new):
        if not file.is_file():
            raise CaseError(both("没有这个文件", "there is no such file"), where=str(file))
    if form == "docx" and output is None:
        raise CaseError(
            both("Word 对照表要写入文件", "a Word comparison goes into a file"),
            mend=both("加上 --output 对照表.docx", "Add --output comparison.docx."),
        )
    changes = redline(old.read_bytes(), new.read_bytes())
    if output is not None and form == "docx":
        from creditfile.writing import write

        template = pipeline.book / "templates" / "redline" / "template.docx"
        write(output, comparison(changes, old, new, template))
    else:
        write_report(REPORTS[form](changes, old, new, lang) + "\n", output)
    raise SystemExit(int(ExitCode.FINDINGS if changes else ExitCode.OK))
