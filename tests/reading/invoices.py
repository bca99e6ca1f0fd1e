"""Made-up electronic invoices and bank receipts, each as its issuer hands it out."""

from reportlab.pdfgen.canvas import Canvas

from tests.reading.making import pdf

NUMBER = "25952000000123456789"
BUYER, BUYER_CODE = "青屿精密机械有限公司", "91330201MA2AB12C6X"
SELLER, SELLER_CODE = "临川市岚桥钢材贸易有限公司", "91361002MA38XY41X1"
TEXTS: tuple[tuple[float, float, str], ...] = (
    (230, 40, "电子发票（增值税专用发票）"),
    (420, 30, f"发票号码：{NUMBER}"), (420, 48, "开票日期：2025年03月18日"),
    (36, 88, "购"), (36, 100, "买"), (36, 112, "方"), (36, 124, "信"), (36, 136, "息"),
    (52, 98, f"名称：{BUYER}"), (52, 130, f"统一社会信用代码/纳税人识别号：{BUYER_CODE}"),
    (306, 88, "销"), (306, 100, "售"), (306, 112, "方"), (306, 124, "信"), (306, 136, "息"),
    (322, 98, f"名称：{SELLER}"), (322, 130, f"统一社会信用代码/纳税人识别号：{SELLER_CODE}"),
    (60, 156, "项目名称"), (150, 156, "规格型号"), (210, 156, "单 位"), (250, 156, "数 量"), (310, 156, "单 价"),
    (380, 156, "金 额"), (435, 156, "税率/征收率"), (515, 156, "税 额"),
    (34, 176, "*黑色金属冶炼压延品*钢板"), (160, 176, "Q235"), (214, 176, "吨"), (252, 176, "120"),
    (300, 176, "4200.00"), (370, 176, "504000.00"), (445, 176, "13%"), (505, 176, "65520.00"),
    (70, 236, "合"), (110, 236, "计"), (365, 236, "¥504000.00"), (500, 236, "¥65520.00"),
    (50, 258, "价税合计（大写）"), (170, 258, "伍拾陆万玖仟伍佰贰拾圆整"), (400, 258, "（小写）¥569520.00"),
    (36, 280, "备"), (36, 300, "注"), (60, 330, "开票人：沈宁"),
)  # fmt: skip
"""At (x, y from the top) in points."""
LEVEL = (76, 144, 244, 264, 316)
UPRIGHT = ((30, 76, 316), (48, 76, 144), (300, 76, 144), (318, 76, 144), (565, 76, 316), (140, 244, 264))


def printed(without: str = "") -> bytes:
    """As the PDF of the tax authority's platform prints it; `without` the texts that hold these words."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 9)
        for x, y, text in TEXTS:
            if not without or without not in text:
                canvas.drawString(x, 380 - y, text)
        for y in LEVEL:
            canvas.line(30, 380 - y, 565, 380 - y)
        for x, top, bottom in UPRIGHT:
            canvas.line(x, 380 - top, x, 380 - bottom)

    return pdf(draw, size=(595, 380))


def xml() -> bytes:
    """Its data, as the buyer downloads them."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<EInvoice><Header><EIid>{NUMBER}</EIid><EInvoiceTag>SWEI3200</EInvoiceTag><Version>0.2</Version></Header>
<EInvoiceData>
<SellerInformation><SellerIdNum>{SELLER_CODE}</SellerIdNum><SellerName>{SELLER}</SellerName></SellerInformation>
<BuyerInformation><BuyerIdNum>{BUYER_CODE}</BuyerIdNum><BuyerName>{BUYER}</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>504000.00</TotalAmWithoutTax><TotalTaxAm>65520.00</TotalTaxAm>
<TotalTax-includedAmount>569520.00</TotalTax-includedAmount>
<TotalTax-includedAmountInChinese>伍拾陆万玖仟伍佰贰拾圆整</TotalTax-includedAmountInChinese>
<RequestTime>2025-03-19 08:00:00</RequestTime></BasicInformation>
<IssuItemInformation><ItemName>*黑色金属冶炼压延品*钢板</ItemName><Amount>504000.00</Amount></IssuItemInformation>
</EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>{NUMBER}</InvoiceNumber>
<IssueTime>2025-03-18 10:11:12</IssueTime></TaxSupervisionInfo>
</EInvoice>""".encode()


RECEIPT = (
    (220, 40, "桦屿银行电子回单"), (60, 70, "回单编号：2025031900004567"), (380, 70, "交易日期：2025年03月19日"),
    (60, 100, "付款人户名"), (150, 100, BUYER), (320, 100, "收款人户名"), (410, 100, SELLER),
    (60, 125, "付款人账号"), (150, 125, "6228480000011112222"),
    (320, 125, "收款人账号"), (410, 125, "6228480000099998888"),
    (60, 150, "付款人开户行"), (150, 150, "桦屿银行新桥支行"),
    (320, 150, "收款人开户行"), (410, 150, "岚桥银行东街支行"),
    (60, 175, "金额（小写）"), (150, 175, "¥569,520.00"),
    (60, 200, "金额（大写）"), (150, 200, "人民币伍拾陆万玖仟伍佰贰拾元整"),
    (60, 225, "附言"), (150, 225, "货款"),
)  # fmt: skip


def receipt() -> bytes:
    """A bank's receipt of the payment for it."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 9)
        for x, y, text in RECEIPT:
            canvas.drawString(x, 300 - y, text)
        for y in (85, 110, 135, 160, 185, 210, 235):
            canvas.line(50, 300 - y, 560, 300 - y)
        for x in (50, 145, 315, 405, 560):
            canvas.line(x, 300 - 85, x, 300 - (160 if x in (315, 405) else 235))

    return pdf(draw, size=(595, 300))


PARTIES = (
    ("户名", BUYER, SELLER),
    ("账号", "3100012345678900012", "6228480000099998888"),
    ("开户银行", "甲行", "乙行"),
)


def receipt_by_side() -> bytes:
    """Another bank's: who pays and who is paid stand upright beside three rows each."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(240, 270, "网上银行电子回单")
        canvas.drawString(60, 250, "回单编号：0014-2093-7785")
        for x, side in ((40, "付款人"), (300, "收款人")):
            for row, sign in enumerate(side):
                canvas.drawString(x + 6, 215 - 14 * row, sign)
        for row, (label, *values) in enumerate(PARTIES):
            for x, value in zip((65, 325), values, strict=True):
                canvas.drawString(x, 223 - 20 * row, label)
                canvas.drawString(x + 55, 223 - 20 * row, value)
        canvas.drawString(50, 163, "金额")
        canvas.drawString(120, 163, "¥569,520.00元")
        canvas.drawString(50, 143, "记账日期")
        canvas.drawString(120, 143, "2025年03月20日")
        for y in (237, 177, 157, 137):
            canvas.line(40, y, 560, y)
        for y in (217, 197):
            canvas.line(60, y, 300, y)
            canvas.line(320, y, 560, y)
        for x, bottom in ((40, 137), (60, 177), (115, 137), (300, 177), (320, 177), (375, 177), (560, 137)):
            canvas.line(x, 237, x, bottom)

    return pdf(draw, size=(595, 300))
