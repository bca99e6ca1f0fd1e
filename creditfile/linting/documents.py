"""Are the document types right: each can be known, each of its fields found, nothing is named twice or not there."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from creditfile.book import Book
from creditfile.content import did_you_mean, line_of, read_text
from creditfile.linting.complaints import Complaint
from creditfile.linting.names import dictionary, unknown
from creditfile.model import Severity
from creditfile.model.document import DocumentType, Field
from creditfile.reading.read import STATEMENT

_FORM = ("typed", "form_field")
"""Finders that look in forms only."""


def complaints(book: Book) -> Iterator[Complaint]:
    """Everything wrong with the document types, and with the papers that are demanded."""
    yield from _codes(book)
    yield from _subjects(book)
    for kind in book.documents.types:
        yield from _recognised(kind, book)
        for field in kind.fields:
            yield from _found(kind, field, book)
        yield from _labels(kind, book)
    yield from _demands(book)


def _says(
    kind: DocumentType, book: Book, keys: tuple[str, ...], code: str, zh: str, en: str, mend: str,
    severity: Severity = Severity.ERROR,
) -> Complaint:
    file = Path(kind.file)
    return Complaint(file.relative_to(book.folder).as_posix(), line_of(file, keys), code, zh, en, mend, severity)


def _codes(book: Book) -> Iterator[Complaint]:
    """No two types share a code: papers are asked for and told of by it."""
    first: dict[str, DocumentType] = {}
    for kind in book.documents.types:
        other = first.setdefault(kind.code, kind)
        if other is not kind:
            yield _says(
                kind, book, ("code",), "LNT-301", f"编号 {kind.code} 已用于“{other.title}”",
                f"the code {kind.code} is that of {other.name} already", "换一个未用的编号。Take a code that is free.",
            )


def _subjects(book: Book) -> Iterator[Complaint]:
    """Types that share a subject are read as one: then both hold one paper or both several, and types agree."""
    first: dict[str, DocumentType] = {}
    for kind in book.documents.types:
        other = first.setdefault(kind.subject, kind)
        if other is kind:
            continue
        yield _says(
            kind, book, ("subject",), "LNT-302", f"主题 {kind.subject} 已用于“{other.title}”",
            f"the subject {kind.subject} is that of {other.name} already",
            "两种资料的事实会混在一起;换一个主题。Facts of both would mix; take another subject.",
        )


def _recognised(kind: DocumentType, book: Book) -> Iterator[Complaint]:
    marks = kind.marks
    if marks.title or marks.untitled is not None or _typed_only(kind):
        return
    yield _says(
        kind, book, ("recognise",), "LNT-303", f"没有办法认出“{kind.title}”", f"nothing recognises a {kind.name}",
        "在 [recognise] 写上 title,或 words 与 untitled。Give [recognise] a title, or words and untitled.",
    )


def _typed_only(kind: DocumentType) -> bool:
    """Whether it is only ever typed into a form."""
    return all(finder.kind in _FORM for field in kind.fields for finder in field.find)


def _found(kind: DocumentType, field: Field, book: Book) -> Iterator[Complaint]:
    keys = ("fields", field.name)
    if not field.find and not field.columns and field.required and not _typed_only(kind):
        yield _says(
            kind, book, keys, "LNT-304", f"必填项“{field.label}”没有查找办法",
            f"the required field {field.name} has no finder", "加上 find。Add `find`.",
        )
    for choice, count in Counter(word for _, words in field.choices for word in words).items():
        if count > 1:
            yield _says(
                kind, book, keys, "LNT-306", f"“{field.label}”的说法“{choice}”对应两个取值",
                f"the wording {choice!r} of {field.name} means two values",
                "每个说法只对应一个取值。Give it to one value.",
            )


def _labels(kind: DocumentType, book: Book) -> Iterator[Complaint]:
    """A label by which two fields are found finds one of them wrongly."""
    first: dict[tuple[object, ...], Field] = {}
    for field in kind.fields:
        for finder in field.find:
            if finder.kind in ("checked", "chosen", "structure", "clause") or finder.pattern is not None:
                continue
            for label in finder.labels:
                key = (
                    finder.kind, label, finder.head, finder.under, finder.section, finder.party, finder.near,
                    finder.value.pattern if finder.value else "", finder.only, finder.where,
                )
                other = first.setdefault(key, field)
                if other is not field and not _apart(other, field):
                    yield _says(
                        kind, book, ("fields", field.name), "LNT-305",
                        f"标签“{label}”同时用于“{other.label}”和“{field.label}”",
                        f"the label {label!r} is that of {other.name} and of {field.name}",
                        "换标签,或用 section、under、value 区分。Take another label, or tell them apart.",
                        Severity.WARNING,
                    )


def _apart(one: Field, other: Field) -> bool:
    """Whether two fields read different things behind the same label: a name and a number, a start and an end."""
    return one.type != other.type or one.unit != other.unit


def _demands(book: Book) -> Iterator[Complaint]:
    """Every paper asked for is of a type there is."""
    file = book.folder / "schemas" / "papers.toml"
    known = dictionary(book)
    names = {STATEMENT, *(kind.name for kind in book.documents.types)}
    seen: Counter[str] = Counter()
    for demand in book.rules.demands:
        seen[demand.code] += 1
        line = _line(file, demand.paper, seen[demand.code])
        where = file.relative_to(book.folder).as_posix()
        if seen[demand.code] > 1:
            yield Complaint(
                where, line, "LNT-311", f"{demand.code} 出现两次", f"{demand.code} stands twice",
                "另给 code。Give one of them a `code` of its own.",
            )
        for expression in filter(None, (demand.when, demand.valid)):
            for complaint in unknown(expression.addresses, known):
                yield Complaint(
                    where, line, "LNT-313", f"{demand.code} 使用了没有来源的事实 {complaint}",
                    f"{demand.code} names a fact that nothing supplies: {complaint}",
                )
        for name in demand.document:
            if name not in names:
                yield Complaint(
                    where, line, "LNT-312", f"{demand.code} 所要的资料类型 {name} 不存在",
                    f"{demand.code} asks for {name}, which is no document type", did_you_mean(name, names),
                )


def _line(file: Path, paper: str, nth: int) -> int:
    """On which line the nth demand for a paper stands."""
    wanted = f'paper="{paper}"'
    lines = [n for n, line in enumerate(read_text(file).splitlines(), start=1) if line.replace(" ", "") == wanted]
    return lines[nth - 1] if len(lines) >= nth else lines[-1] if lines else 1
