"""A set of contracts made, read and judged: each paper read once however many sets it stands in."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random

from creditfile.book import Book, open_book
from creditfile.judging.judge import judge
from creditfile.model import Case, Fact, Finding, Verdict
from creditfile.reading.read import Opened, read_paper
from creditfile.settling.settle import settle
from tests.contracts import wording
from tests.generator import forms, making, typed, write_office, write_pdf
from tests.generator.case import NAMES, Draft, _theme
from tests.generator.paper import Block, Paper

ROOT = Path(__file__).parent.parent.parent
PAPERS = (
    "D101",
    "D107",
    "D205",
    "D601",
    "D603",
    "D604",
    "D606",
    "D701",
    "D702",
    "D703",
    "D704",
    "D705",
    "D706",
    "D707",
    "D708",
    "D711",
    "D713",
)
"""Contracts and the papers that stand beside them; the rest of a case has no part in these checks."""
ATTESTED = frozenset({"CTR-048", "CTR-049", "CTR-056", "CTR-076"})
"""What only a person sees, and so asks about in every set."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of one set."""

    fails: frozenset[str]
    """Codes of contract and cross checks that fail."""
    unknown: frozenset[str]
    """Those that cannot be told, but for what only a person sees."""
    held: frozenset[str]
    """Those that hold."""
    findings: tuple[Finding, ...]
    """All of them."""
    facts: tuple[Fact, ...]
    """What was read and settled."""


@cache
def book() -> Book:
    """The book, with the contract and cross checks alone."""
    whole = open_book(ROOT)
    rules = tuple(rule for rule in whole.rules.rules if rule.family in ("CTR", "XC"))
    return replace(whole, rules=replace(whole.rules, rules=rules, demands=()))


def drafted(seed: int, party: str = "", product: str = "", faults: tuple[str, ...] = ()) -> Draft:
    """The contracts of a seed and the papers beside them, faults planted."""
    draft = making.draft(seed, party, product, faults, "", False)
    draft.papers = [paper for paper in draft.papers if paper.doc in PAPERS]
    return draft


def files(draft: Draft) -> list[tuple[str, bytes]]:
    """Each paper as a file, contracts in our wordings as Word or PDF, and the bank's own form beside them."""
    form = ("application.toml", typed.write(typed.form(draft.world, draft.typed))[0])
    return [*(_file(number, paper, draft) for number, paper in enumerate(draft.papers, 1)), form]


def _file(number: int, paper: Paper, draft: Draft) -> tuple[str, bytes]:
    world = draft.world
    rng = Random(f"form {world.seed} {paper.doc}")
    name = f"{number:02d}{NAMES[paper.doc][0]}"
    if paper.doc in wording.KINDS:
        paper.wording.setdefault("product", world.product)
        if paper.form == "pdf" and rng.random() < 0.5:
            paper.form = "docx"
        body, as_word = wording.blocks(paper, world.seed), paper.form == "docx"
    else:
        body, as_word = forms.blocks(paper, world), False
    key = f"{world.seed} {world.party} {world.product} {number} {paper!r}"
    if key not in _WRITTEN:
        if len(_WRITTEN) > 2000:
            _WRITTEN.clear()
        _WRITTEN[key] = _written(name, paper, body, as_word, rng, world.seed)
    return _WRITTEN[key]


_WRITTEN: dict[str, tuple[str, bytes]] = {}


def as_pdf(draft: Draft, at: int) -> bytes:
    """One paper of a draft as a PDF, whatever its form."""
    paper, seed = draft.papers[at], draft.world.seed
    body = wording.blocks(paper, seed) if paper.doc in wording.KINDS else forms.blocks(paper, draft.world)
    return write_pdf.write(body, _theme(paper, Random(f"pdf {seed}"), ""))[0]


def _written(name: str, paper: Paper, body: list[Block], as_word: bool, rng: Random, seed: int) -> tuple[str, bytes]:
    if as_word:
        return f"{name}.docx", write_office.write_docx(body, paper.wording, seed)[0]
    return f"{name}.pdf", write_pdf.write(body, _theme(paper, rng, ""))[0]


_READ: dict[str, Opened] = {}


def opened(name: str, content: bytes) -> Opened:
    """One paper read; the same bytes are read once."""
    key = sha256(name.encode() + content).hexdigest()
    if key not in _READ:
        if len(_READ) > 400:
            _READ.clear()
        _READ[key] = read_paper(name, content, book().documents)
    return _READ[key]


def told(draft: Draft, made: list[tuple[str, bytes]] | None = None) -> Told:
    """What the checks say of a draft."""
    return told_of(made or files(draft), draft.world.days["drawn"])


def told_of(made: list[tuple[str, bytes]], day: date = date(2025, 6, 12)) -> Told:
    """What the checks say of some files on a day."""
    papers = [opened(name, content) for name, content in made]
    readings = tuple(reading for paper in papers for reading in paper.readings)
    case = Case("set", Path(), sources=tuple(paper.source for paper in papers), readings=readings)
    case = judge(settle(case, book().documents, book().figures, day), book().rules, day)
    ours = tuple(finding for finding in case.findings if finding.code.startswith(("CTR", "XC")))
    return Told(
        frozenset(finding.code for finding in ours if finding.verdict is Verdict.FAILS),
        frozenset(finding.code for finding in ours if finding.verdict is Verdict.CANNOT_TELL) - ATTESTED,
        frozenset(case.held),
        ours,
        case.facts,
    )
