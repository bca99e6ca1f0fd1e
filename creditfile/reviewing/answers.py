"""Writes what persons say into the case's own TOML files: whole or not at all, and never over another's word."""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from creditfile.content import read_toml
from creditfile.errors import BookError, CaseError
from creditfile.model import Value
from creditfile.writing import appearing

TABLES = {"correct": "corrections.toml", "waive": "waivers.toml", "attest": "attestations.toml"}
"""Which file holds which kind of word."""
LOCK = ".review.lock"
MOST_BYTES = 4 * 1024 * 1024
"""Of one such file: more than a person writes."""


class ConflictError(CaseError):
    """Somebody has written since the page was made; nothing is written."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A word that counts only once a second person has checked it."""

    kind: str
    """A key of TABLES."""
    number: int
    """Its place in the file, from 1."""
    what: str
    """The fact's address or the rule's code with its subject."""
    value: str
    """What is said of it."""
    by: str
    reason: str


def state_of(folder: Path) -> str:
    """A digest of everything persons have said of a case: whoever answers names the one he has seen."""
    whole = hashlib.sha256()
    for name in TABLES.values():
        whole.update(hashlib.sha256(_content(folder / name)).digest())
    return whole.hexdigest()


def _content(file: Path) -> bytes:
    """What stands in a file; empty where there is none. Raises CaseError for a link and for what is too large."""
    if file.is_symlink():
        raise CaseError("is a link", where=file.name, mend="Put the file itself into the case.")
    if not file.is_file():
        return b""
    if file.stat().st_size > MOST_BYTES:
        raise CaseError("is too large", where=file.name)
    return file.read_bytes()


def say(folder: Path, kind: str, entry: Mapping[str, Any], state: str) -> str:
    """Add an entry to its file; the new state. Raises ConflictError when the case is no longer in the state named."""
    block = "\n".join([f"[[{kind}]]", *(f"{key} = {literal(value)}" for key, value in entry.items())]) + "\n"

    def added(text: str) -> str:
        return f"{text.rstrip()}\n\n{block}" if text.strip() else block

    return _change(folder, kind, state, added)


def check(folder: Path, kind: str, number: int, by: str, on: date, state: str) -> str:
    """Put a second name to an entry. Raises ConflictError as `say`; CaseError when there is no such entry, or it is
    the same person's."""
    entries = read_entries(folder, kind)
    if not 1 <= number <= len(entries):
        raise CaseError(f"has no entry {number}", where=TABLES[kind])
    if entries[number - 1].get("by") == by:
        raise CaseError(
            f"{by} 不能复核自己的记录 · {by} cannot check an own entry", mend="请由另一人复核 · Another person must."
        )
    if entries[number - 1].get("checked_by"):
        raise CaseError("已经复核 · is checked already", where=f"{TABLES[kind]} {number}")
    head = re.compile(rf"^[ \t]*\[\[[ \t]*{kind}[ \t]*\]\][^\n]*$", re.MULTILINE)

    def checked(text: str) -> str:
        found = list(head.finditer(text))
        if len(found) != len(entries):
            raise CaseError("is not written as we write it", where=TABLES[kind], mend="Add checked_by by hand.")
        at = found[number - 1].end()
        return f"{text[:at]}\nchecked_by = {literal(by)}\nchecked_on = {literal(on)}{text[at:]}"

    return _change(folder, kind, state, checked)


def read_entries(folder: Path, kind: str) -> list[dict[str, Any]]:
    """What stands in a file, entry by entry. Raises CaseError when it is no TOML."""
    file = folder / TABLES[kind]
    if not _content(file):
        return []
    try:
        found = read_toml(file).get(kind, [])
    except BookError as error:
        raise CaseError(error.problem, where=file.name, mend="请先改正该文件 · Mend that file first.") from error
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def waiting(folder: Path, four_eyes: frozenset[str]) -> tuple[Waiting, ...]:
    """The entries that wait for a second person, where policy asks for one."""
    return tuple(
        Waiting(kind, number, *_told(entry))
        for kind in TABLES
        if kind in four_eyes
        for number, entry in enumerate(read_entries(folder, kind), start=1)
        if not entry.get("checked_by") or entry.get("checked_by") == entry.get("by")
    )


def _told(entry: Mapping[str, Any]) -> tuple[str, str, str, str]:
    what = str(entry.get("fact") or f"{entry.get('code', '')} {entry.get('subject', '')}".strip())
    value = entry.get("value", entry.get("until", ""))
    return what, str(value), str(entry.get("by", "")), str(entry.get("reason", ""))


def _change(folder: Path, kind: str, state: str, change: Any) -> str:
    file = folder / TABLES[kind]
    with _locked(folder):
        if state_of(folder) != state:
            raise ConflictError(
                "其间有人改过 · somebody has written since",
                where=file.name,
                mend="请刷新后再答 · Load the page again, then answer.",
            )
        try:
            text = _content(file).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise CaseError("is not UTF-8", where=file.name) from error
        _write(file, change(text), kind)
        return state_of(folder)


def _write(file: Path, text: str, kind: str) -> None:
    """Whole or not at all, and only what reads back as it must."""
    mode = file.stat().st_mode & 0o777 if file.exists() else 0o644
    try:
        with appearing(file, mode=mode) as half:
            half.write_text(text, encoding="utf-8", newline="")
            if not isinstance(read_toml(half).get(kind), list):
                raise CaseError("is not written as it must be", where=file.name)
    except BookError as error:
        raise CaseError(error.problem, where=file.name, mend="请先改正该文件 · Mend that file first.") from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One writer at a time, of whatever process."""
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def literal(value: Value) -> str:
    """A value as TOML writes it; a blank cell within a table is left out."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        said = (f"{_text(key)} = {literal(part)}" for key, part in value.items() if part is not None)
        return "{ " + ", ".join(said) + " }"
    if isinstance(value, tuple):
        return "[" + ", ".join(literal(part) for part in value if part is not None) + "]"
    return _text(value or "")


def _text(text: str) -> str:
    letters = (_ESCAPES.get(letter) or _shown(letter) for letter in text)
    return f'"{"".join(letters)}"'


def _shown(letter: str) -> str:
    plain = letter >= " " and letter != "\x7f" and not "\ud800" <= letter <= "\udfff"
    return letter if plain else f"\\u{0xFFFD if letter >= chr(0xD800) else ord(letter):04x}"
