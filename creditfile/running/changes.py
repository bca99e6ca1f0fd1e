"""Why a case is worked, or that it need not be: what changed since its latest result."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from creditfile.recording.entries import QUARANTINED, Prior
from creditfile.recording.masking import masked
from creditfile.running.bounds import Limits
from creditfile.running.digests import submitted

MOST_NAMED = 3
"""So many changed papers are named."""


@dataclass(frozen=True, slots=True)
class Now:
    """What results are made with in this run."""

    book: str
    """Digest."""
    book_parts: str
    """JSON."""
    engine: str
    """Digest."""
    on_day: str
    """ISO."""
    limits: Limits
    retry: bool = False
    """Work quarantined cases again even when nothing changed."""


def reason_to_work(prior: Prior | None, papers: Sequence[tuple[str, str]], now: Now, *, stands: bool) -> str:
    """Why a case is worked, in the words of reporting.reasons; empty when its latest result still holds."""
    if prior is None:
        return "new"
    reasons = []
    if submitted(list(papers)) != prior.submitted:
        reasons.append(_papers(papers, prior))
    if now.book != prior.book:
        reasons.append(_book(now.book_parts, prior.book_parts))
    if now.engine != prior.engine:
        reasons.append("engine")
    if now.on_day != prior.on_day:
        reasons.append(f"day: {prior.on_day} → {now.on_day}")
    if prior.state == QUARANTINED and (now.retry or _wider(now.limits, json.loads(prior.options))):
        reasons.append("retried")
    if not reasons and not stands:
        reasons.append("result gone")
    return "; ".join(reasons)


def _papers(papers: Sequence[tuple[str, str]], prior: Prior) -> str:
    """Which papers are new, changed or gone; names are compared as the ledger has them."""
    now = [(masked(name), digest) for name, digest in papers]
    before = Counter(prior.sources)
    changed = list((Counter(now) - before).keys())
    known = {name for name, _ in prior.sources}
    parts = [
        ("papers changed", [name for name, _ in changed if name in known]),
        ("papers new", [name for name, _ in changed if name not in known]),
        ("papers gone", sorted(known - {name for name, _ in now})),
    ]
    told = [f"{word}: {_listed(names)}" for word, names in parts if names]
    return "; ".join(told) or "papers changed"


def _listed(names: Sequence[str]) -> str:
    more = f" … {len(names)}" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _book(now: str, before: str) -> str:
    """Rules (schemas, checks) or templates."""
    new, old = json.loads(now), json.loads(before)
    changed = [part for part in new if new[part] != old.get(part)]
    return f"book: {', '.join(changed)}" if changed else "book"


def _wider(limits: Limits, before: Mapping[str, object]) -> bool:
    """Whether a case may now take more than it might then."""
    kept = {"seconds": limits.seconds, "memory_mb": limits.memory_mb, "size_mb": limits.size_mb}
    return any(isinstance(old := before.get(key), int) and value > old for key, value in kept.items())
