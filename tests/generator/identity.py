"""Numbers that carry their own check: credit codes, identity cards, bank cards, titles."""

from datetime import date
from random import Random

CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def organisation_check(body: str) -> str:
    """The ninth sign of an organisation code (GB 11714) for its first eight."""
    values = [int(sign) if sign.isdigit() else ord(sign) - 55 for sign in body]
    rest = 11 - sum(v * w for v, w in zip(values, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def credit_code(rng: Random, kind: str, region: str) -> str:
    """A unified social credit code (GB 32100): kind is its first two signs, region six digits."""
    while True:
        body = "MA" + "".join(rng.choice(CODE_SIGNS) for _ in range(6))
        code = kind + region + body + organisation_check(body)
        if code[16] in CODE_SIGNS:
            return code + credit_check(code)


def credit_check(first: str) -> str:
    """The eighteenth sign for the first seventeen."""
    total = sum(CODE_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(first))
    return CODE_SIGNS[(31 - total % 31) % 31]


def identity_number(rng: Random, region: str, birth: date, male: bool) -> str:
    """An eighteen-digit identity number (GB 11643)."""
    order = rng.randrange(2, 480) * 2 + (1 if male else 0)
    first = f"{region}{birth:%Y%m%d}{order:03d}"
    return first + identity_check(first)


def identity_check(first: str) -> str:
    """The eighteenth sign for the first seventeen digits: 2 to the power of its place, modulo 11."""
    total = sum(int(digit) * (1 << (17 - place)) for place, digit in enumerate(first))
    return "10X98765432"[total % 11]


def wrong_last(number: str) -> str:
    """The same number with a last sign that its check refuses."""
    signs = "0123456789"
    return number[:-1] + next(sign for sign in signs if sign != number[-1])


def card_number(rng: Random, prefix: str = "622909") -> str:
    """A nineteen-digit bank card number that passes Luhn."""
    first = prefix + "".join(str(rng.randrange(10)) for _ in range(12))
    total = 0
    for place, digit in enumerate(reversed(first)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return first + str(-total % 10)


def company_account(rng: Random) -> str:
    """A company's account number: digits only, no check."""
    return "80" + "".join(str(rng.randrange(10)) for _ in range(rng.choice((15, 17))))


def mobile(rng: Random) -> str:
    """A mobile number in the 199-000 block, which nobody is called by."""
    return "199" + "".join(str(rng.randrange(10)) for _ in range(8))


def unit_number(rng: Random, region: str) -> str:
    """A 28-sign real-estate unit number."""
    return (
        f"{region}{rng.randrange(1, 20):03d}{rng.randrange(1, 60):03d}GB{rng.randrange(1, 99999):05d}"
        f"F{rng.randrange(1, 9999):04d}{rng.randrange(1, 9999):04d}"
    )


def digits(rng: Random, count: int) -> str:
    """So many random digits, the first not zero."""
    return str(rng.randrange(1, 10)) + "".join(str(rng.randrange(10)) for _ in range(count - 1))
