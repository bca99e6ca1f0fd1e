"""Fields that documents state and nothing in the book uses: no rule, figure, template or demand."""

import re
from collections.abc import Iterator

from creditfile.book import Book
from creditfile.content import line_of
from creditfile.filling.word import prepare
from creditfile.linting.complaints import Complaint
from creditfile.linting.names import plain
from creditfile.model import Severity


def complaints(book: Book) -> Iterator[Complaint]:
    """A note for each field that nothing uses; `it.amount` in a rule over guarantees is guarantee.amount."""
    used = _used(book)
    for kind in book.documents.types:
        subjects = kind.subjects
        for field in kind.fields:
            named = {f"{subject}.{field.name}" for subject in subjects}
            if named & used or field.name in (kind.party, "period"):
                continue
            file = kind.file
            where = re.sub(r"^.*?(schemas/)", r"\1", file)
            yield Complaint(
                where, line_of(book.folder / where, ("fields", field.name)), "LNT-321",
                f"“{kind.title}”的“{field.label}”没有用到", f"nothing uses {kind.subject}.{field.name}",
                "用于规则、指标或模板,或删去。Use it, or leave it out.", Severity.NOTE,
            )


def _used(book: Book) -> set[str]:
    found: set[str] = set()
    for rule in book.rules.rules:
        found |= {_of(address, rule.each) for address in rule.addresses}
    for figure in book.figures.figures:
        found |= {_of(address, figure.over) for address in figure.value.addresses}
    for template in book.templates.each:
        found |= {_of(address, "") for address in template.when.addresses | template.file.addresses}
        found |= {_of(address, "") for address in prepare(template.content, str(template.docx)).addresses}
        found |= set(re.findall(r"[a-z_]+\.[a-z_0-9]+", _tags(template.content, str(template.docx))))
    return {".".join(address.split(".")[:2]) for address in found}


def _tags(content: bytes, where: str) -> str:
    """All tags with loop variables resolved to what they run over."""
    from creditfile.filling.trees import named

    sources = prepare(content, where).sources.values()
    return " ".join(plain(name.address) for source in sources for name in named(source))


def _of(address: str, over: str) -> str:
    return plain(re.sub(r"^it\b", over, address) if over else address)
