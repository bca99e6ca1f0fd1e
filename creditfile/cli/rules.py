"""`creditfile rules`: the catalogue, one rule's page, or what a changed book would change (`rules diff`)."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import Asked, asked, book_options, both, form_options, write_report
from creditfile.errors import CreditfileError, ExitCode

if TYPE_CHECKING:
    from creditfile.book import Book
    from creditfile.judging.catalogue import Manual


@click.command("rules", help=both("规则目录,或一条规则的全文。", "The catalogue of rules, or one rule's page."))
@click.argument("words", nargs=-1, metavar="[CODE | diff CASES…]")
@click.option(
    "--from",
    "old_book",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help=both("diff:改动前的规则库", "diff: the book before the change"),
)
@click.option("--count", "counting", is_flag=True, help=both("按类别计数", "Count by family"))
@form_options("text", "md", "html")
@book_options
@click.pass_obj
def command(
    pipeline: Pipeline,
    words: tuple[str, ...],
    old_book: Path | None,
    counting: bool,
    form: str,
    output: Path | None,
    book_folder: Path | None,
    on: date | None,
    lang: str,
) -> None:
    """Show rules."""
    from creditfile.judging import catalogue

    want = asked(pipeline, book_folder, on, lang)
    if words[:1] == ("diff",):
        _diff(words[1:], old_book, want, output)
    code = words[0].upper() if words else ""
    manual = manual_of(want.book, lang, code)
    if counting:
        write_report(catalogue.counted(manual), output)
    elif code and form == "text":
        write_report(catalogue.pages(manual), output)
    else:
        write_report(catalogue.FORMS[form](manual), output)


def manual_of(book: "Book", language: str, code: str = "") -> "Manual":
    """The manual, or its one page. Raises CreditfileError when there is no such rule."""
    from creditfile.book import titles
    from creditfile.content import did_you_mean
    from creditfile.judging.catalogue import manual
    from creditfile.linting.supply import Supply

    rules = book.rules
    codes = [*(rule.code for rule in rules.rules), *(demand.code for demand in rules.demands)]
    if code and code not in codes:
        raise CreditfileError(f"no rule {code}", mend=did_you_mean(code, codes))
    names = titles(book.documents, book.figures.figures, rules.rules, english=language == "en")
    supply = Supply(book, english=language == "en")
    return manual(rules, names, supply.sources, language, code)


def _diff(cases: tuple[str, ...], old_book: Path | None, want: Asked, output: Path | None) -> NoReturn:
    """Exit 1 when any answer flips."""
    from creditfile.book import open_book
    from creditfile.running.flips import finished, flips

    if old_book is None or not cases:
        raise click.UsageError(both("用法:rules diff --from 旧规则库 业务件…", "rules diff --from OLD_BOOK CASES…"))
    old = open_book(old_book.resolve())
    found = [flip for case in finished(tuple(map(Path, cases))) for flip in flips(case, old, want.book, want.on)]
    lines = [
        f"{flip.case}  {f'{flip.code} {flip.subject}'.strip()}  {flip.before} → {flip.after}  {flip.why}"
        for flip in found
    ]
    write_report("\n".join([*lines, both(f"{len(found)} 处结论改变", f"{len(found)} answers flip")]) + "\n", output)
    raise SystemExit(int(ExitCode.FINDINGS if found else ExitCode.OK))
