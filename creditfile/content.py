"""Reads the book's TOML and CSV exactly; every complaint names file, line, and the mend."""

import csv
import hashlib
import io
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from creditfile.errors import BookError, ShapeError

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


def read_toml(file: Path) -> dict[str, Any]:
    """A TOML file with exact decimals. Raises BookError with file and line."""
    text = read_text(file)
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = found[1] if found and found[1] else str(text.count("\n") + 1)
        problem = _AT_LINE.sub("", str(error)).strip()
        raise BookError(
            f"is not TOML: {problem}", where=f"{file}:{line}", mend="Mend this line; texts stand in quotation marks."
        ) from error


def read_text(file: Path) -> str:
    """A text file in UTF-8, or in GB18030 as Excel in China saves it. Raises BookError."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise BookError(f"cannot be read ({error.strerror})", where=str(file)) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BookError("is neither UTF-8 nor GB18030", where=str(file), mend="Save it as UTF-8.")


def read_csv(file: Path, columns: Iterable[str] = ()) -> list[dict[str, str]]:
    """A CSV list with a head line; `columns` must be among its heads. Raises BookError."""
    rows = list(csv.DictReader(io.StringIO(read_text(file))))
    heads = set(rows[0]) if rows else set()
    lacking = [column for column in columns if rows and column not in heads]
    if lacking:
        raise BookError(f"has no column {', '.join(lacking)}", where=f"{file}:1", mend="Add it to the head line.")
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise BookError(
                "has more or fewer cells than the head line", where=f"{file}:{number}", mend="Quote cells with commas."
            )
    return rows


def line_of(file: Path, keys: Iterable[Any]) -> int:
    """The line of a TOML file on which a key (by its path) is set, as nearly as a text search can tell; from 1."""
    names = [str(key) for key in keys if not isinstance(key, int)]
    text = read_text(file)
    for depth in range(len(names), 0, -1):
        found = _setting(tuple(names[:depth])).search(text)
        if found:
            return text.count("\n", 0, found.start()) + 1
    return 1


@lru_cache(maxsize=1024)
def _setting(names: tuple[str, ...]) -> re.Pattern[str]:
    """A line that opens the table of these names, or sets the last of them."""
    leaf = re.escape(names[-1])
    table = r"[ \t]*\.[ \t]*".join(f'"?{re.escape(name)}"?' for name in names)
    opened = rf"\[\[?[ \t]*{table}[ \t]*\]\]?"
    return re.compile(rf'^[ \t]*{opened}|(?:^|[{{,])[ \t]*"?{leaf}"?[ \t]*=', re.MULTILINE)


@cache
def _validator(shape: str) -> Any:
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    kinds = Draft202012Validator.TYPE_CHECKER.redefine("date", lambda _, value: type(value) is date)
    text = resources.files("creditfile").joinpath("shapes", f"{shape}.json").read_text(encoding="utf-8")
    schema = json.loads(text, parse_float=Decimal)
    dated = extend(Draft202012Validator, type_checker=kinds)  # type: ignore[no-untyped-call]
    return dated(_spelt_out(schema, schema.get("$defs", {})))


def _spelt_out(node: Any, parts: Mapping[str, Any], above: tuple[str, ...] = ()) -> Any:
    """A schema with each `$ref` to a part of its own replaced by that part: looking parts up takes half the time."""
    if isinstance(node, list):
        return [_spelt_out(each, parts, above) for each in node]
    if not isinstance(node, dict):
        return node
    name = str(node.get("$ref", "")).removeprefix("#/$defs/")
    beside = {key: value for key, value in node.items() if key != "$ref"}
    if name in parts and name not in above and beside.keys() <= {"description"}:
        return _spelt_out({**parts[name], **beside}, parts, (*above, name))
    return {key: _spelt_out(value, parts, above) for key, value in node.items()}


def check_shape(content: Mapping[str, Any], shape: str, file: Path) -> None:
    """Raise ShapeError when the content does not look like `shapes/<shape>.json` says; names the line and the mend."""
    for error in sorted(_validator(shape).iter_errors(content), key=lambda e: (-len(e.absolute_path), e.message)):
        keys = (*error.absolute_path, *_unknown(error)[:1])
        raise ShapeError(_in_words(error), where=f"{file}:{line_of(file, keys)}", mend=_mend(error, content))


def faults(content: Mapping[str, Any], schema: Mapping[str, Any]) -> list[str]:
    """What a JSON Schema (draft 2020-12) says is wrong with content, each with its place."""
    from jsonschema import Draft202012Validator

    return [_in_words(error) for error in Draft202012Validator(schema).iter_errors(content)]


def _in_words(error: Any) -> str:
    place = ".".join(str(key) for key in error.absolute_path)
    return f"{place}: {error.message}" if place else str(error.message)


def _unknown(error: Any) -> list[str]:
    """Keys that a shape does not have."""
    if error.validator != "additionalProperties":
        return []
    return [key for key in error.instance if key not in error.schema.get("properties", {})]


def _mend(error: Any, content: Mapping[str, Any]) -> str:
    if unknown := _unknown(error):
        known = error.schema.get("properties", {})
        return "; ".join(f"`{key}`: {did_you_mean(key, known)}" for key in unknown)
    if error.validator == "required":
        return f"Add it to {content.get('code', content.get('name', 'the file'))}."
    if error.validator == "enum":
        return did_you_mean(str(error.instance), [str(value) for value in error.validator_value])
    return str(error.schema.get("description", ""))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A suggestion for a misspelt word, or the list of what is known."""
    names = sorted(set(known))
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    listed = ", ".join(names[:12])
    return f"known are {listed}{' …' if len(names) > 12 else ''}" if names else "none is known"


def content_files(folder: Path, *suffixes: str) -> tuple[Path, ...]:
    """The content files below a folder in a stable order; hidden and lock files left out."""
    return tuple(
        file
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix in suffixes and not file.name.startswith((".", "~$"))
    )


def digest(files: Iterable[Path], root: Path) -> str:
    """One sha256 over names and contents, the same on every machine."""
    return digests([files], root)[-1]


def digests(parts: Iterable[Iterable[Path]], root: Path) -> list[str]:
    """That of the first part, of the first and second, and so on, each file read once."""
    whole, found = hashlib.sha256(), []
    for files in parts:
        for file in files:
            whole.update(file.relative_to(root).as_posix().encode())
            whole.update(hashlib.sha256(file.read_bytes()).digest())
        found.append(whole.hexdigest())
    return found
