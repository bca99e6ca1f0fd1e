"""Faults of a template's tags: what does not parse, what would be lost, signs that only look right."""

import re
from collections.abc import Iterator

from creditfile.errors import CreditfileError, TemplateError
from creditfile.filling.tags import TAG
from creditfile.filling.trees import fault_of, is_sound
from creditfile.filling.xml import T
from creditfile.linting import general
from creditfile.linting.complaints import Complaint
from creditfile.linting.opened import Opened
from creditfile.linting.spots import Paragraph, Part, Spot

_LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_WIDE = re.compile(r"[{｛]\s*[{｛%％]|[}｝%％]\s*[}｝]")
_LIKE_BRACES = re.compile(r"[｛｝％]")
_CURLED = re.compile(r"[“”‘’＂＇`´]")


def complaints(opened: Opened) -> Iterator[Complaint]:
    """Every fault of every tag, by itself and among the others."""
    sound = _is_sound(opened)
    ours = [fault for part in opened.parts.values() for fault in _of_part(part, opened, sound)]
    yield from general.without_doubles(general.complaints(opened), ours)


def _is_sound(opened: Opened) -> bool:
    """Whether the whole parses; then no tag need be parsed by itself."""
    try:
        return all(is_sound(source.source) for source in opened.sources)
    except CreditfileError:
        return False


def of_whole(opened: Opened) -> Iterator[Complaint]:
    """What the whole shows when every tag parses: blocks that do not end, words that would be lost."""
    try:
        sources = opened.sources
    except TemplateError as error:
        yield _as_complaint(error, opened)
        return
    for source in sources:
        yield from _lost_words(opened.parts[source.part], opened.prepared.sources[source.part], opened)


def _of_part(part: Part, opened: Opened, sound: bool) -> Iterator[Complaint]:
    for paragraph in part.paragraphs:
        words = paragraph.words
        if not _looks_tagged(words):
            continue
        outside = TAG.sub("", words)
        if _LOOSE.search(outside):
            yield opened.says(
                "LNT-201", "标签没有成对:缺少或多出 {{、}}、{%、%}",
                "a tag is opened and not closed, or closed and not opened",
                "整个标签写在同一段内。Write the whole tag inside one paragraph.", paragraph.spot,
            )
            continue
        yield from _looks_like_a_tag(paragraph, outside, opened)
        for tag in TAG.findall(words):
            yield from _of_tag(tag, paragraph, opened, sound)


def _looks_tagged(words: str) -> bool:
    return any(sign in words for sign in "{}｛｝")


def _of_tag(tag: str, paragraph: Paragraph, opened: Opened, sound: bool) -> Iterator[Complaint]:
    spot = _tagged(paragraph.spot, tag)
    if not sound and (fault := fault_of(tag)):
        yield opened.says(
            "LNT-202", f"标签 {tag} 无法解析:{fault}", f"the tag {tag} does not parse: {fault}",
            "请在 Word 中改正。Mend the tag in Word.", spot,
        )
    elif not tag.startswith("{#") and _CURLED.search(tag):
        yield opened.says(
            "LNT-205", f"标签 {tag} 中是弯引号", f"the tag {tag} has curled quotation marks",
            "用英文直引号 ' 或 \"(Word 会自动改成弯引号,可撤销)。Write straight quotation marks.", spot,
        )


def _looks_like_a_tag(paragraph: Paragraph, outside: str, opened: Opened) -> Iterator[Complaint]:
    """Braces that stand alone or are of full width are printed as they are."""
    if (_LIKE_BRACES.search(outside) and _WIDE.search(outside)) or re.search(r"[{}]", outside):
        yield opened.says(
            "LNT-206", f"单个或全角的花括号会原样印出:{outside.strip()[:40]}",
            f"a single or full-width brace is printed as it is: {outside.strip()[:40]}",
            "标签写成 {{ … }} 或 {% … %},用英文括号。Write {{ … }} or {% … %} with plain braces.", paragraph.spot,
        )


def _tagged(spot: Spot, tag: str) -> Spot:
    return Spot(spot.part, spot.paragraph, spot.cells, spot.words, tag)


def _as_complaint(error: TemplateError, opened: Opened) -> Complaint:
    where = error.where.removeprefix(opened.file).lstrip(":")
    part, _, words = where.partition(" ")
    lost = "would be lost" in error.problem
    code, zh = ("LNT-204", "标签旁的文字会丢失") if lost else ("LNT-203", "标签有误")
    spot = Spot(part, words=words.strip("“”"))
    return opened.says(code, f"{zh}:{error.problem}", error.problem, error.mend, spot)


def _lost_words(part: Part, source: str, opened: Opened) -> Iterator[Complaint]:
    """Words beside a tag that are no more there once the tags are readied."""
    kept = _squeezed("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", TAG.sub("", source))))
    for paragraph in part.paragraphs:
        written = "".join(text.text or "" for text in paragraph.node.iter(T) if _owns(paragraph, text))
        plain = _squeezed(_escaped(TAG.sub("", written)))
        if plain and not kept.startswith(plain):
            yield opened.says(
                "LNT-204", f"标签旁的文字会丢失:{plain[:40]}", f"words beside a tag would be lost: {plain[:40]}",
                "让标签单独成段(行、格)。Give the tag a paragraph, row or cell of its own.", paragraph.spot,
            )
            return
        kept = kept[len(plain) :]


def _owns(paragraph: Paragraph, text: object) -> bool:
    from creditfile.filling.xml import P

    return next(text.iterancestors(P)) is paragraph.node  # type: ignore[attr-defined]


def _squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
