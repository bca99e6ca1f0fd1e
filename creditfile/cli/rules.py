"""`creditfile rules`: the catalogue, or one rule's page."""

from collections import Counter
from datetime import date
from pathlib import Path

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import asked, book_options, both, write_report
from creditfile.errors import CreditfileError


@click.command("rules", help=both("规则目录,或一条规则的全文。", "The catalogue of rules, or one rule's page."))
@click.argument("code", required=False)
@click.option("--count", "counting", is_flag=True, help=both("按类别计数", "Count by family"))
@click.option("--format", "form", type=click.Choice(["text", "md", "html"]), default="text")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), default=None)
@book_options
@click.pass_obj
def command(
    pipeline: Pipeline, code: str | None, counting: bool, form: str, output: Path | None, book_folder: Path | None,
    on: date | None, lang: str,
) -> None:
    """Show rules."""
    from creditfile.content import did_you_mean
    from creditfile.judging import catalogue

    want = asked(pipeline, book_folder, on, lang)
    rules = want.book.rules.rules
    if counting:
        families = Counter(rule.family for rule in rules)
        families["DOC"] = len(want.book.rules.demands)
        lines = [f"{family}  {count}" for family, count in sorted(families.items())]
        write_report("\n".join([*lines, f"=  {sum(families.values())}"]) + "\n", output)
        return
    if code is None:
        write_report(catalogue.FORMS[form](rules, lang), output)
        return
    found = next((rule for rule in rules if rule.code == code.upper()), None)
    if found is None:
        raise CreditfileError(f"no rule {code}", mend=did_you_mean(code.upper(), [rule.code for rule in rules]))
    write_report(catalogue.page(found, lang), output)
