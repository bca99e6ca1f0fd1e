"""Looks at a specimen paper for what a new document type needs: its title, and what look like labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from creditfile.errors import CaseError
from creditfile.reading.pages import Page, Pages, UnreadableError
from creditfile.reading.readers import open_source
from creditfile.values.refusal import NotAValue
from creditfile.values.types import TYPES

_LABEL = "[\u4e00-\u9fff][\u4e00-\u9fff()（）/ 、]{0,14}[\u4e00-\u9fff)）]"
_LABELLED = re.compile(rf"({_LABEL})\s*[:：]\s*([^\s:：][^:：]*?)(?=\s{{2,}}|\s+{_LABEL}\s*[:：]|$)")
_TITLE = re.compile("[\u4e00-\u9fff()（）《》 ]{3,30}")
_TELLING = ("credit_code", "id_number", "date", "rate", "money")
"""Types that a text shows by itself, in the order in which they are tried."""
_MOST = 40


@dataclass(frozen=True, slots=True)
class Seen:
    """What a specimen shows."""

    title: str
    """Its first line that looks like one; empty when none does."""
    words: tuple[str, ...]
    """Labels by which it may be known."""
    fields: str
    """A [fields.…] table for each label, as TOML."""


def seen(paper: Path) -> Seen:
    """What is on a specimen paper. Raises CaseError for one that cannot be read."""
    try:
        pages = open_source(paper.read_bytes(), paper.name)
    except (OSError, UnreadableError) as error:
        raise CaseError(f"cannot be read ({error})", where=str(paper)) from error
    labels = dict(reversed(list(_labels(pages))))
    labels = dict(list(reversed(labels.items()))[:_MOST])
    tables = [
        "\n".join(
            (
                f"[fields.field_{number}]  # {value}",
                f'label = "{label}"',
                f'label_en = "field {number}"',
                f'type = "{_type(value)}"',
                f'find = [{{ beside = ["{label}"] }}]',
            )
        )
        for number, (label, value) in enumerate(labels.items(), start=1)
    ]
    title = next(_titles(pages), "")
    return Seen(title, tuple(labels)[:6], "\n\n".join(tables) + "\n")


def _titles(pages: Pages) -> Iterator[str]:
    for page in pages:
        for line in page.text.splitlines():
            if _TITLE.fullmatch(line.strip()):
                yield line.replace(" ", "")


def _labels(pages: Pages) -> Iterator[tuple[str, str]]:
    """Labels with what stands after them, in reading order."""
    for page in pages:
        for line in page.text.splitlines():
            yield from ((_bare(found[1]), _shown(found[2])) for found in _LABELLED.finditer(line))
        yield from _pairs(page)


def _pairs(page: Page) -> Iterator[tuple[str, str]]:
    for table in page.tables:
        for row in table.rows:
            for label, value in zip(row[::2], row[1::2], strict=False):
                if re.fullmatch(_LABEL, label.text.strip()) and value.text.strip():
                    yield _bare(label.text), _shown(value.text)


def _bare(label: str) -> str:
    return re.sub(r"\s", "", label)


def _shown(value: str) -> str:
    return " ".join(value.split())[:40]


def _type(value: str) -> str:
    for name in _TELLING:
        if name == "money" and not re.search(r"[元¥￥]|\.\d\d$", value):
            continue
        if name == "rate" and "%" not in value and "％" not in value:
            continue
        try:
            if not TYPES[name](value).irregular or name == "rate":
                return name
        except NotAValue:
            continue
    return "text"
