"""What the make-up of a contract shows: blanks left, boxes ticked, amounts said twice, places for signatures."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import chain

from creditfile.model import Value
from creditfile.model.document import DocumentType, Field, Finder
from creditfile.reading.amount_pairs import amount_pairs, is_in_words
from creditfile.reading.choices import choices_of, unchosen
from creditfile.reading.clauses import clauses_of, number_gaps
from creditfile.reading.compare import compare, piece_of
from creditfile.reading.esignatures import BROKEN, CHANGED, UNCHECKED
from creditfile.reading.fill_lines import open_lines
from creditfile.reading.flow import Flow
from creditfile.reading.found import Found, Piece, Row, origin_of_piece, origin_of_whole
from creditfile.reading.fragments import expanded
from creditfile.reading.marks import LAST_SAVED
from creditfile.reading.pages import FormField, Mark, Page, around
from creditfile.reading.signing import signatures, signing_begins
from creditfile.reading.stretch import Stretch, Strip, squeezed

ROWS_QUOTED = 12
"""So many rows are quoted in the origin of a structure."""


def find_structure(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """All rows of one structure as one value; no rows where there are none; nothing where the paper has no text.

    Of what is printed on the pages, nothing is no answer where a page shows nothing that could be read; of alterations
    it is none on a picture, where a hand may have altered what no program sees. What such a page lacks is not missing.
    """
    if not stretch.strips:
        return
    if field.type == "date":
        yield from _days_signed(stretch)
        return
    found = differences(stretch, kind) if finder.where == "differences" else STRUCTURES[finder.where](stretch)
    if found is None:
        return
    rows = list(found)
    if not _is_answer(rows, finder.where, stretch.pages):
        return
    wanted = {column.name for column in field.columns}
    cells = [_with_place(row, wanted) for row in rows]
    value: Value = tuple({name: cell for name, cell in row.items() if name in wanted} for row in cells)
    if not rows:
        yield Found(value, origin_of_whole(stretch))
        return
    shown = rows[:ROWS_QUOTED]
    quote = "\n".join(row.piece.strip.text.strip() for row in _each_line_once(shown))
    first_page = [row.piece for row in rows if row.piece.strip.page is rows[0].piece.strip.page]
    yield Found(
        value, origin_of_piece(stretch, rows[0].piece, quote, Decimal("0.95"), around([p.box for p in first_page]))
    )


PRINTED = ("blanks", "choices", "clause_numbers")
"""Structures whose silence is an answer only where every page was read."""


def _is_answer(rows: Sequence[Row], where: str, pages: Sequence[Page]) -> bool:
    """Whether the rows of a structure, or that there are none, say something of the whole paper."""
    unread = any(map(_is_illegible, pages))
    if where == "alterations":
        return bool(rows) or not any(page.image_only or page.method == "ocr" for page in pages)
    if where == "page_numbers":
        return not unread
    if where == "differences":
        return not unread or any(row.cells.get("kind") in ("条款改动", "条款增加") for row in rows)
    return bool(rows) or where not in PRINTED or not unread


def _is_illegible(page: Page) -> bool:
    """A picture in which no letter was recognised."""
    return (page.image_only or page.method == "ocr") and not page.text.strip()


def _days_signed(stretch: Stretch) -> Iterator[Found]:
    """The day beside each signature, for a paper that states no other."""
    for row in signatures(stretch):
        day = row.cells.get("date")
        if isinstance(day, str) and day:
            quote = row.piece.strip.text.strip()
            yield Found(day, origin_of_piece(stretch, row.piece, quote, Decimal("0.9"), row.piece.box))


def _with_place(row: Row, wanted: set[str]) -> dict[str, Value]:
    """Every row can say where it stands: page and place."""
    strip = row.piece.strip
    place = str(row.cells.get("mark_place") or strip.line.place or f"p{strip.page.number}")
    return {**row.cells, **({"place": place} if "place" in wanted else {})}


def _each_line_once(rows: Sequence[Row]) -> list[Row]:
    seen: dict[int, Row] = {}
    for row in rows:
        seen.setdefault(row.piece.strip.number, row)
    return list(seen.values())


# ---------------------------------------------------------------- blanks

_OTHER_BLANKS = re.compile(
    r"\$\{[^{}]*\}|\{\{[^{}]*\}\}|\{%[^%]*%\}|\[待[^\[\]]{0,16}\]|\[\s{0,4}\](?!\S)|(?<!\w)[xX×]{4,}(?!\w)"
    r"|(?<![\d零〇一二三四五六七八九十])\s*年\s+月\s+日"
    r"|(?<=[:：])\s*(?=(?:元|万元|%|‰|个月)(?!\w))|(?:大写\)?:?|小写\)?:?|¥)\s*(?=元(?![以计为的兑汇]))"
    r"|第\s+(?=(?:种|项|款)(?:方式|情形)?)"
)
_SIGNING = re.compile(
    r"(?:签字|签章|盖章|公章|签名|手印|捺印|法定代表人|负责人|授权代表|委托代理人|经办人|客户经理|见证人|声明人|配偶)[^:：]{0,16}[:：]?\s*$"
    r"|^\s*(?:签订|签署|签字)?(?:日期|时间)?[:：]?\s*$"
)


def blanks(stretch: Stretch) -> Iterator[Row]:
    """Every place that was to be filled and is not.

    `signature` tells those where a hand signs or dates, `unchosen` those in an option beside the one that is chosen.
    """
    tail, not_chosen = signing_begins(stretch), unchosen(stretch)
    for strip, start, end, lead in (*_each_blank(stretch), *_drawn_blanks(stretch)):
        line = strip.plain
        before = lead + line[:start]
        signing = strip.number >= tail and _SIGNING.search(_last_words(before.rstrip("_")))
        kind = "signature" if signing else "blank"
        if any(first <= start and end <= last for first, last in not_chosen.get(strip.number, ())):
            kind = "unchosen"
        said = "".join(before[-16:].split())
        mark = line[start:end].strip() or "(空)"
        cells: dict[str, Value] = {"kind": kind, "mark": mark, "before": said.strip("_")}
        yield Row(cells, Piece(strip, start, max(end, start + 1) if start < len(line) else end))
    yield from _empty_fields(stretch)


def _each_blank(stretch: Stretch) -> Iterator[tuple[Strip, int, int, str]]:
    """Each open blank: its line, where it begins and ends there, and what stands before its line in the paragraph.

    Looked for in whole paragraphs: what fills a blank may run over a line's end, between its two fill lines.
    """
    paragraph: list[Strip] = []
    for strip in stretch.strips:
        paragraph.append(strip)
        if strip.number in stretch.wrapped:
            continue
        line, at = "".join(each.plain for each in paragraph), 0
        begins = [at, *(at := at + len(each.plain) for each in paragraph)]
        for start, end in _open_blanks(line):
            number = max(bisect_right(begins, start) - 1, 0)
            own = paragraph[min(number, len(paragraph) - 1)]
            begin = begins[paragraph.index(own)]
            yield own, start - begin, min(end - begin, len(own.plain)), line[:begin]
        paragraph = []


def _drawn_blanks(stretch: Stretch) -> Iterator[tuple[Strip, int, int, str]]:
    """Each line that is drawn beside words and not filled in, likewise: it begins behind the words left of it."""
    for page in stretch.pages:
        for box in page.open_fills():
            middle = (box.top + box.bottom) / 2
            for strip in stretch.strips:
                line = strip.line.box
                if strip.page is page and line is not None and line.top <= middle <= line.bottom:
                    before = [end for _, end, own in strip.starts() if own is not None and own.x0 < box.x0]
                    at = max(before, default=0)
                    filled = any(field.box is not None and field.box.holds(box) for field in stretch.fields)
                    if not filled and "_" not in strip.plain[max(0, at - 2) : at + 2]:
                        yield strip, at, at, ""
                    break


def _empty_fields(stretch: Stretch) -> Iterator[Row]:
    """Fields of a fillable form with nothing in them; those named for a signature are places to sign."""
    first = stretch.strips[0]
    for form in stretch.fields:
        if form.value.strip() or form.typed is not None or form.on is not None:
            continue
        name = _words_before(stretch, form) or form.label or form.name
        signing = re.search(r"sign|seal|签|章", f"{form.name} {form.label} {name}", re.IGNORECASE)
        cells: dict[str, Value] = {
            "kind": "signature" if signing else "blank", "mark": "(空)", "before": name,
            "mark_place": form.place or form.name,
        }
        yield Row(cells, Piece(first, 0, len(first.plain)))


def _words_before(stretch: Stretch, form: FormField) -> str:
    """What is printed left of a field, on its line."""
    box = form.box
    if box is None:
        return ""
    middle = (box.top + box.bottom) / 2
    for strip in stretch.strips:
        line = strip.line.box
        if strip.page.number == form.page and line is not None and line.top <= middle <= line.bottom:
            before = (strip.plain[start:end] for start, end, own in strip.starts() if own and own.x0 < box.x0)
            return "".join(before)[-16:]
    return ""


def _last_words(before: str) -> str:
    """What stands right before a blank, the fill-in date's own 年月 left out."""
    return re.sub(r"[_\s年月日]+$", "", before)[-24:]


def _open_blanks(line: str) -> Iterator[tuple[int, int]]:
    spans = sorted([*open_lines(line), *(match.span() for match in _OTHER_BLANKS.finditer(line))])
    last = -1
    for start, end in spans:
        if start >= last:
            yield start, end
            last = end


# ---------------------------------------------------------------- choices

def choices(stretch: Stretch) -> Iterator[Row]:
    """Every set of options: what is asked, what may be chosen, what is."""
    for choice in choices_of(stretch):
        strip = choice.options[0].strip
        cells: dict[str, Value] = {
            "question": choice.question[-40:], "options": "、".join(option.text[:30] for option in choice.options),
            "chosen": "、".join(option.text[:30] for option in choice.chosen), "count": str(len(choice.chosen)),
            "of": str(len(choice.options)), "one_only": "yes" if choice.one_only else "no",
        }
        yield Row(cells, Piece(strip, 0, len(strip.plain)))


# ---------------------------------------------------------------- amounts in words and digits

def amounts_said_twice(stretch: Stretch) -> Iterator[Row]:
    """Every amount in words, and the digits beside it; of a fillable form the words in its fields too."""
    flow = Flow.of(stretch, "clauses")
    for pair in amount_pairs(flow.text):
        cells: dict[str, Value] = {
            "words": pair.text(flow.text, pair.words), "said": flow.text[pair.start : pair.end].replace("\n", " ")
        }
        if pair.digits is not None:
            cells["digits"] = pair.text(flow.text, pair.digits)
        yield Row(cells, flow.pieces(pair.words[0], pair.words[0] + 1)[0])
    for form in stretch.fields:
        words = form.value.strip()
        if words and squeezed(words) not in flow.text and is_in_words(words):
            place = form.place or form.name
            yield Row({"words": words, "said": words, "mark_place": place}, Piece(stretch.strips[0], 0, 0))


# ---------------------------------------------------------------- references, page numbers, clause numbers

_REFERENCE = re.compile(expanded(
    r"编号(?:为|是|:)?_*\"?(?P<no>{NO}?)\"?_*的?《(?P<title>[^》]{2,30})》"
    r"|《(?P<title2>[^》]{2,30})》\((?:以下[^()]{0,12},)?(?:合同)?编号(?:为|:)?_*\"?(?P<no2>{NO})"
))
_LISTED = r"(?:(?!借款人|[甲乙丙丁]方)(?:[^\s,。;:《》的_、和及与()\"]|\([^()\s]{0,12}\))){4,40}"
_NUMBERS = rf"\"?(?P<numbers>{_LISTED}(?:\"?[、和及与]\"?{_LISTED}){{0,5}})\"?"
_KIND = r"(?P<title>(?:最高额)?(?:担保|保证|抵押|质押)合同)"
_REFERENCES = re.compile(rf"编号(?:分别)?(?:为|是|:){_NUMBERS}的{_KIND}")
_REFERENCES_BEHIND = re.compile(
    rf"{_KIND}[^。;《》:\n]{{0,12}}?(?:合同)?编号(?:分别)?(?:为|是|:){_NUMBERS}(?=[,。;)\n]|$)"
)


def references(stretch: Stretch) -> Iterator[Row]:
    """Every contract that the paper names by its number, several in one breath too; not its own title and number."""
    flow = Flow.of(stretch, "clauses")
    for match in _REFERENCE.finditer(flow.text):
        number, title = match["no"] or match["no2"], match["title"] or match["title2"]
        yield Row({"no": number, "title": title}, flow.pieces(*match.span())[0])
    head = min(HEAD, len(stretch.strips) // 2)
    for match in chain(_REFERENCES.finditer(flow.text), _REFERENCES_BEHIND.finditer(flow.text)):
        if match.re is _REFERENCES_BEHIND and flow.pieces(match.start(), match.start() + 1)[0].strip.number < head:
            continue
        for number in re.split("\"?[、和及与]\"?", match["numbers"]):
            yield Row({"no": number, "title": match["title"]}, flow.pieces(*match.span())[0])


HEAD = 4
"""A contract's own title and number stand in its first lines."""


_PAGE_NUMBER = re.compile(r"第\s*(?P<at>\d{1,4})\s*页(?:\s*[,/]?\s*共\s*(?P<of>\d{1,4})\s*页)?")
_PAGE_OF = re.compile(r"\s*(?P<at>\d{1,3})\s*/\s*(?P<of>\d{1,3})\s*")


def page_numbers(stretch: Stretch) -> Iterator[Row]:
    """Every `第 3 页 共 12 页` or `3/12` that stands on a line of its own, with the page it stands on."""
    for strip in stretch.strips:
        match = _PAGE_NUMBER.search(strip.plain) or _PAGE_OF.fullmatch(strip.plain)
        if match and len("".join(strip.plain.split())) - len("".join(match[0].split())) <= 6:
            cells: dict[str, Value] = {"number": match["at"], "on": str(strip.page.number)}
            if match["of"]:
                cells["of"] = match["of"]
            yield Row(cells, Piece(strip, *match.span()))


def clause_numbers(stretch: Stretch) -> Iterator[Row]:
    """Where the numbers of the clauses jump."""
    for clause, gap in number_gaps(clauses_of(stretch)):
        strip = clause.strips[0]
        yield Row({"gap": gap, "under": " ".join(clause.path[:-1])}, Piece(strip, 0, len(strip.plain)))


def _marks(stretch: Stretch) -> tuple[Mark, ...]:
    """The marks of the file, looked for once for all structures that are made of them."""
    if "marks" not in stretch.made:
        stretch.made["marks"] = stretch.marks()
    made = stretch.made["marks"]
    assert isinstance(made, tuple)
    return made


def alterations(stretch: Stretch) -> Iterator[Row]:
    """Traces of change that the file carries: revisions, comments, hidden or struck text, odd runs."""
    first = stretch.strips[0]
    for page in stretch.pages:
        for text in page.struck():
            on = next((strip for strip in stretch.strips if strip.page is page), first)
            yield Row({"kind": "删除线", "text": text, "mark_place": f"p{page.number}"}, Piece(on, 0, len(on.plain)))
    by_place = {strip.line.place: strip for strip in reversed(stretch.strips)}
    for mark in _marks(stretch):
        if mark.kind == LAST_SAVED or (mark.issuer and mark.kind not in (CHANGED, BROKEN)):
            continue
        strip = by_place.get(mark.place, first)
        cells: dict[str, Value] = {"kind": mark.kind, "text": mark.text, "mark_place": mark.place}
        cells |= {name: value for name, value in (("by", mark.by), ("at", mark.at)) if value}
        yield Row(cells, Piece(strip, 0, len(strip.plain)))


_APPENDIX = re.compile(
    r"附件\s*(?P<no>[一二三四五六七八九十]{1,3}|\d{1,2})\s*[:、.《]\s*《?(?P<title>[\u4e00-\u9fff()]{2,24}?)》?(?=[。;,、\s]|$|附件)"
)


def appendices(stretch: Stretch) -> Iterator[Row]:
    """Every appendix that the contract lists by number and title, and whether it stands behind the signatures."""
    tail = signing_begins(stretch)
    behind = [strip.plain.strip() for strip in stretch.strips[tail:]]
    seen: set[str] = set()
    for strip in stretch.strips[:tail]:
        for match in _APPENDIX.finditer(strip.plain):
            number, title = match["no"], match["title"]
            if number in seen:
                continue
            seen.add(number)
            headed = re.compile(rf"附件\s*{number}(?![一二三四五六七八九十\d])")
            here = any(headed.match(line) or line == title for line in behind)
            cells: dict[str, Value] = {"no": number, "title": title, "here": "yes" if here else "no"}
            yield Row(cells, Piece(strip, *match.span()))


def saved(stretch: Stretch) -> Iterator[Row]:
    """When the file was last saved, by whom, and whether it is locked against editing."""
    first = stretch.strips[0]
    for mark in _marks(stretch):
        if mark.kind == LAST_SAVED:
            cells: dict[str, Value] = {"at": mark.at, "state": mark.text}
            cells |= {"by": mark.by} if mark.by else {}
            yield Row(cells, Piece(first, 0, len(first.plain)))


def esignatures(stretch: Stretch) -> Iterator[Row]:
    """Each electronic signature of the file: its state, who signed, when, and who vouches for the signer."""
    first = stretch.strips[0]
    for mark in _marks(stretch):
        if mark.issuer:
            field, _, what = mark.text.partition(":")
            issuer = "" if mark.issuer == UNCHECKED else mark.issuer
            known = (("what", what), ("at", mark.at), ("signer", mark.by), ("issuer", issuer))
            cells: dict[str, Value] = {"field": field, "state": mark.kind}
            cells |= {name: value for name, value in known if value}
            yield Row(cells, Piece(first, 0, len(first.plain)))


def differences(stretch: Stretch, kind: DocumentType) -> list[Row] | None:
    """Every difference from the standard text the paper is made on; None where it is made on none."""
    compared = compare(stretch, kind.standards) if kind.standards else None
    if compared is None:
        return None
    return [
        Row(
            {"kind": one.kind, "number": one.number, "standard": one.standard, "here": one.here},
            piece_of(one, stretch),
        )
        for one in compared[1]
    ]


STRUCTURES: dict[str, Callable[[Stretch], Iterator[Row]]] = {
    "blanks": blanks,
    "choices": choices,
    "amount_pairs": amounts_said_twice,
    "signatures": signatures,
    "references": references,
    "page_numbers": page_numbers,
    "clause_numbers": clause_numbers,
    "alterations": alterations,
    "esignatures": esignatures,
    "appendices": appendices,
    "saved": saved,
}
"""By the name a document type gives in `structure = "…"`."""
