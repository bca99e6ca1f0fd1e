"""`creditfile follow`: new papers into a client's archive; what changed, what turned, what is to be done."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from creditfile.cli.command_line import Pipeline
from creditfile.cli.options import asked, book_options, both, form_options, write_report
from creditfile.errors import ExitCode
from creditfile.writing import write


@click.command("follow", help=both("贷后跟踪:新资料入档,看变化、结论与待办。", "New papers into an archive."))
@click.argument("archive", type=click.Path(path_type=Path, file_okay=False))
@click.argument("papers", nargs=-1, type=click.Path(path_type=Path), metavar="[PAPERS…]")
@click.option("--officer", default="", envvar="CREDITFILE_PERSON", help=both("经办人,记入更新日志", "Who looks"))
@click.option("--planned", is_flag=True, help=both("也列出尚未到期的事项", "List what is only planned too"))
@form_options("text", "json")
@book_options
@click.pass_obj
def command(
    pipeline: Pipeline,
    archive: Path,
    papers: tuple[Path, ...],
    officer: str,
    planned: bool,
    form: str,
    output: Path | None,
    book_folder: Path | None,
    on: date | None,
    lang: str,
) -> None:
    """Look at one archive."""
    from creditfile.following import log
    from creditfile.following.archive import LOOKS
    from creditfile.following.letters import letters
    from creditfile.following.look import archive_at, look
    from creditfile.model.duty import State
    from creditfile.model.record import to_json
    from creditfile.reporting import looks
    from creditfile.stages import fill

    want = asked(pipeline, book_folder, on, lang)
    home = archive_at(archive)
    name = home.next_name(want.on)
    found = look(home, want.book, want.on, home.take_in(papers, name))
    anew = {document for change in found.changes for document in change.documents}
    anew |= {"report"} if found.turns else set()
    made = want.book.templates
    if found.since:
        made = replace(made, each=tuple(template for template in made.each if template.name in anew))
    case = fill(found.case, made)
    sent = letters(case, want.book.templates, found.duties, want.on)
    place = home.folder / LOOKS / name
    for paper in (*case.papers, *sent):
        write(place / paper.name, paper.content)
    write(place / "look.json", looks.to_json(found).encode())
    log.add(home.folder, found, officer)
    write(place / "case.json", to_json(replace(case, papers=(*case.papers, *sent))).encode())
    shown = looks.to_json(found) if form == "json" else looks.text(found, lang, planned=planned)
    if form == "text":
        shown += "".join(f"{place / paper.name}\n" for paper in (*case.papers, *sent))
    write_report(shown, output)
    late = any(duty.state is State.LATE for duty in found.duties)
    raise SystemExit(int(ExitCode.FINDINGS if late or found.turns else ExitCode.OK))
