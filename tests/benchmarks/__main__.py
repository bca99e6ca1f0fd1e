"""Prints how long the things take that people wait for, best of several runs, and what each is measured against."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.benchmarks import reports

ROOT = Path(__file__).parent.parent.parent
PROGRAM = Path(sys.executable).parent / "creditfile"
DAY = "2026-06-30"


def best(work: Callable[[], object], runs: int = 5) -> float:
    """Seconds of the quickest run."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def command(*words: str) -> Callable[[], object]:
    """A whole process, its output thrown away."""
    return lambda: subprocess.run([PROGRAM, *words], capture_output=True, check=False)


def row(what: str, seconds: float, wanted: str = "") -> None:
    """One line of the table."""
    print(f"{what:<58} {seconds * 1000:>9.0f} ms  {wanted}", flush=True)


def start_up() -> None:
    """What the officer waits for."""
    row("creditfile --help", best(command("--help")), "wanted: 200 ms")
    with tempfile.TemporaryDirectory() as folder:
        contract = one_page_contract(Path(folder))
        row(
            "check a one-page text contract", best(command("check", str(contract), "--on-date", DAY)), "wanted: 1000 ms"
        )
    sample = ROOT / "samples" / "clean-enterprise"
    if sample.is_dir():
        row(f"check samples/{sample.name}", best(command("check", str(sample), "--on-date", DAY), 3))


def one_page_contract(folder: Path) -> Path:
    """The first page of a made-up loan contract as a text PDF."""
    from docx import Document

    lines = [
        "流动资金借款合同",
        "合同编号:甲银借字2026第001号",
        "贷款人:甲地银行股份有限公司",
        "借款人:乙地机械有限公司",
        "第一条 借款金额:人民币伍佰万元整(¥5,000,000.00)",
        "第二条 借款期限:12个月,自2026年3月10日起至2027年3月9日止",
        "第三条 年利率3.85%",
        "第四条 借款用途:采购钢材",
        "签订日期:2026年3月10日",
    ]
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    file = folder / "contract.docx"
    document.save(str(file))
    return file


def stages() -> None:
    """The book, and judging with all rules."""
    from creditfile.book import open_book
    from creditfile.model import Case
    from creditfile.stages import fill, judge, read, settle

    row("open the book", best(lambda: open_book.__wrapped__(ROOT), 3), "wanted: 300 ms")
    book = open_book(ROOT)
    os.environ["CREDITFILE_CACHE"] = "off"
    sample = ROOT / "samples" / "clean-enterprise"
    if not sample.is_dir():
        return
    on = date.fromisoformat(DAY)
    case = read(Case("x", sample), book.documents)
    row("  read the sample", best(lambda: read(Case("x", sample), book.documents), 3))
    settled = settle(case, book.documents, book.figures, on)
    row("  settle it", best(lambda: settle(case, book.documents, book.figures, on), 3))
    judged = judge(settled, book.rules, on)
    row("  judge it with all rules", best(lambda: judge(settled, book.rules, on)), "wanted: 150 ms")
    row("  fill its documents", best(lambda: fill(judged, book.templates), 3), "wanted: 2000 ms")


def contracts() -> None:
    """A contract of forty pages held against the standard text it is made on, clause by clause."""
    from random import Random

    from creditfile.reading.compare import compare, standard_from
    from creditfile.reading.pages import Line, Page, Word
    from creditfile.reading.stretch import Stretch

    rng = Random(40)
    words = "借款贷款担保抵押质押利息本金期限用途违约责任通知送达账户提前归还检查监督资料报表承诺保证权利义务"
    standard = [
        f"{part}.{number} "
        + "".join(rng.choice(words) for _ in range(100))
        + ("，金额{金额}元。" if number % 5 == 0 else "。")
        for part in range(1, 37)
        for number in range(1, 11)
    ]
    paper = [text.replace("{金额}", "5,000,000.00") for text in standard]
    paper[100] = paper[100].replace("。", "，另有约定的除外。")
    del paper[200]
    lines = tuple(Line((Word(text, None),), f"paragraph {number}") for number, text in enumerate(paper, 1))
    stretch = Stretch("contract.docx", "docx", (Page(1, "\n".join(paper), lines=lambda: lines),))
    texts = (("bench", "\n".join(standard)),)

    def whole() -> None:
        standard_from.cache_clear()
        compare(stretch, texts)

    row(
        f"align a contract of {sum(map(len, paper)) // 1000},000 letters, {len(paper)} clauses",
        best(whole, 3),
        "wanted: 2000 ms",
    )


if __name__ == "__main__":
    start_up()
    stages()
    contracts()
    reports.main([])
