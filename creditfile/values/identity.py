"""Codes that name a person, a firm, an account or a property: what their digits tell and whether they can be right.

Standards: GB 32100-2015 (unified social credit code), GB 11643-1999 (citizen identity number, ISO 7064 MOD 11-2),
GB 11714-1997 (organisation code), ISO/IEC 7812-1 (Luhn, bank cards).
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from stdnum import luhn, numdb

from creditfile.values.dates import FIRST_YEAR, LAST_YEAR, whole_years
from creditfile.values.text import squeeze


@dataclass(frozen=True, slots=True)
class Identity:
    """A code as read and judged by its own digits alone."""

    value: str
    """Normalised: no blanks or hyphens (a land line and an organisation code keep theirs), capital letters."""
    kind: str
    """What the code itself says it is: enterprise, resident, title, mobile …; "" where it says nothing."""
    problems: tuple[str, ...] = ()
    """Codes of `remarks.REMARKS`: why it cannot be right."""
    warnings: tuple[str, ...] = ()
    """Codes of `remarks.REMARKS`: unusual, yet possible."""

    @property
    def ok(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.problems


def norm_code(text: str) -> str:
    """No blanks, no hyphens or dots between groups, capital letters, half width."""
    return re.sub(r"[-·.]", "", squeeze(text)).upper()


# Regions (GB/T 2260) ------------------------------------------------------------------------------------------------

_PROVINCES = frozenset(
    str(code)
    for block in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66))
    for code in block
) | {"71", "81", "82", "83"}


@lru_cache(maxsize=4096)
def region_warnings(code: str) -> tuple[str, ...]:
    """Whether a six-digit division code is in GB/T 2260 today, was once (retired), or never (unknown)."""
    counties = "".join(parts.get("county", "") for _, parts in numdb.get("cn/loc").info(code))
    if not counties:
        return ("unknown_region",)
    current = any(not re.match(r"\[[0-9]*-[0-9]+\]", county) for county in counties.split(","))
    return () if current else ("retired_region",)


# Unified social credit code -----------------------------------------------------------------------------------------

CREDIT_CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_CREDIT_KINDS = {
    "11": "government_body",
    "12": "public_institution",
    "13": "mass_organisation",
    "19": "other_established_body",
    "21": "foreign_press_office",
    "29": "other_diplomatic",
    "31": "law_firm",
    "32": "notary_office",
    "33": "grassroots_legal_service",
    "34": "forensic_institute",
    "35": "arbitration_commission",
    "39": "other_judicial",
    "41": "foreign_cultural_centre",
    "49": "other_cultural",
    "51": "social_organisation",
    "52": "private_non_enterprise",
    "53": "foundation",
    "59": "other_civil",
    "61": "foreign_tourism_office",
    "62": "hong_kong_macau_taiwan_tourism_office",
    "69": "other_tourism",
    "71": "religious_site",
    "72": "religious_school",
    "79": "other_religious",
    "81": "trade_union",
    "89": "other_union",
    "91": "enterprise",
    "92": "individual_business",
    "93": "farmers_cooperative",
    "99": "other_market_entity",
    "A1": "military_institution",
    "A9": "other_military",
    "N1": "group_collective",
    "N2": "village_collective",
    "N3": "township_collective",
    "N9": "other_rural",
    "Y1": "other",
}
"""First two characters → kind (GB 32100-2015 table 1)."""


def credit_code_check_character(first17: str) -> str:
    """The 18th character of a unified social credit code (GB 32100-2015 §4.6)."""
    total = sum(
        CREDIT_CODE_LETTERS.index(char) * weight for char, weight in zip(first17, _CREDIT_WEIGHTS, strict=True)
    )
    return CREDIT_CODE_LETTERS[-total % 31]


def read_credit_code(text: str) -> Identity:
    """A unified social credit code, those of rural collectives (N…) and others that begin with a letter included."""
    code = norm_code(text)
    kind = _CREDIT_KINDS.get(code[:2], "")
    if shape := _shape_problems(code, 18, CREDIT_CODE_LETTERS):
        old = ("old_registration_number",) if re.fullmatch("[0-9]{15}|[0-9]{13}", code) else ()
        return Identity(code, kind, shape, old)
    if not code[2:8].isdigit():
        return Identity(code, kind, ("illegal_character",))
    problems: tuple[str, ...] = () if credit_code_check_character(code[:17]) == code[17] else ("check_digit",)
    warnings: tuple[str, ...] = () if kind else ("unknown_kind",)
    if code[2:8] != "100000":
        warnings += region_warnings(code[2:8])
    if organisation_check_character(code[8:16]) != code[16]:
        warnings += ("organisation_check_digit",)
    return Identity(code, kind, problems, warnings)


def _shape_problems(code: str, length: int, letters: str) -> tuple[str, ...]:
    problems: tuple[str, ...] = ("masked_code",) if "*" in code else ()
    if len(code) != length:
        problems += ("wrong_length",)
    if any(char not in letters for char in code.replace("*", "")):
        problems += ("illegal_character",)
    return problems


# Organisation code --------------------------------------------------------------------------------------------------

_ORGANISATION_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def organisation_check_character(first8: str) -> str:
    """The 9th character of an organisation code (GB 11714-1997): 10 is X, 11 is 0."""
    total = sum(
        _ORGANISATION_LETTERS.index(char) * weight for char, weight in zip(first8, _ORGANISATION_WEIGHTS, strict=True)
    )
    return "0123456789X0"[11 - total % 11]


def read_organisation_code(text: str) -> Identity:
    """An organisation code, shown as 12345678-X; since 2015 only in older papers."""
    code = norm_code(text)
    if shape := _shape_problems(code, 9, _ORGANISATION_LETTERS):
        return Identity(code, "organisation", shape)
    problems: tuple[str, ...] = () if organisation_check_character(code[:8]) == code[8] else ("check_digit",)
    return Identity(f"{code[:8]}-{code[8]}", "organisation", problems)


# Identity number ----------------------------------------------------------------------------------------------------

_ID_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))


def id_check_character(first17: str) -> str:
    """The 18th character of an identity number (GB 11643-1999 §4.5; ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, _ID_WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def read_id_number(text: str, on: date | None = None) -> Identity:
    """A citizen's identity number, of 18 digits or the old 15; `on` is the day that counts for age and future births.

    Kinds: resident, residence_permit (港澳台居民居住证, 81 to 83), foreign_resident (外国人永久居留身份证, 9…).
    """
    code = norm_code(text)
    if re.fullmatch("[0-9]{15}", code):
        return Identity(code, "resident", _birth_problems(code, on), ("old_id_number", *region_warnings(code[:6])))
    if shape := _shape_problems(code, 18, "0123456789X"):
        return Identity(code, "", shape)
    if "X" in code[:17]:
        return Identity(code, "", ("illegal_character",))
    kind = _id_kind(code)
    problems: tuple[str, ...] = () if id_check_character(code[:17]) == code[17] else ("check_digit",)
    warnings: tuple[str, ...] = ()
    if kind == "resident" and code[:2] not in _PROVINCES:
        problems += ("impossible_region",)
    elif kind == "resident":
        warnings = region_warnings(code[:6])
    return Identity(code, kind, problems + _birth_problems(code, on), warnings)


def _id_kind(code: str) -> str:
    if code[:2] in ("81", "82", "83"):
        return "residence_permit"
    return "foreign_resident" if code[0] == "9" else "resident"


def _birth_problems(code: str, on: date | None) -> tuple[str, ...]:
    born = birth_date(code)
    if born is None:
        return ("no_such_birth_date",)
    if not FIRST_YEAR <= born.year <= LAST_YEAR or (on is not None and born > on):
        return ("born_in_future",) if born.year >= FIRST_YEAR else ("too_old",)
    return ("too_old",) if on is not None and whole_years(born, on) > 120 else ()


def birth_date(code: str) -> date | None:
    """The birth date in an identity number of 18 or 15 digits; None where there is no such day."""
    digits = code[6:14] if len(code) == 18 else f"19{code[6:12]}"
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def sex(code: str) -> str:
    """男 or 女, from the order number's last digit (17th, or 15th of the old number)."""
    return "男" if int(code[16] if len(code) == 18 else code[14]) % 2 else "女"


def age(code: str, on: date) -> int | None:
    """Whole years on the day; None where the number holds no birth date."""
    born = birth_date(code)
    return None if born is None else whole_years(born, on)


# Cards and accounts -------------------------------------------------------------------------------------------------


def read_bank_card(text: str) -> Identity:
    """A personal card number: 16 to 19 digits and the Luhn check."""
    code = norm_code(text)
    problems: tuple[str, ...] = ("masked_code",) if "*" in code else ()
    if not 16 <= len(code) <= 19:
        problems += ("wrong_length",)
    if not re.fullmatch(r"[0-9*]*", code):
        problems += ("illegal_character",)
    if not problems and not luhn.is_valid(code):
        problems += ("check_digit",)
    return Identity(code, "bank_card", problems)


def read_account(text: str) -> Identity:
    """An account number, a firm's or a card: 8 to 32 digits; no check digit is common to all banks."""
    code = norm_code(text)
    problems: tuple[str, ...] = ("masked_code",) if re.search(r"[*X]{2}", code) else ()
    if not 8 <= len(code) <= 32:
        problems += ("wrong_length",)
    if not re.fullmatch(r"[0-9*X]*" if problems else "[0-9]*", code):
        problems += ("illegal_character",)
    card = 16 <= len(code) <= 19 and not problems and luhn.is_valid(code)
    return Identity(code, "bank_card" if card else "account", problems)


# Property -----------------------------------------------------------------------------------------------------------

_UNIT_SHAPE = re.compile(r"[0-9]{12}[A-Z]{2}[0-9]{5}[A-Z][0-9]{8}")
_PROVINCE_CHARS = "京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇藏陕秦甘陇青宁新"
_CERTIFICATES = (
    ("title", re.compile(rf"[{_PROVINCE_CHARS}]\([0-9]{{4}}\)[一-鿿]{{1,20}}不动产权第[0-9]{{5,10}}号")),
    ("proof", re.compile(rf"[{_PROVINCE_CHARS}]\([0-9]{{4}}\)[一-鿿]{{1,20}}不动产证明第[0-9]{{5,10}}号")),
    ("old_house_title", re.compile(r"[一-鿿]{0,6}房地?产?权?证?[一-鿿0-9A-Z()]{0,20}字?第?[0-9A-Z-]{4,20}号")),
    ("old_land_title", re.compile(r"[一-鿿]{0,12}(?:国|集)用\([0-9]{2,4}\)(?:字)?第?[0-9A-Z-]{3,20}号")),
)


def read_unit_number(text: str) -> Identity:
    """A real-estate unit number: 28 characters, 19 of the parcel and 9 of what stands on it."""
    code = norm_code(text)
    problems: tuple[str, ...] = _shape_problems(code, 28, _ORGANISATION_LETTERS)
    warnings: tuple[str, ...] = () if problems or _UNIT_SHAPE.fullmatch(code) else ("unusual_shape",)
    return Identity(code, "unit_number", problems, warnings)


def read_certificate(text: str) -> Identity:
    """A property certificate's number: 苏(2024)苏州市不动产权第0012345号, or an older house or land title's.

    The value has half-width round brackets whatever the paper shows, so that equal numbers are equal texts.
    """
    code = squeeze(text).replace("[", "(").replace("]", ")").upper()
    code = re.sub(r"^(?:证书?(?:编)?号|NO\.?)?:", "", code)
    for kind, pattern in _CERTIFICATES:
        if pattern.fullmatch(code):
            return Identity(code, kind)
    if "*" in code:
        return Identity(code, "", ("masked_code",))
    return Identity(code, "", () if re.search("[0-9]{3}", code) else ("unusual_shape",), ("unusual_shape",))


# Telephone ----------------------------------------------------------------------------------------------------------


def read_phone(text: str) -> Identity:
    """A mobile (1[3-9] and nine more digits), a land line with its area code (0512-12345678), or a 400/800 number."""
    digits = re.sub(r"[-() ]", "", squeeze(text)).removeprefix("+86").removeprefix("0086")
    if re.fullmatch(r"861[3-9][0-9]{9}", digits):
        digits = digits[2:]
    if re.fullmatch(r"1[3-9][0-9]{9}", digits):
        return Identity(digits, "mobile")
    if match := re.fullmatch(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))([0-9]{7,8})", digits):
        return Identity(f"{match[1]}-{match[2]}", "landline")
    if re.fullmatch(r"[48]00[0-9]{7}", digits):
        return Identity(f"{digits[:3]}-{digits[3:6]}-{digits[6:]}", "service")
    return Identity(digits, "", ("masked_code",) if "*" in digits else ("not_a_phone",))


# Mending ------------------------------------------------------------------------------------------------------------

_FORCED = {"O": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "V": "Y"}
_POSSIBLE = {"B": "8", "8": "B", "Q": "0", "0": "Q", "G": "6", "6": "G"}


def mend_candidates(code: str) -> tuple[str, ...]:
    """The one repair of look-alike letters that makes the code pass, or none: a proposal that a person must confirm.

    Letters that a code never has (O I Z S V) are always replaced, at most one of B/8, Q/0, G/6 besides. Nothing is
    proposed for a code that passes already, nor where two repairs pass.
    """
    normal = norm_code(code)
    if len(normal) != 18 or has_fitting_check(normal):
        return ()
    as_id, as_credit = _id_repair(normal), _credit_repairs(normal)
    found = sorted({repair for repair in (*as_id, *as_credit) if has_fitting_check(repair)})
    return tuple(found) if len(found) == 1 else ()


def has_fitting_check(code: str) -> bool:
    """Whether it is a citizen's identity number or a firm's credit code whose check characters all fit."""
    person = read_id_number(code)
    if person.ok and not person.warnings:
        return True
    firm = read_credit_code(code)
    return firm.ok and "organisation_check_digit" not in firm.warnings and firm.kind != ""


def _id_repair(code: str) -> tuple[str, ...]:
    """An identity number has digits only, so each look-alike letter has one repair."""
    table = {**_FORCED, "B": "8", "Q": "0", "D": "0", "G": "6"}
    head = "".join(table.get(char, char) for char in code[:17])
    return tuple(head + last for last in {code[17], table.get(code[17], code[17])})


def _credit_repairs(code: str) -> tuple[str, ...]:
    forced = "".join(_FORCED.get(char, char) if char != "L" else char for char in code)
    places = [place for place, char in enumerate(forced) if char in _POSSIBLE]
    single = (forced[:place] + _POSSIBLE[forced[place]] + forced[place + 1 :] for place in places)
    return (forced, *single)


def differ_by_look_alikes(one: str, other: str) -> bool:
    """Whether two codes differ, and only in letters that scanners confuse."""
    first, second = norm_code(one), norm_code(other)
    if first == second or len(first) != len(second):
        return False
    table = {**_FORCED, **_POSSIBLE}
    pairs = (pair for pair in zip(first, second, strict=True) if pair[0] != pair[1])
    return all(table.get(left) == right or table.get(right) == left for left, right in pairs)
