"""The general faults of docxtpl tags, as docxtpl-lint finds them: its findings at our places."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from creditfile.filling.package import parse, write_package
from creditfile.filling.printing import the_environment
from creditfile.filling.xml import P, T
from creditfile.linting.complaints import Complaint
from creditfile.linting.opened import Opened
from creditfile.linting.spots import Spot, own_words
from creditfile.model import Severity

_OURS = ("DTL104", "DTL105", "DTL209", "DTL210")
"""Filters and tests are looked up in our own language; words beside a paragraph tag are kept when we fill."""
_SENTENCE = re.compile(r"\{%\s*(end)?sentence\s*%\}")
_LABEL = re.compile(r"word/(?P<label>document|(?:header|footer)\d*|footnotes)\.xml$")
_HEAVIER = frozenset({"DTL002"})
"""What docxtpl mends and we refuse: a tag over several paragraphs."""


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    environment = the_environment()
    return frozenset(environment.filters), frozenset(environment.tests)


def complaints(opened: Opened) -> Iterator[Complaint]:
    """Tags that are not closed, blocks that do not match, row and cell tags where they cannot stand."""
    from docxtpl_lint import lint

    filters, tests = _known()
    found = lint(_as_docxtpl_knows_it(opened), filters=filters, tests=tests, ignore=_OURS)
    by_label = {_label(name): part for name, part in opened.parts.items() if _label(name)}
    for issue in found.issues:
        part = by_label.get(issue.location.part)
        number = issue.location.paragraph
        tag = _sentences_again(issue.snippet)
        if part is None or not 0 < number <= len(part.paragraphs):
            spot = Spot(part.name if part else issue.location.part, tag=tag)
        else:
            at = part.paragraphs[number - 1].spot
            spot = Spot(at.part, at.paragraph, at.cells, at.words, tag)
        severity = Severity.ERROR if issue.severity == "error" or issue.rule in _HEAVIER else Severity.WARNING
        zh, en = (_sentences_again(issue.message_for(language)) for language in ("zh", "en"))
        yield opened.says(issue.rule, zh, en, spot=spot, severity=severity)


def _label(name: str) -> str:
    found = _LABEL.search(name)
    return "" if found is None else found["label"].replace("document", "body")


def _as_docxtpl_knows_it(opened: Opened) -> bytes:
    """Our `{% sentence %}` written as `{% with %}`, a block that any Jinja knows."""
    parts = dict(opened.package)
    for name, part in opened.parts.items():
        if any(_SENTENCE.search(paragraph.words) for paragraph in part.paragraphs):
            parts[name] = _rewritten(parts[name])
    return write_package(parts)


def _rewritten(xml: bytes) -> bytes:
    from lxml import etree

    root = parse(xml)
    for paragraph in root.iter(P):
        words = own_words(paragraph)
        if _SENTENCE.search(words):
            first, *rest = [text for text in paragraph.iter(T) if next(text.iterancestors(P)) is paragraph]
            first.text = _SENTENCE.sub(lambda tag: "{% endwith %}" if tag[1] else "{% with %}", words)
            for text in rest:
                text.text = ""
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return written


def _sentences_again(words: str) -> str:
    return re.sub(r"\{%( ?)(end)?with %\}", r"{% \2sentence %}", words).replace("endwith", "endsentence")


def without_doubles(found: Iterable[Complaint], ours: Iterable[Complaint]) -> Iterator[Complaint]:
    """Both, without what docxtpl-lint says of a paragraph of which we know more, and the other way round."""
    general, own = list(found), list(ours)
    told = _paragraphs(own, frozenset({"LNT-202"}))
    yield from (one for one in general if one.code != "DTL103" or _at(one) not in told)
    named = {_at(one) for one in general}
    yield from (one for one in own if one.code != "LNT-201" or _at(one) not in named)


def _paragraphs(found: Iterable[Complaint], codes: frozenset[str]) -> Mapping[tuple[str, int], Complaint]:
    return {_at(one): one for one in found if one.code in codes}


def _at(complaint: Complaint) -> tuple[str, int]:
    spot = complaint.spot or Spot("")
    return spot.part, spot.paragraph
