"""The signs that stand for a printed place until its text is set into Word's XML."""

import re

START, END = "\ufdd0", "\ufdd1"
"""Two code points that Unicode gives to no character and XML allows: they never come from a paper as text."""

MARK = re.compile(f"{START}(\\d+){END}")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def writable(text: str) -> str:
    """Text as XML can hold it: breaks as \\n; a control character as its picture (␇), what is no character as �."""
    return _UNWRITABLE.sub(_picture, text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n"))


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
