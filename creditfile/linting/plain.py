"""Lint of docxtpl templates that belong to no book: general tag faults, and nothing about names or types."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from creditfile.filling.by_docxtpl import ReadyPart, fault_in, jinjas_filters, ready_parts
from creditfile.filling.printing import the_environment
from creditfile.filling.xml import P
from creditfile.linting.complaints import Complaint
from creditfile.linting.spots import Spot, own_words, shortened
from creditfile.model import Severity

_OF_SYNTAX = frozenset({"DTL101", "DTL102", "DTL103"})
"""What is no fault where Jinja itself parses the whole."""
_UNKNOWN = re.compile(r"unknown tag (?!.*nesting)")
"""A statement that Jinja does not have: it may be the caller's."""
_NO_TAG = re.compile(
    r"[｛{]\s*｛[^{}｛｝]*[｝}]\s*[｝}]|[｛{]\s*[｛{][^{}｛｝]*(?:｝\s*[｝}]|}\s*｝)|｛\s*[%％][^{}｛｝]*[%％]\s*｝"
)
"""`｛｛ name ｝｝`: signs of full width, which are printed as they are."""


def complaints(file: Path) -> tuple[Complaint, ...]:
    """What docxtpl itself could not render, or would render with loss.

    A filter that Jinja does not have is a fault only where it looks like one misspelt: any other may be the caller's.
    """
    import zipfile

    from docxtpl_lint import lint
    from lxml import etree

    name = file.as_posix()
    try:
        found = lint(file)
        parts = ready_parts(file)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, OSError, ValueError) as error:
        zh, en = f"无法打开:{error}", f"cannot be opened: {error}"
        return (Complaint(name, 1, "LNT-200", zh, en, "用 Word 重新保存。Save it again from Word."),)
    known = the_environment().filters.keys() | jinjas_filters()
    unparsed = [fault for part in parts for fault in _unparsed(part, name)]
    told = [
        Complaint(
            name, 1, issue.rule, issue.message_for("zh"), issue.message_for("en"),
            severity=Severity.ERROR if issue.severity == "error" else Severity.WARNING,
            spot=Spot(
                _part(issue.location.part), issue.location.paragraph,
                tuple((cell.table, cell.row, cell.col) for cell in issue.location.cells), tag=issue.snippet,
            ),
        )
        for issue in found.issues
        if (issue.rule != "DTL104" or get_close_matches(str(issue.params.get("name")), known, 1, 0.75))
        and (issue.rule not in _OF_SYNTAX or unparsed)
    ]
    if not any(one.severity is Severity.ERROR for one in told):
        told += [fault for fault in unparsed if not _UNKNOWN.search(fault.problem_en)]
    return (*told, *(fault for part in parts for fault in _full_width(part, name)))


def _unparsed(part: ReadyPart, name: str) -> Iterator[Complaint]:
    """What Jinja says of a part."""
    if fault := fault_in(part.xml):
        yield Complaint(
            name, 1, "LNT-203", f"标签有误:{fault.problem}", f"a tag is wrong: {fault.problem}",
            "在 Word 中改正。Mend it in Word.", spot=_spot_of(fault.tag, part),
        )


def _full_width(part: ReadyPart, name: str) -> Iterator[Complaint]:
    for number, paragraph in enumerate(part.root.iter(P), start=1):
        words = own_words(paragraph)
        if found := _NO_TAG.search(words):
            yield Complaint(
                name, 1, "LNT-206", f"全角的花括号会原样印出:{found[0]}",
                f"full-width braces are printed as they are: {found[0]}",
                "标签写成 {{ … }} 或 {% … %},用英文括号。Write {{ … }} or {% … %} with plain braces.",
                Severity.WARNING, Spot(_part(part.label), number, (), shortened(words), found[0]),
            )


def _spot_of(tag: str, part: ReadyPart) -> Spot:
    """The first paragraph in which a tag stands."""
    wanted = _squeezed(tag)
    for number, paragraph in enumerate(part.root.iter(P), start=1):
        words = own_words(paragraph)
        if wanted and wanted in _squeezed(words):
            return Spot(_part(part.label), number, (), shortened(words), shortened(tag))
    return Spot(_part(part.label), tag=shortened(tag))


def _squeezed(words: str) -> str:
    return re.sub(r"\s+|(?<=\{[{%#])(?:p|tr|tc|r)(?=\s)", "", words)


def wanted_filters(file: Path) -> tuple[str, ...]:
    """Filters that Jinja does not have: the program that fills the template must bring them."""
    from docxtpl_lint import lint

    return tuple(dict.fromkeys(str(one.params["name"]) for one in lint(file).issues if one.rule == "DTL104"))


def _part(label: str) -> str:
    return f"word/{'document' if label == 'body' else label}.xml"
