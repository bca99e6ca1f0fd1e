"""`creditfile due`: over all archives, what is due, late or cannot be told; by client, officer or branch."""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import asked, book_options, both, form_options, write_report
from creditfile.errors import CaseError, ExitCode
from creditfile.model import Case
from creditfile.model.duty import Duty


@click.command("due", help=both("各档案的待办:到期、逾期、缺少资料。", "What is due."))
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--by", type=click.Choice(["client", "officer", "branch"]), default="client", help=both("分组", "Group"))
@click.option("--planned", is_flag=True, help=both("也列出尚未到期的事项", "List what is only planned too"))
@form_options("text", "json")
@book_options
@click.pass_obj
def command(
    pipeline: Pipeline,
    folders: tuple[Path, ...],
    by: str,
    planned: bool,
    form: str,
    output: Path | None,
    book_folder: Path | None,
    on: date | None,
    lang: str,
) -> None:
    """List duties."""
    from creditfile.following.archive import Archive, archives_below
    from creditfile.following.look import duties
    from creditfile.model.duty import State
    from creditfile.reporting.looks import duties_record, duties_text

    want = asked(pipeline, book_folder, on, lang)
    groups: dict[str, list[tuple[str, list[Duty]]]] = defaultdict(list)
    for folder in archives_below(folders):
        case = Archive(folder).last
        if case is None:
            raise CaseError("no look was ever taken", where=str(folder), mend="creditfile follow ARCHIVE PAPERS…")
        client = _stated(case, "party.name") or case.id
        shared: dict[str, list[Duty]] = defaultdict(list)
        for duty in duties(case.facts, want.book, want.on):
            group = {"client": client, "officer": duty.who, "branch": _stated(case, "bank.branch")}[by]
            shared[group].append(duty)
        for group, of_group in shared.items():
            groups[group].append((client, of_group))
    every = [duty for each in groups.values() for _, found in each for duty in found]
    if form == "json":
        record = [
            {"group": group, "client": client, "duties": duties_record(found)}
            for group, each in sorted(groups.items())
            for client, found in each
        ]
        write_report(json.dumps(record, ensure_ascii=False, indent=1) + "\n", output)
    else:
        blocks = []
        for group, each in sorted(groups.items()):
            names = ["" if by == "client" else client for client, _ in each]
            lines = [
                duties_text(found, lang, planned=planned, name=name)
                for name, (_, found) in zip(names, each, strict=True)
            ]
            blocks.append("\n".join([group or "—", *(line for line in lines if line)]))
        write_report("\n\n".join(blocks) + "\n", output)
    late = any(duty.state is State.LATE for duty in every)
    raise SystemExit(int(ExitCode.FINDINGS if late else ExitCode.OK))


def _stated(case: Case, name: str) -> str:
    """A fact as text; empty where it is not known."""
    return next((str(fact.value) for fact in case.facts if fact.name == name), "")
