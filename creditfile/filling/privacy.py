"""Keeps identity numbers and mobile numbers out of what is shown, whoever's words they stand in."""

import re

_DAY = r"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_IDENTITY = re.compile(rf"(?<![0-9A-Za-z])[1-9]\d{{5}}{_DAY}\d{{3}}[\dXx](?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def private(words: str) -> str:
    """The words with identity numbers (18 places, a birthday inside) and mobile numbers masked; credit codes stay."""
    from creditfile.values.masking import mask_id_number, mask_phone

    words = _IDENTITY.sub(lambda found: mask_id_number(found[0]), words)
    return _PHONE.sub(lambda found: mask_phone(found[0]), words)
