"""What changed between two versions of a document: figures as facts with their sources, and words."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path

from lxml import etree

from creditfile.errors import CaseError
from creditfile.filling.charts import read_charts
from creditfile.filling.controls import TAG_PREFIX, controls_in
from creditfile.filling.imprint import Figure, kind_of, words_in, words_of
from creditfile.filling.printing import Sheet
from creditfile.filling.tables import lists_figures
from creditfile.filling.verify import Document, open_document, sarif_place
from creditfile.filling.word import prepare, render
from creditfile.filling.xml import TBL, P, T, text_of
from creditfile.language.view import View
from creditfile.reporting.sarif import log as sarif_log


class Kind(StrEnum):
    """What kind of change it is."""

    FIGURE = "figure"
    """A figure reads otherwise."""
    FILLED = "filled"
    """What was 【待补】 is filled in."""
    BLANKED = "blanked"
    """What was filled in is 【待补】."""
    ADDED = "added"
    """A figure is there that was not."""
    REMOVED = "removed"
    """A figure is gone."""
    SOURCE = "source"
    """The figure reads as before and rests on another source."""
    CHART = "chart"
    """A chart draws something else."""
    TEXT = "text"
    """Words between the figures."""


WORDS = {
    Kind.FIGURE: ("数字变更", "figure changed"),
    Kind.FILLED: ("已补齐", "filled in"),
    Kind.BLANKED: ("变为待补", "blank now"),
    Kind.ADDED: ("新增数字", "figure added"),
    Kind.REMOVED: ("删除数字", "figure removed"),
    Kind.SOURCE: ("来源变更", "source changed"),
    Kind.CHART: ("图表变更", "chart changed"),
    Kind.TEXT: ("文字变更", "words changed"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions."""

    kind: Kind
    """Of what kind."""
    fact: str
    """The name of its fact; empty for words."""
    label: str
    """What people call the fact."""
    old: str
    """What the older version says; empty where it says nothing."""
    new: str
    """Likewise the newer one."""
    old_source: str
    """File, page and words behind the older figure; empty for words."""
    new_source: str
    """Likewise behind the newer one."""
    where: str
    """The words around it, in the newer version where it stands there."""
    places: int = 1
    """In how many places the same change stands."""
    by_hand: bool = False
    """Whether the newer text is not what `fill` had written."""


@dataclass(frozen=True, slots=True)
class _Said:
    figure: Figure | None
    text: str
    where: str

    @property
    def missing(self) -> bool:
        return self.figure is not None and self.figure.missing and self.text == self.figure.text

    @property
    def by_hand(self) -> bool:
        return self.figure is None or self.text != self.figure.text


def redline(old: bytes, new: bytes) -> tuple[Change, ...]:
    """Every difference, figures first. Raises CaseError where they are not two versions of a document of ours."""
    before, after = open_document(old), open_document(new)
    if before.imprint.template != after.imprint.template:
        raise CaseError(
            f"are two documents, {before.imprint.template} and {after.imprint.template}",
            mend="Name two versions of the same document.",
        )
    return (*_figures(before, after), *_charts(before, after), *_words(before, after))


def _figures(before: Document, after: Document) -> Iterator[Change]:
    """Figures by the facts in their tags, each tag's places in order; the same change in several places is one."""
    was, now = _said(before), _said(after)
    counted: dict[Change, int] = {}
    for tag in dict.fromkeys((*was, *now)):
        for old, new in zip_longest(was.get(tag, ()), now.get(tag, ())):
            change = _change(tag, old, new, before.imprint.sources, after.imprint.sources)
            if change is not None:
                counted[change] = counted.get(change, 0) + 1
    merged: dict[tuple[object, ...], tuple[Change, int]] = {}
    for change, count in counted.items():
        key = (change.kind, change.fact, change.old, change.new, change.old_source, change.new_source)
        first, already = merged.get(key, (change, 0))
        merged[key] = (first, already + count)
    for change, count in merged.values():
        yield replace(change, places=count)


def _said(document: Document) -> dict[str, list[_Said]]:
    """What stands in each control of ours, by its tag, in reading order."""
    pressed = {(figure.tag, figure.number): figure for figure in document.imprint.figures}
    said: dict[str, list[_Said]] = {}
    for root in document.roots.values():
        for tag, number, control in controls_in(root):
            paragraph = next(control.iterancestors(P), None)
            where = words_in(paragraph) if paragraph is not None else ""
            said.setdefault(tag, []).append(_Said(pressed.get((tag, number)), text_of(control), where))
    return said


def _change(
    tag: str, old: _Said | None, new: _Said | None, was: Mapping[str, str], now: Mapping[str, str]
) -> Change | None:
    old_source, new_source = _source(old, was), _source(new, now)
    if old is None or new is None:
        kind = Kind.ADDED if old is None else Kind.REMOVED
    elif old.text != new.text:
        kind = Kind.FILLED if old.missing else Kind.BLANKED if new.missing else Kind.FIGURE
    elif old_source != new_source:
        kind = Kind.SOURCE
    else:
        return None
    one = new or old
    assert one is not None
    facts = tuple(one.figure.facts) if one.figure is not None and not one.missing else ()
    names = " ".join(facts) or tag.removeprefix(TAG_PREFIX)
    label = (new_source or old_source).partition("：")[0] or names
    return Change(
        kind, names, label, old.text if old else "", new.text if new else "", old_source, new_source, one.where,
        by_hand=new is not None and new.by_hand,
    )


def _source(said: _Said | None, sources: Mapping[str, str]) -> str:
    if said is None or said.figure is None or said.missing or said.by_hand:
        return ""
    return "；".join(sources[name] for name in said.figure.facts if name in sources)


def _charts(before: Document, after: Document) -> Iterator[Change]:
    nothing: dict[str, str] = {}
    for was, now in zip_longest(_drawn(before), _drawn(after), fillvalue=nothing):
        for place in dict.fromkeys((*was, *now)):
            old, new = was.get(place, ""), now.get(place, "")
            if old != new:
                yield Change(Kind.CHART, "", place, old, new, "", "", place)


def _drawn(document: Document) -> list[dict[str, str]]:
    """What each chart draws: by series and category."""
    return [
        {f"{point.series} {point.category}": "" if point.value is None else f"{point.value:f}" for point in chart.drawn}
        for chart in read_charts(document.roots[document.main], document.parts, document.main)
    ]


def _words(before: Document, after: Document) -> Iterator[Change]:
    """Paragraphs whose words between the figures are others."""
    was, now = _between(before), _between(after)
    old, new = [bare for bare, _ in was], [bare for bare, _ in now]
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        for one, other in zip_longest(was[a:b], now[c:d]):
            said, says = one[1] if one else "", other[1] if other else ""
            yield Change(Kind.TEXT, "", "", said, says, "", "", says or said)


def _between(document: Document) -> list[tuple[str, str]]:
    """Each paragraph that has words of its own: its words without the figures, and all its words.

    The lists of figures at its end say nothing new, as long as nobody has written into them.
    """
    found = []
    for name, root in document.roots.items():
        as_filled = frozenset(document.imprint.paragraphs.get(kind_of(name), ()))
        inside = {text for _, _, control in controls_in(root) for text in control.iter(T)}
        listed = {cell for table in root.iter(TBL) if lists_figures(table) for cell in table.iter(P)}
        for paragraph, said in words_of(root):
            if paragraph in listed and said in as_filled:
                continue
            if bare := _bare(paragraph, inside):
                found.append((bare, said.words))
    return found


def _bare(paragraph: etree._Element, inside: set[etree._Element]) -> str:
    own = [text.text or "" for text in paragraph.iter(T) if text not in inside]
    return "".join("".join(own).split()).strip("※")


# --- how it is told ---


def _text(changes: Sequence[Change], old: Path, new: Path, lang: str) -> str:
    word = 1 if lang == "en" else 0
    lines = []
    for one in changes:
        count = f" ×{one.places}" if one.places > 1 else ""
        hand = ("  (手工)", "  (by hand)")[word] if one.by_hand and one.kind is not Kind.REMOVED else ""
        lines.append(f"{WORDS[one.kind][word]}  {one.label}{count}{hand}".rstrip())
        lines += [f"    - {one.old}{_from(one.old_source, one.label)}"] if one.old else []
        lines += [f"    + {one.new}{_from(one.new_source, one.label)}"] if one.new else []
    counts = {kind: sum(one.kind is kind for one in changes) for kind in Kind}
    told = ", ".join(f"{WORDS[kind][word]} {count}" for kind, count in counts.items() if count)
    return "\n".join([*lines, f"{old.name} → {new.name}: {told or ('没有差异', 'no difference')[word]}"])


def _from(source: str, label: str) -> str:
    return f"    ({source.removeprefix(f'{label}：')})" if source else ""


def _json(changes: Sequence[Change], old: Path, new: Path, lang: str) -> str:
    record = {"old": old.name, "new": new.name, "changes": [asdict(one) for one in changes]}
    return json.dumps(record, ensure_ascii=False, indent=1)


def _sarif(changes: Sequence[Change], old: Path, new: Path, lang: str) -> str:
    word = 1 if lang == "en" else 0
    rules = [{"id": f"redline-{kind.value}", "shortDescription": {"text": WORDS[kind][word]}} for kind in Kind]
    results = [
        {
            "ruleId": f"redline-{one.kind.value}",
            "level": "note",
            "message": {"text": f"{one.label or WORDS[one.kind][word]}: {one.old} → {one.new}"},
            "locations": sarif_place(new.name, one.fact or one.where[:60]),
            "properties": {"oldSource": one.old_source, "newSource": one.new_source, "places": one.places},
        }
        for one in changes
    ]
    return sarif_log(rules, results)


REPORTS: dict[str, Callable[[Sequence[Change], Path, Path, str], str]] = {
    "text": _text, "json": _json, "sarif": _sarif,
}
"""By name."""


def comparison(changes: Sequence[Change], old: Path, new: Path, template: Path) -> bytes:
    """The differences as a Word document, on the template `redline` of the book."""
    figures = [_row(one) for one in changes if one.kind is not Kind.TEXT]
    words = [_row(one) for one in changes if one.kind is Kind.TEXT]
    names = {"redline": {"old": old.name, "new": new.name, "figures": figures, "words": words}}
    sheet = Sheet(lambda address: address)
    return render(prepare(template.read_bytes(), str(template)), View(()), sheet, names).content


def _row(change: Change) -> dict[str, object]:
    return {
        "kind": WORDS[change.kind][0],
        "label": change.label,
        "old": change.old or "—",
        "new": change.new or "—",
        "old_source": change.old_source.partition("：")[2] or "—",
        "new_source": "手工修改" if change.by_hand else change.new_source.partition("：")[2] or "—",
        "places": change.places,
        "by_hand": "手工" if change.by_hand else "填写",
    }
