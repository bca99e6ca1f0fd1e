"""A look at an archive as text and as JSON: what changed, what turned, what is to be done."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from creditfile.model import Fact
from creditfile.model.duty import Duty, State
from creditfile.model.look import Change, Look, Turn
from creditfile.model.record import fact_record
from creditfile.reporting.words import say

_LONGEST = 60
_OPEN = (State.LATE, State.DUE, State.CANNOT_TELL)


def text(look: Look, language: str = "zh", *, planned: bool = False) -> str:
    """The look in paragraphs; duties that are only planned on request."""
    blocks = [_head(look, language)]
    if look.changes:
        blocks.append("\n".join([say("Changed", language), *(_change(change, language) for change in look.changes)]))
    if look.turns:
        blocks.append("\n".join([say("Answers that turned", language), *(_turn(turn) for turn in look.turns)]))
    blocks.append(duties_text(look.duties, language, planned=planned))
    return "\n\n".join(block for block in blocks if block) + "\n"


def duties_text(duties: Iterable[Duty], language: str = "zh", *, planned: bool = False, name: str = "") -> str:
    """Duties a line each, those that are late first."""
    shown = [duty for duty in duties if duty.state in _OPEN or (planned and duty.state is State.PLANNED)]
    order = {State.LATE: 0, State.DUE: 1, State.CANNOT_TELL: 2, State.PLANNED: 3}
    shown.sort(key=lambda duty: order[duty.state])
    if not shown:
        return say("Nothing is due", language) if not name else ""
    lines = [f"  {name}{'  ' if name else ''}{_duty(duty, language)}" for duty in shown]
    return "\n".join(lines if name else [say("To be done", language), *lines])


def _duty(duty: Duty, language: str) -> str:
    title = duty.title if language == "zh" else duty.title_en
    subject = f" [{duty.subject}]" if duty.subject else ""
    who = f"  {duty.who}" if duty.who else ""
    missing = f"  {say('missing', language)} {', '.join(duty.missing)}" if duty.missing else ""
    return f"{say(duty.state.value, language)}  {duty.due or '—'}  {duty.code} {title}{subject}{who}{missing}"


def _head(look: Look, language: str) -> str:
    since = str(look.since) if look.since else say("first look", language)
    return say(
        "{case} · {on} · since {since} · {papers} new papers, {replaced} replaced",
        language,
        case=look.case.id,
        on=look.on,
        since=since,
        papers=len(look.received),
        replaced=len(look.replaced),
    )


def _change(change: Change, language: str) -> str:
    event = f"[{change.event}] " if change.event else ""
    fact = change.after or change.before
    assert fact is not None
    label = (fact.label if language == "zh" else fact.label_en) or change.address
    return f"  {event}{label}  {_shown(change.before)} → {_shown(change.after)}  {_source(fact)}".rstrip()


def _shown(fact: Fact | None) -> str:
    if fact is None:
        return "—"
    if isinstance(fact.value, tuple):
        return f"({len(fact.value)})"
    value = fact_record(fact)["value"]
    return str(value)[:_LONGEST]


def _source(fact: Fact) -> str:
    return fact.origins[0].source if fact.origins else ""


def _turn(turn: Turn) -> str:
    subject = f" [{turn.subject}]" if turn.subject else ""
    why = f"  {turn.why}" if turn.why else ""
    return f"  {turn.code}{subject} {turn.title}  {turn.before} → {turn.after}{why}"


def to_json(look: Look) -> str:
    """The look as JSON, without the case itself, which lies in case.json."""
    record: dict[str, Any] = {
        "case": look.case.id,
        "on": look.on.isoformat(),
        "since": look.since.isoformat() if look.since else None,
        "received": list(look.received),
        "replaced": list(look.replaced),
        "changes": [
            {
                "address": change.address,
                "event": change.event,
                "before": fact_record(change.before) if change.before else None,
                "after": fact_record(change.after) if change.after else None,
                "documents": list(change.documents),
            }
            for change in look.changes
        ],
        "turns": [
            {"code": turn.code, "subject": turn.subject, "before": turn.before, "after": turn.after, "why": turn.why}
            for turn in look.turns
        ],
        "duties": duties_record(look.duties),
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def duties_record(duties: Sequence[Duty]) -> list[dict[str, Any]]:
    """Duties as plain values."""
    return [
        {
            "code": duty.code,
            "title": duty.title,
            "title_en": duty.title_en,
            "state": duty.state.value,
            "due": duty.due.isoformat() if duty.due else None,
            "notices": [day.isoformat() for day in duty.notices],
            "subject": duty.subject,
            "who": duty.who,
            "letter": duty.letter,
            "basis": list(duty.basis),
            "missing": list(duty.missing),
        }
        for duty in duties
    ]
