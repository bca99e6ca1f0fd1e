"""What each check said over all sets: how often it held, failed, could not be told; and sets made for the last."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from creditfile.model import Verdict
from tests.contracts import sets
from tests.contracts.sets import Told, told_of
from tests.generator.case import Draft
from tests.generator.paper import Paper
from tests.reading.contract_paper import as_docx, as_pdf, filled

CHECKS = tuple(f"CTR-{number:03}" for number in range(1, 61))
"""The checks of the reference."""
SAID = ("holds", "fails", "cannot tell")


@dataclass
class Outcomes:
    """By check and answer, in how many sets it was given."""

    sets: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, told: Told) -> None:
        """Count what was said of one set; a check that fails for one paper and holds for another counts as both."""
        self.sets.update({(code, "holds") for code in told.held})
        self.sets.update({(code, "fails") for code in told.fails})
        self.sets.update(
            {(one.code, "cannot tell") for one in told.findings if one.verdict is Verdict.CANNOT_TELL}
        )

    def as_rows(self) -> list[list[object]]:
        """For a file of JSON lines."""
        return [[code, said, count] for (code, said), count in sorted(self.sets.items())]

    def add_rows(self, rows: list[list[object]]) -> None:
        """Those of such a file."""
        for code, said, count in rows:
            self.sets[str(code), str(said)] += int(str(count))

    def table(self) -> list[str]:
        """As Markdown, a line a check; then what is wanting."""
        titles = {rule.code: rule.title for rule in sets.book().rules.rules}
        lines = ["| check | | holds | fails | cannot tell |", "| --- | --- | --: | --: | --: |"]
        for code in CHECKS:
            counts = " | ".join(str(self.sets[code, said] or "") for said in SAID)
            lines.append(f"| {code} | {titles.get(code, '')} | {counts} |")
        return lines

    def wanting(self) -> list[str]:
        """Checks that some answer was never given by, and which."""
        return [
            f"{code} ({', '.join(never)})" for code in CHECKS
            if (never := [said for said in SAID if not self.sets[code, said]])
        ]


def undecided(seed: int) -> Iterator[Told]:
    """The set of a seed once for each field of each paper, the field left blank; then with a page nobody can read."""
    drafted = sets.drafted(seed)
    for at, paper in enumerate(drafted.papers):
        for name in paper.fields:
            draft = sets.drafted(seed)
            draft.word(draft.papers[at], "blank", (name,))
            yield sets.told(draft)
        if paper.doc in sets.wording.KINDS or paper.doc == "D711":
            yield sets.told(drafted, _with_unread_page(drafted, at))


CLAUSES = {
    "D702": ("payment", "cost", "privacy"), "D703": ("order", "scope", "renewal"), "D704": ("transfer", "scope"),
    "D705": ("transfer",), "D707": ("order", "renewal"),
}
"""Clauses that may stand on the page that nobody can read, by the paper."""
TYPED = (("registry",), ("reg_expiry",), ("sole_owned", "coowners"))
"""What the bank's form may leave out of the collateral."""


def in_doubt(seed: int) -> Iterator[Told]:
    """The sets of a seed on which a check must be undecided, or hold, that one blank field leaves as it is."""
    for party, product in (("ENT", ""), ("FRM", "FHL")):
        good = sets.drafted(seed, party, product)
        for at, paper in enumerate(good.papers):
            for clause in CLAUSES.get(paper.doc, ()):
                draft = _refinancing(sets.drafted(seed, party, product)) if clause == "renewal" else \
                    sets.drafted(seed, party, product)
                draft.word(draft.papers[at], "removed", (clause,))
                yield sets.told(draft, _with_unread_page(draft, at))
        for change in (_no_term, _no_kind_of_rate, _monthly, _monthly_alone):
            draft = sets.drafted(seed, party, product)
            change(draft)
            yield sets.told(draft)
        for keys in TYPED:
            draft = sets.drafted(seed, party, product)
            draft.typed |= dict.fromkeys(f"collateral[0].{key}" for key in keys)
            draft.papers = [paper for paper in draft.papers if paper.doc not in ("D601", "D603", "D606")]
            yield sets.told(draft)
    yield from _standard_in_doubt()


def _loan(draft: Draft) -> Paper:
    return draft.of("D702")[0]


def _refinancing(draft: Draft) -> Draft:
    draft.set(_loan(draft), "purpose", "借新还旧，偿还到期贷款")
    return draft


def _no_term(draft: Draft) -> None:
    draft.word(_loan(draft), "blank", ("term_months", "start_date", "end_date"))


def _no_kind_of_rate(draft: Draft) -> None:
    draft.word(_loan(draft), "replaced", {"rate": f"年利率为{_loan(draft).fields['rate_annual_pct']}%。"})


def _monthly(draft: Draft) -> None:
    """The monthly rate is stated, and right."""
    rate = Decimal(str(_loan(draft).fields["rate_annual_pct"]))
    draft.set(_loan(draft), "rate_monthly_permille", (rate * 10 / 12).quantize(Decimal("0.0001")))


def _monthly_alone(draft: Draft) -> None:
    """The monthly rate is stated, the yearly is left blank."""
    _monthly(draft)
    draft.word(_loan(draft), "replaced", {"rate": f"月利率{_loan(draft).fields['rate_monthly_permille']}‰。"})


def _standard_in_doubt() -> Iterator[Told]:
    """The standard text with a page that nobody can read, and without its version; what is said beside it half read."""
    text = filled(sets.ROOT, "loan_contract")
    guarantee = ("保证合同.docx", as_docx(filled(sets.ROOT, "guarantee_contract")))
    yield told_of([("借款合同.pdf", with_picture(as_pdf(text))), guarantee])
    yield told_of([("借款合同.docx", as_docx(text.replace("JK-2026-01", ""))), guarantee])
    loan = ("借款合同.docx", as_docx(text))
    lender = "江南银行股份有限公司"
    yield told_of([("借款合同.docx", as_docx(re.sub(rf"{lender}\w*?行", lender, text))), guarantee])
    mortgage = filled(sets.ROOT, "mortgage_contract").splitlines()
    silent = "\n".join(line for line in mortgage if "转让" not in line)
    yield told_of([loan, guarantee, ("抵押合同.pdf", with_picture(as_pdf(silent)))])
    for officers, day in (("李正、王强", "2025年6月10日"), ("李正", "2025年6月10日"), ("李正、王强", "")):
        yield told_of([loan, guarantee, ("面签.docx", as_docx(INTERVIEW.format(officers=officers, day=day)))])
    for consent in (CONSENT, "双方协商一致。"):
        yield told_of([loan, guarantee, ("补充协议.docx", as_docx(AMENDMENT.format(consent=consent)))])
    silent = AMENDMENT.format(consent="双方协商一致。")
    yield told_of([loan, guarantee, ("补充协议.pdf", with_picture(as_pdf(silent)))])


INTERVIEW = """面谈面签记录
面签日期：{day}
面签地点：客户经营场所
面签人员：{officers}
面签对象：明远机械（苏州）有限公司
面签内容：核对借款合同签字、盖章
影像资料：面签录像 V2025-0610、现场照片
结论：本人签署，意思真实"""
AMENDMENT = """借款合同补充协议
编号：江银补字〔2025〕第0009号
借款人（甲方）：明远机械（苏州）有限公司
贷款人（乙方）：江南银行股份有限公司苏州分行
签订日期：2025年9月1日
第一条 双方同意将原合同（借款合同，编号江银借字〔2025〕第0312号）的还款方式变更为按月付息、到期还本。
第二条 {consent}
第三条 原合同其他条款继续有效，不变。"""
CONSENT = "保证人宏达贸易有限公司已书面同意上述变更，继续承担连带保证责任。"


def _with_unread_page(draft: Draft, at: int) -> list[tuple[str, bytes]]:
    """The files of a draft, one of them as a PDF with a page behind it that is a smudged picture."""
    made = sets.files(draft)
    made[at] = (f"{made[at][0].rpartition('.')[0]}.pdf", with_picture(sets.as_pdf(draft, at)))
    return made


def with_picture(content: bytes) -> bytes:
    import pypdfium2
    from PIL import Image

    picture = io.BytesIO()
    Image.linear_gradient("L").resize((620, 877)).save(picture, "PDF", resolution=75)
    document = pypdfium2.PdfDocument(content)
    document.import_pages(pypdfium2.PdfDocument(picture.getvalue()))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
