"""What a changed book changes: sections, names and conditions of templates, fields, rules; and what of it breaks."""

import re
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from creditfile.book import PARTS, Book, read_book
from creditfile.content import read_toml
from creditfile.errors import BookError, CreditfileError, TemplateError
from creditfile.filling.templates import Template
from creditfile.filling.trees import conditions, named
from creditfile.linting.layout import headings
from creditfile.linting.names import Dictionary, dictionary, plain
from creditfile.linting.opened import Opened, lay_open
from creditfile.linting.plain_text import text_of_docx
from creditfile.linting.redlines import changed_lines, marked
from creditfile.linting.scope import git

_MOST_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One thing that is otherwise than before."""

    where: str
    """The file, or the rule's code."""
    said: str
    """What, in Chinese."""
    said_en: str
    """The same in English."""
    breaks: str = ""
    """What it breaks, in both languages; empty when nothing."""


@contextmanager
def book_at(revision: str, folder: Path) -> Iterator[Book]:
    """The book as it was at a revision. Raises CreditfileError where there is no such revision or no book in it."""
    there = git(folder, "ls-tree", "--name-only", "-z", revision, *(f"{part}/" for part in PARTS)).decode()
    parts = [part for part in PARTS if any(name.startswith(f"{part}/") for name in there.split("\0"))]
    packed = git(folder, "archive", "--format=tar", revision, "--", *parts)
    if len(packed) > _MOST_BYTES:
        raise CreditfileError("the book is larger than any book", where=revision)
    with tempfile.TemporaryDirectory() as place:
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extractall(place, filter="data")
        try:
            yield read_book(Path(place).resolve())
        except BookError as error:
            raise CreditfileError(f"the book at {revision} cannot be opened: {error}", where=str(folder)) from error


def differences(old: Book, new: Book) -> list[Change]:
    """Everything that changed, by file."""
    known = dictionary(new)
    return sorted((*_templates(old, new, known), *_fields(old, new), *_rules(old, new)))


def told(changes: list[Change], language: str) -> str:
    """One line a change, those that break something marked; then the count."""
    english = language == "en"
    lines = []
    for change in changes:
        mark = "! " if change.breaks else "  "
        why = f" — {change.breaks}" if change.breaks else ""
        lines.append(f"{mark}{change.where}  {change.said_en if english else change.said}{why}")
    breaking = sum(bool(change.breaks) for change in changes)
    end = f"{len(changes)} changes, {breaking} breaking" if english else f"{len(changes)} 处改动,{breaking} 处不兼容"
    return "\n".join([*lines, end]) + "\n"


# --- templates ---


def _templates(old: Book, new: Book, known: Dictionary) -> Iterator[Change]:
    before, after = ({template.name: template for template in book.templates.each} for book in (old, new))
    for name in sorted(before.keys() | after.keys()):
        where = f"templates/{name}"
        if name not in after:
            yield Change(where, "删除了模板", "the template is gone", "不再出具该文书。The document is made no more.")
        elif name not in before:
            yield Change(where, "新增模板", "a new template")
        else:
            yield from _heads(before[name], after[name], where)
            if before[name].content != after[name].content:
                yield from _words(before[name], after[name], old, new, known)


def _heads(before: Template, after: Template, where: str) -> Iterator[Change]:
    if before.when.source != after.when.source:
        yield Change(
            where, f"出具条件由 {before.when.source} 改为 {after.when.source}",
            f"it is made when {after.when.source}, no more when {before.when.source}",
        )
    for section in sorted(set(before.sections) - set(after.sections)):
        breaks = "必备章节被取消。A mandatory section is given up."
        yield Change(where, f"不再要求章节“{section}”", f"“{section}” is demanded no more", breaks)
    for section in sorted(set(after.sections) - set(before.sections)):
        yield Change(where, f"新要求章节“{section}”", f"“{section}” is demanded now")


def _words(before: Template, after: Template, old: Book, new: Book, known: Dictionary) -> Iterator[Change]:
    file = f"templates/{after.name}/template.docx"
    opened = [lay_open(before, old), lay_open(after, new)]
    if not all(isinstance(one, Opened) for one in opened):
        yield Change(file, "无法比较:模板打不开", "cannot be compared: a template does not open", "打不开。")
        return
    try:
        was, now = (_said(one) for one in opened if isinstance(one, Opened))
    except TemplateError as error:
        yield Change(file, f"无法比较:{error.problem}", f"cannot be compared: {error.problem}", "标签有误。")
        return
    demanded = {re.sub(r"\s+", "", section) for section in after.sections}
    for kind, (zh, en) in _KINDS.items():
        for gone in sorted(was[kind] - now[kind]):
            breaks = "必备章节不见了。A mandatory section is gone." if kind == "sections" and gone in demanded else ""
            yield Change(file, f"{zh}已删除:{gone}", f"{en} removed: {gone}", breaks)
        for fresh in sorted(now[kind] - was[kind]):
            problem = known.complaint(fresh) if kind == "fields" and fresh.split(".")[0] != "case" else None
            stated = plain(fresh) in {plain(key) for key in (*new.templates.titles, *after.labels)}
            breaks = f"没有来源。Nothing supplies it: {problem}" if problem and not stated else ""
            yield Change(file, f"{zh}新增:{fresh}", f"{en} added: {fresh}", breaks)
    yield from _lines(text_of_docx(before.content, file), text_of_docx(after.content, file), file)


def _lines(before: str, after: str, file: str) -> Iterator[Change]:
    """Every line that reads otherwise; a change that no line shows is one of looks."""
    for number, was, now in changed_lines(before, after):
        shown = marked(was, now)
        yield Change(file, f"第 {number:>3} 行文字:{shown}", f"line {number:>3}: {shown}")
    if before == after:
        yield Change(file, "文字未变,改了版式或样式", "no word changed; layout or styles did")


_KINDS = {"sections": ("章节", "section"), "fields": ("事项", "field"), "conditions": ("条件", "condition")}


def _said(opened: Opened) -> dict[str, set[str]]:
    """Its headings, the addresses it names, the conditions it asks."""
    found: dict[str, set[str]] = {"sections": set(headings(opened)), "fields": set(), "conditions": set()}
    for source in opened.sources:
        free = {name.address for name in named(source.source)}
        found["fields"] |= {plain(address) for address in free if not address.startswith("loop")}
        found["conditions"] |= set(conditions(source.source))
    return found


# --- fields ---


def _fields(old: Book, new: Book) -> Iterator[Change]:
    was, now = dictionary(old), dictionary(new)
    used = _used_by(new)
    for subject in sorted(was.subjects.keys() | now.subjects.keys()):
        before, after = was.subjects.get(subject, frozenset()), now.subjects.get(subject, frozenset())
        if subject.startswith(("guarantor_", "other_", "earlier_", "head_")):
            continue
        for name in sorted(before - after):
            address = f"{subject}.{name}"
            by = used.get(address, ())
            breaks = f"仍用于 {'、'.join(sorted(by)[:5])}。Still used there." if by else ""
            yield Change("schemas", f"不再有 {address}", f"{address} is gone", breaks)
        for name in sorted(after - before):
            yield Change("schemas", f"新增 {subject}.{name}", f"{subject}.{name} is new")
        for name in sorted(before & after):
            address = f"{subject}.{name}"
            one, other = (book.types.get(address, frozenset()) for book in (was, now))
            if one != other and one and other:
                by = used.get(address, ())
                breaks = f"用于 {'、'.join(sorted(by)[:5])}。Used there." if by else ""
                types = "/".join(sorted(one)), "/".join(sorted(other))
                yield Change(
                    "schemas", f"{address} 的类型由 {types[0]} 改为 {types[1]}",
                    f"{address} was {types[0]} and is {types[1]}", breaks,
                )


def _used_by(book: Book) -> dict[str, set[str]]:
    """Address → rules and templates that name it."""
    found: dict[str, set[str]] = {}
    for rule in book.rules.rules:
        for address in rule.addresses:
            whole = re.sub(r"^it\b", rule.each, address) if rule.each else address
            found.setdefault(plain(whole), set()).add(rule.code)
    for template in book.templates.each:
        opened = lay_open(template, book)
        if isinstance(opened, Opened):
            try:
                sources = opened.sources
            except TemplateError:
                continue
            for source in sources:
                for name in named(source.source):
                    found.setdefault(plain(name.address), set()).add(f"templates/{template.name}")
    return found


# --- rules ---


def _rules(old: Book, new: Book) -> Iterator[Change]:
    was, now = ({rule.code: rule for rule in book.rules.rules} for book in (old, new))
    for code in sorted(was.keys() | now.keys()):
        if code not in now:
            yield Change(code, "规则已删除", "the rule is gone", "不再核对。It is judged no more.")
        elif code not in was:
            yield Change(code, f"新增规则:{now[code].title}", f"a new rule: {now[code].title_en}")
        else:
            changed = _changed(old.folder / was[code].file, new.folder / now[code].file)
            if changed:
                yield Change(code, f"规则改动:{'、'.join(changed)}", f"the rule changed: {', '.join(changed)}")
    papers = [{demand.code for demand in book.rules.demands} for book in (old, new)]
    for code in sorted(papers[0] - papers[1]):
        yield Change(code, "不再要求该资料", "the paper is demanded no more", "不再核对。It is asked for no more.")
    for code in sorted(papers[1] - papers[0]):
        yield Change(code, "新要求该资料", "the paper is demanded now")


def _changed(before: Path, after: Path) -> list[str]:
    """Which keys of a rule's file differ; its examples do not count."""
    one, other = read_toml(before), read_toml(after)
    return [key for key in sorted(one.keys() | other.keys()) if key != "examples" and one.get(key) != other.get(key)]
