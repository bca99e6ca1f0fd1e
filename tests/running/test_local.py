"""A case that hangs, crashes or grows without bound comes back as its own trouble; its siblings go on."""

from collections.abc import Callable
from pathlib import Path

from creditfile.recording.entries import TimingEntry
from creditfile.running.bounds import Limits
from creditfile.running.work import Done, _Clock
from creditfile.stages import _stage, spent
from tests.running import kit

Work = Callable[..., dict[str, Done]]


def trouble(done: Done) -> tuple[str, str, str]:
    assert done.trouble is not None
    return done.trouble.code, done.trouble.detail, done.trouble.file


def test_whatever_a_case_does_its_siblings_go_on(tmp_path: Path, work_all: Work) -> None:
    inbox = kit.make_inbox(
        tmp_path / "inbox",
        a={"1.txt": "fine"},
        b={"1.txt": "fine", "2/坏.txt": "hang"},
        c={"x.txt": "crash"},
        d={"y.txt": "memory"},
        e={"z.txt": "bug 13812345678"},
        f={"1.txt": "fine"},
        g={"1.txt": "exit"},
        h={"n.txt": "network"},
        i="fine",
        j={"1.txt": f"big {tmp_path / 'big'}"},
    )

    done = work_all(inbox, Limits(seconds=6, memory_mb=1024, size_mb=16))

    assert {"a", "f", "i"} == {name for name, each in done.items() if each.trouble is None}
    assert ("RDG-112", "> 6 s", "2/坏.txt") == trouble(done["b"])
    assert ("RDG-112", "SIGSEGV", "x.txt") == trouble(done["c"])
    assert ("RDG-112", "> 1024 MB", "y.txt") == trouble(done["d"])
    assert ("RDG-112", "ValueError: 138****5678") == trouble(done["e"])[:2]
    assert ("RDG-112", "exit 3", "1.txt") == trouble(done["g"])
    assert "without the network" in trouble(done["h"])[1]
    assert "OSError" in trouble(done["j"])[1]
    assert (tmp_path / "big").stat().st_size <= 16 << 20


def test_a_bug_is_told_with_its_place_and_without_the_papers_words(tmp_path: Path, work_all: Work) -> None:
    done = work_all(kit.make_inbox(tmp_path / "inbox", a={"1.txt": "bug x"}))["a"]

    assert done.trouble is not None
    assert "_obey" in done.trouble.trace[-1]
    assert not any(str(tmp_path) in line for line in done.trouble.trace)


def test_papers_beyond_the_size_limit_are_not_read(tmp_path: Path, work_all: Work) -> None:
    inbox = kit.make_inbox(tmp_path / "inbox", a={"1.txt": "x" * 600_000, "2.txt": "y" * 600_000})

    done = work_all(inbox, Limits(seconds=20, memory_mb=1024, size_mb=1))["a"]

    assert ("RDG-107", "> 1 MB", "") == trouble(done)


def test_what_is_recorded_names_borrower_sources_and_papers(tmp_path: Path, work_all: Work) -> None:
    entry = work_all(kit.make_inbox(tmp_path / "inbox", a={"1.txt": "wrong 保证人李小四"}))["a"].entry

    assert (kit.BORROWER, "refer", ["1.txt"]) == (entry.borrower, entry.decision, [s.path for s in entry.sources])
    assert [("报告.docx", 1)] == [(paper.name, paper.blanks) for paper in entry.papers]
    assert "《1.txt》:wrong 保证人李*" == entry.findings[0].message
    assert {"unpack", "book", "work", "write"} == {timing.stage for timing in entry.timings}
    assert entry.peak_kb > 10_000


def test_the_time_of_each_stage_is_told_and_adds_up() -> None:
    clock = _Clock()
    clock.stages = [TimingEntry("book", 5), TimingEntry("work", 100), TimingEntry("write", 1)]
    clock.part("work", {"read": 0.07, "fill": 0.02})

    told = [("book", 5), ("read", 70), ("fill", 20), ("work", 10), ("write", 1)]
    assert told == [(entry.stage, entry.milliseconds) for entry in clock.stages]


def test_the_pipelines_stages_are_measured_only_while_somebody_asks() -> None:
    with spent() as stages, _stage("read"), _stage("judge"):
        pass
    with _stage("fill"):
        pass

    assert {"read", "judge"} == set(stages)
