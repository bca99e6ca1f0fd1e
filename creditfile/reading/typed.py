"""Reads the typed form (application.toml): what staff filled in, already as numbers, dates and lists."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from creditfile.model import Trouble, Value
from creditfile.reading import limits
from creditfile.reading.delimited import decoded, text_lines
from creditfile.reading.pages import FormField, Page, Pages, UnreadableError

MENDS = (
    (re.compile(r"[＝“”‘’［］]"), "full-width signs: use = \" [ ]  请改用半角符号"),
    (re.compile(r"=\s*[-+]?\d{1,3}(,\d{3})+"), "no commas within a number  数字不加千分位逗号"),
    (re.compile(r"=\s*[-+]?\d[\d.]*\s*[%％]"), "no % sign: write 4.35  百分数不写百分号"),
    (re.compile(r"=\s*[-+]?[\d.,]+\s*[万千百亿元个月年天]"), "a number without its unit  数字后不写单位"),
    (re.compile(r"=\s*\d{4}[/.年]\d{1,2}"), "dates as 2025-01-31  日期写作 2025-01-31"),
    (re.compile(r"=\s*\d{4}-\d{1,2}-\d{1,2}"), "dates with two digits each: 2025-01-31  月日各两位"),
    (re.compile(r"=\s*0\d"), "a number does not begin with 0: quote it  编号请加引号"),
    (re.compile(r"=\s*$"), "nothing after the = sign: leave the line out  等号后没有内容,请删去该行"),
    (re.compile(r"=\s*[^\s\"'\[{\d+\-tfin]"), "text in quotes  文字须加英文引号"),
    (re.compile(r"=\s*\"[^\"]*$"), "a closing quote is missing  缺少右引号"),
    (re.compile(r"^\s*[^\s=\[#\"']*[^\x00-\x7f]\S*\s*="), "names before = are English letters  等号左边须为英文字段名"),
)
"""What people write wrong, and what to write; looked for in the line that TOML complains of."""
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_TABLE = re.compile(r"^\s*\[+\s*([^\[\]]+?)\s*\]+\s*(#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_.\-\"' ]+?)\s*=")


def read(content: bytes, name: str) -> Pages:
    """`[application] amount = 5_000_000` becomes the field `application.amount`; `[[guarantee]]`, `guarantee[0].…`.

    Raises UnreadableError RDG-150, which names the line and how to mend it.
    """
    text, _ = decoded(content)
    text = text.removeprefix("\ufeff")
    try:
        tables = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableError("RDG-150", _complaint(str(error), text)) from error
    except RecursionError as error:
        raise UnreadableError("RDG-107", "nested too deeply") from error
    places = _places(text)
    fields, troubles = [], []
    for field in _fields(tables, "", places):
        fields.append(field)
        if len(fields) > limits.FORM_FIELDS:
            raise UnreadableError("RDG-107", f"fields > {limits.FORM_FIELDS}")
        if "." not in field.name:
            troubles.append(Trouble("RDG-150", f"{field.place}: {field.name}: under no [table]  不在任何 [表] 之下"))
    page = Page(1, text, lines=lambda: text_lines(text), method="form")
    return Pages("toml", (page,), tuple(fields), tuple(troubles))


def _fields(value: Any, name: str, places: dict[str, int]) -> Iterator[FormField]:
    """Every value that is not a table, by its address."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _fields(inner, f"{name}.{key}" if name else key, places)
    elif isinstance(value, list) and value and all(isinstance(inner, dict) for inner in value):
        for index, inner in enumerate(value):
            yield from _fields(inner, f"{name}[{index}]", places)
    else:
        number = places.get(name)
        place = f"line {number}" if number else ""
        try:
            typed = _typed(value)
        except ValueError as error:
            raise UnreadableError("RDG-150", f"{place}: {name}: {error}") from error
        yield FormField(name, _said(typed), typed=typed, place=place)


def _typed(value: Any) -> Value:
    """As a fact holds it."""
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError("not a number  不是数")
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, list):
        return tuple(_typed(inner) for inner in value)
    if isinstance(value, dict):
        return {key: _typed(inner) for key, inner in value.items()}
    if isinstance(value, str | bool | int | Decimal | date):
        return value
    raise ValueError(f"{type(value).__name__}?")


def _said(value: Value) -> str:
    """As text, for those who read text."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return "、".join(map(_said, value))
    return str(value)


def _places(text: str) -> dict[str, int]:
    """On which line each plain key stands; keys within inline tables are not told."""
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        header = _TABLE.match(line)
        if header:
            bare = ".".join(part.strip().strip("\"'") for part in header[1].split("."))
            outer, _, last = bare.rpartition(".")
            if outer in counts:
                bare = f"{outer}[{counts[outer] - 1}].{last}"
            table = bare
            if line.lstrip().startswith("[["):
                table = f"{bare}[{counts.get(bare, 0)}]"
                counts[bare] = counts.get(bare, 0) + 1
            continue
        key = _KEY.match(line)
        if key:
            bare = ".".join(part.strip().strip("\"'") for part in key[1].split("."))
            found.setdefault(f"{table}.{bare}" if table else bare, number)
    return found


def _complaint(message: str, text: str) -> str:
    """Line, what TOML says, and what to write instead."""
    at = _AT.search(message)
    problem = _AT.sub("", message).strip()
    lines = text.split("\n")
    number = int(at[1]) if at else _duplicate(lines)
    if not number:
        return problem
    line = lines[number - 1] if number <= len(lines) else ""
    mend = next((mend for pattern, mend in MENDS if pattern.search(line)), "")
    return f"line {number}: {mend or problem}"


def _duplicate(lines: list[str]) -> int:
    """TOML names no place for some faults (a name used twice): the last line then, if there is one."""
    return len(lines) if lines and lines[-1].strip() else 0
