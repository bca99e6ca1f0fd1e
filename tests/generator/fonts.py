"""Free Chinese TrueType fonts that can be embedded, and where Debian puts them."""

from functools import cache
from pathlib import Path

PLACES = {
    "song": ("/usr/share/fonts/truetype/arphic/uming.ttc", "fonts-arphic-uming"),
    "hei": ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", "fonts-wqy-microhei"),
    "zen": ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", "fonts-wqy-zenhei"),
    "gbsong": ("/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf", "fonts-arphic-gbsn00lp"),
    "droid": ("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", "fonts-droid-fallback"),
    "kai": ("/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf", "fonts-arphic-gkai00mp"),
}
"""Family: (file, Debian package). song, hei and zen hold every sign we print; gbsong and kai hold GB 2312;
droid is the lightest and holds no Latin letters."""


class FontMissingError(Exception):
    """A font that the papers are set in is not installed."""


def path(family: str) -> str:
    """The family's file; says which package brings it when it is not there."""
    file, _ = PLACES[family]
    if not Path(file).exists():
        names = " ".join(sorted({package for _, package in PLACES.values()}))
        raise FontMissingError(
            f"{file} is not there: the made-up papers are set in free fonts. apt-get install {names}"
        )
    return file


def available() -> bool:
    """Whether every font is installed."""
    return all(Path(file).exists() for file, _ in PLACES.values())


@cache
def register(family: str) -> str:
    """The name under which reportlab knows the family; `cid` is a font that is named but not embedded."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    if family == "cid":
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        return "STSong-Light"
    if family in ("Times-Roman", "Times-Bold", "Helvetica", "Helvetica-Bold", "Courier"):
        return family
    pdfmetrics.registerFont(TTFont(f"made-{family}", path(family), subfontIndex=0))
    return f"made-{family}"


@cache
def widths(family: str) -> "dict[str, float]":
    """A cache of sign widths in thousandths of the size, filled as signs are met."""
    return {}


def width(family: str, sign: str) -> float:
    """The sign's width at size 1."""
    known = widths(family)
    if sign not in known:
        from reportlab.pdfbase import pdfmetrics

        known[sign] = pdfmetrics.stringWidth(sign, register(family), 1000) / 1000
    return known[sign]


@cache
def holds(family: str, sign: str) -> bool:
    """Whether the family has the sign."""
    from reportlab.pdfbase import pdfmetrics

    font = pdfmetrics.getFont(register(family))
    glyphs = getattr(getattr(font, "face", None), "charToGlyph", None)
    return True if glyphs is None else ord(sign) in glyphs
