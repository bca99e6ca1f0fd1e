"""Reads a finished, perhaps hand-edited document back against the facts of its case."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path

from lxml import etree

from creditfile.errors import CaseError, TemplateError
from creditfile.filling.controls import TAG_PREFIX, controls_in
from creditfile.filling.imprint import Figure, Imprint, digest_of, read_imprint, words_of
from creditfile.filling.package import open_package, parse, written_parts
from creditfile.filling.xml import P, text_of
from creditfile.language.view import View
from creditfile.model import Case, Fact


class State(StrEnum):
    """What became of one place."""

    EQUAL = "equal"
    """As filled, and the case still says so."""
    CHANGED = "changed"
    """Changed by hand."""
    OVERTAKEN = "overtaken"
    """As filled, but the case says something else by now."""
    ORPHANED = "orphaned"
    """A figure that this case did not put there."""
    REMOVED = "removed"
    """Was filled in and is gone."""
    BLANK = "blank"
    """Still 【待补】."""


WORDS = {
    State.EQUAL: ("一致", "equal"),
    State.CHANGED: ("人工改动", "changed by hand"),
    State.OVERTAKEN: ("事实已变更", "overtaken by the case"),
    State.ORPHANED: ("无对应事实", "orphaned"),
    State.REMOVED: ("已删除", "removed"),
    State.BLANK: ("待补", "still blank"),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """One place of a document, held against the case."""

    state: State
    """What became of it."""
    fact: str
    """The name of its fact; empty for words outside figures."""
    old: str
    """As it was filled."""
    new: str
    """As it stands."""
    where: str
    """The words of the paragraph around it."""
    part: str = "word/document.xml"
    """The part of the package."""

    @property
    def equal(self) -> bool:
        """Nothing to look at."""
        return self.state is State.EQUAL


def verify(content: bytes, case: Case) -> tuple[Checked, ...]:
    """Every figure of a document, and every other paragraph that was changed. Raises CaseError for other documents."""
    try:
        parts = open_package(content, "")
        roots = {name: parse(parts[name]) for name, kind in written_parts(parts).items() if kind != "properties"}
    except (TemplateError, etree.XMLSyntaxError) as error:
        raise CaseError(f"is no .docx that can be read ({error})") from error
    imprint = read_imprint(parts)
    if imprint is None:
        raise CaseError(
            "holds no imprint of the facts it was filled with",
            mend="Verify a document that `creditfile fill` has written; older formats lose the imprint.",
        )
    if imprint.case != case.id:
        raise CaseError(f"was filled for the case {imprint.case}, not for {case.id}", mend="Name the right case.")
    figures, touched = _figures(roots, imprint, View(case.facts))
    return (*figures, *_words(roots, imprint, touched))


def _figures(
    roots: dict[str, etree._Element], imprint: Imprint, view: View
) -> tuple[list[Checked], set[str]]:
    """Every figure, and the paragraphs (as they stand) in which one was changed."""
    waiting: dict[tuple[str, int], Figure] = {(figure.tag, figure.number): figure for figure in imprint.figures}
    found: list[Checked] = []
    loose: list[tuple[str, str, etree._Element]] = []
    touched: set[str] = set()
    for part, root in roots.items():
        for tag, number, control in controls_in(root):
            figure = waiting.pop((tag, number), None)
            if figure is None:
                loose.append((part, tag, control))
            else:
                found.append(_checked(figure, control, part, view))
                touched |= set() if found[-1].equal else {_around(control)}
    for part, tag, control in loose:
        figure = next((one for one in waiting.values() if one.tag == tag and one.text == text_of(control)), None)
        figure = figure or next((one for one in waiting.values() if one.tag == tag), None)
        if figure is not None:
            waiting.pop((figure.tag, figure.number))
            found.append(_checked(figure, control, part, view))
        else:
            fact = tag.removeprefix(TAG_PREFIX)
            found.append(Checked(State.ORPHANED, fact, "", text_of(control), _around(control), part))
        touched |= set() if found[-1].equal else {_around(control)}
    for figure in waiting.values():
        found.append(Checked(State.REMOVED, figure.tag.removeprefix(TAG_PREFIX), figure.text, "", ""))
    return found, touched


def _checked(figure: Figure, control: etree._Element, part: str, view: View) -> Checked:
    new = text_of(control)
    fact = " ".join(figure.facts) if figure.facts and not figure.missing else figure.tag.removeprefix(TAG_PREFIX)
    if new != figure.text:
        state = State.CHANGED
    elif figure.missing:
        state = State.BLANK
    else:
        said = {name: _fact(name, view) for name in figure.facts}
        if any(known is None for known in said.values()):
            state = State.ORPHANED
        elif any(known is not None and digest_of(known) != figure.facts[name] for name, known in said.items()):
            state = State.OVERTAKEN
        else:
            state = State.EQUAL
    return Checked(state, fact, figure.text, new, _around(control), part)


def _fact(name: str, view: View) -> Fact | None:
    """The fact of that name, or the cell of a table that has that address."""
    known = view.fact(name)
    if known is not None:
        return known
    table, _, cell = name.rpartition("[")
    number, _, column = cell.partition("].")
    whole = view.fact(table) if table else None
    if whole is None or not isinstance(whole.value, tuple) or not number.isdigit() or int(number) >= len(whole.value):
        return None
    row = whole.value[int(number)]
    if not isinstance(row, dict) or column not in row:
        return None
    return Fact(name, row[column], "text")


def _around(node: etree._Element) -> str:
    paragraph = next(node.iterancestors(P), None)
    return text_of(paragraph if paragraph is not None else node).strip()


def _words(roots: dict[str, etree._Element], imprint: Imprint, touched: set[str]) -> Iterator[Checked]:
    """Paragraphs that no longer read as filled, but for those whose figures already tell so."""
    for part, root in roots.items():
        old = [words for where, words in imprint.paragraphs if where == part]
        if not old:
            continue  # a part the document did not have when it was pressed: our own footnotes
        new = list(words_of(root))
        for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if what == "equal":
                continue
            was, stands = old[a:b], new[c:d]
            for index in range(max(len(was), len(stands))):
                before = was[index] if index < len(was) else ""
                after = stands[index] if index < len(stands) else ""
                if after and after.strip() in touched:
                    continue
                state = State.CHANGED if after else State.REMOVED
                yield Checked(state, "", before, after, after or before, part)


# --- how it is told ---


def _text(result: tuple[Checked, ...], document: Path, lang: str) -> str:
    word = 1 if lang == "en" else 0
    lines = []
    for one in result:
        if one.equal:
            continue
        name = one.fact or ("文字" if lang == "zh" else "words")
        lines.append(f"{WORDS[one.state][word]}  {name}")
        if one.state is not State.BLANK:
            lines += [f"    - {one.old}"] if one.old else []
            lines += [f"    + {one.new}"] if one.new else []
        lines += [f"    @ {one.where}"] if one.where not in ("", one.old, one.new) else []
    counts = {state: sum(one.state is state for one in result) for state in State}
    counted = ", ".join(f"{WORDS[state][word]} {count}" for state, count in counts.items() if count)
    return "\n".join([*lines, f"{document.name}: {counted or WORDS[State.EQUAL][word]}"])


def _json(result: tuple[Checked, ...], document: Path, lang: str) -> str:
    record = {"document": document.name, "places": [asdict(one) for one in result]}
    return json.dumps(record, ensure_ascii=False, indent=1)


def _sarif(result: tuple[Checked, ...], document: Path, lang: str) -> str:
    word = 1 if lang == "en" else 0
    rules = [{"id": f"verify-{state.value}", "shortDescription": {"text": WORDS[state][word]}} for state in State]
    results = [
        {
            "ruleId": f"verify-{one.state.value}",
            "level": "note" if one.state is State.BLANK else "warning",
            "message": {"text": f"{WORDS[one.state][word]}: {one.old} → {one.new}"},
            "locations": [
                {
                    "physicalLocation": {"artifactLocation": {"uri": document.name}},
                    "logicalLocations": [{"fullyQualifiedName": one.fact or one.where[:60]}],
                }
            ],
        }
        for one in result
        if not one.equal
    ]
    run = {"tool": {"driver": {"name": "creditfile verify", "rules": rules}}, "results": results}
    return json.dumps(
        {"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "runs": [run]},
        ensure_ascii=False,
        indent=1,
    )


REPORTS: dict[str, Callable[[tuple[Checked, ...], Path, str], str]] = {"text": _text, "json": _json, "sarif": _sarif}
"""By name."""
