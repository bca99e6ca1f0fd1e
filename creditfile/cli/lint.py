"""`creditfile lint`: is the book right; for whoever changes a rule or a template, and for CI."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import SEVERITIES, asked, book_options, both, today, write_report
from creditfile.errors import BookError, ExitCode
from creditfile.model import Severity

if TYPE_CHECKING:
    from creditfile.book import Book
    from creditfile.linting.complaints import Complaint
    from creditfile.linting.reports import Looked

FORMATS = ("text", "json", "sarif", "junit", "github", "gitlab")


def lint_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What is linted, against what, and how it is told."""
    for option in (
        click.argument("files", nargs=-1, type=click.Path(path_type=Path)),
        click.option("-q", "--quiet", is_flag=True, help=both("没有问题时不输出", "Say nothing when nothing is wrong")),
        click.option(
            "--fail-on", type=click.Choice(SEVERITIES), default="error",
            help=both("达到该级别即返回 1", "Exit 1 at this severity or above"),
        ),
        click.option(
            "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), default=None,
            help=both("报告写入文件", "Write the report to a file"),
        ),
        click.option(
            "--format", "form", type=click.Choice(FORMATS), default="text", help=both("报告格式", "Form of the report")
        ),
        click.option(
            "--write-baseline", type=click.Path(path_type=Path, dir_okay=False), default=None,
            help=both("把现有问题写成基线", "Write what there is today as a baseline"),
        ),
        click.option(
            "--baseline", type=click.Path(path_type=Path, dir_okay=False, exists=True), default=None,
            help=both("只报告基线之外的新问题", "Tell only what the baseline does not hold"),
        ),
        click.option(
            "--annotate", type=click.Path(path_type=Path, file_okay=False), default=None,
            help=both("把带 Word 批注的模板副本写入该文件夹", "Write copies with Word comments at the faults there"),
        ),
        click.option(
            "--cases", type=click.Path(path_type=Path, exists=True), multiple=True,
            help=both("与 --diff 同用:哪些业务件的结论会变", "With --diff: which answers of these cases flip"),
        ),
        click.option(
            "--diff", "diff", metavar="REV", default=None,
            help=both("与某个版本相比改了什么、哪些不兼容", "What changed since a revision, and what of it breaks"),
        ),
        click.option(
            "--since", metavar="REV", default=None,
            help=both("只检查自该版本以来改动的部分", "Only what changed since a revision"),
        ),
        click.option("--unused", is_flag=True, help=both("也列出没有用到的字段", "Also fields that nothing uses")),
        click.option(
            "--regen", is_flag=True,
            help=both("与 --samples 同用:按现状改写黄金文件", "With --samples: write the golden files anew"),
        ),
        click.option(
            "--samples", type=click.Path(path_type=Path, file_okay=False, exists=True), default=None,
            help=both("填写该文件夹的样例并与黄金文本、数字比较", "Fill the samples there; compare with the golden"),
        ),
        click.option(
            "--plain", is_flag=True,
            help=both("FILES 是不属于规则库的 docxtpl 模板", "FILES are docxtpl templates that belong to no book"),
        ),
    ):
        command = option(command)
    return command


@click.command(
    "lint",
    help=both(
        "检查规则库是否正确;给出文件时只检查与之有关的部分。",
        "Is the book right? With FILES, only what they may have broken.",
    ),
)
@book_options
@lint_options
@click.pass_obj
def command(
    pipeline: Pipeline, book_folder: Path | None, on: date | None, lang: str, form: str, output: Path | None,
    fail_on: str, quiet: bool, files: tuple[Path, ...], plain: bool, samples: Path | None, regen: bool, unused: bool,
    since: str | None, diff: str | None, cases: tuple[Path, ...], annotate: Path | None, baseline: Path | None,
    write_baseline: Path | None,
) -> None:
    """Lint the book, or what of it was asked for."""
    from creditfile.linting.reports import REPORTS, Looked

    if regen and samples is None:
        raise click.UsageError(both("--regen 须与 --samples 同用", "--regen goes with --samples"))
    if cases and diff is None:
        raise click.UsageError(both("--cases 须与 --diff 同用", "--cases goes with --diff"))
    say = _Saying(form, lang, output, fail_on, quiet)
    if plain:
        from creditfile.linting import plain as general

        found = [one for file in files for one in general.complaints(file)]
        wanted = dict.fromkeys(name for file in files for name in general.wanted_filters(file))
        if wanted and not quiet:
            names = ", ".join(wanted)
            click.echo(both(f"填写程序须自备格式:{names}", f"filters that the program must bring: {names}"), err=True)
        say.end(found, Looked(templates=len(files)), REPORTS)
    folder = (book_folder or pipeline.book).resolve()
    try:
        want = asked(pipeline, book_folder, on, lang)
    except BookError as error:
        say.broken(error, folder, REPORTS)
        raise
    if diff is not None:
        _diff(want.book, diff, cases, want.on, lang, output)
    found = list(_found(want.book, files, since, unused))
    if samples is not None:
        from creditfile.linting.goldens import compare

        found += compare(want.book, samples, pipeline.run, regen=regen, redlines=annotate)
    whole = not files and since is None
    found = list(_not_allowed(found, folder, on or today(), whole and unused is False))
    if write_baseline is not None:
        from creditfile.linting.allowances import baseline_of

        write_report(baseline_of(found), write_baseline)
    if baseline is not None:
        from creditfile.linting.allowances import without_known

        left, gone = without_known(found, baseline)
        found = list(left)
        if gone and not quiet:
            click.echo(both(f"基线中 {gone} 项已不存在", f"{gone} entries of the baseline are gone"), err=True)
    if annotate is not None:
        _annotate(want.book, found, annotate, lang)
    say.end(found, Looked.at(want.book, _scope(want.book, files, since).count(want.book)), REPORTS)


@dataclass(frozen=True, slots=True)
class _Saying:
    """How the result is told."""

    form: str
    language: str
    output: Path | None
    fail_on: str
    quiet: bool

    def end(self, found: "Sequence[Complaint]", looked: "Looked", reports: Any) -> NoReturn:
        """Tell it, and leave with the exit code."""
        if not (self.quiet and self.form == "text" and not found):
            write_report(reports[self.form](found, looked, self.language), self.output)
        line = Severity(self.fail_on).rank
        bad = any(complaint.severity.rank >= line for complaint in found)
        raise SystemExit(int(ExitCode.FINDINGS if bad else ExitCode.OK))

    def broken(self, error: BookError, folder: Path, reports: Any) -> None:
        """A book that cannot be opened is told in the form that was asked for, too."""
        from creditfile.linting.complaints import Complaint
        from creditfile.linting.reports import Looked

        if self.form == "text":
            return
        file, _, line = error.where.rpartition(":")
        inside = Path(file or error.where)
        name = inside.relative_to(folder).as_posix() if inside.is_relative_to(folder) else str(inside)
        told = Complaint(
            name, int(line) if line.isdigit() else 1, "LNT-001", error.problem, error.problem, error.mend
        )
        write_report(reports[self.form]([told], Looked(), self.language), self.output)


def _scope(book: "Book", files: tuple[Path, ...], since: str | None) -> Any:
    from creditfile.linting.scope import WHOLE, changed_since, scope_of

    if files:
        inside = [file.resolve() for file in files]
        return scope_of(f.relative_to(book.folder).as_posix() for f in inside if f.is_relative_to(book.folder))
    return WHOLE if since is None else scope_of(changed_since(since, book.folder))


def _found(book: "Book", files: tuple[Path, ...], since: str | None, unused: bool) -> "Sequence[Complaint]":
    from creditfile.linting.lint import lint

    found = lint(book, _scope(book, files, since), remembering=True)
    if unused:
        from creditfile.linting.unused import complaints

        found = (*found, *complaints(book))
    return found


def _not_allowed(found: "Sequence[Complaint]", folder: Path, on: date, whole: bool) -> "Sequence[Complaint]":
    from creditfile.linting.allowances import read_allowances, without_allowed

    return without_allowed(found, read_allowances(folder), on, whole=whole)


def _annotate(book: "Book", found: "Sequence[Complaint]", folder: Path, language: str) -> None:
    from creditfile.linting.annotated import annotate

    for template in book.templates.each:
        docx = template.docx.relative_to(book.folder).as_posix()
        its = [one for one in found if one.file == docx]
        if its:
            annotate(template.docx, its, folder / f"{template.name}.docx", language)


def _diff(
    book: "Book", revision: str, cases: tuple[Path, ...], on: date, language: str, output: Path | None
) -> NoReturn:
    """What changed; exit 1 when any of it breaks something or an answer flips."""
    from creditfile.cli.flipping import flipped
    from creditfile.linting.differences import book_at, differences, told

    with book_at(revision, book.folder) as old:
        changes = differences(old, book)
        flips = flipped(old, book, cases, on) if cases else []
    write_report(told(changes, language) + "".join(f"{line}\n" for line in flips), output)
    breaking = any(change.breaks for change in changes) or flips
    raise SystemExit(int(ExitCode.FINDINGS if breaking else ExitCode.OK))
