"""Makes document types of the book's TOML: patterns ready to search, every mistake named with its mend."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from creditfile.errors import ShapeError
from creditfile.model.document import Column, DocumentType, Field, Finder, Marks, Sum
from creditfile.model.pattern import Pattern
from creditfile.reading.fragments import FRAGMENTS, expanded
from creditfile.reading.stretch import plain

KINDS = ("beside", "after", "below", "in_table", "pattern", "form_field", "typed", "checked", "near_title",
         "clause", "structure", "chosen", "amount_pair", "cards", "sealed")
"""The kinds of finder; the table of functions is `finders.FINDERS`."""

_LABELLED = ("beside", "after", "below", "in_table", "form_field", "checked", "chosen", "cards")
_PATTERNED = ("pattern", "near_title", "clause", "amount_pair", "sealed")
_RULING = set("()[]{}.*+?|^$\\")


def document_from(content: Mapping[str, Any], file: str) -> DocumentType:
    """A document type from its TOML table; a ShapeError names the key and how to mend it.

    The shape itself (which keys, which types) is checked before with shapes/document.json; here come the things
    that a shape cannot say: patterns that compile, groups that exist, names that agree.
    """
    marks = content.get("recognise", {})
    fields = tuple(_field(name, table, file) for name, table in content.get("fields", {}).items())
    for key in ("party", "dated"):
        named = content.get(key)
        if named is not None and named not in {field.name for field in fields}:
            raise ShapeError(f"{key} = {named!r} names no field", where=file, mend=_mend_name(named, fields))
    return DocumentType(
        name=_wanted(content, "name", file),
        code=_wanted(content, "code", file),
        title=_wanted(content, "title", file),
        title_en=content.get("title_en", ""),
        subject=_wanted(content, "subject", file),
        many=content.get("many", False),
        party=content.get("party"),
        dated=content.get("dated"),
        heads=content.get("heads", False),
        sums=tuple(_sum(table, fields, file) for table in content.get("sums", ())),
        marks=_marks(marks, file),
        fields=fields,
        stops=tuple(content.get("stops", ())),
        file=file,
    )


def _sum(table: Mapping[str, Any], fields: tuple[Field, ...], file: str) -> Sum:
    known = {field.name for field in fields} | {f"{field.name}.{one.name}" for field in fields for one in field.columns}
    total = Decimal(table["total"]) if isinstance(table["total"], int) else table["total"]
    for name in (total, *table["parts"]):
        if name not in known and isinstance(name, str):
            raise ShapeError(f"sums: {name!r} names no field", where=file, mend=_mend_name(name, fields))
    return Sum(total, tuple(table["parts"]))


def _wanted(content: Mapping[str, Any], key: str, file: str) -> str:
    value = content.get(key)
    if not isinstance(value, str) or not value:
        raise ShapeError(f"{key} is missing", where=file, mend=f'Write {key} = "…" at the top of the file.')
    return value


def _marks(table: Mapping[str, Any], file: str) -> Marks:
    def patterns(key: str) -> tuple[Pattern, ...]:
        return tuple(_compiled(text, f"{file}: recognise.{key}") for text in table.get(key, ()))

    title, words = patterns("title"), patterns("words")
    untitled = table.get("untitled")
    if words and table.get("least", 1) > len(words):
        raise ShapeError(
            f"recognise.least = {table['least']}, but there are {len(words)} words",
            where=file, mend="Lower `least` or add words.",
        )
    if title == () and untitled is None and words:
        raise ShapeError(
            "no title, and `untitled` does not say how many words suffice without one",
            where=file, mend="Add `title`, or `untitled = <number of words>`.",
        )
    return Marks(
        title=title, words=words, least=table.get("least", 1), untitled=untitled, none=patterns("none"),
        drafts=patterns("drafts"), once=patterns("once"), pages=table.get("pages"),
        within=table.get("within"),
    )


def _field(name: str, table: Mapping[str, Any], file: str) -> Field:
    where = f"{file}: fields.{name}"
    columns = tuple(_column(key, column) for key, column in table.get("columns", {}).items())
    kind = table.get("type", "")
    if not kind:
        raise ShapeError("type is missing", where=where, mend='Write type = "text", "money", "date" …')
    if (kind == "table") != bool(columns):
        raise ShapeError(
            "a field of type `table` has columns, and no other has", where=where,
            mend=f"Add [fields.{name}.columns.…] with label, type and heads, or change the type.",
        )
    finders = tuple(finder_from(spec, f"{where}.find[{i}]") for i, spec in enumerate(table.get("find", ())))
    heads = {head for column in columns for head in column.heads}
    if any(finder.kind == "cards" and heads.isdisjoint(finder.labels) for finder in finders):
        raise ShapeError(
            "cards begin with a label that is no column's head", where=where,
            mend="Name a head of one of the field's columns.",
        )
    return Field(
        name=name, label=table.get("label", name), label_en=table.get("label_en", ""), type=kind,
        required=table.get("required", False), unit=table.get("unit"), find=finders, columns=columns,
        parted=table.get("parted", False), means=table.get("means", ""),
        choices=tuple((value, tuple(wordings)) for value, wordings in table.get("choices", {}).items()),
    )


def _column(name: str, table: Mapping[str, Any]) -> Column:
    return Column(
        name=name, label=table.get("label", name), label_en=table.get("label_en", ""),
        type=table.get("type", "text"), heads=tuple(table.get("heads", ())), required=table.get("required", False),
    )


def finder_from(spec: Mapping[str, Any], where: str) -> Finder:
    """A finder from its TOML table; exactly one of KINDS must be its key."""
    kinds = [key for key in spec if key in KINDS]
    if len(kinds) != 1:
        raise ShapeError(
            f"a finder has exactly one of {', '.join(KINDS)}; here: {', '.join(kinds) or 'none'}",
            where=where, mend="Write each way to find the field as a table of its own.",
        )
    kind = kinds[0]
    pattern = _compiled(spec[kind], where) if kind in _PATTERNED else None
    says = spec.get("says")
    whole = kind in ("clause", "amount_pair")
    if pattern is not None and not whole and says is None and "value" not in pattern.groupindex:
        raise ShapeError(
            "the pattern has no group `value`", where=where, mend="Write (?P<value>…) around what is wanted.",
        )
    labels = spec[kind] if kind in _LABELLED else ()
    if kind in _LABELLED and (isinstance(labels, str) or not labels):
        raise ShapeError(f"{kind} wants a list of words", where=where, mend=f'Write {kind} = ["…"].')
    return Finder(
        kind=kind,
        labels=tuple(labels),
        pattern=pattern,
        value=_compiled(spec["value"], where) if "value" in spec else None,
        lines=spec.get("lines", 0),
        says=says,
        across=spec.get("across", False),
        where=spec[kind] if kind in ("typed", "structure") else "anywhere",
        only=spec.get("only"),
        unless=_compiled(spec["unless"], where) if "unless" in spec else None,
        head=tuple(spec.get("head", ())),
        otherwise=spec.get("otherwise", False),
        under=tuple(spec.get("under", ())),
        section=tuple(spec.get("section", ())),
        party=tuple(spec.get("party", ())),
        near=tuple(spec.get("near", ())),
    )


def folded(pattern: str) -> str:
    """The pattern as it must be to match plain text: full-width signs become ordinary, escaped where they would rule.

    So a pattern may be written as the paper is printed: `（大写）` matches `(大写)` too.
    """
    return "".join(_folded_letter(letter) for letter in pattern)


def _folded_letter(letter: str) -> str:
    if letter.isspace():
        return letter
    ordinary = plain(letter)
    return f"\\{ordinary}" if ordinary != letter and ordinary in _RULING else ordinary


def _compiled(text: str, where: str) -> Pattern:
    try:
        pattern = Pattern(folded(expanded(text)), re.MULTILINE)
        pattern.compiled  # noqa: B018 - a pattern that does not compile is told here, not on the first paper
    except KeyError as error:
        raise ShapeError(
            f"the pattern {text!r} names {{{error.args[0]}}}, which is no part of patterns", where=where,
            mend=f"Known are {', '.join(FRAGMENTS)}; write braces that are meant as such as \\{{ and \\}}.",
        ) from error
    except re.error as error:
        raise ShapeError(
            f"the pattern {text!r} does not compile: {error}", where=where,
            mend="Check brackets and backslashes; in TOML write patterns in single quotes.",
        ) from error
    return pattern


def _mend_name(wanted: str, fields: Sequence[Field]) -> str:
    import difflib

    close = difflib.get_close_matches(wanted, [field.name for field in fields], n=1)
    return f"Did you mean {close[0]!r}?" if close else "Name one of the fields of this file."
