"""Personal data with its middle hidden, for display and logs; contracts and approvals print the full value.

The least that is needed is shown (个人信息保护法 §6, §51); a value too short for its format is hidden whole.
"""

import re
from collections.abc import Callable
from functools import partial

from creditfile.values.identity import norm_code
from creditfile.values.names import split_address
from creditfile.values.text import clean_name, squeeze

HIDDEN = "***"
_HALF_WIDTH = {full: full - 0xFEE0 for full in (*range(0xFF10, 0xFF1A), 0xFF20, 0xFF38, 0xFF58)}


def _between(code: str, head: int, stars: int, tail: int) -> str:
    return f"{code[:head]}{'*' * stars}{code[-tail:]}" if len(code) > head + tail + 2 else HIDDEN


def mask_id_number(text: str) -> str:
    """110***********002X: the first three and the last four."""
    code = norm_code(text)
    return _between(code, 3, len(code) - 7, 4)


def mask_phone(text: str) -> str:
    """138****6789; of a land line the area code and the last four."""
    digits = re.sub(r"[-() ]", "", squeeze(text)).removeprefix("+86")
    return _between(digits, 3, 4, 4)


def mask_bank_card(text: str) -> str:
    """622202******0128: the first six and the last four."""
    return _between(norm_code(text), 6, 6, 4)


def mask_account(text: str) -> str:
    """******0123: the last four alone."""
    return _between(norm_code(text), 0, 6, 4)


def mask_name(text: str) -> str:
    """张*: the first character; a compound surname too shows only its first."""
    name = clean_name(text)
    return f"{name[0]}*" if name else HIDDEN


def mask_address(text: str) -> str:
    """Down to the village, street or township, then ***."""
    address = split_address(text)
    village = re.match(r"[^0-9路街号]{1,12}?(?:村|社区|居委会)", address.rest)
    head = squeeze(text)
    shown = head[: len(head) - len(address.rest)] + (village[0] if village else "")
    return f"{shown}{HIDDEN}"


def mask_email(text: str) -> str:
    """z***@x.com."""
    name, at, domain = squeeze(text).rpartition("@")
    return f"{name[0]}{HIDDEN}@{domain}" if at and name else HIDDEN


_PERSONAL: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx](?![0-9A-Za-z])"), mask_id_number),
    (re.compile(r"(?<![0-9A-Za-z])[0-9]{16,19}(?![0-9A-Za-z])"), mask_bank_card),
    (re.compile(r"(?<![0-9A-Za-z])1[3-9][0-9]{9}(?![0-9A-Za-z])"), mask_phone),
    (re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.ASCII), mask_email),
)


def mask_text(text: str) -> str:
    """Free text with every identity number, card number, mobile number and e-mail address in it hidden."""
    plain = text.translate(_HALF_WIDTH)
    for pattern, mask in _PERSONAL:
        plain = pattern.sub(partial(_masked, mask), plain)
    return plain


def _masked(mask: Callable[[str], str], match: re.Match[str]) -> str:
    return mask(match[0])
