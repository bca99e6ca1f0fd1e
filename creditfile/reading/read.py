"""Stage 1: open every file of a case, tell what papers it holds, and find every field."""

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from creditfile.errors import CaseError
from creditfile.model import Case, Fact, Origin, Reading, Source, Trouble, Value
from creditfile.model.document import Documents, DocumentType, Field
from creditfile.model.person import Word
from creditfile.reading import limits, persons
from creditfile.reading.cache import cached, is_cached
from creditfile.reading.co_parties import co_parties
from creditfile.reading.finders import find_field
from creditfile.reading.found import Found
from creditfile.reading.ocr.ahead import in_turn, recognising
from creditfile.reading.pages import Pages, UnreadableError
from creditfile.reading.parted import as_one_list
from creditfile.reading.pictured import as_filed, seals_of, signatures_of
from creditfile.reading.recognise import DRAFT, Span, drafts, guesses, recognise
from creditfile.reading.stretch import squeezed
from creditfile.undisturbed import tidy, undisturbed

OWN_FILES = ("corrections.toml", "waivers.toml", "attestations.toml", "expected.toml")
"""Files of ours that may lie in a case folder and are no papers; corrections are read all the same."""
CORRECTIONS = "corrections"
"""The document name under which a person's corrections are handed on; their field is the fact's whole address."""
SECOND_LOOK = "second_look"
"""The witness of a value whose every letter a second look at its picture reads the same."""
STATEMENT = "statement"
"""The document name of figures from financial statements."""

NOT_RECOGNISED, DUPLICATE, OTHERWISE_NAMED, PAGES_LEFT = "RDG-110", "RDG-111", "RDG-141", "RDG-142"
BAD_CORRECTION, STALE_CORRECTION, OUTSIDE, TOO_LARGE = "RDG-151", "RDG-152", "RDG-153", "RDG-107"
UNREADABLE = "RDG-102"

Opener = Callable[[bytes, str], Pages]


@dataclass(frozen=True, slots=True)
class Opened:
    """What reading one file gave."""

    source: Source
    """The file."""
    readings: tuple[Reading, ...]
    """What was found in it."""


def read(case: Case, documents: Documents) -> Case:
    """The case with its sources and readings: every file opened, recognised and searched; nothing is left out silently.

    Raises CaseError when the folder itself cannot be listed or holds no file; a bad paper is a trouble of its source.
    """
    corrections: list[tuple[str, bytes]] = []
    papers: list[tuple[str, Path]] = []
    for path, file in _submitted(case):
        if path.rpartition("/")[2] not in OWN_FILES:
            papers.append((path, file))
        elif path == "corrections.toml":
            corrections.append((path, file.read_bytes()))
    opened = _read_files(papers, documents)
    words: list[Word] = []
    for path, file in _submitted(case):
        if path in persons.FILES:
            content = file.read_bytes()
            said, troubles = persons.words_of(path, content)
            words += said
            digest = hashlib.sha256(content).hexdigest()
            kind = path.partition(".")[0]
            opened.append(Opened(Source(path, digest, "toml", len(content), kind, (kind,), 1, troubles), ()))
    if not opened and not corrections:
        raise CaseError(
            "业务件里没有任何资料 · no papers in the case",
            where=str(case.folder),
            mend="请放入借款人资料后再试 · Put the borrower's papers there.",
        )
    sources = tuple(each.source for each in opened)
    readings = tuple(reading for each in opened for reading in each.readings)
    for path, content in corrections:
        corrected = read_corrections(path, content, sources)
        sources, readings = (*sources, corrected.source), (*readings, *corrected.readings)
    return replace(case, sources=sources, readings=readings, words=tuple(words))


def _submitted(case: Case) -> Iterator[tuple[str, Path]]:
    """The files of a case: those that were named, or all that lie in its folder."""
    for file in case.files:
        yield file.relative_to(case.folder).as_posix(), file
    if not case.files:
        yield from papers_of(case.folder)


def papers_of(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every submitted file with its path in the case, sorted; hidden files and lock files of office programs left out.

    A single file is a case of one. Links are followed only within the case.
    """
    if folder.is_file():
        yield folder.name, folder
        return
    try:
        files = sorted(_walk(folder), key=lambda file: file.relative_to(folder).as_posix())
    except OSError as error:
        raise CaseError(
            f"the case cannot be listed ({error.strerror})", where=str(folder), mend="Check the path and its rights."
        ) from error
    for file in files:
        yield file.relative_to(folder).as_posix(), file


def _walk(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith((".", "~$")) or entry.name in ("Thumbs.db", "desktop.ini", "__MACOSX"):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        elif entry.is_file() or entry.is_symlink():
            yield entry


def _read_files(papers: Sequence[tuple[str, Path]], documents: Documents) -> list[Opened]:
    """In order; while one is read, the pages of those after it that are pictures are being recognised."""
    opened: list[Opened] = []
    seen: dict[str, str] = {}
    with recognising():
        for path, file in in_turn(papers, lambda paper: _begin_file(*paper, documents), after=True):
            opened.append(_read_file(path, file, seen, documents))
            tidy()
    return opened


def _begin_file(path: str, file: Path, documents: Documents) -> None:
    from creditfile.reading.readers import begin_source

    content = _content_of(path, file)
    if isinstance(content, bytes) and not is_cached(hashlib.sha256(content).hexdigest(), _key(path, documents)):
        begin_source(content, path.rpartition("/")[2])


def _content_of(path: str, file: Path) -> bytes | Opened:
    """A file's bytes; where they are not to be had, that it was not read."""
    root = file.parents[path.count("/")].resolve()
    target = file.resolve()
    if file.is_symlink() and (not target.is_relative_to(root) or not target.is_file()):
        return _unread(path, "", 0, Trouble(OUTSIDE, "link"))
    size = target.stat().st_size
    if size > limits.FILE_BYTES:
        return _unread(path, "", size, Trouble(TOO_LARGE, f"{size} bytes"))
    try:
        return target.read_bytes()
    except OSError as error:
        return _unread(path, "", size, Trouble(UNREADABLE, error.strerror or ""))


def _key(path: str, documents: Documents) -> str:
    """What a reading depends on beside the file's bytes."""
    return f"{path} {documents.digest}"


def _read_file(path: str, file: Path, seen: dict[str, str], documents: Documents) -> Opened:
    content = _content_of(path, file)
    if isinstance(content, Opened):
        return content
    digest = hashlib.sha256(content).hexdigest()
    if digest in seen:
        return _unread(path, digest, len(content), Trouble(DUPLICATE, seen[digest]))
    seen[digest] = path
    if not documents.digest:
        return read_paper(path, content, documents)

    def work() -> tuple[Source, tuple[Reading, ...]]:
        with undisturbed():
            opened = read_paper(path, content, documents)
        return opened.source, opened.readings

    return Opened(*cached(digest, _key(path, documents), work))


def _unread(path: str, digest: str, size: int, trouble: Trouble) -> Opened:
    return Opened(Source(path, digest, "unknown", size, troubles=(trouble,)), ())


def read_paper(path: str, content: bytes, documents: Documents, open_file: Opener | None = None) -> Opened:
    """One file: opened by what its bytes are, its papers told apart, their fields found."""
    from creditfile.reading.marks import marks_of
    from creditfile.reading.readers import open_source

    digest = hashlib.sha256(content).hexdigest()
    try:
        pages = (open_file or open_source)(content, path.rpartition("/")[2])
    except UnreadableError as error:
        return _unread(path, digest, len(content), error.trouble)
    if pages.media == "toml":
        return _read_typed(path, digest, len(content), pages, documents)
    media = pages.media  # the marks must not hold the pages themselves, or neither is let go of
    pages = replace(pages, marks=lambda: marks_of(content, media, documents.trust))
    spans = recognise(pages, documents.types, path)
    figures = _read_statements(pages, path, documents)
    readings = [reading for span in spans for reading in _all_of(span, path)]
    kinds = [span.kind.name for span in spans] + ([STATEMENT] if figures else [])
    troubles = [*pages.troubles, *_page_troubles(pages), *drafts(pages, documents.types), *_summaries(pages, documents)]
    if kinds:
        troubles += _doubts(pages, spans, path, documents, bool(figures))
    elif not any(trouble.code == DRAFT for trouble in troubles):
        troubles += _not_recognised(pages, documents)
    source = Source(
        path, digest, pages.media, len(content), kinds[0] if kinds else None, tuple(dict.fromkeys(kinds)),
        len(pages.pages), tuple(dict.fromkeys(troubles)),
    )
    return Opened(source, tuple(as_filed((*readings, *figures), pages)))


def _read_statements(pages: Pages, path: str, documents: Documents) -> tuple[Reading, ...]:
    if not documents.items:
        return ()
    from creditfile.reading.statements import read_statements

    return tuple(read_statements(pages, path, documents.items))


def _summaries(pages: Pages, documents: Documents) -> Iterator[Trouble]:
    if not documents.items:
        return
    from creditfile.reading.statements.summaries import summaries

    yield from summaries(pages.pages)


def _page_troubles(pages: Pages) -> list[Trouble]:
    return [
        trouble if trouble.page is not None else replace(trouble, page=page.number)
        for page in pages.pages for trouble in page.troubles
    ]


# ---------------------------------------------------------------- one paper


def _all_of(span: Span, path: str) -> Iterator[Reading]:
    yield from readings_of(span, path)
    yield from seals_of(span, path)
    yield from signatures_of(span, path)


def readings_of(span: Span, path: str) -> Iterator[Reading]:
    """Every field's candidates on one paper: one reading for each different value, the best first.

    A contract that several give together is read as one of each: `paper.pdf`, `paper.pdf#1.2`.
    """
    part = path if span.part == 1 else f"{path}#{span.part}"
    stretch = span.stretch.shortened(span.kind.marks.within)
    whole = {field.name: as_one_list(find_field(stretch, field, span.kind), field) for field in span.kind.fields}
    first, *others = co_parties(stretch, span.kind) or ({},)
    yield from _as_readings(span.kind, part, {**whole, **first})
    for number, other in enumerate(others, 2):
        yield from _as_readings(span.kind, f"{path}#{span.part}.{number}", {**whole, **other})


def _as_readings(kind: DocumentType, part: str, said: Mapping[str, Sequence[Found]]) -> Iterator[Reading]:
    for field in kind.fields:
        found = said[field.name]
        twice = {candidate.origin for candidate in found if candidate.twice}
        for value, origins in _by_value(found):
            fact = _fact(kind, field, value, origins)
            if origins[0] in twice:
                fact = replace(fact, witnesses=(SECOND_LOOK,))
            yield Reading(kind.name, part, field.name, fact)


def _by_value(found: Sequence[Found]) -> list[tuple[Value, tuple[Origin, ...]]]:
    """Candidates that say the same are one value with several origins."""
    values: dict[str, tuple[Value, list[Origin]]] = {}
    for candidate in found:
        entry = values.setdefault(_same(candidate.value), (candidate.value, []))
        if not any(_overlaps(candidate.origin, known) for known in entry[1]):
            entry[1].append(candidate.origin)
    return [
        (value, tuple(sorted(origins, key=lambda origin: -origin.confidence))) for value, origins in values.values()
    ]


def _same(value: Value) -> str:
    return squeezed(value) if isinstance(value, str) else repr(value)


def _overlaps(origin: Origin, known: Origin) -> bool:
    """The same words found a second way."""
    if origin.page != known.page:
        return False
    if origin.box is None or known.box is None:
        return origin.place == known.place
    return origin.box.meets(known.box)


def _fact(kind: DocumentType, field: Field, value: Value, origins: tuple[Origin, ...]) -> Fact:
    raw = value if isinstance(value, str) else origins[0].quote if value is not None else ""
    return Fact(
        f"{kind.name}.{field.name}", value, field.type, raw=raw, origins=origins, label=field.label,
        label_en=field.label_en,
    )


# ---------------------------------------------------------------- what is wrong with a file


def _not_recognised(pages: Pages, documents: Documents) -> list[Trouble]:
    if pages.pages and all(page.image_only for page in pages.pages):
        return []  # the reader has said that there is only a picture
    near = "; ".join(
        f"{guess.kind.title}? {int(guess.score * 100)}% ({'、'.join(guess.words[:4])})"
        for guess in guesses(pages, documents.types)
    )
    return [Trouble(NOT_RECOGNISED, near)]


def _doubts(
    pages: Pages, spans: Sequence[Span], path: str, documents: Documents, has_figures: bool
) -> Iterator[Trouble]:
    """A name that says another paper than the content, and pages that belong to no paper."""
    named = _named_as(path, documents)
    found = {span.kind.name for span in spans}
    if named and not found & {kind.name for kind in named} and found:
        is_this = "、".join(span.kind.title for span in spans)
        yield Trouble(OTHERWISE_NAMED, f"{named[0].title} ≠ {is_this}")
    if has_figures:
        return
    covered = {page.number for span in spans for page in span.stretch.pages}
    left = [page.number for page in pages.pages if page.number not in covered and page.text.strip()]
    if left:
        yield Trouble(PAGES_LEFT, _ranges(left))


def _named_as(path: str, documents: Documents) -> list[DocumentType]:
    """The types whose title stands in the file's name, the longest title first."""
    name = squeezed(path.rpartition("/")[2].rpartition(".")[0])
    named = [kind for kind in documents.types if squeezed(kind.title) in name]
    return sorted(named, key=lambda kind: -len(kind.title))


def _ranges(numbers: Iterable[int]) -> str:
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in parts)


# ---------------------------------------------------------------- typed forms and corrections


def _read_typed(path: str, digest: str, size: int, pages: Pages, documents: Documents) -> Opened:
    """A form typed in by a person: each field is the address of a fact."""
    readings = []
    for form in pages.fields:
        subject, _, name = form.name.rpartition(".")
        kind = next((kind for kind in documents.types if kind.subject == subject.partition("[")[0]), None)
        field = kind.field(name) if kind else None
        quote = f"{form.name} = {form.value}"
        origin = Origin(path, None, None, quote, "form", Decimal(1), form.place or form.name)
        value = form.typed if form.typed is not None else form.value or None
        fact = Fact(
            form.name, value, field.type if field else "text", raw=form.value, origins=(origin,),
            label=field.label if field else form.label,
        )
        known = kind is not None and field is not None
        readings.append(Reading(kind.name if known and kind else subject, path, name if known else form.name, fact))
    kinds = tuple(dict.fromkeys(_kind_of(form.name, documents) for form in pages.fields))
    source = Source(path, digest, pages.media, size, kinds[0] if kinds else None, kinds, 1, pages.troubles)
    return Opened(source, tuple(readings))


def _kind_of(address: str, documents: Documents) -> str:
    """The document type whose facts have such addresses; the subject itself where there is none."""
    subject = address.partition(".")[0].partition("[")[0]
    return next((kind.name for kind in documents.types if kind.subject == subject), subject)


def read_corrections(path: str, content: bytes, sources: Sequence[Source]) -> Opened:
    """A person's statements: `[[correct]] fact, value (or blank = true), by, on, reason, source_sha256, checked_by`.

    One without a person or a value is not believed; one made for a source that has changed since, or is gone, is dead.
    Both are said.
    """
    digest = hashlib.sha256(content).hexdigest()
    troubles: list[Trouble] = []
    readings: list[Reading] = []
    try:
        entries = tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal).get("correct", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        entries, troubles = [], [Trouble(BAD_CORRECTION, str(error))]
    known = {source.sha256 for source in sources}
    for number, entry in enumerate(entries, start=1):
        trouble = _correction_trouble(entry, number, known)
        if trouble:
            troubles.append(trouble)
        else:
            readings.append(_correction(path, number, entry))
    source = Source(path, digest, "toml", len(content), CORRECTIONS, (CORRECTIONS,), 1, tuple(troubles))
    return Opened(source, tuple(readings))


def _correction_trouble(entry: Any, number: int, known: set[str]) -> Trouble | None:
    if not isinstance(entry, dict):
        return Trouble(BAD_CORRECTION, f"#{number}")
    wanted = ("fact", "by", "on") if entry.get("blank") is True else ("fact", "value", "by", "on")
    lacking = [key for key in wanted if entry.get(key) in (None, "")]
    if lacking:
        return Trouble(BAD_CORRECTION, f"#{number} {entry.get('fact', '')}: {', '.join(lacking)} ?")
    digest = entry.get("source_sha256")
    if digest and str(digest).lower() not in known:
        return Trouble(STALE_CORRECTION, f"#{number} {entry['fact']}")
    return None


def _correction(path: str, number: int, entry: dict[str, Any]) -> Reading:
    value = None if entry.get("blank") is True else _stated(entry["value"])
    text = "" if value is None else value.isoformat() if isinstance(value, date) else \
        str(value).lower() if isinstance(value, bool) else str(value)
    on = entry["on"].isoformat() if isinstance(entry["on"], date) else str(entry["on"])
    checked = str(entry.get("checked_by") or "")
    second = checked if checked != str(entry["by"]) else ""
    names = f"{entry['by']} / {second}" if second else entry["by"]
    quote = f"{entry['fact']} = {text} ({names}, {on}{', ' + entry['reason'] if entry.get('reason') else ''})"
    origin = Origin(path, None, None, quote, "person", Decimal(1), f"correct {number}")
    witnesses = (f"checked:{second}",) if second else ()
    name = str(entry["fact"])
    return Reading(CORRECTIONS, path, name, Fact(name, value, "", raw=text, origins=(origin,), witnesses=witnesses))


def _stated(value: Any) -> Value:
    """What TOML gave, as a fact holds it."""
    if isinstance(value, list):
        return tuple(_stated(part) for part in value)
    if isinstance(value, dict):
        return {key: _stated(part) for key, part in value.items()}
    return value if isinstance(value, str | bool | int | Decimal | date) else str(value)
