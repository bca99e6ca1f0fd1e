"""`creditfile export`: the survey form of a filled case as a record for the bank's own system."""

import json
from pathlib import Path

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import both, language_option, write_report
from creditfile.errors import CaseError, ExitCode


@click.command("export", help=both("贷款调查表的导入记录。", "The survey form as a record for import."))
@click.argument("case_path", metavar="CASE", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["json", "csv", "xlsx", "schema"]), default="json",
    help=both("格式;schema 为记录的 JSON Schema", "The form; schema is the record's JSON Schema"),
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), default=None)
@click.option("--book", "book_folder", type=click.Path(path_type=Path, file_okay=False), default=None)
@language_option
@click.pass_obj
def command(
    pipeline: Pipeline, case_path: Path, form: str, output: Path | None, book_folder: Path | None, lang: str
) -> None:
    """Export one case: its case.json, or the folder in which `fill` wrote it."""
    from creditfile.book import open_book
    from creditfile.filling.record import FORMS, read_record_book, record, schema_of
    from creditfile.model.record import from_json
    from creditfile.writing import write

    book = open_book((book_folder or pipeline.book).resolve())
    fields = read_record_book(book.folder)
    if form == "schema":
        write_report(json.dumps(schema_of(fields), ensure_ascii=False, indent=1) + "\n", output)
        return
    file = case_path / "case.json" if case_path.is_dir() else case_path
    if not file.is_file():
        raise CaseError(
            both("没有这个文件", "there is no such file"), where=str(file),
            mend=both("先用 creditfile fill 生成文书", "Run `creditfile fill` first."),
        )
    made = record(from_json(file.read_text(encoding="utf-8"), file.parent), fields, book.templates)
    content = FORMS[form](made, fields)
    if output is not None:
        write(output, content)
    elif form == "xlsx":
        raise CaseError(
            both("XLSX 要写入文件", "a workbook goes into a file"), mend=both("加上 --output", "Add --output.")
        )
    else:
        write_report(content.decode("utf-8-sig"), None)
    if not made.complete:
        lacking = [field.id for field in fields.fields if field.required and field.id in made.missing]
        wanted = "、".join(made.missing[name] for name in lacking)
        click.echo(both(f"记录不完整,缺少:{wanted}", f"not complete, lacking: {wanted}"), err=True)
    raise SystemExit(int(ExitCode.OK if made.complete else ExitCode.FINDINGS))
