"""Options that several verbs share, and the plain values they become."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.command_line import asked_language as asked_language
from creditfile.errors import CaseError, ExitCode
from creditfile.model import Case, Severity

if TYPE_CHECKING:
    from creditfile.book import Book

SEVERITIES = tuple(severity.value for severity in Severity)


def both(zh: str, en: str) -> str:
    """The help text in the language asked for."""
    return en if asked_language() == "en" else zh


class Day(click.ParamType[date]):
    """An ISO date."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that the text names."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(both(f"{value!r} 不是日期,应写成 2026-03-09", f"{value!r} is no date; write 2026-03-09"))


def _without_cache(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        os.environ["CREDITFILE_CACHE"] = "off"


def _trusting(ctx: click.Context, param: click.Parameter, folder: Path | None) -> None:
    if folder is not None:
        os.environ["CREDITFILE_TRUST"] = str(folder.resolve())


language_option = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default=asked_language,
    envvar="CREDITFILE_LANG",
    help=both("输出语言", "Language of the output"),
)


def book_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--book, --on-date, --lang, --no-cache, --trust."""
    for option in (
        click.option(
            "--trust",
            type=click.Path(path_type=Path, exists=True, file_okay=False),
            expose_value=False,
            is_eager=True,
            callback=_trusting,
            help=both("受信任的签名根证书文件夹(PEM、DER)", "Folder of certificates trusted to sign (PEM, DER)"),
        ),
        language_option,
        click.option(
            "--on-date",
            "on",
            type=Day(),
            default=None,
            help=both("按哪一天的制度判断(默认今天)", "The day that counts (today)"),
        ),
        click.option(
            "--no-cache",
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_without_cache,
            help=both("不使用缓存(缓存含资料内容)", "Use no cache (it holds what papers say)"),
        ),
        click.option(
            "--book",
            "book_folder",
            type=click.Path(path_type=Path),
            envvar="CREDITFILE_BOOK",
            default=None,
            help=both("规则库文件夹", "Folder of the book"),
        ),
    ):
        command = option(command)
    return command


def form_options(*forms: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """--format, of which the first is what one gets unasked, and --output."""

    def added(command: Callable[..., Any]) -> Callable[..., Any]:
        output = click.option(
            "--output",
            "-o",
            type=click.Path(path_type=Path, dir_okay=False),
            default=None,
            help=both("报告写入文件", "Write the report to a file"),
        )
        form = click.option(
            "--format", "form", type=click.Choice(forms), default=forms[0], help=both("报告格式", "Form of the report")
        )
        return form(output(command))

    return added


def report_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--format, --output, --fail-on, -v, -q."""
    for option in (
        click.option("-q", "--quiet", is_flag=True, help=both("只输出报告", "Nothing but the report")),
        click.option(
            "--fail-on",
            type=click.Choice(SEVERITIES),
            default="error",
            help=both("达到该级别即返回 1", "Exit 1 at this severity or above"),
        ),
        form_options("text", "json", "sarif", "junit", "html", "graph"),
    ):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Asked:
    """Book, day and language, as plain values."""

    book: "Book"
    on: date
    language: str


def asked(pipeline: Pipeline, book_folder: Path | None, on: date | None, language: str) -> Asked:
    """Open the book that was asked for. Raises BookError."""
    from creditfile.book import open_book

    folder = (book_folder or pipeline.book).resolve()
    return Asked(open_book(folder), on or today(), language)


def today() -> date:
    """The day in Shanghai, where the law that counts is in force; SOURCE_DATE_EPOCH stands in for the clock."""
    from datetime import datetime, timedelta, timezone

    shanghai = timezone(timedelta(hours=8))
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), shanghai) if epoch else datetime.now(shanghai)
    return moment.date()


def case_of(paths: tuple[Path, ...]) -> Case:
    """One case of a folder, a file, or several loose files. Raises CaseError."""
    for path in paths:
        if not path.exists():
            raise CaseError(
                both("没有这个文件或文件夹", "there is no such file or folder"),
                where=str(path),
                mend=both("请检查路径", "Check the path."),
            )
    if len(paths) == 1:
        path = paths[0]
        return Case(id=path.resolve().name, folder=path, loose=path.is_file())
    folder = Path(os.path.commonpath([path.resolve().parent for path in paths]))
    return Case(id=folder.name, folder=folder, files=tuple(path.resolve() for path in paths), loose=True)


def write_report(text: str, output: Path | None) -> None:
    """To the file, by a temporary name and a rename; or to stdout."""
    if output is None:
        sys.stdout.write(text)
        return
    from creditfile.writing import write

    write(output, text.encode())


def exit_code(case: Case, fail_on: str) -> ExitCode:
    """1 when any finding that nobody waived is at or above the severity; cannot tell counts as its rule's."""
    line = Severity(fail_on).rank
    found = any(finding.severity.rank >= line and not finding.waived for finding in case.findings)
    return ExitCode.FINDINGS if found else ExitCode.OK
