"""`creditfile verify`: hold a finished, perhaps hand-edited document against the facts it was filled with."""

from pathlib import Path

import click

from creditfile.cli.options import both, form_options, language_option, write_report
from creditfile.errors import CaseError, ExitCode


@click.command("verify", help=both("核对文书中的数字与事实是否一致。", "Hold a finished document against its facts."))
@click.argument("document", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--case",
    "case_file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help=both("case.json(默认与文书同在)", "case.json (beside the document when left out)"),
)
@form_options("text", "json", "sarif")
@language_option
def command(document: Path, case_file: Path | None, form: str, output: Path | None, lang: str) -> None:
    """Verify one document."""
    from creditfile.filling.verify import REPORTS, verify
    from creditfile.model.record import from_json

    case_file = case_file or document.parent / "case.json"
    for file in (document, case_file):
        if not file.is_file():
            raise CaseError(both("没有这个文件", "there is no such file"), where=str(file))
    case = from_json(case_file.read_text(encoding="utf-8"), case_file.parent)
    result = verify(document.read_bytes(), case)
    write_report(REPORTS[form](result, document, lang), output)
    raise SystemExit(int(ExitCode.OK if all(check.equal for check in result) else ExitCode.FINDINGS))
