"""What a printed figure looks like: its number, a blank mark, or why it is no figure one may rely on."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−─━ー﹣－﹘", "-") | {"﹐": ",", "，": ",", "．": ".", "\u00a0": " "})
_CURRENCY = re.compile(r"^(?:人民币|RMB|CNY|¥|￥)\s*")
_PLAIN = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+")
_NUMERIC = re.compile(r"[-+()△▲,.\d\s*]*\d[-+()△▲,.\d\s*]*")
_NOTE_MARK = re.compile(r"(?<=[\d)）])[①-⑳⁰¹²³⁴-⁹*＊#]+$")
"""A reference to a note set behind a figure; some of these would else be read as further digits."""
_BLANK = re.compile(r"(?:-{1,6}|/|\\|无|不适用|N/?A|nil|\*{1,3})", re.IGNORECASE)
_NEGATIVE = re.compile(r"^(?:\(-?(?P<a>[^()-]+)\)|[-△▲负](?P<b>[^-()]+)|(?P<c>[^-()]+)-)$")
_TWO_IN_ONE = re.compile(r"^\(?-?[\d,]+\.\d{2}\)?\(?-?[\d,]*\d\.\d{2}\)?$")


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure."""

    number: str | None
    """Digits with sign and point only, as Decimal reads them; None for a blank mark or a refused figure."""
    trouble: str = ""
    """Why it is refused: run_together, grouping; empty when it is well formed."""

    @property
    def is_blank(self) -> bool:
        """A dash or the like: the cell is blank, which is not zero."""
        return self.number is None and not self.trouble

    @property
    def founds_column(self) -> bool:
        """Whether it looks like money rather than a note number or a line number."""
        if self.number is None:
            return False
        return "." in self.number or len(self.number.lstrip("-")) >= 5


@lru_cache(maxsize=65536)
def figure(text: str) -> Figure | None:
    """What a word says as a figure; None when it is none (a word, a percentage, a date).

    Negative are (1), （1）, -1, 1-, △1, ▲1, 负1 in any width. Thousands must stand in threes: what does not is refused,
    never guessed.
    """
    plain = unicodedata.normalize("NFKC", _NOTE_MARK.sub("", text)).translate(_DASHES).strip()
    if not plain:
        return None
    if _BLANK.fullmatch(plain):
        return Figure(None)
    plain = _CURRENCY.sub("", plain)
    if plain.endswith("元") and len(plain) > 1:
        plain = plain[:-1]
    negative = _NEGATIVE.match(plain)
    bare = next((group for group in negative.groups() if group), "") if negative else plain.removeprefix("+")
    bare = _CURRENCY.sub("", bare.strip())
    if _PLAIN.fullmatch(bare):
        digits = bare.replace(",", "")
        return Figure(f"-{digits}" if negative and digits.strip("0.") else digits)
    if not _NUMERIC.fullmatch(plain) or len(re.sub(r"\D", "", plain)) < 2:
        return None
    if re.fullmatch(r"\d{4}-\d{1,2}(-\d{1,2})?|\d{4}\.\d{1,2}\.\d{1,2}|\d{1,2}(\.\d{1,2}){2,}\.?"
                    r"|\d{1,3}-\d{1,3}", plain):
        return None
    if _TWO_IN_ONE.match(plain.replace(" ", "")):
        return Figure(None, "run_together")
    return Figure(None, "grouping") if "," in plain or plain.count(".") > 1 else None


def joined(left: str, right: str) -> str | None:
    """Two neighbouring pieces as the one figure they were torn from; None when they do not make one by themselves."""
    whole = unicodedata.normalize("NFKC", left + right).translate(_DASHES)
    pieces = [unicodedata.normalize("NFKC", piece).translate(_DASHES) for piece in (left, right)]
    if not (re.search(r"[,.\d(-]$", pieces[0]) and re.match(r"[,.\d)]", pieces[1])):
        return None
    both_whole = all(re.fullmatch(r"[-(]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}\)?", piece) for piece in pieces)
    if both_whole:
        return None
    found = figure(whole)
    grouped = bool(re.fullmatch(r"[-(]?\d{1,3}(?:,\d{3})*(?:\.\d+)?\)?", whole))
    return whole if found is not None and found.number is not None and grouped else None
