"""A case: one submission, a folder of papers or one file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from creditfile.model.fact import Fact
from creditfile.model.finding import Finding
from creditfile.model.person import Word
from creditfile.model.source import Source


class Decision(StrEnum):
    """What the policy makes of the findings; a person decides."""

    ADMIT = "admit"
    REFER = "refer"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one rule: the report states every one that ran and every one left out."""

    code: str
    """The rule's code."""
    outcome: str
    """holds, fails, cannot_tell, or left_out."""
    reason: str = ""
    """For left_out: why (not yet due, other product, other law in force, no such paper)."""
    subject: str = ""
    """What of several it is about."""
    read: tuple[str, ...] = ()
    """Names of the facts it was judged on."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A Word document we filled."""

    name: str
    """File name, e.g. 贷前调查报告.docx."""
    template: str
    """Which template of the book it was made with."""
    content: bytes
    """The whole .docx."""
    used: tuple[str, ...] = ()
    """Names of the facts printed in it, in order of appearance."""
    blanks: tuple[str, ...] = ()
    """Names of the facts that were wanted and are printed as 【待补】."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One value as found, still text: what a finder hands on and settling makes a fact of."""

    document: str
    """The document type's name."""
    part: str
    """Which paper it belongs to: the source's path, with `#2` when a file holds several of that type."""
    field: str
    """The field's name."""
    fact: Fact
    """Named `<document>.<field>` until settled; its value is the raw text, or None for a blank."""


@dataclass(frozen=True, slots=True)
class Case:
    """One submission and all that is known of it so far."""

    id: str
    """Its folder's or file's name."""
    folder: Path
    """Where it lies; for a single file, the file."""
    files: tuple[Path, ...] = ()
    """For loose files: these and no others below `folder`; empty: all that lies there."""
    loose: bool = False
    """Papers looked at on their own, not as a borrower's whole file: rules that need other papers are left out."""
    product: str | None = None
    """Which product is asked for, by its code; None until known."""
    sources: tuple[Source, ...] = ()
    """Every submitted file."""
    readings: tuple[Reading, ...] = ()
    """What was found and is not yet settled."""
    words: tuple[Word, ...] = ()
    """What persons said of findings: waivers and attestations."""
    facts: tuple[Fact, ...] = ()
    """What is settled, by name."""
    lacking: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each figure that could not be computed: the addresses of the facts it lacks; known until judged."""
    findings: tuple[Finding, ...] = ()
    """What fails or cannot be told."""
    answers: tuple[Answer, ...] = ()
    """What became of every rule."""
    decision: Decision | None = None
    """None until judged."""
    verdict: str = ""
    """The policy's finer word for the decision, e.g. PENDING_DOCS."""
    papers: tuple[Paper, ...] = field(default=(), repr=False)
    """The filled documents."""

    @property
    def held(self) -> tuple[str, ...]:
        """Codes of the rules that held, in order, each once."""
        return tuple(dict.fromkeys(answer.code for answer in self.answers if answer.outcome == "holds"))
