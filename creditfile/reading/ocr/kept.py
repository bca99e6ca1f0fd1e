"""Keeps what was recognised on a page, since recognising is slow; bounded, safe to delete."""

import hashlib
import json
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

from creditfile.model import Box
from creditfile.reading.cache import cache_folder
from creditfile.reading.glyphs import Edge
from creditfile.reading.ocr.makeup import makeup
from creditfile.reading.ocr.transcript import Transcript
from creditfile.reading.pages import Line, Seal, Signature, Word
from creditfile.reading.shelf import Shelf, name_of

FORMAT = 4
"""Of an entry; another is recognised anew."""
PAGES = "pages"
"""The folder of the entries, beside readings of whole files."""
LARGEST = 128 * 1024 * 1024
"""Bytes that all entries together may take; beyond, those used longest ago go."""


def kept(source_digest: str, page: int, work: Callable[[], Transcript]) -> Transcript:
    """What `work` gives, remembered by the digest of the file, the page, and all that takes part in recognising it."""
    folder = cache_folder()
    if folder is None:
        return work()
    shelf, name = Shelf(folder / PAGES, LARGEST), _name(source_digest, page)
    content = shelf.get(name)
    known = None if content is None else _load(content)
    if known is not None:
        return known
    found = work()
    shelf.put(name, json.dumps(_to_record(found), ensure_ascii=False).encode())
    return found


def is_kept(source_digest: str, page: int) -> bool:
    """Whether what was recognised on a page is most likely remembered."""
    folder = cache_folder()
    return folder is not None and Shelf(folder / PAGES, LARGEST).holds(_name(source_digest, page))


def _name(source_digest: str, page: int) -> str:
    return name_of(FORMAT, source_digest, page, _engine())


@lru_cache(maxsize=1)
def _engine() -> str:
    """Of our own files here and what recognises."""
    whole = hashlib.sha256()
    here = Path(__file__).parent
    for file in (*sorted(here.glob("*.py")), here.parent / "pages.py"):
        whole.update(file.name.encode())
        whole.update(file.read_bytes())
    whole.update(makeup().encode())
    return whole.hexdigest()


def _load(content: bytes) -> Transcript | None:
    try:
        return _from_record(json.loads(content))
    except (ValueError, KeyError, TypeError, IndexError, InvalidOperation):
        return None


def _to_record(found: Transcript) -> dict[str, Any]:
    return {
        "size": [found.width, found.height],
        "lines": [
            [
                [word.text, _box(word.box), " ".join(map(str, word.sure)), "".join(map(str, map(int, word.twice)))]
                for word in line.words
            ]
            for line in found.lines
        ],
        "level": found.level,
        "upright": found.upright,
        "seals": [[seal.shape, _box(seal.box), seal.text, str(seal.confidence)] for seal in found.seals],
        "signatures": [[hand.label, _box(hand.box)] for hand in found.signatures],
        "back": found.back,
        "set": [found.turned, found.skew, found.flattened, found.fold, found.fold_height],
    }


def _box(box: Box | None) -> list[str]:
    assert box is not None
    return [str(side) for side in (box.x0, box.top, box.x1, box.bottom)]


def _from_record(record: dict[str, Any]) -> Transcript:
    turned, skew, flattened, fold, fold_height = record["set"]
    width, height = record["size"]
    back = tuple(float(number) for number in record["back"])
    if len(back) != 9:
        raise ValueError("back")
    return Transcript(
        float(width),
        float(height),
        tuple(Line(tuple(_word(*word) for word in line)) for line in record["lines"]),
        tuple(Edge(*map(float, edge)) for edge in record["level"]),
        tuple(Edge(*map(float, edge)) for edge in record["upright"]),
        tuple(Seal(str(shape), _of(box), str(text), Decimal(sure)) for shape, box, text, sure in record["seals"]),
        tuple(Signature(str(label), _of(box)) for label, box in record["signatures"]),
        back,
        int(turned),
        float(skew),
        bool(flattened),
        None if fold is None else float(fold),
        float(fold_height),
    )


def _word(text: str, box: list[str], letters: str, looks: str) -> Word:
    sure = tuple(map(Decimal, letters.split()))
    return Word(str(text), _of(box), min(sure), sure, tuple(look == "1" for look in looks))


def _of(sides: list[str]) -> Box:
    x0, top, x1, bottom = (Decimal(side) for side in sides)
    return Box(x0, top, x1, bottom)
