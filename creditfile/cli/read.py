"""`creditfile read`: what was read, where, how sure; the first thing to try when a field is missing."""

from datetime import date
from pathlib import Path

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import asked, book_options, both, case_of, form_options, write_report
from creditfile.model import Case
from creditfile.model.record import to_json
from creditfile.reporting.text import in_doubt, shown
from creditfile.reporting.words import say


@click.command("read", help=both("查看读到了什么、在哪里、有多可靠。", "What was read, where, how sure."))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option(
    "--second",
    is_flag=True,
    help=both("PDF 文本另用一个引擎核对,不一致的待确认", "Compare PDF texts with a second engine"),
)
@form_options("text", "json")
@book_options
@click.pass_obj
def command(
    pipeline: Pipeline,
    paths: tuple[Path, ...],
    second: bool,
    form: str,
    output: Path | None,
    book_folder: Path | None,
    on: date | None,
    lang: str,
) -> None:
    """Read and settle; judge nothing."""
    from creditfile.stages import read, settle

    want = asked(pipeline, book_folder, on, lang)
    case = read(case_of(paths), want.book.documents)
    case = settle(case, want.book.documents, want.book.figures, want.on)
    if second:
        from creditfile.reading.second import compared

        case = compared(case)
    write_report(to_json(case) if form == "json" else _text(case, lang), output)


def _text(case: Case, language: str) -> str:
    lines = []
    for source in case.sources:
        kinds = ", ".join(source.kinds) or say("not recognised", language)
        lines.append(f"{source.path}  {source.media}, {source.pages} p  {kinds}")
        lines += [f"    {trouble.code}  {trouble.detail}" for trouble in source.troubles]
    for fact in case.facts:
        asks = "?" if fact.confirm else " "
        origin = fact.origins[0] if fact.origins else None
        place = f"{origin.source} p{origin.page} “{' '.join(origin.quote.split())}”" if origin else ""
        derived = f"= {', '.join(fact.inputs)}" if fact.inputs else place
        lines.append(f"{asks} {fact.name}  {shown(fact)}{in_doubt(fact, language)}  {derived}")
        lines += [
            f"      ≠ {shown(rival)}  {rival.origins[0].source if rival.origins else ''}" for rival in fact.rivals
        ]
    return "\n".join(lines) + "\n"
