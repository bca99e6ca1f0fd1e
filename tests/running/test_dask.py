"""On a cluster of real processes nothing is lost and nothing doubled, whichever of them dies."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from creditfile.cli.fill import write_case
from creditfile.errors import RunnerError
from creditfile.recording.searching import cases_of, verify
from creditfile.running.batch import Batch, Step
from creditfile.running.runners import runner_of
from tests.running import kit
from tests.running.conftest import SMALL

pytest.importorskip("distributed", reason="no cluster: pip install creditfile[cluster]")
ROOT = Path(__file__).parent.parent.parent
Go = Callable[..., tuple[Batch, dict[str, Step]]]
pytestmark = pytest.mark.filterwarnings("default")


class Cluster:
    """A scheduler and its workers, each a process."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "scheduler.json"
        self.folder = folder
        self.scheduler = self.start("scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1")
        self.workers: list[subprocess.Popen[bytes]] = []

    def start(self, what: str, *words: str) -> "subprocess.Popen[bytes]":
        program = [
            sys.executable,
            "-m",
            "distributed.cli.dask_worker" if what == "worker" else "distributed.cli.dask_scheduler",
        ]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
        with (self.folder / f"{what}.log").open("ab") as log:
            return subprocess.Popen(
                [*program, "--scheduler-file", str(self.file), *words],
                cwd=self.folder,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def worker(self) -> None:
        """One more, with one thread, without a nanny that would start it again."""
        self.workers.append(
            self.start(
                "worker",
                "--nthreads",
                "1",
                "--no-dashboard",
                "--no-nanny",
                "--memory-limit",
                "0",
                "--death-timeout",
                "60",
            )
        )

    @property
    def address(self) -> str:
        for _ in range(600):
            if self.file.is_file() and self.file.read_text():
                return str(json.loads(self.file.read_text())["address"])
            time.sleep(0.05)
        raise AssertionError((self.folder / "scheduler.log").read_text())

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    made.address  # noqa: B018 - wait until it is there
    made.worker()
    made.worker()
    yield made
    made.close()


def test_a_worker_that_dies_in_the_middle_loses_and_doubles_nothing(
    tmp_path: Path, batch: Go, cluster: Cluster
) -> None:
    cases = {f"案{n:02}": {"1.txt": f"slow 0.{n % 3 + 1}"} for n in range(14)}
    inbox = kit.make_inbox(tmp_path / "inbox", **cases, x={"1.txt": "crash"}, y={"1.txt": "bug"})
    batch(inbox, tmp_path / "whole", bounded=True)
    steps = 0

    def kill_one(_: Step) -> None:
        nonlocal steps
        steps += 1
        if steps == 3:
            cluster.workers[0].kill()

    runner = runner_of(cluster.address, kit.run, write_case, workers=1, limits=SMALL)
    made, _ = batch(inbox, tmp_path / "out", tell=kill_one, runner=runner)

    assert kit.tree(tmp_path / "whole") == kit.tree(tmp_path / "out")
    assert 16 == len({row.key for row in cases_of(made.ledger, made.number)})
    assert (16, ()) == (verify(made.ledger).length, verify(made.ledger).breaks)
    assert 3 < steps


def test_without_a_scheduler_the_batch_says_so(tmp_path: Path, batch: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("creditfile.running.dask.START_S", 1)
    runner = runner_of("tcp://127.0.0.1:9", kit.run, write_case, workers=1, limits=SMALL)

    with pytest.raises(RunnerError, match="scheduler"):
        batch(kit.make_inbox(tmp_path / "inbox", a={"1.txt": "fine"}), runner=runner)


@pytest.mark.slow
def test_a_lost_scheduler_is_found_again(tmp_path: Path, batch: Go) -> None:
    first = Cluster(tmp_path)
    port = first.address.rpartition(":")[2]
    first.worker()
    cases = {f"案{n:02}": {"1.txt": "slow 0.2"} for n in range(20)}
    inbox = kit.make_inbox(tmp_path / "inbox", **cases)
    again: list[Cluster] = []

    def replace_scheduler(_: Step) -> None:
        if not again:
            again.append(first)
            first.close()
            first.file.unlink()
            threading.Timer(2, restart).start()

    def restart() -> None:
        first.scheduler = first.start("scheduler", "--port", port, "--no-dashboard", "--host", "127.0.0.1")
        first.worker()

    runner = runner_of(first.address, kit.run, write_case, workers=1, limits=SMALL)
    try:
        made, steps = batch(inbox, tell=replace_scheduler, runner=runner)
    finally:
        first.close()

    assert set(cases) == set(steps)
    assert () == verify(made.ledger).breaks
