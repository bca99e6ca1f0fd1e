"""`creditfile runs`: what the ledger has: runs, their cases, what differs, and whether it is whole."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from creditfile.cli.options import both, language_option
from creditfile.errors import ExitCode, LedgerError
from creditfile.reporting.reasons import in_words
from creditfile.reporting.words import say

if TYPE_CHECKING:
    from creditfile.recording.entries import RunRow
    from creditfile.recording.ledger import Ledger
    from creditfile.recording.searching import CaseRow, Difference, Verified
    from creditfile.reviewing.effort import Effort

LEDGER = "ledger.sqlite"
MOST = 20
"""So many cases are listed of each kind."""


def ledger_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--ledger, --out, --format, --lang."""
    for option in (
        language_option,
        click.option(
            "--format", "form", type=click.Choice(["text", "json"]), default="text", help=both("报告格式", "Form")
        ),
        click.option(
            "--out",
            type=click.Path(path_type=Path),
            default=None,
            help=both("批量的输出文件夹", "A batch's output folder"),
        ),
        click.option(
            "--ledger",
            "url",
            envvar="CREDITFILE_LEDGER",
            default=None,
            metavar="URL",
            help=both("台账地址或文件", "The ledger's URL or file"),
        ),
    ):
        command = option(command)
    return command


@contextmanager
def opened(url: str | None, out: Path | None) -> "Iterator[Ledger]":
    """The ledger by its URL, or in an output folder, or here; never a new one. Raises LedgerError."""
    from creditfile.recording.ledger import Ledger

    given = str(out / LEDGER) if out and not url else url
    if given is None:
        given = next((str(place) for place in (Path(LEDGER), Path("out") / LEDGER) if place.is_file()), LEDGER)
    file = Path(given.removeprefix("sqlite:///"))
    if ("://" not in given or given.startswith("sqlite:///")) and not file.is_file():
        raise LedgerError(
            both("没有台账", "there is no ledger"),
            where=str(file),
            mend=both("用 --out 或 --ledger 指明", "Name it with --out or --ledger."),
        )
    ledger = Ledger(given)
    try:
        yield ledger
    finally:
        ledger.close()


def shown(form: str, found: object, text: Callable[[], Iterator[str]]) -> None:
    """As JSON, or in words."""
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for line in text():
            click.echo(line)


HELP = both(
    "台账:历次运行、每件结果、两次运行的差异、查询、防篡改核验。",
    "The ledger: runs, results, differences, search, proof.",
)


@click.group("runs", help=HELP, invoke_without_command=True)
@ledger_options
@click.pass_context
def command(ctx: click.Context, url: str | None, out: Path | None, form: str, lang: str) -> None:
    """List the runs."""
    if ctx.invoked_subcommand is not None:
        ctx.default_map = {ctx.invoked_subcommand: {"url": url, "out": out, "form": form, "lang": lang}}
        return
    from creditfile.recording.searching import list_runs

    with opened(url, out) as ledger:
        found = list_runs(ledger)
    rows = [_run_record(run) | {"cases": dict(states)} for run, states in found]
    shown(form, rows, lambda: (_run_line(run, states, lang) for run, states in found))


def _run_record(run: "RunRow") -> dict[str, Any]:
    record = asdict(run)
    head = record.pop("head")
    return record | {key: head[key] for key in ("inbox", "out", "on_day", "book", "engine", "version", "host")}


def _run_line(run: "RunRow", states: Mapping[str, int], language: str) -> str:
    counts = ", ".join(f"{say(state, language)} {count}" for state, count in sorted(states.items()))
    head = run.head
    return (
        f"#{run.number}  {run.started}  {say(run.state, language)}  {counts}  "
        f"{head.inbox} → {head.out}  {say('day', language)} {head.on_day}  {say('book', language)} {head.book[:8]}"
    )


@command.command("show", help=both("一次运行的全部结果。", "One run's results."))
@click.argument("number", type=int)
@ledger_options
def show(number: int, url: str | None, out: Path | None, form: str, lang: str) -> None:
    """One run."""
    from creditfile.recording.searching import cases_of, run_of

    with opened(url, out) as ledger:
        run = run_of(ledger, number)
        rows = sorted(cases_of(ledger, number), key=lambda row: (row.name, row.key))
    shown(form, _run_record(run) | {"cases": [asdict(row) for row in rows]}, lambda: _show(run, rows, lang))


def _show(run: "RunRow", rows: Sequence["CaseRow"], language: str) -> Iterator[str]:
    yield _run_line(run, Counter(row.state for row in rows), language)
    decisions = Counter(_outcome(row, language) for row in rows)
    yield ", ".join(f"{word} {count}" for word, count in sorted(decisions.items()))
    codes = Counter(code for row in rows for code in set(row.codes))
    if codes:
        yield "  ".join(f"{code}×{count}" for code, count in codes.most_common(MOST))
    for row in rows:
        yield case_line(row, language)


def _outcome(row: "CaseRow", language: str) -> str:
    return say("quarantined", language) if row.quarantined else say(row.decision or "none", language)


def case_line(row: "CaseRow", language: str) -> str:
    """A case on one line."""
    if row.quarantined:
        rest = f"{row.trouble_code} {row.trouble}"
    else:
        codes = list(dict.fromkeys(row.codes))
        rest = f"({row.verdict})  {', '.join(codes[:6])}{' …' if len(codes) > 6 else ''}"
    worked = f"= #{row.worked_in}" if row.state == "unchanged" else in_words(row.reason, language)
    borrower = f"  {row.borrower}" if row.borrower else ""
    return f"{row.name}{borrower}  {_outcome(row, language)} {rest}  [{worked}]"


@command.command("report", help=both("重写一次运行的晨报(网页与工作簿)。", "Write a run's morning report anew."))
@click.argument("number", type=int)
@click.option("--to", type=click.Path(path_type=Path), default=Path(), help=both("写到哪个文件夹", "Where to"))
@ledger_options
def report(number: int, to: Path, url: str | None, out: Path | None, form: str, lang: str) -> None:
    """The morning report."""
    del form
    from creditfile.running.morning import write_reports

    with opened(url, out) as ledger:
        for file in write_reports(ledger, number, to, lang):
            click.echo(str(file))


@command.command("diff", help=both("两次运行之间有变化的业务件。", "What differs between two runs."))
@click.argument("one", type=int)
@click.argument("other", type=int)
@ledger_options
def diff(one: int, other: int, url: str | None, out: Path | None, form: str, lang: str) -> None:
    """Two runs."""
    from creditfile.recording.searching import differences, run_of

    with opened(url, out) as ledger:
        heads = [run_of(ledger, number).head for number in (one, other)]
        found = list(differences(ledger, one, other))
    changed = [key for key in ("on_day", "book", "engine", "version") if len({getattr(h, key) for h in heads}) > 1]
    record = {"changed": changed, "cases": [asdict(each) for each in found]}

    def text() -> Iterator[str]:
        for key in changed:
            before, after = (str(getattr(head, key)) for head in heads)
            yield f"{say(key, lang)}  {before[:12]} → {after[:12]}"
        yield from (_difference(each, lang) for each in found)
        yield say("{count} cases differ", lang, count=len(found))

    shown(form, record, text)


def _difference(each: "Difference", language: str) -> str:
    before, after = (_outcome(row, language) if row else "—" for row in (each.before, each.after))
    codes = [*(f"-{code}" for code in each.gone), *(f"+{code}" for code in each.new)]
    return f"{each.name}  {before} → {after}  {' '.join(codes)}".rstrip()


@command.command("search", help=both("按借款人、规则、结论查询。", "Search by borrower, code, decision."))
@click.argument("borrower", default="")
@click.option("--code", default="", help=both("规则编号(可用 *)", "A finding's code (* for anything)"))
@click.option(
    "--decision",
    type=click.Choice(["admit", "refer", "refuse", "quarantined"]),
    default=None,
    help=both("结论", "Decision"),
)
@click.option("--run", "number", type=int, default=0, help=both("只查这次运行", "Of this run only"))
@ledger_options
def search(
    borrower: str, code: str, decision: str | None, number: int, url: str | None, out: Path | None, form: str, lang: str
) -> None:
    """Cases."""
    from creditfile.recording.masking import name_key
    from creditfile.recording.searching import Wanted
    from creditfile.recording.searching import search as find

    key = name_key(borrower) if borrower else ""
    with opened(url, out) as ledger:
        found = find(ledger, Wanted(borrower, key, code, decision or "", number))
    shown(form, [asdict(row) for row in found], lambda: (f"#{row.run}  {case_line(row, lang)}" for row in found))


@command.command("verify", help=both("核验台账有无被改动。", "Is the ledger as it was written?"))
@click.option("--seal", default="", help=both("另行保存的封存值", "A seal that was kept elsewhere"))
@ledger_options
def verify(seal: str, url: str | None, out: Path | None, form: str, lang: str) -> None:
    """The chain."""
    from creditfile.recording.searching import verify as hold

    with opened(url, out) as ledger:
        found = hold(ledger, seal)
    shown(form, asdict(found), lambda: _verified(found, lang))
    raise SystemExit(int(ExitCode.FINDINGS if found.breaks else ExitCode.OK))


def _verified(found: "Verified", language: str) -> Iterator[str]:
    from creditfile.recording.chain import FAULTS

    for each in found.breaks:
        fault = FAULTS[each.fault][1 if language == "en" else 0]
        place = f"{say('run', language)} {each.run}  {each.name}  " if each.run else ""
        yield f"{place}{say('record', language)} {each.seq or '—'}: {fault}"
    state = say("{count} faults", language, count=len(found.breaks)) if found.breaks else say("whole", language)
    yield f"{say('{count} records', language, count=found.length)} · {state} · {say('seal', language)} {found.seal}"


@command.command("stats", help=both("审阅花了多少人力:按字段、按规则。", "What reviewing cost, by field and rule."))
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, exists=True, file_okay=False))
@ledger_options
def stats(folders: tuple[Path, ...], url: str | None, out: Path | None, form: str, lang: str) -> None:
    """What people did; of these folders, or of the latest run's inbox."""
    from creditfile.recording.searching import list_runs
    from creditfile.reviewing.effort import effort_of

    if not folders:
        with opened(url, out) as ledger:
            folders = tuple(Path(run.head.inbox) for run, _ in list_runs(ledger, 1))
    effort = effort_of(folders)
    record = {
        "cases": effort.cases,
        "seconds": sorted(effort.seconds),
        "fields": {name: dict(counts) for name, counts in sorted(effort.fields.items())},
        "rules": {code: dict(counts) for code, counts in sorted(effort.rules.items())},
    }
    shown(form, record, lambda: _stats(effort, lang))


OF_FIELDS = ("asked", "looked", "confirmed", "corrected", "false_alarm")
OF_RULES = ("raised", "waived", "attested", "checked", "false_alarm")
EFFORT = {
    "asked": ("要求确认", "asked"),
    "looked": ("看过", "looked at"),
    "confirmed": ("原样确认", "confirmed"),
    "corrected": ("更正", "corrected"),
    "raised": ("提出", "raised"),
    "waived": ("豁免", "waived"),
    "attested": ("核实", "attested"),
    "checked": ("复核", "checked"),
    "false_alarm": ("误报", "false alarms"),
}
"""What happened to readings and findings, in words."""


def _stats(effort: "Effort", language: str) -> Iterator[str]:
    """Two tables, what was asked most often first."""
    middle = sorted(effort.seconds)[len(effort.seconds) // 2] if effort.seconds else 0
    place = 1 if language == "en" else 0
    yield (f"{effort.cases} 件,每件中位 {middle} 秒", f"{effort.cases} cases, median {middle} s a case")[place]
    for table, columns in ((effort.fields, OF_FIELDS), (effort.rules, OF_RULES)):
        if not table:
            continue
        yield ""
        yield "  ".join(EFFORT[column][place] for column in columns)
        for name, counts in sorted(table.items(), key=lambda entry: (-entry[1][columns[0]], entry[0])):
            yield f"{'  '.join(f'{counts[column]:6}' for column in columns)}  {name}"
