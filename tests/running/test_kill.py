"""However a batch is ended, going on with it brings every case to its end once, and to the same result."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from creditfile.errors import ExitCode
from creditfile.recording.ledger import Ledger
from creditfile.recording.searching import cases_of, list_runs, verify
from tests.running import kit

ROOT = Path(__file__).parent.parent.parent
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path, little_book: Path) -> Start:
    """The command line over the kit's pipeline, in a process group of its own.

    It hears Ctrl-C even where the tests were started in the background, whose children inherit that it is ignored.
    """

    def go(*words: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "tests.running.kit", *words],
            cwd=ROOT,
            text=True,
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "KIT_BOOK": str(little_book)},
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )

    return go


def batch_words(inbox: Path, out: Path, *more: str) -> list[str]:
    return ["batch", str(inbox), "--out", str(out), "--jobs", "2", "--limit-memory", "1024", *more]


def finished(process: "subprocess.Popen[str]") -> tuple[str, str]:
    out, err = process.communicate(timeout=120)
    assert process.returncode in (ExitCode.OK, ExitCode.FINDINGS), err
    return out, err


def alive_below(group: int) -> bool:
    """Whether any process of the group is there, five seconds later at the latest."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True


def kill_and_go_on(start: Start, inbox: Path, out: Path, kills: int, chance: random.Random, *more: str) -> int:
    """Kill the batch at random moments, going on each time; then let it finish. How many kills hit."""
    hits = 0
    for _ in range(kills):
        process = start(*batch_words(inbox, out, "--on-date", "2026-06-30", "--resume", *more))
        time.sleep(chance.uniform(0.3, 3.0))
        hits += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
    finished(start(*batch_words(inbox, out, "--on-date", "2026-06-30", "--resume", *more)))
    return hits


def fifty(folder: Path) -> Path:
    """Fifty cases: most are worked, some wrong, some quarantined."""
    cases = {
        f"案{n:02}": {"合同.txt": "bug" if n % 10 == 9 else f"wrong {n}" if n % 3 == 0 else f"slow 0.0{n % 5}"}
        for n in range(50)
    }
    return kit.make_inbox(folder, **cases)


def test_killed_at_any_moment_and_gone_on_with_leaves_the_same(tmp_path: Path, start: Start) -> None:
    inbox = fifty(tmp_path / "inbox")
    finished(start(*batch_words(inbox, tmp_path / "whole", "--on-date", "2026-06-30")))

    kill_and_go_on(start, inbox, tmp_path / "out", 3, random.Random(11))

    assert kit.tree(tmp_path / "whole") == kit.tree(tmp_path / "out")
    ledger = Ledger(f"sqlite:///{tmp_path / 'out/ledger.sqlite'}")
    newest = list_runs(ledger)[0][0].number
    assert 50 == len(list(cases_of(ledger, newest)))
    assert () == verify(ledger).breaks
    ledger.close()


def test_children_do_not_outlive_a_killed_batch(tmp_path: Path, start: Start) -> None:
    inbox = kit.make_inbox(tmp_path / "inbox", a={"1.txt": "hang"}, b={"1.txt": "spin"})
    process = start(*batch_words(inbox, tmp_path / "out"))
    for _ in range(200):
        if len(list((tmp_path / "out" / ".working").glob("*.reading"))) == 2:
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)

    assert not alive_below(process.pid)


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_stops_cleanly_and_says_how_to_go_on(tmp_path: Path, start: Start, way: signal.Signals) -> None:
    inbox = kit.make_inbox(tmp_path / "inbox", a={"1.txt": "fine"}, b={"1.txt": "hang"})
    process = start(*batch_words(inbox, tmp_path / "out"))
    assert process.stdout is not None
    assert "a" in process.stdout.readline()
    os.killpg(process.pid, way)
    _, err = process.communicate(timeout=60)

    assert ExitCode.INTERRUPTED == process.returncode
    assert f"creditfile batch {inbox} --out {tmp_path / 'out'} --resume" in err
    assert "Traceback" not in err
    assert not alive_below(process.pid)
    ledger = Ledger(f"sqlite:///{tmp_path / 'out/ledger.sqlite'}")
    assert ["interrupted"] == [run.state for run, _ in list_runs(ledger)]
    ledger.close()


def test_nothing_but_the_verbs_that_need_it_loads_the_ledger(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import creditfile.cli.batch, creditfile.cli.check, pipeline"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stderr

    assert "creditfile.cli.batch" in said
    assert not [name for name in ("sqlalchemy", "alembic", "pebble", "distributed", "openpyxl") if name in said]
