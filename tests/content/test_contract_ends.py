"""The contract checks that no planted kind fails: each held, failed or left untold by papers, end to end."""

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from docx import Document

from tests.contracts import sets
from tests.contracts.outcomes import AMENDMENT, CONSENT, INTERVIEW
from tests.contracts.sets import Told, told_of
from tests.generator.amounts import Fen
from tests.generator.case import Draft
from tests.generator.paper import Paper
from tests.reading.contract_paper import as_docx, filled


def contracts(**texts: str) -> Told:
    """The standard texts filled in, and other papers beside them."""
    papers = {name: filled(sets.ROOT, name) for name in ("loan_contract", "guarantee_contract")} | texts
    return told_of([(f"{name}.docx", as_docx(text)) for name, text in papers.items()])


def said(told: Told, code: str) -> str:
    return "fails" if code in told.fails else "cannot tell" if code in told.unknown else "holds or left out"


@pytest.mark.parametrize(
    ("officers", "day", "answer"),
    [
        ("李正、王强", "2025年6月10日", "holds or left out"),
        ("李正", "2025年6月10日", "fails"),
        ("李正、王强", "2025年6月13日", "fails"),
    ],
)
def test_two_officers_witness_the_signing_on_its_day(officers: str, day: str, answer: str) -> None:
    told = contracts(interview=INTERVIEW.format(officers=officers, day=day))

    assert said(told, "CTR-052") == answer


@pytest.mark.parametrize(("consent", "answer"), [(CONSENT, "holds or left out"), ("双方协商一致。", "fails")])
def test_an_amendment_needs_the_guarantors_consent(consent: str, answer: str) -> None:
    assert said(contracts(amendment=AMENDMENT.format(consent=consent)), "CTR-057") == answer


def test_an_old_edition_of_the_standard_text_is_told() -> None:
    text = filled(sets.ROOT, "loan_contract")

    assert said(contracts(loan_contract=text.replace("JK-2026-01", "JK-2019-03")), "CTR-047") == "fails"
    assert said(contracts(), "CTR-047") == "holds or left out"


def test_a_contract_saved_after_it_was_signed_is_told() -> None:
    document = Document(io.BytesIO(as_docx(filled(sets.ROOT, "loan_contract"))))
    document.core_properties.modified = datetime(2025, 7, 1, tzinfo=UTC)
    out = io.BytesIO()
    document.save(out)

    assert said(told_of([("loan.docx", out.getvalue())]), "CTR-080") == "fails"


def _one(draft: Draft, doc: str) -> Paper:
    return draft.of(doc)[0]


def overvalued(draft: Draft) -> None:
    paper = _one(draft, "D704")
    draft.set(paper, "appraised_value", Fen(int(paper.fields["appraised_value"]) * 2))  # type: ignore[call-overload]


def renewed_unknown(draft: Draft) -> None:
    draft.set(_one(draft, "D702"), "purpose", "借新还旧，偿还到期贷款")
    draft.word(_one(draft, "D703"), "removed", ("renewal",))


def without(*keys: str) -> Callable[[Draft], None]:
    return lambda draft: draft.word(_one(draft, "D702"), "removed", keys)


def another_security(draft: Draft) -> None:
    draft.set(_one(draft, "D701"), "security", ["借款人以应收账款质押"])


def kept(draft: Draft) -> None:
    """Nothing is changed."""


@pytest.mark.parametrize(
    ("code", "party", "product", "doc", "change"),
    [
        ("CTR-040", "ENT", "", "D704", overvalued),
        ("CTR-058", "ENT", "", "D703", renewed_unknown),
        ("CTR-060", "FRM", "FHL", "D702", without("cost")),
        ("CTR-069", "ENT", "FAL", "D702", without("capital", "progress", "completion")),
        ("CTR-070", "IEB", "PBL", "D702", without("privacy")),
        ("CTR-079", "ENT", "", "D703", another_security),
    ],
)
def test_a_check_holds_on_good_papers_and_fails_on_changed_ones(
    code: str, party: str, product: str, doc: str, change: Callable[[Draft], None]
) -> None:
    seed = next(seed for seed in range(4_000, 4_060) if sets.drafted(seed, party, product).of(doc))
    good, bad = sets.drafted(seed, party, product), sets.drafted(seed, party, product)
    change(bad)

    assert said(sets.told(good), code) == "holds or left out"
    assert said(sets.told(bad), code) == "fails"


def test_the_guarantor_that_the_loan_contract_names_is_the_one_who_signed() -> None:
    text = filled(sets.ROOT, "loan_contract").replace(
        "贷款人：江南银行", "保证人：恒通物流有限公司\n贷款人：江南银行", 1
    )

    assert said(contracts(loan_contract=text), "CTR-074") == "fails"
    assert said(contracts(loan_contract=text.replace("恒通物流", "宏达贸易")), "CTR-074") == "holds or left out"


