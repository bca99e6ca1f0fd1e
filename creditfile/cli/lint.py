"""`creditfile lint`: is the book right; for whoever changes a rule or a template, and for CI."""

from datetime import date
from pathlib import Path

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import asked, book_options, both, report_options, write_report
from creditfile.errors import ExitCode
from creditfile.model import Severity


@click.command("lint", help=both("检查规则库是否正确。", "Is the book right?"))
@book_options
@report_options
@click.pass_obj
def command(
    pipeline: Pipeline,
    book_folder: Path | None,
    on: date | None,
    lang: str,
    form: str,
    output: Path | None,
    fail_on: str,
    quiet: bool,
) -> None:
    """Lint the book."""
    from creditfile.linting.lint import lint
    from creditfile.linting.reports import REPORTS

    want = asked(pipeline, book_folder, on, lang)
    complaints = lint(want.book)
    if not (quiet and form == "text" and not complaints):
        write_report(REPORTS[form](complaints, want.book, lang), output)
    line = Severity(fail_on).rank
    bad = any(complaint.severity.rank >= line for complaint in complaints)
    raise SystemExit(int(ExitCode.FINDINGS if bad else ExitCode.OK))
