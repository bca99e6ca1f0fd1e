"""Contracts for tests: the book's standard texts filled in with a made-up borrower, as paragraphs of a Word file."""

import io
import re
from collections.abc import Callable
from pathlib import Path

VALUES = {
    "合同编号": "江银借字〔2025〕第0312号", "借款人": "明远机械（苏州）有限公司", "借款人代码": "91320100MA1ABCDE85",
    "法定代表人": "张明", "借款人住所": "江苏省苏州市吴中区木渎镇金山路88号", "贷款人": "江南银行股份有限公司苏州分行",
    "贷款人负责人": "李正", "贷款人住所": "江苏省苏州市姑苏区人民路1号", "签订日期": "2025年6月10日",
    "金额大写": "伍佰万元整", "金额小写": "5,000,000.00", "借款用途": "采购数控机床用铸件", "借款月数": "12",
    "起始日": "2025年6月12日", "到期日": "2026年6月11日", "报价日": "2025年5月20日", "期限档": "1年期", "报价": "3.00",
    "基点": "85", "年利率": "3.85", "重定价周期": "年", "重定价日": "每年1月1日", "结息日": "每季末月20日",
    "逾期加收": "50", "挪用加收": "100", "放款户名": "明远机械（苏州）有限公司", "放款账号": "32010201090000012345",
    "放款开户行": "江南银行苏州分行", "还款账号": "32010201090000012345", "支付方式": "贷款人受托支付",
    "受托支付起点": "1,000", "还款方式": "按季付息、到期一次性归还本金",
    "担保合同": "编号为江银保字〔2025〕第0312号的《保证合同》、编号为江银抵字〔2025〕第0312号的《抵押合同》",
    "送达地址": "江苏省苏州市吴中区木渎镇金山路88号", "份数": "四", "借款人签章": "明远机械（苏州）有限公司",
    "借款人签字": "张明", "借款人签署日": "2025年6月10日", "贷款人签章": "江南银行股份有限公司苏州分行",
    "贷款人签字": "李正", "贷款人签署日": "2025年6月10日", "保证人": "宏达贸易有限公司",
    "保证人代码": "91320100MA1ABCDE85", "保证人法定代表人": "王宏", "保证人住所": "江苏省苏州市相城区活力岛9号",
    "债权人": "江南银行股份有限公司苏州分行", "债权人住所": "江苏省苏州市姑苏区人民路1号",
    "债务人": "明远机械（苏州）有限公司", "主合同编号": "江银借字〔2025〕第0312号", "履行期起": "2025年6月12日",
    "履行期止": "2026年6月11日", "保证年数": "三", "保证人签章": "宏达贸易有限公司", "保证人签字": "王宏",
    "保证人签署日": "2025年6月10日", "债权人签章": "江南银行股份有限公司苏州分行", "债权人签字": "李正",
    "债权人签署日": "2025年6月10日", "抵押人": "明远机械（苏州）有限公司", "抵押人代码": "91320100MA1ABCDE85",
    "抵押人法定代表人": "张明", "抵押人住所": "江苏省苏州市吴中区木渎镇金山路88号",
    "抵押权人": "江南银行股份有限公司苏州分行", "抵押权人住所": "江苏省苏州市姑苏区人民路1号",
    "权证号": "苏（2024）苏州市不动产权第0012345号", "面积": "5,230.50",
    "坐落": "江苏省苏州市吴中区木渎镇金山路88号1幢",
    "价值大写": "捌佰万元整", "价值小写": "8,000,000.00", "抵押人签字": "张明",
    "抵押人签章": "明远机械（苏州）有限公司",
    "抵押人签署日": "2025年6月10日", "抵押权人签章": "江南银行股份有限公司苏州分行", "抵押权人签字": "李正",
    "抵押权人签署日": "2025年6月10日", "确定期间起": "2025年1月1日", "确定期间止": "2027年12月31日",
    "出质人": "明远机械（苏州）有限公司", "出质人代码": "91320100MA1ABCDE85", "出质人法定代表人": "张明",
    "出质人住所": "江苏省苏州市吴中区木渎镇金山路88号", "质权人": "江南银行股份有限公司苏州分行",
    "质权人住所": "江苏省苏州市姑苏区人民路1号", "质押财产": "定期存单", "凭证号码": "00012345",
    "出质人签章": "明远机械（苏州）有限公司", "出质人签字": "张明", "出质人签署日": "2025年6月10日",
    "质权人签章": "江南银行股份有限公司苏州分行", "质权人签字": "李正", "质权人签署日": "2025年6月10日",
}
NUMBERS = {
    "guarantee_contract": "江银保字〔2025〕第0312号", "mortgage_contract": "江银抵字〔2025〕第0312号",
    "maximum_mortgage": "江银高抵字〔2025〕第0312号", "maximum_guarantee": "江银高保字〔2025〕第0312号",
    "pledge_contract": "江银质字〔2025〕第0312号",
}

Change = Callable[[str], str]


def standard(root: Path, document: str) -> str:
    """The standard text of a document type, blanks and all."""
    file = next((root / "schemas" / "contracts").glob(f"{document}-*.txt"))
    return file.read_text(encoding="utf-8").partition("\n---\n")[2]


def filled(root: Path, document: str, **values: str) -> str:
    """A standard text with every blank filled and one choice made."""
    return filled_in(standard(root, document), document, **values)


def filled_in(text: str, document: str, **values: str) -> str:
    """Any text with such blanks, filled likewise."""
    known = VALUES | ({"合同编号": NUMBERS[document]} if document in NUMBERS else {}) | values
    return re.sub(r"\{([^{}]+)\}", lambda blank: known[blank[1]], text).replace("□固定利率", "☑固定利率")


def as_docx(text: str) -> bytes:
    """A Word file of a paragraph a line."""
    from docx import Document

    document = Document()
    for line in text.splitlines():
        if line.strip():
            document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(text: str) -> bytes:
    """A PDF of the same paragraphs, full lines broken."""
    from reportlab.pdfgen.canvas import Canvas

    from tests.reading import making

    lines = [line[at : at + 38] for line in text.splitlines() if line.strip() for at in range(0, len(line), 38)]

    def page(some: list[str]) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            for at, line in enumerate(some):
                canvas.drawString(60, 780 - 18 * at, line)

        return draw

    return making.pdf(*(page(lines[at : at + 40]) for at in range(0, len(lines), 40)))
