"""The kinds of fault that are planted: those of the generator, of the file itself, and against a standard text."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from tests.contracts import sets
from tests.contracts.sets import Told
from tests.generator.amounts import Fen, capitals
from tests.generator.borrower import add_months
from tests.generator.case import Draft
from tests.generator.faults import FAULTS, CannotPlantError
from tests.generator.paper import Choice, Paper
from tests.reading.contract_paper import as_docx, filled

Files = list[tuple[str, bytes]]
SECURITY = ("D703", "D704", "D705", "D706", "D707")
STANDARD = ("loan_contract", "guarantee_contract", "mortgage_contract")


@dataclass(frozen=True)
class Kind:
    """One kind of fault, and the set it makes of a seed."""

    name: str
    finds: tuple[str, ...]
    """Any one of these checks finds it."""
    says: str
    told: Callable[[int], Told]
    """What is said of the set of a seed with the fault in it."""


# ---------------------------------------------------------------- the generator's


def of_the_generator() -> list[Kind]:
    """Every fault of the generator that a contract check must find in contracts and the papers beside them."""
    kinds = []
    for code, fault in FAULTS.items():
        finds = tuple(rule for rule in fault.finds if rule.startswith(("CTR", "XC")))
        whole = set(fault.needs) <= set(sets.PAPERS) and not fault.wants.get("full") and "shape" not in fault.wants
        ours = any(rule.startswith("CTR") for rule in finds) and code not in ELSEWHERE
        if whole and ours:
            kinds.append(Kind(code, finds, fault.says, _planted(code)))
    return kinds


ELSEWHERE = ("clause-added", "licence-head-differs", "registration-missing")
"""Faults that need a paper which is not in these sets, or the bank's own standard text."""


def _planted(code: str) -> Callable[[int], Told]:
    def told(seed: int) -> Told:
        for attempt in range(40):
            draft = sets.drafted(seed + 100_003 * attempt, faults=(code,))
            if any(change["was"] != change["now"] for change in draft.changes):
                return sets.told(draft)
        raise ValueError(f"no set from seed {seed} is changed by {code}")

    return told


# ---------------------------------------------------------------- facts beside those


def _loan(draft: Draft) -> Paper:
    return draft.of("D702")[0]


def forgeable_words(draft: Draft) -> None:
    """拾伍万元整 for 壹拾伍万元整: a word before it makes it another amount."""
    amount = Fen(15_000_000)
    papers = [paper for paper in draft.papers if "amount" in paper.fields or "principal_amount" in paper.fields]
    for paper in papers:
        for name in ("amount", "principal_amount"):
            if name in paper.fields:
                draft.set(paper, name, amount)
            if f"{name}_cn" in paper.fields:
                draft.set(paper, f"{name}_cn", Choice(capitals(amount), "人民币" + capitals(amount)))
    draft.set(_loan(draft), "amount_cn", Choice("拾伍万元整", "人民币拾伍万元整"))
    draft.set(_loan(draft), "schedule", [])


def end_before_start(draft: Draft) -> None:
    """The loan falls due before it begins."""
    draft.set(_loan(draft), "end_date", add_months(_loan(draft).fields["start_date"], -2))  # type: ignore[arg-type]


def security_not_cited(draft: Draft) -> None:
    """The loan contract cites another security contract than the one there is."""
    refs = list(_loan(draft).fields["guarantee_ref"])  # type: ignore[call-overload]
    if not refs:
        raise CannotPlantError("no security")
    spot = max(at for at, sign in enumerate(refs[0]) if sign.isdigit())
    refs[0] = refs[0][:spot] + str((int(refs[0][spot]) + 3) % 10) + refs[0][spot + 1 :]
    draft.set(_loan(draft), "guarantee_ref", refs)


def security_signed_late(draft: Draft) -> None:
    """The guarantee was signed after the money went out."""
    papers = draft.of("D703")
    if not papers:
        raise CannotPlantError("no guarantee")
    draft.set(papers[0], "sign_date", draft.world.days["drawn"] + timedelta(20))


def maximum_words(draft: Draft) -> None:
    """The maximum in words is not the maximum in digits."""
    papers = [*draft.of("D705"), *draft.of("D707")]
    if not papers:
        raise CannotPlantError("no maximum")
    amount = Fen(int(papers[0].fields["max_amount"]) + 10_000_000)  # type: ignore[call-overload]
    draft.set(papers[0], "max_amount_cn", Choice(capitals(amount), "人民币" + capitals(amount)))


def choice_left_open(draft: Draft) -> None:
    """Neither box of the kind of rate is ticked."""
    fields = _loan(draft).fields
    text = f"利率类型：□固定利率　□浮动利率。年利率为{fields['rate_annual_pct']}%。"
    draft.word(_loan(draft), "replaced", {"rate": text})


def uplifts_exchanged(draft: Draft) -> None:
    """The uplift for lateness is below what is allowed."""
    draft.set(_loan(draft), "overdue_uplift_pct", 20)


def clause_number_skipped(draft: Draft) -> None:
    """A clause's number is missing: one was taken out after numbering."""
    draft.word(_loan(draft), "skipped", Random(draft.world.seed).randrange(4, 12))


def guarantee_code_wrong(draft: Draft) -> None:
    """The guarantor's number fails its check digit."""
    papers = draft.of("D703")
    if not papers:
        raise CannotPlantError("no guarantee")
    number = str(papers[0].fields["guarantor_id"])
    draft.set(papers[0], "guarantor_id", number[:-2] + str((int(number[-2], 36) + 1) % 10) + number[-1])


FACTS: tuple[tuple[str, str, Callable[[Draft], None]], ...] = (
    ("words-forgeable", "CTR-061", forgeable_words),
    ("end-before-start", "CTR-075 CTR-004", end_before_start),
    ("security-not-cited", "CTR-072", security_not_cited),
    ("security-signed-late", "CTR-051", security_signed_late),
    ("maximum-words-differ", "CTR-001", maximum_words),
    ("choice-left-open", "CTR-044", choice_left_open),
    ("overdue-uplift-low", "CTR-011", uplifts_exchanged),
    ("clause-number-skipped", "CTR-073", clause_number_skipped),
    ("guarantor-code-check", "CTR-017", guarantee_code_wrong),
)


def _with(plant: Callable[[Draft], None]) -> Callable[[int], Told]:
    def told(seed: int) -> Told:
        for attempt in range(40):
            draft = sets.drafted(seed + 100_003 * attempt)
            try:
                plant(draft)
            except CannotPlantError:
                continue
            return sets.told(draft)
        raise ValueError(f"no set from seed {seed} has a place for {plant.__name__}")

    return told


# ---------------------------------------------------------------- the file


def _in_word(content: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """The Word file with one of its parts changed."""
    source = zipfile.ZipFile(io.BytesIO(content))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, change(data.decode()) if name == part else data)
    return out.getvalue()


_RUN_WITH_FIGURES = re.compile(
    r"<w:r>(?P<look><w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?"
    r"<w:t[^>]*>(?P<text>[^<]*\d[\d,]{3,}\.\d\d[^<]*)</w:t></w:r>"
)


def other_font(xml: str) -> str:
    """Part of a figure in another font and size, as a figure pasted over looks."""

    def split(match: re.Match[str]) -> str:
        look, text = match["look"] or "", match["text"]
        spot = next(at for at, sign in enumerate(text) if sign.isdigit()) + 1
        odd = '<w:rPr><w:rFonts w:ascii="Arial" w:eastAsia="黑体"/><w:sz w:val="26"/></w:rPr>'
        return (
            f'<w:r>{look}<w:t xml:space="preserve">{text[:spot]}</w:t></w:r>'
            f'<w:r>{odd}<w:t xml:space="preserve">{text[spot:]}</w:t></w:r>'
        )

    return _RUN_WITH_FIGURES.sub(split, xml, count=1)


def text_box(xml: str) -> str:
    """A text box laid over the text."""
    box = (
        '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent><w:p><w:r>'
        "<w:t>本条不适用</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    spots = [match.start() for match in re.finditer("</w:p>", xml)]
    spot = spots[len(spots) // 2]
    return xml[:spot] + box + xml[spot:]


def underlined_blank(xml: str) -> str:
    """A figure taken off its underline: what is left are underlined spaces."""

    def emptied(match: re.Match[str]) -> str:
        return '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">            </w:t></w:r>'

    return _RUN_WITH_FIGURES.sub(emptied, xml, count=1)


FILE: tuple[tuple[str, str, str, Callable[[str], str]], ...] = (
    ("altered-font", "CTR-045", "part of a figure in another font and size", other_font),
    ("altered-text-box", "CTR-077 CTR-045", "a text box over the text", text_box),
    ("blank-underlined", "CTR-043", "a figure left out on its underline", underlined_blank),
)


def _altered(change: Callable[[str], str]) -> Callable[[int], Told]:
    def told(seed: int) -> Told:
        for attempt in range(40):
            draft = sets.drafted(seed + 100_003 * attempt)
            _loan(draft).form = "docx"
            made = sets.files(draft)
            spot = draft.papers.index(_loan(draft))
            name, content = made[spot]
            changed = _in_word(content, change)
            if _in_word(content, str) != changed:
                return sets.told(draft, [*made[:spot], (name, changed), *made[spot + 1 :]])
        raise ValueError(f"no set from seed {seed} has such a place")

    return told


# ---------------------------------------------------------------- against the standard text


def _lines(seed: int, text: str) -> tuple[list[str], Random, list[int]]:
    """The contract's lines and which of them are clauses' own sentences without a blank in the standard text."""
    lines = text.splitlines()
    prose = [at for at, line in enumerate(lines) if re.match(r"\d+\.\d+ ", line) and len(line) > 24]
    return lines, Random(f"standard {seed}"), prose


def word_changed(seed: int, text: str) -> str:
    """Words of a clause's printed text exchanged for others."""
    lines, rng, prose = _lines(seed, text)
    pairs = (
        ("应当", "可以"), ("有权", "无权"), ("不得", "可以"), ("贷款人", "借款人"), ("应", "可"), ("全部", "部分"),
        ("书面", "口头"), ("立即", "适时"), ("不", "可"), ("以", "按"), ("的", "之"),
    )  # fmt: skip
    rng.shuffle(prose)
    for at in prose:
        for old, new in rng.sample(pairs, len(pairs)):
            if old in lines[at]:
                lines[at] = lines[at].replace(old, new, 1)
                return "\n".join(lines)
    raise ValueError(seed)


def clause_taken_out(seed: int, text: str) -> str:
    """A clause struck out, those after it as they were."""
    lines, rng, prose = _lines(seed, text)
    del lines[rng.choice(prose)]
    return "\n".join(lines)


def clause_put_in(seed: int, text: str) -> str:
    """A clause of its own put in behind another."""
    lines, rng, prose = _lines(seed, text)
    own = rng.choice(
        (
            "甲方连续六期按时付息的，乙方同意减免最后一期利息的百分之十。",
            "双方同意，本合同项下争议发生期间各项义务均暂停履行。",
            "乙方放弃对甲方其他账户行使抵销权及要求提前还款的权利。",
        )
    )
    at = rng.choice(prose)
    number = lines[at].split(" ", 1)[0].split(".")[0]
    lines.insert(at + 1, f"{number}.9 {own}")
    return "\n".join(lines)


def sentence_put_in(seed: int, text: str) -> str:
    """A half sentence written on behind a clause."""
    lines, rng, prose = _lines(seed, text)
    at = rng.choice(prose)
    lines[at] = lines[at].rstrip("。") + rng.choice(
        ("，但双方另有约定的除外。", "，贷款人另行同意的从其同意。", "，每次不超过三十日。")
    )
    return "\n".join(lines)


AGAINST: tuple[tuple[str, str, Callable[[int, str], str]], ...] = (
    ("standard-word-changed", "a word of the printed text changed", word_changed),
    ("standard-clause-out", "a clause of the standard text taken out", clause_taken_out),
    ("standard-clause-in", "a clause put in that the standard text does not have", clause_put_in),
    ("standard-sentence-in", "a half sentence written on", sentence_put_in),
)


def _against(change: Callable[[int, str], str]) -> Callable[[int], Told]:
    def told(seed: int) -> Told:
        texts = {name: filled(sets.ROOT, name) for name in STANDARD}
        which = STANDARD[seed % len(STANDARD)]
        texts[which] = change(seed, texts[which])
        return sets.told_of([(f"{name}.docx", as_docx(text)) for name, text in texts.items()])

    return told


def all_kinds() -> list[Kind]:
    """Every kind, by where it is planted."""
    return [
        *of_the_generator(),
        *(Kind(name, tuple(finds.split()), plant.__doc__ or "", _with(plant)) for name, finds, plant in FACTS),
        *(Kind(name, tuple(finds.split()), says, _altered(change)) for name, finds, says, change in FILE),
        *(Kind(name, ("CTR-046",), says, _against(change)) for name, says, change in AGAINST),
    ]
