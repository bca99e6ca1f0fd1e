"""Papers as registries, banks and notaries of companies word them: each field is read as what it says of whom."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from creditfile.reading.read import read_paper
from tests.content.test_bank_wordings import settled
from tests.reading.contract_paper import as_docx, as_pdf
from tests.reading.making import SONG, docx, pdf

HUSBAND, HIS, WIFE, HERS = "陈明远", "320102198001010016", "林巧云", "350521199003070013"
MARRIAGE = """
持证人　{holder}
登记日期　2012年05月20日
结婚证字号　J320102-2012-001873
备注　补发
姓名　{husband}　性别　男
国籍　中国　出生日期　1980年01月01日
身份证件号　{his}
姓名　{wife}　性别　女
国籍　中国　出生日期　1990年03月07日
身份证件号　{hers}
婚姻登记员　孙晓
"""
REGISTRATION = """
根据《中华人民共和国民法典》等法律法规，为保护
申请人合法权益，对申请人申请登记的本证明所列不动产
权利或登记事项，经审查核实，准予登记，颁发此证明。
苏（2023）苏州市不动产证明第0047713号
证明权利或事项：抵押权
权利人（申请人）：江南银行股份有限公司
义务人：明远机械有限公司
坐落：苏州市城南路8号
不动产单元号：320602004031GB00118F00080501
其他：抵押方式：一般抵押
被担保主债权数额：300万元
附记：另有车位一个
登记机构：苏州市自然资源和规划局
"""
SLIP = """
付款回单
交易日期：2024年10月28日
流水号：C0843KW0021TPLZ
付款人名称：明远机械有限公司
付款人账号：571912846310501
收款人名称：宏达贸易有限公司
收款人账号：398000100100284716
收款人开户行：江南银行苏州分行
金额：人民币 玖万贰仟肆佰零柒元叁角陆分　CNY92,407.36
"""
ARTICLES = """
明远机械有限公司
章程
第一条 本章程由全体股东制定。
第二条 公司名称：明远机械有限公司（以下简称公司）。
第三条 公司注册资本：人民币壹仟万元。股东以货币方式出资。
第四条 公司股东会由全体股东组成，行使下列职权：决定公司的经营方针；对公司向银行申请借款作出决议。
第五条 公司设董事会，行使下列职权：执行股东会的决议；对公司为他人提供担保作出决议。
第六条 公司对外担保单笔金额不得超过人民币500万元。
第七条 公司法定代表人由董事长担任，由陈明远担任。
第八条 公司的营业期限为长期。
"""


def kinds(book: Any, text: str) -> tuple[str, ...]:
    return read_paper("a.docx", as_docx(text), book.documents).source.kinds


@pytest.mark.parametrize(("holder", "spouse"), [((HUSBAND, HIS), (WIFE, HERS)), ((WIFE, HERS), (HUSBAND, HIS))])
def test_the_spouse_is_whoever_does_not_hold_the_marriage_certificate(
    book: Any, holder: tuple[str, str], spouse: tuple[str, str]
) -> None:
    text = MARRIAGE.format(holder=holder[0], husband=HUSBAND, his=HIS, wife=WIFE, hers=HERS)
    facts = settled(book, as_docx(text))

    assert (facts["marriage.holder"], facts["marriage.holder_id_no"]) == holder
    assert (facts["marriage.spouse_name"], facts["marriage.spouse_id_no"]) == spouse


def test_a_marriage_certificate_set_as_a_table(book: Any) -> None:
    rows = ("结婚证", f"持证人|{WIFE}", f"公民身份号码|{HERS}", "登记日期|2012年05月20日", f"配偶姓名|{HUSBAND}",
            f"配偶身份证件号|{HIS}")  # fmt: skip
    facts = settled(book, docx("".join(map(as_row, rows))))

    assert (facts["marriage.holder"], facts["marriage.holder_id_no"]) == (WIFE, HERS)
    assert (facts["marriage.spouse_name"], facts["marriage.spouse_id_no"]) == (HUSBAND, HIS)


def as_row(texts: str) -> str:
    """A line of its own, or a table of one row."""
    cells = [f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts.split("|")]
    if len(cells) == 1:
        return cells[0]
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


def test_the_number_of_a_marriage_certificate_ends_before_the_remark(book: Any) -> None:
    text = MARRIAGE.format(holder=WIFE, husband=HUSBAND, his=HIS, wife=WIFE, hers=HERS)

    assert settled(book, as_docx(text))["marriage.cert_no"] == "J320102-2012-001873"
    assert settled(book, as_docx(text))["marriage.kind"] == "MARRIED"


def test_a_certificate_without_its_title_is_known_by_its_words(book: Any) -> None:
    text = MARRIAGE.format(holder=WIFE, husband=HUSBAND, his=HIS, wife=WIFE, hers=HERS)

    assert kinds(book, text) == ("marriage_certificate",)
    assert kinds(book, REGISTRATION) == ("mortgage_registration",)


def test_notes_are_the_remark_and_not_what_stands_above_it(book: Any) -> None:
    assert settled(book, as_docx(REGISTRATION))["registration[0].notes"] == "另有车位一个"


def test_a_number_whose_end_is_not_there_is_not_taken_for_whole(book: Any) -> None:
    cut = REGISTRATION.replace("其他：", "不动产权证书号：苏（2021）苏州市不动产权第\n其他：")

    assert "registration[0].asset_cert_no" not in settled(book, as_docx(cut))


def test_the_number_of_a_slip_is_its_own_where_it_has_one(book: Any) -> None:
    with_number = f"{SLIP}回单编号：2024102857191284630019\n"

    assert settled(book, as_docx(with_number))["payment_voucher[0].voucher_no"] == "2024102857191284630019"
    assert settled(book, as_docx(SLIP))["payment_voucher[0].voucher_no"] == "C0843KW0021TPLZ"


def test_an_amount_in_words_behind_its_currency_is_whole(book: Any) -> None:
    assert settled(book, as_docx(SLIP))["payment_voucher[0].amount_cn"] == Decimal("92407.36")


@pytest.mark.parametrize("title", ["进账单（收账通知）", "电汇凭证", "网上银行付款通知书"])
def test_slips_by_their_other_titles(book: Any, title: str) -> None:
    assert kinds(book, SLIP.replace("付款回单", title)) == ("payment_voucher",)


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("company_name", "明远机械有限公司"), ("body_for_borrow", "SHAREHOLDERS"), ("guarantee_decided_by", "BOARD"),
        ("guarantee_limit_single", Decimal(5_000_000)), ("legal_rep", "陈明远"), ("term", "长期"),
    ],
)  # fmt: skip
def test_articles_say_who_decides_in_lists_of_powers(book: Any, field: str, says: Any) -> None:
    assert settled(book, as_docx(ARTICLES)).get(f"articles.{field}") == says


RESOLUTION = """
明远机械有限公司
{title}
{body}于2024年11月5日上午9时在苏州市工业园区星湖街三百二十八号创意产业园五幢六楼第一会议室召开，会议全票通过：
{text}
授权{who}签署有关合同。
"""
BORROWS = "一、同意公司向江南银行股份有限公司申请流动资金贷款人民币捌佰万元，期限12个月，一致通过。"
STANDS_SURETY = "一、本公司自愿为宏达贸易有限公司在江南银行股份有限公司办理的借款人民币捌佰万元提供连带责任保证担保。"


@pytest.mark.parametrize("title", ["股 东 会 决 议", "股东会決议", "股東會決議"])
def test_a_resolution_whose_title_is_set_apart_or_recognised_with_a_like_letter(book: Any, title: str) -> None:
    facts = settled(book, as_docx(RESOLUTION.format(title=title, body="股东会", text=BORROWS, who="陈明远")))

    assert facts["resolution.body"] == "SHAREHOLDERS"
    assert facts["resolution.meeting_date"] == date(2024, 11, 5)
    assert facts["resolution.place"] == "苏州市工业园区星湖街三百二十八号创意产业园五幢六楼第一会议室"


@pytest.mark.parametrize(
    ("who", "says"), [("法定代表人陈明远", "陈明远"), ("陈明远", "陈明远"), ("法定代表人", "法定代表人")]
)
def test_who_may_sign_is_named_without_his_office(book: Any, who: str, says: str) -> None:
    text = RESOLUTION.format(title="股东会决议", body="股东会", text=BORROWS, who=who)

    assert settled(book, as_docx(text))["resolution.authorised"] == says


def test_a_board_that_stands_surety_of_its_own_will_gives_a_guarantee(book: Any) -> None:
    text = RESOLUTION.format(title="董事会决议", body="董事会", text=STANDS_SURETY, who="陈明远")
    facts = settled(book, as_docx(text))

    assert facts["guarantee_resolution[0].guarantee_for"] == "宏达贸易有限公司"
    assert facts["guarantee_resolution[0].lender"] == "江南银行股份有限公司"


def test_a_certificate_of_taxes_in_prose_names_who_paid(book: Any) -> None:
    text = """
        税收完税证明（文书式）
        填发日期：2024年09月11日
        明远机械有限公司（纳税人识别号：91320100MA1ABCDE85）：
        你单位在我机关缴纳税款情况如下，税种、税款所属时期、实缴金额见下。税务机关
        金额合计：2,801,930.37元
    """

    assert settled(book, as_docx(text))["tax_paid[0].name"] == "明远机械有限公司"


def invoice(canvas: Canvas) -> None:
    """The names and codes of two parties in cells side by side, of which the first has no legible head."""
    canvas.setFont(SONG, 10)
    canvas.drawString(200, 800, "电子发票（增值税专用发票）")
    canvas.drawString(400, 780, "发票号码：24332000000418726539")
    canvas.drawString(400, 765, "开票日期：2024年10月21日")
    canvas.grid([40, 60, 290, 310, 560], [680, 750])
    for x, party, code in ((65, "明远机械有限公司", "91320100MA1ABCDE85"), (315, "宏达贸易商行", "92320100MA1FGHJK0J")):
        canvas.drawString(x, 730, f"名称：{party}")
        canvas.drawString(x, 700, f"纳税人识别号：{code}")
    canvas.drawString(40, 640, "价税合计（大写） 柒拾万捌仟伍佰元整 （小写）¥708500.00  税率 13%")


def test_the_parties_of_an_invoice_are_told_by_their_order_where_their_heads_cannot_be_read(book: Any) -> None:
    facts = {each.fact.name: each.fact.value for each in read_paper("a.pdf", pdf(invoice), book.documents).readings}

    assert (facts["invoice.buyer"], facts["invoice.seller"]) == ("明远机械有限公司", "宏达贸易商行")
    assert facts["invoice.buyer_uscc"] == "91320100MA1ABCDE85"
    assert facts["invoice.seller_uscc"] == "92320100MA1FGHJK0J"


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("苏州市星湖街8号501室限办理贷款", "苏州市星湖街8号501室"), ("苏州市星湖街8号501室", "苏州市星湖街8号501室"),
        ("如皋市高明庄村14组", "如皋市高明庄村14组"), ("苏州市银行街9号供销楼", "苏州市银行街9号供销楼"),
    ],
)  # fmt: skip
def test_a_remark_written_over_the_copy_of_an_identity_card_is_no_part_of_the_address(
    book: Any, address: str, says: str
) -> None:
    text = f"居民身份证\n姓名：{HUSBAND}\n性别：男\n住址：{address}\n公民身份号码：{HIS}\n"

    assert settled(book, as_docx(text))["id_card[0].address"] == says


def test_a_name_in_the_midst_of_prose_goes_on_in_the_next_line(book: Any) -> None:
    text = (
        "开户证明\n兹证明明远机械有限公司在我行开立基本存款账户，账户名称：明远机械苏州工业园区分公司，账号：1000020011864375，"
        "开户日期：2017年03月21日，账户状态：正常。\n开户银行：江南银行苏州分行\n"
    )
    facts = {each.fact.name: each.fact.value for each in read_paper("a.pdf", as_pdf(text), book.documents).readings}

    assert facts["bank_account.account_name"] == "明远机械苏州工业园区分公司"
