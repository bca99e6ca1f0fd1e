"""Reads waivers.toml and attestations.toml: what persons said of findings, with name, day, reason and digest."""

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from creditfile.model import Trouble
from creditfile.model.person import Word

FILES = {"waivers.toml": "waive", "attestations.toml": "attest"}
"""Which table each file holds."""
WRONG = "RDG-154"
WANTED = ("code", "by", "reason", "on", "digest")


def words_of(path: str, content: bytes) -> tuple[tuple[Word, ...], tuple[Trouble, ...]]:
    """The entries that are whole, and a trouble for each that is not; one bad entry spoils no other."""
    kind = FILES[path]
    try:
        entries = tomllib.loads(content.decode("utf-8-sig")).get(kind, [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return (), (Trouble(WRONG, f"{path}: {error}"),)
    words: list[Word] = []
    troubles: list[Trouble] = []
    for number, entry in enumerate(entries, start=1):
        lacking = _lacking(entry, kind)
        if lacking:
            troubles.append(Trouble(WRONG, f"{path} [[{kind}]] {number}: {lacking}"))
        else:
            words.append(_word(entry, kind, path))
    return tuple(words), tuple(troubles)


def _lacking(entry: Mapping[str, Any], kind: str) -> str:
    """What an entry lacks; empty when it is whole."""
    wanted = (*WANTED, "until") if kind == "waive" else WANTED
    missing = [key for key in wanted if not entry.get(key)]
    if missing:
        return ", ".join(missing)
    not_days = [key for key in ("on", "until") if key in entry and type(entry[key]) is not date]
    return f"{', '.join(not_days)}: 2026-03-09" if not_days else ""


def _word(entry: Mapping[str, Any], kind: str, path: str) -> Word:
    checked = str(entry.get("checked_by") or "")
    return Word(
        kind=kind, code=str(entry["code"]), subject=str(entry.get("subject", "")), by=str(entry["by"]),
        reason=str(entry["reason"]), on=entry["on"], until=entry.get("until"), digest=str(entry["digest"]), source=path,
        checked_by=checked if checked != str(entry["by"]) else "",
    )
