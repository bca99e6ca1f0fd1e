"""The manual: every rule and required paper in the officer's words, in both languages."""

import re
from pathlib import Path

import pytest

from creditfile.book import open_book, titles
from creditfile.judging.catalogue import Manual, counted, html, lines, manual, markdown, pages
from creditfile.judging.wording import Wording
from creditfile.linting.supply import Supply

FOLDER = Path(__file__).parent.parent.parent
BOOK = open_book(FOLDER)


def made(language: str, code: str = "") -> Manual:
    """The manual of the project's book."""
    english = language == "en"
    names = titles(BOOK.documents, BOOK.figures.figures, BOOK.rules.rules, english=english)
    return manual(BOOK.rules, names, Supply(BOOK, english=english).sources, language, code)


WHOLE = {language: made(language) for language in ("zh", "en")}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_and_required_paper_has_its_page(language: str) -> None:
    codes = [entry.code for entry in WHOLE[language].entries]

    assert codes == [r.code for r in BOOK.rules.rules] + [d.code for d in BOOK.rules.demands]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_message_of_the_manual_has_code_in_it(language: str) -> None:
    name = "Says" if language == "en" else "不通过时"

    odd = [e.code for e in WHOLE[language].entries if re.search(r"\{\{|\{%", dict(e.rows).get(name, ""))]
    attested = [rule.code for rule in BOOK.rules.rules if rule.attest]
    assert [] == [code for code in odd if code not in attested]


def test_a_rule_is_told_by_the_names_of_facts_with_signs_and_values() -> None:
    (entry,) = made("zh", "ADM-012").entries

    assert "实际经营月数 ≥ 12" == dict(entry.rows)["必须"]


@pytest.mark.parametrize(
    ("source", "zh"),
    [
        ("contract.amount <= approval.amount", "借款金额 ≤ 批复金额"),
        ("contract is defined and not licence is defined", "有 借款合同 且 非 有 营业执照"),
        ("application.term_months is missing", "没有 申请期限"),
        ("guarantee | every('it.period_months >= 6')", "保证合同 → 每一项(保证期间(月) ≥ 6)"),
        ("contract.amount > setting.entrusted_wcl", "借款金额 > 10,000,000"),
        ("party.type == 'PUB'", "借款人类型 = “事业法人”"),
        ("before is defined and before.contract.amount > 5", "有 前次档案 且 前次借款金额 > 5"),
    ],
)
def test_expressions_are_worded(source: str, zh: str) -> None:
    wording = Wording(BOOK.rules.titles, BOOK.rules.settings, english=False)

    assert zh == wording.expression(source)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_for_the_browser_is_whole_in_itself(language: str) -> None:
    page = html(WHOLE[language])

    assert page.count("<details") == len(WHOLE[language].entries)
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page)
    assert 'type="search"' in page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_manual_in_markdown_has_a_heading_for_each(language: str) -> None:
    text = markdown(WHOLE[language])

    assert text.count("\n### ") == len(WHOLE[language].entries)
    assert text.count("\n## ") == len(WHOLE[language].families())


def test_rules_are_counted_by_family() -> None:
    said = dict(line.rsplit("  ", 1) for line in counted(WHOLE["zh"]).splitlines())

    assert ("26", "30", "32", "30") == tuple(
        said[name] for name in ("ADM 准入规则", "PRH 禁入规则", "PRU 审慎规则", "SIG 风险信号")
    )
    assert said["="] == str(len(WHOLE["zh"].entries))


def test_a_list_has_a_line_for_each_under_its_family() -> None:
    listed = lines(WHOLE["zh"]).splitlines()

    assert "ADM 准入规则 (26)" in listed
    assert sum(line.startswith("  ") for line in listed) == len(WHOLE["zh"].entries)


def test_a_page_tells_from_which_papers_its_facts_are_read() -> None:
    assert "数据来自  借款合同; 授信审批批复" in pages(made("zh", "CTR-002"))
