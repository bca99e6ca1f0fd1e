"""The page: whole by itself; findings with evidence, the graph, contents and days; nothing of a paper is markup."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from creditfile.model import Case, Fact, Finding, Origin, Severity, Verdict
from creditfile.reporting.html import report
from tests.reporting.test_graph import case


class Read(HTMLParser):
    """The tags that are open at the end, and all text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in ("meta", "br", "line", "rect"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("line", "rect"):
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def read(page: str) -> Read:
    parser = Read()
    parser.feed(page)
    return parser


def hostile() -> Finding:
    evidence = Fact(
        "contract.purpose", "<script>x</script>", "text", origins=(Origin("a<b.pdf", 2, None, "<i>", "text"),)
    )
    return Finding(
        "CTR-012",
        Severity.ERROR,
        Verdict.FAILS,
        "用途一致",
        "用途<script>alert(1)</script>",
        evidence=(evidence,),
        mend="更正",
    )


def test_the_page_closes_what_it_opens_and_asks_for_nothing_from_elsewhere() -> None:
    page = report(case(), titles={"loan_contract": "借款合同", "approval": "批复", "guarantee": "保证合同"})
    parsed = read(page)

    assert parsed.open == []
    assert "svg" in parsed.tags
    assert not {"script", "link", "img", "iframe"} & set(parsed.tags)
    assert "http://www.w3.org/2000/svg" in page
    assert page.count("http") == 1


def test_contents_days_and_ties_stand_on_it_in_words() -> None:
    words = read(report(case(), titles={"loan_contract": "借款合同", "approval": "批复"})).words

    assert all(word in words for word in ("违约责任", "5,000,000.00", "4,500,000.00", "2026-03-12", "CTR-023"))


def test_words_of_papers_are_never_markup() -> None:
    parsed = read(report(replace(case(), findings=(hostile(),))))

    assert "script" not in parsed.tags
    assert "用途<script>alert(1)</script>" in parsed.words


def test_an_empty_case_has_a_page_too() -> None:
    assert read(report(Case("空", Path()), "en")).open == []
