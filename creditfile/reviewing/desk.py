"""A person at work on cases: opens one, hears the answer, writes it down, judges again, says what changed."""

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from threading import RLock
from typing import Any

from creditfile.book import Book
from creditfile.errors import CaseError
from creditfile.model import Case, Fact, Finding, Origin, Reading, Value
from creditfile.reviewing import answers, effort
from creditfile.reviewing.answers import ConflictError
from creditfile.reviewing.effect import flips_between
from creditfile.reviewing.matters import Review, review_of
from creditfile.reviewing.page import Changed, Live, bytes_of, page
from creditfile.reviewing.pictures import Picture, has_face, picture_of, sizes_of
from creditfile.reviewing.queue import Waits
from creditfile.settling.corrections import NUMBERS, corrected

Check = Callable[[Case, Any, date], Case]
OPEN, PICTURES = 4, 64
"""So many cases, and so many page pictures, are kept in memory; the least lately used go."""
LONGEST = 500
"""Letters of a reason or a value."""
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(slots=True)
class Sitting:
    """One case on the desk."""

    waits: Waits
    review: Review
    state: str
    """What persons had said when it was judged."""
    places: tuple[tuple[str, int, float, float], ...]
    """Its pages that have a face: source, page, width and height in points."""
    changed: Changed | None = None


@dataclass(slots=True)
class Desk:
    """The cases a person works on, one at a time: nothing here is done twice at once."""

    queue: tuple[Waits, ...]
    check: Check
    """The pipeline's own."""
    book: Book
    on: date
    by: str
    """Who sits there."""
    language: str = "zh"
    csrf: str = ""
    lock: RLock = field(default_factory=RLock)
    sittings: OrderedDict[int, Sitting] = field(default_factory=OrderedDict)
    pictures: OrderedDict[tuple[int, int, int], Picture] = field(default_factory=OrderedDict)

    def html(self, number: int) -> str:
        """A case's page."""
        with self.lock:
            sitting = self.sitting(number)
            four_eyes = self.book.rules.policy.four_eyes
            live = Live(
                base=f"/c/{number}",
                csrf=self.csrf,
                state=sitting.state,
                by=self.by,
                waiting=answers.waiting(sitting.waits.papers, four_eyes),
                changed=sitting.changed,
                places=sitting.places,
                queue=len(self.queue) > 1,
                following=f"/c/{number + 1}/" if number + 1 < len(self.queue) else "",
            )
            return page(sitting.review, self.book, sitting.waits.papers, self.on.isoformat(), self.language, live)

    def picture(self, number: int, source: int, leaf: int) -> Picture | None:
        """A page of a paper of the case, drawn when first asked for."""
        with self.lock:
            key = (number, source, leaf)
            if key not in self.pictures:
                sources = self.sitting(number).review.case.sources
                if not 0 <= source < len(sources) or not has_face(sources[source].media):
                    return None
                content = bytes_of(self.queue[number].papers, sources[source])
                drawn = picture_of(content, sources[source].media, leaf) if content is not None else None
                if drawn is None:
                    return None
                self.pictures[key] = drawn
            self.pictures.move_to_end(key)
            while len(self.pictures) > PICTURES:
                self.pictures.popitem(last=False)
            return self.pictures[key]

    def sitting(self, number: int) -> Sitting:
        """The case on the desk; read and judged when it is first asked for, and when files changed meanwhile."""
        waits = self.queue[number]
        known = self.sittings.get(number)
        if known is not None and known.state == answers.state_of(waits.papers):
            self.sittings.move_to_end(number)
            return known
        sitting = self._open(waits)
        if known is None:
            asked = [("asked", name) for name in sitting.review.asked]
            raised = {matter.finding.code for matter in sitting.review.matters if matter.finding}
            effort.note(waits.papers, [*sorted(asked), *(("raised", code) for code in sorted(raised))])
        self.sittings[number] = sitting
        while len(self.sittings) > OPEN:
            self.sittings.popitem(last=False)
        return sitting

    def _open(self, waits: Waits) -> Sitting:
        if not waits.papers.is_dir():
            raise CaseError(
                "资料不在原处,或是压缩包 · its papers are not there, or are an archive",
                where=str(waits.papers),
                mend="请解压后再审 · Unpack them first.",
            )
        state = answers.state_of(waits.papers)
        case = self.check(Case(id=waits.name, folder=waits.papers), self.book, self.on)
        places = tuple(
            (source.path, leaf, *size)
            for source in case.sources
            if has_face(source.media) and (content := bytes_of(waits.papers, source)) is not None
            for leaf, size in enumerate(sizes_of(content, source.media), start=1)
        )
        return Sitting(waits, review_of(case, self.book, self.on), state, places)

    def hear(self, number: int, said: Mapping[str, Any]) -> None:
        """Write one answer down and judge again. Raises ConflictError or CaseError; nothing is written then."""
        with self.lock:
            before = self.sitting(number)
            if said.get("state") != before.state:
                raise ConflictError(
                    "其间有人改过,未保存 · somebody has written since; nothing was saved",
                    mend="请刷新页面后再答 · Load the page again, then answer.",
                )
            action = str(said.get("action"))
            if action not in ACTIONS:
                raise CaseError(f"no answer {action!r}")
            what, events = ACTIONS[action](self, before, said)
            effort.note(before.waits.papers, events)
            if WRITES.get(action, action) in self.book.rules.policy.four_eyes:
                what = f"{what} · 待第二人复核 waits for a second person"
            if action != "false_alarm":
                self._again(number, before, what)

    def _again(self, number: int, before: Sitting, what: str) -> None:
        after = self.sitting(number)
        was, now = before.review.case, after.review.case
        after.changed = Changed(
            what,
            (str(was.decision or ""), str(now.decision or "")),
            (was.verdict, now.verdict),
            flips_between(was, now),
            (len(before.review.matters), len(after.review.matters)),
        )

    def spend(self, number: int, said: Mapping[str, Any]) -> None:
        """Note how long somebody looked, and at what."""
        with self.lock:
            sitting = self.sittings.get(number)
            if sitting is None:
                return
            seconds = said.get("seconds")
            looked = said.get("looked")
            names = [name for name in looked if name in sitting.review.asked] if isinstance(looked, list) else []
            spent = max(0, min(120, seconds)) if isinstance(seconds, int) else 0
            effort.note(sitting.waits.papers, [("looked", name) for name in names[:200]], spent)

    # ---- the answers: each writes, and says what was done and what to count

    def confirm(self, sitting: Sitting, said: Mapping[str, Any]) -> "Told":
        """The paper says what was read."""
        fact = _fact(sitting, said)
        self._correct(sitting, fact, fact.value, _text(said, "reason") or "与原件一致 As on paper")
        return f"已确认 Confirmed: {fact.label or fact.name}", [("confirmed", fact.name)]

    def correct(self, sitting: Sitting, said: Mapping[str, Any]) -> "Told":
        """The paper says something else."""
        fact = _fact(sitting, said)
        value = value_of(fact, _text(said, "value"))
        origin = Origin("corrections.toml", None, None, "", "person")
        trial = Reading("corrections", "corrections.toml", fact.name, Fact(fact.name, value, "", origins=(origin,)))
        _, troubles = corrected([fact], [trial], self.book.documents, four_eyes=False)
        if troubles:
            raise CaseError(f"“{_text(said, 'value')}” 不能作为该项的值 · is no such value ({troubles[0][1].detail})")
        self._correct(sitting, fact, value, _text(said, "reason") or "与原件不符 Not as on paper")
        return f"已更正 Corrected: {fact.label or fact.name}", [("corrected", fact.name)]

    def _correct(self, sitting: Sitting, fact: Fact, value: Value, reason: str) -> None:
        sources = {source.path: source.sha256 for source in sitting.review.case.sources}
        digest = next((sources[origin.source] for origin in fact.origins if origin.source in sources), "")
        stated: dict[str, Any] = {"blank": True} if value in (None, "") else {"value": value}
        entry = {"fact": fact.name, **stated, **self._signed(reason)}
        answers.say(
            sitting.waits.papers, "correct", {**entry, "source_sha256": digest} if digest else entry, sitting.state
        )

    def waive(self, sitting: Sitting, said: Mapping[str, Any]) -> "Told":
        """The finding is set aside, with a reason and an end."""
        finding = _finding(sitting, said)
        until = _text(said, "until")
        if not _DAY.fullmatch(until):
            raise CaseError("请填写有效期 · name the last day", where="until")
        entry = {**_of(finding), **self._signed(_reason(said)), "until": date.fromisoformat(until)}
        answers.say(sitting.waits.papers, "waive", entry, sitting.state)
        return f"已豁免 Waived: {finding.code}", [("waived", finding.code)]

    def attest(self, sitting: Sitting, said: Mapping[str, Any]) -> "Told":
        """What only a person can see was seen."""
        finding = _finding(sitting, said)
        answers.say(sitting.waits.papers, "attest", {**_of(finding), **self._signed(_reason(said))}, sitting.state)
        return f"已核实 Attested: {finding.code}", [("attested", finding.code)]

    def second(self, sitting: Sitting, said: Mapping[str, Any]) -> "Told":
        """A second person stands for what the first has said."""
        kind, number = _text(said, "kind"), _text(said, "entry")
        if kind not in answers.TABLES or not number.isdecimal():
            raise CaseError("names no entry")
        answers.check(sitting.waits.papers, kind, int(number), self.by, self.on, sitting.state)
        return f"已复核 Checked: {kind} {number}", [("checked", kind)]

    def false_alarm(self, sitting: Sitting, said: Mapping[str, Any]) -> "Told":
        """It should not have been raised: noted, and nothing else."""
        of = _fact(sitting, said).name if _text(said, "fact") else _finding(sitting, said).code
        return "", [("false_alarm", of)]

    def _signed(self, reason: str) -> dict[str, Any]:
        """Who, on which day that counts, when by the clock, and why."""
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {"by": self.by, "on": self.on, "at": at, "reason": reason}


Told = tuple[str, list[tuple[str, str]]]
"""What was done, in words, and what to count."""
ACTIONS: Mapping[str, Callable[[Desk, Sitting, Mapping[str, Any]], Told]] = {
    "confirm": Desk.confirm,
    "correct": Desk.correct,
    "waive": Desk.waive,
    "attest": Desk.attest,
    "check": Desk.second,
    "false_alarm": Desk.false_alarm,
}


WRITES = {"confirm": "correct", "check": "", "false_alarm": ""}
"""Which kind of word an answer is, where it is not called so."""


def value_of(fact: Fact, text: str) -> Value:
    """What a person typed, as a correction states it: a plain number is in the fact's own unit, 2025-03-09 a day."""
    if not text:
        raise CaseError("请填写原件上的值 · say what the paper says")
    plain = re.sub(r"[,,\s]", "", text)
    wanted = fact.type
    if wanted in (*NUMBERS, "integer", "months", "days") and _NUMBER.fullmatch(plain):
        return Decimal(plain) if wanted in NUMBERS else _whole(plain)
    if wanted == "date" and _DAY.fullmatch(plain):
        return _day(plain)
    if wanted == "boolean":
        return _yes_or_no(plain)
    return text


def _whole(text: str) -> int:
    if "." in text:
        raise CaseError(f"“{text}” 须为整数 · a whole number is wanted")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CaseError(f"“{text}” 不是日期 · is no day") from error


def _yes_or_no(text: str) -> bool:
    if text.lower() in ("是", "yes", "true"):
        return True
    if text.lower() in ("否", "no", "false"):
        return False
    raise CaseError("请填 是 或 否 · yes or no")


def _text(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key)
    text = value.strip() if isinstance(value, str) else ""
    if len(text) > LONGEST:
        raise CaseError(f"超过 {LONGEST} 字 · longer than {LONGEST} letters", where=key)
    return text


def _reason(said: Mapping[str, Any]) -> str:
    reason = _text(said, "reason")
    if not reason:
        raise CaseError("请填写理由 · give a reason")
    return reason


def _fact(sitting: Sitting, said: Mapping[str, Any]) -> Fact:
    name = said.get("fact")
    found = next((fact for fact in sitting.review.case.facts if fact.name == name and not fact.inputs), None)
    if found is None:
        raise CaseError("没有这一项 · there is no such reading")
    return found


def _finding(sitting: Sitting, said: Mapping[str, Any]) -> Finding:
    wanted = (said.get("code"), said.get("subject") or "", said.get("digest"))
    found = next((f for f in sitting.review.case.findings if (f.code, f.subject, f.digest) == wanted), None)
    if found is None:
        raise ConflictError("该发现已变化 · the finding has changed", mend="请刷新页面 · Load the page again.")
    return found


def _of(finding: Finding) -> dict[str, Any]:
    named = {"code": finding.code, "subject": finding.subject, "digest": finding.digest}
    return {key: value for key, value in named.items() if value}
